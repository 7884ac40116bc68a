"""Files of the atlas without server: what they hold; no text of the data becomes HTML, nothing is asked outside."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from clauses.autonome import ENTRY, AtlasError, build_archive, build_atlas
from clauses.autonome.geometrie import encode, topology
from clauses.autonome.page import DATA, LATER, OPENING, SCRIPT, SHOW, STYLES
from clauses.donnees import load_moment
from clauses.rendu.scripts import list_modules
from clauses.storage.contenus import CONTENTS_VARIABLE, SHIPPED_CONTENTS
from clauses.storage.files import DATA_VARIABLE
from tests.donnees.hostile import CELLS, make_hostile
from tests.serveur import ROOT


@pytest.fixture
def data(region: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented region, that the atlas is made of."""
    monkeypatch.setenv(DATA_VARIABLE, str(region))
    return region


def read(contents: dict[str, bytes], name: str) -> Any:
    """Payload of a data file."""
    text = contents[f"donnees/{name}.js"].decode()
    receiver = re.escape('atlasModules["static/autonome/donnees.js"]')
    match = re.fullmatch(rf'{receiver}\.receive\("{name}",(.*)\)\n', text, flags=re.DOTALL)
    assert match
    return json.loads(match[1])


HTML = {"apropos", "morceaux", "ligne", "tete", "fiche", "intro", "blocs", "tableau", "texte", "note"}
"""What the browser takes as HTML, by name; every other text is set as a text."""


def blocks(value: Any, *, is_html: bool = False) -> list[str]:
    """Every text that the browser takes as HTML."""
    if isinstance(value, str):
        return [value] if is_html else []
    if isinstance(value, dict):
        return [text for name, each in value.items() for text in blocks(each, is_html=is_html or name in HTML)]
    return [text for each in value for text in blocks(each, is_html=is_html)] if isinstance(value, list) else []


class Parts(HTMLParser):
    """Elements, addresses and handlers of a block."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.handlers: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


def test_every_file_that_is_named_is_there(data: Path):
    contents = build_atlas(load_moment())
    page = contents[ENTRY].decode()
    named = re.findall(r'(?:href|src)="((?:static|donnees)/[^"?]+)\?[0-9a-f]{12}"', page)
    assert len(set(named)) == 5
    later = json.loads(re.search(r'data-fichiers="([^"]*)"', page)[1].replace("&#34;", '"'))
    assert later.keys() == LATER.keys()
    assert {*named, *(address.partition("?")[0] for address in later.values())} <= contents.keys()
    assert {f"donnees/{name}.js" for name in DATA} <= contents.keys()
    assert {"plotly", "graphique", "projection"} <= later.keys()


def test_the_page_holds_its_first_sight(data: Path):
    """§ 7 of the trial: the map, and who is to be called, are read before the script that makes them answer."""
    contents = build_atlas(load_moment())
    page = contents[ENTRY].decode()
    assert re.findall(r'<script src="([^"?]+)', page) == [OPENING]
    assert 'class="zone zone-' in page
    assert 'class="atlas-lead"' in page
    assert "accueil" not in read(contents, "carte")


def test_all_files_of_the_folder_are_taken_along():
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "static" / "autonome").iterdir()}
    assert kept <= {*list_modules(SCRIPT), *STYLES}


def test_what_comes_later_repeats_nothing_of_the_page(data: Path):
    contents = build_atlas(load_moment())
    page, show = contents["static/autonome/atlas.js"].decode(), contents["static/presentation/projection.js"].decode()
    shared = set(list_modules(SHOW)) & set(list_modules(SCRIPT))
    assert "static/carte/carte.js" in shared
    for name in shared:
        assert (f'modules["{name}"] = ' in page, f'modules["{name}"] = ' in show) == (True, False), name


def test_the_same_data_make_the_same_bytes(data: Path):
    first, second = build_atlas(load_moment()), build_atlas(load_moment())
    assert first == second
    assert build_archive(first) == build_archive(second)


def test_no_file_asks_anything_of_another_host(data: Path):
    for name, content in build_atlas(load_moment()).items():
        if name.endswith((".html", ".css")):
            text = content.decode()
            assert not re.findall(r'(?:src|url\()\s*=?["\']?(https?:)?//', text), name
            assert not re.findall(r'<link[^>]*href="(?:https?:)?//', text), name


def test_an_address_on_the_web_is_where_the_rest_is(data: Path):
    alone, online = build_atlas(load_moment()), build_atlas(load_moment(), "https://atlas.invalid")
    assert "atlas.invalid" not in "".join(content.decode() for name, content in alone.items() if name.endswith(".js"))
    assert 'href="https://atlas.invalid/"' in online[ENTRY].decode()
    steps = read(online, "histoires")["histoires"][0]["etapes"]
    assert all(step["qr"].startswith("data:image/svg+xml;base64,") for step in steps)
    assert not any(step["qr"] or step["codeQr"] for step in read(alone, "histoires")["histoires"][0]["etapes"])


def test_hostile_tables_stay_texts(data: Path):
    make_hostile(data)
    contents = build_atlas(load_moment())
    allowed = re.compile(r"#/|https?://|mailto:|tel:")
    found = [text for name in DATA for text in blocks(read(contents, name), is_html=name == "lacunes")]
    assert len(found) > 50
    for text in found:
        parts = Parts(text)
        assert not parts.tags & {"script", "img", "iframe", "object", "style", "svg", "form"}, text[:300]
        assert not parts.handlers, text[:300]
        assert all(allowed.match(link) for link in parts.links), parts.links
    page = Parts(contents[ENTRY].decode())
    assert not page.handlers
    assert CELLS["html"] not in contents[ENTRY].decode()


def test_scripts_take_nothing_else_as_html():
    given = set()
    for path in (ROOT / "static" / "autonome").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        given |= set(re.findall(r"innerHTML = ([^;)]+)", text))
        given |= set(re.findall(r'insertAdjacentHTML\("beforeend", ([^;]+)\);', text))
        assert text.count("innerHTML") + text.count("AdjacentHTML") == len(
            re.findall(r"innerHTML = |insertAdjacentHTML\(", text)
        )
    assert given == {
        "this.reponses.renderPanneau(code, acheteur",
        "page.donnees.apropos",
        "defineTerms(entry.ligne, this.listes[liste].definitions",
        "defineTerms(entry.tete + entry.fiche, this.listes[liste].definitions",
        "donnees.intro",
        "donnees.connu.tableau",
        "html",
        "blocs[code]",
        "lacunes[acheteur]",
    }


def test_without_guichets_there_is_no_atlas(data: Path):
    (data / "guichets.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(AtlasError, match="guichets"):
        build_atlas(load_moment())


@pytest.mark.parametrize("name", ["guichets", "structures", "heures", "repartitions", "qpv"])
def test_an_empty_table_empties_its_own_part(data: Path, name: str):
    path = data / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    contents = build_atlas(load_moment())
    assert read(contents, "communes")["code"].count(";") == len(load_moment().territoires.communes) - 1
    if name == "guichets":
        assert read(contents, "carte")["zones"]["guichets"] == []
    if name == "structures":
        assert read(contents, "annuaire")["structures"]["entrees"] == []
    if name == "qpv":
        assert read(contents, "communes")["quartiers"] == {}


def test_without_any_story_there_is_still_an_atlas(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    contents = shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")
    shutil.rmtree(contents / "presentation")
    monkeypatch.setenv(CONTENTS_VARIABLE, str(contents))
    made = build_atlas(load_moment())
    assert read(made, "histoires") == {"histoires": []}
    assert not any(name.startswith("notes-") for name in made)


def test_notes_to_print_are_whole(data: Path):
    notes = build_atlas(load_moment())["notes-occitanie.html"].decode()
    assert notes.count("<article>") == 11
    assert 'href="static/presentation/papier.css"' in notes
    assert "<base" not in notes


def decode(text: str) -> list[int]:
    """Numbers of an encoded polyline, as documented by its author."""
    values, value, shift = [], 0, 0
    for sign in text:
        part = ord(sign) - 63
        value |= (part & 0x1F) << shift
        shift += 5
        if part < 0x20:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return values


@pytest.mark.parametrize(
    "steps", [[], [(0, 0)], [(1, -1), (15, -16), (16, -17)], [(30_000, -30_000), (511, -512), (1_048_575, -1_048_576)]]
)
def test_steps_are_written_and_read_back(steps: list[tuple[int, int]]):
    assert decode(encode(steps)) == [number for step in steps for number in step]


def test_a_border_between_two_communes_is_kept_once(data: Path):
    contours = load_moment().geo.contours("communes")[["geometry"]]
    made = topology(contours)
    formes = made["formes"].split(" ")
    assert len(formes) == len(contours)
    used = [arc for forme in formes for line in re.split("[,;]", forme[1:]) for arc in decode(line)]
    assert any(~arc in used for arc in used)
    assert max(used) < len(made["arcs"].split(" "))


def test_shapes_are_written_short_each_with_its_type():
    square = shapely.box(0, 0, 1, 1)
    shapes = [square, shapely.MultiPolygon([square, shapely.box(2, 0, 3, 1)]), shapely.Polygon()]
    made = topology(gpd.GeoDataFrame({"nom": ["a", "b", "c"]}, geometry=shapes, crs=4326))
    assert re.fullmatch(r"1[?-~]+ 3[?-~]+;[?-~]+ ", made["formes"])
    assert made["proprietes"] == [{"nom": "a"}, {"nom": "b"}, {"nom": "c"}]
