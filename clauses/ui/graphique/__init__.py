"""Charts on screen: plotly figures drawn by plotly's own small bundle, with their image to save.

Streamlit's chart element loads all of plotly (1.4 MB compressed, every trace there is) and has English buttons. The
basic bundle, served by the application, weighs a quarter of that; title, source and date are written in the image.
"""

from pathlib import Path

from clauses.rendu.figures import Graphique
from clauses.rendu.mots import heures as texts
from clauses.ui.composant import build_composant

_PLOTLY = "app/static/plotly/plotly-basic.min.js"
# Plotly puts its style sheet in the page: it would not reach into a shadow root.
_CHART = build_composant(Path(__file__).parent, "graphique", "showGraphique", isolate_styles=False)


def show_graphique(graphique: Graphique, key: str) -> None:
    """Draw a chart, its alternative text, and the buttons that save it as PNG and SVG."""
    data = {
        "figure": graphique.json,
        "titre": graphique.titre,
        "source": graphique.source,
        "alt": graphique.alt,
        "fichier": graphique.fichier,
        "png": texts.IMAGE_PNG,
        "svg": texts.IMAGE_SVG,
        "panne": texts.CHART_FAILURE,
        "bibliotheque": _PLOTLY,
    }
    _CHART(key=key, data=data, height="content")
