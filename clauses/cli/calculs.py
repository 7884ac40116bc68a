"""``calcul``: the calculator for one lot, both ways, with where each value comes from."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, print_json, say
from clauses.rendu.formats import number
from clauses.rendu.mots import commandes as mots

if TYPE_CHECKING:
    from clauses.domain.calcul import Coefficient
    from clauses.donnees import Moment


def calcul(
    montant: Annotated[float, typer.Option(metavar="EUROS", min=0, help="Montant du marché, hors taxes.")],
    main_oeuvre: Annotated[
        float | None, typer.Option(metavar="%", min=0, max=100, help="Part de main-d’œuvre dans le montant.")
    ] = None,
    cout: Annotated[float | None, typer.Option(metavar="EUROS", min=0.01, help="Coût d’une heure de travail.")] = None,
    insertion: Annotated[
        float | None, typer.Option(metavar="%", min=0, max=100, help="Part des heures réservée à l’insertion.")
    ] = None,
    heures: Annotated[
        float | None, typer.Option(metavar="HEURES", min=0, help="Heures visées : donne la part d’insertion.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Calcule les heures d’insertion qu’un marché peut porter, ou la part qui donne un nombre d’heures.

    Ce qui n’est pas donné vient de data/coefficients.csv, et la réponse dit d’où.
    """
    from clauses.cli import lecture

    answer = _answer(lecture.read(), montant, main_oeuvre, cout, insertion, heures)
    if as_json:
        print_json(answer)
        return
    from clauses.rendu.formats import figure

    words = {name: figure(value) for name, value in answer.items() if isinstance(value, float | int)}
    hours, people = number(answer["heures_insertion"]), number(answer["personnes"], 1)
    say(mots.formule(words, hours), "bold")
    say(mots.emplois(words, people))
    for line in answer["origines"]:
        say(line)


def _answer(
    moment: "Moment",
    montant: float,
    main_oeuvre: float | None,
    cout: float | None,
    insertion: float | None,
    heures: float | None,
) -> dict[str, Any]:
    """Result of one lot; with ``heures``, the share that gives them. Missing values come from the references."""
    from clauses.domain.calcul import (
        COUT_HORAIRE,
        HEURES_PAR_PERSONNE,
        MAIN_OEUVRE,
        PART_INSERTION,
        Calcul,
        Lot,
        avec_part,
        choix,
        diviseur,
        part_pour,
    )
    from clauses.rendu.calcul import origines

    if insertion is not None and heures is not None:
        raise Refus(mots.CHOIX_DU_CALCUL)

    def reference(rubrique: str, option: str) -> "Coefficient":
        found = choix(moment.coefficients, rubrique)
        if not found or found[0].valeur is None:
            raise Refus(mots.sans_reference(option))
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
            raise Refus(mots.AUCUNE_HEURE)
        lots = avec_part(lots, part)
    par_personne = reference(HEURES_PAR_PERSONNE, "les heures par personne").valeur or 0
    hours = diviseur(moment.coefficients)
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
        "origines": origines(asked, moment.coefficients),
    }
