"""Bytes of a file turned into text, whatever the tool that wrote it: Excel in French, LibreOffice, a script."""

import codecs
import re
from dataclasses import dataclass

_MAGIC = (
    (b"PK\x03\x04", "un classeur Excel ou LibreOffice"),
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"RIFF", "une image"),
    (b"\x1f\x8b", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"Rar!", "une archive"),
    (b"{\\rtf", "un document texte"),
)
_OLE = b"\xd0\xcf\x11\xe0"
"""Container of old Microsoft files, and of new ones once encrypted."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROTEGE, XLS = "un classeur protégé par un mot de passe", "un ancien classeur Excel (.xls)"
_MARKUP = {"<": "une page web ou un fichier XML", "{": "un fichier JSON", "[": "un fichier JSON"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 8192
_MOST_CONTROLS = 0.02


class NotTextError(ValueError):
    """The content is not text; ``nature`` is its guessed kind, in French."""

    def __init__(self, nature: str) -> None:
        self.nature = nature
        super().__init__(nature)

    @property
    def code(self) -> str:
        """That of its issue, for a file that somebody brings."""
        return "E-FIC-30" if self.nature == PROTEGE else "E-FIC-21"


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded content. ``damaged``: some characters could not be read and are now « � »."""

    content: str
    encoding: str
    damaged: bool = False


def decode(content: bytes) -> Text:
    """Text of a file: byte order mark, otherwise UTF-16 by its zeros, otherwise UTF-8, otherwise Windows-1252.

    Raises
    ------
    NotTextError
        For a workbook, an image, a web page, anything that is not a table of text.

    >>> decode("Béziers".encode("cp1252"))
    Text(content='Béziers', encoding='cp1252', damaged=False)
    """
    if content.startswith(_OLE):
        raise NotTextError(PROTEGE if _ENCRYPTED in content else XLS)
    for magic, nature in _MAGIC:
        if content.startswith(magic):
            raise NotTextError(nature)
    text, encoding = _decode(content)
    plain = text.replace("\x00", "\ufffd")
    opening = plain.lstrip()[:1]
    if opening in _MARKUP:
        raise NotTextError(_MARKUP[opening])
    return Text(plain, encoding, "\ufffd" in plain)


def _decode(content: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, errors="replace"), encoding
    encoding = _utf16_without_bom(content[:_SAMPLE])
    if encoding:
        return content.decode(encoding, errors="replace"), encoding
    sample = content[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise NotTextError("un fichier binaire")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _utf16_without_bom(sample: bytes) -> str | None:
    """French text in UTF-16 has a zero in nearly every other byte, and hardly any in the rest."""
    even, odd = sample[::2], sample[1::2]
    if len(sample) >= 4:
        if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
            return "utf-16-be"
    return None
