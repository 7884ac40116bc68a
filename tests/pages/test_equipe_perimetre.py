"""The perimeter assistant and the preview, run by a script of a few lines instead of the screen that holds them."""

import pytest
from streamlit.testing.v1 import AppTest

from clauses.rendu.mots import equipe_perimetre as texts
from clauses.ui import keys
from tests.donnees import REGION
from tests.pages.conftest import PATIENCE_S, html

T_AGGLO, ENTRE_DEUX = "EPCI:900000001", "EPCI:900000002"


def assistant() -> None:
    import streamlit as st

    from clauses.donnees import load_moment
    from clauses.ui.equipe.perimetre import show_assistant

    def put(expression: str) -> None:
        st.session_state["valeur"] = expression

    show_assistant(load_moment(), st.session_state["valeur"], "essai", put)


def apercu() -> None:
    from dataclasses import replace

    import streamlit as st

    from clauses.domain.evolution.effet import Effet
    from clauses.domain.guichets import Guichet
    from clauses.domain.perimetre import parse
    from clauses.donnees import load_moment
    from clauses.ui.equipe.apercu import show_avant_apres

    moment = load_moment()
    before = moment.couverture
    more = (Guichet("n", st.session_state["nom"], typologie="mde", perimetre=parse(st.session_state["valeur"])),)
    after = replace(before, guichets=before.guichets + more)
    show_avant_apres(moment.geo.contours, Effet(before, after), moment.typologies, version=st.session_state["valeur"])


@pytest.fixture
def open_(monkeypatch: pytest.MonkeyPatch):
    """Run one of the two scripts with the invented region."""
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))

    def open_(script, valeur: str, nom: str = "Nouveau") -> AppTest:
        app = AppTest.from_function(script, default_timeout=PATIENCE_S)
        app.session_state["valeur"], app.session_state["nom"] = valeur, nom
        app.run()
        assert not app.exception
        return app

    return open_


def pick(app: AppTest, territoire: str, sens: str = texts.ADD) -> None:
    """Choose how, then a name in the list."""
    app.segmented_control(key=f"{keys.EQUIPE_PERIMETRE_SENS}_essai").set_value(sens).run()
    app.selectbox(key=f"{keys.EQUIPE_PERIMETRE_LISTE}_essai").set_value(territoire).run()
    assert not app.exception


def press(app: AppTest, key: str, rank: int | None = None) -> None:
    app.button(key=f"{key}_essai" if rank is None else f"{key}_essai_{rank}").click().run()
    assert not app.exception


def test_from_nothing_to_a_perimeter_by_names(open_):
    app = open_(assistant, "")
    assert texts.UNKNOWN_PERIMETER in [info.value for info in app.info]
    pick(app, "DEP:09")
    assert "Exemple" in html(app)
    pick(app, T_AGGLO, texts.EXCLUDE)
    assert "Testville Agglo" in html(app)
    assert app.session_state["valeur"] == f"DEP:09 - {T_AGGLO}"


def test_names_are_read_and_written_as_codes(open_):
    """Finding 10: « Testville Agglo, Saint-Essai » is a perimeter."""
    app = open_(assistant, "Testville Agglo, Île-Modèle")
    assert not app.warning
    assert f"<code>{T_AGGLO} + COM:98006</code>" in html(app)


def test_the_list_follows_what_is_asked(open_):
    app = open_(assistant, T_AGGLO)
    options = app.selectbox(key=f"{keys.EQUIPE_PERIMETRE_LISTE}_essai").options
    assert "Entre-Deux (intercommunalité)" in options
    assert "Région d’essai (région)" in options
    app.segmented_control(key=f"{keys.EQUIPE_PERIMETRE_SENS}_essai").set_value(texts.EXCLUDE).run()
    options = app.selectbox(key=f"{keys.EQUIPE_PERIMETRE_LISTE}_essai").options
    assert options == ["L’Épreuve (commune)", "Saint-Essai (commune)", "Testville (09) (commune)"]


def test_figures_map_and_overlaps(open_):
    page = html(open_(assistant, T_AGGLO))
    assert "3\u00a0communes, 13\u202f100\u00a0habitants" in page
    assert page.count('src="data:image/svg+xml,') == 2
    assert "PLIE de Testville" in page
    assert f"<code>{T_AGGLO}</code>" in page


def test_a_broken_perimeter_is_mended(open_):
    app = open_(assistant, f"EPCI:90000001 + COM:98006 - {ENTRE_DEUX}")
    assert [warning.proto.title for warning in app.warning] == [texts.FAULT_TITLE]
    assert "EPCI inconnu dans la région" in html(app)
    assert "n’enlève rien" in html(app)
    press(app, keys.EQUIPE_PERIMETRE_REMPLACER, 0)
    assert not app.warning


def test_exclusions_that_leave_nothing_are_told(open_):
    app = open_(assistant, f"{T_AGGLO} - DEP:09")
    assert [error.proto.title for error in app.error] == [texts.EMPTY_TITLE]
    press(app, keys.EQUIPE_PERIMETRE_RETIRER, 1)
    assert not app.error


@pytest.mark.parametrize("valeur", ["- DEP:09", "<b>x</b>", "FRANCE", "n’importe quoi + ![x](http://a.b)", "COM:" * 50])
def test_any_expression_opens(open_, valeur):
    app = open_(assistant, valeur)
    assert "<b>x" not in html(app)


def test_the_two_maps_and_their_table(open_):
    page = html(open_(apercu, "COM:98006", "<b>Nouveau</b>"))
    assert page.count('src="data:image/svg+xml,') == 2
    assert "<strong>1\u00a0commune</strong> (700\u00a0habitants) gagne un guichet" in page
    assert "&lt;b&gt;Nouveau&lt;/b&gt;" in page
    assert "<b>Nouveau" not in page
    assert "Île-Modèle" in page
    assert 'alt="Carte, avant\u00a0: ' in page


def test_nothing_to_show_when_nothing_changes(open_):
    app = open_(apercu, "")
    assert [info.value for info in app.info] == [texts.NO_CHANGE]
    assert "data:image" not in html(app)


def test_drawings_are_kept_for_the_session(open_, monkeypatch):
    app = open_(apercu, "COM:98006")
    monkeypatch.setattr("clauses.rendu.cartes.avant_apres_carte.draw", lambda *_: pytest.fail("drawn again"))
    app.run()
    assert not app.exception
    assert html(app).count("data:image/svg+xml,") == 2
