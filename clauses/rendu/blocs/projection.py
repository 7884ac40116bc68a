"""A story as the script of the presentation reads it: its steps, its words, and the addresses of where it is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from clauses.domain.contenus.presentation import Histoire
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.blocs import render
from clauses.rendu.histoires import load_presentation
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas
from clauses.rendu.mots import presentation as texts
from clauses.rendu.polices import FACES

STYLES = (FACES, "leaflet/leaflet.css", "carte/carte.css", "presentation/presentation.css")
"""Style sheets of a page that shows a story, under ``static/``, in their order."""
PAPER_STYLES = (FACES, "presentation/papier.css")

PROJECTION, ORATEUR = "projection", "orateur"
"""Views of a story: before the room, and for the speaker."""


def build_donnees(moment: Moment, histoire: Histoire, vue: str, adresses: Mapping[str, str]) -> dict[str, Any]:
    """All that ``static/presentation/presentation.js`` reads.

    Parameters
    ----------
    adresses : ``racine`` (that links of the texts are relative to), ``page``, ``orateur``, ``papier``, ``quitter``,
        ``communes``, ``reponse`` and ``site`` (public address, for phones; may be empty)
    """
    story = load_presentation(moment, histoire, texts.mention(moment.actualisee_le))
    return story | {
        "vue": vue,
        "textes": texts.script(moment.territoires.annee_population),
        "touches": texts.KEYS,
        "parametres": parametres.NOMS,
        "alerte": texts.GUICHETS_MISSING if moment.is_missing_guichets else "",
        "adresses": dict(adresses),
    }


def render_papier(
    histoire: Histoire,
    donnees: Mapping[str, Any],
    *,
    styles: Sequence[str],
    icone: str,
    liste: str,
    racine: str = "",
) -> str:
    """All steps of a story with their notes, as a page to be printed.

    Parameters
    ----------
    styles, icone, liste : addresses of the style sheets, of the icon and of what the page goes back to
    racine : what addresses are relative to; empty for the page itself
    """
    steps = [etape | {name: trusted(etape[name]) for name in ("texte", "note")} for etape in donnees["etapes"]]
    return render(
        "presentation_papier.html",
        t=texts,
        atlas=atlas,
        histoire=histoire,
        donnees=donnees,
        etapes=steps,
        styles=styles,
        icone=icone,
        liste=liste,
        racine=racine,
    )
