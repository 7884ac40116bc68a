"""French texts of the hours: evolution, ranking, breakdown, and what is not known."""

from collections.abc import Sequence
from datetime import date

from clauses.domain.heures import Chiffre, Rang
from clauses.rendu.formats import count, day, number, percent, typographic

TITLE = "Les heures d’insertion, et ce qu’on en sait vraiment"
MENU = "Heures"
INTRO = (
    "Une heure d’insertion est une heure de travail faite, dans un marché public, par une personne éloignée de "
    "l’emploi. Chaque guichet compte les siennes à sa façon\u00a0: seules les heures **réalisées**, en **une année**, "
    "sur **tout un territoire**, se comparent. Les autres chiffres sont montrés à part, avec ce qu’ils couvrent."
)

LEVEL = "Territoires comparés"
LEVELS = {"DEP": "Départements", "EPCI": "Intercommunalités", "COM": "Communes"}
MEASURE = "Mesure"
MEASURES = {"heures": "Heures", "habitant": "Pour 1\u202f000 habitants"}
MEASURE_HELP = "Rapporter les heures au nombre d’habitants permet de comparer un grand territoire et un petit."
YEAR = "Année du classement"
PLACE = "Chiffres à part\u00a0: territoire"

EVOLUTION_TITLE = "D’une année à l’autre"
EVOLUTION_EMPTY = "Aucun chiffre comparable à ce niveau. Les chiffres à part sont plus bas."
EVOLUTION_ONE_YEAR = "Une seule année comparable\u00a0: il en faut deux pour parler d’évolution."
RANKING_TITLE = "Classement et carte"
RANKING_ALONE = "Un seul territoire a un chiffre comparable cette année-là\u00a0: il n’y a personne à qui le comparer."
NATIONAL_TITLE = "En France"
NATIONAL_NOTE = (
    "Chiffres nationaux tels que publiés\u00a0: ce sont ceux des structures qui ont répondu, dont le nombre change "
    "chaque année. À lire comme un ordre de grandeur, jamais à côté d’un territoire. Hachures\u00a0: heures prévues, "
    "ou dont la source ne dit pas si elles ont été réalisées."
)
NATIONAL_EMPTY = "Aucun chiffre national."
BREAKDOWN_TITLE = "Comment les heures se répartissent"
BREAKDOWN_DIMENSION = "Selon"
BREAKDOWN_EMPTY = "Aucune répartition publiée n’a été trouvée."
DIMENSIONS = {
    "donneur_ordre": "Acheteurs",
    "secteur": "Secteurs",
    "modalite": "Façons d’embaucher",
    "contrat": "Contrats",
    "clause": "Types de clause",
}
DIMENSION_HELP = (
    "ETTI\u00a0: intérim d’insertion. ETT\u00a0: intérim. GEIQ\u00a0: groupement d’employeurs pour l’insertion. "
    "EI\u00a0: entreprise d’insertion. AI\u00a0: association intermédiaire. ACI\u00a0: atelier ou chantier "
    "d’insertion. EA\u00a0: entreprise adaptée. ESAT\u00a0: établissement d’accompagnement par le travail. IAE\u00a0: "
    "insertion par l’activité économique. SEM\u00a0: société d’économie mixte. Régie de quartier\u00a0: association "
    "d’habitants qui entretient son quartier et y emploie."
)
APART_TITLE = "Les chiffres à part"
APART_NOTE = (
    "Une moyenne, un cumul, un seul chantier, des heures prévues\u00a0: ces chiffres sont vrais, mais ne "
    "s’additionnent pas et ne se comparent pas."
)
APART_EMPTY = "Aucun autre chiffre."
KNOWN_TITLE = "Ce qu’on sait, territoire par territoire"
KNOWN_NOTE = (
    "Un chiffre qui manque ne veut pas dire qu’il n’y a pas d’heures\u00a0: personne ne l’a publié, ou nous ne "
    "l’avons pas trouvé."
)
NEEDED = "Heures réalisées sur tout le territoire, par année"
NEEDED_MORE = "Une deuxième année, pour suivre l’évolution"
NEEDED_RECENT = "Les années suivantes"

IMAGE_PNG = "Image PNG"
IMAGE_SVG = "Image SVG"
CHART_FAILURE = "Le graphique n’a pas pu être dessiné. Ses chiffres sont dans le tableau."
SHOW_TABLE = "Voir les chiffres en tableau"

FILES = {
    "evolution": "heures-evolution",
    "classement": "heures-classement",
    "carte": "heures-carte",
    "france": "heures-france",
    "repartition": "heures-repartition",
    "apart": "heures-a-part",
    "connu": "heures-connues",
}


def known(number_: int, total: int, level: str) -> str:
    """How many territories publish what can be compared."""
    names = {"DEP": ("département", "départements"), "EPCI": ("intercommunalité", "intercommunalités"),
             "COM": ("commune", "communes")}  # fmt: skip
    if number_ == 0:
        return f"Aucun chiffre comparable n’a été trouvé pour les {count(total, *names[level])} de la région."
    return f"{count(number_, *names[level])} sur {number(total)} avec un chiffre comparable."


def source(named: Sequence[str], on: date | None, edition: int | None) -> str:
    """Sources of a chart, the day of the data and their edition."""
    listed = "\u202f; ".join(map(typographic, dict.fromkeys(named)))
    words = f"Source\u00a0: {listed}." if listed else ""
    dated = f"Données du {day(on)}" if on else "Données non datées"
    numbered = "" if edition is None else f", édition n°\u00a0{edition}"
    return f"{words} {dated}{numbered}.".strip()


def evolution_title(names: Sequence[str], *, par_habitant: bool = False) -> str:
    """Title of the image."""
    measure = ", pour 1\u202f000 habitants" if par_habitant else ""
    return f"Heures d’insertion réalisées{measure}\u00a0: {typographic(', '.join(names))}"


def evolution_cut(drawn: int, total: int) -> str:
    """Some series are left out of the chart."""
    return (
        f"Le graphique montre les {number(drawn)} séries les plus longues\u202f; le tableau montre les {number(total)}."
    )


def ranking_title(annee: int, *, par_habitant: bool) -> str:
    """Title of the image."""
    measure = "pour 1\u202f000 habitants " if par_habitant else ""
    return f"Heures d’insertion {measure}en {annee}"


def ranking_alt(names: Sequence[str], rangs: Sequence[Rang], title: str) -> str:
    """The ranking in words."""
    places = ", ".join(f"{name} {number(rang.valeur)}\u00a0h" for name, rang in zip(names, rangs, strict=True))
    return f"{title}\u00a0: {typographic(places)}."


def map_alt(title: str, without: int) -> str:
    """The map in words."""
    return f"{title}, en cercles sur la carte de la région. {count(without, 'territoire')} sans chiffre."


def national_alt(chiffres: Sequence[Chiffre]) -> str:
    """The national bars in words."""
    return "Heures d’insertion en France. " + ", ".join(
        f"{each.annee}\u00a0: {number(each.heures or 0)}\u00a0h" for each in chiffres
    )


def breakdown_title(dimension: str, names: Sequence[str]) -> str:
    """Title of the image."""
    return f"Répartition des heures\u00a0: {DIMENSIONS[dimension].lower()}. {typographic(', '.join(names))}"


def breakdown_total(totals: Sequence[float]) -> str:
    """Rounding of the source, said rather than corrected; empty when it adds up."""
    wrong = [total for total in totals if abs(total - 100) > 0.05]
    if not wrong:
        return ""
    shown = ", ".join(percent(total / 100) for total in wrong)
    return f"Les parts totalisent {shown}\u00a0: ce sont les arrondis de la source, laissés tels quels."


def place_option(name: str) -> str:
    """A territory in a list."""
    return typographic(name)
