"""Components of ours: what Streamlit is given of them goes over the websocket at each visit."""

from pathlib import Path

import pytest
import streamlit as st

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
