"""The map as tables of text: zones, guichets, and what remains uncovered."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import Perimetre
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import DEPARTEMENT, Territoires
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.formats import number
from clauses.rendu.guichet import annee_constat, contact, role

Label = Callable[[Statut], str]

NUMBERS = frozenset({"Communes", "Habitants", "Communes concernées", "Habitants concernés"})
"""Columns aligned as numbers."""


def table_zones(zones: Iterable[Zone], territoires: Territoires, label: Label) -> pd.DataFrame:
    """One row per zone of the map, in its order."""
    rows = []
    for zone in zones:
        codes = sorted(set(territoires.communes["code_departement"].to_numpy()[zone.positions]))
        rows.append(
            {
                "Statut": label(zone.statut),
                "Guichets, du plus local au plus large": ", ".join(guichet.nom for guichet in zone.guichets)
                or "Aucun documenté",
                "Départements": ", ".join(territoires.name(DEPARTEMENT, code) for code in codes),
                "Communes": number(len(zone.positions)),
                "Habitants": number(zone.population),
            }
        )
    return pd.DataFrame(rows)


def table_guichets(
    guichets: Iterable[Guichet], typologies: Mapping[str, Typologie], territoires: Territoires
) -> pd.DataFrame:
    """One row per guichet: what it is, where, how to reach it, how it is known."""
    rows = []
    for guichet in guichets:
        rows.append(
            {
                "Guichet": guichet.nom,
                "Type": typologies.get(guichet.typologie, UNKNOWN).libelle,
                "Rôle et statut": role(guichet),
                "Territoire": perimetre_words(guichet, territoires),
                "Contact": contact(guichet, " ; "),
                "Constaté en": annee_constat(guichet),
                "Source": " ; ".join(guichet.source),
            }
        )
    return pd.DataFrame(rows)


def perimetre_words(guichet: Guichet, territoires: Territoires) -> str:
    """A perimeter with names instead of codes."""
    if not guichet.perimetre:
        return "Périmètre inconnu : pas sur la carte"
    return tokens_words(guichet.perimetre, territoires)


def tokens_words(perimetre: Perimetre, territoires: Territoires) -> str:
    """The tokens of a known perimeter with names."""
    words = ""
    for rank, token in enumerate(perimetre.tokens):
        name = territoires.name(token.level, token.code)
        words += name if rank == 0 else f" {'sauf' if token.exclu else '+'} {name}"
    return words


def table_gaps(couverture: Couverture, departement: str | None, label: Label) -> pd.DataFrame:
    """Communes and inhabitants without a proven general guichet, by département and status."""
    rows = []
    for line in couverture.table(DEPARTEMENT).to_dict("records"):
        if departement is not None and line["code"] != departement:
            continue
        for statut in STATUTS:
            if statut.is_couvert or not line[f"communes_{statut}"]:
                continue
            rows.append(
                {
                    "Département": f"{line['code']} {line['nom']}",
                    "Ce qui existe": label(statut),
                    "Communes concernées": f"{number(line[f'communes_{statut}'])} sur {number(line['communes'])}",
                    "Habitants concernés": f"{number(line[f'population_{statut}'])} sur {number(line['population'])}",
                }
            )
    return pd.DataFrame(rows)
