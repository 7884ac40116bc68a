"""What the colours of the map say: whom to call, where nobody answers, how old the information is.

Beside that of the guichets, each way to colour the map is a few classes, of which every zone has one. The browser is
sent the classes and the rank that each status, or each guichet, has among them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clauses.domain.age import AGES, Age, age_of
from clauses.domain.couverture import Zone
from clauses.domain.guichets import Guichet
from clauses.domain.statut import COUVERTS, STATUTS_MONTRES, Statut
from clauses.rendu.cartes.aspect import AGE_ASPECTS, REPONDU, SOL, STATUT_ASPECTS, VIDE, Couleurs
from clauses.rendu.mots import age as mots_age
from clauses.rendu.mots import lacunes as mots_lacunes
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, STATUT_LABELS, statut_labels


class Affichage(StrEnum):
    """Ways to colour the map; the first is the usual one."""

    GUICHETS = "guichets"
    LACUNES = "lacunes"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Classe:
    """A class of zones, in words and on the map; colours are those of both themes, as CSS writes them.

    Attributes
    ----------
    couleur : of the zone, or of its pattern over the ground of the map
    signe : pattern, empty where the colour is plain
    hachures : colour of a pattern over that of the zone; empty for one over the ground
    detail : what it adds to the words of a zone
    """

    libelle: str
    definition: str
    couleur: str
    signe: str = ""
    hachures: str = ""
    detail: str = ""

    @property
    def look(self) -> dict[str, str]:
        """What the map is sent to draw it."""
        named = (("couleur", self.couleur), ("signe", self.signe), ("hachures", self.hachures))
        return {name: value for name, value in named if value}


def _colour(couleurs: Couleurs) -> str:
    return f"light-dark({couleurs.clair}, {couleurs.sombre})"


_MANQUE = _colour(STATUT_ASPECTS[Statut.NON_DOCUMENTE])
_TRAITS = {Age.ANCIEN: _colour(Couleurs("#b9cfea", "#365680")), Age.NON_DATE: _colour(SOL)}
"""Patterns over the colour of an age: light for the one that covers most of the map."""
_AGES: tuple[Age | None, ...] = (*AGES, None)

LACUNES: Mapping[Statut, int] = {
    statut: max(0, rang - len(COUVERTS) + 1) for rang, statut in enumerate(STATUTS_MONTRES)
}
"""Rank of each status among the classes of the gaps: all those that cover are the first."""


def list_classes(affichage: Affichage, guichets: Iterable[Guichet]) -> tuple[Classe, ...]:
    """Classes of a way to colour the map; none for the usual one. ``guichets`` are those that statuses are named by."""
    if affichage is Affichage.LACUNES:
        labels = statut_labels(guichets)
        gaps = (_gap(statut, labels[statut]) for statut in STATUTS_MONTRES if not statut.is_couvert)
        return Classe(*mots_lacunes.REPOND, _colour(REPONDU)), *gaps
    if affichage is Affichage.AGE:
        return *(_dated(each) for each in _AGES), _gap(Statut.MASQUE, STATUT_LABELS[Statut.MASQUE])
    return ()


def age_rank(age: Age | None) -> int:
    """Rank of an age among its classes; the last is where no guichet is known."""
    return _AGES.index(age)


def rank_of(zone: Zone, affichage: Affichage, annee: int) -> int:
    """Rank of the class of a zone."""
    if affichage is Affichage.AGE and zone.meneurs:
        return age_rank(age_of(zone.meneurs, annee))
    return SANS_MENEUR[affichage][zone.statut]


SANS_MENEUR: Mapping[Affichage, Mapping[Statut, int]] = {
    Affichage.LACUNES: LACUNES,
    Affichage.AGE: {statut: len(_AGES) if statut is Statut.MASQUE else age_rank(None) for statut in STATUTS_MONTRES},
}
"""Rank of each status among the classes, where no guichet has one of its own."""


def _gap(statut: Statut, label: str) -> Classe:
    """In the colour of « nobody », plain for it, as a pattern where somebody may be known; as usual what is hidden."""
    look = STATUT_ASPECTS[statut]
    colour = _colour(look) if statut is Statut.MASQUE else _MANQUE
    return Classe(label, STATUT_DEFINITIONS[statut], colour, "" if look.motif == VIDE else look.motif)


def _dated(age: Age | None) -> Classe:
    look, (label, definition) = AGE_ASPECTS[age], mots_age.LABELS[age]
    return Classe(label, definition, _colour(look), look.motif, _TRAITS.get(age, ""), label)
