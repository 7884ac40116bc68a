"""Follow-up files: cells, places, totals and what they change, on the invented region."""

from decimal import Decimal

import pytest

from clauses.domain.imports.catalogue import HEURES
from clauses.domain.imports.controle import check
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import FIRST_ROWS, build_export, find_columns
from clauses.domain.imports.lecture import AnneeMois, key, parse_annee, parse_date, parse_heures, parse_oui_non
from clauses.domain.imports.lieux import Lieux
from clauses.domain.imports.modele import lines_of, render_modele
from clauses.domain.imports.proposition import propose
from clauses.domain.regles.contexte import Probleme
from clauses.domain.schema import Field
from clauses.domain.suivi.changements import compare
from clauses.domain.suivi.totaux import FEWEST, add_up
from clauses.domain.validation import LIMIT
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import parse_table, read_table
from clauses.storage.textes_yaml import parse_yaml
from tests.donnees import REGION


@pytest.fixture(autouse=True)
def groups_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of these tests hold a few people; the rule on small groups has its own test."""
    monkeypatch.setattr("clauses.domain.suivi.totaux.FEWEST", 1)


SCHEMA = read_schemas(SHIPPED_DATA)["heures"]
HOURS = Field("heures", "", "", "number", minimum=0, maximum=1_000_000)
YEAR = SCHEMA.by_name["annee"]

TITLES = ("Personne", "Contrat", "Marché", "Commune", "CP", "Mois", "Heures", "QPV", "Statut")
CORRESPONDANCE = {
    "table": "heures",
    "colonnes": {
        "heures": "Heures",
        "date": "Mois",
        "territoire": "Commune",
        "code_postal": "CP",
        "beneficiaire": "Personne",
        "contrat": "Contrat",
        "marche": "Marché",
        "qpv": "QPV",
    },
    "niveau": "EPCI",
    "fixes": {
        "periode": "annuelle",
        "nature": "realisees",
        "comparable": "non",
        "portee": "tout le guichet",
        "confiance": "elevee",
        "source": "Export d'essai",
    },
    "identifiant": "essai-{territoire}-{annee}",
}


def shown(value):
    """A result as it is, a problem by its code and its suggestion."""
    return (value.code, value.params.get("suggestion", "")) if isinstance(value, Probleme) else value


# Cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35", Decimal(35)),
        ("151,67", Decimal("151.67")),
        ("151.67", Decimal("151.67")),
        ("1 038,5", Decimal("1038.5")),
        ("1\u202f038,50", Decimal("1038.50")),
        ("1\u00a0038", Decimal(1038)),
        ("0", Decimal(0)),
        ("7:30", Decimal("7.5")),
        ("7h45", Decimal("7.75")),
        ("151:40:00", Decimal(151) + Decimal(40) / 60),
        ("", ("E-VAL-01", "")),
        ("-3", ("E-VAL-05", "")),
        ("12O", ("E-VAL-03", "12")),
        ("35 h", ("E-VAL-03", "35")),
        ("sept", ("E-VAL-03", "")),
        ("7:75", ("E-VAL-03", "7")),
        ("#N/A", ("E-VAL-03", "")),
        ("1e3", ("E-VAL-03", "")),
        ("9" * 400, ("E-VAL-12", "")),
    ],
)
def test_hours(text, expected):
    assert shown(parse_heures(text, HOURS)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/01/2024", AnneeMois(2024, 1)),
        ("1/2/2024", AnneeMois(2024, 2)),
        ("31-12-2024", AnneeMois(2024, 12)),
        ("31.12.24", AnneeMois(2024, 12)),
        ("31/12/98", AnneeMois(1998, 12)),
        ("29/02/2024", AnneeMois(2024, 2)),
        ("2024-01-31", AnneeMois(2024, 1)),
        ("2024-01-31 00:00:00", AnneeMois(2024, 1)),
        ("2024-01-31T08:15:00.000Z", AnneeMois(2024, 1)),
        ("31/01/2024 08:15", AnneeMois(2024, 1)),
        ("01/2024", AnneeMois(2024, 1)),
        ("2024-01", AnneeMois(2024, 1)),
        ("janvier 2024", AnneeMois(2024, 1)),
        ("Février 2024", AnneeMois(2024, 2)),
        ("FEVRIER 2024", AnneeMois(2024, 2)),
        ("janv-24", AnneeMois(2024, 1)),
        ("juil.-24", AnneeMois(2024, 7)),
        ("août-24", AnneeMois(2024, 8)),
        ("1er mars 2024", AnneeMois(2024, 3)),
        ("lundi 4 mars 2024", AnneeMois(2024, 3)),
        ("45322", AnneeMois(2024, 1)),
        ("2024", AnneeMois(2024)),
        ("", ("E-VAL-01", "")),
        ("31/02/2024", ("E-LIG-11", "")),
        ("29/02/2023", ("E-LIG-11", "")),
        ("13/2024", ("E-LIG-11", "")),
        ("00/2024", ("E-LIG-11", "")),
        ("01/31/2024", ("E-LIG-11", "31/01/2024")),
        ("2024-31-01", ("E-LIG-11", "31/01/2024")),
        ("01/24", ("E-LIG-11", "")),
        ("jui 2024", ("E-LIG-11", "")),
        ("brumaire 2024", ("E-LIG-11", "")),
        ("hier", ("E-LIG-11", "")),
        ("12", ("E-LIG-11", "")),
        ("99999", ("E-LIG-11", "")),
        ("31/01/1924", ("E-VAL-05", "")),
        ("31/01/2124", ("E-VAL-11", "")),
        ("31/12/2024", AnneeMois(2024, 12)),
        ("01/01/2027", ("E-VAL-11", "")),
    ],
)
def test_dates(text, expected):
    assert shown(parse_date(text, YEAR, 2026)) == expected


def test_a_date_to_come_is_possible_when_nothing_says_otherwise():
    assert parse_date("01/2027", YEAR) == AnneeMois(2027, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", AnneeMois(2024)),
        ("2024,0", AnneeMois(2024)),
        ("", ("E-VAL-01", "")),
        ("24", ("E-VAL-04", "")),
        ("1924", ("E-VAL-05", "")),
        ("2031", ("E-VAL-11", "")),
        ("an 2024", ("E-VAL-04", "2024")),
    ],
)
def test_years(text, expected):
    assert shown(parse_annee(text, YEAR, 2026)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(word, True) for word in ("oui", "Oui", "O", "VRAI", "true", "1", "x", "X")]
    + [(word, False) for word in ("non", "NON", "n", "Faux", "0")]
    + [("", None), ("peut-être", ("E-LIG-18", "")), ("2", ("E-LIG-18", ""))],
)
def test_yes_and_no(text, expected):
    assert shown(parse_oui_non(text)) == expected


def test_the_same_person_written_twice_is_one():
    assert key("DUPONT  Hélène") == key("Dupont Helene ")
    assert len({key(text) for text in ("P-1", "P+1", "P1", "李", "王")}) == 5


# Places


@pytest.fixture(scope="module")
def territoires(moment):
    return moment.territoires


@pytest.mark.parametrize(
    ("text", "postal", "niveau", "expected"),
    [
        ("09001", "", "COM", "COM:09001"),
        ("9001", "", "COM", "COM:09001"),
        ("COM:09001", "", "EPCI", "EPCI:900000001"),
        ("com: 09001", "", "DEP", "DEP:09"),
        ("09001", "98000", "COM", "COM:09001"),
        ("900000002", "", "EPCI", "EPCI:900000002"),
        ("900 000 002", "", "EPCI", "EPCI:900000002"),
        ("Entre-Deux", "", "EPCI", "EPCI:900000002"),
        ("testville agglo", "", "EPCI", "EPCI:900000001"),
        ("CC Pays de l'Écart", "", "EPCI", "EPCI:900000003"),
        ("Communauté de communes du Pays de l’Ecart", "", "EPCI", "EPCI:900000003"),
        ("98", "", "DEP", "DEP:98"),
        ("9", "", "DEP", "DEP:09"),
        ("Fiction", "", "DEP", "DEP:98"),
        ("Département de Fiction", "", "DEP", "DEP:98"),
        ("R9", "", "REG", "REG:R9"),
        ("Région d'essai", "", "REG", "REG:R9"),
        ("st essai", "", "EPCI", "EPCI:900000001"),
        ("SAINT-ESSAI CEDEX 2", "", "EPCI", "EPCI:900000001"),
        ("ste etape s/ mer", "", "COM", "COM:98002"),
        ("Épreuve (L')", "", "COM", "COM:09002"),
        ("epreuve l", "", "COM", "COM:09002"),
        ("Deux-Mots", "", "COM", "COM:98003"),
        ("Bourg de l'Oeuvre", "", "COM", "COM:09005"),
        ("Ô", "", "COM", "COM:98004"),
        ("Testville", "09100", "COM", "COM:09001"),
        ("Testville", "9000", "COM", "COM:09001"),
        ("Testville", "98000", "EPCI", "EPCI:900000002"),
        ("TESTVILLE CEDEX", "98049", "COM", "COM:98001"),
        ("Testville", "CS 1", "REG", "REG:R9"),
        ("98000 Testville", "", "COM", "COM:98001"),
        ("Testville (98)", "", "COM", "COM:98001"),
        ("Testville (98, Fiction)", "", "COM", "COM:98001"),
        ("Testville (Fiction)", "", "COM", "COM:98001"),
        ("Testville", "", "REG", "REG:R9"),
        ("", "09000", "EPCI", ("E-VAL-01", "")),
        ("Testville", "", "EPCI", ("E-LIG-13", "")),
        ("Testville", "99999", "COM", ("E-LIG-16", "")),
        ("Saint-Essai", "93000", "COM", ("E-LIG-16", "")),
        ("Saint-Essai (75)", "", "COM", ("E-LIG-16", "")),
        ("Tesville", "", "EPCI", ("E-LIG-12", "Testville (09001)")),
        ("Entre-Deu", "", "EPCI", ("E-LIG-12", "Entre-Deux")),
        ("Testville (chantier école)", "", "EPCI", ("E-LIG-12", "")),
        ("Total", "", "EPCI", ("E-LIG-12", "")),
        ("75056", "", "EPCI", ("E-LIG-12", "")),
        ("98010", "", "EPCI", ("E-LIG-12", "98001")),
        ("EPCI:123456789", "", "EPCI", ("E-LIG-12", "")),
        ("Commune Entre-Deux", "", "EPCI", ("E-LIG-12", "")),
        ("Fiction", "", "EPCI", ("E-LIG-14", "")),
        ("Entre-Deux", "", "DEP", ("E-LIG-14", "")),
        ("Testville Agglo", "", "DEP", "DEP:09"),
        ("Île-Modèle", "", "EPCI", ("E-LIG-15", "")),
        ("Île-Modèle", "", "DEP", "DEP:98"),
        ("98000", "", "COM", ("E-LIG-17", "")),
        ("9100", "", "COM", ("E-LIG-17", "")),
        ("Essai le Vieux", "", "COM", "COM:09003"),
        ("L’Ancienne (commune)", "", "COM", ("E-LIG-12", "")),
        ("ANCIENNE CEDEX", "09100", "COM", "COM:09003"),
        ("l'ancienne", "98200", "COM", ("E-LIG-16", "")),
        ("09013", "", "EPCI", "EPCI:900000001"),
        ("COM:98013", "", "COM", "COM:98003"),
        ("Sans-Guichet", "", "COM", "COM:09006"),
        ("Sans-Guichet", "09300", "COM", "COM:09006"),
        ("Sans-Guichet", "98200", "COM", "COM:98003"),
        ("Sans-Guichet (98)", "", "COM", "COM:98003"),
    ],
)
def test_places(territoires, text, postal, niveau, expected):
    found = Lieux(territoires, niveau).find(text, postal)
    assert (shown(found) if isinstance(found, Probleme) else str(found)) == expected


def test_homonyms_are_all_named(territoires):
    found = Lieux(territoires, "COM").find("testville")
    assert found.params["candidats"] == "09001 Exemple, 98001 Fiction"


def test_a_column_of_postal_codes_is_not_taken_for_insee_codes(moment):
    """Here 34150 would be both: a commune by its INSEE code, another by its postal code."""
    communes = moment.territoires.communes.copy()
    communes.loc["09003", "codes_postaux"] = "09001"
    territoires = type(moment.territoires)(communes, moment.territoires.epci, moment.territoires.departements,
                                              "R9", "Région d’essai")  # fmt: skip
    assert str(Lieux(territoires, "COM", ["09001", "98003", "Testville"]).find("09001")) == "COM:09001"
    assert shown(Lieux(territoires, "COM", ["09001", "98200"]).find("09001")) == ("E-LIG-17", "")
    assert str(Lieux(territoires, "COM", ["98003", "98200"]).find("98003")) == "COM:98003"


@pytest.mark.parametrize("text", ["<b>", "\x00", "'; DROP", "{0}", "é" * 500, "(((", "))) (", "Cedex", "le", "-", "٣٤"])
def test_odd_places_have_a_calm_answer(territoires, text):
    assert isinstance(Lieux(territoires, "EPCI").find(text, text), Probleme)


# Titles


def rows(*cells, titles=TITLES, start=1):
    return [(start, titles), *((start + rank, tuple(row)) for rank, row in enumerate(cells, 1))]


def test_titles_are_found_below_what_software_writes():
    body = [("a", "1"), ("b", "2")]
    above = [(1, ("Suivi des clauses",)), (3, ("Édité le", "03/03/2026"))]
    export = build_export("f", [*above, *rows(*body, titles=("Nom", "Nb\nheures "), start=5)], ["nb heures"])
    assert (export.titres, export.ligne_titres, [line for line, _ in export.lignes]) == (
        ("Nom", "Nb heures"),
        5,
        [6, 7],
    )


def test_cells_beyond_the_titles_are_left_out_when_empty():
    export = build_export("f", [(1, ("A", "B", "")), (2, ("1", "2", "")), (3, ("1", "2", "x"))], ["A"])
    assert [cells for _, cells in export.lignes] == [("1", "2"), ("1", "2", "x")]


def test_without_known_titles_data_are_not_taken_for_titles():
    assert build_export("f", [(1, ("Suivi",)), (2, ("Personne", "Heures")), (3, ("x", "1"))]).ligne_titres == 2
    assert build_export("f", [(1, ("Dupont", "12,5")), (2, ("Durand", "31/01/2024"))]) is None
    assert build_export("f", [(line, ("x",)) for line in range(FIRST_ROWS + 5)]) is None


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Heures", "Mois"), {"Heures": 0, "Mois": 1}),
        (("MOIS ", "heures"), {"Heures": 1, "Mois": 0}),
        (("Heures", "heures", "Mois"), {"Heures": 0, "Mois": 2}),
        (("Heures", "Mois", "Mois"), [("E-COL-16", "")]),
        (("HEURES", "heures", "Mois"), [("E-COL-16", "")]),
        (("Heures", "Moi"), [("E-COL-15", "Moi")]),
        (("Heures", "Entreprise"), [("E-COL-15", "")]),
    ],
)
def test_columns_are_found_by_title(titles, expected):
    found = Correspondance.read(HEURES, {"colonnes": {"heures": "Heures", "date": "Mois"}}, {}, "c.yml")
    export = build_export("f", [(1, titles), (2, ("1",) * len(titles))], found.titres)
    positions, issues = find_columns(export, found)
    codes = [(issue.code, dict(issue.params).get("suggestion", "")) for issue in issues]
    assert (codes or positions) == expected


# Totals


def document_of(without=(), **changes):
    return {name: value for name, value in (CORRESPONDANCE | changes).items() if name not in without}


def correspondance(territoires, **changes):
    document = document_of(**changes)
    found = Correspondance.read(HEURES, document, lines_of(document), "c.yml")
    assert check(found, SCHEMA, territoires) == []
    return found


def releve(territoires, *cells, **changes):
    found = correspondance(territoires, **changes)
    export = build_export("f.csv", rows(*cells), found.titres)
    positions, missing = find_columns(export, found)
    assert missing == []
    return add_up(export, positions, found, SCHEMA, territoires, 2026)


def row(person="P1", contract="C1", market="M1", place="Saint-Essai", cp="", month="01/2024", hours="10", qpv="non",
        statut="Clos"):  # fmt: skip
    return (person, contract, market, place, cp, month, hours, qpv, statut)


def total(found):
    (only,) = found.totaux
    return only


def test_rows_are_added_up_by_territory_and_year(territoires):
    found = releve(
        territoires,
        row(hours="0,1"),
        row(hours="0,2", place="L'Épreuve", person="P2", contract="C2"),
        row(hours="10", month="12/2023"),
        row(hours="5", place="Ô", market="M2"),
    )
    assert [(each.territoire, each.nom, each.annee, each.heures) for each in found.totaux] == [
        ("EPCI:900000001", "Testville Agglo", 2023, 10),
        ("EPCI:900000001", "Testville Agglo", 2024, 0),
        ("EPCI:900000003", "Pays de l'Écart", 2024, 5),
    ]
    assert (found.lues, found.retenues, found.filtrees, found.ecartees) == (4, 4, 0, 0)


def test_hours_are_exact_before_they_are_rounded(territoires):
    assert total(releve(territoires, *[row(hours="0,1")] * 5)).heures == 1
    assert total(releve(territoires, *[row(hours="0,1")] * 4)).heures == 0
    assert total(releve(territoires, *[row(hours="2,5")] * 1)).heures == 3
    assert total(releve(territoires, row(hours="0:20"), row(hours="0:10"))).heures == 1


def test_people_contracts_and_markets_are_counted_once(territoires):
    found = total(
        releve(
            territoires,
            row("DUPONT Hélène", "C1", "M1"),
            row("Dupont Helene", "C2", "M1"),
            row("P2", "C2", "M1", place="L'Épreuve"),
        )
    )
    assert (found.beneficiaires, found.contrats, found.marches) == (2, 2, 1)


def test_what_is_empty_is_not_counted_and_is_said(territoires):
    found = releve(territoires, row(person="", contract=""), row(person="P1", contract=""))
    assert (total(found).heures, total(found).beneficiaires, total(found).contrats) == (20, 1, None)
    assert [(issue.code, issue.column, dict(issue.params)["nombre"]) for issue in found.issues] == [
        ("A-LIG-11", "Personne", 1),
        ("A-LIG-11", "Contrat", 2),
    ]


@pytest.mark.parametrize(
    ("said", "part", "unknown"),
    [
        (["oui", "non", "non"], "33.3", 0),
        (["oui", "oui", "non"], "66.7", 0),
        (["x", "", ""], "33.3", 0),
        (["oui", "non", ""], "50.0", 1),
        (["non", "non", "non"], "0.0", 0),
        (["oui", "oui", "oui"], "100.0", 0),
        (["", "", ""], None, 3),
    ],
)
def test_share_of_people_in_a_qpv(territoires, said, part, unknown):
    found = releve(territoires, *(row(person=f"P{rank}", qpv=each) for rank, each in enumerate(said)))
    assert total(found).part_qpv == (None if part is None else Decimal(part))
    assert [dict(issue.params)["nombre"] for issue in found.issues] == ([unknown] if unknown else [])


def test_one_yes_is_enough_for_a_person(territoires):
    assert total(releve(territoires, row(qpv="oui"), row(qpv="non"), row(qpv=""))).part_qpv == 100
    assert total(releve(territoires, row(qpv="non"), row(qpv="oui"))).part_qpv == 100


def test_faulty_rows_are_named_and_left_out(territoires):
    found = releve(
        territoires,
        row(),
        row(hours="", month="hier", place="Nulle-Part"),
        row(qpv="bof"),
        row()[:5],
        (*row(), "de trop"),
    )
    assert (found.lues, found.retenues, found.ecartees, total(found).heures) == (5, 1, 4, 10)
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [
        ("E-VAL-01", 3, "Heures"),
        ("E-LIG-11", 3, "Mois"),
        ("E-LIG-12", 3, "Commune"),
        ("E-LIG-18", 4, "QPV"),
        ("E-LIG-01", 5, None),
        ("E-LIG-01", 6, None),
    ]


def test_no_issue_ever_tells_a_person(territoires):
    people = ["Nom-Secret Alice", "Nom-Secret Bob", ""]
    bad = [row(person=person, hours="x", month="y", place="Nulle-Part", qpv="z") for person in people]
    found = releve(territoires, *bad, *[row(person=person, qpv="") for person in people], *[(*row(people[0]), "1")])
    assert found.issues
    assert "Secret" not in repr(found)
    assert not any("Secret" in issue.message for issue in found.issues)


def test_a_slip_on_every_row_stays_readable(territoires):
    found = releve(territoires, *[row(hours="?")] * (LIMIT * 2))
    assert [issue.code for issue in found.issues].count("E-VAL-03") == LIMIT
    assert (found.issues[-1].code, len(found.issues), found.ecartees) == ("A-VAL-04", LIMIT + 1, LIMIT * 2)


def test_the_filter_keeps_the_values_told(territoires):
    found = releve(
        territoires,
        row(statut="Clos"),
        row(statut="RÉALISÉ"),
        row(statut="Prévu", hours="faux"),
        row(statut=""),
        filtre={"Statut": ["clos", "Réalisé"]},
    )
    assert (found.retenues, found.filtrees, found.ecartees) == (2, 2, 0)
    assert releve(territoires, row(statut=""), row(), filtre={"Statut": ""}).retenues == 1


def test_a_value_of_the_filter_that_is_never_there_is_said(territoires):
    found = releve(territoires, row(statut="Réalisée"), row(statut="Clos"), filtre={"Statut": ["Réalisé", "Clos"]})
    (remark,) = found.issues
    assert (remark.code, remark.file, dict(remark.params)["suggestion"]) == ("A-COL-11", "c.yml", "Réalisée")


@pytest.mark.parametrize(
    ("months", "said"),
    [(["01/2024", "12/2024"], []), (["02/2024", "12/2024"], [2024]), (["01/2023", "12/2023", "01/2024"], [2024])],
)
def test_a_year_that_seems_incomplete_is_said_of_comparable_figures(territoires, months, said):
    fixes = CORRESPONDANCE["fixes"]
    cells = [row(month=month) for month in months]
    found = releve(territoires, *cells, fixes=fixes | {"comparable": "oui"})
    assert [(issue.code, dict(issue.params)["annee"]) for issue in found.issues] == [
        ("A-LIG-13", year) for year in said
    ]
    assert releve(territoires, *cells, fixes=fixes).issues == ()


def test_planned_hours_may_be_to_come(territoires):
    assert releve(territoires, row(month="01/2027")).retenues == 0
    fixes = CORRESPONDANCE["fixes"] | {"nature": "prevues"}
    assert total(releve(territoires, row(month="01/2027"), fixes=fixes)).annee == 2027


WHOLE = {"without": ("niveau",), "colonnes": {"heures": "Heures", "contrat": "Contrat"}, "annee": "2024"}


def test_a_whole_file_for_one_territory_and_one_year(territoires):
    found = total(releve(territoires, row(place="ailleurs", month=""), territoire="dep:98", **WHOLE))
    assert (found.territoire, found.nom, found.annee) == ("DEP:98", "Fiction", 2024)
    assert (found.contrats, found.beneficiaires) == (1, None)


def test_a_whole_file_of_a_year_to_come_is_faulty(territoires):
    found = releve(territoires, row(), territoire="DEP:98", **WHOLE | {"annee": "2031"})
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [("E-VAL-11", 2, None)]


def test_several_territories_have_no_name_of_their_own(territoires):
    fixes = CORRESPONDANCE["fixes"] | {"libelle": "Mon guichet en {annee}"}
    found = total(releve(territoires, row(), territoire="DEP:98+EPCI:900000001", fixes=fixes, **WHOLE))
    assert (found.territoire, found.nom) == ("DEP:98 + EPCI:900000001", "")


# What changes


@pytest.fixture(scope="module")
def heures():
    return read_table(REGION / "heures.csv", SCHEMA)


def changes_of(territoires, table, *cells, **changes):
    found = correspondance(territoires, **changes)
    return compare(table, releve(territoires, *cells, **changes).totaux, found)


def test_a_new_figure_has_the_name_of_its_territory(territoires, heures):
    found = changes_of(territoires, heures, row(hours="12,6"))
    assert list(found.ajouts) == [
        {
            "id": "essai-epci-900000001-2024",
            "territoire": "EPCI:900000001",
            "libelle": "Testville Agglo",
            "annee": "2024",
            "periode": "annuelle",
            "heures": "13",
            "nature": "realisees",
            "beneficiaires": "1",
            "contrats": "1",
            "marches": "1",
            "part_qpv": "0",
            "portee": "tout le guichet",
            "comparable": "non",
            "confiance": "elevee",
            "source": "Export d'essai",
        }
    ]
    assert found
    assert (found.modifications, found.inchangees, found.issues) == ((), (), ())


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{nom}-{annee}", "testville-agglo-2024"),
        ("Guichet d'Été {code} {annee}", "guichet-d-ete-900000001-2024"),
        ("{territoire}_{annee}", "epci-900000001-2024"),
    ],
)
def test_identifiers_follow_their_template(territoires, heures, template, expected):
    (made,) = changes_of(territoires, heures, row(), identifiant=template).ajouts
    assert made["id"] == expected


def table_with(**cells):
    """The table of the region with the figure of these tests, once imported."""
    made = dict.fromkeys(SCHEMA.names, "") | {
        "id": "essai-epci-900000001-2024", "territoire": "EPCI:900000001", "libelle": "Testville Agglo",
        "annee": "2024", "periode": "annuelle", "heures": "10", "nature": "realisees", "beneficiaires": "1",
        "contrats": "1", "marches": "1", "part_qpv": "0", "portee": "tout le guichet", "comparable": "non",
        "confiance": "elevee", "source": "Export d'essai",
    } | cells  # fmt: skip
    header, body = ",".join(SCHEMA.names), ",".join(f'"{made[name]}"' for name in SCHEMA.names)
    return parse_table(f"{header}\n{body}\n".encode(), SCHEMA, "heures.csv")


def test_the_same_figure_again_changes_nothing(territoires):
    found = changes_of(territoires, table_with(), row())
    assert not found
    assert found.inchangees == ("essai-epci-900000001-2024",)


def test_what_was_written_by_hand_stays(territoires):
    table = table_with(libelle="Chez nous", remarque="À relire.", qualificatif="environ", part_qpv="0.0")
    assert not changes_of(territoires, table, row())


def test_a_figure_that_changes_is_told_column_by_column(territoires):
    table = table_with(heures="7", source="Autre export", contrats="")
    (found,) = changes_of(territoires, table, row()).modifications
    assert (found.id, found.line) == ("essai-epci-900000001-2024", 2)
    assert found.champs == {
        "heures": ("7", "10"),
        "contrats": ("", "1"),
        "source": ("Autre export", "Export d'essai"),
    }


def test_a_name_given_in_the_correspondance_is_written(territoires):
    fixes = CORRESPONDANCE["fixes"] | {"libelle": "{nom} ({annee})", "etp_facilitateurs": "2,5"}
    (found,) = changes_of(territoires, table_with(), row(), fixes=fixes).modifications
    assert found.champs == {
        "libelle": ("Testville Agglo", "Testville Agglo (2024)"),
        "etp_facilitateurs": ("", "2.5"),
    }


@pytest.mark.parametrize("cells", [{"territoire": "DEP:09"}, {"annee": "2021"}])
def test_the_identifier_of_another_figure_is_refused(territoires, cells):
    found = changes_of(territoires, table_with(**cells), row())
    assert not found
    assert [(issue.code, issue.file) for issue in found.issues] == [("E-LIG-20", "c.yml")]


def test_one_identifier_for_two_figures_is_refused(territoires, heures):
    found = changes_of(
        territoires, heures, row(place="98001"), row(place="09001"), niveau="COM", identifiant="{nom}-{annee}"
    )
    assert [issue.code for issue in found.issues] == ["E-LIG-19"]
    assert "COM:09001 2024 et COM:98001 2024" in found.issues[0].message


# Correspondance


def issues_of(territoires, document):
    return check(Correspondance.read(HEURES, document, lines_of(document), "c.yml"), SCHEMA, territoires)


def nested(document, path, value):
    """A copy of a document with one value changed; ``None`` takes the key away."""
    name, *rest = path
    changed = dict(document)
    if rest:
        changed[name] = nested(document.get(name, {}), rest, value)
    elif value is None:
        del changed[name]
    else:
        changed[name] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "code", "place", "suggestion"),
    [
        (("tables",), "x", "E-COL-11", "tables", "table"),
        (("colonnes", "heure"), "x", "E-COL-11", "colonnes.heure", "heures"),
        (("fixes", "porté"), "x", "E-COL-11", "fixes.porté", "portee"),
        (("zzz",), "x", "E-COL-11", "zzz", ""),
        (("table",), None, "E-COL-12", "table", ""),
        (("identifiant",), None, "E-COL-12", "identifiant", ""),
        (("niveau",), None, "E-COL-12", "niveau", ""),
        (("fixes",), None, "E-COL-12", "fixes", ""),
        (("colonnes", "heures"), None, "E-COL-12", "colonnes.heures", ""),
        (("colonnes", "date"), None, "E-COL-12", "colonnes.date", ""),
        (("colonnes", "beneficiaire"), None, "E-COL-12", "colonnes.beneficiaire", ""),
        (("fixes", "portee"), None, "E-COL-12", "fixes.portee", ""),
        (("fixes", "portee"), "  ", "E-COL-12", "fixes.portee", ""),
        (("colonnes", "heures"), "", "E-COL-12", "colonnes.heures", ""),
        (("feuille",), "", "E-COL-12", "feuille", ""),
        (("filtre",), "", "E-COL-12", "filtre", ""),
        (("table",), "guichets", "E-COL-13", "table", "heures"),
        (("niveau",), "EPIC", "E-COL-13", "niveau", "EPCI"),
        (("niveau",), "département", "E-COL-13", "niveau", "DEP"),
        (("niveau",), ["EPCI"], "E-COL-13", "niveau", ""),
        (("filtre",), "Clos", "E-COL-13", "filtre", ""),
        (("filtre",), {"Statut": {"a": "b"}}, "E-COL-13", "filtre.Statut", ""),
        (("filtre",), {"Statut": []}, "E-COL-13", "filtre.Statut", ""),
        (("identifiant",), "essai-{annee}", "E-COL-13", "identifiant", ""),
        (("identifiant",), "essai-{territoire}", "E-COL-13", "identifiant", ""),
        (("identifiant",), "essai-{territoire}-{an}", "E-COL-13", "identifiant", ""),
        (("identifiant",), "essai-{territoire-{annee}", "E-COL-13", "identifiant", ""),
        (("identifiant",), "{territoire.__class__}-{annee}", "E-COL-13", "identifiant", ""),
        (("identifiant",), "{territoire}-{annee:>9999999}", "E-COL-13", "identifiant", ""),
        (("fixes", "libelle"), "{personne}", "E-COL-13", "fixes.libelle", ""),
        (("annee",), "2024", "E-COL-14", "colonnes.date", ""),
        (("colonnes", "annee"), "An", "E-COL-14", "colonnes.annee", ""),
        (("territoire",), "DEP:09", "E-COL-14", "territoire", ""),
        (("fixes", "heures"), "12", "E-COL-14", "fixes.heures", ""),
        (("fixes", "beneficiaires"), "12", "E-COL-14", "fixes.beneficiaires", ""),
        (("fixes", "part_qpv"), "12", "E-COL-14", "fixes.part_qpv", ""),
        (("colonnes", "contrat"), "Personne", "E-COL-14", "colonnes.contrat", ""),
        (("filtre",), {"Personne": "P1"}, "E-COL-14", "filtre.Personne", ""),
        (("fixes", "nature"), "Réalisées", "E-VAL-06", "fixes.nature", "realisees"),
        (("fixes", "comparable"), "yes", "E-VAL-06", "fixes.comparable", ""),
        (("fixes", "etp_facilitateurs"), "deux", "E-VAL-03", "fixes.etp_facilitateurs", ""),
        (("fixes", "source"), "javascript:alert(1)", "E-URL-01", "fixes.source", ""),
    ],
)
def test_each_slip_of_a_correspondance_is_said_where_it_is(territoires, path, value, code, place, suggestion):
    document = nested(CORRESPONDANCE, path, value)
    (found,) = issues_of(territoires, document)
    assert (found.code, found.column, dict(found.params).get("suggestion", "")) == (code, place, suggestion)
    assert found.file == "c.yml"
    assert found.message


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"territoire": "DEP:9"}, ["E-PER-01"]),
        ({"territoire": "DEP:99"}, ["E-PER-02"]),
        ({"territoire": "DEP:09", "niveau": "DEP"}, ["E-COL-14"]),
        ({"territoire": "DEP:09 + DEP:98"}, ["E-COL-12"]),
        ({"territoire": "FRANCE"}, ["E-COL-12"]),
        ({"territoire": "DEP:09", "annee": "24"}, ["E-VAL-04"]),
        ({}, ["E-COL-12"]),
        ({"territoire": "DEP:09", "colonnes": {"heures": "Heures", "code_postal": "CP"}}, ["E-COL-12"]),
        ({"territoire": "DEP:09", "identifiant": "toujours"}, []),
    ],
)
def test_a_territory_for_the_whole_file_is_checked(territoires, changes, codes):
    document = document_of(**WHOLE) | changes
    assert [issue.code for issue in issues_of(territoires, document)] == codes


@pytest.mark.parametrize("document", [None, "table", ["table"], 3])
def test_a_correspondance_is_made_of_keys_and_values(territoires, document):
    found = Correspondance.read(HEURES, document, {}, "c.yml")
    assert [issue.code for issue in found.malformes] == ["E-FIC-11"]
    assert found.colonnes == {}


# Model


def modele(export, territoires):
    return render_modele(propose(export, HEURES, SCHEMA, territoires), SCHEMA, export.titres)


def test_a_model_is_a_correspondance_once_completed(territoires):
    export = build_export("f.csv", rows(row()))
    document, lines = parse_yaml(modele(export, territoires))
    assert document["colonnes"] == {
        "heures": "Heures",
        "date": "Mois",
        "territoire": "Commune",
        "code_postal": "CP",
        "beneficiaire": "Personne",
        "contrat": "Contrat",
        "marche": "Marché",
        "qpv": "QPV",
    }
    found = Correspondance.read(HEURES, document, lines, "c.yml")
    blank = {issue.column for issue in check(found, SCHEMA, territoires)}
    assert blank == {"fixes.portee", "fixes.confiance", "fixes.source"}
    document["fixes"] |= {"portee": "tout", "confiance": "elevee", "source": "Essai"}
    assert issues_of(territoires, document) == []


def test_a_model_says_what_it_could_not_guess(territoires):
    export = build_export("f.xlsx", [(1, ("Zzz", "Qqq")), (2, ("a", "b"))], feuille="Suivi 2024")
    text = modele(export, territoires)
    document, _ = parse_yaml(text)
    assert document["feuille"] == "Suivi 2024"
    assert document["colonnes"] == {"heures": "", "date": "", "territoire": ""}
    assert '#   "Zzz"' in text


def test_a_model_survives_odd_titles(territoires):
    titles = ('Heures "vraies"', "Mois: l'année\\fin", "Commune \x1b[31m", "\u202eLieu", "{x}")
    document, _ = parse_yaml(modele(build_export("f", [(1, titles), (2, ("",) * 5)], titles), territoires))
    assert set(document["colonnes"].values()) <= {"", *titles}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Année", "Heures"), {"heures": ("Heures",), "annee": ("Année",)}),
        (("Année", "Mois"), {"date": ("Mois",)}),
    ],
)
def test_years_are_guessed_when_there_is_no_date(territoires, titles, expected):
    assert propose(build_export("f", [(1, titles)], titles), HEURES, SCHEMA, territoires).colonnes == expected


@pytest.mark.parametrize(("people", "share", "said"), [(4, None, ["A-LIG-14"]), (5, Decimal("20.0"), [])])
def test_the_share_of_a_few_people_is_not_written(territoires, monkeypatch, people, share, said):
    monkeypatch.setattr("clauses.domain.suivi.totaux.FEWEST", FEWEST)
    cells = [row(person=f"P{rank}", qpv="non" if rank else "oui") for rank in range(people)]
    found = releve(territoires, *cells)
    assert (total(found).beneficiaires, total(found).part_qpv) == (people, share)
    assert [each.code for each in found.issues if each.code != "A-LIG-13"] == said
