"""The security log: lines that nobody can forge, and where they go."""

import logging
import re
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from clauses.storage.traces import Evenement, logger, standard_error, system_log, trace

FORGED = "x\n2026-11-30T08:00:00+0100 CRITICAL faux\r\x1b[31m\u2028\x85\u202e"


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]):
    """What a library that has a handler of its own writes while the server runs."""
    library = logging.getLogger("tests.bibliotheque")
    library.propagate = False

    def written(message: str, *values: object, error: BaseException | None = None) -> str:
        handler = logging.StreamHandler(sys.stderr)
        library.addHandler(handler)
        with standard_error():
            library.warning(message, *values, exc_info=error)
        library.removeHandler(handler)
        return capsys.readouterr().err.removesuffix("\n")

    return written


def test_record_is_one_line_whatever_a_visitor_sent(written):
    """S17: line ends, escape sequences and marks of direction are written as codes."""
    line = written("Refused: %s", FORGED)
    assert line.isprintable()
    assert line.startswith("Refused: x\\n2026")


def test_traceback_never_begins_a_line(written):
    """S17: an error may quote what a visitor sent."""
    first, *below = written("Incident", error=ValueError(FORGED)).split("\n")
    assert first == "Incident"
    assert below
    assert all(line.startswith("  ") and line.isprintable() for line in below)


def test_events_of_the_server_have_their_time_on_standard_error(capsys: pytest.CaptureFixture[str]):
    """S16: one event, one line; warnings come with them."""
    with standard_error():
        trace(Evenement.REFUS, adresse="203.0.113.9", raison=FORGED)
        logging.getLogger("clauses.web").warning("Attention")
    trace(Evenement.CONNEXION)
    event, warning = capsys.readouterr().err.splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} INFO atlas\.traces: connexion-refusee", event)
    assert "adresse='203.0.113.9' raison='x\\n" in event
    assert warning.endswith("WARNING clauses.web: Attention")


def test_long_value_is_cut(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO, logger.name):
        trace(Evenement.REFUS, raison="x" * 100_000)
    assert len(caplog.messages[0]) < 250


def test_events_of_commands_go_to_the_system_log():
    """S16: the terminal of a command is no log."""
    # The path of a socket is short.
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"{folder}/log")
        listening.settimeout(5)
        with system_log(Path(folder, "log")):
            trace(Evenement.DEBLOCAGE, identifiant="lea")
        received = listening.recv(1000)
    assert received == b"<86>atlas: INFO atlas.traces: compte-debloque identifiant='lea'\x00"


def test_without_a_system_log_commands_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with system_log(tmp_path / "log"):
        trace(Evenement.DEBLOCAGE, identifiant="lea")
    assert capsys.readouterr().err == ""
