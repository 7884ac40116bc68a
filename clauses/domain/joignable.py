"""Joignable: inhabitants whose answer holds a number, by whose it is; the number is the one that the answer offers."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import SERVICE, Guichet
from clauses.domain.perimetre import Niveau
from clauses.domain.relais import RelaisIndex
from clauses.domain.reponse import Interlocuteur, repondre


class Numero(StrEnum):
    """Whose number an answer offers, the closest to the clauses first."""

    SERVICE = "service"
    ORGANISME = "organisme"
    RELAIS = "relais"
    REGION = "region"
    AUCUN = "aucun"


def part_proche(counted: Mapping[Numero, int]) -> float | None:
    """Share of the inhabitants whose number is nearer than that of the Region; ``None`` of nobody."""
    total = sum(counted.values())
    return 1 - (counted[Numero.REGION] + counted[Numero.AUCUN]) / total if total else None


def count_by_numero(couverture: Couverture, relais: RelaisIndex, positions: np.ndarray) -> dict[Numero, int]:
    """Inhabitants of these communes by whose number their answer offers.

    Communes served alike, by guichets and by relays, have the same: one answer is made for all of them.
    """
    territoires = couverture.territoires
    alike = np.column_stack([couverture.niveaux[positions], relais.niveaux[positions]])
    _, firsts, groups = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    counted = dict.fromkeys(Numero, 0)
    for group, first in enumerate(firsts):
        code = str(territoires.communes.index[positions[first]])
        numero = _numero(repondre(couverture, code, relais).appel, relais, code)
        counted[numero] += territoires.population(positions[groups.ravel() == group])
    return counted


def _numero(appel: Interlocuteur | None, relais: RelaisIndex, code: str) -> Numero:
    if appel is None:
        return Numero.AUCUN
    if isinstance(appel, Guichet):
        return Numero.SERVICE if appel.contact_portee == SERVICE else Numero.ORGANISME
    return Numero.RELAIS if relais.niveau(appel, code) < Niveau.REGION else Numero.REGION
