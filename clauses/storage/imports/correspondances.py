"""Read a correspondance: a small YAML file, turned into plain texts with the line of each key."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from clauses.domain.imports.correspondance import Correspondance, Place
from clauses.domain.issues import Issue, issue
from clauses.storage.decode import NotTextError, decode
from clauses.storage.limites import MEGABYTE, SourceError, read_limited
from clauses.storage.textes_yaml import YamlError, parse_yaml

Read = TypeVar("Read", bound=Correspondance)

LARGEST_FILE = MEGABYTE


def correspondance_path(path: Path) -> Path:
    """Default path of the correspondance of a file: ``suivi.csv.yml``, otherwise ``suivi.yml``."""
    beside = path.with_name(f"{path.name}.yml")
    return beside if beside.exists() else path.with_suffix(".yml")


def read_correspondance_file(
    path: Path,
    read: Callable[[object, Mapping[Place, int], str], tuple[Read, list[Issue]]],
    check: Callable[[Read, Sequence[Issue]], Sequence[Issue]],
) -> Read:
    """Read a correspondance and check what it means.

    Parameters
    ----------
    read : builds it from plain values, and returns issues of form
    check : returns all its issues, given those already found

    Raises
    ------
    SourceError
        Names each line at fault.
    """
    file = path.as_posix()
    try:
        document, lines = parse_yaml(decode(read_limited(path, LARGEST_FILE)).content)
    except NotTextError as error:
        raise SourceError(issue("E-FIC-11", file, raison=error.nature)) from error
    except YamlError as error:
        raise SourceError(issue(error.code, file, error.line, error.params.get("cle"), **error.params)) from error
    found, wrong = read(document, lines, file)
    issues = check(found, wrong)
    if issues:
        raise SourceError(*issues)
    return found
