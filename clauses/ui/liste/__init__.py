"""Drop-down list: the browser's own (``<select>``), a few lines where Streamlit's asks for twenty scripts.

On a telephone it opens the system's list rather than a keyboard, and it is what the first screen shows.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from clauses.ui.composant import ask, build_composant

_LISTE = build_composant(Path(__file__).parent, "liste", "showListe", isolate_styles=False)


def show_liste(
    key: str, etiquette: str, options: Mapping[str, str], choisie: str, on_choice: Callable[[str], None]
) -> None:
    """The list, by key of option; calls ``on_choice`` with the one chosen."""
    ask(_LISTE, key, {"etiquette": etiquette, "options": list(options.items()), "choisie": choisie}, on_choice)
