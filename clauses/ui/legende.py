"""Legend: signs other than colour that are on the map, each with its number of guichets."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from clauses.domain.guichets import Typologie
from clauses.rendu.cartes.aspect import SIEGE, aspect, list_signes, shape
from clauses.rendu.cartes.palette import PAPER
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.domaine import sign_words, statut_labels
from clauses.rendu.vues import Vue


@dataclass(frozen=True, slots=True)
class Sign:
    """Shape, meaning and number of guichets of a sign (``None``: not counted)."""

    forme: str
    libelle: str
    definition: str
    couleur: str = SIEGE
    encre: str = PAPER
    nombre: int | None = None


def signs(vue: Vue, typologies: Mapping[str, Typologie]) -> list[Sign]:
    """Signs of the zones, then of the seats."""
    labels = statut_labels(vue.couverture.guichets)
    found = [
        Sign(look.signe, *sign_words(look.statut, labels), couleur=look.couleur, encre=look.hachures or PAPER)
        for look in list_signes(aspect(zone, typologies) for zone in vue.zones)
    ]
    shapes = Counter(shape(guichet) for guichet in vue.guichets if guichet.commune_siege)
    found += [Sign(*words, nombre=shapes[form]) for form, words in texts.SIGN_SEATS.items() if shapes[form]]
    return found
