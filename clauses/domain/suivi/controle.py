"""Check what the correspondance of figures means: one year, one territory and one identifier a figure."""

import string
from collections.abc import Iterator

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.lecture import parse_annee
from clauses.domain.imports.lieux import NIVEAUX
from clauses.domain.issues import Issue
from clauses.domain.perimetre import FRANCE, PerimetreError, parse
from clauses.domain.regles import codes
from clauses.domain.regles.contexte import Contexte, Probleme, closest
from clauses.domain.schema import Schema
from clauses.domain.territoires import Territoires

PLACEHOLDERS = ("territoire", "nom", "code")
"""Names that a template may put between braces for the territory; ``annee`` stands for the year."""

_ONE_PLACE_ONLY = "une seule des deux est à donner"


def check_suivi(found: Correspondance, schema: Schema, territoires: Territoires) -> Iterator[Issue]:
    """What a correspondance of figures must say beside the rest: :func:`clauses.domain.imports.controle.check`."""
    yield from _columns(found)
    yield from _year(found, schema)
    yield from _place(found, schema, territoires)
    yield from _templates(found)


def _columns(found: Correspondance) -> Iterator[Issue]:
    colonnes = found.colonnes
    for name, other in (("qpv", "beneficiaire"), ("code_postal", "territoire")):
        if name in colonnes and other not in colonnes:
            yield found.missing(
                "colonnes", other, attendu=f"{found.description.by_key[other].attendu}, dont {name} a besoin"
            )
    # The messages quote what they find in a column: that of the people must have no other use.
    people = set(colonnes.get("beneficiaire", ()))
    others = [("colonnes", name) for name, titles in colonnes.items() if people & {*titles} and name != "beneficiaire"]
    others += [("filtre", title) for title in found.filtre if title in people]
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
