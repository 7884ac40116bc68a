"""Degraded mode: damaged data are reported to readers and to monitoring."""

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from clauses.rendu.mots import atlas as texts
from tests.donnees import REGION
from tests.e2e.conftest import Visit
from tests.serveur import Server, running


@pytest.fixture
def broken(tmp_path) -> Iterator[Server]:
    folder = shutil.copytree(REGION, tmp_path / "region")
    (folder / "geo" / "communes.csv").write_text("rien", encoding="utf-8")
    with running(tmp_path / "serveur", folder) as server:
        yield server


def test_healthy_server_says_so(server: Server):
    reply = server.get("/sante")
    assert reply.status == 200
    assert json.loads(reply.body)["etat"] == "ok"


def test_without_territories_the_page_says_so_and_the_health_check_fails(visit: Visit, broken: Server):
    reply = broken.get("/sante")
    assert reply.status == 503
    assert json.loads(reply.body)["etat"] == "indisponible"
    atlas = visit(broken)
    atlas.page.goto(atlas.url)
    expect(atlas.page.get_by_role("alert")).to_contain_text(texts.DATA_MISSING_TITLE)
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.CARTE_TITLE])
    expect(atlas.page.locator("iframe")).to_have_count(0)
