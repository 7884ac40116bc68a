"""How what the atlas knows is said in the schema of data·inclusion (v1), and what is lost on the way."""

import re

from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.perimetre import FRANCE, Perimetre
from clauses.domain.territoires import DEPARTEMENT, REGION, Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.formats import number
from clauses.rendu.mots.domaine import buyers

PERTES = (
    "Un guichet à confirmer n’est pas repris : le schéma ne sait pas dire ce qui reste à vérifier.",
    "Un guichet au périmètre inconnu est repris comme structure, sans service : sans zone, il passerait pour "
    "ouvert partout.",
    "La typologie n’est reprise comme réseau porteur que là où il en existe un : ni les bailleurs sociaux ni les "
    "missions de coordination n’en ont. Elle est écrite dans la description de la structure.",
    "Le schéma n’a ni type de service ni thématique pour les clauses sociales : ces deux champs restent vides.",
    "Le schéma décrit des services rendus à des personnes. Ici le public est un acheteur : les types d’acheteurs "
    "servis sont écrits dans la description et les conditions d’accès.",
    "Un guichet et une coordination ne se distinguent que par le nom et la description du service.",
    "Une région est écrite comme la liste de ses départements : le code « 76 » y voudrait dire Seine-Maritime.",
    "Un périmètre qui exclut un territoire devient la liste de ses communes situées dans la région.",
    "L’année du constat devient une date : le 31 décembre, ou le jour de l’édition s’il vient avant. Un "
    "constat non daté prend le jour de l’édition, et la description dit « Constat non daté ».",
    "La confiance, la remarque et la source ne sont que dans la description. Le nombre de facilitateurs et l’année de "
    "début ne sont pas repris.",
    "Les coordonnées géographiques ne sont pas reprises : l’atlas place un organisme à la mairie de sa commune.",
    "Les structures d’insertion sont reprises sans service. Leurs effectifs et leur année de création ne sont pas "
    "repris.",
)
"""What is lost on the way, for whoever reads the export."""

RESEAUX = {
    "guichet": {
        "plie": "plie",
        "mde": "maisons-de-l-emploi",
        "intercommunalite": "communes",
        "departement": "departements",
        "france_travail": "france-travail",
    },
    "structure": {kind: kind.lower() for kind in ("EI", "AI", "ACI", "ETTI", "EITI", "GEIQ", "EA", "ESAT")},
}
"""``reseaux_porteurs`` by typology of guichet, or type of structure."""

_GUICHET = (
    "Guichet des clauses sociales d’insertion",
    "Aide les acheteurs à écrire et à suivre les clauses sociales d’insertion de leurs marchés publics.",
)
_COORDINATION = (
    "Coordination des clauses sociales d’insertion",
    "Anime le réseau des clauses sociales d’insertion et oriente, sans traiter les demandes.",
)

RAISONS = {
    "nom": "un nom a de 3 à 150 caractères",
    "description": f"une description a de 5 à {number(10_000)} caractères",
    "date_maj": "les faits doivent dater de l’an 2000 au plus tôt et d’aujourd’hui au plus tard",
    "siret": "un SIRET a 14 chiffres",
    "code_postal": "un code postal a 5 chiffres",
    "code_insee": "un code INSEE a 5 caractères",
    "courriel": "l’adresse de courriel n’est pas valable",
    "site_web": "l’adresse web n’est pas valable",
    "zone_eligibilite": "le périmètre ne contient aucune commune",
}


def zone_eligibilite(perimetre: Perimetre, territoires: Territoires) -> list[str]:
    """Codes of a perimeter as the schema wants them; empty when it holds no commune.

    Raises
    ------
    PerimetreError
        When a code does not exist in ``territoires``.

    >>> from clauses.domain.perimetre import parse
    >>> from clauses.domain.territoires import example_territoires
    >>> [zone_eligibilite(parse(text), example_territoires()) for text in ("REG:R9", "DEP:98 - EPCI:E1", "FRANCE")]
    [['98', '99'], ['98003'], ['france']]
    """
    served = perimetre.resolve(territoires)
    if any(token.exclu for token in perimetre.tokens):
        return sorted(served)
    codes: list[str] = []
    for token in perimetre.tokens:
        if token.level == FRANCE:
            return ["france"]
        # The schema has no code for a region: that of Occitanie would be read as Seine-Maritime.
        whole = territoires.all(DEPARTEMENT) if token.level == REGION else [token]
        codes += (each.code for each in whole)
    return list(dict.fromkeys(codes))


def service_words(guichet: Guichet, said: str) -> dict[str, str | None]:
    """Name, description and conditions of the service of a guichet; ``said`` is what :func:`mentions` gives."""
    name, does = _GUICHET if guichet.is_guichet else _COORDINATION
    services = f" {typographic('Services :')} {' ; '.join(guichet.services)}." if guichet.services else ""
    reserved = f"{typographic('Réservé à certains acheteurs :')} {buyers(guichet.donneurs_ordre)}"
    return {
        "nom": name,
        "description": f"{does}{services} {said}",
        "conditions_acces": None if TOUS in guichet.donneurs_ordre else reserved,
    }


def reseaux(kind: str, code: str) -> list[str] | None:
    """Network of a typology of « guichet », or of a type of « structure », where the schema has one."""
    return [RESEAUX[kind][code]] if code in RESEAUX[kind] else None


def telephone(value: str) -> str:
    """A French number in the international form that the schema prefers; any other as it is.

    >>> telephone("04 67 46 47 48"), telephone("3949"), telephone("+33 5 61 00 00 01")
    ('+33467464748', '3949', '+33561000001')
    """
    plain = re.sub(r"[\s.\-\u202f]", "", value)
    match = re.fullmatch(r"(?:0|\+33)([1-9]\d{8})", plain)
    return f"+33{match[1]}" if match else value
