import pytest

from clauses.domain.calcul import Calcul, Lot
from clauses.domain.couverture import Couverture
from clauses.domain.fiche import build_fiche
from clauses.domain.guichets import Guichet
from clauses.domain.heures import classement
from clauses.domain.perimetre import parse
from clauses.domain.territoires import DEPARTEMENT
from clauses.rendu import calcul, fiche, guichets
from clauses.rendu.blocs import render
from clauses.rendu.tableaux import TEXTE
from clauses.rendu.tableaux import carte as tableaux
from clauses.rendu.tableaux import heures as tableaux_heures


def test_zones_in_words(moment, couverture):
    table = tableaux.table_zones(couverture.zones(), moment.territoires, str)
    assert table.valeurs["Communes"].tolist() == [3, 2, 1, 3, 1, 1, 1]
    assert table.valeurs.iloc[0].to_dict() == {
        "Statut": "local",
        "Guichets, du plus local au plus large": "PLIE de Testville, Testville Agglo – direction de l'emploi, "
        "Département d'Exemple",
        "Départements": "Exemple",
        "Communes": 3,
        "Habitants": 13_100,
    }
    assert table.textes["Guichets, du plus local au plus large"].iloc[-1] == "Aucun documenté"


def test_guichets_in_words(moment, couverture):
    table = tableaux.table_guichets(couverture.ordered, moment.typologies, moment.territoires)
    assert len(table) == 6
    by_name = table.textes.set_index("Guichet")
    first = by_name.loc["PLIE de Testville"]
    assert first["Contact"] == (
        "05 61 00 00 00 ; contact@testville.example ; https://plie.testville.example/clauses "
        "(standard de la communauté de communes, relevé en 2019)"
    )
    assert first["Constaté en"] == "2024"
    unproven = by_name.loc["Maison de l'Entre-Deux"]
    assert (unproven["Rôle et statut"], unproven["Contact"], unproven["Constaté en"]) == (
        "Guichet (existe peut-être\u00a0: à vérifier)",
        "Aucun contact trouvé",
        "non daté",
    )


def test_rows_become_cards_for_whom_and_call_first(moment, couverture):
    """S17: on a phone, the contact was the fifth column of a table cut without a sign, and no link."""
    table = tableaux.table_guichets(couverture.ordered, moment.typologies, moment.territoires)
    page = render("tableau.html", titre="Guichets", tableau=table)
    assert [each.titre for each in table.colonnes][:3] == ["Guichet", "Territoire", "Contact"]
    assert "--c2:'Territoire';--c3:'Contact';" in page
    assert '<a href="tel:+33561000000">05\u00a061\u00a000\u00a000\u00a000</a>' in page
    assert '<a href="mailto:contact@testville.example">' in page
    narrow = tableaux_heures.table_repartition({})
    assert "atlas-cartes" in page
    assert "atlas-cartes" not in render("tableau.html", titre="Parts", tableau=narrow)


@pytest.mark.parametrize(
    ("role", "statut", "words"),
    [
        ("guichet", "avere", "Guichet"),
        ("guichet", "a_confirmer", "Guichet (existe peut-être\u00a0: à vérifier)"),
        ("coordination", "avere", "Coordination"),
        ("coordination", "a_confirmer", "Coordination (existe peut-être\u00a0: à vérifier)"),
    ],
)
def test_role_and_status_agree(role, statut, words):
    assert guichets.role_words(Guichet("g", "G", role=role, statut=statut)) == words


@pytest.mark.parametrize(
    ("perimetre", "words"),
    [
        ("DEP:09 - COM:09006 + EPCI:900000002", "Exemple sauf Sans-Guichet + Entre-Deux"),
        ("DEP:98", "Fiction"),
        ("COM:75056", "75056"),
        ("FRANCE", "FRANCE"),
    ],
)
def test_a_perimeter_with_names(moment, perimetre, words):
    assert guichets.perimetre_words(Guichet("g", "G", perimetre=parse(perimetre)), moment.territoires) == words


def test_an_unknown_perimeter_is_said(moment):
    assert "inconnu" in guichets.perimetre_words(Guichet("g", "G"), moment.territoires)


def test_gaps_by_departement(couverture):
    table = tableaux.table_gaps(couverture, None, str)
    assert table.textes.to_dict("records") == [
        {
            "Département": "09 Exemple",
            "Ce qui existe": "non_documente",
            "Communes concernées": "1 sur 6",
            "Habitants concernés": "60 sur 13\u202f400",
        },
        {
            "Département": "98 Fiction",
            "Ce qui existe": "sectoriel",
            "Communes concernées": "4 sur 6",
            "Habitants concernés": "5\u202f435 sur 8\u202f235",
        },
        {
            "Département": "98 Fiction",
            "Ce qui existe": "coordination",
            "Communes concernées": "1 sur 6",
            "Habitants concernés": "700 sur 8\u202f235",
        },
        {
            "Département": "98 Fiction",
            "Ce qui existe": "a_confirmer",
            "Communes concernées": "1 sur 6",
            "Habitants concernés": "2\u202f100 sur 8\u202f235",
        },
    ]
    assert set(tableaux.table_gaps(couverture, "09", str).valeurs["Département"]) == {"09 Exemple"}


def test_without_gap_the_table_is_empty(moment):
    everywhere = Couverture(moment.territoires, (Guichet("g", "G", perimetre=parse("REG:R9")),))
    assert len(tableaux.table_gaps(everywhere, None, str)) == 0


def test_no_number_is_left_without_a_format(moment, couverture):
    territoires, heures = moment.territoires, moment.heures
    region = build_fiche(territoires.region, couverture, heures, moment.qpv, moment.structures, moment.index_relais)
    columns = fiche.comparaison([region], heures)
    made = [
        tableaux.table_zones(couverture.zones(), territoires, str),
        tableaux.table_guichets(couverture.ordered, moment.typologies, territoires),
        tableaux.table_gaps(couverture, None, str),
        tableaux_heures.table_series(heures.series(DEPARTEMENT), heures),
        tableaux_heures.table_classement(classement(heures, DEPARTEMENT, 2020), heures),
        tableaux_heures.table_chiffres(heures.nationales),
        tableaux_heures.table_repartition({"Essai": moment.repartitions}),
        calcul.table_coefficients(moment.coefficients, territoires),
        calcul.table_lots(Calcul((Lot("A", 1, 2, 3, 4), Lot()), 1607, 439), "Ensemble"),
        fiche.quartiers(region.quartiers, territoires),
        fiche.lacunes(range(3), couverture),
        fiche.table_comparaison(columns),
    ]
    for tableau in made:
        assert len(tableau)
        for ligne in tableau.cellules:
            assert not [cell for cell in ligne if cell.format == TEXTE and not isinstance(cell.valeur, str | None)]
