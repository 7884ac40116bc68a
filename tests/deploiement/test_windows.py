"""A Windows office machine: one file to double-click, which does what `make run` does."""

import re

from clauses.rendu.ecrans import ROOT
from tests.architecture.source import text

SCRIPT = (ROOT / "atlas.cmd").read_bytes()


def test_interpreter_of_windows_reads_each_line():
    """Finding 18: it loses its place with other ends of lines, and would show accents of another page of code."""
    assert SCRIPT.count(b"\n") == SCRIPT.count(b"\r\n") > 40
    assert SCRIPT.index(b"chcp 65001") < min(place for place, byte in enumerate(SCRIPT) if byte > 127)
    assert "*.cmd text eol=crlf" in text(".gitattributes").splitlines()


def test_double_click_has_the_settings_of_make_run():
    """Finding 18: `make` does not exist there."""
    (run,) = re.findall(r"^run:.*\n((?:\t.*\n)+)", text("Makefile"), re.MULTILINE)
    assert dict(re.findall(r"(CLAUSES_\w+)=\$\$\{\w+-([\w-]+)\}", run)) == dict(
        re.findall(r'if not defined \w+ set "(CLAUSES_\w+)=([\w-]+)"', SCRIPT.decode())
    )


def test_labels_and_files_exist():
    script = SCRIPT.decode()
    assert set(re.findall(r"(?:goto|call) :(\w+)", script)) == set(re.findall(r"^:(\w+)", script, re.MULTILINE))
    for name in re.findall(r"docs\\[\w-]+\.md|%ICI%(\w+\.txt)|run (\w+\.py)", script):
        assert all((ROOT / part).exists() for part in name if part)
    assert (ROOT / "docs" / "poste-windows.md").exists()
