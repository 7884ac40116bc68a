import html
import json
import re
from pathlib import Path

import pytest

from clauses.rendu.cartes.carte import STATIC, AtlasLayers, LocalMap, build_carte, state_element
from clauses.rendu.scripts import page_script_address
from tests.donnees.hostile import CELLS

ROOT = Path(__file__).parents[2]


def state_of(page: str) -> dict:
    return json.loads(html.unescape(re.search(r"data-etat='([^']*)'", page)[1]))


def page(state: dict) -> str:
    region = ((42.0, 0.0), (45.0, 4.0))
    return build_carte(state, titre="Carte d’essai", region=region, attribution="Essai").get_root().render()


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_a_hostile_state_is_carried_to_the_letter_and_runs_nowhere(cell):
    element = state_element({"nom": cell})
    assert state_of(element) == {"nom": cell}
    assert not set("{}") & set(element)
    assert element.count("<") == 2


def test_the_rendered_map_carries_its_state_through_the_template_engine():
    state = {"nom": "{{ 7*7 }} {% raw %} <b>", "zones": "../../geo/v1/zones.geojson"}
    assert state_of(page(state)) == state


def test_the_map_asks_nobody_else_for_anything():
    text = page({})
    assert "//" not in re.sub(r"<!--.*?-->", "", text)
    assets = [address for item in (LocalMap, AtlasLayers) for _, address in item.default_js + item.default_css]
    assert len(assets) == 5
    files = [address for address in assets if address.startswith(f"{STATIC}/")]
    assert all((ROOT / address.removeprefix("../../app/")).is_file() for address in files)
    assert set(assets) - set(files) == {f"../../{page_script_address('carte')}"}


def test_only_the_state_varies():
    def without_names(text: str) -> str:
        return re.sub(r"[0-9a-f]{32}", "#", re.sub(r"data-etat='[^']*'", "", text))

    assert without_names(page({"a": 1})) == without_names(page({"a": 2, "b": [3]}))
