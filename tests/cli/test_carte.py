import io

import pytest
from PIL import Image
from pypdf import PdfReader


def text_of(path) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages)


def test_a_departement_on_a_large_sheet(shipped, tmp_path):
    path = tmp_path / "carte.pdf"
    result = shipped(
        "carte", "--departement", "34", "--format", "a3", "--orientation", "portrait", "--sortie", str(path), "--json"
    )
    assert (result.code, result.err) == (0, "")
    assert result.json == {
        "fichier": str(path),
        "type": "pdf",
        "format": "a3",
        "orientation": "portrait",
        "departement": "34",
        "titre": "Hérault (34)",
        "edition": 1,
        "guichets": 9,
        "octets": path.stat().st_size,
    }
    (page,) = PdfReader(path).pages
    assert float(page.mediabox.height) == pytest.approx(420 / 25.4 * 72, abs=0.01)


def test_the_kind_of_file_is_told_by_its_name(run, tmp_path):
    for name, start in (("c.pdf", b"%PDF"), ("c.svg", b"<?xml"), ("C.PNG", b"\x89PNG")):
        result = run("carte", "--sortie", str(tmp_path / name))
        assert (result.code, result.out) == (0, "")
        assert name in result.err
        assert (tmp_path / name).read_bytes().startswith(start)
    with Image.open(tmp_path / "C.PNG") as image:
        assert image.size == (3508, 2480)


def test_the_default_name_is_that_of_the_territory(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("carte").code == run("carte", "--departement", "dep:09", "--format", "a3").code == 0
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["carte-09-a3.pdf", "carte-region-a4.pdf"]


def test_the_address_is_printed(run, tmp_path, monkeypatch):
    path = tmp_path / "c.pdf"
    run("carte", "--sortie", str(path), "--adresse", "https://atlas.example")
    assert "atlas.example" in text_of(path)
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://autre.example")
    run("carte", "--sortie", str(path))
    assert "autre.example" in text_of(path)


@pytest.mark.parametrize(
    ("asked", "code"), [("Exempl", "09"), ("9", "09"), ("exemple", "09"), ("Fiction", "98"), ("980", "98")]
)
def test_an_unknown_departement_is_answered_with_those_it_may_mean(run, asked, code):
    result = run("carte", "--departement", asked, "--json")
    assert result.code == 2
    assert code in [each["code"] for each in result.json["suggestions"]]
    assert code in run("carte", "--departement", asked).err


@pytest.mark.parametrize("arguments", [("--sortie", "carte.docx"), ("--sortie", "carte"), ("--format", "a5")])
def test_what_cannot_be_printed_is_refused(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("carte", *arguments).code == 2
    assert not list(tmp_path.glob("carte*"))


def test_a_folder_that_does_not_exist_is_said(run, tmp_path):
    result = run("carte", "--sortie", str(tmp_path / "absent" / "carte.pdf"))
    assert result.code == 2
    assert "ne peut pas être écrite" in result.err


def test_an_edition_that_does_not_exist_is_refused(run, tmp_path):
    result = run("carte", "--edition", "99", "--sortie", str(tmp_path / "c.pdf"))
    assert result.code == 2
    assert "édition" in result.err
