"""French texts of « Modifier un texte »: families of pages, fields of their heads, what is said of them."""

from collections.abc import Sequence

from clauses.domain.contenus.textes import NOTES
from clauses.rendu.formats import count
from clauses.rendu.mots import typeset

FAMILLE = "Quels textes ?"
FAMILLES = {
    "notes": "Notes de la carte",
    "retours": "Retours d’expérience",
    "outils": "Boîte à outils",
    "glossaire": "Glossaire",
    "presentation": "Présentation",
    "donnees": "Données et méthode",
}
PAGE = "Page"
PAGE_NOTHING = "Choisissez une page"
NAMES = {NOTES: "Notes de la carte", "glossaire.md": "Glossaire"}
"""Pages that have no title of their own."""

HELP = (
    "Tout est gardé au fur et à mesure dans un brouillon, sur le serveur : vous pouvez passer d’une page à l’autre, "
    "fermer, et reprendre plus tard. Rien ne se voit sur l’atlas avant la publication."
)
TEXT = "Texte"
WHOLE = "Page entière, en-tête compris"
WHOLE_HELP = (
    "L’en-tête de cette page (entre les deux lignes « --- ») ne peut pas être lu : corrigez-le ici, ses champs "
    "reviendront."
)
MARKDOWN = (
    "Une ligne vide sépare deux paragraphes. `## Titre`, `- élément de liste`, `**gras**`, `[mots du lien](https://…)`."
)
FOLLOWS = "L’aperçu suit dès que vous cliquez hors du texte (ou Ctrl+Entrée)."
HELPS = {
    "notes": (
        "Une note par ligne, qui commence par « - ». `- [DEP:34] …` ne la montre que pour l’Hérault ; "
        "`- [DEP:34 + DEP:66] …` pour deux départements ; sans crochets, partout."
    ),
    "glossaire": (
        "`## Terme`, puis une ligne `Aussi : ses autres formes, séparées par des virgules`, puis une définition de "
        "240 caractères au plus, celle de la bulle. Une suite et une ligne `Source : …` si besoin."
    ),
    "retours": "Trois parties : `## Organisation`, `## Ce qui marche`, `## Ce que cela apprend`.",
}
CHAMPS = {
    "titre": "Titre",
    "resume": "Résumé, en une phrase",
    "lieu": "Où, en mots",
    "territoire": "Territoire de la région (son nom, ou son code)",
    "hors_region": "Où, si c’est hors de la région",
    "porteur": "Qui porte le guichet",
    "effectif": "Combien de facilitateurs",
    "heures": "Combien d’heures",
    "maillage": "À quelle échelle",
    "chiffres": "Chiffres",
    "calculs": "Chiffres calculés par l’atlas",
    "temoins": "Fonctions de ceux qui parlent (jamais leurs noms)",
    "guichets": "Guichets cités",
    "structures": "Structures citées",
    "source": "Source",
    "dit_le": "Jour du récit",
    "verifie_le": "Vérifiée le",
    "maj_le": "Relue le",
    "references": "Références",
    "typologies": "Types de guichets montrés",
    "couches": "Couches montrées",
    "note": "Notes de l’orateur",
    "code_qr": "Montrer le code QR",
}
PARTIES = {
    "valeur": "valeur",
    "libelle": "ce qu’elle dit",
    "source": "source",
    "calcul": "nom du calcul",
    "article": "article",
    "objet": "ce qu’il dit",
    "adresse": "adresse web (facultative)",
}
PER_LINE = "Un par ligne."
YES_NO = {"oui": "Oui", "non": "Non"}
ALL_KINDS = "Tous les types"
COUCHES = {
    "departements": "Limites et noms des départements",
    "intercommunalites": "Limites des intercommunalités",
    "sieges": "Sièges des guichets",
    "quartiers": "Quartiers prioritaires",
    "lacunes": "Où aucun guichet n’est avéré",
}

ADD = "Nouvelle page"
ADD_TITLE = "Titre de la nouvelle page"
ADD_YES = "Créer"
REMOVE = "Retirer cette page"
REMOVE_SURE = "La page ne se verra plus après la publication. Une édition passée la rendra, si besoin."
REMOVE_YES = "Oui, la retirer"
SHIPPED = "Reprendre le texte livré avec l’atlas"
SHIPPED_HELP = "Le texte écrit par l’équipe laisse la place à celui du programme, qui suit ses mises à jour."
SHIPPED_GONE = "Pages livrées avec l’atlas, et retirées"
PREVIEW = "Aperçu"
PREVIEW_NOT = "La page ne peut pas être montrée ainsi : voyez plus bas ce qui ne va pas."
PREVIEW_EMPTY = "Rien ne s’affichera."
NOTE_ALL = "Partout"
SPEAKER = "Pour l’orateur"
CHANGED = "modifiée"
KEPT_NOT = (
    "Le brouillon ne peut pas être gardé sur le disque : il sera perdu si vous fermez la page. Publiez-le, ou copiez "
    "ailleurs ce que vous avez écrit."
)
DISCARD_SURE = "Vos modifications de tous les textes seront perdues. Ce que montre l’atlas ne change pas."

CHECK_OK = "Aucun problème : les textes peuvent être publiés."
CHANGES_NOTHING = "Rien ne change : modifiez une page, et vous verrez ici ce que vous avez changé."
CHANGES = "Ligne par ligne"


def checked(errors: int, warnings: int) -> str:
    """Result of the check."""
    if errors:
        return f"{count(errors, 'erreur')} à corriger avant de publier, {count(warnings, 'avertissement')}."
    return f"Aucune erreur, {count(warnings, 'avertissement')} : les textes peuvent être publiés."


def others(number: int) -> str:
    """Warnings of the pages that do not change."""
    return f"Autres pages : {count(number, 'avertissement')}"


def line(number: int) -> str:
    """Place in a page."""
    return f"Ligne {number}"


def found_in(page: str, number: int | None) -> str:
    """A page, and the line of its issue."""
    return f"{page}, ligne {number} :" if number else f"{page} :"


def titled(label: str, parties: Sequence[str]) -> str:
    """A field, and how the parts of a record are written on its line."""
    return f"{label} ({' | '.join(parties)})" if parties else label


def per_line(values: Sequence[str]) -> str:
    """How many there may be, and the names to choose from."""
    return f"{PER_LINE} Noms possibles : {', '.join(values)}." if values else PER_LINE


typeset(globals())
