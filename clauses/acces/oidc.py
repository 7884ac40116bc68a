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
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey
from joserfc.jws import JWSRegistry

from clauses.acces.reglages import Fournisseur, is_safe_address
from clauses.domain.auteur import signature

ALGORITHMS = ("RS256", "ES256", "HS256")
# Seconds to reach the provider, then between two parts of its answer. ProConnect's code lasts 30 seconds.
TIMEOUT = (4.0, 8.0)
# Seconds that its clock may be wrong.
LEEWAY = 60

# Why somebody is refused; clauses/rendu/mots/acces.py says it.
ANNULEE = "annulee"
EXPIREE = "expiree"
JETON = "jeton"
NIVEAU = "niveau"
SANS_COURRIEL = "sans_courriel"
COURRIEL_NON_VERIFIE = "courriel_non_verifie"
HORS_LISTE = "hors_liste"


class FournisseurError(Exception):
    """The provider cannot be reached, answers nonsense, or does not know this installation."""


class RefusError(Exception):
    """The provider answered, and this person does not come in; ``raison`` is one of the names above."""

    def __init__(self, raison: str, detail: object = "") -> None:
        self.raison = raison
        super().__init__(f"{raison}: {detail}")


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


def start(fournisseur: Fournisseur, retour: str) -> Depart:
    """Prepare a sign-in; ``retour`` is the address the provider sends the browser back to.

    Raises
    ------
    FournisseurError
    """
    with _session(fournisseur) as session:
        metadata = _metadata(session, fournisseur)
        state, attendu = secrets.token_urlsafe(48), {"nonce": secrets.token_urlsafe(48), "retour": retour}
        asked: dict[str, str] = {
            "nonce": attendu["nonce"],
            "redirect_uri": retour,
            "scope": " ".join(fournisseur.portees or _scopes(metadata)),
        }
        if fournisseur.acr:
            claims = {"id_token": {"acr": {"essential": True, "values": list(fournisseur.acr)}}}
            asked["claims"] = json.dumps(claims, separators=(",", ":"))
        # Only where it is announced: a strict provider takes an unknown parameter for an error.
        if "S256" in (metadata.get("code_challenge_methods_supported") or ()):
            attendu["verifier"] = secrets.token_urlsafe(48)
            session.code_challenge_method = "S256"
        adresse, _ = session.create_authorization_url(
            metadata["authorization_endpoint"], state, attendu.get("verifier"), **asked
        )
        return Depart(adresse, state, attendu)


def finish(fournisseur: Fournisseur, reponse: Mapping[str, str], attendu: Mapping[str, str]) -> Identite:
    """Complete a sign-in and return the identity; ``reponse`` holds the query parameters of the callback.

    Raises
    ------
    FournisseurError, RefusError
    """
    if "error" in reponse:
        raise RefusError(ANNULEE, reponse["error"])
    with _session(fournisseur) as session:
        metadata = _metadata(session, fournisseur)
        # Which provider answers (RFC 9207), when it says so.
        if reponse.get("iss", metadata["issuer"]) != metadata["issuer"] or not reponse.get("code"):
            raise RefusError(JETON, "issuer or code of the answer")
        token = _fetch_token(session, metadata, reponse["code"], attendu)
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise RefusError(JETON, "no id_token")
        reader = _Reader(session, fournisseur, metadata)
        claims = reader.identity(id_token, attendu["nonce"], token.get("access_token"))
        if fournisseur.acr and claims.get("acr") not in fournisseur.acr:
            raise RefusError(NIVEAU, claims.get("acr"))
        return _identite(fournisseur, [reader.userinfo(claims["sub"]), claims], id_token)


def logout_address(fournisseur: Fournisseur, jeton: str, retour: str) -> str | None:
    """Logout address of the provider (RP-initiated logout); ``None`` if it has none.

    Raises
    ------
    FournisseurError
    """
    with _session(fournisseur) as session:
        endpoint = _metadata(session, fournisseur).get("end_session_endpoint")
    if not is_safe_address(endpoint):
        return None
    asked = {"id_token_hint": jeton, "state": secrets.token_urlsafe(48), "post_logout_redirect_uri": retour}
    return requests.Request("GET", endpoint, params=asked).prepare().url


@contextmanager
def _session(fournisseur: Fournisseur) -> Generator[OAuth2Session, None, None]:
    """Requests to the provider; whatever goes wrong on the way is its failure."""
    try:
        # No leeway: ProConnect's access token lasts a minute, and serves at once.
        with OAuth2Session(fournisseur.client, fournisseur.secret, leeway=0, default_timeout=TIMEOUT) as session:
            yield session
    except (requests.RequestException, OAuthError, ValueError, KeyError, TypeError) as error:
        message = f"{fournisseur.emetteur}: {type(error).__name__}: {error}"
        raise FournisseurError(message) from error


def _get_json(session: OAuth2Session, address: str) -> dict[str, Any]:
    answer = session.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        message = f"{address}: not an object"
        raise ValueError(message)
    return found


def _metadata(session: OAuth2Session, fournisseur: Fournisseur) -> dict[str, Any]:
    """Discovery document of the provider; read each time, so that its keys and addresses may change."""
    found = _get_json(session, get_well_known_url(fournisseur.emetteur, external=True))
    if str(found["issuer"]).rstrip("/") != fournisseur.emetteur.rstrip("/"):
        message = f"calls itself {found['issuer']}"
        raise ValueError(message)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe_address(found[name]):
            message = f"{name}: {found[name]}"
            raise ValueError(message)
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    session.token_endpoint_auth_method = (
        "client_secret_post" if "client_secret_post" in methods else "client_secret_basic"
    )
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
            raise RefusError(EXPIREE, error) from error
        raise


class _Reader:
    """Verifier of the provider's signed tokens (JWT), with the keys it publishes or the shared secret."""

    def __init__(self, session: OAuth2Session, fournisseur: Fournisseur, metadata: Mapping[str, Any]) -> None:
        self.session, self.fournisseur, self.metadata = session, fournisseur, metadata
        self._keys: Any = _get_json(session, metadata["jwks_uri"])

    def identity(self, id_token: str, nonce: str, access_token: str | None) -> dict[str, Any]:
        """Verified claims of the ``id_token``: who signed it, for whom, until when, in answer to which question."""
        token = self._decode(id_token)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {"iss": self._issuer, "aud": self._audience},
            {"nonce": nonce, "client_id": self.fournisseur.client, "access_token": access_token},
        )
        try:
            claims.validate(leeway=LEEWAY)
        except JoseError as error:
            raise RefusError(JETON, error) from error
        return claims

    def userinfo(self, sub: str) -> dict[str, Any]:
        """UserInfo claims, signed or not; none if the provider has no such endpoint."""
        endpoint = str(self.metadata.get("userinfo_endpoint") or "")
        if not is_safe_address(endpoint):
            return {}
        answer = self.session.get(endpoint, headers={"Accept": "application/json, application/jwt"})
        answer.raise_for_status()
        if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() == "application/jwt":
            found = self._decode(answer.text.strip()).claims
            try:
                jwt.JWTClaimsRegistry(leeway=LEEWAY, iss=self._issuer, aud=self._audience).validate(found)
            except JoseError as error:
                raise RefusError(JETON, error) from error
        else:
            found = answer.json()
        if not isinstance(found, dict) or found.get("sub") != sub:
            raise RefusError(JETON, "userinfo is somebody else's")
        return found

    @property
    def _issuer(self) -> Any:
        return {"essential": True, "value": self.metadata["issuer"]}

    @property
    def _audience(self) -> Any:
        return {"essential": True, "value": self.fournisseur.client}

    def _decode(self, value: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            return jwt.decode(value, self._key, registry=registry)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise RefusError(JETON, error) from error

    def _key(self, signed: Any) -> Any:
        # The shared secret for what only it can sign: a published key never verifies a symmetric signature.
        if signed.headers().get("alg") == "HS256":
            return OctKey.import_key(self.fournisseur.secret)
        return KeySet.import_key_set(self._keys)


def _identite(fournisseur: Fournisseur, sources: list[dict[str, Any]], jeton: str) -> Identite:
    """The identity, from the most reliable source to the least; refused unless on the allowlist."""
    with_mail = [source for source in sources if isinstance(source.get("email"), str) and source["email"].strip()]
    if not with_mail:
        raise RefusError(SANS_COURRIEL)
    courriel = with_mail[0]["email"].strip().lower()
    if any(str(source.get("email_verified", True)).lower() == "false" for source in with_mail):
        raise RefusError(COURRIEL_NON_VERIFIE, courriel)
    if not fournisseur.allows(courriel):
        raise RefusError(HORS_LISTE, courriel)
    known = {name: value for source in reversed(sources) for name, value in source.items() if isinstance(value, str)}
    pieces = (known.get("given_name", ""), known.get("usual_name", "") or known.get("family_name", ""))
    noms = (signature(" ".join(pieces)), signature(known.get("name", "")), signature(courriel))
    return Identite(courriel, next(filter(None, noms)), jeton)
