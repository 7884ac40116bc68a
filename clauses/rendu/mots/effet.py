"""French texts of an effet: sentences on how a change alters the coverage."""

from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset

NOWHERE = "La couverture ne change nulle part."


def share(before: str, after: str, communes: tuple[int, ...], total: int) -> str:
    """Share of the inhabitants covered; ``communes`` covered before and after, empty when they stay the same."""
    words = f"reste de {after}" if before == after else f"passe de {before} à {after}"
    if communes:
        words += f" ({number(communes[0])} puis {count(communes[1], 'commune')} sur {number(total)})"
    return f"La part des habitants couverts {words}."


def covered(communes: int, habitants: int, noms: str) -> str:
    """Communes that a proven guichet now serves."""
    return f"Un guichet avéré ouvert à tous répond désormais dans {_counted(communes, habitants, noms)}."


def lost(communes: int, habitants: int, noms: str) -> str:
    """Communes that no proven guichet serves any more."""
    return f"Plus aucun guichet avéré ouvert à tous ne répond dans {_counted(communes, habitants, noms)}."


def gains(guichet: str, communes: int, habitants: int, noms: str) -> str:
    """Communes gained by a guichet."""
    return f"« {guichet} » gagne {_counted(communes, habitants, noms)}."


def loses(guichet: str, communes: int, habitants: int, noms: str) -> str:
    """Communes lost by a guichet."""
    return f"« {guichet} » perd {_counted(communes, habitants, noms)}."


def _counted(communes: int, habitants: int, noms: str) -> str:
    return f"{count(communes, 'commune')} ({count(habitants, 'habitant')}) : {noms}"


typeset(globals())
