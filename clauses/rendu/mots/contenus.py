"""French texts of the experiences, the tool box and the glossary."""

from datetime import date

from clauses.domain.contenus import Retour
from clauses.rendu.formats import count, day
from clauses.rendu.mots import typeset

# Experiences

RETOURS_MENU = "Retours d’expérience"
RETOURS_TITLE = "Ils l’ont fait : des territoires racontent"
RETOURS_INTRO = (
    "Le 31 mai 2016, une cinquantaine de personnes se sont réunies pour parler des achats socialement "
    "responsables. Facilitateurs, collectivités et structures d’insertion ont dit comment ils s’organisent, ce qui "
    "marche, ce qu’ils ont appris. Les chiffres sont ceux de ce jour-là."
)
RETOURS_EMPTY = "Aucun retour d’expérience n’est écrit pour l’instant."
RETOURS_TABLE = "Leurs organisations, côte à côte"
RETOURS_FILE = "retours-experience"
RETOURS_READ = "Lire chaque récit"
VIDEOS = "Les vidéos de la journée (site Vimeo)"
VIDEOS_URL = "https://vimeo.com/villesetterritoireslr/videos"
BACK = "Tous les récits"
UNKNOWN_TITLE = "Page introuvable"
UNKNOWN = "Cette adresse ne désigne aucune page : elle a pu changer de nom. Choisissez dans la liste."
COLUMNS = {
    "lieu": "Territoire",
    "porteur": "Qui porte le guichet",
    "effectif": "Équipe",
    "heures": "Heures d’insertion",
    "maillage": "Échelle",
}


def told(retour: Retour) -> str:
    """Date and author of an experience."""
    who = ", ".join(retour.temoins)
    when = f"Raconté le {day(retour.dit_le)}" if retour.dit_le else "Récit non daté"
    return f"{when}, par : {who}." if who else f"{when}."


# Tool box

OUTILS_MENU = "Boîte à outils"
OUTILS_TITLE = "La boîte à outils de l’acheteur"
OUTILS_INTRO = (
    "Des pages courtes pour passer à l’acte : les étapes, les mots, les articles du Code de la commande publique. "
    "Elles ne remplacent ni votre service juridique ni votre guichet."
)
OUTILS_EMPTY = "La boîte à outils est vide pour l’instant."
OUTILS_BACK = "Toutes les pages"
REFERENCES = "Références"
OLD_MONTHS = 18


def verified(on: date | None) -> str:
    """Date of the last check of a page."""
    return f"Vérifié le {day(on)}." if on else "Jamais vérifié."


def too_old(on: date) -> str:
    """A page that nobody checked for long."""
    return f"Cette page a été vérifiée le {day(on)} : le droit a pu changer depuis. Contrôlez les articles cités."


# Glossary

GLOSSAIRE_MENU = "Glossaire"
GLOSSAIRE_TITLE = "Les mots des clauses sociales"
GLOSSAIRE_INTRO = (
    "Partout dans l’atlas, un mot souligné de points montre sa définition : passez dessus avec la souris, "
    "touchez-le, ou atteignez-le au clavier."
)
GLOSSAIRE_EMPTY = "Le glossaire est vide pour l’instant."
GLOSSAIRE_SEARCH = "Chercher un mot"
GLOSSAIRE_EXAMPLE = "Par exemple : lot, PLIE, quartier"
GLOSSAIRE_NOTHING = "Aucun terme ne contient ce mot."


def terms_found(number: int, total: int) -> str:
    """Number of terms shown."""
    return count(total, "terme") if number == total else f"{count(number, 'terme')} sur {total}"


typeset(globals())
