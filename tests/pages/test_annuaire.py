"""Annuaire: filters are in the address, each entry has its sheet, missing data are reported."""

import csv
import re
from pathlib import Path

import pytest

from clauses.rendu import ecrans, parametres
from clauses.rendu.contact import MAIL_VARIABLE
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.mots import atlas as shared
from clauses.ui import keys
from clauses.ui.annuaire import A_PAGE
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.pages.conftest import Open, address, html
from tests.pages.test_carte import break_, empty, remove

SCREEN = ecrans.ANNUAIRE


@pytest.fixture
def annuaire(ouvrir: Open):
    def annuaire(data: Path | None = REGION, **parameters: str):
        app = ouvrir(data, SCREEN, **parameters)
        assert not app.exception
        return app

    return annuaire


def names(app) -> list[str]:
    """Names of the entries shown."""
    links = [link.proto.label for link in app.get("page_link")]
    return [label.strip("*").replace("\\", "") for label in links if label.startswith("**")]


def how_many(app) -> str:
    return re.search(r'role="status">([^<]*)<', html(app))[1]


def state(app) -> str:
    """State passed to the map."""
    return str(app.get("component_instance")[0].proto)


def many(folder: Path, number: int) -> None:
    path = folder / "structures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            {**rows[0], "id": f"s{rank}", "nom": f"Essai {rank:03}", "siret": ""} for rank in range(number)
        )


def test_all_guichets_first(annuaire):
    app = annuaire()
    assert (
        how_many(app)
        == "6\u00a0guichets (existence prouvée\u00a0: 4, à vérifier\u00a0: 2) et 1\u00a0organisme de coordination"
    )
    assert len(names(app)) == 7
    assert address(app) == {}
    assert texts.without_place(1) in [caption.value for caption in app.caption]
    assert "annuaire.geojson?liste=guichets" in state(app)
    page = html(app)
    assert "tel:+33561000000" in page
    assert "pour les HLM et l’État seulement" in page


def test_criteria_of_the_address(annuaire):
    asked = {
        "liste": "structures",
        "q": "essai",
        "type": "EI",
        "departement": "09",
        "secteur": "nettoyage",
        "mois": "12",
    }
    app = annuaire(**asked)
    assert names(app) == ["Nettoyage d’Essai"]
    assert how_many(app) == "1\u00a0fiche sur 3"
    assert address(app) == asked
    assert app.selectbox(key=parametres.SECTEUR).value == "nettoyage"
    active = next(caption.value for caption in app.caption if caption.value.startswith("Filtres actifs"))
    assert "nettoyage" in active
    assert "plus d’un an" in active
    app.button(key=keys.ANNUAIRE_EFFACER).click().run()
    assert not app.exception
    assert len(names(app)) == 3
    assert address(app) == {"liste": "structures"}


def test_words_narrow_at_once(annuaire):
    app = annuaire()
    app.text_input(key=parametres.TEXTE).set_value("testville").run()
    assert names(app)[0] == "PLIE de Testville"
    assert address(app) == {"q": "testville"}
    app.multiselect(key=parametres.TYPES).set_value(["intercommunalite"]).run()
    assert names(app) == ["Testville Agglo – direction de l’emploi"]
    app.text_input(key=parametres.TEXTE).set_value("").run()
    assert address(app) == {"type": "intercommunalite"}


def test_types_are_counted(annuaire):
    options = annuaire(epci="900000001").multiselect(key=parametres.TYPES).options
    assert "Plan local d’essai (1)" in options
    assert "Maison d’essai (0)" in options


def test_a_list_of_groups_follows_the_département(annuaire):
    assert annuaire(departement="98").selectbox(key=parametres.EPCI).options == ["Entre-Deux", "Pays de l’Écart"]


def test_a_place_chosen_on_the_map_is_let_go(annuaire):
    app = annuaire(lieu="09001")
    assert len(names(app)) == 3
    assert '"lieu":"09001"' in state(app).replace("&quot;", '"').replace("\\", "")
    app.button(key=keys.ANNUAIRE_LIEU).click().run()
    assert len(names(app)) == 7


@pytest.mark.parametrize(
    "asked", [{"departement": "77"}, {"type": "<b>"}, {"lieu": "x"}, {"mois": "7"}, {"page": "9"}, {"liste": "x"}]
)
def test_values_that_do_not_exist_are_ignored(annuaire, asked):
    assert len(names(annuaire(**asked))) == 7


def test_nothing_found_is_said(annuaire):
    app = annuaire(q="xyzzy")
    assert [info.value for info in app.info] == [texts.EMPTY]
    assert not names(app)
    assert not app.get("download_button")


def test_pages(annuaire, region: Path):
    many(region, 2 * A_PAGE + 1)
    app = annuaire(region, liste="structures", page="3")
    assert names(app) == ["Essai 024"]
    assert address(app) == {"liste": "structures", "page": "3"}
    app.text_input(key=parametres.TEXTE).set_value("essai").run()
    assert not app.exception
    assert names(app)[0] == "Essai 000"
    assert "page" not in address(app)


def test_sheet_of_a_guichet(annuaire, monkeypatch):
    monkeypatch.delenv(MAIL_VARIABLE, raising=False)
    app = annuaire(guichet="plie-testville")
    assert app.title[0].value == "PLIE de Testville"
    page = html(app)
    for part in (
        "tel:+33561000000", "mailto:contact@testville.example", "Vu en 2024", "https://testville.example/rapport",
        "13\u202f100\u00a0habitants", "perimetre/plie-testville.svg", "territoire?territoire=EPCI:900000001",
        "2,5 équivalents temps plein",
    ):  # fmt: skip
        assert part in page, part
    assert [button.proto.label for button in app.get("download_button")] == [texts.VCARD]
    assert not app.get("link_button")


def test_nothing_to_add_to_ones_contacts_without_any_contact(annuaire):
    """Finding 40: no vCard nor QR code when there is nothing in them."""
    app = annuaire(guichet="testville-agglo")
    assert "Aucun contact trouvé" in html(app)
    assert not app.get("download_button")
    assert "QR code" not in html(app)


def test_sheet_of_a_structure(annuaire, monkeypatch):
    monkeypatch.setenv(MAIL_VARIABLE, "atlas@exemple.example")
    app = annuaire(structure="nettoyage-essai")
    assert app.title[0].value == "Nettoyage d’Essai"
    page = html(app)
    for part in ("73282932000074", "nettoyage, espaces verts", "situation/COM:09001.svg", "Entreprise d’insertion"):
        assert part in page, part
    (report,) = app.get("link_button")
    assert report.proto.url.startswith("mailto:atlas@exemple.example?subject=Atlas%20des%20clauses")
    assert "nettoyage-essai" in report.proto.url


@pytest.mark.parametrize("asked", [{"guichet": "inconnu"}, {"structure": "<b>"}, {"guichet": "nettoyage-essai"}])
def test_unknown_sheet_is_a_warning_above_the_list(annuaire, asked):
    app = annuaire(**asked)
    assert [warning.value for warning in app.warning] == [texts.UNKNOWN]
    assert len(names(app)) == 7


def test_a_guichet_without_territory_nor_seat(annuaire):
    app = annuaire(guichet="plie-perdu")
    assert "Périmètre inconnu" in html(app)
    assert "perimetre/" not in html(app)


@pytest.mark.parametrize("damage", [remove, break_])
def test_guichets_that_cannot_be_read(annuaire, region: Path, damage):
    damage(region, "guichets.csv")
    assert shared.GUICHETS_MISSING in [warning.value for warning in annuaire(region).warning]
    assert len(names(annuaire(region, liste="structures"))) == 3


@pytest.mark.parametrize("damage", [remove, break_, empty])
def test_structures_that_cannot_be_read(annuaire, region: Path, damage):
    damage(region, "structures.csv")
    app = annuaire(region, liste="structures")
    assert [info.value for info in app.info] == [texts.EMPTY]
    assert len(names(annuaire(region))) == 7


def test_names_are_escaped(annuaire, region: Path):
    path = region / "structures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerow({**rows[0], "nom": CELLS["markdown"], "secteurs": CELLS["html"]})
    app = annuaire(region, liste="structures")
    (label,) = [link.proto.label for link in app.get("page_link") if link.proto.label.startswith("**")]
    assert "\\!\\[x\\]" in label
    assert "<img src=x" not in html(app)


def test_shipped(annuaire):
    app = annuaire(None, liste="structures", q="nettoyage")
    assert names(app) == ["APIJE", "Cleaning Bio 34", "OUVERTURE"]


def close(folder: Path, name: str, year: str, after: str = "") -> None:
    path = folder / "guichets.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | ({"ferme_en": year, "remplace_par": after} if row["id"] == name else {}) for row in rows)


def test_old_address_says_that_the_guichet_closed(annuaire, region):
    """Finding 35: closed, not deleted; its address leads to the one to see."""
    close(region, "plie-testville", "2025", "testville-agglo")
    app = annuaire(region, guichet="plie-testville")
    page = html(app)
    assert "ce guichet a fermé en 2025" in page
    assert 'href="annuaire?guichet=testville-agglo"' in page
    assert texts.UNKNOWN_TITLE not in [warning.proto.title for warning in app.warning]
    assert "PLIE de Testville" not in names(app)
