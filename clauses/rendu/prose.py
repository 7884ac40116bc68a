"""Prose: Markdown as HTML, with French typography.

Nothing written in a text becomes markup of its own: raw HTML is shown as it is, images are not drawn, and a link that
is neither a web address nor an address of the atlas stays text.
"""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauses.domain.typographie import typographic
from clauses.rendu import adresses
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.html import is_web

_INTERNAL = re.compile(r"(\./)?[a-z]*(\?[A-Za-z0-9_.,:=&%~+-]*)?(#[a-z0-9-]+)?")
"""An address of the atlas, relative to a page: « territoire?territoire=DEP:34 », « ./?commune=34032 »."""

ELSEWHERE = " (autre site)"
_ARTICLE = re.compile(r"\b([LRD]\d{4}(?:-\d+)+)\b")
"""An article of a code, which a line must not cut at its hyphen."""

_TITLE = re.compile(r"\A\s*# .*\n+")
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n+", re.MULTILINE)
_FILE = re.compile(r"\[([^\]]+)\]\((?!https?://)[^)\s]+\)")


def away_from_folder(text: str) -> str:
    r"""Markdown of a document for a page, which has its own title and cannot reach the files beside the document.

    Its title and its images are left out; a link to another file keeps its words.

    >>> away_from_folder("# Guide\n\nVoir [ceci](a.md).\n\n![Écran](images/b.png)\n\nFin, [là](https://c.example).")
    'Voir ceci.\n\nFin, [là](https://c.example).'
    """
    return _FILE.sub(r"\1", _IMAGE.sub("", _TITLE.sub("", text, count=1)))


def render(text: str, shift: int = 0, urls: Urls = SITE) -> str:
    """HTML of a Markdown text, whose links to views ``urls`` builds.

    ``shift`` levels are added to its headings, so that they fit under those of the page.
    """
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        elif token.type == "inline" and token.children:
            token.children = _inline(token.children, urls)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _inline(children: Sequence[Token], urls: Urls) -> list[Token]:
    made: list[Token] = []
    external = leads = False
    for child in children:
        if child.type == "link_open":
            written = str(child.attrs["href"])
            view = adresses.read(written)
            url = urls.url(view) if view else written
            external, leads = is_web(written), url is not None
            child.attrs["href"] = url or ""
            child.attrs |= {"target": "_blank"} if is_web(url) else {}
        elif child.type == "link_close" and external:
            made.append(_html(f'<span class="atlas-cache">{ELSEWHERE}</span>'))
        if leads or child.type not in ("link_open", "link_close"):
            made += _text(child.content) if child.type == "text" else [child]
    return made


def _text(content: str) -> list[Token]:
    return [
        _html(f'<span class="atlas-entier">{part}</span>') if rank % 2 else Token("text", "", 0, content=part)
        for rank, part in enumerate(_ARTICLE.split(typographic(content)))
    ]


def _html(content: str) -> Token:
    return Token("atlas_html", "", 0, content=content)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "autolink"])
    parser.validateLink = _is_address
    parser.add_render_rule("atlas_html", _raw)
    return parser


def _is_address(url: str) -> bool:
    return is_web(url) or bool(url and _INTERNAL.fullmatch(url))


def _raw(_renderer: object, tokens: Sequence[Token], rank: int, _options: object, _env: object) -> str:
    return tokens[rank].content
