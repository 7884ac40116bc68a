"""Changes in French words."""

import pytest

from clauses.domain.changements import Changements, Disparition, compare
from clauses.donnees import read_moment
from clauses.rendu.cellules import reader
from clauses.rendu.changements import details, resume
from tests.donnees import REGION
from tests.donnees.tables import SCHEMAS, table

NB, NN = "\u00a0", "\u202f"


def guichet(id, **cells):
    return {"id": id, "nom": f"Guichet {id}", "perimetre": "DEP:09", **cells}


A, B, C, D = (guichet(key) for key in "abcd")
CHANGED = A | {"perimetre": "DEP:98", "telephone": "05 61 00 00 00"}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([A], [A], "rien ne change"),
        ([], [], "rien ne change"),
        ([], [A], f"1{NB}ajouté"),
        ([A], [CHANGED, B, C, D], f"3{NB}ajoutés, 1{NB}modifié{NB}: périmètre, téléphone"),
        ([A, B, C], [A], f"2{NB}retirés"),
        ([A, B], [CHANGED, C], f"1{NB}ajouté, 1{NB}retiré, 1{NB}modifié{NB}: périmètre, téléphone"),
        ([A, B], [A | {"etp": "2"}, B | {"nom": "Bis"}], f"2{NB}modifiés{NB}: nom, facilitateurs (ETP)"),
    ],
)
def test_resume(before, after, words):
    assert resume(compare(table("guichets", *before), table("guichets", *after)), SCHEMAS["guichets"]) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("typologies", "ajoutées"), ("structures", "ajoutées"), ("heures", "ajoutés"), ("guichets", "ajoutés")],
)
def test_gender_is_that_of_the_rows(name, words):
    key = SCHEMAS[name].primary_key[0]
    found = compare(table(name), table(name, {key: "a"}, {key: "b"}))
    assert resume(found, SCHEMAS[name]) == f"2{NB}{words}"


def test_many_columns_are_counted():
    before = {"id": "a"}
    after = before | {name: "2020" for name in SCHEMAS["guichets"].names if name not in ("id", "nom", "perimetre")}
    words = resume(compare(table("guichets", before), table("guichets", after)), SCHEMAS["guichets"])
    assert words.startswith(f"1{NB}modifié{NB}: sigle, typologie, rôle, statut, ")
    assert words.endswith(f" et 15{NB}autres")


def test_thousands_of_rows():
    found = Changements(tuple({"id": str(rank)} for rank in range(1200)), (), ())
    assert resume(found, SCHEMAS["structures"]) == f"1{NN}200{NB}ajoutées"


def test_details_say_everything_field_by_field():
    found = compare(table("guichets", A, B), table("guichets", CHANGED, C))
    rows = details(found, SCHEMAS["guichets"])
    assert list(rows.textes.columns) == ["Élément", "Colonne", "Avant", "Après"]
    assert rows.textes.values.tolist()[:2] == [
        ["Guichet a", "Périmètre", "DEP:09", "DEP:98"],
        ["Guichet a", "Téléphone", "", "05 61 00 00 00"],
    ]
    assert ["Guichet c", "Périmètre", "", "DEP:09"] in rows.textes.values.tolist()
    assert ["Guichet b", "Périmètre", "DEP:09", ""] in rows.textes.values.tolist()
    assert ["Guichet b", "Adresse", "", ""] not in rows.textes.values.tolist()


def test_details_of_nothing_is_an_empty_table():
    rows = details(Changements((), (), ()), SCHEMAS["guichets"])
    assert (len(rows), list(rows.textes.columns)) == (0, ["Élément", "Colonne", "Avant", "Après"])


def test_a_row_taken_away_by_an_import_is_told_whole():
    found = Changements((), (), (), (), (Disparition("a", 2, "Guichet a"),), retire=True)
    assert details(found, SCHEMAS["guichets"]).textes.values.tolist() == [["Guichet a", "Toute la ligne", "a", ""]]


def test_names_rather_than_codes():
    """Finding 32: « intercommunalite », « 98001 », « COM:98001 + EPCI:E2 »."""
    moment = read_moment(REGION)
    lire = reader(moment, moment.schemas["guichets"])
    fields = moment.schemas["guichets"].by_name
    commune = moment.territoires.communes.index[0]
    epci = moment.territoires.all("EPCI")[0]
    name = moment.territoires.communes.at[commune, "nom"]
    assert lire("mde", fields["typologie"]) == "Maison d’essai"
    assert lire(commune, fields["commune_siege"]).startswith(name)
    named = lire(f"COM:{commune} + {epci} - FRANCE", fields["perimetre"])
    assert named.replace(NB, " ").endswith(f" + {moment.territoires.nom(epci)} sauf France entière")
    assert [lire(value, fields["perimetre"]) for value in ("", "nulle part", "EPCI:000")] == [
        "",
        "nulle part",
        "EPCI:000",
    ]
    assert lire("5.5", fields["etp"]) == "5,5"
