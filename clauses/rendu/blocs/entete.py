"""Site header: the screens, five in the bar and the others under « Plus », the current one marked."""

from functools import cache

from clauses.rendu.blocs import render
from clauses.rendu.ecrans import ECRANS
from clauses.rendu.mots import atlas as texts


@cache
def render_entete(courant: str | None) -> str:
    """Header of the page at the path of a screen, or of none.

    It is the same for all: what the team has is hidden until shown.
    """
    return render(
        "entete.html",
        mots=texts,
        courant=courant,
        principaux=[ecran for ecran in ECRANS if not ecran.is_secondary],
        secondaires=[ecran for ecran in ECRANS if ecran.is_secondary],
    )
