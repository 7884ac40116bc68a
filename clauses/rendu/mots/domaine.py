"""Words of the domain, shared by the screens, the documents and the command line."""

from collections.abc import Iterable, Mapping
from typing import Any

from clauses.domain.guichets import DONNEURS_ORDRE, ORGANISME, SERVICE, TOUS, Decompte, Guichet, Typologie
from clauses.domain.heures import ANNUELLE, CUMUL, MOYENNE, PREVUES, REALISEES
from clauses.domain.perimetre import Niveau
from clauses.domain.statut import Statut
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION
from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset
from clauses.rendu.mots.acheteurs import un

STATUT_LABELS: Mapping[Statut, str] = {
    Statut.LOCAL: "Guichet local",
    Statut.DEPARTEMENTAL: "Guichet départemental",
    Statut.SECTORIEL: "Pour certains acheteurs seulement",
    Statut.COORDINATION: "Coordination seulement",
    Statut.A_CONFIRMER: "Existe peut-être : à vérifier",
    Statut.NON_DOCUMENTE: "Aucun guichet trouvé",
    Statut.MASQUE: "Masqué",
}
"""Plain words; the definition beside them has the exact term. Of some buyers only: :func:`statut_labels` names them."""
STATUT_DEFINITIONS: Mapping[Statut, str] = {
    Statut.LOCAL: "Un guichet avéré (une source fiable établit qu’il existe), ouvert à tous les donneurs d’ordre, sert "
    "l’intercommunalité ou la commune elle-même.",
    Statut.DEPARTEMENTAL: "Un guichet avéré (une source fiable établit qu’il existe), ouvert à tous les donneurs "
    "d’ordre, sert tout le département ou plus large.",
    Statut.SECTORIEL: "Un guichet avéré existe, mais pour certains donneurs d’ordre seulement (les bailleurs "
    "sociaux…).",
    Statut.COORDINATION: "Un organisme anime et oriente, mais ne traite pas lui-même les demandes.",
    Statut.A_CONFIRMER: "Guichet à confirmer : une source ancienne ou incomplète le signale.",
    Statut.NON_DOCUMENTE: "Guichet non documenté : aucune source n’en cite. Cela ne veut pas dire qu’il n’y en a pas.",
    Statut.MASQUE: "Un guichet est connu ici, mais il est d’un type que vous avez choisi de ne pas montrer.",
}
SIGN_OVERLAP = (
    "Plusieurs guichets",
    "Hachures : deux guichets ou plus servent ce territoire. La couleur de fond est celle du plus local, "
    "la hachure celle du suivant.",
)
"""Words and definition of the sign of a zone covered more than once."""
NIVEAU_LABELS: Mapping[Niveau, str] = {
    Niveau.COMMUNE: "pour la commune",
    Niveau.EPCI: "pour toute l’intercommunalité",
    Niveau.DEPARTEMENT: "pour tout le département",
    Niveau.REGION: "pour toute la région",
    Niveau.FRANCE: "partout en France",
}
EPCI_LABELS: Mapping[str, str] = {
    "ME": "pour toute la métropole",
    "CU": "pour toute la communauté urbaine",
    "CA": "pour toute l’agglomération",
    "CC": "pour toute la communauté de communes",
}
"""The same by nature of the EPCI."""

_POUR: Mapping[str, str] = {
    "communes": "les communes et intercommunalités",
    "departement": "le Département",
    "region": "la Région",
    "etat": "l’État",
    "bailleurs": "les HLM",
    "hopitaux": "les hôpitaux",
    "prives": "les acheteurs privés",
}


def sign_words(statut: Statut, labels: Mapping[Statut, str] = STATUT_LABELS) -> tuple[str, str]:
    """Words and definition of a sign of the legend; that of a covered zone means several guichets."""
    return SIGN_OVERLAP if statut.is_couvert else (labels[statut], STATUT_DEFINITIONS[statut])


def buyers(codes: Iterable[str]) -> str:
    """Buyer types in words."""
    return ", ".join(DONNEURS_ORDRE.get(code, code) for code in codes)


def made_for(codes: Iterable[str]) -> str:
    """Buyers that a guichet is made for.

    >>> made_for(["bailleurs", "etat"])
    'pour les HLM et l’État'
    """
    return f"pour {' et '.join(_POUR.get(code, code) for code in codes)}"


def only_for(codes: Iterable[str]) -> str:
    """Buyers that a guichet keeps to.

    >>> only_for(["bailleurs"])
    'pour les HLM seulement'
    """
    return f"{made_for(codes)} seulement"


def market_of(code: str) -> str:
    """A market, by its buyer.

    >>> market_of("bailleurs")
    'un marché d’un bailleur social'
    """
    buyer = un(code)
    return f"un marché {'de ' if buyer.startswith('l') else 'd’'}{buyer}"


def statut_labels(guichets: Iterable[Guichet]) -> Mapping[Statut, str]:
    """Words of the statuses; that of some buyers only names them, where the guichets made for some agree on whom."""
    only = {guichet.donneurs_ordre for guichet in guichets if TOUS not in guichet.donneurs_ordre}
    if len(only) != 1:
        return STATUT_LABELS
    return {**STATUT_LABELS, Statut.SECTORIEL: sentence_case(only_for(*only))}


def sentence_case(words: str) -> str:
    """The same words at the head of a sentence."""
    return words[:1].upper() + words[1:]


def zone_prefix(statut: Statut, guichet: Guichet) -> str:
    """What comes before the name of the guichet to call first; empty where it covers."""
    if statut.is_couvert:
        return ""
    words = {
        Statut.SECTORIEL: sentence_case(only_for(guichet.donneurs_ordre)),
        Statut.A_CONFIRMER: "Existe peut-être",
    }
    return f"{words.get(statut, STATUT_LABELS[statut])} : "


SERVICES: Mapping[str, str] = {
    "volet donneurs d’ordre": "conseille les acheteurs publics",
    "volet entreprises": "aide les entreprises",
    "volet participants": "suit les personnes recrutées",
    "suivi NPNRU": "suit les chantiers de rénovation urbaine",
    "conseil aux donneurs d’ordre": "conseil aux acheteurs publics",
    "conventions de partenariat avec les donneurs d’ordre": "conventions de partenariat avec les acheteurs publics",
    "clause inscrite au contrat de ville": "clause inscrite au contrat de ville, pour les quartiers prioritaires",
    "appui aux maîtres d’ouvrage, aux entreprises et aux personnes": "aide les acheteurs publics, les entreprises et "
    "les personnes",
    "information des titulaires": "information des entreprises retenues",
    "validation des profils": "vérifie que les personnes recrutées ont droit à la clause",
    "calibrage des heures": "calcul des heures à demander",
}
"""Services that the data name in the words of the trade, in plain ones; others are shown as written."""


DECOMPTE: Mapping[str, Any] = {
    "guichets": ("guichet", "guichets"),
    "averes": " (existence prouvée : {averes}, à vérifier : {aConfirmer})",
    "aConfirmer": ", à vérifier",
    "coordinations": ("organisme de coordination", "organismes de coordination"),
    "et": " et ",
}
"""Words of :func:`decompte`; the browser is sent them, to count what it shows."""


def decompte(counted: Decompte) -> str:
    r"""How many guichets, and what is proven of them.

    >>> decompte(Decompte(13, 6, 1))
    '19\xa0guichets (existence prouvée\xa0: 13, à vérifier\xa0: 6) et 1\xa0organisme de coordination'
    >>> decompte(Decompte(2, 0, 0)), decompte(Decompte(0, 1, 0))
    ('2\xa0guichets', '1\xa0guichet, à vérifier')
    """
    said = count(counted.guichets, *DECOMPTE["guichets"])
    if counted.averes and counted.a_confirmer:
        numbers = {"averes": number(counted.averes), "aConfirmer": number(counted.a_confirmer)}
        said += DECOMPTE["averes"].format_map(numbers)
    elif counted.a_confirmer:
        said += DECOMPTE["aConfirmer"]
    apart = count(counted.coordinations, *DECOMPTE["coordinations"])
    return f"{said}{DECOMPTE['et']}{apart}" if counted.coordinations else said


UNKNOWN = "Non documenté"
A_CONFIRMER = "existe peut-être : à vérifier"
"""Said of a guichet after its name."""

PORTEURS: Mapping[str, str] = {
    "ME": "de la métropole",
    "CU": "de la communauté urbaine",
    "CA": "de l’agglomération",
    "CC": "de la communauté de communes",
    COMMUNE: "de la commune",
    EPCI: "de l’intercommunalité",
    DEPARTEMENT: "du Département",
    REGION: "de la Région",
    "france_travail": "de France Travail",
    "": "de l’organisme",
}
"""Whose switchboard: by nature of an EPCI, by level of a territory, by typology."""


ASK_GUICHET = "demandez les clauses d’insertion"
ASK_RELAIS = "demandez le service insertion, les clauses d’insertion"
"""What to ask a switchboard for; a relay may not know the words."""


def contact_said(portee: str, porteur: str, annee: int | None, *, by_phone: bool, ask: str) -> str:
    """Whose a contact is, when it was seen, and what to ask for.

    Parameters
    ----------
    portee : of the guichet itself, of what bears it, or not said
    porteur : what bears it, a key of ``PORTEURS``
    by_phone : whether a telephone is given, and not a mailbox alone
    ask : what to ask the switchboard for; empty not to say it
    """
    if portee == ORGANISME:
        who, ending = ("standard", "") if by_phone else ("boîte générale", "e")
        who = f"{who} {PORTEURS[porteur]}"
    elif portee == SERVICE:
        who, ending = ("numéro du guichet", "") if by_phone else ("boîte du guichet", "e")
    else:
        return f"contact relevé en {annee}" if annee else ""
    seen = f"relevé{ending} en {annee}" if annee else f"non daté{ending}"
    return f"{who}, {seen}{f' : {ask}' if ask and portee == ORGANISME else ''}"


def address_said(annee: int | None) -> str:
    """When an address was seen, where there is neither telephone nor mailbox."""
    return f"adresse relevée en {annee}" if annee else ""


LEVEL_LABELS: Mapping[str, str] = {
    COMMUNE: "Commune",
    EPCI: "Intercommunalité",
    DEPARTEMENT: "Département",
    REGION: "Région",
}
LEVEL_DEFINITIONS: Mapping[str, str] = {
    COMMUNE: "La commune, désignée par son code INSEE.",
    EPCI: "Établissement public de coopération intercommunale (EPCI) : communauté de communes, d’agglomération, "
    "urbaine, ou métropole.",
    DEPARTEMENT: "Le département, collectivité chargée de l’insertion.",
    REGION: "La région.",
}
PERIODE_LABELS: Mapping[str, str] = {
    ANNUELLE: "en {annee}",
    MOYENNE: "par an en moyenne, chiffre de {annee}",
    CUMUL: "au total, jusqu’en {annee}",
}
NATURE_LABELS: Mapping[str, str] = {REALISEES: "réalisées", PREVUES: "prévues"}
CONFIANCE_LABELS: Mapping[str, str] = {
    "elevee": "Source de première main, précise",
    "moyenne": "Source indirecte ou incomplète",
    "faible": "Source ancienne ou isolée, à vérifier",
}
STRUCTURE_TYPES: Mapping[str, tuple[str, str]] = {
    "EI": ("Entreprise d’insertion", "Une entreprise qui vend et produit, et qui salarie des personnes en insertion."),
    "AI": (
        "Association intermédiaire",
        "Une association qui met des personnes à disposition, quelques heures ou plus.",
    ),
    "ACI": ("Atelier ou chantier d’insertion", "Un employeur qui accompagne de près les plus éloignés de l’emploi."),
    "ETTI": ("Intérim d’insertion", "Une entreprise de travail temporaire réservée aux personnes en insertion."),
    "EITI": ("Entreprise d’insertion par le travail indépendant", "Elle accompagne des travailleurs indépendants."),
    "GEIQ": (
        "Groupement d’employeurs (GEIQ)",
        "Des entreprises qui recrutent et forment ensemble des personnes éloignées de l’emploi.",
    ),
    "EA": ("Entreprise adaptée", "Une entreprise qui emploie surtout des travailleurs handicapés."),
    "ESAT": ("ESAT", "Établissement et service d’accompagnement par le travail, pour des personnes handicapées."),
    "autre": ("Autre structure", "Une structure qui n’est d’aucun des types habituels."),
    "": ("Type à préciser", "La source ne dit pas de quel type de structure il s’agit."),
}


def structure_labels() -> dict[str, str]:
    """Words of the types of structure, by code."""
    return {code: label for code, (label, _) in STRUCTURE_TYPES.items()}


def guichet_labels(typologies: Mapping[str, Typologie]) -> dict[str, str]:
    """Words of the typologies and of the buyer types, by code."""
    return {**{code: typologie.libelle for code, typologie in typologies.items()}, **DONNEURS_ORDRE}


def buyer(code: str) -> str:
    """One buyer type as a label; « tous » is everybody else where others are named beside it."""
    return "Tous les acheteurs" if code == TOUS else DONNEURS_ORDRE.get(code, code)


typeset(globals())
