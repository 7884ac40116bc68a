"""The sign-in at a provider of identity: a real one, on the loopback, good then bad."""

import asyncio
import http.client
import json
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from clauses.acces import COOKIE, Reglages, oidc
from clauses.donnees import read_moment
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre, Seance
from clauses.web import oidc as routes
from clauses.web.routes import sante
from tests.donnees import REGION
from tests.web.asgi import Answer, ask
from tests.web.fournisseur import CLIENT, Conduite, Fournisseur, running
from tests.web.navigateur import HOST, Navigateur, application, cookie, token

RETOUR = f"http://{HOST}/connexion/oidc/retour"


@pytest.fixture(scope="module")
def service() -> Iterator[Fournisseur]:
    with running() as fournisseur:
        yield fournisseur


@pytest.fixture
def fournisseur(service: Fournisseur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fournisseur:
    """A good provider, until a test changes it; the team has no session yet."""
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    monkeypatch.delenv("CLAUSES_ADRESSE", raising=False)
    service.conduite, service.retours = Conduite(), {RETOUR}
    for seen in (service.asked, service.logouts, service.paths):
        seen.clear()
    service.porte, service.reached = threading.Event(), threading.Event()
    return service


@pytest.fixture
def navigateur(fournisseur: Fournisseur) -> Navigateur:
    return Navigateur(application(fournisseur.environ))


def follow(address: str) -> str:
    """Redirection of the provider, or its objection."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        response = connection.getresponse()
        body = response.read().decode()
        return response.headers.get("Location") or body
    finally:
        connection.close()


def leave(navigateur: Navigateur, address: str = "/connexion/oidc") -> str:
    """Go to the provider, and take the address it sends back to."""
    answer = navigateur.get(address)
    assert (answer.status, answer.headers["cache-control"]) == (303, "no-store")
    return follow(answer.headers["location"])


def sign_in(navigateur: Navigateur) -> Answer:
    return navigateur.get(leave(navigateur))


def session(navigateur: Navigateur) -> Seance | None:
    return Registre().seance(navigateur.cookies.get(COOKIE, ""), time.time())


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "atlas.traces")
    return caplog


def reason(log: pytest.LogCaptureFixture) -> str:
    """Why somebody was refused, at the end of the only line of the security log."""
    (line,) = [record.getMessage() for record in log.records if record.name == "atlas.traces"]
    event, found, why = line.partition("raison=")
    assert event.startswith("connexion-refusee ")
    return found + why


def refusal(answer: Answer) -> str:
    """Reason of a refusal, among the known ones."""
    page = unescape(answer.body.decode())
    assert "Traceback" not in page
    assert not [line for line in answer.cookies if line.startswith(f"{COOKIE}=")]
    return next((reason for reason, text in texts.REFUSED.items() if text in page), "")


@pytest.mark.parametrize("alg", ["RS256", "ES256", "HS256"])
@pytest.mark.parametrize("userinfo", ["jwt", "json", "none"])
@pytest.mark.parametrize("pkce", [False, True])
def test_comes_in(navigateur: Navigateur, fournisseur: Fournisseur, alg: str, userinfo: str, pkce: bool):
    fournisseur.conduite = Conduite(alg=alg, userinfo=userinfo, pkce=pkce)
    answer = sign_in(navigateur)
    assert (answer.status, answer.headers["location"]) == (303, "/mise-a-jour")
    kept = cookie(answer, COOKIE)
    assert len(kept.pop("value")) >= 43
    assert kept == {"httponly": "", "max-age": "28800", "path": "/", "samesite": "lax"}
    found = session(navigateur)
    assert (found.identifiant, found.nom, found.methode) == ("lea.martin@region.example", "Léa Martin", "oidc")
    assert 8 * 3600 - 10 < found.expire - time.time() <= 8 * 3600
    assert "Léa Martin" in navigateur.get("/connexion").body.decode()


def test_what_is_asked(navigateur: Navigateur, fournisseur: Fournisseur):
    leave(navigateur)
    (asked,) = fournisseur.asked
    assert set(asked) == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
    assert asked["scope"] == "openid email given_name usual_name"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    fournisseur.asked.clear()
    leave(navigateur)
    assert not {asked["state"], asked["nonce"]} & {fournisseur.asked[0]["state"], fournisseur.asked[0]["nonce"]}


def test_challenge_only_where_it_is_announced(navigateur: Navigateur, fournisseur: Fournisseur):
    fournisseur.conduite = Conduite(pkce=True)
    assert sign_in(navigateur).status == 303
    assert fournisseur.asked[0]["code_challenge_method"] == "S256"


def test_public_address_is_the_one_the_provider_knows(
    navigateur: Navigateur, fournisseur: Fournisseur, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://public.example/")
    fournisseur.retours = {"https://public.example/connexion/oidc/retour"}
    assert sign_in(navigateur).status == 303
    monkeypatch.delenv("CLAUSES_ADRESSE")
    fournisseur.retours = {RETOUR.replace("http:", "https:")}
    behind = Navigateur(navigateur.app, X_Forwarded_Proto="https")
    answer = sign_in(behind)
    assert answer.status == 303
    assert "secure" in cookie(answer, f"__Host-{COOKIE}")


def test_goes_where_it_was_going_and_nowhere_else(navigateur: Navigateur):
    for suite in ("/mise-a-jour", "https://evil.example", "//evil.example"):
        answer = navigateur.get(leave(navigateur, f"/connexion/oidc?suite={suite}"))
        assert answer.headers["location"] == "/mise-a-jour"


def test_answer_is_one_line_of_the_log(navigateur: Navigateur, caplog: pytest.LogCaptureFixture):
    """S17: what comes with the address of the callback is anybody's choice."""
    state = parse_qs(urlsplit(leave(navigateur)).query)["state"][0]
    with caplog.at_level(logging.INFO, "atlas.traces"):
        navigateur.get(f"/connexion/oidc/retour?state={state}&error=x%0a2026-11-30%20CRITICAL%20faux%1b[31m")
    (line,) = [each for each in caplog.messages if "CRITICAL" in each]
    assert line.startswith("connexion-refusee adresse='' voie='oidc' raison=")
    assert line.isprintable()


def test_ways_in_and_refusals_are_logged(
    navigateur: Navigateur, fournisseur: Fournisseur, caplog: pytest.LogCaptureFixture
):
    """S16: each way in and each refusal is a line; of a person refused, the domain alone."""
    with caplog.at_level(logging.INFO, "atlas.traces"):
        sign_in(navigateur)
        fournisseur.conduite = Conduite(personne={"sub": "1", "email": "lea@ailleurs.example"})
        sign_in(navigateur)
        navigateur.get("/connexion/oidc/retour?state=inconnu&code=x")
    assert [line for line in caplog.messages if line.startswith("connexion")] == [
        "connexion adresse='' voie='oidc' compte='lea.martin@region.example'",
        "connexion-refusee adresse='' voie='oidc' raison='hors_liste' detail='@ailleurs.example'",
        "connexion-refusee adresse='' voie='oidc' raison='expiree' detail=''",
    ]


NOW = int(time.time())


@pytest.mark.parametrize(
    ("conduite", "reason"),
    [
        (Conduite(jeton={"nonce": "x" * 43}), "jeton"),
        (Conduite(jeton={"nonce": None}), "jeton"),
        (Conduite(jeton={"aud": "un-autre-site"}), "jeton"),
        (Conduite(jeton={"aud": [CLIENT, "un-autre-site"], "azp": "un-autre-site"}), "jeton"),
        (Conduite(jeton={"aud": None}), "jeton"),
        (Conduite(jeton={"iss": "https://ailleurs.example"}), "jeton"),
        (Conduite(jeton={"iss": None}), "jeton"),
        (Conduite(jeton={"exp": NOW - 3600}), "horloge"),
        (Conduite(jeton={"exp": None}), "jeton"),
        (Conduite(jeton={"exp": "demain"}), "jeton"),
        (Conduite(jeton={"iat": NOW + 3600}), "horloge"),
        (Conduite(jeton={"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}), "jeton"),
        (Conduite(cle_etrangere=True), "jeton"),
        (Conduite(cle_etrangere=True, alg="ES256"), "jeton"),
        (Conduite(cle_etrangere=True, alg="HS256"), "jeton"),
        (Conduite(alg="none"), "jeton"),
        (Conduite(userinfo="autre"), "jeton"),
        (Conduite(signe={"aud": "un-autre-site"}), "jeton"),
        (Conduite(signe={"iss": "https://ailleurs.example"}), "jeton"),
        (Conduite(signe={"exp": NOW - 3600}), "horloge"),
        (Conduite(personne={"sub": "1", "email": "lea@ailleurs.example"}), "hors_liste"),
        (Conduite(personne={"sub": "1", "email": "lea@region.example.evil.example"}), "hors_liste"),
        (Conduite(personne={"sub": "1", "email": "l@region.example", "email_verified": False}), "courriel_non_verifie"),
        (
            Conduite(personne={"sub": "1", "email": "l@region.example", "email_verified": "false"}),
            "courriel_non_verifie",
        ),
        (Conduite(personne={"sub": "1"}), "sans_courriel"),
        (Conduite(personne={"sub": "1", "email": ["lea@region.example"]}), "sans_courriel"),
        (Conduite(refus="access_denied"), "annulee"),
        (Conduite(code_refuse=True), "expiree"),
    ],
)
def test_refused(navigateur: Navigateur, fournisseur: Fournisseur, conduite: Conduite, reason: str):
    fournisseur.conduite = conduite
    answer = sign_in(navigateur)
    assert (answer.status, refusal(answer)) == (403, reason)
    assert answer.headers["cache-control"] == "no-store"
    assert session(navigateur) is None


def test_level_of_authentication_is_asked_and_verified(fournisseur: Fournisseur):
    levels = "eidas2 https://proconnect.gouv.fr/assurance/self-asserted-2fa"
    navigateur = Navigateur(application(fournisseur.environ | {"CLAUSES_OIDC_ACR": levels}))
    for acr in (None, "eidas1", "eidas"):
        fournisseur.conduite = Conduite(acr=acr)
        answer = sign_in(navigateur)
        assert (answer.status, refusal(answer)) == (403, "niveau")
    fournisseur.conduite = Conduite(acr="eidas2")
    assert sign_in(navigateur).status == 303
    claims = json.loads(fournisseur.asked[-1]["claims"])
    assert claims == {"id_token": {"acr": {"essential": True, "values": levels.split()}}}


@pytest.mark.parametrize("panne", ["openid-configuration", "jwks", "token", "userinfo"])
def test_provider_out_of_order(navigateur: Navigateur, fournisseur: Fournisseur, panne: str):
    if panne != "openid-configuration":
        back = leave(navigateur)
    fournisseur.conduite = Conduite(panne=panne)
    answer = navigateur.get("/connexion/oidc" if panne == "openid-configuration" else back)
    assert answer.status == 502
    assert texts.DOWN_TITLE in unescape(answer.body.decode())
    assert session(navigateur) is None


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://ailleurs.example"},
        {"authorization_endpoint": "http://ailleurs.example/authorize"},
        {"token_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_provider_that_describes_itself_badly(navigateur: Navigateur, fournisseur: Fournisseur, metadata: dict):
    fournisseur.conduite = Conduite(metadata=metadata)
    assert navigateur.get("/connexion/oidc").status == 502


def test_provider_that_cannot_be_reached(fournisseur: Fournisseur):
    settings = fournisseur.environ | {"CLAUSES_OIDC_FOURNISSEUR": "http://127.0.0.1:9"}
    answer = Navigateur(application(settings)).get("/connexion/oidc")
    assert answer.status == 502
    assert texts.DOWN in unescape(answer.body.decode())


def test_wrong_secret_is_the_administrators_business(fournisseur: Fournisseur, caplog: pytest.LogCaptureFixture):
    navigateur = Navigateur(application(fournisseur.environ | {"CLAUSES_OIDC_SECRET": "faux"}))
    assert sign_in(navigateur).status == 502
    assert "invalid_client" in caplog.text
    assert "faux" not in caplog.text


def test_answer_serves_once(navigateur: Navigateur):
    back = leave(navigateur)
    assert navigateur.get(back).status == 303
    answer = navigateur.get(back)
    assert (answer.status, refusal(answer)) == (400, "expiree")


def test_answer_belongs_to_the_browser_that_left(navigateur: Navigateur):
    """Otherwise a page could sign its reader in as somebody else."""
    back = leave(navigateur)
    other = Navigateur(navigateur.app)
    assert (other.get(back).status, session(other)) == (400, None)
    leave(other)
    assert (other.get(back).status, session(other)) == (400, None)


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=", "?code=x&state=inconnu", "?error=access_denied"])
def test_answer_to_no_question(navigateur: Navigateur, query: str):
    answer = navigateur.get(f"/connexion/oidc/retour{query}")
    assert (answer.status, refusal(answer)) == (400, "expiree")


def test_answer_of_another_provider(navigateur: Navigateur):
    back = leave(navigateur)
    answer = navigateur.get(re.sub("iss=[^&]*", "iss=https%3A%2F%2Failleurs.example", back))
    assert (answer.status, refusal(answer)) == (403, "jeton")


@pytest.mark.parametrize(("announced", "status"), [(True, 403), (False, 303)])
def test_answer_that_does_not_say_whose_it_is(
    navigateur: Navigateur, fournisseur: Fournisseur, announced: bool, status: int
):
    """S25: RFC 9207, where it is announced."""
    fournisseur.conduite = Conduite(metadata={"authorization_response_iss_parameter_supported": announced})
    assert navigateur.get(re.sub("&iss=[^&]*", "", leave(navigateur))).status == status


def test_signed_userinfo_need_not_name_issuer_and_audience(navigateur: Navigateur, fournisseur: Fournisseur):
    """S10: OIDC Core, 5.3.2; LemonLDAP::NG 2.16 leaves both out."""
    fournisseur.conduite = Conduite(signe={"iss": None, "aud": None})
    assert sign_in(navigateur).status == 303


@pytest.mark.parametrize(
    ("conduite", "detail"),
    [
        (Conduite(signe={"aud": "un-autre-site"}), "userinfo : invalid_claim: Invalid claim: 'aud'"),
        (Conduite(jeton={"aud": "un-autre-site"}), "id_token : invalid_claim: Invalid claim: 'aud'"),
    ],
)
def test_log_names_what_was_being_read(
    navigateur: Navigateur, fournisseur: Fournisseur, log: pytest.LogCaptureFixture, conduite: Conduite, detail: str
):
    """S10: which of the two signed answers is wrong."""
    fournisseur.conduite = conduite
    sign_in(navigateur)
    assert reason(log) == f"raison='jeton' detail={detail!r}"


@pytest.mark.parametrize("avance", [240, -240])
def test_clocks_may_differ_by_some_minutes(navigateur: Navigateur, fournisseur: Fournisseur, avance: int):
    """S11: four minutes, on tokens that last one."""
    fournisseur.conduite = Conduite(avance=avance)
    assert sign_in(navigateur).status == 303


@pytest.mark.parametrize(("avance", "claim", "minutes"), [(3600, "iat", 60), (-3600, "exp", 59)])
def test_wrong_clock_is_named(
    navigateur: Navigateur,
    fournisseur: Fournisseur,
    log: pytest.LogCaptureFixture,
    avance: int,
    claim: str,
    minutes: int,
):
    """S11: on the page and in the log, with the gap."""
    fournisseur.conduite = Conduite(avance=avance)
    answer = sign_in(navigateur)
    assert (answer.status, refusal(answer)) == (403, "horloge")
    said = f"id_token, {claim} : horloge de ce serveur ou du fournisseur fausse de {minutes} minutes au moins"
    assert reason(log) == f"raison='horloge' detail='{said}'"


def test_text_of_a_visitor_stays_on_its_line(navigateur: Navigateur, log: pytest.LogCaptureFixture):
    """S17: no forged line, whatever the answer says."""
    back = leave(navigateur)
    answer = navigateur.get(re.sub("code=[^&]*", "error=x%0a2026%20CRITICAL%1b[31m", back))
    assert (answer.status, refusal(answer)) == (403, "annulee")
    assert reason(log) == r"raison='annulee' detail='x\n2026 CRITICAL\x1b[31m'"


@pytest.mark.parametrize("verified", [True, False])
def test_log_keeps_no_address_of_who_is_refused(
    navigateur: Navigateur, fournisseur: Fournisseur, log: pytest.LogCaptureFixture, verified: bool
):
    """S16: the domain is enough to mend a list."""
    fournisseur.conduite = Conduite(personne={"sub": "1", "email": "lea@ailleurs.example", "email_verified": verified})
    sign_in(navigateur)
    assert "detail='@ailleurs.example'" in log.text
    assert "lea@" not in log.text


def test_slow_provider_leaves_the_map(navigateur: Navigateur, fournisseur: Fournisseur):
    """S3: 120 visitors leave for a provider that does not answer; those of the map are served meanwhile."""
    fournisseur.conduite = Conduite(lenteur="openid-configuration")
    app = Starlette(routes=[Route("/sante", sante(lambda: read_moment(REGION))), *navigateur.app.routes])

    async def crowd() -> tuple[Answer, list[Answer], int]:
        leaving = [asyncio.create_task(ask(app, "/connexion/oidc", {"Host": HOST})) for _ in range(120)]
        try:
            await asyncio.to_thread(fournisseur.reached.wait, 5)
            healthy = await asyncio.wait_for(ask(app, "/sante"), 5)
            refused = [task.result() for task in leaving if task.done()]
        finally:
            fournisseur.porte.set()
        answers = await asyncio.gather(*leaving)
        return healthy, refused, Counter(answer.status for answer in answers)[303]

    healthy, refused, gone = asyncio.run(crowd())
    assert healthy.status == 200
    assert {(answer.status, answer.headers["retry-after"]) for answer in refused} == {(503, "10")}
    assert texts.FULL in unescape(refused[0].body.decode())
    assert (len(refused), gone) == (120 - routes.PLACES, routes.PLACES)
    assert fournisseur.paths.count("openid-configuration") == 1


def test_full_on_the_way_back_loses_nothing(fournisseur: Fournisseur, monkeypatch: pytest.MonkeyPatch):
    """S3: who finds no place tries the same address again; and who leaves is not held by those who come back."""
    monkeypatch.setattr(routes, "PLACES", 1)
    first = Navigateur(application(fournisseur.environ))
    second = Navigateur(first.app)
    slow, back = leave(first), leave(second)
    fournisseur.conduite = Conduite(lenteur="token")
    held = threading.Thread(target=first.get, args=(slow,))
    held.start()
    try:
        assert fournisseur.reached.wait(5)
        answer = second.get(back)
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert f'href="{back.removeprefix(f"http://{HOST}")}"' in unescape(answer.body.decode())
        assert second.get("/connexion/oidc").status == 303
    finally:
        fournisseur.porte.set()
        held.join()
    assert second.get(back).status == 303
    assert session(first)


def test_description_is_kept_a_minute(
    navigateur: Navigateur, fournisseur: Fournisseur, monkeypatch: pytest.MonkeyPatch
):
    """S3: read once for all who sign in meanwhile, and again afterwards."""
    clock = [time.monotonic()]
    monkeypatch.setattr(oidc, "monotonic", lambda: clock[0])
    for seconds, read in ((0, 1), (59, 1), (2, 2)):
        clock[0] += seconds
        assert sign_in(navigateur).status == 303
        assert fournisseur.paths.count("openid-configuration") == read


def test_dead_provider_is_left_alone_some_seconds(
    navigateur: Navigateur, fournisseur: Fournisseur, monkeypatch: pytest.MonkeyPatch
):
    """S3: its failure is told at once, without asking it again."""
    clock = [time.monotonic()]
    monkeypatch.setattr(oidc, "monotonic", lambda: clock[0])
    fournisseur.conduite = Conduite(panne="openid-configuration")
    for _ in range(3):
        assert navigateur.get("/connexion/oidc").status == 502
    assert fournisseur.paths == ["openid-configuration"]
    fournisseur.conduite = Conduite()
    clock[0] += 6
    assert sign_in(navigateur).status == 303


def test_keys_may_change_between_two_sign_ins(navigateur: Navigateur, fournisseur: Fournisseur):
    sign_in(navigateur)
    fournisseur.change_keys()
    assert sign_in(navigateur).status == 303
    assert fournisseur.paths.count("openid-configuration") == 1


def test_cookie_of_the_way(navigateur: Navigateur):
    kept = cookie(navigateur.get("/connexion/oidc"), "atlas_oidc")
    assert len(kept.pop("value")) == 43
    assert kept == {"httponly": "", "max-age": "600", "path": "/", "samesite": "lax"}


def test_page_offers_the_provider_and_no_password(navigateur: Navigateur):
    page = unescape(navigateur.get("/connexion").body.decode())
    assert texts.sign_in_with("Fournisseur d’essai") in page
    assert "<form" not in page
    assert navigateur.get("/connexion/oidc", method="POST").status == 405


def test_sign_out_here_then_there(navigateur: Navigateur, fournisseur: Fournisseur):
    sign_in(navigateur)
    seance = session(navigateur)
    secret = navigateur.cookies[COOKIE]
    answer = navigateur.post("/deconnexion", {"jeton": token(navigateur.get("/deconnexion"))})
    # A redirection would be stopped by form-action.
    assert answer.status == 200
    assert Registre().seance(secret, time.time()) is None
    (address,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', answer.body.decode())
    address = unescape(address)
    back = follow(address)
    (asked,) = fournisseur.logouts
    assert set(asked) == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert asked["id_token_hint"] == seance.jeton
    assert len(asked["state"]) >= 32
    assert asked["post_logout_redirect_uri"] == f"http://{HOST}/deconnexion"
    assert parse_qs(urlsplit(back).query) == {"state": [asked["state"]]}
    assert texts.SIGNED_OUT_TITLE in unescape(navigateur.get(back).body.decode())


@pytest.mark.parametrize("conduite", [Conduite(end_session=False), Conduite(panne="openid-configuration")])
def test_sign_out_when_the_provider_cannot(navigateur: Navigateur, fournisseur: Fournisseur, conduite: Conduite):
    sign_in(navigateur)
    fournisseur.conduite = conduite
    navigateur.app = application(fournisseur.environ)
    answer = navigateur.send("/deconnexion")
    assert texts.PROVIDER_LEFT_OPEN in unescape(answer.body.decode())
    assert Registre().compter_seances(time.time()) == {}


def test_struck_from_the_list(navigateur: Navigateur, fournisseur: Fournisseur):
    sign_in(navigateur)
    settings = fournisseur.environ | {"CLAUSES_OIDC_AUTORISES": "une.autre@region.example"}
    navigateur.app = application(settings)
    assert "Léa Martin" not in navigateur.get("/connexion").body.decode()


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"given_name": "Léa", "usual_name": "Martin", "name": "X"}, "Léa Martin"),
        ({"given_name": "Léa", "family_name": "Martin"}, "Léa Martin"),
        ({"name": " Léa  Martin "}, "Léa Martin"),
        ({}, "l@region.example"),
        ({"given_name": "\u200b", "usual_name": "\x00", "name": "L\x1b\u202eéa"}, "L éa"),
        ({"name": "x" * 81}, "x" * 80),
    ],
)
def test_name_that_signs(fournisseur: Fournisseur, person: dict[str, str], name: str):
    chosen = Reglages.from_environ(fournisseur.environ).fournisseur
    found = oidc._identite(chosen, [{"sub": "1", "email": "L@Region.example"} | person, {}], "jeton")
    assert (found.courriel, found.nom) == ("l@region.example", name)
