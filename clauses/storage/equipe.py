"""Private folder of the team: accounts, sessions, drafts. Never published, never exported."""

from pathlib import Path

FOLDER = "equipe"

MODELES = "modeles"
"""Where correspondances of lists are kept in it, by table."""


def equipe_folder(folder: Path) -> Path:
    """Private folder of a data folder; only its owner reads it. ``OSError`` when it cannot be made."""
    path = folder / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path
