"""« Apporter une liste »: columns said in the page, faults mended, answers ticked, then a draft like any other."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.acces import Membre
from clauses.donnees import read_moment
from clauses.edition.modeles import list_modeles, read_reponses
from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import apport as texts
from clauses.rendu.mots import equipe as equipe_texts
from clauses.ui import acces, keys
from tests.pages.conftest import html

WHO = Membre("testeuse", "Testeuse Inventée", "comptes")
TITLES = "TYPE;DENOMINATION;CODE_POST_COM;NOM_COMMUNE;NUM_RUE;NOM_RUE;TEL;MAIL;Directeur"
ROWS = (
    "ACI;ESSAI NEUF;98200;O;26;RUE DE L ESSAI;0561000001;accueil@essai.example;Jeanne Secret",
    "EI;ESSAI DEUX;09100;Saint-Esai;3;PLACE NEUVE;561000002;jdupont@essai.example;Jean Caché",
)


@pytest.fixture
def ouverte(region: Path, monkeypatch: pytest.MonkeyPatch):
    """The screen of the team alone, with a list dropped in it; what is asked of the whole list is said unless not."""
    monkeypatch.setattr(acces, "membre", lambda: WHO)
    monkeypatch.setenv("CLAUSES_DATA", str(region))

    def ouverte(*rows: str, titles: str = TITLES, table: str = "structures", said: bool = True) -> AppTest:
        app = AppTest.from_file(ecrans.MISE_A_JOUR.path, default_timeout=30)
        app.query_params[parametres.TABLE] = table
        app.query_params[parametres.MANIERE] = equipe_texts.LISTE
        app.run()
        app.file_uploader[0].upload("liste.csv", "\n".join((titles, *rows)).encode("cp1252"), "text/csv")
        app.run()
        assert not app.exception
        if said:
            field(app, "Confiance").set_value("faible")
            say(app, "Source", "Liste d'essai")
        return app

    return ouverte


def field(app: AppTest, label: str):
    fields = (*app.selectbox, *app.text_input, *app.text_area)
    return next(each for each in fields if each.label.replace("\\", "") == label)


def say(app: AppTest, label: str, value: str) -> None:
    field(app, label).set_value(value).run()
    assert not app.exception


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    shown = (*app.markdown, *app.info, *app.success, *app.warning, *app.error, *app.caption)
    plain = "\n".join([*(block.value for block in shown), html(app)])
    return plain.replace("\\", "").replace("\u2060", "")


def added(app: AppTest) -> dict[str, str]:
    """The row added by the draft on screen."""
    rows = app.session_state[keys.EQUIPE_GRILLE][WHO.identifiant, "structures"].saisie[0]
    return {row["nom"]: row for row in rows}


def test_each_column_is_said_with_what_it_holds(ouverte):
    """Finding 3: a list without our titles could be imported in a terminal only."""
    app = ouverte(*ROWS, said=False)
    assert field(app, "DENOMINATION").value == "nom"
    assert field(app, "CODE_POST_COM").value == "code_postal"
    assert texts.samples(("ESSAI NEUF", "ESSAI DEUX")) in words(app)
    assert texts.joined("Adresse", ("NUM_RUE", "NOM_RUE")) in words(app)
    assert "Secret" not in words(app)
    assert field(app, "Directeur").disabled
    # What is still to say is told before anything is read.
    assert texts.missing(("Confiance", "Source")) in words(app)
    assert texts.READ not in [each.label for each in app.button]


def test_a_list_becomes_a_draft_like_any_other(ouverte, region: Path):
    """Finding 15: the import wrote the table at once; its result is a draft."""
    app = press(ouverte(*ROWS), texts.READ)
    before = (region / "structures.csv").read_bytes()
    assert "2 lignes lues, 1 retenue, 1 fautive" in words(app).replace("\u00a0", " ")
    press(app, texts.fix_all(1))
    assert "2 lignes lues, 2 retenues" in words(app).replace("\u00a0", " ")
    press(app, texts.DRAFT)
    assert app.session_state[parametres.MANIERE] == equipe_texts.GRILLE
    found = added(app)["Essai Neuf"]
    assert (found["adresse"], found["telephone"]) == ("26 Rue de l'Essai, 98200 Ô", "05 61 00 00 01")
    assert added(app)["Essai Deux"]["commune"] == "09003"
    assert equipe_texts.STEP_PUBLISH in [each.value for each in app.header]
    assert (region / "structures.csv").read_bytes() == before


def test_what_is_said_again_is_read_again_only_when_asked(ouverte):
    app = press(ouverte(*ROWS), texts.READ)
    assert texts.FOUND in [each.value for each in app.subheader]
    say(app, "TEL", "")
    assert texts.FOUND not in [each.value for each in app.subheader]
    press(app, texts.READ)
    press(app, texts.DRAFT)
    assert added(app)["Essai Neuf"]["telephone"] == ""


def test_twins_are_asked_before_the_draft_and_answers_are_kept(ouverte, region: Path):
    """Finding 14: known structures got a twin without a hint."""
    path = region / "structures.csv"
    text = path.read_text(encoding="utf-8").replace("L'Inconnue,,,98006", "STEFI,ACI,,98004")
    path.write_text(text, encoding="utf-8")
    row = "ACI;ASSOC INTERMEDIAIRE STEFI;98200;O;26;RUE DE L ESSAI;0561000001;;"
    app = press(ouverte(row), texts.READ)
    assert texts.DRAFT_WAITS in words(app)
    assert texts.DRAFT not in [each.label for each in app.button]
    (box,) = [each for each in app.checkbox if "STEFI" in each.label]
    box.check()
    press(app, texts.ANSWER)
    press(app, texts.DRAFT)
    assert added(app)["STEFI"]["telephone"] == "05 61 00 00 01"
    assert len(read_reponses(read_moment(region), "structures").jumelles) == 1


def test_addresses_that_may_be_of_people_are_ticked(ouverte, region: Path):
    """Finding 13: about 33 addresses of people were kept, and 44 of services withheld."""
    app = press(ouverte(*ROWS), texts.READ)
    (box,) = [each for each in app.checkbox if "jdupont" in each.label]
    assert not box.value
    press(app, texts.fix_all(1))
    next(each for each in app.checkbox if "jdupont" in each.label).check()
    press(app, texts.ANSWER)
    press(app, texts.DRAFT)
    assert added(app)["Essai Deux"]["courriel"] == "jdupont@essai.example"
    kept = region / "equipe" / "modeles" / "structures" / "reponses.json"
    assert "jdupont" not in kept.read_text(encoding="utf-8")


def test_what_was_said_is_kept_by_name_and_serves_the_next_file(ouverte, region: Path):
    app = ouverte(*ROWS)
    say(app, texts.KEEP_NAME, "Liste de l'État")
    press(app, texts.KEEP)
    assert list_modeles(read_moment(region), "structures") == ("Liste de l'État",)
    # The next one is read without a word.
    again = ouverte(*ROWS, said=False)
    assert field(again, texts.MODEL).value == "Liste de l'État"
    assert texts.FOUND in [each.value for each in again.subheader]


def test_a_model_is_forgotten(ouverte, region: Path):
    app = ouverte(*ROWS)
    say(app, texts.KEEP_NAME, "Essai")
    press(app, texts.KEEP)
    press(app, texts.FORGET)
    assert list_modeles(read_moment(region), "structures") == ()


def test_words_that_name_no_type_are_translated(ouverte):
    app = ouverte(ROWS[0].replace("ACI", "CHANT.INS"))
    say(app, "CHANT.INS", "ACI")
    press(app, texts.READ)
    press(app, texts.DRAFT)
    assert added(app)["Essai Neuf"]["type"] == "ACI"


def test_rows_are_left_out_by_the_value_of_a_column(ouverte):
    rows = [f"{row};{statut}" for row, statut in zip((*ROWS, ROWS[0]), ("Active", "Fermée", "Active"), strict=True)]
    app = ouverte(*rows, titles=f"{TITLES};Statut")
    say(app, texts.FILTER, "Statut")
    next(each for each in app.multiselect if each.label == texts.FILTER_VALUES).set_value(["Active"]).run()
    press(app, texts.READ)
    assert "3 lignes lues, 1 retenue, 1 hors du filtre, 1 en double" in words(app).replace("\u00a0", " ")


def test_a_follow_up_of_hours_is_brought_too(ouverte):
    rows = ["12,5;01/2024;Ô", "7:30;02/2024;Ô"]
    app = ouverte(*rows, titles="Heures;Mois;Commune", table="heures", said=False)
    assert texts.missing(("Portée", "Confiance", "Source")) in words(app)
    for label, value in (("Confiance", "faible"), ("Source", "Suivi d'essai"), ("Portée", "Un chantier inventé")):
        say(app, label, value)
    press(app, texts.READ)
    press(app, texts.DRAFT)
    rows = app.session_state[keys.EQUIPE_GRILLE][WHO.identifiant, "heures"].saisie[0]
    assert "20" in [row["heures"] for row in rows]


def test_our_own_columns_need_no_word(ouverte, region: Path):
    titles, *rows = (region / "structures.csv").read_text(encoding="utf-8").splitlines()
    app = ouverte(*rows[:2], titles=titles, said=False)
    assert texts.KNOWN in words(app)
    assert texts.NOTHING in words(app)


def test_a_file_without_our_columns_leads_there(ouverte, region: Path):
    """Finding 3: « La première ligne ne contient aucun des titres attendus » said no more."""
    app = ouverte(*ROWS, said=False)
    app.session_state[parametres.MANIERE] = equipe_texts.FICHIER
    app.run()
    press(app, texts.TO_LIST)
    assert field(app, "DENOMINATION").value == "nom"


def test_what_cannot_be_read_says_why(ouverte):
    assert "PDF" in words(ouverte("x", titles="%PDF-1.7", said=False))
