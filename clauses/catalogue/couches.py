"""Maps and layers, kept as they are sent: GeoJSON and SVG, gzipped; and where things are."""

import gzip

import geopandas as gpd
import shapely
import streamlit as st

from clauses.catalogue.etat import catalogue_of, current_state, folder_of
from clauses.catalogue.vues import load_annuaire, load_trouvees, load_vue
from clauses.domain.annuaire import GUICHETS, Criteres, Mois
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import EPCI, Territoire
from clauses.donnees import Catalogue
from clauses.rendu.cartes import apercu, couches
from clauses.storage import files, geo


def load_bounds(departement: str | None) -> tuple[float, float, float, float]:
    """West, south, east and north of a département, or of the region (degrees)."""
    table = load_contours("region" if departement is None else "departements")
    chosen = table if departement is None else table[table["code"] == departement]
    west, south, east, north = chosen.total_bounds
    return float(west), float(south), float(east), float(north)


def load_commune_at(longitude: float, latitude: float) -> str | None:
    """INSEE code of the commune at a point, ``None`` outside the region."""
    table = load_contours("communes")
    found = table.sindex.query(shapely.Point(longitude, latitude), predicate="intersects")
    return str(table["code"].iloc[found[0]]) if len(found) else None


def load_contours(layer: str) -> gpd.GeoDataFrame:
    """Polygons of ``data/geo/<layer>.geojson``; those of communes are in the order of ``Territoires.communes``."""
    name = f"geo/{layer}.geojson"
    return _contours(files.state(files.data_dir(), [name]), name)


def load_layer(name: str, selection: Selection | None = None) -> bytes:
    """A layer of the map as GeoJSON, gzipped; computed once per version of the data.

    ``name`` is « zones » (with its selection), « fond », « epci » or « qpv »; ``KeyError`` for another.
    """
    return _layer(current_state(), name, selection)


def load_communes_around(code: str) -> bytes:
    """Communes sharing the EPCI of this one, as GeoJSON, gzipped; ``KeyError`` for an unknown code."""
    return _communes_around(current_state(), code)


def load_places(liste: str, criteres: Criteres, aujourdhui: Mois) -> bytes:
    """Where those entries are, as GeoJSON, gzipped."""
    return _places(current_state(), liste, criteres, aujourdhui)


def load_perimetre(guichet: str) -> bytes:
    """Small map of the territory that a guichet serves: SVG, gzipped.

    Raises
    ------
    KeyError
        When there is no such guichet.
    PerimetreError
        When its perimeter names a territory that does not exist.
    """
    return _perimetre(current_state(), guichet)


def load_locator(territoire: Territoire) -> bytes:
    """Small map that places a territory in its region: SVG, gzipped; ``KeyError`` when it does not exist."""
    return _locator(current_state(), territoire)


@st.cache_resource(max_entries=128, show_spinner=False)
def _layer(state: str, name: str, selection: Selection | None) -> bytes:
    catalogue = catalogue_of(state)
    builders = {"zones": _zones_layer, "fond": _background_layer, "epci": _epci_layer, "qpv": _qpv_layer}
    return gzip.compress(builders[name](catalogue, selection).encode(), mtime=0)


def _zones_layer(catalogue: Catalogue, selection: Selection | None) -> str:
    vue = load_vue(selection or Selection())
    contours = load_contours("communes").geometry
    return couches.zones(vue.zones, catalogue.typologies, contours, catalogue.territoires)


def _background_layer(catalogue: Catalogue, _: Selection | None) -> str:
    labels = geo.read_labels(files.data_dir() / "geo" / "libelles.csv")
    tables = (load_contours(layer) for layer in ("departements", "region", "contexte"))
    return couches.background(catalogue.territoires, *tables, labels)


def _epci_layer(_: Catalogue, __: Selection | None) -> str:
    return couches.contours(load_contours("epci"), ["code", "nom"])


def _qpv_layer(catalogue: Catalogue, _: Selection | None) -> str:
    return couches.priority_districts(catalogue.qpv, catalogue.territoires)


@st.cache_resource(max_entries=512, show_spinner=False)
def _communes_around(state: str, code: str) -> bytes:
    territoires = catalogue_of(state).territoires
    position, epci = territoires.positions[code], territoires.communes.at[code, "code_epci"]
    members = territoires.members.get((EPCI, epci), [position])
    return gzip.compress(couches.contours(load_contours("communes").iloc[members], ["code"]).encode(), mtime=0)


@st.cache_resource(max_entries=64, show_spinner=False)
def _places(state: str, liste: str, criteres: Criteres, aujourdhui: Mois) -> bytes:
    found = load_trouvees(liste, criteres, aujourdhui)
    return gzip.compress(couches.places(found, catalogue_of(state).territoires).encode(), mtime=0)


@st.cache_resource(max_entries=512, show_spinner=False)
def _perimetre(state: str, guichet: str) -> bytes:
    catalogue = catalogue_of(state)
    found = load_annuaire(GUICHETS).by_id[guichet].fiche
    assert isinstance(found, Guichet)
    return gzip.compress(apercu.draw_perimetre(found, catalogue.territoires, load_contours).encode(), mtime=0)


@st.cache_resource(max_entries=512, show_spinner=False)
def _locator(state: str, territoire: Territoire) -> bytes:
    svg = apercu.draw_situation(territoire, catalogue_of(state).territoires, load_contours)
    return gzip.compress(svg.encode(), mtime=0)


@st.cache_resource(max_entries=8, show_spinner=False)
def _contours(state: str, name: str) -> gpd.GeoDataFrame:
    return geo.read_contours(folder_of(state) / name)
