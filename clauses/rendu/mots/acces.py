"""French texts of the sign-in: the pages of ``clauses/web/connexion.py`` and the guard of the screens of the team."""

from clauses.rendu.formats import count
from clauses.rendu.mots import typeset

APP = "Atlas des clauses sociales"
HOME = "Atlas des clauses sociales : retour à la carte"
TO_MAP = "Retour à la carte"
TO_UPDATE = "Aller à la mise à jour"

# Sign-in

CONNEXION_TITLE = "Connexion de l’équipe"
CONNEXION_INTRO = (
    "Cette porte est celle des personnes qui tiennent les données à jour. Tout le reste de l’atlas se consulte sans "
    "compte."
)
IDENTIFIANT = "Identifiant"
MOT_DE_PASSE = "Mot de passe"
SIGN_IN = "Se connecter"
OTHERWISE = "ou"
GUIDE = "Nouveau dans l’équipe ? Lire le guide"
FORGOTTEN = "Mot de passe oublié ? L’administrateur de l’atlas peut vous en donner un autre."
WRONG = "Identifiant ou mot de passe incorrect."
STALE = "Cette page avait expiré : rien n’a été fait. Recommencez."
REGISTRE_TITLE = "Connexion indisponible"
REGISTRE = (
    "L’atlas ne peut ni lire ni écrire la liste des personnes connectées. L’administrateur trouvera la cause dans le "
    "journal du serveur ; la carte reste consultable."
)
FORM_TITLE = "Demande illisible"
FORM = "Ce n’est pas un formulaire de l’atlas, ou il est trop long. Rien n’a été fait."


def sign_in_with(libelle: str) -> str:
    """Button of the provider."""
    return f"Se connecter avec {libelle}" if libelle else "Se connecter avec le compte de mon organisation"


def wrong(left: int, seconds: float) -> str:
    """A wrong password: the tries left, near the limit, or how long to wait."""
    if seconds > 0:
        return f"{WRONG} {too_many(seconds)}"
    return f"{WRONG} Encore {count(left, 'essai')} avant une attente." if 0 < left <= 2 else WRONG


def too_many(seconds: float) -> str:
    """Wait after too many wrong passwords."""
    minutes = max(1, -int(-seconds // 60))
    duree = count(minutes, "minute") if minutes < 120 else count(-(-minutes // 60), "heure")
    return f"Trop d’essais. Attendez {duree}, puis recommencez ; l’administrateur de l’atlas peut abréger l’attente."


def registre(reason: str) -> str:
    """Nobody can sign in; ``reason``, if it is that of the disk."""
    return f"Personne ne peut se connecter en ce moment : {reason}. La carte reste consultable." if reason else REGISTRE


# Closed

CLOSED_TITLE = "La mise à jour est fermée"
CLOSED = "Sur cette installation, personne ne peut modifier les données depuis le site."
CLOSED_HOW = "Pour l’ouvrir, l’administrateur choisit comment l’équipe se connecte dans le réglage"
CLOSED_RESTART = "puis redémarre l’atlas :"
CLOSED_WAYS = (
    ("comptes", "Un identifiant et un mot de passe par personne, créés avec", "./atlas compte ajouter"),
    ("oidc", "Les comptes de l’organisation : ProConnect, Keycloak, Microsoft, Google.", ""),
    ("poste-local", "L’ordinateur qui fait tourner l’atlas, et lui seul. C’est ce que fait", "make run"),
)
CLOSED_GUIDE = "Tout lire : comment ouvrir la mise à jour à l’équipe"
ELSEWHERE = (
    "Ici, la mise à jour ne s’ouvre que sur l’ordinateur qui fait tourner l’atlas, à l’adresse http://localhost. Vous "
    "la demandez depuis un autre ordinateur, sous un autre nom, ou à travers un serveur intermédiaire."
)

# Signed in, signed out

SIGNED_IN_TITLE = "Vous êtes connecté"
POSTE_TITLE = "Cet ordinateur est reconnu"
POSTE = "L’atlas tourne sur cet ordinateur : il n’y a ni mot de passe à donner ni session à fermer."
SIGN_OUT = "Se déconnecter"
SIGN_OUT_TITLE = "Se déconnecter ?"
SIGN_OUT_NOTE = "Ce que vous n’avez pas publié reste dans votre brouillon, que vous retrouverez en revenant."
SIGNED_OUT_TITLE = "Vous êtes déconnecté"
SIGNED_OUT = "Votre session est fermée sur le serveur : cet onglet et les autres n’y ont plus accès."
NOT_SIGNED_IN = "Aucune session de l’équipe n’est ouverte dans ce navigateur."
SIGN_IN_AGAIN = "Se connecter de nouveau"
CONTINUE = "Fermer aussi la session chez le fournisseur d’identité"
PROVIDER_SESSION = (
    "Votre session chez le fournisseur d’identité se ferme à son tour. Si rien ne se passe, suivez ce lien :"
)
PROVIDER_LEFT_OPEN = (
    "Votre session chez le fournisseur d’identité reste ouverte. Sur un ordinateur partagé, fermez aussi celle-là."
)


def signed_in_as(nom: str) -> str:
    """Mention of the signed-in person."""
    return f"Connecté : {nom}"


def signed_by(nom: str) -> str:
    """Consequence of signing in."""
    return f"Les éditions que vous publiez sont signées « {nom} »."


# Provider of identity

REFUSED_TITLE = "Connexion refusée"
REFUSED = {
    "annulee": "Le fournisseur d’identité n’a pas confirmé la connexion, ou vous l’avez annulée.",
    "expiree": "La demande de connexion a expiré, ou elle a été ouverte dans un autre navigateur. Recommencez.",
    "jeton": (
        "La réponse du fournisseur d’identité n’a pas pu être vérifiée. Recommencez ; si cela se répète, prévenez "
        "l’administrateur de l’atlas."
    ),
    "horloge": (
        "L’horloge de ce serveur, ou celle du fournisseur d’identité, n’est pas à l’heure : votre connexion ne peut "
        "pas être vérifiée. Prévenez l’administrateur de l’atlas ; la carte, elle, reste consultable."
    ),
    "niveau": (
        "Cette installation demande une authentification renforcée (deux facteurs), et la vôtre ne l’était pas. "
        "Ajoutez un second facteur chez votre fournisseur d’identité, puis recommencez."
    ),
    "sans_courriel": "Le fournisseur d’identité n’a pas communiqué votre adresse de courriel.",
    "courriel_non_verifie": "Votre adresse de courriel n’est pas vérifiée chez votre fournisseur d’identité.",
    "hors_liste": (
        "Vous êtes bien identifié, mais votre adresse de courriel n’est pas sur la liste de l’équipe. L’administrateur "
        "de l’atlas peut l’y ajouter."
    ),
}
DOWN_TITLE = "Le fournisseur d’identité ne répond pas"
DOWN = (
    "La connexion ne peut pas se faire pour l’instant. Réessayez dans quelques minutes ; la carte, elle, reste "
    "consultable."
)
FULL_TITLE = "Trop de connexions à la fois"
FULL = (
    "Beaucoup de personnes se connectent en même temps, ou le fournisseur d’identité tarde à répondre. Réessayez dans "
    "quelques secondes ; la carte, elle, reste consultable."
)
TRY_AGAIN = "Réessayer"

# Guard of the screens

GUARD_CLOSED = (
    "Sur cette installation, personne ne peut modifier les données depuis le site. L’administrateur peut l’ouvrir à "
    "l’équipe."
)
GUARD_CLOSED_LINK = "Comment l’ouvrir"
GUARD_TITLE = "Réservé à l’équipe"
GUARD = "Cette page sert à tenir les données à jour. Tout le reste de l’atlas se consulte sans compte."
GUARD_FRAMED = (
    "Dans la page d’un autre site, la mise à jour reste fermée : c’est plus sûr. Ouvrez l’atlas complet pour vous "
    "connecter."
)
GUARD_EXPIRED_TITLE = "Votre session est terminée"
GUARD_EXPIRED = (
    "Elle a expiré (elles durent huit heures) ou elle a été fermée. Rien n’a été publié depuis ; votre brouillon "
    "vous attend."
)


typeset(globals())
