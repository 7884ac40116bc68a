"""Rapprochement: which row of the table each row of a list is, by its number, then by name and commune."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from clauses.domain.imports.releve import Jumelle, Reponses
from clauses.domain.listes.jumelles import Index
from clauses.domain.listes.lecture import cle_of
from clauses.domain.listes.lignes import DOUBLE, LigneLue, Lignes
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Probleme, probleme
from clauses.domain.table import Table


@dataclass
class Rapprochement:
    """Record matching: rows of the list matched with the table.

    Attributes
    ----------
    connues : row of the list by rank in the table
    nouvelles : rows of the list that are not in the table
    jumelles : rows that look like a known one, with the answer; those without answer are in neither
    """

    connues: dict[int, LigneLue] = field(default_factory=dict)
    nouvelles: list[LigneLue] = field(default_factory=list)
    jumelles: list[Jumelle] = field(default_factory=list)


def recognise(
    table: Table, lignes: Lignes, lieu: str, communes: Mapping[str, str], reponses: Reponses | None = None
) -> Rapprochement:
    """Recognise each row of a list; repeated and doubtful ones are noted in ``lignes`` and left out.

    Identifiers and SIRET come first, for the whole list: a name never takes the row that a SIRET tells. A SIRET that
    the list gives with two types is two rows: none of the types is lost.

    Parameters
    ----------
    lieu : column of the table that holds the commune
    communes : name of each commune, by code
    """
    return _Rapprocheur(table, lignes, lieu, communes, reponses or Reponses()).run()


class _Rapprocheur:
    def __init__(
        self, table: Table, lignes: Lignes, lieu: str, communes: Mapping[str, str], reponses: Reponses
    ) -> None:
        self.table, self.lignes, self.reponses, self.communes = table, lignes, reponses, communes
        columns, empty = table.columns, [""] * len(table)
        self.types, self.sirets = columns.get("type", empty), columns.get("siret", empty)
        self.by_id = {name: rank for rank, name in enumerate(columns["id"])}
        self.by_siret: Mapping[str, list[int]] = defaultdict(list)
        self.by_place: Mapping[tuple[str, str], list[int]] = defaultdict(list)
        for rank, (siret, nom, commune) in enumerate(zip(self.sirets, columns["nom"], columns[lieu], strict=True)):
            if siret:
                self.by_siret[siret].append(rank)
            self.by_place[normalise(nom), commune].append(rank)
        self.index = Index(columns["nom"], columns[lieu], self.types, self.sirets, communes)
        self.types_of: Mapping[str, set[str]] = defaultdict(set)
        for fiche in lignes.fiches:
            if fiche.get("siret") and fiche.get("type"):
                self.types_of[fiche.get("siret")].add(fiche.get("type"))
        self.found = Rapprochement()
        self.seen: dict[tuple[str, ...], LigneLue] = {}
        """Rows of the list already met, by identifier or SIRET."""
        self.places: dict[tuple[str, str], list[LigneLue]] = defaultdict(list)

    def run(self) -> Rapprochement:
        left = [fiche for fiche in self.lignes.fiches if not self._by_number(fiche)]
        for fiche in left:
            self._by_name(fiche)
        self.found.nouvelles = [fiche for fiche in self.found.nouvelles if not self._is_twin(fiche)]
        self.found.nouvelles.sort(key=lambda fiche: fiche.line)
        return self.found

    def _key(self, fiche: LigneLue) -> tuple[str, ...]:
        """What tells a structure: its SIRET, and its type where the list gives several for this SIRET."""
        siret = fiche.get("siret")
        several = len(self.types_of.get(siret, ())) > 1
        return ("siret", siret, fiche.get("type")) if several and fiche.get("type") else ("siret", siret)

    def _by_number(self, fiche: LigneLue) -> bool:
        """True if its identifier or its SIRET settles the match of a row."""
        keys: list[tuple[str, ...]] = [("id", fiche.get("id"))] if fiche.get("id") else []
        keys += [self._key(fiche)] if fiche.get("siret") else []
        first = next((self.seen[key] for key in keys if key in self.seen), None)
        if first is not None:
            self._double(fiche, first)
            return True
        self.seen |= dict.fromkeys(keys, fiche)
        rank = self.by_id.get(fiche.get("id"))
        ranks = [rank] if rank is not None else self._ranks_of(fiche)
        if len(ranks) > 1:
            ranks = [rank for rank in ranks if rank in self.by_place.get(fiche.place, ())]
            if len(ranks) != 1:
                self._refuse(fiche, "siret", self._several(self.by_siret[fiche.get("siret")]))
                return True
        if ranks:
            self._take(fiche, ranks[0])
        return bool(ranks)

    def _ranks_of(self, fiche: LigneLue) -> list[int]:
        """Rows of the table with its SIRET, and its type where either side has several for it."""
        ranks = self.by_siret.get(fiche.get("siret"), [])
        several = len(self.types_of.get(fiche.get("siret"), ())) > 1
        if not fiche.get("type") or not (several or len({self.types[rank] for rank in ranks}) > 1):
            return ranks
        return [rank for rank in ranks if self.types[rank] == fiche.get("type")] or [
            rank for rank in ranks if not self.types[rank]
        ]

    def _by_name(self, fiche: LigneLue) -> None:
        if not fiche.get("nom"):
            self._refuse(fiche, "nom", probleme("E-STR-15"))
            return
        siret, sirets = fiche.get("siret"), self.sirets
        same = [other for other in self.places[fiche.place] if not siret or other.get("siret") in ("", siret)]
        same = [other for other in same if not self._is_other_type(fiche, other.get("siret"), other.get("type"))]
        if same:
            self._double(fiche, same[0])
            return
        ranks = [rank for rank in self.by_place.get(fiche.place, ()) if rank not in self.found.connues]
        ranks = [rank for rank in ranks if not self._is_other_type(fiche, sirets[rank], self.types[rank])]
        free = [rank for rank in ranks if not siret or sirets[rank] in ("", siret)]
        if len(free) == 1:
            self._take(fiche, free[0])
        elif free:
            self._refuse(fiche, "nom", self._several(free))
        elif ranks:
            known = {name: self.table.columns[name][ranks[0]] for name in ("id", "nom")}
            self._refuse(
                fiche, "siret",
                probleme("E-STR-13", **known, ligne=self.table.lines[ranks[0]], connu=sirets[ranks[0]], lu=siret),
            )  # fmt: skip
        else:
            self.places[fiche.place].append(fiche)
            self.found.nouvelles.append(fiche)

    def _is_other_type(self, fiche: LigneLue, siret: str, type_: str) -> bool:
        """True if this is the other type of a structure that the list gives twice."""
        several = len(self.types_of.get(fiche.get("siret"), ())) > 1
        return several and siret == fiche.get("siret") and bool(type_) and type_ != fiche.get("type")

    def _is_twin(self, fiche: LigneLue) -> bool:
        """True if a new row is, or may be, a known one that it looks like; asked unless it was answered."""
        nom, commune = fiche.place
        siret = fiche.get("siret")
        if fiche.get("id") or (siret and self.by_siret.get(siret)):
            return False
        rank = self.index.find(fiche.get("nom"), commune, fiche.get("type"), siret)
        if rank is None or rank in self.found.connues:
            return False
        connu = self.table.columns["id"][rank]
        cle = cle_of(f"{nom}|{commune}|{siret}|{connu}")
        answer = self.reponses.jumelles.get(cle)
        self.found.jumelles.append(
            Jumelle(cle, fiche.line, fiche.get("nom"), self.communes.get(commune, ""), connu,
                    self.table.columns["nom"][rank], answer)
        )  # fmt: skip
        if answer:
            # The name that the team gave it stays.
            cells = {name: value for name, value in fiche.cells.items() if name != "nom"}
            self._take(LigneLue(fiche.line, cells, fiche.lieu), rank)
        return answer != ""

    def _take(self, fiche: LigneLue, rank: int) -> None:
        if rank in self.found.connues:
            self._double(fiche, self.found.connues[rank])
        else:
            self.found.connues[rank] = fiche
            self.places[fiche.place].append(fiche)

    def _double(self, fiche: LigneLue, first: LigneLue) -> None:
        self.lignes.motifs[DOUBLE] += 1
        self.lignes.defauts.add(fiche.line, None, "A-STR-11", {"premiere": first.line})

    def _refuse(self, fiche: LigneLue, column: str, wrong: Probleme) -> None:
        self.lignes.refuse(fiche.line, column, wrong, fiche.cells.values())

    def _several(self, ranks: list[int]) -> Probleme:
        return probleme("E-STR-14", lignes=", ".join(str(self.table.lines[rank]) for rank in ranks))
