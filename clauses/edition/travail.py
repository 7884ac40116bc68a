"""Travail: a table being updated, in the page or in a file, with the table it was made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from clauses.domain.cellules import whole
from clauses.domain.changements import cle, completed, joined, lignes
from clauses.domain.issues import Issue
from clauses.domain.regles.contexte import Contexte
from clauses.domain.reparations import repair
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.donnees import Moment, load_table
from clauses.edition.noms import with_codes
from clauses.rendu.modeles import build_classeur, build_modele, choix_for
from clauses.storage.ecriture import render_table
from clauses.storage.editions.depot import list_manifestes, sha256
from clauses.storage.envois import Envoi as Envoi
from clauses.storage.envois import read_envoi
from clauses.storage.tables import TABLES

Rows = Sequence[Mapping[str, str]]

MANQUE = "E-VAL-01"
"""Code of a required cell that is empty."""


@dataclass(frozen=True, eq=False)
class Travail:
    """A table as edited.

    Attributes
    ----------
    table : its rows
    base : the table it was made from
    numero : the edition that was shown then; ``None`` before the first
    le : when it was last changed; ``None`` for one that was not kept
    is_base_connue : whether the base is known for certain, rather than taken to be the table shown
    is_base_perdue : whether it was made from a table that is not known any more: one edited by hand, never published
    derniere : last line of the file, when it is a part of the table: the rows after it are as they were
    """

    table: Table
    base: Table
    numero: int | None
    le: datetime | None = None
    is_base_connue: bool = True
    is_base_perdue: bool = False
    derniere: int | None = None

    @cached_property
    def empreinte(self) -> str:
        """Equal for the same rows, read in the same way, made from the same base."""
        read = f"{self.table.file} {self.table.lines} {self.table.issues} {sorted(self.table.absent)}"
        rows = (render_table(table.schema, lignes(table)) for table in (self.table, self.base))
        return sha256(b"\n".join((read.encode(), *rows))) or ""

    def find_blanks(self, issues: Iterable[Issue]) -> frozenset[tuple[int, str]]:
        """Cells by line and column that a new row must have and that nobody has filled yet: not faults so far."""
        key = cle(self.table.schema)
        known = set(self.base.columns[key])
        new = {line for line, name in self.table.records(key) if name not in known}
        missing = ((each.line, each.column) for each in issues if each.code == MANQUE)
        return frozenset((line, column) for line, column in missing if line and column and line in new)


def start(moment: Moment, nom: str) -> Travail:
    """The table shown, nothing changed yet."""
    table = load_table(moment, nom)
    return Travail(table_of_rows(lignes(table), table.schema), table, moment.instantane.numero)


def table_of_rows(rows: Rows, schema: Schema) -> Table:
    """Rows typed by hand as a table: cells trimmed, numbers in the form of the project, lines counted from 2."""
    cells = {
        field.name: [field.canonical(whole(row.get(field.name, "")).strip()) for row in rows] for field in schema.fields
    }
    return Table(
        schema, pd.DataFrame(cells, columns=list(schema.names), dtype="str"), tuple(range(2, len(rows) + 2)),
        f"{schema.name}.csv",
    )  # fmt: skip


def read_fichier(
    moment: Moment,
    nom: str,
    content: bytes,
    file: str,
    feuille: str = "",
    edition: int | None = None,
    *,
    partiel: bool = False,
) -> tuple[Envoi, Travail]:
    """Uploaded file of a table, as work; its defects, and what was repaired in it, are issues of its table.

    Parameters
    ----------
    file : name shown in issues
    feuille : sheet of a workbook; the first one by default
    edition : edition it was made from, when the person says so; a workbook of ours says it itself
    partiel : whether the file is a part of the table, the other rows of which stay as they are
    """
    envoi = read_envoi(
        content, moment.schemas[nom], file, feuille, choix_de(moment, nom), [moment.schemas[each] for each in TABLES]
    )
    numero, base = moment.instantane.numero, moment.tables[nom]
    known = None
    if edition is not None:
        numero, known = edition, moment.table_of(nom, edition)
    elif envoi.base is not None:
        known = find_base(moment, nom, envoi.base)
        numero = envoi.edition if known is not None else numero
    lost = known is None and envoi.base is not None
    base = base if known is None else known
    repaired = repair(envoi.table, base, Contexte({}, moment.territoires)) if len(envoi.table) else envoi.table
    table = completed(with_codes(repaired, moment), base, partiel=partiel)
    last = max(table.lines, default=1) if partiel else None
    table = joined(table, base) if partiel else table
    return envoi, Travail(table, base, numero, None, known is not None, lost, last)


def find_base(moment: Moment, nom: str, base: str) -> Table | None:
    """The table with this hash: the one shown, or that of an edition; ``None`` when it is not known."""
    if base == moment.base(nom):
        return moment.tables[nom]
    for manifeste in list_manifestes(moment.folder):
        if manifeste.fichiers.get(f"{nom}.csv") == base:
            found = moment.table_or_none(nom, manifeste.numero)
            # The same table may be whole in another edition.
            if found is not None:
                return found
    return None


def classeur(moment: Moment, nom: str) -> bytes:
    """The table shown as a workbook with lists to choose from, ready to edit and to send back."""
    return build_classeur(
        moment.tables[nom],
        base=moment.base(nom),
        choix=choix_de(moment, nom),
        edition=moment.instantane.numero,
        territoires=moment.territoires,
    )


def modele(moment: Moment, nom: str) -> bytes:
    """An empty workbook of a table."""
    return build_modele(moment.schemas[nom], choix_de(moment, nom), moment.territoires)


def choix_de(moment: Moment, nom: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Values and labels of the columns of a table that take some."""
    typologies = moment.tables["typologies"]
    labels = dict(zip(typologies.columns["code"], typologies.columns["libelle"], strict=True))
    return choix_for(moment.schemas[nom], labels)
