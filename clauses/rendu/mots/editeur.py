"""French texts on who publishes the site: footer, legal notice, accessibility statement, report of an error."""

from collections.abc import Mapping

from clauses.rendu.mots import typeset

# Footer

FOOTER = "Pied de page"
PUBLISHED = "Publié par"
WRITE = "Nous écrire"
LEGAL = "Mentions légales"
TEAM = "Équipe"

# Accessibility, as the law names its degrees

NON = "non"
CONFORMITES: Mapping[str, str] = {
    NON: "non conforme",
    "partielle": "partiellement conforme",
    "totale": "totalement conforme",
}
STATEMENT_TITLE = "Accessibilité"
STATEMENT: Mapping[str, str] = {
    NON: (
        "L’atlas n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA) : il n’a pas "
        "encore été audité, ou l’audit n’a pas trouvé la moitié des critères respectés."
    ),
    "partielle": (
        "L’atlas est partiellement conforme au référentiel général d’amélioration de l’accessibilité (RGAA) : d’après "
        "l’audit de l’organisme qui le publie, la moitié des critères au moins sont respectés."
    ),
    "totale": (
        "L’atlas est totalement conforme au référentiel général d’amélioration de l’accessibilité (RGAA) : d’après "
        "l’audit de l’organisme qui le publie, tous les critères sont respectés."
    ),
}
STATEMENT_DONE_TITLE = "Ce qui est fait"
STATEMENT_DONE = (
    "Chaque page se parcourt au clavier et se lit jusqu’à 200 % ; les couleurs de la carte ont leurs motifs, "
    "et tout ce qu’elle montre est aussi écrit, dans la réponse de chaque commune et en tableau. Un contrôle "
    "automatique (axe) passe sur les pages à chaque version. Il ne remplace pas un audit."
)
STATEMENT_PROBLEM_TITLE = "Une difficulté ?"
STATEMENT_PROBLEM = "Dites-nous ce qui bloque : nous vous donnerons l’information autrement, et nous corrigerons."
STATEMENT_RIGHTS_TITLE = "Et sans réponse de notre part"
STATEMENT_RIGHTS = (
    "Vous pouvez saisir le Défenseur des droits : sur son site (defenseurdesdroits.fr), auprès de l’un de ses "
    "délégués, ou par courrier, sans affranchir, à Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07."
)

# Errors that readers see

REPORT = "Signaler une erreur"

# Legal notice

LEGAL_PUBLISHER = "Éditeur"
LEGAL_DIRECTION = "Direction de la publication"
LEGAL_HOST = "Hébergeur"
LEGAL_CONTACT = "Pour écrire"
LEGAL_LOCAL = "Cet atlas tourne sur un ordinateur personnel : il n’est publié par personne."
LEGAL_DATA_TITLE = "Vos données"
LEGAL_DATA = (
    "L’atlas se consulte sans compte, ne mesure pas ses visites et ne dépose aucun traceur. Ses témoins (cookies) "
    "servent à faire fonctionner le site et à connecter l’équipe. La position que demande « Me localiser » ne quitte "
    "pas votre navigateur."
)
LEGAL_REUSE_TITLE = "Reprendre les données"
LEGAL_REUSE = "Les données se reprennent librement, en citant la source et la date : voir"

# Settings: what was written in one stays to the letter

NO_NAME = (
    "L’atlas a une adresse publique ({adresse} : « {lu} ») et ne dit pas qui le publie. Donnez le nom de l’organisme "
    "au réglage {reglage} (« Département d’Exemple ») : il est écrit au bas de chaque page."
)
NO_MAILBOX = (
    "L’atlas a une adresse publique ({adresse} : « {lu} ») et pas de boîte où lui écrire. Donnez-en une au réglage "
    "{reglage} (« atlas@exemple.fr ») : les lecteurs y signalent les erreurs et les guichets qui manquent."
)
NOT_CONFORMITE = "{reglage} : « {lu} » n’est pas un degré d’accessibilité. Attendu : {permis}."


def accessibility(conformite: str) -> str:
    """Mention that the law asks for on the home page."""
    return f"Accessibilité : {CONFORMITES[conformite]}"


def report(nom: str, address: str, edition: str) -> tuple[str, str]:
    """Subject and body of a message that reports an error: what it is about, where it was read, of which edition."""
    # Lines of a message end so (RFC 6068).
    read = "\r\n".join(filter(None, (f"Page : {nom}", address, edition)))
    body = (
        f"{read}\r\n\r\nCe qui est faux ou manque :\r\n\r\nCe qu’il faudrait écrire :\r\n\r\n"
        "Où le vérifier (page, document) :\r\n"
    )
    return f"Atlas des clauses sociales : une erreur à signaler, {nom}", body


typeset(globals())
