"""Validation: the same rules for the command line, the tests and the update screen.

Rules are small functions, listed below. One that looks at a single value runs once per distinct value of a column,
which keeps 50 000 rows within seconds; a French sentence never appears here (see :mod:`clauses.domain.issues`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from clauses.domain.issues import ERREUR, Issue, issue, severity
from clauses.domain.regles import codes, colonnes, contacts, lignes, valeurs
from clauses.domain.regles.contexte import Contexte, Probleme
from clauses.domain.regles.textes import BETWEEN_CELLS, FORMULA, TEXT_RULES
from clauses.domain.schema import Field
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires

ValueRule = Callable[[Field, str, Contexte], Probleme | None]
ColumnRule = Callable[[Table, Field, Contexte], Iterable[Issue]]
RowRule = Callable[[Table, Contexte], Iterable[Issue]]

COLUMN_RULES: tuple[ColumnRule, ...] = (colonnes.obligatoire, colonnes.unique, colonnes.reference)

FORM_RULES: tuple[ValueRule, ...] = (
    valeurs.nombre,
    valeurs.limites,
    valeurs.element_vide,
    valeurs.valeur_possible,
)
"""In order, then the rule of ``controle``, then the pattern: a value that fails one is not given to the next."""

CONTROLES: Mapping[str, ValueRule] = {
    "annee_passee": valeurs.annee_passee,
    "commune": codes.commune,
    "couleur": codes.couleur,
    "perimetre": codes.perimetre,
    "siret": codes.siret,
    "url": contacts.url,
    "source": contacts.source,
    "courriel": contacts.courriel,
    "telephone": contacts.telephone,
}
"""Rule of a column whose schema names it in ``controle``."""

CARE_RULES: tuple[ValueRule, ...] = (valeurs.doublon_de_liste, valeurs.trop_long)
"""Warnings, each on its own."""

ROW_RULES: Mapping[str, tuple[RowRule, ...]] = {
    "guichets": (
        lignes.guichet_sans_perimetre,
        lignes.guichets_superposes,
        lignes.guichets_fermes,
        lignes.tous_et_autres,
        lignes.depuis_avant_constat,
        lignes.contact_situe,
    ),
    "heures": (
        lignes.heures_comparables,
        lignes.heures_sans_chiffre,
        lignes.heures_sans_nature,
        lignes.annees_en_ordre,
    ),
    "repartitions": (lignes.parts_proches_de_cent,),
    "qpv": (lignes.qpv_dans_son_departement,),
    "structures": (lignes.effectif_insertion, lignes.depuis_avant_constat),
    "relais": (lignes.contact_situe,),
}
"""Rules of one table, after that on its key; left out for a table with a missing column, an error already."""

LIMIT = 100
"""Defects of one kind listed for a column: beyond, one issue says that there are more."""


def validate_tables(
    tables: Mapping[str, Table], territoires: Territoires | None = None, annee: int | None = None
) -> list[Issue]:
    """Every issue of the tables, those of their reading included, by table then line then column.

    Parameters
    ----------
    tables : tables by name; rules across tables see those that are there
    territoires : needed to check communes and perimeters; without it these checks are left out
    annee : current year, beyond which facts are in the future; ``None``: not checked
    """
    contexte = Contexte({name: table for name, table in tables.items() if not table.is_unread}, territoires, annee)
    return [found for table in tables.values() for found in _sorted(_validate(table, contexte), table)]


def find_error(field: Field, value: str, contexte: Contexte) -> Probleme | None:
    """The first error that the rules on a single value find in one; the cell is filled."""
    rules = (rule(field, value, contexte) for rule in _value_rules(field))
    texts = (rule.check(value) for rule in (() if field.is_numeric else TEXT_RULES))
    return next((found for found in chain(rules, texts) if found and severity(found.code) == ERREUR), None)


def _value_rules(field: Field) -> tuple[ValueRule, ...]:
    """In order: a value that fails one is not given to the next."""
    controle = CONTROLES.get(field.controle)
    return (*FORM_RULES, *([controle] if controle else []), valeurs.motif)


def _validate(table: Table, contexte: Contexte) -> Iterator[Issue]:
    yield from table.issues
    if not table.is_unread:
        yield from lignes.table_vide(table)
    for field in table.schema.fields:
        if field.name not in table.absent:
            for rule in COLUMN_RULES:
                yield from capped(rule(table, field, contexte))
            yield from capped(_value_issues(table, field, contexte))
            yield from capped(_text_issues(table, field))
    if not table.is_incomplete:
        for rule in (lignes.cle, *ROW_RULES.get(table.name, ())):
            yield from capped(rule(table, contexte))


def _value_issues(table: Table, field: Field, contexte: Contexte) -> Iterator[Issue]:
    """Issues of the rules on one value, in the order of the rows."""
    rules = _value_rules(field)
    verdicts: dict[str, list[Probleme]] = {"": []}
    for line, value in table.records(field.name):
        if value not in verdicts:
            form = next(filter(None, (rule(field, value, contexte) for rule in rules)), None)
            care = [rule(field, value, contexte) for rule in CARE_RULES]
            verdicts[value] = [found for found in (form, *care) if found]
        for found in verdicts[value]:
            yield issue(found.code, table.file, line, field.name, **found.params)


def _text_issues(table: Table, field: Field) -> Iterator[Issue]:
    if field.is_numeric:
        return
    column = BETWEEN_CELLS.join(table.columns[field.name])
    for rule in TEXT_RULES:
        # « +33 4… » is a telephone, not a formula.
        if (rule is FORMULA and field.controle == "telephone") or not rule.pattern.search(column):
            continue
        for line, value in table.records(field.name):
            found = rule.check(value)
            if found:
                yield issue(found.code, table.file, line, field.name, **found.params)


def capped(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The first issues of one rule: a slip repeated on every row stays readable, and quick to find.

    Warnings beyond the limit are dropped but never stop the search: an error may come after them.
    """
    counts: Counter[str] = Counter()
    for found in issues:
        counts[found.severity] += 1
        if counts[found.severity] <= LIMIT:
            yield found
        elif counts[found.severity] == LIMIT + 1:
            yield issue("A-VAL-04", found.file, found.line, found.column, limite=LIMIT)
            if found.severity == ERREUR:
                return


def _sorted(issues: Iterable[Issue], table: Table) -> list[Issue]:
    rank = {name: position for position, name in enumerate(table.schema.names)}
    return sorted(issues, key=lambda found: (found.line or 0, rank.get(found.column or "", -1), found.code))
