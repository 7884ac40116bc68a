"""Diff of a list against its table: additions, changes, rows no longer listed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clauses.domain.changements import Changements, Disparition, Modification, is_same
from clauses.domain.imports.correspondance import NOS_COLONNES, Correspondance
from clauses.domain.imports.releve import AdresseDouteuse, Jumelle, Releve, Reponses
from clauses.domain.listes.identifiants import make_ids
from clauses.domain.listes.lignes import LigneLue, Lignes
from clauses.domain.listes.rapprochement import Rapprochement, recognise
from clauses.domain.recherche import normalise
from clauses.domain.regles.contacts import in_pairs
from clauses.domain.regles.contexte import probleme
from clauses.domain.schema import Field
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires

PERSONNELS = ("A-STR-14", "A-STR-15", "A-STR-17", "A-STR-20")
"""Codes of what is left out because it may be about a person."""

JUMELLE = "jumelle"
"""Why a row waits: it looks like a known one, and nobody said whether it is."""


@dataclass(frozen=True)
class ReleveListe(Releve):
    """Result of reading a list.

    Attributes
    ----------
    motifs : rows left out, by reason
    personnels : cells left out because they may name a person
    jumelles, adresses : what is to be answered
    """

    motifs: Mapping[str, int] = field(default_factory=dict)
    personnels: int = 0
    jumelles: tuple[Jumelle, ...] = ()
    adresses: tuple[AdresseDouteuse, ...] = ()

    @property
    def attendues(self) -> int:
        """Rows that wait for an answer."""
        return sum(each.reponse is None for each in self.jumelles)


def compare(
    table: Table,
    lignes: Lignes,
    correspondance: Correspondance,
    territoires: Territoires,
    reponses: Reponses | None = None,
    *,
    retire: bool = False,
) -> tuple[ReleveListe, Changements]:
    """Compare the rows of a list with those of the table.

    An empty cell never erases a filled one. ``retire``: whether the rows that disappeared are taken away.
    """
    lieu = correspondance.description.lieu
    communes = {str(code): str(nom) for code, nom in territoires.communes["nom"].items()}
    found = recognise(table, lignes, lieu, communes, reponses)
    complete = [fiche for fiche in found.nouvelles if _is_complete(fiche, table, lignes)]
    modified, same = [], []
    for rank, fiche in sorted(found.connues.items()):
        old = {name: table.columns[name][rank] for name in table.schema.names}
        champs = _champs(old, fiche, table, correspondance)
        if champs:
            modified.append(Modification(old["id"], table.lines[rank], champs))
        else:
            same.append(old["id"])
    waiting = {each.id for each in found.jumelles if each.reponse is None}
    gone = _disparitions(table, found.connues, [*found.connues.values(), *complete], lignes, correspondance)
    gone = tuple(each for each in gone if each.id not in waiting)
    added = _ajouts(complete, table, communes)
    changements = Changements(added, tuple(modified), tuple(same), (), gone, retire)
    return _releve(lignes, len(found.connues) + len(complete), found), changements


def _is_complete(fiche: LigneLue, table: Table, lignes: Lignes) -> bool:
    """True if a new row has every required cell."""
    missing = [
        each.name for each in table.schema.fields if each.required and each.name != "id" and not fiche.get(each.name)
    ]
    for name in missing:
        lignes.refuse(fiche.line, name, probleme("E-VAL-01"), fiche.cells.values())
    return not missing


def _ajouts(fiches: Sequence[LigneLue], table: Table, communes: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    taken = {*table.columns["id"], *(fiche.get("id") for fiche in fiches)}
    unnamed = [fiche for fiche in fiches if not fiche.get("id")]
    twice = Counter(each.get("siret") for each in unnamed if each.get("siret"))
    # Two types of one structure are told apart by their type.
    tails = [each.get("type") if twice[each.get("siret")] > 1 else each.get("siret")[-5:] for each in unnamed]
    made = make_ids(
        [(each.get("nom"), communes.get(each.place[1], ""), tail) for each, tail in zip(unnamed, tails, strict=True)],
        taken,
    )
    ids = {fiche.line: name for fiche, name in zip(unnamed, made, strict=True)}
    rows = ({**fiche.cells, "id": fiche.get("id") or ids[fiche.line]} for fiche in fiches)
    return tuple({name: row[name] for name in table.schema.names if row.get(name)} for row in rows)


def _champs(
    old: Mapping[str, str], fiche: LigneLue, table: Table, correspondance: Correspondance
) -> dict[str, tuple[str, str]]:
    """Old and new value of each column that a row of the list changes in one of the table."""
    new = {name: value for name, value in fiche.cells.items() if name != "id"}
    if correspondance.forme != NOS_COLONNES:
        new |= _origine(old, new, table.schema.by_name["source"])
    return {
        name: (old[name], new[name])
        for name in table.schema.names
        if new.get(name) and not _is_same(old[name], new[name], table.schema.by_name[name])
    }


def _origine(old: Mapping[str, str], new: Mapping[str, str], field: Field) -> dict[str, str]:
    """Provenance of a row once another source describes it.

    The sources already written stay, with their confidence; the year of the facts never goes back.
    """
    sources = [each for each in field.items(old["source"]) if each]
    missing = [each for each in field.items(new.get("source", "")) if each and each not in sources]
    origine = {"source": field.separateur.join([*sources, *missing])}
    if sources and missing and old["confiance"]:
        origine["confiance"] = old["confiance"]
    if old["constate_en"].isdecimal() and new.get("constate_en", "").isdecimal():
        origine["constate_en"] = str(max(int(old["constate_en"]), int(new["constate_en"])))
    return origine


def _is_same(old: str, new: str, field: Field) -> bool:
    """True if two cells are equivalent: « APIJE » and « Apije », « +33 5 61… » and « 05 61… »."""
    if field.name == "telephone":
        return (in_pairs(old) or old) == (in_pairs(new) or new)
    if field.name == "secteurs":
        return set(field.items(old)) == set(field.items(new))
    if field.name in ("nom", "adresse", "remarque"):
        return (bool(normalise(old)) and normalise(old) == normalise(new)) or old == new
    if field.name in ("courriel", "site"):
        return old.casefold().rstrip("/") == new.casefold().rstrip("/")
    return is_same(old, new, field)


def _disparitions(
    table: Table,
    connues: Mapping[int, LigneLue],
    fiches: Sequence[LigneLue],
    lignes: Lignes,
    correspondance: Correspondance,
) -> tuple[Disparition, ...]:
    """Rows of the table that come from the same source alone, and match no row of the list."""
    if correspondance.forme == NOS_COLONNES:
        return ()
    sources = {fiche.get("source") for fiche in fiches} - {""}
    columns, sirets = table.columns, table.columns.get("siret", [""] * len(table))
    return tuple(
        Disparition(columns["id"][rank], table.lines[rank], columns["nom"][rank])
        for rank, source in enumerate(columns["source"])
        if source in sources
        and rank not in connues
        and sirets[rank] not in (lignes.fautives - {""})
        and normalise(columns["nom"][rank]) not in lignes.fautives
    )


def _releve(lignes: Lignes, retenues: int, found: Rapprochement) -> ReleveListe:
    counts = Counter(dict.fromkeys(PERSONNELS, 0))
    for (code, _), count in lignes.defauts.counts.items():
        counts[code] += count
    defauts = lignes.defauts
    waiting = sum(each.reponse is None for each in found.jumelles)
    motifs = dict(lignes.motifs) | ({JUMELLE: waiting} if waiting else {})
    return ReleveListe(
        defauts.file,
        lignes.lues,
        retenues,
        sum(motifs.values()),
        tuple(sorted(defauts.issues, key=lambda each: each.line or 0)),
        tuple(defauts.fautes.values()),
        tuple(defauts.reparations.values()),
        motifs,
        sum(counts[code] for code in PERSONNELS),
        tuple(sorted(found.jumelles, key=lambda each: each.ligne)),
        tuple(lignes.adresses.values()),
    )
