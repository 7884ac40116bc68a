"""The pages we are compared with, written in a temporary folder and served on loopback."""

import functools
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.serveurs import ROOT

EMPTY_READY = "[data-testid=stMarkdown]"
EMPTY_PAGE = """
import streamlit as st

st.write("Prêt")
if st.button("Répondre"):
    st.session_state["n"] = st.session_state.get("n", 0) + 1
st.text(f"Réponse {st.session_state.get('n', 0)}")
"""

NAIVE_PAGE = """
import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium


class Carte(folium.Map):  # as plain as can be, but drawn without a network
    default_js = [("leaflet", "/app/static/leaflet.js")]
    default_css = [("leaflet", "/app/static/leaflet.css")]


st.title("Guichets")
epci = gpd.read_file("epci.geojson")
carte = Carte(location=[43.7, 2.2], zoom_start=7, tiles=None)
folium.GeoJson(epci, tooltip=folium.GeoJsonTooltip(["nom", "population"])).add_to(carte)
clicked = st_folium(carte, use_container_width=True)
if clicked and clicked.get("last_active_drawing"):
    st.subheader(clicked["last_active_drawing"]["properties"]["nom"])
"""

BARE_LEAFLET = """<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="leaflet/leaflet.css">
<script src="leaflet/leaflet.js"></script>
<div id="carte" style="height:620px"></div>
<script>
const carte = L.map("carte");
fetch("zones.geojson").then((response) => response.json()).then((data) => {
  const areas = data.features.filter((feature) => feature.geometry.type !== "Point");
  carte.fitBounds(L.geoJSON(areas).addTo(carte).getBounds());
});
</script>
"""


def write_empty_page(folder: Path) -> Path:
    """An empty Streamlit page, with a button and its answer."""
    return _script(folder / "vide", "vide.py", EMPTY_PAGE)


def write_naive_page(folder: Path) -> Path:
    """The map as a developer would write it first: every EPCI, embedded, through ``st_folium``."""
    script = _script(folder / "naif", "naif.py", NAIVE_PAGE)
    shutil.copytree(ROOT / "static" / "leaflet", script.parent / "static")
    shutil.copy(ROOT / "data" / "geo" / "epci.geojson", script.parent)
    return script


@contextmanager
def static_site(folder: Path, atlas: Mapping[str, bytes], zones: bytes) -> Iterator[str]:
    """The atlas without server and ``nue.html``, bare Leaflet drawing the same zones, on a plain server of files.

    Yields
    ------
    address of the folder
    """
    for name, content in atlas.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    shutil.copytree(ROOT / "static" / "leaflet", folder / "leaflet")
    (folder / "zones.geojson").write_bytes(zones)
    (folder / "nue.html").write_text(BARE_LEAFLET, encoding="utf-8")
    handler = functools.partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Silent(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise each file after the first waits 40 ms for an acknowledgement, and a page of more files looks slow.
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        """A line per request would bury the table."""


def _script(folder: Path, name: str, source: str) -> Path:
    folder.mkdir()
    (folder / name).write_text(source, encoding="utf-8")
    return folder / name
