"""The answer to « who do I call for my commune? » as each face sets it: sentence, cards, plain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from clauses.domain.couverture import Competence
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.qpv import QPV
from clauses.domain.relais import Relais
from clauses.domain.reponse import Interlocuteur, Proche, Reponse
from clauses.domain.statut import Statut
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu import adresses
from clauses.rendu.cartes.aspect import STATUT_ASPECTS, UNKNOWN, shape
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.choix import Bounds
from clauses.rendu.contact import ecrire, proposer
from clauses.rendu.formats import count, number
from clauses.rendu.guichets import niveau_words, portee, reserves, services
from clauses.rendu.html import mail_link, telephone_link
from clauses.rendu.mots import population
from clauses.rendu.mots import reponse as mots


def phrase(reponse: Reponse, nom: str = "") -> str:
    """The answer in one or two sentences, with a number to call. ``nom`` stands for that of the commune."""
    first, appel = reponse.premier.guichet if reponse.premier else None, reponse.appel
    return mots.phrase(
        reponse.statut,
        nom or reponse.nom,
        reponse.donneur_ordre,
        (first.nom, _numero(first)) if first else ("", ""),
        first.donneurs_ordre if first else (),
        nom_et_numero(appel) if appel and appel is not first else "",
    )


def nothing_found(reponse: Reponse) -> str:
    """What an answer without any guichet does not say; empty for the others."""
    return mots.RIEN if reponse.statut is Statut.NON_DOCUMENTE else ""


def nom_et_numero(entry: Interlocuteur) -> str:
    """« Conseil départemental de l’Ariège, 05 61 02 09 09 »."""
    return ", ".join(filter(None, (entry.nom, _numero(entry))))


def _numero(entry: Interlocuteur) -> str:
    return entry.telephone.replace(" ", NO_BREAK)


def distance(proche: Proche) -> str:
    """Distance of the nearest guichet."""
    return f"{number(proche.distance)}{NO_BREAK}km"


def moyens(entry: Guichet | Structure | Relais, territoires: Territoires, lieu: str = "") -> dict[str, str]:
    """Ways to reach an entry, as a template or a script draws them; ``lieu`` is named in the message to it."""
    return {
        "telephone": entry.telephone,
        "appel": telephone_link(entry.telephone) if entry.telephone else "",
        "courriel": entry.courriel,
        "ecrire": ecrire(entry, lieu),
        "site": entry.site,
        "portee": portee(entry, territoires),
    }


def card(
    guichet: Guichet, niveau: str, typologies: Mapping[str, Typologie], territoires: Territoires, lieu: str = ""
) -> dict[str, Any]:
    """Template values of a guichet; ``niveau`` in words, ``lieu`` the place of the reader."""
    kind = typologies.get(guichet.typologie, UNKNOWN)
    return {
        "guichet": guichet,
        "typologie": kind,
        "encre": ink_on(kind.couleur),
        "forme": shape(guichet),
        "niveau": niveau,
        "reserves": reserves(guichet),
        "services": services(guichet),
        "moyens": moyens(guichet, territoires, lieu),
    }


def relais_card(relais: Relais, territoires: Territoires, lieu: str = "") -> dict[str, Any]:
    """Template values of a relay."""
    return {"relais": relais, "moyens": moyens(relais, territoires, lieu)}


def near_card(
    proche: Proche, typologies: Mapping[str, Typologie], territoires: Territoires, lieu: str = ""
) -> dict[str, Any]:
    """The nearest guichet as a card, with its distance in words."""
    return card(proche.guichet, mots.AILLEURS, typologies, territoires, lieu) | {"distance": distance(proche)}


def panneau(
    reponse: Reponse,
    typologies: Mapping[str, Typologie],
    territoires: Territoires,
    nom: str = "",
) -> dict[str, Any]:
    """The answer as its template draws it; what depends on the name and place of the commune is left to the caller.

    ``nom`` stands for that of the commune in the messages to write.
    """
    lieu = nom or reponse.nom

    def guichet(found: Guichet, niveau: str) -> dict[str, Any]:
        return card(found, niveau, typologies, territoires, lieu)

    def cards(competences: Iterable[Competence]) -> list[dict[str, Any]]:
        return [guichet(each.guichet, niveau_words(each.guichet, each.niveau, territoires)) for each in competences]

    suites = reponse.suites
    return {
        "statut": reponse.statut.value,
        "reponse": phrase(reponse, nom),
        "principaux": cards([reponse.premier] if reponse.premier else []),
        "relais": [relais_card(each, territoires, lieu) for each in suites if isinstance(each, Relais)],
        "titre_relais": mots.RELAIS_TITLE,
        # Those whom the first guichet does not serve start with the relays.
        "relais_d_abord": reponse.statut is Statut.SECTORIEL,
        "appel": reponse.appel,
        "titre_autres": mots.autres_title(len(reponse.autres)),
        "autres": cards(reponse.autres),
        "departementales": [guichet(found, mots.AILLEURS) for found in reponse.coordinations],
        "rien": nothing_found(reponse),
    }


def connu(reponse: Reponse, boite: str, nom: str = "") -> str:
    """Link that tells the team of a guichet; empty where one answers, and without a mailbox.

    ``nom`` stands for that of the commune, ``boite`` is the mailbox.
    """
    return "" if reponse.statut.is_couvert else proposer(boite, nom or reponse.nom)


def presenter(reponse: Reponse, territoires: Territoires, version: str, cadre: Bounds) -> dict[str, Any]:
    """The answer as plain values, for the script of the presentation; the same sentence as on the map, framed as there.

    ``suites`` holds whom to contact, in order, ``proche`` the nearest guichet where the commune has none of its own,
    ``autres`` how many others serve it, in words.
    """
    commune, near = territoires.communes.loc[reponse.code], reponse.proche
    return {
        "code": reponse.code,
        "commune": typographic(reponse.nom),
        "lieu": typographic(territoires.name(DEPARTEMENT, commune["code_departement"])),
        "lat": float(commune["lat"]),
        "lon": float(commune["lon"]),
        "statut": reponse.statut.value,
        "couleur": STATUT_ASPECTS[reponse.statut].clair,
        "phrase": phrase(reponse),
        "suites": [contact(each, territoires) for each in reponse.suites],
        "autres": others_words(reponse),
        "proche": near and contact(near.guichet, territoires) | {"distance": distance(near)},
        "cadre": cadre,
        "contours": "/" + adresses.communes_around(version, reponse.code).removeprefix("../../"),
        "fiche": adresses.fiche(Territoire(COMMUNE, reponse.code)).on(),
    }


def others_words(reponse: Reponse) -> str:
    """Number of competent guichets that are not among the next steps; empty without any."""
    others = sum(each.guichet not in reponse.suites for each in reponse.competences)
    return count(others, "autre organisme", "autres organismes") if others else ""


def contact(entry: Interlocuteur, territoires: Territoires) -> dict[str, str]:
    """Whom to contact, as plain values for a script."""
    ways = moyens(entry, territoires)
    # Before a room, nobody fills in a message.
    ways["ecrire"] = mail_link(entry.courriel) if entry.courriel else ""
    return {"nom": typographic(entry.nom), "adresse": typographic(entry.adresse), **ways}


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
