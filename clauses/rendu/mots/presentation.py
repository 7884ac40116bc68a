"""French texts of the presentation: the screen that prepares it, and the words that its script shows."""

from datetime import date

from clauses.rendu.formats import count, day
from clauses.rendu.guichets import SANS_CONTACT
from clauses.rendu.mots import typeset
from clauses.rendu.mots.population import attribution

MENU = "Présentation"
TITLE = "Présenter l’atlas devant une salle"
INTRO = (
    "Des étapes en plein écran, en très gros caractères, sur la carte : pour une journée de sensibilisation, avec "
    "un vidéoprojecteur et sans connexion. Tout se fait au clavier, à la télécommande ou avec les boutons."
)
EMPTY_TITLE = "Aucune présentation"
EMPTY = "Le dossier content/presentation est vide : docs/presentation.md dit comment écrire une histoire."
START = "Lancer la présentation"
NOTES = "Notes à imprimer"
ORATEUR = "Fenêtre de l’orateur"
KEYS_TITLE = "Les touches"
ADVICE_TITLE = "Avant d’entrer en scène"
ADVICE = (
    "Ouvrez la présentation une fois sur l’ordinateur de la salle : la carte est alors gardée par le navigateur.",
    "Touche F pour le plein écran, touche N pour vos notes dans une seconde fenêtre, à laisser sur votre écran.",
    "Si les couleurs sont pâles sur le mur, touche P : traits épais, couleurs foncées, motifs.",
    "Imprimez les notes : c’est le secours si l’ordinateur manque.",
)
KEYS = (
    ("→  Espace  Page suiv.", "Étape suivante"),
    ("←  Page préc.", "Étape précédente"),
    ("Début  Fin", "Première, dernière étape"),
    ("C  ou  /", "Chercher une commune"),
    ("B  ou  .", "Écran noir"),
    ("O  ou  Échap", "Plan des étapes"),
    ("F", "Plein écran"),
    ("P", "Couleurs pour vidéoprojecteur"),
    ("N", "Notes de l’orateur, dans une autre fenêtre"),
    ("Q", "Code QR vers la même vue"),
    ("?", "Ces touches"),
)

UNKNOWN_TITLE = "Présentation introuvable"
UNKNOWN = "Cette adresse ne désigne aucune présentation. Elles sont toutes dans l’écran « Présentation »."
TO_LIST = "Toutes les présentations"
UNREADABLE_TITLE = "Données illisibles"
UNREADABLE = "Les territoires ne peuvent pas être lus : la carte ne peut pas être dessinée."
PRINT_HINT = "Pour imprimer cette page : Ctrl + P."
PAPER_TITLE = "Notes de l’orateur"
PAPER_TEXT = "À l’écran"
PAPER_NOTE = "À dire"
PAPER_MAP = "Sur la carte"
PAPER_NO_NOTE = "Pas de note pour cette étape."
GUICHETS_MISSING = "La liste des guichets n’a pas pu être lue : la carte ne peut pas dire qui appeler."
NOSCRIPT = "La présentation a besoin de JavaScript. Son texte est dans les notes à imprimer :"

SCRIPT = {
    "carte": "Carte de l’étape",
    "legende": "Légende",
    "hachures": "Plusieurs guichets",
    "etapes": "Étapes",
    "etape": "Étape {rang} sur {total}",
    "source": "Source",
    "precedente": "Étape précédente",
    "suivante": "Étape suivante",
    "outils": "Outils de la présentation",
    "plan": "Plan",
    "planTitre": "Plan des étapes",
    "commune": "Commune",
    "communeTitre": "Une commune",
    "communeExemple": "Nom ou code postal",
    "communeAide": "Tapez les premières lettres, puis flèches et Entrée.",
    "communeTrouvees": "Communes trouvées",
    "communeRien": "Aucune commune de la région ne porte ce nom.",
    "communePanne": "La recherche ne répond pas : l’atlas est-il toujours ouvert sur cet ordinateur ?",
    "reponse": "Réponse pour",
    "autres": "Aussi sur cette commune :",
    "proche": "Le guichet le plus proche, à {distance} :",
    "sansContact": SANS_CONTACT,
    "contraste": "Contraste",
    "noir": "Écran noir",
    "noirAide": "Écran noir. Une touche, ou un clic, pour revenir.",
    "notes": "Notes",
    "notesBloquees": "Le navigateur a bloqué la fenêtre des notes : autorisez-la pour ce site.",
    "qr": "Code QR",
    "qrTitre": "La même vue sur votre téléphone",
    "qrLocal": "Cette adresse n’est joignable que de cet ordinateur : les téléphones de la salle ne l’ouvriront pas.",
    "pleinEcran": "Plein écran",
    "aide": "Touches",
    "aideTitre": "Les touches",
    "quitter": "Quitter",
    "fermer": "Fermer",
    "orateurTitre": "Notes de l’orateur",
    "orateurVide": "Pas de note pour cette étape.",
    "orateurEnsuite": "Ensuite",
    "orateurFin": "C’est la dernière étape.",
    "orateurTemps": "Temps écoulé",
    "orateurHeure": "Heure",
    "orateurPause": "Pause",
    "orateurReprendre": "Reprendre",
    "orateurZero": "Remettre à zéro",
    "orateurPapier": "Notes à imprimer",
    "orateurSeul": "La présentation n’est pas ouverte dans ce navigateur : ces notes n’ont rien à suivre.",
}
"""Words of the script, by name; « {rang} » and the like are filled in there."""


def mention(on: date | None) -> str:
    """Source of what the atlas counts."""
    return f"Atlas, données actualisées le {day(on)}" if on else "Atlas, données non datées"


def script(annee: int | None) -> dict[str, str]:
    """Words of the script, and the sources of its map."""
    return SCRIPT | {"attribution": attribution(annee)}


def steps(number: int) -> str:
    """Length of a story."""
    return count(number, "étape")


def start(title: str) -> str:
    """Accessible name of the link that starts a story, readable out of context."""
    return f"{START} : {title}"


typeset(globals())
