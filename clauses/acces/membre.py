"""Membre: signed-in member of the team, and how they signed in."""

from dataclasses import dataclass

COMPTES = "comptes"
OIDC = "oidc"
POSTE_LOCAL = "poste-local"
VOIES = (COMPTES, OIDC, POSTE_LOCAL)
"""Ways in, as ``CLAUSES_EQUIPE`` names them."""


@dataclass(frozen=True, slots=True)
class Membre:
    """Somebody who may change the data.

    Attributes
    ----------
    identifiant : str
        Name of the account, e-mail address given by the provider, or « poste-local »: what drafts are kept under.
    nom : str
        What is shown, and signs editions.
    methode : str
        One of :data:`VOIES`.
    """

    identifiant: str
    nom: str
    methode: str
