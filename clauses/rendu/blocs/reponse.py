"""The answer for one commune as plain values: what the panel of the map says, for what is not a Streamlit screen."""

from typing import Any

from clauses.domain.guichets import Guichet
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu.cartes.couches import UNKNOWN
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.formats import count, number, typographic
from clauses.rendu.mots import atlas as texts
from clauses.rendu.reponse import split


def build_reponse(moment: Moment, code: str) -> dict[str, Any]:
    """Who to call in a commune, in one sentence, and how; the same sentence as on the map.

    ``guichets`` are those to call first, « proche » the nearest one where the commune has none of its own, « autres »
    how many others cover it, in words.

    Raises
    ------
    KeyError
        When there is no such commune.
    """
    commune = moment.territoires.communes.loc[code]
    couverture = moment.couverture
    statut = couverture.statut(code)
    firsts, others = split(couverture.competences(code), statut, None)
    nearest = None if statut.is_couvert else couverture.nearest(code)
    first = firsts[0].guichet if firsts else None
    return {
        "code": code,
        "commune": typographic(str(commune["nom"])),
        "lieu": typographic(moment.territoires.name("DEP", commune["code_departement"])),
        "lat": float(commune["lat"]),
        "lon": float(commune["lon"]),
        "statut": statut.value,
        "phrase": texts.reponse(str(commune["nom"]), statut, first, None),
        "guichets": [_guichet(competence.guichet, moment) for competence in firsts],
        "autres": count(len(others), "autre organisme", "autres organismes") if others else "",
        "proche": None
        if nearest is None
        else _guichet(nearest[0], moment) | {"distance": f"{number(nearest[1])}\u00a0km"},
        "contours": "/" + adresses.communes_around(moment.version, code).removeprefix("../../"),
        "fiche": f"/{adresses.fiche(Territoire(COMMUNE, code))}",
    }


def _guichet(guichet: Guichet, moment: Moment) -> dict[str, str]:
    kind = moment.typologies.get(guichet.typologie, UNKNOWN)
    return {
        "nom": typographic(guichet.nom),
        "telephone": guichet.telephone,
        "courriel": guichet.courriel,
        "site": guichet.site,
        "adresse": typographic(guichet.adresse),
        "lettre": kind.lettre,
        "couleur": kind.couleur,
        "encre": ink_on(kind.couleur),
    }
