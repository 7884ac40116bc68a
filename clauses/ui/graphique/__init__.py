"""Charts on screen: plotly figures drawn by plotly's own small bundle, with their image to save.

Streamlit's chart element loads all of plotly (1.4 MB compressed, every trace there is) and has English buttons. The
basic bundle, served by the application, weighs a quarter of that; title, source and date are written in the image.
"""

import json
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.catalogue import load_kept
from clauses.rendu.figures import Graphique
from clauses.rendu.mots import heures as texts
from clauses.rendu.scripts import exports_of, join

_FOLDER = Path(__file__).parent
_SCRIPT = "clauses/ui/graphique/graphique.js"
_PLOTLY = "app/static/plotly/plotly-basic.min.js"
_CHART = st.components.v2.component(
    "graphique",
    html=(_FOLDER / "graphique.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "graphique.css").read_text(encoding="utf-8"),
    js=f"{join(_SCRIPT)}export default {exports_of(_SCRIPT)}.showGraphique;\n",
    # Plotly puts its style sheet in the page: it would not reach into a shadow root.
    isolate_styles=False,
)


def show_graphique(build: Callable[[], Graphique], name: tuple[Hashable, ...], key: str) -> None:
    """Draw a chart, its alternative text, and the buttons that save it as PNG and SVG.

    ``name`` holds all the choices that the chart depends on: it is built once for each.
    """
    _CHART(key=key, data=load_kept((key, *name), lambda: _data(build())), height="content")


def _data(graphique: Graphique) -> dict[str, Any]:
    return {
        "figure": json.loads(graphique.figure.to_json(engine="json")),
        "titre": graphique.titre,
        "source": graphique.source,
        "alt": graphique.alt,
        "fichier": graphique.fichier,
        "png": texts.IMAGE_PNG,
        "svg": texts.IMAGE_SVG,
        "panne": texts.CHART_FAILURE,
        "bibliotheque": _PLOTLY,
    }
