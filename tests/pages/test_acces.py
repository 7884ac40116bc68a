"""The guard of the screens of the team, in a page of nothing else."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.acces import COOKIE
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre
from clauses.ui import acces
from tests.pages.conftest import html


def page() -> None:
    from contextlib import suppress

    import streamlit as st

    from clauses.ui.acces import require_equipe, show_membre
    from clauses.ui.arret import PageArretee

    with suppress(PageArretee):
        present = require_equipe()
        show_membre()
        st.text(f"ouvert à {present.identifiant}")


class Context:
    """Stub of `st.context`."""

    def __init__(self, headers: dict[str, str], cookies: dict[str, str], *, embedded: bool = False) -> None:
        self.headers, self.cookies, self.ip_address, self.is_embedded = headers, cookies, None, embedded


@pytest.fixture
def ouvrir(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    monkeypatch.delenv("CLAUSES_EQUIPE_NOM", raising=False)
    options = {"server.address": "127.0.0.1"}
    monkeypatch.setattr(acces.st, "get_option", options.get)

    def ouvrir(equipe: str = "", host: str = "localhost:8501", **cookies: str) -> AppTest:
        monkeypatch.setenv("CLAUSES_EQUIPE", equipe)
        monkeypatch.setattr(acces.st, "context", Context({"Host": host}, cookies))
        return AppTest.from_function(page, default_timeout=30).run()

    return ouvrir


def said(app: AppTest) -> str:
    assert not app.exception
    return html(app)


def is_open(app: AppTest) -> bool:
    return [block.value for block in app.text] != []


def test_closed_by_default(ouvrir):
    app = ouvrir()
    assert texts.GUARD_CLOSED in said(app)
    assert "/connexion" in said(app)
    assert not is_open(app)


def test_closed_elsewhere(ouvrir):
    app = ouvrir("poste-local", host="atlas.example")
    assert texts.ELSEWHERE in said(app)
    assert "/connexion" not in said(app)
    assert not is_open(app)


def test_nobody_signed_in(ouvrir):
    app = ouvrir("comptes")
    assert texts.GUARD in said(app)
    assert not is_open(app)


def test_session_that_is_over(ouvrir):
    app = ouvrir("comptes", **{COOKIE: "ancienne"})
    assert texts.GUARD_EXPIRED in said(app)
    assert not is_open(app)


def test_in_the_frame_of_another_site_nobody_is_there(ouvrir, monkeypatch):
    assert is_open(ouvrir("poste-local"))
    monkeypatch.setattr(acces.st, "context", Context({"Host": "localhost:8501"}, {}, embedded=True))
    app = AppTest.from_function(page, default_timeout=30).run()
    assert texts.GUARD_FRAMED in said(app)
    assert 'href="/mise-a-jour" target="_blank"' in said(app)
    assert not is_open(app)
    # The address may say it no more: the visit is still in its frame.
    monkeypatch.setattr(acces.st, "context", Context({"Host": "localhost:8501"}, {}))
    assert not is_open(app.run())
    assert is_open(AppTest.from_function(page, default_timeout=30).run())


def test_own_computer_has_no_way_out(ouvrir, monkeypatch):
    monkeypatch.setenv("CLAUSES_EQUIPE_NOM", "Léa Martin")
    app = ouvrir("poste-local")
    assert is_open(app)
    assert texts.signed_in_as("Léa Martin") in said(app)
    assert "/deconnexion" not in said(app)


def test_revoked_between_two_interactions(ouvrir):
    registre = Registre()
    registre.ajouter_compte("lea", "Léa <Martin>", "e", time.time())
    registre.ouvrir_seance("secret", "lea", "Léa <Martin>", "comptes", time.time())
    app = ouvrir("comptes", **{COOKIE: "secret"})
    assert is_open(app)
    assert "Léa &lt;Martin&gt;" in said(app)
    assert "/deconnexion" in said(app)
    registre.fermer_seances("lea")
    app.run()
    assert not is_open(app)
    assert texts.GUARD_EXPIRED in said(app)


def test_over_https_the_plain_cookie_is_nothing(ouvrir, monkeypatch):
    """S26: another site of the same domain may have set it."""
    Registre().ouvrir_seance("secret", "a@b.example", "A B", "comptes", time.time())
    Registre().ajouter_compte("a@b.example", "A B", "e", time.time())
    assert is_open(ouvrir("comptes", **{COOKIE: "secret"}))
    headers = {"Host": "localhost:8501", "X-Forwarded-Proto": "https"}
    for name, opened in ((COOKIE, False), (f"__Host-{COOKIE}", True)):
        monkeypatch.setattr(acces.st, "context", Context(headers, {name: "secret"}))
        app = AppTest.from_function(page, default_timeout=30).run()
        assert is_open(app) is opened
        assert texts.GUARD_EXPIRED not in said(app)


def test_without_a_browser_nobody_is_there(monkeypatch):
    monkeypatch.setenv("CLAUSES_EQUIPE", "comptes poste-local")
    assert acces.membre() is None
