"""Tables to publish: those of the data folder in one form, and what the atlas computes from them."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from clauses.domain.statut import STATUTS
from clauses.domain.tableur import neutralise
from clauses.domain.territoires import DEPARTEMENT, EPCI
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu.exports import to_xlsx
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import STATUT_LABELS
from clauses.rendu.tableaux import Tableau

COMMUNES, COUVERTURE = "communes", "couverture"
COUVERTURE_DEPARTEMENTS, COUVERTURE_EPCI = "couverture-departements", "couverture-epci"


def table(moment: Moment, name: str) -> pd.DataFrame:
    """A table to publish, columns in the order of its schema; text for those kept by hand. ``KeyError`` if none."""
    return COMPUTED[name](moment) if name in COMPUTED else moment.tables[name].frame


def to_open_csv(frame: pd.DataFrame) -> bytes:
    r"""CSV for programs: UTF-8, commas, decimal points, LF. A text that starts like a formula gets an apostrophe.

    >>> to_open_csv(pd.DataFrame({"nom": ["a,b\r\nc", "=1+1"], "part": [1.5, None]}))
    b'nom,part\n"a,b\nc",1.5\n\'=1+1,\n'
    """
    return frame.map(_cell).to_csv(index=False, lineterminator="\n").encode()


def build_xlsx(moment: Moment, name: str) -> bytes:
    """Workbook of a table to publish, its columns named as in the CSV: numbers are numbers, codes are texts."""
    typed = table(moment, name) if name in COMPUTED else moment.tables[name].typed()
    return to_xlsx(Tableau.of(typed), name)


def schema(moment: Moment, name: str) -> dict[str, Any]:
    """Table Schema of a table to publish."""
    if name not in COMPUTED:
        return moment.schema_documents[name]
    found = moment.schema_documents.get(name) or {"missingValues": [""], "primaryKey": "code", "fields": _FIELDS[name]}
    people = f"Nombre d’habitants ({population.kind(moment.territoires.annee_population)})."
    fields = [field | {"description": people} if field["name"] == "population" else field for field in found["fields"]]
    return {**found, "fields": fields}


def _cell(value: object) -> object:
    # A null character would have the whole file taken for another encoding; only one kind of end of line is quoted.
    if isinstance(value, str):
        value = value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return neutralise(value)


def _communes(moment: Moment) -> pd.DataFrame:
    names = [field["name"] for field in moment.schema_documents[COMMUNES]["fields"]]
    return moment.territoires.communes.reset_index()[names]


def _couverture(moment: Moment) -> pd.DataFrame:
    """Per commune: its status, and the guichets that serve it in the order of competence."""
    couverture = moment.couverture
    served = (couverture.competences(code) for code in couverture.territoires.communes.index)
    identifiers = ["|".join(competence.guichet.id for competence in each) for each in served]
    columns = ["code", "nom", "code_epci", "code_departement", "population"]
    statuts = [STATUTS[rank].value for rank in couverture.statuts]
    return couverture.territoires.communes.reset_index()[columns].assign(statut=statuts, guichets=identifiers)


COMPUTED: Mapping[str, Callable[[Moment], pd.DataFrame]] = {
    COMMUNES: _communes,
    COUVERTURE: _couverture,
    COUVERTURE_DEPARTEMENTS: lambda moment: moment.couverture.table(DEPARTEMENT),
    COUVERTURE_EPCI: lambda moment: moment.couverture.table(EPCI),
}
"""Tables that nobody keeps by hand."""


def _field(name: str, title: str, description: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "title": title, "description": typographic(description), "type": kind, **more}


_NOM = _field("nom", "Nom", "Nom du territoire.")
_POPULATION = _field("population", "Population", "Nombre d’habitants.", "integer")
"""Its description is completed with the year of the data."""
_REQUIRED: dict[str, Any] = {"constraints": {"required": True, "unique": True}}
_COUNTS = [
    _field(f"{measure}_{statut.value}", f"{title} – {STATUT_LABELS[statut]}", f"{text} de ce statut.", "integer")
    for statut in STATUTS
    for measure, title, text in (
        ("communes", "Communes", "Nombre de communes"),
        ("population", "Population", "Nombre d’habitants des communes"),
    )
]
_FIELDS: Mapping[str, list[dict[str, Any]]] = {
    COUVERTURE: [
        _field("code", "Code", "Code INSEE de la commune.", **_REQUIRED),
        _NOM,
        _field("code_epci", "EPCI", "Numéro SIREN de l’intercommunalité ; vide si elle n’en a pas."),
        _field("code_departement", "Département", "Code du département."),
        _POPULATION,
        _field(
            "statut",
            "Statut",
            "Statut de couverture : le premier qui convient, tous acheteurs confondus.",
            constraints={"enum": [statut.value for statut in STATUTS]},
            categories=[{"value": statut.value, "label": STATUT_LABELS[statut]} for statut in STATUTS],
        ),
        _field(
            "guichets",
            "Guichets",
            "Identifiants des guichets qui servent la commune, du plus local au plus large, séparés par « | » ; ceux à "
            "confirmer et ceux de certains acheteurs en sont.",
            separateur="|",
        ),
    ],
    COUVERTURE_DEPARTEMENTS: [
        _field("code", "Code", "Code du département.", **_REQUIRED),
        _NOM,
        _field("communes", "Communes", "Nombre de communes.", "integer"),
        _POPULATION,
        *_COUNTS,
    ],
    COUVERTURE_EPCI: [
        _field("code", "Code", "Numéro SIREN de l’intercommunalité.", **_REQUIRED),
        _NOM,
        _field("communes", "Communes", "Nombre de communes situées dans la région.", "integer"),
        _POPULATION,
        *_COUNTS,
    ],
}
