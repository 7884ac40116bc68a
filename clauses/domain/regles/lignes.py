"""Rules that look at several cells of a row, or at several rows: one table at a time."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from clauses.domain.guichets import TOUS, Guichet, open_rows
from clauses.domain.issues import Issue, issue
from clauses.domain.perimetre import Niveau
from clauses.domain.regles.contexte import Contexte
from clauses.domain.statut import covers
from clauses.domain.table import Table

MOST_ROUNDING = 10
"""Points by which a breakdown may miss or exceed 100 % through the rounding of its source."""

MOST_OVERLAPS = 200
"""Overlaps looked for: more than are ever shown."""

_NIVEAUX = {
    Niveau.COMMUNE: "commune",
    Niveau.EPCI: "intercommunalité",
    Niveau.DEPARTEMENT: "département",
    Niveau.REGION: "région",
    Niveau.FRANCE: "pays",
}
_FIGURES = ("heures", "beneficiaires", "contrats", "marches", "part_qpv")


def table_vide(table: Table) -> Iterator[Issue]:
    """No row at all: without guichets, nothing true can be said of the region."""
    if not len(table):
        yield issue("E-GUI-01" if table.name == "guichets" else "A-FIC-04", table.file)


def guichet_sans_perimetre(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """A proven guichet without perimeter cannot be drawn."""
    rows = zip(table.records("statut", "perimetre"), open_rows(table), strict=True)
    for (line, statut, perimetre), is_open in rows:
        if is_open and statut == "avere" and not perimetre:
            yield issue("A-GUI-01", table.file, line, "perimetre")


def guichets_superposes(table: Table, contexte: Contexte) -> Iterator[Issue]:
    """The first overlaps of a table: a file that somebody sends may have any number of them."""
    return islice(_overlaps(table, contexte), MOST_OVERLAPS)


def _overlaps(table: Table, contexte: Contexte) -> Iterator[Issue]:
    """Two proven general guichets of one typology, or of one level, should not serve the same commune.

    The level is that of the token that serves the commune. A guichet is compared with the first one found in each of
    its communes, whatever their number: each pair is told once, and once only when both typology and level are shared.
    """
    if contexte.territoires is None:
        return
    nobody = np.full(len(contexte.territoires.communes), -1)
    by_typologie: dict[str, np.ndarray] = {}
    by_niveau = {niveau: nobody.copy() for niveau in Niveau}
    columns, opened = table.columns, open_rows(table)
    for index, typologie in enumerate(columns["typologie"]):
        if not opened[index] or not _covers(
            columns["statut"][index], columns["role"][index], columns["donneurs_ordre"][index]
        ):
            continue
        served, niveaux = contexte.place(columns["perimetre"][index])
        owner = by_typologie.setdefault(typologie, nobody.copy())
        for other, count in _take(owner, served, index):
            yield _overlap("A-GUI-02", table, index, other, communes=count)
        shared: dict[int, tuple[str, int]] = {}
        for niveau in map(Niveau, np.unique(niveaux)):
            for other, count in _take(by_niveau[niveau], served[niveaux == niveau], index):
                label, before = shared.get(other, ("", 0))
                shared[other] = f"{label}, {_NIVEAUX[niveau]}".removeprefix(", "), before + count
        for other, (label, count) in shared.items():
            if columns["typologie"][other] != typologie:
                yield _overlap("A-GUI-04", table, index, other, niveau=label, communes=count)


def guichets_fermes(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """Only a closed guichet leads to another one, and that one is open: nobody is sent from door to door."""
    if "remplace_par" not in table.schema.by_name:
        return
    opened = open_rows(table)
    living = {name for name, is_open in zip(table.columns["id"], opened, strict=True) if is_open}
    for (line, other), is_open in zip(table.records("remplace_par"), opened, strict=True):
        if other and is_open:
            yield issue("A-GUI-05", table.file, line, "remplace_par")
        elif other and other in table.columns["id"] and other not in living:
            yield issue("A-GUI-06", table.file, line, "remplace_par", valeur=other)


def _overlap(code: str, table: Table, index: int, other: int, **params: object) -> Issue:
    first = {"premiere": table.lines[other], "nom": table.columns["nom"][other]}
    return issue(code, table.file, table.lines[index], "perimetre", **first, **params)


def _covers(statut: str, role: str, buyers: str) -> bool:
    """A row as written that covers communes: a proven guichet that treats the requests of all buyers."""
    return covers(Guichet("", "", statut=statut, role=role, donneurs_ordre=tuple(_items(buyers))))


def _take(owner: np.ndarray, served: np.ndarray, index: int) -> list[tuple[int, int]]:
    """Make a row the owner of the communes that have none; the owners of the others, with how many communes."""
    before = owner[served]
    owner[served[before < 0]] = index
    others, counts = np.unique(before[before >= 0], return_counts=True)
    return list(zip(others.tolist(), counts.tolist(), strict=True))


def tous_et_autres(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """« tous » goes alone."""
    for line, buyers in table.records("donneurs_ordre"):
        if TOUS in _items(buyers) and set(_items(buyers)) != {TOUS}:
            yield issue("A-GUI-03", table.file, line, "donneurs_ordre", suggestion=TOUS)


def heures_comparables(table: Table, contexte: Contexte) -> Iterator[Issue]:
    """A comparable figure is one of hours done over one year, given, and the only one for its territory and year."""
    first: dict[tuple[str, str], int] = {}
    rows = table.records("comparable", "periode", "nature", "heures", "territoire", "annee")
    for line, comparable, periode, nature, heures, territoire, annee in rows:
        if comparable != "oui":
            continue
        if (periode, nature) != ("annuelle", "realisees"):
            yield issue("E-HEU-01", table.file, line, "comparable", periode=periode, nature=nature or "—")
        if not heures:
            yield issue("E-HEU-02", table.file, line, "heures")
        seen = first.setdefault((str(contexte.perimetre(territoire)), annee), line)
        if seen != line:
            yield issue("A-HEU-02", table.file, line, "territoire", premiere=seen)


def heures_sans_chiffre(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """A published figure has a figure."""
    for line, *figures in table.records(*_FIGURES):
        if not any(figures):
            yield issue("E-HEU-03", table.file, line, "heures")


def heures_sans_nature(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """Hours are done or planned."""
    for line, heures, nature in table.records("heures", "nature"):
        if heures and not nature:
            yield issue("A-HEU-01", table.file, line, "nature")


def annees_en_ordre(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """A period starts before it ends."""
    for line, start, end in _exceeding(table, "annee_debut", "annee"):
        yield issue("E-HEU-04", table.file, line, "annee_debut", valeur=start, annee=end)


def depuis_avant_constat(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """An activity is established after it began."""
    for line, depuis, constat in _exceeding(table, "depuis", "constate_en"):
        yield issue("A-ANN-01", table.file, line, "constate_en", valeur=constat, depuis=depuis)


def contact_situe(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """A telephone or a mailbox comes with whose it is, and with the year it was seen."""
    for column, code in (("contact_portee", "A-TEL-02"), ("contact_annee", "A-TEL-03")):
        # A folder may have schemas of its own, older than this column; a relay is always the organisation.
        if column in table.schema.by_name and column not in table.absent:
            for line, telephone, courriel, said in table.records("telephone", "courriel", column):
                if (telephone or courriel) and not said:
                    yield issue(code, table.file, line, column)


def parts_proches_de_cent(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """The parts of a breakdown add up to 100, give or take the rounding of the source."""
    totals: dict[tuple[str, str, str], float] = {}
    first: dict[tuple[str, str, str], int] = {}
    parts = table.typed()["part"].fillna(0).tolist()
    rows = table.records("territoire", "annee", "dimension")
    for part, (line, territoire, annee, dimension) in zip(parts, rows, strict=True):
        group = territoire, annee, dimension
        totals[group] = totals.get(group, 0) + part
        first.setdefault(group, line)
    for group, total in totals.items():
        if abs(total - 100) > MOST_ROUNDING:
            yield issue("A-REP-01", table.file, first[group], "part", groupe=", ".join(group), total=_french(total))


def qpv_dans_son_departement(table: Table, contexte: Contexte) -> Iterator[Issue]:
    """The communes of a district are in its département."""
    if contexte.territoires is None:
        return
    expected = contexte.territoires.communes["code_departement"].to_dict()
    known = set(expected.values())
    for line, communes, departement in table.records("communes", "departement"):
        for commune in _items(communes):
            if departement in known and expected.get(commune, departement) != departement:
                yield issue(
                    "E-QPV-01", table.file, line, "departement",
                    valeur=commune, departement=departement, suggestion=expected[commune],
                )  # fmt: skip


def effectif_insertion(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """Those in insertion are part of the staff."""
    for line, insertion, effectif in _exceeding(table, "effectif_insertion", "effectif"):
        yield issue("E-STR-01", table.file, line, "effectif_insertion", valeur=insertion, effectif=effectif)


def cle(table: Table, _contexte: Contexte) -> Iterator[Issue]:
    """No two rows of any table have the same key, when it takes several columns."""
    key = table.schema.primary_key
    if len(key) < 2:
        return
    first: dict[tuple[str, ...], int] = {}
    for line, *row in table.records(*key):
        if any(row) and first.setdefault(tuple(row), line) != line:
            yield issue("E-VAL-10", table.file, line, key[0], premiere=first[tuple(row)], colonnes=", ".join(key))


def _exceeding(table: Table, column: str, limit: str) -> Iterator[tuple[int, int, int]]:
    """Line and both whole numbers of the rows where ``column`` is greater than ``limit``."""
    frame = table.typed()
    for position in frame.index[(frame[column] > frame[limit]).fillna(value=False)]:
        yield table.lines[position], int(frame.at[position, column]), int(frame.at[position, limit])


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split("|")]


def _french(number: float) -> str:
    return f"{number:.1f}".replace(".", ",").removesuffix(",0")
