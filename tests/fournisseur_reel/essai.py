"""The sign-in against a provider of identity that nobody here wrote: ``make oidc``, which alone needs Node.

Not named as a test, so that the suite does not collect it.
"""

import base64
import hmac
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import KeySet

from clauses.acces import COOKIE
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre, Seance
from tests.web.asgi import Answer
from tests.web.navigateur import HOST, Navigateur, application

HERE = Path(__file__).parent
SITE = f"http://{HOST}/"
SECRET = "un-secret-partage-assez-long-pour-signer"
METHODS = ("client_secret_post", "client_secret_basic")
CLIENTS = [f"{alg}-{userinfo}" for alg in ("RS256", "ES256", "HS256") for userinfo in ("json", "jwt")]


@pytest.fixture(scope="module")
def providers() -> Iterator[dict[str, str]]:
    """Address of each provider, by the way a client proves its secret to it."""
    with subprocess.Popen(["node", "serveur.js"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield json.loads(process.stdout.readline())
        finally:
            process.communicate(timeout=10)


class Personne:
    """Somebody, a browser at the provider and the same at the atlas."""

    def __init__(self, issuer: str, client: str = "RS256-json", login: str = "lea") -> None:
        self.issuer, self.login = issuer, login
        self.there = requests.Session()
        self.pages: list[str] = []
        environ = {
            "CLAUSES_EQUIPE": "oidc",
            "CLAUSES_OIDC_FOURNISSEUR": issuer,
            "CLAUSES_OIDC_CLIENT": client,
            "CLAUSES_OIDC_SECRET": SECRET,
            "CLAUSES_OIDC_AUTORISES": "@region.example",
        }
        self.here = Navigateur(application(environ))

    def leave(self) -> str:
        """Address that the atlas sends to."""
        answer = self.here.get("/connexion/oidc")
        assert answer.status == 303
        return answer.headers["location"]

    def pass_through(self, address: str) -> str:
        """Fill the forms of the provider until it sends back to the atlas."""
        answer = self.there.get(address, allow_redirects=False, timeout=10)
        for _ in range(12):
            if answer.is_redirect:
                address = urljoin(answer.url, answer.headers["Location"])
                if address.startswith(SITE):
                    return address
                answer = self.there.get(address, allow_redirects=False, timeout=10)
                continue
            assert answer.status_code == 200, answer.text
            action = re.search(r'<form[^>]* action="([^"]*)"', answer.text)
            assert action, answer.text
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.text))
            self.pages.append(hidden.get("prompt", "logout"))
            form = hidden | {"login": self.login, "password": "x", "logout": "yes"}
            address = urljoin(answer.url, unescape(action[1]))
            answer = self.there.post(address, form, allow_redirects=False, timeout=10)
        raise AssertionError(answer.url)

    def sign_in(self) -> Answer:
        return self.here.get(self.pass_through(self.leave()))

    @property
    def seance(self) -> Seance | None:
        return Registre().seance(self.here.cookies.get(COOKIE, ""), time.time())


@pytest.fixture(autouse=True)
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    monkeypatch.delenv("CLAUSES_ADRESSE", raising=False)


@pytest.fixture
def lea(providers: dict[str, str]) -> Personne:
    return Personne(providers[METHODS[0]])


def refusal(personne: Personne, answer: Answer) -> str:
    """Reason of a refusal, which opens no session."""
    assert answer.status in (400, 403)
    assert personne.seance is None
    page = unescape(answer.body.decode())
    return next((reason for reason, text in texts.REFUSED.items() if text in page), "")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("client", CLIENTS)
def test_comes_in(providers: dict[str, str], method: str, client: str):
    personne = Personne(providers[method], client)
    answer = personne.sign_in()
    assert (answer.status, answer.headers["location"]) == (303, "/mise-a-jour")
    assert personne.seance
    assert (personne.seance.identifiant, personne.seance.nom) == ("lea.martin@region.example", "Léa Martin")
    assert personne.pages == ["login", "consent"]


@pytest.mark.parametrize(
    ("login", "reason"), [("etranger", "hors_liste"), ("douteux", "courriel_non_verifie"), ("anonyme", "sans_courriel")]
)
@pytest.mark.parametrize("client", ["RS256-json", "ES256-jwt"])
def test_refused(providers: dict[str, str], client: str, login: str, reason: str):
    personne = Personne(providers[METHODS[0]], client, login)
    assert refusal(personne, personne.sign_in()) == reason


def test_signs_out_here_then_there(lea: Personne):
    lea.sign_in()
    page = lea.here.send("/deconnexion").body.decode()
    assert lea.seance is None
    (address,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    back = lea.pass_through(unescape(address))
    assert urlsplit(back).path == "/deconnexion"
    assert texts.SIGNED_OUT_TITLE in unescape(lea.here.get(back).body.decode())
    lea.sign_in()
    # It asks who is there again: its own session is closed.
    assert lea.pages == ["login", "consent", "logout", "login", "consent"]


def test_cancelled_there(lea: Personne):
    page = lea.there.get(lea.leave(), timeout=10)
    back = lea.there.get(f"{page.url}/abort", allow_redirects=False, timeout=10)
    back = lea.there.get(back.headers["Location"], allow_redirects=False, timeout=10)
    assert refusal(lea, lea.here.get(back.headers["Location"])) == "annulee"


def swap(name: str) -> Callable[[str], str]:
    return lambda address: re.sub(rf"([?&]{name}=)[^&]*", rf"\g<1>{'x' * 43}", address)


@pytest.mark.parametrize("name", ["nonce", "code_challenge"])
def test_question_changed_on_the_way(lea: Personne, name: str):
    """The provider answers another question than the one that was asked."""
    back = lea.pass_through(swap(name)(lea.leave()))
    assert refusal(lea, lea.here.get(back)) == {"nonce": "jeton", "code_challenge": "expiree"}[name]


@pytest.mark.parametrize(
    ("alter", "reason"),
    [
        (swap("state"), "expiree"),
        (swap("code"), "expiree"),
        (swap("iss"), "jeton"),
        (lambda back: re.sub("&iss=[^&]*", "", back), "jeton"),
        (lambda back: re.sub("code=[^&]*&", "", back), "jeton"),
    ],
    ids=["state", "code", "iss", "no iss", "no code"],
)
def test_answer_changed_on_the_way_back(lea: Personne, alter: Callable[[str], str], reason: str):
    back = lea.pass_through(lea.leave())
    assert alter(back) != back
    assert refusal(lea, lea.here.get(alter(back))) == reason


def test_answer_serves_once(lea: Personne):
    back = lea.pass_through(lea.leave())
    assert lea.here.get(back).status == 303
    assert lea.here.get(back).status == 400


def test_answer_of_another_browser(lea: Personne, providers: dict[str, str]):
    other = Personne(providers[METHODS[0]])
    back = lea.pass_through(lea.leave())
    other.leave()
    assert refusal(other, other.here.get(back)) == "expiree"


def test_code_of_another_sign_in(lea: Personne, providers: dict[str, str]):
    """A code stolen from somebody else, behind one's own question."""
    theirs = parse_qs(urlsplit(lea.pass_through(lea.leave())).query)["code"][0]
    thief = Personne(providers[METHODS[0]], login="etranger")
    back = thief.pass_through(thief.leave())
    assert refusal(thief, thief.here.get(re.sub("code=[^&]*", f"code={theirs}", back))) == "expiree"


# Tokens changed between the provider and the atlas.


def parts(token: str) -> tuple[dict, dict, str]:
    header, payload, seal = token.split(".")
    first, second = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, payload))
    return first, second, seal


def join(header: dict, claims: dict, seal: str) -> str:
    return ".".join((*(encoded(json.dumps(part).encode()) for part in (header, claims)), seal))


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def other_person(token: str, _: KeySet) -> str:
    header, claims, seal = parts(token)
    return join(header, claims | {"sub": "etranger"}, seal)


def unsigned(token: str, _: KeySet) -> str:
    _, claims, _ = parts(token)
    return join({"alg": "none"}, claims, "")


def no_seal(token: str, _: KeySet) -> str:
    header, claims, _ = parts(token)
    return join(header, claims, "")


def public_key_as_secret(token: str, keys: KeySet) -> str:
    """The confusion of algorithms: the published key, taken for a shared secret."""
    header, claims, _ = parts(token)
    (key,) = [key for key in keys if key.kid == header["kid"]]
    pem = key.raw_value.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = join({"alg": "HS256"}, claims, "").rstrip(".")
    return f"{signed}.{encoded(hmac.digest(pem, signed.encode(), 'sha256'))}"


@pytest.mark.parametrize("alter", [other_person, unsigned, no_seal, public_key_as_secret])
def test_token_changed_on_the_way(lea: Personne, monkeypatch: pytest.MonkeyPatch, alter: Callable[[str, KeySet], str]):
    keys = KeySet.import_key_set(requests.get(f"{lea.issuer}/jwks", timeout=10).json())
    fetch = OAuth2Session.fetch_token

    def altered(session: OAuth2Session, *args: object, **named: object) -> dict:
        token = fetch(session, *args, **named)
        token["id_token"] = alter(token["id_token"], keys)
        return token

    monkeypatch.setattr(OAuth2Session, "fetch_token", altered)
    assert refusal(lea, lea.sign_in()) == "jeton"


@pytest.mark.parametrize(("client", "login"), [("RS256-json", "lea"), ("ES256-json", "lea"), ("RS256-json", "douteux")])
def test_token_of_another_sign_in(
    lea: Personne, providers: dict[str, str], monkeypatch: pytest.MonkeyPatch, client: str, login: str
):
    """A token that the same provider really signed: for another question, another site, another person."""
    fetch = OAuth2Session.fetch_token
    seen: list[dict] = []

    def swapped(session: OAuth2Session, *args: object, **named: object) -> dict:
        seen.append(fetch(session, *args, **named))
        return seen[-1] | {"id_token": seen[0]["id_token"]}

    monkeypatch.setattr(OAuth2Session, "fetch_token", swapped)
    Personne(providers[METHODS[0]], client, login).sign_in()
    assert refusal(lea, lea.sign_in()) == "jeton"
    assert len(seen) == 2
