import hashlib
import json
from datetime import date

import pytest
from starlette.applications import Starlette

from clauses.donnees import read_moment, verification
from clauses.storage.contenus import CONTENTS_VARIABLE
from clauses.web.fichiers import STATIC
from clauses.web.routes import routes
from tests.donnees import REGION
from tests.moments import altered
from tests.pages.test_mise_a_jour import publish_other
from tests.web.asgi import call

READ = read_moment(REGION)
MOMENT = altered(READ, edition=3, actualisee_le=date(2026, 3, 1), version="abc")


@pytest.fixture(autouse=True)
def _no_contents(monkeypatch, tmp_path):
    monkeypatch.setenv(CONTENTS_VARIABLE, str(tmp_path / "aucun-texte"))


def test_health_tells_what_is_served():
    answer = call(Starlette(routes=routes(lambda: MOMENT)), "/sante")
    assert answer.status == 200
    assert json.loads(answer.body) == {
        "etat": "ok",
        "donnees": True,
        "edition": 3,
        "actualisee_le": "2026-03-01",
        "version": "abc",
        "problemes": 0,
        "avertissements": 4,
        "tables_reprises": [],
    }


def test_health_counts_what_verifier_counts(region):
    """S18: the defects of validation too."""
    path = region / "guichets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("EPCI:900000001", "EPC:900000001", 1), encoding="utf-8")
    answer = json.loads(call(Starlette(routes=routes(lambda: read_moment(region))), "/sante").body)
    assert answer["problemes"] == 1


def test_health_checks_the_data_once_for_a_state(monkeypatch):
    """S18: a health check is asked every few seconds."""
    checked = []
    monkeypatch.setattr(verification, "check", lambda *_: checked.append(1) or [])
    moment = altered(READ)
    for _ in range(3):
        call(Starlette(routes=routes(lambda: moment)), "/sante")
    assert checked == [1]


def test_health_tells_a_table_of_the_edition_shown_in_place_of_a_lost_one(region):
    """S7."""
    publish_other(region, nom="Nom d’après")
    (region / "guichets.csv").write_bytes(b"")
    answer = json.loads(call(Starlette(routes=routes(lambda: read_moment(region))), "/sante").body)
    assert (answer["etat"], answer["tables_reprises"], answer["problemes"]) == ("ok", ["guichets"], 1)


def test_health_without_contours(region, caplog):
    """S27: a map without zones is not healthy."""
    path = region / "geo" / "communes.geojson"
    path.write_bytes(path.read_bytes()[:100])
    assert call(Starlette(routes=routes(lambda: read_moment(region))), "/sante").status == 503
    assert "geo/communes.geojson" in caplog.text


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
        "avertissements": None,
        "tables_reprises": None,
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
