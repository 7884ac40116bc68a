"""Calcul: hours of insertion that a contract can carry, and the other way round.

The formula is that of the facilitators: amount (excl. tax) × labour share × insertion share ÷ hourly labour cost. Its
coefficients are in ``data/coefficients.csv``, each with its source; most are conventions, and are called so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from clauses.domain.cellules import integer, number, split, text
from clauses.domain.heures import ETP_TRAVAILLE
from clauses.domain.perimetre import Niveau, Perimetre, PerimetreError, parse
from clauses.domain.territoires import Territoires

MAIN_OEUVRE, COUT_HORAIRE, PART_INSERTION = "main_oeuvre", "cout_horaire", "part_insertion"
ETP, HEURES_PAR_PERSONNE, REGLE = "etp", "heures_par_personne", "regle"
ROUNDING = 1e-6
"""What the last digit of a division may add to a number of hours, or to a share."""
POURCENT, POUR_10000_EUROS, EUROS = "pourcent", "heures_pour_10000_euros", "euros"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One row of ``data/coefficients.csv``; ``valeur`` is in ``unite``, ``None`` for a rule without a figure."""

    id: str
    rubrique: str
    libelle: str
    valeur: float | None
    unite: str
    nature: str
    portee: str = ""
    territoire: Perimetre = field(default_factory=Perimetre)
    is_default: bool = False
    annee: int | None = None
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""


def coefficients_from(table: pd.DataFrame) -> tuple[Coefficient, ...]:
    """Coefficients of a typed table with the columns of ``coefficients.csv``, in its order.

    One without a figure is left out, unless it is a rule.
    """
    found = []
    for row in table.to_dict("records"):
        words = ("id", "rubrique", "libelle", "unite", "nature", "portee", "confiance", "remarque")
        cells = {name: text(row.get(name)) for name in words}
        valeur = number(row.get("valeur"))
        if valeur is None and cells["rubrique"] != REGLE:
            continue
        try:
            territoire = parse(text(row.get("territoire")))
        except PerimetreError:
            continue
        found.append(
            Coefficient(
                **cells,
                valeur=valeur,
                territoire=territoire,
                is_default=text(row.get("defaut")) == "oui",
                annee=integer(row.get("annee")),
                source=split(row.get("source"), " ; "),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a contract.

    ``montant`` in euros excl. tax; ``main_oeuvre`` and ``insertion`` in percent; ``cout`` in euros an hour.
    ``ref_main_oeuvre`` and ``ref_cout`` are the identifiers of the coefficients that gave the labour share and the
    cost, empty for values that were typed.
    """

    nom: str = ""
    montant: float = 0
    main_oeuvre: float = 0
    cout: float = 0
    insertion: float = 0
    ref_main_oeuvre: str = ""
    ref_cout: str = ""

    @property
    def heures_travail(self) -> float:
        """Hours of work that the amount pays.

        >>> Lot(montant=1_000_000, main_oeuvre=50, cout=30, insertion=5).heures_travail
        16666.66...
        """
        return self.montant * self.main_oeuvre / 100 / self.cout if self.cout > 0 else 0.0

    @property
    def heures_insertion(self) -> float:
        """Hours of insertion.

        >>> round(Lot(montant=1_000_000, main_oeuvre=50, cout=30, insertion=5).heures_insertion)
        833
        """
        return self.heures_travail * self.insertion / 100


@dataclass(frozen=True, slots=True)
class Resultat:
    """Outcome of a calculation: hours of work and of insertion, full-time equivalents, people.

    ``part`` is the share of insertion over all lots (percent), ``None`` where there is no hour of work.
    """

    heures_travail: float
    heures_insertion: float
    etp: float
    personnes: float
    part: float | None


def calcule(lots: Sequence[Lot], diviseur: float, par_personne: float) -> Resultat:
    """Hours of several lots, in full-time equivalents (hours ÷ divisor) and people (hours ÷ hours per person).

    >>> lots = [Lot("A", 600_000, 40, 30, 5), Lot("B", 300_000, 60, 30, 10)]
    >>> found = calcule(lots, 1607, 439)
    >>> round(found.heures_insertion), round(found.etp, 2), round(found.personnes, 1), round(found.part, 2)
    (1000, 0.62, 2.3, 7.14)
    """
    work = sum(lot.heures_travail for lot in lots)
    insertion = sum(lot.heures_insertion for lot in lots)
    return Resultat(
        work,
        insertion,
        insertion / diviseur if diviseur > 0 else 0.0,
        insertion / par_personne if par_personne > 0 else 0.0,
        100 * insertion / work if work else None,
    )


@dataclass(frozen=True)
class Calcul:
    """A calculation as asked: lots, hours of a full-time equivalent, hours a person does.

    ``est_inverse``: the share of insertion was looked for, from a number of hours, and is that of every lot.
    """

    lots: tuple[Lot, ...]
    diviseur: float
    par_personne: float
    est_inverse: bool = False

    @cached_property
    def resultat(self) -> Resultat:
        """Outcome of this calculation."""
        return calcule(self.lots, self.diviseur, self.par_personne)


def part_pour(heures: float, lots: Iterable[Lot]) -> float | None:
    """Share of insertion (percent, the same for all lots) that gives this number of hours; ``None`` without work.

    More than 100 means that the contract cannot carry them.

    >>> part_pour(833, [Lot(montant=1_000_000, main_oeuvre=50, cout=30)])
    4.99...
    """
    work = sum(lot.heures_travail for lot in lots)
    return 100 * heures / work if work else None


def avec_part(lots: Iterable[Lot], part: float) -> list[Lot]:
    """The same lots with one share of insertion for all."""
    return [replace(lot, insertion=part) for lot in lots]


@dataclass(frozen=True, slots=True)
class Minimum:
    """A rule laid over a contract: hours it would ask for, ``None`` where it gives no rate, and hours of the contract.

    Whether the rule holds for this contract is not said: most do for some contracts only, which the program cannot
    tell.
    """

    regle: Coefficient
    exige: float | None
    portees: float

    @property
    def est_atteint(self) -> bool:
        """Whether the contract carries these hours, but for the last digit of a division."""
        return self.exige is not None and self.portees > self.exige - ROUNDING


def minimum(regle: Coefficient, lots: Sequence[Lot]) -> Minimum:
    """Hours that a rule would require of a contract.

    >>> regle = Coefficient("r", "regle", "", 35, "heures_pour_10000_euros", "regle")
    >>> minimum(regle, [Lot(montant=200_000, main_oeuvre=70, cout=30, insertion=10)])
    Minimum(regle=..., exige=700.0, portees=466.6...)
    """
    done = sum(lot.heures_insertion for lot in lots)
    if regle.valeur is None:
        return Minimum(regle, None, done)
    if regle.unite == POURCENT:
        asked = sum(lot.heures_travail for lot in lots) * regle.valeur / 100
    elif regle.unite == POUR_10000_EUROS:
        asked = sum(lot.montant for lot in lots) / 10_000 * regle.valeur
    else:
        return Minimum(regle, None, done)
    return Minimum(regle, asked, done)


def regles(coefficients: Iterable[Coefficient], territoires: Territoires, commune: str | None) -> list[Coefficient]:
    """Rules to recall: those that apply everywhere, then the local ones that hold this commune (all without one)."""
    everywhere, local = [], []
    for coefficient in coefficients:
        if coefficient.rubrique != REGLE:
            continue
        if not coefficient.territoire:
            everywhere.append(coefficient)
        elif commune is None or _holds(coefficient.territoire, territoires, commune):
            local.append(coefficient)
    return [*everywhere, *local]


def _holds(perimetre: Perimetre, territoires: Territoires, commune: str) -> bool:
    try:
        levels = perimetre.niveaux(territoires)
    except PerimetreError:
        return False
    return bool(levels[territoires.positions[commune]] != Niveau.AUCUN)


def diviseur(coefficients: Iterable[Coefficient]) -> float:
    """Hours of a full-time equivalent: the default of the data, the legal duration of work without any."""
    found = choix(coefficients, ETP)
    return float(found[0].valeur or ETP_TRAVAILLE) if found else float(ETP_TRAVAILLE)


def choix(coefficients: Iterable[Coefficient], rubrique: str) -> list[Coefficient]:
    """Coefficients of one kind, the default first."""
    return sorted((each for each in coefficients if each.rubrique == rubrique), key=lambda each: not each.is_default)


STARTING_AMOUNT = 500_000.0


def premier_lot(coefficients: Sequence[Coefficient]) -> Lot:
    """The lot of a new calculation, with the default coefficients; zero where there is none."""
    labour, cost, share = (
        next(iter(choix(coefficients, rubrique)), None) for rubrique in (MAIN_OEUVRE, COUT_HORAIRE, PART_INSERTION)
    )
    return Lot(
        montant=STARTING_AMOUNT,
        main_oeuvre=labour.valeur or 0 if labour else 0,
        cout=cost.valeur or 0 if cost else 0,
        insertion=share.valeur or 0 if share else 0,
        ref_main_oeuvre=labour.id if labour else "",
        ref_cout=cost.id if cost else "",
    )
