"""Parts of a workbook besides cells: sheets, shared strings, number formats, properties."""

from collections.abc import Iterator
from functools import cached_property

from clauses.storage.lignes import LONGEST_CELL
from clauses.storage.limites import MEGABYTE
from clauses.storage.xlsx.archive import Archive, ClasseurError, ignore
from clauses.storage.xlsx.feuille import Convert, Sheet, plain

_MOST_STYLES = 65_536
_MOST_SHEETS = 1_000
_LARGEST_PROPERTIES = MEGABYTE


class Parties(Archive):
    """The parts of one workbook."""

    @cached_property
    def main(self) -> str:
        """The part that lists the sheets."""
        paths = [path for kind, path in self.relations("").values() if kind == "officeDocument"]
        if not paths or paths[0] not in self.names:
            raise ClasseurError("E-FIC-14")
        return paths[0]

    @cached_property
    def part_of(self) -> dict[str, tuple[str, str]]:
        return self.relations(self.main)

    @cached_property
    def workbook(self) -> tuple[dict[str, str], bool]:
        """Part of each sheet by name, in order (hidden ones after the others); whether dates begin in 1904."""
        shown: dict[str, str] = {}
        hidden: dict[str, str] = {}
        from_1904 = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal from_1904
            if tag == "workbookPr":
                from_1904 = attributes.get("date1904") in ("1", "true", "on")
            if tag == "sheet" and len(shown) + len(hidden) < _MOST_SHEETS:
                identifier = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                kind, path = self.part_of.get(identifier, ("", ""))
                if kind == "worksheet":
                    sheets = shown if attributes.get("state", "visible") == "visible" else hidden
                    sheets[attributes.get("name", "")] = path

        self.read(self.main, start, ignore)
        return {**shown, **hidden}, from_1904

    @cached_property
    def texts(self) -> list[str]:
        """Texts that cells refer to by their rank."""
        path = next((path for kind, path in self.part_of.values() if kind == "sharedStrings"), "")
        found: list[str] = []
        pieces: list[str] = []
        wanted = phonetic = False
        size = 0

        def start(tag: str, _attributes: dict[str, str]) -> None:
            nonlocal wanted, phonetic
            if tag == "t":
                wanted = not phonetic
            elif tag == "rPh":
                phonetic = True

        def end(tag: str) -> None:
            nonlocal wanted, phonetic, size
            wanted = False
            if tag == "rPh":
                phonetic = False
            elif tag == "si":
                found.append(plain("".join(pieces)))
                pieces.clear()
                size = 0
                if len(found) > self.limites.cellules:
                    raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)

        def text(data: str) -> None:
            nonlocal size
            if wanted:
                size += len(data)
                if size > LONGEST_CELL:
                    raise ClasseurError("E-FIC-24", maximum=LONGEST_CELL)
                pieces.append(data)

        if path:
            self.read(path, start, end, text)
        return found

    @cached_property
    def formats(self) -> list[str | int]:
        """Number format of each style: its code, or its number when it is one of those that all workbooks have."""
        path = next((path for kind, path in self.part_of.values() if kind == "styles"), "")
        codes: dict[str, str] = {}
        found: list[str | int] = []
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt" and len(codes) < _MOST_STYLES:
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                if len(found) == _MOST_STYLES:
                    raise ClasseurError("E-FIC-14")
                number = attributes.get("numFmtId", "0")
                found.append(codes.get(number) or int(number))

        def end(tag: str) -> None:
            nonlocal inside
            inside = inside and tag != "cellXfs"

        if path:
            self.read(path, start, end)
        return found

    @cached_property
    def properties(self) -> dict[str, str]:
        """Custom properties of the document, as text."""
        path = next((path for kind, path in self.relations("").values() if kind == "custom-properties"), "")
        found: dict[str, str] = {}
        name = ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal name
            if tag == "property":
                name = attributes.get("name", "")

        def text(data: str) -> None:
            found[name] = found.get(name, "") + data.strip()

        if path in self.names and self.zip.getinfo(path).file_size <= _LARGEST_PROPERTIES:
            self.read(path, start, ignore, text)
        return found

    def rows(self, path: str, convert: Convert, fusions: list[str]) -> Iterator[tuple[int, list[str]]]:
        """Rows of a sheet that are not blank: their line, their cells up to the last one that is not empty.

        Ranges of merged cells (« A2:A5 ») are added to ``fusions``.
        """
        rows: list[tuple[int, list[str]]] = []
        sheet = Sheet(self.limites, self.texts, convert, rows.append, fusions)
        for _ in self.parse(path, *sheet.handlers()):
            yield from rows
            rows.clear()
        if not sheet.is_sheet:
            raise ClasseurError("E-FIC-14")
