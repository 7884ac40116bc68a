"""Unfinished work: kept for each person, found again, never written over by another of their windows."""

from dataclasses import dataclass
from datetime import datetime

from clauses.domain.changements import lignes
from clauses.domain.evolution.fusion import PROPOSE, fusionner
from clauses.donnees import Moment, schema_of
from clauses.edition.travail import Travail, table_of_rows
from clauses.storage import horloge
from clauses.storage.brouillons import (
    BrouillonEnregistre,
    drop_brouillon,
    read_brouillon,
    read_empreinte,
    write_brouillon,
)
from clauses.storage.ecriture import ChangedFileError as ChangedFileError
from clauses.storage.ecriture import render_table
from clauses.storage.tables import parse_table


@dataclass(frozen=True, eq=False)
class Garde:
    """Stored draft of a person for a table: the work, ``None`` when there is none, and the hash of the file."""

    travail: Travail | None
    empreinte: str | None


def read_garde(moment: Moment, personne: str, nom: str) -> Garde:
    """Unfinished work of a person on a table; one that cannot be read is as if there was none."""
    found, empreinte = read_brouillon(moment.folder, personne, nom)
    if found is None:
        return Garde(None, empreinte)
    try:
        le = horloge.local(datetime.fromisoformat(found.le))
    except ValueError:
        return Garde(None, empreinte)
    schema, file = schema_of(moment, nom), f"{nom}.csv"
    base = parse_table(found.base.encode(), schema, file)
    rows = lignes(parse_table(found.lignes.encode(), schema, file))
    return Garde(Travail(table_of_rows(rows, schema), base, found.numero, le), empreinte)


def is_garde(moment: Moment, personne: str, nom: str, empreinte: str | None) -> bool:
    """True if the stored draft still has this hash (optimistic lock)."""
    return read_empreinte(moment.folder, personne, nom) == empreinte


def keep_garde(moment: Moment, personne: str, travail: Travail, maintenant: datetime, avant: str | None) -> str:
    """Write unfinished work in place of the file with the hash ``avant``; the new hash.

    Raises
    ------
    ChangedFileError
        When another window of the same person wrote meanwhile.
    OSError
        When the disk refuses.
    """
    schema = travail.table.schema
    base, rows = (render_table(schema, lignes(table)).decode() for table in (travail.base, travail.table))
    brouillon = BrouillonEnregistre(schema.name, travail.numero, base, rows, maintenant.isoformat(timespec="seconds"))
    return write_brouillon(moment.folder, personne, brouillon, avant)


def drop_garde(moment: Moment, personne: str, nom: str, empreinte: str | None) -> None:
    """Forget the work with this hash, not another. A disk that refuses keeps it: it will be offered again."""
    try:
        drop_brouillon(moment.folder, personne, nom, empreinte)
    except OSError:
        return


def reunir(ancetre: Travail, autre: Travail, mien: Travail) -> Travail:
    """Merge of the same draft edited in two windows; where both changed a cell, one's own value wins."""
    merged = fusionner(ancetre.table, autre.table, mien.table)
    choix = {(each.id, each.colonne): PROPOSE for each in merged.conflits}
    rows = fusionner(ancetre.table, autre.table, mien.table, choix).lignes
    return Travail(table_of_rows(rows, mien.table.schema), mien.base, mien.numero)
