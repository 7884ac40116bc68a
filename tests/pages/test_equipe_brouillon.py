"""Draft of the grid, whose state Streamlit drops as soon as it is not drawn."""

from types import SimpleNamespace

import pytest

from clauses.donnees import read_moment
from clauses.ui.equipe import brouillon as module
from clauses.ui.equipe.brouillon import MOST_UNDONE, open_brouillon, with_ids
from tests.donnees.tables import table

WHO = "testeuse"


@pytest.fixture
def session(monkeypatch) -> dict:
    """A session without screen."""
    state: dict = {}
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    return state


def test_left_grid_starts_again_from_what_it_showed(session, region):
    moment = read_moment(region)
    opened = open_brouillon(moment, WHO, "guichets")
    session[opened.key] = {"edited_rows": {0: {"sigle": "PT"}, 2: {"retirer": True}}}
    assert open_brouillon(moment, WHO, "guichets") is opened
    key = opened.key
    # Another table, another screen: the widget is not drawn, and its state is gone.
    del session[key]
    open_brouillon(moment, WHO, "guichets")
    rows, gone = opened.donnee
    assert (rows[0]["sigle"], gone) == ("PT", {2})
    assert opened.key != key
    assert opened.travail().table.columns["sigle"][0] == "PT"
    assert len(opened.travail().table) == len(rows) - 1


def test_change_keeps_what_is_being_typed(session, region):
    opened = open_brouillon(read_moment(region), WHO, "guichets")
    session[opened.key] = {"edited_rows": {0: {"sigle": "PT"}, 1: {"retirer": True}}}
    opened.change(lambda rows: [dict.fromkeys(rows[0], ""), *rows], shift=1)
    rows, gone = opened.donnee
    assert (rows[1]["sigle"], gone) == ("PT", {2})


def test_last_changes_are_undone_one_by_one(session, region):
    """Finding 29: « above all Ctrl+Z »."""
    moment = read_moment(region)
    opened = open_brouillon(moment, WHO, "guichets")
    first = opened.saisie
    assert not opened.is_undoable
    session[opened.key] = {"edited_rows": {0: {"sigle": "UN"}}}
    open_brouillon(moment, WHO, "guichets")
    second = opened.saisie
    opened.change(lambda rows: [dict.fromkeys(rows[0], ""), *rows], shift=1)
    open_brouillon(moment, WHO, "guichets")
    # What was just typed, and not seen yet, is the last change.
    session[opened.key] = {"edited_rows": {1: {"sigle": "DEUX"}, 2: {"retirer": True}}}
    opened.undo()
    assert (opened.saisie[0][0]["nom"], opened.saisie[0][1]["sigle"], opened.saisie[1]) == ("", "UN", frozenset())
    opened.undo()
    assert opened.saisie == second
    opened.undo()
    assert opened.saisie == first
    assert not opened.is_undoable
    assert not opened.is_changed


def test_rows_that_stay_are_kept_once(session, region):
    moment = read_moment(region)
    opened = open_brouillon(moment, WHO, "guichets")
    for rank in range(MOST_UNDONE + 5):
        opened.change(lambda rows, rank=rank: [rows[0] | {"sigle": str(rank)}, *rows[1:]])
        open_brouillon(moment, WHO, "guichets")
    assert len(opened._avant) == MOST_UNDONE
    assert all(rows[1] is opened._avant[0][0][1] for rows, _ in opened._avant)


def test_new_row_shows_the_identifier_it_will_have(session, region):
    """Finding 28: it stayed blank in the grid until a reload."""
    opened = open_brouillon(read_moment(region), WHO, "guichets")
    opened.change(lambda rows: [dict.fromkeys(rows[0], ""), *rows], shift=1)
    session[opened.key] = {"edited_rows": {0: {"nom": "Guichet d’Été"}}}
    opened.read()
    assert (opened.identifiers()[0], opened.identifiers()[1]) == ("guichet-d-ete", opened.saisie[0][1]["id"])


@pytest.mark.parametrize(
    ("name", "rows", "made"),
    [
        ("guichets", [{"nom": "L’Été"}, {"id": "l-ete", "nom": "Autre"}], ["l-ete-2", "l-ete"]),
        ("typologies", [{"libelle": "Maison de l’emploi"}], ["maison_de_l_emploi"]),
        ("heures", [{"libelle": "Testville", "annee": "2024"}, {"libelle": "Testville", "annee": "2025"}],
         ["testville-2024", "testville-2025"]),
        ("guichets", [{"nom": ""}], [""]),
    ],
)  # fmt: skip
def test_new_rows_are_named(name, rows, made):
    base = table(name)
    whole = [dict.fromkeys(base.schema.names, "") | row for row in rows]
    column = "code" if name == "typologies" else "id"
    assert [row[column] for row in with_ids(whole, base)] == made
