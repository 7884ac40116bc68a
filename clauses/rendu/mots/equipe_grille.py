"""French texts of the grid of the team: undo, new rows, corrections by kind; of the cells that changes name."""

from collections.abc import Sequence

from clauses.rendu.editions import TABLES
from clauses.rendu.formats import count
from clauses.rendu.mots import typeset

TO_FILL = "À remplir"
UNDO = "Annuler la dernière modification"
UNDO_HELP = "Une modification à la fois, les vingt dernières. Ce qui a été publié ne change pas."
BLANKS = "Encore à remplir avant de publier"
CHECK_ANCHOR, PUBLISH_ANCHOR = "verifier", "publier"
"""Places of the page, that the line under the grid leads to."""
NEW_ROW = "nouvelle ligne"

WHOLE_COUNTRY = "France entière"
EXCEPT = "sauf"
"""Between territories of a perimeter, told by their names."""


def undone(words: str) -> str:
    """The last change was undone."""
    return f"Modification annulée : {words}."


def in_short(table: str, words: str, *, is_valide: bool) -> str:
    """Under the grid or the form: what changes, and the way to what comes next without scrolling."""
    see = f"[voir ce qui reste à corriger](#{CHECK_ANCHOR})"
    publish = f"[aller à la publication](#{PUBLISH_ANCHOR})"
    return f"**{TABLES[table]}** : {words}. Ensuite : {publish if is_valide else see}."


def warned(warnings: int) -> str:
    """Nothing is wrong, and something is still to fill."""
    return f"{count(warnings, 'avertissement')}, aucune erreur."


def fix_all(title: str, number: int) -> str:
    """Button that puts every suggestion of a kind in its cell."""
    return f"{title} : corriger les {number} cellules"


def fix_examples(pairs: Sequence[tuple[str, str]]) -> str:
    """First cells of a kind, before and after."""
    return ", ".join(f"« {before} » → « {after} »" for before, after in pairs)


def blanks(rows: Sequence[tuple[int, str, str]]) -> str:
    """New rows that are not filled yet: their line, their name, titles of the empty cells."""
    lines = "\n".join(f"- ligne {line} ({name or NEW_ROW}) : {titles}" for line, name, titles in rows)
    return f"{BLANKS} :\n\n{lines}"


typeset(globals())
