"""The page of the atlas without server, and the files of the project that it takes along."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clauses.autonome.adresses import UrlsDossier
from clauses.domain.selection import Selection
from clauses.donnees import Moment, load_contenus
from clauses.rendu import blocs, parametres, polices, scripts
from clauses.rendu import methode as words
from clauses.rendu.blocs import panneau, projection
from clauses.rendu.blocs.pied import ACCESSIBILITE, MENTIONS
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.choix import Choix
from clauses.rendu.editeur import Editeur
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas, methode
from clauses.rendu.mots import autonome as texts
from clauses.rendu.mots import editeur as mots_editeur
from clauses.rendu.premier.carte import render_dessin
from clauses.rendu.termes import mark

ROOT = Path(__file__).parents[2]
ENTRY = "index.html"
GENERATOR = '<meta name="generator" content="Atlas des clauses sociales, version sans serveur">'
"""Marker of a page made by the export, which a later export may replace."""
SHARING = "<!-- partage -->"
"""Placeholder for the Open Graph tags that a server writes."""

STYLES = (
    f"static/{polices.FACES}",
    "static/leaflet/leaflet.css",
    "static/carte/carte.css",
    "static/atlas.css",
    "static/ecrans.css",
    "static/premier/dessin.css",
    "clauses/ui/graphique/graphique.css",
    "static/autonome/autonome.css",
    "static/impression.css",
)
LIBRARIES = ("static/leaflet/leaflet.js", "static/topojson/topojson-client.js")
OPENING, SCRIPT = "static/autonome/ouverture.js", "static/autonome/demarrage.js"
"""Entries of the scripts of the page: what runs before it is painted, then the rest."""
SHOW, CHART = "static/presentation/vues.js", "clauses/ui/graphique/graphique.js"
"""Entries of what it loads when a screen needs it."""

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
    **{name: f"donnees/{name}.js" for name in DATA},
}
"""What is asked for when a screen needs it, by name."""

FONTS = tuple(f"static/{name}" for name in (polices.TEXTE, polices.TITRES))
_COPIED = (
    PLOTLY,
    *(f"static/{name}" for name in projection.PAPER_STYLES),
    "static/icone.svg",
    *FONTS,
    "static/fonts/LICENCE.txt",
    *(f"static/{name}/LICENSE" for name in ("leaflet", "plotly", "topojson")),
)

_SPARE = re.compile(r"/\*.*?\*/\n?|^[ \t]*\n|^[ \t]+", re.MULTILINE | re.DOTALL)

_TEMPLATES = environment(Path(__file__).parent / "templates")


def carried() -> dict[str, bytes]:
    """Files of the project that go into the folder, by name."""
    return {
        OPENING: scripts.join(OPENING).encode(),
        PAGE_SCRIPT: "\n;\n".join([*map(_read, LIBRARIES), scripts.join(SCRIPT, [OPENING])]).encode(),
        PAGE_STYLE: _style(STYLES).encode(),
        SHOW_SCRIPT: _handed("projection", SHOW),
        # Instead of the style of the page, that of the map included.
        SHOW_STYLE: _style(f"static/{name}" for name in projection.STYLES).encode(),
        CHART_SCRIPT: _handed("graphique", CHART),
        **{name: (ROOT / name).read_bytes() for name in _COPIED},
    }


def _handed(name: str, entry: str) -> bytes:
    """A script loaded after that of the page, which hands over the exports of its entry."""
    return (scripts.join(entry, [OPENING, SCRIPT]) + _hand_over(name, scripts.exports_of(entry))).encode()


def _style(names: Iterable[str]) -> str:
    """Style sheets as one, without comments nor indentation."""
    whole = _SPARE.sub("", "\n".join(map(_read, names)))
    for font in FONTS:
        # A file whose address changes with its content is asked for once.
        name = font.removeprefix("static/")
        whole = whole.replace(name, f"{name}?{digest((ROOT / font).read_bytes())}")
    return whole


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8").strip()


def render_page(moment: Moment, contents: Mapping[str, bytes], urls: UrlsDossier, editeur: Editeur) -> str:
    """The entry, with what is read before any script; addresses of its files change with their content."""
    fichiers = {name: f"{name}?{digest(content)}" for name, content in contents.items()}
    return _TEMPLATES.get_template("index.html").render(
        t=texts,
        atlas=atlas,
        titre=f"{atlas.CARTE_TITLE} – {atlas.APP_TITLE}",
        edition=texts.edition(moment.edition, moment.actualisee_le),
        site=urls.site,
        editeur=editeur,
        pied=mots_editeur,
        mentions=MENTIONS,
        declaration=ACCESSIBILITE,
        dessin=render_dessin(moment, Selection(), Affichage.GUICHETS, Choix()),
        accueil=trusted(mark(panneau.render_accueil(moment, Selection(), urls), load_contenus().lexique)),
        sharing=trusted(SHARING),
        generator=trusted(GENERATOR),
        fichiers=fichiers,
        style=PAGE_STYLE,
        opening=OPENING,
        parametres=json.dumps(parametres.NOMS),
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
