"""Territoire: sheet of every kind of territory, simulation, comparison, messages without data."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import territoire as texts
from clauses.ui import keys, tables
from tests.donnees import REGION
from tests.pages.conftest import Open, address, html
from tests.pages.test_carte import break_, empty, remove

SCREEN = next(screen for screen in ecrans.ECRANS if screen.url_path == "territoire")


@pytest.fixture
def fiche(ouvrir: Open):
    """Open the sheet of a territory of the invented region."""

    def fiche(key: str = "", data: Path | None = REGION, **parameters: str) -> AppTest:
        given = parameters | ({"territoire": key} if key else {})
        app = ouvrir(data, SCREEN, **given)
        assert not app.exception
        return app

    return fiche


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("COM:09001", ["Testville", "12\u202f000", "PLIE de Testville", "tel:+33561000000", "Centre Ville"]),
        ("COM:09004", ["Gras &lt;b&gt;et&lt;/b&gt; Maigre", "Exemple"]),
        ("EPCI:900000002", ["Entre-Deux", "Fiction", "Intercommunalité"]),
        ("DEP:09", ["40\u202f000\u00a0h", "45\u202f000\u00a0h", "équivalents temps plein", "12,5\u202f%", "4\u202f%"]),
        ("REG:R9", ["Région d’essai", "Testville Agglo"]),
    ],
)
def test_each_level(fiche, key: str, parts: list[str]):
    page = html(fiche(key))
    for part in parts:
        assert part in page


def test_the_region_is_the_default(fiche):
    app = fiche()
    assert 'atlas-fiche-nom">Région d’essai' in html(app)
    assert app.selectbox(key=keys.TERRITOIRE_LISTE).value == "REG:R9"


def test_a_long_table_holds_numbers_and_is_read_in_french(fiche, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tables, "LONGEST_HTML", 0)
    grids = {tuple(grid.value.columns): grid for grid in fiche("DEP:98").dataframe}
    gaps = grids["Commune", "Intercommunalité", "Habitants", "Ce qui existe"]
    assert gaps.value["Habitants"].tolist() == sorted(gaps.value["Habitants"], reverse=True)
    assert gaps.value["Habitants"].dtype == "int64"
    assert "2\u202f100".encode() in gaps.proto.arrow_data.styler.display_values


def test_source_of_the_structures_is_said_once(fiche):
    """Finding 23: repeated in full on each row, it made the sheet of a town 7,850 px high."""
    page = html(fiche("REG:R9"))
    title = f'aria-label="{texts.STRUCTURES_TITLE}"'
    (table,) = re.findall(rf'<div class="atlas-table-defilante"[^>]*{title}.*?</div>', page, re.DOTALL)
    assert "L’Inconnue" in table
    assert "d’essai" not in table
    assert re.search(r"Sources\s:\s[^<]*Annuaire d’essai\s; Presse d’essai\.</p>", page)


@pytest.mark.parametrize("key", ["EPCI:1", "COM:99999", "DEP:09<b>", "09001", "FRANCE"])
def test_unknown_territory_is_a_warning_and_the_region(fiche, key: str):
    app = fiche(key)
    assert [warning.proto.title for warning in app.warning] == [texts.UNKNOWN_TITLE]
    assert "Région d’essai" in html(app)


def test_choosing_in_the_list_changes_the_address(fiche):
    app = fiche("COM:09001")
    assert app.selectbox(key=keys.TERRITOIRE_LISTE).value is None
    app.selectbox(key=keys.TERRITOIRE_LISTE).set_value("DEP:98").run()
    assert address(app) == {"territoire": "DEP:98"}
    assert "Fiction" in html(app)


def test_hours_of_the_territory_above_are_said_to_be_so(fiche):
    page = html(fiche("COM:09005"))
    assert "Aucun chiffre propre à ce territoire" in page
    assert "territoire?territoire=DEP:09" in page


def test_the_divisor_can_be_changed_and_stays_in_the_address(fiche):
    app = fiche("DEP:09")
    assert "45\u202f000\u00a0h ÷ 1\u202f607\u00a0h" in html(app)
    app.number_input(key=parametres.DIVISEUR).set_value(1820).run()
    assert "45\u202f000\u00a0h ÷ 1\u202f820\u00a0h" in html(app)
    assert address(app)["diviseur"] == "1820"
    app.number_input(key=parametres.DIVISEUR).set_value(1607).run()
    for key in ("COM:98006", "DEP:09"):
        app.selectbox(key=keys.TERRITOIRE_LISTE).set_value(key if key.startswith("DEP") else None).run()
        app.query_params["territoire"] = key
        app.run()
    assert app.number_input(key=parametres.DIVISEUR).value == 1607
    assert "diviseur" not in address(app)
    assert fiche("DEP:09", diviseur="99999").number_input(key=parametres.DIVISEUR).value == 1607


def test_a_territory_without_any_hour_says_so_and_asks_for_no_divisor(fiche, region: Path):
    empty(region, "heures.csv")
    app = fiche("COM:98006", region)
    assert "Aucune heure d’insertion publiée" in html(app)
    assert not app.number_input


def test_the_way_back_from_a_simulation(fiche):
    """The page stopped: a switch was given nothing, rather than « off »."""
    app = fiche("EPCI:900000003", simuler="oui")
    del app.query_params["simuler"]
    app.run()
    assert not app.exception
    assert app.toggle(key=parametres.SIMULER).value is False
    assert address(app) == {"territoire": "EPCI:900000003"}


def test_simulation_of_an_opening(fiche):
    app = fiche("EPCI:900000003", simuler="oui")
    assert app.multiselect(key=parametres.SIMULER_OU).value == ["EPCI:900000003"]
    assert "495\u00a0habitants de plus" in html(app)
    app.multiselect(key=parametres.SIMULER_OU).set_value(["COM:09006"]).run()
    assert "60\u00a0habitants de plus" in html(app)
    assert address(app) == {"territoire": "EPCI:900000003", "simuler": "oui", "si": "COM:09006"}


def test_simulation_of_a_widening_gives_the_same_figures(fiche):
    app = fiche("EPCI:900000003", simuler="oui", elargir="plie-testville")
    assert app.selectbox(key=parametres.SIMULER_QUI).value == "plie-testville"
    assert "495\u00a0habitants de plus" in html(app)


def test_simulation_where_nothing_would_change(fiche):
    app = fiche("EPCI:900000001", simuler="oui")
    assert texts.SIMULATION_NOTHING in [info.value for info in app.info]
    app.multiselect(key=parametres.SIMULER_OU).set_value([]).run()
    assert texts.SIMULATION_PROMPT in [info.value for info in app.info]


def test_comparison_with_similar_territories_and_the_region(fiche):
    app = fiche("DEP:09")
    assert app.multiselect(key=parametres.COMPARER).value == ["DEP:98"]
    page = html(app)
    assert texts.COMPARE_ALT in page
    assert "territoire?territoire=REG:R9" in page


def test_comparison_of_the_address(fiche):
    app = fiche("DEP:09", comparer="COM:98001,EPCI:900000001,nimporte,DEP:09")
    assert app.multiselect(key=parametres.COMPARER).value == ["COM:98001", "EPCI:900000001"]
    app.multiselect(key=parametres.COMPARER).set_value(["COM:98001"]).run()
    assert address(app)["comparer"] == "COM:98001"


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("name", ["heures.csv", "qpv.csv", "structures.csv", "repartitions.csv", "typologies.csv"])
def test_a_missing_table_degrades_its_own_block(fiche, region: Path, damage, name: str):
    damage(region, name)
    app = fiche("COM:09001", region)
    assert "PLIE de Testville" in html(app)
    assert app.expander[0].label.startswith("Une partie des données")


@pytest.mark.parametrize("damage", [remove, break_])
def test_without_the_list_of_guichets_nothing_is_claimed(fiche, region: Path, damage):
    damage(region, "guichets.csv")
    app = fiche("DEP:09", region)
    assert [warning.value for warning in app.warning] == [shared.GUICHETS_MISSING]
    page = html(app)
    assert "45\u202f000\u00a0h" in page
    assert "Guichet local" not in page
    assert not app.get("download_button") or keys.TERRITOIRE_PDF not in str(app.get("download_button"))


def test_shipped_sheets(fiche):
    page = html(fiche("EPCI:243100518", None))
    for part in ("Toulouse Métropole", "600\u202f000\u00a0h", "42\u202f%", "6\u202f%", "373", "Non comparable"):
        assert part in page


def test_another_territory_during_a_simulation(fiche):
    app = fiche("EPCI:900000003", simuler="oui", si="COM:09006")
    assert app.multiselect(key=parametres.SIMULER_OU).value == ["COM:09006"]
    for key in ("DEP:98", "EPCI:900000001", "REG:R9"):
        app.selectbox(key=keys.TERRITOIRE_LISTE).set_value(key).run()
        assert not app.exception
        assert address(app)["territoire"] == key
    app.multiselect(key=parametres.SIMULER_OU).set_value(["EPCI:900000002"]).run()
    assert not app.exception
    assert address(app)["si"] == "EPCI:900000002"


def test_where_nobody_is_known_the_nearest_guichet_is_named(fiche):
    page = html(fiche("COM:09006"))
    assert "Le guichet le plus proche" in page
    assert "Son territoire ne comprend pas Sans-Guichet" in page
    assert "Le guichet le plus proche" not in html(fiche("COM:09001"))
