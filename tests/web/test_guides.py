"""Guides over HTTP."""

from starlette.applications import Starlette

from clauses.web.ecrans import build_ecrans_routes
from clauses.web.guides import build_guides_routes
from tests.web.asgi import Answer, call


def ask(path: str) -> Answer:
    return call(Starlette(routes=[*build_guides_routes(), *build_ecrans_routes({})]), path)


def test_guide_is_a_page_of_the_site_with_its_images():
    """Finding 18."""
    page = ask("/guide/guide-equipe").content.decode()
    assert "<h1>Tenir la carte à jour" in page
    assert '<img src="/guide/images/guide-fichier.png"' in page
    assert '<a href="/guide/import-heures">' in page
    image = ask("/guide/images/guide-fichier.png")
    assert (image.status, image.headers["content-type"]) == (200, "image/png")


def test_what_is_not_a_guide_is_unknown():
    for path in ("/guide/architecture", "/guide/images/x.png", "/guide/adr/0001.md", "/guide/..%2Fapp.py"):
        assert ask(path).status == 404
