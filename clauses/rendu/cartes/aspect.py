"""The look of the map: colour, pattern, letter and shape of what it shows. One table for every painter and legend.

Types of structure have the colours of ``data/typologies.csv``; statuses have a family of their own, so that no colour
means a type here and a status there. Colour is never alone: each status that does not cover has its pattern.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauses.domain.age import Age
from clauses.domain.couverture import Zone
from clauses.domain.guichets import GREY, Guichet, Typologie
from clauses.domain.perimetre import Niveau
from clauses.domain.statut import STATUTS_MONTRES, Statut, apport
from clauses.domain.typographie import NO_BREAK
from clauses.rendu.cartes.palette import PAPER, ink_on

MARQUE = "#0f5c6e"
"""Colour of the atlas. Style sheets, icons and documents write it again: ``tests/architecture/test_colours.py``."""

UNKNOWN = Typologie("", "Typologie inconnue", "", GREY, "?", "uni", 999)
SIEGE = "#57534a"
"""Markers of seats in a legend, where they are of no type."""
MOST_LETTERS = 3
LETTRES: Mapping[Statut, str] = {Statut.SECTORIEL: "(*)", Statut.A_CONFIRMER: f"*{NO_BREAK}?"}
"""How the letters of a zone are written where nobody answers to all buyers for sure; « * » stands for them."""
VIDE, HACHURES, VOILE = "vide", "hachures", "voile"


@dataclass(frozen=True, slots=True)
class Couleurs:
    """Look of a status.

    Attributes
    ----------
    clair, sombre : on a light page (and on paper), on a dark one
    motif : pattern over the ground of the map, readable without colour; empty where the commune is covered
    """

    clair: str
    sombre: str
    motif: str = ""


STATUT_ASPECTS: Mapping[Statut, Couleurs] = {
    Statut.LOCAL: Couleurs("#235a3d", "#449268"),
    Statut.DEPARTEMENTAL: Couleurs("#43a26f", "#acefc7"),
    Statut.SECTORIEL: Couleurs("#b98903", "#fecf6b", "points"),
    Statut.COORDINATION: Couleurs("#906b29", "#c0a553", "vagues"),
    Statut.A_CONFIRMER: Couleurs("#5e686d", "#b7b9c1", "tirets"),
    Statut.NON_DOCUMENTE: Couleurs("#9e1f00", "#de5a2a", VIDE),
    Statut.MASQUE: Couleurs("#7084a2", "#546886", VOILE),
}
"""Greens where a guichet answers, sand where it does so for some or only directs, grey for doubt, brick for nobody,
slate for what the reader chose not to see.

Chosen so that any two are told apart by colour-blind readers: ``tests/unit/test_palette.py``. The style sheets write
them again: ``tests/architecture/test_colours.py``.
"""
SOL = Couleurs("#f8efea", "#2d2423")
"""Ground of the map where nobody is known, under the patterns: the brick, so pale that names and places stay first."""
SOL_SECTORIEL = Couleurs("#fdfdfa", "#222c33")
"""The same where a guichet answers some buyers only: nearly white, since to the others it is a gap."""
SOL_MASQUE = Couleurs("#e3e7eb", "#39434d")
"""The same under what is hidden: slate, as pale."""
REPONDU = Couleurs("#cfe0d5", "#24382f")
"""Communes with a guichet where the map is of those without: the green, as pale."""
AGE_ASPECTS: Mapping[Age | None, Couleurs] = {
    Age.RECENT: Couleurs("#1f4e8c", "#9cc4f5"),
    Age.ANCIEN: Couleurs("#9ab8de", "#456a9b", "lignes"),
    Age.NON_DATE: Couleurs("#7f7870", "#8f8477", "quadrillage"),
    None: Couleurs(SOL.clair, SOL.sombre, VIDE),
}
"""A blue of its own, the stronger the more recent; ``None`` is where no guichet is known."""

MOTIFS: Mapping[str, tuple[float, str, float]] = {
    HACHURES: (9, "M-2,2 L2,-2 M0,9 L9,0 M7,11 L11,7", 3),
    "lignes": (7, "M0,3.5 H7", 1.3),
    "tirets": (10, "M1,2.5 H6 M6,7.5 H11 M-4,7.5 H1", 1.3),
    "points": (10, "M2.5,2.5 h.01 M7.5,7.5 h.01", 1.9),
    "croix": (10, "M3,5 H7 M5,3 V7", 1.3),
    "chevrons": (10, "M0,7 L5,2 L10,7", 1.3),
    "quadrillage": (9, "M0,4.5 H9 M4.5,0 V9", 1.1),
    "vagues": (12, "M0,6 Q3,2 6,6 T12,6", 1.3),
    VOILE: (8, "M-1,7 L1,9 M0,0 L8,8 M7,-1 L9,1", 0.8),
}
"""Side of a tile, its strokes, their width (pixels). ``static/carte/motifs.js`` draws the same, as a test checks."""

_RIEN = (7, "M-2,2 L2,-2 M0,7 L7,0 M5,9 L9,5", 0.8)
"""Strokes of « non documenté » where statuses are drawn: the map of the guichets leaves it empty."""

Tuile = tuple[str, str, float, str, float]
"""Ground, ink, side, strokes and their width."""

_FORMES = {
    Statut.LOCAL: "guichet",
    Statut.SECTORIEL: "secteur",
    Statut.COORDINATION: "coordination",
    Statut.A_CONFIRMER: "a_confirmer",
}


@dataclass(frozen=True, slots=True)
class Aspect:
    """Look of a zone.

    Attributes
    ----------
    statut : of its communes
    typologie : of the guichet to call first, ``None`` without any
    suivante : of the next one that covers it, where there is one
    lettres : « I+D », « M ? » (to be confirmed), « (B) » (some buyers only)
    """

    statut: Statut
    typologie: Typologie | None
    suivante: Typologie | None
    lettres: str

    @property
    def couleur(self) -> str:
        """Colour of the zone, or of its pattern."""
        if self.statut is Statut.MASQUE:
            return STATUT_ASPECTS[self.statut].clair
        return (self.typologie or UNKNOWN).couleur

    @property
    def hachures(self) -> str:
        """Colour of the hatching that means « several guichets »; empty where there is one at most."""
        if self.suivante is None:
            return ""
        return ink_on(self.couleur) if self.suivante.couleur == self.couleur else self.suivante.couleur

    @property
    def signe(self) -> str:
        """Pattern, readable without colour; empty for a zone covered by one guichet."""
        return STATUT_ASPECTS[self.statut].motif or (HACHURES if self.suivante else "")


def aspect(zone: Zone, typologies: Mapping[str, Typologie]) -> Aspect:
    """Look of a zone: colour of the guichet to call first, hatching of the next one that covers it."""
    kinds = [typologies.get(guichet.typologie, UNKNOWN) for guichet in zone.meneurs]
    if not kinds:
        return Aspect(zone.statut, None, None, "")
    suivante = kinds[1] if zone.statut.is_couvert and len(kinds) > 1 else None
    return Aspect(zone.statut, kinds[0], suivante, _letters(zone.statut, kinds))


def status_tile(statut: Statut, *, pale: bool = False) -> Tuile | None:
    """Tile of a status in a drawing on a light page, or ``None`` where it is a plain colour.

    ``pale`` leaves the ground of « non documenté » light, for a map that it may cover whole.
    """
    look = STATUT_ASPECTS[statut]
    if look.motif == VIDE:
        return (SOL.clair, look.clair, *_RIEN) if pale else (look.clair, SOL.clair, *_RIEN)
    return (look.clair, PAPER, *MOTIFS[look.motif]) if look.motif else None


def list_signes(aspects: Iterable[Aspect]) -> list[Aspect]:
    """The legend: one look for each sign seen, several guichets first, then the statuses that do not cover."""
    first: dict[str, Aspect] = {}
    for each in aspects:
        first.setdefault(each.signe, each)
    order = [HACHURES, *(STATUT_ASPECTS[statut].motif for statut in STATUTS_MONTRES)]
    return [first[signe] for signe in dict.fromkeys(order) if signe and signe in first]


def shape(guichet: Guichet) -> str:
    """Shape of a badge, readable without colour."""
    return shape_of(apport(guichet, Niveau.COMMUNE))


def shape_of(statut: Statut) -> str:
    """Shape of the badges that a status comes from; empty where it comes from none."""
    return _FORMES.get(statut, "")


def _letters(statut: Statut, kinds: Sequence[Typologie]) -> str:
    letters = list(dict.fromkeys(kind.lettre for kind in kinds)) if statut.is_couvert else [kinds[0].lettre]
    joined = "+".join(letters[:MOST_LETTERS]) + ("+…" if len(letters) > MOST_LETTERS else "")
    return LETTRES.get(statut, "*").replace("*", joined)
