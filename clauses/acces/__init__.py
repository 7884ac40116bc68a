"""Authentication of the team: closed unless the installation opens a way in (docs/connexion.md).

One question, :func:`who`, asked at every request and at every interaction; and the ways in: an account of the registry
(:mod:`clauses.acces.comptes`), a provider of identity (:mod:`clauses.acces.oidc`), one's own computer.
"""

from clauses.acces.membre import COMPTES, OIDC, POSTE_LOCAL, Membre
from clauses.acces.qui import who
from clauses.acces.reglages import Reglages
from clauses.acces.temoins import COOKIE

__all__ = ["COMPTES", "COOKIE", "OIDC", "POSTE_LOCAL", "Membre", "Reglages", "who"]
