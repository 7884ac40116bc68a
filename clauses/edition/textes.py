"""Texts proposed: the files that publishing them writes, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping

from clauses.domain.contenus import Contenus
from clauses.domain.contenus.presentation import check_histoires
from clauses.domain.contenus.textes import FICHIER, NOTES, TEXTE, written
from clauses.domain.issues import Issue, issue
from clauses.domain.notes import parse_notes
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.table import Table
from clauses.donnees import Moment, load_livres, load_textes
from clauses.storage.contenus import build_contenus
from clauses.storage.contenus import open_page as open_page
from clauses.storage.textes import FOLDER, is_page

_BRACKETS = re.compile(r"\[([^\]]*:[^\]]*)\]")
"""A territory that could not be read, and was left in the words."""


def contenus_of(table: Table) -> Contenus:
    """Contents that the pages of a table make."""
    return build_contenus({name: written(text) for _, name, text in table.records(FICHIER, TEXTE) if is_page(name)})


def contenus_of_page(name: str, text: str) -> Contenus:
    """Contents that a page makes alone; what introduces a story is given a step, without which it does not show."""
    pages = {name: written(text)}
    if name.endswith("/histoire.md"):
        pages[name.replace("histoire.md", "01-etape.md")] = written('---\ntitre: "."\n---')
    return build_contenus(pages)


def files_of(moment: Moment, apres: Table) -> dict[str, bytes | None]:
    """Files of the data folder that change; a page as the program has it needs none.

    Raises
    ------
    ValueError
        For a name that is not that of a page.
    """
    livres, before, after = load_livres(), _pages(load_textes(moment)), _pages(apres)
    return {
        NOTES if name == NOTES else f"{FOLDER}/{name}": _content(name, after.get(name, ""), livres)
        for name in sorted(before | after)
        if before.get(name, "") != after.get(name, "")
    }


def check_textes(moment: Moment, table: Table) -> list[Issue]:
    """Issues of the pages, each with its file and its line; then what they name and the data do not know."""
    contenus = contenus_of(table)
    stories = check_histoires(contenus.histoires, moment.typologies, moment.territoires)
    return [*contenus.issues, *stories, *_notes(moment, _pages(table).get(NOTES, ""))]


def _content(name: str, text: str, livres: Mapping[str, str]) -> bytes | None:
    if name != NOTES and not is_page(name):
        raise ValueError(name)
    if text == livres.get(name, ""):
        return None
    return written(text) if text else None if name == NOTES else b""


def _pages(table: Table) -> dict[str, str]:
    return {name: text for _, name, text in table.records(FICHIER, TEXTE)}


def _notes(moment: Moment, text: str) -> Iterator[Issue]:
    """Notes about a territory that the region does not have: nobody would read them."""
    for number, line in enumerate(text.splitlines(), 1):
        for note in parse_notes(line):
            try:
                named = _BRACKETS.match(note.texte)
                (parse(named[1]) if named else note.perimetre).positions(moment.territoires)
            except PerimetreError as error:
                yield issue("A-CON-02", NOTES, number, raison=str(error))
