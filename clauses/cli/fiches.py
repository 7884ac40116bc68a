"""The sheet of a territory from the command line: plain values, or a PDF."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from clauses.cli.refus import Refus
from clauses.cli.reponses import couverture_of
from clauses.domain.fiche import Fiche, build_fiche, closest_serie
from clauses.domain.heures import Chiffre, etp
from clauses.domain.territoires import Territoire
from clauses.donnees import Moment
from clauses.rendu.documents import SITE_VARIABLE, Impression
from clauses.rendu.documents.fiche import build_fiche_pdf
from clauses.rendu.fiche import territoire_place
from clauses.storage.refus_systeme import reason_of

SUGGESTIONS = 5


def find(moment: Moment, key: str) -> Territoire:
    """A territory that exists; a name is answered with the territories it may mean."""
    territoires = moment.territoires
    try:
        return territoires.find(key)
    except KeyError:
        words = key.partition(":")[2] or key
        found = moment.index_territoires.find(words, SUGGESTIONS)
    message = f"« {key} » ne désigne aucun territoire : écrivez NIVEAU:CODE, par exemple EPCI:243100518."
    lines = [f"{each} {territoires.nom(each)} ({territoire_place(each, territoires)})" for each in found]
    if lines:
        message += "\nVouliez-vous dire :" + "".join(f"\n  {line}" for line in lines)
    raise Refus(message, suggestions=[{"cle": str(each), "nom": territoires.nom(each)} for each in found])


def build(moment: Moment, territoire: Territoire) -> Fiche:
    """The sheet of a territory."""
    couverture = couverture_of(moment, None)
    return build_fiche(territoire, couverture, moment.heures, moment.qpv, moment.structures)


def to_dict(moment: Moment, fiche: Fiche, diviseur: float) -> dict[str, Any]:
    """Plain values of a sheet; hours per inhabitant and jobs only where figures allow them."""
    reference, serie = closest_serie(fiche.territoire, moment.heures)
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
            "annees": [_year(chiffre, moment, reference, diviseur) for chiffre in serie] if reference else [],
            "non_comparables": [chiffre.id for chiffre in fiche.chiffres if not chiffre.is_comparable],
        },
        "quartiers_prioritaires": [quartier.qpv.nom for quartier in fiche.quartiers],
        "structures": [voisine.structure.id for voisine in fiche.structures],
    }


def _year(chiffre: Chiffre, moment: Moment, reference: Territoire, diviseur: float) -> dict[str, Any]:
    hours = chiffre.heures or 0
    per_head = moment.heures.par_mille(reference, chiffre)
    return {
        "id": chiffre.id,
        "annee": chiffre.annee,
        "heures": hours,
        "heures_pour_1000_habitants": None if per_head is None else round(per_head, 1),
        "etp": round(etp(hours, diviseur), 1),
        "diviseur": diviseur,
    }


def write_pdf(moment: Moment, fiche: Fiche, path: Path, site: str, diviseur: float) -> Path:
    """Write the PDF of a sheet; refused when the file cannot be written."""
    today = date.today()  # noqa: DTZ011 - the day here, not a moment
    site = site or os.environ.get(SITE_VARIABLE, "").strip()
    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, today, site)
    couverture = couverture_of(moment, None)
    pdf = build_fiche_pdf(fiche, couverture, moment.heures, moment.typologies, moment.geo.contours, printed, diviseur)
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Refus(f"La fiche ne peut pas être écrite dans {path} : {reason_of(error)}.") from error
    return path
