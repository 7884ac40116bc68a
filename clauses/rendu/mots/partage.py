"""French texts of sharing: the button, the page in a frame, short addresses, what a message shows of a link."""

from collections.abc import Sequence

from clauses.rendu.mots import typeset

# The button

OPEN = "Partager"
OPEN_MAP = "Partager la carte"
LINK = "Lien court"
LINK_HELP = (
    "Une messagerie qui reçoit ce lien en montre le titre et la carte. Le code QR ouvre la même vue sur un "
    "téléphone : à projeter, ou à imprimer."
)
MAIL = "Envoyer par courriel"
LINK_LABEL = "Lien"
COPY = "Copier le lien"
COPIED = "Lien copié"
FRAME = "Code à coller dans votre site"
FRAME_HELP = (
    "La carte prend la largeur de votre page, et la hauteur qu’il lui faut. Si votre site refuse les scripts, "
    "enlevez la dernière ligne : la hauteur reste celle du code."
)
QR_ALT = "Code QR du lien court"
FRAME_CLOSED = (
    "Cet atlas ne s’affiche pour l’instant que sur son propre site. Demandez à la personne qui l’héberge "
    "d’autoriser l’adresse du vôtre : le guide d’installation lui dit comment."
)


def frame_listed(sites: Sequence[str]) -> str:
    """Sites allowed to embed the map, when not all of them are."""
    words = ", ".join(site.partition("://")[2] for site in sites)
    return (
        f"La carte s’affichera sur : {words}. Pour un autre site, demandez à la personne qui héberge l’atlas de "
        "l’autoriser."
    )


def frame_title(name: str) -> str:
    """Title of the frame, for screen readers."""
    return f"Carte des clauses sociales : {name}"


# The page in a frame

FULL = "Atlas des clauses sociales"
FULL_HELP = "Ouvre l’atlas complet dans un nouvel onglet"

# What a message shows of a link

DESCRIPTION = (
    "Qui appeler, commune par commune, pour inscrire une clause sociale d’insertion dans un marché public : la "
    "carte des guichets, leurs contacts et leurs sources."
)


def title_commune(name: str) -> str:
    """Of the answer for a commune."""
    return f"{name} – qui appeler pour une clause sociale ?"


def title_sheet(name: str) -> str:
    """Of the sheet of a territory."""
    return f"{name} – fiche des clauses sociales"


def description_territoire(coverage: str) -> str:
    """Coverage of a territory, in a sentence."""
    return f"{coverage} La carte, les contacts et les sources."


def description_entree(kind: str, place: str) -> str:
    """Kind and place of a guichet or a structure."""
    words = ", ".join(filter(None, (kind, place)))
    return f"{words}. Contacts, territoire et source dans l’atlas des clauses sociales."


def image_alt(name: str) -> str:
    """The image in words."""
    return f"Carte des guichets des clauses sociales : {name}"


# Short addresses

UNKNOWN_TITLE = "Cette adresse ne mène nulle part"
UNKNOWN = "Le nom qu’elle porte n’est pas connu de l’atlas. Il a peut-être été mal recopié."
SEVERAL_TITLE = "Laquelle cherchez-vous ?"
SEVERAL = "Plusieurs communes ou intercommunalités portent ce nom."
CLOSE = "Vous cherchiez peut-être :"
HOME = "Ouvrir la carte"
UNREADABLE_TITLE = "Données illisibles"
UNREADABLE = "Les territoires ne peuvent pas être lus : l’adresse ne mène encore nulle part."

# Settings of the site: what was written in one stays to the letter

NOT_EMBEDDER = (
    "{reglage} : « {lu} » n’est pas l’adresse d’un site. Attendu : https://, le nom du site et rien d’autre "
    "(« https://www.exemple.fr », « https://*.exemple.org:8443 »), ou une étoile ; plusieurs adresses se séparent par "
    "des espaces."
)
NOT_PUBLIC_ADDRESS = (
    "L’adresse publique ({reglage}) : « {lu} » n’est pas l’adresse d’un site. Attendu : https:// (ou http://), le nom "
    "du site et rien d’autre (« https://atlas.exemple.fr ») : l’atlas se sert à la racine de son site, pas dans un de "
    "ses dossiers."
)
NOT_MAILBOX = (
    "La boîte de l’atlas ({reglage}) : « {lu} » n’est pas une adresse de courriel. Attendu : une adresse et rien "
    "d’autre (« atlas@exemple.fr »)."
)
SECURITY = "Vous avez trouvé une faille de sécurité dans cet atlas ? Écrivez-nous avant de la rendre publique."


typeset(globals())
