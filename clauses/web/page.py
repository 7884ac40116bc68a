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
from clauses.web.fichiers import STREAMLIT, static_address
from clauses.web.prechargement import preload_links

STREAMLIT_INDEX = STREAMLIT / "index.html"

ABOUT = (
    f"<title>{html.escape(APP_TITLE)}</title>\n    "
    f'<meta name="description" content="{html.escape(serveur.DESCRIPTION)}" />'
)
"""Title and description of the page, until the Open Graph tags of each address replace them."""
ICON = "/app/static/icone.svg"
STYLE, PAPER = "atlas.css", "impression.css"
"""Style of the blocks, on screen and on paper: linked by the page rather than sent at each visit, so that the browser
keeps it."""

# On a deep link such as /territoire, Streamlit first looks for itself under that address (two answers 404, a warning on
# the console, a round trip lost). The atlas lives at the root of its host: the page sets it.
ROOT_SCRIPT = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"


@dataclass(frozen=True)
class IndexPage:
    """Page sent at every address of a screen.

    Attributes
    ----------
    body : bytes
    script_hashes : tuple of str
        ``sha256-…`` of each inline script of the page sent, as a Content-Security-Policy names them.
    """

    body: bytes
    script_hashes: tuple[str, ...]


def rewrite(source: str) -> str:
    """Streamlit's page, made French and freed of its pointers to the agent API, which is closed.

    >>> rewrite('<html lang="en"><title>Streamlit</title></html>').splitlines()[0]
    '<html lang="fr"><title>Atlas des clauses sociales</title>'
    """
    for pattern, replacement in (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', '<html lang="fr">'),
        (r"<title>.*?</title>", ABOUT),
        (r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{ICON}" />'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(serveur.NOSCRIPT)}</p></noscript>"),
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
    """Read the page of the installed Streamlit and rewrite it, once per process."""
    text = rewrite(index.read_text(encoding="utf-8"))
    head = f"{ROOT_SCRIPT}\n    {style_link()}\n    {preload_links(index.parent / 'static' / 'js', text)}"
    text = text.replace("</head>", f"  {head}\n  </head>")
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline_scripts(text))
    return IndexPage(text.encode(), tuple(f"sha256-{value}" for value in hashes))


def style_link() -> str:
    """Links to the style sheets; their addresses change with their content."""
    screen, paper = static_address(STYLE), static_address(PAPER)
    return f'<link rel="stylesheet" href="{screen}" /><link rel="stylesheet" href="{paper}" media="print" />'
