"""Rows of a list of structures: parsed, left out on purpose, or faulty."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from clauses.domain.imports.export import Export
from clauses.domain.imports.lecture import key as plain_key
from clauses.domain.imports.lieux import Lieux
from clauses.domain.imports.region import Region
from clauses.domain.imports.releve import Defauts
from clauses.domain.liste_structures import cellules
from clauses.domain.liste_structures.cellules import Lu
from clauses.domain.liste_structures.correspondance import INCLUSION, TYPOLOGIES, Correspondance
from clauses.domain.liste_structures.inclusion import read_typologies, source_of
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Contexte, Probleme, probleme
from clauses.domain.schema import Schema
from clauses.domain.territoires import COMMUNE, Territoires
from clauses.domain.validation import find_error

FILTRE, REGION, SANS_COMMUNE, INSERTION, DOUBLE = "filtre", "region", "sans_commune", "insertion", "double"
"""Why a row is left out on purpose."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LigneStructure:
    """One row: its line, and its filled cells by column of ``structures.csv``."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """A cell; empty when the row does not fill it."""
        return self.cells.get(column, "")

    @property
    def place(self) -> tuple[str, str]:
        """Fallback key of a structure without SIRET: its plain name and its commune."""
        return normalise(self.get("nom")), self.get("commune")


@dataclass
class Lignes:
    """Parsed rows of a file.

    Attributes
    ----------
    lues : number of rows
    fiches : those that are understood
    motifs : number of rows left out, by reason
    defauts : issues of the rows
    fautives : plain cells of the faulty rows: the structures they name have not disappeared
    """

    lues: int
    defauts: Defauts
    titres: Mapping[str, str]
    """Title of the file by column of the table, for issues."""
    fiches: list[LigneStructure] = field(default_factory=list)
    motifs: Counter[str] = field(default_factory=Counter)
    fautives: set[str] = field(default_factory=set)

    def refuse(self, line: int, column: str | None, wrong: Probleme, cells: Iterable[str]) -> None:
        """Record a faulty row, with its cells."""
        self.defauts.add(line, self.titres.get(column or "", column), wrong.code, wrong.params)
        for cell in cells:
            self.fautives.update((normalise(cell), "".join(filter(str.isdecimal, cell))))


def read_rows(
    export: Export,
    positions: Mapping[str, int],
    correspondance: Correspondance,
    schema: Schema,
    territoires: Territoires,
    annee: int | None = None,
) -> Lignes:
    """Read the rows of a list of structures.

    Parameters
    ----------
    positions : of the columns, by title (:func:`clauses.domain.imports.export.find_columns`)
    schema : that of ``structures.csv``
    annee : current year: nothing was established in a later one; ``None``: not checked
    """
    return _Lecteur(export, positions, correspondance, schema, territoires, annee).read()


class _Lecteur:
    def __init__(
        self,
        export: Export,
        positions: Mapping[str, int],
        correspondance: Correspondance,
        schema: Schema,
        territoires: Territoires,
        annee: int | None,
    ) -> None:
        self.export, self.correspondance, self.schema = export, correspondance, schema
        self.at = {name: positions[title] for name, title in correspondance.colonnes.items()}
        self.titres = {name: export.titres[rank] for name, rank in self.at.items()}
        self.titres.setdefault("type", next((self.titres[name] for name in TYPOLOGIES if name in self.titres), "type"))
        self.kept = {positions[title]: set(map(plain_key, values)) for title, values in correspondance.filtre.items()}
        self.is_inclusion = correspondance.forme == INCLUSION
        fixes = correspondance.fixes.items()
        self.fixes = {name: schema.by_name[name].canonical(value) for name, value in fixes}
        place = self.at.get("commune")
        column = () if place is None else {cells[place] for _, cells in export.lignes if cells[place:]}
        self.lieux, self.region = Lieux(territoires, COMMUNE, column), Region(territoires)
        self.readers = self._readers(annee)
        contexte = Contexte({}, territoires, annee)
        self.error = cache(lambda name, value: find_error(schema.by_name[name], value, contexte))

    def _readers(self, annee: int | None) -> dict[str, Callable[[str], Lu]]:
        """Cell parsers by column of the table, memoised: values repeat."""
        fields = self.schema.by_name
        types = cellules.plain_types(self.correspondance.types)
        readers: dict[str, Callable[[str], Lu]] = {
            "siret": cellules.read_siret,
            "nom": cellules.read_nom,
            "adresse": cellules.read_texte,
            "remarque": cellules.read_texte,
            "courriel": cellules.read_courriel,
            "telephone": cellules.read_telephone,
            "site": cellules.read_site,
            "secteurs": partial(cellules.read_liste, separateur=fields["secteurs"].separateur),
            "type": partial(cellules.read_type, field=fields["type"], types=types),
        }
        for name in ("depuis", "constate_en"):
            readers[name] = partial(cellules.read_annee, field=fields[name], annee=annee)
        for name in ("effectif", "effectif_insertion"):
            readers[name] = lambda text, field=fields[name]: Lu(field.canonical(text))
        plain = {name: Lu for name in ("id", "confiance", "source") if not self.is_inclusion}
        return {name: cache(reader) for name, reader in (readers | plain).items() if name in self.at}

    def read(self) -> Lignes:
        lignes = Lignes(len(self.export.lignes), Defauts(self.export.file), self.titres)
        width = len(self.export.titres)
        for line, cells in self.export.lignes:
            if len(cells) != width:
                lignes.refuse(line, None, probleme("E-LIG-01", trouve=len(cells), attendu=width), cells)
                continue
            motif = self._motif(cells)
            if motif:
                lignes.motifs[motif] += 1
            else:
                self._read_row(line, cells, lignes)
        return lignes

    def _cell(self, cells: Cells, name: str) -> str:
        return cells[self.at[name]] if name in self.at else ""

    def _motif(self, cells: Cells) -> str:
        """Why a row is left out on purpose; empty when it is not."""
        if any(plain_key(cells[rank]) not in values for rank, values in self.kept.items()):
            return FILTRE
        codes = [self._cell(cells, name) for name in ("code_insee", "code_postal", "departement")]
        if self.region.is_elsewhere(*codes):
            return REGION
        if not self.is_inclusion:
            return ""
        if not any(codes) and not self._cell(cells, "commune"):
            return SANS_COMMUNE
        return "" if self._typologie(cells) else INSERTION

    def _typologie(self, cells: Cells) -> Lu | None:
        return read_typologies(self._cell(cells, name) for name in TYPOLOGIES)

    def _read_row(self, line: int, cells: Cells, lignes: Lignes) -> None:
        found = {name: reader(cells[self.at[name]]) for name, reader in self.readers.items()}
        found["commune"] = self._commune(cells)
        if self.is_inclusion:
            found["type"] = self._typologie(cells) or Lu()
            found["source"] = Lu(source_of(self._cell(cells, "source")))
        row = self.fixes | {name: each.valeur for name, each in found.items() if each.valeur}
        if "adresse" in row:
            row["adresse"] = self._adresse(row["adresse"], cells)
        wrong = [(name, each.probleme) for name, each in found.items() if each.probleme]
        # The rules of the table, on what is about to be put in it.
        ruled = ((name, self.error(name, value)) for name, value in row.items())
        wrong += [(name, each) for name, each in ruled if each]
        wrong += _row_faults(row) if not any(each.code.startswith("E") for _, each in wrong) else []
        wrong.sort(key=lambda each: self.at.get(each[0], 0))
        for name, each in wrong:
            if each.code.startswith("E"):
                lignes.refuse(line, name, each, cells)
            else:
                lignes.defauts.add(line, lignes.titres.get(name, name), each.code, each.params)
        if not any(each.code.startswith("E") for _, each in wrong):
            lignes.fiches.append(LigneStructure(line, row))

    def _commune(self, cells: Cells) -> Lu:
        """Its INSEE code; empty when the row does not say where it is."""
        insee, name = self._cell(cells, "code_insee"), self._cell(cells, "commune")
        # Said to be a code of commune: not to be taken for a postal code.
        found = self.lieux.find(f"COM:{insee}") if insee else None
        found = self.lieux.find(insee) if isinstance(found, Probleme) else found
        if name and (found is None or isinstance(found, Probleme)):
            found = self.lieux.find(name, self._cell(cells, "code_postal"))
            departement = self._cell(cells, "departement")
            if isinstance(found, Probleme) and found.code == "E-LIG-13" and departement and "(" not in name:
                again = self.lieux.find(f"{name} ({departement})", self._cell(cells, "code_postal"))
                found = found if isinstance(again, Probleme) else again
        if isinstance(found, Probleme):
            return Lu(probleme=found)
        return Lu() if found is None else Lu(found.code)

    def _adresse(self, street: str, cells: Cells) -> str:
        """On one line, with the postal code and the commune when they are apart."""
        town = " ".join(filter(None, (self._cell(cells, "code_postal"), self._cell(cells, "commune"))))
        postal = self._cell(cells, "code_postal")
        return street if not postal or postal in street else f"{street}, {town}"


def _row_faults(row: Mapping[str, str]) -> list[tuple[str, Probleme]]:
    """Contradictions between cells of a row."""
    if not row.get("nom") and not row.get("siret"):
        return [("nom", probleme("E-STR-15"))]
    total, part = row.get("effectif", ""), row.get("effectif_insertion", "")
    if total.isdecimal() and part.isdecimal() and int(part) > int(total):
        return [("effectif_insertion", probleme("E-STR-01", valeur=part, effectif=total))]
    return []
