"""AdressePostale: an address written on one line, cut into the parts that other formats want."""

import re
from typing import NamedTuple

_TOWN = re.compile(r"(\d{5})\s+(\D.*)")


class AdressePostale(NamedTuple):
    """Street, postal code and town; an address that cannot be parsed is whole in ``rue``, the rest empty."""

    rue: str = ""
    code_postal: str = ""
    ville: str = ""


def parse_adresse(text: str) -> AdressePostale:
    """Parts of « rue, code postal ville »; any other text is kept whole as the street.

    >>> parse_adresse("4 avenue d'Aigues, 34110 Frontignan")
    AdressePostale(rue="4 avenue d'Aigues", code_postal='34110', ville='Frontignan')
    >>> parse_adresse("Hôtel de ville")
    AdressePostale(rue='Hôtel de ville', code_postal='', ville='')
    """
    street, _, end = text.strip().rpartition(",")
    match = _TOWN.fullmatch(end.strip())
    return AdressePostale(street.strip(), *match.groups()) if match else AdressePostale(text.strip())
