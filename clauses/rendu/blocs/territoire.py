"""Whom to call on a territory: its guichets and relays as cards, on its sheet and beside the map."""

from typing import Any

from clauses.domain.fiche import Fiche
from clauses.domain.qpv import QPVCounts
from clauses.domain.statut import Statut
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoires
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu import fiche as words
from clauses.rendu.blocs import render
from clauses.rendu.chiffres import mesures
from clauses.rendu.mots import territoire as texts
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.mots.reponse import RELAIS_TITLE
from clauses.rendu.reponse import near_card

FIRST_CARDS = 3
"""Cards shown at once; the others are one click away."""


def list_territoires(territoires: Territoires) -> dict[str, str]:
    """Territories that are chosen in a list, by key: the region, départements, EPCI."""
    departements = {str(each): f"{each.code} {territoires.nom(each)}" for each in territoires.all(DEPARTEMENT)}
    epci = {str(each): territoires.nom(each) for each in territoires.by_name(EPCI)}
    named = {str(territoires.region): texts.list_region(territoires.region_nom)} | departements | epci
    return {key: typographic(name) for key, name in named.items()}


def render_identite(moment: Moment, fiche: Fiche) -> str:
    """What the territory is, whom to call in a commune, where it lies."""
    return render(
        "fiche_identite.html",
        **words.identite(fiche, moment.territoires),
        **({"reponse": ""} if moment.is_missing_guichets else words.tete(fiche, moment.territoires)),
        carte=adresses.locator(moment.version, fiche.territoire),
        carte_alt=texts.map_alt(fiche.nom, moment.territoires.region_nom),
    )


def render_sheet(moment: Moment, fiche: Fiche) -> str:
    """Coverage in a sentence and a bar, guichets by buyer, cards."""
    is_commune = fiche.territoire.level == COMMUNE
    return _cards(
        moment,
        fiche,
        is_short=is_commune,
        phrase="" if fiche.reponse else words.couverture_phrase(fiche, moment.territoires.annee_population),
        mesure=None
        if is_commune
        else mesures(fiche.resume, QPVCounts.none(), libelles=statut_labels(moment.guichets))[0],
        acheteurs=words.acheteurs(fiche) if fiche.services else [],
        niveau=4,
    )


def render_cards(moment: Moment, fiche: Fiche) -> str:
    """The cards alone."""
    return _cards(moment, fiche, is_short=True, phrase="", mesure=None, acheteurs=[], niveau=3)


def _cards(moment: Moment, fiche: Fiche, *, is_short: bool, **head: Any) -> str:
    """``is_short``: those whom no guichet serves start with the relays."""
    cards = words.encadres(fiche, moment.typologies, moment.territoires)
    # Nothing is folded for a single card.
    first = FIRST_CARDS + (len(cards) == FIRST_CARDS + 1)
    statut = words.statut(fiche)
    return render(
        "fiche_guichets.html",
        **head,
        annee=moment.annee,
        statut=statut.value,
        premiers=cards[:first],
        suivants=cards[first:],
        titre_suivants=texts.other_cards(len(cards) - first),
        relais=words.relais(fiche, moment.territoires),
        titre_relais=RELAIS_TITLE,
        relais_d_abord=is_short and statut is Statut.SECTORIEL,
        proche=fiche.proche and near_card(fiche.proche, moment.typologies, moment.territoires, fiche.nom),
        nom=fiche.nom,
    )
