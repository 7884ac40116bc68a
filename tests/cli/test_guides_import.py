"""The guides of the imports: their commands run one after the other exactly as printed, their tables up to date."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA
from scripts.build_docs import import_guide, import_guide_path

EXAMPLES = Path(__file__).parents[2] / "docs" / "exemples"
GUICHETS = """Nom;Type;Territoires;Ville;Téléphone
Guichet inventé des Exemples;plie;Aude - Carcassonne Agglo;Narbonne;0400000001
"""
ANSWERS = {
    "confiance": "faible", "source": "Exemple inventé", "portee": "tout", "statut": "avere", "donneurs_ordre": "tous",
}  # fmt: skip
FILES = {
    "structures": ("siae.csv", (EXAMPLES / "siae.csv").read_bytes()),
    "heures": ("suivi-2024.csv", (EXAMPLES / "suivi-heures.csv").read_bytes()),
    "guichets": ("guichets.csv", GUICHETS.encode()),
}


@pytest.fixture
def here(shipped, tmp_path, monkeypatch):
    """Runs a command line as a shell does, in a folder of its own, on a copy of the shipped data."""
    monkeypatch.setenv(DATA_VARIABLE, str(shutil.copytree(SHIPPED_DATA, tmp_path / "data")))
    monkeypatch.chdir(tmp_path)

    def run(line: str):
        words = shlex.split(line)
        assert words.pop(0) == "./atlas"
        target = words.pop() if words[-2:-1] == [">"] else ""
        if target:
            words.pop()
            # A shell makes the file before the program starts.
            Path(target).write_bytes(b"")
        result = shipped(*words)
        if target:
            Path(target).write_text(result.out, encoding="utf-8")
        return result

    return run


def completed(path: Path) -> None:
    """Answer what the model asks."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'^  (\w+): ""', lambda found: f'  {found[1]}: "{ANSWERS[found[1]]}"', text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("nom", DESCRIPTIONS)
def test_the_commands_of_a_guide_work_as_printed(here, nom):
    """Findings 1 and 15: the first documented command failed as printed; the last one makes an edition."""
    guide = import_guide_path(DESCRIPTIONS[nom]).read_text(encoding="utf-8")
    lines = [line.strip() for block in re.findall(r"```sh\n(.*?)```", guide, re.S) for line in block.splitlines()]
    commands = [line for line in lines if line]
    assert len(commands) >= 3
    name, content = FILES[nom]
    Path(name).write_bytes(content)
    for command in commands:
        result = here(command)
        assert result.code == 0, f"{command}\n{result.out}\n{result.err}"
        if "--modele" in command:
            completed(Path(name).with_suffix(".yml"))
    (made,) = [each for each in here("./atlas editions --json").json["editions"] if each["auteur"] == "Prénom Nom"]
    assert made["message"] in guide


@pytest.mark.parametrize("nom", ["structures", "heures"])
def test_a_redirection_onto_the_name_of_the_model_gives_a_model(here, nom):
    """Finding 1: the shell empties the file first, and every later try failed."""
    name, content = FILES[nom]
    Path(name).write_bytes(content)
    path = Path(name).with_suffix(".yml")
    result = here(f"./atlas importer {nom} {name} > {path}")
    assert result.code == 2
    assert path.name in result.err
    assert f"table: {nom}" in path.read_text(encoding="utf-8")
    completed(path)
    assert here(f"./atlas importer {nom} {name}").code == 0


def test_a_model_already_written_is_read_and_never_written_over(here):
    """Finding 1."""
    name, content = FILES["structures"]
    Path(name).write_bytes(content)
    here(f"./atlas importer structures {name} --modele m.yml")
    completed(Path("m.yml"))
    before = Path("m.yml").read_bytes()
    assert here(f"./atlas importer structures {name} --modele m.yml").code == 0
    assert Path("m.yml").read_bytes() == before


@pytest.mark.parametrize("nom", DESCRIPTIONS)
def test_the_table_of_a_guide_is_that_of_its_description(nom):
    description = DESCRIPTIONS[nom]
    text = import_guide_path(description).read_text(encoding="utf-8")
    assert text == import_guide(text, description), "run python -m scripts.build_docs"
    assert re.findall(r"^### `(\w+)`$", text, re.M) == list(description.cles)
