"""The clock: the team's time zone, whatever the server's."""

import logging
import time
from collections.abc import Generator
from datetime import UTC, date, datetime

import pytest

from clauses.cli import main
from clauses.rendu.editions import published_on
from clauses.storage import horloge
from clauses.storage.traces import LocalFormatter
from clauses.web.middleware import middleware


@pytest.fixture(params=["UTC", "Pacific/Auckland"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """A server set to another time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("moment", "shown"), [(datetime(2026, 11, 30, 15, 48, tzinfo=UTC), 16),
                                               (datetime(2026, 7, 1, 15, 48, tzinfo=UTC), 17)])  # fmt: skip
def test_moment_is_told_as_the_clock_on_the_wall_shows_it(moment: datetime, shown: int):
    """Finding 19: « Brouillon gardé à 15 h 48 » when the wall says 16 h 48, 17 h 48 in summer."""
    assert horloge.local(moment).hour == shown
    assert str(shown) in published_on("publication", horloge.local(moment))


@pytest.mark.usefixtures("server")
def test_now_has_the_offset_of_the_setting(monkeypatch: pytest.MonkeyPatch):
    """Finding 19."""
    for name, hours in (("", (1, 2)), ("Indian/Reunion", (4,))):
        monkeypatch.setenv(horloge.VARIABLE, name)
        assert horloge.now().utcoffset().total_seconds() / 3600 in hours


def test_day_is_that_of_the_team(monkeypatch: pytest.MonkeyPatch):
    """Finding 19: late in the evening the server still has the day before."""

    class Fixed(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 12, 31, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(horloge, "datetime", Fixed)
    assert horloge.today() == date(2027, 1, 1)


@pytest.mark.usefixtures("server")
def test_log_is_dated_by_the_same_clock():
    """Finding 19."""
    record = logging.makeLogRecord({"created": datetime(2026, 11, 30, 15, 48, tzinfo=UTC).timestamp()})
    assert LocalFormatter().formatTime(record) == "2026-11-30T16:48:00+0100"


@pytest.mark.parametrize("name", ["Europe/Pari", "../etc", "Europe", "/etc/passwd"])
def test_wrong_setting_is_named(name: str):
    with pytest.raises(ValueError, match=horloge.VARIABLE):
        horloge.fuseau({horloge.VARIABLE: name})


def test_wrong_setting_stops_the_start_and_the_commands(monkeypatch: pytest.MonkeyPatch, capsys):
    """Finding 19: better than hours that are false without a word."""
    with pytest.raises(ValueError, match=horloge.VARIABLE):
        middleware({horloge.VARIABLE: "Europe/Pari"})
    monkeypatch.setenv(horloge.VARIABLE, "Europe/Pari")
    assert main(["editions"]) == 2
    assert "Europe/Pari" in capsys.readouterr().err
