"""Base images: what `make images` writes, from a registry that is a few lines here."""

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from scripts import pin_images
from scripts.pin_images import FILES, ask, pin
from tests.architecture.source import text

INVENTED = f"sha256:{'0' * 64}"


class Registry(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert self.path == "/token?service=registry.docker.io&scope=repository%3Alibrary%2Fessai%3Apull"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"token": "jeton"}).encode())

    def do_HEAD(self) -> None:
        is_asked_well = self.headers["Authorization"] == "Bearer jeton" and "image.index" in self.headers["Accept"]
        self.send_response(200 if is_asked_well and self.path.startswith("/v2/library/essai/manifests/") else 401)
        if self.path.endswith("/1.0"):
            self.send_header("Docker-Content-Digest", INVENTED)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with HTTPServer(("127.0.0.1", 0), Registry) as server:
        monkeypatch.setattr(pin_images, "_TOKEN", f"http://127.0.0.1:{server.server_port}/token")
        monkeypatch.setattr(pin_images, "_REGISTRY", f"http://127.0.0.1:{server.server_port}/v2")
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.mark.usefixtures("registry")
def test_digest_is_the_registrys_or_an_error():
    assert ask("essai", "1.0") == INVENTED
    with pytest.raises(OSError, match="digest"):
        ask("essai", "sans-empreinte")


@pytest.mark.parametrize("name", FILES)
def test_each_image_of_others_is_pinned_and_again_later(name: str):
    """S24: images went by their tag alone."""
    wanted = re.findall(r"(?:FROM|image:) ([a-z]+:[\w.-]+)", text(name))
    assert wanted
    once = pin(text(name), lambda *_: f"sha256:{'1' * 64}")
    again = pin(once, lambda *_: INVENTED)
    assert re.findall(r"(?:FROM|image:) (\S+)", again) == [
        *(["atlas"] if "image: atlas" in again else []),
        *(f"{image}@{INVENTED}" for image in wanted),
    ]
    assert re.sub(r"@sha256:\w+", "", again) == re.sub(r"@sha256:\w+", "", text(name))
