"""French texts of the directory."""

from collections.abc import Sequence

from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.guichets import Decompte
from clauses.domain.typographie import typographic
from clauses.rendu.formats import count, number, unmarked
from clauses.rendu.mots import typeset
from clauses.rendu.mots.domaine import CONFIANCE_LABELS, decompte

TITLE = "L’annuaire : qui aide, qui peut faire"
MENU = "Annuaire"
INTRO = (
    "Un guichet aide l’acheteur à écrire la clause sociale, et l’entreprise à la tenir. Une structure d’insertion "
    "(SIAE, GEIQ, entreprise adaptée…) emploie les personnes et peut faire le travail."
)
LIST = "Chercher parmi"
LISTS = {GUICHETS: "Guichets", STRUCTURES: "Structures d’insertion"}
SEARCH = "Nom, commune, activité…"
SEARCH_EXAMPLES = {
    GUICHETS: "Par exemple : plie, Béziers, rédaction",
    STRUCTURES: "Par exemple : nettoyage, Nîmes, GEIQ",
}
TYPE = {GUICHETS: "Type d’organisme", STRUCTURES: "Type de structure"}
TYPE_ALL = "Tous les types"
DEPARTEMENT = {GUICHETS: "Département servi", STRUCTURES: "Département"}
DEPARTEMENT_ALL = "Tous les départements"
EPCI = {GUICHETS: "Intercommunalité servie", STRUCTURES: "Intercommunalité"}
EPCI_ALL = "Toutes les intercommunalités"
MORE = "Plus de filtres"
FILTER = "Filtrer la liste"
BUYER = "Pour quel acheteur ?"
BUYER_ALL = "Tous les acheteurs"
SECTOR = "Secteur d’activité"
SECTOR_ALL = "Tous les secteurs"
PROOF = {GUICHETS: "Existe-t-il ?", STRUCTURES: "Fiabilité de la source"}
PROOF_ALL = "Peu importe"
PROOFS = {
    GUICHETS: {"avere": "Existence prouvée", "a_confirmer": "Existe peut-être : à vérifier"},
    STRUCTURES: dict(CONFIANCE_LABELS),
}
AGE = "À vérifier depuis"
AGE_ALL = "Peu importe"
AGE_HELP = (
    "Les fiches dont les faits ont été constatés il y a plus longtemps que cela, ou à une date inconnue. Une année "
    "compte jusqu’à son dernier mois."
)
AGES = (12, 24, 60, 120)
CLEAR = "Effacer les filtres"
EXPORT = "Télécharger la liste"
EXPORT_CSV = "Tableur (CSV)"
EXPORT_XLSX = "Tableur (XLSX)"
EXPORT_GEOJSON = "Carte (GeoJSON)"
EXPORT_CSV_HELP = "Ouvert directement, un tableur retire le zéro de tête des codes : le XLSX les garde."
EXPORT_VCARD_HELP = "Outlook pour Windows ne prend que la première fiche d’un fichier : préférez-lui le tableur."
EXPORT_VCARD = "Carnet d’adresses (vCard)"
EXPORT_INCLUSION = "Schéma data·inclusion (JSON)"
EXPORT_INCLUSION_HELP = (
    "Le format commun des annuaires de l’insertion. Il ne sait pas tout dire : la page « Données et "
    "méthode » liste ce qui se perd."
)
EMPTY = "Aucune fiche ne répond à ces critères. Retirez un filtre, ou cherchez un mot plus court."
MAP = "Carte des fiches trouvées : cliquez sur un lieu pour ne garder que les siennes"
BACK = "Retour à la liste"
UNKNOWN_TITLE = "Fiche introuvable"
UNKNOWN = "Cette adresse ne désigne aucune fiche de l’annuaire : elle a pu être retirée. Cherchez-la ci-dessous."
CLOSED_SEE = "Voir"
VCARD = "Ajouter à mes contacts"
FILES = {GUICHETS: "guichets", STRUCTURES: "structures-insertion"}


def age(months: int) -> str:
    """Age of the facts."""
    years = months // 12
    return "plus d’un an" if years == 1 else f"plus de {count(years, 'an')}"


def verified(months: int) -> str:
    """The filter on the age of facts, in a list of filters."""
    return f"à vérifier depuis {age(months)}"


def everything(counted: Decompte | int) -> str:
    """Number of entries of a list: guichets, or structures."""
    return count(counted, "structure") if isinstance(counted, int) else decompte(counted)


def found(number_: int, total: int) -> str:
    """Number of entries shown, where some are left out."""
    return f"{count(number_, 'fiche')} sur {number(total)}"


def without_place(number_: int) -> str:
    """Entries that the map cannot show."""
    return f"{count(number_, 'fiche')} sans commune connue : dans la liste, pas sur la carte." if number_ else ""


def only_at(commune: str) -> str:
    """The place chosen on the map, as a button that lets it go."""
    return f"Seulement {unmarked(typographic(commune))}"


def active(words: Sequence[str]) -> str:
    """Filters at work behind the button."""
    return f"Filtres actifs : {', '.join(unmarked(word) for word in words)}"


def closed(annee: int | None) -> str:
    """A guichet that is no more."""
    return f"ce guichet a fermé en {annee}."


def closed_title(number_: int) -> str:
    """Summary of the list of those that closed."""
    return count(number_, "guichet fermé", "guichets fermés")


def small_map_alt(nom: str) -> str:
    """The small map of a sheet."""
    return f"Dans la région : {nom}"


typeset(globals())
