"""French texts of the calculator."""

from clauses.domain.calcul import Coefficient, Lot
from clauses.rendu.formats import figure, number
from clauses.rendu.mots import typeset

TITLE = "Combien d’heures d’insertion pour ce marché ?"
MENU = "Calculateur"
INTRO = (
    "Montant du marché × part de main-d’œuvre × part d’insertion ÷ coût d’une heure de travail : c’est le calcul "
    "des facilitateurs. Le résultat est un ordre de grandeur, à discuter avec votre guichet avant d’écrire la clause."
)

SENSE = "Ce que je cherche"
SENSES = {"heures": "Combien d’heures ?", "part": "Quel pourcentage ?"}
TARGET = "Heures d’insertion visées"
TARGET_HELP = "Le nombre d’heures à répartir sur tous les lots ; le calcul donne le pourcentage à inscrire."

LOT_NAME = "Intitulé"
LOT_AMOUNT = "Montant hors taxes (€)"
LOT_KIND = "Nature des travaux"
LOT_LABOUR = "Part de main-d’œuvre (%)"
LOT_LABOUR_HELP = (
    "Ce que le travail pèse dans le montant, le reste étant matériaux, machines et frais. Les valeurs proposées ont "
    "chacune leur source ; l’entreprise et le guichet connaissent la vôtre."
)
LOT_COST_KIND = "Coût horaire de référence"
LOT_COST = "Coût d’une heure (€)"
LOT_COST_HELP = "Salaire et charges d’une heure de travail. Un coût plus bas donne plus d’heures."
LOT_SHARE = "Part d’insertion (%)"
LOT_SHARE_HELP = (
    "Part des heures de travail réservée à des personnes éloignées de l’emploi. De 5 % à 20 % selon les "
    "métiers, d’après les guides."
)
OTHER_VALUE = "Autre valeur"
LOT_ADD = "Ajouter un lot"
LOT_REMOVE = "Retirer ce lot"

RESULT_TITLE = "Résultat"
ASSUMPTIONS_TITLE = "Hypothèses"
DIVISOR = "Heures d’un équivalent temps plein"
DIVISOR_HELP = (
    "Équivalent temps plein (ETP) : le travail d’une personne à temps plein pendant un an. C’est une convention."
)
PER_PERSON = "Heures par personne"
PER_PERSON_HELP = (
    "Combien d’heures fait une personne, en moyenne, sur les marchés d’une année. Les bilans publiés diffèrent."
)
NO_COEFFICIENT = "Les valeurs de référence n’ont pas pu être lues : saisissez les vôtres."

RULES_TITLE = "Ce qui est demandé ailleurs"
RULES_HELP = (
    "Minimums et obligations que nous avons trouvés, avec leur source. Une règle d’un autre territoire ou d’un autre "
    "marché n’oblige pas : elle donne un repère."
)
GUICHET_TITLE = "Votre guichet"
GUICHET_LABEL = "Commune du chantier ou de la prestation"
GUICHET_INTRO = "Indiquez la commune : le guichet compétent pourra relire votre calcul."
SHARE_TITLE = "Garder, partager"
SHARE_LINK = "Cette adresse garde tout le calcul : copiez-la pour le retrouver ou le transmettre."
PRINT = "Imprimer le calcul (PDF)"
SOURCES_TITLE = "Les valeurs de référence et leurs sources"
SOURCES_SHOW = "Voir les valeurs de référence"
EXAMPLE_TITLE = "Un exemple, pas à pas"
EXAMPLE_TRY = "Essayer cet exemple"
TOTAL = "Ensemble"
FILE = "calcul-clause-sociale"
SOURCES_FILE = "calculateur-valeurs"

EXAMPLE = Lot("Exemple", 1_000_000, 50, 30, 5, "main-oeuvre-batiment-guide", "cout-convention")
EXAMPLE_TEXT = (
    "Un marché de bâtiment de 1 000 000 € hors taxes. La main-d’œuvre en représente la moitié : "
    "500 000 €. À 30 € de l’heure, cela fait 16 667 heures de travail. En réserver 5 % "
    "donne **833 heures d’insertion** : environ une demi-année d’un temps plein, ou deux personnes pendant "
    "quelques mois. C’est l’exemple du guide de la maison de l’emploi de Sud Seine-et-Marne (MEF Sud 77)."
)


def lot_heading(rank: int, lot: Lot) -> str:
    """Heading of a lot."""
    return f"Lot {rank + 1}" + (f" : {lot.nom}" if lot.nom else "")


def formula(lot: Lot) -> str:
    r"""The formula with its figures.

    >>> formula(Lot("", 1_000_000, 50, 30, 5))
    '1\u202f000\u202f000\xa0€ × 50\u202f% × 5\u202f% ÷ 30\xa0€ = 833\xa0h'
    """
    if lot.cout <= 0:
        return "Indiquez un coût horaire."
    return (
        f"{figure(lot.montant)} € × {figure(lot.main_oeuvre)} % × {figure(lot.insertion)} % ÷ "
        f"{figure(lot.cout)} € = {number(lot.heures_insertion)} h"
    )


def option(coefficient: Coefficient) -> str:
    """A reference value in a list."""
    return f"{coefficient.libelle} ({figure(coefficient.valeur or 0)})"


def impossible(part: float) -> str:
    """More hours than the contract has."""
    return (
        f"Il faudrait réserver {figure(part)} % des heures : ce marché ne peut pas les porter. Visez moins "
        "d’heures, ou vérifiez les montants."
    )


def high(part: float) -> str:
    """A share beyond what guides recommend."""
    return f"{figure(part)} % dépasse la fourchette des guides (5 % à 20 %) : parlez-en à votre guichet."


def people(value: float) -> tuple[str, str]:
    """Number of people and its noun: a fraction of a person reads as less than one.

    >>> people(0.4), people(1.9)
    (('moins de 1', 'personne, si elle fait la moyenne'), ('environ 2', 'personnes, si chacune fait la moyenne'))
    """
    if value < 1:
        return "moins de 1", "personne, si elle fait la moyenne"
    rounded = round(value)
    if rounded == 1:
        return "environ 1", "personne, si elle fait la moyenne"
    return f"environ {number(rounded)}", "personnes, si chacune fait la moyenne"


typeset(globals())
