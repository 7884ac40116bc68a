"""The place in the address: what is chosen in the search box, or on the map, and what is left."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.donnees import REGION
from tests.pages.conftest import PATIENCE_S, address


def script(key: str) -> None:
    from clauses.ui import lieu

    lieu.choose(key)


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ({}, "09001", {"commune": "09001"}),
        ({}, "COM:09001", {"commune": "09001"}),
        ({"commune": "09001"}, "EPCI:900000001", {"territoire": "EPCI:900000001"}),
        ({"territoire": "EPCI:900000001"}, "DEP:98", {"departement": "98"}),
        ({"departement": "09"}, "REG:99", {}),
        # A commune stays in the territory looked at, when it is there.
        ({"departement": "09"}, "09001", {"commune": "09001", "departement": "09"}),
        ({"departement": "09"}, "98001", {"commune": "98001"}),
        ({"territoire": "EPCI:900000001"}, "98006", {"commune": "98006"}),
        # One step at a time.
        ({"commune": "09001", "departement": "09", "acheteur": "etat"}, "", {"departement": "09", "acheteur": "etat"}),
        ({"departement": "09", "acheteur": "etat"}, "", {"acheteur": "etat"}),
        ({"commune": "77777"}, "", {}),
    ],
)
def test_choosing_a_place(monkeypatch: pytest.MonkeyPatch, before: dict[str, str], key: str, after: dict[str, str]):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    app = AppTest.from_function(script, default_timeout=PATIENCE_S, args=(key,))
    for name, value in before.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert address(app) == after
