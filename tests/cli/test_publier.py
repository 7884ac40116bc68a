"""Publish, list, compare and restore from the terminal: the same rules as on screen, and exit codes for scripts."""

import re

import pytest

from clauses.cli import main
from clauses.donnees import read_moment
from clauses.edition.travail import classeur
from clauses.rendu.mots.editions import delivered
from clauses.storage.editions.depot import list_manifestes
from tests.storage.disques import needs_mountinfo, on_disk


@pytest.fixture
def run(region, capsys, monkeypatch):
    """Runs a command on a copy of the invented region."""
    monkeypatch.setenv("CLAUSES_DATA", str(region))

    def run(*arguments):
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def publier(run, tmp_path, region):
    """Publishes the guichets with some text replaced."""

    def publier(old: str, new: str, *more: str, name: str = "envoi.csv"):
        path = tmp_path / name
        text = (region / "guichets.csv").read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return run("publier", "guichets", path, "--auteur", "Personne Inventée", "--message", "Essai", *more)

    return publier


def as_json(out: str):
    import json

    return json.loads(out)


def test_publish(publier, region):
    code, out, _ = publier(",2010,2024,", ",2011,2024,")
    assert code == 0
    assert "1\u00a0modifié\u00a0: depuis" in out
    assert re.search(r"PLIE de Testville +Depuis +2010 +2011", out)
    assert "Publié\u00a0: édition n°\u00a04." in out
    assert b",2011,2024," in (region / "guichets.csv").read_bytes()


def test_part_of_a_table(run, tmp_path):
    """Finding 12: the terminal says like the page that only some rows change."""
    path = tmp_path / "tour.csv"
    path.write_text("id;telephone\nmission-98;561000012\n", encoding="utf-8")
    who = ("--auteur", "Personne Inventée", "--message", "Essai", "--json")
    assert run("publier", "guichets", path, *who)[0] == 1
    code, out, _ = run("publier", "guichets", path, "--partiel", *who)
    assert code == 0
    (changed,) = as_json(out)["changements"]["modifications"]
    assert (changed["id"], changed["champs"]["telephone"][1]) == ("mission-98", "05 61 00 00 12")


def test_publish_as_json(publier):
    code, out, _ = publier(",2010,2024,", ",2011,2024,", "--json")
    answer = as_json(out)
    assert code == 0
    assert (answer["publie"], answer["edition"], answer["raison"]) == (True, 4, None)
    assert answer["changements"]["modifications"] == [{"id": "plie-testville", "champs": {"depuis": ["2010", "2011"]}}]
    assert answer["depart"] == {"edition": None, "connu": False, "perdu": False}
    assert answer["couverture_raison"] is None


def test_trial_writes_nothing(publier, region):
    code, out, _ = publier(",2010,2024,", ",2011,2024,", "--essai")
    assert code == 0
    assert "rien n’est publié" in out
    assert not (region / "editions").exists()


def test_errors_are_told_by_line_and_refused(publier, region):
    code, out, _ = publier("05 61 00 00 00", "12", "--json")
    answer = as_json(out)
    assert (code, answer["publie"], answer["raison"]) == (1, False, "La table a des erreurs.")
    assert [
        (found["line"], found["column"], found["code"]) for found in answer["issues"] if found["severity"] == "erreur"
    ] == [(2, "telephone", "E-TEL-01")]
    assert not (region / "editions").exists()


def test_what_must_be_confirmed(publier):
    code, out, _ = publier("DEP:09 - COM:09006", "")
    assert code == 1
    assert "--confirmer" in out
    assert publier("DEP:09 - COM:09006", "", "--confirmer")[0] == 0


def test_author_and_message_are_needed(run, tmp_path, region):
    path = tmp_path / "envoi.csv"
    path.write_text((region / "guichets.csv").read_text().replace(",2010,2024,", ",2011,2024,"))
    code, out, _ = run("publier", "guichets", path)
    assert code == 1
    assert "Le nom de l’auteur est attendu" in out


def test_nothing_to_publish(publier):
    code, out, _ = publier("05 61 00 00 00", "05 61 00 00 00")
    assert code == 1
    assert "rien à publier" in out


def test_conflict_shows_both_sides(publier, run, region, tmp_path):
    old = (region / "guichets.csv").read_text()
    publier("05 61 00 00 00", "05 61 00 00 08")
    path = tmp_path / "autre.csv"
    path.write_text(old.replace("05 61 00 00 00", "05 61 00 00 09"))
    words = ("--auteur", "b", "--message", "m", "--depuis", "3")
    code, out, _ = run("publier", "guichets", path, *words, "--json")
    answer = as_json(out)
    assert (code, answer["publie"]) == (3, False)
    assert answer["conflits"] == [
        {"id": "plie-testville", "colonne": "telephone", "base": "05 61 00 00 00", "actuel": "05 61 00 00 08",
         "propose": "05 61 00 00 09"}
    ]  # fmt: skip
    assert answer["entre_temps"]["modifications"][0]["id"] == "plie-testville"
    code, out, _ = run("publier", "guichets", path, *words)
    assert code == 3
    assert "05 61 00 00 08" in out
    assert "05 61 00 00 09" in out


def test_workbook_says_what_it_was_made_from(run, publier, region, tmp_path):
    path = tmp_path / "guichets.xlsx"
    path.write_bytes(classeur(read_moment(region), "guichets"))
    publier(",2010,2024,", ",2011,2024,")
    code, out, _ = run("publier", "guichets", path, "--auteur", "a", "--message", "m", "--json")
    assert as_json(out)["depart"]["connu"]
    # It changes nothing by itself, and does not undo what was published since.
    assert (code, as_json(out)["changements"]["modifications"]) == (1, [])


def test_workbook_whose_base_is_lost_is_told_loudly(run, publier, region, tmp_path):
    publier(",2010,2024,", ",2011,2024,")
    table, path = region / "guichets.csv", tmp_path / "guichets.xlsx"
    table.write_text(table.read_text().replace(",2011,2024,", ",2012,2024,"))
    path.write_bytes(classeur(read_moment(region), "guichets"))
    table.write_text(table.read_text().replace(",2012,2024,", ",2013,2024,"))
    code, out, _ = run("publier", "guichets", path, "--essai")
    assert code == 0
    assert "ATTENTION" in out
    assert "ne connaît plus" in out
    code, out, _ = run("publier", "guichets", path, "--essai", "--json")
    assert as_json(out)["depart"] == {"edition": 4, "connu": False, "perdu": True}


def test_coverage_of_too_many_guichets_is_left_out(publier, monkeypatch):
    from clauses.edition import preparation

    monkeypatch.setattr(preparation, "MOST_DRAWN", 1)
    monkeypatch.setattr(preparation, "Effet", None)
    code, out, _ = publier(",2010,2024,", ",2011,2024,", "--essai")
    assert code == 0
    assert "n’est pas calculé" in out
    answer = as_json(publier(",2010,2024,", ",2011,2024,", "--json")[1])
    assert (answer["publie"], answer["couverture"]) == (True, [])
    assert "n’est pas calculé" in answer["couverture_raison"]


def test_damaged_edition_closes_nothing(run, publier, region):
    publier(",2010,2024,", ",2011,2024,")
    publier(",2011,2024,", ",2012,2024,")
    for numero in (3, 5):
        path = region / "editions" / f"{numero:04d}" / "guichets.csv"
        path.chmod(0o644)
        path.write_text("x")
    table = region / "guichets.csv"
    table.write_text(table.read_text().replace(",2012,2024,", ",2013,2024,"))
    code, out, _ = publier(",2013,2024,", ",2014,2024,", "--json")
    assert (code, as_json(out)["edition"]) == (0, 6)
    assert "A-EDI-01" in {found["code"] for found in as_json(out)["issues"]}
    code, _, err = run("restaurer", 3, "--auteur", "a")
    assert (code, "n°\u00a03" in err) == (2, True)
    assert run("restaurer", 4, "--auteur", "a")[0] == 0


def test_restore_answers_the_comparison_it_shows(run, publier, region, monkeypatch):
    from clauses.edition import publication

    publier(",2010,2024,", ",2011,2024,")
    real = publication.restore

    def bring_back(*arguments, **options):
        table = region / "guichets.csv"
        table.write_text(table.read_text().replace(",2011,2024,", ",2012,2024,"))
        return real(*arguments, **options)

    monkeypatch.setattr(publication, "restore", bring_back)
    code, out, _ = run("restaurer", 3, "--auteur", "a", "--json")
    assert (code, as_json(out)["publie"]) == (3, False)
    assert "entre temps" in as_json(out)["raison"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "vide"), (b"%PDF-1.7", "PDF"), (None, "introuvable"), (b"a,b\n1,2\n", "titres")]
)
def test_unreadable_file(run, tmp_path, content, words):
    path = tmp_path / "envoi.csv"
    if content is not None:
        path.write_bytes(content)
    code, out, err = run("publier", "guichets", path, "--auteur", "a", "--message", "m", "--json")
    assert code == 2
    assert words in err
    assert as_json(out)["issues"]


def test_list(run, publier):
    assert delivered(3) in run("editions")[1].replace("\n", " ")
    publier(",2010,2024,", ",2011,2024,")
    code, out, _ = run("editions")
    assert code == 0
    assert "Personne Inventée" in out
    answer = as_json(run("editions", "--json")[1])
    assert [(each["numero"], each["action"]) for each in answer["editions"]] == [(4, "publication"), (3, "depart")]
    assert answer["modifies"] == []


def test_hand_edit_is_told(run, publier, region):
    publier(",2010,2024,", ",2011,2024,")
    (region / "heures.csv").write_bytes((region / "heures.csv").read_bytes().replace(b",elevee,", b",moyenne,", 1))
    assert "heures.csv" in run("editions")[1]
    assert as_json(run("editions", "--json")[1])["modifies"] == ["heures.csv"]


def test_a_lost_table_is_told_and_put_back(run, publier, region):
    """S7: restoring the edition shown is enough."""
    publier(",2010,2024,", ",2011,2024,")
    before = (region / "heures.csv").read_bytes()
    (region / "heures.csv").write_text("id\n")
    assert "Perdu ou abîmé" in run("editions")[1]
    answer = as_json(run("editions", "--json")[1])
    assert (answer["modifies"], answer["reprises"]) == ([], ["heures.csv"])
    assert run("restaurer", 4, "--auteur", "a")[0] == 0
    assert (region / "heures.csv").read_bytes() == before


def test_compare(run, publier):
    publier("DEP:09 - COM:09006", "COM:09004", "--confirmer")
    code, out, _ = run("editions", "--comparer", 3, 4)
    assert code == 0
    assert "Périmètre" in out
    answer = as_json(run("editions", "--comparer", 3, 4, "--json")[1])
    assert answer["changements"]["guichets"]["modifications"][0]["id"] == "departement-09"
    assert answer["couverture"]
    assert run("editions", "--comparer", 3, 99)[0] == 2


def test_restore(run, publier, region):
    before = (region / "guichets.csv").read_bytes()
    publier(",2010,2024,", ",2011,2024,")
    code, out, _ = run("restaurer", 3, "--auteur", "a", "--essai", "--json")
    assert (code, as_json(out)["publie"]) == (0, False)
    code, out, _ = run("restaurer", 3, "--auteur", "a", "--json")
    assert (code, as_json(out)["edition"]) == (0, 5)
    assert (region / "guichets.csv").read_bytes() == before
    assert list_manifestes(region)[0].message == "Retour à l’édition n° 3"
    assert run("restaurer", 3, "--auteur", "a")[0] == 1
    assert run("restaurer", 3)[0] == 1
    code, _, err = run("restaurer", 42, "--auteur", "a")
    assert code == 2
    assert "édition n°\u00a042" in err


@needs_mountinfo
def test_shared_disk_is_refused_with_the_setting_that_answers_for_it(publier, run, region, tmp_path, monkeypatch):
    """S8."""
    publier(",2010,2024,", ",2011,2024,")
    on_disk("cifs", tmp_path, monkeypatch)
    code, _, err = run("restaurer", 3, "--auteur", "a")
    assert code == 2
    assert "CLAUSES_UN_SEUL_ECRIVAIN=oui" in err
    assert [each.numero for each in list_manifestes(region)] == [4, 3]
