"""Communes and territories of the atlas: what the search, the map and the answers need, column by column."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import numpy as np

from clauses.autonome.geometrie import topology
from clauses.domain.territoires import DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, kept
from clauses.rendu.formats import a
from clauses.rendu.mots.couverture import communaute, lieu
from clauses.rendu.mots.domaine import LEVEL_LABELS
from clauses.rendu.reponse import district_names

BETWEEN = ";"
PER_DEGREE = 10_000
"""As many decimals as the table of communes has: about 10 m."""


def build_communes(moment: Moment, atomes: np.ndarray, situations: np.ndarray) -> dict[str, Any]:
    """Columns in the order of ``Territoires.communes``, written short: they weigh as much as all the answers.

    Texts are joined by ``BETWEEN``, ``departement`` is runs (rank, how many), places are in ten thousandths of degree.
    ``departement`` and ``epci`` are ranks in the lists of :func:`build_territoires` (-1: none), ``situation`` the rank
    of the answer of the commune, ``atomes`` that of the piece of map where each situation is; ``ou`` and ``quartiers``
    are by code, for the few that need them.
    """
    communes = moment.territoires.communes
    epci, departements = moment.territoires.all(EPCI), moment.territoires.all(DEPARTEMENT)
    ranks = {each.code: rank for rank, each in enumerate(epci)}
    departement_ranks = {each.code: rank for rank, each in enumerate(departements)}
    names = [typographic(str(nom)) for nom in communes["nom"]]
    places = {code: a(nom) for code, nom in zip(communes.index, names, strict=True)}
    return {
        "geometrie": _geometrie(moment),
        "code": _joined(communes.index),
        "nom": _joined(names),
        "codesPostaux": _joined(communes["codes_postaux"]),
        "departement": [
            [departement_ranks[code], len(list(run))] for code, run in groupby(communes["code_departement"])
        ],
        "epci": [ranks.get(code, -1) for code in communes["code_epci"]],
        "population": [int(value) for value in communes["population"]],
        "lon": [round(value * PER_DEGREE) for value in communes["lon"]],
        "lat": [round(value * PER_DEGREE) for value in communes["lat"]],
        "situation": situations.tolist(),
        "atomes": atomes[np.unique(situations, return_index=True)[1]].tolist(),
        "ou": {
            code: words[:1].upper() + words[1:]
            for (code, words), nom in zip(places.items(), names, strict=True)
            if words != f"à {nom}"
        },
        "quartiers": {
            code: typographic(", ".join(district_names(moment.qpv, code)))
            for code in sorted({code for district in moment.qpv for code in district.communes})
            if code in moment.territoires.positions
        },
    }


def _joined(texts: Iterable[str]) -> str:
    """Texts as one; those of communes have no semicolon, and one would be worth a blank."""
    return BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)


def build_territoires(moment: Moment) -> dict[str, Any]:
    """The region, its départements with their bounds, its EPCI."""
    territoires = moment.territoires
    return {
        "niveaux": LEVEL_LABELS,
        "region": {
            "code": territoires.region.code,
            "nom": typographic(territoires.region_nom),
            "lieu": lieu(territoires, territoires.region),
            "cadre": _frame(moment, territoires.region),
        },
        "departements": [
            {
                "code": each.code,
                "nom": typographic(territoires.nom(each)),
                "lieu": lieu(territoires, each),
                "cadre": _frame(moment, each),
            }
            for each in territoires.all(DEPARTEMENT)
        ],
        "epci": [_epci(territoires, each) for each in territoires.all(EPCI)],
    }


def _epci(territoires: Territoires, epci: Territoire) -> dict[str, str]:
    """An EPCI; what comes after « des habitants » is left out where the browser knows it (static/autonome/titre.js)."""
    nom, words = typographic(territoires.nom(epci)), lieu(territoires, epci)
    return {"code": epci.code, "nom": nom} | ({} if words == communaute(nom) else {"lieu": words})


def build_contours(moment: Moment) -> dict[str, Any]:
    """Outlines of the communes, in the order of ``Territoires.communes``."""
    return topology(moment.geo.contours("communes")[["geometry"]]) | {"geometrie": _geometrie(moment)}


@kept(2)
def load_contours(moment: Moment) -> bytes:
    """Outlines of the communes with their codes, as they are sent (gzipped): a browser finds by itself where it is."""
    found = topology(moment.geo.contours("communes")[["geometry"]]) | {
        "code": moment.territoires.communes.index.tolist()
    }
    return gzip.compress(json.dumps(found, separators=(",", ":")).encode(), mtime=0)


def _geometrie(moment: Moment) -> str:
    """Fingerprint of the order of the communes: outlines are found by rank."""
    return hashlib.sha256("|".join(moment.territoires.communes.index).encode()).hexdigest()[:12]


def _frame(moment: Moment, territoire: Territoire) -> tuple[tuple[float, float], tuple[float, float]]:
    west, south, east, north = moment.geo.bounds(territoire)
    return ((south, west), (north, east))
