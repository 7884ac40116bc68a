"""The form of a row: grouped fields, kept in the draft as one goes."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.domain.changements import lignes
from clauses.donnees import read_moment
from clauses.edition.brouillons import read_garde
from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import equipe as equipe_texts
from clauses.rendu.mots import fiche as texts
from clauses.ui import acces, keys
from tests.pages.conftest import Open, html
from tests.pages.test_mise_a_jour import WHO, button, draft, words

PLIE = "plie-testville"


@pytest.fixture
def fiche(ouvrir: Open, region: Path, monkeypatch: pytest.MonkeyPatch):
    """The form of a row, opened by a member of the team on a copy of the invented region."""
    monkeypatch.setattr(acces, "membre", lambda: WHO)

    def fiche(name: str = PLIE, table: str = "guichets") -> AppTest:
        query = {parametres.TABLE: table, parametres.MANIERE: equipe_texts.FICHE, parametres.FICHE: name}
        app = ouvrir(region, ecrans.MISE_A_JOUR, **query)
        assert not app.exception
        return app

    return fiche


def champ(column: str, name: str = PLIE, table: str = "guichets") -> str:
    return f"{keys.EQUIPE_CHAMP}_{table}_{name}_{column}"


def kept(region: Path, table: str = "guichets") -> list[dict[str, str]]:
    """Rows of the draft on disk."""
    travail = read_garde(read_moment(region), WHO.identifiant, table).travail
    return [] if travail is None else lignes(travail.table)


def test_the_public_card_leads_to_the_form(ouvrir: Open, region: Path, monkeypatch):
    """Finding 27: for the team alone."""
    app = ouvrir(region, ecrans.ANNUAIRE, guichet=PLIE)
    assert texts.EDIT not in [link.proto.label for link in app.get("page_link")]
    monkeypatch.setattr(acces, "membre", lambda: WHO)
    app = ouvrir(region, ecrans.ANNUAIRE, guichet=PLIE)
    (link,) = [link.proto for link in app.get("page_link") if link.proto.label == texts.EDIT]
    assert f"fiche={PLIE}" in link.query_string


def test_fields_are_kept_as_one_goes(fiche, region: Path):
    """Finding 27: a form per guichet, its numbers in French, its lists one item per line."""
    app = fiche()
    assert app.text_input(key=champ("etp")).value == "2,5"
    app.text_input(key=champ("etp")).input("4,5").run()
    app.text_area(key=champ("services")).input("conseil\n\n suivi des marchés ").run()
    app.multiselect(key=champ("donneurs_ordre")).set_value(["etat", "bailleurs"]).run()
    app.selectbox(key=champ("statut")).set_value("a_confirmer").run()
    assert not app.exception
    row = kept(region)[0]
    assert (row["etp"], row["services"], row["donneurs_ordre"], row["statut"]) == (
        "4.5", "conseil ; suivi des marchés", "etat|bailleurs", "a_confirmer",
    )  # fmt: skip
    assert app.text_input(key=champ("etp")).value == "4,5"


def test_the_perimeter_is_kept_as_it_is_built(fiche, region: Path):
    """Finding 9: nothing to apply, hence nothing to lose when one goes elsewhere."""
    app = fiche()
    app.selectbox(key=f"{keys.EQUIPE_PERIMETRE_LISTE}_{champ('perimetre')}").set_value("DEP:98").run()
    assert not app.exception
    assert kept(region)[0]["perimetre"] == "EPCI:900000001 + DEP:98"
    app.session_state[parametres.TABLE] = "heures"
    app.run()
    app.session_state[parametres.TABLE] = "guichets"
    app.run()
    assert kept(region)[0]["perimetre"] == "EPCI:900000001 + DEP:98"


def test_hours_have_the_assistant_too(fiche, region: Path):
    """Finding 10: wherever a territory is asked."""
    name = read_moment(region).tables["heures"].columns["id"][0]
    app = fiche(name, "heures")
    assert f"{keys.EQUIPE_PERIMETRE_LISTE}_{champ('territoire', name, 'heures')}" in {
        each.key for each in app.selectbox
    }


def test_new_form_has_nothing_red_until_touched(fiche, region: Path):
    """Finding 28: « à remplir », and the identifier as soon as there is a name."""
    app = fiche()
    button(app, keys.EQUIPE_NOUVELLE).click().run()
    assert not app.exception
    name = app.session_state[parametres.FICHE]
    assert [each.value for each in app.caption].count(texts.TO_FILL) == 7
    app.text_input(key=champ("nom", name)).input("Guichet d’Été").run()
    assert texts.identifier("guichet-d-ete") in words(app)
    assert [each.value for each in app.caption].count(texts.TO_FILL) == 6


def test_a_guichet_is_closed_from_its_form(fiche, region: Path):
    """Finding 35: a year, and whom to see; closed ones and itself are not proposed."""
    app = fiche()
    options = app.selectbox(key=champ("remplace_par")).options
    assert "Testville Agglo – direction de l’emploi" in options
    assert "PLIE de Testville" not in options
    app.text_input(key=champ("ferme_en")).input("2025").run()
    app.selectbox(key=champ("remplace_par")).set_value("testville-agglo").run()
    row = kept(region)[0]
    assert (row["ferme_en"], row["remplace_par"]) == ("2025", "testville-agglo")


def test_names_have_no_backslash(fiche, region: Path):
    """Finding 26: lists of names are not Markdown."""
    draft(region, lambda rows: rows[0].update(nom="Pôle (emploi), l'ESS *"))
    app = fiche()
    assert "Pôle (emploi), l’ESS *" in app.selectbox(key=parametres.FICHE).options


def test_colours_are_those_of_the_palette_that_are_left(fiche, region: Path):
    """Finding 38: by their names, without those that other types have."""
    name = read_moment(region).tables["typologies"].columns["code"][0]
    app = fiche(name, "typologies")
    options = app.selectbox(key=champ("couleur", name, "typologies")).options
    assert texts.COLOURS["#117733"] in options
    assert "--couleur:#117733" in html(app)
    assert texts.COLOURS["#332288"] not in options


def test_grid_leads_to_the_form(fiche, region: Path):
    """Finding 27."""
    app = fiche()
    app.session_state[parametres.MANIERE] = equipe_texts.GRILLE
    app.run()
    app.selectbox(key=keys.EQUIPE_VERS_FICHE).set_value("testville-agglo").run()
    assert not app.exception
    assert champ("nom", "testville-agglo") in {each.key for each in app.text_input}


def test_new_form_is_found_again_after_a_reload(fiche, region: Path):
    """Finding 28: its address is that of its identifier as soon as the draft on disk has one."""
    app = fiche()
    button(app, keys.EQUIPE_NOUVELLE).click().run()
    name = app.session_state[parametres.FICHE]
    app.text_input(key=champ("nom", name)).input("Guichet d’Été").run()
    again = fiche(name)
    assert again.text_input(key=champ("nom", "guichet-d-ete")).value == "Guichet d’Été"
