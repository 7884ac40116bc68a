"""`sauvegarder` and `reprendre`, as the person in charge of the server types them."""

import errno
import re
import shutil

import pytest

from clauses.cli import sauvegarde
from clauses.storage.editions import publication
from clauses.storage.editions.depot import edition_folder
from clauses.storage.editions.publication import locked
from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA
from clauses.storage.registre import Registre
from tests.storage.test_editions import publish_text


@pytest.fixture
def place(tmp_path):
    """A folder for archives."""
    path = tmp_path / "sauvegardes"
    path.mkdir()
    return path


def names(place) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_saved_and_put_back_it_says_so(run, region, place, tmp_path):
    saved = run("sauvegarder", str(place / "atlas.tar.gz"))
    assert saved.code == 0
    assert re.search(r"atlas\.tar\.gz\u00a0: \d+\u00a0fichiers, \d+\u00a0ko\.", saved.out)
    there = tmp_path / "reprise"
    back = run("reprendre", str(place / "atlas.tar.gz"), str(there))
    assert "Sauvegarde du " in back.out
    assert "Édition montrée\u00a0: aucune" in back.out
    assert "Vérification des données\u00a0: " in back.out
    assert (there / "guichets.csv").read_bytes() == (region / "guichets.csv").read_bytes()


def test_shipped_data_come_back_without_error(shipped, place, tmp_path, monkeypatch):
    # A copy: saving takes the lock of the publications, which is a file.
    data = shutil.copytree(SHIPPED_DATA, tmp_path / "donnees", ignore=shutil.ignore_patterns("editions", "equipe"))
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    assert shipped("sauvegarder", str(place / "atlas.tar.gz")).code == 0
    back = shipped("reprendre", str(place / "atlas.tar.gz"), str(tmp_path / "reprise"), "--json")
    assert back.code == 0
    assert not [each for each in back.json["problemes"] if each["severity"] == "erreur"]
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "reprise"))
    assert shipped("verifier").code == 0
    assert shipped("commune", "34032").code == 0


def test_json(run, region, place, tmp_path):
    publish_text(region, "un")
    saved = run("sauvegarder", str(place / "a.tar.gz"), "--json").json
    assert (saved["archive"], saved["edition"], saved["comptes"]) == (str(place / "a.tar.gz"), 4, True)
    assert saved["octets"] == (place / "a.tar.gz").stat().st_size
    back = run("reprendre", str(place / "a.tar.gz"), str(tmp_path / "reprise"), "--json")
    # These tables are not those of an atlas, and it says so without undoing anything.
    assert back.code == 1
    assert (back.json["edition"], back.json["editions"], back.json["editions_abimees"]) == (4, 2, [])
    assert back.json["problemes"]


def test_edition_damaged_before_is_told(run, region, place, tmp_path):
    publish_text(region, "un")
    path = edition_folder(region, 3) / "guichets.csv"
    path.chmod(0o644)
    path.write_text("autre chose")
    run("sauvegarder", str(place / "a.tar.gz"))
    back = run("reprendre", str(place / "a.tar.gz"), str(tmp_path / "reprise"))
    assert back.code == 1
    assert "L’édition n°\u00a03 était déjà abîmée" in back.out


def test_without_accounts(run, region, place, tmp_path):
    Registre(region).ajouter_compte("lea", "Léa", "empreinte", 1.0)
    assert "sans les comptes" in run("sauvegarder", str(place / "a.tar.gz"), "--sans-comptes").out
    assert "recréez-les" in run("reprendre", str(place / "a.tar.gz"), str(tmp_path / "reprise")).out


def test_in_a_folder_the_name_is_the_date_and_the_oldest_go(run, region, place):
    old = [f"atlas-2020010{day}-000000.tar.gz" for day in (1, 2, 3)]
    # The last one is of the future: the clock went back.
    others = ["atlas-a-garder.tar.gz", "notes.txt", ".autre.tmp", "atlas-20990101-000000.tar.gz"]
    left = ".atlas-20200101-000000.tar.gz.0123456789abcdef.tmp"
    for name in (*old, *others, left):
        (place / name).touch()
    saved = run("sauvegarder", str(place), "--garder", "3", "--json").json
    assert saved["supprimees"] == old[:2]
    (made,) = set(names(place)) - {old[2], *others}
    assert re.fullmatch(r"atlas-\d{8}-\d{6}\.tar\.gz", made)
    assert saved["archive"] == str(place / made)
    assert set(names(place)) == {old[2], *others, made}


def test_in_a_folder_nothing_goes_unless_told(run, region, place):
    (place / "atlas-20200101-000000.tar.gz").touch()
    assert "Supprimées" not in run("sauvegarder", str(place)).out
    assert len(names(place)) == 2


def test_refusals_are_said_and_leave_nothing(run, region, place, tmp_path, monkeypatch):
    (place / "deja.tar.gz").write_text("à moi")
    (place / "texte.tar.gz").write_text("bonjour")
    plein = shutil.copytree(region, tmp_path / "plein")
    for words, *arguments in (
        ("existe déjà", "sauvegarder", str(place / "deja.tar.gz")),
        ("autre emplacement", "sauvegarder", str(region / "a.tar.gz")),
        ("autre emplacement", "sauvegarder", str(region)),
        ("demande un dossier", "sauvegarder", str(place / "a.tar.gz"), "--garder", "3"),
        ("absent", "sauvegarder", str(place / "absent" / "a.tar.gz")),
        ("n’est pas vide", "reprendre", str(place / "texte.tar.gz"), str(plein)),
        ("incomplète ou abîmée", "reprendre", str(place / "texte.tar.gz"), str(tmp_path / "neuf")),
        ("absente.tar.gz", "reprendre", str(place / "absente.tar.gz"), str(tmp_path / "neuf")),
        ("n’est pas un dossier", "reprendre", str(place / "texte.tar.gz"), str(place / "deja.tar.gz")),
    ):
        result = run(*arguments, "--json")
        assert (result.code, words in result.json["erreur"]) == (2, True), result.err
    assert names(place) == ["deja.tar.gz", "texte.tar.gz"]
    assert not (tmp_path / "neuf").exists()


def test_publication_under_way_is_waited_for_then_said(run, region, place, monkeypatch):
    monkeypatch.setattr(publication, "PATIENCE_S", 0.1)
    with locked(region):
        result = run("sauvegarder", str(place / "a.tar.gz"))
    assert (result.code, names(place)) == (2, [])
    assert "Une publication est en cours" in result.err


def test_damaged_registry_is_said_with_the_way_out(run, region, place):
    (region / "equipe").mkdir()
    (region / "equipe" / "registre.sqlite").write_bytes(b"n'importe quoi" * 100)
    result = run("sauvegarder", str(place / "a.tar.gz"))
    assert (result.code, names(place)) == (2, [])
    assert "--sans-comptes" in result.err
    assert run("sauvegarder", str(place / "a.tar.gz"), "--sans-comptes").code == 0


def test_full_disk_is_said(run, place, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sauvegarde, "write_sauvegarde", full)
    result = run("sauvegarder", str(place / "a.tar.gz"))
    assert result.code == 2
    assert "No space left on device" in result.err
