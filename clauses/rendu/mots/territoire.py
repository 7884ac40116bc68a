"""French texts of the territory sheets."""

import re
from collections.abc import Sequence

from clauses.domain.fiche import NEAR_KM
from clauses.domain.heures import ETP_PAYE, ETP_TRAVAILLE
from clauses.rendu.formats import count, number, percent, unmarked
from clauses.rendu.mots import typeset
from clauses.rendu.mots.population import year

TITLE = "Votre territoire, en une fiche"
MENU = "Territoire"

SEARCH_LABEL = "Commune, intercommunalité, département"
SEARCH_EXAMPLE = "Nom, code postal ou code officiel…"
SEARCH_EMPTY = "Aucun territoire de la région ne porte ce nom."
SEARCH_FOUND = ("territoire trouvé", "territoires trouvés")
LIST_LABEL = "Ou choisissez dans la liste"
LIST_EMPTY = "Une commune"
UNKNOWN_TITLE = "Territoire inconnu"
PRINT = "Imprimer la fiche (PDF)"
PRINT_HELP = "Une page A4 avec la carte, les chiffres, les contacts et un QR code vers cette fiche."

COVERED_ALL = "Tous les habitants ont un guichet ouvert à tous les acheteurs."
COVERED_NONE = (
    "Aucun guichet ouvert à tous les acheteurs n’a été trouvé sur ce territoire : cela ne veut pas dire "
    "qu’il n’y en a pas."
)
COVERED_UNINHABITED = "Personne n’habite ce territoire."
GUICHETS_TITLE = "Qui appeler"
HEURES_TITLE = "Heures d’insertion"
QPV_TITLE = "Quartiers prioritaires"
QPV_HELP = (
    "Quartiers prioritaires de la politique de la ville (QPV), géographie 2024. Leurs habitants sont parmi les "
    "premiers visés par les clauses sociales. Ils sont placés à la mairie de leur commune ; leur statut est celui "
    "de la commune."
)
STRUCTURES_TITLE = "Structures d’insertion"
RECITS_TITLE = "Ce territoire raconte"
STRUCTURES_HELP = (
    "Celles que les sources citent, dans le territoire puis autour. La distance est celle des mairies, à vol d’oiseau. "
    "La liste est loin d’être complète."
)
GAPS_TITLE = "Communes sans guichet"
GAPS_HELP = (
    "Communes où aucune source n’établit l’existence d’un guichet ouvert à tous les acheteurs. Cela ne veut pas dire "
    "qu’il n’y en a pas."
)
GAPS_SHOW = "Voir le détail"
QPV_NONE = "Aucun quartier prioritaire connu sur ce territoire."

DIVISOR_LABEL = "Heures d’un équivalent temps plein, par an"
DIVISOR_HELP = (
    "Aucun nombre n’est fixé au niveau national pour les clauses sociales : c’est une convention, à choisir et à "
    "dire. "
    f"{number(ETP_TRAVAILLE)} h : la durée légale annuelle du travail, en heures travaillées. "
    f"{number(ETP_PAYE)} h : 35 heures sur 52 semaines, en heures payées, comme comptent les "
    "ateliers et chantiers d’insertion."
)
SIMULATION_TITLE = "Et si ?"
SIMULATION_INTRO = (
    "Choisissez où un guichet ouvrirait, ou lequel s’élargirait : la couverture est recalculée commune par "
    "commune. Rien n’est enregistré."
)
SIMULATION_TOGGLE = "Simuler l’ouverture d’un guichet"
SIMULATION_WHERE = "Sur quels territoires ?"
SIMULATION_WHERE_HELP = "Des intercommunalités, ou des communes de ce territoire. Plusieurs choix possibles."
SIMULATION_WHO = "Par quel guichet ?"
SIMULATION_NEW = "Un nouveau guichet"
SIMULATION_PROMPT = "Choisissez au moins un territoire."
SIMULATION_NOTHING = "Ces territoires ont déjà un guichet ouvert à tous les acheteurs : rien ne changerait."

COMPARE_TITLE = "Comparer"
COMPARE_LABEL = "Jusqu’à quatre autres territoires"
COMPARE_HELP = "Sont proposés les territoires de même type dont la population est la plus proche."
COMPARE_SEARCH = "Ajouter un autre territoire"
COMPARE_PLACEHOLDER = "Territoires semblables…"
COMPARE_ALT = "Comparaison des territoires"
COMPARE_TOO_MANY = "Quatre territoires au plus : retirez-en un d’abord."
COMPARE_FILE = "comparaison"


def unknown(key: str, region: str) -> str:
    """A link naming a territory that does not exist here; only what looks like a code is quoted from the address."""
    quoted = f"« {key} »" if re.fullmatch("[A-Z]{3,4}:[0-9A-Z]{1,9}", key) else "Cette adresse"
    return f"{quoted} ne désigne aucun territoire de la région {unmarked(region)}. Voici la fiche de la région."


def list_region(name: str) -> str:
    """The region in the list of territories."""
    return f"{name} (région)"


def outside(communes: int) -> str:
    """Communes of an intercommunalité that are in another region."""
    return (
        f"Cette intercommunalité compte aussi {count(communes, 'commune')} hors de la région : la fiche n’en parle "
        "pas, et les heures n’y sont pas rapportées aux habitants."
    )


def covered(share: float, communes: int, total: int, annee: int | None) -> str:
    """Share of the inhabitants that a proven guichet serves, and their communes."""
    return (
        f"{percent(share)} des habitants{year(annee)}, dans {count(communes, 'commune')} sur {number(total)}, ont un "
        "guichet ouvert à tous les acheteurs."
    )


def start(nom: str) -> str:
    """Whom to start with, where no guichet of the territory is known."""
    return f"Là où aucun guichet n’est trouvé, commencez par : {nom}."


def gaps(number_: int, total: int) -> str:
    """Number of communes without a proven general guichet."""
    if number_ == 0:
        return "Aucune : chaque commune a un guichet ouvert à tous les acheteurs."
    return f"{count(number_, 'commune')} sur {number(total)}."


def simulation_result(gained: int, communes: int) -> str:
    """Effect of an opening."""
    return (
        f"{count(gained, 'habitant')} de plus auraient un guichet ouvert à tous les acheteurs, dans "
        f"{count(communes, 'commune')}."
    )


def simulation_nearer(communes: int) -> str:
    """Nobody gains a guichet, but some would have one closer to them."""
    return (
        f"Ces territoires ont déjà un guichet, mais départemental : dans {count(communes, 'commune')}, il "
        "deviendrait local. La part des habitants couverts ne changerait pas."
    )


def map_alt(nom: str, region: str) -> str:
    """The small map."""
    return f"Situation du territoire dans la région {region} : {nom}"


def compare_chart(names: Sequence[str]) -> str:
    """Alternative text of the chart."""
    return f"Habitants par statut de couverture : {', '.join(names)}"


def file_name(territoire: object, subject: str = "fiche") -> str:
    """Name of a file about a territory, without extension.

    >>> file_name("EPCI:243100518", "qpv")
    'qpv-epci-243100518'
    """
    return f"{subject}-{str(territoire).replace(':', '-').lower()}"


def other_cards(number_: int) -> str:
    """Heading of the cards that are folded."""
    return count(number_, "autre organisme", "autres organismes")


def structures_found(within: int, near: int) -> str:
    """Number of known structures."""
    if not within and not near:
        return f"Aucune structure connue dans le territoire, ni à moins de {number(NEAR_KM)} km."
    return f"{count(within, 'structure connue', 'structures connues')} dans le territoire, {number(near)} autour."


def structures_link(number_: int) -> str:
    """Link to the directory."""
    return f"Dans l’annuaire, avec leurs fiches ({number(number_)})"


def commune_option(name: str) -> str:
    """A commune in a list that holds EPCI too."""
    return f"{name} (commune)"


typeset(globals())
