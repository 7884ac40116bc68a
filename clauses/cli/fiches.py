"""The sheet of a territory from the command line: plain values, or a PDF."""

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd

from clauses.cli.refus import Refus
from clauses.cli.reponses import couverture_of
from clauses.domain.fiche import Fiche, build_fiche, closest_serie
from clauses.domain.heures import Chiffre, etp
from clauses.domain.territoires import Territoire
from clauses.donnees import Catalogue
from clauses.rendu.documents import SITE_VARIABLE, Impression
from clauses.rendu.documents.fiche import build_fiche_pdf
from clauses.rendu.fiche import territoire_place
from clauses.storage.files import data_dir
from clauses.storage.geo import read_contours
from clauses.storage.refus_systeme import reason_of

SUGGESTIONS = 5


def find(catalogue: Catalogue, key: str) -> Territoire:
    """A territory that exists; a name is answered with the territories it may mean."""
    territoires = catalogue.territoires
    try:
        return territoires.find(key)
    except KeyError:
        words = key.partition(":")[2] or key
        found = catalogue.index_territoires.find(words, SUGGESTIONS)
    message = f"« {key} » ne désigne aucun territoire : écrivez NIVEAU:CODE, par exemple EPCI:243100518."
    lines = [f"{each} {territoires.nom(each)} ({territoire_place(each, territoires)})" for each in found]
    if lines:
        message += "\nVouliez-vous dire :" + "".join(f"\n  {line}" for line in lines)
    raise Refus(message, suggestions=[{"cle": str(each), "nom": territoires.nom(each)} for each in found])


def build(catalogue: Catalogue, territoire: Territoire) -> Fiche:
    """The sheet of a territory."""
    couverture = couverture_of(catalogue, None)
    return build_fiche(territoire, couverture, catalogue.heures, catalogue.qpv, catalogue.structures)


def to_dict(catalogue: Catalogue, fiche: Fiche, diviseur: float) -> dict[str, Any]:
    """Plain values of a sheet; hours per inhabitant and jobs only where figures allow them."""
    reference, serie = closest_serie(fiche.territoire, catalogue.heures)
    return {
        "territoire": str(fiche.territoire),
        "nom": fiche.nom,
        "population": fiche.population,
        "communes": len(fiche.positions),
        "superficie_km2": round(fiche.superficie, 2),
        "part_couverte": None if fiche.part_couverte is None else round(fiche.part_couverte, 4),
        "guichets": [
            {
                "id": service.guichet.id,
                "nom": service.guichet.nom,
                "statut": service.guichet.statut,
                "role": service.guichet.role,
                "part": round(service.part, 4),
            }
            for service in fiche.services
        ],
        "heures": {
            "territoire": None if reference is None else str(reference),
            "annees": [_year(chiffre, catalogue, reference, diviseur) for chiffre in serie] if reference else [],
            "non_comparables": [chiffre.id for chiffre in fiche.chiffres if not chiffre.is_comparable],
        },
        "quartiers_prioritaires": [quartier.qpv.nom for quartier in fiche.quartiers],
        "structures": [voisine.structure.id for voisine in fiche.structures],
    }


def _year(chiffre: Chiffre, catalogue: Catalogue, reference: Territoire, diviseur: float) -> dict[str, Any]:
    hours = chiffre.heures or 0
    per_head = catalogue.heures.par_mille(reference, chiffre)
    return {
        "id": chiffre.id,
        "annee": chiffre.annee,
        "heures": hours,
        "heures_pour_1000_habitants": None if per_head is None else round(per_head, 1),
        "etp": round(etp(hours, diviseur), 1),
        "diviseur": diviseur,
    }


def write_pdf(catalogue: Catalogue, fiche: Fiche, path: Path, site: str, diviseur: float) -> Path:
    """Write the PDF of a sheet; refused when the file cannot be written."""

    @cache
    def contours(layer: str) -> gpd.GeoDataFrame:
        return read_contours(data_dir() / "geo" / f"{layer}.geojson")

    today = date.today()  # noqa: DTZ011 - the day here, not a moment
    site = site or os.environ.get(SITE_VARIABLE, "").strip()
    printed = Impression(catalogue.titre, catalogue.edition, catalogue.actualisee_le, today, site)
    couverture = couverture_of(catalogue, None)
    pdf = build_fiche_pdf(fiche, couverture, catalogue.heures, catalogue.typologies, contours, printed, diviseur)
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Refus(f"La fiche ne peut pas être écrite dans {path} : {reason_of(error)}.") from error
    return path
