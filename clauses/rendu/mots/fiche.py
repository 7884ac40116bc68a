"""French texts of the form of the team: a row of a table at a time."""

from collections.abc import Mapping, Sequence

from clauses.domain.couleurs import PALETTE
from clauses.rendu.mots import typeset

WHICH = "Quelle fiche ?"
WHICH_NONE = "Choisir…"
HELP = (
    "Tout ce que vous changez est gardé au fur et à mesure dans votre brouillon. Rien ne se voit sur la carte avant la "
    "publication."
)
CHOOSE = "Choisissez une fiche, ou commencez-en une nouvelle."
NEW = "Nouvelle fiche"
NAMELESS = "(sans nom)"
OPEN_FROM_GRID = "Modifier une ligne comme une fiche"
EDIT = "Modifier cette fiche"
SEE = "Voir sa fiche publique"
TO_FILL = "À remplir"
EMPTY = "Choisir…"
ONE_PER_LINE = "Un élément par ligne."
NO_PLACE = "Aucune commune"
FORGET_PLACE = "Retirer"
REMOVE = "Retirer cette fiche à la prochaine publication"
REMOVE_HELP = "Pour un guichet qui a existé, donnez plutôt son année de fermeture : son adresse continuera de répondre."
OTHERS = "Le reste"

_FACTS = ("constate_en", "confiance", "source", "remarque")
_REACH = ("commune_siege", "commune", "adresse", "telephone", "courriel", "site", "contact_portee", "contact_annee")
GROUPS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "guichets": {
        "Le guichet": ("nom", "sigle", "typologie", "role", "statut", "donneurs_ordre"),
        "Le territoire servi": ("perimetre",),
        "Le joindre": _REACH,
        "Ce qu’il fait": ("services", "etp", "depuis"),
        "D’où viennent ces faits": _FACTS,
        "S’il a fermé": ("ferme_en", "remplace_par"),
    },
    "structures": {
        "La structure": ("nom", "type", "siret", "secteurs"),
        "La joindre": _REACH,
        "Son équipe": ("effectif", "effectif_insertion", "depuis"),
        "D’où viennent ces faits": _FACTS,
    },
    "relais": {
        "Le relais": ("nom",),
        "Le territoire servi": ("perimetre",),
        "Le joindre": _REACH,
        "D’où viennent ces faits": _FACTS,
    },
    "typologies": {
        "Le type": ("libelle", "description"),
        "Sur la carte": ("couleur", "lettre", "motif", "ordre"),
    },
    "heures": {
        "Où et quand": ("libelle", "territoire", "annee", "periode", "annee_debut"),
        "Ce qui est compté": ("heures", "nature", "beneficiaires", "contrats", "marches"),
        "Ce que le chiffre dit": ("comparable", "qualificatif", "portee"),
        "Les quartiers et l’équipe": ("part_qpv", "part_qpv_population", "etp_facilitateurs"),
        "D’où viennent ces faits": _FACTS,
    },
}
"""Columns of each table, by group; those of no group come last, identifiers are never asked."""
LONG = frozenset({"remarque", "description", "portee"})
"""Columns that hold sentences."""
FOLDED = frozenset({"S’il a fermé"})
"""Groups that open by themselves only when they say something."""

COLOURS: Mapping[str, str] = dict(
    zip(PALETTE, ("Rose", "Prune", "Turquoise", "Sable", "Bleu ciel", "Olive", "Violet", "Indigo", "Vert"), strict=True)
)


def identifier(value: str) -> str:
    """Under the name of a row."""
    return f"Identifiant : {value}"


def groups(table: str, columns: Sequence[str]) -> dict[str, list[str]]:
    """Columns of a table by group, in the order in which they are asked."""
    found = {title: [name for name in names if name in columns] for title, names in GROUPS.get(table, {}).items()}
    asked = {name for names in found.values() for name in names}
    return found | {OTHERS: [name for name in columns if name not in asked]}


typeset(globals())
