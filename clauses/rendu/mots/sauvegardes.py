"""Sentences of the commands that save the data folder and put it back."""

from collections.abc import Sequence
from datetime import datetime

from clauses.rendu.formats import count
from clauses.rendu.mots import typeset
from clauses.rendu.mots.commandes import PROGRAM

SAUVEGARDE, REPRISE = "Sauvegarde…", "Reprise…"
GARDER = "--garder demande un dossier, pas un fichier."
PUBLICATION_EN_COURS = "Une publication est en cours : recommencez dans un instant."
COMPTES_ILLISIBLES = (
    "Les comptes ne peuvent pas être lus : leur registre est abîmé, ou un autre programme le tient. "
    "Avec --sans-comptes, le reste se sauvegarde."
)
SANS_COMPTES = f"Elle ne contenait pas les comptes : recréez-les avec « {PROGRAM} compte ajouter »."


def empeche(path: object, reason: str) -> str:
    """Error of the operating system."""
    return f"{path} : {reason}. Rien n’est laissé à moitié fait."


def sauvegarde(path: object, files: int, weight: str, *, comptes: bool) -> str:
    """An archive written."""
    left = "" if comptes else ", sans les comptes ni les brouillons"
    return f"{path} : {count(files, 'fichier')}, {weight}{left}."


def laisses(names: Sequence[str]) -> str:
    """Folders that are not of the atlas."""
    return f"Laissé de côté, car ce n’est pas de l’atlas : {', '.join(f'{name}/' for name in names)}"


def supprimees(names: Sequence[str]) -> str:
    """Older archives taken away."""
    return f"Supprimées : {', '.join(names)}."


def reprise(moment: datetime, folder: object) -> str:
    """An archive put back."""
    return f"Sauvegarde du {moment:%d/%m/%Y à %H:%M} reprise dans {folder}."


def editions(shown: int | None, total: int) -> str:
    """Editions of a folder."""
    return f"Édition montrée : {'aucune' if shown is None else f'n° {shown}'} ; {count(total, 'édition')} en tout."


def dossier_de_root(command: str) -> str:
    """A folder that the atlas could not write."""
    return f"Ce dossier est à root. Donnez-le au compte de l’atlas : {command}"


def abimee(numero: int, file: str) -> str:
    """A damaged edition in the archive just written."""
    return (
        f"L’édition n° {numero} est abîmée : {file} manque, ou n’est plus ce qui a été publié. Reprenez ce fichier "
        "dans une archive plus ancienne (docs/deploiement.md) ; d’ici là, --garder n’en supprime aucune."
    )


def edition_abimee(numero: int, file: str) -> str:
    """An edition that was damaged before."""
    return f"L’édition n° {numero} était déjà abîmée au moment de la sauvegarde ({file})."


def verification(found: str) -> str:
    """Result of the check of the data."""
    return f"Vérification des données : {found}."


typeset(globals())
