"""Texts of a moment as a table: pages of the program, those that the team wrote in their place, notes of the map."""

from collections.abc import Mapping

import pandas as pd

from clauses.domain.contenus.textes import FICHIER, NOTES, SCHEMA, TEXTE, TEXTES, plain
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.donnees.cache import kept
from clauses.donnees.lecture import load_moment
from clauses.donnees.moment import Moment
from clauses.storage.contenus import contents_dir, contents_source, list_pages, read_page
from clauses.storage.decode import NotTextError, decode
from clauses.storage.editions.depot import EditionInconnueError
from clauses.storage.files import Source
from clauses.storage.limites import SourceError
from clauses.storage.textes import is_page


def load_table(moment: Moment, nom: str) -> Table:
    """A table that the team edits, the texts included."""
    return load_textes(moment) if nom == TEXTES else moment.tables[nom]


def schema_of(moment: Moment, nom: str) -> Schema:
    """Its schema."""
    return SCHEMA if nom == TEXTES else moment.schemas[nom]


def load_textes(moment: Moment) -> Table:
    """Every page by its name, as this moment shows it."""
    return _load_textes(moment, contents_source(contents_dir()))


def load_publies(moment: Moment) -> Table:
    """Every page as the last edition has it; as the atlas shows it, when that edition is damaged."""
    numero = moment.instantane.numero
    if numero is None or not any(name.endswith(".md") for name in moment.modifies):
        return load_textes(moment)
    try:
        return load_textes(load_moment(numero, moment.folder))
    except EditionInconnueError:
        return load_textes(moment)


def load_livres() -> Mapping[str, str]:
    """Pages of the program by name, whatever the team wrote."""
    return _load_livres(contents_source(contents_dir()))


def table_of_textes(pages: Mapping[str, str]) -> Table:
    """The table of these pages, in the order of their names."""
    names = sorted(pages)
    cells = {FICHIER: names, TEXTE: [pages[name] for name in names]}
    return Table(SCHEMA, pd.DataFrame(cells, dtype="str"), tuple(range(2, len(names) + 2)), TEXTES)


@kept(4)
def _load_textes(moment: Moment, livres: Source) -> Table:
    pages = list_pages(livres.folder, moment.instantane.textes)
    notes = (moment.instantane.contents[NOTES] or b"").decode("utf-8", errors="replace")
    return table_of_textes({**_read(pages), NOTES: plain(notes)})


@kept(2)
def _load_livres(livres: Source) -> dict[str, str]:
    return _read(list_pages(livres.folder))


def _read(pages: Mapping) -> dict[str, str]:
    """Words of the pages that can be read."""
    found = {}
    for name, page in pages.items():
        try:
            content = read_page(page, name) if is_page(name) else b""
            found[name] = plain(decode(content).content)
        except (SourceError, NotTextError):
            continue
    return {name: text for name, text in found.items() if text}
