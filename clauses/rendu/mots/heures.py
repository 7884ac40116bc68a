"""French texts of the hours: evolution, ranking, breakdown, and what is not known."""

from collections.abc import Sequence
from datetime import date

from clauses.domain.heures import Chiffre, Rang
from clauses.rendu.formats import count, day, number, percent
from clauses.rendu.mots import typeset
from clauses.rendu.mots.population import kind

TITLE = "Les heures d’insertion, et ce qu’on en sait vraiment"
MENU = "Heures"
INTRO = (
    "Une heure d’insertion est une heure de travail faite, dans un marché public, par une personne éloignée de "
    "l’emploi. Chaque guichet compte les siennes à sa façon : seules les heures **réalisées**, en **une année**, "
    "sur **tout un territoire**, se comparent. Les autres chiffres sont montrés à part, avec ce qu’ils couvrent."
)

LEVEL = "Territoires comparés"
LEVELS = {"DEP": "Départements", "EPCI": "Intercommunalités", "COM": "Communes"}
MEASURE = "Mesure"
MEASURES = {"heures": "Heures", "habitant": "Pour 1 000 habitants"}
YEAR = "Année du classement"
PLACE = "Chiffres à part : territoire"

EVOLUTION_TITLE = "D’une année à l’autre"
EVOLUTION_EMPTY = "Aucun chiffre comparable à ce niveau. Les chiffres à part sont plus bas."
EVOLUTION_ONE_YEAR = "Une seule année comparable : il en faut deux pour parler d’évolution."
RANKING_TITLE = "Classement et carte"
RANKING_ALONE = "Un seul territoire a un chiffre comparable cette année-là : il n’y a personne à qui le comparer."
NATIONAL_TITLE = "En France"
NATIONAL_NOTE = (
    "Chiffres nationaux tels que publiés : ce sont ceux des structures qui ont répondu, dont le nombre change "
    "chaque année. À lire comme un ordre de grandeur, jamais à côté d’un territoire. Hachures : heures prévues, "
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
    "ETTI : intérim d’insertion. ETT : intérim. GEIQ : groupement d’employeurs pour l’insertion. "
    "EI : entreprise d’insertion. AI : association intermédiaire. ACI : atelier ou chantier "
    "d’insertion. EA : entreprise adaptée. ESAT : établissement d’accompagnement par le travail. IAE : "
    "insertion par l’activité économique. SEM : société d’économie mixte. Régie de quartier : association "
    "d’habitants qui entretient son quartier et y emploie."
)
APART_TITLE = "Les chiffres à part"
APART_NOTE = (
    "Une moyenne, un cumul, un seul chantier, des heures prévues : ces chiffres sont vrais, mais ne "
    "s’additionnent pas et ne se comparent pas."
)
APART_EMPTY = "Aucun autre chiffre."
KNOWN_TITLE = "Ce qu’on sait, territoire par territoire"
KNOWN_NOTE = (
    "Un chiffre qui manque ne veut pas dire qu’il n’y a pas d’heures : personne ne l’a publié, ou nous ne "
    "l’avons pas trouvé."
)
NEEDED = "Heures réalisées sur tout le territoire, par année"
NEEDED_MORE = "Une deuxième année, pour suivre l’évolution"
NEEDED_RECENT = "Les années suivantes"

ETP_HELP = (
    "Équivalent temps plein (ETP) : le travail d’une personne à temps plein pendant un an. Une convention, dont le "
    "diviseur est montré et se change."
)
NOTHING = (
    "Aucune heure d’insertion publiée n’a été trouvée pour ce territoire, ni pour un territoire plus large qui le "
    "contient. Le guichet tient ces chiffres : demandez-les-lui."
)
NOT_COMPARABLE = (
    "Aucun chiffre annuel n’a été trouvé pour tout ce territoire. Ceux qui suivent couvrent autre chose : un chantier, "
    "certains acheteurs, un territoire plus large. Ils ne se comparent pas."
)

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
    """Number of territories with comparable figures."""
    names = {"DEP": ("département", "départements"), "EPCI": ("intercommunalité", "intercommunalités"),
             "COM": ("commune", "communes")}  # fmt: skip
    if number_ == 0:
        return f"Aucun chiffre comparable n’a été trouvé pour les {count(total, *names[level])} de la région."
    return f"{count(number_, *names[level])} sur {number(total)} avec un chiffre comparable."


def elsewhere(name: str, *, comparable: bool) -> str:
    """Figures of the territory around, since this one has none; ``comparable`` when it has others."""
    kind = "chiffre comparable" if comparable else "chiffre"
    return f"Aucun {kind} propre à ce territoire. Voici ceux du territoire qui le contient : {name}."


def change(before: int, after: int, moved: str, rounded: Sequence[int]) -> str:
    """Change between two years; ``rounded`` holds those whose source gives a round figure."""
    words = f"De {before} à {after} : {moved}."
    if len(rounded) == 2:
        return f"{words} Les deux chiffres sont arrondis par leur source."
    return f"{words} Celui de {rounded[0]} est arrondi par sa source." if rounded else words


def source(named: Sequence[str], on: date | None, edition: int | None) -> str:
    """Sources of a chart, the day of the data and their edition."""
    listed = " ; ".join(dict.fromkeys(named))
    words = f"Source : {listed}." if listed else ""
    dated = f"Données du {day(on)}" if on else "Données non datées"
    numbered = "" if edition is None else f", édition n° {edition}"
    return f"{words} {dated}{numbered}.".strip()


def per_head_help(annee: int | None) -> str:
    """Hours by inhabitant."""
    return (
        f"Heures divisées par le nombre d’habitants ({kind(annee)}), fois 1 000 : pour comparer un grand territoire et "
        "un petit."
    )


def evolution_title(names: Sequence[str], *, par_habitant: bool = False) -> str:
    """Title of the image."""
    measure = ", pour 1 000 habitants" if par_habitant else ""
    return f"Heures d’insertion réalisées{measure} : {', '.join(names)}"


def evolution_cut(drawn: int, total: int) -> str:
    """Some series are left out of the chart."""
    return f"Le graphique montre les {number(drawn)} séries les plus longues ; le tableau montre les {number(total)}."


def ranking_title(annee: int, *, par_habitant: bool) -> str:
    """Title of the image."""
    measure = "pour 1 000 habitants " if par_habitant else ""
    return f"Heures d’insertion {measure}en {annee}"


def ranking_alt(names: Sequence[str], rangs: Sequence[Rang], title: str) -> str:
    """The ranking in words."""
    places = ", ".join(f"{name} {number(rang.valeur)} h" for name, rang in zip(names, rangs, strict=True))
    return f"{title} : {places}."


def map_alt(title: str, without: int) -> str:
    """The map in words."""
    return f"{title}, en cercles sur la carte de la région. {count(without, 'territoire')} sans chiffre."


def national_alt(chiffres: Sequence[Chiffre]) -> str:
    """The national bars in words."""
    return "Heures d’insertion en France. " + ", ".join(
        f"{each.annee} : {number(each.heures or 0)} h" for each in chiffres
    )


def breakdown_title(dimension: str, names: Sequence[str]) -> str:
    """Title of the image."""
    return f"Répartition des heures : {DIMENSIONS[dimension].lower()}. {', '.join(names)}"


def breakdown_total(totals: Sequence[float]) -> str:
    """Rounding of the source, mentioned rather than corrected; empty when it adds up."""
    wrong = [total for total in totals if abs(total - 100) > 0.05]
    if not wrong:
        return ""
    shown = ", ".join(percent(total / 100) for total in wrong)
    return f"Les parts totalisent {shown} : ce sont les arrondis de la source, laissés tels quels."


def place_option(name: str) -> str:
    """A territory in a list."""
    return name


typeset(globals())
