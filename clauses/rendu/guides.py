"""Guides: the documents of ``docs/`` as pages of the site, with their images and the links from one to another."""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from clauses.domain.typographie import typographic
from clauses.rendu import prose
from clauses.rendu.ecrans import ROOT

FOLDER = ROOT / "docs"
PLACE = "guide"
"""First part of the addresses of the guides."""

EQUIPE = "guide-equipe"
NOMS = (
    *(EQUIPE, "import-structures", "import-heures", "import-guichets", "donnees", "contenus", "connexion"),
    *("poste-windows", "presentation", "carte-imprimee", "atlas-autonome", "partage"),
    *("donnees-ouvertes", "deploiement"),
)
"""Names of the documents that are guides; those left out are for developers."""

TYPES = {".png": "image/png", ".csv": "text/csv", ".yml": "text/plain"}
"""Files that a guide shows, or gives as an example."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide, as HTML without its title."""

    nom: str
    titre: str
    html: str

    @property
    def adresse(self) -> str:
        """Its address on the site."""
        return f"/{PLACE}/{self.nom}"

    @property
    def a_cote(self) -> str:
        """Its HTML beside some work under way: the other guides open in a tab of their own."""
        return self.html.replace(f'<a href="/{PLACE}/', f'<a target="_blank" href="/{PLACE}/')


def load_guides() -> list[Guide]:
    """Those that are on this server."""
    return [guide for nom in NOMS if (guide := load_guide(nom))]


@cache
def load_guide(nom: str) -> Guide | None:
    """A guide by its name; ``None`` when there is none, or when its file is not on this server."""
    if nom not in NOMS:
        return None
    try:
        text = (FOLDER / f"{nom}.md").read_text(encoding="utf-8")
    except OSError:
        return None
    title, _, body = text.partition("\n")
    return Guide(nom, typographic(title.removeprefix("# ").strip()), prose.render(body, files=beside))


def find_file(name: str) -> Path | None:
    """A file that guides show or give, by its path in their folder; ``None`` for anything else."""
    folder, slash, rest = name.partition("/")
    path = FOLDER / name
    known = folder in ("images", "exemples") and slash and "/" not in rest and path.suffix in TYPES
    return path if known and path.is_file() else None


def beside(written: str) -> dict[str, str] | None:
    """What an address written in a guide becomes, as attributes; ``None`` when the site has nothing there.

    >>> beside("connexion.md#ce-que-dit-le-journal"), beside("#nginx"), beside("../README.md")
    ({'href': '/guide/connexion#ce-que-dit-le-journal'}, {'href': '#nginx'}, None)
    """
    path, sharp, place = written.partition("#")
    if not path:
        return {"href": written}
    if path.endswith(".md"):
        nom = path.removesuffix(".md")
        return {"href": f"/{PLACE}/{nom}{sharp}{place}"} if nom in NOMS else None
    file = find_file(unquote(path))
    if file is None:
        return None
    address = f"/{PLACE}/{path}"
    if file.suffix != ".png":
        return {"href": address}
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    return {"src": address, "width": str(width), "height": str(height), "loading": "lazy"}
