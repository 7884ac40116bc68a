"""Draft of the grid, whose state Streamlit drops as soon as it is not drawn."""

from types import SimpleNamespace

import pytest

from clauses.donnees import read_moment
from clauses.ui.equipe import brouillon as module
from clauses.ui.equipe.brouillon import open_brouillon, with_ids
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
