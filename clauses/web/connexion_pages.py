"""Shared parts of the sign-in pages: rendering, cookies, CSRF protection."""

import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from streamlit import config

from clauses.acces import COOKIE, Membre, Reglages, who
from clauses.acces.adresses import is_https, same_site
from clauses.acces.temoins import cookie_name
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.html import environment
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import DUREE_SEANCE, Registre
from clauses.web.fichiers import style_addresses
from clauses.web.pied import signing_footer

CONNEXION = "/connexion"
DECONNEXION = "/deconnexion"
SUITES = ("/mise-a-jour",)
"""Where a sign-in may lead; the first unless told. Nothing else: an address given from outside is never followed."""

TOKEN_COOKIE = "atlas_jeton"
LARGEST_FORM = 8 * 1024

_TEMPLATES = environment(Path(__file__).parent / "templates")
_STYLES = ("entete.css", "connexion.css")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def draw(request: Request, template: str, status: int = 200, *, titre: str, **values: Any) -> Response:
    """Render a page, with the CSRF token that its forms must return."""
    token = _token(request) or secrets.token_urlsafe(32)
    known = {
        "alerte": "",
        "suivante": "",
        "suite": SUITES[0],
        "jeton": token,
        "styles": style_addresses(*_STYLES),
        "site": signing_footer(),
    }
    page = _TEMPLATES.get_template(template).render(t=texts, titre=titre, **(known | values))
    response = HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
    return set_cookie(request, response, TOKEN_COOKIE, token)


def message(request: Request, status: int, titre: str, *textes: str, action: tuple[str, str] | None = None) -> Response:
    """Message page, with a link to follow."""
    return draw(request, "message.html", status, titre=titre, textes=textes, action=action)


def redirect(address: str) -> RedirectResponse:
    """Send the browser elsewhere, by GET."""
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def read_cookie(request: Request, name: str) -> str:
    """Value of one of our cookies, nothing without it."""
    return request.cookies.get(cookie_name(name, https=_is_https(request)), "")


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: float | None = None) -> Response:
    """Give the browser a cookie, closed to scripts, until it quits unless told; over HTTPS, for HTTPS and us alone."""
    https = _is_https(request)
    response.set_cookie(
        cookie_name(name, https=https),
        value,
        None if seconds is None else int(seconds),
        path="/",
        httponly=True,
        samesite="lax",
        secure=https,
    )
    return response


def open_session(request: Request, response: Response, secret: str) -> Response:
    """Give the browser the identifier of its session."""
    return set_cookie(request, response, COOKIE, secret, DUREE_SEANCE)


def close_session(request: Request, response: Response) -> Response:
    """Delete the session cookie."""
    return set_cookie(request, response, COOKIE, "", 0)


def leave_former(request: Request) -> None:
    """Close, on the server, the session that a new one replaces."""
    former = read_cookie(request, COOKIE)
    if former:
        Registre().fermer_seance(former)


def asker(request: HTTPConnection, reglages: Reglages) -> Membre | None:
    """Member who makes this request, or opens this WebSocket; ``None`` for anybody else."""
    return who(
        reglages,
        request.cookies,
        request.headers,
        config.get_option("server.address"),
        client_address(request) or None,
        scheme=request.url.scheme,
    )


def client_address(request: HTTPConnection) -> str:
    """Address that a request comes from; nothing when the server does not know."""
    return request.client.host if request.client else ""


def base_address(request: Request, environ: Mapping[str, str] = os.environ) -> str:
    """Address of the atlas as a provider must send the browser back to it, without a final slash."""
    # Checked at startup.
    public = environ.get(SITE_VARIABLE, "").strip().rstrip("/")
    return public or f"{'https' if _is_https(request) else 'http'}://{request.headers.get('host', '')}"


def following(value: str) -> str:
    """Redirect target after the sign-in, among the declared addresses (no open redirect).

    >>> following("/mise-a-jour"), following("https://evil.example"), following("//evil.example")
    ('/mise-a-jour', '/mise-a-jour', '/mise-a-jour')
    """
    return value if value in SUITES else SUITES[0]


async def read_form(request: Request) -> dict[str, str]:
    """Fields of a form; its body is read up to the limit, no further.

    Raises
    ------
    HTTPException
        415 for anything but a plain form, 413 beyond `LARGEST_FORM`.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise HTTPException(400) from error


def is_genuine(request: Request, form: Mapping[str, str]) -> bool:
    """CSRF check: true if a form comes from our own page, by its origin and its token."""
    sent, kept = form.get("jeton", ""), _token(request)
    return _is_from_here(request) and bool(kept) and hmac.compare_digest(sent.encode(), kept.encode())


def _is_from_here(request: Request) -> bool:
    headers = request.headers
    # A proxy may hide the host that the browser used: the forwarded host, or the declared address, counts as well.
    hosts = [
        headers.get("host", ""),
        headers.get("x-forwarded-host", "").partition(",")[0].strip(),
        urlsplit(os.environ.get(SITE_VARIABLE, "").strip()).netloc,
    ]
    origin = headers.get("origin") or headers.get("referer")
    if origin is not None:
        return any(host and same_site(origin, host) for host in hosts)
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def _token(request: Request) -> str:
    """The token of this browser, if it has a well-formed one."""
    found = read_cookie(request, TOKEN_COOKIE)
    return found if _TOKEN.fullmatch(found) else ""


def _is_https(request: Request) -> bool:
    return is_https(request.headers, request.url.scheme)
