"""French words of the age of facts: on a card, in the headline, in the legend of the map."""

from collections import Counter
from collections.abc import Sequence

from clauses.domain.age import RECENT_ANS, Age
from clauses.rendu.formats import count, de, number, percent
from clauses.rendu.mots import typeset

_EN_LETTRES = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip

LABELS: dict[Age | None, tuple[str, str]] = {
    Age.RECENT: (
        f"Source de moins de {_EN_LETTRES[RECENT_ANS]} ans",
        "La source la plus récente qui cite le guichet à appeler d’abord. Une année compte jusqu’à son dernier mois.",
    ),
    Age.ANCIEN: ("Source plus ancienne", "Personne n’a été vu depuis : appelez pour vérifier avant de compter dessus."),
    Age.NON_DATE: ("Source non datée", "La source ne dit pas son année : appelez pour vérifier."),
    None: ("Aucune source", "Aucun guichet n’est cité : il n’y a pas d’information à dater."),
}
"""Legend of the map, words and definitions; ``None`` is where no guichet is known."""


NOTE = "Un point par organisme, guichet ou coordination, à l’année où une source l’a vu pour la dernière fois."
QUI, VU, AGE, SOURCE = "Organisme", "Vu en", "Âge", "Source"
SANS_DATE = "sans date"
FICHIER = "age-de-l-information"


def finding(recent: int, total: int, region: str, annee: int) -> str:
    r"""How many were seen lately.

    >>> finding(1, 20, "Occitanie", 2026).replace("\xa0", " ")
    'En 2026, 1 organisme d’Occitanie sur 20 a été vu depuis moins de trois ans'
    """
    have = "ont été vus" if recent > 1 else "a été vu"
    whom = f"{number(recent)} {'organismes' if recent > 1 else 'organisme'}" if recent else "aucun organisme"
    never = "n’" if not recent else ""
    limit = f"depuis moins de {_EN_LETTRES[RECENT_ANS]} ans"
    return f"En {annee}, {whom} {de(region)} sur {number(total)} {never}{have} {limit}"


def dots_alt(title: str, years: Sequence[int | None]) -> str:
    """The dots in words."""
    counted = Counter(years)
    known = sorted(year for year in counted if year is not None)
    parts = [f"{year} : {number(counted[year])}" for year in known]
    if None in counted:
        parts.append(f"{SANS_DATE} : {number(counted[None])}")
    return f"{title}. {', '.join(parts)}."


RECENTE = tuple(
    f"{how} d’après une source de moins de {_EN_LETTRES[RECENT_ANS]} ans" for how in ("dont {part}", "jamais")
)
"""End of the headline, for a part of the inhabitants or for none; the browser is sent both."""


def recente(part: float | None) -> str:
    """End of the headline, after the share of inhabitants that a guichet covers; empty without inhabitants."""
    if part is None:
        return ""
    some, none = RECENTE
    return some.format(part=percent(part, 0)) if part else none


def seen(constate_en: int | None, age: Age, annee: int) -> str:
    r"""When a fact was seen, seen from a year.

    >>> seen(2016, Age.ANCIEN, 2026).replace("\xa0", " ")
    'Vu en 2016, il y a dix ans : à vérifier'
    """
    if constate_en is None:
        return "Vu à une date inconnue : à vérifier"
    since = annee - constate_en
    ago = "cette année" if since <= 0 else f"il y a {_years(since)}"
    return f"Vu en {constate_en}, {ago}{' : à vérifier' if age is Age.ANCIEN else ''}"


def _years(number: int) -> str:
    if number >= len(_EN_LETTRES):
        return count(number, "an")
    return f"{_EN_LETTRES[number]} an{'s' if number > 1 else ''}"


typeset(globals())
