"""Rapprochement: which row of the table each row of a list is, by SIRET then by name and commune."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from clauses.domain.liste_structures.lecture import DOUBLE, Lignes, LigneStructure
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
    """

    connues: dict[int, LigneStructure] = field(default_factory=dict)
    nouvelles: list[LigneStructure] = field(default_factory=list)


def recognise(table: Table, lignes: Lignes) -> Rapprochement:
    """Recognise each row of a list; repeated and doubtful ones are noted in ``lignes`` and left out.

    Identifiers and SIRET come first, for the whole list: a name never takes the row that a SIRET tells.
    """
    return _Rapprocheur(table, lignes).run()


class _Rapprocheur:
    def __init__(self, table: Table, lignes: Lignes) -> None:
        self.table, self.lignes = table, lignes
        columns = table.columns
        self.by_id = {name: rank for rank, name in enumerate(columns["id"])}
        self.by_siret: Mapping[str, list[int]] = defaultdict(list)
        self.by_place: Mapping[tuple[str, str], list[int]] = defaultdict(list)
        for rank, (siret, nom, commune) in enumerate(
            zip(columns["siret"], columns["nom"], columns["commune"], strict=True)
        ):
            if siret:
                self.by_siret[siret].append(rank)
            self.by_place[normalise(nom), commune].append(rank)
        self.found = Rapprochement()
        self.seen: dict[tuple[str, ...], LigneStructure] = {}
        """Rows of the list already met, by identifier or SIRET."""
        self.places: dict[tuple[str, str], list[LigneStructure]] = defaultdict(list)

    def run(self) -> Rapprochement:
        left = [fiche for fiche in self.lignes.fiches if not self._by_number(fiche)]
        for fiche in left:
            self._by_name(fiche)
        self.found.nouvelles.sort(key=lambda fiche: fiche.line)
        return self.found

    def _by_number(self, fiche: LigneStructure) -> bool:
        """True if its identifier or its SIRET settles the match of a row."""
        keys = [(column, fiche.get(column)) for column in ("id", "siret") if fiche.get(column)]
        first = next((self.seen[key] for key in keys if key in self.seen), None)
        if first is not None:
            self._double(fiche, first)
            return True
        self.seen |= dict.fromkeys(keys, fiche)
        rank = self.by_id.get(fiche.get("id"))
        ranks = [rank] if rank is not None else self.by_siret.get(fiche.get("siret"), [])
        if len(ranks) > 1:
            ranks = [rank for rank in ranks if rank in self.by_place.get(fiche.place, ())]
            if len(ranks) != 1:
                self._refuse(fiche, "siret", self._several(self.by_siret[fiche.get("siret")]))
                return True
        if ranks:
            self._take(fiche, ranks[0])
        return bool(ranks)

    def _by_name(self, fiche: LigneStructure) -> None:
        if not fiche.get("nom"):
            self._refuse(fiche, "nom", probleme("E-STR-15"))
            return
        siret, sirets = fiche.get("siret"), self.table.columns["siret"]
        same = [other for other in self.places[fiche.place] if not siret or other.get("siret") in ("", siret)]
        if same:
            self._double(fiche, same[0])
            return
        ranks = [rank for rank in self.by_place.get(fiche.place, ()) if rank not in self.found.connues]
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

    def _take(self, fiche: LigneStructure, rank: int) -> None:
        if rank in self.found.connues:
            self._double(fiche, self.found.connues[rank])
        else:
            self.found.connues[rank] = fiche
            self.places[fiche.place].append(fiche)

    def _double(self, fiche: LigneStructure, first: LigneStructure) -> None:
        self.lignes.motifs[DOUBLE] += 1
        self.lignes.defauts.add(fiche.line, None, "A-STR-11", {"premiere": first.line})

    def _refuse(self, fiche: LigneStructure, column: str, wrong: Probleme) -> None:
        self.lignes.refuse(fiche.line, column, wrong, fiche.cells.values())

    def _several(self, ranks: list[int]) -> Probleme:
        return probleme("E-STR-14", lignes=", ".join(str(self.table.lines[rank]) for rank in ranks))
