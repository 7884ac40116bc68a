"""``importer heures``: the preview, the writing, the refusals, and the documented example."""

import re
import shutil
from pathlib import Path

import pytest

from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA
from tests.donnees.hostile import CELLS


@pytest.fixture(autouse=True)
def groups_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of these tests hold a few people; the rule on small groups has its own test."""
    monkeypatch.setattr("clauses.domain.suivi.totaux.FEWEST", 1)


ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "import-heures.md"
APPLY = ("--appliquer", "--auteur", "Essai", "--message", "Suivi reçu")

SUIVI = """N° participant;Commune;CP;Mois;Nb heures;QPV;Statut
DUPONT Secret;Testville;09000;janvier 2024;151,67;oui;Clos
DURAND Secret;Saint-Essai;;12/2024;1 000,33;non;Clos
DURAND Secret;Ô;98200;31/12/2024;10;non;Prévu
"""
CORRESPONDANCE = """table: heures
colonnes:
  heures: Nb heures
  date: Mois
  territoire: Commune
  code_postal: CP
  beneficiaire: N° participant
  qpv: QPV
niveau: EPCI
filtre:
  Statut: Clos
fixes:
  periode: annuelle
  nature: realisees
  comparable: oui
  portee: tout le guichet
  confiance: elevee
  source: Export d'essai
identifiant: essai-{territoire}-{annee}
"""
ROW = (
    "essai-epci-900000001-2024,EPCI:900000001,Testville Agglo,2024,annuelle,,1152,realisees,2,,,50,,,tout le guichet,"
    "oui,,elevee,Export d'essai,\n"
)
BAD = "P3;Testville;;02/2024;12O;non;Clos\n"


@pytest.fixture
def suivi(tmp_path):
    """A follow-up file and its correspondance, to be damaged at will."""
    path = tmp_path / "suivi.csv"
    path.write_bytes(SUIVI.encode("cp1252"))
    path.with_suffix(".yml").write_text(CORRESPONDANCE, encoding="utf-8")
    return path


def importer(run, path, *options):
    return run("importer", "heures", str(path), *options)


def damage(path, before, after, encoding="cp1252"):
    text = path.read_text(encoding=encoding)
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding=encoding)


def words(text):
    """Words apart by one space, whatever the kind of space."""
    return " ".join(text.split())


def test_a_preview_writes_nothing(run, region, suivi):
    before = (region / "heures.csv").read_bytes()
    result = importer(run, suivi)
    assert (result.code, result.err) == (0, "")
    shown = words(result.out)
    assert "3 lignes lues, 2 retenues, 1 hors du filtre." in shown
    assert "1 chiffre à ajouter" in shown
    assert "essai-epci-900000001-2024 Testville Agglo 2024 1 152 2 – – 50" in shown
    assert "--appliquer" in shown
    assert (region / "heures.csv").read_bytes() == before


def test_the_json_of_a_preview(run, suivi):
    result = importer(run, suivi, "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json["ajouts"] == [
        {"id": "essai-epci-900000001-2024", "territoire": "EPCI:900000001", "libelle": "Testville Agglo",
         "annee": "2024", "periode": "annuelle", "heures": "1152", "nature": "realisees", "beneficiaires": "2",
         "part_qpv": "50", "portee": "tout le guichet", "comparable": "oui", "confiance": "elevee",
         "source": "Export d'essai"}
    ]  # fmt: skip
    counts = {name: result.json[name] for name in ("lues", "retenues", "filtrees", "ecartees")}
    assert counts == {"lues": 3, "retenues": 2, "filtrees": 1, "ecartees": 0}
    rest = ("modifications", "inchangees", "issues", "edition", "raison", "jumelles", "retirees")
    assert not any(result.json[name] for name in rest)


def test_an_edition_is_made_when_asked_with_its_author_and_reason(run, region, suivi):
    """Finding 15: the public table was written at once, without author, reason nor way back."""
    before = (region / "heures.csv").read_bytes()
    result = importer(run, suivi, "--appliquer", "--message", "Suivi reçu")
    assert (result.code, (region / "heures.csv").read_bytes()) == (1, before)
    result = importer(run, suivi, *APPLY)
    assert result.code == 0
    made = run("editions", "--json").json["editions"]
    assert [(each["auteur"], each["message"]) for each in made if each["auteur"] == "Essai"] == [
        ("Essai", "Suivi reçu")
    ]
    assert (region / "heures.csv").read_bytes() == before + ROW.encode()
    assert run("verifier").code == 0


def test_a_second_import_has_nothing_to_write(run, region, suivi):
    assert importer(run, suivi, *APPLY, "--json").json["edition"]
    path = region / "heures.csv"
    before = path.read_bytes(), path.stat().st_ino
    result = importer(run, suivi, *APPLY, "--json")
    assert result.code == 0
    assert (result.json["ajouts"], result.json["modifications"], result.json["edition"]) == ([], [], None)
    assert result.json["inchangees"] == ["essai-epci-900000001-2024"]
    assert (path.read_bytes(), path.stat().st_ino) == before
    assert "Rien à écrire" in importer(run, suivi, *APPLY).out


def test_a_corrected_file_modifies_field_by_field(run, region, suivi):
    importer(run, suivi, *APPLY)
    damage(suivi, "151,67", "100")
    result = importer(run, suivi, "--json")
    assert result.json["modifications"] == [{"id": "essai-epci-900000001-2024", "champs": {"heures": ["1152", "1100"]}}]
    assert "essai-epci-900000001-2024 heures 1152 1100" in words(importer(run, suivi).out)
    assert importer(run, suivi, *APPLY).code == 0
    text = (region / "heures.csv").read_text(encoding="utf-8")
    assert text.endswith(ROW.replace("1152", "1100"))
    assert text.count("essai-") == 1


def test_faulty_rows_are_told_by_line_and_left_out(run, region, suivi):
    suivi.write_bytes((SUIVI + BAD).encode("cp1252"))
    result = importer(run, suivi)
    assert result.code == 0
    lines = [line for line in result.out.splitlines() if line.startswith(suivi.as_posix())]
    assert "1 fautive (hors des totaux)." in words(lines[0])
    assert lines[1].startswith(f"{suivi.as_posix()}:5: erreur E-VAL-03 [Nb heures] «\xa012O\xa0»")
    assert "Vouliez-vous dire «\xa012\xa0»" in lines[1]
    assert lines[2].startswith(f"{suivi.as_posix()}:5: erreur E-LIG-13 [Commune] ")
    assert "09001 Exemple, 98001 Fiction" in lines[2]
    document = importer(run, suivi, "--json").json
    assert (document["retenues"], document["ecartees"]) == (2, 1)
    assert document["ajouts"][0]["heures"] == "1152"


def test_faulty_rows_forbid_to_write_unless_left_out_on_purpose(run, region, suivi):
    suivi.write_bytes((SUIVI + BAD).encode("cp1252"))
    before = (region / "heures.csv").read_bytes()
    result = importer(run, suivi, *APPLY)
    assert result.code == 1
    assert "--ignorer-les-lignes-fautives" in result.out
    assert importer(run, suivi, *APPLY, "--json").json["edition"] is None
    assert (region / "heures.csv").read_bytes() == before
    assert importer(run, suivi, *APPLY, "--ignorer-les-lignes-fautives").code == 0
    assert (region / "heures.csv").read_bytes() == before + ROW.encode()


def test_a_file_entirely_faulty_is_refused_with_its_reasons(run, region, suivi):
    suivi.write_bytes((SUIVI.splitlines(keepends=True)[0] + BAD).encode("cp1252"))
    before = (region / "heures.csv").read_bytes()
    for options in ((), APPLY, (*APPLY, "--ignorer-les-lignes-fautives")):
        result = importer(run, suivi, *options, "--json")
        assert result.code == 1
        assert [issue["code"] for issue in result.json["issues"]][:3] == ["E-VAL-03", "E-LIG-13", "E-FIC-17"]
    assert "Refusé" in importer(run, suivi).out
    assert (region / "heures.csv").read_bytes() == before


def test_a_result_against_the_rules_is_refused(run, region, suivi):
    damage(suivi.with_suffix(".yml"), "periode: annuelle", "periode: cumul", "utf-8")
    before = (region / "heures.csv").read_bytes()
    result = importer(run, suivi, *APPLY, "--ignorer-les-lignes-fautives", "--json")
    assert result.code == 1
    assert [issue["code"] for issue in result.json["issues"]] == ["E-HEU-01"]
    assert (region / "heures.csv").read_bytes() == before


def test_nobody_is_ever_named(run, region, suivi):
    damage(suivi, "151,67;oui", "cent;bof")
    options = ((), ("--json",), (*APPLY, "--ignorer-les-lignes-fautives"))
    printed = [importer(run, suivi, *each) for each in options]
    suivi.with_suffix(".yml").unlink()
    printed += [importer(run, suivi), importer(run, suivi, "--json")]
    assert not any("Secret" in result.out + result.err for result in printed)
    assert "essai-" in (region / "heures.csv").read_text(encoding="utf-8")
    assert "Secret" not in (region / "heures.csv").read_text(encoding="utf-8")


def test_without_correspondance_a_model_is_printed(run, suivi, tmp_path):
    suivi.with_suffix(".yml").unlink()
    result = importer(run, suivi)
    assert result.code == 2
    assert str(tmp_path / "suivi.yml") in result.err
    assert '  heures: "Nb heures"\n' in result.out
    assert importer(run, suivi, "--json").json["modele"] == result.out
    completed = result.out.replace('portee: ""', "portee: tout").replace('confiance: ""', "confiance: elevee")
    suivi.with_suffix(".yml").write_text(completed.replace('source: ""', "source: Essai"), encoding="utf-8")
    assert importer(run, suivi).code == 0


@pytest.mark.parametrize(
    ("before", "after", "line", "expected"),
    [
        ("niveau: EPCI", "nivau: EPCI", 9, "«\xa0nivau\xa0» n’est pas connue. Vouliez-vous dire «\xa0niveau\xa0»"),
        ("niveau: EPCI\n", "", None, "La clé «\xa0niveau\xa0» manque"),
        ("heures: Nb heures", "heures: Heures réalisées: nombre", 3, "pas du YAML lisible"),
        ("heures: Nb heures", "heures: Nb d’heures", 3, "Vouliez-vous dire «\xa0Nb heures\xa0»"),
        ("nature: realisees", "nature: réalisées", 14, "Vouliez-vous dire «\xa0realisees\xa0»"),
    ],
)
def test_slips_of_the_correspondance_are_told_with_their_line(run, region, suivi, before, after, line, expected):
    path = suivi.with_suffix(".yml")
    damage(path, before, after, "utf-8")
    table = (region / "heures.csv").read_bytes()
    result = importer(run, suivi, *APPLY, "--json")
    assert result.code == 2
    place = f"{path.as_posix()}, ligne {line}\xa0: " if line else f"{path.as_posix()}\xa0: "
    assert result.json["erreur"].startswith(place)
    assert expected in result.json["erreur"]
    assert result.json["erreur"] in result.err
    assert [issue["line"] for issue in result.json["issues"]] == [line]
    assert (region / "heures.csv").read_bytes() == table


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_cannot_be_read(run, suivi, tmp_path, name):
    result = run("importer", "heures", str(tmp_path / name), "--modele", str(suivi.with_suffix(".yml")))
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


def test_a_disk_that_refuses_leaves_everything_as_it_was(run, region, suivi, monkeypatch):
    before = (region / "heures.csv").read_bytes()

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    result = importer(run, suivi, *APPLY, "--json")
    assert result.code == 2
    assert "ne peut pas être écrit" in result.json["erreur"]
    assert (region / "heures.csv").read_bytes() == before
    assert [each.name for each in region.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["html", "accolades", "antislash", "droite_a_gauche", "pourcent", "formule"])
def test_hostile_cells_cannot_drive_the_terminal(run, suivi, name):
    cell = (CELLS[name] + "[red]\x1b[31m[/red]").replace('"', "'").replace(";", "")
    suivi.write_text(SUIVI.replace("151,67", cell), encoding="utf-8")
    shown = importer(run, suivi)
    assert shown.code == 0
    assert not {"\x1b", "\u202e"} & set(shown.out + shown.err)
    assert importer(run, suivi, "--json").json["ecartees"] == 1


def test_missing_territories_are_said_without_traceback(run, region, suivi):
    (region / "geo" / "communes.csv").unlink()
    result = importer(run, suivi, "--json")
    assert result.code == 2
    assert "territoires" in result.json["erreur"]


@pytest.mark.parametrize("command", [("importer",), ("importer", "heures")])
def test_help_is_in_french(run, command):
    result = run(*command, "--help")
    assert (result.code, result.err) == (0, "")
    assert "Affiche cette aide." in result.out
    for english in ("Show this message", "Commands", "required", "default"):
        assert english not in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("importer",), "Il manque la commande."),
        (("importer", "qpv"), "Commande inconnue\xa0: «\xa0qpv\xa0»."),
        (("importer", "heures"), "Il manque l’argument FICHIER."),
        (("importer", "heures", "a", "--tout"), "Option inconnue\xa0: «\xa0--tout\xa0»."),
        (("importer", "heures", "a", "--modele"), "L’option --modele attend une valeur."),
    ],
)
def test_a_command_badly_written_is_explained_in_french(run, arguments, message):
    result = run(*arguments)
    assert result.code == 2
    assert result.err.splitlines()[0] == message


# The guide


@pytest.fixture
def copy(shipped, tmp_path, monkeypatch):
    """Runs a command on a copy of the shipped data, from the folder of the project."""
    data = shutil.copytree(SHIPPED_DATA, tmp_path / "data")
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    monkeypatch.chdir(ROOT)
    return shipped


def test_the_documented_example_is_what_the_guide_shows(copy):
    ((command, shown),) = re.findall(r"```text\n\$ \./atlas ([^\n]*)\n(.*?)\n```", GUIDE.read_text("utf-8"), re.S)
    result = copy(*command.split())
    assert result.code == 0
    # The guide keeps plain spaces, easier to write; the width of the rule follows that of the columns.
    assert words(result.out) == words(shown)
    assert copy(*command.split(), *APPLY).code == 0
    assert len(copy(*command.split(), "--json").json["inchangees"]) == 4
    assert copy("verifier", "--json").json["erreurs"] == 0


def test_the_documented_example_says_that_it_is_invented():
    for name in ("suivi-heures.csv", "suivi-heures.yml"):
        assert "inventé" in (ROOT / "docs" / "exemples" / name).read_text(encoding="utf-8").splitlines()[0]
    assert "entièrement inventés" in GUIDE.read_text(encoding="utf-8")
