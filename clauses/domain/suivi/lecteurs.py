"""Lecteurs: row parsers of a follow-up file, built from its correspondance."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from clauses.domain.heures import PREVUES
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import Export
from clauses.domain.imports.lecture import parse_annee, parse_date, parse_heures, parse_oui_non
from clauses.domain.imports.lieux import Lieux
from clauses.domain.perimetre import parse
from clauses.domain.schema import Schema
from clauses.domain.territoires import Territoires

Reader = Callable[[tuple[str, ...]], Any]
"""Parser of one value from the cells of a row; a :class:`Probleme` when they are invalid."""


def build_readers(
    export: Export,
    at: Mapping[str, int],
    correspondance: Correspondance,
    schema: Schema,
    territoires: Territoires,
    annee: int | None,
) -> list[tuple[str, Reader]]:
    """Row parsers, by key of the correspondance.

    Memoised by cell: a file repeats its values.
    """
    # A row may hold part of an hour, a figure may not.
    hours, year = replace(schema.by_name["heures"], type="number"), schema.by_name["annee"]
    latest = None if correspondance.fixes.get("nature") == PREVUES else annee
    of_hours = cache(lambda text: parse_heures(text, hours))
    of_date = cache(lambda text: parse_date(text, year, latest))
    of_year = cache(lambda text: parse_annee(text, year, latest))
    of_qpv = cache(parse_oui_non)
    readers: list[tuple[str, Reader]] = [("heures", lambda cells: of_hours(cells[at["heures"]]))]
    if "date" in at:
        readers.append(("date", lambda cells: of_date(cells[at["date"]])))
    elif "annee" in at:
        readers.append(("annee", lambda cells: of_year(cells[at["annee"]])))
    else:
        readers.append(("annee", lambda _: of_year(correspondance.annee)))
    if "territoire" in at:
        place, postal = at["territoire"], at.get("code_postal")
        lieux = Lieux(territoires, correspondance.niveau, {cells[place] for _, cells in export.lignes if cells[place:]})
        readers.append(("territoire", lambda cells: lieux.find(cells[place], "" if postal is None else cells[postal])))
    else:
        expression = str(parse(correspondance.territoire))
        readers.append(("territoire", lambda _: expression))
    if "qpv" in at:
        readers.append(("qpv", lambda cells: of_qpv(cells[at["qpv"]])))
    return readers
