"""French texts of the server outside of the screens: page without scripts, plain-text refusals, JSON errors."""

from clauses.rendu.mots import typeset

# The page before its scripts run

DESCRIPTION = (
    "Carte des guichets des clauses sociales d’insertion : qui appeler, commune par commune, "
    "pour inscrire une clause dans un marché public."
)
NOSCRIPT = "Cette page a besoin de JavaScript : activez-le dans votre navigateur."

# Answers in plain text

FAILURE = "Une erreur est survenue. Elle est notée ; réessayez."
NOT_FOUND = "Introuvable."
UPLOAD_RESERVED = "Envoi réservé à l’équipe."
UPLOAD_TOO_LARGE = "Fichier trop lourd : 10 Mo au plus."

# Message of a page, too large

MESSAGE_TITLE = "Trop de changements à la fois"
MESSAGE = (
    "Ce que la page avait à envoyer était trop lourd pour l’atlas. Soit votre session était terminée, soit beaucoup de "
    "cellules avaient changé d’un coup.",
    "Votre brouillon est gardé jusqu’au dernier changement que l’atlas a reçu. Pour changer des milliers de lignes, "
    "choisissez « Dans un tableur, avec un fichier ».",
)
MESSAGE_BACK = "Revenir à la mise à jour"

# JSON errors

UNKNOWN_COMMUNE = "commune inconnue"
UNKNOWN_DEPARTEMENT = "département inconnu"
UNKNOWN_EDITION = "édition inconnue"
UNKNOWN_FILTER = "filtre inconnu"
UNKNOWN_GUICHET = "guichet inconnu"
UNKNOWN_LAYER = "couche inconnue"
UNKNOWN_TERRITOIRE = "territoire inconnu"
UNREADABLE = "données illisibles"
UNREADABLE_GUICHETS = "guichets illisibles"


typeset(globals())
