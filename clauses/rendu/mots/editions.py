"""French texts of the editions: their list, opening one, comparing two, bringing one back."""

from clauses.rendu.mots import typeset

INTRO = (
    "Chaque publication fait une édition : une copie complète des données, que l’on peut rouvrir, comparer et "
    "télécharger. Rien n’en disparaît."
)
TABLE = "Liste des éditions"
FILE = "editions"
CHOOSE = "Édition"
OPEN = "Ouvrir la carte de cette édition"
DOWNLOAD = "Télécharger cette édition"
DOWNLOAD_HELP = "Toutes les tables de cette édition, en un fichier ZIP."
COMPARE_WITH = "Comparer avec"
COMPARE_NOW = "La carte de maintenant"
COMPARE_NOTHING = "Choisissez l’édition à comparer"
SAME = "Rien ne change dans les tables."
DETAILS = "Champ par champ"
CHANGES_FILE = "comparaison"
MAP_TITLE = "Sur la carte"

RESTORE_TITLE = "Revenir à cette édition"
RESTORE_HELP = (
    "Revenir en arrière fait une nouvelle édition, qui reprend celle-ci : l’historique reste entier, et l’on peut "
    "changer d’avis."
)
RESTORE_MESSAGE = "Pourquoi"
RESTORE = "Restaurer"
RESTORE_SAME = "La carte montre déjà ce que disait cette édition."
DAMAGED = "Cette édition ne peut pas être lue : elle n’existe pas, ou l’un de ses fichiers est abîmé."

PAST_TITLE = "Vous regardez une édition passée"
BACK = "Revenir à la carte de maintenant"
UNKNOWN_TITLE = "Édition introuvable"


def delivered(numero: int | None) -> str:
    """Nothing was published here: the edition shown, which every page names, came with the atlas."""
    what = "les données livrées" if numero is None else f"l’édition n° {numero}, livrée"
    return f"La carte montre {what} avec l’atlas : rien n’a encore été publié sur cette installation."


def name(numero: int, quand: str) -> str:
    """An edition in a list."""
    return f"N° {numero}, {quand}"


def past(numero: int, quand: str, message: str) -> str:
    """Banner of a past edition."""
    return f"Édition n° {numero}, publiée le {quand} : « {message} »"


def unknown(numero: int | None) -> str:
    """The address names an edition that cannot be shown."""
    words = "" if numero is None else f" n° {numero}"
    return f"Il n’y a pas d’édition{words}, ou l’un de ses fichiers est abîmé."


def compared(avant: int, apres: int | None) -> str:
    """Title of a comparison."""
    return f"De l’édition n° {avant} à " + ("maintenant" if apres is None else f"l’édition n° {apres}")


def restored(numero: int) -> str:
    """Message by default of a restoration."""
    return f"Retour à l’édition n° {numero}"


typeset(globals())
