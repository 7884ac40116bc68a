"""The answer to print, over HTTP: a page for a commune that exists, a refusal in French otherwise."""

from pathlib import Path

import pytest
from starlette.applications import Starlette

from clauses.rendu.mots import serveur
from clauses.storage.files import DATA_VARIABLE
from clauses.web.reponse import build_reponse_routes
from tests.web.asgi import Answer, call


@pytest.fixture
def folder(region: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(region))
    return region


def ask(code: str, query: str = "") -> Answer:
    app = Starlette(routes=build_reponse_routes())
    return call(app, f"/reponse/{code}.pdf", {"host": "atlas.example"}, query=query)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("query", ["", "acheteur=bailleurs"])
def test_a_page_to_read_or_to_keep(query: str):
    answer = ask("09001", query)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body.startswith(b"%PDF")
    assert answer.headers["content-disposition"] == 'inline; filename="reponse-clauses-sociales-09001.pdf"'
    # It bears the day.
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("code", "query", "status", "words"),
    [
        ("99999", "", 404, serveur.UNKNOWN_COMMUNE),
        ("09001", "acheteur=absent", 400, serveur.UNKNOWN_FILTER),
    ],
)
def test_what_does_not_exist_is_refused(code: str, query: str, status: int, words: str):
    answer = ask(code, query)
    assert (answer.status, answer.content.decode()) == (status, words)


def test_without_guichets_there_is_no_answer_to_print(folder: Path):
    (folder / "guichets.csv").unlink()
    assert ask("09001").status == 503
