"""Read the editorial contents: Markdown files with YAML front matter, and the glossary.

Pages of the team are read over those of the program. A file that cannot be read becomes an :class:`Issue`; the others
still show.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from clauses.domain.contenus import Contenus, Texte
from clauses.domain.contenus.champs import split_page
from clauses.domain.contenus.glossaire import build_glossaire
from clauses.domain.contenus.pages import build_outil, build_page, build_retour
from clauses.domain.contenus.presentation import Histoire, build_etape, build_histoire
from clauses.domain.issues import ERREUR, Issue, issue
from clauses.storage.decode import NotTextError, decode
from clauses.storage.files import Source, stamp
from clauses.storage.limites import MEGABYTE, SourceError, read_limited, too_large
from clauses.storage.textes import PLACES
from clauses.storage.textes_yaml import YamlError, parse_yaml

Built = TypeVar("Built")
Pages = Mapping[str, Path | bytes]
"""Pages by name, each with where it is, or its bytes."""

NO_TEXTES: Mapping[str, bytes] = MappingProxyType({})

CONTENTS_VARIABLE = "CLAUSES_CONTENUS"
SHIPPED_CONTENTS = Path(__file__).resolve().parents[2] / "content"
RETOURS, OUTILS, DONNEES = "retours", "outils", "donnees"
CONCLUSIONS = "conclusions"
PRESENTATION, HISTOIRE = "presentation", "histoire"
GLOSSAIRE = "glossaire.md"

_NUMBER = re.compile(r"^\d+-")


class TeteError(ValueError):
    """The front matter of a file cannot be read; ``issue`` gives the reason."""

    def __init__(self, found: Issue) -> None:
        self.issue = found
        super().__init__(found.message)


def contents_dir() -> Path:
    """Folder of the contents: the environment variable ``CLAUSES_CONTENUS``, otherwise ``content/`` of the project."""
    chosen = os.environ.get(CONTENTS_VARIABLE, "").strip()
    return Path(chosen).expanduser().resolve() if chosen else SHIPPED_CONTENTS


def contents_source(folder: Path) -> Source:
    """The folder, with a text that changes as soon as a file comes, goes or changes.

    A screen asks for each block that it draws: the folders are listed without making a path of each file.
    """
    lines = [line for name in (RETOURS, OUTILS, DONNEES) for line in _states(f"{folder}/{name}")]
    lines += [line for each in _listed(f"{folder}/{PRESENTATION}") for line in _states(each.path)]
    glossaire = stamp(folder / GLOSSAIRE)
    return Source(
        folder, "\n".join([str(folder), f"{glossaire.mtime_ns} {glossaire.size} {glossaire.inode}", *sorted(lines)])
    )


def _states(folder: str) -> Iterator[str]:
    """State of each Markdown file of a folder."""
    for entry in _listed(folder):
        if entry.name.endswith(".md"):
            try:
                status = entry.stat()
            except OSError:
                # Gone meanwhile, or a link that leads nowhere.
                yield entry.path
            else:
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def list_pages(folder: Path, textes: Mapping[str, bytes] = NO_TEXTES) -> Pages:
    """Pages of a folder by name, those that the team wrote in their place; an empty one of theirs takes a page away."""
    found = (path for each in PLACES for path in folder.glob(each))
    pages: dict[str, Path | bytes] = {**{path.relative_to(folder).as_posix(): path for path in found}, **textes}
    return {name: pages[name] for name in sorted(pages) if name not in textes or textes[name].strip()}


def read_page(page: Path | bytes, file: str) -> bytes:
    """Bytes of a page; :class:`SourceError` when it is missing or too large."""
    if isinstance(page, Path):
        return read_limited(page, MEGABYTE, file)
    if len(page) > MEGABYTE:
        raise SourceError(too_large(len(page), MEGABYTE, file))
    return page


def read_contenus(folder: Path, textes: Mapping[str, bytes] = NO_TEXTES) -> Contenus:
    """Contents of a folder and of what the team wrote; files that cannot be read are among the issues."""
    return build_contenus(list_pages(folder, textes))


def build_contenus(pages: Pages) -> Contenus:
    """Contents that pages make."""
    issues: list[Issue] = []
    retours = _read_all(pages, RETOURS, build_retour, issues)
    outils = _read_all(pages, OUTILS, build_outil, issues)
    rubriques = _read_all(pages, DONNEES, build_page, issues)
    conclusions = _read(pages, f"{RETOURS}/{CONCLUSIONS}.md", build_page, issues)
    glossaire = _read(pages, GLOSSAIRE, build_glossaire, issues) or ()
    histoires = _read_histoires(pages, issues)
    return Contenus(retours, conclusions, outils, rubriques, glossaire, histoires, tuple(issues))


def _read_histoires(pages: Pages, issues: list[Issue]) -> tuple[Histoire, ...]:
    """Stories, one per folder; one without a step is none."""
    first: dict[str, str] = {}
    found = []
    folders = {PurePosixPath(name).parent.as_posix() for name in pages if name.startswith(f"{PRESENTATION}/")}
    for place in sorted(folders):
        slug = _slug(place)
        if first.setdefault(slug, place) != place:
            issues.append(issue("E-CON-04", place, slug=slug, premier=PurePosixPath(first[slug]).name))
            continue
        words = _read(pages, f"{place}/{HISTOIRE}.md", build_histoire, issues)
        histoire = words or Histoire(slug, slug.replace("-", " ").capitalize())
        etapes = _read_all(pages, place, build_etape, issues)
        if etapes:
            found.append(replace(histoire, slug=slug, etapes=etapes))
    return tuple(found)


def _read_all(
    pages: Pages, place: str, build: Callable[[Texte], tuple[Built, list[Issue]]], issues: list[Issue]
) -> tuple[Built, ...]:
    """Pages of a folder, each at its own address; what introduces or ends them is read apart."""
    first: dict[str, str] = {}
    found: list[Built | None] = []
    for name in pages:
        path, slug = PurePosixPath(name), _slug(name)
        if path.parent.as_posix() != place or path.stem in (CONCLUSIONS, HISTOIRE):
            continue
        if first.setdefault(slug, name) == name:
            found.append(_read(pages, name, build, issues))
        else:
            issues.append(issue("E-CON-04", name, slug=slug, premier=PurePosixPath(first[slug]).name))
    return tuple(built for built in found if built is not None)


def _slug(name: str) -> str:
    """Name of a page in its address: that of the file without its rank."""
    return _NUMBER.sub("", PurePosixPath(name).stem)


def _read(
    pages: Pages, name: str, build: Callable[[Texte], tuple[Built, list[Issue]]], issues: list[Issue]
) -> Built | None:
    """Parsed page; ``None`` when there is none, it cannot be read, or lacks a required key."""
    if name not in pages:
        return None
    try:
        texte = _read_text(pages[name], name)
    except TeteError as error:
        issues.append(error.issue)
        return None
    except SourceError as error:
        issues.extend(error.issues)
        return None
    built, wrong = build(texte)
    issues.extend(wrong)
    broken = any(each.severity == ERREUR and each.code == "E-COL-12" for each in wrong)
    return None if broken else built


def open_page(text: str) -> tuple[dict[str, object] | None, str]:
    """Values of the head of a page and its body; no values, and all of it, when its head cannot be read."""
    head, body, _ = split_page(text)
    try:
        values, _ = parse_yaml(head)
    except YamlError:
        return None, text
    return (
        ({str(key): value for key, value in values.items()}, body.strip()) if isinstance(values, dict) else (None, text)
    )


def _read_text(page: Path | bytes, file: str) -> Texte:
    try:
        text = decode(read_page(page, file)).content
    except NotTextError as error:
        raise TeteError(issue("E-FIC-03", file, nature=error.nature)) from error
    head, body, first = split_page(text)
    try:
        values, lines = parse_yaml(head)
    except YamlError as error:
        line = None if error.line is None else error.line + first
        if error.code == "E-FIC-11":
            raise TeteError(issue("E-CON-01", file, line, **error.params)) from error
        raise TeteError(issue(error.code, file, line, error.params.get("cle"), **error.params)) from error
    if not isinstance(values, dict):
        raise TeteError(issue("E-CON-01", file, 1, raison="des clés suivies d’une valeur sont attendues"))
    return Texte(_slug(file), file, values, {place: line + first for place, line in lines.items()}, body)
