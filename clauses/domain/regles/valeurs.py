"""Rules on the form of one value: type, limits, list of values, pattern."""

import re

from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Contexte, Probleme, closest, probleme
from clauses.domain.schema import Field

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_EXPONENT = re.compile(r"[-+]?[0-9.,]+[eE][-+]?[0-9]+")
_FORMS = {
    "integer": (_INTEGER, "E-VAL-02"),
    "number": (_NUMBER, "E-VAL-03"),
    "year": (_YEAR, "E-VAL-04"),
}
LONGEST_TEXT = 2000
_OTHER_SEPARATORS = re.compile(r"\s*[,;/|]\s*")


def nombre(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A numeric column holds a number of its type."""
    if not field.is_numeric:
        return None
    form, code = _FORMS[field.type]
    if form.fullmatch(value):
        return None
    # « 1e-07 » is a number written otherwise, of which the first figures say nothing.
    digits = (
        None if _EXPONENT.fullmatch(value) else re.search(r"[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?", value)
    )
    guess = field.canonical(digits.group()) if digits else ""
    return probleme(code, valeur=value, suggestion=guess if form.fullmatch(guess) else "")


def limites(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A number is within the limits of its column."""
    if not field.is_numeric:
        return None
    if field.minimum is not None and float(value) < field.minimum:
        return probleme("E-VAL-05", valeur=value, minimum=field.minimum)
    if field.maximum is not None and float(value) > field.maximum:
        return probleme("E-VAL-12", valeur=value, maximum=field.maximum)
    return None


def annee_passee(_field: Field, value: str, contexte: Contexte) -> Probleme | None:
    """A year of observation or of beginning cannot be in the future."""
    if contexte.annee is None or not value.isdecimal() or int(value) <= contexte.annee:
        return None
    return probleme("E-VAL-11", valeur=value)


def element_vide(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A list has no empty item."""
    if not field.separateur or all(field.items(value)):
        return None
    return probleme("E-VAL-08", valeur=value, suggestion=field.separateur.join(filter(None, field.items(value))))


def valeur_possible(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A column with a list of values holds one of them (a list: only some of them)."""
    if not field.enum:
        return None
    unknown = [item for item in field.items(value) if item not in field.enum]
    if not unknown:
        return None
    others = _OTHER_SEPARATORS.split(value)
    if field.separateur and len(others) > 1 and all(item in field.enum for item in others):
        suggestion = field.separateur.join(others)
    else:
        suggestion = closest(unknown[0], field.enum, dict(field.categories))
    return probleme("E-VAL-06", valeur=unknown[0], valeurs=", ".join(field.enum), suggestion=suggestion)


def motif(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A column with a pattern follows it."""
    if field.pattern is None or field.is_numeric or field.pattern.fullmatch(value):
        return None
    guess = next(filter(field.pattern.fullmatch, _rewritings(value)), "")
    return probleme("E-VAL-07", valeur=value, exemple=field.example, suggestion=guess)


def doublon_de_liste(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A list does not repeat an item."""
    if not field.separateur:
        return None
    items = field.items(value)
    repeated = next((item for position, item in enumerate(items) if item in items[:position]), None)
    return None if repeated is None else probleme("A-VAL-03", valeur=value, element=repeated)


def trop_long(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A cell is not a whole document, nor a quote that was never closed."""
    return probleme("A-TXT-04", longueur=len(value)) if len(value) > LONGEST_TEXT else None


def _rewritings(value: str) -> list[str]:
    """The usual slips put right: capitals, accents and spaces in a code, a zero lost, a « # » forgotten."""
    plain = normalise(value)
    return [
        value.upper(),
        value.lower(),
        "".join(value.split()),
        plain.replace(" ", "-"),
        plain.replace(" ", "_"),
        f"0{value}",
        f"#{value}",
    ]
