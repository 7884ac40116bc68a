"""Read the schemas of the tables: those of the data folder over the shipped ones.

One that is broken is an issue, and the shipped one is used: without schema no table could be read.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clauses.domain.issues import Issue, issue
from clauses.domain.schema import Schema
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.limites import MEGABYTE, SourceError, read_limited

FOLDER = "schemas"
FILES = tuple(f"{FOLDER}/{path.name}" for path in sorted((SHIPPED_DATA / FOLDER).glob("*.json")))
"""Schemas that the program reads."""

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What a document that is no schema may raise."""


class Schemas(NamedTuple):
    """Table Schemas as they are written, by table name, and the issues of those that cannot be used."""

    documents: dict[str, dict[str, Any]]
    issues: tuple[Issue, ...] = ()


def read_schemas(folder: Path) -> dict[str, Schema]:
    """Schemas by table name."""
    return {name: Schema.from_dict(document) for name, document in read_documents(folder).documents.items()}


def read_documents(folder: Path) -> Schemas:
    """The same schemas as they are written."""
    documents, found = dict(_shipped()), []
    for path in sorted((folder / FOLDER).glob("*.json")) if folder != SHIPPED_DATA else ():
        try:
            document = _parse(path, documents)
        except (SourceError, *_BROKEN):
            found.append(issue("E-FIC-25", f"{FOLDER}/{path.name}"))
        else:
            documents[document["name"]] = document
    return Schemas(documents, tuple(found))


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    """Those of the program: broken, it does not start."""
    read = (json.loads((SHIPPED_DATA / file).read_bytes()) for file in FILES)
    return {document["name"]: document for document in read}


def _parse(path: Path, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A schema, with at least the columns that the program reads; one of ``_BROKEN`` for anything else."""
    document = json.loads(read_limited(path, MEGABYTE))
    names = Schema.from_dict(document).names
    needed = known.get(path.stem, {"fields": ()})["fields"]
    if document["name"] != path.stem or not {field["name"] for field in needed} <= set(names):
        raise ValueError(path.name)
    return document
