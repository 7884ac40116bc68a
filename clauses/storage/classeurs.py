"""Read a workbook, of Excel or of LibreOffice: one sheet as rows of text.

Limits keep a file made to exhaust memory from being read.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from clauses.domain.issues import Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import closest
from clauses.storage.lignes import LAST_LINE
from clauses.storage.limites import MEGABYTE
from clauses.storage.ods import MIMETYPE, LivreOds
from clauses.storage.xlsx.archive import Archive, ClasseurError, Limites
from clauses.storage.xlsx.feuille import column_rank, split_place
from clauses.storage.xlsx.livre import LivreXlsx

_MOST_TOLD = 5
"""Merged cells that are named."""

_ZIP = b"PK\x03\x04"
_NATURES = (
    ("word/", "un document Word"),
    ("ppt/", "une présentation"),
    ("content.xml", "un document LibreOffice qui n’est pas un classeur"),
    ("xl/workbook.bin", "un classeur binaire (XLSB)"),
    ("xl/", ""),
)


class Fusion(NamedTuple):
    """Merged cells: « A2:A5 », the lines they take, the rank of their first column."""

    plage: str
    premiere: int
    derniere: int
    colonne: int


@dataclass(frozen=True, slots=True)
class FeuilleClasseur:
    """One sheet. Each row has its number in the sheet, and as many cells as the widest one; blank rows are left out.

    Cells are trimmed text: « 151.67 », « 2024-01-31 », « VRAI », « 7:30:00 » for a duration. The value of merged cells
    is in the first column of each of their rows.
    """

    nom: str
    lignes: list[tuple[int, tuple[str, ...]]]
    fusions: tuple[Fusion, ...] = ()


class Livre(Protocol):
    """Workbook of one kind. Its methods may fail in any way when it is damaged."""

    @property
    def feuilles(self) -> tuple[str, ...]:
        """Names of the sheets, in order, hidden ones after the others."""
        ...

    @property
    def properties(self) -> dict[str, str]:
        """Custom properties of the document."""
        ...

    def lignes(self, nom: str, fusions: list[str]) -> Iterator[tuple[int, list[str]]]:
        """Rows that are not blank, up to their last cell that is not empty; merged cells go to ``fusions``."""
        ...


class Classeur:
    """A workbook whose sheets are read when they are asked for.

    Raises
    ------
    ClasseurError
        When it is too large, or is not a workbook with sheets.
    """

    def __init__(self, content: bytes, limites: Limites | None = None) -> None:
        self._limites = limites or Limites()
        names: Collection[str] = ()
        is_ods = False
        try:
            names, is_ods = _looked_into(content, self._limites)
            self._livre: Livre = (LivreOds if is_ods else LivreXlsx)(content, self._limites)
            self.feuilles = self._livre.feuilles
        except ClasseurError as error:
            nature = _nature(names) if error.code == "E-FIC-14" and names and not is_ods else ""
            if nature:
                raise ClasseurError("E-FIC-21", nature=nature) from error
            raise
        except Exception as error:
            # A damaged workbook makes its parsers fail in ways that they do not list.
            raise ClasseurError("E-FIC-14") from error
        if not self.feuilles:
            raise ClasseurError("E-FIC-14")

    @cached_property
    def proprietes(self) -> dict[str, str]:
        """Custom properties of the document; empty when they cannot be read."""
        try:
            return self._livre.properties
        except Exception:
            return {}

    def read(self, nom: str = "") -> FeuilleClasseur:
        """Read a sheet by its name (capitals and accents do not matter), or the first one.

        Raises
        ------
        ClasseurError
            When there is no such sheet, or it cannot be read.
        """
        title = self._title(nom)
        places: list[str] = []
        try:
            rows = list(self._livre.lignes(title, places))
            fusions = tuple(filter(None, map(_fusion, places)))
        except ClasseurError:
            raise
        except Exception as error:
            raise ClasseurError("E-FIC-14") from error
        width = max((len(cells) for _, cells in rows), default=0)
        if len(rows) * width > self._limites.cellules:
            raise ClasseurError("E-FIC-23", maximum=self._limites.cellules // len(rows))
        self._fill(rows, fusions)
        lignes = [(line, tuple(cells + [""] * (width - len(cells)))) for line, cells in rows]
        return FeuilleClasseur(title, lignes, fusions)

    def _title(self, nom: str) -> str:
        titles = list(self.feuilles)
        if not nom:
            return titles[0]
        found = [title for title in titles if title == nom] or [
            title for title in titles if normalise(title) == normalise(nom)
        ]
        if len(found) != 1:
            raise ClasseurError("E-FIC-15", feuille=nom, feuilles=", ".join(titles), suggestion=closest(nom, titles))
        return found[0]

    def _fill(self, rows: Sequence[tuple[int, list[str]]], fusions: Sequence[Fusion]) -> None:
        """Give each row of merged cells their value, which only the first one holds."""
        lines = [line for line, _ in rows]
        left = self._limites.texte
        for each in fusions:
            first = bisect_left(lines, each.premiere)
            if first == len(rows) or lines[first] != each.premiere or len(rows[first][1]) <= each.colonne:
                continue
            value = rows[first][1][each.colonne]
            for _, cells in rows[first + 1 : bisect_left(lines, each.derniere + 1)] if value else ():
                left -= len(value) + 1
                if left < 0:
                    maximum = self._limites.texte // MEGABYTE
                    raise ClasseurError("E-FIC-13", taille=maximum + 1, maximum=maximum)
                cells += [""] * (each.colonne + 1 - len(cells))
                cells[each.colonne] = cells[each.colonne] or value


def is_classeur(content: bytes) -> bool:
    """True if these bytes are a ZIP archive, as workbooks are."""
    return content.startswith(_ZIP)


def _looked_into(content: bytes, limites: Limites) -> tuple[set[str], bool]:
    """Names of the members of an archive, and whether it is a workbook of LibreOffice."""
    archive = Archive(content, limites)
    short = "mimetype" in archive.names and archive.zip.getinfo("mimetype").file_size < 2 * len(MIMETYPE)
    return archive.names, short and archive.zip.read("mimetype").startswith(MIMETYPE)


def _nature(names: Collection[str]) -> str:
    """Guessed kind of an archive that is not a workbook; empty for what looks like one."""
    found = (nature for start, nature in _NATURES if any(name.startswith(start) for name in names))
    return next(found, "une archive ZIP")


def read_feuille(content: bytes, nom: str = "") -> FeuilleClasseur:
    """Read a sheet of a workbook by its name, or the first one; :class:`ClasseurError` when it cannot be."""
    return Classeur(content).read(nom)


def tell_merged(fusions: Sequence[Fusion], titles: int, file: str) -> tuple[Issue, ...]:
    """What is to say of the merged cells of a table whose titles are at this line: those above are its presentation."""
    merged = [each for each in fusions if each.derniere > titles]
    if not merged:
        return ()
    places = (*(each.plage for each in merged[:_MOST_TOLD]), *(("…",) if len(merged) > _MOST_TOLD else ()))
    return (issue("A-FIC-08", file, max(merged[0].premiere, titles), plages=places),)


def _fusion(plage: str) -> Fusion | None:
    """Merged cells of a sheet; ``None`` for what cannot be some.

    >>> _fusion("B2:C5"), _fusion("?")
    (Fusion(plage='B2:C5', premiere=2, derniere=5, colonne=1), None)
    """
    first, _, last = plage.partition(":")
    start, end = split_place(first), split_place(last)
    if start is None or end is None or not start[1] <= end[1] <= LAST_LINE:
        return None
    return Fusion(plage, start[1], end[1], column_rank(start[0]))
