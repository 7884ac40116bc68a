"""The page and scripts of the installed Streamlit: an upgrade that moves something we rewrite must fail here."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit

from clauses.rendu.scripts import page_script_address
from clauses.web import traductions
from clauses.web.fichiers import MAP_BUILD, MAP_FRAME, STATIC
from clauses.web.page import ROOT_SCRIPT, STREAMLIT_INDEX, build_page, inline_scripts
from clauses.web.prechargement import COMPOSANTS, WIDGETS, preload_links

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
ENTRIES = [
    pytest.param(script, before, after, id=f"{script}-{before.decode()[:40]}")
    for script in sorted({*traductions.TEXTES, *traductions.FRAGMENTS})
    for before, after in traductions.replacements(script)
]


def test_installed_page_has_what_is_rewritten():
    source = STREAMLIT_INDEX.read_text(encoding="utf-8")
    assert len(inline_scripts(source)) == 1
    assert source.count("<script") == 2
    assert source.count("<style") == 0
    for piece in ('<html lang="en">', "<title>Streamlit</title>", '<link rel="shortcut icon"', "<noscript>"):
        assert source.count(piece) == 1
    assert source.count('rel="service-desc"') == 1


def test_page_sent():
    page = build_page()
    text = page.body.decode()
    assert text.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "JavaScript" in re.search(r"<noscript>(.*?)</noscript>", text)[1]
    assert '<meta name="description" content="Carte des guichets' in text
    assert 'href="/app/static/icone.svg"' in text
    assert '<div id="root"></div>' in text
    (style,) = re.findall(r'<link rel="stylesheet" href="/app/static/(atlas\.css)\?[0-9a-f]{12}"', text)
    assert (STATIC / style).exists()
    assert "agent" not in text
    assert "<!--" not in text
    assert not re.search(r'(src|href)="(https?:)?//', text)


def test_page_names_every_script_of_its_widgets_once():
    """Imports of a widget, transitive ones included, are preloaded; nothing twice."""
    names = re.findall(r'<link rel="modulepreload"[^>]*/static/js/([^"]+)"', build_page().application)
    assert len(names) == len(set(names))
    missing = [name for name in names if not (SCRIPTS / name).exists()]
    assert not missing
    for widget in WIDGETS:
        (script,) = SCRIPTS.glob(f"{widget}.*.js")
        imported = re.findall(r'from"\./([\w.-]+\.js)"', script.read_text(encoding="utf-8"))
        assert imported
        assert {script.name, *imported} <= {*names, "index." + _entry()}


def test_page_names_the_scripts_of_the_frame_of_the_map_and_of_our_components():
    """Files that are served, so that the frame and the components find them in the browser."""
    page = build_page().application
    (bundle,) = MAP_BUILD.glob("static/js/main.*.js")
    assert f'<link rel="prefetch" as="script" href="./{MAP_FRAME}/static/js/{bundle.name}">' in page
    for name in COMPOSANTS:
        assert f'<link rel="modulepreload" href="./{page_script_address(name)}">' in page


def _entry() -> str:
    """Hash and ending of the main script, which the page runs rather than preloads."""
    return re.search(r'<script type="module"[^>]*/static/js/index\.([^"]+)"', build_page().application)[1]


def test_a_widget_without_script_is_said(tmp_path):
    with pytest.raises(LookupError, match="BidiComponent"):
        preload_links(tmp_path, "")


def test_hashes_are_those_of_the_scripts_in_the_page_sent():
    page = build_page()
    scripts = inline_scripts(page.body.decode() + page.application)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert page.script_hashes == tuple(f"sha256-{digest}" for digest in digests)


def test_the_page_says_where_the_atlas_lives_before_streamlit_looks():
    page = build_page().body.decode()
    assert page.index("BACKEND_BASE_URL") < page.index("</head>")
    assert ROOT_SCRIPT in page


def test_the_application_waits_in_a_template():
    """Nothing of it is asked for before the page opens the template; without first screen, all is, at once."""
    page = build_page()
    assert "/static/js/" not in page.body.decode()
    assert page.load(waits=False) == page.application
    assert page.load(waits=True) == f'<template id="application">{page.application}</template>'


def test_there_are_translations_to_check():
    assert len(ENTRIES) > 80


@pytest.mark.parametrize(("script", "before", "after"), ENTRIES)
def test_sentence_is_still_in_the_installed_streamlit(script: str, before: bytes, after: bytes):
    files = [path.read_bytes() for path in SCRIPTS.glob("*.js") if traductions.script_name(path.name) == script]
    assert files, f"{script} is no longer a script of Streamlit"
    assert any(before in code for code in files)
    # Code inside a sentence is kept, and nothing ends the literal early.
    assert re.findall(rb"\$\{[^}]*\}", before) == re.findall(rb"\$\{[^}]*\}", after)
    assert after.startswith(before[:1])
    assert after.endswith(before[-1:])
