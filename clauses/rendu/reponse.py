"""The answer to « who do I call for my commune? », as words and cards ready for the template."""

from collections.abc import Iterable, Mapping
from typing import Any

from clauses.domain.couverture import Competence, Statut
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.qpv import QPV
from clauses.rendu.cartes.couches import UNKNOWN, shape
from clauses.rendu.cartes.palette import ink_on


def split(
    competences: list[Competence], statut: Statut, donneur_ordre: str | None
) -> tuple[list[Competence], list[Competence]]:
    """Competences in two lists: whom to call first, and the others.

    The first is the most local proven general guichet where there is one; otherwise the guichets that give the status
    its meaning (sectoral, coordinating, unproven).
    """

    def leads(competence: Competence) -> bool:
        guichet = competence.guichet
        if statut.is_couvert:
            return guichet.is_avere and guichet.is_general(donneur_ordre)
        if statut is Statut.SECTORIEL:
            return guichet.is_avere and guichet.is_guichet
        return True

    first = next((competence for competence in competences if leads(competence)), None)
    return ([first] if first else []), [competence for competence in competences if competence is not first]


def card(guichet: Guichet, niveau: str, acheteurs: str, typologies: Mapping[str, Typologie]) -> dict[str, Any]:
    """What the template needs to draw a guichet; ``niveau`` and ``acheteurs`` in words."""
    kind = typologies.get(guichet.typologie, UNKNOWN)
    return {
        "guichet": guichet,
        "typologie": kind,
        "encre": ink_on(kind.couleur),
        "forme": shape(guichet),
        "niveau": niveau,
        "acheteurs": acheteurs,
    }


def district_names(districts: Iterable[QPV], code: str) -> list[str]:
    """Names of the priority districts of a commune."""
    return [district.nom for district in districts if code in district.communes]
