"""Prose: Markdown as HTML, with French typography.

Nothing written in a text becomes markup of its own: raw HTML is shown as it is, images are not drawn, and a link that
is neither a web address nor an address of the atlas stays text. A guide may show the files that lie beside it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauses.domain.typographie import typographic
from clauses.rendu import adresses
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.html import is_web

_INTERNAL = re.compile(r"(\./)?[a-z]*(\?[A-Za-z0-9_.,:=&%~+-]*)?(#[a-z0-9-]+)?")
"""An address of the atlas, relative to a page: « territoire?territoire=DEP:34 », « ./?commune=34032 »."""

_BESIDE = re.compile(r"[\w./%-]*(#[\w%-]+)?")
"""A file beside a guide, or one of its headings."""

ELSEWHERE = " (autre site)"
_ARTICLE = re.compile(r"\b([LRD]\d{4}(?:-\d+)+)\b")
"""An article of a code, which a line must not cut at its hyphen."""

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")

Files = Callable[[str], dict[str, str] | None]
"""Attributes of the link, or of the image, that a written address makes; ``None`` when it leads nowhere."""


def render(text: str, shift: int = 0, urls: Urls = SITE, files: Files | None = None) -> str:
    """HTML of a Markdown text, whose links to views ``urls`` builds.

    Parameters
    ----------
    shift : levels added to its headings, so that they fit under those of the page
    files : for a guide, what the files beside it become; its headings may then be linked to
    """
    parser = _parser() if files is None else _parser_of_guides()
    tokens = parser.parse(text)
    for rank, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
            if files and token.nesting == 1:
                token.attrs["id"] = anchor(tokens[rank + 1].content)
        elif token.type == "inline" and token.children:
            token.children = _inline(token.children, urls, files)
    return str(parser.renderer.render(tokens, parser.options, {}))


def anchor(title: str) -> str:
    """Fragment of a heading, as forges of code make it.

    >>> anchor("Servir le grand public : l’atlas léger")
    'servir-le-grand-public--latlas-léger'
    """
    return _NOT_IN_ANCHOR.sub("", title.lower()).replace(" ", "-")


def _inline(children: Sequence[Token], urls: Urls, files: Files | None) -> list[Token]:
    made: list[Token] = []
    external = leads = False
    for child in children:
        if child.type == "image":
            shown = files(str(child.attrs["src"])) if files else None
            if shown is None:
                continue
            child.attrs |= shown
        if child.type == "link_open":
            written = str(child.attrs["href"])
            if files and not is_web(written):
                found = files(written)
                external, leads = False, found is not None
                child.attrs = {**(found or {})}
            else:
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


@cache
def _parser_of_guides() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("autolink")
    parser.validateLink = lambda url: is_web(url) or bool(_BESIDE.fullmatch(url))
    parser.add_render_rule("atlas_html", _raw)
    return parser


def _is_address(url: str) -> bool:
    return is_web(url) or bool(url and _INTERNAL.fullmatch(url))


def _raw(_renderer: object, tokens: Sequence[Token], rank: int, _options: object, _env: object) -> str:
    return tokens[rank].content
