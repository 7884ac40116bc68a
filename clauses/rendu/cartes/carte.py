"""The folium map: a bare local Leaflet map, and the element that fills it from layers served apart.

Geometry is never part of the map: it would be sent again at each interaction. The map is given a *state* (addresses of
layers, options, chosen commune) that ``static/carte/carte.js`` draws.
"""

import html
import json
from collections.abc import Mapping
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from clauses.rendu.choix import Bounds
from clauses.rendu.polices import FACES
from clauses.rendu.scripts import PAGES, exports_of, page_script_address

# Relative to the frame of the component (/component/<name>/index.html), so that the atlas can live under a prefix.
ROOT = "../.."
STATIC = f"{ROOT}/app/static"
LEAFLET_JS = f"{STATIC}/leaflet/leaflet.js"
LEAFLET_CSS = f"{STATIC}/leaflet/leaflet.css"

FRAME_HEIGHT = 360
"""What streamlit-folium is told; the page gives the frame its own (``static/ecrans.css``)."""


class LocalMap(folium.Map):
    """A Leaflet map whose library is served by the application itself, without tiles.

    All of it is sent again at each click: its template is shorter than folium's, whose page is not ours to size.
    """

    default_js = [("leaflet", LEAFLET_JS)]  # noqa: RUF012 (folium reads class attributes)
    default_css = [("leaflet", LEAFLET_CSS)]  # noqa: RUF012

    _template = Template(
        "{% macro header(this, kwargs) %}"
        "<style>#{{ this.get_name() }} { position: fixed; inset: 0; height: auto !important }</style>"
        "{% endmacro %}"
        '{% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}" ></div>{% endmacro %}'
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )


class AtlasLayers(JSCSSMixin, MacroElement):
    """Script that passes the Leaflet map to ``static/carte/composant.js``."""

    default_js = [("atlas", f"{ROOT}/{page_script_address('carte')}")]  # noqa: RUF012
    default_css = [("polices", f"{STATIC}/{FACES}"), ("atlas", f"{STATIC}/carte/carte.css")]  # noqa: RUF012

    _template = Template(
        "{% macro script(this, kwargs) %}"
        f"{exports_of(PAGES['carte'])}.connect"
        "({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "AtlasLayers"
        self.options = dict(options)


def build_carte(state: Mapping[str, Any], *, titre: str, region: Bounds, attribution: str) -> folium.Map:
    """Map showing a state; only the state varies from one rerun to the next.

    Parameters
    ----------
    state : what to draw, JSON serialisable (see ``Carte.apply`` in ``static/carte/carte.js``)
    titre : name of the map for a screen reader
    region : bounds out of which the map does not go
    attribution : source of the contours
    """
    carte = LocalMap(tiles=None, zoom_control=False, minZoom=5, maxZoom=14, zoomSnap=0, zoomDelta=0.5)
    carte.add_child(AtlasLayers({"titre": titre, "region": region, "attribution": attribution}))
    figure = cast("Figure", carte.get_root())
    figure.html.add_child(Element(state_element(state)), name="etat")
    return carte


def state_element(state: Mapping[str, Any]) -> str:
    """Hidden HTML element that carries the state.

    folium renders this text as a *template*: braces must become entities too, or a name such as ``{{7*7}}`` would run.

    >>> print(state_element({"a": "<{{7}}'"}))
    <div id="atlas-etat" hidden data-etat='&#123;"a":"&lt;&#123;&#123;7&#125;&#125;&#x27;"&#125;'></div>
    """
    state = {name: value for name, value in state.items() if value is not None}
    # Between single quotes: JSON is full of double ones, which would weigh six times as much.
    text = html.escape(json.dumps(state, ensure_ascii=False, separators=(",", ":")), quote=False).replace("'", "&#x27;")
    text = text.replace("{", "&#123;").replace("}", "&#125;")
    return f"<div id=\"atlas-etat\" hidden data-etat='{text}'></div>"
