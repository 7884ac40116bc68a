"""HTML page of Streamlit (index.html), in French.

Streamlit ships an English page and has no setting for its language: it is rewritten when the application is built.
"""

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clauses.rendu.mots import serveur
from clauses.rendu.mots.atlas import APP_TITLE
from clauses.rendu.polices import FACES, TEXTE, TITRES
from clauses.web.fichiers import STREAMLIT, static_address
from clauses.web.polices import icons_style
from clauses.web.prechargement import preload_links

STREAMLIT_INDEX = STREAMLIT / "index.html"

ABOUT = (
    f"<title>{html.escape(APP_TITLE)}</title>\n    "
    f'<meta name="description" content="{html.escape(serveur.DESCRIPTION)}" />'
)
"""Title and description of the page, until the Open Graph tags of each address replace them."""
ROOT = '<div id="root">'
"""Where the application draws; the header of the site comes before it, in the page itself."""
NOSCRIPT = f"<noscript><p>{html.escape(serveur.NOSCRIPT)}</p></noscript>"
"""What the page says without JavaScript, where no first screen answers."""
END_HEAD, END_BODY = "</head>", "</body>"
ICON = "/app/static/icone.svg"
STYLES, PAPER = (FACES, "entete.css", "atlas.css", "ecrans.css"), "impression.css"
"""Faces, style of the blocks and of the screens, on screen and on paper: linked by the page rather than sent at each
visit, so that the browser keeps them."""

# On a deep link such as /territoire, Streamlit first looks for itself under that address (two answers 404, a warning on
# the console, a round trip lost). The atlas lives at the root of its host: the page sets it. Told besides which pages
# may send it messages (this site alone), it opens its websocket without asking the server first: another round trip.
ROOT_SCRIPT = (
    "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin, "
    "HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false } }</script>"
)

_LATER = r'<script type="module"[^>]*></script>\s*|<link rel="(?:modulepreload|stylesheet)" crossorigin[^>]*>\s*'


@dataclass(frozen=True)
class IndexPage:
    """Page sent at every address of a screen.

    Attributes
    ----------
    body : bytes
        Without the application.
    application : str
        Links and scripts that load the application.
    script_hashes : tuple of str
        ``sha256-…`` of each inline script of the page sent, as a Content-Security-Policy names them.
    """

    body: bytes
    application: str
    script_hashes: tuple[str, ...]

    def load(self, *, waits: bool) -> str:
        """The application at once; or else in a template, which `static/premier/premier.js` opens after the paint.

        Its hundred scripts, asked for and compiled meanwhile, would double the time of the first paint.
        """
        return f'<template id="application">{self.application}</template>' if waits else self.application


def rewrite(source: str) -> str:
    """Streamlit's page, made French and freed of its pointers to the agent API, which is closed.

    >>> rewrite('<html lang="en"><title>Streamlit</title></html>').splitlines()[0]
    '<html lang="fr"><title>Atlas des clauses sociales</title>'
    """
    for pattern, replacement in (
        (_LATER, ""),
        (r'<link\s+rel="preload"[^>]*>\s*', ""),
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', '<html lang="fr">'),
        (r"<title>.*?</title>", ABOUT),
        (r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{ICON}" />'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<noscript>.*?</noscript>", NOSCRIPT),
    ):
        source = re.sub(pattern, replacement, source, flags=re.DOTALL)
    return source


def inline_scripts(source: str) -> list[str]:
    """Text of the inline scripts of a page, exactly as the browser hashes it.

    >>> inline_scripts('<script src="a.js"></script><script>x = 1</script>')
    ['x = 1']
    """
    return re.findall(r"<script>(.*?)</script>", source, flags=re.DOTALL)


@cache
def build_page(index: Path = STREAMLIT_INDEX) -> IndexPage:
    """Read the page of the installed Streamlit and rewrite it, once per process.

    Streamlit's own style and scripts stand apart: what the page itself shows, and its faces, do not wait for them.
    """
    source = index.read_text(encoding="utf-8")
    later = [match[0].strip() for match in re.finditer(_LATER, source)]
    later += [icons_style(), *preload_links(index.parent / "static" / "js", source)]
    head = "".join(f"  {line}\n  " for line in (ROOT_SCRIPT, *style_links()))
    text = rewrite(source).replace(END_HEAD, head + END_HEAD)
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline_scripts(text))
    return IndexPage(text.encode(), "\n".join(later), tuple(f"sha256-{value}" for value in hashes))


@cache
def needed_scripts() -> frozenset[str]:
    """Names of Streamlit's scripts that every visit of the map asks for."""
    return frozenset(re.findall(r'"\./static/js/([^"]+)"', build_page().application))


def style_links() -> list[str]:
    """Links to the style sheets, whose addresses change with their content, and to the faces that they ask for."""
    screen = [f'<link rel="stylesheet" href="{static_address(name)}" />' for name in STYLES]
    paper = f'<link rel="stylesheet" href="{static_address(PAPER)}" media="print" />'
    faces = [
        f'<link rel="preload" href="/app/static/{name}" as="font" type="font/woff2" crossorigin />'
        for name in (TEXTE, TITRES)
    ]
    return [*screen, *faces, paper]
