"""Moment: read lazily, once, consistent, and read again when a file changes."""

import threading
from pathlib import Path

import pytest

from clauses.donnees import EditionInconnueError, TerritoiresError, load_editions, load_moment, read_moment
from clauses.donnees.moment import parse_tables
from clauses.ui.moment import current_moment, one_run
from tests.moments import altered
from tests.pages.test_mise_a_jour import publish_other


def test_the_same_files_give_the_same_moment_and_an_edit_another(region: Path):
    before = load_moment(folder=region)
    assert load_moment(folder=region) is before
    path = region / "guichets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("PLIE", "Plan"), encoding="utf-8")
    after = load_moment(folder=region)
    assert after.state != before.state
    assert after.version != before.version
    assert any("Plan" in guichet.nom for guichet in after.guichets)
    # What was read stays as it was, even what is computed now.
    assert not any("Plan" in guichet.nom for guichet in before.guichets)


def test_a_schema_that_breaks_shows(region: Path):
    """The state of the data follows it too."""
    (region / "schemas").mkdir()
    before = load_moment(folder=region)
    (region / "schemas" / "heures.json").write_text("{", encoding="utf-8")
    after = load_moment(folder=region)
    assert (len(before.schemas_lus.issues), len(after.schemas_lus.issues)) == (0, 1)
    assert after.schemas == before.schemas


def test_territories_are_shared_until_they_change(region: Path):
    before = load_moment(folder=region)
    (region / "heures.csv").write_bytes((region / "heures.csv").read_bytes() + b"\n")
    after = load_moment(folder=region)
    assert after is not before
    assert after.geo is before.geo
    assert after.geo.contours("communes") is before.geo.contours("communes")
    path = region / "geo" / "libelles.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_moment(folder=region).geo is not before.geo


def test_a_run_of_a_screen_sees_one_moment_and_the_next_one_looks_again(region: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    with one_run():
        before = current_moment()
        (region / "heures.csv").write_bytes((region / "heures.csv").read_bytes() + b"\n")
        assert current_moment() is before
    assert current_moment() is not before
    with one_run():
        assert current_moment() is current_moment() is not before


def test_a_whole_moment_has_nothing_left_to_fail(region: Path, monkeypatch: pytest.MonkeyPatch):
    moment = read_moment(region).complete()
    monkeypatch.setattr("clauses.donnees.moment.parse_tables", lambda *_: pytest.fail("parsed again"))
    assert moment.couverture.guichets == moment.guichets


def test_nothing_is_parsed_before_it_is_read(region: Path, monkeypatch: pytest.MonkeyPatch):
    parsed = []
    monkeypatch.setattr("clauses.donnees.moment.parse_tables", lambda *args: parsed.append(1) or parse_tables(*args))
    moment = read_moment(region)
    assert not parsed
    assert moment.guichets is moment.guichets
    assert moment.issues == ()
    assert parsed == [1]


def test_threads_that_read_at_once_parse_once(region: Path, monkeypatch: pytest.MonkeyPatch):
    begun, free, parsed = threading.Event(), threading.Event(), []

    def slowly(*args):
        parsed.append(1)
        begun.set()
        assert free.wait(30)
        return parse_tables(*args)

    monkeypatch.setattr("clauses.donnees.moment.parse_tables", slowly)
    moment = read_moment(region)
    threads = [threading.Thread(target=lambda: moment.guichets) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    free.set()
    for thread in threads:
        thread.join(30)
    assert parsed == [1]


def test_what_cannot_be_read_is_said_each_time(region: Path):
    for _ in range(2):
        with pytest.raises(EditionInconnueError):
            load_moment(99, region)
    (region / "geo" / "communes.csv").write_bytes(b"PK\x03\x04")
    for _ in range(2):
        with pytest.raises(TerritoiresError):
            load_moment(folder=region)


def test_editions_are_listed_again_after_a_publication(region: Path):
    assert load_editions(load_moment(folder=region)) == []
    publish_other(region, nom="Nom d’après")
    first, second = load_editions(load_moment(folder=region))
    assert first.numero == second.numero + 1


def test_altered_moments_share_nothing(region: Path):
    moment = read_moment(region)
    other = altered(moment, titre="Autre")
    assert (other.titre, other.guichets) == ("Autre", moment.guichets)
    assert other.state != moment.state
