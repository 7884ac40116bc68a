"""Settings of the sign-in, read from the environment; a wrong one stops the start."""

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from clauses.acces.adresses import is_loopback
from clauses.acces.membre import COMPTES, OIDC, POSTE_LOCAL, VOIES, Membre
from clauses.domain.auteur import signature
from clauses.domain.typographie import NO_BREAK

EQUIPE_VARIABLE = "CLAUSES_EQUIPE"
NOM_VARIABLE = "CLAUSES_EQUIPE_NOM"
FOURNISSEUR_VARIABLE = "CLAUSES_OIDC_FOURNISSEUR"
CLIENT_VARIABLE = "CLAUSES_OIDC_CLIENT"
SECRET_VARIABLE = "CLAUSES_OIDC_SECRET"
AUTORISES_VARIABLE = "CLAUSES_OIDC_AUTORISES"
ACR_VARIABLE = "CLAUSES_OIDC_ACR"
LIBELLE_VARIABLE = "CLAUSES_OIDC_NOM"
PORTEES_VARIABLE = "CLAUSES_OIDC_PORTEES"

_AUTORISE = re.compile(r"[^@\s]*@[a-z0-9-]+(\.[a-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Fournisseur:
    """An identity provider (OpenID Connect) and the allowlist of its members.

    Attributes
    ----------
    emetteur : str
        Address that it calls itself by, under which its description is found.
    client, secret : str
        What it gave to this installation.
    autorises : frozenset of str
        E-mail addresses, or « @domaine.fr » for everybody there; lower case, never empty.
    acr : tuple of str
        Levels of authentication asked for, one of which the answer must bear; empty when any will do.
    portees : tuple of str
        Scopes asked for; empty to choose among those the provider announces.
    libelle : str
        What the button calls it; empty for a general phrase.
    """

    emetteur: str
    client: str
    secret: str
    autorises: frozenset[str]
    acr: tuple[str, ...] = ()
    portees: tuple[str, ...] = ()
    libelle: str = ""

    def allows(self, courriel: str) -> bool:
        """True if an address is on the allowlist, itself or through its domain.

        >>> Fournisseur("", "", "", frozenset({"@region.example", "a@b.example"})).allows("Lea@Region.example")
        True
        >>> Fournisseur("", "", "", frozenset({"@region.example"})).allows("lea@faux-region.example")
        False
        """
        courriel = courriel.strip().lower()
        name, at, domain = courriel.rpartition("@")
        return bool(name and at and domain) and (courriel in self.autorises or f"@{domain}" in self.autorises)


@dataclass(frozen=True, slots=True)
class Reglages:
    """Ways to sign in; without any, nobody can.

    ``poste`` is the member using this computer, when that way is open.
    """

    voies: frozenset[str] = frozenset()
    fournisseur: Fournisseur | None = None
    poste: Membre | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> "Reglages":
        """Read the settings.

        Raises
        ------
        ValueError
            When one is missing or invalid: better not to start than to open, or close, access by mistake.
        """
        voies = frozenset(environ.get(EQUIPE_VARIABLE, "").split())
        for voie in sorted(voies):
            if voie not in VOIES:
                raise _wrong(EQUIPE_VARIABLE, f"{_quoted(voie)} n’est pas une voie d’accès ({', '.join(VOIES)}).")
        return cls(
            voies,
            _fournisseur(environ) if OIDC in voies else None,
            _poste(environ) if POSTE_LOCAL in voies else None,
        )

    @property
    def comptes(self) -> bool:
        """True if accounts with a password are in use."""
        return COMPTES in self.voies

    def allows(self, membre: Membre) -> bool:
        """True if a member signed in earlier is still allowed: the way is open, the address is on the allowlist."""
        if membre.methode == OIDC:
            return self.fournisseur is not None and self.fournisseur.allows(membre.identifiant)
        return membre.methode in self.voies


def _fournisseur(environ: Mapping[str, str]) -> Fournisseur:
    emetteur, client, secret, autorises = (
        _required(environ, name)
        for name in (FOURNISSEUR_VARIABLE, CLIENT_VARIABLE, SECRET_VARIABLE, AUTORISES_VARIABLE)
    )
    if not is_safe_address(emetteur):
        raise _wrong(FOURNISSEUR_VARIABLE, f"{_quoted(emetteur)} n’est pas une adresse https.")
    allowed = frozenset(autorises.lower().split())
    for each in sorted(allowed):
        if not _AUTORISE.fullmatch(each):
            raise _wrong(
                AUTORISES_VARIABLE, f"{_quoted(each)} n’est ni une adresse de courriel ni un domaine (@exemple.fr)."
            )
    return Fournisseur(
        emetteur=emetteur,
        client=client,
        secret=secret,
        autorises=allowed,
        acr=tuple(environ.get(ACR_VARIABLE, "").split()),
        portees=tuple(environ.get(PORTEES_VARIABLE, "").split()),
        libelle=environ.get(LIBELLE_VARIABLE, "").strip(),
    )


def is_safe_address(address: object) -> bool:
    """True if an address is safe for identities: https, or loopback.

    >>> is_safe_address("https://a.example/x"), is_safe_address("http://a.example"), is_safe_address("http://127.0.0.1:9")
    (True, False, True)
    """
    if not isinstance(address, str) or re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def _poste(environ: Mapping[str, str]) -> Membre:
    nom = signature(environ.get(NOM_VARIABLE, ""))
    if not nom:
        try:
            nom = signature(getpass.getuser()) or POSTE_LOCAL
        except (OSError, KeyError, ImportError):
            # A user without a name in the system, as in some containers.
            nom = POSTE_LOCAL
    return Membre(POSTE_LOCAL, nom, POSTE_LOCAL)


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise _wrong(name, f"à renseigner quand {EQUIPE_VARIABLE} contient {_quoted(OIDC)}.")
    return value


def _wrong(name: str, why: str) -> ValueError:
    return ValueError(f"{name}{NO_BREAK}: {why}")


def _quoted(value: str) -> str:
    return f"«{NO_BREAK}{value}{NO_BREAK}»"
