"""First screen of the calculator: the calculation that the address holds, its fields filled in but still."""

from typing import Any

from clauses.domain import calcul as domain
from clauses.domain.calcul import Calcul, Lot
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu.blocs.calcul import render_resultat
from clauses.rendu.calcul_adresse import GREATEST_DIVISOR, GREATEST_HOURS, TARGET, read_lots
from clauses.rendu.formats import figure
from clauses.rendu.mots import calculateur as texts
from clauses.rendu.premier.demande import Demande, bloc, marked


def render_calculateur(demande: Demande) -> str:
    """Form and result, as the screen."""
    coefficients, page = demande.moment.coefficients, ecrans.CALCULATEUR.url_path
    lots = read_lots(demande.query.get(parametres.LOTS, ""), [domain.premier_lot(coefficients)])
    sense = demande.chosen(parametres.SENS, texts.SENSES)
    target = demande.number(parametres.CIBLE, TARGET, GREATEST_HOURS) if sense == "part" else None
    part = None if target is None else domain.part_pour(target, lots)
    per_person = next(iter(domain.choix(coefficients, domain.HEURES_PAR_PERSONNE)), None)
    calcul = Calcul(
        tuple(lots if part is None else domain.avec_part(lots, part)),
        demande.number(parametres.DIVISEUR, domain.diviseur(coefficients), GREATEST_DIVISOR),
        demande.number(parametres.PAR_PERSONNE, (per_person.valeur if per_person else 0) or 0, GREATEST_DIVISOR),
        est_inverse=part is not None,
    )
    return blocs.render(
        "premier_calculateur.html",
        t=texts,
        intro=bloc("texte.html", texte=texts.INTRO),
        sens=demande.segments(page, parametres.SENS, texts.SENSE, texts.SENSES),
        cible=None if target is None else figure(target),
        lots=[_lot(rank, lot, demande, has_share=target is None) for rank, lot in enumerate(lots)],
        resultat=marked(render_resultat(calcul, coefficients)),
        hypotheses=[
            (label, figure(value), " · ".join(map(texts.option, domain.choix(coefficients, rubrique))))
            for label, value, rubrique in (
                (texts.DIVISOR, calcul.diviseur, domain.ETP),
                (texts.PER_PERSON, calcul.par_personne, domain.HEURES_PAR_PERSONNE),
            )
        ],
    )


def _lot(rank: int, lot: Lot, demande: Demande, *, has_share: bool) -> dict[str, Any]:
    """Fields of a lot, as they are set: a name and its value."""
    known = {each.id: texts.option(each) for each in demande.moment.coefficients}
    return {
        "nom": (f"{texts.LOT_NAME} ({rank + 1})", lot.nom),
        "montant": (texts.LOT_AMOUNT, figure(lot.montant)),
        "part": (texts.LOT_SHARE, figure(lot.insertion)) if has_share else None,
        "lignes": [
            (
                (texts.LOT_KIND, known.get(lot.ref_main_oeuvre, texts.OTHER_VALUE)),
                (texts.LOT_LABOUR, figure(lot.main_oeuvre)),
            ),
            ((texts.LOT_COST_KIND, known.get(lot.ref_cout, texts.OTHER_VALUE)), (texts.LOT_COST, figure(lot.cout))),
        ],
    }
