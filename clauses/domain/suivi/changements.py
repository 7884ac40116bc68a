"""Diff of the figures of a follow-up file against ``heures.csv``."""

from collections.abc import Sequence

from clauses.domain.changements import Changements, Disparition, Modification, is_same
from clauses.domain.imports.catalogue import COMPTES
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.issues import Issue
from clauses.domain.recherche import normalise
from clauses.domain.suivi.totaux import Total
from clauses.domain.table import Table


def compare(
    table: Table, totaux: Sequence[Total], correspondance: Correspondance, *, retire: bool = False
) -> Changements:
    """Compare figures with the rows of the table that have their identifiers.

    Only columns given by the file or the correspondance are compared: a remark added by hand to a row stays.

    Parameters
    ----------
    retire : whether figures of the same source that are not in the file any more are taken away
    """
    existing = {name: rank for rank, name in enumerate(table.columns["id"])}
    made: dict[str, Total] = {}
    added: list[dict[str, str]] = []
    modified: list[Modification] = []
    same: list[str] = []
    issues: list[Issue] = []
    for total in totaux:
        row = _row(total, table, correspondance)
        name = row["id"]
        first = made.setdefault(name, total)
        if first is not total:
            places = {"premier": _label(first), "second": _label(total)}
            issues.append(correspondance.issue("E-LIG-19", "identifiant", valeur=name, **places))
        elif name not in existing:
            libelle = {"libelle": total.nom} | row
            added.append({column: libelle[column] for column in table.schema.names if libelle.get(column)})
        else:
            old = {column: table.columns[column][existing[name]] for column in table.schema.names}
            champs = {
                column: (old[column], row[column])
                for column in table.schema.names
                if column in row and not is_same(old[column], row[column], table.schema.by_name[column])
            }
            if {"territoire", "annee"} & champs.keys():
                other = {"territoire": old["territoire"], "annee": old["annee"]}
                issues.append(correspondance.issue("E-LIG-20", "identifiant", valeur=name, **other))
            elif champs:
                modified.append(Modification(name, table.lines[existing[name]], champs))
            else:
                same.append(name)
    source, columns = correspondance.fixes.get("source", ""), table.columns
    gone = tuple(
        Disparition(name, table.lines[rank], columns["libelle"][rank])
        for name, rank in existing.items()
        if made and source and columns["source"][rank] == source and name not in made
    )
    return Changements(tuple(added), tuple(modified), tuple(same), tuple(issues), gone, retire)


def _row(total: Total, table: Table, correspondance: Correspondance) -> dict[str, str]:
    """The columns of ``heures.csv`` that the file and the correspondance give for a figure."""
    code = total.territoire.partition(":")[2] or total.territoire
    words = {"territoire": total.territoire, "nom": total.nom, "code": code, "annee": total.annee}
    row = {name: table.schema.by_name[name].canonical(value) for name, value in correspondance.fixes.items()}
    if "libelle" in row:
        row["libelle"] = row["libelle"].format(**words)
    counts = {"heures": total.heures}
    counts |= {column: getattr(total, column) for name, column in COMPTES.items() if name in correspondance.colonnes}
    row |= {column: "" if value is None else str(value) for column, value in counts.items()}
    if "qpv" in correspondance.colonnes:
        row["part_qpv"] = "" if total.part_qpv is None else str(total.part_qpv).removesuffix(".0")
    slug = normalise(correspondance.identifiant.format(**words)).replace(" ", "-")
    return row | {"id": slug, "territoire": total.territoire, "annee": str(total.annee)}


def _label(total: Total) -> str:
    return f"{total.territoire} {total.annee}"
