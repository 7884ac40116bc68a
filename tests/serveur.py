"""The application as its users start it: `streamlit run app.py`, on a free port of the loopback."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Run by Python before anything else in the server: every name looked up, every address bound or reached is noted.
AUDIT = """
import os, sys
def note(event, args):
    if event in ("socket.bind", "socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = args[0] if event.startswith("socket.get") else args[1]
        with open(os.environ["AUDIT_FILE"], "a") as file:
            file.write(f"{event} {address}\\n")
sys.addaudithook(note)
"""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Server:
    """The running application, what it wrote and which addresses it reached."""

    port: int
    log: Path
    audit: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        """One request; the path goes as it is, without any cleaning."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        """GET; header names with underscores."""
        return self.request("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def running(folder: Path, data: Path | None = None, **settings: str) -> Iterator[Server]:
    """The application with the shipped data, or those of another folder; ``folder`` receives its log.

    ``settings`` are environment variables, such as ``CLAUSES_EQUIPE="comptes"``: without them the update is closed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(AUDIT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log, audit = folder / "log.txt", folder / "audit.txt"
    audit.touch()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CLAUSES_", "STREAMLIT_"))}
    environment |= {"PYTHONPATH": str(folder), "AUDIT_FILE": str(audit)}
    if data is not None:
        environment["CLAUSES_DATA"] = str(data)
    environment |= settings
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env=environment)
    server = Server(port, log, audit, process)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_ready(server: Server) -> None:
    for _ in range(300):
        try:
            if server.get("/_stcore/health").status == 200:
                return
        except OSError:
            # Not listening yet, or so loaded that it does not answer in time.
            pass
        try:
            # Waits a moment, and ends at once if the server stops.
            server.process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"The application did not start:\n{server.log.read_text()}")
