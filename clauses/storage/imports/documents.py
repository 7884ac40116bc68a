"""Read a list of objects in JSON (one list, or one object a line) as the rows of a table."""

import json
from collections.abc import Mapping

from clauses.domain.imports.export import Export
from clauses.storage.cellules import cell_text

_SEPARATOR = "|"
_FIRST_BYTES = 200


class JsonError(ValueError):
    """A document that cannot be read: its line when known, the reason in French."""

    def __init__(self, raison: str, line: int | None = None) -> None:
        self.raison, self.line = raison, line
        super().__init__(raison)


def is_json(content: bytes) -> bool:
    """True if these bytes begin like a JSON list or object."""
    return content[:_FIRST_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def read_json(content: bytes, file: str) -> Export:
    """The objects of a document as rows: keys are the titles, lists are joined by a bar.

    The line of a row is the rank of its object, from 1.

    Raises
    ------
    JsonError
        When it is not JSON (which is UTF-8), or not a list of objects.
    """
    try:
        objects = _objects(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise JsonError("il n’est pas en UTF-8") from error
    except RecursionError as error:
        raise JsonError("trop de niveaux emboîtés") from error
    for rank, each in enumerate(objects, 1):
        if not isinstance(each, dict):
            raise JsonError(f"l’élément n° {rank} n’est pas un objet fait de clés et de valeurs")
    titles = tuple(dict.fromkeys(key for each in objects for key in each))
    if not titles:
        raise JsonError("une liste d’objets est attendue")
    rows = [(rank, tuple(_text(each.get(title)) for title in titles)) for rank, each in enumerate(objects, 1)]
    return Export(file, titles, 1, rows)


def _objects(text: str) -> list:
    """The list of a document, that under its only list key, or its lines."""
    try:
        document = json.loads(text)
    except ValueError as error:
        return _lines(text, error)
    if isinstance(document, Mapping):
        lists = [value for value in document.values() if isinstance(value, list)]
        return lists[0] if len(lists) == 1 and len(document) == 1 else [document]
    return document


def _lines(text: str, whole: ValueError) -> list:
    """One object a line; the error of the whole document when its first line is not one."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except ValueError as error:
            first = number if found else getattr(whole, "lineno", None)
            raise JsonError("son écriture n’est pas comprise", first) from error
    return found


def _text(value: object) -> str:
    """A value as the cell of a table."""
    if isinstance(value, list):
        return _SEPARATOR.join(_text(each) for each in value)
    if isinstance(value, dict):
        return ""
    return cell_text(value)
