"""Rules on what a change makes of the tables, judged against what was there before.

Small functions, listed at the end. None blocks a publication; those of :data:`A_CONFIRMER` ask for an explicit yes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from clauses.domain.changements import cle, lignes, nom_de
from clauses.domain.evolution.contexte import Evolution
from clauses.domain.issues import Issue, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import DEPARTEMENT, Territoires
from clauses.domain.validation import capped

Regle = Callable[[Evolution], Iterable[Issue]]

A_CONFIRMER = frozenset({"A-EVO-01", "A-EVO-03", "A-EVO-06"})
"""Codes that need an explicit confirmation: a perimeter lost, coverage that shrinks, many rows taken away."""

MOST_GONE, FEWEST_GONE = 0.2, 3
"""Share and number of the rows of a table beyond which taking them away may be an accident."""

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
        File and line are those of ``after``; what is about rows taken away has no line and says their name.
    """
    evolution = Evolution(before, after, territoires)
    return [found for regle in REGLES for found in capped(regle(evolution))]


def perimetre_perdu(evolution: Evolution) -> Iterator[Issue]:
    """A guichet leaves the map when its perimeter is emptied."""
    for line, nom, old, new in _modified(evolution, "guichets", "perimetre"):
        if old and not new:
            yield issue("A-EVO-01", evolution.apres["guichets"].file, line, "perimetre", nom=nom, ancien=old)


def avere_perdu(evolution: Evolution) -> Iterator[Issue]:
    """A proven guichet becomes unproven."""
    for line, nom, old, new in _modified(evolution, "guichets", "statut"):
        if (old, new) == ("avere", "a_confirmer"):
            yield issue("A-EVO-02", evolution.apres["guichets"].file, line, "statut", nom=nom)


def couverture_reduite(evolution: Evolution) -> Iterator[Issue]:
    """Communes where a proven general guichet answered, and where none does now: one issue for all."""
    territoires = evolution.territoires
    if territoires is None or "guichets" not in evolution.changements or evolution.apres["guichets"].absent:
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
    for name, changements in evolution.changements.items():
        table = evolution.apres[name]
        key = cle(table.schema)
        gone: dict[str, list[str]] = {}
        kept = set(table.columns[key])
        for each in reversed(changements.retraits):
            if each.id and each.id not in kept:
                gone.setdefault(each.nom, []).append(each.id)
        known = set(evolution.avant[name].columns[key])
        for line, row in zip(table.lines, lignes(table), strict=True) if gone else ():
            nom = nom_de(row, table.schema)
            if row[key] and row[key] not in known and nom in gone:
                old = gone[nom].pop()
                if not gone[nom]:
                    del gone[nom]
                yield issue("A-EVO-07", table.file, line, key, nom=nom, ancien=old, suggestion=old)


REGLES: tuple[Regle, ...] = (
    perimetre_perdu,
    avere_perdu,
    couverture_reduite,
    chiffre_decuple,
    chiffre_loin_du_precedent,
    lignes_disparues,
    identifiant_change,
)


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
    """« plus » or « moins » when a figure is ten times another or a tenth of it; nothing can be said of zero.

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
        yield f"{nom} {_figure(communes)} ({_figure(-population)}\u00a0hab.)"


def _figure(value: int) -> str:
    """A whole number as it is written in French."""
    return f"{value:,}".replace(",", "\u202f")
