"""French texts of the screen « Mise à jour »."""

from collections.abc import Sequence
from datetime import datetime

from clauses.domain.evolution.fusion import ACTUEL
from clauses.rendu.editions import TABLES
from clauses.rendu.formats import count, moment
from clauses.rendu.mots import typeset

MENU = "Mise à jour"
TITLE = "Tenir la carte à jour"
GUIDE_MISSING = "Le guide (docs/guide-equipe.md) n’est pas sur ce serveur."
GUIDES = "Les autres guides"

VUE = "Que voulez-vous faire ?"
MODIFIER, TEXTES, EDITIONS, GUIDE_VUE = "modifier", "textes", "editions", "guide"
VUES = {
    MODIFIER: "Modifier une table",
    TEXTES: "Modifier un texte",
    EDITIONS: "Revenir en arrière",
    GUIDE_VUE: "Lire le guide",
}

TABLE = "Quelle table ?"
TABLE_NAMES = {
    "guichets": "Guichets",
    "relais": "Relais",
    "typologies": "Typologies",
    "heures": "Heures",
    "structures": "Structures",
    "qpv": "Quartiers",
    "repartitions": "Répartitions",
    "coefficients": "Coefficients",
}
MANIERE = "Comment ?"
GRILLE, FICHE, FICHIER, LISTE = "grille", "fiche", "fichier", "liste"
MANIERES = {
    GRILLE: "Ici, dans la page",
    FICHE: "Ici, une fiche à la fois",
    FICHIER: "Dans un tableur, avec un fichier",
    LISTE: "Apporter une liste",
}

# Where things are

STEP_EDIT = "1. Modifier"
STEP_CHECK = "2. Vérifier"
STEP_PREVIEW = "3. Voir ce qui change"
STEP_PUBLISH = "4. Publier"


def state(numero: int, quand: str, auteur: str) -> str:
    """Edition shown."""
    who = f" par {auteur}" if auteur else ""
    return f"La carte montre l’édition n° {numero}, publiée le {quand}{who}."


def by_hand(tables: Sequence[str], numero: int | None) -> str:
    """Some files were edited beside the atlas."""
    names = ", ".join(tables)
    return (
        f"Modifié à la main depuis l’édition n° {numero} : {names}. La carte le montre déjà. La prochaine "
        "publication l’enregistrera."
    )


def replaced(lines: Sequence[str], numero: int | None) -> str:
    """Files of the data folder that are not shown, one line each with its reason."""
    names = "\n".join(f"- {line}" for line in lines)
    return (
        f"Des fichiers du dossier des données sont perdus ou abîmés : l’atlas montre à leur place ceux de l’édition "
        f"n° {numero}, et la prochaine publication les remettra.\n\n{names}\n\nSi des lignes devaient vraiment partir, "
        "retirez-les ci-dessous : la publication demandera de le confirmer."
    )


# Grid

GRID_HELP = (
    "Cliquez dans une cellule, puis tapez (le nom, en gris, se modifie aussi). Tout est gardé au fur et à mesure dans "
    "un brouillon, sur le serveur : vous pouvez fermer la page et reprendre plus tard. Rien ne se voit sur la "
    "carte avant la publication."
)
GRID_ALT = "Table à modifier"
ADD_ROW = "Ajouter une ligne"
ADD_ROW_HELP = "La nouvelle ligne se place en haut. Son identifiant se fait tout seul, à partir du nom."
MARK = "À corriger"
MARK_HELP = "Les colonnes de cette ligne qui ne vont pas : ✖ erreur, ⚠ à vérifier. Le détail est plus bas."
REMOVE = "Retirer"
REMOVE_HELP = "Cochez pour retirer la ligne à la prochaine publication."
DISCARD = "Abandonner ce brouillon"
DISCARD_SURE = "Vos modifications de cette table seront perdues. Ce que montre la carte ne change pas."
DISCARD_YES = "Oui, tout abandonner"


def resumed(le: datetime | None, words: str) -> str:
    """A draft was found."""
    when = f" du {moment(le)}" if le else ""
    return f"Votre brouillon{when} est repris : {words}."


def kept(le: datetime) -> str:
    """A draft is on disk."""
    return f"Brouillon gardé à {le.hour} h {le.minute:02}."


JOINED = "Votre brouillon a été réuni avec ce que vous avez fait dans une autre fenêtre."
KEPT_NOT = (
    "Le brouillon ne peut pas être gardé sur le disque : il sera perdu si vous fermez la page. Publiez-le, ou "
    "téléchargez la table modifiée."
)
DRAFT_FILE = "Télécharger la table modifiée"

# Check

CHECK_OK = "Aucun problème : la table peut être publiée."
CHECK_FILTER = "Montrer"
ALL, ERRORS, WARNINGS = "tout", "erreurs", "avertissements"
CHECK_COLUMN = "Colonne"
CHECK_ANY_COLUMN = "Toutes les colonnes"
CHECK_TABLE = "Problèmes de la table"
CHECK_FILE = "problemes"
CHECK_CELLS = "Les cellules en cause"
CHECK_CELLS_ALT = "Extrait de la table : les lignes qui ont un problème, leurs cellules en cause colorées"
CHECK_FIX = "Corrections proposées"


def filters(total: int, errors: int) -> dict[str, str]:
    """Choices of the filter, with their counts."""
    return {
        ALL: f"Tout ({total})",
        ERRORS: f"Erreurs ({errors})",
        WARNINGS: f"Avertissements ({total - errors})",
    }


def checked(errors: int, warnings: int) -> str:
    """Result of the check."""
    if errors:
        return f"{count(errors, 'erreur')} à corriger avant de publier, {count(warnings, 'avertissement')}."
    return f"Aucune erreur, {count(warnings, 'avertissement')} : la table peut être publiée."


def fix(line: int, title: str, value: str) -> str:
    """Button that puts a suggestion in its cell."""
    return f"Ligne {line}, {title} : mettre « {value} »"


# Preview

PREVIEW_NOTHING = "La table est comme sur la carte : modifiez-la, et vous verrez ici l’effet de vos modifications."
PREVIEW_TOO_MANY = "La table a trop de lignes pour que son effet sur la carte soit montré."
PREVIEW_DETAILS = "Champ par champ"
PREVIEW_FILE = "changements"
PREVIEW_MAP = "Sur la carte"
PREVIEW_COVERAGE = "La couverture, avant et après"
PREVIEW_COVERAGE_FILE = "couverture-avant-apres"


def changes(table: str, words: str) -> str:
    """Summary of the changes."""
    return f"**{TABLES[table]}** : {words}."


def also(table: str, words: str) -> str:
    """Tables edited by hand, published along."""
    return f"Avec cette publication, aussi : **{TABLES[table]}** modifiée à la main, {words}."


# Somebody else published

MEANWHILE_TITLE = "Quelqu’un a publié pendant votre travail"
MEANWHILE_THEIRS = "Ce qui a été publié entre temps"
MEANWHILE_MINE = "Ce que vous avez changé"
CONFLICT_TITLE = "Vous avez changé les mêmes informations"
CONFLICT_INTRO = "Pour chacune, choisissez laquelle garder. Tout le reste de vos modifications est déjà repris."
CONFLICT_WHOLE = "toute la ligne"
CONFLICT_EMPTY = "rien"
CONFLICT_GONE = "ligne retirée"


def meanwhile(theirs: str) -> str:
    """Three-way merge: what others published, and the state of one's own work."""
    return (
        f"Depuis que vous avez commencé, une autre édition a changé cette table ({theirs}). Vos modifications sont "
        "reprises dessus."
    )


def mine_restored(numero: int) -> str:
    """Title: one restored an edition while this draft was open."""
    return f"Vous avez restauré l’édition n° {numero} pendant ce travail"


MINE_PUBLISHED = "Vous avez publié pendant ce travail"


def meanwhile_above(title: str) -> str:
    """Over the draft: what it started from is not what the atlas shows any more."""
    return f"{title} : vos modifications sont reprises sur la nouvelle édition. Le détail est à l’étape 3."


def conflict(id_: str, title: str, base: str) -> str:
    """Label of a choice."""
    return f"{id_}, {title} (au départ : {base or CONFLICT_EMPTY})"


def version(which: str, value: str) -> str:
    """One side of a conflict."""
    who = "Publié" if which == ACTUEL else "Vous"
    return f"{who} : {value or CONFLICT_EMPTY}"


# Publish

AUTHOR = "Votre nom"
AUTHOR_HELP = "Il reste dans l’historique, avec la date et le message."
MESSAGE = "Ce qui change, et pourquoi"
MESSAGE_HELP = (
    "Tout le monde peut le lire dans la liste des éditions. Par exemple : « Tour de téléphone de "
    "janvier : trois numéros corrigés »."
)
CONFIRM = "J’ai lu ces points, je publie quand même"
PUBLISH = "Publier"
PUBLISH_ERRORS = "Corrigez les erreurs, et remplissez ce qui manque, pour pouvoir publier."
PUBLISH_CONFLICTS = "Choisissez d’abord quelles informations garder, plus haut."
PUBLISH_NOTHING = "Il n’y a rien à publier."
PUBLISH_STALE = (
    "Quelqu’un vient de publier : vos modifications ont été reprises sur la nouvelle édition. Relisez ce qui "
    "change, puis publiez de nouveau."
)
PUBLISH_BUSY = "Une autre publication est en cours : recommencez dans un instant."
PUBLISH_RIGHTS = "Votre session est terminée : rien n’est publié. Reconnectez-vous, votre brouillon vous attend."
PUBLISH_WAIT = "Publication…"
SEE_MAP = "Voir la carte"


def confirm(number: int) -> str:
    """Some changes look like an accident."""
    points = "Ce point mérite" if number == 1 else f"Ces {number} points méritent"
    return f"{points} votre attention :"


def refused_by_disk(reason: str) -> str:
    """Write error of the disk or the folder."""
    return f"Le serveur n’a pas pu écrire, rien n’est publié et la carte est restée comme elle était : {reason}."


def closed(reason: str) -> str:
    """Nothing can be published, whatever is prepared."""
    return f"Rien ne peut être publié en ce moment : {reason}."


def damaged(numero: int) -> str:
    """An edition that is needed cannot be read."""
    return f"L’édition n° {numero} est abîmée ou introuvable : rien n’est publié."


def published(numero: int) -> str:
    """It is done."""
    return f"L’édition n° {numero} est publiée : la carte la montre dès maintenant, à tout le monde."


def late(files: Sequence[str]) -> str:
    """Files that could not be refreshed after the publication."""
    return (
        f"Ces fichiers du dossier des données n’ont pas encore pu être réécrits ({', '.join(files)}) : la carte "
        "est juste, mais ne les ouvrez pas dans un tableur avant qu’ils le soient."
    )


TERRITORIES = (
    "Les territoires (dossier data/geo) ne peuvent pas être lus : sans eux, rien ne peut être vérifié ni publié."
)


typeset(globals())
