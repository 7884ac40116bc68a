"""Rules on codes: communes, perimeters, SIRET, keys of another table."""

import re

from clauses.domain.couleurs import PALEST, PALETTE, contrast
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Contexte, Probleme, one_digit_away, probleme
from clauses.domain.schema import Field
from clauses.domain.territoires import COMMUNE

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LA_POSTE = "356000000"


def commune(field: Field, value: str, contexte: Contexte) -> Probleme | None:
    """A commune is named by an INSEE code of the region; the issue of a merged one gives its successor."""
    if contexte.territoires is None:
        return None
    known = contexte.territoires.positions
    unknown = next((item for item in field.items(value) if item not in known), None)
    if unknown is None:
        return None
    territoires = contexte.territoires
    former = next(filter(None, map(territoires.successeurs.get, (unknown.upper(), f"0{unknown}"))), None)
    if former:
        actuelle = territoires.name(COMMUNE, former.code_actuel)
        params = {"valeur": unknown, "nom": former.nom, "actuelle": actuelle, "insee": former.code_actuel}
        return probleme("E-COM-02", **params, suggestion=former.code_actuel)
    return probleme(
        "E-COM-01",
        valeur=unknown,
        region=contexte.territoires.region_nom,
        suggestion=_commune_meant(unknown, contexte),
    )


def _commune_meant(value: str, contexte: Contexte) -> str:
    """The code behind a zero lost by a spreadsheet, a name, or one wrong digit."""
    assert contexte.territoires is not None
    known = contexte.territoires.positions
    for candidate in (f"0{value}", value.upper(), contexte.codes_by_name.get(normalise(value), "")):
        if candidate in known:
            return candidate
    return one_digit_away(value.upper(), known) if len(value) == 5 else ""


def perimetre(_field: Field, value: str, contexte: Contexte) -> Probleme | None:
    """A perimeter can be read, its codes exist, and it holds at least one commune."""
    try:
        parsed = parse(value)
    except PerimetreError as error:
        written = contexte.noms and contexte.noms.write(value)
        suggestion = written or error.suggestion or (contexte.noms.closest(error.token) if contexte.noms else "")
        token = value if written else error.token
        return probleme("E-PER-01", token=token, raison=error.raison, suggestion=suggestion)
    if contexte.territoires is None or len(contexte.positions(value)):
        return None
    try:
        parsed.niveaux(contexte.territoires)
    except PerimetreError as error:
        return probleme("E-PER-02", token=error.token, raison=error.raison, suggestion=error.suggestion or "")
    return probleme("E-PER-03", valeur=value)


def couleur(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A colour of the map can be seen on white, and is of the palette made for colour-blind readers."""
    if not _COLOUR.fullmatch(value):
        return None
    if contrast(value, "#ffffff") < PALEST:
        return probleme("E-COU-01", valeur=value)
    return None if value.upper() in PALETTE else probleme("A-COU-01", valeur=value)


def siret(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A SIRET has 14 digits and a right check digit (Luhn; a sum of digits for La Poste)."""
    if _SCIENTIFIC.fullmatch(value):
        return probleme("E-SIR-03", valeur=value)
    digits = "".join(value.split())
    if not re.fullmatch(r"[0-9]{14}", digits):
        return probleme("E-SIR-01", valeur=value)
    if not is_siret(digits):
        return probleme("E-SIR-02", valeur=value)
    return None if digits == value else probleme("E-SIR-01", valeur=value, suggestion=digits)


def is_siret(digits: str) -> bool:
    """Check digit of 14 digits.

    >>> is_siret("73282932000074"), is_siret("73282932000075"), is_siret("35600000000048")
    (True, False, True)
    """
    doubled = "".join(str(int(digit) * (2 if position % 2 else 1)) for position, digit in enumerate(digits[::-1]))
    if sum(map(int, doubled)) % 10 == 0:
        return True
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
