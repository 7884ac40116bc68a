"""French texts of the interface: a constant or a function per sentence, grouped by screen.

Functions own agreement and elision. Long prose lives in ``content/*.md`` and in the templates. Here, what screens share
and the map; each other screen has its module beside this one.
"""

import re
from datetime import date

from clauses.domain.guichets import DONNEURS_ORDRE
from clauses.domain.issues import Issue
from clauses.domain.selection import Selection
from clauses.domain.statut import Statut
from clauses.views.formats import count, day, de, typographic, unmarked
from clauses.views.mots import STATUT_DEFINITIONS as STATUT_DEFINITIONS
from clauses.views.mots import STATUT_LABELS as STATUT_LABELS

APP_TITLE = "Atlas des clauses sociales"
SECTION_COMPRENDRE = "Comprendre"

# Answer for a commune


def accueil_suite(region: str) -> str:
    """What follows the share of inhabitants."""
    return f"des habitants {de(region)} ont un guichet des clauses sociales avéré, ouvert à tous les acheteurs."


# Map

CARTE_TITLE = "Qui s’occupe des clauses sociales près de chez vous\u202f?"
CARTE_MENU = "Carte"
CARTE_FRAME = "Carte des guichets\u00a0: cliquez sur un territoire pour savoir qui appeler"
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
    "Le fond de carte IGN est la seule option qui sort de ce site\u00a0: votre navigateur demandera les images au "
    "serveur de l’IGN (data.geopf.fr), qui verra votre adresse IP et la zone regardée."
)
IGN_ATTRIBUTION = "Fond\u00a0: Plan IGN, Géoplateforme"
CONTOURS_ATTRIBUTION = "Contours\u00a0: IGN, INSEE"

SEARCH_LABEL = "Votre commune"
SEARCH_FOUND = ("commune trouvée", "communes trouvées")
SEARCH_EXAMPLE = "Nom, code postal ou code INSEE…"
SEARCH_HELP = "Tapez les premières lettres, puis choisissez dans la liste avec les flèches et Entrée."
SEARCH_EMPTY = "Aucune commune de la région ne porte ce nom."
SEARCH_FAILURE = "La recherche ne répond pas. Vérifiez la connexion au serveur de l’atlas."
SEARCH_CLEAR = "Effacer la commune"

FILTERS_MORE = "Affichage"
FILTER_DEPARTEMENT = "Territoire"
FILTER_BUYER = "Pour quel acheteur\u202f?"
FILTER_BUYER_HELP = (
    "L’acheteur, ou donneur d’ordre, est celui qui passe le marché. Certains guichets ne servent que certains "
    "acheteurs\u00a0: choisir le vôtre laisse de côté ceux qui ne vous concernent pas."
)
FILTER_BUYER_ALL = "Tous les acheteurs"
FILTER_TYPOLOGIES = "Légende\u00a0: type de structure le plus proche du terrain"
FILTER_TYPOLOGIES_HELP = "Cliquez sur un type pour l’enlever de la carte ou l’y remettre."
FILTER_UNPROVEN = "Montrer les guichets à confirmer"
FILTER_UNPROVEN_HELP = STATUT_DEFINITIONS[Statut.A_CONFIRMER]

COMMUNE_UNKNOWN_TITLE = "Commune inconnue"
OUTSIDE = "Ce point n’est dans aucune commune de la région."


def region_option(name: str) -> str:
    """The whole region, in the list of territories."""
    return f"{name} (toute la région)"


def filters_reminder(selection: Selection) -> str:
    """What is hidden behind the button and yet changes the map; empty when nothing does."""
    words = []
    if selection.donneur_ordre:
        buyer = DONNEURS_ORDRE.get(selection.donneur_ordre, selection.donneur_ordre)
        words.append(f"acheteur\u00a0: {unmarked(buyer.lower())}")
    if not selection.a_confirmer:
        words.append("sans les guichets à confirmer")
    return f"Filtres actifs\u00a0: {', '.join(words)}" if words else ""


def commune_unknown(code: str, region: str) -> str:
    """A link naming a commune that does not exist here; only what looks like a code is quoted from the address."""
    quoted = f"Le code «\u00a0{code}\u00a0»" if re.fullmatch("[0-9AB]{5}", code) else "Ce code"
    where = f"n’est pas celui d’une commune de la région {unmarked(region)}"
    return f"{quoted} {where}. Cherchez-la par son nom ci-dessus."


def updated(on: date | None, edition: int | None, *, modifie: bool = False) -> str:
    """« Carte actualisée le … »; the edition goes with it, and whether files were edited by hand since."""
    if on is None:
        return "Date d’actualisation inconnue"
    words = f"Carte actualisée le {day(on)}"
    since = ", modifiée depuis" if modifie else ""
    return words if edition is None else f"{words}, édition n°\u00a0{edition}{since}"


# Legend: (shape of the sign, words, definition)

SIGN_SEATS = {
    "guichet": ("rond", "Siège d’un guichet", "Rond\u00a0: un guichet avéré, ouvert à tous les acheteurs."),
    "secteur": (
        "carre",
        "Guichet de certains acheteurs",
        "Carré\u00a0: un guichet avéré, pour certains acheteurs seulement.",
    ),
    "coordination": (
        "losange",
        "Coordination",
        "Losange\u00a0: anime le réseau et oriente, sans traiter les demandes.",
    ),
    "a_confirmer": (
        "pointille",
        "Siège à confirmer",
        "Pointillé\u00a0: signalé par une source ancienne ou incomplète.",
    ),
}


# Key figures

FIGURES_NOTE = (
    "Seuls les guichets avérés comptent comme couverture. «\u00a0Non documenté\u00a0» veut dire qu’aucune source n’a "
    "été trouvée, pas qu’il n’y a personne."
)


def figures_title(name: str) -> str:
    """What the figures cover."""
    return f"La couverture en chiffres\u00a0: {unmarked(typographic(name))}"


def sheet_of(name: str) -> str:
    """Link to the sheet of the territory whose figures are shown."""
    return f"Fiche complète\u00a0: {unmarked(typographic(name))}"


FIGURES_FILTERED = "D’après les filtres choisis ci-dessus."


def qpv_unproven(number: int) -> str:
    """How many districts still lack a proven source."""
    return f"dont {count(number, 'quartier')} à confirmer dans la géographie 2024" if number else ""


# Tables

TABLES_TITLE = "La carte en tableau"
TABLES_INTRO = "Les mêmes informations que la carte, en texte\u00a0: à lire, à copier, à télécharger."
TABLE_GUICHETS, TABLE_ZONES, TABLE_GAPS = "guichets", "territoires", "lacunes"
TABLES = {TABLE_GUICHETS: "Guichets", TABLE_ZONES: "Territoires", TABLE_GAPS: "Sans guichet avéré"}
TABLE_CSV = "Tableau en CSV"
TABLE_XLSX = "Tableau en XLSX"
TABLE_EMPTY = "Rien à montrer avec ces filtres."
TABLE_FILES = {
    TABLE_ZONES: "carte-territoires",
    TABLE_GUICHETS: "carte-guichets",
    TABLE_GAPS: "carte-sans-guichet",
}
TABLE_ALT = {
    TABLE_ZONES: "Zones de la carte\u00a0: guichets compétents, statut, communes et habitants",
    TABLE_GUICHETS: "Guichets de la carte\u00a0: nom, type, territoire, contact et source",
    TABLE_GAPS: "Communes et habitants sans guichet avéré, par département",
}

# Data issues


def data_degraded(number: int) -> str:
    """Banner when some data could not be read."""
    problems = count(number, "problème")
    return f"Une partie des données n’a pas pu être lue ({problems})\u00a0: ce qui suit peut être incomplet."


def issue_line(issue: Issue) -> str:
    """A defect on one line: where, then what."""
    where = f"{issue.file}, ligne {issue.line}" if issue.line else issue.file
    column = f", colonne {issue.column}" if issue.column else ""
    return f"{where}{column}\u00a0: {issue.message}"


GUICHETS_MISSING_TITLE = "Liste des guichets illisible"
GUICHETS_MISSING = (
    "La carte ne peut pas dire qui appeler\u00a0: ce n’est pas qu’il n’y a personne, le fichier guichets.csv n’a "
    "pas pu être lu. La commande «\u00a0python -m clauses verifier\u00a0» dit ce qui ne va pas."
)
DATA_MISSING_TITLE = "Données illisibles"
DATA_MISSING = (
    "Les territoires (dossier data/geo) ne peuvent pas être lus\u00a0: la carte ne peut pas être dessinée. "
    "La commande «\u00a0python -m clauses verifier\u00a0» dit ce qui manque."
)
INCIDENT_TITLE = "Cette page a rencontré un problème"


def incident(number: str) -> str:
    """An unexpected error, with the number that finds it in the log."""
    return f"Rechargez la page pour réessayer. Si le problème revient, signalez l’incident n°\u00a0{number}."
