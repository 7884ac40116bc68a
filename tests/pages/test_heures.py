"""Heures: what may be compared, what stands apart, what is not known."""

from pathlib import Path

import pytest

from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import heures as texts
from tests.donnees import REGION
from tests.pages.conftest import Open, address, html
from tests.pages.test_carte import break_, empty, remove

SCREEN = next(screen for screen in ecrans.ECRANS if screen.url_path == "heures")


@pytest.fixture
def heures(ouvrir: Open):
    def heures(data: Path | None = REGION, **parameters: str):
        app = ouvrir(data, SCREEN, **parameters)
        assert not app.exception
        return app

    return heures


def headings(app) -> list[str]:
    return [heading.value for heading in app.header]


def charts(app) -> int:
    """Number of charts; the header of the site is a component too."""
    return len(app.get("bidi_component")) - 1


def test_full_screen(heures):
    app = heures()
    assert headings(app) == [
        texts.EVOLUTION_TITLE, texts.RANKING_TITLE, texts.BREAKDOWN_TITLE, texts.NATIONAL_TITLE, texts.APART_TITLE,
        texts.KNOWN_TITLE,
    ]  # fmt: skip
    assert charts(app) == 5
    page = html(app)
    for part in ("Pont de l’Essai", "90\u202f000\u00a0h réalisées", "au total, de 2017 à 2020", "un chantier"):
        assert part in page
    apart = next(
        block.value for block in app.get("html") if "atlas-a-part" in block.value and "<article" in block.value
    )
    assert "Pays entier" not in apart


def test_each_chart_has_its_table_with_reliability_and_source(heures):
    page = html(heures())
    assert page.count(">Fiabilité</th>") == 4
    assert "Observatoire d’essai" in page


def test_filters_are_in_the_address(heures):
    app = heures(mesure="habitant", annee="2019", selon="secteur", departement="98")
    assert app.button_group(key=parametres.MESURE).value == "habitant"
    assert app.button_group(key=parametres.ANNEE).value == "2019"
    assert app.button_group(key=parametres.DIMENSION).value == "secteur"
    assert address(app) == {"mesure": "habitant", "annee": "2019", "selon": "secteur", "departement": "98"}
    assert "Fibre de l’île" in html(app)
    app.button_group(key=parametres.MESURE).set_value("heures").run()
    assert "mesure" not in address(app)


def test_values_that_do_not_exist_are_ignored(heures):
    app = heures(niveau="PAYS", annee="1789", mesure="<b>")
    assert app.button_group(key=parametres.NIVEAU).value == "DEP"
    assert app.button_group(key=parametres.ANNEE).value == "2021"


def test_a_level_without_figures_says_so(heures):
    app = heures(niveau="COM")
    assert texts.EVOLUTION_EMPTY in [info.value for info in app.info]
    assert texts.RANKING_TITLE not in headings(app)


def test_without_any_hour(heures, region: Path):
    empty(region, "heures.csv")
    empty(region, "repartitions.csv")
    app = heures(region)
    said = [info.value for info in app.info]
    assert said == [texts.EVOLUTION_EMPTY, texts.BREAKDOWN_EMPTY, texts.NATIONAL_EMPTY, texts.APART_EMPTY]
    assert texts.NEEDED in html(app)
    assert charts(app) == 0


def test_one_year_only(heures, region: Path):
    table = region / "heures.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text(rows[0] + "".join(row for row in rows if row.startswith("fiction-2021")), encoding="utf-8")
    app = heures(region)
    assert texts.EVOLUTION_ONE_YEAR in [info.value for info in app.info]
    assert texts.RANKING_ALONE in [caption.value for caption in app.caption]


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("name", ["heures.csv", "repartitions.csv", "guichets.csv"])
def test_a_table_that_cannot_be_read_degrades_its_own_part(heures, region: Path, damage, name: str):
    damage(region, name)
    app = heures(region)
    assert app.expander[0].label.startswith("Une partie des données")
    assert texts.KNOWN_TITLE in headings(app)


def test_shipped(heures):
    app = heures(None)
    assert "1\u00a0département sur 13 avec un chiffre comparable." in [caption.value for caption in app.caption]
    page = html(app)
    for part in ("387\u202f000", "2016, 2017", "ligne 5", "41\u202f%"):
        assert part in page


def test_another_level_with_other_years(heures, region: Path):
    table = region / "heures.csv"
    row = "agglo-2023,EPCI:900000001,Agglo,2023,annuelle,,7000,realisees,,,,,,,tout,oui,,elevee,Essai,\n"
    table.write_text(table.read_text(encoding="utf-8") + row, encoding="utf-8")
    app = heures(region, annee="2019")
    assert app.button_group(key=parametres.ANNEE).value == "2019"
    app.button_group(key=parametres.NIVEAU).set_value("EPCI").run()
    assert not app.exception
    assert app.button_group(key=parametres.ANNEE).value == "2023"
    app.button_group(key=parametres.NIVEAU).set_value("DEP").run()
    assert not app.exception
