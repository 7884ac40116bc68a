"""A calculation of hours on A4 paper: one page for a few lots."""

from collections.abc import Mapping, Sequence
from typing import Any

from clauses.domain.reponse import Reponse
from clauses.domain.territoires import Territoires
from clauses.rendu.adresses import Adresse
from clauses.rendu.documents import Impression, render_pdf
from clauses.rendu.guichets import contact
from clauses.rendu.reponse import phrase
from clauses.rendu.tableaux import Tableau

WARNING = (
    "Ordre de grandeur, à discuter avec le guichet avant d’écrire la clause : les parts de main-d’œuvre et les coûts "
    "horaires sont souvent des conventions."
)


def build_calcul_pdf(
    titre: str,
    tuiles: Sequence[Mapping[str, str]],
    formules: Sequence[Mapping[str, str]],
    lots: Tableau,
    origines: Sequence[str],
    reponse: tuple[Reponse, Territoires] | None,
    impression: Impression,
    adresse: Adresse,
) -> bytes:
    """PDF of a calculation.

    Parameters
    ----------
    tuiles, formules : the result, and the formula of each lot (``nom``, ``formule``)
    lots : one row per lot
    origines : where each value comes from, in words
    reponse : the answer for the commune, and the region; ``None`` when no commune was given
    adresse : of the calculation
    """
    values: dict[str, Any] = {
        "titre": titre,
        "surtitre": "Clauses sociales d’insertion · calcul d’heures",
        "tuiles": list(tuiles),
        "formules": list(formules),
        "colonnes": [colonne.titre for colonne in lots.colonnes],
        "lignes": lots.textes.to_numpy().tolist(),
        "origines": list(origines),
        "guichet": [] if reponse is None else _guichet(*reponse),
        "avertissement": WARNING,
        "sources": "Sources : celles des valeurs, ci-dessus. Licence Ouverte 2.0.",
        **impression.foot(adresse),
    }
    return render_pdf("calcul", values, impression.jour)


def _guichet(reponse: Reponse, territoires: Territoires) -> list[str]:
    """The answer for a commune: its sentence, then the contacts of whom to call."""
    appel = reponse.appel
    return [phrase(reponse), *([contact(appel, territoires)] if appel else [])]
