"""Check what a correspondance means: one year, one territory and one identifier a figure, valid fixed columns."""

import string
from collections.abc import Iterator, Sequence

from clauses.domain.imports.controle import check_fixes, check_keys, in_order
from clauses.domain.imports.lecture import parse_annee
from clauses.domain.imports.lieux import NIVEAUX
from clauses.domain.issues import Issue
from clauses.domain.perimetre import FRANCE, PerimetreError, parse
from clauses.domain.regles import codes
from clauses.domain.regles.contexte import Contexte, Probleme, closest
from clauses.domain.schema import Schema
from clauses.domain.suivi.correspondance import COLONNES, COMPTES, TABLE, Correspondance
from clauses.domain.territoires import Territoires

PLACEHOLDERS = ("territoire", "nom", "code")
"""Names that a template may put between braces for the territory; ``annee`` stands for the year."""

_REQUIRED = ("table", "colonnes", "fixes", "identifiant")
_SOURCES = {"id": "identifiant", "territoire": "territoire", "annee": "annee", TABLE: "colonnes.heures"}
"""Columns of ``heures.csv`` that are never fixed, and the key that gives each."""
_ONE_PLACE_ONLY = "une seule des deux est à donner"


def check(found: Correspondance, read: Sequence[Issue], schema: Schema, territoires: Territoires) -> list[Issue]:
    """Issues that make a correspondance unusable, in the order of its lines.

    Parameters
    ----------
    read : what was already wrong in its form
    schema : that of ``heures.csv``
    """
    return in_order(
        [
            *read,
            *check_keys(found, _REQUIRED),
            *_columns(found),
            *_year(found, schema),
            *_place(found, schema, territoires),
            *_templates(found),
            *_fixes(found, schema),
        ]
    )


def _columns(found: Correspondance) -> Iterator[Issue]:
    colonnes = found.colonnes
    if ("colonnes",) in found.lines and "heures" not in colonnes:
        yield found.missing("colonnes", "heures")
    for name, other in (("qpv", "beneficiaire"), ("code_postal", "territoire")):
        if name in colonnes and other not in colonnes:
            yield found.missing("colonnes", other, attendu=f"{COLONNES[other]}, dont {name} a besoin")
    # The messages quote what they find in a column: that of the people must have no other use.
    people = colonnes.get("beneficiaire")
    others = [("colonnes", name) for name, title in colonnes.items() if title == people and name != "beneficiaire"]
    others += [("filtre", title) for title in found.filtre if title == people]
    for path in others:
        yield found.issue(
            "E-COL-14", *path, cle=".".join(path), autre="colonnes.beneficiaire",
            raison="la colonne des personnes ne sert qu’à les compter",
        )  # fmt: skip


def _year(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    given = [path for path in (("annee",), ("colonnes", "date"), ("colonnes", "annee")) if path in found.lines]
    if not given and ("colonnes",) in found.lines:
        yield found.missing("colonnes", "date")
    if len(given) > 1:
        cle, autre = (".".join(path) for path in given[:2])
        yield found.issue("E-COL-14", *given[1], cle=autre, autre=cle, raison=_ONE_PLACE_ONLY)
    year = parse_annee(found.annee, schema.by_name["annee"]) if found.annee else None
    if isinstance(year, Probleme):
        yield found.issue(year.code, "annee", **year.params)


def _place(found: Correspondance, schema: Schema, territoires: Territoires) -> Iterator[Issue]:
    from_column = "territoire" in found.colonnes
    if from_column and found.territoire:
        yield found.issue(
            "E-COL-14", "territoire", cle="territoire", autre="colonnes.territoire", raison=_ONE_PLACE_ONLY
        )
    elif found.territoire and found.niveau:
        yield found.issue(
            "E-COL-14", "niveau", cle="niveau", autre="territoire", raison="un territoire donné n’a pas de niveau"
        )
    elif from_column and ("niveau",) not in found.lines:
        yield found.missing("niveau")
    elif not from_column and not found.territoire and ("colonnes",) in found.lines:
        yield found.missing("colonnes", "territoire")
    if found.niveau and found.niveau not in NIVEAUX:
        yield found.unfit(found.niveau, "niveau", suggestion=closest(found.niveau, NIVEAUX, NIVEAUX))
    wrong = None
    if found.territoire:
        wrong = codes.perimetre(schema.by_name["territoire"], found.territoire, Contexte({}, territoires))
    if wrong:
        yield found.issue(wrong.code, "territoire", **wrong.params)
    elif found.territoire and not name_of(found.territoire, territoires) and "libelle" not in found.fixes:
        yield found.missing("fixes", "libelle")


def name_of(expression: str, territoires: Territoires) -> str:
    """Name of a territory; empty for several of them, for a whole country, and for what is not a territory.

    >>> from clauses.domain.territoires import example_territoires
    >>> name_of("DEP:98", example_territoires()), name_of("DEP:98 + DEP:99", example_territoires())
    ('Exemple', '')
    """
    try:
        tokens = parse(expression).tokens
    except PerimetreError:
        return ""
    if len(tokens) != 1 or tokens[0].level == FRANCE:
        return ""
    return territoires.name(tokens[0].level, tokens[0].code)


def _templates(found: Correspondance) -> Iterator[Issue]:
    """A template names only what there is; that of the identifiers tells apart what a column tells apart."""
    known = {*PLACEHOLDERS, "annee"}
    templates = {("identifiant",): found.identifiant, ("fixes", "libelle"): found.fixes.get("libelle", "")}
    for path, template in templates.items():
        names = _placeholders(template)
        if names is None or names - known:
            words = "un texte où seuls {territoire}, {nom}, {code} et {annee} sont entre accolades"
            yield found.unfit(template, *path, attendu=words)
    names = _placeholders(found.identifiant)
    if found.identifiant and names is not None and names <= known:
        is_vague = "territoire" in found.colonnes and names.isdisjoint(PLACEHOLDERS)
        if is_vague or (not found.annee and "annee" not in names):
            yield found.unfit(found.identifiant, "identifiant", attendu="un modèle où figurent {territoire} et {annee}")


def _placeholders(template: str) -> set[str] | None:
    """Names between braces; ``None`` when braces are not paired or hold anything else."""
    try:
        parts = [part[1:] for part in string.Formatter().parse(template)]
    except ValueError:
        return None
    if any(name is not None and (spec or conversion) for name, spec, conversion in parts):
        return None
    return {name for name, _, _ in parts if name is not None}


def _fixes(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    sources = dict(_SOURCES)
    sources |= {column: f"colonnes.{name}" for name, column in COMPTES.items() if name in found.colonnes}
    sources |= {"part_qpv": "colonnes.qpv"} if "qpv" in found.colonnes else {}
    essai = {"id": "essai", "territoire": FRANCE, "annee": "2000", TABLE: "1", "libelle": "Essai"}
    yield from check_fixes(found, schema, sources, essai, "E-HEU")
