"""French texts of the calculator."""

from clauses.domain.calcul import Coefficient, Lot
from clauses.rendu.calcul import figure
from clauses.rendu.formats import number, typographic

TITLE = "Combien d’heures d’insertion pour ce marché\u202f?"
MENU = "Calculateur"
INTRO = (
    "Montant du marché × part de main-d’œuvre × part d’insertion ÷ coût d’une heure de travail\u00a0: c’est le calcul "
    "des facilitateurs. Le résultat est un ordre de grandeur, à discuter avec votre guichet avant d’écrire la clause."
)

SENSE = "Ce que je cherche"
SENSES = {"heures": "Combien d’heures\u202f?", "part": "Quel pourcentage\u202f?"}
TARGET = "Heures d’insertion visées"
TARGET_HELP = "Le nombre d’heures à répartir sur tous les lots\u202f; le calcul donne le pourcentage à inscrire."

LOT_NAME = "Intitulé"
LOT_AMOUNT = "Montant hors taxes (€)"
LOT_KIND = "Nature des travaux"
LOT_LABOUR = "Part de main-d’œuvre (%)"
LOT_LABOUR_HELP = (
    "Ce que le travail pèse dans le montant, le reste étant matériaux, machines et frais. Les valeurs proposées ont "
    "chacune leur source\u202f; l’entreprise et le guichet connaissent la vôtre."
)
LOT_COST_KIND = "Coût horaire de référence"
LOT_COST = "Coût d’une heure (€)"
LOT_COST_HELP = "Salaire et charges d’une heure de travail. Un coût plus bas donne plus d’heures."
LOT_SHARE = "Part d’insertion (%)"
LOT_SHARE_HELP = (
    "Part des heures de travail réservée à des personnes éloignées de l’emploi. De 5\u00a0% à 20\u00a0% selon les "
    "métiers, d’après les guides."
)
OTHER_VALUE = "Autre valeur"
LOT_ADD = "Ajouter un lot"
LOT_REMOVE = "Retirer ce lot"

RESULT_TITLE = "Résultat"
ASSUMPTIONS_TITLE = "Hypothèses"
DIVISOR = "Heures d’un équivalent temps plein"
DIVISOR_HELP = (
    "Équivalent temps plein (ETP)\u00a0: le travail d’une personne à temps plein pendant un an. C’est une convention."
)
PER_PERSON = "Heures par personne"
PER_PERSON_HELP = (
    "Combien d’heures fait une personne, en moyenne, sur les marchés d’une année. Les bilans publiés diffèrent."
)
NO_COEFFICIENT = "Les valeurs de référence n’ont pas pu être lues\u00a0: saisissez les vôtres."

RULES_TITLE = "Ce qui est demandé ailleurs"
RULES_HELP = (
    "Minimums et obligations que nous avons trouvés, avec leur source. Une règle d’un autre territoire ou d’un autre "
    "marché n’oblige pas\u00a0: elle donne un repère."
)
GUICHET_TITLE = "Votre guichet"
GUICHET_LABEL = "Commune du chantier ou de la prestation"
GUICHET_INTRO = "Indiquez la commune\u00a0: le guichet compétent relira votre calcul, gratuitement."
SHARE_TITLE = "Garder, partager"
SHARE_LINK = "Cette adresse garde tout le calcul\u00a0: copiez-la pour le retrouver ou le transmettre."
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
    "Un marché de bâtiment de 1\u202f000\u202f000\u00a0€ hors taxes. La main-d’œuvre en représente la moitié\u00a0: "
    "500\u202f000\u00a0€. À 30\u00a0€ de l’heure, cela fait 16\u202f667\u00a0heures de travail. En réserver 5\u00a0% "
    "donne **833\u00a0heures d’insertion**\u00a0: environ une demi-année d’un temps plein, ou deux personnes pendant "
    "quelques mois. C’est l’exemple du guide de la maison de l’emploi de Sud Seine-et-Marne (MEF\u00a0Sud\u00a077)."
)


def lot_heading(rank: int, lot: Lot) -> str:
    """Heading of a lot."""
    return f"Lot {rank + 1}" + (f"\u00a0: {typographic(lot.nom)}" if lot.nom else "")


def formula(lot: Lot) -> str:
    """The formula with its figures.

    >>> formula(Lot("", 1_000_000, 50, 30, 5)).replace("\u202f", " ").replace("\u00a0", " ")
    '1 000 000 € × 50 % × 5 % ÷ 30 € = 833 h'
    """
    if lot.cout <= 0:
        return "Indiquez un coût horaire."
    return (
        f"{figure(lot.montant)}\u00a0€ × {figure(lot.main_oeuvre)}\u00a0% × {figure(lot.insertion)}\u00a0% ÷ "
        f"{figure(lot.cout)}\u00a0€ = {number(lot.heures_insertion)}\u00a0h"
    )


def option(coefficient: Coefficient) -> str:
    """A reference value in a list."""
    return f"{typographic(coefficient.libelle)} ({figure(coefficient.valeur or 0)})"


def impossible(part: float) -> str:
    """More hours than the contract has."""
    return (
        f"Il faudrait réserver {figure(part)}\u00a0% des heures\u00a0: ce marché ne peut pas les porter. Visez moins "
        "d’heures, ou vérifiez les montants."
    )


def high(part: float) -> str:
    """A share beyond what guides recommend."""
    return (
        f"{figure(part)}\u00a0% dépasse la fourchette des guides (5\u00a0% à 20\u00a0%)\u00a0: parlez-en à votre "
        "guichet."
    )


def people(value: float) -> tuple[str, str]:
    """People, and what they are: a fraction of a person is said to be less than one.

    >>> people(0.4), people(1.9)
    (('moins de 1', 'personne, si elle fait la moyenne'), ('environ 2', 'personnes, si chacune fait la moyenne'))
    """
    if value < 1:
        return "moins de 1", "personne, si elle fait la moyenne"
    rounded = round(value)
    if rounded == 1:
        return "environ 1", "personne, si elle fait la moyenne"
    return f"environ {number(rounded)}", "personnes, si chacune fait la moyenne"
