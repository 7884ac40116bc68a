"""French words of the population: what is counted, and in what year. ``None`` is a year that the data do not give."""

from clauses.rendu.formats import count
from clauses.rendu.mots import typeset

CONTOURS = "Contours : IGN, INSEE"


def kind(annee: int | None) -> str:
    """What is counted.

    >>> kind(2031)
    'population municipale 2031'
    """
    return "population municipale, année non connue" if annee is None else f"population municipale {annee}"


def source(annee: int | None) -> str:
    """Source line of a block where inhabitants are counted."""
    return f"Habitants : {kind(annee)} (INSEE)."


def region_source(region: str, annee: int | None) -> str:
    """The same where a block does not name its territory."""
    return f"{region}. {source(annee)}"


def habitants(nombre: int, annee: int | None) -> str:
    r"""A number of inhabitants that stands alone; without the year when it is not known.

    >>> habitants(1200, 2031), habitants(1, None)
    ('1\u202f200\xa0habitants (2031)', '1\xa0habitant')
    """
    return f"{count(nombre, 'habitant')}{year(annee)}"


def year(annee: int | None) -> str:
    """The year after inhabitants that stand alone; empty when it is not known."""
    return "" if annee is None else f" ({annee})"


def attribution(annee: int | None) -> str:
    """Sources of a map that counts inhabitants, in its corner, where a telephone leaves little room."""
    return CONTOURS if annee is None else f"{CONTOURS} · Habitants : {annee}"


typeset(globals())
