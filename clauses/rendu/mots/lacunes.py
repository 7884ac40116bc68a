"""French words of the view « Où manque-t-il un guichet ? »."""

from clauses.domain.typographie import NO_BREAK
from clauses.rendu.formats import count, decimals_of, number
from clauses.rendu.mots import typeset
from clauses.rendu.mots.domaine import made_for

QUESTION = "Où manque-t-il un guichet ?"
LIEN = "Où manque-t-il un guichet ? La carte des lacunes"
REPOND = ("Un guichet répond à tous", "Un guichet dont l’existence est prouvée, ouvert à tous les acheteurs.")
TERRITOIRES = "Habitants sans guichet, par département"
SENS = (
    "À gauche, les habitants sans guichet ; à droite, ceux qui en ont un. Un département choisi se cadre sur la carte."
)
TABLEAU = "Les mêmes nombres en tableau"
RETOUR = "Revenir à la carte des guichets"
DEPARTEMENT, SANS = "Département", "Sans guichet"


def habitants(nombre: int) -> str:
    r"""A number of inhabitants as a title says it.

    >>> habitants(2_877_431), habitants(591_540), habitants(1_000_000)
    ('2,9\xa0millions d’habitants', '591\u202f540\xa0habitants', '1\xa0million d’habitants')
    """
    if nombre < 1_000_000:
        return count(nombre, "habitant")
    millions = round(nombre / 1_000_000, 1)
    noun = "millions" if millions >= 2 else "million"
    return f"{number(millions, decimals_of(millions, 1))}{NO_BREAK}{noun} d’habitants"


def titre(nombre: int, donneur_ordre: str | None) -> str:
    """The finding, computed."""
    whom = "ouvert à tous" if donneur_ordre is None else made_for([donneur_ordre])
    if not nombre:
        return f"Tous les habitants ont un guichet {whom}"
    return f"{habitants(nombre)} n’{'ont' if nombre > 1 else 'a'} pas de guichet {whom}"


def sans(nombre: int) -> str:
    """How many are without, beside the name of a département."""
    return f"{number(nombre)} sans guichet" if nombre else "tous ont un guichet"


typeset(globals())
