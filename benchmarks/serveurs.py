"""Streamlit servers on loopback: the application, and the pages it is compared with."""

import gzip
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Serveur:
    """A running server."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def stream(self) -> str:
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    def get(self, path: str) -> bytes:
        """Body at an address, decompressed; ``urllib.error.URLError`` when there is none."""
        request = urllib.request.Request(f"{self.url}{path}", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read()
            return gzip.decompress(body) if response.headers["Content-Encoding"] == "gzip" else body

    def processor(self) -> float:
        """Processor time used so far, in seconds (Linux): unlike elapsed time, it does not depend on the neighbours."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Resident memory in bytes (Linux)."""
        return self._status("VmRSS")

    def peak(self) -> int:
        """Most resident memory so far, in bytes (Linux)."""
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition(f"{name}:")[2].split()[0]) * 1024


@contextmanager
def application(data: Path | None = None, **settings: str) -> Iterator[Serveur]:
    """The application, with its own settings and those given, on other data if asked."""
    settings |= {} if data is None else {"CLAUSES_DATA": str(data)}
    with _server(ROOT / "app.py", ROOT, settings) as server:
        yield server


@contextmanager
def streamlit_page(script: Path) -> Iterator[Serveur]:
    """A plain page, with Streamlit's defaults; only what would reach out of the machine is off."""
    options = ("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
    with _server(script, script.parent, {}, *options, "--server.enableStaticServing", "true") as server:
        yield server


@contextmanager
def _server(script: Path, folder: Path, environ: Mapping[str, str], *options: str) -> Iterator[Serveur]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), *options],
        cwd=folder,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Serveur(port, process.pid)
    try:
        _wait_until_ready(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: Serveur, process: subprocess.Popen[bytes]) -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            if server.get("/_stcore/health") == b"ok":
                return
        except OSError:
            pass
        try:
            # A pause that ends at once when the server dies.
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"The server on port {server.port} did not start.")
