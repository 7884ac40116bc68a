"""Combobox of places: a custom component, because four thousand options do not fit in a Streamlit list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clauses.rendu import adresses
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import territoire as texts_territoire
from clauses.ui import keys
from clauses.ui.composant import ask, build_composant
from clauses.ui.moment import current_moment

_BOX = build_composant(Path(__file__).parent, "recherche", "showRecherche")


@dataclass(frozen=True, slots=True)
class Sujet:
    """Subject of a search: address of the endpoint, and texts of the box; ``est_situe`` to offer the reader's place.

    ``est_tenu``: the place chosen stays in the box, with a button that leaves it.
    """

    adresse: str
    etiquette: str
    exemple: str
    rien: str
    trouves: tuple[str, str]
    est_situe: bool = False
    est_tenu: bool = False


COMMUNES = Sujet(
    "api/communes", texts.SEARCH_LABEL, texts.SEARCH_EXAMPLE, texts.SEARCH_EMPTY, texts.SEARCH_FOUND, est_situe=True
)
CARTE = Sujet(
    "api/territoires",
    texts.SEARCH_LABEL,
    texts.SEARCH_MAP_EXAMPLE,
    texts_territoire.SEARCH_EMPTY,
    texts_territoire.SEARCH_FOUND,
    est_situe=True,
    est_tenu=True,
)
"""The box of the map keeps the name of the place that its address holds."""
TERRITOIRES = Sujet(
    "api/territoires",
    texts_territoire.SEARCH_LABEL,
    texts_territoire.SEARCH_EXAMPLE,
    texts_territoire.SEARCH_EMPTY,
    texts_territoire.SEARCH_FOUND,
)


def show_recherche(
    on_choice: Callable[[str], None], sujet: Sujet = COMMUNES, key: str = keys.RECHERCHE, etiquette: str = ""
) -> None:
    """Combobox; calls ``on_choice`` with the code chosen: INSEE, « EPCI:243100518 », or nothing for a place left."""
    moment = current_moment() if sujet.est_situe else None
    data = {
        "adresse": sujet.adresse,
        "etiquette": etiquette or sujet.etiquette,
        "exemple": sujet.exemple,
        "aide": texts.SEARCH_HELP,
        "rien": sujet.rien,
        "trouves": sujet.trouves,
        "panne": texts.SEARCH_FAILURE,
        "contours": moment and adresses.contours(moment.version),
        "localiser": moment and texts.locate(moment.territoires.region_nom),
        "effacer": texts.SEARCH_CLEAR if sujet.est_tenu else "",
    }
    ask(_BOX, key, data, on_choice)
