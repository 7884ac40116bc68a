"""Carte: answer for a commune, filters of the address, messages when data are missing."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu import parametres
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.mots import atlas as texts
from clauses.ui import filters, keys
from clauses.ui.adresse import NONE
from tests.donnees import REGION
from tests.pages.conftest import Open, address, blocks, html

TYPOLOGIES = ["plie", "mde", "intercommunalite", "departement", "bailleurs", "association"]


def reponse(app: AppTest) -> str:
    """The block of the answer; empty when no commune is chosen."""
    return next((block for block in blocks(app) if "Réponse pour" in block), "")


def test_home_explains_and_draws(ouvrir: Open):
    app = ouvrir(REGION)
    assert not reponse(app)
    assert "Le guichet aide l’acheteur" in html(app)
    assert "Les bailleurs d’Essai ont leur propre coordination." in html(app)
    assert app.get("component_instance")
    assert address(app) == {}


def test_link_to_a_commune_shows_its_answer(ouvrir: Open):
    app = ouvrir(REGION, commune="09001")
    assert "contactez\u00a0: PLIE de Testville, 05\u00a061\u00a000\u00a000\u00a000." in reponse(app)
    assert "tel:+33561000000" in reponse(app)
    assert "https://plie.testville.example/clauses" in reponse(app)
    assert "Centre Ville" in reponse(app)
    assert address(app) == {"commune": "09001"}


def test_commune_of_the_shipped_data(ouvrir: Open):
    app = ouvrir(commune="34032")
    assert "Réponse pour Béziers" in reponse(app)


def test_terms_are_defined_where_they_are_read(ouvrir: Open):
    """The paper's own words, hidden on screen, took the definition away from the answer."""
    sent = "".join(block.value for block in ouvrir(commune="34032").get("html"))
    said = re.search(r'<p class="atlas-reponse.*?</p>', sent, re.DOTALL)[0]
    assert re.search("<abbr[^>]*>clause sociale</abbr>", said)


def test_an_epci_is_looked_at_as_a_departement_is(ouvrir: Open):
    """Its figures, whom to call there, its gaps."""
    app = ouvrir(REGION, territoire="EPCI:900000001")
    assert not app.exception
    assert "PLIE de Testville" in reponse(app)
    assert "Intercommunalité · " in reponse(app)
    assert any("Agglo" in heading.value for heading in app.header)
    assert address(app) == {"territoire": "EPCI:900000001"}


def test_a_departement_has_two_addresses(ouvrir: Open):
    """What its links always said, and what those of any territory say; neither is rewritten."""
    for named in ({"departement": "09"}, {"territoire": "DEP:09"}):
        app = ouvrir(REGION, **named)
        assert 'aria-label="Réponse pour Exemple"' in html(app)
        assert address(app) == named


@pytest.mark.parametrize("key", ["EPCI:1", "COM:09001", "<b>", "REG:99"])
def test_a_territory_that_does_not_exist_is_the_region(ouvrir: Open, key: str):
    app = ouvrir(REGION, territoire=key)
    assert not app.exception
    assert "Le guichet aide l’acheteur" in html(app)


@pytest.mark.parametrize(
    ("parameters", "lieu", "call"),
    [
        ({"commune": "09001"}, "COM:09001", "+33561000000"),
        ({"departement": "09"}, "DEP:09", "+33561000009"),
        ({}, "", ""),
    ],
)
def test_bar_of_a_telephone_is_about_the_answer(ouvrir: Open, parameters: dict[str, str], lieu: str, call: str):
    """Finding 3: on a phone, the number was two screens and a half under what was typed."""
    app = ouvrir(REGION, **parameters)
    bas = re.search(r'<nav class="atlas-bas".*?</nav>', html(app), re.DOTALL)[0]
    assert f'data-lieu="{lieu}"' in bas
    assert re.findall('href="tel:([^"]*)"', bas) == [call] * bool(call)


@pytest.mark.parametrize("code", ["99999", "9001", "Testville", "09001 "])
def test_unknown_commune_is_a_warning(ouvrir: Open, code: str):
    app = ouvrir(REGION, commune=code)
    assert not app.exception
    assert not reponse(app)
    assert len(app.warning) == 1
    assert "Le guichet aide l’acheteur" in html(app)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("09005", "contactez\u00a0: Département d’Exemple. Son numéro n’est pas connu. Commencez par"),
        ("98001", "Aucun guichet trouvé pour Testville, sauf pour les HLM et l’État"),
        ("98006", ". Mission de Fiction anime le réseau et peut vous orienter. Commencez par"),
        ("98002", "un guichet existe peut-être\u00a0: Maison de l’Entre-Deux. Son numéro n’est pas connu."),
        ("09006", "Commencez par\u00a0: Département d’Exemple, 05\u00a061\u00a000\u00a000\u00a009."),
    ],
)
def test_each_kind_of_answer(ouvrir: Open, code: str, words: str):
    assert words in reponse(ouvrir(REGION, commune=code))


def test_names_are_escaped(ouvrir: Open):
    answer = reponse(ouvrir(REGION, commune="09004"))
    assert "Gras &lt;b&gt;et&lt;/b&gt; Maigre" in answer
    assert "<b>et" not in answer


def test_filters_come_from_the_address_and_stay_there(ouvrir: Open):
    asked = {"departement": "09", "typologie": "plie,mde", "a_confirmer": "non", "acheteur": "bailleurs"}
    app = ouvrir(REGION, **asked)
    assert app.button_group(key=parametres.TYPOLOGIES).value == ["plie", "mde"]
    assert app.toggle(key=parametres.A_CONFIRMER).value is False
    assert app.button_group(key=parametres.DONNEUR_ORDRE).value == "bailleurs"
    assert any("pour un bailleur social" in caption.value for caption in app.caption)
    assert any("Exemple" in heading.value for heading in app.header)
    assert address(app) == asked
    assert address(app.run()) == asked


def test_counts_of_the_legend_are_those_of_the_territory_and_buyer(ouvrir: Open):
    """Finding 12: the legend counted the guichets of the whole region beside those of a département."""

    def counts(**parameters: str) -> list[int]:
        options = ouvrir(REGION, **parameters).button_group(key=parametres.TYPOLOGIES).options
        return [int(re.search(r"\((\d+)\)$", option)[1]) for option in options]

    assert counts() == [2, 1, 1, 1, 1, 1]
    assert counts(departement="98") == [0, 1, 0, 0, 1, 1]
    assert counts(typologie="plie") == counts()


def test_what_is_chosen_stays_when_the_counts_change(ouvrir: Open):
    app = ouvrir(REGION, typologie="plie,mde")
    app.query_params["departement"] = "98"
    app.run()
    assert app.button_group(key=parametres.TYPOLOGIES).value == ["plie", "mde"]
    assert address(app) == {"typologie": "plie,mde", "departement": "98"}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "des habitants de Région d’essai ont un guichet"),
        ({"departement": "09"}, "des habitants d’Exemple ont un guichet"),
        ({"acheteur": "bailleurs"}, "dont l’existence est prouvée, pour un bailleur social, dont "),
        ({"typologie": "plie"}, "ouvert à tous les acheteurs, d’après les types montrés, dont "),
        ({"typologie": "aucun"}, "l’atlas ne connaît aucun guichet"),
        ({"departement": "98", "acheteur": "bailleurs"}, "des habitants de Fiction ont un guichet"),
    ],
)
def test_the_headline_follows_the_screen(ouvrir: Open, parameters: dict[str, str], words: str):
    """Finding 12: « 52 % des habitants d’Occitanie » stood beside any territory, for any buyer."""
    app = ouvrir(REGION, **parameters)
    assert words in next(block for block in blocks(app) if "atlas-lead" in block)


def test_notes_are_about_the_territory_looked_at(ouvrir: Open, region: Path):
    """Finding 12: a note about Midi-Pyrénées stood beside the Hérault."""
    (region / "notes-carte.md").write_text("- [DEP:09] Ici.\n- Partout.\n", encoding="utf-8")
    told = {each: html(ouvrir(region, departement=each)) for each in ("09", "98")}
    assert ["Ici." in text for text in told.values()] == [True, False]
    assert not any("Partout." in text for text in told.values())
    everywhere = html(ouvrir(region))
    assert "Ici." in everywhere
    assert "Partout." in everywhere


def test_what_is_hidden_is_said_and_shown_again(ouvrir: Open):
    """Finding 13: nothing said that types were hidden."""
    app = ouvrir(REGION, typologie="plie,mde,intercommunalite,departement", a_confirmer="non")
    assert "2\u00a0types masqués, guichets à vérifier masqués" in [caption.value for caption in app.caption]
    assert "Masqué" in html(app)
    app.button(key=keys.TOUT_MONTRER).click().run()
    assert not app.exception
    assert address(app) == {}
    assert app.button_group(key=parametres.TYPOLOGIES).value == TYPOLOGIES
    assert app.toggle(key=parametres.A_CONFIRMER).value is True
    assert not any("masqué" in caption.value for caption in app.caption)


def test_many_buyer_types_are_a_list(ouvrir: Open, region: Path):
    table = region / "guichets.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("bailleurs|etat", "bailleurs|etat|hopitaux"), "utf-8")
    app = ouvrir(region, acheteur="hopitaux")
    assert app.selectbox(key=parametres.DONNEUR_ORDRE).value == "hopitaux"


def test_values_that_do_not_exist_are_ignored(ouvrir: Open):
    app = ouvrir(REGION, departement="77", acheteur="<b>", couches="x", a_confirmer="peut-être")
    assert not app.exception
    assert any("Région d’essai" in heading.value for heading in app.header)
    assert app.button_group(key=parametres.DONNEUR_ORDRE).value is None
    assert app.toggle(key=parametres.A_CONFIRMER).value is True


def test_second_click_before_the_browser_hears_of_the_first(ouvrir: Open):
    app = ouvrir(REGION)
    app.button_group(key=parametres.COUCHES).select("qpv").run()
    assert address(app)["couches"] == "departements,sieges,qpv"
    # What a browser sends when it has not written the address of the first click yet.
    del app.query_params["couches"]
    app.button_group(key=parametres.COUCHES).unselect("sieges").run()
    assert app.button_group(key=parametres.COUCHES).value == ["departements", "qpv"]
    assert address(app)["couches"] == "departements,qpv"


def test_way_back_restores_the_widget(ouvrir: Open):
    app = ouvrir(REGION)
    app.button_group(key=parametres.COUCHES).select("qpv").run()
    del app.query_params["couches"]
    app.run()
    assert app.button_group(key=parametres.COUCHES).value == ["departements", "sieges"]
    assert address(app) == {}


def test_back_to_the_defaults_leaves_nothing_in_the_address(ouvrir: Open):
    app = ouvrir(REGION, departement="98")
    app.button_group(key=parametres.DONNEUR_ORDRE).set_value("etat").run()
    app.toggle(key=parametres.A_CONFIRMER).set_value(False).run()
    app.button_group(key=parametres.TYPOLOGIES).set_value(["plie"]).run()
    app.button_group(key=parametres.COUCHES).set_value(["epci"]).run()
    assert address(app) == {
        "departement": "98",
        "acheteur": "etat",
        "a_confirmer": "non",
        "typologie": "plie",
        "couches": "epci",
    }
    app.button_group(key=parametres.TYPOLOGIES).set_value([]).run()
    assert address(app)["typologie"] == NONE

    del app.query_params["departement"]
    app.button_group(key=parametres.DONNEUR_ORDRE).set_value(None).run()
    app.toggle(key=parametres.A_CONFIRMER).set_value(True).run()
    app.button_group(key=parametres.TYPOLOGIES).set_value(TYPOLOGIES).run()
    app.button_group(key=parametres.COUCHES).set_value(list(filters.COUCHES_DEFAULT)).run()
    assert not app.exception
    assert address(app) == {}


@pytest.mark.parametrize("choice", [texts.TABLE_ZONES, texts.TABLE_GUICHETS, texts.TABLE_GAPS])
def test_tables(ouvrir: Open, choice: str):
    app = ouvrir(REGION)
    app.button_group(key=parametres.TABLEAU).set_value(choice).run()
    assert not app.exception
    assert f"<caption>{texts.TABLE_ALT[choice]}</caption>".replace(" :", "\u00a0:") in html(app)
    assert app.get("download_button")


def test_guichet_without_perimeter_is_listed(ouvrir: Open):
    assert "Périmètre inconnu" in html(ouvrir(REGION))


def test_changed_table_shows_at_the_next_interaction(ouvrir: Open, region: Path):
    app = ouvrir(region, commune="09001")
    assert "PLIE de Testville" in reponse(app)
    table = region / "guichets.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("PLIE de Testville", "PLIE renommé"), encoding="utf-8")
    app.run()
    assert "PLIE renommé" in reponse(app)
    assert "PLIE de Testville" not in html(app)


def banner(app: AppTest) -> str:
    return " ".join(expander.label for expander in app.expander)


def remove(folder: Path, name: str) -> None:
    (folder / name).unlink()


def empty(folder: Path, name: str) -> None:
    """Keep the header alone."""
    header = (folder / name).read_text(encoding="utf-8").splitlines()[0]
    (folder / name).write_text(f"{header}\n", encoding="utf-8")


def break_(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b'\x00\xff"pas, un\ntableau\n')


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("name", ["qpv.csv", "typologies.csv", "heures.csv"])
def test_table_that_cannot_be_read_degrades_its_own_part(ouvrir: Open, region: Path, damage, name: str):
    damage(region, name)
    app = ouvrir(region, commune="09001")
    assert not app.exception
    assert banner(app).startswith("Une partie des données n’a pas pu être lue")
    assert "Réponse pour Testville" in html(app)
    assert app.get("component_instance")


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("commune", ["", "09001"])
def test_without_a_readable_list_of_guichets_nothing_is_claimed(ouvrir: Open, region: Path, damage, commune: str):
    """« 0 % » and « aucun guichet » would be lies: nobody could look."""
    damage(region, "guichets.csv")
    app = ouvrir(region, commune=commune) if commune else ouvrir(region)
    assert not app.exception
    assert banner(app)
    assert [warning.value for warning in app.warning] == [texts.GUICHETS_MISSING]
    assert not reponse(app)
    assert "des habitants" not in html(app)
    assert "Statut de couverture" not in html(app)
    assert app.get("component_instance")


@pytest.mark.parametrize("name", ["guichets.csv", "qpv.csv"])
def test_empty_table_is_not_a_defect(ouvrir: Open, region: Path, name: str):
    empty(region, name)
    app = ouvrir(region, commune="09001")
    assert not app.exception
    assert not banner(app)
    assert app.get("component_instance")


def test_folder_older_than_an_optional_column_is_not_a_defect(ouvrir: Open, region: Path):
    path = region / "guichets.csv"
    pd.read_csv(path, dtype="str", keep_default_na=False).drop(columns="services").to_csv(path, index=False)
    assert not banner(ouvrir(region))


def test_without_any_guichet_every_commune_is_undocumented(ouvrir: Open, region: Path):
    empty(region, "guichets.csv")
    app = ouvrir(region, commune="09001")
    assert "Aucun guichet trouvé" in reponse(app)
    assert [info.value for info in app.info] == [texts.TABLE_EMPTY]
    assert not app.button_group(key=parametres.TYPOLOGIES).options


@pytest.mark.parametrize("name", ["datapackage.json", "notes-carte.md", "geo/libelles.csv", "repartitions.csv"])
def test_secondary_file_missing(ouvrir: Open, region: Path, name: str):
    remove(region, name)
    app = ouvrir(region, commune="09001")
    assert not app.exception
    assert "Réponse pour Testville" in html(app)


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("name", ["geo/communes.csv", "geo/departements.geojson", "geo/epci.geojson"])
def test_without_territories_a_message_instead_of_the_map(ouvrir: Open, region: Path, damage, name: str):
    damage(region, name)
    app = ouvrir(region)
    assert not app.exception
    assert [(error.value, error.proto.title) for error in app.error] == [(texts.DATA_MISSING, texts.DATA_MISSING_TITLE)]
    assert app.title[0].value == texts.CARTE_TITLE
    assert not app.get("component_instance")


@pytest.mark.parametrize("layer", ["communes", "contexte"])
def test_without_contours_a_message_instead_of_the_map(ouvrir: Open, region: Path, layer: str):
    """S27: the answers, which need none, are still given."""
    path = region / "geo" / f"{layer}.geojson"
    path.write_bytes(path.read_bytes()[:100])
    app = ouvrir(region, commune="09001")
    assert not app.exception
    assert [warning.value for warning in app.warning] == [texts.CONTOURS_MISSING]
    assert "Réponse pour Testville" in html(app)
    assert not app.get("component_instance")


def test_unreadable_territories_come_back(ouvrir: Open, region: Path):
    shutil.rmtree(region / "geo")
    app = ouvrir(region)
    assert app.error
    shutil.copytree(REGION / "geo", region / "geo")
    app.run()
    assert not app.exception
    assert not app.error
    assert app.get("component_instance")


def test_the_gaps_are_a_view_with_an_address(ouvrir: Open):
    """Finding and bars in the panel, the state of the map, no legend of the types; the territory stays a choice."""
    app = ouvrir(REGION, vue=Affichage.LACUNES, departement="98")
    assert not app.exception
    assert "n’ont pas de guichet ouvert à tous" in html(app)
    assert re.findall(r'data-departement="(\w+)" class="atlas-choisi"', html(app)) == ["98"]
    assert address(app) == {"vue": "lacunes", "departement": "98"}
    assert parametres.TYPOLOGIES not in app.session_state
    assert texts.affichage_reminder(Affichage.LACUNES) in [caption.value for caption in app.caption]


def test_a_commune_in_the_gaps_has_its_answer(ouvrir: Open):
    app = ouvrir(REGION, vue=Affichage.LACUNES, commune="09001")
    assert reponse(app)
    assert "data-departement" not in html(app)


def test_age_of_the_information_is_a_choice_of_the_display(ouvrir: Open):
    app = ouvrir(REGION)
    app.button_group(key=parametres.VUE).set_value(Affichage.AGE).run()
    assert not app.exception
    assert address(app) == {"vue": "age"}
    assert "Source plus ancienne" in html(app)
    app.button_group(key=parametres.VUE).set_value(Affichage.GUICHETS).run()
    assert address(app) == {}
    assert "Source plus ancienne" not in html(app)


def test_a_view_that_does_not_exist_is_the_usual_map(ouvrir: Open):
    app = ouvrir(REGION, vue="<b>")
    assert not app.exception
    assert "Le guichet aide l’acheteur" in html(app)


def test_types_hidden_before_the_gaps_are_hidden_after(ouvrir: Open):
    app = ouvrir(REGION, typologie="plie")
    app.button_group(key=parametres.VUE).set_value(Affichage.LACUNES).run()
    assert address(app) == {"typologie": "plie", "vue": "lacunes"}
    app.button_group(key=parametres.VUE).set_value(Affichage.GUICHETS).run()
    assert app.button_group(key=parametres.TYPOLOGIES).value == ["plie"]


def test_a_link_to_a_zone_lists_its_guichets_and_asks_for_the_commune(ouvrir: Open):
    """Finding 15: a zone of 2 435 communes answered for one hamlet of it."""
    app = ouvrir(REGION, zone="09001")
    assert not app.exception
    panel = next(block for block in blocks(app) if "Zone choisie" in block)
    assert "PLIE de Testville" in panel
    assert "Quelle commune" in panel
    assert not reponse(app)
    app.button(key=keys.CHOIX_RETOUR).click().run()
    assert address(app) == {}
    assert "atlas-accueil" in html(app)


def test_a_link_to_a_guichet_shows_its_sheet(ouvrir: Open):
    app = ouvrir(guichet="mics-34")
    assert not app.exception
    assert any("Organisme choisi" in block and "Mission interinstitutionnelle" in block for block in blocks(app))


@pytest.mark.parametrize("name", [parametres.GUICHET, parametres.ZONE])
def test_a_guichet_or_a_zone_that_does_not_exist_is_a_warning(ouvrir: Open, name: str):
    app = ouvrir(REGION, **{name: "<b>"})
    assert not app.exception
    assert len(app.warning) == 1
    assert "atlas-accueil" in html(app)


def click(chosen: dict) -> None:
    import streamlit as st

    from clauses.domain.selection import Selection
    from clauses.ui import carte, keys

    st.session_state[keys.CARTE] = chosen
    carte._on_click(Selection())


@pytest.mark.parametrize(
    ("chosen", "after"),
    [
        ({"guichet": "mics-34"}, {"guichet": "mics-34"}),
        ({"point": [3.05, 43.65], "zone": True}, {"zone": "34145"}),
        ({"point": [3.05, 43.65]}, {"commune": "34260"}),
        ({"point": ["3.05", None]}, {"commune": "34032"}),
        ({"guichet": ["mics-34"]}, {"commune": "34032"}),
    ],
)
def test_a_click_chooses_a_seat_a_zone_or_a_commune(chosen: dict, after: dict[str, str]):
    """Finding 15: a click on any seat of Montpellier answered for the commune."""
    app = AppTest.from_function(click, default_timeout=30, args=(chosen,))
    app.query_params["commune"] = "34032"
    app.run()
    assert not app.exception
    assert address(app) == after
