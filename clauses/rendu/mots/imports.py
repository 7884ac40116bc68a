"""Sentences of the imports: reasons, kinds of repairs, what the command line says."""

from collections.abc import Mapping

from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset

MOTIFS: Mapping[str, str] = {
    "filtre": "hors du filtre",
    "region": "hors de la région",
    "sans_commune": "sans commune",
    "insertion": "sans type d’insertion",
    "double": "en double",
    "jumelle": "à comparer avec une fiche connue",
}
"""Why rows are left out on purpose, after their number."""

REPARATIONS: Mapping[str, str] = {
    "nom": "noms en capitales remis en minuscules",
    "adresse": "adresses en capitales remises en minuscules",
    "siret": "SIRET remis en forme",
    "telephone": "téléphones mis par paires",
    "site": "adresses web complétées",
    "nombre": "nombres remis en forme",
    "insee": "zéros du début rendus aux codes",
    "correction": "cellules corrigées comme demandé",
}
"""What was mended, by kind of value."""

HORS_TOTAUX = " (hors des totaux)"
"""Said of the faulty rows of figures, which are added up."""

LECTURE = "Lecture du fichier…"
JUMELLES_A_DIRE = (
    "Des lignes ressemblent à une fiche connue : dites si ce sont les mêmes, avec --jumelles memes ou "
    "--jumelles differentes."
)
FAUTIVES = "Corrigez les lignes fautives, ou écartez-les avec --ignorer-les-lignes-fautives."
CORRIGEABLES = "--corriger écrit ce qui est proposé."


def sans_correspondance(path: object, modele: object) -> str:
    """No correspondance: the model is printed, to be kept in a file."""
    return (
        f"Il manque la correspondance entre les colonnes de {path} et l’atlas. En voici un modèle, à relire, à "
        f"compléter et à enregistrer sous {modele} : l’option --modele l’y écrit."
    )


def modele_ecrit(path: object) -> str:
    """The model was written in a file of its own."""
    return f"Modèle écrit : {path}. Relisez-le, complétez-le, puis relancez la même commande."


def lues(lues: int, retenues: int, motifs: Mapping[str, int], ecartees: int, personnels: int, hors: str) -> str:
    """« 10 lignes lues, 6 retenues, 1 hors de la région, 1 fautive »."""
    parts = [count(lues, "ligne lue", "lignes lues"), count(retenues, "retenue")]
    parts += [f"{number(motifs[name])} {words}" for name, words in MOTIFS.items() if motifs.get(name)]
    parts += [f"{count(ecartees, 'fautive')}{hors}"] if ecartees else []
    parts += [count(personnels, "contact personnel non repris", "contacts personnels non repris")] if personnels else []
    return f"{', '.join(parts)}."


def reparation(genre: str, colonne: str, nombre: int, exemple: tuple[str, str]) -> str:
    """« Tél : téléphones mis par paires (12 cellules, comme « 0561000001 » → « 05 61 00 00 01 »). »."""
    cells = count(nombre, "cellule")
    return f"{colonne} : {REPARATIONS[genre]} ({cells}, comme « {exemple[0]} » → « {exemple[1]} »)."


def disparues(nombre: int, noun: str, *, retire: bool) -> str:
    """Title of the rows of the same source that the file does not give any more."""
    title = f"{count(nombre, noun)} de même source absent{_accord(noun, nombre)} du fichier"
    return title + (", à retirer" if retire else " (à retirer avec --retirer-les-disparues)")


def _accord(noun: str, nombre: int) -> str:
    return ("e" if noun == "structure" else "") + ("s" if nombre > 1 else "")


TITRES_JUMELLES = ("Ligne", "Dans le fichier", "Commune", "Déjà connue", "Identifiant")
TITRES_MODIFICATIONS = ("Identifiant", "Colonne", "Avant", "Après")
TITRES_DISPARUES = ("Identifiant", "Nom")


def a_comparer(nombre: int) -> str:
    """Title of the rows that look like a known one."""
    return f"{count(nombre, 'ligne')} à comparer avec une fiche connue : la même ?"


def a_ajouter(nombre: int, noun: str) -> str:
    """Title of the rows to add."""
    return f"{count(nombre, noun)} à ajouter"


def a_modifier(nombre: int, noun: str) -> str:
    """Title of the rows that change."""
    return f"{count(nombre, noun)} à modifier"


def sans_changement(nombre: int, noun: str) -> str:
    """Rows that stay as they are."""
    return f"{count(nombre, noun)} sans changement."


def rien_a_ecrire(name: str) -> str:
    """The table says it all already."""
    return f"Rien à écrire : {name} dit déjà tout cela."


def refuse(name: str, raison: str = "", *, confirm: bool = False) -> str:
    """Nothing was written, and why; ``confirm`` when a yes is enough."""
    words = (f"Refusé : {name} reste comme il était.", raison, "Ajoutez --confirmer." if confirm else "")
    return " ".join(filter(None, words))


def essai(name: str) -> str:
    """A dry run."""
    return f"Rien n’est écrit : ajoutez --appliquer pour en faire une édition de {name}."


typeset(globals())
