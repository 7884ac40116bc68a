"""Static URLs of the files that our own pages link to."""

import hashlib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import streamlit

from clauses.rendu.polices import FACES

STATIC = Path(__file__).parents[2] / "static"
"""Folder served at ``/app/static``."""
STREAMLIT = Path(streamlit.__file__).parent / "static"
"""Page and files of the installed Streamlit."""
MAP_BUILD = Path(str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")))
MAP_FRAME = "component/streamlit_folium.st_folium"
"""Files of the installed component of the map, and where they are served."""


@cache
def static_address(name: str) -> str:
    """Address of a file of ours, by its path in `STATIC`: it changes with the content."""
    return f"/app/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def style_addresses(*names: str) -> list[str]:
    """Addresses of style sheets, after those of the faces that all of them use."""
    return [static_address(name) for name in (FACES, *names)]
