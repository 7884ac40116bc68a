"""HTML blocks from templates: the one place where data become HTML, escaped by the template engine."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu.adresses import SITE, Adresse, Urls, entree

_SCHEMES = ("http", "https")
_TELEPHONE = re.compile(r"0[1-9](?: \d\d){4}|39 ?49")
_MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]+")
_KEPT = "!'()*"
_ENCODED = re.compile(r"[\x00-\x7f\ue000-\uf8ff]+")
"""What messages in addresses keep and encode, as ``static/commun/partage.js`` does; marks of the light atlas are
private characters."""


def is_web(value: object) -> bool:
    """True if a text is an address that may become a link.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web("//example.org"), is_web("https://")
    (True, False, False, False)
    """
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc)


def host(value: str) -> str:
    """Short name of an address.

    >>> host("https://www.example.org/a/b")
    'example.org'
    """
    return urlsplit(value).netloc.removeprefix("www.")


def telephone_link(value: str) -> str:
    """Address that calls a number, from abroad too: a French one has the prefix of the country.

    >>> telephone_link("04 67 46 47 48"), telephone_link("+33 (0)4 67 46 47 48"), telephone_link("39 49")
    ('tel:+33467464748', 'tel:+33467464748', 'tel:3949')
    """
    digits = re.sub(r"\(0\)|[^0-9+]", "", value)
    return f"tel:{re.sub('^0(?=[1-9][0-9]{8}$)', '+33', digits)}"


def mail_link(value: str, subject: str = "", body: str = "") -> str:
    """Address that writes to a mailbox, and to it alone; the one maker of such links, with or without a message.

    >>> mail_link("contact@exemple.fr?bcc=a@b.fr")
    'mailto:contact@exemple.fr%3Fbcc%3Da@b.fr'
    >>> mail_link("a@b.fr", "L'essai", "Un & deux")
    "mailto:a@b.fr?subject=L'essai&body=Un%20%26%20deux"

    Letters that are not ASCII stay as they are, at a third of the weight: browsers encode them.

    >>> mail_link("a@b.fr", "Été", "")
    'mailto:a@b.fr?subject=Été&body='
    """
    message = f"?subject={_quoted(subject)}&body={_quoted(body)}" if subject or body else ""
    return f"mailto:{quote(value, safe='@')}{message}"


def _quoted(text: str) -> str:
    return _ENCODED.sub(lambda found: quote(found[0], _KEPT), text)


def contact(value: str) -> Markup:
    """A cell of a table, whose web address, mailbox or telephone, if it begins with one, is a link.

    >>> print(contact("a@exemple.fr (boîte générique)"), contact("12 <communes>"))
    <a href="mailto:a@exemple.fr">a@exemple.fr</a> (boîte générique) 12 &lt;communes&gt;
    >>> print(contact("https://exemple.fr/clauses"), contact("39 49")[:20])
    <a href="https://exemple.fr/clauses" target="_blank">exemple.fr</a> <a href="tel:3949">3
    """
    way, _, more = value.partition(" (")
    after = typographic(f" ({more}") if more else ""
    if is_web(way):
        return Markup('<a href="{}" target="_blank">{}</a>{}').format(way, host(way), after)
    if _TELEPHONE.fullmatch(way):
        return Markup('<a href="{}">{}</a>{}').format(telephone_link(way), way.replace(" ", NO_BREAK), after)
    if _MAILBOX.fullmatch(way):
        return Markup('<a href="{}">{}</a>{}').format(mail_link(way), way, after)
    return escape(typographic(value))


def link(value: str) -> Markup:
    """An address for ``href``: escaped, and kept to the letter (no typography)."""
    return escape(value)


def anchor(urls: Urls, adresse: Adresse, words: str) -> Markup:
    """A link to a view, in a new tab when it is on another site; its words alone when it leads nowhere."""
    url, shown = urls.url(adresse), escape(typographic(words))
    if url is None:
        return shown
    elsewhere = Markup(' target="_blank"') if is_web(url) else ""
    return Markup('<a href="{}"{}>{}</a>').format(url, elsewhere, shown)


def trusted(html: str) -> Markup:
    """HTML that :mod:`clauses.rendu.prose` or a template made, or a mark of our own: it is not escaped again."""
    return Markup(html)


class Typography(Extension):
    """French typography of what templates write themselves, outside of tags and style sheets."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Tokens of a template; a tag may begin in one and end in another."""
        tag, style = False, False
        for token in stream:
            if token.type != "data":
                yield token
                continue
            pieces = []
            for piece in re.split("([<>])", token.value):
                if piece in ("<", ">"):
                    tag = piece == "<"
                elif tag and re.match("/?style", piece):
                    style = piece.startswith("style")
                pieces.append(piece if tag or style else typographic(piece))
            yield Token(token.lineno, "data", "".join(pieces))


def environment(folder: Path, urls: Urls = SITE) -> Environment:
    """Templates of a folder: autoescaped, and a missing value is an error; ``urls`` builds their links to views."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Typography],
        finalize=lambda value: typographic(value) if type(value) is str else value,
    )
    env.filters |= {
        "web": is_web,
        "hote": host,
        "lien": link,
        "contact": contact,
        "tel": telephone_link,
        "mailto": mail_link,
        "fiche": entree,
        "vers": partial(anchor, urls),
    }
    return env
