"""Write ``static/fonts/*.woff2``: the faces of the text and of the headings, cut from those that come with Streamlit.

Run ``python -m scripts.build_fonts`` after an upgrade of Streamlit that changes its fonts. One file for each face, and
the same on the site, in the frame of the map, on the pages of the server and in the folder without server.
"""

import hashlib
import re

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from clauses.web.fichiers import STATIC, STREAMLIT
from clauses.web.polices import cut, woff2

FONTS = STATIC / "fonts"
ASCII = "".join(map(chr, range(0x20, 0x7F)))
FRENCH = (
    ASCII
    # Languages of the neighbourhood too: names of places, of people.
    + "ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜŸŒàâäæçèéêëîïôöùûüÿœÁÍÓÚÑÒÌáíóúñòìÃÕãõÅå"
    + "«»‹›“”„‘’–—‑…•·°²³½¼¾‰×÷±−≈≤≥€§©®→←↑↓↗′″ᵉ¿¡"
    + "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
)
FACES = {
    # What is read: every weight from regular to bold.
    "atlas-texte": ("Atlas Texte", "SourceSansVF-Upright", {"wght": (400, 700)}),
    # Headings have one weight.
    "atlas-titres": ("Atlas Titres", "SourceSerifVariable-Roman", {"wght": 620, "opsz": 28}),
}
_FAMILY, _POSTSCRIPT = (1, 3, 4), 6


def build(name: str) -> bytes:
    """A face of `FACES`, under the name that its licence asks for."""
    family, source, axes = FACES[name]
    (path,) = (STREAMLIT / "static" / "media").glob(f"{source}.*.woff2")
    font = TTFont(path)
    cut(font, ("kern",), text=FRENCH)
    font = instantiateVariableFont(font, axes)
    for record in font["name"].names:
        if record.nameID in _FAMILY:
            record.string = family
        elif record.nameID == _POSTSCRIPT:
            record.string = family.replace(" ", "")
    return woff2(font)


def main() -> None:
    """Write the files, and their hashes in the note."""
    note = FONTS / "VERSION.txt"
    written = note.read_text(encoding="utf-8")
    for name in FACES:
        body = build(name)
        (FONTS / f"{name}.woff2").write_bytes(body)
        digest = hashlib.sha256(body).hexdigest()
        written = re.sub(rf"^[0-9a-f]{{64}}  {name}\.woff2$", f"{digest}  {name}.woff2", written, flags=re.MULTILINE)
        print(f"{name}: {len(body)} bytes")
    note.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
