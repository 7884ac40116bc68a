"""The page of the atlas without server, and the files of the project that it takes along."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clauses.donnees import Moment
from clauses.rendu import blocs, scripts
from clauses.rendu import methode as words
from clauses.rendu.blocs import projection
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas, methode
from clauses.rendu.mots import autonome as texts

ROOT = Path(__file__).parents[2]
ENTRY = "index.html"
GENERATOR = '<meta name="generator" content="Atlas des clauses sociales, version sans serveur">'
"""Marker of a page made by the export, which a later export may replace."""
SHARING = "<!-- partage -->"
"""Placeholder for the Open Graph tags that a server writes."""

STYLES = (
    "static/leaflet/leaflet.css",
    "static/carte/carte.css",
    "static/atlas.css",
    "clauses/ui/graphique/graphique.css",
    "static/autonome/autonome.css",
    "static/impression.css",
)
LIBRARIES = ("static/leaflet/leaflet.js", "static/topojson/topojson-client.js")
SCRIPT, SHOW, CHART = "static/autonome/demarrage.js", "static/presentation/vues.js", "clauses/ui/graphique/graphique.js"
"""Entries of the scripts: the page, then what it loads when a screen needs it."""

PAGE_SCRIPT, PAGE_STYLE = "static/autonome/atlas.js", "static/autonome/atlas.css"
SHOW_SCRIPT, SHOW_STYLE = "static/presentation/projection.js", "static/presentation/presentation.css"
CHART_SCRIPT = "static/autonome/graphique.js"
_RECEIVER = "static/autonome/donnees.js"
FIRST_DATA = "carte"
"""The data that the first sight needs; the others come after it."""

DATA = (FIRST_DATA, "communes", "reponses", "contours", "lacunes", "fond", "qpv", "annuaire", "heures", "histoires")

PLOTLY = "static/plotly/plotly-basic.min.js"
LATER = {
    "graphique": CHART_SCRIPT,
    "plotly": PLOTLY,
    "projection": SHOW_SCRIPT,
    "projection-style": SHOW_STYLE,
    **{name: f"donnees/{name}.js" for name in DATA[1:]},
}
"""What is asked for when a screen needs it, by name."""

FONT = "static/fonts/atlas-titres.woff2"
_COPIED = (
    PLOTLY,
    "static/presentation/papier.css",
    "static/icone.svg",
    FONT,
    "static/fonts/LICENCE.txt",
    *(f"static/{name}/LICENSE" for name in ("leaflet", "plotly", "topojson")),
)

_SPARE = re.compile(r"/\*.*?\*/\n?|^[ \t]*\n|^[ \t]+", re.MULTILINE | re.DOTALL)

_TEMPLATES = environment(Path(__file__).parent / "templates")


def carried() -> dict[str, bytes]:
    """Files of the project that go into the folder, by name."""
    font = f"{FONT}?{digest((ROOT / FONT).read_bytes())}"
    return {
        PAGE_SCRIPT: "\n;\n".join([*map(_read, LIBRARIES), scripts.join(SCRIPT)]).encode(),
        # A file whose address changes with its content is asked for once.
        PAGE_STYLE: _style(STYLES).replace(FONT.removeprefix("static/"), font.removeprefix("static/")).encode(),
        SHOW_SCRIPT: _handed("projection", SHOW),
        # Instead of the style of the page, that of the map included.
        SHOW_STYLE: _style(f"static/{name}" for name in projection.STYLES).encode(),
        CHART_SCRIPT: _handed("graphique", CHART),
        **{name: (ROOT / name).read_bytes() for name in _COPIED},
    }


def _handed(name: str, entry: str) -> bytes:
    """A script loaded after that of the page, which hands over the exports of its entry."""
    return (scripts.join(entry, [SCRIPT]) + _hand_over(name, scripts.exports_of(entry))).encode()


def _style(names: Iterable[str]) -> str:
    """Style sheets as one, without comments nor indentation."""
    return _SPARE.sub("", "\n".join(map(_read, names)))


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8").strip()


def render_page(moment: Moment, contents: Mapping[str, bytes], site: str) -> str:
    """The entry; addresses of its files change with their content."""
    fichiers = {name: f"{name}?{digest(content)}" for name, content in contents.items()}
    return _TEMPLATES.get_template("index.html").render(
        t=texts,
        atlas=atlas,
        titre=f"{atlas.CARTE_TITLE} – {atlas.APP_TITLE}",
        edition=texts.edition(moment.edition, moment.actualisee_le),
        site=site,
        sharing=trusted(SHARING),
        generator=trusted(GENERATOR),
        fichiers=fichiers,
        style=PAGE_STYLE,
        scripts=(PAGE_SCRIPT, f"donnees/{FIRST_DATA}.js"),
        plus_tard=json.dumps({name: fichiers[path] for name, path in LATER.items()}),
    )


def render_apropos(moment: Moment, site: str) -> str:
    """About page: the atlas, its glossary, the sources of its data."""
    licences = words.licences(moment.description)
    licence = ", ".join(each["nom"] for each in licences)
    return _TEMPLATES.get_template("apropos.html").render(
        t=texts,
        titre=moment.titre or atlas.APP_TITLE,
        edition=texts.edition(moment.edition, moment.actualisee_le),
        site=site,
        statuts=_block("statuts.html", statuts=words.statuts(moment.couverture)),
        sources=_block("liens.html", liens=words.sources(moment.description)),
        licences=_block("liens.html", liens=licences) if licences else "",
        citation=methode.cite(moment.titre, moment.edition, moment.actualisee_le, licence),
    )


def data_script(name: str, data: Any) -> bytes:
    """JSONP script: a page opened from a folder can read no other kind of file."""
    return _hand_over(name, json.dumps(data, ensure_ascii=False, separators=(",", ":"))).encode()


def _hand_over(name: str, expression: str) -> str:
    return f"{scripts.exports_of(_RECEIVER)}.receive({json.dumps(name)},{expression})\n"


def digest(content: bytes) -> str:
    """Cache-busting digest: the address changes with its content."""
    return hashlib.sha256(content).hexdigest()[:12]


def _block(template: str, **values: Any) -> str:
    return trusted(blocs.render(template, **values))
