"""Totaux: the rows of a follow-up file added up by territory and year; the faulty ones are named and left out.

People, contracts and markets are counted, never kept: nothing here gives back what distinguishes them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from clauses.domain.heures import ANNUELLE
from clauses.domain.imports.catalogue import COMPTES
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import Export, join_columns
from clauses.domain.imports.lecture import MOIS, AnneeMois, key
from clauses.domain.imports.releve import CORRECTION, RYTHME, Avance, Defauts, Releve, Reponses, cle_de
from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import Probleme, closest
from clauses.domain.schema import Schema
from clauses.domain.suivi.controle import name_of
from clauses.domain.suivi.lecteurs import build_readers
from clauses.domain.territoires import Territoires

FEWEST = 5
"""Under this many people, the share that live in a priority district would tell where each of them lives."""


@dataclass(frozen=True, slots=True)
class Total:
    """One figure. Counts are ``None`` when the file does not give them."""

    territoire: str
    """A perimeter expression."""
    nom: str
    """Name of the territory; empty when it has no name of its own."""
    annee: int
    heures: int
    beneficiaires: int | None = None
    contrats: int | None = None
    marches: int | None = None
    part_qpv: Decimal | None = None
    """Percent of the beneficiaries, one decimal; ``None`` for fewer than :data:`FEWEST` people."""


@dataclass(frozen=True)
class ReleveHeures(Releve):
    """Result of reading a follow-up file: figures by territory, then year."""

    totaux: tuple[Total, ...] = ()


@dataclass
class _Cumul:
    """Running totals of one territory and year."""

    heures: Decimal = Decimal(0)
    distincts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    qpv: dict[str, bool | None] = field(default_factory=dict)
    """By person; ``None``: no row says it."""


@dataclass
class _Remarques:
    """Remarks on the rows kept."""

    vides: Counter[str] = field(default_factory=Counter)
    """Rows without value, by key of the columns that are counted."""
    mois: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    qpv: set[bool] = field(default_factory=set)
    filtre: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Values of the columns of the filter, by title then by :func:`key`."""


def add_up(
    export: Export,
    positions: Mapping[str, int],
    correspondance: Correspondance,
    schema: Schema,
    territoires: Territoires,
    annee: int | None = None,
    *,
    reponses: Reponses | None = None,
    avance: Avance | None = None,
) -> ReleveHeures:
    """Add up the rows of an export.

    Parameters
    ----------
    positions : of the columns, by title (:func:`clauses.domain.imports.export.find_columns`)
    schema : that of ``heures.csv``
    annee : current year: hours done cannot be of a later one; ``None``: not checked
    """
    export, at = join_columns(export, correspondance, positions)
    readers = build_readers(export, at, correspondance, schema, territoires, annee)
    plain = cache(key)
    kept = {title: frozenset(map(key, values)) for title, values in correspondance.filtre.items()}
    defauts, remarques = Defauts(export.file), _Remarques()
    groups: dict[tuple[str, int], _Cumul] = defaultdict(_Cumul)
    corrections, by_name = (reponses or Reponses()).corrections, dict(readers)

    def mended(name: str, value: Any, cells: tuple[str, ...]) -> Any:
        """What is proposed in place of a faulty cell, when all those of its kind are to be mended."""
        title = export.titres[at[name]] if name in at else ""
        if not isinstance(value, Probleme) or cle_de(value.code, title) not in corrections:
            return value
        suggestion, rank = str(value.params.get("suggestion") or ""), at[name]
        again = by_name[name]((*cells[:rank], suggestion, *cells[rank + 1 :])) if suggestion else value
        if not isinstance(again, Probleme):
            defauts.mend(CORRECTION, title, cells[rank], suggestion)
        return again

    retenues = filtrees = 0
    for rank, (line, cells) in enumerate(export.lignes):
        if avance is not None and rank % RYTHME == 0:
            avance(rank, len(export.lignes))
        if len(cells) != len(export.titres):
            defauts.add(line, None, "E-LIG-01", {"trouve": len(cells), "attendu": export.largeur})
            continue
        for title in kept:
            remarques.filtre[title].setdefault(plain(cells[positions[title]]), cells[positions[title]])
        if any(plain(cells[positions[title]]) not in values for title, values in kept.items()):
            filtrees += 1
            continue
        values = [(name, reader(cells)) for name, reader in readers]
        if corrections:
            values = [(name, mended(name, value, cells)) for name, value in values]
        wrong = [(name, value) for name, value in values if isinstance(value, Probleme)]
        for name, value in wrong:
            defauts.add(line, export.titres[at[name]] if name in at else None, value.code, value.params)
        if not wrong:
            retenues += 1
            _gather(dict(values), cells, at, groups, remarques)
    totaux = tuple(_total(*group, cumul, at, remarques, territoires) for group, cumul in sorted(groups.items()))
    issues = (*defauts.issues, *_remarks(remarques, groups.values(), export, at, correspondance))
    fautes, mendings = tuple(defauts.fautes.values()), tuple(defauts.reparations.values())
    return ReleveHeures(export.file, len(export.lignes), retenues, filtrees, issues, fautes, mendings, totaux)


def _gather(
    values: Mapping[str, Any],
    cells: tuple[str, ...],
    at: Mapping[str, int],
    groups: dict[tuple[str, int], _Cumul],
    remarques: _Remarques,
) -> None:
    moment: AnneeMois = values["date"] if "date" in values else values["annee"]
    cumul = groups[str(values["territoire"]), moment.annee]
    cumul.heures += values["heures"]
    if moment.mois:
        remarques.mois[moment.annee].add(moment.mois)
    for name in COMPTES:
        if name in at and cells[at[name]]:
            cumul.distincts[name].add(key(cells[at[name]]))
        elif name in at:
            remarques.vides[name] += 1
    if "qpv" in values and cells[at["beneficiaire"]]:
        person, said = key(cells[at["beneficiaire"]]), values["qpv"]
        # One row that says yes is enough: people move, or one form was filled and not the other.
        cumul.qpv[person] = cumul.qpv.get(person) or said if said is not None else cumul.qpv.get(person)
        if said is not None:
            remarques.qpv.add(said)


def _total(
    territoire: str, annee: int, cumul: _Cumul, at: Mapping[str, int], remarques: _Remarques, territoires: Territoires
) -> Total:
    # An empty set where the column exists: nothing was written in it, which is not zero.
    counts = {column: len(cumul.distincts[name]) or None for name, column in COMPTES.items() if name in at}
    answers = _answers(cumul, remarques)
    part = None
    if len(answers) >= FEWEST:
        part = (Decimal(100 * sum(answers)) / len(answers)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    hours = int(cumul.heures.quantize(Decimal(1), ROUND_HALF_UP))
    return Total(territoire, name_of(territoire, territoires), annee, hours, **counts, part_qpv=part)


def _answers(cumul: _Cumul, remarques: _Remarques) -> list[bool]:
    """Known answers to « lives in a QPV ». In a column without any « no », an empty cell means no."""
    if remarques.qpv == {True}:
        return [bool(said) for said in cumul.qpv.values()]
    return [said for said in cumul.qpv.values() if said is not None]


def _remarks(
    remarques: _Remarques,
    groups: Collection[_Cumul],
    export: Export,
    at: Mapping[str, int],
    correspondance: Correspondance,
) -> Iterator[Issue]:
    for name, count in remarques.vides.items():
        yield issue("A-LIG-11", export.file, None, export.titres[at[name]], nombre=count, compte=COMPTES[name])
    unknown = sum(len(cumul.qpv) - len(_answers(cumul, remarques)) for cumul in groups)
    if unknown:
        yield issue("A-LIG-12", export.file, None, export.titres[at["qpv"]], nombre=unknown)
    small = sum(0 < len(_answers(cumul, remarques)) < FEWEST for cumul in groups)
    if small:
        yield issue("A-LIG-14", export.file, None, export.titres[at["qpv"]], nombre=small, minimum=FEWEST)
    fixes = correspondance.fixes
    if (fixes.get("comparable"), fixes.get("periode")) == ("oui", ANNUELLE):
        for annee, mois in sorted(remarques.mois.items()):
            first, last = min(mois), max(mois)
            if (first, last) != (1, len(MOIS)):
                months = {"premier": MOIS[first - 1], "dernier": MOIS[last - 1]}
                yield issue("A-LIG-13", export.file, None, export.titres[at["date"]], annee=annee, **months)
    for title, values in correspondance.filtre.items():
        seen = remarques.filtre[title]
        for value in values:
            if key(value) not in seen:
                guess = closest(value, filter(None, seen.values()))
                yield correspondance.issue("A-COL-11", "filtre", title, valeur=value, colonne=title, suggestion=guess)
