"""``importer structures``: the preview, the writing, the refusals, and the documented example."""

import re
import shutil
from pathlib import Path

import pytest

from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA
from tests.donnees.hostile import CELLS

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "import-structures.md"
KEYS = ["lues", "retenues", "filtrees", "ecartees", "motifs", "personnels", "adresses", "jumelles", "reparations",
        "disparues", "retirees", "ajouts", "modifications", "inchangees", "issues", "edition", "raison"]  # fmt: skip
APPLY = ("--appliquer", "--auteur", "Essai", "--message", "Liste reçue")

LISTE = """Type;Département;Nom;CP;Ville;N° SIRET;Tél;Mail;Responsable
ACI;09;Chantier neuf;09100;ST ESSAI CEDEX;99900000100019;0561000001;contact@neuf.example;Jeanne Secret
EI;98;Essai neuf;98200;Ô;;06 12 34 56 78;jeanne.secret@essai.example;Jeanne Secret
EI;33;Ailleurs;33000;Bordeaux;;;;
"""
CORRESPONDANCE = """table: structures
colonnes:
  nom: Nom
  type: Type
  siret: N° SIRET
  commune: Ville
  code_postal: CP
  telephone: Tél
  courriel: Mail
fixes:
  confiance: moyenne
  source: Liste d'essai
"""
ROW = (
    "chantier-neuf,Chantier neuf,ACI,99900000100019,09003,,05 61 00 00 01,contact@neuf.example,,,,,,,moyenne,"
    "Liste d'essai,\nessai-neuf,Essai neuf,EI,,98004,,,,,,,,,,moyenne,Liste d'essai,\n"
)
BAD = "EI;09;Essai faux;09000;Tesville;;;;\n"


@pytest.fixture
def liste(tmp_path):
    """A list and its correspondance, to be damaged at will."""
    path = tmp_path / "liste.csv"
    path.write_bytes(LISTE.encode("cp1252"))
    path.with_suffix(".yml").write_text(CORRESPONDANCE, encoding="utf-8")
    return path


def importer(run, path, *options):
    return run("importer", "structures", str(path), *options)


def words(text):
    return " ".join(text.split())


def test_a_preview_writes_nothing(run, region, liste):
    before = (region / "structures.csv").read_bytes()
    result = importer(run, liste)
    assert (result.code, result.err) == (0, "")
    shown = words(result.out)
    assert "3 lignes lues, 2 retenues, 1 hors de la région, 2 contacts personnels non repris." in shown
    assert "2 structures à ajouter" in shown
    assert "chantier-neuf Chantier neuf ACI 09003 99900000100019" in shown
    assert "--appliquer" in shown
    assert "secret" not in result.out.lower()
    assert (region / "structures.csv").read_bytes() == before


def test_the_json_of_a_preview(run, liste):
    result = importer(run, liste, "--json")
    assert (result.code, result.err) == (0, "")
    assert list(result.json) == KEYS
    assert result.json["motifs"] == {"filtre": 0, "region": 1, "sans_commune": 0, "insertion": 0, "double": 0,
                                     "jumelle": 0}  # fmt: skip
    assert (result.json["personnels"], result.json["edition"]) == (2, None)
    assert [each["id"] for each in result.json["ajouts"]] == ["chantier-neuf", "essai-neuf"]
    assert "ecret" not in result.out


def test_the_table_is_written_when_asked_and_once(run, region, liste):
    before = (region / "structures.csv").read_bytes()
    result = importer(run, liste, *APPLY)
    assert result.code == 0
    assert "édition" in result.out
    assert (region / "structures.csv").read_bytes() == before + ROW.encode()
    assert run("verifier").code == 0
    again = importer(run, liste, *APPLY, "--json").json
    assert (again["ajouts"], again["modifications"], again["edition"]) == ([], [], None)
    assert "Rien à écrire" in importer(run, liste, *APPLY).out


def test_changes_are_shown_old_and_new(run, liste):
    importer(run, liste, *APPLY)
    liste.write_bytes(LISTE.replace("0561000001", "05 61 00 00 02").encode("cp1252"))
    assert importer(run, liste, "--json").json["modifications"] == [
        {"id": "chantier-neuf", "champs": {"telephone": ["05 61 00 00 01", "05 61 00 00 02"]}}
    ]
    assert "chantier-neuf telephone 05 61 00 00 01 05 61 00 00 02" in words(importer(run, liste).out)


def test_what_disappeared_is_listed_and_goes_only_when_asked(run, region, liste):
    before = (region / "structures.csv").read_bytes()
    importer(run, liste, *APPLY)
    liste.write_bytes(
        LISTE.replace("EI;98;Essai neuf", "EI;33;Essai neuf").replace(";98200;", ";33000;").encode("cp1252")
    )
    result = importer(run, liste, *APPLY, "--json")
    assert (result.json["disparues"], result.json["retirees"], result.json["edition"]) == (
        [{"id": "essai-neuf", "nom": "Essai neuf"}], [], None,
    )  # fmt: skip
    assert "1 structure de même source absente du fichier (à retirer avec --retirer-les-disparues)" in words(
        importer(run, liste).out
    )
    result = importer(run, liste, "--retirer-les-disparues", "--json")
    assert (result.json["retirees"], result.json["edition"]) == (["essai-neuf"], None)
    assert importer(run, liste, "--retirer-les-disparues", *APPLY).code == 0
    assert (region / "structures.csv").read_bytes() == before + ROW.splitlines(keepends=True)[0].encode()


def test_faulty_rows_forbid_to_write_unless_left_out_on_purpose(run, region, liste):
    liste.write_bytes((LISTE + BAD).encode("cp1252"))
    before = (region / "structures.csv").read_bytes()
    shown = importer(run, liste).out
    assert f"{liste.as_posix()}:5: erreur E-LIG-12 [Ville] «\xa0Tesville\xa0»" in shown
    assert "Testville (09001)" in shown
    result = importer(run, liste, *APPLY)
    assert result.code == 1
    assert "--ignorer-les-lignes-fautives" in result.out
    assert (region / "structures.csv").read_bytes() == before
    assert importer(run, liste, *APPLY, "--ignorer-les-lignes-fautives").code == 0
    assert (region / "structures.csv").read_bytes() == before + ROW.encode()


def test_rows_that_look_like_a_known_one_wait_for_an_answer(run, region, liste):
    """Finding 14: nothing is published before it is said whether they are the same; the answer is kept."""
    liste.write_bytes(
        LISTE.replace("Essai neuf", "NETTOYAGE ESSAI").replace("98200;Ô", "09000;Testville").encode("cp1252")
    )
    before = (region / "structures.csv").read_bytes()
    shown = importer(run, liste, *APPLY)
    assert (shown.code, (region / "structures.csv").read_bytes()) == (1, before)
    assert "--jumelles memes" in shown.out
    assert "nettoyage-essai" in words(shown.out)
    assert importer(run, liste, *APPLY, "--jumelles", "differentes").code == 0
    assert importer(run, liste, "--json").json["jumelles"] == []
    assert [each["nom"] for each in importer(run, liste, "--json").json["ajouts"]] == []


def test_without_correspondance_a_model_is_printed(run, liste, tmp_path):
    liste.with_suffix(".yml").unlink()
    result = importer(run, liste)
    assert result.code == 2
    assert str(tmp_path / "liste.yml") in result.err
    assert '  nom: "Nom"\n' in result.out
    assert importer(run, liste, "--json").json["modele"] == result.out
    completed = result.out.replace('confiance: ""', "confiance: moyenne").replace('source: ""', "source: Essai")
    liste.with_suffix(".yml").write_text(completed, encoding="utf-8")
    assert importer(run, liste, "--json").json["retenues"] == 2


def test_a_column_of_people_is_refused(run, region, liste):
    text = CORRESPONDANCE.replace("  nom: Nom", "  nom: Responsable")
    liste.with_suffix(".yml").write_text(text, encoding="utf-8")
    before = (region / "structures.csv").read_bytes()
    result = importer(run, liste, *APPLY, "--json")
    assert result.code == 2
    assert [(issue["code"], issue["line"]) for issue in result.json["issues"]] == [("E-STR-11", 3)]
    assert "Secret" not in result.out + result.err
    assert (region / "structures.csv").read_bytes() == before


def test_our_own_table_needs_no_correspondance(run, region):
    document = importer(run, region / "structures.csv", "--json").json
    assert document["inchangees"] == ["nettoyage-essai", "chantier-ferme", "inconnue"]


def test_a_long_list_is_shown_in_part(run, liste):
    rows = "".join(f"EI;98;Essai {rank};98200;Ô;;;;\n" for rank in range(150))
    liste.write_bytes((LISTE + rows).encode("cp1252"))
    shown = words(importer(run, liste).out)
    assert "152 structures à ajouter" in shown
    assert "… et 52 de plus, que --json donne." in shown
    assert len(importer(run, liste, "--json").json["ajouts"]) == 152


@pytest.mark.parametrize("name", ["html", "accolades", "antislash", "droite_a_gauche", "pourcent", "formule"])
def test_hostile_cells_cannot_drive_the_terminal(run, liste, name):
    cell = (CELLS[name] + "[red]\x1b[31m[/red]").replace('"', "'").replace(";", "")
    liste.write_text(LISTE.replace("Essai neuf", cell).replace("Ville;", f"Ville;{cell}"), encoding="utf-8")
    shown = importer(run, liste)
    assert not {"\x1b", "\u202e"} & set(shown.out + shown.err)
    assert "Traceback" not in shown.err


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_cannot_be_read(run, liste, tmp_path, name):
    result = run("importer", "structures", str(tmp_path / name), "--modele", str(liste.with_suffix(".yml")))
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


def test_help_is_in_french(run):
    result = run("importer", "structures", "--help")
    assert (result.code, result.err) == (0, "")
    for text in ("--appliquer", "--retirer-les-disparues", "Affiche cette aide."):
        assert text in result.out
    for english in ("Show this message", "Commands", "required", "default"):
        assert english not in result.out


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
    assert words(result.out) == words(shown)
    assert copy(*command.split(), *APPLY, "--ignorer-les-lignes-fautives").code == 0
    assert len(copy(*command.split(), "--json").json["inchangees"]) == 6
    assert copy("verifier", "--json").json["erreurs"] == 0


def test_the_documented_example_says_that_it_is_invented():
    for name in ("siae.csv", "siae.yml"):
        assert "inventé" in (ROOT / "docs" / "exemples" / name).read_text(encoding="utf-8").splitlines()[0]
    assert "entièrement inventés" in GUIDE.read_text(encoding="utf-8")
