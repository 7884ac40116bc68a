"""Description: one import as data: its columns, their words, usual titles, kinds of values and what is required.

The page, the command line, the documents and the tests are all made from it (:mod:`clauses.domain.imports.catalogue`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Genre(StrEnum):
    """Kind of the values of a column: how they are read, and how a column is recognised whatever its title."""

    TEXTE = "texte"
    NOM = "nom"
    ADRESSE = "adresse"
    LISTE = "liste"
    CATEGORIE = "categorie"
    NOMBRE = "nombre"
    HEURES = "heures"
    ANNEE = "annee"
    CREATION = "creation"
    DATE = "date"
    OUI_NON = "oui_non"
    SIRET = "siret"
    COMMUNE = "commune"
    INSEE = "insee"
    POSTAL = "postal"
    DEPARTEMENT = "departement"
    TERRITOIRE = "territoire"
    PERIMETRE = "perimetre"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    SITE = "site"
    DISTINCT = "distinct"
    BRUT = "brut"


@dataclass(frozen=True)
class Colonne:
    """What a column of the file may give.

    Attributes
    ----------
    key : its key in a correspondance
    titre : short name, as a list offers it
    attendu : what it holds, in words (« une colonne de codes postaux »)
    aide : what is accepted there, for the list of the page and for the documents
    genre : kind of its values
    colonne : column of the table that it fills; empty when it only helps to find another one
    usuels : how files usually call it, without accents
    is_obligatoire : whether a correspondance must have it
    is_toujours : whether a model always shows it, even empty
    """

    key: str
    titre: str
    attendu: str
    aide: str = ""
    genre: Genre = Genre.TEXTE
    colonne: str = ""
    usuels: tuple[str, ...] = ()
    is_obligatoire: bool = False
    is_toujours: bool = False


@dataclass(frozen=True)
class Description:
    """One import.

    Attributes
    ----------
    table : the table that it fills
    cles : keys of a correspondance, and what each gives
    colonnes : what the columns of a file may give, in the order of the lists
    fixes : columns of the table said once for the whole file, with what is proposed
    reglages : other keys of a correspondance, with what is proposed
    requises : keys that a correspondance must have
    de_chacun : columns of the table that are never the same for all the rows, and the key that gives each
    lieu : column of the table that holds the commune of a row; empty for figures
    regles : beginning of the codes of the rules on several columns of the table
    """

    table: str
    cles: Mapping[str, str]
    colonnes: tuple[Colonne, ...]
    fixes: Mapping[str, str] = field(default_factory=dict)
    reglages: Mapping[str, str] = field(default_factory=dict)
    requises: tuple[str, ...] = ("table", "colonnes")
    de_chacun: Mapping[str, str] = field(default_factory=dict)
    lieu: str = ""
    regles: str = ""

    @cached_property
    def by_key(self) -> dict[str, Colonne]:
        """Columns by key."""
        return {each.key: each for each in self.colonnes}

    @property
    def is_liste(self) -> bool:
        """True if each row of the file is a row of the table; figures are added up."""
        return bool(self.lieu)
