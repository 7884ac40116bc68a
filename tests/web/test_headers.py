import re

import pytest
from starlette.responses import Response

from clauses.rendu.partage import embedders, public_address
from clauses.web.headers import HeadersMiddleware
from clauses.web.middleware import middleware
from tests.web.asgi import Fixed, call

PUBLISHER = {"CLAUSES_EDITEUR": "Département d’Essai", "CLAUSES_COURRIEL": "atlas@exemple.example"}


def headers(address: str = "/", ancestors: str = "") -> dict[str, str]:
    path, _, query = address.partition("?")
    return call(HeadersMiddleware(Fixed(b"x"), ["sha256-abc="], embedders(ancestors)), path, query=query).headers


def test_embedding_is_closed_then_widened_by_configuration():
    assert headers()["x-frame-options"] == "SAMEORIGIN"
    widened = "https://www.exemple.fr https://*.exemple.org:8443"
    for path in ("/?embed=true", "/component/carte/index.html"):
        answer = headers(path, widened)
        assert (
            "frame-ancestors 'self' https://www.exemple.fr https://*.exemple.org:8443"
            in answer["content-security-policy"]
        )
        assert "x-frame-options" not in answer


@pytest.mark.parametrize(
    ("media", "is_page"),
    {
        "text/javascript; charset=utf-8": False, "text/css": False, "font/woff2": False, "application/geo+json": False,
        "text/html": True, "image/svg+xml": True, "application/json": True, "application/pdf": True, "text/plain": True,
    }.items(),
)  # fmt: skip
def test_headers_of_a_page_are_on_all_that_can_be_one(media: str, is_page: bool):
    async def app(scope, receive, send):
        await Response(b"x", media_type=media)(scope, receive, send)

    answer = call(HeadersMiddleware(app), "/fichier").headers
    assert answer["x-content-type-options"] == "nosniff"
    assert ("content-security-policy" in answer) == ("permissions-policy" in answer) == is_page


def ancestors_of(path: str, setting: str) -> str:
    """Sites allowed to frame this page (frame-ancestors); « fermé » when none is."""
    answer = headers(path, setting)
    found = re.search(r"frame-ancestors ([^;]*)", answer["content-security-policy"])[1]
    if found == "'self'":
        assert answer["x-frame-options"] == "SAMEORIGIN"
        return "fermé"
    assert "x-frame-options" not in answer
    return found


@pytest.mark.parametrize(
    ("path", "anywhere", "both"),
    [
        ("/atlas/", "'self' *", "'self' *"),
        ("/atlas/donnees.js", "'self' *", "'self' *"),
        ("/atlas?embed=true", "fermé", "'self' https://exemple.fr"),
        ("/atlasx/?embed=true", "fermé", "'self' https://exemple.fr"),
        ("/?commune=34032&embed=true", "fermé", "'self' https://exemple.fr"),
        ("/territoire?embed=True", "fermé", "'self' https://exemple.fr"),
        ("/component/carte/index.html?streamlitUrl=x", "fermé", "'self' https://exemple.fr"),
        # From there, a click leads to the screen of the team without loading a page.
        ("/", "fermé", "fermé"),
        ("/territoire", "fermé", "fermé"),
        ("/?embed=false", "fermé", "fermé"),
        ("/?embed=", "fermé", "fermé"),
        ("/?x=embed%3Dtrue", "fermé", "fermé"),
        ("/?embed_options=true", "fermé", "fermé"),
        ("/connexion", "fermé", "fermé"),
        ("/connexion?embed=true", "fermé", "fermé"),
        ("/connexion/oidc", "fermé", "fermé"),
        ("/deconnexion", "fermé", "fermé"),
        ("/mise-a-jour", "fermé", "fermé"),
        ("/mise-a-jour?embed=true", "fermé", "fermé"),
    ],
)
def test_a_star_opens_the_light_atlas_alone(path: str, anywhere: str, both: str):
    assert ancestors_of(path, "*") == anywhere
    assert ancestors_of(path, "https://exemple.fr *") == both
    assert ancestors_of(path, "") == "fermé"


def test_the_light_atlas_runs_its_own_files_alone():
    policy = headers("/atlas/", "*")["content-security-policy"]
    assert "script-src 'self';" in policy


@pytest.mark.parametrize(
    "value",
    [
        "http://exemple.fr",
        "**",
        "* 'unsafe-inline'",
        "https://*",
        "https://exemple.fr/page",
        "https://exemple.fr;script-src",
        "https://exemple.fr,https://b.fr",
        "https://-exemple.fr",
        "'self'",
        "exemple.fr",
        "https://*.fr",
        "https://",
        "https:///",
        "https://exemple.fr//",
        "https://exemple.fr:0",
        "https://exemple.fr:99999",
        "https://exemple.fr:",
        "https://moi@exemple.fr",
        "https://exemple.fr\N{LATIN SMALL LETTER E WITH ACUTE}",
    ],
)
def test_only_https_origins_enter_the_header(value: str):
    with pytest.raises(ValueError, match="CLAUSES_EMBARQUER_DANS") as refused:
        embedders(value)
    # What was found, and what was expected.
    assert f"«\u00a0{value.split()[-1]}\u00a0»" in str(refused.value)
    assert "https://www.exemple.fr\u00a0" in str(refused.value)
    assert "séparent par des espaces" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "sites"),
    {
        "": (),
        "https://www.exemple.fr/": ("https://www.exemple.fr",),
        "HTTPS://WWW.Exemple.FR https://*.Exemple.org/": ("https://www.exemple.fr", "https://*.exemple.org"),
        "https://intranet https://intranet:8443/ *": ("https://intranet", "https://intranet:8443", "*"),
        "https://exemple.fr:1 https://exemple.fr:65535": ("https://exemple.fr:1", "https://exemple.fr:65535"),
    }.items(),
)
def test_a_site_is_read_as_people_write_it(value: str, sites: tuple[str, ...]):
    assert embedders(value) == sites


@pytest.mark.parametrize(
    "value",
    [
        "https://exemple.fr/atlas", "https://exemple.fr/atlas/", "exemple.fr", "ftp://exemple.fr", "https://", "https:",
        "https://exemple.fr?x=1", "https://exemple.fr#x", "https://moi@exemple.fr", "https://exemple.fr:0",
        "https://exemple.fr:99999", "https://a.fr https://b.fr", "https://[::1",
    ],
)  # fmt: skip
def test_the_public_address_is_that_of_a_site_or_stops_the_start(value: str):
    with pytest.raises(ValueError, match="CLAUSES_ADRESSE") as refused:
        middleware({"CLAUSES_ADRESSE": value})
    assert f"«\u00a0{value}\u00a0»" in str(refused.value)


@pytest.mark.parametrize("value", ["https://exemple.fr", "http://intranet:8501", "http://192.168.1.2:8501"])
@pytest.mark.parametrize("missing", PUBLISHER)
def test_a_public_atlas_has_a_publisher_and_a_mailbox_or_does_not_start(value: str, missing: str):
    """Finding 20: nobody answered for a public atlas; a blank name is none."""
    with pytest.raises(ValueError, match=f"{missing} ") as refused:
        middleware({"CLAUSES_ADRESSE": value, **PUBLISHER, missing: "  "})
    assert f"«\u00a0{value}\u00a0»" in str(refused.value)


@pytest.mark.parametrize("value", ["", "http://localhost:8501", "http://127.0.0.1:8501", "http://[::1]:8501"])
def test_ones_own_computer_needs_no_publisher(value: str):
    assert middleware({"CLAUSES_ADRESSE": value})


@pytest.mark.parametrize("value", ["https://exemple.fr", "http://intranet:8501/", " https://Exemple.fr// ", ""])
def test_the_public_address_has_no_last_slash(value: str):
    assert middleware({"CLAUSES_ADRESSE": value, **PUBLISHER})
    assert public_address(value) == value.strip().rstrip("/")


def test_a_wrong_setting_stops_the_start():
    with pytest.raises(ValueError, match="CLAUSES_EMBARQUER_DANS"):
        middleware({"CLAUSES_EMBARQUER_DANS": "http://exemple.fr"})
    assert middleware({"CLAUSES_EMBARQUER_DANS": "https://exemple.fr"})[0].kwargs["ancestors"] == (
        "https://exemple.fr",
    )


def test_script_of_the_page_is_allowed_by_its_hash():
    assert "script-src 'self' blob: 'sha256-abc=';" in headers()["content-security-policy"]


def test_what_the_application_says_is_replaced_not_doubled():
    app = HeadersMiddleware(Fixed(b"x", content_security_policy="default-src *", referrer_policy="unsafe-url"))
    answer = call(app, "/")
    assert "default-src *" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_failure_is_answered_with_headers_and_goes_on():
    answers = []

    async def failing(scope, receive, send):
        raise RuntimeError("panne")

    async def keep(scope, receive, send):
        async def note(message):
            answers.append(message)
            await send(message)

        await HeadersMiddleware(failing)(scope, receive, note)

    with pytest.raises(RuntimeError, match="panne"):
        call(keep, "/")
    start, body = answers
    assert start["status"] == 500
    assert b"content-security-policy" in dict(start["headers"])
    assert b"panne" not in body["body"]


def test_a_failure_after_the_answer_began_sends_nothing_more():
    answers = []

    async def failing(scope, receive, send):
        await Fixed(b"x")(scope, receive, send)
        raise RuntimeError("panne")

    async def keep(scope, receive, send):
        async def note(message):
            answers.append(message["type"])

        await HeadersMiddleware(failing)(scope, receive, note)

    with pytest.raises(RuntimeError, match="panne"):
        call(keep, "/")
    assert answers == ["http.response.start", "http.response.body"]
