"""French words of the first screen, before the application is there."""

from clauses.rendu.mots import typeset

LATE = (
    "L’atlas complet tarde à venir. Cette page répond déjà : la recherche, les numéros et les liens marchent. "
    "Elle se complétera d’elle-même."
)
APPLY = "Afficher"
CLEAR = "Effacer"


def found(words: str, region: str, number: int) -> tuple[str, str]:
    """Title and sentence of the places that what was typed may mean."""
    if number:
        return "Quel lieu cherchez-vous ?", f"Plusieurs répondent à « {words} » :"
    return (
        "Aucun lieu de ce nom",
        f"Rien ne répond à « {words} » dans la région {region}. Vérifiez l’orthographe, ou cherchez par le code "
        "postal.",
    )


typeset(globals())
