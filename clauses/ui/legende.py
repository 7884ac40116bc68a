"""Legend: signs other than colour that are on the map."""

from collections.abc import Mapping
from dataclasses import dataclass

from clauses.domain.guichets import Typologie
from clauses.rendu.cartes.affichages import Affichage, list_classes, rank_of
from clauses.rendu.cartes.aspect import SIEGE, aspect, list_signes, shape
from clauses.rendu.cartes.palette import PAPER
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.domaine import sign_words, statut_labels
from clauses.rendu.vues import Vue


@dataclass(frozen=True, slots=True)
class Sign:
    """Shape and meaning of a sign; ``zone`` is false for that of a seat."""

    forme: str
    libelle: str
    definition: str
    couleur: str = SIEGE
    encre: str = PAPER
    zone: bool = True


def signs(vue: Vue, typologies: Mapping[str, Typologie], affichage: Affichage, annee: int) -> list[Sign]:
    """Signs of the zones, then of the seats."""
    found = _zones(vue, typologies) if affichage is Affichage.GUICHETS else _classes(vue, affichage, annee)
    shapes = {shape(guichet) for guichet in vue.guichets if guichet.commune_siege}
    return found + [Sign(*words, zone=False) for form, words in texts.SIGN_SEATS.items() if form in shapes]


def _zones(vue: Vue, typologies: Mapping[str, Typologie]) -> list[Sign]:
    labels = statut_labels(vue.couverture.guichets)
    return [
        Sign(look.signe, *sign_words(look.statut, labels), couleur=look.couleur, encre=look.hachures or PAPER)
        for look in list_signes(aspect(zone, typologies) for zone in vue.zones)
    ]


def _classes(vue: Vue, affichage: Affichage, annee: int) -> list[Sign]:
    seen = {rank_of(zone, affichage, annee) for zone in vue.zones}
    return [
        Sign(each.signe or "uni", each.libelle, each.definition, couleur=each.couleur, encre=each.hachures)
        for rank, each in enumerate(list_classes(affichage, vue.couverture.guichets))
        if rank in seen
    ]
