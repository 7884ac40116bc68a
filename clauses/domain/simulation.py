"""Simulation: hypothetical coverage if a guichet opened, or if one served more territories."""

from collections.abc import Sequence
from dataclasses import replace

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Perimetre, Token
from clauses.domain.territoires import DEPARTEMENT, Territoire, Territoires

HYPOTHESE = "hypothese"
"""Identifier of the guichet that does not exist."""


def imagine(couverture: Couverture, ajouts: Sequence[Territoire], elargi: str | None = None) -> Couverture:
    """The coverage with one more proven general guichet on these territories, or an existing one widened to them.

    Parameters
    ----------
    ajouts : territories that would be served
    elargi : identifier of the guichet to widen, ``KeyError`` when it does not exist; only a proven general one changes
        the figures

    """
    tokens = tuple(Token(ajout.level, ajout.code, exclu=False) for ajout in ajouts)
    guichets = couverture.guichets
    if elargi is None:
        new = Guichet(HYPOTHESE, HYPOTHESE, perimetre=Perimetre(tokens))
        return replace(couverture, guichets=(*guichets, new))
    if elargi not in {guichet.id for guichet in guichets}:
        raise KeyError(elargi)
    return replace(
        couverture,
        guichets=tuple(_widened(guichet, tokens) if guichet.id == elargi else guichet for guichet in guichets),
    )


def touches(ajouts: Sequence[Territoire], territoires: Territoires) -> list[Territoire]:
    """Territories whose coverage an opening may change: départements, then the region."""
    around = ((ajout, *territoires.above(ajout)) for ajout in ajouts)
    return [*sorted({each for places in around for each in places if each.level == DEPARTEMENT}), territoires.region]


def _widened(guichet: Guichet, tokens: tuple[Token, ...]) -> Guichet:
    return replace(guichet, perimetre=Perimetre((*guichet.perimetre.tokens, *tokens)))
