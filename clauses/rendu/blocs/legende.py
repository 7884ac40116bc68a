"""Legend: what is on the map beside the colours of the types; one entry for a zone and the seats that make it so."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from clauses.domain.guichets import Typologie
from clauses.domain.selection import Selection
from clauses.donnees import Moment, kept
from clauses.rendu.blocs import render
from clauses.rendu.cartes.affichages import Affichage, list_classes, rank_of
from clauses.rendu.cartes.aspect import SIEGE, Aspect, aspect, list_signes, shape, shape_of
from clauses.rendu.cartes.palette import PAPER
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.domaine import sign_words, statut_labels
from clauses.rendu.vues import Vue, load_vue


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and its meaning.

    Attributes
    ----------
    forme : pattern of a zone, empty for a seat alone
    siege : shape of the seats that the zone comes from, where it has one
    lettres : those written on one such zone; empty where none is
    """

    forme: str
    libelle: str
    definition: str
    couleur: str = SIEGE
    encre: str = PAPER
    siege: str = ""
    lettres: str = ""


def present_types(moment: Moment) -> list[str]:
    """Types of the whole region, whatever the filters: what is hidden stays so when the territory changes."""
    found = {guichet.typologie for guichet in load_vue(moment, Selection()).connus}
    return [code for code in moment.typologies if code in found]


def count_types(moment: Moment, selection: Selection) -> Counter[str]:
    """Guichets of each type, by the other filters: what the map shows, or would show."""
    return Counter(guichet.typologie for guichet in load_vue(moment, replace(selection, typologies=None)).connus)


@kept(32)
def render_signes(moment: Moment, selection: Selection, affichage: Affichage) -> str:
    """List of the signs that a map shows."""
    vue = load_vue(moment, selection)
    return render("legende.html", signes=signs(vue, moment.typologies, affichage, moment.annee))


def signs(vue: Vue, typologies: Mapping[str, Typologie], affichage: Affichage, annee: int) -> list[Sign]:
    """Signs of the zones, then of the seats that no zone has named."""
    shapes = {shape(guichet) for guichet in vue.guichets if guichet.commune_siege}
    found = _zones(vue, typologies, shapes) if affichage is Affichage.GUICHETS else _classes(vue, affichage, annee)
    named = {sign.siege for sign in found}
    seats = (words for form, words in texts.SIGN_SEATS.items() if form in shapes)
    return found + [Sign("", label, definition, siege=form) for form, label, definition in seats if form not in named]


def _zones(vue: Vue, typologies: Mapping[str, Typologie], shapes: set[str]) -> list[Sign]:
    labels = statut_labels(vue.couverture.guichets)
    looks = list_signes(aspect(zone, typologies) for zone in vue.zones)
    return [_zone(look, *sign_words(look.statut, labels), shape_of(look.statut), shapes) for look in looks]


def _zone(look: Aspect, label: str, definition: str, form: str, shapes: set[str]) -> Sign:
    siege, said = "", definition
    # A covered zone is several guichets, whose seats are not a sign of that.
    if form in shapes and not look.statut.is_couvert:
        siege, _, seat = texts.SIGN_SEATS[form]
        said = f"{definition} {seat}"
    return Sign(look.signe, label, said, look.couleur, look.hachures or PAPER, siege, look.lettres)


def _classes(vue: Vue, affichage: Affichage, annee: int) -> list[Sign]:
    seen = {rank_of(zone, affichage, annee) for zone in vue.zones}
    return [
        Sign(each.signe or "uni", each.libelle, each.definition, each.couleur, each.hachures)
        for rank, each in enumerate(list_classes(affichage, vue.couverture.guichets))
        if rank in seen
    ]
