"""Catalogue: one consistent, immutable snapshot of all data; the only module that caches.

Every file is stamped (path, time, size, inode) at each run; what changed is read again, so that a table rewritten on
disk shows at the next interaction, without restart, expiry or clearing. What is cached is shared between sessions:
nobody changes it.
"""

import gzip
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import numpy as np
import shapely
import streamlit as st

from clauses.domain.annuaire import GUICHETS, Annuaire, Criteres, Entree, Mois
from clauses.domain.contenus import Contenus
from clauses.domain.couverture import Couverture, Zone
from clauses.domain.fiche import Fiche, build_fiche
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import EPCI, Territoire
from clauses.donnees import Catalogue, build_annuaire, folder_state, read_catalogue
from clauses.donnees import TerritoiresError as TerritoiresError
from clauses.storage import contenus, files, geo
from clauses.views import apercu, couches

if TYPE_CHECKING:
    from clauses.diffusion import Edition

Kept = TypeVar("Kept")
MOST_KEPT = 512
_NOTHING: Any = object()
_EVICTION = Lock()


def load_catalogue() -> Catalogue:
    """Everything the screens need, consistent for one run.

    Raises
    ------
    TerritoiresError
        Without territories nothing can be shown. Any other missing or broken file is an issue of the catalogue.
    """
    return _catalogue(_state())


@dataclass(frozen=True, eq=False)
class Vue:
    """What a selection shows: the coverage it makes, and the zones of the territory looked at."""

    couverture: Couverture
    positions: np.ndarray
    _kept: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones drawn on the map, most covered first."""
        return self.couverture.zones(self.positions)

    @cached_property
    def guichets(self) -> tuple[Guichet, ...]:
        """Guichets that serve at least one commune looked at, in the order of competence."""
        shown = {guichet.id for zone in self.zones for guichet in zone.guichets}
        return tuple(guichet for guichet in self.couverture.ordered if guichet.id in shown)

    def keep(self, name: str, build: Callable[[], Kept]) -> Kept:
        """What a screen draws from this vue, built once and kept as long as it is."""
        if name not in self._kept:
            self._kept[name] = build()
        return self._kept[name]


def load_vue(selection: Selection) -> Vue:
    """What these filters show; computed once per version of the data. ``KeyError`` for an unknown département."""
    return _vue(_state(), selection)


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
    return _layer(_state(), name, selection)


def load_communes_around(code: str) -> bytes:
    """Communes sharing the EPCI of this one, as GeoJSON, gzipped; ``KeyError`` for an unknown code."""
    return _communes_around(_state(), code)


def load_kept(name: tuple[Hashable, ...], build: Callable[[], Kept]) -> Kept:
    """What a screen draws from the data and a few choices, which make its name: built once per version of the data."""
    kept = _kept(_state())
    value = kept.get(name, _NOTHING)
    if value is _NOTHING:
        value = build()
        with _EVICTION:
            while len(kept) >= MOST_KEPT:
                kept.pop(next(iter(kept)))
            kept[name] = value
    return value


def load_fiche(territoire: Territoire) -> Fiche:
    """The sheet of a territory, computed once per version of the data; ``KeyError`` when it does not exist."""
    return _fiche(_state(), territoire)


def load_contenus() -> Contenus:
    """What is written beside the data; read again when a file changes."""
    return _contenus(contenus.contents_state(contenus.contents_dir()))


def load_edition(jour: date) -> "Edition":
    """The data as an edition to publish, read once per version of the data and per day."""
    return _edition(_state(), jour)


def load_annuaire(liste: str) -> Annuaire:
    """The directory of guichets or of structures; built once per version of the data. ``KeyError`` for another name."""
    return _annuaire(_state(), liste)


def load_trouvees(liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:
    """Entries of a directory that meet criteria; looked for once per version of the data."""
    # The screen counts the types of what the other criteria find: looked for once.
    others = _trouvees(_state(), liste, replace(criteres, types=frozenset()), aujourdhui)
    return tuple(entree for entree in others if entree.type in criteres.types) if criteres.types else others


def load_places(liste: str, criteres: Criteres, aujourdhui: Mois) -> bytes:
    """Where those entries are, as GeoJSON, gzipped."""
    return _places(_state(), liste, criteres, aujourdhui)


def load_perimetre(guichet: str) -> bytes:
    """Small map of the territory that a guichet serves: SVG, gzipped.

    Raises
    ------
    KeyError
        When there is no such guichet.
    PerimetreError
        When its perimeter names a territory that does not exist.
    """
    return _perimetre(_state(), guichet)


def load_locator(territoire: Territoire) -> bytes:
    """Small map that places a territory in its region: SVG, gzipped; ``KeyError`` when it does not exist."""
    return _locator(_state(), territoire)


@st.cache_resource(max_entries=2, show_spinner=False)
def _catalogue(state: str) -> Catalogue:
    return read_catalogue(_folder(state))


@st.cache_resource(max_entries=32, show_spinner=False)
def _vue(state: str, selection: Selection) -> Vue:
    catalogue = _catalogue(state)
    couverture = selection.couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))
    return Vue(couverture, selection.positions(catalogue.territoires))


@st.cache_resource(max_entries=128, show_spinner=False)
def _layer(state: str, name: str, selection: Selection | None) -> bytes:
    catalogue = _catalogue(state)
    builders = {"zones": _zones_layer, "fond": _background_layer, "epci": _epci_layer, "qpv": _qpv_layer}
    return gzip.compress(builders[name](catalogue, selection).encode(), mtime=0)


def _zones_layer(catalogue: Catalogue, selection: Selection | None) -> str:
    vue = load_vue(selection or Selection())
    contours = load_contours("communes").geometry
    return couches.zones(vue.zones, catalogue.typologies, contours, catalogue.territoires, vue.couverture.donneur_ordre)


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
    territoires = _catalogue(state).territoires
    position, epci = territoires.positions[code], territoires.communes.at[code, "code_epci"]
    members = territoires.members.get((EPCI, epci), [position])
    return gzip.compress(couches.contours(load_contours("communes").iloc[members], ["code"]).encode(), mtime=0)


@st.cache_resource(max_entries=2, show_spinner=False)
def _contenus(state: str) -> Contenus:
    return contenus.read_contenus(_folder(state))


@st.cache_resource(max_entries=2, show_spinner=False)
def _edition(state: str, jour: date) -> "Edition":
    # Only who downloads needs what makes files.
    from clauses.diffusion import Edition

    return Edition(_catalogue(state), _folder(state), jour).complete()


@st.cache_resource(max_entries=4, show_spinner=False)
def _annuaire(state: str, liste: str) -> Annuaire:
    return build_annuaire(_catalogue(state), liste)


# Apart from what screens keep: anybody can ask anything.
@st.cache_resource(max_entries=64, show_spinner=False)
def _trouvees(state: str, liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:  # noqa: ARG001
    return load_annuaire(liste).find(criteres, aujourdhui)


@st.cache_resource(max_entries=64, show_spinner=False)
def _places(state: str, liste: str, criteres: Criteres, aujourdhui: Mois) -> bytes:
    found = load_trouvees(liste, criteres, aujourdhui)
    return gzip.compress(couches.places(found, _catalogue(state).territoires).encode(), mtime=0)


@st.cache_resource(max_entries=512, show_spinner=False)
def _perimetre(state: str, guichet: str) -> bytes:
    catalogue = _catalogue(state)
    found = load_annuaire(GUICHETS).by_id[guichet].fiche
    assert isinstance(found, Guichet)
    return gzip.compress(apercu.draw_perimetre(found, catalogue.territoires, load_contours).encode(), mtime=0)


@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(state: str) -> dict[tuple[Hashable, ...], Any]:  # noqa: ARG001 (a new state, nothing kept)
    return {}


@st.cache_resource(max_entries=512, show_spinner=False)
def _fiche(state: str, territoire: Territoire) -> Fiche:
    catalogue = _catalogue(state)
    return build_fiche(
        territoire, load_vue(Selection()).couverture, catalogue.heures, catalogue.qpv, catalogue.structures
    )


@st.cache_resource(max_entries=512, show_spinner=False)
def _locator(state: str, territoire: Territoire) -> bytes:
    svg = apercu.draw_situation(territoire, _catalogue(state).territoires, load_contours)
    return gzip.compress(svg.encode(), mtime=0)


@st.cache_resource(max_entries=8, show_spinner=False)
def _contours(state: str, name: str) -> gpd.GeoDataFrame:
    return geo.read_contours(_folder(state) / name)


def _state() -> str:
    # A text is hashed at once; Streamlit takes milliseconds over a tuple of dataclasses, at each call.
    return folder_state(files.data_dir())


def _folder(state: str) -> Path:
    return Path(state.partition("\n")[0])
