"""The map as tables: zones, guichets, and what remains uncovered."""

from collections.abc import Callable, Iterable, Mapping

from clauses.domain.couverture import STATUTS, Couverture, Statut, Zone
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.territoires import DEPARTEMENT, Territoires
from clauses.rendu.cartes.couches import UNKNOWN
from clauses.rendu.formats import number
from clauses.rendu.guichets import perimetre_words, role_words
from clauses.rendu.tableaux import ENTIER, NUMERO, Cellule, Colonne, Nombre, Tableau

Label = Callable[[Statut], str]


def table_zones(zones: Iterable[Zone], territoires: Territoires, label: Label) -> Tableau:
    """One row per zone of the map, in its order."""
    rows = []
    for zone in zones:
        codes = sorted(set(territoires.communes["code_departement"].to_numpy()[zone.positions]))
        names = ", ".join(territoires.name(DEPARTEMENT, code) for code in codes)
        guichets = ", ".join(guichet.nom for guichet in zone.guichets)
        rows.append((label(zone.statut), guichets, names, len(zone.positions), zone.population))
    columns = (
        Colonne("Statut"),
        Colonne("Guichets, du plus local au plus large", vide="Aucun documenté"),
        Colonne("Départements"),
        Colonne("Communes", ENTIER),
        Colonne("Habitants", ENTIER),
    )
    return Tableau.build(columns, rows)


def table_guichets(
    guichets: Iterable[Guichet], typologies: Mapping[str, Typologie], territoires: Territoires
) -> Tableau:
    """One row per guichet: what it is, where, how to reach it, how it is known."""
    columns = (
        Colonne("Guichet"),
        Colonne("Type"),
        Colonne("Rôle et statut"),
        Colonne("Territoire"),
        Colonne("Contact", vide="Non documenté"),
        Colonne("Constaté en", NUMERO, vide="non daté"),
        Colonne("Source"),
    )
    rows = (
        (
            guichet.nom,
            typologies.get(guichet.typologie, UNKNOWN).libelle,
            role_words(guichet),
            perimetre_words(guichet, territoires),
            " ; ".join(filter(None, (guichet.telephone, guichet.courriel, guichet.site))),
            guichet.constate_en,
            " ; ".join(guichet.source),
        )
        for guichet in guichets
    )
    return Tableau.build(columns, rows)


def table_gaps(couverture: Couverture, departement: str | None, label: Label) -> Tableau:
    """Communes and inhabitants without a proven general guichet, by département and status."""
    rows = []
    for line in couverture.table(DEPARTEMENT).to_dict("records"):
        if departement is not None and line["code"] != departement:
            continue
        for statut in STATUTS:
            if statut.is_couvert or not line[f"communes_{statut}"]:
                continue
            counts = (_among(line[f"{name}_{statut}"], line[name]) for name in ("communes", "population"))
            rows.append((f"{line['code']} {line['nom']}", label(statut), *counts))
    columns = (
        Colonne("Département"),
        Colonne("Ce qui existe"),
        Colonne("Communes concernées", ENTIER),
        Colonne("Habitants concernés", ENTIER),
    )
    return Tableau.build(columns, rows)


def _among(part: int, total: int) -> Cellule:
    return Cellule(part, Nombre(unite=f" sur {number(total)}"))
