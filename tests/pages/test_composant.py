"""Components of ours: what Streamlit is given of them goes over the websocket at each visit."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from clauses.rendu.scripts import page_script_address
from clauses.ui import entete, graphique, liste, partage, recherche
from clauses.ui.composant import build_composant


@pytest.mark.parametrize(
    ("module", "name", "function"),
    [
        (entete, "entete", "showEntete"),
        (graphique, "graphique", "showGraphique"),
        (liste, "liste", "showListe"),
        (partage, "telephone", "showTelephone"),
        (recherche, "recherche", "showRecherche"),
    ],
)
def test_script_of_a_component_is_two_lines_that_ask_for_its_address(module, name, function, monkeypatch):
    given = {}
    monkeypatch.setattr(st.components.v2, "component", lambda _name, **values: given.update(values))
    build_composant(Path(module.__file__).parent, name, function)
    assert given["js"].count("\n") == 2
    assert f"/{page_script_address(name)}`" in given["js"]
    assert given["js"].endswith(f".{function};\n")


def first_run_with_a_choice() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from clauses.ui import composant

    runs = st.session_state.setdefault("runs", [])
    runs.append(len(runs))
    found = SimpleNamespace(choix="DEP:98" if len(runs) == 1 else None)
    composant.ask(lambda **_: found, "liste", {}, st.session_state.setdefault("chosen", []).append)
    composant.settle()


def test_a_choice_that_opens_a_session_counts():
    """When a process dies, the first click after it opens a session on another one, which has no callback yet."""
    app = AppTest.from_function(first_run_with_a_choice).run()
    assert not app.exception
    assert list(app.session_state["chosen"]) == ["DEP:98"]
    assert list(app.session_state["runs"]) == [0, 1]
