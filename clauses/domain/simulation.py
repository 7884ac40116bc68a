"""Simulation: what the coverage would be if a guichet opened, or if one served more territories."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Perimetre, Token
from clauses.domain.statut import nombre_couvert
from clauses.domain.territoires import DEPARTEMENT, Territoire

HYPOTHESE = "hypothese"
"""Identifier of the guichet that does not exist."""


@dataclass(frozen=True, slots=True)
class Effet:
    """Inhabitants and communes with a proven general guichet, before and after, in one territory."""

    territoire: Territoire
    population: int
    communes: int
    habitants_avant: int
    habitants_apres: int
    communes_avant: int
    communes_apres: int

    @property
    def gain(self) -> int:
        """Inhabitants who would gain a general guichet."""
        return self.habitants_apres - self.habitants_avant


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


def compare(before: Couverture, after: Couverture, ajouts: Sequence[Territoire]) -> list[Effet]:
    """Effect in the départements touched, then in the region."""
    territoires = before.territoires
    around = ((ajout, *territoires.above(ajout)) for ajout in ajouts)
    touched = {each for places in around for each in places if each.level == DEPARTEMENT}
    return [_effet(territoire, before, after) for territoire in [*sorted(touched), territoires.region]]


def _widened(guichet: Guichet, tokens: tuple[Token, ...]) -> Guichet:
    return replace(guichet, perimetre=Perimetre((*guichet.perimetre.tokens, *tokens)))


def _effet(territoire: Territoire, before: Couverture, after: Couverture) -> Effet:
    positions = before.territoires.of(territoire)
    summaries = before.summary(positions), after.summary(positions)
    inhabitants, communes = (
        [nombre_couvert(summary, measure) for summary in summaries] for measure in ("population", "communes")
    )
    return Effet(territoire, summaries[0]["population"], len(positions), *inhabitants, *communes)
