"""Font subsetting: the icons that the atlas and Streamlit show, out of the four thousand of Material Symbols.

An icon is a ligature: its name, written in letters, becomes one glyph. The names are found in the code, ours and
Streamlit's, so that nobody keeps a list: an icon that is used is there. fontTools is loaded only by who cuts.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from clauses.web.fichiers import STREAMLIT

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ICONS = "static/media/MaterialSymbols-Rounded"
"""Start of the path of the font of icons, before its hash."""
FAMILY = "Material Symbols Rounded"

_CODE = tuple(Path(__file__).parents[2] / name for name in ("clauses", "pages"))
_WRITTEN = frozenset({".html", ".js", ".py"})
# Copyright, family, style, identifier, full name, name for PostScript, licence and its address.
_NAMES = (0, 1, 2, 3, 4, 6, 13, 14)
_ICON = re.compile(r":material/(\w+)")


def cut(font: "TTFont", features: Sequence[str], *, text: str, glyphs: Sequence[str] = ()) -> None:
    """Limit a font to what is kept.

    Parameters
    ----------
    font
        Changed in place.
    features
        OpenType features that stay.
    text, glyphs
        Characters, and names of glyphs, that stay. A ligature stays if its letters and its glyph do.
    """
    from fontTools.subset import Options, Subsetter

    # With closure, the letters of the names would bring every icon back.
    options = Options(layout_features=list(features), layout_closure=False, hinting=False, name_IDs=list(_NAMES))
    subsetter = Subsetter(options)
    subsetter.populate(text=text, glyphs=glyphs)
    subsetter.subset(font)


def woff2(font: "TTFont") -> bytes:
    """A font as browsers take it: the same bytes for the same font."""
    font.recalcTimestamp = False
    font.flavor = "woff2"
    body = BytesIO()
    font.save(body)
    return body.getvalue()


def icon_names(text: str) -> set[str]:
    """Names of the icons that a text asks for.

    >>> sorted(icon_names('icon=":material/print:", other=`:material/expand_more`'))
    ['expand_more', 'print']
    """
    return set(_ICON.findall(text))


@cache
def own_icons() -> frozenset[str]:
    """Icons named in our code."""
    files = (path for folder in _CODE for path in folder.rglob("*") if path.suffix in _WRITTEN)
    return frozenset().union(*(icon_names(path.read_text(encoding="utf-8")) for path in files))


def streamlit_icons() -> set[str]:
    """Icons named in the scripts of Streamlit: arrows of its widgets, menus of its tables."""
    scripts = sorted((STREAMLIT / "static" / "js").glob("*.js"))
    return set().union(*(icon_names(path.read_text(encoding="utf-8")) for path in scripts))


def cut_icons(font: bytes, names: Iterable[str]) -> bytes:
    """The font of icons, with these alone; a name that it does not know is left out (Streamlit draws a few itself)."""
    from fontTools.ttLib import TTFont

    whole = TTFont(BytesIO(font))
    known = _ligatures(whole)
    wanted = sorted(set(names) & known.keys())
    cut(whole, ["rlig"], text="".join(wanted), glyphs=[known[name] for name in wanted])
    return woff2(whole)


def _ligatures(font: "TTFont") -> dict[str, str]:
    """Glyph of each icon, by name."""
    letters = {glyph: chr(code) for code, glyph in (font.getBestCmap() or {}).items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            # Large lookups are wrapped (type 7, extension).
            for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items():
                for each in ligatures:
                    found["".join(map(letters.__getitem__, [first, *each.Component]))] = each.LigGlyph
    return found


@cache
def version() -> str:
    """Short hash of what decides on the cut: it changes the address of the font, and the folder it is kept in."""
    own = " ".join(sorted(own_icons())).encode()
    return hashlib.sha256(Path(__file__).read_bytes() + own).hexdigest()[:12]


_RULE = re.compile(rf"@font-face\s*{{[^}}]*{FAMILY}[^}}]*}}".encode())


def without_icons(style: bytes) -> bytes:
    """Streamlit's style sheet without its rule for the icons, replaced by `icons_style`: with both, browsers ask twice.

    Raises
    ------
    LookupError
        When there is no such rule: Streamlit changed.
    """
    left, number = _RULE.subn(b"", style)
    if number != 1:
        raise LookupError(f"{FAMILY}: {number} rules in the style sheet of Streamlit")
    return left


@cache
def icons_style() -> str:
    """``<style>`` that gives the font of icons an address of its own: the name of the file is Streamlit's, and is kept
    for a year, while what is cut changes with the code.
    """
    (path,) = (STREAMLIT / "static" / "media").glob(f"{Path(ICONS).name}.*.woff2")
    source = f'url("/static/media/{path.name}?{version()}") format("woff2")'
    return f'<style>@font-face {{ font-family: "{FAMILY}"; src: {source}; font-display: block; }}</style>'
