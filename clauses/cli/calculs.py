"""The calculator from the command line: one lot, both ways, with where each value comes from."""

from typing import Any

from clauses.cli.refus import Refus
from clauses.domain.calcul import (
    COUT_HORAIRE,
    ETP,
    HEURES_PAR_PERSONNE,
    MAIN_OEUVRE,
    PART_INSERTION,
    Calcul,
    Lot,
    avec_part,
    choix,
    part_pour,
)
from clauses.donnees import Catalogue
from clauses.views.calcul import origines


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

    def default(given: float | None, rubrique: str, option: str) -> float:
        if given is not None:
            return given
        found = choix(catalogue.coefficients, rubrique)
        if not found or found[0].valeur is None:
            raise Refus(f"Aucune valeur de référence pour {option} : donnez-la.")
        return found[0].valeur

    lot = Lot(
        "",
        montant,
        default(main_oeuvre, MAIN_OEUVRE, "--main-oeuvre"),
        default(cout, COUT_HORAIRE, "--cout"),
        0 if heures is not None else default(insertion, PART_INSERTION, "--insertion"),
    )
    lots = [lot]
    if heures is not None:
        part = part_pour(heures, lots)
        if part is None:
            raise Refus("Ce marché ne paie aucune heure de travail : aucune part ne donnerait ces heures.")
        lots = avec_part(lots, part)
    diviseur = default(None, ETP, "l’équivalent temps plein")
    par_personne = default(None, HEURES_PAR_PERSONNE, "les heures par personne")
    asked = Calcul(tuple(lots), diviseur, par_personne, est_inverse=heures is not None)
    found = asked.resultat
    return {
        "montant": montant,
        "main_oeuvre": lots[0].main_oeuvre,
        "cout": lots[0].cout,
        "insertion": round(lots[0].insertion, 4),
        "heures_travail": round(found.heures_travail, 2),
        "heures_insertion": round(found.heures_insertion, 2),
        "etp": round(found.etp, 2),
        "diviseur": diviseur,
        "personnes": round(found.personnes, 1),
        "heures_par_personne": par_personne,
        "origines": origines(asked, catalogue.coefficients),
    }
