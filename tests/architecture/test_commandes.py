"""Commands that the documentation and the application print are typed as they are printed, and exist."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from typer.exceptions import TyperException
from typer.main import get_command

from clauses.cli import app
from clauses.rendu.mots.commandes import PROGRAM
from tests.architecture.source import modules, paths, strings
from tests.serveur import ROOT

DOCUMENTS = [*paths("*.md"), *paths("docs/**/*.md"), *paths("data/*.md"), *paths("content/**/*.md")]
UNIT = "deploiement/atlas-sauvegarde.service"
"""The one place that names the interpreter: systemd asks for a full path."""
_COMMAND = re.compile(rf"(?:{re.escape(PROGRAM)}|python -m clauses)(?![\w/.-])[ \t]*(.*)")


def printed(text: str) -> list[str]:
    """Arguments of the printed commands, in code blocks then between backquotes."""
    blocks = re.findall(r"^ *```[a-z]*\n(.*?)^ *```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    rest = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    inline = [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", rest)]
    return [found[1].strip() for line in [*lines, *inline] if (found := _COMMAND.search(line))]


def check(words: str) -> None:
    """Raise unless a command is understood as it is written; one that is only named needs no arguments."""
    arguments = shlex.split(words.partition(" > ")[0], comments=True)
    command, name, parent = get_command(app), PROGRAM, None
    while subcommands := getattr(command, "commands", None):
        if not arguments or arguments[0] == "--help":
            return
        assert arguments[0] in subcommands, f"{words}: {arguments[0]}"
        parent = command.make_context(name, [arguments[0]], parent=parent)
        command, name, arguments = subcommands[arguments[0]], arguments[0], arguments[1:]
    if arguments:
        command.make_context(name, arguments, parent=parent)


COMMANDS = sorted({(path.relative_to(ROOT).as_posix(), words)
                   for path in DOCUMENTS for words in printed(path.read_text(encoding="utf-8"))})  # fmt: skip


def test_printed_commands_exist(subtests: pytest.Subtests):
    assert len(COMMANDS) > 40
    for place, words in [*COMMANDS, *((UNIT, words) for words in unit_commands())]:
        with subtests.test(place=place, words=words):
            check(words)


def unit_commands() -> list[str]:
    found = _COMMAND.findall((ROOT / UNIT).read_text(encoding="utf-8"))
    assert found
    return found


def test_commands_that_the_application_quotes_exist(subtests: pytest.Subtests):
    found = {
        (path, words)
        for path, tree in modules("clauses").items()
        for _, text in strings(tree)
        for words in re.findall(rf"{re.escape(PROGRAM)} ([a-z][^\n»]*)", text)
    }
    assert found
    for path, words in found:
        with subtests.test(path=path, words=words):
            check(words.replace("\u00a0", " ").strip())


def test_documents_type_commands_in_one_way():
    long = {
        (path.name, line)
        for path in [*DOCUMENTS, *paths("clauses/**/*.html")]
        for line in path.read_text(encoding="utf-8").splitlines()
        if _COMMAND.search(line) and "python -m clauses" in line
    }
    # Where the long form is said to be another way to type the short one.
    assert {name for name, _ in long} == {"README.md"}
    assert len(long) == 1
    assert not [path for path, tree in modules("clauses").items() for _, text in strings(tree) if "-m clauses" in text]


@pytest.mark.parametrize(
    "words", ["plan", "compte fermer", "commune --json", "editions --compare 3 4", "verifier --jso"]
)
def test_a_wrong_command_is_seen(words: str):
    with pytest.raises((TyperException, AssertionError)):
        check(words)


def test_the_launcher_works_from_anywhere(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "PYTHON"))}
    found = subprocess.run([ROOT / "atlas", "--help"], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")
    assert PROGRAM in found.stdout.decode("utf-8")


def test_without_its_libraries_the_program_says_how_to_install_them():
    # A bare interpreter: -S leaves out what is installed.
    command = [sys.executable, "-S", "-m", "clauses", "verifier"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert found.returncode == 1
    assert "make run" in found.stderr.decode("utf-8")
    assert "Traceback" not in found.stderr.decode("utf-8")
