"""Pin the base images of ``Dockerfile`` and ``compose.yaml`` to the digest that their tag has today at Docker Hub.

Run ``make images``, then build. A tag moves without a word; a digest is the same bytes for ever, security updates
included: run it again before each build that should have them.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]
FILES = ("Dockerfile", "deploiement/compose.yaml")

_TOKEN = "https://auth.docker.io/token"
_REGISTRY = "https://registry-1.docker.io/v2"
# The index of all architectures first: the digest of one manifest would hold for one kind of processor.
_ACCEPT = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json"
_TIMEOUT_S = 20
# Official images alone (« python:3.13-slim »): « atlas » is built here.
_IMAGE = re.compile(r"^(FROM |\s*image: )([a-z0-9-]+):([\w.-]+)(?:@sha256:[0-9a-f]{64})?", re.MULTILINE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def pin(text: str, digest: Callable[[str, str], str]) -> str:
    """The text of a file with the digest of each image after its tag.

    >>> pin("FROM python:3.13-slim AS construction", lambda name, tag: f"<{name}, {tag}>")
    'FROM python:3.13-slim@<python, 3.13-slim> AS construction'
    """
    return _IMAGE.sub(lambda found: f"{found[1]}{found[2]}:{found[3]}@{digest(found[2], found[3])}", text)


def ask(name: str, tag: str) -> str:
    """Digest of an official image's tag, as the registry gives it.

    Raises
    ------
    OSError
        When the registry does not answer, or answers something else than a digest (`requests.RequestException` is one).
    """
    scope = {"service": "registry.docker.io", "scope": f"repository:library/{name}:pull"}
    given = requests.get(_TOKEN, params=scope, timeout=_TIMEOUT_S)
    given.raise_for_status()
    headers = {"Authorization": f"Bearer {given.json()['token']}", "Accept": _ACCEPT}
    answer = requests.head(f"{_REGISTRY}/library/{name}/manifests/{tag}", headers=headers, timeout=_TIMEOUT_S)
    answer.raise_for_status()
    digest = answer.headers.get("Docker-Content-Digest", "")
    if not _DIGEST.fullmatch(digest):
        raise OSError(f"{name}:{tag}: the registry gave no digest.")
    return digest


def main() -> None:
    """Ask once for each image, then write the files; nothing is written when one answer is missing."""
    known: dict[tuple[str, str], str] = {}

    def digest(name: str, tag: str) -> str:
        if (name, tag) not in known:
            known[name, tag] = ask(name, tag)
        return known[name, tag]

    try:
        pinned = {name: pin((ROOT / name).read_text(encoding="utf-8"), digest) for name in FILES}
    except OSError as error:
        sys.exit(f"The images are left as they are: {error}")
    for name, text in pinned.items():
        (ROOT / name).write_text(text, encoding="utf-8")
    for (name, tag), value in known.items():
        print(f"{name}:{tag}@{value}")


if __name__ == "__main__":
    main()
