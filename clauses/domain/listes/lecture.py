"""Rows of a list: parsed, left out on purpose, or faulty."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from clauses.domain.imports.concordance import Concordance
from clauses.domain.imports.correspondance import INCLUSION, NOS_COLONNES, Correspondance
from clauses.domain.imports.description import Genre
from clauses.domain.imports.export import Export, join_columns
from clauses.domain.imports.lecture import key as plain_key
from clauses.domain.imports.lieux import Lieux, plain_number
from clauses.domain.imports.region import Region
from clauses.domain.imports.releve import CORRECTION, RYTHME, AdresseDouteuse, Avance, Defauts, Reponses, cle_de
from clauses.domain.listes.cellules import Lu, read_courriel, read_perimetre, read_texte, reader_of
from clauses.domain.listes.inclusion import TYPOLOGIES, read_typologies, source_of
from clauses.domain.listes.lignes import FILTRE, INSERTION, REGION, SANS_COMMUNE, LigneLue, Lignes
from clauses.domain.noms import Noms
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Contexte, Probleme, probleme
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import COMMUNE, Territoires
from clauses.domain.validation import find_error

_REPARABLES = {Genre.NOM, Genre.ADRESSE, Genre.SIRET, Genre.TELEPHONE, Genre.SITE, Genre.NOMBRE}
"""Kinds of which a certain rewriting is told."""

Cells = tuple[str, ...]
Choix = Mapping[str, Sequence[tuple[str, str]]]
"""By column, the values it takes and their labels, for those that the schema does not list."""


def read_rows(
    export: Export,
    positions: Mapping[str, int],
    correspondance: Correspondance,
    schema: Schema,
    territoires: Territoires,
    annee: int | None = None,
    *,
    reponses: Reponses | None = None,
    choix: Choix | None = None,
    table: Table | None = None,
    avance: Avance | None = None,
) -> Lignes:
    """Read the rows of a list.

    Parameters
    ----------
    positions : of the columns, by title (:func:`clauses.domain.imports.export.find_columns`)
    schema : that of the table to fill
    annee : current year: nothing was established in a later one; ``None``: not checked
    table : the one to fill: it knows what a spreadsheet damaged, and the addresses already public
    """
    lecteur = _Lecteur(export, positions, correspondance, schema, territoires, annee, choix or {})
    lecteur.reponses = reponses or Reponses()
    if table is not None:
        columns = table.columns
        lecteur.connus = dict(zip(columns["id"], columns["siret"], strict=True)) if "siret" in columns else {}
        lecteur.publies = frozenset(map(str.casefold, columns["courriel"]))
    return lecteur.read(avance)


class _Lecteur:
    def __init__(
        self,
        export: Export,
        positions: Mapping[str, int],
        correspondance: Correspondance,
        schema: Schema,
        territoires: Territoires,
        annee: int | None,
        choix: Choix,
    ) -> None:
        self.export, self.at = join_columns(export, correspondance, positions)
        self.correspondance, self.schema = correspondance, schema
        self.description = description = correspondance.description
        self.reponses = Reponses()
        self.connus: Mapping[str, str] = {}
        """SIRET of the rows of the table, by identifier."""
        self.publies: frozenset[str] = frozenset()
        """Addresses already public."""
        self.columns = {key: description.by_key[key].colonne for key in self.at if key in description.by_key}
        self.columns |= {"commune": description.lieu}
        self.titres = {self.columns.get(key) or key: self.export.titres[rank] for key, rank in self.at.items()}
        if "code_insee" in self.titres:
            self.titres.setdefault(description.lieu, self.titres["code_insee"])
        self.titres.setdefault("type", next((self.titres[name] for name in TYPOLOGIES if name in self.titres), "type"))
        self.ranks = {self.columns.get(key) or key: rank for key, rank in self.at.items()}
        self.kept = {positions[title]: set(map(plain_key, values)) for title, values in correspondance.filtre.items()}
        self.is_inclusion = correspondance.forme == INCLUSION
        fixes = correspondance.fixes.items()
        self.fixes = {name: schema.by_name[name].canonical(value) for name, value in fixes}
        place = self.at.get("commune")
        column = () if place is None else {cells[place] for _, cells in export.lignes if cells[place:]}
        self.concordance = Concordance(Lieux(territoires, COMMUNE, column))
        self.region = Region(territoires)
        self.names = territoires.communes["nom"].to_dict()
        self.readers = self._readers(annee, choix, territoires)
        contexte = Contexte({}, territoires, annee)
        self.error = cache(lambda name, value: find_error(schema.by_name[name], value, contexte))

    def _readers(self, annee: int | None, choix: Choix, territoires: Territoires) -> dict[str, Callable[[str], Lu]]:
        """Cell parsers by column of the table, memoised: values repeat."""
        found: dict[str, Callable[[str], Lu]] = {}
        for key in self.at:
            colonne = self.description.by_key.get(key)
            if colonne is None or not colonne.colonne or colonne.genre is Genre.COURRIEL:
                continue
            if self.is_inclusion and key == "source":
                continue
            field = self.schema.by_name[colonne.colonne]
            field = replace(field, categories=field.categories or tuple(choix.get(field.name, ())))
            types = self.correspondance.types if key == "type" else {}
            reader = reader_of(colonne, field, types, annee)
            if colonne.genre is Genre.LISTE and self.correspondance.forme == NOS_COLONNES:
                # Ours has its own separator: a comma is in a sentence.
                reader = read_texte
            if colonne.genre is Genre.PERIMETRE:
                reader = partial(read_perimetre, noms=Noms(territoires))
            found[colonne.colonne] = cache(reader)
        return found

    def read(self, avance: Avance | None) -> Lignes:
        total = len(self.export.lignes)
        lignes = Lignes(total, Defauts(self.export.file), self.titres)
        width = len(self.export.titres)
        for rank, (line, cells) in enumerate(self.export.lignes):
            if avance is not None and rank % RYTHME == 0:
                avance(rank, total)
            if len(cells) != width:
                wrong = probleme("E-LIG-01", trouve=len(cells), attendu=self.export.largeur)
                lignes.refuse(line, None, wrong, cells)
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
        found = {name: self._read(name, reader, cells, lignes) for name, reader in self.readers.items()}
        found[self.description.lieu] = self._commune(cells, lignes)
        connu = self.connus.get(found["id"].valeur) if "id" in found and "siret" in found else None
        if connu and found["siret"].probleme:
            # The spreadsheet damaged the number of a row that bears its identifier: the table knows it.
            lignes.defauts.mend(Genre.SIRET, self.titres["siret"], cells[self.ranks["siret"]], connu)
            found["siret"] = Lu(connu)
        if self.is_inclusion:
            found["type"] = self._typologie(cells) or Lu()
            found["source"] = Lu(source_of(self._cell(cells, "source")))
        row = self.fixes | {name: each.valeur for name, each in found.items() if each.valeur}
        if "courriel" in self.at:
            found["courriel"] = self._courriel(line, row, cells, lignes)
            row |= {"courriel": found["courriel"].valeur} if found["courriel"].valeur else {}
        if "adresse" in row:
            row["adresse"] = self._adresse(row["adresse"], cells, row.get(self.description.lieu, ""))
        wrong = [(name, each.probleme) for name, each in found.items() if each.probleme]
        # The rules of the table, on what is about to be put in it.
        ruled = ((name, self.error(name, value)) for name, value in row.items())
        wrong += [(name, each) for name, each in ruled if each]
        wrong += _row_faults(row) if not any(each.code.startswith("E") for _, each in wrong) else []
        wrong.sort(key=lambda each: self.ranks.get(each[0], 0))
        for name, each in wrong:
            if each.code.startswith("E"):
                lignes.refuse(line, name, each, cells)
            else:
                lignes.defauts.add(line, lignes.titres.get(name, name), each.code, each.params)
        if not any(each.code.startswith("E") for _, each in wrong):
            lignes.fiches.append(LigneLue(line, row, self.description.lieu))

    def _read(self, name: str, reader: Callable[[str], Lu], cells: Cells, lignes: Lignes) -> Lu:
        """One cell; mended when it is certain, or when all those of its kind are to be."""
        title, text = self.titres[name], cells[self.ranks[name]]
        found = reader(text)
        if self._is_asked(found.probleme, title):
            found = self._mended(found, reader, title, text, lignes)
        elif self.schema.by_name[name].is_numeric and self._is_asked(self.error(name, found.valeur), title):
            found = self._mended(Lu(probleme=self.error(name, found.valeur)), reader, title, text, lignes)
        genre = self._genre(name)
        if found.valeur and found.valeur != text and genre in _REPARABLES and not found.probleme:
            lignes.defauts.mend(genre, title, text, found.valeur)
        return found

    def _is_asked(self, wrong: Probleme | None, title: str) -> bool:
        asked = wrong is not None and cle_de(wrong.code, title) in self.reponses.corrections
        return asked and bool(wrong and wrong.params.get("suggestion"))

    def _mended(self, found: Lu, reader: Callable[[str], Lu], title: str, text: str, lignes: Lignes) -> Lu:
        suggestion = str(found.probleme.params["suggestion"]) if found.probleme else ""
        again = reader(suggestion)
        if again.probleme is not None:
            return found
        lignes.defauts.mend(CORRECTION, title, text, again.valeur)
        return again

    def _genre(self, name: str) -> Genre | None:
        return next((each.genre for each in self.description.colonnes if each.colonne == name), None)

    def _commune(self, cells: Cells, lignes: Lignes) -> Lu:
        """Its INSEE code; empty when the row does not say where it is."""
        names = ("commune", "code_insee", "code_postal", "departement")
        commune, *others = (self._cell(cells, name) for name in names)
        found = self.concordance.find(commune, *others)
        title = self.titres.get(self.description.lieu, "")
        if isinstance(found, Probleme) and self._is_asked(found, title):
            meant = str(found.params["suggestion"])
            places = (meant, *others) if commune else ("", meant, *others[1:])
            again = self.concordance.find(*places)
            if not isinstance(again, Probleme) and again is not None:
                lignes.defauts.mend(CORRECTION, title, commune or others[0], self.names[again.code])
                found = again
        if isinstance(found, Probleme):
            return Lu(probleme=found)
        for name, text in zip(names, (commune, *others), strict=True):
            if text.isdecimal() and plain_number(text) != text:
                lignes.defauts.mend(Genre.INSEE, self.export.titres[self.at[name]], text, plain_number(text))
        return Lu() if found is None else Lu(found.code)

    def _courriel(self, line: int, row: Mapping[str, str], cells: Cells, lignes: Lignes) -> Lu:
        nom, commune = row.get("nom", ""), self.names.get(row.get(self.description.lieu, ""), "")

        def accept(address: str) -> bool:
            if address.casefold() in self.publies:
                return True
            cle = cle_of(address)
            answer = self.reponses.adresses.get(cle)
            lignes.adresses[cle] = AdresseDouteuse(cle, line, nom, address, bool(answer), answer is not None)
            return bool(answer)

        return read_courriel(self._cell(cells, "courriel"), (nom, row.get("sigle", ""), commune), accept)

    def _adresse(self, street: str, cells: Cells, code: str) -> str:
        """On one line, with the postal code and the commune when they are apart, named as it is."""
        postal, commune = self._cell(cells, "code_postal"), self._cell(cells, "commune")
        nom = self.names.get(code, "")
        town = f"{plain_number(postal)} {nom if normalise(nom) == normalise(commune) else commune}".strip()
        return street if not postal or postal in street else f"{street}, {town}"


def cle_of(text: str) -> str:
    """Key of an answer: a hash, so that what it is about is not kept."""
    return hashlib.sha256(text.casefold().encode()).hexdigest()[:32]


def _row_faults(row: Mapping[str, str]) -> list[tuple[str, Probleme]]:
    """Contradictions between cells of a row."""
    if not row.get("nom") and not row.get("siret"):
        return [("nom", probleme("E-STR-15"))]
    total, part = row.get("effectif", ""), row.get("effectif_insertion", "")
    if total.isdecimal() and part.isdecimal() and int(part) > int(total):
        return [("effectif_insertion", probleme("E-STR-01", valeur=part, effectif=total))]
    return []
