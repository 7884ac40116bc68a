"""Words of the domain, shared by the screens, the documents and the command line."""

from collections.abc import Mapping
from typing import Any

from clauses.domain.guichets import DONNEURS_ORDRE, ORGANISME, SERVICE, TOUS, Decompte, Typologie
from clauses.domain.heures import ANNUELLE, CUMUL, MOYENNE, PREVUES, REALISEES
from clauses.domain.perimetre import Niveau
from clauses.domain.statut import Statut
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION
from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset

STATUT_LABELS: Mapping[Statut, str] = {
    Statut.LOCAL: "Guichet local",
    Statut.DEPARTEMENTAL: "Guichet départemental",
    Statut.SECTORIEL: "Certains acheteurs seulement",
    Statut.COORDINATION: "Coordination seulement",
    Statut.A_CONFIRMER: "À confirmer",
    Statut.NON_DOCUMENTE: "Non documenté",
    Statut.MASQUE: "Masqué",
}
STATUT_DEFINITIONS: Mapping[Statut, str] = {
    Statut.LOCAL: "Un guichet avéré, ouvert à tous les acheteurs, sert l’intercommunalité ou la commune elle-même.",
    Statut.DEPARTEMENTAL: "Un guichet avéré, ouvert à tous les acheteurs, sert tout le département ou plus large.",
    Statut.SECTORIEL: "Un guichet avéré existe, mais pour certains acheteurs seulement (les bailleurs sociaux…).",
    Statut.COORDINATION: "Un organisme anime et oriente, mais ne traite pas lui-même les demandes.",
    Statut.A_CONFIRMER: "Un guichet est signalé par une source ancienne ou incomplète : à vérifier.",
    Statut.NON_DOCUMENTE: "Aucune source ne cite de guichet : cela ne veut pas dire qu’il n’y en a pas.",
    Statut.MASQUE: "Un guichet est connu ici, mais il est d’un type que vous avez choisi de ne pas montrer.",
}
SIGN_OVERLAP = (
    "Plusieurs guichets",
    "Hachures : deux guichets avérés ou plus servent ce territoire. La couleur de fond est celle du plus local, "
    "la hachure celle du suivant.",
)
"""Words and definition of the sign of a zone covered more than once."""
NIVEAU_LABELS: Mapping[Niveau, str] = {
    Niveau.COMMUNE: "sur la commune",
    Niveau.EPCI: "sur l’intercommunalité",
    Niveau.DEPARTEMENT: "sur le département",
    Niveau.REGION: "sur la région",
    Niveau.FRANCE: "partout en France",
}


def sign_words(statut: Statut) -> tuple[str, str]:
    """Words and definition of a sign of the legend; that of a covered zone means several guichets."""
    return SIGN_OVERLAP if statut.is_couvert else (STATUT_LABELS[statut], STATUT_DEFINITIONS[statut])


def buyers(codes: tuple[str, ...]) -> str:
    """Buyer types in words."""
    return ", ".join(DONNEURS_ORDRE.get(code, code) for code in codes)


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


def contact_said(portee: str, porteur: str, annee: int | None, *, by_phone: bool) -> str:
    """Whose a contact is, when it was seen, and what to ask for.

    Parameters
    ----------
    portee : of the guichet itself, of what bears it, or not said
    porteur : what bears it, a key of ``PORTEURS``
    by_phone : whether a telephone is given, and not a mailbox alone
    """
    if portee == ORGANISME:
        who, ending = ("standard", "") if by_phone else ("boîte générale", "e")
        who = f"{who} {PORTEURS[porteur]}"
    elif portee == SERVICE:
        who, ending = ("numéro du guichet", "") if by_phone else ("boîte du guichet", "e")
    else:
        return f"contact relevé en {annee}" if annee else ""
    seen = f"relevé{ending} en {annee}" if annee else f"non daté{ending}"
    return f"{who}, {seen}{' : demandez les clauses d’insertion' if portee == ORGANISME else ''}"


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
