"""Site header inside the application: the page has it already (clauses/web/page.py), this takes over its links."""

from pathlib import Path

from clauses.ui import keys
from clauses.ui.composant import build_composant

_ENTETE = build_composant(Path(__file__).parent, "entete", "showEntete")


def show_entete(ecran: str, *, equipe: bool) -> str | None:
    """Mark a screen as the current one; the path of the screen that a click just asked for, if any.

    Drawn before the page itself: its key is then the same on every screen, so that the browser keeps it.
    """
    return _ENTETE(key=keys.ENTETE, data={"ecran": ecran, "equipe": equipe}, on_ecran_change=lambda: None).get("ecran")
