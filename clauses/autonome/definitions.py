"""What hangs on the terms of many blocks of HTML, written once in a file: blocks have a mark in its place."""

import re

from clauses.donnees import load_contenus
from clauses.rendu.termes import mark


class Definitions:
    """Definitions met so far; ``static/commun/textes.js`` puts them back."""

    def __init__(self) -> None:
        self._ranks: dict[str, int] = {}

    @property
    def textes(self) -> list[str]:
        """In the order of their ranks, escaped."""
        return list(self._ranks)

    def finish(self, html: str) -> str:
        """A block with its terms marked, as it is sent."""
        return re.sub('(?<= title=")[^"]+', self._place, mark(html.strip(), load_contenus().lexique))

    def _place(self, found: re.Match[str]) -> str:
        return f"\ue000{self._ranks.setdefault(found[0], len(self._ranks))}\ue000"
