"""Sign-in through a provider of identity (OpenID Connect, authorization code), as ProConnect wants it.

Its ``state`` and ``nonce`` are long, nothing is asked beyond the standard, PKCE is used where it is announced, the
answer of ``userinfo`` may be a signed token, and the level of authentication asked for is verified. Every function
sends requests to the provider, hence blocks: call them in a thread.
"""

import json
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.discovery import get_well_known_url

from clauses.acces.jetons import Verifier
from clauses.acces.refus import (
    ANNULEE,
    COURRIEL_NON_VERIFIE,
    EXPIREE,
    HORS_LISTE,
    JETON,
    NIVEAU,
    SANS_COURRIEL,
    RefusError,
)
from clauses.acces.reglages import Fournisseur, is_safe_address
from clauses.domain.auteur import signature

# Seconds to reach the provider, then between two parts of its answer. ProConnect's code lasts 30 seconds.
TIMEOUT = (4.0, 8.0)
# Seconds that its description is kept; and, when it cannot be read, that it is not asked for again.
DESCRIPTION_KEPT = 60.0
FAILURE_KEPT = 5.0


class FournisseurError(Exception):
    """The provider cannot be reached, answers nonsense, or does not know this installation."""


@dataclass(frozen=True, slots=True)
class Depart:
    """Authorization request: address to redirect to, its ``state``, and the values to check the callback against."""

    adresse: str
    state: str
    attendu: dict[str, str]


@dataclass(frozen=True, slots=True)
class Identite:
    """Identity received: e-mail address (lower case), name, and the token that closes the provider's session."""

    courriel: str
    nom: str
    jeton: str


class Client:
    """Client of one provider (relying party), shared by every thread; only the provider's description is kept."""

    def __init__(self, fournisseur: Fournisseur) -> None:
        self.fournisseur = fournisseur
        self._description = _Description(fournisseur.emetteur)

    def start(self, retour: str) -> Depart:
        """Prepare a sign-in; ``retour`` is the address the provider sends the browser back to.

        Raises
        ------
        FournisseurError
        """
        with self._session() as session:
            metadata = self._description.get(session)
            state, attendu = secrets.token_urlsafe(48), {"nonce": secrets.token_urlsafe(48), "retour": retour}
            asked: dict[str, str] = {
                "nonce": attendu["nonce"],
                "redirect_uri": retour,
                "scope": " ".join(self.fournisseur.portees or _scopes(metadata)),
            }
            if self.fournisseur.acr:
                claims = {"id_token": {"acr": {"essential": True, "values": list(self.fournisseur.acr)}}}
                asked["claims"] = json.dumps(claims, separators=(",", ":"))
            # Only where it is announced: a strict provider takes an unknown parameter for an error.
            if "S256" in (metadata.get("code_challenge_methods_supported") or ()):
                attendu["verifier"] = secrets.token_urlsafe(48)
                session.code_challenge_method = "S256"
            adresse, _ = session.create_authorization_url(
                metadata["authorization_endpoint"], state, attendu.get("verifier"), **asked
            )
            return Depart(adresse, state, attendu)

    def finish(self, reponse: Mapping[str, str], attendu: Mapping[str, str]) -> Identite:
        """Complete a sign-in and return the identity; ``reponse`` holds the query parameters of the callback.

        Raises
        ------
        FournisseurError, RefusError
        """
        if "error" in reponse:
            raise RefusError(ANNULEE, reponse["error"][:80])
        with self._session() as session:
            return self._identity(session, reponse, attendu)

    def logout_address(self, jeton: str, retour: str) -> str | None:
        """Logout address of the provider (RP-initiated logout); ``None`` if it has none.

        Raises
        ------
        FournisseurError
        """
        with self._session() as session:
            endpoint = self._description.get(session).get("end_session_endpoint")
        if not is_safe_address(endpoint):
            return None
        asked = {"id_token_hint": jeton, "state": secrets.token_urlsafe(48), "post_logout_redirect_uri": retour}
        return requests.Request("GET", endpoint, params=asked).prepare().url

    def _identity(self, session: OAuth2Session, reponse: Mapping[str, str], attendu: Mapping[str, str]) -> Identite:
        metadata = self._description.get(session)
        issuer = metadata["issuer"]
        # Which provider answers (RFC 9207): it must be said where that is announced, and be right where it is said.
        announced = metadata.get("authorization_response_iss_parameter_supported") is True
        if reponse.get("iss", None if announced else issuer) != issuer:
            raise RefusError(JETON, "reponse : iss absent" if "iss" not in reponse else "reponse : autre iss")
        if not reponse.get("code"):
            raise RefusError(JETON, "reponse : pas de code")
        token = _fetch_token(session, metadata, reponse["code"], attendu)
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise RefusError(JETON, "id_token : absent")
        # Read each time, unlike the description: a key withdrawn, or replaced under the same name, counts at once.
        verifier = Verifier(self.fournisseur, issuer, _get_json(session, metadata["jwks_uri"]))
        claims = verifier.identity(id_token, attendu["nonce"], token.get("access_token"))
        if self.fournisseur.acr and claims.get("acr") not in self.fournisseur.acr:
            raise RefusError(NIVEAU, claims.get("acr"))
        found = _fetch_userinfo(session, metadata, verifier)
        if found is not None and found.get("sub") != claims["sub"]:
            raise RefusError(JETON, "userinfo : autre sub")
        return _identite(self.fournisseur, [found or {}, claims], id_token)

    @contextmanager
    def _session(self) -> Generator[OAuth2Session, None, None]:
        """Requests to the provider; whatever goes wrong on the way is its failure."""
        chosen = self.fournisseur
        try:
            # No leeway: ProConnect's access token lasts a minute, and serves at once.
            with OAuth2Session(chosen.client, chosen.secret, leeway=0, default_timeout=TIMEOUT) as session:
                yield session
        except (requests.RequestException, OAuthError, ValueError, KeyError, TypeError) as error:
            message = f"{chosen.emetteur}: {type(error).__name__}: {error}"
            raise FournisseurError(message) from error


class _Description:
    """Discovery document of the provider, read by one thread at a time and kept a minute; its failure, some seconds.

    Whoever signs in meanwhile waits for nothing: a slow or dead provider is asked once, not once per visitor.
    """

    def __init__(self, emetteur: str) -> None:
        self._emetteur = emetteur
        self._reading = Lock()
        self._found: dict[str, Any] | str = ""
        self._until = 0.0

    def get(self, session: OAuth2Session) -> dict[str, Any]:
        with self._reading:
            if monotonic() >= self._until:
                try:
                    self._found, kept = self._read(session), DESCRIPTION_KEPT
                except (requests.RequestException, ValueError, KeyError, TypeError) as error:
                    self._found, kept = f"{type(error).__name__}: {error}", FAILURE_KEPT
                self._until = monotonic() + kept
            found = self._found
        if isinstance(found, str):
            message = f"{self._emetteur}: {found}"
            raise FournisseurError(message)
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        session.token_endpoint_auth_method = (
            "client_secret_post" if "client_secret_post" in methods else "client_secret_basic"
        )
        return found

    def _read(self, session: OAuth2Session) -> dict[str, Any]:
        found = _get_json(session, get_well_known_url(self._emetteur, external=True))
        if str(found["issuer"]).rstrip("/") != self._emetteur.rstrip("/"):
            message = f"calls itself {found['issuer']}"
            raise ValueError(message)
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_safe_address(found[name]):
                message = f"{name}: {found[name]}"
                raise ValueError(message)
        return found


def _get_json(session: OAuth2Session, address: str) -> dict[str, Any]:
    answer = session.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    return _object(answer)


def _object(answer: requests.Response) -> dict[str, Any]:
    found = answer.json()
    if not isinstance(found, dict):
        message = f"{answer.url}: not an object"
        raise ValueError(message)
    return found


def _scopes(metadata: Mapping[str, Any]) -> list[str]:
    """Scopes needed for the e-mail address and the name: ProConnect gives the name piece by piece.

    >>> _scopes({"scopes_supported": ["openid", "email", "given_name", "usual_name", "siret"]})
    ['openid', 'email', 'given_name', 'usual_name']
    >>> _scopes({})
    ['openid', 'email', 'profile']
    """
    announced = metadata.get("scopes_supported") or ()
    pieces = [name for name in ("given_name", "usual_name") if name in announced]
    return ["openid", "email", *(pieces or ["profile"])]


def _fetch_token(
    session: OAuth2Session, metadata: Mapping[str, Any], code: str, attendu: Mapping[str, str]
) -> dict[str, Any]:
    asked = {"code_verifier": attendu["verifier"]} if "verifier" in attendu else {}
    try:
        return session.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            redirect_uri=attendu["retour"],
            **asked,
        )
    except OAuthError as error:
        if error.error == "invalid_grant":
            raise RefusError(EXPIREE, f"code : {error}") from error
        raise


def _fetch_userinfo(session: OAuth2Session, metadata: Mapping[str, Any], verifier: Verifier) -> dict[str, Any] | None:
    """UserInfo claims, signed or not; ``None`` if the provider has no such endpoint."""
    endpoint = str(metadata.get("userinfo_endpoint") or "")
    if not is_safe_address(endpoint):
        return None
    answer = session.get(endpoint, headers={"Accept": "application/json, application/jwt"})
    answer.raise_for_status()
    if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() == "application/jwt":
        return verifier.userinfo(answer.text.strip())
    return _object(answer)


def _identite(fournisseur: Fournisseur, sources: list[dict[str, Any]], jeton: str) -> Identite:
    """The identity, from the most reliable source to the least; refused unless on the allowlist."""
    with_mail = [source for source in sources if isinstance(source.get("email"), str) and source["email"].strip()]
    if not with_mail:
        raise RefusError(SANS_COURRIEL)
    courriel = with_mail[0]["email"].strip().lower()
    # The log does not keep the address of who does not come in; its domain tells a wrong list from a stranger.
    _, at, domaine = courriel.rpartition("@")
    domaine = f"{at}{domaine[:80]}" if at else ""
    if any(str(source.get("email_verified", True)).lower() == "false" for source in with_mail):
        raise RefusError(COURRIEL_NON_VERIFIE, domaine)
    if not fournisseur.allows(courriel):
        raise RefusError(HORS_LISTE, domaine)
    known = {name: value for source in reversed(sources) for name, value in source.items() if isinstance(value, str)}
    pieces = (known.get("given_name", ""), known.get("usual_name", "") or known.get("family_name", ""))
    noms = (signature(" ".join(pieces)), signature(known.get("name", "")), signature(courriel))
    return Identite(courriel, next(filter(None, noms)), jeton)
