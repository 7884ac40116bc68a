"""Reponse: whom to call in a commune; the one value that every face shows: screen, paper, terminal, files."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from clauses.domain.couverture import Competence, Couverture, distance_km
from clauses.domain.guichets import Guichet
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.statut import RANGS, Statut, covers
from clauses.domain.territoires import COMMUNE, DEPARTEMENT


@dataclass(frozen=True, slots=True)
class Proche:
    """The nearest guichet, with the distance in km between town halls (great circle)."""

    guichet: Guichet
    distance: float


Interlocuteur = Guichet | Relais
"""Whom to contact: a guichet, or a relay where none answers."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """The answer for one commune.

    Attributes
    ----------
    code, nom : the commune
    donneur_ordre : the buyer type asked for, or ``None`` for all of them
    statut : how it is covered
    competences : every competent guichet, in order
    premier : whom to call first: the most local of those that cover it, or else that give the status its meaning
    coordinations : where it is not covered, who coordinates elsewhere in its département
    proche : where it is not covered, the nearest guichet that covers another commune
    relais : relays of the commune, from the most local to the widest; :attr:`suites` says when they are given
    """

    code: str
    nom: str
    donneur_ordre: str | None
    statut: Statut
    competences: tuple[Competence, ...]
    premier: Competence | None
    coordinations: tuple[Guichet, ...]
    proche: Proche | None
    relais: tuple[Relais, ...]

    @property
    def autres(self) -> tuple[Competence, ...]:
        """Other competent guichets, in order."""
        return tuple(each for each in self.competences if each is not self.premier)

    @property
    def suites(self) -> tuple[Interlocuteur, ...]:
        """Next steps: whom to contact, in order; a number is given once.

        The guichet to call; where its number is not known, the other competent guichets that have one; then, where
        none covers the commune or none has a number, the relays. A guichet of some buyers only is no step for the
        others: it comes last, so that a commune without relays still has one.
        """
        answering = [each.guichet for each in self.competences if each.apport is not Statut.SECTORIEL]
        steps: list[Interlocuteur] = [each for each in answering if self.premier and each is self.premier.guichet]
        if not first_with_number(steps):
            steps += [each for each in answering if each.telephone]
        if not (self.statut.is_couvert and first_with_number(steps)):
            steps += self.relais
        first_of = {each.telephone: each for each in reversed(steps)}
        kept = tuple(each for each in steps if not each.telephone or first_of[each.telephone] is each)
        return kept or tuple(each.guichet for each in self.competences)

    @property
    def appel(self) -> Interlocuteur | None:
        """The first of the next steps with a number; ``None`` where no number at all is known."""
        return first_with_number(self.suites)


def first_with_number(steps: Iterable[Interlocuteur]) -> Interlocuteur | None:
    """The first of whom to contact with a number."""
    return next((each for each in steps if each.telephone), None)


def repondre(couverture: Couverture, code: str, relais: RelaisIndex) -> Reponse:
    """Answer for a commune: whom to call (``KeyError`` for an unknown code)."""
    competences, statut = couverture.competences(code), couverture.statut(code)
    shown = {each.guichet.id for each in competences}
    departement = str(couverture.territoires.communes.at[code, "code_departement"])
    elsewhere = () if statut.is_couvert else list_coordinations(couverture, departement)
    return Reponse(
        code=code,
        nom=couverture.territoires.name(COMMUNE, code),
        donneur_ordre=couverture.donneur_ordre,
        statut=statut,
        competences=tuple(competences),
        premier=first_of(competences, statut),
        coordinations=tuple(guichet for guichet in elsewhere if guichet.id not in shown),
        proche=None if statut.is_couvert else find_nearest(couverture, code),
        relais=relais.find(code),
    )


def first_of(competences: Iterable[Competence], statut: Statut) -> Competence | None:
    """Whom to call first in a commune of this status."""
    return next((each for each in competences if each.apport in statut.meneurs), None)


def list_candidats(couverture: Couverture) -> list[Guichet]:
    """Guichets that may be the nearest one: those that cover a commune and whose seat is known, in order."""
    seats, buyer = couverture.territoires.positions, couverture.donneur_ordre
    return [each for each in couverture.ordered if covers(each, buyer) and each.commune_siege in seats]


def find_nearest(couverture: Couverture, code: str) -> Proche | None:
    """The candidate whose seat is nearest to a commune."""
    communes = couverture.territoires.communes
    lon, lat = communes["lon"], communes["lat"]
    best: Proche | None = None
    for guichet in list_candidats(couverture):
        seat = guichet.commune_siege
        distance = distance_km(lon.at[code], lat.at[code], lon.at[seat], lat.at[seat])
        if best is None or distance < best.distance:
            best = Proche(guichet, distance)
    return best


def list_coordinations(couverture: Couverture, departement: str) -> list[Guichet]:
    """Proven coordinating bodies that serve part of a département, the most local first."""
    members = couverture.territoires.members[DEPARTEMENT, departement]
    coordinating = (couverture.apports[members] == RANGS[Statut.COORDINATION]).any(axis=0)
    return [couverture.ordered[rank] for rank in np.flatnonzero(coordinating)]
