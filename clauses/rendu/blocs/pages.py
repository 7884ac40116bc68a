"""A page of the tool box, an experience: what is read in full."""

from typing import Any

from clauses.domain.age import Mois
from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.contenus import PageOutil, Retour
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu import fiche as words
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.blocs import render
from clauses.rendu.mots import contenus as texts
from clauses.rendu.vues import load_fiche


def render_outil(page: PageOutil, aujourdhui: Mois) -> str:
    """A page of the tool box; a warning when it was last checked longer ago than a law usually stays the same."""
    on = page.verifie_le
    months = 0 if on is None else (aujourdhui.annee - on.year) * 12 + aujourdhui.mois - on.month
    return render(
        "outil.html",
        page=page,
        verifie=texts.verified(on),
        alerte=texts.too_old(on) if on and months > texts.OLD_MONTHS else "",
        titre_references=texts.REFERENCES,
    )


def render_retour(moment: Moment, retour: Retour) -> str:
    """An experience, and what the atlas knows today of its territory and of those it speaks of."""
    return render(
        "retour.html",
        retour=retour,
        raconte=texts.told(retour),
        liens=_links(moment, retour),
        aujourdhui=_today(moment, retour),
    )


def _links(moment: Moment, retour: Retour) -> list[dict[str, Any]]:
    """Links to the organisations that the experience mentions."""
    found = []
    for liste, identifiers in ((GUICHETS, retour.guichets), (STRUCTURES, retour.structures)):
        if liste == GUICHETS and moment.is_missing_guichets:
            continue
        entries = load_annuaire(moment, liste).by_id
        found += [entries[identifier].fiche for identifier in identifiers if identifier in entries]
    return [{"nom": fiche.nom, "adresse": adresses.entree(fiche)} for fiche in found]


def _today(moment: Moment, retour: Retour) -> dict[str, Any] | None:
    """Current coverage of the territory; ``None`` outside the region."""
    try:
        territoire = moment.territoires.find(retour.territoire)
    except KeyError:
        return None
    annee = moment.territoires.annee_population
    phrase = "" if moment.is_missing_guichets else words.couverture_phrase(load_fiche(moment, territoire), annee)
    return {
        "nom": moment.territoires.nom(territoire),
        "phrase": phrase,
        "fiche": adresses.fiche(territoire),
        "carte": adresses.carte(territoire),
    }
