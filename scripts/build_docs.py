"""Write ``docs/donnees.md``, the data dictionary, from the schemas and the codes of the validation.

The tables of columns of ``docs/import-*.md`` are made from the descriptions of the imports.

Run ``python -m scripts.build_docs`` after changing a schema or a message; a test fails while the page is out of date.
"""

from pathlib import Path

from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.domain.imports.description import Description
from clauses.domain.issues import AVERTISSEMENT, MESSAGES, severity, template
from clauses.domain.schema import Field, Schema
from clauses.domain.typographie import NO_BREAK
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "donnees.md"

TYPES = {"string": "texte", "integer": "nombre entier", "number": "nombre", "year": "année"}
LOCATIONS = {"communes": "data/geo/communes.csv"}

INTRODUCTION = """# Dictionnaire des données

<!-- Page écrite par scripts/build_docs.py d’après data/schemas/*.json : ne pas la modifier à la main. -->

Les données sont de simples fichiers CSV, lisibles sans le programme : UTF-8, virgule entre les colonnes, point décimal.
Un fichier enregistré par un tableur en français (Windows-1252, points-virgules, virgule décimale) est lu aussi bien.
Les codes INSEE et SIREN sont du texte : `09122` garde son zéro. Une cellule vide veut dire « non documenté ».

Ces règles sont décrites une seule fois, dans `data/schemas/` (norme Table Schema) et `data/datapackage.json` (norme
Frictionless Data Package). Pour les vérifier : `./atlas verifier`.
"""

ISSUES = """## Ce que la vérification signale

Une **erreur** (code en `E-`) empêche la publication ; un **avertissement** (code en `A-`) non. Le code ne change jamais
de sens. Les mots entre accolades sont remplacés par ce qui a été trouvé.

| Code | Gravité | Message |
|---|---|---|
"""


COLUMNS = "| clé | ce que contient la colonne |\n|---|---|\n"


def dictionary(folder: Path = SHIPPED_DATA) -> str:
    """The whole page, in Markdown."""
    schemas = read_schemas(folder)
    names = [*TABLES, *sorted(schemas.keys() - set(TABLES))]
    sections = [_section(schemas[name]) for name in names]
    codes = "\n".join(f"| `{code}` | {severity(code)} | {template(code)} |" for code in _ordered_codes())
    return "\n".join([INTRODUCTION, *sections, ISSUES + codes, ""])


def _section(schema: Schema) -> str:
    location = LOCATIONS.get(schema.name, f"data/{schema.name}.csv")
    notes = [_values(field) for field in schema.fields if field.categories]
    notes += [
        f"- `{column}` désigne une ligne de la table `{table}` (colonne `{key}`)."
        for column, table, key in schema.foreign_keys
    ]
    lines = [
        f"## {schema.title}",
        "",
        f"`{location}` — {schema.description}",
        "",
        f"Clé : {', '.join(f'`{name}`' for name in schema.primary_key)}.",
        "",
        "| Colonne | Nom affiché | Ce qu’elle contient | Type | Exemple |",
        "|---|---|---|---|---|",
        *map(_row, schema.fields),
        *([""] if notes else []),
        *notes,
        "",
    ]
    return "\n".join(lines)


def _row(field: Field) -> str:
    example = f"`{_cell(field.example)}`" if field.example else ""
    return f"| `{field.name}` | {field.title} | {_cell(field.description)} | {_type(field)} | {example} |"


def _type(field: Field) -> str:
    """« nombre, obligatoire, de 0 à 100 »."""
    words = ["liste" if field.separateur else TYPES[field.type]]
    words += ["obligatoire"] * field.required + ["unique"] * field.unique + ["recommandé"] * field.recommande
    if field.minimum is not None and field.maximum is not None:
        words.append(f"de {field.minimum} à {field.maximum}")
    elif field.minimum is not None:
        words.append(f"au moins {field.minimum}")
    return ", ".join(words)


def _values(field: Field) -> str:
    values = ", ".join(f"`{value}` ({label})" for value, label in field.categories)
    return f"- `{field.name}`{NO_BREAK}: {values}."


def _ordered_codes() -> list[str]:
    """Errors before warnings, each in the order of the messages."""
    return sorted(MESSAGES, key=lambda code: severity(code) == AVERTISSEMENT)


def _cell(text: str) -> str:
    """Text of a Markdown table cell."""
    return text.replace("|", "\\|")


def import_guide(text: str, description: Description) -> str:
    """The guide of an import with the table of its columns made again from their description."""
    rows = "\n".join(f"| `{each.key}` | {_cell(each.aide)} |" for each in description.colonnes)
    head, rest = text.split(COLUMNS, 1)
    _, _, tail = rest.partition("\n\n")
    return f"{head}{COLUMNS}{rows}\n\n{tail}"


def import_guide_path(description: Description) -> Path:
    """Where the guide of an import is."""
    return PAGE.with_name(f"import-{description.table}.md")


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8", newline="\n")
    for each in DESCRIPTIONS.values():
        path = import_guide_path(each)
        path.write_text(import_guide(path.read_text(encoding="utf-8"), each), encoding="utf-8", newline="\n")
