"""Legend: the signs that colour alone does not say, only those the map shows, with how many guichets bear them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from clauses.domain.guichets import Typologie
from clauses.rendu.cartes.couches import UNKNOWN, shape, zone_properties
from clauses.rendu.mots import atlas as texts
from clauses.rendu.vues import Vue


@dataclass(frozen=True, slots=True)
class Sign:
    """How a sign looks, what it means, how many guichets it stands for (``None``: not counted)."""

    forme: str
    libelle: str
    definition: str
    couleur: str = "#57534a"
    encre: str = "#ffffff"
    nombre: int | None = None


def signs(vue: Vue, typologies: Mapping[str, Typologie]) -> list[Sign]:
    """Signs of the zones, then of the seats."""
    found: list[Sign] = []
    looks = [zone_properties(zone, typologies) for zone in vue.zones]
    hatched = next((look for look in looks if "hachures" in look), None)
    if hatched:
        found.append(Sign(*texts.SIGN_OVERLAP, couleur=hatched["couleur"], encre=hatched["hachures"]))
    for statut, form in texts.SIGN_STATUTS.items():
        look = next((look for look in looks if look["statut"] == statut), None)
        if look:
            words = (texts.STATUT_LABELS[statut], texts.STATUT_DEFINITIONS[statut])
            found.append(Sign(form, *words, couleur=look.get("couleur", UNKNOWN.couleur)))
    shapes = Counter(shape(guichet) for guichet in vue.guichets if guichet.commune_siege)
    found += [Sign(*words, nombre=shapes[form]) for form, words in texts.SIGN_SEATS.items() if shapes[form]]
    return found
