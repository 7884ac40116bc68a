"""`sauvegarder` and `reprendre`, as the person in charge of the server types them."""

import errno
import re
import shutil

import pytest

from clauses.storage import sauvegarde, sauvegarde_reprise
from clauses.storage.editions import publication
from clauses.storage.editions.depot import edition_folder
from clauses.storage.editions.publication import locked
from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA
from clauses.storage.registre import Registre
from clauses.storage.sauvegarde_droits import is_administrator
from tests.storage.test_editions import publish_text
from tests.storage.test_sauvegarde import DONNEES, MANIFESTE, manifest, members, pack


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
    assert run("sauvegarder", str(place / "a.tar.gz")).code == 1
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


def test_damaged_edition_is_told_and_older_archives_stay(run, region, place):
    """S13: one of them may be the last to hold what is damaged now."""
    old = [f"atlas-2020010{day}-000000.tar.gz" for day in (1, 2, 3)]
    for name in old:
        (place / name).touch()
    publish_text(region, "un")
    path = edition_folder(region, 3) / "guichets.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    saved = run("sauvegarder", str(place), "--garder", "2")
    assert saved.code == 1
    assert "L’édition n°\u00a03 est abîmée\u00a0: guichets.csv" in saved.out
    assert len(names(place)) == 4
    assert set(old) <= set(names(place))
    checked = run("verifier", "--json")
    assert checked.code == 1
    assert ("E-EDI-01", "editions/0003/guichets.csv") in {
        (each["code"], each["file"]) for each in checked.json["issues"]
    }


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


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "le disque est plein"), (errno.EIO, "le système le refuse (erreur 5)")]
)
def test_full_disk_is_said_in_french(run, place, monkeypatch, number, words):
    def full(*_args, **_more):
        raise OSError(number, "Words of the machine", str(place / ".a.tar.gz.0011.tmp"))

    monkeypatch.setattr(sauvegarde, "write_sauvegarde", full)
    result = run("sauvegarder", str(place / "a.tar.gz"))
    assert result.code == 2
    assert f"{place / 'a.tar.gz'}\u00a0: {words}" in result.err
    assert ".tmp" not in result.err


def test_full_disk_names_the_folder_that_was_given(run, place, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "neuf" / ".reprise-0011" / "geo"))

    monkeypatch.setattr(sauvegarde_reprise, "read_sauvegarde", full)
    result = run("reprendre", str(place / "a.tar.gz"), str(tmp_path / "neuf"))
    assert f"{tmp_path / 'neuf'}\u00a0: le disque est plein" in result.err


def test_edition_told_is_the_one_found(run, region, place, tmp_path):
    publish_text(region, "un")
    run("sauvegarder", str(place / "a.tar.gz"))
    files = members(place / "a.tar.gz")
    files.pop(MANIFESTE)
    pack(place / "b.tar.gz", {**files, MANIFESTE: manifest(files, edition=77)})
    assert (
        "Édition montrée\u00a0: n°\u00a04\u202f;"
        in run("reprendre", str(place / "b.tar.gz"), str(tmp_path / "une")).out
    )
    assert run("reprendre", str(place / "b.tar.gz"), str(tmp_path / "deux"), "--json").json["edition"] == 4


def test_names_in_an_archive_do_not_drive_the_terminal(run, place, tmp_path):
    files = {f"{DONNEES}/geo/\x1b]0;x\x07": b"x"}
    pack(place / "a.tar.gz", {**files, MANIFESTE: manifest(files)})
    result = run("reprendre", str(place / "a.tar.gz"), str(tmp_path / "reprise"))
    assert result.code == 2
    assert "\x1b" not in result.err


def test_folder_left_out_is_told(run, region, place):
    (region / "vieux").mkdir()
    assert (
        "Laissé de côté, car ce n’est pas de l’atlas\u00a0: vieux/" in run("sauvegarder", str(place / "a.tar.gz")).out
    )
    assert run("sauvegarder", str(place / "b.tar.gz"), "--json").json["laisses"] == ["vieux"]


@pytest.mark.skipif(not is_administrator(), reason="needs a folder of the administrator")
def test_administrator_is_told_whose_folder_it_is(run, region, place, tmp_path):
    run("sauvegarder", str(place / "a.tar.gz"))
    there = tmp_path / "reprise"
    assert f"chown -R atlas: {there}" in run("reprendre", str(place / "a.tar.gz"), str(there)).out
