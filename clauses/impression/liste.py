"""The numbered list of guichets, laid out in columns that never overflow: smaller type, then what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clauses.impression import polices
from clauses.impression.contenu import Contenu, Entree
from clauses.impression.dessin import ACCENT, DOUX, Page
from clauses.impression.feuille import MM_PER_POINT, Rect
from clauses.impression.signes import draw_marker
from clauses.rendu import impression as mots

LARGEST, COMFORT, FLOOR, STEP = 8.6, 6.8, 5.8, 0.2
"""Points, on A4: the size of names from the largest to the smallest that is still read on paper."""
LEADING, DETAIL, GAP = 1.16, 0.87, 0.42
"""Line height; size of the second line; space between two entries: all for one of type."""
MARKER = 1.5
MOST_LINES = (3, 3)
HEADING, HEADING_SIZE = 6.4, 11.5
WIDEST_GAP = 1.5
GUTTER = 5


@dataclass(frozen=True, slots=True)
class Article:
    """An entry broken into lines."""

    entree: Entree
    noms: tuple[str, ...]
    details: tuple[str, ...]
    hauteur: float


@dataclass(frozen=True, slots=True)
class Place:
    """An entry where it is printed."""

    article: Article
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Composition:
    """Entries placed, at a size (points), and those that are left."""

    taille: float
    places: tuple[Place, ...]
    restantes: tuple[Entree, ...]


def compose(
    contenu: Contenu, entrees: Sequence[Entree], rect: Rect, colonnes: Sequence[int], scale: float
) -> Composition:
    """Entries at the largest size that holds them all, otherwise as many as the smallest size holds."""
    sizes = np.arange(LARGEST, FLOOR - 1e-6, -STEP) * scale
    comfortable = [(number, size) for number in colonnes for size in sizes if size >= COMFORT * scale - 1e-6]
    for number, size in [*comfortable, *((number, size) for size in sizes for number in colonnes)]:
        if not _columns(contenu, entrees, rect, number, float(size), scale).restantes:
            return _balanced(contenu, entrees, rect, number, float(size), scale)
    short = rect._replace(height=rect.height - _line(FLOOR * scale) * 1.3)
    options = [place(contenu, entrees, short, number, float(sizes[-1]), scale) for number in colonnes]
    return min(options, key=lambda option: len(option.restantes))


def place(
    contenu: Contenu, entrees: Sequence[Entree], rect: Rect, colonnes: int, size: float, scale: float
) -> Composition:
    """Entries at this size, column after column, none cut in two; columns of the same height where all of them hold."""
    found = _columns(contenu, entrees, rect, colonnes, size, scale)
    if found.restantes:
        return _spread(found, rect, colonnes, size, scale)
    return _balanced(contenu, entrees, rect, colonnes, size, scale)


def _balanced(
    contenu: Contenu, entrees: Sequence[Entree], rect: Rect, colonnes: int, size: float, scale: float
) -> Composition:
    """The same in the lowest columns that hold everything, then spread over the height there is."""
    low, high = 0.0, rect.height
    while high - low > 0.5:
        middle = (low + high) / 2
        tried = _columns(contenu, entrees, rect._replace(height=middle), colonnes, size, scale)
        low, high = (middle, high) if tried.restantes else (low, middle)
    found = _columns(contenu, entrees, rect._replace(height=high), colonnes, size, scale)
    return _spread(found, rect, colonnes, size, scale)


def needed(contenu: Contenu, entrees: Sequence[Entree], width: float, colonnes: int, scale: float) -> float:
    """Height that the list would like to have, heading included (mm)."""
    rect = Rect(0, 0, width, 10_000.0)
    places = _balanced(contenu, entrees, rect, colonnes, LARGEST * scale, scale).places
    return HEADING * scale + max((each.y + each.article.hauteur for each in places), default=8 * scale)


@dataclass(frozen=True, slots=True)
class _Columns:
    groupes: list[list[Article]]
    restantes: tuple[Entree, ...]


def _columns(
    contenu: Contenu, entrees: Sequence[Entree], rect: Rect, colonnes: int, size: float, scale: float
) -> _Columns:
    width = rect.columns(colonnes, GUTTER * scale)[0].width
    gap = size * GAP * MM_PER_POINT
    groups: list[list[Article]] = [[]]
    used, rest = 0.0, list(entrees)
    while rest:
        article = _article(contenu, rest[0], width, size)
        if used + article.hauteur > rect.height + 1e-6:
            if len(groups) == colonnes or article.hauteur > rect.height:
                break
            groups.append([])
            used = 0.0
        groups[-1].append(article)
        used += article.hauteur + gap
        rest.pop(0)
    return _Columns(groups, tuple(rest))


def _spread(found: _Columns, rect: Rect, colonnes: int, size: float, scale: float) -> Composition:
    """Entries at their places: with a little more space between them when there is room, the same everywhere."""
    gap = size * GAP * MM_PER_POINT
    slacks = [
        (rect.height - sum(article.hauteur for article in articles)) / (len(articles) - 1)
        for articles in found.groupes
        if len(articles) > 1
    ]
    space = max(gap, min([gap * (1 + WIDEST_GAP), *slacks]))
    places = []
    for column, articles in zip(rect.columns(colonnes, GUTTER * scale), found.groupes, strict=False):
        y = column.y
        for article in articles:
            places.append(Place(article, column.x, y))
            y += article.hauteur + space
    return Composition(size, tuple(places), found.restantes)


def draw_heading(page: Page, rect: Rect, text: str, scale: float) -> Rect:
    """Heading of the list; what is left of the rectangle below it."""
    page.text(
        rect.x, rect.y + HEADING_SIZE * scale * 0.31, text, HEADING_SIZE * scale, police=polices.TITRES, colour=ACCENT
    )
    return rect._replace(y=rect.y + HEADING * scale, height=rect.height - HEADING * scale)


def draw_liste(page: Page, composition: Composition) -> None:
    """Print the entries: marker and name, then the second line."""
    size = composition.taille
    for each in composition.places:
        article, indent = each.article, _indent(size)
        marker = size * MARKER * MM_PER_POINT
        entree = article.entree
        draw_marker(
            page, each.x + marker / 2, each.y + size * 0.6 * MM_PER_POINT, marker, entree.forme, entree.typologie,
            str(entree.numero),
        )  # fmt: skip
        y = each.y + size * 0.86 * MM_PER_POINT
        for line in article.noms:
            page.text(each.x + indent, y, line, size, police=polices.GRAS)
            y += _line(size)
        y += (DETAIL - 1) * size * 0.5 * MM_PER_POINT
        for line in article.details:
            page.text(each.x + indent, y, line, size * DETAIL, colour=DOUX)
            y += _line(size * DETAIL)


def draw_rest(page: Page, composition: Composition, rect: Rect, scale: float, *, image: bool) -> None:
    """Say what does not hold on this page."""
    number = len(composition.restantes)
    if number:
        text = polices.words(mots.autres(number) if image else mots.LISTE_AILLEURS)
        page.text(rect.x, rect.bottom - 0.4 * scale, text, (FLOOR + 1) * scale, police=polices.GRAS, colour=ACCENT)


def _article(contenu: Contenu, entree: Entree, width: float, size: float) -> Article:
    room = width - _indent(size)
    shown = contenu.selection.departement
    detail = mots.detail(entree.guichet, contenu.catalogue.typologies, contenu.territoires, shown)
    names = polices.wrap(polices.words(entree.guichet.nom), size, room, polices.GRAS, MOST_LINES[0])
    details = polices.wrap(polices.words(detail), size * DETAIL, room, most=MOST_LINES[1])
    height = len(names) * _line(size) + len(details) * _line(size * DETAIL)
    return Article(entree, tuple(names), tuple(details), max(height, size * MARKER * MM_PER_POINT))


def _indent(size: float) -> float:
    return size * (MARKER + 0.55) * MM_PER_POINT


def _line(size: float) -> float:
    return size * LEADING * MM_PER_POINT
