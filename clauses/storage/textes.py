"""Textes: pages that the team writes over those of the program, in ``textes/`` of the data folder (docs/adr/0024).

A file there is shown in place of the page of the same name; an empty one takes that page away. The program keeps its
own pages, which its next version may improve, and the data folder holds only what the team wrote.
"""

import re
from pathlib import Path

from clauses.storage.files import stamp

FOLDER = "textes"
MOST_TEXTES = 500
"""Files of the folder that are read: a page more is a page too many for a reader too."""

_WORD = r"[^\W_][\w-]{0,99}"
_NAME = re.compile(rf"(?:glossaire|(?:retours|outils|donnees|presentation/{_WORD})/{_WORD})\.md")
PLACES = ("*.md", "*/*.md", "*/*/*.md")


def is_page(name: str) -> bool:
    """True if it names a page, in a folder of contents: no other file is read or written by that name.

    >>> is_page("outils/07-avance.md"), is_page("presentation/lot/01-ici.md"), is_page("../guichets.md")
    (True, True, False)
    """
    return bool(_NAME.fullmatch(name))


def is_texte(name: str) -> bool:
    """True if it names a page written by the team, in a data folder or in an edition."""
    return name.startswith(f"{FOLDER}/") and is_page(name.removeprefix(f"{FOLDER}/"))


def list_textes(folder: Path) -> tuple[str, ...]:
    """Names, in a data folder, of the pages that the team wrote."""
    place = folder / FOLDER
    if not place.is_dir():
        return ()
    found = {f"{FOLDER}/{path.relative_to(place).as_posix()}" for each in PLACES for path in place.glob(each)}
    return tuple(sorted(filter(is_texte, found))[:MOST_TEXTES])


def textes_state(folder: Path) -> str:
    """State of these files: a text that changes as soon as one of them does."""
    stamps = ((name, stamp(folder / name)) for name in list_textes(folder))
    return "\n".join(f"{name} {each.mtime_ns} {each.size} {each.inode}" for name, each in stamps)
