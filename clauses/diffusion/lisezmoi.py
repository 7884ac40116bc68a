"""``LISEZ-MOI.txt``, the README of the package: its contents, formats, licence and sources, in French."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clauses.diffusion.fichiers import Fichier
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment
from clauses.rendu.formats import day
from clauses.rendu.mots import population

DESCRIPTION, README = "datapackage.json", "LISEZ-MOI.txt"

_READING = tuple(
    map(
        typographic,
        (
            "Les CSV sont en UTF-8, avec une virgule entre les colonnes et un point pour les décimales. Une cellule",
            "vide veut dire « non documenté ». Les codes INSEE et SIREN sont du texte : 09122 garde son zéro. Un texte",
            "qui commencerait comme une formule de tableur (=, +, -, @) est précédé d’une apostrophe. Les GeoJSON sont",
            f"en WGS{NO_BREAK}84 (longitude, latitude).",
        ),
    )
)


class Absent(NamedTuple):
    """A file left out, and the reason, in French."""

    nom: str
    raison: str


def build_readme(moment: Moment, kept: Sequence[Fichier], absents: Sequence[Absent]) -> bytes:
    """Bytes of the file; the licence and the sources are those that ``datapackage.json`` names."""
    number = f", édition n°{NO_BREAK}{moment.edition}" if moment.edition is not None else ""
    title = f"{moment.titre or 'Atlas des clauses sociales'}{number}"
    updated = f"actualisées le {day(moment.actualisee_le)}" if moment.actualisee_le else "non datées"
    licence = " ; ".join(_named(moment.description, "licenses"))
    citation = f"{title}, données {updated}{f', {licence}' if licence else ''}."
    lines = [
        *(f"{title}\nDonnées {updated}.", ""),
        *_section("Fichiers", [*map(_file, kept), f"- {DESCRIPTION}{NO_BREAK}: description de tous les fichiers"]),
        *_section("Fichiers absents de cette édition", [f"- {name}{NO_BREAK}: {why}" for name, why in absents]),
        *_section("Comment les lire", [*_READING, population.source(moment.territoires.annee_population)]),
        *_section("Licence", [licence or "Ces données ne disent pas leur licence."]),
        *_section("Pour citer", [citation]),
        *_section("Sources", [f"- {source}" for source in _named(moment.description, "sources")]),
    ]
    return "\n".join(lines).encode()


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (title, "", *lines, "")


def _file(fichier: Fichier) -> str:
    return f"- {fichier.nom}{NO_BREAK}: {fichier.titre}"


def _named(description: Mapping[str, Any], key: str) -> list[str]:
    """Title and address of the items of a list of the description; what has no title is passed over."""
    items = description.get(key)
    found = [item for item in items if isinstance(item, dict) and item.get("title")] if isinstance(items, list) else []
    return [f"{item['title']} ({item['path']})" if item.get("path") else str(item["title"]) for item in found]
