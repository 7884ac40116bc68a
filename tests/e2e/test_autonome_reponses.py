"""The folder opened in a browser is wired to the rules that tests/js compare with Python."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from clauses.donnees import load_moment
from clauses.rendu.reponse import phrase
from clauses.rendu.vues import load_reponse
from tests.serveur import ROOT

BEZIERS = "34032"


def test_the_folder_answers_as_the_application(chromium: Browser, tmp_path: Path):
    folder = tmp_path / "clé USB"
    command = [sys.executable, "-m", "clauses", "exporter", str(folder), "--sans-donnees"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert {path.name for path in folder.iterdir()} >= {"index.html", "COMMENT-OUVRIR.txt", "donnees", "static"}
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 3_000_000
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{(folder / 'index.html').as_uri()}#/commune/{BEZIERS}")
    expect(page.locator("html[data-pret]")).to_be_attached()
    expect(page.locator("#panneau")).to_contain_text(phrase(load_reponse(load_moment(), BEZIERS)))
    found = page.evaluate("async () => atlasPage.communes.findAt(3.2159, 43.3442)")
    assert found == BEZIERS
    context.close()
    shutil.rmtree(folder)
