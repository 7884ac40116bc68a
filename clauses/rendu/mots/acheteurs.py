"""French words of the buyers, as they would say them: « un bailleur social », not « bailleurs sociaux »."""

from collections.abc import Mapping

from clauses.rendu.mots import typeset

UN: Mapping[str, str] = {
    "communes": "une commune ou une intercommunalité",
    "departement": "un Département",
    "region": "une Région",
    "etat": "un service de l’État",
    "bailleurs": "un bailleur social",
    "hopitaux": "un hôpital",
    "prives": "un acheteur privé",
}
"""One buyer of each type; one that is not here is written as in the data."""


def un(code: str) -> str:
    r"""One buyer of this type.

    >>> un("bailleurs"), un("essai")
    ('un bailleur social', 'l’acheteur «\xa0essai\xa0»')
    """
    return UN.get(code, f"l’acheteur « {code} »")


def je_suis(code: str) -> str:
    r"""What a buyer says of itself, to be shown its own guichets.

    >>> je_suis("bailleurs"), je_suis("essai")
    ('Je suis un bailleur social', 'Je suis l’acheteur «\xa0essai\xa0»')
    """
    return f"Je suis {un(code)}"


typeset(globals())
