"""Effet in French words: sentences, figures by status, and the map as a table."""

from dataclasses import replace

import numpy as np
import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.evolution.effet import Effet, Etendue, Nature
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.rendu.changements import MOST_NAMES
from clauses.rendu.effet import lieux, natures, phrase, resume_effet, table_changements, table_effet
from clauses.rendu.mots.population import source

NB, NN = "\u00a0", "\u202f"
T_AGGLO = "EPCI:900000001"


@pytest.fixture(scope="module")
def compared(moment):
    def compare(before, after):
        coverages = (
            Couverture(
                moment.territoires, tuple(Guichet(key, key.title(), perimetre=parse(each)) for key, each in rows)
            )
            for rows in (before.items(), after.items())
        )
        return Effet(*coverages)

    return compare


def test_effect_in_sentences(compared):
    found = compared({"un": "EPCI:900000001", "deux": "COM:98006"}, {"un": "DEP:09"})
    assert resume_effet(found) == [
        f"La part des habitants couverts passe de 63,8{NN}% à 61,9{NN}% (4 puis 6{NB}communes sur 12).",
        f"Un guichet avéré ouvert à tous répond désormais dans 3{NB}communes (300{NB}habitants){NB}: Gras <b>et</b> "
        "Maigre, Bourg-de-l’Œuvre, Sans-Guichet.",
        f"Plus aucun guichet avéré ouvert à tous ne répond dans 1{NB}commune (700{NB}habitants){NB}: Île-Modèle.",
        f"«{NB}Un{NB}» gagne 3{NB}communes (300{NB}habitants){NB}: Gras <b>et</b> Maigre, Bourg-de-l’Œuvre, "
        "Sans-Guichet.",
        f"«{NB}Deux{NB}» perd 1{NB}commune (700{NB}habitants){NB}: Île-Modèle.",
        source(None),
    ]


def test_effect_that_leaves_the_share_as_it_is(compared):
    sentences = resume_effet(compared({"un": "DEP:09"}, {"un": "DEP:09", "deux": "EPCI:900000001"}))
    assert sentences == [
        f"La part des habitants couverts reste de 61,9{NN}%.",
        f"«{NB}Deux{NB}» gagne 3{NB}communes (13{NN}100{NB}habitants){NB}: Testville Agglo.",
        source(None),
    ]


def test_effect_too_small_for_the_share_is_counted(compared):
    sentences = resume_effet(compared({"un": "REG:R9 - COM:98004"}, {"un": "REG:R9 - COM:98004 - COM:98005"}))
    assert sentences[0] == f"La part des habitants couverts reste de 99,9{NN}% (11 puis 10{NB}communes sur 12)."


def test_no_effect_is_said_too(compared):
    assert resume_effet(compared({"un": "DEP:09"}, {"un": "DEP:09"})) == ["La couverture ne change nulle part."]


def test_effect_by_status(compared):
    rows = table_effet(compared({"un": "EPCI:900000001"}, {"un": "DEP:09"}))
    assert rows.valeurs.values.tolist() == [
        ["Guichet local", 3, 0, 13_100, 0],
        ["Guichet départemental", 0, 6, 0, 13_400],
        ["Aucun guichet trouvé", 9, 6, 8_535, 8_235],
    ]
    assert [colonne.format.est_nombre for colonne in rows.colonnes] == [False, True, True, True, True]


def test_nothing_changes(couverture):
    found = Effet(couverture, replace(couverture))
    assert len(table_changements(found)) == 0
    assert natures(found) == []


def test_communes_that_gain_lose_or_exchange_are_counted(compared):
    found = compared({"a": T_AGGLO, "b": "COM:98006"}, {"b": "COM:98001", "c": T_AGGLO})
    assert {each["nature"]: each["communes"] for each in natures(found)} == {
        Nature.GAIN: f"1{NB}commune",
        Nature.PERTE: f"1{NB}commune",
        Nature.ECHANGE: f"3{NB}communes",
    }


@pytest.mark.parametrize(
    ("before", "after", "nature", "said"),
    [
        ({"statut": "a_confirmer"}, {}, Nature.GAIN, "Essai : existe peut-être\u00a0: à vérifier → guichet local"),
        ({}, {"statut": "a_confirmer"}, Nature.PERTE, "Essai : guichet local → existe peut-être\u00a0: à vérifier"),
        ({"role": "coordination"}, {}, Nature.GAIN, "Essai : coordination seulement → guichet local"),
        ({"donneurs_ordre": ("etat",)}, {}, Nature.GAIN, "Essai : pour certains acheteurs seulement → guichet local"),
    ],
)
def test_a_guichet_that_becomes_something_else(moment, before, after, nature, said):
    guichet = Guichet("essai", "Essai", perimetre=parse(T_AGGLO))
    sides = (Couverture(moment.territoires, (replace(guichet, **each),)) for each in (before, after))
    (change,) = Effet(*sides).changements
    assert change.nature is nature
    assert [phrase(passage) for passage in change.passages] == [said]


def test_the_table_says_the_same_in_words(compared):
    rows = table_changements(compared({"a": "DEP:98"}, {"b": T_AGGLO})).valeurs.to_dict("records")
    assert rows[0] == {
        "Territoire": "Testville Agglo",
        "Communes": 3,
        "Habitants": 13_100,
        "Ce qui change": "Gagne : B (guichet local)",
        "Statut": "Aucun guichet trouvé → Guichet local",
    }
    assert rows[1]["Territoire"] == "Fiction (département)"
    assert rows[1]["Ce qui change"] == "Perd : A (guichet départemental)"


def test_sentences_and_table_speak_of_guichets_in_the_same_order(compared):
    found = compared({"a": T_AGGLO}, {"b": T_AGGLO})
    assert table_changements(found).valeurs["Ce qui change"].tolist() == [
        "Gagne : B (guichet local) ; Perd : A (guichet local)"
    ]
    assert [sentence[:10] for sentence in resume_effet(found)[1:-1]] == [f"«{NB}B{NB}» gagn", f"«{NB}A{NB}» perd"]


def test_places_are_named_or_counted(moment):
    territoires = moment.territoires

    def named(positions):
        return lieux(Etendue(np.asarray(positions), territoires))

    assert named(np.arange(12)) == ["Région d’essai (toute la région)"]
    assert named(territoires.members["EPCI", "900000001"]) == ["Testville Agglo"]
    assert len(named(np.arange(0, 12, 2))) <= MOST_NAMES
    assert sum("communes sur" in each for each in named(np.setdiff1d(np.arange(12), [0, 11]))) in (0, 2)
