"""The calculator from the command line: one lot, both ways, with where each value comes from."""

from typing import Any

from clauses.cli.refus import Refus
from clauses.domain.calcul import (
    COUT_HORAIRE,
    HEURES_PAR_PERSONNE,
    MAIN_OEUVRE,
    PART_INSERTION,
    Calcul,
    Coefficient,
    Lot,
    avec_part,
    choix,
    diviseur,
    part_pour,
)
from clauses.donnees import Catalogue
from clauses.rendu.calcul import origines


def calcul(
    catalogue: Catalogue,
    montant: float,
    main_oeuvre: float | None,
    cout: float | None,
    insertion: float | None,
    heures: float | None,
) -> dict[str, Any]:
    """Result of one lot; ``heures`` asks for the share that gives them. What is not given is the default reference."""
    if insertion is not None and heures is not None:
        raise Refus("Donnez --insertion ou --heures, pas les deux : l’un se calcule d’après l’autre.")

    def reference(rubrique: str, option: str) -> Coefficient:
        found = choix(catalogue.coefficients, rubrique)
        if not found or found[0].valeur is None:
            raise Refus(f"Aucune valeur de référence pour {option} : donnez-la.")
        return found[0]

    labour = None if main_oeuvre is not None else reference(MAIN_OEUVRE, "--main-oeuvre")
    cost = None if cout is not None else reference(COUT_HORAIRE, "--cout")
    if insertion is None and heures is None:
        insertion = reference(PART_INSERTION, "--insertion").valeur
    lot = Lot(
        montant=montant,
        main_oeuvre=(labour.valeur if labour else main_oeuvre) or 0,
        cout=(cost.valeur if cost else cout) or 0,
        insertion=insertion or 0,
        ref_main_oeuvre=labour.id if labour else "",
        ref_cout=cost.id if cost else "",
    )
    lots = [lot]
    if heures is not None:
        part = part_pour(heures, lots)
        if part is None:
            raise Refus("Ce marché ne paie aucune heure de travail : aucune part ne donnerait ces heures.")
        lots = avec_part(lots, part)
    par_personne = reference(HEURES_PAR_PERSONNE, "les heures par personne").valeur or 0
    hours = diviseur(catalogue.coefficients)
    asked = Calcul(tuple(lots), hours, par_personne, est_inverse=heures is not None)
    found = asked.resultat
    return {
        "montant": montant,
        "main_oeuvre": lots[0].main_oeuvre,
        "cout": lots[0].cout,
        "insertion": round(lots[0].insertion, 4),
        "heures_travail": round(found.heures_travail, 2),
        "heures_insertion": round(found.heures_insertion, 2),
        "etp": round(found.etp, 2),
        "diviseur": hours,
        "personnes": round(found.personnes, 1),
        "heures_par_personne": par_personne,
        "origines": origines(asked, catalogue.coefficients),
    }
