"""Names of territories that somebody typed or brought, written as the codes that tables hold."""

from dataclasses import replace

from clauses.domain.issues import issue
from clauses.domain.noms import Noms
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.table import Table
from clauses.domain.territoires import COMMUNE
from clauses.donnees import Moment


def with_codes(table: Table, moment: Moment) -> Table:
    """The table, each perimeter or commune given by its name as its code; said once for a column.

    What is not understood stays as it is: the rules say so, line by line.
    """
    frame, issues = table.frame, list(table.issues)
    for field in table.schema.fields:
        if field.separateur or field.controle not in ("perimetre", "commune"):
            continue
        read = {
            value: _written(value, field.controle, moment.noms)
            for value in dict.fromkeys(table.columns[field.name])
            if value and not _is_code(value, field.controle, moment)
        }
        meant = {value: code for value, code in read.items() if code}
        if not meant:
            continue
        first = next(rank for rank, value in enumerate(table.columns[field.name]) if value in meant)
        value = table.columns[field.name][first]
        changed = sum(each in meant for each in table.columns[field.name])
        frame = frame.assign(**{field.name: frame[field.name].replace(meant)})
        issues.append(
            issue("A-COL-21", table.file, table.lines[first], field.name, nombre=changed, valeur=value, lu=meant[value])
        )
    return table if frame is table.frame else replace(table, frame=frame, issues=tuple(issues))


def _is_code(value: str, controle: str, moment: Moment) -> bool:
    """True if a cell is written as tables hold it, right or wrong."""
    if controle == "commune":
        return value in moment.territoires.positions
    try:
        return bool(parse(value))
    except PerimetreError:
        return False


def _written(value: str, controle: str, noms: Noms) -> str:
    if controle == "commune":
        found = noms.find(value)
        return found.code if found and found.level == COMMUNE and not value.isdecimal() else ""
    return noms.write(value) or ""
