"""French texts of the interface: a constant or a function per sentence, grouped by screen.

Functions own agreement and elision. Long prose lives in ``content/*.md`` and in the templates. Here, what screens share
and the map; each other screen has its module beside this one.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from clauses.domain.issues import Issue
from clauses.domain.statut import Statut
from clauses.domain.typographie import typographic
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.formats import count, day, unmarked
from clauses.rendu.mots import typeset
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS

APP_TITLE = "Atlas des clauses sociales"

# Header

SKIP = "Aller au contenu"
HOME = "Atlas des clauses sociales, page d’accueil"
NAVIGATION = "Menu principal"
MENU, MENU_MORE = "Menu", "Plus"

# An address that leads nowhere

PAGE_UNKNOWN_TITLE = "Page introuvable"
PAGE_UNKNOWN = (
    "Cette adresse ne mène à aucune page de l’atlas. Elle a peut-être été mal recopiée, ou la page a changé de nom."
)
PAGE_UNKNOWN_LINKS = "Pour chercher une commune, ouvrez la carte. Les autres pages :"

# Map

CARTE_TITLE = "Qui s’occupe des clauses sociales près de chez vous ?"
CARTE_MENU = "Carte"
CARTE_FRAME = "Carte des guichets : cliquez sur un territoire pour savoir qui appeler"
CARTE_LAYERS = "Couches"
LAYER_LABELS = {
    "departements": "Limites et noms des départements",
    "epci": "Limites des intercommunalités",
    "sieges": "Sièges des guichets",
    "qpv": "Communes avec des quartiers prioritaires (QPV)",
    "motifs": "Motifs, pour lire sans les couleurs",
    "ign": "Fond de carte IGN (en ligne)",
}
IGN_HELP = (
    "Le fond de carte IGN est la seule option qui sort de ce site : votre navigateur demandera les images au "
    "serveur de l’IGN (data.geopf.fr), qui verra votre adresse IP et la zone regardée."
)
IGN_ATTRIBUTION = "Fond : Plan IGN, Géoplateforme"

AFFICHAGE = "Ce que disent les couleurs"
AFFICHAGES: Mapping[str, str] = {
    Affichage.GUICHETS: "Qui appeler",
    Affichage.LACUNES: "Où il manque un guichet",
    Affichage.AGE: "Âge de l’information",
}

SEARCH_LABEL = "Votre commune"
SEARCH_MAP_EXAMPLE = "Commune ou territoire…"
SEARCH_FOUND = ("commune trouvée", "communes trouvées")
SEARCH_EXAMPLE = "Nom, code postal ou code INSEE…"
SEARCH_HELP = "Tapez les premières lettres, puis choisissez dans la liste avec les flèches et Entrée."
SEARCH_EMPTY = "Aucune commune de la région ne porte ce nom."
SEARCH_FAILURE = "La recherche ne répond pas. Vérifiez la connexion au serveur de l’atlas."
SEARCH_CLEAR = "Effacer le choix"
BAS = {"nom": "Cette réponse", "appeler": "Appeler", "partager": "Partager", "carte": "Carte"}
"""Bar at the bottom of a telephone."""


def locate(region: str) -> dict[str, str]:
    """« Me localiser »: its name, and what is said of each end; « {km} » is filled in by the script."""
    by_name = "Cherchez votre commune par son nom."
    words = {
        "nom": "Me localiser",
        "attente": "Recherche de votre position…",
        "refus": f"Votre navigateur n’a pas le droit de donner votre position. {by_name}",
        "absente": f"Votre position n’a pas pu être trouvée. {by_name}",
        "delai": "Votre position tarde à venir : réessayez, ou cherchez votre commune par son nom.",
        "nonSure": f"Votre navigateur ne donne votre position qu’à un site en https. {by_name}",
        "dehors": f"Votre position est hors de la région {unmarked(region)}. {by_name}",
        "panne": f"Les contours des communes n’ont pas pu être lus. {by_name}",
        "vague": "Position connue à {km} km près : vérifiez que c’est bien votre commune.",
    }
    return {key: typographic(text) for key, text in words.items()}


FILTERS_MORE = "Affichage"
FILTER_DEPARTEMENT = "Territoire"
FILTER_BUYER = "Pour quel acheteur ?"
FILTER_BUYER_ALL = "Tous les acheteurs"
FILTER_TYPOLOGIES = "Qui répond"
FILTER_TYPOLOGIES_HELP = (
    "La couleur d’un territoire est celle de la structure la plus proche du terrain. Cliquez sur un type pour "
    "l’enlever de la carte ou l’y remettre."
)
FILTER_UNPROVEN = "Montrer les guichets à vérifier"
FILTER_UNPROVEN_HELP = STATUT_DEFINITIONS[Statut.A_CONFIRMER]

COMMUNE_UNKNOWN_TITLE = "Commune inconnue"
OUTSIDE = "Ce point n’est dans aucune commune de la région."


def affichage_reminder(affichage: Affichage) -> str:
    """What the colours of the map say, when it is not whom to call."""
    return f"{AFFICHAGE} : {AFFICHAGES[affichage].lower()}"


def commune_unknown(code: str, region: str) -> str:
    """A link naming a commune that does not exist here; only what looks like a code is quoted from the address."""
    quoted = f"Le code « {code} »" if re.fullmatch("[0-9AB]{5}", code) else "Ce code"
    where = f"n’est pas celui d’une commune de la région {unmarked(region)}"
    return f"{quoted} {where}. Cherchez-la par son nom ci-dessus."


def updated(on: date | None, edition: int | None, *, modifie: bool = False) -> str:
    """« Carte actualisée le … », with the edition; ``modifie`` if files were edited by hand since."""
    if on is None:
        return "Date d’actualisation inconnue"
    words = f"Carte actualisée le {day(on)}"
    since = ", modifiée depuis" if modifie else ""
    return words if edition is None else f"{words}, édition n° {edition}{since}"


# Legend: (shape of the sign, words, definition)

SIGN_SEATS = {
    "guichet": ("rond", "Siège d’un guichet", "Rond : un guichet ouvert à tous les acheteurs."),
    "secteur": (
        "carre",
        "Guichet de certains acheteurs",
        "Carré : un guichet pour certains acheteurs seulement.",
    ),
    "coordination": (
        "losange",
        "Coordination",
        "Losange : anime le réseau et oriente, sans traiter les demandes.",
    ),
    "a_confirmer": (
        "pointille",
        "Siège à vérifier",
        "Pointillé : signalé par une source ancienne ou incomplète.",
    ),
}


# Key figures

FIGURES_NOTE = (
    "Seuls comptent les guichets dont l’existence est prouvée. « Aucun guichet trouvé » veut dire qu’aucune source n’a "
    "été trouvée, pas qu’il n’y a personne."
)


def figures_title(name: str) -> str:
    """Heading of the figures: their territory."""
    return f"La couverture en chiffres : {unmarked(typographic(name))}"


def sheet_of(name: str) -> str:
    """Link to the sheet of the territory whose figures are shown."""
    return f"Fiche complète : {unmarked(typographic(name))}"


def qpv_note(districts: int, years: Sequence[int], unknown: int, unproven: int) -> str:
    """Number of priority districts, years of their censuses, and what is not known of them."""
    parts = (
        f"dans {count(districts, 'quartier')}" if districts else "",
        f"recensement de {' et '.join(map(str, years))}" if years else "",
        f"dont {count(unknown, 'quartier')} de population inconnue" if unknown else "",
        f"dont {count(unproven, 'quartier')} à confirmer dans la géographie 2024" if unproven else "",
    )
    return ", ".join(filter(None, parts))


# Tables

TABLES_TITLE = "La carte en tableau"
TABLES_INTRO = "Les mêmes informations que la carte, en texte : à lire, à copier, à télécharger."
TABLE_GUICHETS, TABLE_ZONES, TABLE_GAPS = "guichets", "territoires", "lacunes"
TABLES = {TABLE_GUICHETS: "Guichets", TABLE_ZONES: "Territoires", TABLE_GAPS: "Sans guichet"}
TABLE_CSV = "Tableau en CSV"
TABLE_XLSX = "Tableau en XLSX"
TABLE_EMPTY = "Rien à montrer avec ces filtres."
TABLE_FILES = {
    TABLE_ZONES: "carte-territoires",
    TABLE_GUICHETS: "carte-guichets",
    TABLE_GAPS: "carte-sans-guichet",
}
TABLE_ALT = {
    TABLE_ZONES: "Zones de la carte : guichets compétents, statut, communes et habitants",
    TABLE_GUICHETS: "Guichets de la carte : nom, type, territoire, contact et source",
    TABLE_GAPS: "Communes et habitants sans guichet, par département",
}
TABLES_POPULATED = (TABLE_ZONES, TABLE_GAPS)

# Data issues


def data_degraded(number: int) -> str:
    """Banner when some data could not be read."""
    problems = count(number, "problème")
    return f"Une partie des données n’a pas pu être lue ({problems}) : ce qui suit peut être incomplet."


def issue_line(issue: Issue) -> str:
    """A defect on one line: where, then what."""
    where = f"{issue.file}, ligne {issue.line}" if issue.line else issue.file
    column = f", colonne {issue.column}" if issue.column else ""
    return f"{where}{column} : {issue.message}"


GUICHETS_MISSING_TITLE = "Liste des guichets illisible"
GUICHETS_MISSING = (
    "La carte ne peut pas dire qui appeler : ce n’est pas qu’il n’y a personne, le fichier guichets.csv n’a "
    "pas pu être lu. La commande « ./atlas verifier » dit ce qui ne va pas."
)
CONTOURS_MISSING_TITLE = "Carte indisponible"
CONTOURS_MISSING = (
    "Les contours des territoires (dossier data/geo) sont abîmés : la carte ne peut pas être dessinée. Les recherches "
    "et les réponses par commune restent justes. La commande « ./atlas verifier » nomme le fichier."
)
DATA_MISSING_TITLE = "Données illisibles"
DATA_MISSING = (
    "Les territoires (dossier data/geo) ne peuvent pas être lus : la carte ne peut pas être dessinée. "
    "La commande « ./atlas verifier » dit ce qui manque."
)
INCIDENT_TITLE = "Cette page a rencontré un problème"


def incident(number: str) -> str:
    """An unexpected error, with the number that finds it in the log."""
    return f"Rechargez la page pour réessayer. Si le problème revient, signalez l’incident n° {number}."


typeset(globals())
