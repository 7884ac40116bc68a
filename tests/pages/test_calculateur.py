"""Calculateur: the worked example, both ways, several lots, the address, the guichet, and missing references."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import calculateur as texts
from clauses.ui import keys
from tests.donnees import REGION
from tests.pages.conftest import Open, address, html
from tests.pages.test_carte import break_, empty, remove

SCREEN = next(screen for screen in ecrans.ECRANS if screen.url_path == "calculateur")


@pytest.fixture
def calculateur(ouvrir: Open):
    def calculateur(data: Path | None = REGION, **parameters: str) -> AppTest:
        app = ouvrir(data, SCREEN, **parameters)
        assert not app.exception
        return app

    return calculateur


def number(app: AppTest, name: str, rank: int = 0):
    return app.number_input(key=f"{keys.LOT}_{rank}_{name}")


def test_starts_with_the_default_references_and_an_empty_address(calculateur):
    app = calculateur()
    values = {name: number(app, name).value for name in ("montant", "main_oeuvre", "cout", "insertion")}
    assert values == {"montant": 500_000, "main_oeuvre": 40, "cout": 25, "insertion": 10}
    assert "800\u00a0h" in html(app)
    assert "Guide d’essai" in html(app)
    assert address(app) == {}


def test_worked_example(calculateur):
    app = calculateur()
    app.button(key=keys.CALCUL_EXEMPLE).click().run()
    assert not app.exception
    assert "833\u00a0h" in html(app)
    assert address(app)["lots"] == "1000000~50~30~5~Exemple"


def test_a_link_carries_the_calculation(calculateur):
    link = {
        "lots": "1000000~50~30~5~A;200000~80~25~10~B~essai-main-oeuvre-2~essai-cout", "diviseur": "1820",
        "personne": "450", "commune": "09001",
    }  # fmt: skip
    app = calculateur(**link)
    page = html(app)
    assert "1\u202f473\u00a0h" in page
    assert "÷ 1\u202f820\u00a0h" in page
    assert "÷ 450\u00a0h" in page
    assert "PLIE de Testville" in page
    assert number(app, "montant", 1).value == 200_000
    assert app.selectbox(key=f"{keys.LOT}_1_main_oeuvre_choix").value == "essai-main-oeuvre-2"
    assert address(app) == link


def test_the_link_to_share_holds_every_value_even_the_default_ones(calculateur):
    (link,) = [block.value for block in calculateur().get("code")]
    assert link.endswith("/calculateur?lots=500000~40~25~10~~essai-main-oeuvre~essai-cout&diviseur=1607&personne=400")


@pytest.mark.parametrize(("share", "said"), [(20, 0), (21, 1), (100, 1)])
def test_guides_are_recalled_beyond_their_range_not_at_it(calculateur, share: int, said: int):
    app = calculateur(lots=f"61000~44.9~30~{share}~x")
    assert len(app.info) == said
    assert not app.warning


def test_changing_a_number_changes_result_and_address(calculateur):
    app = calculateur()
    number(app, "montant").set_value(1_000_000.0).run()
    assert "1\u202f600\u00a0h" in html(app)
    assert address(app)["lots"] == "1000000~40~25~10~~essai-main-oeuvre~essai-cout"


def test_a_reference_fills_the_number_beside_it(calculateur):
    app = calculateur()
    app.selectbox(key=f"{keys.LOT}_0_main_oeuvre_choix").set_value("essai-main-oeuvre-2").run()
    assert number(app, "main_oeuvre").value == 80
    number(app, "main_oeuvre").set_value(81.0).run()
    assert app.selectbox(key=f"{keys.LOT}_0_main_oeuvre_choix").value is None
    assert "valeur saisie" in html(app)


def test_lots_are_added_and_taken_away(calculateur):
    app = calculateur(lots="1000000~50~30~5~A")
    app.button(key=keys.LOT_AJOUTER).click().run()
    assert number(app, "montant", 1).value == 500_000
    number(app, "montant", 1).set_value(7.0).run()
    app.button(key=f"{keys.LOT}_0_retirer").click().run()
    assert not app.exception
    assert number(app, "montant").value == 7
    assert not [each for each in app.number_input if each.key == f"{keys.LOT}_1_montant"]


def test_the_other_way_round(calculateur):
    app = calculateur(sens="part", cible="1000", lots="1000000~50~30~5~A")
    assert "6\u202f%" in html(app)
    assert "1\u202f000\u00a0h" in html(app)
    app.number_input(key=parametres.CIBLE).set_value(20_000.0).run()
    assert len(app.warning) == 1
    assert "120\u202f%" in app.warning[0].value
    app.number_input(key=parametres.CIBLE).set_value(5000.0).run()
    assert "30\u202f%" in app.info[0].value
    app.button_group(key=parametres.SENS).set_value("heures").run()
    assert number(app, "insertion").value == 5


def rules(app: AppTest) -> str:
    """The block of the rules."""
    return next(block.value for block in app.get("html") if "atlas-regle" in block.value)


def test_rules_of_the_place(calculateur):
    assert "Règle d’essai de Testville Agglo" in rules(calculateur(commune="09001"))
    elsewhere = rules(calculateur(commune="98006"))
    assert "Règle d’essai de Testville Agglo" not in elsewhere
    assert "Règle d’essai partout" in elsewhere


@pytest.mark.parametrize("damage", [remove, break_, empty])
def test_without_references_the_calculation_remains(calculateur, region: Path, damage):
    damage(region, "coefficients.csv")
    app = calculateur(region, lots="1000000~50~30~5~A")
    assert texts.NO_COEFFICIENT in [warning.value for warning in app.warning]
    assert "833\u00a0h" in html(app)
    assert "valeur saisie" in html(app)


def test_without_guichets_nobody_is_named(calculateur, region: Path):
    break_(region, "guichets.csv")
    app = calculateur(region, commune="09001")
    assert shared.GUICHETS_MISSING in [warning.value for warning in app.warning]


@pytest.mark.parametrize("lots", ["x", "-5~50~30~5~", "1~2~3~4~5~6", "%3Cb%3E"])
def test_a_wrong_link_starts_from_the_default(calculateur, lots: str):
    assert number(calculateur(lots=lots), "montant").value == 500_000


def test_shipped(calculateur):
    app = calculateur(None, commune="31555", lots="200000~70~28~10~Déménagement")
    page = html(app)
    for part in ("35 heures", "NPNRU", "Loi Climat"):
        assert part in rules(app)
    assert "convention entre praticiens" in page
