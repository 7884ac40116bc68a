"""Dry run of a publication."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from clauses.domain.changements import lignes
from clauses.domain.issues import has_errors
from clauses.donnees import Moment, read_moment
from clauses.edition import preparation as module
from clauses.edition.preparation import Preparation, prepare
from clauses.edition.publication import publish
from clauses.edition.travail import classeur, find_base, read_fichier, start, table_of_rows
from tests.donnees import ANNEE

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)


def changed(moment: Moment, nom: str, change) -> Preparation:
    """Prepare a table whose rows went through ``change``."""
    rows = [dict(row) for row in lignes(moment.tables[nom])]
    change(rows)
    table = table_of_rows(rows, moment.schemas[nom])
    return prepare(moment, table, moment.tables[nom], annee=ANNEE)


@pytest.fixture
def moment(region) -> Moment:
    return read_moment(region)


def codes(preparation: Preparation) -> set[str]:
    return {found.code for found in preparation.issues}


def test_nothing_changed(moment):
    preparation = changed(moment, "guichets", lambda rows: None)
    assert not preparation.changements
    assert not preparation.a_publier
    assert preparation.is_valide
    assert not preparation.effet


def test_change_is_told_and_checked(moment):
    def change(rows):
        rows[0]["telephone"] = "12"
        rows[1]["sigle"] = "TA"

    preparation = changed(moment, "guichets", change)
    (telephone, sigle) = preparation.changements.modifications
    assert telephone.champs == {"telephone": ("05 61 00 00 00", "12")}
    assert sigle.champs == {"sigle": ("", "TA")}
    assert not preparation.is_valide
    assert [(found.line, found.column) for found in preparation.issues if found.code == "E-TEL-01"] == [
        (2, "telephone")
    ]


def test_typology_still_used_cannot_go(moment):
    def change(rows):
        rows[:] = [row for row in rows if row["code"] != "plie"]

    preparation = changed(moment, "typologies", change)
    assert not preparation.is_valide
    assert {found.file for found in preparation.issues if found.code == "E-REF-01"} == {"guichets.csv"}


def test_lost_perimeter_must_be_confirmed(moment):
    preparation = changed(moment, "guichets", lambda rows: rows[2].update(perimetre=""))
    assert preparation.is_valide
    assert {found.code for found in preparation.a_confirmer} == {"A-EVO-01", "A-EVO-03"}
    assert preparation.effet.perdues


def test_table_of_another_base_keeps_what_others_did(moment, region):
    base = moment.tables["guichets"]
    path = region / "guichets.csv"
    path.write_text(path.read_text().replace("05 61 00 00 00", "05 61 00 00 09"))
    now = read_moment(region)
    rows = [dict(row) for row in lignes(base)]
    rows[1]["sigle"] = "TA"
    preparation = prepare(now, table_of_rows(rows, base.schema), base, annee=ANNEE)
    assert preparation.is_entre_temps
    assert not preparation.conflits
    merged = {row["id"]: row for row in lignes(preparation.apres)}
    assert merged["plie-testville"]["telephone"] == "05 61 00 00 09"
    assert merged["testville-agglo"]["sigle"] == "TA"
    assert [each.id for each in preparation.changements.modifications] == ["testville-agglo"]


def test_same_cell_changed_by_both_is_a_conflict_until_chosen(moment, region):
    base = moment.tables["guichets"]
    path = region / "guichets.csv"
    path.write_text(path.read_text().replace("05 61 00 00 00", "05 61 00 00 09"))
    now = read_moment(region)
    rows = [dict(row) for row in lignes(base)]
    rows[0]["telephone"] = "05 61 00 00 01"
    mine = table_of_rows(rows, base.schema)
    open_ = prepare(now, mine, base, annee=ANNEE)
    assert [(each.id, each.colonne) for each in open_.conflits] == [("plie-testville", "telephone")]
    assert not open_.is_valide
    chosen = prepare(now, mine, base, annee=ANNEE, choix={("plie-testville", "telephone"): "propose"})
    assert chosen.is_valide
    assert lignes(chosen.apres)[0]["telephone"] == "05 61 00 00 01"


def test_empty_base_is_a_base(moment):
    """An empty table is false in Python: it must not be taken for an unknown base."""
    base = table_of_rows([], moment.schemas["guichets"])
    mine = moment.tables["guichets"]
    assert prepare(moment, mine, base, annee=ANNEE).fusion.leurs.ajouts


def test_file_of_an_unknown_base_is_compared_with_now(moment):
    content = (moment.folder / "guichets.csv").read_bytes().replace(b",2010,2024,", b",2011,2024,")
    _, travail = read_fichier(moment, "guichets", content, "envoi.csv")
    assert not travail.is_base_connue
    preparation = prepare(moment, travail.table, travail.base, annee=ANNEE)
    assert [each.champs for each in preparation.changements.modifications] == [{"depuis": ("2010", "2011")}]


def without_column(path, *names: str) -> bytes:
    """The bytes of a table of the invented region, whose columns of these names are taken away."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    return frame.drop(columns=list(names)).to_csv(index=False).encode()


def test_optional_column_that_a_file_lacks_keeps_its_values(moment):
    content = without_column(moment.folder / "guichets.csv", "perimetre", "telephone")
    _, travail = read_fichier(moment, "guichets", content, "envoi.csv")
    preparation = prepare(moment, travail.table, travail.base, annee=ANNEE)
    assert codes(preparation) >= {"A-COL-22"}
    assert preparation.is_valide
    assert not preparation.a_confirmer
    assert not preparation.changements
    assert not preparation.effet


def sent(moment, text: str, nom: str = "guichets", **asked):
    """A file, as the page and the command line prepare it."""
    _, travail = read_fichier(moment, nom, text.encode(), "envoi.csv", **asked)
    return prepare(moment, travail.table, travail.base, annee=ANNEE, derniere=travail.derniere)


def test_extra_column_is_a_warning(moment):
    """Finding 11: « Commentaire interne » was an error, while its text said that it is ignored."""
    frame = pd.read_csv(moment.folder / "guichets.csv", dtype="str", keep_default_na=False)
    preparation = sent(moment, frame.assign(interne="à rappeler").to_csv(index=False))
    assert ("A-COL-02", "interne") in {(found.code, found.column) for found in preparation.issues}
    assert preparation.is_valide
    assert not preparation.changements


def test_part_of_a_table_changes_its_rows_alone(moment):
    """Finding 12: a guichet sends back its own row, with two columns; nothing else is taken away or emptied."""
    preparation = sent(moment, "id;telephone\nmission-98;561000012\n", partiel=True)
    assert preparation.is_valide
    assert not preparation.a_confirmer
    (modification,) = preparation.changements.modifications
    assert (modification.id, modification.champs["telephone"][1]) == ("mission-98", "05 61 00 00 12")
    assert not preparation.changements.retraits
    assert len(preparation.apres) == len(moment.tables["guichets"])
    # Only what is about the row of the file is told, on its line.
    assert {found.line for found in preparation.issues} <= {None, 1, 2}
    assert ("A-COL-22", 1, "statut") in {(found.code, found.line, found.column) for found in preparation.issues}


def test_part_of_a_table_adds_rows_and_judges_them_whole(moment):
    """Finding 12."""
    preparation = sent(moment, "id;nom\nnouveau;Nouveau\nmission-98;Mission\n", partiel=True)
    assert [each["id"] for each in preparation.changements.ajouts] == ["nouveau"]
    assert ("E-VAL-01", 2, "statut") in {(found.code, found.line, found.column) for found in preparation.issues}
    assert {found.line for found in preparation.issues if has_errors([found])} == {2}


def test_part_of_a_table_without_its_key_cannot_be_put_in_place(moment):
    preparation = sent(moment, "nom;telephone\nMission;05 61 00 00 12\n", partiel=True)
    assert ("E-COL-01", "id") in {(found.code, found.column) for found in preparation.issues}


def test_row_twice_in_a_part_is_an_error(moment):
    preparation = sent(moment, "id;sigle\nmission-98;A\nmission-98;B\n", partiel=True)
    assert ("E-VAL-09", 3) in {(found.code, found.line) for found in preparation.issues}


def test_part_made_from_an_older_edition_keeps_what_others_published(region):
    base = read_moment(region)
    publish(changed(base, "guichets", lambda rows: rows[0].update(sigle="NEUF")), "Personne Inventée", "m", NOW)
    preparation = sent(read_moment(region), "id;sigle\nmission-98;MF2\n", partiel=True, edition=3)
    changes = {each.id: each.champs for each in preparation.changements.modifications}
    assert list(changes) == ["mission-98"]
    assert lignes(preparation.apres)[0]["sigle"] == "NEUF"


def test_what_a_spreadsheet_did_is_repaired_and_said_once(moment):
    """Findings 5 and 22."""
    structures = moment.tables["structures"]
    rows = [row | {"telephone": f"5610000{rank:02}", "commune": "9001"} for rank, row in enumerate(lignes(structures))]
    preparation = sent(moment, pd.DataFrame(rows).to_csv(index=False), "structures")
    told = {(found.code, found.column): dict(found.params)["nombre"] for found in preparation.issues
            if found.code == "A-COL-23"}  # fmt: skip
    assert told == {("A-COL-23", "telephone"): len(rows), ("A-COL-23", "commune"): len(rows)}
    assert preparation.apres.columns["telephone"][1] == "05 61 00 00 01"


def test_required_column_that_a_file_lacks_forbids_to_publish(moment):
    content = without_column(moment.folder / "guichets.csv", "statut")
    _, travail = read_fichier(moment, "guichets", content, "envoi.csv")
    preparation = prepare(moment, travail.table, travail.base, annee=ANNEE)
    assert [found.column for found in preparation.issues if found.code == "E-COL-01"] == ["statut"]
    assert not preparation.is_valide


def test_folder_older_than_an_optional_column_can_still_be_published(region):
    path = region / "guichets.csv"
    path.write_bytes(without_column(path, "services"))

    def change(rows):
        rows[0]["remarque"] = "Relu."

    heures = changed(read_moment(region), "heures", change)
    assert heures.is_valide
    assert publish(heures, "Léa", "Relecture", NOW).manifeste.tables


def test_row_rules_hold_without_an_optional_column(region):
    path = region / "guichets.csv"
    lines = without_column(path, "services").decode().splitlines()
    path.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    heures = changed(read_moment(region), "heures", lambda rows: rows[0].update(remarque="Relu."))
    assert ("E-VAL-09", "guichets.csv") in {(found.code, found.file) for found in heures.issues}


def test_base_is_found_by_content(moment):
    assert find_base(moment, "guichets", moment.base("guichets")) is moment.tables["guichets"]
    assert find_base(moment, "guichets", "0" * 64) is None


def test_unreadable_file_is_an_issue(moment):
    _, travail = read_fichier(moment, "guichets", b"%PDF-1.7", "envoi.csv")
    preparation = prepare(moment, travail.table, travail.base, annee=ANNEE)
    assert codes(preparation) == {"E-FIC-21"}
    assert not preparation.is_valide


def publish_one(region) -> None:
    """A first edition, so that what follows is edited by hand since."""
    preparation = changed(read_moment(region), "guichets", lambda rows: rows[0].update(sigle="PT"))
    publish(preparation, "Personne Inventée", "m", NOW)


def test_what_was_taken_away_by_hand_is_confirmed_with_what_is_published(moment, region):
    publish_one(region)
    path = region / "guichets.csv"
    titles, *rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join([titles, *rows[3:]]))
    preparation = changed(read_moment(region), "structures", lambda rows: rows[0].update(nom="Autre nom"))
    assert len(preparation.a_la_main["guichets"].retraits) >= 3
    assert {"A-EVO-03", "A-EVO-06"} <= {found.code for found in preparation.a_confirmer}
    # The same when it is the table that is published.
    preparation = changed(read_moment(region), "guichets", lambda rows: None)
    assert {"A-EVO-03", "A-EVO-06"} <= {found.code for found in preparation.a_confirmer}


def test_base_that_is_lost_is_not_a_file_that_says_nothing(region):
    publish_one(region)
    path = region / "guichets.csv"
    path.write_text(path.read_text().replace(",PT,", ",MAIN,"))
    moment = read_moment(region)
    workbook = classeur(moment, "guichets")
    _, travail = read_fichier(moment, "guichets", workbook, "envoi.xlsx")
    assert (travail.is_base_connue, travail.is_base_perdue) == (True, False)
    path.write_text(path.read_text().replace(",MAIN,", ",MAIN2,"))
    moment = read_moment(region)
    _, travail = read_fichier(moment, "guichets", workbook, "envoi.xlsx")
    assert (travail.is_base_connue, travail.is_base_perdue) == (False, True)
    # Told by the person, it is known.
    _, travail = read_fichier(moment, "guichets", workbook, "envoi.xlsx", edition=4)
    assert (travail.is_base_connue, travail.is_base_perdue) == (True, False)
    _, travail = read_fichier(moment, "guichets", path.read_bytes(), "envoi.csv")
    assert (travail.is_base_connue, travail.is_base_perdue) == (False, False)


def test_coverage_of_too_many_guichets_is_not_drawn(moment, monkeypatch):
    assert changed(moment, "guichets", lambda rows: None).is_dessinable
    monkeypatch.setattr(module, "MOST_DRAWN", len(moment.tables["guichets"]))
    assert changed(moment, "guichets", lambda rows: rows.pop()).is_dessinable
    assert changed(moment, "structures", lambda rows: rows.append(dict(rows[0]))).is_dessinable
    assert not changed(moment, "guichets", lambda rows: rows.append({**rows[0], "id": "neuf"})).is_dessinable


def test_half_of_a_character_is_replaced(moment):
    preparation = changed(moment, "guichets", lambda rows: rows[0].update(nom="a\ud800b", remarque="\udfff"))
    assert [each.champs["nom"][1] for each in preparation.changements.modifications] == ["a\ufffdb"]
    assert "\ufffd".encode() in (preparation.fichiers["guichets.csv"] or b"")


def test_start_changes_nothing(moment):
    for nom in ("guichets", "typologies", "heures", "structures"):
        travail = start(moment, nom)
        assert not prepare(moment, travail.table, travail.base, annee=ANNEE).changements, nom


def test_names_of_territories_are_published_as_codes(moment):
    """Finding 10: names accepted in the grid, in the form and in files, and said once for a column."""

    def change(rows):
        rows[0]["perimetre"] = "Testville Agglo, Saint-Essai"
        rows[0]["commune_siege"] = "Saint-Essai"

    preparation = changed(moment, "guichets", change)
    (found,) = preparation.changements.modifications
    assert found.champs["perimetre"][1] == "EPCI:900000001 + COM:09003"
    assert found.champs["commune_siege"][1] == "09003"
    told = [(each.column, dict(each.params)["valeur"]) for each in preparation.issues if each.code == "A-COL-21"]
    assert told == [("perimetre", "Testville Agglo, Saint-Essai"), ("commune_siege", "Saint-Essai")]


def test_file_gives_names_of_territories(moment):
    """Finding 10: a file brought back to the page has codes in its cells."""
    content = classeur_csv(moment).replace("EPCI:900000001", "Testville Agglo", 1)
    _, travail = read_fichier(moment, "guichets", content.encode(), "essai.csv")
    assert travail.table.columns["perimetre"][0] == "EPCI:900000001"


def classeur_csv(moment: Moment) -> str:
    return moment.instantane.contents["guichets.csv"].decode()
