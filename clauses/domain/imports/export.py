"""Export: the rows of a file, whatever its columns are called, and where its titles are."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.issues import Issue
from clauses.domain.recherche import normalise

Ligne = tuple[int, tuple[str, ...]]
"""Line of the file, cells as trimmed text."""

FIRST_ROWS = 30
"""Rows among which the titles are looked for: software likes to write its own name and a date above them."""

_FIGURE = re.compile(r"[-+]?[0-9][0-9 \u00a0\u202f.,:/-]*")


@dataclass(frozen=True)
class Export:
    """Rows below the titles.

    Attributes
    ----------
    file : name to show in issues
    titres : titles of the columns, spaces put right
    ligne_titres : line of the titles
    lignes : rows, blank ones left out; their cells are as many as the titles unless the row is damaged
    feuille : name of the sheet, for a workbook
    """

    file: str
    titres: tuple[str, ...]
    ligne_titres: int
    lignes: Sequence[Ligne]
    feuille: str = ""


def build_export(file: str, rows: Sequence[Ligne], wanted: Collection[str] = (), feuille: str = "") -> Export | None:
    """The rows under the titles; ``None`` when no row looks like titles.

    The titles are the first row that has most of the ``wanted`` ones, otherwise the first that holds no figure.

    >>> rows = [(1, ("Suivi",)), (3, ("Heures", "Mois", "")), (4, ("12,5", "01/2024", ""))]
    >>> build_export("suivi.csv", rows, ["heures"])
    Export(file='suivi.csv', titres=('Heures', 'Mois'), ligne_titres=3, lignes=[(4, ('12,5', '01/2024'))], feuille='')
    """
    plain = set(map(normalise, wanted)) - {""}
    scores = [len({normalise(cell) for cell in cells} & plain) for _, cells in rows[:FIRST_ROWS]]
    if any(scores):
        rank = scores.index(max(scores))
    else:
        # Without a name to recognise, data must not be taken for titles: they would be shown, and name people.
        rank = next((rank for rank, (_, cells) in enumerate(rows[:FIRST_ROWS]) if _are_titles(cells)), -1)
    if rank < 0:
        return None
    line, cells = rows[rank]
    titles = tuple(" ".join(cell.split()) for cell in cells)
    width = max((position for position, title in enumerate(titles, 1) if title), default=0)
    body = [(line, _cut(cells, width)) for line, cells in rows[rank + 1 :]]
    return Export(file, titles[:width], line, body, feuille)


def _are_titles(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(map(_FIGURE.fullmatch, filled))


def _cut(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Cells beyond the titles are left out when they are empty."""
    return cells if len(cells) <= width or any(cells[width:]) else cells[:width]


def find_columns(export: Export, correspondance: Correspondance) -> tuple[dict[str, int], list[Issue]]:
    """Position of each column that is read, by title as the correspondance writes it; and what cannot be found.

    Capitals, accents and punctuation do not matter.
    """
    exact = Counter(export.titres)
    plain = [normalise(title) for title in export.titres]
    positions: dict[str, int] = {}
    issues: list[Issue] = []
    paths = {title: ("colonnes", key) for key, title in correspondance.colonnes.items()}
    for title, path in {**{title: ("filtre", title) for title in correspondance.filtre}, **paths}.items():
        wanted = " ".join(title.split())
        name = normalise(wanted)
        found = [rank for rank, each in enumerate(export.titres) if each == wanted] if exact[wanted] else []
        found = found or [rank for rank, each in enumerate(plain) if each == name and name]
        if len(found) == 1:
            positions[title] = found[0]
        elif found:
            issues.append(correspondance.issue("E-COL-16", *path, colonne=title))
        else:
            close = difflib.get_close_matches(name, plain, n=1, cutoff=0.6)
            suggestion = export.titres[plain.index(close[0])] if close else ""
            issues.append(correspondance.issue("E-COL-15", *path, colonne=title, suggestion=suggestion))
    return positions, issues
