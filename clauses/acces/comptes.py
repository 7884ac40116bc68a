"""Accounts with a password: argon2id, five tries, the same answer whether the account exists or not."""

import re
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clauses.acces.adresses import client_key
from clauses.acces.membre import COMPTES, POSTE_LOCAL
from clauses.storage.registre import Registre

SHORTEST = 12
LONGEST = 1024

_IDENTIFIANT = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Essai:
    """Outcome of a sign-in attempt: the identifier of the session opened, or nothing; seconds to wait, if any."""

    secret: str = ""
    attente: float = 0.0


def normalise(identifiant: str) -> str:
    """The name of an account, however it was typed.

    >>> normalise(" Lea.Martin ")
    'lea.martin'
    """
    return identifiant.strip().lower()


def is_identifiant(identifiant: str) -> bool:
    """True if a name is valid for an account.

    >>> [is_identifiant(each) for each in ("lea.martin", "Léa", "a@b.example", "poste-local")]
    [True, False, False, False]
    """
    # An « @ » would make it look like somebody whom a provider let in.
    return bool(_IDENTIFIANT.fullmatch(identifiant)) and identifiant != POSTE_LOCAL


def hash_password(mot_de_passe: str) -> str:
    """The argon2id hash to keep of a password; a new salt each time."""
    return _HASHER.hash(mot_de_passe)


def sign_in(registre: Registre, identifiant: str, mot_de_passe: str, adresse: str, maintenant: float) -> Essai:
    """Try a password; opens a session of eight hours if it is right.

    Five wrong ones for an account, or from an address, and every try is refused for a quarter of an hour.

    Raises
    ------
    RegistreError
        When the registry cannot be written: nobody comes in without being counted.
    """
    name, place = f"compte {normalise(identifiant)}", f"adresse {client_key(adresse)}"
    wait = registre.essayer((name, place), maintenant)
    if wait > 0:
        return Essai(attente=wait)
    compte = registre.compte(normalise(identifiant))
    is_open = compte is not None and compte.actif
    # The same work for a name that nobody has, the first time as well: how long it takes tells nothing.
    nobody = _nobody()
    is_right = _verify(compte.empreinte if compte is not None and is_open else nobody, mot_de_passe)
    if compte is None or not (is_open and is_right):
        return Essai()
    registre.reussir(name, place)
    secret = secrets.token_urlsafe(32)
    registre.ouvrir_seance(secret, compte.identifiant, compte.nom, COMPTES, maintenant)
    return Essai(secret)


def _verify(empreinte: str, mot_de_passe: str) -> bool:
    try:
        return len(mot_de_passe) <= LONGEST and _HASHER.verify(empreinte, mot_de_passe)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows."""
    return hash_password(secrets.token_urlsafe(32))
