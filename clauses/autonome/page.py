"""The page of the atlas without server, and the files of the project that it takes along."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clauses.catalogue import Catalogue, load_edition, load_vue
from clauses.domain.selection import Selection
from clauses.rendu import blocs
from clauses.rendu import methode as words
from clauses.rendu.blocs import projection
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas, methode
from clauses.rendu.mots import autonome as texts

ROOT = Path(__file__).parents[2]
ENTRY = "index.html"
GENERATOR = '<meta name="generator" content="Atlas des clauses sociales, version sans serveur">'
"""What tells the page from any other ``index.html``: a later export may replace it."""
SHARING = "<!-- partage -->"
"""Where a server writes what is said of the page to who shares its address."""

STYLES = (
    "static/leaflet/leaflet.css",
    "static/carte/carte.css",
    "static/atlas.css",
    "clauses/ui/graphique/graphique.css",
    "static/autonome/autonome.css",
)
SCRIPTS = (
    "static/leaflet/leaflet.js",
    "static/topojson/topojson-client.js",
    "static/carte/carte.js",
    "static/presentation/commun.js",
    "static/presentation/recherche.js",
    *(
        f"static/autonome/{name}.js"
        for name in (
            "donnees",
            "geometrie",
            "couverture",
            "communes",
            "reponse",
            "couches",
            "carte",
            "annuaire",
            "heures",
        )
    ),
    "static/autonome/projection.js",
    "static/autonome/page.js",
)
SHOW_SCRIPTS = tuple(f"static/presentation/{name}.js" for name in ("carte", "presentation", "orateur"))
"""What each file of the folder is made of, in order: a page of many small files is slow to open over a network."""

PAGE_SCRIPT, PAGE_STYLE = "static/autonome/atlas.js", "static/autonome/atlas.css"
SHOW_SCRIPT, SHOW_STYLE = "static/presentation/projection.js", "static/presentation/presentation.css"
CHART_SCRIPT, CHART = "static/autonome/graphique.js", "clauses/ui/graphique/graphique.js"
FIRST_DATA = "carte"
"""The data that the first sight needs; the others come after it."""

DATA = (FIRST_DATA, "communes", "reponses", "contours", "fond", "qpv", "annuaire", "heures", "histoires")

LATER = {
    "graphique": CHART_SCRIPT,
    "projection": SHOW_SCRIPT,
    "projection-style": SHOW_STYLE,
    **{name: f"donnees/{name}.js" for name in DATA[1:]},
}
"""What is asked for when a screen needs it, by name."""

PLOTLY = "static/plotly/plotly-basic.min.js"
FONT = "static/fonts/atlas-titres.woff2"
_COPIED = (
    PLOTLY,
    "static/presentation/papier.css",
    "static/icone.svg",
    FONT,
    "static/fonts/LICENCE.txt",
    *(f"static/{name}/LICENSE" for name in ("leaflet", "plotly", "topojson")),
)

_TEMPLATES = environment(Path(__file__).parent / "templates")


def carried() -> dict[str, bytes]:
    """Files of the project that go into the folder, by name."""
    font = f"{FONT}?{digest((ROOT / FONT).read_bytes())}"
    return {
        PAGE_SCRIPT: _joined(SCRIPTS, ";"),
        # A file whose address changes with its content is asked for once.
        PAGE_STYLE: _joined(STYLES).replace(
            FONT.removeprefix("static/").encode(), font.removeprefix("static/").encode()
        ),
        SHOW_SCRIPT: _joined(SHOW_SCRIPTS, ";"),
        # Instead of the style of the page, that of the map included.
        SHOW_STYLE: _joined(f"static/{name}" for name in projection.STYLES),
        CHART_SCRIPT: chart_script().encode(),
        **{name: (ROOT / name).read_bytes() for name in _COPIED},
    }


def chart_script() -> str:
    """The script of the charts as a page opened from a folder can run it: no module, its library beside."""
    source = (ROOT / CHART).read_text(encoding="utf-8")
    library = f"{PLOTLY}?{digest((ROOT / PLOTLY).read_bytes())}"
    for found, wanted in ((f"app/{PLOTLY}", library), ("export default function", "return function")):
        assert source.count(found) == 1, found
        source = source.replace(found, wanted)
    return f"window.atlas.graphique = (() => {{\n{source}}})()\n"


def _joined(names: Iterable[str], between: str = "") -> bytes:
    return f"\n{between}\n".join((ROOT / name).read_text(encoding="utf-8").strip() for name in names).encode()


def render_page(catalogue: Catalogue, contents: Mapping[str, bytes], site: str) -> str:
    """The entry; addresses of its files change with their content."""
    fichiers = {name: f"{name}?{digest(content)}" for name, content in contents.items()}
    return _TEMPLATES.get_template("index.html").render(
        t=texts,
        atlas=atlas,
        titre=f"{atlas.CARTE_TITLE} – {atlas.APP_TITLE}",
        edition=texts.edition(catalogue.edition, catalogue.actualisee_le),
        site=site,
        sharing=trusted(SHARING),
        generator=trusted(GENERATOR),
        fichiers=fichiers,
        style=PAGE_STYLE,
        scripts=(PAGE_SCRIPT, f"donnees/{FIRST_DATA}.js"),
        plus_tard=json.dumps({name: fichiers[path] for name, path in LATER.items()}),
    )


def render_apropos(catalogue: Catalogue, site: str) -> str:
    """What this atlas is, what its words mean, where its data come from."""
    description = load_edition(date.today()).description  # noqa: DTZ011 - the day here, not a moment
    licences = words.licences(description)
    licence = ", ".join(each["nom"] for each in licences)
    return _TEMPLATES.get_template("apropos.html").render(
        t=texts,
        titre=catalogue.titre or atlas.APP_TITLE,
        edition=texts.edition(catalogue.edition, catalogue.actualisee_le),
        site=site,
        statuts=_block("statuts.html", statuts=words.statuts(load_vue(Selection()).couverture)),
        sources=_block("liens.html", liens=words.sources(description)),
        licences=_block("liens.html", liens=licences) if licences else "",
        citation=methode.cite(catalogue.titre, catalogue.edition, catalogue.actualisee_le, licence),
    )


def data_script(name: str, data: Any) -> bytes:
    """Data as a script that hands them over: a page opened from a folder can read no other kind of file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.atlas.recevoir({json.dumps(name)},{text})\n".encode()


def digest(content: bytes) -> str:
    """What makes an address change with its content."""
    return hashlib.sha256(content).hexdigest()[:12]


def _block(template: str, **values: Any) -> str:
    return trusted(blocs.render(template, **values))
