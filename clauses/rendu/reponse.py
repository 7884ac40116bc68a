"""The answer to « who do I call for my commune? » as each face sets it: sentence, cards, plain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from clauses.domain.couverture import Competence
from clauses.domain.guichets import DONNEURS_ORDRE, Guichet, Typologie
from clauses.domain.qpv import QPV
from clauses.domain.reponse import Proche, Reponse
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu import adresses
from clauses.rendu.cartes.aspect import STATUT_ASPECTS, UNKNOWN, shape
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.formats import count, number
from clauses.rendu.guichets import portee, reserves
from clauses.rendu.mots import population
from clauses.rendu.mots import reponse as mots
from clauses.rendu.mots.domaine import NIVEAU_LABELS, buyers


def phrase(reponse: Reponse, nom: str = "") -> str:
    """The answer in one or two sentences; honest where nobody is known. ``nom`` stands for that of the commune."""
    first, buyer = reponse.premier.guichet if reponse.premier else None, reponse.donneur_ordre
    only = buyers(first.donneurs_ordre) if first else ""
    asked = DONNEURS_ORDRE.get(buyer, buyer) if buyer else ""
    return mots.phrase(reponse.statut, nom or reponse.nom, asked, first.nom if first else "", only)


def distance(proche: Proche) -> str:
    """Distance of the nearest guichet."""
    return f"{number(proche.distance)}{NO_BREAK}km"


def card(
    guichet: Guichet, niveau: str, typologies: Mapping[str, Typologie], territoires: Territoires
) -> dict[str, Any]:
    """Template values of a guichet; ``niveau`` in words."""
    kind = typologies.get(guichet.typologie, UNKNOWN)
    return {
        "guichet": guichet,
        "typologie": kind,
        "encre": ink_on(kind.couleur),
        "forme": shape(guichet),
        "niveau": niveau,
        "reserves": reserves(guichet),
        "portee": portee(guichet, territoires),
    }


def near_card(proche: Proche, typologies: Mapping[str, Typologie], territoires: Territoires) -> dict[str, Any]:
    """The nearest guichet as a card, with its distance in words."""
    return card(proche.guichet, mots.AILLEURS, typologies, territoires) | {"distance": distance(proche)}


def panneau(reponse: Reponse, typologies: Mapping[str, Typologie], territoires: Territoires) -> dict[str, Any]:
    """The answer as its template draws it; what depends on the name and place of the commune is left to the caller."""

    def cards(competences: Iterable[Competence]) -> list[dict[str, Any]]:
        return [card(each.guichet, NIVEAU_LABELS[each.niveau], typologies, territoires) for each in competences]

    return {
        "statut": reponse.statut.value,
        "principaux": cards([reponse.premier] if reponse.premier else []),
        "titre_autres": mots.autres_title(len(reponse.autres)),
        "autres": cards(reponse.autres),
        "departementales": [card(guichet, mots.AILLEURS, typologies, territoires) for guichet in reponse.coordinations],
    }


def presenter(
    reponse: Reponse, typologies: Mapping[str, Typologie], territoires: Territoires, version: str
) -> dict[str, Any]:
    """The answer as plain values, for the script of the presentation; the same sentence as on the map.

    ``guichets`` holds the one to call first, ``proche`` the nearest one where the commune has none of its own,
    ``autres`` how many others serve it, in words.
    """
    commune, others = territoires.communes.loc[reponse.code], len(reponse.autres)
    near = reponse.proche
    return {
        "code": reponse.code,
        "commune": typographic(reponse.nom),
        "lieu": typographic(territoires.name(DEPARTEMENT, commune["code_departement"])),
        "lat": float(commune["lat"]),
        "lon": float(commune["lon"]),
        "statut": reponse.statut.value,
        "couleur": STATUT_ASPECTS[reponse.statut].clair,
        "phrase": phrase(reponse),
        "guichets": [_contact(reponse.premier.guichet, typologies, territoires)] if reponse.premier else [],
        "autres": count(others, "autre organisme", "autres organismes") if others else "",
        "proche": near and _contact(near.guichet, typologies, territoires) | {"distance": distance(near)},
        "contours": "/" + adresses.communes_around(version, reponse.code).removeprefix("../../"),
        "fiche": adresses.fiche(Territoire(COMMUNE, reponse.code)).on(),
    }


def _contact(guichet: Guichet, typologies: Mapping[str, Typologie], territoires: Territoires) -> dict[str, str]:
    kind = typologies.get(guichet.typologie, UNKNOWN)
    return {
        "nom": typographic(guichet.nom),
        "telephone": guichet.telephone,
        "courriel": guichet.courriel,
        "site": guichet.site,
        "portee": portee(guichet, territoires),
        "adresse": typographic(guichet.adresse),
        "lettre": kind.lettre,
        "couleur": kind.couleur,
        "encre": ink_on(kind.couleur),
    }


def place(code: str, territoires: Territoires) -> str:
    """« Communauté de communes · Département · 1 200 habitants »."""
    commune = territoires.communes.loc[code]
    parts = [
        territoires.name(EPCI, commune["code_epci"]) if commune["code_epci"] else "",
        territoires.name(DEPARTEMENT, commune["code_departement"]),
        population.habitants(int(commune["population"]), territoires.annee_population),
    ]
    return typographic(" · ".join(filter(None, parts)))


def district_names(districts: Iterable[QPV], code: str) -> list[str]:
    """Names of the priority districts of a commune."""
    return [district.nom for district in districts if code in district.communes]
