"""French texts of a table edited in a spreadsheet, on the screen « Mise à jour »."""

from clauses.rendu.mots import typeset

STEPS = (
    "Téléchargez la table, modifiez-la dans Excel ou LibreOffice, enregistrez, puis déposez le fichier ici. Il "
    "contient toute la table, ou seulement les lignes à changer : vous le direz une fois le fichier déposé."
)
CURRENT = "La table actuelle, prête à modifier"
CURRENT_HELP = "Classeur XLSX avec des listes de choix, un mode d’emploi, et la trace de l’édition dont il part."
MODEL = "Un modèle vide"
MODEL_HELP = "Classeur XLSX avec les colonnes attendues et la liste des valeurs possibles."
DROP = "Déposez votre fichier (XLSX, ODS ou CSV, 10 Mo au plus)"
SHEET = "Feuille à lire"
BASE = "De quelle édition part ce fichier ?"
BASE_HELP = (
    "Ce fichier ne le dit pas. Si quelqu’un a publié depuis que vous l’avez téléchargé, choisissez l’édition "
    "d’alors : ses changements seront gardés avec les vôtres."
)
BASE_LOST = (
    "Ce classeur part d’un état de la table qui n’est gardé nulle part (modifié à la main depuis) : relisez bien "
    "ce qui change, des modifications d’autres personnes peuvent y être défaites."
)
BASE_NOW = "Celle de maintenant"
TO_GRID = "Corriger dans la page"
TO_GRID_HELP = "Reprend les lignes du fichier dans la grille de la page, comme un brouillon."
TO_GRID_SURE = "Un brouillon de cette table est déjà en cours dans la page : il sera remplacé par ce fichier."
TO_GRID_YES = "Oui, remplacer le brouillon"
WAITING = "Déposez un fichier pour voir ce qu’il changerait. Rien ne sera publié sans votre accord."

PART = "Que contient ce fichier ?"
WHOLE, SOME = "entier", "partie"
PARTS = {WHOLE: "La table entière", SOME: "Une partie : ne modifier que ses lignes"}
PART_HELP = (
    "La table entière : une ligne absente du fichier sera retirée, et cela se verra avant de publier. Une partie : les "
    "lignes du fichier remplacent celles de même identifiant, les nouvelles s’ajoutent, les autres restent telles "
    "quelles, et les colonnes absentes aussi."
)


def base_of_file(numero: int | None) -> str:
    """Edition that a workbook was made from."""
    return "" if numero is None else f"Ce fichier part de l’édition n° {numero}."


def open_other(nom: str) -> str:
    """Button: read the file as what it is."""
    return f"Ouvrir la table « {nom} » avec ce fichier"


typeset(globals())
