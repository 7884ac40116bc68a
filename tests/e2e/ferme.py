"""Two processes of the atlas on one folder of data behind nginx, as `deploiement/` sets it up, on the loopback."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serveur import ROOT, Reply, Server, running

MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/erreurs.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/corps;
    proxy_temp_path {folder}/relais;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/conf.d/*.conf;
}}
"""


NAME = "atlas.exemple.fr"
"""Name of the site, the only one that nginx answers to."""


def program(name: str) -> str:
    """Path of a program, also where only the administrator usually looks; its absence fails the test."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if path is None:
        pytest.fail(
            f"Tests of the deployment need {name}: install it (Debian, Ubuntu: apt install {name}).", pytrace=False
        )
    return path


@dataclass(frozen=True)
class Ferme:
    """The whole: nginx in front, its replicas, their data."""

    port: int
    plain_port: int
    browser_port: int
    data: Path
    replicas: tuple[Server, ...]
    errors: Path

    @property
    def url(self) -> str:
        """For a browser, which finds no name here."""
        return f"https://127.0.0.1:{self.browser_port}"

    def request(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        source: str = "127.0.0.1",
    ) -> Reply:
        """One request over TLS, from an address of the loopback."""
        connection = http.client.HTTPConnection(NAME, self.port)
        try:
            connection.sock = self.shake_hands(NAME, source)
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def shake_hands(self, name: str | None, source: str = "127.0.0.1") -> ssl.SSLSocket:
        """A line over TLS to the site of this name."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = socket.create_connection(("127.0.0.1", self.port), 30, (source, 0))
        try:
            return context.wrap_socket(line, server_hostname=name)
        except OSError:
            line.close()
            raise

    def get(self, path: str, **headers: str) -> Reply:
        """GET; header names with underscores."""
        return self.request("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def replica_of(self, cookie: str) -> Server:
        """The process to which nginx sends a visitor."""
        where = self.get("/sante", Cookie=f"atlas_replique={cookie}").headers["X-Amont"]
        return next(each for each in self.replicas if where.endswith(f":{each.port}"))


@contextmanager
def served(folder: Path, data: Path, **settings: str) -> Iterator[Ferme]:
    """Everything started, in this folder."""
    with (
        running(folder / "un", data, **settings) as one,
        running(folder / "deux", data, **settings) as two,
        _nginx(folder / "nginx", (one, two)) as ports,
    ):
        yield Ferme(*ports, data, (one, two), folder / "nginx" / "erreurs.log")


@contextmanager
def _nginx(folder: Path, replicas: tuple[Server, Server]) -> Iterator[tuple[int, int, int]]:
    configurations = folder / "conf.d"
    configurations.mkdir(parents=True)
    port, plain, browser = _free_port(), _free_port(), _free_port()
    key, certificate = folder / "cle.pem", folder / "certificat.pem"
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    command = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    # The files as they are shipped, but for what an administrator changes, and for the ports.
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "    listen [::]:443 ssl http2 default_server;\n": "",
        "listen 80": f"listen 127.0.0.1:{plain}",
        # An address where there is no other server does not look at the name.
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2; listen 127.0.0.1:{browser} ssl http2;",
        "listen 443 ssl http2 default_server;": f"listen 127.0.0.1:{port} ssl http2 default_server;",
        "/etc/ssl/atlas/fullchain.pem": str(certificate),
        "/etc/ssl/atlas/privkey.pem": str(key),
        "/var/cache/nginx/atlas": str(folder / "cache"),
        "add_header X-Cache $upstream_cache_status;": (
            "add_header X-Cache $upstream_cache_status; add_header X-Amont $upstream_addr;"
        ),
    }
    _write(configurations / "atlas.conf", "nginx.conf", changes)
    ports = {f"127.0.0.1:850{rank}": f"127.0.0.1:{each.port}" for rank, each in enumerate(replicas, 1)}
    _write(configurations / "amont.conf", "nginx-amont.conf", ports)
    # Started by the administrator, nginx would work as somebody who cannot read the folder of a test.
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    nginx = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert not re.search(r"\[(warn|emerg)\]", checked.stderr), checked.stderr
    process = subprocess.Popen(nginx, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port, plain, browser
    finally:
        process.terminate()
        process.wait(timeout=20)


def _write(path: Path, name: str, changes: dict[str, str]) -> None:
    text = (ROOT / "deploiement" / name).read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text, f"{name}: {before}"
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError("nginx does not answer")
