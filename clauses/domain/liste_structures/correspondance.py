"""Keys of the correspondance of a list of structures (``docs/import-structures.md``); two forms are known without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from clauses.domain.imports import correspondance
from clauses.domain.imports.export import Export
from clauses.domain.schema import Schema

TABLE = "structures"

CLES: Mapping[str, str] = {
    "table": f"le nom de la table à remplir ({TABLE})",
    "feuille": "le nom de la feuille du classeur",
    "colonnes": "les titres des colonnes du fichier",
    "types": "le type de structure que désigne chaque mot du fichier",
    "filtre": "les valeurs à garder, colonne par colonne",
    "fixes": "ce qui est dit une fois pour toutes les structures",
}

COLONNES: Mapping[str, str] = {
    "id": "la colonne des identifiants de structures.csv",
    "nom": "la colonne des noms de structures",
    "type": "la colonne des types de structures",
    "siret": "la colonne des numéros SIRET",
    "commune": "une colonne de communes, par leur nom ou leur code INSEE",
    "code_insee": "une colonne de codes INSEE",
    "code_postal": "une colonne de codes postaux",
    "departement": "une colonne de départements, par leur nom ou leur code",
    "adresse": "la colonne des adresses",
    "telephone": "la colonne des standards téléphoniques",
    "courriel": "la colonne des courriels",
    "site": "la colonne des sites web",
    "secteurs": "la colonne des secteurs d’activité",
    "effectif": "la colonne des nombres de salariés",
    "effectif_insertion": "la colonne des nombres de salariés en insertion",
    "depuis": "la colonne des années de création",
    "constate_en": "une colonne d’années ou de dates où les faits ont été établis",
    "confiance": "la colonne des degrés de confiance",
    "source": "la colonne des sources",
    "remarque": "la colonne des remarques",
}

_INCLUSION: Mapping[str, str] = {
    "nom": "nom",
    "siret": "siret",
    "commune": "commune",
    "code_insee": "code_insee",
    "code_postal": "code_postal",
    "adresse": "adresse",
    "telephone": "telephone",
    "courriel": "courriel",
    "site": "site_web",
    "constate_en": "date_maj",
    "source": "source",
}
"""Columns of data·inclusion that are read, by key."""
TYPOLOGIES = ("typologie", "reseaux_porteurs", "labels_nationaux")
"""Columns of data·inclusion that may give the type: the first one in v0, the second one in v1, the last one in v0."""

_SIGNS_OF_INCLUSION = frozenset({"id", "source", "nom", "date_maj"})
_SIGNS_OF_OURS = frozenset({"nom", "confiance", "source"})

CORRESPONDANCE, NOS_COLONNES, INCLUSION = "correspondance", "nos_colonnes", "inclusion"

EXPECTED = sorted({*_INCLUSION.values(), *TYPOLOGIES, *_SIGNS_OF_INCLUSION, *_SIGNS_OF_OURS, *COLONNES})
"""Titles by which the row of titles is found when there is no correspondance."""


@dataclass(frozen=True)
class Correspondance(correspondance.Correspondance):
    """Column mapping of a list of structures.

    Attributes
    ----------
    types : type of structure by word of the file
    forme : how the correspondance was made: written by someone, or known from the titles
    """

    TABLE: ClassVar[str] = TABLE
    CLES: ClassVar[Mapping[str, str]] = CLES
    COLONNES: ClassVar[Mapping[str, str]] = COLONNES
    TABLEAUX: ClassVar[frozenset[str]] = frozenset({"colonnes", "fixes", "filtre", "types"})

    types: Mapping[str, str] = field(default_factory=dict)
    forme: str = CORRESPONDANCE


def recognise(export: Export, schema: Schema) -> Correspondance | None:
    """The correspondance of a file whose titles are ours, or those of data·inclusion; ``None`` for any other."""
    titles = set(export.titres)
    if titles >= _SIGNS_OF_INCLUSION and "confiance" not in titles:
        columns = {key: title for key, title in _INCLUSION.items() if title in titles}
        columns |= {title: title for title in TYPOLOGIES if title in titles}
        return Correspondance(export.file, {}, TABLE, columns, fixes={"confiance": "moyenne"}, forme=INCLUSION)
    if titles >= _SIGNS_OF_OURS:
        columns = {name: name for name in schema.names if name in titles}
        return Correspondance(export.file, {}, TABLE, columns, forme=NOS_COLONNES)
    return None
