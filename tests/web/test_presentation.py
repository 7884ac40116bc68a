"""Pages and addresses of the presentation: what they hold, how long they are kept, what they refuse."""

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from clauses.donnees import load_moment
from clauses.rendu.blocs.projection import STYLES
from clauses.rendu.mots import presentation as texts
from clauses.rendu.scripts import page_script_address
from clauses.storage.contenus import SHIPPED_CONTENTS
from clauses.web.fichiers import STATIC
from clauses.web.geo import FOREVER, build_geo_routes
from clauses.web.headers import HeadersMiddleware
from clauses.web.presentation import build_presentation_routes
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.web.asgi import Answer, call

APP = Starlette(routes=[*build_geo_routes(), *build_presentation_routes()], middleware=[Middleware(HeadersMiddleware)])
HOST = {"host": "atlas.example"}
PAGES = ("/presentation", "/presentation/orateur", "/presentation/papier")


@pytest.fixture
def contents(tmp_path: Path, monkeypatch) -> Path:
    folder = shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")
    monkeypatch.setenv("CLAUSES_CONTENUS", str(folder))
    return folder


def ask(path: str, query: str = "") -> Answer:
    return call(APP, path, HOST, query=query)


def donnees(answer: Answer) -> dict:
    (found,) = re.findall(r'data-donnees="([^"]*)"', answer.content.decode())
    return json.loads(html.unescape(found))


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_ours_french_and_without_inline_script(path: str):
    answer = ask(path)
    body = answer.content.decode()
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert '<html lang="fr">' in body
    assert not re.findall(r"<script(?![^>]* src=)", body)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', body)
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_the_page_holds_all_that_the_script_reads():
    found = donnees(ask("/presentation"))
    assert (found["vue"], found["histoire"]) == ("projection", "occitanie")
    assert len(found["etapes"]) == 11
    assert found["etapes"][1]["zones"] == f"/geo/{load_moment().version}/zones.geojson?typologie=plie"
    assert found["textes"].items() >= texts.SCRIPT.items()
    assert donnees(ask("/presentation/orateur"))["vue"] == "orateur"


@pytest.mark.parametrize("address", ["zones", "fond"])
def test_its_layers_are_kept_by_the_browser(address: str):
    found = donnees(ask("/presentation"))
    path, _, query = (found["fond"] if address == "fond" else found["etapes"][1]["zones"]).partition("?")
    answer = ask(path, query)
    assert (answer.status, answer.headers["cache-control"]) == (200, FOREVER)


def test_files_of_the_page_exist_and_change_address_with_their_content():
    body = ask("/presentation").content.decode()
    for name in ("leaflet/leaflet.js", *STYLES):
        assert (STATIC / name).is_file()
        assert re.search(rf'"/app/static/{re.escape(name)}\?[0-9a-f]{{12}}"', body), name
    assert f'"/{page_script_address("presentation")}"' in body


def test_a_folder_is_at_its_name_and_another_is_unknown(contents: Path):
    step = contents / "presentation" / "autre" / "01-debut.md"
    step.parent.mkdir()
    step.write_text("---\ntitre: Un autre début\n---\nTexte.", encoding="utf-8")
    assert donnees(ask("/presentation", "histoire=autre"))["etapes"][0]["titre"] == "Un autre début"
    for path in PAGES:
        unknown = ask(path, "histoire=%3Cscript%3E")
        assert (unknown.status, unknown.headers["cache-control"]) == (404, "no-store")
        assert texts.UNKNOWN_TITLE in unknown.content.decode()


def test_a_change_of_text_shows_at_once(contents: Path):
    path = contents / "presentation" / "occitanie" / "02-plie.md"
    path.write_text("---\ntitre: Tout neuf\n---\n", encoding="utf-8")
    assert donnees(ask("/presentation"))["etapes"][1]["titre"] == "Tout neuf"


def test_a_slash_too_many():
    answer = ask("/presentation/", "etape=3")
    assert (answer.status, answer.headers["location"]) == (308, "/presentation?etape=3")


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("path", PAGES)
def test_hostile_texts_stay_texts(contents: Path, cell: str, path: str):
    words = json.dumps(cell.replace("\x00", "")[:300])
    (contents / "presentation" / "occitanie" / "02-plie.md").write_text(
        f"---\ntitre: {words}\nnote: {words}\n"
        f"chiffres:\n  - valeur: {words}\n    libelle: {words}\n    source: {words}\n---\n{cell}",
        encoding="utf-8",
    )
    answer = ask(path)
    body = answer.content.decode()
    assert answer.status == 200
    assert "<img src=x" not in body
    assert "<script>" not in body
    assert 'href="javascript' not in body
    if path != "/presentation/papier":
        made = " ".join(etape["texte"] + etape["note"] for etape in donnees(answer)["etapes"])
        assert "<img" not in made
        assert "<script" not in made
        assert 'href="javascript' not in made


def test_notes_on_paper_have_every_step():
    body = html.unescape(ask("/presentation/papier").content.decode())
    for etape in donnees(ask("/presentation"))["etapes"]:
        assert etape["titre"] in body
        assert etape["note"].strip() in body


def test_the_answer_is_the_sentence_of_the_atlas():
    answer = ask(f"/api/reponse/{load_moment().version}/34032")
    found = json.loads(answer.content)
    assert answer.headers["cache-control"] == FOREVER
    assert found["phrase"].endswith("PLIE Béziers Méditerranée, 04\u00a067\u00a001\u00a068\u00a068.")
    assert (found["commune"], found["statut"], found["proche"]) == ("Béziers", "local", None)
    assert found["contours"] == f"/geo/{load_moment().version}/communes/34032.geojson"


def test_an_answer_at_an_old_address_is_not_kept():
    assert ask("/api/reponse/vieux/34032").headers["cache-control"] == "no-store"


def test_where_nobody_is_known_the_nearest_is_told():
    found = json.loads(ask("/api/reponse/v/30032").content)
    assert found["statut"] == "non_documente"
    assert [each["nom"] for each in found["suites"]] == ["Conseil départemental du Gard", "Conseil régional Occitanie"]
    assert found["suites"][0]["appel"] == "tel:+33466767676"
    assert found["proche"]["nom"]
    assert found["proche"]["distance"].endswith("\u00a0km")


@pytest.mark.parametrize("code", ["99999", "zzz", "3403", "%2e%2e"])
def test_an_unknown_commune(code: str):
    assert ask(f"/api/reponse/v/{code}").status == 404


def test_answers_of_the_invented_region_match_the_panel(monkeypatch):
    """Every status has its sentence, whatever the guichet."""
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    codes = load_moment().territoires.communes.index
    found = {code: json.loads(ask(f"/api/reponse/v/{code}").content) for code in codes}
    assert {each["statut"] for each in found.values()} > {"local", "departemental", "a_confirmer", "non_documente"}
    assert all(each["commune"] in each["phrase"] for each in found.values() if each["commune"] != "Les Deux-Mots")
    assert found["09004"]["commune"] == "Gras <b>et</b> Maigre"


def test_a_code_leads_to_the_public_address(monkeypatch):
    local = ask("/presentation/qr.svg", "etape=4")
    assert (local.status, local.headers["content-type"]) == (200, "image/svg+xml")
    assert local.content.startswith(b"<svg")
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://public.example")
    assert ask("/presentation/qr.svg", "etape=4").content != local.content


@pytest.mark.parametrize("query", ["etape=0", "etape=12", "etape=-1", "etape=x", "etape=²", "histoire=absente"])
def test_no_code_for_what_does_not_exist(query: str):
    assert ask("/presentation/qr.svg", query).status == 404


def test_without_territories_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    for path in PAGES:
        answer = ask(path)
        assert answer.status == 503
        assert texts.UNREADABLE in html.unescape(answer.content.decode())
    assert ask("/api/reponse/v/34032").status == 503


def test_without_guichets_nothing_is_claimed(monkeypatch, region):
    (region / "guichets.csv").unlink()
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    found = donnees(ask("/presentation"))
    assert found["alerte"] == texts.GUICHETS_MISSING
    assert not any(etape["zones"] for etape in found["etapes"])
    assert ask("/api/reponse/v/09001").status == 503


def test_another_region_shows_the_steps_without_the_places_it_lacks(monkeypatch):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    etapes = donnees(ask("/presentation"))["etapes"]
    assert len(etapes) == 11
    assert not any(etape["cadre"] for etape in etapes)
