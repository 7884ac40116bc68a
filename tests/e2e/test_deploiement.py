"""The application behind nginx, in two replicas on one folder of data: what `docs/deploiement.md` promises."""

import gzip
import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import brotli
import pytest
from playwright.sync_api import Browser, expect

from clauses.acces.comptes import hash_password
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre
from clauses.web.connexion_pages import TOKEN_COOKIE
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import PATIENCE_MS, Visit
from tests.e2e.ferme import NAME, Ferme, served
from tests.e2e.test_connexion import RIGHT, sign_in, signed
from tests.serveur import ROOT, Reply

BROTLI = {"Accept_Encoding": "gzip, br"}
ONCE = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Frame-Options",
    "Strict-Transport-Security",
)
# What is no page of its own has no policy of its own.
ALWAYS = ("X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security")


def new_data(folder: Path) -> Path:
    """A copy of the shipped data, with an account."""
    data = shutil.copytree(ROOT / "data", folder / "donnees", ignore=shutil.ignore_patterns("editions", "equipe"))
    Registre(data).ajouter_compte("lea", "Léa Martin", hash_password(RIGHT), time.time())
    return data


@pytest.fixture(scope="module")
def ferme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ferme]:
    folder = tmp_path_factory.mktemp("ferme")
    with served(folder, new_data(folder), CLAUSES_EQUIPE="comptes poste-local") as ferme:
        yield ferme


def version(ferme: Ferme) -> str:
    return json.loads(ferme.get("/sante").body)["version"]


def test_http_leads_to_https(ferme: Ferme):
    connection = http.client.HTTPConnection("127.0.0.1", ferme.plain_port, timeout=10)
    connection.request("GET", "/?commune=34032", headers={"Host": NAME})
    answer = connection.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/?commune=34032"
    connection.close()


def test_any_other_name_is_closed(ferme: Ferme):
    for name in (None, "ailleurs.example"):
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            ferme.shake_hands(name)
    for host in ("ailleurs.example", "127.0.0.1", f"{NAME}.ailleurs.example", f"localhost:{ferme.port}"):
        with pytest.raises(http.client.RemoteDisconnected):
            ferme.get("/sante", Host=host)
        connection = http.client.HTTPConnection("127.0.0.1", ferme.plain_port, timeout=10)
        connection.request("GET", "/", headers={"Host": host})
        with pytest.raises(http.client.RemoteDisconnected):
            connection.getresponse()
    assert ferme.get("/sante").status == 200


def test_first_server_does_not_choose_an_older_encryption_for_the_others(ferme: Ferme):
    with ferme.shake_hands(NAME) as line:
        assert line.version() == "TLSv1.3"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *((path, ONCE) for path in ("/", "/sante", "/connexion", "/legende/x/rien.svg")),
        *((path, ALWAYS) for path in ("/geo/{}/zones.geojson", "/app/static/atlas.css")),
    ],
)
def test_each_security_header_is_there_once(ferme: Ferme, path: str, expected: tuple[str, ...]):
    for _ in range(2):
        headers = ferme.get(path.format(version(ferme))).headers
        assert {name: len(headers.get_all(name, [])) for name in expected} == dict.fromkeys(expected, 1)


@pytest.mark.parametrize("path", ["/geo/{}/fond.geojson", "/partage/{}/region.png", "/app/static/carte/carte.js"])
def test_what_does_not_change_is_kept_by_nginx(ferme: Ferme, path: str):
    path = f"{path.format(version(ferme))}?essai={time.time_ns()}"
    # Pictures are compressed already.
    best = {"app": "br", "geo": "br", "partage": None}[path.split("/")[1]]
    for encoding, expected in {"gzip, deflate, br, zstd": best, "gzip": best and "gzip", "identity": None}.items():
        replies = [ferme.get(path, Accept_Encoding=encoding) for _ in range(2)]
        assert [each.headers["X-Cache"] for each in replies] == ["MISS", "HIT"]
        assert {each.headers.get("Content-Encoding") for each in replies} == {expected}
        assert replies[0].body == replies[1].body
    # Another spelling of the same wish finds what is kept.
    assert ferme.get(path, **BROTLI).headers["X-Cache"] == "HIT"


def test_address_of_former_data_is_never_kept(ferme: Ferme):
    for _ in range(2):
        reply = ferme.get("/geo/ancienne/fond.geojson")
        assert (reply.status, reply.headers["Cache-Control"]) == (200, "no-store")
        assert reply.headers["X-Cache"] != "HIT"


def test_crowd_on_the_light_atlas_is_served(ferme: Ferme):
    page = ferme.get("/atlas/").body
    with ThreadPoolExecutor(24) as crowd:
        replies = list(crowd.map(lambda _rank: ferme.get("/atlas/"), range(24)))
    assert [each.status for each in replies] == [200] * 24
    assert {each.body for each in replies} == {page}
    # Not cacheable: a request queued behind another (proxy_cache_lock) would wait for nothing.
    assert {each.headers["X-Cache"] for each in replies} == {"MISS"}


def test_pages_and_answers_of_the_moment_are_not_kept(ferme: Ferme):
    for path in ("/", "/sante", "/connexion", "/api/communes?q=bez"):
        assert [ferme.get(path).headers.get("X-Cache") for _ in range(2)] == [None, None]


@pytest.mark.parametrize("path", ["/", "/geo/{}/fond.geojson", "/app/static/atlas.css"])
def test_nothing_is_compressed_twice(ferme: Ferme, path: str):
    path = path.format(version(ferme))
    packed, plain = ferme.get(path, **BROTLI), ferme.get(path)
    (encoding,) = packed.headers.get_all("Content-Encoding")
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[encoding](packed.body) == plain.body
    assert plain.headers.get_all("Content-Encoding") is None


def test_uploads_are_closed_and_limited(ferme: Ferme):
    path = "/_stcore/upload_file/a/b"
    assert ferme.request("PUT", path, {"Content-Length": "5"}, b"a,b,c").status == 403
    for method, where, size in (("PUT", path, 11 * 1024 * 1024), ("POST", "/connexion", 70000)):
        reply = ferme.request(method, where, {"Content-Length": str(size)})
        assert (reply.status, reply.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
        assert "trop lourd" in reply.body.decode()


def test_page_of_another_site_does_not_reach_the_application(ferme: Ferme):
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    before = [each.audit.read_text() for each in ferme.replicas]
    for origin in ("https://ailleurs.example", f"{ferme.url}.ailleurs.example", "null"):
        assert ferme.request("GET", "/_stcore/stream", {**handshake, "Origin": origin}).status == 403
    assert [each.audit.read_text() for each in ferme.replicas] == before


def test_visitor_keeps_the_same_replica(ferme: Ferme):
    first = ferme.get("/", Accept="text/html")
    (cookie,) = [each for each in first.headers.get_all("Set-Cookie", []) if each.startswith("atlas_replique=")]
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    value = cookie.partition(";")[0].partition("=")[2]
    assert len({ferme.replica_of(value).port for _ in range(6)}) == 1
    again = ferme.get("/", Accept="text/html", Cookie=f"atlas_replique={value}").headers.get_all("Set-Cookie", [])
    assert not [each for each in again if each.startswith("atlas_replique=")]


def test_visitors_are_spread(ferme: Ferme):
    assert {ferme.replica_of(f"{rank:032x}").port for rank in range(20)} == {each.port for each in ferme.replicas}


def test_own_computer_is_not_that_of_a_visitor_behind_nginx(ferme: Ferme):
    direct = ferme.replicas[0].get("/connexion").body.decode()
    assert texts.POSTE_TITLE in direct
    relayed = ferme.get("/connexion", X_Forwarded_For="127.0.0.1").body.decode()
    assert texts.POSTE_TITLE not in relayed
    assert texts.MOT_DE_PASSE in relayed


def test_tries_of_the_form_are_counted_by_address(ferme: Ferme):
    def attempt(source: str) -> Reply:
        body = urlencode({"identifiant": "personne", "mot_de_passe": "faux"}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return ferme.request("POST", "/connexion", headers, body, source)

    answers = [attempt("127.0.0.9") for _ in range(9)]
    assert answers[0].status == 403
    assert (answers[-1].status, answers[-1].headers["Retry-After"]) == (429, "60")
    assert "Trop d’essais" in answers[-1].body.decode()
    assert attempt("127.0.0.10").status == 403
    assert ferme.request("GET", "/connexion", source="127.0.0.9").status == 200


def test_sign_in_by_a_provider_is_counted_by_address(ferme: Ferme):
    def statuses(source: str, times: int) -> list[int]:
        with ThreadPoolExecutor(8) as crowd:
            return list(
                crowd.map(lambda _: ferme.request("GET", "/connexion/oidc", source=source).status, range(times))
            )

    # Thirty people of one office, start and return.
    assert set(statuses("127.0.0.11", 60)) == {303}
    assert 429 in statuses("127.0.0.11", 60)
    assert statuses("127.0.0.12", 1) == [303]


def test_pages_held_open_are_counted_by_address(ferme: Ferme):
    def answer(source: str) -> tuple[str, ssl.SSLSocket]:
        held = ferme.shake_hands(NAME, source)
        lines = ["GET /_stcore/stream HTTP/1.1", f"Host: {NAME}", "Connection: Upgrade", "Upgrade: websocket"]
        lines += ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]
        held.sendall("\r\n".join(lines).encode())
        return held.recv(4096).decode(), held

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: answer("127.0.0.13"), range(205)))
    statuses = [text.split()[1] for text, _ in answers]
    assert (statuses.count("101"), statuses.count("429")) == (200, 5)
    assert "Trop de pages" in next(text for text, _ in answers if " 429 " in text)
    other, line = answer("127.0.0.14")
    assert other.split()[1] == "101"
    for each in [line, *(held for _, held in answers)]:
        each.close()


def test_session_opened_on_one_replica_holds_on_the_other(visit: Visit, ferme: Ferme):
    atlas = visit(ferme, ignore_https_errors=True)
    sign_in(atlas.page, ferme.url)
    expect(signed(atlas.page)).to_be_visible()
    cookies = {each["name"]: each for each in atlas.page.context.cookies()}
    # Behind TLS, known from nginx alone.
    session = cookies["__Host-atlas_equipe"]
    assert all(each["secure"] for each in (session, cookies[f"__Host-{TOKEN_COOKIE}"], cookies["atlas_replique"]))
    for replica in ferme.replicas:
        page = replica.get("/connexion", Cookie=f"atlas_equipe={session['value']}", Via="1.1 essai")
        assert "Léa Martin" in page.body.decode()


def test_publication_by_one_is_seen_by_all(visit: Visit, ferme: Ferme, tmp_path: Path):
    atlas = visit(ferme, ignore_https_errors=True)
    atlas.open("?commune=34032")
    before = {json.loads(each.get("/sante").body)["version"] for each in ferme.replicas}
    table = tmp_path / "guichets.csv"
    lines = (ferme.data / "guichets.csv").read_text(encoding="utf-8")
    assert "Béziers" in lines
    name = next(row.split(",")[1] for row in lines.splitlines() if "34032" in row or "Béziers" in row)
    table.write_text(lines.replace(name, f"{name} (essai)"), encoding="utf-8")
    command = ["publier", "guichets", str(table), "--auteur", "Essai", "--message", "Essai", "--confirmer", "--json"]
    environment = os.environ | {"CLAUSES_DATA": str(ferme.data)}
    done = subprocess.run(
        [sys.executable, "-m", "clauses", *command], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()
    after = [json.loads(each.get("/sante").body) for each in ferme.replicas]
    assert len({each["version"] for each in after}) == 1
    assert {each["version"] for each in after}.isdisjoint(before)
    assert {each["edition"] for each in after} == {json.loads(done.stdout)["edition"]}
    # The page that was open shows it at the next interaction.
    atlas.choose_departement("34 Hérault")
    expect(atlas.page.get_by_text("(essai)").first).to_be_visible()


# The last of them: it leaves no replica.
def test_replica_that_dies_leaves_its_visitors_to_the_other(chromium: Browser, ferme: Ferme):
    # Not `visit`: the browser notes in its console that the line was cut, and that is the point.
    context = chromium.new_context(ignore_https_errors=True, locale="fr-FR", viewport={"width": 1366, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    atlas = Atlas(context.new_page(), ferme.url)
    atlas.open("?commune=34032&departement=34")
    atlas.expect_answer("Béziers")
    cookie = next(each["value"] for each in context.cookies() if each["name"] == "atlas_replique")
    holder = ferme.replica_of(cookie)
    with atlas.page.expect_websocket() as opened:
        holder.process.kill()
    assert opened.value.url.startswith("wss://")
    atlas.expect_drawn()
    atlas.expect_answer("Béziers")
    atlas.expect_query(commune="34032", departement="34")
    assert ferme.replica_of(cookie) is not holder
    # And the other one answers, once the page has its line.
    expect(atlas.page.locator("[data-test-connection-state=CONNECTED]")).to_be_attached()
    atlas.choose_departement("30 Gard")
    atlas.page.wait_for_url("**departement=30**", wait_until="commit")
    context.close()

    # Without any of them: a word rather than an error, and what nginx keeps is still served.
    kept = "/app/static/carte/carte.js?essai"
    assert [ferme.get(kept).status for _ in range(2)] == [200, 200]
    for replica in ferme.replicas:
        replica.process.kill()
        replica.process.wait(timeout=20)
    closed = ferme.get("/")
    assert (closed.status, closed.headers["Retry-After"]) == (503, "10")
    assert "réessayez" in closed.body.decode()
    assert ferme.get(kept).headers["X-Cache"] == "HIT"
