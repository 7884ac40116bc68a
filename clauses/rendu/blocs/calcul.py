"""Result of a calculation, as the screen and its first screen show it."""

from collections.abc import Sequence

from clauses.domain.calcul import Calcul, Coefficient
from clauses.rendu import blocs
from clauses.rendu import calcul as words
from clauses.rendu.mots import calculateur as texts


def render_resultat(calcul: Calcul, coefficients: Sequence[Coefficient]) -> str:
    """Figures, formula of each lot with where its values come from, assumptions."""
    return blocs.render(
        "calcul_resultat.html",
        tuiles=words.tuiles(calcul, texts.people(calcul.resultat.personnes)),
        lots=[
            {
                "nom": texts.lot_heading(rank, lot),
                "formule": texts.formula(lot),
                "origines": words.origins(lot, calcul, coefficients),
            }
            for rank, lot in enumerate(calcul.lots)
        ],
        hypotheses=words.assumptions(calcul, coefficients),
    )
