"""The pages we are compared with, written in a temporary folder and served on loopback."""

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.serveurs import ROOT
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import load_moment
from clauses.rendu.blocs.panneau import render_reponse
from clauses.rendu.cartes.apercu import load_locator
from clauses.rendu.cartes.calques import load_zones

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

BARE_ANSWER = """<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Réponse</title>
{reponse}
<img src="carte.svg" width="358" alt="">
"""

LEAFLET_ZONE = "path.leaflet-interactive"
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
    with _serve(partial(_Silent, directory=str(folder))) as address:
        yield address


@contextmanager
def bare_site(folder: Path, commune: str) -> Iterator[str]:
    """``reponse.html``, the words and the small map of an answer without style; ``carte.html``, bare Leaflet.

    Compressed as an ordinary server would: the limits of a telephone are those of its network.

    Yields
    ------
    address of the site
    """
    moment = load_moment()
    shutil.copytree(ROOT / "static" / "leaflet", folder / "leaflet")
    (folder / "zones.geojson").write_bytes(gzip.decompress(load_zones(moment, Selection())))
    (folder / "carte.html").write_text(BARE_LEAFLET, encoding="utf-8")
    (folder / "carte.svg").write_bytes(gzip.decompress(load_locator(moment, Territoire(COMMUNE, commune))))
    words = render_reponse(moment, commune, None)
    (folder / "reponse.html").write_text(BARE_ANSWER.format(reponse=words), encoding="utf-8")
    with _serve(partial(_Compressed, directory=str(folder))) as address:
        yield address


@contextmanager
def _serve(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    with _Serveur(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Serveur(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A visit measured until its first sight leaves before its other files are sent."""


class _Silent(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise each file after the first waits 40 ms for an acknowledgement, and a page of more files looks slow.
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        """A line per request would bury the table."""


class _Compressed(_Silent):
    def do_GET(self) -> None:
        body = _gzipped(Path(self.translate_path(self.path)))
        self.send_response(200)
        for name, value in (
            ("Content-Type", self.guess_type(self.path)),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@cache
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes() if path.is_file() else b"", mtime=0)


def _script(folder: Path, name: str, source: str) -> Path:
    folder.mkdir()
    (folder / name).write_text(source, encoding="utf-8")
    return folder / name
