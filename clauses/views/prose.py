"""Prose: Markdown as HTML, with French typography and the definition of each term under the pointer.

Nothing written in a text becomes markup of its own: raw HTML is shown as it is, images are not drawn, and a link that
is neither a web address nor an address of the atlas stays text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauses.domain.contenus import Terme
from clauses.views.formats import typographic
from clauses.views.html import is_web

_INTERNAL = re.compile(r"(\./)?[a-z]*(\?[A-Za-z0-9_.,:=&%~+-]*)?(#[a-z0-9-]+)?")
"""An address of the atlas, relative to a page: « territoire?territoire=DEP:34 », « ./?commune=34032 »."""

ELSEWHERE = " (autre site)"
SHORT = 3


class Termes:
    """Marks the first occurrence of each term in the texts it is given, one after the other."""

    def __init__(self, formes: Mapping[str, Terme]) -> None:
        self._formes = {_key(form): terme for form, terme in formes.items()}
        self._pattern = _pattern(tuple(map(typographic, formes))) if formes else None
        self._seen: set[str] = set()

    def mark(self, text: str) -> str:
        """A plain text as HTML, its terms with their definition; what was marked before is left alone."""
        text = typographic(text)
        if self._pattern is None:
            return escape(text)
        parts, start = [], 0
        for match in self._pattern.finditer(text):
            terme = self._formes[_key(match[0])]
            if terme.nom in self._seen:
                continue
            self._seen.add(terme.nom)
            definition = escape(typographic(terme.definition))
            parts.append(escape(text[start : match.start()]))
            parts.append(f'<abbr class="atlas-terme" tabindex="0" title="{definition}">{escape(match[0])}</abbr>')
            start = match.end()
        return "".join([*parts, escape(text[start:])])


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any form as whole words."""
    return re.compile(rf"(?<![\w’-])(?:{'|'.join(map(_written, forms))})(?![\w-])")


def _written(form: str) -> str:
    """How a form is met: an acronym in capitals, a short word without any (the Lot is a département), others freely."""
    if form.isupper():
        return re.escape(form)
    return re.escape(form.lower()) if len(form) <= SHORT else f"(?i:{re.escape(form)})"


def _key(form: str) -> str:
    form = typographic(form)
    return form if form.isupper() else form.lower()


def render(text: str, termes: Termes | None = None, shift: int = 0) -> str:
    """HTML of a Markdown text.

    Parameters
    ----------
    termes : marks the terms of the glossary; none by default
    shift : levels added to its headings, so that they fit under those of the page
    """
    termes = termes or Termes({})
    parser = _parser()
    tokens = parser.parse(text)
    in_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
            in_heading = token.type == "heading_open"
        elif token.type == "inline" and token.children:
            token.children = _inline(token.children, None if in_heading else termes)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _inline(children: Sequence[Token], termes: Termes | None) -> list[Token]:
    made: list[Token] = []
    external = inside = False
    for child in children:
        if child.type == "link_open":
            inside, external = True, is_web(child.attrs.get("href", ""))
            child.attrs |= {"target": "_blank", "rel": "noopener"} if external else {}
        elif child.type == "link_close":
            inside = False
            made += [_html(f'<span class="atlas-cache">{ELSEWHERE}</span>')] if external else []
        elif child.type == "text":
            child = _html(termes.mark(child.content) if termes and not inside else escape(typographic(child.content)))
        made.append(child)
    return made


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
