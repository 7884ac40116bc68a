"""Workbook of LibreOffice (.ods), read as a stream within the same limits as one of Excel.

The libraries that read it load it whole: a few kilobytes may say « this row, a million times ».
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from clauses.domain.tableur import column_letter
from clauses.storage.cellules import cell_text, number_text, percent_text
from clauses.storage.lignes import LAST_LINE, LONGEST_CELL
from clauses.storage.limites import MEGABYTE
from clauses.storage.xlsx.archive import DEEPEST, Archive, ClasseurError, End, Limites, Start, Text, ignore

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_CONTENT, _META, _MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
_MOST_SHEETS, _MOST_STYLES, _MOST_MERGED = 1_000, 65_536, 10_000
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_APART = frozenset({"annotation", "frame", "shapes", "custom-shape", "control"})
"""What a cell may hold beside its text: comments, drawings."""


class LivreOds(Archive):
    """One workbook; see :class:`clauses.storage.classeurs.Livre`."""

    def __init__(self, content: bytes, limites: Limites) -> None:
        super().__init__(content, limites)
        if b"encryption-data" in self._member(_MANIFEST):
            raise ClasseurError("E-FIC-30")

    @cached_property
    def feuilles(self) -> tuple[str, ...]:
        """Names of the sheets, in order, hidden ones after the others."""
        shown: list[str] = []
        hidden: list[str] = []
        invisible: set[str] = set()
        style = ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal style
            if tag == "style:style":
                style = attributes.get("style:name", "")
            elif tag == "style:table-properties" and attributes.get("table:display") == "false":
                if len(invisible) < _MOST_STYLES:
                    invisible.add(style)
            elif tag == "table:table" and attributes.get("table:name") and len(shown) + len(hidden) < _MOST_SHEETS:
                sheets = hidden if attributes.get("table:style-name") in invisible else shown
                sheets.append(attributes["table:name"])

        self.read(_CONTENT, start, ignore)
        # The tags counted until now were read for the names alone.
        self.restart()
        return (*shown, *hidden)

    @cached_property
    def properties(self) -> dict[str, str]:
        """Custom properties of the document, as text."""
        found: dict[str, str] = {}
        name = ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal name
            name = attributes.get("meta:name", "") if tag == "meta:user-defined" else ""

        def text(data: str) -> None:
            if name:
                found[name] = found.get(name, "") + data.strip()

        if _META in self.names and self.zip.getinfo(_META).file_size <= MEGABYTE:
            self.read(_META, start, ignore, text)
        return found

    def lignes(self, nom: str, fusions: list[str]) -> Iterator[tuple[int, list[str]]]:
        """Rows of a sheet that are not blank: their line, their cells up to the last one that is not empty."""
        rows: list[tuple[int, list[str]]] = []
        sheet = _Feuille(self.limites, nom, rows.append, fusions)
        for _ in self.parse(_CONTENT, *sheet.handlers()):
            yield from rows
            rows.clear()
        if not sheet.is_found:
            raise ClasseurError("E-FIC-14")

    def _member(self, name: str) -> bytes:
        if name not in self.names or self.zip.getinfo(name).file_size > MEGABYTE:
            return b""
        return self.zip.read(name)


class _Feuille:
    """Rows of one sheet, from the tags of the document."""

    def __init__(
        self, limites: Limites, nom: str, give: Callable[[tuple[int, list[str]]], None], fusions: list[str]
    ) -> None:
        self.limites, self.nom, self.give, self.fusions = limites, nom, give, fusions
        self.is_found = False
        self._rows, self._cells, self._text = limites.lignes, limites.cellules, limites.texte

    def handlers(self) -> tuple[Start, End, Text]:
        """SAX-like handlers of tags and texts. One closure each: they are called millions of times."""
        local: dict[str, str] = {}
        pieces: list[str] = []
        row: list[str] = []
        cell: dict[str, str] = {}
        depth = apart = column = size = line = 0
        repeated = 1
        inside = wanted = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, apart, column, size, line, repeated, inside, wanted, cell
            depth += 1
            if depth > DEEPEST:
                raise ClasseurError("E-FIC-14")
            name = local.get(tag) or local.setdefault(tag, tag.rpartition(":")[2])
            if name == "table" and tag.startswith("table:") and not self.is_found:
                inside = self.is_found = attributes.get("table:name", "") == self.nom
                line = 0
            elif not inside:
                return
            elif apart or name in _APART:
                apart += 1
            elif name == "table-row":
                line += 1
                repeated = _times(attributes.get("table:number-rows-repeated"))
                column = 0
            elif name in ("table-cell", "covered-table-cell"):
                cell = attributes
                pieces.clear()
                size = 0
                self._count(1)
                if "table:number-columns-spanned" in attributes or "table:number-rows-spanned" in attributes:
                    self._note_merged(line, column, attributes)
            elif name == "p":
                if pieces:
                    pieces.append("\n")
                wanted = True
            elif wanted and name in ("s", "tab", "line-break"):
                times = min(_times(attributes.get("text:c")), LONGEST_CELL)
                pieces.append({"tab": "\t", "line-break": "\n"}.get(name, " " * times))

        def end(tag: str) -> None:
            nonlocal depth, apart, column, line, inside, wanted, row
            depth -= 1
            if not inside:
                return
            name = local.get(tag, "")
            if apart:
                apart -= 1
            elif name == "p":
                wanted = False
            elif name in ("table-cell", "covered-table-cell"):
                times = _times(cell.get("table:number-columns-repeated"))
                value = _value(cell, "".join(pieces).strip())
                if value:
                    self._fill(row, column, times, value)
                column += times
            elif name == "table-row":
                if row:
                    self._give(line, repeated, row)
                    row = []
                line += repeated - 1
            elif name == "table":
                inside = False

        def text(data: str) -> None:
            nonlocal size
            if wanted and not apart:
                size += len(data)
                if size > LONGEST_CELL:
                    raise ClasseurError("E-FIC-24", line, maximum=LONGEST_CELL)
                pieces.append(data.replace("\n", " "))

        return start, end, text

    def _fill(self, row: list[str], column: int, times: int, value: str) -> None:
        """Write a cell, and those that repeat it."""
        if column + times > self.limites.colonnes:
            raise ClasseurError("E-FIC-23", maximum=self.limites.colonnes)
        row += [""] * (column - len(row))
        row += [value] * times

    def _give(self, line: int, times: int, row: list[str]) -> None:
        """Give a row as many times as it is written."""
        self._rows -= times
        self._count(times * len(row))
        if self._rows < 0:
            raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)
        if line + times > LAST_LINE + 1:
            raise ClasseurError("E-FIC-14")
        self._text -= times * sum(map(len, row))
        if self._text < 0:
            maximum = self.limites.texte // MEGABYTE
            raise ClasseurError("E-FIC-13", taille=maximum + 1, maximum=maximum)
        for rank in range(times):
            self.give((line + rank, row if rank == 0 else [*row]))

    def _count(self, cells: int) -> None:
        self._cells -= cells
        if self._cells < 0:
            raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)

    def _note_merged(self, line: int, column: int, attributes: dict[str, str]) -> None:
        wide = _times(attributes.get("table:number-columns-spanned"))
        high = _times(attributes.get("table:number-rows-spanned"))
        if wide * high > 1 and len(self.fusions) < _MOST_MERGED:
            last = f"{column_letter(column + wide)}{line + high - 1}"
            self.fusions.append(f"{column_letter(column + 1)}{line}:{last}")


def _times(written: str | None) -> int:
    """A number of repetitions; a sheet has no more rows than that."""
    if written is None:
        return 1
    if not re.fullmatch("[0-9]{1,7}", written):
        raise ClasseurError("E-FIC-14")
    return max(1, int(written))


def _value(cell: dict[str, str], shown: str) -> str:
    """A cell as text: a date and a number as they are kept, not as they are shown."""
    match cell.get("office:value-type", ""):
        case "percentage":
            return percent_text(cell.get("office:value", "").strip()) or shown
        case "float" | "currency":
            return number_text(cell.get("office:value", "").strip()) or shown
        case "date":
            day, _, hour = cell.get("office:date-value", "").partition("T")
            return f"{day} {hour[:8]}" if hour.strip("0:.") else day or shown
        case "time":
            parts = _DURATION.fullmatch(cell.get("office:time-value", ""))
            return f"{int(parts[1])}:{parts[2]}:{parts[3]}" if parts else shown
        case "boolean":
            return cell_text(cell.get("office:boolean-value", "") == "true")
        case _:
            return shown or cell.get("office:string-value", "").strip()
