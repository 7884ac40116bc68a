"""Read a file that someone brings, CSV or workbook by its content, whatever its columns are called."""

from collections.abc import Collection
from pathlib import Path

from clauses.domain.imports.export import Export, Ligne, build_export
from clauses.domain.issues import issue
from clauses.storage.classeurs import ClasseurError, is_classeur, read_feuille
from clauses.storage.decode import NotTextError, decode
from clauses.storage.imports.documents import JsonError, is_json, read_json
from clauses.storage.lignes import FormeError, delimiter_of, records
from clauses.storage.limites import MEGABYTE, SourceError, read_limited

LARGEST_TEXT = 50 * MEGABYTE


def read_export(
    path: Path, titles: Collection[str] = (), feuille: str = "", *, json: bool = False, largest: int | None = None
) -> Export:
    """Read a file, CSV or workbook by its content; its titles are found by those that are expected.

    Parameters
    ----------
    json : whether it may also be JSON, a list of objects or one object a line: their keys are the titles
    largest : bytes of a text; :data:`LARGEST_TEXT` by default

    Raises
    ------
    SourceError
        When it cannot be read.
    """
    file = path.as_posix()
    content = read_limited(path, largest or LARGEST_TEXT)
    try:
        if json and is_json(content):
            return read_json(content, file)
        if is_classeur(content):
            sheet = read_feuille(content, feuille)
            rows, feuille = sheet.lignes, sheet.nom
        else:
            rows, feuille = _csv_rows(content, titles), ""
    except ClasseurError as error:
        raise SourceError(issue(error.code, file, None, None, **error.params)) from error
    except JsonError as error:
        raise SourceError(issue("E-FIC-20", file, error.line, raison=error.raison)) from error
    except NotTextError as error:
        raise SourceError(issue("E-FIC-03", file, nature=error.nature)) from error
    except FormeError as error:
        raise SourceError(issue("E-FIC-06", file, error.line)) from error
    if not rows:
        raise SourceError(issue("E-FIC-02", file))
    export = build_export(file, rows, titles, feuille)
    if export is None:
        raise SourceError(issue("E-FIC-16", file))
    return export


def _csv_rows(content: bytes, titles: Collection[str]) -> list[Ligne]:
    text = decode(content).content
    rows = records(text, delimiter_of(text, titles))
    return [(row.line, tuple(map(str.strip, row.cells))) for row in rows if not row.is_blank]
