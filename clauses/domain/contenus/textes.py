"""Textes: pages of the atlas as a table of two columns: drafted, merged and published as the others are."""

from clauses.domain.schema import Field, Schema

TEXTES = "textes"
NOTES = "notes-carte.md"
FICHIER, TEXTE = "fichier", "texte"

SCHEMA = Schema(
    TEXTES, "Textes", "", (Field(FICHIER, "Page", "", required=True), Field(TEXTE, "Texte", "")), (FICHIER,)
)


def plain(text: str) -> str:
    r"""A page as the table holds it: one kind of end of line, nothing around.

    >>> plain("\n# Titre\r\n\r\nTexte\r\n")
    '# Titre\n\nTexte'
    """
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def written(text: str) -> bytes:
    """A page as its file holds it."""
    return f"{text}\n".encode()
