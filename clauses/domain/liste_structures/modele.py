"""Modele: the correspondance of a list of structures, prepared from its titles."""

from collections.abc import Mapping

from clauses.domain.imports import modele
from clauses.domain.imports.export import Export
from clauses.domain.imports.modele import column_line, fixed_line, quoted, unused_lines
from clauses.domain.liste_structures.correspondance import COLONNES, TABLE
from clauses.domain.liste_structures.personnes import is_title_of_person
from clauses.domain.schema import Schema

USUAL: Mapping[str, tuple[str, ...]] = {
    "nom": ("nom", "nom de la structure", "structure", "raison sociale", "denomination", "nom usuel", "enseigne"),
    "type": ("type", "type de structure", "type siae", "categorie", "dispositif"),
    "siret": ("siret", "n siret", "numero siret"),
    "commune": ("commune", "ville", "nom de la commune"),
    "code_insee": ("code insee", "code commune", "insee"),
    "code_postal": ("code postal", "cp"),
    "departement": ("departement", "dept", "code departement"),
    "adresse": ("adresse", "rue", "adresse postale", "voie"),
    "telephone": ("telephone", "tel", "standard"),
    "courriel": ("courriel", "mail", "email", "adresse mail"),
    "site": ("site", "site web", "site internet", "url"),
    "secteurs": ("secteurs", "secteurs d activite", "activites", "domaines d activite"),
    "effectif": ("effectif", "nombre de salaries"),
    "effectif_insertion": ("effectif en insertion", "salaries en insertion"),
    "depuis": ("annee de creation", "date de creation"),
    "constate_en": ("date de mise a jour", "annee"),
}
"""How lists of structures call their columns."""

_ALWAYS = ("nom", "type", "siret", "commune", "code_postal")


def build_modele(export: Export, schema: Schema) -> str:
    """The text of a correspondance (YAML): what can be guessed is filled; columns that name people are left out."""
    titles = [title for title in export.titres if not is_title_of_person(title, "courriel")]
    found = modele.guess_columns(titles, USUAL)
    found = {key: title for key, title in found.items() if not is_title_of_person(title, key)}
    lines = [
        "# Correspondance préparée d’après les titres du fichier, à relire et à compléter : docs/import-structures.md.",
        f"table: {TABLE}",
        *([f"feuille: {quoted(export.feuille)}"] if export.feuille else []),
        "colonnes:",
        *(column_line(key, found, COLONNES[key]) for key in COLONNES if key in found or key in _ALWAYS),
        "fixes:",
        fixed_line("confiance", "", schema),
        fixed_line("source", "", schema),
        *unused_lines(export.titres, found),
    ]
    return "\n".join(lines) + "\n"
