"""French texts of the answer: whom to call for a commune."""

from clauses.domain.statut import Statut
from clauses.rendu.formats import a
from clauses.rendu.mots import typeset

AILLEURS = "sur un territoire voisin"


def phrase(statut: Statut, commune: str, acheteur: str, nom: str, acheteurs: str) -> str:
    """The answer in one or two sentences.

    Parameters
    ----------
    acheteur : buyer type that was asked for, in words; empty for all
    nom, acheteurs : of the guichet to call first, and of the buyers that it serves; empty without any
    """
    place = a(commune)
    where = place[:1].upper() + place[1:]
    market = f"pour un marché ({acheteur.lower()})" if acheteur else "pour une clause sociale dans un marché public"
    match statut:
        case Statut.LOCAL | Statut.DEPARTEMENTAL:
            return f"{where}, {market}, contactez : {nom}."
        case Statut.SECTORIEL:
            return (
                f"{where}, un guichet avéré existe pour certains acheteurs seulement ({acheteurs.lower()}) : {nom}. "
                "Pour les autres marchés, aucun guichet n’est documenté."
            )
        case Statut.COORDINATION:
            return f"{where}, aucun guichet n’est documenté ; {nom} anime le réseau et peut orienter."
        case Statut.A_CONFIRMER:
            return (
                f"{where}, un guichet est signalé mais reste à confirmer : {nom}. "
                "Vérifiez qu’il existe toujours avant de l’inscrire dans un marché."
            )
        case _:
            return (
                f"{where}, aucun guichet n’est documenté {market}. "
                "Cela ne veut pas dire qu’il n’y en a pas : aucune source n’a été trouvée."
            )


def autres_title(nombre: int) -> str:
    """Heading of the other guichets."""
    return "Un autre organisme couvre aussi cette commune" if nombre == 1 else "D’autres couvrent aussi cette commune"


typeset(globals())
