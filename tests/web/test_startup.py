"""Responses of the started application: protections, compression and language are in force."""

import ast
import gzip
import re

import brotli
import pytest
from streamlit import config, file_util

from clauses.web.stream import LARGEST_OF_TEAM
from clauses.web.traductions import script_name
from tests.serveur import ROOT, Server

SCRIPTS = {script_name(path.name): path for path in (ROOT / file_util.get_static_dir()).glob("static/js/*.js")}
SCRIPT = f"/static/js/{SCRIPTS['protobuf'].name}"
TRANSLATED = f"/static/js/{SCRIPTS['DataFrame'].name}"
LEAFLET = "/app/static/leaflet/leaflet.js"
FOLIUM = "/component/streamlit_folium.st_folium/index.html"

ANSWERS = {
    "/": 200,
    "/territoire": 200,
    "/une-page": 404,
    "/robots.txt": 200,
    "/favicon.ico": 200,
    SCRIPT: 200,
    TRANSLATED: 200,
    FOLIUM: 200,
    LEAFLET: 200,
    "/sante": 200,
    "/connexion": 200,
    "/connexion/oidc": 303,
    "/deconnexion": 200,
    "/favicon.png": 200,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/_stcore/metrics": 404,
    "/_stcore/agent": 404,
    "/_stcore/agent/openapi.json": 404,
    "/une-page/_stcore/agent/mcp": 404,
    "/_stcore/absent.js": 404,
    "/static//etc/passwd": 404,
    "/static/js/absent.js": 404,
    "/app/static/absent.js": 404,
    "/component/absent/index.html": 404,
    "/media/absent": 404,
    "/app/static/%2e%2e/app.py": 400,
    "/app/static/../app.py": 400,
    "/app/static/leaflet/%2e%2e/%2e%2e/requirements.txt": 400,
    "//app/static/leaflet/leaflet.js": 400,
}


# Components are known to the server once a page has drawn one.
@pytest.mark.usefixtures("visitor")
@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_bears_the_security_headers(server: Server, path: str, status: int):
    reply = server.get(path)
    assert reply.status == status
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "same-origin"
    if path in (SCRIPT, TRANSLATED, LEAFLET):
        # Never a page: a hundred of them on a first visit.
        assert "Content-Security-Policy" not in reply.headers
        return
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert len(reply.headers.get_all("Content-Security-Policy")) == 1
    assert "geolocation=(self), accelerometer=()" in reply.headers["Permissions-Policy"]
    assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert reply.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.usefixtures("visitor")
def test_inline_scripts_are_for_components_alone(server: Server):
    def directive(path: str, name: str) -> str:
        return re.search(rf"{name} ([^;]*)", server.get(path).headers["Content-Security-Policy"])[1]

    for path in ("/", "/sante"):
        assert "'unsafe-inline'" not in directive(path, "script-src")
        assert "https:" not in server.get(path).headers["Content-Security-Policy"]
    assert directive(FOLIUM, "script-src") == "'self' 'unsafe-inline'"
    assert directive(FOLIUM, "img-src") == "'self' data: blob: https://data.geopf.fr"


@pytest.mark.parametrize("path", ["/", "/territoire", "/territoire?commune=34032"])
def test_page_is_in_french(server: Server, path: str):
    page = server.get(path, Accept_Encoding="gzip")
    text = gzip.decompress(page.body).decode()
    assert '<html lang="fr">' in text
    assert "Atlas des clauses sociales</title>" in text
    assert "agent" not in text
    assert 'id="premier"' in text
    assert page.headers["Cache-Control"] == "no-cache"
    assert server.get(path, If_None_Match=page.headers["ETag"]).status == 304


@pytest.mark.parametrize("path", [SCRIPT, TRANSLATED, LEAFLET])
def test_files_are_compressed_and_not_sent_twice(server: Server, path: str):
    plain, compressed = server.get(path), server.get(path, Accept_Encoding="gzip")
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len(compressed.body) < len(plain.body) / 2
    assert int(compressed.headers["Content-Length"]) == len(compressed.body)
    assert gzip.decompress(compressed.body) == plain.body
    assert compressed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert compressed.headers["ETag"] == plain.headers["ETag"]

    for encoding in ("gzip", "identity"):
        again = server.get(path, Accept_Encoding=encoding, If_None_Match=compressed.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
        assert "default-src 'self'" in again.headers["Content-Security-Policy"]


def test_lifetimes(server: Server):
    assert "immutable" in server.get(SCRIPT).headers["Cache-Control"]
    assert "immutable" in server.get(SCRIPT, Accept_Encoding="gzip").headers["Cache-Control"]
    # Their address does not change with our translations.
    assert server.get(TRANSLATED).headers["Cache-Control"] == "public, max-age=86400"
    assert server.get(LEAFLET).headers["Cache-Control"] == "public, max-age=3600"
    for icon, media_type in (("/favicon.png", "image/png"), ("/favicon.ico", "image/x-icon")):
        assert server.get(icon).headers["Cache-Control"] == "public, max-age=3600"
        assert server.get(icon).headers["Content-Type"] == media_type


@pytest.mark.parametrize("path", [SCRIPT, TRANSLATED, LEAFLET, FOLIUM])
def test_files_are_sent_in_their_smallest_form(server: Server, path: str):
    asked = {accepted: server.get(path, Accept_Encoding=accepted) for accepted in ("gzip", "gzip, deflate, br, zstd")}
    small, smallest = asked.values()
    assert smallest.headers["Content-Encoding"] == "br"
    assert len(smallest.body) < len(small.body)
    assert brotli.decompress(smallest.body) == gzip.decompress(small.body)
    assert smallest.headers["Access-Control-Allow-Origin"] is None


def test_part_of_a_file_is_sent_as_it_is(server: Server):
    part = server.get(LEAFLET, Accept_Encoding="br, gzip", Range="bytes=0-99")
    assert part.status == 206
    assert "Content-Encoding" not in part.headers
    assert part.body == (ROOT / "static/leaflet/leaflet.js").read_bytes()[:100]


def test_scripts_are_in_french(server: Server):
    code = gzip.decompress(server.get(TRANSLATED, Accept_Encoding="gzip").body).decode()
    assert "`Tri croissant`" in code
    assert "`Sort ascending`" not in code


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_nobody_uploads_without_a_team_session(server: Server, visitor: str, method: str):
    # From a session that exists, with a valid token against forged requests: Streamlit itself would accept.
    cookie = server.get("/_stcore/health").headers["Set-Cookie"].partition(";")[0]
    token = cookie.partition("=")[2].strip('"')
    headers = {"Cookie": cookie, "X-Xsrftoken": token, "Content-Type": "multipart/form-data; boundary=b"}
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--b--\r\n'
    reply = server.request(method, f"/_stcore/upload_file/{visitor}/un-fichier", headers, body)
    assert (reply.status, reply.body.decode()) == (403, "Envoi réservé à l’équipe.")


def test_data_can_be_read(server: Server):
    reply = server.get("/sante")
    assert reply.headers["Cache-Control"] == "no-store"
    assert b'"etat":"ok"' in reply.body


def test_start_and_first_page_are_silent_and_reach_no_one(server: Server, visitor: str):
    assert visitor
    log = server.log.read_text().lower()
    assert "url: http" in log
    assert not re.search(r"warning|error|deprecat|invalid|external", log), log
    noted = server.audit.read_text().splitlines()
    assert noted, "the audit hook is not in force"
    assert not [line for line in noted if not re.search(r"127\.0\.0\.1|localhost|::1", line)]


def test_app_is_found_by_streamlit():
    tree = ast.parse((ROOT / "app.py").read_text())
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "streamlit.starlette"]
    assert [alias.name for node in imports for alias in node.names] == ["App"]
    calls = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "app"]
    assert [call.func.id for call in calls] == ["App"]


@pytest.mark.parametrize(
    ("option", "value"),
    {
        "runner.postScriptGC": False,
        "client.disableDataExport": True,
        "client.showErrorDetails": "none",
        "server.enableAgentApi": False,
        "server.enableXsrfProtection": True,
        "server.maxUploadSize": 10,
        "server.maxMessageSize": 64,
        "server.maxWidgetStateSize": LARGEST_OF_TEAM // 10**6,
        "server.address": "127.0.0.1",
        "browser.gatherUsageStats": False,
    }.items(),
)
def test_settings_exist_and_are_read(option: str, value: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(config, "_main_script_path", str(ROOT / "app.py"))
    options = config.get_config_options(force_reparse=True)
    assert options[option].value == value
    assert options[option].where_defined.endswith("config.toml")
