"""Static URLs of the files that our own pages link to."""

import hashlib
from functools import cache
from pathlib import Path

import streamlit

STATIC = Path(__file__).parents[2] / "static"
"""Folder served at ``/app/static``."""
STREAMLIT = Path(streamlit.__file__).parent / "static"
"""Page and files of the installed Streamlit."""


@cache
def static_address(name: str) -> str:
    """Address of a file of ours, by its path in `STATIC`: it changes with the content."""
    return f"/app/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


@cache
def font_address() -> str:
    """Address of the text font, which comes with Streamlit; nothing if it has moved."""
    folder = STREAMLIT / "static" / "media"
    return next((f"/static/media/{path.name}" for path in sorted(folder.glob("SourceSansVF-Upright.*.woff2"))), "")
