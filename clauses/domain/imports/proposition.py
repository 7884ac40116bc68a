"""Proposition: a correspondance guessed from the titles of a file and from the values of its columns."""

import difflib
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.description import Colonne, Description, Genre
from clauses.domain.imports.export import Export, told_apart
from clauses.domain.imports.lecture import AnneeMois, parse_annee, parse_date, parse_heures, parse_oui_non
from clauses.domain.imports.lieux import plain_number
from clauses.domain.issues import Issue
from clauses.domain.listes.cellules import read_siret, read_type
from clauses.domain.listes.personnes import is_title_of_person
from clauses.domain.recherche import normalise
from clauses.domain.regles import contacts
from clauses.domain.schema import Field, Schema
from clauses.domain.territoires import Territoires

_LIKELY, _SURE, _IMPOSSIBLE = 0.6, 0.8, 0.3
_MOST_ROWS, _MOST_VALUES = 3000, 300
"""Rows looked at, spread over the file, and different values kept of a column."""

FEWEST_DISTINCT, ENOUGH_ROWS = 5, 50
"""A column of so few values, in so many rows, does not tell contracts nor people apart."""

_TELLING = {Genre.SIRET, Genre.COURRIEL, Genre.TELEPHONE, Genre.POSTAL, Genre.INSEE, Genre.SITE}
"""Kinds whose values alone tell what a column is."""

_STREET = (
    ("num rue", "numero rue", "num voie", "numero voie", "numero de voie", "n voie", "numero"),
    ("type voie", "type de voie", "nature voie"),
    ("nom rue", "nom voie", "nom de voie", "nom de la voie", "libelle voie", "voie", "rue"),
)
"""Titles of the parts of an address, in the order in which they are joined."""

_LONGEST_DEPARTEMENT = 3
_SITE = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}(/\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+33|0033|0)?[1-9]\d{8}")
_NOT_COUNTED = re.compile(r"(type|nature|categorie|statut|duree|date|nb|nombre)\b")


@dataclass(frozen=True)
class Valeurs:
    """Values of a column: different ones in their order, number of filled rows looked at, of different values."""

    distinctes: tuple[str, ...] = ()
    remplies: int = 0
    nombre: int = 0

    @property
    def is_pauvre(self) -> bool:
        """True if they are too few to tell rows apart."""
        return self.remplies >= ENOUGH_ROWS and self.nombre <= FEWEST_DISTINCT


def values_of(export: Export, most: int = _MOST_VALUES) -> dict[str, Valeurs]:
    """Values of each column, by title told apart."""
    step = max(1, len(export.lignes) // _MOST_ROWS)
    rows = [cells for _, cells in export.lignes[::step] if len(cells) == export.largeur]
    found = {}
    for rank, title in enumerate(told_apart(export.titres)):
        filled = [cells[rank] for cells in rows if cells[rank]]
        distinct = dict.fromkeys(filled)
        found[title] = Valeurs(tuple(distinct)[:most], len(filled), len(distinct))
    return found


@dataclass
class Lecteur:
    """How well values agree with a kind; ``None`` when nothing can be said of it."""

    schema: Schema
    territoires: Territoires

    def agrees(self, colonne: Colonne, valeurs: Valeurs) -> float | None:
        """Share from 0 to 1 of the values that are of the kind of this column."""
        values = valeurs.distinctes
        if not values:
            return None
        match colonne.genre:
            case Genre.DISTINCT:
                return 0.0 if valeurs.is_pauvre else None
            case Genre.POSTAL | Genre.INSEE:
                return self._codes(values)[colonne.genre]
            case Genre.COMMUNE | Genre.TERRITOIRE:
                codes = self._codes(values)
                numbers = _share(values, lambda text: plain_number(text).isdecimal())
                return None if numbers < 0.5 else codes[Genre.INSEE]
            case Genre.CREATION:
                years = [year for year in map(self._year, values) if year]
                # A column of dates that are all of the last years is that of the updates of a list.
                is_spread = len(years) >= len(values) / 2 and max(years) - min(years) >= 3
                return 0.9 if is_spread else 0.0
            case Genre.NOM:
                lengths = [len(text) for text in values]
                return 0.0 if statistics.median(lengths) > 80 or valeurs.is_pauvre else None
            case Genre.ADRESSE:
                return 0.0 if _share(values, lambda text: len(text) < 5 or "@" in text) > 0.5 else None
            case Genre.CATEGORIE:
                return self._category(colonne, values)
        test = self._tests.get(colonne.genre)
        return _share(values, test) if test else None

    def is_postal(self, valeurs: Valeurs) -> bool:
        """True if these are postal codes rather than INSEE codes."""
        return bool(valeurs.distinctes) and self._codes(valeurs.distinctes)[Genre.POSTAL] > 0.5

    @cached_property
    def _tests(self) -> Mapping[Genre, Callable[[str], bool]]:
        number = Field("", "", "", "number")
        return {
            Genre.SIRET: lambda text: bool(read_siret(text).valeur),
            Genre.TELEPHONE: lambda text: bool(_PHONE.fullmatch(re.sub(r"[\s.()/-]", "", text.replace("(0)", "")))),
            Genre.COURRIEL: contacts.is_courriel,
            Genre.SITE: lambda text: bool(_SITE.fullmatch(text)) and not contacts.is_courriel(text),
            Genre.DATE: lambda text: isinstance(parse_date(text, _YEAR), AnneeMois),
            Genre.ANNEE: lambda text: self._year(text) is not None,
            Genre.HEURES: lambda text: not isinstance(parse_heures(text, number), tuple),
            Genre.NOMBRE: lambda text: not isinstance(parse_heures(text, number), tuple),
            Genre.OUI_NON: lambda text: isinstance(parse_oui_non(text), bool),
            Genre.DEPARTEMENT: lambda text: not text[:4].isdecimal() or len(text) <= _LONGEST_DEPARTEMENT,
        }

    def _codes(self, values: Sequence[str]) -> dict[Genre, float]:
        """Shares of postal and of INSEE codes: a number may be both, and the better of the two wins."""
        codes = [plain_number(text).upper() for text in values]
        shaped = [code for code in codes if re.fullmatch(r"\d[\dAB]\d{3}", code)]
        if len(shaped) * 2 < len(codes):
            return {Genre.POSTAL: 0.0, Genre.INSEE: 0.0}
        here = [code for code in shaped if code in self._postal or code in self._insee]
        if not here:
            return {Genre.POSTAL: 0.5, Genre.INSEE: 0.0}
        postal = sum(code in self._postal for code in here) / len(here)
        insee = sum(code in self._insee for code in here) / len(here)
        return {Genre.POSTAL: postal if postal >= insee else 0.0, Genre.INSEE: insee if insee > postal else 0.0}

    def _category(self, colonne: Colonne, values: Sequence[str]) -> float | None:
        field = self.schema.by_name[colonne.colonne]
        if not field.categories:
            return None
        return max(_share(values, lambda text: not read_type(text, field, {}).probleme), _IMPOSSIBLE)

    def _year(self, text: str) -> int | None:
        found = parse_annee(text, _YEAR)
        found = found if isinstance(found, AnneeMois) else parse_date(text, _YEAR)
        return found.annee if isinstance(found, AnneeMois) else None

    @cached_property
    def _insee(self) -> frozenset[str]:
        return frozenset(self.territoires.positions)

    @cached_property
    def _postal(self) -> frozenset[str]:
        cells = self.territoires.communes["codes_postaux"]
        return frozenset(code for cell in cells for code in str(cell).split("|") if code)


_YEAR = Field("annee", "", "", "year", minimum=1900, maximum=2100)


def propose(export: Export, description: Description, schema: Schema, territoires: Territoires) -> Correspondance:
    """The correspondance that a file most likely has; a title serves once, and never one of people."""
    values = values_of(export)
    people = {title for title in values if description.is_liste and is_title_of_person(title, "courriel")}
    found = guess_columns(
        {title: each for title, each in values.items() if title not in people}, description, schema, territoires
    )
    colonnes = {
        key: titles
        for key, titles in found.items()
        if not (description.is_liste and any(is_title_of_person(title, key) for title in titles))
    }
    fixes = {name: value for name, value in description.fixes.items() if value}
    reglages = description.reglages
    return Correspondance(
        description, export.file, {}, description.table, colonnes, fixes=fixes, feuille=export.feuille,
        niveau=reglages.get("niveau", ""), identifiant=reglages.get("identifiant", ""),
    )  # fmt: skip


def guess_columns(
    values: Mapping[str, Valeurs], description: Description, schema: Schema, territoires: Territoires
) -> dict[str, tuple[str, ...]]:
    """The titles that each key most likely means, in the order of the description."""
    lecteur = Lecteur(schema, territoires)
    scores = [
        (_score(title, each, colonne, lecteur), -rank, colonne.key, title)
        for colonne in description.colonnes
        for rank, (title, each) in enumerate(values.items())
    ]
    found: dict[str, tuple[str, ...]] = {}
    street = _street(values) if "adresse" in description.by_key else ()
    if street:
        found["adresse"] = street
    taken = set(street)
    for score, _, key, title in sorted(scores, key=lambda each: (-each[0], -each[1])):
        if score >= _LIKELY and key not in found and title not in taken:
            found[key] = (title,)
            taken.add(title)
    if "date" in found:
        found.pop("annee", None)
    if "qpv" in found and "beneficiaire" not in found:
        found.pop("qpv")
    return {key: found[key] for key in description.by_key if key in found}


def _score(title: str, valeurs: Valeurs, colonne: Colonne, lecteur: Lecteur) -> float:
    name = normalise(title)
    if colonne.genre is Genre.DISTINCT and _NOT_COUNTED.match(name):
        return 0.0
    likeness = max((_likeness(name, each) for each in (*colonne.usuels, normalise(colonne.titre))), default=0.0)
    agreement = lecteur.agrees(colonne, valeurs)
    if agreement is None:
        return likeness
    if agreement < _IMPOSSIBLE:
        return 0.0
    if likeness >= _LIKELY:
        return 0.7 * likeness + 0.3 * agreement if agreement >= 0.5 else likeness * 0.9
    return 0.75 * agreement if colonne.genre in _TELLING and agreement >= _SURE else 0.0


def _likeness(title: str, usual: str) -> float:
    """From 0 to 1; a title that holds a whole usual one is close to it."""
    ratio = difflib.SequenceMatcher(None, title, usual).ratio()
    return max(ratio, 0.75) if f" {usual} " in f" {title} " else ratio


def _street(values: Mapping[str, Valeurs]) -> tuple[str, ...]:
    """Columns to join into an address: number, kind and name of the street, in the order of the file."""
    plain = {title: normalise(title) for title in values}
    parts = [next((title for title, name in plain.items() if name in names), "") for names in _STREET]
    return tuple(title for title in values if title in parts) if parts[0] and parts[2] else ()


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)


def check_values(found: Correspondance, export: Export, schema: Schema, territoires: Territoires) -> list[Issue]:
    """Columns whose values cannot be what a correspondance says: they would make a false map, or false figures."""
    values = values_of(export)
    lecteur = Lecteur(schema, territoires)
    issues = []
    for title in found.colonnes.get("code_insee", ()):
        if lecteur.is_postal(values.get(title, Valeurs())):
            issues.append(found.issue("E-COL-31", "colonnes", "code_insee", colonne=title))
    for title in found.colonnes.get("contrat", ()):
        each = values.get(title, Valeurs())
        if each.is_pauvre:
            counts = {"nombre": each.nombre, "lignes": each.remplies}
            issues.append(found.issue("E-COL-32", "colonnes", "contrat", colonne=title, **counts))
    return issues
