import hashlib
import json
from datetime import date

from starlette.applications import Starlette

from clauses.domain.issues import issue
from clauses.donnees import read_moment
from clauses.web.fichiers import STATIC
from clauses.web.routes import routes
from tests.donnees import REGION
from tests.moments import altered
from tests.web.asgi import call

READ = read_moment(REGION)
ISSUES = (issue("E-FIC-01", "heures.csv"),) * 2
MOMENT = altered(READ, edition=3, actualisee_le=date(2026, 3, 1), version="abc", issues=ISSUES)


def test_health_tells_what_is_served():
    answer = call(Starlette(routes=routes(lambda: MOMENT)), "/sante")
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
    unpublished = altered(READ, edition=None, actualisee_le=None)
    answer = json.loads(call(Starlette(routes=routes(lambda: unpublished)), "/sante").body)
    assert (answer["etat"], answer["edition"], answer["actualisee_le"]) == ("ok", None, None)


def test_health_when_what_is_read_later_cannot_be(caplog):
    broken = altered(READ, guichets=property(lambda _: 1 / 0))
    assert call(Starlette(routes=routes(lambda: broken)), "/sante").status == 503
    assert "ZeroDivisionError" in caplog.text


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
