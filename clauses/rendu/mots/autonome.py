"""French texts of the atlas without server: its page, and the words that its scripts show."""

from datetime import date
from typing import Any

from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.formats import day
from clauses.rendu.mots import (
    age,
    atlas,
    choix,
    couverture,
    impression,
    partage,
    population,
    presentation,
    reponse,
    territoire,
    typeset,
)
from clauses.rendu.mots.domaine import DECOMPTE, SIGN_OVERLAP

MENU = {
    "carte": "Carte",
    "annuaire": "Annuaire",
    "heures": "Heures",
    "presentation": "Présentation",
    "a-propos": "À propos",
}
SKIP = "Aller au contenu"
DESCRIPTION = "Qui s’occupe des clauses sociales d’insertion près de chez vous : la carte, l’annuaire, les heures."
NOSCRIPT = "L’atlas a besoin de JavaScript : activez-le, ou ouvrez-le dans un autre navigateur."
LOADING = (
    "Ouverture de l’atlas… Si rien ne s’affiche, sortez d’abord tout le dossier du fichier ZIP (clic droit, Extraire "
    "tout), puis ouvrez index.html."
)
SIGNATURE = "Ce dossier vient de l’export de l’atlas des clauses sociales."
"""Marker of a folder made by the export, present from its first file on."""
FULL = "Atlas complet"

LIGHT_TITLE = "Sans serveur ni connexion"
LIGHT_INTRO = (
    "La version légère de l’atlas s’ouvre d’un double-clic, depuis une clé USB ou n’importe quel dossier : la "
    "carte et ses réponses, l’annuaire, les heures, la présentation. C’est le plan B d’une salle sans Wi-Fi, et la "
    "version à mettre sur un site à fort passage."
)
LIGHT_OPEN = "Ouvrir la version légère"
LIGHT_ZIP = "Télécharger le dossier (ZIP)"
LIGHT_HELP = (
    "Sortez le dossier du ZIP avant d’ouvrir index.html. Il garde les données d’aujourd’hui : téléchargez-le de "
    "nouveau après une mise à jour."
)
LIGHT_LINK = "Version légère"

UNAVAILABLE = "L’atlas léger n’est pas disponible : les guichets ou les territoires ne peuvent pas être lus."
NOT_FOUND = "Ce fichier n’est pas dans l’atlas léger."
NO_GUICHETS = "La liste des guichets n’a pas pu être lue : cet atlas ne pourrait pas dire qui appeler."
NO_CONTOURS = "Les contours des territoires sont abîmés : cet atlas n’aurait pas de carte."
FOREIGN_FILE = "{dossier} contient déjà {nom}, qui ne vient pas d’un export de l’atlas : donnez un autre dossier."
"""Refusal to write among other files; the names are filled in later, to the letter."""

ABOUT_TITLE = "À propos de cet atlas"
ABOUT_STATUTS = "Ce que veulent dire les mots de la carte"
ABOUT_SOURCES = "Sources et licence"
ABOUT_LIGHT = (
    "Ceci est la version légère de l’atlas : elle s’ouvre d’un double-clic, sans serveur et sans connexion, et "
    "répond comme l’atlas complet à la question « qui appeler ? ». Les fiches de territoire, "
    "le calculateur, les retours d’expérience, la boîte à outils et la mise à jour sont dans l’atlas complet."
)
ABOUT_ONLINE = "Ouvrir l’atlas complet"
ABOUT_FROZEN = "Cette copie ne change pas : regardez sa date, et demandez-en une plus récente à qui vous l’a donnée."

SCRIPT: dict[str, Any] = {
    **{name: presentation.SCRIPT[name] for name in ("fermer", "legende")},
    "communeTitre": atlas.SEARCH_LABEL,
    "communeExemple": atlas.SEARCH_MAP_EXAMPLE,
    "communeTrouvees": territoire.SEARCH_FOUND[1],
    "communeRien": territoire.SEARCH_EMPTY,
    "bas": atlas.BAS,
    "relaisTitre": reponse.RELAIS_TITLE,
    "appelerLe": "Appeler le",
    "communeAide": atlas.SEARCH_HELP,
    "carte": atlas.CARTE_FRAME,
    "titre": atlas.CARTE_TITLE,
    "effacer": atlas.SEARCH_CLEAR,
    "zoneRetour": choix.RETOUR,
    "quelleCommune": choix.QUELLE_COMMUNE,
    "affichage": atlas.FILTERS_MORE,
    "colorer": atlas.AFFICHAGE,
    "affichages": {"" if code == Affichage.GUICHETS else str(code): words for code, words in atlas.AFFICHAGES.items()},
    "territoire": atlas.FILTER_DEPARTEMENT,
    "acheteur": atlas.FILTER_BUYER,
    "acheteurTous": atlas.FILTER_BUYER_ALL,
    "typologies": atlas.FILTER_TYPOLOGIES,
    "aConfirmer": atlas.FILTER_UNPROVEN,
    "couches": atlas.CARTE_LAYERS,
    "nomsCouches": {code: atlas.LAYER_LABELS[code] for code in ("departements", "sieges", "epci", "qpv", "motifs")},
    "hachures": list(SIGN_OVERLAP),
    "decompte": DECOMPTE,
    "recente": list(age.RECENTE),
    "dApres": couverture.D_APRES,
    "typesMasques": list(couverture.TYPES_MASQUES),
    "aConfirmerMasques": couverture.A_CONFIRMER_MASQUES,
    "toutMontrer": couverture.TOUT_MONTRER,
    "dehors": atlas.OUTSIDE,
    "inconnue": "Aucune commune de cet atlas n’a le code {code}.",
    "communePanne": "Les communes n’ont pas pu être lues : le dossier est-il complet ?",
    "versions": "Une nouvelle version de l’atlas vient de paraître : rechargez la page. Depuis un dossier, "
    "recopiez-le en entier.",
    "imprimer": impression.PRINT_ANSWER,
    "partage": {
        "ouvrir": partage.OPEN,
        "titre": partage.title_commune("{nom}"),
        "lien": partage.LINK_LABEL,
        "copier": partage.COPY,
        "copie": partage.COPIED,
        "courriel": partage.MAIL,
        "qr": partage.QR_ALT,
    },
    "carteRetour": "← Carte",
    "panne": "Une partie de l’atlas n’a pas pu être lue : le dossier est-il complet ?",
    "annuaireTitre": "Annuaire",
    "annuaireListe": "Liste",
    "annuaireMots": "Chercher",
    "annuaireTous": "Tous",
    "annuairePartout": "Toute la région",
    "annuaireSecteur": "Secteur",
    "annuaireRien": "Rien ne répond à ces critères.",
    "annuaireSuite": "Voir la suite",
    "annuaireRetour": "← Annuaire",
    "annuaireLieu": "Seulement à",
    "annuaireInconnu": "Cet organisme n’est pas dans l’annuaire de cette copie.",
    "titreMenu": MENU["carte"],
    "heuresTitre": MENU["heures"],
    "aProposTitre": MENU["a-propos"],
    "presentationTitre": "Présenter l’atlas devant une salle",
    "presentationLancer": "Lancer la présentation",
    "presentationNotes": "Notes à imprimer",
    "presentationVide": "Cette copie ne contient aucune présentation.",
}
"""Words of the scripts, by name; « {code} » and the like are filled in there."""


def script(region: str, annee: int | None) -> dict[str, Any]:
    """Words of the scripts, for a region and the year of its population."""
    return SCRIPT | {
        "region": region,
        "attribution": population.attribution(annee),
        "annee": population.year(annee),
        "localiser": atlas.locate(region),
    }


def edition(numero: int | None, on: date | None) -> str:
    """Edition of the data."""
    dated = f"Données actualisées le {day(on)}" if on else "Données non datées"
    return dated if numero is None else f"{dated}, édition n° {numero}"


def readme(titre: str, words: str, site: str) -> str:
    """README file, beside the page."""
    online = f"\nL’atlas complet, toujours à jour : {site}/\n" if site else ""
    return (
        f"{titre}\n{words}. {SIGNATURE}\n\n"
        "Pour ouvrir l’atlas : double-cliquez sur index.html. Aucune connexion n’est nécessaire.\n"
        "Gardez tout le dossier ensemble : index.html a besoin des dossiers donnees et static.\n"
        "Sous Windows, sortez d’abord le dossier du fichier ZIP (clic droit, Extraire tout).\n"
        "Pour une présentation : onglet « Présentation », puis touche F pour le plein écran. Les notes "
        "à imprimer sont dans les fichiers notes-….html.\n"
        f"{online}"
    )


typeset(globals())
