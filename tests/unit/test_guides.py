"""Guides: every link and image of a document leads somewhere on the site, and nothing else is served."""

import re
from urllib.parse import unquote

import pytest

from clauses.rendu.guides import FOLDER, NOMS, PLACE, beside, find_file, load_guide, load_guides

PAGES = {guide.nom: guide for guide in load_guides()}


def anchors(nom: str) -> set[str]:
    return set(re.findall(r' id="([^"]*)"', PAGES[nom].html))


def test_each_guide_is_there_with_its_title():
    assert tuple(PAGES) == NOMS
    assert all(guide.titre and "<h1" not in guide.html for guide in PAGES.values())


@pytest.mark.parametrize("nom", NOMS)
def test_links_lead_somewhere(nom: str):
    """Finding 18: links were plain words."""
    for address in re.findall(r'<a href="([^"]*)"', PAGES[nom].html):
        path, _, place = unquote(address).partition("#")
        if path.startswith(f"/{PLACE}/"):
            target = path.removeprefix(f"/{PLACE}/")
            assert target in PAGES or find_file(target), address
            assert not place or place in anchors(target), address
        elif not path:
            assert place in anchors(nom), address
        else:
            assert path.startswith("https://"), address


@pytest.mark.parametrize("nom", NOMS)
def test_images_are_shown_with_their_size(nom: str):
    """Finding 18: none of the screenshots was on the page."""
    written = re.findall(r"^!\[", (FOLDER / f"{nom}.md").read_text(encoding="utf-8"), re.MULTILINE)
    shown = re.findall(r'<img src="[^"]+" alt="[^"]+" width="\d+" height="\d+"', PAGES[nom].html)
    assert len(shown) == len(written)


@pytest.mark.parametrize(
    "name",
    ["../README.md", "architecture.md", "adr/0001.md", "images/../../app.py", "images/a/../../x.png", "images", ""],
)
def test_nothing_else_of_the_folder_is_given(name: str):
    assert find_file(name) is None
    assert load_guide(name) is None


def test_what_the_site_does_not_have_stays_text():
    assert beside("../deploiement/") is None
    assert beside("architecture.md") is None
