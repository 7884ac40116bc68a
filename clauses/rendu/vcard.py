"""Contacts as vCard 3.0, which address books read (Outlook for Windows, only the first card): never persons."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator

from clauses.domain.adresse_postale import parse_adresse
from clauses.domain.guichets import Guichet
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, Territoires
from clauses.rendu.html import is_web
from clauses.rendu.mentions import mentions
from clauses.rendu.mots.domaine import STRUCTURE_TYPES

LONGEST_LINE = 75
"""Octets of a line, end of line apart (RFC 2426, 2.6)."""


def to_vcard(entries: Iterable[Guichet | Structure], territoires: Territoires) -> bytes:
    """One card per entry, in order, in one file (UTF-8, CRLF); empty for no entry.

    Two exports of the same data are the same bytes. A card keeps its ``UID`` as long as the entry keeps its ``id``:
    importing it again updates the contact instead of doubling it.
    """
    lines = (line for entry in entries for line in _card(entry, territoires))
    return b"".join(b"\r\n".join(_folded(line)) + b"\r\n" for line in lines)


def _card(entry: Guichet | Structure, territoires: Territoires) -> Iterator[str]:
    kind, code = ("guichet", entry.commune_siege) if isinstance(entry, Guichet) else ("structure", entry.commune)
    name = _escaped(entry.nom) or _escaped(entry.id)
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:{_uid(kind, entry.id)}")
    # Without the name of a person; the last line has Apple file the card under the organisation.
    yield from (f"FN:{name}", "N:;;;;", f"ORG:{name}", "X-ABShowAs:COMPANY")
    if entry.telephone:
        yield f"TEL;TYPE=WORK,VOICE:{_escaped(entry.telephone)}"
    if entry.courriel:
        yield f"EMAIL;TYPE=INTERNET,WORK:{_escaped(entry.courriel)}"
    if is_web(entry.site):
        yield f"URL:{_harmless(entry.site)}"
    commune = territoires.name(COMMUNE, code) if code else ""
    if entry.adresse or commune:
        place = parse_adresse(entry.adresse)
        parts = ("", "", place.rue, place.ville or commune, "", place.code_postal, "France")
        yield f"ADR;TYPE=WORK:{';'.join(map(_escaped, parts))}"
    yield f"CATEGORIES:{','.join(map(_escaped, _categories(entry)))}"
    yield f"NOTE:{_escaped(mentions(entry, territoires))}"
    yield "END:VCARD"


def _categories(entry: Guichet | Structure) -> tuple[str, ...]:
    if isinstance(entry, Guichet):
        return ("Clauses sociales",)
    known = entry.type and entry.type in STRUCTURE_TYPES
    return ("Insertion", STRUCTURE_TYPES[entry.type][0]) if known else ("Insertion",)


def _uid(kind: str, identifier: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"atlas-clauses-sociales/{kind}/{identifier}").urn


def _harmless(text: str) -> str:
    """The text without the characters that drive terminals and cut lines."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def _escaped(text: str) -> str:
    r"""A text as a value of a card.

    >>> print(_escaped("a;b, c\\d\r\ne\x00"))
    a\;b\, c\\d\ne
    """
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", text)
    lines = re.split("\r\n|[\r\n\u2028\u2029]", escaped)
    return "\\n".join(map(_harmless, lines))


def _folded(line: str) -> list[bytes]:
    """A line cut where it is too long, between two characters; what follows a cut starts with a space.

    >>> [len(part) for part in _folded("é" * 60)]
    [74, 47]
    """
    parts, part = [], b""
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return [*parts, part]
