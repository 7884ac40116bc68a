import hashlib
import json
from datetime import date
from types import SimpleNamespace

from starlette.applications import Starlette

from clauses.web.fichiers import STATIC
from clauses.web.routes import routes
from tests.web.asgi import call

CATALOGUE = SimpleNamespace(edition=3, actualisee_le=date(2026, 3, 1), version="abc", issues=("un", "deux"))


def test_health_tells_what_is_served():
    answer = call(Starlette(routes=routes(lambda: CATALOGUE)), "/sante")
    assert answer.status == 200
    assert json.loads(answer.body) == {
        "etat": "ok",
        "donnees": True,
        "edition": 3,
        "actualisee_le": "2026-03-01",
        "version": "abc",
        "problemes": 2,
    }


def test_health_without_edition():
    unpublished = SimpleNamespace(edition=None, actualisee_le=None, version="abc", issues=())
    answer = json.loads(call(Starlette(routes=routes(lambda: unpublished)), "/sante").body)
    assert (answer["etat"], answer["edition"], answer["actualisee_le"]) == ("ok", None, None)


def test_health_when_data_cannot_be_read(caplog):
    def load():
        raise OSError("/donnees/secret.csv")

    answer = call(Starlette(routes=routes(load)), "/sante")
    assert answer.status == 503
    assert json.loads(answer.body) == {
        "etat": "indisponible",
        "donnees": False,
        "edition": None,
        "actualisee_le": None,
        "version": None,
        "problemes": None,
    }
    assert "secret.csv" in caplog.text
    assert answer.headers["cache-control"] == "no-store"


def test_leaflet_is_the_version_noted_and_asks_for_nothing_else():
    folder = STATIC / "leaflet"
    note = (folder / "VERSION.txt").read_text()
    sums = dict(reversed(line.split("  ")) for line in note.splitlines() if "  " in line)
    shipped = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".js", ".css", ".png"}
    }
    assert shipped == sums.keys()
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert b"sourceMappingURL" not in (folder / "leaflet.js").read_bytes()
