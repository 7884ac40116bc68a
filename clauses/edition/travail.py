"""Travail: a table being updated, in the page or in a file, with the table it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from clauses.domain.cellules import whole
from clauses.domain.changements import completed, lignes
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.edition.etat import Etat, find_base, table_of_edition
from clauses.rendu.modeles import build_classeur, build_modele, choix_for
from clauses.storage.ecriture import render_table
from clauses.storage.editions.depot import sha256
from clauses.storage.envois import Envoi, read_envoi

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class Travail:
    """A table as somebody wants it.

    Attributes
    ----------
    table : its rows
    base : the table it was made from
    numero : the edition that was shown then; ``None`` before the first
    le : when it was last changed; ``None`` for one that was not kept
    is_base_connue : whether the base is known for certain, rather than taken to be the table shown
    is_base_perdue : whether it was made from a table that is not known any more: one edited by hand, never published
    """

    table: Table
    base: Table
    numero: int | None
    le: datetime | None = None
    is_base_connue: bool = True
    is_base_perdue: bool = False

    @cached_property
    def empreinte(self) -> str:
        """Equal for the same rows, read in the same way, made from the same base."""
        read = f"{self.table.file} {self.table.lines} {self.table.issues} {sorted(self.table.absent)}"
        rows = (render_table(table.schema, lignes(table)) for table in (self.table, self.base))
        return sha256(b"\n".join((read.encode(), *rows))) or ""


def start(etat: Etat, nom: str) -> Travail:
    """The table shown, nothing changed yet."""
    table = etat.tables[nom]
    return Travail(table_of_rows(lignes(table), table.schema), table, etat.instantane.numero)


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
    etat: Etat, nom: str, content: bytes, file: str, feuille: str = "", edition: int | None = None
) -> tuple[Envoi, Travail]:
    """A file that somebody sends for a table, and the work it makes; what is wrong is an issue of its table.

    Parameters
    ----------
    file : name shown in issues
    feuille : sheet of a workbook; the first one by default
    edition : edition it was made from, when the person says so; a workbook of ours says it itself
    """
    envoi = read_envoi(content, etat.schemas[nom], file, feuille, _choix(etat, nom))
    numero, base = etat.instantane.numero, etat.tables[nom]
    known = None
    if edition is not None:
        numero, known = edition, table_of_edition(etat, nom, edition)
    elif envoi.base is not None:
        known = find_base(etat, nom, envoi.base)
        numero = envoi.edition if known is not None else numero
    lost = known is None and envoi.base is not None
    base = base if known is None else known
    return envoi, Travail(completed(envoi.table, base), base, numero, None, known is not None, lost)


def classeur(etat: Etat, nom: str) -> bytes:
    """The table shown as a workbook with lists to choose from, ready to edit and to send back."""
    return build_classeur(
        etat.tables[nom], base=etat.base(nom), choix=_choix(etat, nom), edition=etat.instantane.numero
    )  # fmt: skip


def modele(etat: Etat, nom: str) -> bytes:
    """An empty workbook of a table."""
    return build_modele(etat.schemas[nom], _choix(etat, nom))


def _choix(etat: Etat, nom: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    typologies = etat.tables["typologies"]
    labels = dict(zip(typologies.columns["code"], typologies.columns["libelle"], strict=True))
    return choix_for(etat.schemas[nom], labels)
