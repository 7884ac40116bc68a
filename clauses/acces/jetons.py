"""Verification of the signed tokens (JWT) of an identity provider: signature, issuer, audience, validity period."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import KeySet, OctKey
from joserfc.jws import JWSRegistry

from clauses.acces.refus import HORLOGE, JETON, RefusError
from clauses.acces.reglages import Fournisseur

ALGORITHMS = ("RS256", "ES256", "HS256")
LEEWAY = 300
"""Seconds by which the clocks of the provider and of this server may differ."""

_FAR = 1e12


class Verifier:
    """Verifier of the tokens of one provider, with the keys it publishes (JWKS) or the shared secret."""

    def __init__(self, fournisseur: Fournisseur, issuer: str, keys: Any) -> None:
        self._fournisseur, self._keys = fournisseur, keys
        self._issuer: Any = {"value": issuer}
        self._audience: Any = {"value": fournisseur.client}

    def identity(self, value: str, nonce: str, access_token: str | None) -> dict[str, Any]:
        """Verified claims of the ``id_token``: who signed it, for whom, until when, in answer to which question.

        Raises
        ------
        RefusError
        """
        token = self._decode("id_token", value)
        essential = {"essential": True}
        claims = CodeIDToken(
            token.claims,
            token.header,
            {"iss": self._issuer | essential, "aud": self._audience | essential},
            {"nonce": nonce, "client_id": self._fournisseur.client, "access_token": access_token},
        )
        with _reading("id_token", claims):
            claims.validate(leeway=LEEWAY)
        return claims

    def userinfo(self, value: str) -> dict[str, Any]:
        """Verified claims of a signed UserInfo answer; it need not name issuer and audience (OIDC Core, 5.3.2).

        Raises
        ------
        RefusError
        """
        claims = self._decode("userinfo", value).claims
        with _reading("userinfo", claims):
            jwt.JWTClaimsRegistry(leeway=LEEWAY, iss=self._issuer, aud=self._audience).validate(claims)
        return claims

    def _decode(self, what: str, value: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        with _reading(what, {}):
            return jwt.decode(value, self._key, registry=registry)

    def _key(self, signed: Any) -> Any:
        # The shared secret for what only it can sign: a published key never verifies a symmetric signature.
        if signed.headers().get("alg") == "HS256":
            return OctKey.import_key(self._fournisseur.secret)
        return KeySet.import_key_set(self._keys)


@contextmanager
def _reading(what: str, claims: Mapping[str, Any]) -> Generator[None, None, None]:
    """Name what was being read in the refusal, and the clocks when they are its cause."""
    try:
        yield
    except (JoseError, ValueError, KeyError, TypeError) as error:
        claim = error.claim if isinstance(error, ClaimError) else ""
        gap = _gap(claims.get(claim)) if claim in ("exp", "nbf", "iat") else None
        if gap is None:
            raise RefusError(JETON, f"{what} : {error}") from error
        detail = f"{what}, {claim} : horloge de ce serveur ou du fournisseur fausse de {gap} minutes au moins"
        raise RefusError(HORLOGE, detail) from error


def _gap(moment: object) -> int | None:
    """Minutes between a time in a token and now; ``None`` if it is not a time at all.

    >>> _gap("demain"), _gap(True), _gap(float("inf")), _gap(10**400)
    (None, None, None, None)
    """
    if isinstance(moment, bool) or not isinstance(moment, int | float) or not abs(moment) < _FAR:
        return None
    return round(abs(moment - time.time()) / 60)
