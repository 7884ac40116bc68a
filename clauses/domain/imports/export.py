"""Export: the rows of a file, whatever its columns are called, and where its titles are."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.issues import Issue
from clauses.domain.recherche import normalise
from clauses.domain.tableur import FIRST_ROWS, column_letter

Ligne = tuple[int, tuple[str, ...]]
"""Line of the file, cells as trimmed text."""

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
    feuilles : names of all its sheets
    largeur : number of columns of the file; columns joined from others come after them
    remarques : what is to say of the file, not of a row
    """

    file: str
    titres: tuple[str, ...]
    ligne_titres: int
    lignes: Sequence[Ligne]
    feuille: str = ""
    feuilles: tuple[str, ...] = ()
    largeur: int = 0
    remarques: tuple[Issue, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "largeur", self.largeur or len(self.titres))


def build_export(
    file: str,
    rows: Sequence[Ligne],
    wanted: Collection[str] = (),
    feuille: str = "",
    feuilles: tuple[str, ...] = (),
) -> Export | None:
    """The rows under the titles; ``None`` when no row looks like titles.

    The titles are the first row that has most of the ``wanted`` ones, otherwise the first that holds no figure.

    >>> rows = [(1, ("Suivi",)), (3, ("Heures", "Mois", "")), (4, ("12,5", "01/2024", ""))]
    >>> found = build_export("suivi.csv", rows, ["heures"])
    >>> found.titres, found.ligne_titres, found.lignes
    (('Heures', 'Mois'), 3, [(4, ('12,5', '01/2024'))])
    """
    plain = set(map(normalise, wanted)) - {""}
    scores = [len({normalise(cell) for cell in cells} & plain) for _, cells in rows[:FIRST_ROWS]]
    best = scores.index(max(scores)) if any(scores) else -1
    # A word of the subject alone on its line is the name of the document.
    if best >= 0 and (scores[best] > 1 or sum(map(bool, rows[best][1])) > 1 or len(rows[-1][1]) == 1):
        rank = best
    else:
        # Without a name to recognise, data must not be taken for titles: they would be shown, and name people.
        rank = next((rank for rank, (_, cells) in enumerate(rows[:FIRST_ROWS]) if _are_titles(cells)), -1)
    if rank < 0:
        return None
    line, cells = rows[rank]
    titles = tuple(" ".join(cell.split()) for cell in cells)
    width = max((position for position, title in enumerate(titles, 1) if title), default=0)
    body = [(line, _cut(cells, width)) for line, cells in rows[rank + 1 :]]
    return Export(file, titles[:width], line, body, feuille, feuilles)


def _are_titles(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(map(_FIGURE.fullmatch, filled))


def _cut(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Cells beyond the titles are left out when they are empty."""
    return cells if len(cells) <= width or any(cells[width:]) else cells[:width]


def told_apart(titles: Sequence[str]) -> tuple[str, ...]:
    """Titles of which none is empty nor twice there, for a list to choose from.

    >>> told_apart(["Nom", "", "Nom"])
    ('Nom', 'Colonne B', 'Nom (2)')
    """
    counts: Counter[str] = Counter()
    made = []
    for rank, title in enumerate(titles):
        counts[title] += 1
        name = title or f"Colonne {column_letter(rank + 1)}"
        made.append(f"{name} ({counts[title]})" if title and counts[title] > 1 else name)
    return tuple(made)


def find_columns(export: Export, correspondance: Correspondance) -> tuple[dict[str, int], list[Issue]]:
    """Position of each column that is read, by title as the correspondance writes it; and what cannot be found.

    Capitals, accents and punctuation do not matter.
    """
    names = told_apart(export.titres)
    plain = [normalise(title) for title in export.titres]
    twice = Counter(plain)
    positions: dict[str, int] = {}
    issues: list[Issue] = []
    paths = {title: ("filtre", title) for title in correspondance.filtre}
    paths |= {title: ("colonnes", key) for key, titles in correspondance.colonnes.items() for title in titles}
    for title, path in paths.items():
        wanted = " ".join(title.split())
        name = normalise(wanted)
        same = [rank for rank, each in enumerate(export.titres) if each == wanted]
        found = same or [rank for rank, each in enumerate(names) if each == wanted]
        found = found or [rank for rank, each in enumerate(plain) if each == name and name]
        if len(found) == 1:
            positions[title] = found[0]
        elif found:
            issues.append(correspondance.issue("E-COL-16", *path, colonne=title))
        else:
            close = difflib.get_close_matches(name, twice, n=1, cutoff=0.6)
            suggestion = export.titres[plain.index(close[0])] if close else ""
            issues.append(correspondance.issue("E-COL-15", *path, colonne=title, suggestion=suggestion))
    return positions, issues


def join_columns(
    export: Export, correspondance: Correspondance, positions: Mapping[str, int]
) -> tuple[Export, dict[str, int]]:
    """The export with one more column for each key that joins several, and the position of each key.

    >>> from clauses.domain.imports.catalogue import STRUCTURES
    >>> export = Export("f", ("N", "Rue"), 1, [(2, ("1 bis", "de l'Essai"))])
    >>> found = Correspondance(STRUCTURES, "c", {}, colonnes={"adresse": ("N", "Rue")})
    >>> join_columns(export, found, {"N": 0, "Rue": 1})[0].lignes
    [(2, ('1 bis', "de l'Essai", "1 bis de l'Essai"))]
    """
    at: dict[str, int] = {}
    titles, groups = list(export.titres), []
    for key, parts in correspondance.colonnes.items():
        ranks = [positions[title] for title in parts]
        if len(ranks) > 1:
            at[key] = len(titles)
            titles.append(" + ".join(export.titres[rank] for rank in ranks))
            groups.append(ranks)
        elif ranks:
            at[key] = ranks[0]
    if not groups:
        return export, at
    rows = [
        (line, cells + tuple(" ".join(filter(None, (cells[rank] for rank in ranks))) for ranks in groups))
        if len(cells) == export.largeur
        else (line, cells)
        for line, cells in export.lignes
    ]
    return replace(export, titres=tuple(titles), lignes=rows), at
