"""Ways to colour the map, and the panels of the gaps: the classes that the browser shows, with their ranks."""

from typing import Any

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.reponses import build_acheteurs
from clauses.domain.age import age
from clauses.domain.statut import STATUTS_MONTRES
from clauses.donnees import Moment, load_contenus
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.cartes.affichages import SANS_MENEUR, Affichage, age_rank, list_classes
from clauses.rendu.termes import mark


def build_affichages(moment: Moment) -> dict[str, Any]:
    """Classes by name of the way, and the rank of each status, or of each guichet, among them."""
    ranks: dict[Affichage, dict[str, Any]] = {
        Affichage.LACUNES: {},
        Affichage.AGE: {
            "guichets": {each.id: age_rank(age(each.constate_en, moment.annee)) for each in moment.couverture.ordered}
        },
    }
    return {
        affichage.value: ranks[affichage]
        | {
            "statuts": [SANS_MENEUR[affichage][statut] for statut in STATUTS_MONTRES],
            "classes": [
                {"libelle": each.libelle, "definition": each.definition, "look": each.look, "detail": each.detail}
                for each in list_classes(affichage, moment.guichets)
            ],
        }
        for affichage in ranks
    }


def build_lacunes(moment: Moment, urls: UrlsDossier) -> dict[str, str]:
    """Panels of the gaps by buyer (« » for all of them)."""
    return {
        acheteur: mark(render_lacunes(moment, acheteur or None, None, urls), load_contenus().lexique).strip()
        for acheteur in ["", *build_acheteurs(moment)]
    }
