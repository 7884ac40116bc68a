"""Guichets: who runs the social clauses, for which buyers, on which territory."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from clauses.domain.cellules import integer, number, split, text
from clauses.domain.perimetre import Perimetre, PerimetreError, parse
from clauses.domain.table import Table

TOUS = "tous"
SERVICE, ORGANISME = "service", "organisme"
"""Whose contact it is: of the guichet itself, or of the organisation that bears it (a switchboard)."""
GREY = "#888888"
_YEAR = re.compile("[0-9]{4}")

DONNEURS_ORDRE = {
    TOUS: "Tous les acheteurs publics",
    "communes": "Communes et intercommunalités",
    "departement": "Département",
    "region": "Région",
    "etat": "État",
    "bailleurs": "Bailleurs sociaux",
    "hopitaux": "Hôpitaux",
    "prives": "Acheteurs privés",
}
"""Buyer types and their labels. Others found in the data are shown as written."""


@dataclass(frozen=True, slots=True)
class Typologie:
    """A type of structure, from ``data/typologies.csv``."""

    code: str
    libelle: str
    description: str
    couleur: str
    lettre: str
    motif: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Guichet:
    """One row of ``data/guichets.csv``; the fields are its columns, lists split."""

    id: str
    nom: str
    sigle: str = ""
    typologie: str = ""
    role: str = "guichet"
    statut: str = "avere"
    perimetre: Perimetre = field(default_factory=Perimetre)
    donneurs_ordre: tuple[str, ...] = (TOUS,)
    commune_siege: str = ""
    adresse: str = ""
    telephone: str = ""
    courriel: str = ""
    site: str = ""
    services: tuple[str, ...] = ()
    etp: float | None = None
    depuis: int | None = None
    constate_en: int | None = None
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""
    contact_portee: str = ""
    contact_annee: int | None = None
    ferme_en: int | None = None
    remplace_par: str = ""

    @property
    def is_avere(self) -> bool:
        return self.statut == "avere"

    @property
    def is_guichet(self) -> bool:
        """It treats requests, where a coordination only animates."""
        return self.role == "guichet"

    def serves(self, donneur_ordre: str | None) -> bool:
        """True if this buyer type may call it; ``None`` asks for every buyer (a *general* guichet)."""
        return TOUS in self.donneurs_ordre or (donneur_ordre is not None and donneur_ordre in self.donneurs_ordre)


@dataclass(frozen=True, slots=True)
class Decompte:
    """How many guichets there are. A guichet treats requests, whatever is proven of it; coordinations are apart."""

    averes: int
    a_confirmer: int
    coordinations: int

    @property
    def guichets(self) -> int:
        """Guichets in all."""
        return self.averes + self.a_confirmer


def count_guichets(guichets: Iterable[Guichet]) -> Decompte:
    """The one count of guichets: every face takes it from here.

    >>> seen = [Guichet("a", "A"), Guichet("b", "B", statut="a_confirmer"), Guichet("c", "C", role="coordination")]
    >>> counted = count_guichets(seen)
    >>> counted, counted.guichets
    (Decompte(averes=1, a_confirmer=1, coordinations=1), 2)
    """
    listed = list(guichets)
    treating = [guichet for guichet in listed if guichet.is_guichet]
    proven = sum(guichet.is_avere for guichet in treating)
    return Decompte(proven, len(treating) - proven, len(listed) - len(treating))


def guichets_from(table: pd.DataFrame) -> tuple[Guichet, ...]:
    """Open guichets of a typed table with the columns of ``guichets.csv``, in its order.

    Closed ones are :func:`fermes_from`: nothing that counts, draws or answers is ever given one.

    A perimeter that cannot be read counts as unknown: the defect itself is an :class:`Issue` of the validation.

    >>> table = pd.DataFrame([{"id": "g", "nom": "Essai", "perimetre": "DEP:98", "donneurs_ordre": "etat|bailleurs"}])
    >>> guichet, = guichets_from(table)
    >>> str(guichet.perimetre), guichet.serves(None), guichet.serves("etat")
    ('DEP:98', False, True)
    """
    return tuple(each for each in map(_guichet, table.to_dict("records")) if each.ferme_en is None)


def fermes_from(table: pd.DataFrame) -> tuple[Guichet, ...]:
    """Closed guichets of the same table, whose addresses remain.

    >>> table = pd.DataFrame([{"id": "g", "nom": "Essai", "ferme_en": 2025, "remplace_par": "h"}])
    >>> guichets_from(table), [(each.id, each.ferme_en, each.remplace_par) for each in fermes_from(table)]
    ((), [('g', 2025, 'h')])
    """
    return tuple(each for each in map(_guichet, table.to_dict("records")) if each.ferme_en is not None)


def open_rows(table: Table) -> list[bool]:
    """For each row as written, whether the guichet is open; all of them where a schema is older than the column."""
    years = table.columns.get("ferme_en", [""] * len(table))
    return [not _YEAR.fullmatch(year) for year in years]


def typologies_from(table: pd.DataFrame) -> dict[str, Typologie]:
    """Typologies by code, in the order of the legend; a colour that is not ``#rrggbb`` becomes grey."""
    names = ("code", "libelle", "description", "lettre", "motif")
    rows = [
        Typologie(
            **{name: text(row.get(name)) for name in names},
            couleur=_colour(text(row.get("couleur"))),
            ordre=integer(row.get("ordre")) or 0,
        )
        for row in table.to_dict("records")
    ]
    return {typologie.code: typologie for typologie in sorted(rows, key=lambda row: row.ordre)}


def _colour(value: str) -> str:
    return value if re.fullmatch(r"#[0-9A-Fa-f]{6}", value) else GREY


def _guichet(row: dict) -> Guichet:
    names = ("id", "nom", "sigle", "typologie", "commune_siege", "adresse", "telephone", "courriel", "site",
             "confiance", "remarque", "contact_portee", "remplace_par")  # fmt: skip
    try:
        perimetre = parse(text(row.get("perimetre")))
    except PerimetreError:
        perimetre = Perimetre()
    return Guichet(
        **{name: text(row.get(name)) for name in names},
        role=text(row.get("role")) or "guichet",
        statut=text(row.get("statut")) or "avere",
        perimetre=perimetre,
        donneurs_ordre=split(row.get("donneurs_ordre"), "|") or (TOUS,),
        services=split(row.get("services"), " ; "),
        source=split(row.get("source"), " ; "),
        etp=number(row.get("etp")),
        depuis=integer(row.get("depuis")),
        constate_en=integer(row.get("constate_en")),
        contact_annee=integer(row.get("contact_annee")),
        ferme_en=integer(row.get("ferme_en")),
    )


MOST_SWITCHES = 2
"""Buyer types that may each have a switch in sight; more of them are a list."""


def buyer_types(guichets: Iterable[Guichet]) -> list[str]:
    """Buyer types named in the data besides « tous », in the order of :data:`DONNEURS_ORDRE`."""
    named = {buyer for guichet in guichets for buyer in guichet.donneurs_ordre} - {TOUS}
    known = [buyer for buyer in DONNEURS_ORDRE if buyer in named]
    return known + sorted(named - set(known))
