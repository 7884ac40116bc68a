import os
import subprocess
import sys
from pathlib import Path

import pytest

from clauses.cli.francais import translate

ROOT = Path(__file__).parents[2]


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONWARNINGS": "error", **variables}
    return subprocess.run(
        [sys.executable, "-m", "clauses", *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )


def test_the_program_itself_says_nothing_but_its_answer():
    found = process("commune", "34032", "--json")
    assert (found.returncode, found.stderr) == (0, b"")
    assert '"nom": "Béziers"' in found.stdout.decode("utf-8")


def test_output_is_utf_8_whatever_the_terminal():
    found = process("commune", "34032", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert found.returncode == 0
    assert "Béziers" in found.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        # Streamlit takes a second to load, and warns on standard error that it is not run by itself.
        (["commune", "34032", "--json"], "streamlit"),
        (["commune", "--help"], "pandas"),
    ],
)
def test_what_is_not_needed_is_not_loaded(arguments, module):
    code = f"import sys; from clauses.cli import main; main({arguments}); assert '{module}' not in sys.modules"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.parametrize("command", [(), ("commune",), ("couverture",), ("verifier",)])
def test_help_is_in_french(run, command):
    result = run(*command, "--help")
    assert (result.code, result.err) == (0, "")
    assert "Affiche cette aide." in result.out
    for english in ("Show this message", "Commands", "required", "default"):
        assert english not in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Il manque la commande."),
        (("plan",), "Commande inconnue\xa0: «\xa0plan\xa0»."),
        (("commune",), "Il manque l’argument CODE."),
        (("commune", "34032", "34033"), "Argument en trop\xa0: «\xa034033\xa0»."),
        (("commune", "34032", "--donneur"), "Option inconnue\xa0: «\xa0--donneur\xa0»."),
        (("couverture", "--niveau"), "L’option --niveau attend une valeur."),
        (("couverture", "--json=oui"), "L’option --json n’attend pas de valeur."),
    ],
)
def test_a_command_badly_written_is_explained_in_french(run, arguments, message):
    result = run(*arguments)
    assert result.code == 2
    assert result.err.splitlines()[0] == message
    assert "--help" in result.err
    assert "Traceback" not in result.err


def test_a_refusal_is_json_too_when_asked(run):
    assert run("--json", "plan").code == 2
    result = run("plan", "--json")
    assert result.json == {"erreur": "Commande inconnue\xa0: «\xa0plan\xa0»."}


def test_an_unforeseen_message_is_left_as_it_is():
    assert translate("Something else.") == "Something else."
