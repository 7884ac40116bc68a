"""The map as tables: zones, guichets, and what remains uncovered."""

from collections.abc import Callable, Iterable, Mapping

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.statut import STATUTS_MONTRES, Statut
from clauses.domain.territoires import DEPARTEMENT, Territoires
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.formats import number
from clauses.rendu.guichets import NON_DATE, SANS_CONTACT, moyens_dits, perimetre_words, role_words
from clauses.rendu.tableaux import ENTIER, Cellule, Format, Nombre, Numero, Tableau

MASQUES = "Masqués"
"""Guichets of a zone that are all filtered out."""

Label = Callable[[Statut], str]


def table_zones(zones: Iterable[Zone], territoires: Territoires, label: Label) -> Tableau:
    """One row per zone of the map, in its order."""
    rows = []
    for zone in zones:
        codes = sorted(set(territoires.communes["code_departement"].to_numpy()[zone.positions]))
        rows.append(
            {
                "Statut": label(zone.statut),
                "Guichets, du plus local au plus large": ", ".join(guichet.nom for guichet in zone.guichets)
                or (MASQUES if zone.statut is Statut.MASQUE else ""),
                "Départements": ", ".join(territoires.name(DEPARTEMENT, code) for code in codes),
                "Communes": len(zone.positions),
                "Habitants": zone.population,
            }
        )
    none = Format(vide="Aucun documenté")
    return Tableau.build(rows, {"Guichets, du plus local au plus large": none, "Communes": ENTIER, "Habitants": ENTIER})


def table_guichets(
    guichets: Iterable[Guichet], typologies: Mapping[str, Typologie], territoires: Territoires
) -> Tableau:
    """One row per guichet: for whom, how to reach it, what it is, how it is known."""
    rows = []
    for guichet in guichets:
        rows.append(
            {
                "Guichet": guichet.nom,
                "Territoire": perimetre_words(guichet, territoires),
                "Contact": moyens_dits(guichet, territoires, asking=False),
                "Type": typologies.get(guichet.typologie, UNKNOWN).libelle,
                "Rôle et statut": role_words(guichet),
                "Constaté en": guichet.constate_en,
                "Source": " ; ".join(guichet.source),
            }
        )
    return Tableau.build(rows, {"Contact": Format(vide=SANS_CONTACT), "Constaté en": Numero(vide=NON_DATE)})


def table_gaps(couverture: Couverture, departement: str | None, label: Label) -> Tableau:
    """Communes and inhabitants without a proven general guichet, by département and status."""
    rows = []
    for line in couverture.table(DEPARTEMENT).to_dict("records"):
        if departement is not None and line["code"] != departement:
            continue
        for statut in STATUTS_MONTRES:
            if statut.is_couvert or not line.get(f"communes_{statut}"):
                continue
            rows.append(
                {
                    "Département": f"{line['code']} {line['nom']}",
                    "Ce qui existe": label(statut),
                    "Communes concernées": _among(line[f"communes_{statut}"], line["communes"]),
                    "Habitants concernés": _among(line[f"population_{statut}"], line["population"]),
                }
            )
    return Tableau.build(rows, {"Communes concernées": ENTIER, "Habitants concernés": ENTIER})


def _among(part: int, total: int) -> Cellule:
    return Cellule(part, Nombre(unite=f" sur {number(total)}"))
