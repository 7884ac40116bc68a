"""Rows of a sheet, from the tags of its part."""

import re
from collections.abc import Callable

from clauses.storage.lignes import LAST_LINE, LONGEST_CELL
from clauses.storage.xlsx.archive import DEEPEST, ClasseurError, End, Limites, Start, Text, megabytes

Convert = Callable[[str, str, int], str]
"""Cell-to-text function: its type in the file, its raw value, its style."""

_MOST_MERGED = 10_000
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Sheet:
    """Rows of a sheet, from its tags."""

    def __init__(
        self,
        limites: Limites,
        texts: list[str],
        convert: Convert,
        give: Callable[[tuple[int, list[str]]], None],
        fusions: list[str],
    ) -> None:
        self.limites, self.texts, self.convert, self.give, self.fusions = limites, texts, convert, give, fusions
        self.is_sheet = False
        self.line = 0
        self._rows, self._cells, self._text = limites.lignes, limites.cellules, limites.texte

    def handlers(self) -> tuple[Start, End, Text]:
        """SAX-like handlers of tags and texts. One closure each: they are called millions of times."""
        ranks: dict[str, int] = {}
        pieces: list[str] = []
        row: list[str] = []
        depth = column = written = size = 0
        kind, style = "n", "0"
        wanted = phonetic = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, column, written, kind, style, wanted, phonetic
            depth += 1
            if depth > DEEPEST:
                raise ClasseurError("E-FIC-14")
            if tag == "c":
                written += 1
                place = attributes.get("r")
                if place:
                    letters = place.rstrip("0123456789")
                    column = ranks.get(letters, -1)
                    if column < 0:
                        column = ranks[letters] = column_rank(letters)
                else:
                    column += 1
                kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            elif tag == "v" or (tag == "t" and not phonetic):
                wanted = True
            elif tag == "row":
                self._open_row(attributes, written)
                column = -1
                written = 0
            elif tag == "rPh":
                phonetic = True
            elif tag == "sheetData":
                self.is_sheet = True
            elif tag == "mergeCell" and len(self.fusions) < _MOST_MERGED:
                self.fusions.append(attributes.get("ref", ""))

        def end(tag: str) -> None:
            nonlocal depth, row, size, wanted, phonetic
            depth -= 1
            wanted = False
            if tag == "c":
                if pieces:
                    text = "".join(pieces)
                    pieces.clear()
                    size = 0
                    text = self.texts[int(text)] if kind == "s" else self.convert(kind, text, int(style))
                    if text:
                        self._check(row, column, text)
                        row += [""] * (column - len(row))
                        row.append(text)
            elif tag == "row":
                if row:
                    self._close_row(row)
                    row = []
            elif tag == "rPh":
                phonetic = False

        def text(data: str) -> None:
            nonlocal size
            if wanted:
                size += len(data)
                if size > LONGEST_CELL:
                    raise ClasseurError("E-FIC-24", self.line, maximum=LONGEST_CELL)
                pieces.append(data)

        return start, end, text

    def _open_row(self, attributes: dict[str, str], written: int) -> None:
        """``written``: cells of the row before, even empty."""
        line = int(attributes.get("r", self.line + 1))
        if not self.line < line <= LAST_LINE:
            raise ClasseurError("E-FIC-14")
        self.line = line
        self._cells -= written
        if self._cells < 0:
            raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)

    def _check(self, row: list[str], column: int, text: str) -> None:
        if column < len(row):
            raise ClasseurError("E-FIC-14")
        if column >= self.limites.colonnes:
            raise ClasseurError("E-FIC-23", maximum=self.limites.colonnes)
        self._text -= len(text)
        if self._text < 0:
            maximum = megabytes(self.limites.texte)
            raise ClasseurError("E-FIC-13", taille=maximum + 1, maximum=maximum)

    def _close_row(self, row: list[str]) -> None:
        self._rows -= 1
        # Also the empty cells before the last one: a row is as long as that.
        self._cells -= len(row)
        if self._rows < 0 or self._cells < 0:
            raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)
        self.give((self.line, row))


def column_rank(letters: str) -> int:
    """Rank of a column from 0; ``ValueError`` for what is not one.

    >>> column_rank("A"), column_rank("AB")
    (0, 27)
    """
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(letters)
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - 64
    return rank - 1


def split_place(place: str) -> tuple[str, int] | None:
    """Letters and line of a cell; ``None`` for what is not one.

    >>> split_place("AB12"), split_place("12")
    (('AB', 12), None)
    """
    found = _PLACE.fullmatch(place)
    return (found[1], int(found[2])) if found else None


def plain(text: str) -> str:
    """A text of a workbook, trimmed, with one kind of end of line."""
    return unescaped(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def unescaped(text: str) -> str:
    r"""Characters that XML cannot hold, written « _x000D_ »; halves of a character and nulls are « � ».

    >>> unescaped("a_x000D_b"), unescaped("_x005F_x0041_"), unescaped("_x0000__xD800_")
    ('a\rb', '_x0041_', '��')
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
