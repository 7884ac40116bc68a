"""The team updates the map in a browser: in the page or with a file, alone or with others, and comes back."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from clauses.domain.evolution.fusion import PROPOSE
from clauses.donnees import horloge
from clauses.rendu.mots import acces as texts_acces
from clauses.rendu.mots import atlas as map_texts
from clauses.rendu.mots import editions as editions_texts
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import equipe_fichier as file_texts
from clauses.rendu.mots import equipe_perimetre as perimetre_texts
from clauses.rendu.mots import fiche as fiche_texts
from clauses.rendu.mots import territoire as territoire_texts
from tests.donnees import REGION
from tests.e2e.atelier import Atelier, drop_drafts, leave_draft, publish_other
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible, violations
from tests.e2e.test_display import PHONE, overflow
from tests.e2e.test_language import ENGLISH, WORDS
from tests.serveur import Server, running

SETTINGS = {"CLAUSES_EQUIPE": "poste-local", "CLAUSES_EQUIPE_NOM": "Léa Martin"}
PLIE, AGGLO, DEPARTEMENT, BAILLEURS, MDE = range(5)
"""Rows of the invented guichets. Each test changes cells of its own: they all publish on the same data."""

Workshop = Callable[..., Atelier]


def expect_updated(page: Page, numero: int) -> None:
    """The map says that it is of today, and of this edition."""
    said = map_texts.updated(horloge.today(), numero)
    expect(page.get_by_test_id("stCaptionContainer").get_by_text(said)).to_be_visible()


@pytest.fixture(scope="module")
def poste(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """The application on one's own computer, and its data."""
    folder = tmp_path_factory.mktemp("poste")
    data = shutil.copytree(REGION, folder / "region")
    with running(folder / "serveur", data, **SETTINGS) as server:
        yield server, data


@pytest.fixture
def workshop(visit: Visit, poste: tuple[Server, Path]) -> Workshop:
    """Opens a new window on the screen of the team, where the drafts of other tests are gone."""
    server, data = poste
    drop_drafts(data)

    def workshop(**options) -> Atelier:
        return Atelier(visit(server, **options).page, server.url, data)

    return workshop


@pytest.fixture
def atelier(workshop: Workshop) -> Atelier:
    atelier = workshop()
    atelier.open()
    return atelier


# In the page


def test_typing_is_told_kept_and_offered_again(atelier: Atelier, workshop: Workshop):
    atelier.type(PLIE, "sigle", "PT1")
    atelier.expect_change("PLIE de Testville", "Sigle", "PT1")
    draft = atelier.draft()
    assert draft is not None
    assert draft.table.columns["sigle"][PLIE] == "PT1"
    resumed = texts.resumed(draft.le, "1\u00a0modifié\u00a0: sigle")

    atelier.page.reload()
    expect(atelier.page.get_by_text(resumed)).to_be_visible()
    expect(atelier.cell(PLIE, "sigle")).to_have_text("PT1")

    other = workshop()
    other.open()
    expect(other.page.get_by_text(resumed)).to_be_visible()
    other.press(texts.DISCARD)
    other.press(texts.DISCARD_YES)
    expect(other.page.get_by_text(texts.PUBLISH_NOTHING)).to_be_visible()
    assert other.draft() is None


def test_what_was_just_typed_can_be_given_up(atelier: Atelier):
    atelier.type(PLIE, "sigle", "PT2")
    atelier.expect_change("Sigle", "PT2")
    atelier.press(texts.DISCARD)
    atelier.press(texts.DISCARD_YES)
    expect(atelier.page.get_by_text(texts.PUBLISH_NOTHING)).to_be_visible()
    expect(atelier.cell(PLIE, "sigle")).not_to_have_text("PT2")
    assert atelier.draft() is None


def test_faulty_value_is_marked_on_its_row_and_mended(atelier: Atelier):
    before = atelier.cell(PLIE, "a_corriger").text_content()
    atelier.type(PLIE, "telephone", "5 61 00 00 07")
    expect(atelier.problems.get_by_role("row", name="E-TEL-01")).to_contain_text("Téléphone")
    expect(atelier.page.get_by_text(texts.PUBLISH_ERRORS)).to_be_visible()
    expect(atelier.page.get_by_role("button", name=texts.PUBLISH, exact=True)).to_have_count(0)
    draft = atelier.draft()
    assert draft is not None
    assert draft.table.columns["telephone"][PLIE] == "5 61 00 00 07"

    atelier.press(texts.fix(2, "Téléphone", "05 61 00 00 07"))
    atelier.expect_change("Téléphone", "05 61 00 00 07")
    expect(atelier.problems.get_by_role("row", name="E-TEL-01")).to_have_count(0)
    expect(atelier.cell(PLIE, "a_corriger")).to_have_text(before or "")
    expect(atelier.page.get_by_role("button", name=texts.PUBLISH, exact=True)).to_be_enabled()


def test_row_is_marked_in_the_grid(workshop: Workshop):
    """The column of marks goes out of sight with what is typed far on the right: here the draft is there first."""
    atelier = workshop()
    leave_draft(atelier.data, "plie-testville", telephone="12")
    atelier.open()
    expect(atelier.cell(PLIE, "a_corriger")).to_have_text("✖ téléphone")


def test_row_is_added_and_another_taken_away(atelier: Atelier):
    atelier.press(texts.ADD_ROW)
    # The row is there, and the grid drawn again with it.
    expect(atelier.cell(0, "nom")).to_have_text("")
    atelier.type(0, "nom", "Guichet d’essai ajouté")
    atelier.expect_change("Guichet d’essai ajouté")
    atelier.type(0, "source", "Inventée")
    atelier.expect_change("Guichet d’essai ajouté", "Identifiant", "guichet-d-essai-ajoute")
    atelier.tick(1 + DEPARTEMENT)
    atelier.expect_change("Département d’Exemple", "Périmètre", "Exemple")
    expect(atelier.page.get_by_text("1\u00a0ajouté, 1\u00a0retiré").first).to_be_visible()


def test_perimeter_made_of_names(atelier: Atelier):
    """From the grid to the form of a row, where its perimeter is made."""
    atelier.pick_in_list(fiche_texts.OPEN_FROM_GRID, "PLIE perdu")
    atelier.page.get_by_role("combobox", name=perimetre_texts.SEARCH[perimetre_texts.ADD]).press_sequentially("ile mo")
    found = atelier.page.get_by_role("listbox", name=territoire_texts.SEARCH_FOUND[1]).get_by_role("option")
    found.first.click()
    expect(atelier.page.get_by_text(perimetre_texts.result(1, 700)).first).to_be_visible()
    atelier.expect_change("PLIE perdu", "Périmètre", "Île-Modèle")
    draft = atelier.draft()
    assert draft is not None
    assert draft.table.columns["perimetre"][6] == "COM:98006"


def test_published_edition_is_on_every_open_map(atelier: Atelier, visit: Visit, poste: tuple[Server, Path]):
    reader = visit(poste[0])
    reader.open()
    atelier.type(BAILLEURS, "nom", "Bailleurs publiés")
    atelier.publish("Nom corrigé")
    atelier.expect_published()
    assert atelier.draft() is None
    expect(atelier.page.get_by_text("n’a encore été publié")).to_have_count(0)

    reader.page.get_by_role("radio", name=map_texts.TABLES[map_texts.TABLE_GUICHETS]).click()
    reader.page.get_by_role("radio", name=map_texts.TABLES[map_texts.TABLE_ZONES]).click()
    expect_updated(reader.page, atelier.numero)
    reader.page.get_by_role("radio", name=map_texts.TABLES[map_texts.TABLE_GUICHETS]).click()
    expect(reader.page.get_by_role("rowheader", name="Bailleurs publiés")).to_be_visible()


# With a file


def test_workbook_there_and_back(atelier: Atelier, tmp_path: Path):
    atelier.choose(texts.MANIERES[texts.FICHIER])
    with atelier.page.expect_download() as event:
        atelier.press(file_texts.CURRENT)
    path = tmp_path / event.value.suggested_filename
    event.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    lists = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert lists, "no drop-down"
    titles = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[titles["Identifiant"] - 1].value == "mission-98")
    row[titles["Téléphone"] - 1].value = "05 61 00 00 12"
    book.save(path)

    atelier.page.locator("input[type=file]").set_input_files(path)
    atelier.expect_change("Mission de Fiction", "Téléphone", "05 61 00 00 12")
    atelier.publish("Téléphone du tour")
    atelier.expect_published()
    assert atelier.published_cell("mission-98", "telephone") == "05 61 00 00 12"


def test_csv_as_excel_saves_it_in_french(atelier: Atelier):
    with (atelier.data / "guichets.csv").open(encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    for row in rows:
        row[first.index("etp")] = row[first.index("etp")].replace(".", ",")
        if row[0] == "mission-98":
            row[first.index("etp")] = "3,25"
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([first, *rows])
    atelier.choose(texts.MANIERES[texts.FICHIER])
    drop(atelier, text.getvalue().encode("cp1252"))
    atelier.expect_change("Mission de Fiction", "Facilitateurs", "3,25")
    expect(atelier.page.get_by_text("1\u00a0modifié", exact=False).first).to_be_visible()

    # What is left to mend is mended in the page.
    atelier.press(file_texts.TO_GRID)
    atelier.type(MDE, "sigle", "MDE5")
    atelier.expect_change("Mission de Fiction", "Facilitateurs", "3,25")
    atelier.expect_change("Maison de l’Entre-Deux", "Sigle", "MDE5")


def test_what_is_not_a_table_is_told(atelier: Atelier):
    atelier.choose(texts.MANIERES[texts.FICHIER])
    drop(atelier, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" * 20)
    expect(atelier.problems.get_by_role("row", name="E-FIC-21")).to_contain_text("PDF")
    expect(atelier.page.get_by_role("heading", name=texts.STEP_PUBLISH)).to_have_count(0)


def drop(atelier: Atelier, content: bytes) -> None:
    """Drop a file named like a CSV."""
    file = FilePayload(name="guichets.csv", mimeType="text/csv", buffer=content)
    atelier.page.locator("input[type=file]").set_input_files(file)


# With others


def test_publication_in_between_is_shown_at_the_click(atelier: Atelier):
    atelier.type(DEPARTEMENT, "sigle", "DE6")
    atelier.page.get_by_role("textbox", name=texts.MESSAGE).fill("Sigle du département")
    atelier.page.keyboard.press("Enter")
    atelier.settle()
    theirs = publish_other(atelier.data, "departement-09", adresse="2 rue de l'Essai, 09000 Testville")
    atelier.press(texts.PUBLISH)
    expect(atelier.page.get_by_text(texts.PUBLISH_STALE)).to_be_visible()
    expect(atelier.page.get_by_text(texts.MEANWHILE_TITLE).first).to_be_visible()
    atelier.page.get_by_text(texts.MEANWHILE_THEIRS).first.click()
    expect(atelier.page.get_by_role("table", name=texts.MEANWHILE_THEIRS)).to_contain_text("2 rue de l’Essai")
    atelier.expect_change("Département d’Exemple", "Sigle", "DE6")
    assert atelier.numero == theirs

    atelier.press(texts.PUBLISH)
    atelier.expect_published()
    assert atelier.numero == theirs + 1
    assert atelier.published_cell("departement-09", "sigle") == "DE6"
    assert atelier.published_cell("departement-09", "adresse").startswith("2 rue")


def test_same_cell_changed_by_both_is_chosen(atelier: Atelier):
    atelier.type(AGGLO, "sigle", "MIEN7")
    publish_other(atelier.data, "testville-agglo", sigle="LEUR7")
    # How many depends on the tests before: a contact given without the year it was seen is one.
    atelier.page.get_by_role("radio", name=re.compile(r"^Avertissements \(\d+\)")).click()
    expect(atelier.page.get_by_text(texts.CONFLICT_TITLE)).to_be_visible()
    expect(atelier.page.get_by_text(texts.PUBLISH_CONFLICTS)).to_be_visible()
    atelier.page.get_by_text(texts.version(PROPOSE, "MIEN7")).click()
    expect(atelier.page.get_by_text(texts.PUBLISH_CONFLICTS)).to_have_count(0)
    atelier.publish("Le mien")
    atelier.expect_published()
    assert atelier.published_cell("testville-agglo", "sigle") == "MIEN7"


# Editions


def test_past_edition_is_opened_compared_and_restored(atelier: Atelier):
    publish_other(atelier.data, "mde-entre-deux", adresse="8 rue de l'Essai, 98000 Testville")
    before = publish_other(atelier.data, "mde-entre-deux", adresse="9 rue de l'Essai, 98000 Testville") - 1
    atelier.open(vue=texts.EDITIONS)
    listed = atelier.page.get_by_role("table", name=editions_texts.TABLE)
    expect(listed.get_by_role("row", name="Autre Inventé").first).to_be_visible()

    atelier.pick_in_list(editions_texts.CHOOSE, f"N°\u00a0{before},")
    expect(atelier.page.get_by_role("heading", name=editions_texts.compared(before, None))).to_be_visible()
    atelier.open(vue=texts.EDITIONS, n=str(before), avec="3")
    expect(atelier.page.get_by_role("heading", name=editions_texts.compared(3, before))).to_be_visible()

    atelier.press(editions_texts.RESTORE)
    atelier.expect_published()
    assert atelier.published_cell("mde-entre-deux", "adresse").startswith("8 rue")


def test_map_of_a_past_edition_and_back(atelier: Atelier):
    numero = publish_other(atelier.data, "plie-testville", nom="PLIE renommé")
    page = atelier.page
    atelier.open(vue=texts.EDITIONS, n="3")
    with page.expect_response(re.compile(r"/geo/3-[^/]+/zones\.geojson")) as event:
        page.get_by_role("link", name=editions_texts.OPEN).click()
    assert event.value.status == 200
    atlas = Atlas(page, atelier.url)
    atlas.expect_drawn()
    assert atlas.zones.count()
    atlas.expect_query(edition="3")
    expect(page.get_by_text(editions_texts.PAST_TITLE)).to_be_visible()
    expect(page.get_by_role("rowheader", name="PLIE renommé")).to_have_count(0)

    atelier.press(editions_texts.BACK)
    expect(page.get_by_text(editions_texts.PAST_TITLE)).to_have_count(0)
    expect(page.get_by_role("rowheader", name="PLIE renommé")).to_be_visible()
    expect_updated(page, numero)
    atlas.expect_query()


def test_draft_survives_a_server_that_is_killed(visit: Visit, tmp_path: Path, poste: tuple[Server, Path]):
    after, data = poste
    drop_drafts(data)
    with running(tmp_path / "avant", data, **SETTINGS) as server:
        atelier = Atelier(visit(server).page, server.url, data)
        atelier.open()
        atelier.type(PLIE, "sigle", "VIVANT")
        atelier.expect_change("Sigle", "VIVANT")
        atelier.page.context.close()
        server.process.kill()
        server.process.wait()
    atelier = Atelier(visit(after).page, after.url, data)
    atelier.open()
    atelier.expect_change("Sigle", "VIVANT")
    expect(atelier.cell(PLIE, "sigle")).to_have_text("VIVANT")


# For everyone


def test_own_computer_is_signed_in(workshop: Workshop):
    atelier = workshop()
    atelier.open()
    page = atelier.page
    expect(page.get_by_text(texts_acces.signed_in_as("Léa Martin")).first).to_be_visible()
    expect(page.get_by_role("link", name=texts_acces.SIGN_OUT)).to_have_count(0)
    page.goto(f"{atelier.url}/connexion")
    expect(page.get_by_role("heading", name=texts_acces.POSTE_TITLE)).to_be_visible()
    assert not violations(page.locator("html"))


WINDOWS = {"wide": ({}, ("light", "dark")), "phone": (PHONE, ("light",))}


@pytest.mark.parametrize("window", WINDOWS)
def test_every_state_reads_and_fits(workshop: Workshop, window: str):
    options, colours = WINDOWS[window]
    atelier = workshop(**options)
    publish_other(atelier.data, "plie-testville", remarque=f"État {window}")
    atelier.open()
    expect(atelier.page.get_by_text(texts.PUBLISH_NOTHING)).to_be_visible()
    expect_sound(atelier, colours)

    leave_draft(atelier.data, "testville-agglo", site="pas une adresse", perimetre="EPCI:900000002")
    atelier.open()
    expect(atelier.page.get_by_text(texts.PUBLISH_ERRORS)).to_be_visible()
    expect(atelier.page.get_by_role("img", name=f"Carte, {perimetre_texts.AFTER.lower()}")).to_be_visible()
    expect_sound(atelier, colours)

    leave_draft(atelier.data, "testville-agglo", remarque=f"À moi {window}")
    publish_other(atelier.data, "testville-agglo", remarque=f"À eux {window}")
    atelier.open()
    expect(atelier.page.get_by_text(texts.CONFLICT_TITLE)).to_be_visible()
    expect_sound(atelier, colours)

    atelier.open(maniere=texts.FICHIER)
    expect(atelier.page.get_by_text(file_texts.WAITING)).to_be_visible()
    expect_sound(atelier, colours)

    atelier.open(vue=texts.EDITIONS, n="3")
    expect(atelier.page.get_by_role("button", name=editions_texts.RESTORE, exact=True)).to_be_visible()
    expect_sound(atelier, colours)

    atelier.open(vue=texts.GUIDE_VUE)
    expect(atelier.page.get_by_role("heading", level=2).first).to_be_visible()
    expect_sound(atelier, colours)


def expect_sound(atelier: Atelier, colours: tuple[str, ...]) -> None:
    """No rule of accessibility is broken, nothing is wider than the window, everything is in French."""
    atelier.settle()
    expect_accessible(atelier.page, colours=colours)
    assert overflow(Atlas(atelier.page, atelier.url)) <= 0
    words = atelier.page.locator("body").evaluate(WORDS)
    # « data/ » is the name of a folder.
    assert not [text for text in words if ENGLISH.search(text) and "/" not in text]
