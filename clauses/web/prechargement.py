"""Preload hints (modulepreload, prefetch): scripts that the browser would otherwise discover one after another.

Streamlit loads the script of each kind of widget when it first meets one, then the scripts *that* one imports: several
round trips before the map’s frame exists. Naming them in the page lets them come along with the first ones.
"""

import re
from pathlib import Path

from clauses.rendu.polices import FACES
from clauses.rendu.scripts import page_script_address
from clauses.web.fichiers import MAP_BUILD, MAP_FRAME

WIDGETS = ("BidiComponent", "ButtonGroup", "ComponentInstance", "Html", "PageLink", "DownloadButton")
"""Scripts (names without their hash) of the widgets that every visit of the map needs."""

COMPOSANTS = ("entete", "recherche", "liste", "telephone")
"""Scripts of our components that every visit of the map needs."""

FRAME = (
    *(f"{MAP_FRAME}/static/js/{each.name}" for each in MAP_BUILD.glob("static/js/main.*.js")),
    "app/static/leaflet/leaflet.js",
    page_script_address("carte"),
    "app/static/leaflet/leaflet.css",
    f"app/static/{FACES}",
    "app/static/carte/carte.css",
)
"""Files that the frame of the map asks for."""

_IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


def needed(scripts: Path) -> list[str]:
    """Names of the scripts of `WIDGETS` and of those that they import.

    Parameters
    ----------
    scripts
        Folder of the scripts, ``static/js`` of the installed Streamlit.

    Raises
    ------
    LookupError
        When a widget has no script of that name: Streamlit changed, and the list with it.
    """
    wanted: dict[str, None] = {}
    for widget in WIDGETS:
        found = sorted(scripts.glob(f"{widget}.*.js"))
        if len(found) != 1:
            raise LookupError(f"{widget}: {len(found)} scripts in {scripts}")
        _collect(found[0], wanted)
    return list(wanted)


def preload_links(scripts: Path, page: str) -> list[str]:
    """``<link>`` elements of a page for the scripts of ``scripts`` that it does not name, and for the map."""
    modules = (
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in needed(scripts)
        if name not in page
    )
    composants = (f'<link rel="modulepreload" href="./{page_script_address(name)}">' for name in COMPOSANTS)
    frame = (
        f'<link rel="prefetch" as="{"style" if name.endswith(".css") else "script"}" href="./{name}">' for name in FRAME
    )
    return [*modules, *composants, *frame]


def _collect(script: Path, wanted: dict[str, None]) -> None:
    """Transitive imports of a script, itself included."""
    if script.name in wanted:
        return
    wanted[script.name] = None
    for name in _IMPORT.findall(script.read_text(encoding="utf-8")):
        _collect(script.parent / name, wanted)
