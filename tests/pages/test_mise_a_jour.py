"""The screen of the team: closed to others; for the team, what was left, what is wrong, what changes, the edition."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from clauses.acces import Membre
from clauses.domain.changements import lignes
from clauses.donnees import read_moment
from clauses.edition.brouillons import keep_garde, read_garde
from clauses.edition.publication import publish, restore
from clauses.edition.travail import Travail, table_of_rows
from clauses.rendu import ecrans, parametres
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.mots import acces as acces_texts
from clauses.rendu.mots import editions as editions_texts
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import equipe_fichier as file_texts
from clauses.rendu.mots import equipe_grille as grid_texts
from clauses.storage.editions.depot import list_manifestes
from clauses.ui import acces, keys
from tests.donnees import ANNEE
from tests.pages.conftest import Open, html
from tests.storage.disques import needs_mountinfo, on_disk

SCREEN = ecrans.MISE_A_JOUR
WHO = Membre("testeuse", "Testeuse Inventée", "comptes")
NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def equipe(ouvrir: Open, region: Path, monkeypatch: pytest.MonkeyPatch):
    """The screen, opened by a member of the team on a copy of the invented region."""
    monkeypatch.setattr(acces, "membre", lambda: WHO)

    def equipe(**parameters: str) -> AppTest:
        app = ouvrir(region, SCREEN, **parameters)
        assert not app.exception
        return app

    return equipe


def draft(region: Path, change, nom: str = "guichets", who: str = WHO.identifiant) -> None:
    """Leave unfinished work on disk, as a page that was closed does."""
    moment = read_moment(region)
    base = moment.tables[nom]
    rows = [dict(row) for row in lignes(base)]
    change(rows)
    travail = Travail(table_of_rows(rows, base.schema), base, moment.instantane.numero)
    keep_garde(moment, who, travail, NOW, read_garde(moment, who, nom).empreinte)


def button(app: AppTest, key: str):
    return next(each for each in app.button if each.key == key)


def words(app: AppTest) -> str:
    shown = (*app.markdown, *app.info, *app.success, *app.warning, *app.error, *app.caption)
    return "\n".join([*(block.value for block in shown), html(app)])


def test_closed_by_default(ouvrir: Open, region: Path):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = ouvrir(region, SCREEN)
    assert not app.exception
    assert acces_texts.GUARD_CLOSED in html(app)
    assert not app.button
    assert not app.get("file_uploader")
    assert "PT" not in words(app)


def test_cold_link_is_refused_too(monkeypatch, region: Path):
    """The script alone, without the navigation that hides it."""
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    app = AppTest.from_file(SCREEN.path, default_timeout=30).run()
    assert acces_texts.GUARD_CLOSED in html(app)
    assert not app.button


def test_nothing_to_do_yet(equipe):
    app = equipe()
    assert texts.PREVIEW_NOTHING in words(app)
    assert texts.PUBLISH_NOTHING in words(app)
    assert keys.EQUIPE_PUBLIER not in {each.key for each in app.button}


@pytest.mark.parametrize("table", list(texts.TABLE_NAMES))
@pytest.mark.parametrize("maniere", list(texts.MANIERES))
def test_each_table_and_way(equipe, table: str, maniere: str):
    app = equipe()
    app.session_state[parametres.TABLE] = table
    app.session_state[parametres.MANIERE] = maniere
    app.run()
    assert not app.exception
    assert texts.STEP_EDIT in [each.value for each in app.header]


def test_values_of_a_column_are_told_as_streamlit_tells_them():
    """The grid gives them ready made: see `_Options`."""
    theirs = st.column_config.SelectboxColumn("a", options=["x"], format_func=str.upper)
    assert theirs["type_config"]["options"] == [{"value": "x", "label": "X"}]


def test_draft_is_taken_up_and_published(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    assert texts.resumed(NOW, "1\u00a0modifié\u00a0: sigle") in words(app)
    assert "<td>PT</td>" in html(app)
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Sigle corrigé")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert not app.exception
    assert texts.published(4) in words(app)
    (manifeste, start) = list_manifestes(region)
    assert (manifeste.auteur, manifeste.message, start.numero) == (WHO.nom, "Sigle corrigé", 3)
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is None


def order(app: AppTest) -> list[str]:
    """What the page says, from its top."""
    return [str(getattr(node, "value", "")) for node in app.main]


def test_confirmation_stands_where_the_button_was(equipe, region: Path):
    """Finding 8: it was a screen higher, out of sight, and « Il n’y a rien à publier » in its place."""
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Sigle corrigé")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    shown = order(app)
    assert shown.index(texts.published(4)) > shown.index(texts.STEP_PUBLISH)
    assert texts.PUBLISH_NOTHING not in shown
    # A click elsewhere does not take it away; another table says nothing of it.
    app.run()
    assert texts.published(4) in words(app)
    app.session_state[parametres.TABLE] = "heures"
    app.run()
    assert texts.published(4) not in words(app)
    assert texts.PUBLISH_NOTHING in words(app)


def test_confirmation_leaves_with_the_next_change(equipe, region: Path):
    """Finding 8: it is about what the atlas shows."""
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Sigle corrigé")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    publish_other(region, sigle="TA")
    app.run()
    assert texts.published(4) not in words(app)
    assert texts.PUBLISH_NOTHING in words(app)


def test_message_is_needed(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert any("Un message est attendu" in each.value for each in app.error)
    assert not list_manifestes(region)


def test_errors_forbid_and_suggestions_mend(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(typologie="pli"))
    app = equipe()
    assert texts.PUBLISH_ERRORS in words(app)
    assert keys.EQUIPE_PUBLIER not in {each.key for each in app.button}
    fix = next(each for each in app.button if each.key.startswith(keys.EQUIPE_CORRIGER))
    assert fix.label == shown(texts.fix(2, "Typologie", "plie"))
    fix.click().run()
    assert not app.exception
    assert texts.PUBLISH_NOTHING in words(app)


def test_one_button_mends_a_kind_and_is_undone(equipe, region: Path):
    """Findings 5 and 29: one button per cell, eight at a time, a count that stopped at 100; no way back."""

    def change(rows):
        rows[:] = [{**rows[0], "id": f"guichet-{rank}", "nom": f"Guichet {rank}", "telephone": "561000000"}
                   for rank in range(130)]  # fmt: skip

    draft(region, change)
    app = equipe()
    assert "130\u00a0erreurs" in words(app)
    assert button(app, keys.EQUIPE_ANNULER).disabled
    (fix,) = (each for each in app.button if str(each.key).startswith(keys.EQUIPE_CORRIGER_TOUT))
    assert fix.label == shown(grid_texts.fix_all("Téléphone", 130))
    assert shown(grid_texts.fix_examples([("561000000", "05 61 00 00 00")])) in words(app)
    fix.click().run()
    assert not app.exception
    assert phones(region) == {"05 61 00 00 00"}
    button(app, keys.EQUIPE_ANNULER).click().run()
    assert not app.exception
    assert phones(region) == {"561000000"}
    assert button(app, keys.EQUIPE_ANNULER).disabled


def shown(label: str) -> str:
    """A label with nothing of Markdown in it."""
    return unmarked(unlinked(label))


def phones(region: Path) -> set[str]:
    travail = read_garde(read_moment(region), WHO.identifiant, "guichets").travail
    return set() if travail is None else set(travail.table.columns["telephone"])


def test_new_row_is_to_fill_and_has_its_identifier(equipe, region: Path):
    """Finding 28: eight red errors the second a row is added, and a blank identifier."""
    app = equipe()
    button(app, keys.EQUIPE_AJOUTER).click().run()
    assert not app.exception
    assert not app.error
    assert grid_texts.BLANKS in words(app)
    assert grid_texts.NEW_ROW in words(app)
    assert texts.CHECK_OK not in words(app)
    assert keys.EQUIPE_PUBLIER not in {each.key for each in app.button}
    typed(app, 0, nom="Guichet d’Été")
    app.run()
    grid = app.dataframe[0].value if app.dataframe else None
    assert "Guichet d’Été" in words(app)
    assert grid is None or "guichet-d-ete" in grid["id"].tolist()


def test_problems_are_filtered(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(typologie="pli"))
    app = equipe()
    app.session_state[keys.EQUIPE_GRAVITE] = texts.WARNINGS
    app.run()
    assert "E-REF-01" not in html(app)
    app.session_state[keys.EQUIPE_GRAVITE] = texts.ERRORS
    app.run()
    assert "E-REF-01" in html(app)


def test_what_looks_like_an_accident_is_confirmed(equipe, region: Path):
    draft(region, lambda rows: rows[2].update(perimetre=""))
    app = equipe()
    assert button(app, keys.EQUIPE_PUBLIER).disabled
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Voulu")
    app.checkbox(key=keys.EQUIPE_CONFIRMER).check().run()
    assert not button(app, keys.EQUIPE_PUBLIER).disabled
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert texts.published(4) in words(app)


def test_somebody_published_while_the_page_was_open(equipe, region: Path):
    """The click answers what was on screen: what came in between is shown first."""
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    publish_other(region, sigle="TA")
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Sigle corrigé")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert texts.PUBLISH_STALE in words(app)
    assert list_manifestes(region)[0].numero == 4
    assert texts.meanwhile("1\u00a0modifié\u00a0: sigle") in words(app)
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert texts.published(5) in words(app)
    rows = {row["id"]: row["sigle"] for row in lignes(read_moment(region).tables["guichets"])}
    assert (rows["plie-testville"], rows["testville-agglo"]) == ("PT", "TA")


def publish_other(region: Path, **cells: str) -> None:
    """Somebody else changes the second guichet."""
    from clauses.edition.preparation import prepare

    moment = read_moment(region)
    rows = [dict(row) for row in lignes(moment.tables["guichets"])]
    rows[1].update(cells)
    table = table_of_rows(rows, moment.schemas["guichets"])
    publish(prepare(moment, table, moment.tables["guichets"], annee=ANNEE), "Autre Inventé", "Entre temps", NOW)


def test_conflict_is_chosen(equipe, region: Path):
    draft(region, lambda rows: rows[1].update(sigle="MIEN"))
    publish_other(region, sigle="LEUR")
    app = equipe()
    assert texts.PUBLISH_CONFLICTS in words(app)
    (choice,) = app.radio
    assert choice.value is None
    assert ["LEUR" in choice.options[0], "MIEN" in choice.options[1]] == [True, True]
    choice.set_value("propose").run()
    app.text_input(key=keys.EQUIPE_MESSAGE).input("Le mien")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert texts.published(5) in words(app)
    assert lignes(read_moment(region).tables["guichets"])[1]["sigle"] == "MIEN"


def typed(app: AppTest, rank: int, **cells: str) -> None:
    """Have cells of the grid hold something else."""
    brouillon = app.session_state[keys.EQUIPE_GRILLE][WHO.identifiant, "guichets"]
    brouillon.donnee = (
        [{**row, **cells} if at == rank else row for at, row in enumerate(brouillon.donnee[0])],
        frozenset(),
    )


@pytest.mark.parametrize(
    ("name", "there"),
    [(parametres.TABLE, "heures"), (parametres.MANIERE, texts.FICHIER), (parametres.VUE, texts.EDITIONS)],
)
def test_leaving_the_grid_and_coming_back_loses_nothing(equipe, region: Path, name: str, there: str):
    app = equipe()
    typed(app, 0, sigle="PT")
    app.run()
    assert "<td>PT</td>" in html(app)
    before = app.session_state[name]
    app.session_state[name] = there
    app.run()
    assert "<td>PT</td>" not in html(app)
    app.session_state[name] = before
    app.run()
    assert not app.exception
    assert "<td>PT</td>" in html(app)
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is not None


def test_two_windows_of_one_person_are_joined(equipe, region: Path):
    first, second = equipe(), equipe()
    typed(first, 0, sigle="UN")
    first.run()
    typed(second, 1, sigle="DEUX")
    second.run()
    assert {"<td>UN</td>" in html(second), "<td>DEUX</td>" in html(second)} == {True}
    first.run()
    assert "<td>DEUX</td>" in html(first)


def test_draft_published_in_another_window_leaves_this_one(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    first, second = equipe(), equipe()
    first.text_input(key=keys.EQUIPE_MESSAGE).input("m")
    button(first, keys.EQUIPE_PUBLIER).click().run()
    second.run()
    assert texts.PUBLISH_NOTHING in words(second)
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is None


def test_choice_of_a_conflict_is_for_these_values_only(equipe, region: Path):
    draft(region, lambda rows: rows[1].update(sigle="MIEN"))
    publish_other(region, sigle="LEUR")
    app = equipe()
    app.radio[0].set_value("propose").run()
    publish_other(region, sigle="ENCORE")
    app.run()
    assert texts.PUBLISH_CONFLICTS in words(app)
    assert app.radio[0].value is None


def test_revoked_session_drops_nothing(equipe, region: Path, monkeypatch):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    monkeypatch.setattr(acces, "membre", lambda: None)
    button(app, keys.EQUIPE_ABANDON_OUI).click().run()
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is not None


def test_draft_is_given_up(equipe, region: Path):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    button(app, keys.EQUIPE_ABANDON_OUI).click().run()
    assert texts.PUBLISH_NOTHING in words(app)
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is None


def test_row_is_added_with_an_identifier_of_its_name(equipe, region: Path):
    def change(rows):
        rows.insert(0, {**rows[0], "id": "", "nom": "Guichet d’Été"})

    draft(region, change)
    app = equipe()
    assert "<td>guichet-d-ete</td>" in html(app)
    button(app, keys.EQUIPE_AJOUTER).click().run()
    assert not app.exception


def test_rights_are_looked_up_again_at_the_click(equipe, region: Path, monkeypatch):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    app.text_input(key=keys.EQUIPE_MESSAGE).input("m")
    # Revoked between what was drawn and what is done.
    calls = iter([WHO, WHO, WHO])
    monkeypatch.setattr(acces, "membre", lambda: next(calls, None))
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert not list_manifestes(region)


def test_disk_that_refuses_is_told_and_the_draft_stays(equipe, region: Path, monkeypatch):
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    app = equipe()
    (region / "editions").write_text("pas un dossier")
    app.text_input(key=keys.EQUIPE_MESSAGE).input("m")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert not app.exception
    assert any("rien n’est publié" in each.value for each in app.error)
    assert read_garde(read_moment(region), WHO.identifiant, "guichets").travail is not None


@needs_mountinfo
def test_shared_disk_is_told_before_anybody_works(equipe, tmp_path: Path, monkeypatch):
    """S8."""
    on_disk("nfs4", tmp_path, monkeypatch)
    assert any("CLAUSES_UN_SEUL_ECRIVAIN=oui" in each.value for each in equipe().warning)


def test_draft_that_cannot_be_kept_can_be_taken_away(equipe, region: Path):
    app = equipe()
    (region / "equipe" / "brouillons").write_text("pas un dossier")
    typed(app, 0, sigle="PT")
    app.run()
    assert not app.exception
    assert texts.KEPT_NOT in words(app)
    assert texts.DRAFT_FILE in [each.proto.label for each in app.get("download_button")]


def test_hand_edit_is_told_and_published(equipe, region: Path):
    publish_other(region, sigle="TA")
    path = region / "structures.csv"
    path.write_text(path.read_text().replace(",elevee,", ",moyenne,", 1))
    app = equipe()
    assert texts.by_hand(["structures.csv"], 4) in words(app)
    app.text_input(key=keys.EQUIPE_MESSAGE).input("À la main")
    button(app, keys.EQUIPE_PUBLIER).click().run()
    assert list_manifestes(region)[0].tables == ("structures",)


def test_a_lost_table_is_told_to_the_team(equipe, region: Path):
    """S7."""
    publish_other(region, sigle="TA")
    (region / "structures.csv").unlink()
    app = equipe()
    line = "structures.csv : Le fichier est introuvable."
    assert texts.replaced([line], 4) in words(app)
    assert texts.by_hand([], 4) not in words(app)


def test_editions_are_restored(equipe, region: Path):
    before = (region / "guichets.csv").read_bytes()
    publish_other(region, sigle="TA")
    app = equipe()
    app.session_state[parametres.VUE] = texts.EDITIONS
    app.run()
    assert "Autre Inventé" in html(app)
    app.session_state[parametres.EDITION_CHOISIE] = "3"
    app.run()
    assert not app.exception
    assert editions_texts.compared(3, None) in [each.value for each in app.header]
    button(app, keys.EDITION_RESTAURER).click().run()
    # Finding 8: where the button was.
    assert order(app).index(texts.published(5)) > order(app).index(editions_texts.RESTORE_TITLE)
    assert (region / "guichets.csv").read_bytes() == before
    assert list_manifestes(region)[0].auteur == WHO.nom


def test_damaged_edition_is_told(equipe, region: Path):
    publish_other(region, sigle="TA")
    publish_other(region, sigle="TB")
    path = region / "editions" / "0004" / "guichets.csv"
    path.chmod(0o644)
    path.write_text("x")
    app = equipe(**{parametres.VUE: texts.EDITIONS})
    app.session_state[parametres.EDITION_CHOISIE] = "4"
    app.run()
    assert not app.exception
    assert editions_texts.DAMAGED in words(app)
    assert keys.EDITION_RESTAURER not in {each.key for each in app.button}
    app.session_state[parametres.EDITION_CHOISIE] = "3"
    app.session_state[parametres.EDITION_AUTRE] = "4"
    app.run()
    assert not app.exception
    assert editions_texts.DAMAGED in words(app)
    assert keys.EDITION_RESTAURER in {each.key for each in app.button}


def test_restoring_answers_what_was_on_screen(equipe, region: Path):
    publish_other(region, sigle="TA")
    app = equipe(**{parametres.VUE: texts.EDITIONS})
    app.session_state[parametres.EDITION_CHOISIE] = "3"
    app.run()
    publish_other(region, sigle="TB")
    button(app, keys.EDITION_RESTAURER).click().run()
    assert texts.PUBLISH_STALE in words(app)
    assert list_manifestes(region)[0].numero == 5
    button(app, keys.EDITION_RESTAURER).click().run()
    assert texts.published(6) in words(app)


def test_guide_is_on_the_page(equipe):
    app = equipe()
    app.session_state[parametres.VUE] = texts.GUIDE_VUE
    app.run()
    assert not app.exception
    shown = html(app)
    # Finding 18: it had neither images nor links, and the guides of imports could not be reached from it.
    assert len(re.findall(r'<img src="/guide/images/guide-[a-z]+\.png" alt="[^"]+" width="\d+"', shown)) >= 7
    for other in ("connexion", "import-structures", "import-heures", "poste-windows"):
        assert f'<a href="/guide/{other}" target="_blank">' in shown


# With a file


def dropped(app: AppTest, content: bytes, name: str = "envoi.csv") -> AppTest:
    app.session_state[parametres.MANIERE] = texts.FICHIER
    app.run()
    app.file_uploader[0].upload(name, content, "application/octet-stream")
    app.run()
    assert not app.exception
    return app


def test_old_workbook_is_refused_in_french(equipe):
    """Finding 7: « application/vnd.ms-excel files are not allowed »."""
    app = dropped(equipe(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "table.xls")
    assert "ancien classeur Excel (.xls)" in html(app)
    assert "Enregistrer sous" in html(app)


def test_file_of_another_table_opens_it(equipe, region: Path):
    """Finding 34: one sentence, and a button that keeps the file."""
    app = equipe()
    app.session_state[parametres.TABLE] = "structures"
    dropped(app, (region / "guichets.csv").read_bytes())
    assert "E-FIC-31" in html(app)
    button(app, keys.EQUIPE_AUTRE).click().run()
    assert app.session_state[parametres.TABLE] == "guichets"
    assert "E-FIC-31" not in html(app)
    assert texts.PREVIEW_NOTHING in words(app)


def test_part_of_the_table_takes_nothing_away(equipe):
    """Finding 12: a file of one row took the others away."""
    app = dropped(equipe(), b"id;telephone\nmission-98;561000012\n")
    (part,) = (each for each in app.segmented_control if str(each.key).startswith(keys.EQUIPE_PARTIE))
    assert texts.PUBLISH_ERRORS in words(app)
    part.set_value(file_texts.SOME)
    app.run()
    assert not app.exception
    assert "tel:+33561000012" in html(app)
    assert "1\u00a0modifié\u00a0: téléphone." in words(app)
    assert texts.PUBLISH_ERRORS not in words(app)


def test_own_restoration_is_called_own(equipe, region: Path):
    """Finding 37: said above what is edited, and not as if somebody else had published."""
    publish_other(region, sigle="TA")
    draft(region, lambda rows: rows[0].update(sigle="PT"))
    restore(region, 3, WHO.nom, "Essai", NOW)
    app = equipe()
    title = texts.mine_restored(3)
    assert texts.meanwhile_above(title) in [each.value for each in app.warning]
    assert title in [each.proto.title for each in app.warning]
    assert texts.MEANWHILE_TITLE not in words(app)
