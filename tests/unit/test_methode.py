"""Missing data and sources, without anything invented."""

import pytest

from clauses.domain.annuaire import guichets_annuaire, structures_annuaire
from clauses.domain.couverture import Couverture
from clauses.domain.statut import STATUTS, Statut
from clauses.donnees import Moment
from clauses.rendu import methode
from clauses.rendu.mots import domaine as mots
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import parse_tables
from tests.donnees import REGION


def test_each_status_has_its_example(couverture: Couverture):
    found = {statut["code"]: statut["exemple"] for statut in methode.statuts(couverture)}
    assert list(found) == [statut.value for statut in STATUTS]
    assert found["local"] == "Testville, par PLIE de Testville"
    assert found["sectoriel"] == "Testville, par Bailleurs de Fiction (« l'Union »)"
    assert found["coordination"] == "Île-Modèle, par Mission de Fiction"
    assert found["non_documente"] == "Sans-Guichet"


def test_a_status_that_no_commune_has(moment: Moment):
    assert methode.exemple(Statut.LOCAL, Couverture(moment.territoires, ())) == ""


@pytest.fixture(scope="module")
def manques(moment: Moment, couverture: Couverture):
    labels = mots.guichet_labels(moment.typologies)
    return methode.table_manques(
        couverture,
        guichets_annuaire(moment.guichets, moment.territoires, labels),
        structures_annuaire(moment.structures, moment.territoires, {}),
        moment.heures,
        moment.qpv,
    )


def test_one_row_a_département(manques):
    assert manques.valeurs["Département"].tolist() == ["09 Exemple", "98 Fiction"]


def test_what_is_missing(manques):
    rows = manques.valeurs.set_index("Département")
    exemple, fiction = rows.loc["09 Exemple"], rows.loc["98 Fiction"]
    assert (exemple["Guichets"], exemple["À vérifier"], exemple["Sans coordonnées"]) == (3, 1, 2)
    assert exemple["Années d’heures comparables"] == "2019, 2020, 2021"
    assert (exemple["Structures"], fiction["Structures"]) == (1, 2)
    assert manques.textes["Habitants sans guichet ouvert à tous"].tolist() == ["0,4\u202f%", "100\u202f%"]


def test_sources_of_each_table():
    tables = parse_tables(read_instantane(REGION).contents, read_schemas(REGION))
    table = methode.table_sources(
        tables.values(), {"source": {"origine": "Essai", "paquet": "p", "version": "1"}}, "Libre"
    )
    rows = table.textes.set_index("Table ou couche")
    assert rows.loc["Structures d’insertion", "Sources"] == "Presse d’essai, Annuaire d’essai".replace("’", "'")
    assert rows.loc["Structures d’insertion", "Lignes"] == "3"
    assert rows.loc["Structures d’insertion", "Licence"] == "Libre"
    assert rows.loc["Territoires et contours", "Sources"] == "Essai (paquet p 1)"
    assert rows.loc["Territoires et contours", "Licence"] == mots.UNKNOWN
    assert rows.loc["Territoires et contours", "Lignes"] == "–"


@pytest.mark.parametrize("description", [{}, {"sources": None}, {"sources": [1, {}, {"path": "https://a.example"}]}])
def test_a_description_without_sources(description):
    assert methode.sources(description) == []


def test_only_web_addresses_are_links():
    found = methode.licences({"licenses": [{"title": "L", "path": "javascript:alert(1)"}, {"title": "M", "path": 3}]})
    assert found == [{"nom": "L", "adresse": ""}, {"nom": "M", "adresse": ""}]
