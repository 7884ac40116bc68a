"""Identity provider (OpenID Connect) on the loopback, with real keys, which can be set to misbehave.

It is as strict as ProConnect: unknown parameters, a short ``state`` or ``nonce``, another redirect address, a code used
twice are refused. Nobody types a password: every visitor is the person set beforehand.
"""

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from anyio import to_thread
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "atlas-essai"
SECRET = "un-secret-partage-assez-long-pour-signer"
AUTHORIZE = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims"}
PKCE = {"code_challenge", "code_challenge_method"}


@dataclass
class Conduite:
    """Behaviour of the provider; the defaults are those of a good one."""

    personne: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "1234",
            "email": "lea.martin@region.example",
            "given_name": "Léa",
            "usual_name": "Martin",
        }
    )
    alg: str = "RS256"
    userinfo: str = "jwt"
    """« jwt », « json », « none » (no such address), « autre » (somebody else's) or « erreur »."""
    pkce: bool = False
    end_session: bool = True
    acr: str | None = "eidas1"
    jeton: dict[str, Any] = field(default_factory=dict)
    """Claims of the id_token to replace; ``None`` leaves one out."""
    signe: dict[str, Any] = field(default_factory=dict)
    """Claims of the signed userinfo to replace."""
    cle_etrangere: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    refus: str | None = None
    code_refuse: bool = False
    panne: str = ""
    """Path that answers 503."""
    lenteur: str = ""
    """Path that answers once ``Fournisseur.porte`` is open."""
    avance: int = 0
    """Seconds by which its clock is ahead."""


class Fournisseur:
    """The provider: its behaviour, and the requests it received."""

    def __init__(self, port: int) -> None:
        self.emetteur = f"http://127.0.0.1:{port}/api/v2"
        self.retours: set[str] = set()
        self.conduite = Conduite()
        self.asked: list[dict[str, str]] = []
        self.logouts: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.porte, self.reached = threading.Event(), threading.Event()
        self._codes: dict[str, dict[str, str]] = {}
        self._tokens: set[str] = set()
        self._foreign = {"RS256": RSAKey.generate_key(2048), "ES256": ECKey.generate_key("P-256")}
        self.change_keys()
        for alg, key in self._foreign.items():
            key.ensure_kid()
            key.as_dict()["kid"] = self._keys[alg].kid

    def change_keys(self) -> None:
        self._keys = {"RS256": RSAKey.generate_key(2048), "ES256": ECKey.generate_key("P-256")}
        for key in self._keys.values():
            key.ensure_kid()

    @property
    def environ(self) -> dict[str, str]:
        """Settings of an atlas that trusts it."""
        return {
            "CLAUSES_EQUIPE": "oidc",
            "CLAUSES_OIDC_FOURNISSEUR": self.emetteur,
            "CLAUSES_OIDC_CLIENT": CLIENT,
            "CLAUSES_OIDC_SECRET": SECRET,
            "CLAUSES_OIDC_AUTORISES": "@region.example",
            "CLAUSES_OIDC_NOM": "Fournisseur d’essai",
        }

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/api/v2/.well-known/openid-configuration", self._guard(self._discovery)),
                Route("/api/v2/jwks", self._guard(self._jwks)),
                Route("/api/v2/authorize", self._guard(self._authorize)),
                Route("/api/v2/token", self._guard(self._token), methods=["POST"]),
                Route("/api/v2/userinfo", self._guard(self._userinfo)),
                Route("/api/v2/session/end", self._guard(self._end)),
            ]
        )

    def _guard(self, endpoint):
        async def answer(request: Request) -> Response:
            self.paths.append(request.url.path.rpartition("/")[2])
            if self.conduite.lenteur and request.url.path.endswith(self.conduite.lenteur):
                self.reached.set()
                await to_thread.run_sync(self.porte.wait)
            if self.conduite.panne and request.url.path.endswith(self.conduite.panne):
                return PlainTextResponse("<html>en panne</html>", 503)
            return await endpoint(request)

        return answer

    async def _discovery(self, _: Request) -> Response:
        base = self.emetteur
        metadata = {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/jwks",
            "userinfo_endpoint": f"{base}/userinfo",
            "end_session_endpoint": f"{base}/session/end",
            "scopes_supported": ["openid", "email", "given_name", "usual_name", "siret", "uid"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256"],
        }
        if self.conduite.pkce:
            metadata["code_challenge_methods_supported"] = ["S256"]
        if not self.conduite.end_session:
            del metadata["end_session_endpoint"]
        if self.conduite.userinfo == "none":
            del metadata["userinfo_endpoint"]
        return JSONResponse(metadata | self.conduite.metadata)

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse(KeySet(list(self._keys.values())).as_dict(private=False))

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        known = AUTHORIZE | (PKCE if self.conduite.pkce else set())
        right = (
            set(asked) <= known
            and asked["client_id"] == CLIENT
            and asked["response_type"] == "code"
            and asked["redirect_uri"] in self.retours
            and set(asked["scope"].split()) == {"openid", "email", "given_name", "usual_name"}
            and min(len(asked["state"]), len(asked["nonce"])) >= 32
        )
        if not right:
            return PlainTextResponse("Y000400", 400)
        if self.conduite.refus:
            answer = {"error": self.conduite.refus, "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self._codes[code] = asked
            answer = {"code": code, "state": asked["state"], "iss": self.emetteur}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 302)

    async def _token(self, request: Request) -> Response:
        form = dict(pair.split("=", 1) for pair in (await request.body()).decode().split("&"))
        asked = self._codes.pop(form.get("code", ""), None)
        right = form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
        if not right:
            return JSONResponse({"error": "invalid_client"}, 401)
        if asked is None or self.conduite.code_refuse or not self._proves(form, asked):
            return JSONResponse({"error": "invalid_grant"}, 400)
        access_token = secrets.token_urlsafe(24)
        self._tokens.add(access_token)
        now = int(time.time()) + self.conduite.avance
        claims = {"iss": self.emetteur, "aud": CLIENT, "sub": self.conduite.personne["sub"], "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 60, "acr": self.conduite.acr}
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims["at_hash"] = base64.urlsafe_b64encode(half).rstrip(b"=").decode()
        if self.conduite.userinfo == "none":
            claims |= self.conduite.personne
        id_token = self._sign(claims | self.conduite.jeton)
        # A minute, as at ProConnect.
        answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": 60, "id_token": id_token}
        return JSONResponse(answer)

    @staticmethod
    def _proves(form: dict[str, str], asked: dict[str, str]) -> bool:
        if "code_challenge" not in asked:
            return "code_verifier" not in form
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    async def _userinfo(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self._tokens or self.conduite.userinfo == "erreur":
            return JSONResponse({"error": "invalid_token"}, 401)
        person = self.conduite.personne | ({"sub": "999"} if self.conduite.userinfo == "autre" else {})
        if self.conduite.userinfo == "jwt":
            signed = self._sign(person | {"iss": self.emetteur, "aud": CLIENT} | self.conduite.signe)
            return Response(signed, media_type="application/jwt")
        return JSONResponse(person)

    async def _end(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.logouts.append(asked)
        return RedirectResponse(f"{asked['post_logout_redirect_uri']}?{urlencode({'state': asked['state']})}", 303)

    def _sign(self, claims: dict[str, Any]) -> str:
        alg = self.conduite.alg
        claims = {name: value for name, value in claims.items() if value is not None}
        if alg == "HS256":
            secret = "une-autre-cle-que-personne-ne-partage" if self.conduite.cle_etrangere else SECRET
            return jwt.encode({"alg": alg}, claims, OctKey.import_key(secret))
        if alg == "none":
            header, payload = (
                base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
                for part in ({"alg": "none"}, claims)
            )
            return f"{header}.{payload}."
        keys = self._foreign if self.conduite.cle_etrangere else self._keys
        return jwt.encode({"alg": alg, "kid": self._keys[alg].kid}, claims, keys[alg])


@contextmanager
def running() -> Iterator[Fournisseur]:
    """The provider, served by uvicorn in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    fournisseur = Fournisseur(listening.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(fournisseur.application(), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield fournisseur
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
