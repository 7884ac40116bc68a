"""Access control: decision table."""

from pathlib import Path

import pytest

from clauses.acces import COOKIE, Membre, Reglages, who
from clauses.storage.registre import DUREE_SEANCE, Registre

NOW = 1_000_000.0
POSTE = Reglages.from_environ({"CLAUSES_EQUIPE": "poste-local", "CLAUSES_EQUIPE_NOM": "Léa Martin"})
COMPTES = Reglages.from_environ({"CLAUSES_EQUIPE": "comptes"})
OIDC = {
    "CLAUSES_EQUIPE": "oidc",
    "CLAUSES_OIDC_FOURNISSEUR": "https://auth.example",
    "CLAUSES_OIDC_CLIENT": "c",
    "CLAUSES_OIDC_SECRET": "s",
    "CLAUSES_OIDC_AUTORISES": "@b.example",
}
LOCAL = {"Host": "localhost:8501"}


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    registre = Registre(tmp_path)
    registre.ajouter_compte("lea", "Léa Martin", "e", NOW)
    registre.ouvrir_seance("secret", "lea", "Léa Martin", "comptes", NOW)
    registre.ouvrir_seance("secret-oidc", "a@b.example", "A B", "oidc", NOW)
    return registre


def poste(headers: dict[str, str], serveur: str | None = "127.0.0.1", client: str | None = "127.0.0.1"):
    return who(POSTE, {}, headers, serveur, client)


def test_nobody_by_default(registre: Registre):
    for reglages in (Reglages(), Reglages.from_environ({}), Reglages.from_environ({"CLAUSES_EQUIPE": "  "})):
        assert who(reglages, {COOKIE: "secret"}, LOCAL, "127.0.0.1", registre=registre, maintenant=NOW) is None


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501"])
@pytest.mark.parametrize("serveur", ["127.0.0.1", "localhost", "::1"])
def test_own_computer(host: str, serveur: str):
    assert poste({"host": host}, serveur) == Membre("poste-local", "Léa Martin", "poste-local")


@pytest.mark.parametrize("serveur", [None, "", "0.0.0.0", "::", "192.168.1.2", "atlas.example", "unix:///tmp/s"])
def test_server_that_others_reach(serveur: str | None):
    assert poste(LOCAL, serveur) is None


@pytest.mark.parametrize(
    "name",
    [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Anything",
        "X-Real-IP",
        "Via",
        "CF-Connecting-IP",
        "CF-Ray",
        "True-Client-IP",
        "x-forwarded-for",
    ],
)
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
def test_through_a_proxy(name: str, value: str):
    assert poste(LOCAL | {name: value}) is None


@pytest.mark.parametrize(
    "host",
    [
        "",
        "atlas.example",
        "evil.example:8501",
        "localhost.evil.example",
        "127.0.0.1.nip.example",
        "192.168.1.2:8501",
        "localhost@evil.example",
        "localhost/evil",
        "[::1",
    ],
)
def test_name_that_is_not_the_loopback(host: str):
    """A page elsewhere may give its own name the address 127.0.0.1 (DNS rebinding)."""
    assert poste({"Host": host}) is None


def test_without_a_name():
    assert poste({}) is None


@pytest.mark.parametrize("client", ["192.168.1.9", "2001:db8::1"])
def test_from_another_computer(client: str):
    assert poste(LOCAL, client=client) is None


def test_client_unknown_to_the_server():
    assert poste(LOCAL, client=None) is not None


@pytest.mark.parametrize(
    ("more", "is_in"),
    [
        ({"Origin": "http://localhost:8501"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://localhost:3000"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_asked_by_a_page_of_another_site(more: dict[str, str], is_in: bool):
    assert (poste(LOCAL | more) is not None) is is_in


def test_own_computer_only_when_it_is_asked_for():
    assert who(COMPTES, {}, LOCAL, "127.0.0.1", "127.0.0.1") is None


def test_session_wherever_it_comes_from(registre: Registre):
    headers = {"Host": "atlas.example", "X-Forwarded-For": "203.0.113.9"}
    found = who(COMPTES, {COOKIE: "secret"}, headers, "0.0.0.0", "10.0.0.1", registre=registre, maintenant=NOW)
    assert found == Membre("lea", "Léa Martin", "comptes")


@pytest.mark.parametrize("secret", ["", "inconnu", "SECRET", "secret "])
def test_other_identifiers(registre: Registre, secret: str):
    assert who(COMPTES, {COOKIE: secret}, LOCAL, "127.0.0.1", registre=registre, maintenant=NOW) is None


def test_expired_then_revoked(registre: Registre):
    def present(moment: float) -> bool:
        return who(COMPTES, {COOKIE: "secret"}, {}, None, registre=registre, maintenant=moment) is not None

    assert present(NOW + DUREE_SEANCE - 1)
    assert not present(NOW + DUREE_SEANCE)
    registre.retirer_compte("lea")
    assert not present(NOW)


def test_way_closed_since(registre: Registre):
    oidc = Reglages.from_environ(OIDC)
    assert who(oidc, {COOKIE: "secret"}, {}, None, registre=registre, maintenant=NOW) is None
    assert who(oidc, {COOKIE: "secret-oidc"}, {}, None, registre=registre, maintenant=NOW) is not None
    assert who(COMPTES, {COOKIE: "secret-oidc"}, {}, None, registre=registre, maintenant=NOW) is None
    struck = Reglages.from_environ(OIDC | {"CLAUSES_OIDC_AUTORISES": "autre@b.example"})
    assert who(struck, {COOKIE: "secret-oidc"}, {}, None, registre=registre, maintenant=NOW) is None


def test_unreadable_registry_lets_nobody_in(registre: Registre, caplog: pytest.LogCaptureFixture):
    registre.path.write_bytes(b"abime" * 1000)
    assert who(COMPTES, {COOKIE: "secret"}, {}, None, registre=registre, maintenant=NOW) is None
    assert "registry" in caplog.text


def test_account_comes_before_the_computer(registre: Registre):
    both = Reglages.from_environ({"CLAUSES_EQUIPE": "poste-local comptes"})
    found = who(both, {COOKIE: "secret"}, LOCAL, "127.0.0.1", registre=registre, maintenant=NOW)
    assert found is not None
    assert found.methode == "comptes"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"CLAUSES_EQUIPE": "compte"}, "CLAUSES_EQUIPE"),
        ({"CLAUSES_EQUIPE": "comptes,oidc"}, "CLAUSES_EQUIPE"),
        (OIDC | {"CLAUSES_OIDC_AUTORISES": " "}, "CLAUSES_OIDC_AUTORISES"),
        (OIDC | {"CLAUSES_OIDC_AUTORISES": "*"}, "CLAUSES_OIDC_AUTORISES"),
        (OIDC | {"CLAUSES_OIDC_AUTORISES": "b.example"}, "CLAUSES_OIDC_AUTORISES"),
        (OIDC | {"CLAUSES_OIDC_AUTORISES": "a@b.example,c@b.example"}, "CLAUSES_OIDC_AUTORISES"),
        (OIDC | {"CLAUSES_OIDC_FOURNISSEUR": "http://auth.example"}, "CLAUSES_OIDC_FOURNISSEUR"),
        (OIDC | {"CLAUSES_OIDC_FOURNISSEUR": "auth.example"}, "CLAUSES_OIDC_FOURNISSEUR"),
        (OIDC | {"CLAUSES_OIDC_SECRET": ""}, "CLAUSES_OIDC_SECRET"),
        (OIDC | {"CLAUSES_OIDC_CLIENT": ""}, "CLAUSES_OIDC_CLIENT"),
    ],
)
def test_wrong_setting_is_said(environ: dict[str, str], name: str):
    with pytest.raises(ValueError, match=f"^{name}\u00a0: "):
        Reglages.from_environ(environ)


def test_settings_of_a_way_not_taken_do_not_matter():
    assert Reglages.from_environ({"CLAUSES_EQUIPE": "comptes", "CLAUSES_OIDC_FOURNISSEUR": "x"}).fournisseur is None


def test_name_of_the_user_of_the_computer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("getpass.getuser", lambda: "lmartin")
    assert Reglages.from_environ({"CLAUSES_EQUIPE": "poste-local"}).poste.nom == "lmartin"

    def nobody():
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Reglages.from_environ({"CLAUSES_EQUIPE": "poste-local"}).poste.nom == "poste-local"


@pytest.mark.parametrize(
    ("courriel", "is_allowed"),
    [
        ("a@b.example", True),
        ("A@B.EXAMPLE", True),
        ("a@sous.b.example", False),
        ("a@xb.example", False),
        ("@b.example", False),
        ("b.example", False),
        ("seule@c.example", True),
        ("autre@c.example", False),
        ("x@y@b.example", True),
        ("", False),
    ],
)
def test_list_of_addresses(courriel: str, is_allowed: bool):
    reglages = Reglages.from_environ(OIDC | {"CLAUSES_OIDC_AUTORISES": "@b.example Seule@C.example"})
    assert reglages.fournisseur.allows(courriel) is is_allowed


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [({"X-Forwarded-Proto": "https"}, "http"), ({"X-Forwarded-Proto": "wss"}, ""), ({}, "https")],
)
def test_over_https_only_the_name_that_nobody_else_can_set_is_read(
    registre: Registre, headers: dict[str, str], scheme: str
):
    """S26: a sibling sub-domain can set the plain name."""

    def comes_in(name: str) -> bool:
        cookies = {name: "secret"}
        return who(COMPTES, cookies, headers, None, scheme=scheme, registre=registre, maintenant=NOW) is not None

    assert not comes_in(COOKIE)
    assert comes_in(f"__Host-{COOKIE}")
