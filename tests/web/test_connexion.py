"""The sign-in with a password, and the sign-out."""

import re
import time
from pathlib import Path

import pytest

from clauses.acces import COOKIE
from clauses.acces.comptes import hash_password
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre
from clauses.web.middleware import middleware
from clauses.web.routes import routes
from tests.storage.disques import read_only
from tests.web.asgi import Answer, call
from tests.web.navigateur import HOST, Navigateur, application, cookie, token

RIGHT = "un mot de passe assez long"
HASH = hash_password(RIGHT)
COMPTES = {"CLAUSES_EQUIPE": "comptes"}


@pytest.fixture
def registre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registre:
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    monkeypatch.delenv("CLAUSES_ADRESSE", raising=False)
    registre = Registre()
    registre.ajouter_compte("lea", "Léa Martin", HASH, time.time())
    return registre


@pytest.fixture
def navigateur(registre: Registre) -> Navigateur:
    return Navigateur(application(COMPTES))


def text(answer: Answer) -> str:
    return answer.body.decode()


def present(registre: Registre, secret: str) -> bool:
    return registre.seance(secret, time.time()) is not None


def test_right_password(navigateur: Navigateur, registre: Registre):
    answer = navigateur.sign_in("lea", RIGHT)
    assert (answer.status, answer.headers["location"]) == (303, "/mise-a-jour")
    assert answer.headers["cache-control"] == "no-store"
    kept = cookie(answer, COOKIE)
    secret = kept.pop("value")
    assert len(secret) >= 43
    assert kept == {"httponly": "", "max-age": "28800", "path": "/", "samesite": "lax"}
    assert registre.seance(secret, time.time()).nom == "Léa Martin"
    assert "Léa Martin" in text(navigateur.get("/connexion"))


@pytest.mark.parametrize("headers", [{"X_Forwarded_Proto": "https"}, {"X_Forwarded_Proto": "https, http"}])
def test_cookies_are_secure_behind_tls(registre: Registre, headers: dict[str, str]):
    navigateur = Navigateur(application(COMPTES), **headers)
    navigateur.headers["Origin"] = f"https://{HOST}"
    page = navigateur.get("/connexion")
    fields = {"jeton": token(page), "identifiant": "lea", "mot_de_passe": RIGHT}
    answer = navigateur.post("/connexion", fields, Origin=f"https://{HOST}")
    for given, name in ((page, "atlas_jeton"), (answer, COOKIE), (answer, "atlas_navigateur")):
        kept = cookie(given, f"__Host-{name}")
        assert ("secure" in kept, kept["path"], "domain" in kept) == (True, "/", False)


def test_cookie_planted_by_a_sibling_site_is_not_read(registre: Registre):
    """S26: over https, only the names that a browser takes from this very host."""
    registre.ouvrir_seance("secret", "lea", "Léa Martin", "comptes", time.time())
    navigateur = Navigateur(application(COMPTES), X_Forwarded_Proto="https")
    navigateur.cookies = {COOKIE: "secret", "atlas_jeton": "x" * 43}
    assert "Léa Martin" not in text(navigateur.get("/connexion"))
    assert navigateur.cookies["__Host-atlas_jeton"] != "x" * 43
    navigateur.cookies[f"__Host-{COOKIE}"] = "secret"
    assert "Léa Martin" in text(navigateur.get("/connexion"))


def test_known_browser_comes_in_while_others_wait(navigateur: Navigateur):
    """S4: whoever tries passwords from the same address does not keep out who signed in there before."""
    known = cookie(navigateur.sign_in("lea", RIGHT), "atlas_navigateur")
    assert known.pop("value").count(".") == 1
    assert known == {"httponly": "", "max-age": str(365 * 86_400), "path": "/", "samesite": "lax"}
    stranger = Navigateur(application(COMPTES))
    for _ in range(5):
        stranger.sign_in("lea", "faux")
    assert stranger.sign_in("lea", RIGHT).status == 429
    navigateur.cookies.pop(COOKIE)
    assert navigateur.sign_in("lea", RIGHT).status == 303


@pytest.mark.parametrize("name", ["lea", "personne"])
def test_last_tries_are_announced_whether_the_account_exists_or_not(navigateur: Navigateur, name: str):
    """Finding 17: it never counted down."""
    answers = [text(navigateur.sign_in(name, "faux")) for _ in range(5)]
    assert ["Encore" in page for page in answers] == [False, False, True, True, False]
    assert "Encore 2\u00a0essais avant une attente." in texts.wrong(2, 0)
    assert texts.wrong(2, 0) in answers[2]
    assert texts.wrong(1, 0) in answers[3]
    assert texts.wrong(0, 900) in answers[4]


def test_five_wrong_passwords_then_wait(navigateur: Navigateur):
    for _ in range(5):
        answer = navigateur.sign_in("lea", "faux")
        assert answer.status == 401
        assert texts.WRONG in text(answer)
        assert not [line for line in answer.cookies if line.startswith(COOKIE)]
    answer = navigateur.sign_in("lea", RIGHT)
    assert answer.status == 429
    assert 890 <= int(answer.headers["retry-after"]) <= 900
    assert texts.too_many(900) in text(answer)
    assert COOKIE not in navigateur.cookies


def test_known_and_unknown_names_get_the_same_page(navigateur: Navigateur):
    def page(name: str) -> tuple[int, str]:
        answer = navigateur.sign_in(name, "faux")
        return answer.status, text(answer).replace(f'value="{name}"', "")

    assert page("lea") == page("personne")


def test_what_was_typed_is_harmless_and_the_password_never_comes_back(navigateur: Navigateur):
    answer = navigateur.sign_in('"><script>alert(1)</script>', "un-mot-de-passe-faux")
    assert "<script" not in text(answer)
    assert "un-mot-de-passe-faux" not in text(answer)


@pytest.mark.parametrize(
    "fields",
    [{}, {"jeton": ""}, {"jeton": "x" * 43}, {"jeton": "\u00e9"}],
    ids=["none", "empty", "wrong", "strange"],
)
def test_form_without_its_token(navigateur: Navigateur, fields: dict[str, str]):
    navigateur.get("/connexion")
    answer = navigateur.post("/connexion", {"identifiant": "lea", "mot_de_passe": RIGHT} | fields)
    assert answer.status == 403
    assert texts.STALE in text(answer)
    assert COOKIE not in navigateur.cookies


def test_token_without_its_cookie(navigateur: Navigateur):
    page = navigateur.get("/connexion")
    navigateur.cookies.clear()
    fields = {"jeton": token(page), "identifiant": "lea", "mot_de_passe": RIGHT}
    assert navigateur.post("/connexion", fields).status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": f"http://{HOST}.evil.example"}, 403),
        ({"Origin": f"http://{HOST}:8080"}, 403),
        ({"Origin": "", "Referer": "https://evil.example/page"}, 403),
        ({"Origin": "", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "", "Referer": f"http://{HOST}/connexion"}, 303),
        ({"Origin": ""}, 303),
        ({"Origin": f"https://{HOST}"}, 303),
        ({"Origin": "https://public.example", "X-Forwarded-Host": "public.example"}, 303),
    ],
)
def test_page_that_sends_the_form(navigateur: Navigateur, headers: dict[str, str], status: int):
    fields = {"jeton": token(navigateur.get("/connexion")), "identifiant": "lea", "mot_de_passe": RIGHT}
    assert navigateur.post("/connexion", fields, **headers).status == status


def test_declared_address_of_the_atlas_is_ours(navigateur: Navigateur, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://public.example/")
    fields = {"jeton": token(navigateur.get("/connexion")), "identifiant": "lea", "mot_de_passe": RIGHT}
    assert navigateur.post("/connexion", fields, Origin="https://public.example").status == 303


@pytest.mark.parametrize(
    "suite",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/connexion",
        "/mise-a-jour/../x",
        "",
        "javascript:x",
    ],
)
def test_leads_nowhere_else(navigateur: Navigateur, suite: str):
    assert navigateur.sign_in("lea", RIGHT, suite=suite).headers["location"] == "/mise-a-jour"


def test_another_sign_in_replaces_the_session(navigateur: Navigateur, registre: Registre):
    navigateur.sign_in("lea", RIGHT)
    first = navigateur.cookies[COOKIE]
    fields = {"jeton": navigateur.cookies["atlas_jeton"], "identifiant": "lea", "mot_de_passe": RIGHT}
    navigateur.post("/connexion", fields)
    assert navigateur.cookies[COOKIE] != first
    assert not present(registre, first)
    assert registre.compter_seances(time.time()) == {"lea": 1}


def test_sign_out_closes_on_the_server(navigateur: Navigateur, registre: Registre):
    navigateur.sign_in("lea", RIGHT)
    secret = navigateur.cookies[COOKIE]
    page = navigateur.get("/deconnexion")
    assert "Léa Martin" in text(page)
    assert present(registre, secret)
    answer = navigateur.post("/deconnexion", {"jeton": token(page)})
    assert answer.status == 200
    assert texts.SIGNED_OUT in text(answer)
    assert COOKIE not in navigateur.cookies
    assert not present(registre, secret)


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_nobody_else_signs_out_for_us(navigateur: Navigateur, registre: Registre, headers: dict[str, str]):
    navigateur.sign_in("lea", RIGHT)
    fields = {"jeton": navigateur.cookies["atlas_jeton"]} if headers else {}
    assert navigateur.post("/deconnexion", fields, **headers).status == 403
    assert present(registre, navigateur.cookies[COOKIE])


def test_sign_out_without_session(navigateur: Navigateur):
    assert texts.NOT_SIGNED_IN in text(navigateur.get("/deconnexion"))
    assert navigateur.send("/deconnexion", "/connexion").status == 200


def test_revoked_session_is_refused_at_once(navigateur: Navigateur, registre: Registre):
    navigateur.sign_in("lea", RIGHT)
    assert "Léa Martin" in text(navigateur.get("/connexion"))
    registre.fermer_seances("lea")
    assert "Léa Martin" not in text(navigateur.get("/connexion"))


@pytest.mark.parametrize("environ", [{}, {"CLAUSES_EQUIPE": "poste-local"}], ids=["closed", "elsewhere"])
def test_nothing_to_sign_in_with(registre: Registre, environ: dict[str, str]):
    navigateur = Navigateur(application(environ))
    page = navigateur.get("/connexion")
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert texts.CLOSED_TITLE in text(page)
    assert ("CLAUSES_EQUIPE" in text(page)) is (not environ)
    assert "<form" not in text(page)
    fields = {"jeton": navigateur.cookies["atlas_jeton"], "identifiant": "lea", "mot_de_passe": RIGHT}
    assert navigateur.post("/connexion", fields).status == 403
    assert registre.compter_seances(time.time()) == {}
    for path in ("/connexion/oidc", "/connexion/oidc/retour?code=x&state=y"):
        answer = navigateur.get(path)
        assert (answer.status, answer.headers["location"]) == (303, "/connexion")


def test_own_computer_has_nothing_to_type(registre: Registre):
    local = Navigateur(application({"CLAUSES_EQUIPE": "poste-local", "CLAUSES_EQUIPE_NOM": "Léa Martin"}))
    local.headers["Host"] = "localhost:8501"
    for path in ("/connexion", "/deconnexion"):
        page = text(local.get(path))
        assert texts.POSTE_TITLE in page
        assert "Léa Martin" in page
        assert "<form" not in page


@pytest.mark.parametrize("path", ["/connexion", "/deconnexion"])
def test_other_methods(navigateur: Navigateur, path: str):
    assert navigateur.get(path, method="HEAD").status == 200
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert navigateur.get(path, method=method).status == 405


def test_forms_that_are_not_ours(navigateur: Navigateur):
    for path in ("/connexion", "/deconnexion"):
        many = {str(rank): "x" for rank in range(50)}
        answers = {
            415: navigateur.post(path, {}, Content_Type="multipart/form-data; boundary=x"),
            413: navigateur.post(path, {"identifiant": "x" * 10_000}),
            400: navigateur.post(path, many),
        }
        for status, answer in answers.items():
            assert (answer.status, answer.headers["cache-control"]) == (status, "no-store")
            assert texts.FORM in text(answer)


def test_read_only_disk_is_told_to_who_signs_in(navigateur: Navigateur, monkeypatch: pytest.MonkeyPatch):
    """S14."""
    navigateur.get("/connexion")
    read_only(monkeypatch)
    answer = navigateur.sign_in("lea", RIGHT)
    assert answer.status == 503
    assert "le disque est en lecture seule" in text(answer)


def test_registry_out_of_reach(navigateur: Navigateur, registre: Registre, caplog: pytest.LogCaptureFixture):
    navigateur.get("/connexion")
    registre.path.write_bytes(b"abime" * 1000)
    answer = navigateur.sign_in("lea", RIGHT)
    assert answer.status == 503
    assert texts.REGISTRE in text(answer)
    assert "Traceback" not in text(answer)
    assert "registry" in caplog.text


def test_pages_hold_no_script_and_ask_nothing_of_others(navigateur: Navigateur):
    for page in (navigateur.get("/connexion"), navigateur.sign_in("lea", "x"), navigateur.get("/deconnexion")):
        assert page.headers["cache-control"] == "no-store"
        assert "<script" not in text(page)
        assert not re.search(r'(src|href|action)="(?!/)|\son\w+=|\sstyle="', text(page))


def test_upload_of_a_member_passes_until_the_session_is_closed(navigateur: Navigateur, registre: Registre):
    navigateur.sign_in("lea", RIGHT)
    guard = next(each for each in middleware(COMPTES) if each.cls.__name__ == "UploadGuard")

    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def upload(cookies: str) -> int:
        app = guard.cls(inner, **guard.kwargs)
        return call(app, "/_stcore/upload_file/s/f", {"Host": HOST, "Cookie": cookies}, method="PUT").status

    cookies = f"{COOKIE}={navigateur.cookies[COOKIE]}"
    assert upload(cookies) == 204
    assert upload("") == upload(f"{COOKIE}=autre") == 403
    registre.fermer_seances("lea")
    assert upload(cookies) == 403


def test_upload_from_the_own_computer():
    guard = next(each for each in middleware({"CLAUSES_EQUIPE": "poste-local"}) if each.cls.__name__ == "UploadGuard")

    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    app = guard.cls(inner, **guard.kwargs)
    path = "/_stcore/upload_file/s/f"
    assert call(app, path, {"Host": "localhost:8501"}, method="PUT").status == 204
    assert call(app, path, {"Host": "localhost:8501", "X-Forwarded-For": "::1"}, method="PUT").status == 403
    assert call(app, path, {"Host": "evil.example"}, method="PUT").status == 403


@pytest.mark.parametrize("build", [middleware, lambda environ: routes(lambda: None, environ)])
def test_wrong_setting_stops_the_start(build):
    with pytest.raises(ValueError, match="CLAUSES_EQUIPE"):
        build({"CLAUSES_EQUIPE": "tout-le-monde"})
