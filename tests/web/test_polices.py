"""Fonts: every icon in use is in the cut, every character of our texts in the faces, one set of faces everywhere."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from clauses.rendu.blocs import projection
from clauses.rendu.cartes.carte import AtlasLayers
from clauses.rendu.polices import FACES, TEXTE, TITRES
from clauses.web import polices, traductions
from clauses.web.fichiers import STATIC, STREAMLIT, style_addresses
from clauses.web.interface import streamlit_files
from clauses.web.page import build_page

ROOT = Path(__file__).parents[2]
STREAMLIT_ICONS = next((STREAMLIT / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2"))
DRAWN_BY_STREAMLIT = {"star_filled"}
"""Named like an icon, drawn as a picture."""


def shaped(font: bytes, name: str) -> int:
    """Number of glyphs that a name becomes: one when it is an icon of the font, itself without missing glyph."""
    buffer = hb.Buffer()
    buffer.add_str(name)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(font)), buffer, {"liga": True})
    return len([info for info in buffer.glyph_infos if info.codepoint])


@cache
def sent() -> bytes:
    """The font of icons as it is served."""
    (body,) = (content for name, content in streamlit_files().items() if name.startswith(polices.ICONS))
    return body


@pytest.fixture(scope="module")
def icons() -> bytes:
    """The same, as the shaper takes it."""
    font, body = TTFont(BytesIO(sent())), BytesIO()
    font.flavor = None
    font.save(body)
    return body.getvalue()


def test_every_icon_that_is_used_is_in_the_font_that_is_sent(icons: bytes):
    used = polices.own_icons() | polices.streamlit_icons() - DRAWN_BY_STREAMLIT
    assert len(used) > 100
    assert not [name for name in sorted(used) if shaped(icons, name) != 1]


def test_an_icon_that_nobody_uses_is_not(icons: bytes):
    assert "rocket_launch" not in polices.own_icons()
    assert shaped(icons, "rocket_launch") > 1
    assert len(sent()) < 20_000 < STREAMLIT_ICONS.stat().st_size


def test_the_name_of_an_icon_is_written_whole():
    """Otherwise the cut would not know of it."""
    code = [path for folder in ("clauses", "pages") for path in (ROOT / folder).rglob("*.py")]
    halves = [path for path in code if re.search(r""":material/["'{]""", path.read_text(encoding="utf-8"))]
    assert not halves


def test_the_address_of_the_icons_follows_what_is_used(monkeypatch: pytest.MonkeyPatch):
    before = polices.version()
    polices.version.cache_clear()
    monkeypatch.setattr(polices, "own_icons", lambda: frozenset({"print"}))
    assert polices.version() != before
    monkeypatch.undo()
    polices.version.cache_clear()
    assert polices.version() == before


def test_the_icons_are_declared_once():
    """With Streamlit's own rule beside ours, browsers ask for both addresses."""
    declared = [name for name, content in streamlit_files().items() if name.endswith(".css") and b"Material" in content]
    assert not declared
    assert build_page().application.count(f"{STREAMLIT_ICONS.name}?{polices.version()}") == 1


def test_a_style_sheet_without_icons_is_said():
    with pytest.raises(LookupError, match="0 rules"):
        polices.without_icons(b"body{}")


@pytest.mark.parametrize("face", [TEXTE, TITRES])
def test_every_character_of_our_texts_is_in_the_faces(face: str):
    source = "SourceSansVF-Upright" if face == TEXTE else "SourceSerifVariable-Roman"
    (whole,) = (STREAMLIT / "static" / "media").glob(f"{source}.*.woff2")
    folders = ("clauses/rendu/mots", "clauses/rendu/blocs/templates", "content", "data")
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".csv", ".html"}
    ]
    written = set().union(*(path.read_text(encoding="utf-8") for path in files))
    known = {chr(code) for code in TTFont(whole).getBestCmap()}
    assert not written & known - {chr(code) for code in TTFont(STATIC / face).getBestCmap()}


def test_the_faces_stay_light():
    assert (STATIC / TEXTE).stat().st_size + (STATIC / TITRES).stat().st_size < 40_000


def test_one_text_face_everywhere():
    """The frame of the map and the light atlas used to fall back on the system's."""
    assert any(FACES in address for _, address in AtlasLayers.default_css)
    assert projection.STYLES[0] == projection.PAPER_STYLES[0] == FACES
    assert FACES in style_addresses("connexion.css")[0]
    assert f"/app/static/{FACES}" in build_page().body.decode()
    declared = set(re.findall(r'font-family: "([^"]+)"', (STATIC / FACES).read_text(encoding="utf-8")))
    for path in STATIC.rglob("*.css"):
        if path.parent.name != "leaflet" and path != STATIC / FACES:
            assert not re.search(r"@font-face|Source Sans|Atlas T", path.read_text(encoding="utf-8")), path
    streamlit = " ".join(traductions.FRAGMENTS["utils"].values())
    assert {"Atlas Texte", "Atlas Attente"} <= declared & set(re.findall(r'"([^"]+)"', streamlit))


def test_what_stands_in_for_a_face_has_its_size():
    faces = re.findall(r"@font-face \{([^}]+)\}", (STATIC / FACES).read_text(encoding="utf-8"))
    for face in faces:
        assert ("size-adjust" in face) == ("local(" in face)
        assert face.count("-override") in (0, 3)


def test_the_faces_come_before_the_scripts_and_streamlits_own_not_at_all():
    page = build_page().body.decode()
    head = page.partition("</head>")[0]
    assert re.findall(r'rel="preload" href="/app/static/([^"]+)"', head) == [TEXTE, TITRES]
    assert "SourceSans" not in page + build_page().application
