"""A calculation in words: tiles, lots, rules and sources, for the screen and the printed page."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import Any

from clauses.domain.calcul import (
    ETP,
    EUROS,
    HEURES_PAR_PERSONNE,
    PART_INSERTION,
    POUR_10000_EUROS,
    POURCENT,
    Calcul,
    Coefficient,
    Lot,
    Minimum,
    choix,
)
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import NO_BREAK
from clauses.rendu.formats import figure, number
from clauses.rendu.guichets import tokens_words
from clauses.rendu.heures import etp_tile, short_source, tile
from clauses.rendu.mots.domaine import CONFIANCE_LABELS
from clauses.rendu.tableaux import ENTIER, Cellule, Format, Nombre, Numero, Pourcentage, Tableau

NATURES = {
    "convention": "Convention entre praticiens",
    "statistique": "Statistique",
    "exemple": "Exemple",
    "regle": "Règle locale ou contractuelle",
    "loi": "Loi",
}
RUBRIQUES = {
    "main_oeuvre": "Part de main-d’œuvre",
    "cout_horaire": "Coût horaire",
    "part_insertion": "Part d’insertion",
    "etp": "Équivalent temps plein",
    "heures_par_personne": "Heures par personne",
    "regle": "Minimum ou obligation",
}
UNITES = {
    "euros_par_heure": f"{NO_BREAK}€ l’heure",
    "heures": f"{NO_BREAK}h",
    POUR_10000_EUROS: f"{NO_BREAK}h pour {number(10_000)}{NO_BREAK}€",
    EUROS: f"{NO_BREAK}€",
}
_EUROS, _SHARE = Nombre(2, au_plus=True, unite=UNITES[EUROS]), Pourcentage(2, au_plus=True, vide="–")


def mesure(coefficient: Coefficient) -> Cellule:
    """A coefficient with its unit; « – » for a rule without a figure."""
    if coefficient.unite == POURCENT:
        return Cellule(_share(coefficient.valeur), _SHARE)
    unit = UNITES.get(coefficient.unite, "")
    return Cellule(coefficient.valeur, Nombre(2, au_plus=True, unite=unit, vide="–"))


def tuiles(calcul: Calcul, personnes: tuple[str, str]) -> list[dict[str, str]]:
    """The result to be seen from far, what was looked for first; what divides each figure stands under it.

    ``personnes`` is how many people, and what they are.
    """
    resultat = calcul.resultat
    hours = number(resultat.heures_insertion)
    tiles = [tile(f"{hours}{NO_BREAK}h", "d’insertion", f"sur {number(resultat.heures_travail)} h de travail")]
    if resultat.part is not None:
        share = tile(f"{figure(resultat.part)}{NO_BREAK}%", "des heures de travail")
        tiles.insert(0 if calcul.est_inverse else 1, share)
    if calcul.diviseur > 0:
        tiles.append(etp_tile(resultat.heures_insertion, calcul.diviseur))
    if calcul.par_personne > 0:
        words = f"{hours} h ÷ {figure(calcul.par_personne)} h"
        tiles.append(tile(*personnes, words))
    return tiles


def table_lots(calcul: Calcul, total: str) -> Tableau:
    """One row per lot, then all of them."""
    lots, resultat = calcul.lots, calcul.resultat
    rows = [_row(lot.nom or f"Lot {rank}", lot) for rank, lot in enumerate(lots, 1)]
    if len(lots) > 1:
        rows.append(
            {
                "Lot": total,
                "Montant HT": sum(lot.montant for lot in lots),
                "Insertion": _share(resultat.part),
                "Heures de travail": resultat.heures_travail,
                "Heures d’insertion": resultat.heures_insertion,
            }
        )
    euros = dict.fromkeys(("Montant HT", "Coût horaire"), _EUROS)
    hours = dict.fromkeys(("Heures de travail", "Heures d’insertion"), ENTIER)
    return Tableau.build(rows, {**euros, **hours, "Main-d’œuvre": Pourcentage(2, au_plus=True), "Insertion": _SHARE})


def _row(name: str, lot: Lot) -> dict[str, Any]:
    return {
        "Lot": name,
        "Montant HT": lot.montant,
        "Main-d’œuvre": _share(lot.main_oeuvre),
        "Coût horaire": lot.cout,
        "Insertion": _share(lot.insertion),
        "Heures de travail": lot.heures_travail,
        "Heures d’insertion": lot.heures_insertion,
    }


def _share(percents: float | None) -> float | None:
    return None if percents is None else percents / 100


def regles(minimums: Iterable[Minimum], territoires: Territoires) -> list[dict[str, Any]]:
    """Rules as cards: which contracts they are for, what their rate would ask of this one, where they come from."""
    cards = []
    for found in minimums:
        rule = found.regle
        where = tokens_words(rule.territoire, territoires) if rule.territoire else ""
        cards.append(
            {
                "libelle": rule.libelle,
                "portee": " · ".join(filter(None, (rule.portee, where))),
                "demande": _asked(found),
                "nature": NATURES.get(rule.nature, rule.nature),
                "annee": rule.annee or "non datée",
                "source": rule.source,
                "remarque": rule.remarque,
            }
        )
    return cards


def _asked(found: Minimum) -> str:
    """What a rate asks beside what the contract carries: rounded apart, so that a shortfall never reads as none."""
    if found.exige is None:
        return ""
    if found.est_atteint:
        return f"Ce marché respecte ce taux : {number(found.exige)} h demandées, {number(found.portees)} h portées."
    needed, carried = ceil(round(found.exige, 6)), floor(found.portees)
    return f"Son taux demanderait {number(needed)} h à ce marché, qui en porte {number(carried)}."


def table_coefficients(coefficients: Iterable[Coefficient], territoires: Territoires) -> Tableau:
    """Every reference value and rule, with its source."""
    return Tableau.build(
        [
            {
                "Rubrique": RUBRIQUES.get(each.rubrique, each.rubrique),
                "Intitulé": each.libelle,
                "Valeur": mesure(each),
                "Ce que c’est": NATURES.get(each.nature, each.nature),
                "Portée": each.portee,
                "Territoire": tokens_words(each.territoire, territoires) if each.territoire else "",
                "Année": each.annee,
                "Fiabilité": CONFIANCE_LABELS.get(each.confiance, ""),
                "Source": " ; ".join(each.source),
                "Remarque": each.remarque,
            }
            for each in coefficients
        ],
        {"Valeur": ENTIER, "Année": Numero(vide="non datée"), "Fiabilité": Format(vide="Non précisée")},
    )


def origins(lot: Lot, calcul: Calcul, coefficients: Sequence[Coefficient]) -> list[dict[str, Any]]:
    """Origin of each value of a lot: ``coefficient`` is ``None`` for one that was typed.

    A computed share of insertion has none.
    """
    by_id = {each.id: each for each in coefficients}
    found = [
        _origin("Part de main-d’œuvre", lot.main_oeuvre, f"{NO_BREAK}%", by_id.get(lot.ref_main_oeuvre)),
        _origin("Coût d’une heure", lot.cout, f"{NO_BREAK}€", by_id.get(lot.ref_cout)),
    ]
    if not calcul.est_inverse:
        known = _valued(coefficients, PART_INSERTION, lot.insertion)
        found.append(_origin("Part d’insertion", lot.insertion, f"{NO_BREAK}%", known))
    return found


def assumptions(calcul: Calcul, coefficients: Sequence[Coefficient]) -> list[dict[str, Any]]:
    """Origin of the hours of a full-time equivalent and of a person."""
    values = (
        (ETP, "Un équivalent temps plein", calcul.diviseur),
        (HEURES_PAR_PERSONNE, "Une personne", calcul.par_personne),
    )
    return [
        _origin(title, value, f"{NO_BREAK}h", _valued(coefficients, rubrique, value))
        for rubrique, title, value in values
    ]


def origines(calcul: Calcul, coefficients: Sequence[Coefficient]) -> list[str]:
    """The same in sentences, each once, for a printed page."""
    found = [origin for lot in calcul.lots for origin in origins(lot, calcul, coefficients)]
    lines = []
    for origin in [*found, *assumptions(calcul, coefficients)]:
        known, head = origin["coefficient"], f"{origin['titre']}, {origin['valeur']}"
        if known is None:
            lines.append(f"{head} : valeur saisie, à justifier.")
        else:
            named = " ; ".join(short_source(item) for item in known.source)
            lines.append(f"{head} : {origin['nature'].lower()}, {known.libelle} ({named}). {known.remarque}".strip())
    return list(dict.fromkeys(lines))


def _origin(titre: str, value: float, unit: str, known: Coefficient | None) -> dict[str, Any]:
    coefficient = known if known is not None and known.valeur == value else None
    nature = NATURES.get(coefficient.nature, coefficient.nature) if coefficient else ""
    return {"titre": titre, "valeur": f"{figure(value)}{unit}", "nature": nature, "coefficient": coefficient}


def _valued(coefficients: Sequence[Coefficient], rubrique: str, value: float) -> Coefficient | None:
    """The coefficient of this kind that has this value; none where several do."""
    found = [each for each in choix(coefficients, rubrique) if each.valeur == value]
    return found[0] if len(found) == 1 else None
