"""ZIP archive of a workbook: its parts are read as a stream, within limits of size.

A library that loads the whole of it would take gigabytes for some archives of a few kilobytes. Here reading stops at
the first limit that is passed.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from clauses.storage.lignes import LAST_LINE, LONGEST_CELL
from clauses.storage.limites import LARGEST_FILE, MEGABYTE

LARGEST_CONTENT = 200 * MEGABYTE
"""Bytes of all that a workbook holds, once unzipped."""

DEEPEST = 40
"""Levels of tags in a part; workbooks have a dozen."""

_CHUNK = 64 * 1024
_LONGEST_TOKEN = 4 * LONGEST_CELL
"""Bytes of a tag or a comment: without it, one that never ends is kept whole."""
_MOST_RELATIONS = 10_000

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class ClasseurError(ValueError):
    """A workbook that cannot be read: the code of its issue, the parameters of the sentence, the line if known."""

    def __init__(self, code: str, line: int | None = None, **params: object) -> None:
        self.code, self.line, self.params = code, line, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Limites:
    """Limits against zip bombs and oversized sheets; by default, those of spreadsheet programs.

    Attributes
    ----------
    contenu : bytes of the whole workbook once unzipped
    lignes, colonnes : of the sheet, titles included; rows that are not blank
    cellules : cells that are written, even empty
    balises : tags of all the parts together
    texte : characters of its cells together
    """

    contenu: int = LARGEST_CONTENT
    lignes: int = LAST_LINE
    colonnes: int = 16_384
    cellules: int = 20_000_000
    balises: int = 60_000_000
    texte: int = LARGEST_CONTENT


class Archive:
    """The parts of one workbook. :class:`ClasseurError` when it is too large or is not one."""

    def __init__(self, content: bytes, limites: Limites) -> None:
        if len(content) > LARGEST_FILE:
            raise ClasseurError("E-FIC-12", taille=megabytes(len(content)), maximum=LARGEST_FILE // MEGABYTE)
        self.limites = limites
        try:
            self.zip = zipfile.ZipFile(BytesIO(content))
            members = self.zip.infolist()
        except Exception as error:
            raise ClasseurError("E-FIC-14") from error
        # An archive that lies is no danger: a member is never unzipped beyond the size it declares.
        size = sum(member.file_size for member in members)
        if size > limites.contenu:
            raise ClasseurError("E-FIC-13", taille=megabytes(size), maximum=limites.contenu // MEGABYTE)
        self.restart()
        self.names = {member.filename for member in members}

    def restart(self) -> None:
        """Count the tags anew: a part is read once more."""
        self._tags_left = self.limites.balises

    def parse(self, name: str, start: Start, end: End, text: Text | None = None) -> Iterator[None]:
        """Give the tags and the texts of a part to these functions; a step of the iterator is a piece of the part.

        Names of tags are without their prefix. A document type is refused: workbooks have none, and entities are made
        there.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def opened(name: str, attributes: dict[str, str]) -> None:
            """Most workbooks write no prefix: only then is it taken off each tag, which takes longer."""
            prefix = name.partition(":")[0] + ":" if ":" in name else ""
            parser.StartElementHandler = (lambda tag, each: start(tag.removeprefix(prefix), each)) if prefix else start
            parser.EndElementHandler = (lambda tag: end(tag.removeprefix(prefix))) if prefix else end
            start(name.removeprefix(prefix), attributes)

        def refused(*_: object) -> None:
            raise ClasseurError("E-FIC-14")

        parser.StartElementHandler = opened
        parser.StartDoctypeDeclHandler = refused
        if text:
            parser.CharacterDataHandler = text
        given = 0
        with self.zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                self._tags_left -= chunk.count(b"<")
                if self._tags_left < 0:
                    raise ClasseurError("E-FIC-22", maximum=self.limites.lignes - 1)
                parser.Parse(chunk)
                given += len(chunk)
                if given - parser.CurrentByteIndex > _LONGEST_TOKEN:
                    raise ClasseurError("E-FIC-14")
                yield
        parser.Parse(b"", True)
        yield

    def read(self, name: str, start: Start, end: End, text: Text | None = None) -> None:
        """Same thing, the whole part at once; it has few levels."""
        depth = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise ClasseurError("E-FIC-14")
            start(tag, attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(tag)

        for _ in self.parse(name, opened, closed, text):
            pass

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part: type (its last word) and target, by identifier."""
        folder, _, name = part.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External" and len(found) < _MOST_RELATIONS:
                target = attributes.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], path

        relations = join(folder, "_rels", f"{name}.rels")
        if relations in self.names:
            self.read(relations, start, ignore)
        return found


def megabytes(size: int) -> int:
    """Rounded up: a file refused is never said to be as large as what is accepted."""
    return -(-size // MEGABYTE)


def ignore(_tag: str) -> None:
    """A tag that closes nothing of interest."""
