"""Accounts with a password: argon2id, counted tries, the same answer whether the account exists or not."""

import re
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clauses.acces import navigateurs
from clauses.acces.adresses import client_key
from clauses.acces.membre import COMPTES, POSTE_LOCAL
from clauses.acces.mots_de_passe import LONGEST
from clauses.storage.registre import Registre
from clauses.storage.traces import Evenement, trace

_IDENTIFIANT = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Essai:
    """Outcome of a sign-in attempt.

    Attributes
    ----------
    secret : str
        Identifier of the session opened; empty when the password was wrong, or not looked at.
    navigateur : str
        What the browser must bear from now on, to be known as one of this person's.
    attente : float
        Seconds to wait, when the password was not looked at.
    restants : int
        Tries left after a wrong one before a wait.
    ensuite : float
        Seconds to wait before the next, after a wrong one.
    """

    secret: str = ""
    navigateur: str = ""
    attente: float = 0.0
    restants: int = 0
    ensuite: float = 0.0


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


def sign_in(
    registre: Registre, identifiant: str, mot_de_passe: str, adresse: str, maintenant: float, navigateur: str = ""
) -> Essai:
    """Try a password; opens a session of eight hours if it is right.

    Wrong ones are counted (:mod:`clauses.storage.essais`); apart, for a browser that this person already signed in
    from, so that nobody keeps her out by trying passwords in her name.

    Raises
    ------
    RegistreError
        When the registry cannot be written: nobody comes in without being counted.
    """
    name = normalise(identifiant)
    compte = registre.compte(name)
    is_open = compte is not None and compte.actif
    # The same work for a name that nobody has, the first time as well: how long it takes tells nothing.
    empreinte = compte.empreinte if compte is not None and is_open else _nobody()
    known = navigateurs.recognise(navigateur, name, empreinte)
    origine = f"navigateur {known}" if known else f"adresse {client_key(adresse)}"
    # What is typed for a name may be a password.
    who = {"adresse": adresse, "voie": COMPTES, "compte": "" if compte is None else name}
    verdict = registre.essayer(name, origine, maintenant, connu=bool(known))
    if verdict.attente > 0:
        trace(Evenement.REFUS, **who, raison="attente")
        return Essai(attente=verdict.attente)
    is_right = _verify(empreinte, mot_de_passe)
    if compte is None or not (is_open and is_right):
        trace(Evenement.REFUS, **who, raison="mot de passe")
        if verdict.ensuite > 0:
            trace(Evenement.BLOCAGE, **who, secondes=round(verdict.ensuite))
        return Essai(restants=verdict.restants, ensuite=verdict.ensuite)
    registre.reussir(name, origine)
    secret = secrets.token_urlsafe(32)
    registre.ouvrir_seance(secret, compte.identifiant, compte.nom, COMPTES, maintenant)
    trace(Evenement.CONNEXION, **who)
    return Essai(secret, navigateurs.mark(navigateur, name, empreinte))


def _verify(empreinte: str, mot_de_passe: str) -> bool:
    try:
        return len(mot_de_passe) <= LONGEST and _HASHER.verify(empreinte, mot_de_passe)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows."""
    return hash_password(secrets.token_urlsafe(32))
