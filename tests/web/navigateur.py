"""HTTP client of the sign-in pages: cookie jar, forms, redirections within the site."""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.types import ASGIApp

from clauses.acces import Reglages
from clauses.web.connexion import build_connexion_routes
from tests.web.asgi import Answer, call

HOST = "atlas.example"


def application(environ: dict[str, str]) -> Starlette:
    """The routes of the sign-in alone, for these settings."""
    return Starlette(routes=build_connexion_routes(Reglages.from_environ(environ)))


class Navigateur:
    """Cookies are kept by name, whatever their path."""

    def __init__(self, app: ASGIApp, **headers: str) -> None:
        self.app, self.cookies = app, {}
        self.headers = {"Host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        parts = urlsplit(address)
        return self._keep(call(self.app, parts.path, self._headers(headers), method=method, query=parts.query))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.headers['Host']}"}
        return self._keep(
            call(
                self.app,
                path,
                self._headers(sent | {name.replace("_", "-"): value for name, value in headers.items()}),
                method="POST",
                chunks=(urlencode(fields).encode(),),
            )
        )

    def send(self, path: str, page: str | None = None, **fields: str) -> Answer:
        """Open a page and send its form."""
        return self.post(path, {"jeton": token(self.get(page or path))} | fields)

    def sign_in(self, identifiant: str, mot_de_passe: str, **fields: str) -> Answer:
        return self.send("/connexion", identifiant=identifiant, mot_de_passe=mot_de_passe, **fields)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        headers = self.headers | {name.replace("_", "-"): value for name, value in more.items()}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {name: value for name, value in headers.items() if value}

    def _keep(self, answer: Answer) -> Answer:
        for line in answer.cookies:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer


def token(answer: Answer) -> str:
    """Token of the form of a page, nothing without form."""
    found = re.search(r'name="jeton" value="([^"]*)"', answer.body.decode())
    return found[1] if found else ""


def cookie(answer: Answer, name: str) -> dict[str, str]:
    """Attributes of a cookie that an answer sets, in lower case, its value under « value »."""
    (line,) = [line for line in answer.cookies if line.startswith(f"{name}=")]
    first, *attributes = line.split("; ")
    pairs = (attribute.partition("=")[::2] for attribute in attributes)
    return {"value": first.partition("=")[2]} | {key.lower(): value.lower() for key, value in pairs}
