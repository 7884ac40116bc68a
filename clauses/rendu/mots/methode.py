"""French texts of the screen « Données et méthode »."""

from datetime import date

from clauses.rendu.formats import day
from clauses.rendu.mots import typeset

TITLE = "D’où viennent les chiffres, et comment les reprendre"
MENU = "Données et méthode"
RUBRIQUE = "Rubrique"
TELECHARGER, DEFINITIONS, MANQUES, SOURCES = "telecharger", "definitions", "manques", "sources"
FRAICHEUR = "fraicheur"
EDITIONS = "editions"
RUBRIQUES = {
    TELECHARGER: "Télécharger",
    DEFINITIONS: "Définitions",
    MANQUES: "Ce qui manque",
    FRAICHEUR: "Âge et numéros",
    SOURCES: "Sources et licence",
    EDITIONS: "Éditions",
}
"""Sections drawn from the data; those of ``content/donnees`` come after."""

ZIP = "Tout, en un fichier ZIP"
ZIP_HELP = (
    "Toutes les tables et les périmètres des guichets, avec leur description au format Data Package : de quoi "
    "faire d’autres cartes, d’autres calculs."
)
ZIP_FILE = "atlas-clauses-sociales"
FILES_INTRO = (
    "Les noms de fichiers et de colonnes ne changent pas d’une édition à l’autre. Le CSV est fait pour les programmes "
    "(virgules, points décimaux) ; le XLSX s’ouvre dans un tableur ; le GeoJSON, dans un logiciel de "
    "cartographie."
)
FILES_TITLE = "Fichier par fichier"
ABSENT = "Une table ne peut pas être lue en ce moment : un fichier au moins n’est pas proposé."
COMMAND = "Les mêmes fichiers s’obtiennent sans navigateur, par la commande « ./atlas exporter DOSSIER »."
INCLUSION_TITLE = "Le schéma data·inclusion, et ce qu’il ne dit pas"

STATUTS_TITLE = "Les statuts de couverture"
STATUTS_INTRO = "Chaque commune a un seul statut : le premier de cette liste qui lui convient."
GLOSSARY = "Tous les termes, dans le glossaire"

GAPS_TITLE = "Ce qui manque, département par département"
GAPS_INTRO = (
    "« Aucun » veut dire que rien n’a été trouvé, pas qu’il n’y a rien. Un guichet, même réservé à certains acheteurs, "
    "compte dans chaque département dont il sert une commune ; un organisme de coordination n’en est pas un."
)
GAPS_FILE = "manques-par-departement"

SOURCES_TITLE = "Sources"
SOURCES_INTRO = "Chaque ligne de chaque table porte aussi sa propre source, écrite sur les fiches et dans les fichiers."
SOURCES_TABLE = "Sources et licence de chaque table et de chaque couche"
SOURCES_FILE = "sources"
LICENCE_TITLE = "Licence"
LICENCE_UNKNOWN = "Ces données ne disent pas leur licence : demandez avant de les reprendre."
CITE_TITLE = "Pour citer"


def edition(number: int | None, on: date | None) -> str:
    """Edition of the data shown."""
    words = "Édition non numérotée" if number is None else f"Édition n° {number}"
    return f"{words}, actualisée le {day(on)}." if on else f"{words}, non datée."


def reviewed(on: date | None) -> str:
    """Date of the last review of a page of prose."""
    return f"Relu le {day(on)}." if on else ""


def cite(title: str, number: int | None, on: date | None, licence: str) -> str:
    """Citation."""
    parts = [
        title,
        "" if number is None else f"édition n° {number}",
        f"données du {day(on)}" if on else "",
        licence,
    ]
    return f"{', '.join(part for part in parts if part)}."


typeset(globals())
