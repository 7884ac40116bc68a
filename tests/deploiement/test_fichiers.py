"""Files of `deploiement/` agree with the application."""

import re
from ipaddress import ip_address, ip_network

import pytest
import yaml
from typer.main import get_command

from clauses.cli import app
from clauses.donnees import load_moment
from clauses.storage.sauvegarde import LARGEST_FILE
from clauses.web.demarrage import MOST_FILES
from clauses.web.oidc import PATH, RETOUR
from clauses.web.routes import routes
from clauses.web.uploads import MAXIMUM_UPLOAD
from tests.architecture.source import paths, text

FILES = [path.relative_to(path.parents[1]).as_posix() for path in paths("deploiement/*") if path.is_file()]
NGINX = text("deploiement/nginx.conf")
DOC = text("docs/deploiement.md")
SETTINGS = re.compile(r"\bCLAUSES_[A-Z_]+")
AS_FILES = {"static", "component", "app/static"}
"""Folders that are no routes: files of the interface, written once (``clauses/web/interface.py``)."""


@pytest.mark.parametrize("name", [*FILES, "Dockerfile", "docs/deploiement.md"])
def test_settings_exist(name: str):
    readme = text("README.md")
    assert not [each for each in SETTINGS.findall(text(name)) if f"`{each}`" not in readme]


@pytest.mark.parametrize("name", [name.rpartition("/")[2] for name in FILES if not name.endswith(".py")])
def test_each_file_has_its_word_in_the_documentation(name: str):
    known = ("deploiement/*.service", "deploiement/*.timer")
    assert name in DOC or any(name.endswith(each[each.index("*") + 1 :]) and each in DOC for each in known)


def test_folders_that_nginx_keeps_are_served():
    (found,) = re.findall(r"location ~ \^/\(([^)]*)\)/", NGINX)
    served = {getattr(route, "path", "") for route in routes(load_moment, {})}
    for folder in set(found.split("|")) - AS_FILES:
        assert [path for path in served if path == f"/{folder}" or path.startswith(f"/{folder}/")], folder
        assert f"`/{folder}/`" in DOC


def test_nobody_waits_for_what_nginx_may_not_keep():
    assert "proxy_cache_lock" not in NGINX


def test_exact_locations_are_served():
    served = {getattr(route, "path", "") for route in routes(load_moment, {})}
    assert {"/connexion"} <= served
    (oidc,) = re.findall(r"location \^~ (\S+)", NGINX)
    assert {path for path in served if path.startswith(oidc)} == {PATH, RETOUR}
    assert set(re.findall(r"location = (\S+)", NGINX)) == {"/connexion", "/_stcore/stream"}


def test_uploads_have_the_same_limit_everywhere():
    assert f"client_max_body_size {MAXIMUM_UPLOAD // 1024**2}m;" in NGINX
    assert MAXIMUM_UPLOAD < LARGEST_FILE


def test_limits_of_an_address_are_those_that_the_documentation_gives():
    (pages,) = re.findall(r"limit_conn atlas_pages (\d+);", NGINX)
    assert f"{pages} par adresse" in DOC
    assert f"{pages} pages ouvertes pour tout le monde" in DOC
    assert "zone=atlas_oidc:1m rate=60r/m" in NGINX
    assert "zone=atlas_oidc burst=60 nodelay" in NGINX
    assert "soixante demandes\n  sur `/connexion/oidc`" in DOC


def test_files_that_may_be_open_are_those_that_the_process_asks_for():
    """S9."""
    assert f"LimitNOFILE={MOST_FILES}\n" in text("deploiement/atlas@.service")
    services = yaml.safe_load(text("deploiement/compose.yaml"))["services"]
    assert {name: each["ulimits"] for name, each in services.items()} == {
        name: {"nofile": MOST_FILES} for name in ("atlas-1", "atlas-2", "nginx")
    }
    assert f"--ulimit nofile={MOST_FILES}" in DOC


def test_port_is_the_same_everywhere():
    (port,) = re.findall(r"^port = (\d+)", text(".streamlit/config.toml"), flags=re.MULTILINE)
    assert f"EXPOSE {port}" in text("Dockerfile")
    assert f"127.0.0.1:{port}/sante" in text("Dockerfile")
    assert f"server 127.0.0.1:{port} " in text("deploiement/nginx-amont.conf")
    assert text("deploiement/nginx-amont-compose.conf").count(f":{port} ") == 2


def test_replicas_of_compose_are_those_of_nginx_and_closed():
    document = yaml.safe_load(text("deploiement/compose.yaml"))
    replicas = {name: each for name, each in document["services"].items() if name != "nginx"}
    # nginx looks a name up once: a replica that is replaced must keep its address.
    addresses = [each["networks"]["interne"]["ipv4_address"] for each in replicas.values()]
    assert re.findall(r"server (\S+):\d+ ", text("deploiement/nginx-amont-compose.conf")) == addresses
    (subnet,) = [each["subnet"] for each in document["networks"]["interne"]["ipam"]["config"]]
    for each in replicas.values():
        assert (each["read_only"], each["cap_drop"], each.get("ports")) == (True, ["ALL"], None)
        assert each["environment"]["FORWARDED_ALLOW_IPS"] == subnet
        assert each["volumes"] == ["donnees:/donnees"]
        assert set(each["networks"]) == {"interne"}
        assert ip_address(each["networks"]["interne"]["ipv4_address"]) in ip_network(subnet)
    assert "VOLUME /donnees" in text("Dockerfile")
    assert "CLAUSES_DATA=/donnees" in text("Dockerfile")
    (size,) = re.findall(r"/var/cache/nginx:size=(\d+)m", str(document["services"]["nginx"]["tmpfs"]))
    (kept,) = re.findall(r"max_size=(\d+)m", NGINX)
    assert int(size) > int(kept)
    mounted = [each.partition(":")[0] for each in document["services"]["nginx"]["volumes"]]
    assert {f"deploiement/{name.removeprefix('./')}" for name in mounted if name.endswith(".conf")} <= set(FILES)


def test_image_holds_neither_accounts_nor_secrets():
    lines = text(".dockerignore").splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines
    assert {"app.py", "clauses", "content", "data", "pages", "static", "requirements.txt"} <= kept
    assert {"data/equipe", "data/editions"} <= set(lines)
    assert not {each for each in kept if each.startswith((".streamlit", "deploiement"))} - {
        ".streamlit/config.toml",
        "deploiement/demarrer.py",
        "deploiement/remplir.py",
    }


def test_commands_of_the_documentation_exist():
    typed = set(re.findall(r"(?:\./atlas|python -m clauses) (\w+)", DOC + text("deploiement/atlas-sauvegarde.service")))
    assert {"sauvegarder", "reprendre"} <= typed
    assert typed <= set(get_command(app).commands)


def test_unit_starts_what_the_image_starts():
    (unit,) = re.findall(r"^ExecStart=(.*)$", text("deploiement/atlas@.service"), flags=re.MULTILINE)
    assert unit.endswith(" -m deploiement.demarrer")
    assert '"-m", "deploiement.demarrer"' in text("Dockerfile")
