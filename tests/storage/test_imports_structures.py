"""Lists of structures of every form read, and the table written without losing anything."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from clauses.domain.issues import MESSAGES
from clauses.storage import ecriture
from clauses.storage.imports import NoCorrespondanceError, sources, write
from clauses.storage.imports.structures import prepare
from clauses.storage.limites import SourceError
from clauses.storage.schemas import read_schemas

ROOT = Path(__file__).parents[2]
YEAR = 2026
TITLES = ["type", "département", "nom", "code postal", "commune", "SIRET", "Contact"]
ROWS = [
    ["ACI", "09", "Chantier d'Été", "09100", "ST ESSAI CEDEX", "999 000 001 00019", "Prénom Nom"],
    ["Entreprise d'insertion", "98", "Essai neuf", "98200", "Ô", "99900000200017", ""],
    ["EI", "33", "Ailleurs", "33000", "Bordeaux", "99900000300015", ""],
]
CORRESPONDANCE = """table: structures
colonnes:
  nom: nom
  type: type
  siret: SIRET
  commune: commune
  code_postal: code postal
  departement: département
fixes:
  confiance: moyenne
  source: Liste d'essai
"""
EXPECTED = """chantier-d-ete,Chantier d'Été,ACI,99900000100019,09003,,,,,,,,,,moyenne,Liste d'essai,
essai-neuf,Essai neuf,EI,99900000200017,98004,,,,,,,,,,moyenne,Liste d'essai,
"""


def as_csv(rows, encoding="utf-8", delimiter=";", mark=b""):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return mark + buffer.getvalue().encode(encoding)


def as_xlsx(rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("SIAE")
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_json(rows, titles=TITLES):
    return json.dumps([dict(zip(titles, row, strict=True)) for row in rows]).encode()


@pytest.fixture
def liste(region, tmp_path):
    """Prepares the import of a list into a copy of the invented region."""

    def run(content=None, correspondance=CORRESPONDANCE, *, retire=False, name="siae.csv"):
        path = tmp_path / name
        path.write_bytes(as_csv([TITLES, *ROWS]) if content is None else content)
        path.with_suffix(".yml").unlink(missing_ok=True)
        if correspondance:
            path.with_suffix(".yml").write_text(correspondance, encoding="utf-8")
        return prepare(region, path, annee=YEAR, retire=retire)

    return run


def refusal(call, *arguments, **options):
    with pytest.raises(SourceError) as error:
        call(*arguments, **options)
    return error.value.issues


FORMS = {
    "excel": as_csv([TITLES, *ROWS], "cp1252"),
    "excel utf-8": as_csv([TITLES, *ROWS], mark=b"\xef\xbb\xbf"),
    "virgules": as_csv([["Liste des SIAE"], [], TITLES, *ROWS], delimiter=","),
    "classeur": as_xlsx([["Liste des SIAE"], TITLES, *([*row[:3], int(row[3]), *row[4:]] for row in ROWS)]),
    "json": as_json(ROWS),
    "json indenté": json.dumps(json.loads(as_json(ROWS)), indent=2, ensure_ascii=False).encode("utf-8-sig"),
    "json sous une clé": b'{"structures": ' + as_json(ROWS) + b"}",
    "une ligne chacun": b"\n\n".join(json.dumps(each).encode() for each in json.loads(as_json(ROWS))),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_the_same_structures_whatever_the_form(liste, region, content):
    before = (region / "structures.csv").read_bytes()
    prepared = liste(content)
    assert prepared.issues == ()
    assert (prepared.releve.lues, prepared.releve.retenues, prepared.releve.motifs) == (3, 2, {"region": 1})
    assert (region / "structures.csv").read_bytes() == before
    write(prepared)
    assert (region / "structures.csv").read_bytes() == before + EXPECTED.encode()
    assert not liste(content).changements


def test_a_name_of_person_is_never_in_the_result(liste):
    prepared = liste()
    assert "Prénom Nom" not in repr(prepared)


def test_a_file_that_is_not_known_gets_a_model(liste):
    with pytest.raises(NoCorrespondanceError) as error:
        liste(correspondance="")
    assert '  nom: "nom"\n' in error.value.modele
    assert '  siret: "SIRET"\n' in error.value.modele


DI = {"source": "dora", "id": "dora--1", "nom": "Essai", "date_maj": "2025-02-14", "siret": None, "code_insee": "98004",
      "commune": "Ô", "code_postal": "98200", "adresse": None, "courriel": "contact@essai.example",
      "telephone": "+33561000001", "site_web": "https://essai.example", "latitude": 43.1,
      "reseaux_porteurs": ["aci", "chantier-ecole"], "horaires": {"lundi": []}}  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "json", "lignes"])
def test_data_inclusion_needs_no_correspondance(liste, form):
    flat = DI | {"reseaux_porteurs": "{aci,chantier-ecole}", "horaires": ""}
    content = {
        "csv": as_csv([list(flat), ["" if each is None else str(each) for each in flat.values()]], delimiter=","),
        "json": json.dumps([DI]).encode(),
        "lignes": json.dumps(DI).encode(),
    }[form]
    prepared = liste(content, "")
    assert prepared.issues == ()
    assert prepared.changements.ajouts == (
        {
            "id": "essai", "nom": "Essai", "type": "ACI", "commune": "98004", "telephone": "+33561000001",
            "courriel": "contact@essai.example", "site": "https://essai.example", "constate_en": "2025",
            "confiance": "moyenne", "source": "data·inclusion (dora)",
        },
    )  # fmt: skip


def test_our_own_table_saved_by_excel_changes_nothing(liste, region):
    rows = list(csv.reader(io.StringIO((region / "structures.csv").read_text(encoding="utf-8"), newline="")))
    prepared = liste(as_csv(rows, "cp1252"), "")
    assert not prepared.changements
    assert len(prepared.changements.inchangees) == 3
    assert prepared.after == prepared.before


def test_a_column_that_is_not_ours_is_said(liste, region):
    rows = list(csv.reader(io.StringIO((region / "structures.csv").read_text(encoding="utf-8"), newline="")))
    prepared = liste(as_csv([[*row, "x"] for row in rows]).replace(b"remarque;x", b"remarque;agrement"), "")
    assert [(issue.code, issue.column) for issue in prepared.issues] == [("A-STR-19", "agrement")]


FILES = [
    (b"[", "n’est pas comprise"),
    (b"[1, 2]", "élément n° 1"),
    (b"[]", "une liste d’objets"),
    (b"[{}]", "une liste d’objets"),
    (b'{"a": 1}\n{"a": }\n', "n’est pas comprise"),
    (b"[" * 100_000, "emboîtés"),
    (b'[{"nom": "\xe9"}]', "UTF-8"),
    (b'[{"nom": ' + b"9" * 5000 + b"}]", "n’est pas comprise"),
]


@pytest.mark.parametrize(("content", "words"), FILES, ids=range(len(FILES)))
def test_json_that_cannot_be_read(liste, content, words):
    (found,) = refusal(liste, content)
    assert found.code == "E-FIC-20"
    assert words in found.message


def test_the_line_of_a_slip_of_json_is_told(liste):
    (found,) = refusal(liste, FILES[4][0])
    assert found.line == 2
    (found,) = refusal(liste, b'[{"nom": "A"},\n{"nom": "B"\n]')
    assert found.line == 3


def test_files_too_large_are_not_read(liste, monkeypatch):
    monkeypatch.setattr("clauses.storage.imports.structures.LARGEST_TEXT", 100)
    (found,) = refusal(liste)
    assert found.code == "E-FIC-12"
    assert sources.LARGEST_TEXT < 200 * 1024 * 1024


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 pas une archive", b"12;13\n14;15\n", b"<html>"])
def test_other_files_are_refused(liste, content):
    assert refusal(liste, content)
    assert refusal(liste, content, "")


def test_a_column_of_people_is_refused_with_its_line(liste, tmp_path):
    (found,) = refusal(liste, None, CORRESPONDANCE.replace("  nom: nom", "  nom: Contact"))
    assert (found.code, found.line, found.file) == ("E-STR-11", 3, (tmp_path / "siae.yml").as_posix())


# Writing


def test_structures_that_disappeared_go_when_asked_and_alone(liste, region):
    write(liste())
    path = region / "structures.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    one = as_csv([TITLES, ROWS[0]])
    prepared = liste(one)
    assert [each.id for each in prepared.changements.disparitions] == ["essai-neuf"]
    assert not prepared.changements
    write(liste(one, retire=True))
    assert path.read_text(encoding="utf-8") == "".join(rows[:-1])


def test_a_warning_already_there_is_not_said_again_when_rows_move(liste, region):
    write(liste())
    path = region / "structures.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([rows[0], *rows[-2:], *rows[1:-2]]), encoding="utf-8", newline="")
    prepared = liste(as_csv([TITLES, ROWS[1]]), retire=True)
    assert prepared.changements.retraits
    assert prepared.issues == ()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_table_saved_by_a_spreadsheet_stays_as_it_was(liste, region, encoding):
    path = region / "structures.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    path.write_bytes(as_csv(rows, encoding))
    before = path.read_bytes()
    write(liste())
    assert path.read_bytes().startswith(before)
    write(liste(as_csv([TITLES, ROWS[0]]), retire=True))
    assert path.read_bytes().startswith(before)
    assert "Essai neuf".encode(encoding)[2:] not in path.read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from clauses.storage import ecriture
from clauses.storage.imports import write
from clauses.storage.imports.structures import prepare
setattr(ecriture.os, sys.argv[3], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
write(prepare(Path(sys.argv[1]), Path(sys.argv[2]), retire=True))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process")
def test_a_kill_while_rows_are_taken_away_leaves_the_table_whole(liste, region, tmp_path):
    write(liste())
    liste(as_csv([TITLES, ROWS[0]]))
    before = (region / "structures.csv").read_bytes()
    command = [sys.executable, "-c", KILLED, str(region), str(tmp_path / "siae.csv"), "fsync"]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL
    assert (region / "structures.csv").read_bytes() == before


def test_a_full_disk_while_rows_are_taken_away_leaves_the_table_whole(liste, region, monkeypatch):
    write(liste())
    prepared = liste(as_csv([TITLES, ROWS[0]]), retire=True)
    before = (region / "structures.csv").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ecriture.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(prepared)
    assert (region / "structures.csv").read_bytes() == before
    assert not [name for name in os.listdir(region) if name.startswith(".")]  # noqa: PTH208 - hidden files too


def test_ten_thousand_rows(liste, region):
    names = read_schemas(region)["structures"].names
    rows = [["EI", "98", f"Essai {rank}", "98200", "Ô", "", ""] for rank in range(10_000)]
    prepared = liste(as_csv([TITLES, *rows, *rows[:3]]))
    assert (prepared.releve.lues, prepared.releve.retenues, prepared.releve.motifs) == (10_003, 10_000, {"double": 3})
    ids = {each["id"] for each in prepared.changements.ajouts}
    assert len(ids) == 10_000
    assert set(prepared.changements.ajouts[0]) <= set(names)
    write(prepared)
    assert len(liste(as_csv([TITLES, *rows])).changements.inchangees) == 10_000
    assert len(liste(as_csv([TITLES, *rows[:1]]), retire=True).changements.retraits) == 9_999


def test_every_code_has_its_test():
    codes = {code for code in MESSAGES if code[1:6] == "-STR-" and int(code[6:]) > 10}
    tested = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("*/test_*structures.py"))
    assert codes
    assert not [code for code in codes if code not in tested]
