"""Reparations: what a spreadsheet did to a cell, put right when what it meant is certain, and said once for a column.

A cell that says what is published is left as it is: nothing changes that nobody changed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from clauses.domain.changements import cle, lignes, par_cle
from clauses.domain.issues import Issue, issue
from clauses.domain.regles import contacts
from clauses.domain.regles.codes import is_siret
from clauses.domain.regles.contexte import Contexte
from clauses.domain.schema import Field
from clauses.domain.table import Table
from clauses.domain.territoires import COMMUNE, DEPARTEMENT

ZERO, TELEPHONE, ESPACES, ARRONDI, POURCENT = "A-COL-23", "A-COL-24", "A-COL-25", "A-COL-26", "A-COL-27"
"""Kinds of repairs: the codes of the issues that say them."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile("[ \t\u00a0\u202f]{2,}")
_APART = re.compile("[\\s.\u00a0\u202f-]")
_PADDED = re.compile(rf"\b({DEPARTEMENT}|{COMMUNE})(\s*:\s*)([0-9]+)\b")
_PERCENT = re.compile(r"(.*\d)\s*%")
_SCIENTIFIC = re.compile(r"([0-9](?:[.,][0-9]+)?)E\+?([0-9]{1,2})", re.IGNORECASE)
_ROUNDED = re.compile(r"([0-9]+?)(0{3,})")


class Reparation(NamedTuple):
    """A repaired cell: the kind of the repair, the new value."""

    code: str
    valeur: str


def repair_value(field: Field, value: str, contexte: Contexte) -> Reparation | None:
    """What a cell certainly means; ``None`` when it may stay as it is, or when only a person can tell.

    >>> repair_value(Field("t", "", "", controle="telephone"), "561000000", Contexte({}))
    Reparation(code='A-COL-23', valeur='05 61 00 00 00')
    >>> repair_value(Field("nom", "", ""), "Maison  de l\u200b'emploi", Contexte({})).valeur
    "Maison de l'emploi"
    """
    if field.is_numeric:
        return _percent(field, value)
    clean = _SPACES.sub(" ", _INVISIBLE.sub("", value)).strip()
    repair = _BY_CONTROLE.get(field.controle)
    found = repair(field, clean, contexte) if repair and clean else None
    if found and found.valeur != clean:
        return found
    return None if clean == value else Reparation(ESPACES, clean)


def repair(table: Table, base: Table, contexte: Contexte) -> Table:
    """The table with what is certain repaired, each kind said once for a column.

    Parameters
    ----------
    base : the table that it was made from: the SIRET that a spreadsheet rounded is there, and what did not change
    """
    rows = lignes(base)
    known = par_cle(rows, base.schema)
    keys = table.columns[cle(table.schema)]
    before = [rows[known[key]] if key in known else {} for key in keys]
    cells: dict[str, pd.Series] = {}
    told: list[Issue] = []
    for field in table.schema.fields:
        if field.name in table.absent:
            continue
        column = _Colonne(field, contexte)
        values = [column.repaired(value, row) for value, row in zip(table.columns[field.name], before, strict=True)]
        if column.changed:
            cells[field.name] = pd.Series(values, index=table.frame.index, dtype="str")
            told += column.issues(table)
    return replace(table, frame=table.frame.assign(**cells), issues=(*table.issues, *told)) if cells else table


class _Colonne:
    """Repairs of one column."""

    def __init__(self, field: Field, contexte: Contexte) -> None:
        self.field, self.contexte = field, contexte
        self.changed: list[tuple[str, int, str, str]] = []
        """Kind, rank, old value, new value."""
        self._known: dict[str, Reparation | None] = {}
        self._rank = -1

    def repaired(self, value: str, before: Mapping[str, str]) -> str:
        """The next cell of the column; ``before`` is the row published."""
        self._rank += 1
        published = before.get(self.field.name, "")
        if not value or value == published:
            return value
        found = self._repair(value)
        if self.field.controle == "siret" and published and is_rounded(value, published):
            found = Reparation(ARRONDI, published)
        if not found:
            return value
        same = self._repair(published)
        if found.valeur == (same.valeur if same else published):
            # Written otherwise, it is what is published: that stays as it is.
            found = Reparation(found.code, published)
        self.changed.append((found.code, self._rank, value, found.valeur))
        return found.valeur

    def issues(self, table: Table) -> list[Issue]:
        kinds: dict[str, list[tuple[str, int, str, str]]] = {}
        for each in self.changed:
            kinds.setdefault(each[0], []).append(each)
        return [
            issue(code, table.file, table.lines[rank], self.field.name, nombre=len(cells), valeur=old, lu=new)
            for code, cells in kinds.items()
            for _, rank, old, new in cells[:1]
        ]

    def _repair(self, value: str) -> Reparation | None:
        if value not in self._known:
            self._known[value] = repair_value(self.field, value, self.contexte) if value else None
        return self._known[value]


def is_rounded(value: str, siret: str) -> bool:
    """True if a spreadsheet made this of a SIRET.

    >>> is_rounded("3,98254E+13", "39825413000012"), is_rounded("39825400000000", "39825413000012")
    (True, True)
    >>> is_rounded("3,98254E+13", "39826413000012"), is_rounded("39825413000012", "39825413000012")
    (False, False)
    """
    scientific, rounded = _SCIENTIFIC.fullmatch(value), _ROUNDED.fullmatch(value)
    if scientific:
        figures = len(scientific[1].replace(",", "").replace(".", ""))
    elif rounded and len(value) == len(siret) and not is_siret(value):
        figures = len(rounded[1])
    else:
        return False
    return siret.isdigit() and Decimal(f"{Decimal(siret):.{figures - 1}E}") == Decimal(value.replace(",", "."))


def _percent(field: Field, value: str) -> Reparation | None:
    """« 42 % » in a column of percentages."""
    found = _PERCENT.fullmatch(value)
    return Reparation(POURCENT, field.canonical(found[1])) if found and field.maximum == 100 else None


def _telephone(_field: Field, value: str, _contexte: Contexte) -> Reparation | None:
    pairs = contacts.in_pairs(value)
    return (
        Reparation(ZERO if not value.lstrip("( ").startswith(("0", "+", "33")) else TELEPHONE, pairs) if pairs else None
    )


def _siret(_field: Field, value: str, _contexte: Contexte) -> Reparation | None:
    digits = _APART.sub("", value)
    if not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) == 14 and is_siret(digits):
        return Reparation(ESPACES, digits)
    return Reparation(ZERO, f"0{digits}") if len(digits) == 13 and is_siret(f"0{digits}") else None


def _communes(field: Field, value: str, contexte: Contexte) -> Reparation | None:
    """Codes of communes that lost their zero."""
    if contexte.territoires is None:
        return None
    read = [_commune(item, contexte) for item in field.items(value)]
    if not all(read):
        return None
    code = next((each.code for each in read if each and each.code != ESPACES), ESPACES)
    return Reparation(code, field.separateur.join(each.valeur for each in read if each))


def _commune(item: str, contexte: Contexte) -> Reparation | None:
    assert contexte.territoires is not None
    known = contexte.territoires.positions
    return next(
        (Reparation(code, meant) for code, meant in ((ESPACES, item), (ZERO, f"0{item}")) if meant in known), None
    )


def _perimetre(_field: Field, value: str, contexte: Contexte) -> Reparation | None:
    """The zero that codes of communes and départements lost."""
    if contexte.territoires is None:
        return None
    known = contexte.territoires.members

    def padded(found: re.Match[str]) -> str:
        level, colon, code = found.groups()
        return f"{level}{colon}0{code}" if (level, code) not in known and (level, f"0{code}") in known else found[0]

    return Reparation(ZERO, _PADDED.sub(padded, value))


_BY_CONTROLE: Mapping[str, Callable[[Field, str, Contexte], Reparation | None]] = {
    "telephone": _telephone,
    "siret": _siret,
    "commune": _communes,
    "perimetre": _perimetre,
}
