"""Read a file that someone brings, CSV, workbook or JSON by its content, whatever its columns are called."""

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from clauses.domain.imports.export import Export, Ligne, build_export
from clauses.domain.issues import issue
from clauses.domain.tableur import FIRST_ROWS
from clauses.storage.classeurs import Classeur, ClasseurError, Fusion, is_classeur, tell_merged
from clauses.storage.decode import NotTextError, decode
from clauses.storage.imports.documents import JsonError, is_json, read_json
from clauses.storage.lignes import FormeError, delimiter_of, records
from clauses.storage.limites import LARGEST_FILE, MEGABYTE, MOST_ROWS, SourceError, too_large
from clauses.storage.xlsx.archive import Limites

_QUOTED = re.compile(rb'"[^"]*"')

LARGEST_TEXT = 200 * MEGABYTE
"""The structures of the whole country, as data·inclusion publishes them, weigh about a hundred."""


def read_export(
    content: bytes,
    file: str,
    titles: Collection[str] = (),
    feuille: str = "",
    *,
    largest: int = LARGEST_FILE,
    most: int | None = MOST_ROWS,
) -> Export:
    """Read a file; its titles are found by those that are expected.

    Parameters
    ----------
    file : name shown in issues
    titles : titles that may be expected
    feuille : sheet of a workbook; the first one by default
    largest, most : bytes and rows accepted

    Raises
    ------
    SourceError
        When it cannot be read, or is too large: that is told at once.
    """
    if len(content) > largest:
        raise SourceError(too_large(len(content), largest, file))
    feuilles: tuple[str, ...] = ()
    fusions: tuple[Fusion, ...] = ()
    try:
        if is_json(content):
            export = read_json(content, file)
            _check_rows(len(export.lignes), most, file)
            return export
        if is_classeur(content):
            book = Classeur(content, Limites() if most is None else Limites(lignes=most + FIRST_ROWS))
            sheet = book.read(feuille)
            rows, feuille, feuilles = sheet.lignes, sheet.nom, book.feuilles
            fusions = sheet.fusions
        else:
            # Counted before anything is cut: a row takes a line, those between quotes apart.
            if most is not None:
                _check_rows(_QUOTED.sub(b"", content).count(b"\n") - FIRST_ROWS, most, file)
            rows, feuille = _csv_rows(content, titles, most), ""
    except ClasseurError as error:
        raise SourceError(issue(error.code, file, None, None, **error.params)) from error
    except JsonError as error:
        raise SourceError(issue("E-FIC-20", file, error.line, raison=error.raison)) from error
    except NotTextError as error:
        raise SourceError(issue(error.code, file, nature=error.nature)) from error
    except FormeError as error:
        raise SourceError(issue("E-FIC-06", file, error.line)) from error
    if not rows:
        raise SourceError(issue("E-FIC-02", file))
    _check_rows(len(rows) - FIRST_ROWS, most, file)
    export = build_export(file, rows, titles, feuille, feuilles)
    if export is None:
        raise SourceError(issue("E-FIC-16", file))
    return replace(export, remarques=tell_merged(fusions, export.ligne_titres, file))


def _check_rows(count: int, most: int | None, file: str) -> None:
    if most is not None and count > most:
        raise SourceError(issue("E-FIC-22", file, None, None, maximum=most))


def _csv_rows(content: bytes, titles: Collection[str], most: int | None) -> list[Ligne]:
    text = decode(content).content
    rows = (row for row in records(text, delimiter_of(text, titles)) if not row.is_blank)
    kept = rows if most is None else islice(rows, most + FIRST_ROWS + 1)
    return [(row.line, tuple(map(str.strip, row.cells))) for row in kept]
