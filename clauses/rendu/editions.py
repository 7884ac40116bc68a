"""Editions in words and in tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from clauses.domain.typographie import typographic
from clauses.rendu.formats import day, moment
from clauses.rendu.tableaux import Format, Jour, Numero, Tableau

DEPART, PUBLICATION, RESTAURATION = "depart", "publication", "restauration"
ACTIONS = {DEPART: "Point de départ", PUBLICATION: "Publication", RESTAURATION: "Restauration"}

TABLES = {
    "guichets": "Guichets",
    "typologies": "Typologies",
    "heures": "Heures d’insertion",
    "structures": "Structures d’insertion",
    "repartitions": "Répartitions des heures",
    "qpv": "Quartiers prioritaires",
    "coefficients": "Coefficients du calculateur",
    "relais": "Relais, à défaut de guichet",
    "textes": "Textes",
}
"""Names of the tables, as people call them."""


def summary(resume: Mapping[str, str]) -> str:
    r"""Changes of an edition, on one line.

    >>> summary({"guichets": "1 ajouté"})
    'Guichets\xa0: 1 ajouté'
    """
    return typographic(" · ".join(f"{TABLES.get(name, name)} : {words}" for name, words in resume.items()))


def published_on(action: str, at: datetime) -> str:
    """Date of publication of an edition; the data that precede the first one have a day only."""
    return day(at.date()) if action == DEPART else moment(at)


def table_editions(manifestes: Iterable[Any], *, auteurs: bool) -> Tableau:
    """One row per edition, the latest first; names of persons are for the team only."""
    rows = [
        {
            "N°": each.numero,
            "Publiée le": each.moment.date() if each.action == DEPART else each.moment,
            "Par": each.auteur,
            "Pourquoi": typographic(each.message),
            "Ce qui change": summary(each.resume) or ACTIONS[each.action],
        }
        for each in manifestes
    ]
    table = pd.DataFrame(rows, columns=["N°", "Publiée le", "Par", "Pourquoi", "Ce qui change"], dtype="object")
    formats = {"N°": Numero(), "Publiée le": Jour(), "Par": Format(vide="–")}
    return Tableau.of(table if auteurs else table.drop(columns="Par"), formats)
