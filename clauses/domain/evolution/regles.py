"""Rules on a change of the tables, compared with their state before.

Small functions, listed at the end. None blocks a publication; those of :data:`A_CONFIRMER` ask for an explicit yes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from clauses.domain.changements import Disparition, Row, cle, lignes, nom_de
from clauses.domain.evolution.bornes import FEWEST_GONE, MOST, MOST_GONE
from clauses.domain.evolution.contexte import Evolution
from clauses.domain.issues import Issue, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import DEPARTEMENT, Territoires
from clauses.domain.typographie import NARROW, NO_BREAK
from clauses.domain.validation import capped

Regle = Callable[[Evolution], Iterable[Issue]]

A_CONFIRMER = frozenset({"A-EVO-01", "A-EVO-03", "A-EVO-06"})
"""Codes that need an explicit confirmation: a perimeter lost, coverage that shrinks, many rows taken away."""

JUMP = 10
"""Ratio from which a figure is suspected of a zero or a decimal point too many."""

NOT_FIGURES = frozenset({"ordre", "lon", "lat"})
"""Numbers that measure nothing."""

_NAMED = 5
_YEAR = re.compile("[0-9]{4}")


def validate_evolution(
    before: Mapping[str, Table], after: Mapping[str, Table], territoires: Territoires | None
) -> list[Issue]:
    """The issues of a change, by rule then in the order of the rows; as in a validation, the first ones of each rule.

    Parameters
    ----------
    before, after : tables by name; only those in both are compared
    territoires : needed to judge the coverage; ``None``: not judged

    Returns
    -------
    list of Issue
        File and line are those of ``after``; an issue about removed rows has no line and gives their name.
    """
    evolution = Evolution(before, after, territoires)
    return [found for regle in REGLES for found in capped(regle(evolution))]


def perimetre_perdu(evolution: Evolution) -> Iterator[Issue]:
    """A guichet leaves the map when its perimeter is emptied."""
    for line, nom, old, new in _perimetres(evolution):
        if old and not new:
            yield issue("A-EVO-01", evolution.apres["guichets"].file, line, "perimetre", nom=nom, ancien=old)


def perimetre_reduit(evolution: Evolution) -> Iterator[Issue]:
    """A guichet loses more than half of its communes."""
    for line, nom, old, new in _perimetres(evolution):
        before, after = (evolution.contexte.positions(expression) for expression in (old, new))
        lost = len(np.setdiff1d(before, after))
        # One that cannot be read, or holds nothing, has an issue of its own.
        if len(after) and lost > MOST * len(before):
            file, params = evolution.apres["guichets"].file, {"perdues": _figure(lost), "total": _figure(len(before))}
            yield issue("A-EVO-08", file, line, "perimetre", nom=nom, **params)


def avere_perdu(evolution: Evolution) -> Iterator[Issue]:
    """A proven guichet becomes unproven."""
    for line, nom, old, new in _modified(evolution, "guichets", "statut"):
        if (old, new) == ("avere", "a_confirmer"):
            yield issue("A-EVO-02", evolution.apres["guichets"].file, line, "statut", nom=nom)


def couverture_reduite(evolution: Evolution) -> Iterator[Issue]:
    """Communes where a proven general guichet answered, and where none does now: one issue for all."""
    territoires = evolution.territoires
    before, after = (tables.get("guichets") for tables in (evolution.avant, evolution.apres))
    if territoires is None or before is None or after is None or before is after or after.is_incomplete:
        return
    lost = evolution.couvertes(evolution.avant) & ~evolution.couvertes(evolution.apres)
    if lost.any():
        yield issue(
            "A-EVO-03", evolution.apres["guichets"].file,
            communes=_figure(int(lost.sum())),
            habitants=_figure(territoires.population(np.flatnonzero(lost))),
            departements=tuple(_by_departement(lost, territoires)),
        )  # fmt: skip


def chiffre_decuple(evolution: Evolution) -> Iterator[Issue]:
    """A figure of a row that is ten times what it was, or a tenth of it."""
    for name, changements in evolution.changements.items():
        table = evolution.apres[name]
        for each in changements.modifications:
            for column in _figures(table.schema):
                old, new = each.champs.get(column, ("", ""))
                sens = _jump(old, new)
                if sens:
                    yield issue("A-EVO-04", table.file, each.line, column, ancien=old, valeur=new, sens=sens)


def chiffre_loin_du_precedent(evolution: Evolution) -> Iterator[Issue]:
    """A new comparable figure that is ten times the latest earlier one of its territory, or a tenth of it."""
    if "heures" not in evolution.changements:
        return
    table = evolution.apres["heures"]
    key = cle(table.schema)
    known = set(evolution.avant["heures"].columns[key])
    series: dict[str, list[tuple[str, int, dict[str, str]]]] = {}
    for line, row in zip(table.lines, lignes(table), strict=True):
        place = str(evolution.contexte.perimetre(row["territoire"]))
        if place and row["comparable"] == "oui" and _YEAR.fullmatch(row["annee"]):
            series.setdefault(place, []).append((row["annee"], line, row))
    for serie in series.values():
        latest: dict[str, tuple[str, str]] = {}
        waiting: dict[str, tuple[str, str]] = {}
        for annee, line, row in sorted(serie, key=lambda each: (int(each[0]), each[1])):
            # Figures of one year are not compared with each other.
            latest |= {column: each for column, each in waiting.items() if each[0] != annee}
            for column in _figures(table.schema):
                earlier, old = latest.get(column, ("", ""))
                sens = "" if row[key] in known else _jump(old, row[column])
                if sens:
                    params = {"valeur": row[column], "annee": earlier, "ancien": old, "sens": sens}
                    yield issue("A-EVO-05", table.file, line, column, **params)
                if _number(row[column]):
                    waiting[column] = annee, row[column]


def lignes_disparues(evolution: Evolution) -> Iterator[Issue]:
    """More than a fifth of the rows of a table, and at least three, are taken away."""
    for name, changements in evolution.changements.items():
        total, gone = len(evolution.avant[name]), changements.retraits
        if len(gone) >= FEWEST_GONE and len(gone) > MOST_GONE * total:
            names = tuple(each.nom or each.id or "—" for each in gone[:_NAMED])
            file = evolution.apres[name].file
            yield issue("A-EVO-06", file, nombre=_figure(len(gone)), total=_figure(total), noms=names)


def identifiant_change(evolution: Evolution) -> Iterator[Issue]:
    """A key disappears while another appears with the same name: the old one was probably to be kept."""
    for name in evolution.changements:
        table = evolution.apres[name]
        for line, row, old in _renommees(evolution, name):
            params = {"nom": nom_de(row, table.schema), "ancien": old.id, "suggestion": old.id}
            yield issue("A-EVO-07", table.file, line, cle(table.schema), **params)


def colonne_videe(evolution: Evolution) -> Iterator[Issue]:
    """A column loses more than half of its filled cells, and at least three, in rows that stay."""
    for name, changements in evolution.changements.items():
        lost = Counter(
            column
            for each in changements.modifications
            for column, (old, new) in each.champs.items()
            if old and not new
        )
        for column, count in lost.items():
            filled = sum(map(bool, evolution.avant[name].columns[column]))
            if count >= FEWEST_GONE and count > MOST * filled:
                params = {"nombre": _figure(count), "total": _figure(filled)}
                yield issue("A-EVO-09", evolution.apres[name].file, None, column, **params)


REGLES: tuple[Regle, ...] = (
    perimetre_perdu,
    avere_perdu,
    couverture_reduite,
    chiffre_decuple,
    chiffre_loin_du_precedent,
    lignes_disparues,
    identifiant_change,
    perimetre_reduit,
    colonne_videe,
)


def _perimetres(evolution: Evolution) -> Iterator[tuple[int, str, str, str]]:
    """Line, name, old and new perimeter of the guichets whose perimeter changes, whether they keep their key or not."""
    yield from _modified(evolution, "guichets", "perimetre")
    for line, row, old in _renommees(evolution, "guichets"):
        if not evolution.apres["guichets"].absent & {"perimetre"}:
            yield line, old.nom, old.cellules.get("perimetre", ""), row["perimetre"]


def _renommees(evolution: Evolution, name: str) -> Iterator[tuple[int, Row, Disparition]]:
    """Line and cells of the rows that look like one that disappears, by their name, with another key; and that one."""
    changements = evolution.changements.get(name)
    if changements is None or not changements.retraits:
        return
    table = evolution.apres[name]
    key = cle(table.schema)
    gone: dict[str, list[Disparition]] = {}
    kept, known = set(table.columns[key]), set(evolution.avant[name].columns[key])
    for each in reversed(changements.retraits):
        if each.id and each.id not in kept:
            gone.setdefault(each.nom, []).append(each)
    for line, row in zip(table.lines, lignes(table), strict=True) if gone else ():
        same = gone.get(nom_de(row, table.schema))
        if same and row[key] and row[key] not in known:
            yield line, row, same.pop()


def _modified(evolution: Evolution, table: str, column: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, name, old and new value of the rows of a table that change in a column."""
    changements = evolution.changements.get(table)
    for each in changements.modifications if changements else ():
        if column in each.champs:
            yield each.line, each.nom or each.id, *each.champs[column]


def _figures(schema: Schema) -> list[str]:
    """Columns that measure something: numbers, but years."""
    return [
        each.name for each in schema.fields if each.is_numeric and each.type != "year" and each.name not in NOT_FIGURES
    ]


def _jump(old: str, new: str) -> str:
    """« plus » or « moins » when a figure is ten times another or a tenth of it; empty if one of them is zero.

    >>> _jump("12", "120"), _jump("120", "12"), _jump("12", "119"), _jump("0", "10"), _jump("", "x")
    ('plus', 'moins', '', '', '')
    """
    before, after = _number(old), _number(new)
    if before <= 0 or after <= 0:
        return ""
    if after >= JUMP * before:
        return "plus"
    return "moins" if before >= JUMP * after else ""


def _number(text: str) -> float:
    """The number written, zero for anything else."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def _by_departement(lost: np.ndarray, territoires: Territoires) -> Iterator[str]:
    """« Hérault 12 (34 000 hab.) », the most inhabitants first."""
    found = []
    for each in territoires.all(DEPARTEMENT):
        members = territoires.of(each)
        chosen = members[lost[members]]
        if len(chosen):
            found.append((-territoires.population(chosen), territoires.nom(each), len(chosen)))
    for population, nom, communes in sorted(found):
        yield f"{nom} {_figure(communes)} ({_figure(-population)}{NO_BREAK}hab.)"


def _figure(value: int) -> str:
    """A whole number as it is written in French."""
    return f"{value:,}".replace(",", NARROW)
