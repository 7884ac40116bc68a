"""First screens of sheets: a territory, an entry of the directory, the directory."""

from dataclasses import replace
from typing import Any

from clauses.domain.annuaire import GUICHETS, STRUCTURES, Criteres, Entree
from clauses.domain.calcul import diviseur
from clauses.domain.guichets import Guichet
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.domain.typographie import typographic
from clauses.rendu import adresses, blocs, ecrans, parametres
from clauses.rendu import annuaire as words
from clauses.rendu.adresses import Adresse, annuaire_from
from clauses.rendu.annuaire import load_annuaire, load_trouvees
from clauses.rendu.blocs.partage import LISTES
from clauses.rendu.blocs.territoire import list_territoires, render_identite, render_sheet
from clauses.rendu.guichets import sans_contact
from clauses.rendu.heures import heures_block
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.mots import partage
from clauses.rendu.mots import premier as mots
from clauses.rendu.mots import territoire as texts_territoire
from clauses.rendu.premier.demande import Champ, Demande, bloc, marked
from clauses.rendu.vues import load_fiche

A_PAGE = 12
"""Entries of a list, as the screen."""


def render_territoire(demande: Demande) -> str:
    """Identity of a territory, whom to call there, its hours; the region unless the address names another."""
    moment, asked = demande.moment, demande.query.get(parametres.TERRITOIRE, "")
    try:
        territoire = moment.territoires.find(asked) if asked else moment.territoires.region
    except KeyError:
        return ""
    fiche = load_fiche(moment, territoire)
    champ = Champ(
        ecrans.TERRITOIRE.url_path,
        texts_territoire.SEARCH_LABEL,
        texts_territoire.SEARCH_EXAMPLE,
        demande.hidden(parametres.TERRITOIRE),
    )
    return blocs.render(
        "premier_territoire.html",
        mots=mots,
        titre=texts_territoire.TITLE,
        champ=champ,
        territoires=list_territoires(moment.territoires),
        liste_titre=texts_territoire.LIST_LABEL,
        liste_nom=parametres.TERRITOIRE,
        liste_vide=texts_territoire.LIST_EMPTY,
        choisi=str(territoire),
        imprimer=texts_territoire.PRINT,
        partager=partage.OPEN,
        identite=marked(render_identite(moment, fiche)),
        qui=texts_territoire.GUICHETS_TITLE,
        guichets=marked(render_sheet(moment, fiche)),
        heures=texts_territoire.HEURES_TITLE,
        bloc_heures=bloc("fiche_heures.html", **heures_block(fiche, moment.heures, diviseur(moment.coefficients))),
    )


def render_annuaire(demande: Demande) -> str:
    """The entry that the address names, or the list that it asks for."""
    for key, liste in LISTES.items():
        asked = demande.query.get(key)
        if asked:
            found = load_annuaire(demande.moment, liste).by_id.get(asked)
            return _entry(demande, found) if found else ""
    return _list(demande)


def _entry(demande: Demande, entree: Entree) -> str:
    moment, fiche = demande.moment, entree.fiche
    values = words.fiche(entree, moment.territoires, moment.typologies)
    liste = GUICHETS if isinstance(fiche, Guichet) else STRUCTURES
    return blocs.render(
        "premier_fiche.html",
        retour=Adresse(ecrans.ANNUAIRE.url_path, {parametres.LISTE: liste}),
        retour_mots=texts.BACK,
        titre=fiche.nom,
        tete=bloc("annuaire_tete.html", **values),
        contacts="" if sans_contact(fiche) else texts.VCARD,
        partager=partage.OPEN,
        corps=bloc(
            "annuaire_fiche.html",
            **values,
            annee=moment.annee,
            carte=_small_map(demande, entree),
            carte_alt=texts.small_map_alt(fiche.nom),
            qr="",
        ),
    )


def _small_map(demande: Demande, entree: Entree) -> str:
    moment, fiche = demande.moment, entree.fiche
    if isinstance(fiche, Guichet):
        return adresses.perimetre(moment.version, fiche) if words.served_words(fiche, moment.territoires) else ""
    if entree.commune not in moment.territoires.positions:
        return ""
    return adresses.locator(moment.version, Territoire(COMMUNE, entree.commune))


def _list(demande: Demande) -> str:
    moment = demande.moment
    liste, criteres = annuaire_from(demande.query)
    found = load_trouvees(moment, liste, criteres, demande.mois)
    annuaire = load_annuaire(moment, liste)
    is_whole = len(found) == len(annuaire.entrees)
    said = words.compte(annuaire, liste) if is_whole else texts.found(len(found), len(annuaire.entrees))
    return blocs.render(
        "premier_annuaire.html",
        mots=mots,
        titre=texts.TITLE,
        intro=bloc("texte.html", texte=texts.INTRO),
        listes=demande.segments(ecrans.ANNUAIRE.url_path, parametres.LISTE, texts.LIST, texts.LISTS),
        caches=demande.hidden(parametres.TYPES, parametres.DEPARTEMENT, parametres.EPCI, parametres.PAGE),
        choix=_filters(demande, liste, criteres),
        plus=texts.MORE,
        filtrer=texts.FILTER,
        ouvert=criteres.is_filtered,
        effacer=Adresse(ecrans.ANNUAIRE.url_path, {parametres.LISTE: liste}) if criteres != Criteres() else None,
        effacer_mots=texts.CLEAR,
        champ=Champ(
            ecrans.ANNUAIRE.url_path,
            texts.SEARCH,
            texts.SEARCH_EXAMPLES[liste],
            demande.hidden(parametres.TEXTE, parametres.PAGE),
            criteres.texte,
        ),
        compte=bloc("compte.html", texte=said),
        entrees=[
            {
                "nom": typographic(each.fiche.nom),
                "adresse": adresses.entree(each.fiche),
                "ligne": bloc("annuaire_ligne.html", **words.ligne(each, moment.territoires, moment.typologies)),
            }
            for each in found[:A_PAGE]
        ],
    )


def _filters(demande: Demande, liste: str, criteres: Criteres) -> list[dict[str, Any]]:
    """Type, département and EPCI, one of each."""
    moment = demande.moment
    departements = {code: f"{code} {typographic(nom)}" for code, nom in moment.territoires.departements["nom"].items()}
    types = words.list_types(moment, liste, replace(criteres, types=frozenset()), demande.mois)
    epci = words.list_epci(moment, criteres.departement)
    shown = (
        (parametres.TYPES, texts.TYPE[liste], types, next(iter(criteres.types), ""), texts.TYPE_ALL),
        (parametres.DEPARTEMENT, texts.DEPARTEMENT[liste], departements, criteres.departement, texts.DEPARTEMENT_ALL),
        (parametres.EPCI, texts.EPCI[liste], epci, criteres.epci, texts.EPCI_ALL),
    )
    return [dict(zip(("nom", "titre", "options", "choisi", "vide"), each, strict=True)) for each in shown]
