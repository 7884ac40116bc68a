"""Data quality in words: an example of each status, gaps by département, sources."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clauses.domain.annuaire import Annuaire
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet, count_guichets
from clauses.domain.heures import Heures
from clauses.domain.qpv import QPV, list_quartiers
from clauses.domain.reponse import first_of
from clauses.domain.statut import STATUTS, Statut, part_couverte
from clauses.domain.table import Table
from clauses.domain.territoires import COMMUNE, DEPARTEMENT
from clauses.rendu.formats import count
from clauses.rendu.guichets import sans_contact
from clauses.rendu.heures import short_source
from clauses.rendu.html import is_web
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, STATUT_LABELS, UNKNOWN
from clauses.rendu.tableaux import ENTIER, Format, Nombre, Pourcentage, Tableau

LAYERS: Mapping[str, str] = {
    "source": "Territoires et contours",
    "population": "Populations et SIREN des communes",
    "pays_voisins": "Pays voisins, sur le fond de carte",
}
"""Parts of ``data/geo``, by the name of their origin in ``millesime.json``."""

MOST_SOURCES = 4


def statuts(couverture: Couverture) -> list[dict[str, str]]:
    """Coverage statuses, each with its definition and the most populated commune that has it."""
    return [
        {
            "code": statut.value,
            "libelle": STATUT_LABELS[statut],
            "definition": STATUT_DEFINITIONS[statut],
            "exemple": exemple(statut, couverture),
        }
        for statut in STATUTS
    ]


def exemple(statut: Statut, couverture: Couverture) -> str:
    """« Toulouse, par Toulouse Métropole Emploi »; empty when no commune has this status."""
    communes = couverture.territoires.communes
    chosen = communes[couverture.statuts == STATUTS.index(statut)]
    if chosen.empty:
        return ""
    code = str(chosen["population"].idxmax())
    nom, first = couverture.territoires.name(COMMUNE, code), first_of(couverture.competences(code), statut)
    return f"{nom}, par {first.guichet.nom}" if first else nom


def table_manques(
    couverture: Couverture, guichets: Annuaire, structures: Annuaire, heures: Heures, qpv: Iterable[QPV]
) -> Tableau:
    """Missing data, one row per département."""
    summaries = {row["code"]: row for row in couverture.table(DEPARTEMENT).to_dict("records")}
    qpv = list(qpv)
    rows = []
    for territoire in couverture.territoires.all(DEPARTEMENT):
        code, summary = territoire.code, summaries[territoire.code]
        serving = [
            entree.fiche
            for entree in guichets.entrees
            if isinstance(entree.fiche, Guichet) and entree.fiche.perimetre and code in entree.departements
        ]
        counted = count_guichets(serving)
        districts = list_quartiers(qpv, couverture, couverture.territoires.of(territoire))
        rows.append(
            {
                "Département": f"{code} {couverture.territoires.nom(territoire)}",
                "Habitants sans guichet ouvert à tous": _without(summary),
                "Guichets": counted.averes,
                "À vérifier": counted.a_confirmer,
                "Sans coordonnées": sum(bool(sans_contact(guichet)) for guichet in serving),
                "Années d’heures comparables": ", ".join(str(chiffre.annee) for chiffre in heures.serie(territoire)),
                "Structures": sum(code in entree.departements for entree in structures.entrees),
                "QPV à vérifier": sum(not quartier.qpv.is_avere for quartier in districts),
            }
        )
    counts = ("Guichets", "À vérifier", "Sans coordonnées", "Structures", "QPV à vérifier")
    others = {
        "Habitants sans guichet ouvert à tous": Pourcentage(vide="–"),
        "Années d’heures comparables": Format(vide=UNKNOWN),
    }
    return Tableau.build(rows, dict.fromkeys(counts, ENTIER) | others)


def _without(summary: Mapping[str, Any]) -> float | None:
    share = part_couverte(summary)
    return None if share is None else 1 - share


def table_sources(tables: Iterable[Table], origines: Mapping[str, Mapping[str, str]], licence: str) -> Tableau:
    """Provenance of each table and each layer: the sources that its rows name most, and its licence."""
    rows = [_table_row(table, licence) for table in tables if len(table)]
    rows += [
        {
            "Table ou couche": LAYERS[name],
            "Lignes": None,
            "Sources": _origin(origine),
            "Licence": origine.get("licence", ""),
        }
        for name, origine in origines.items()
    ]
    return Tableau.build(rows, {"Lignes": Nombre(vide="–"), "Licence": Format(vide=UNKNOWN)})


def _origin(origine: Mapping[str, str]) -> str:
    through = " ".join(origine[key] for key in ("paquet", "version") if key in origine)
    return f"{origine.get('origine', UNKNOWN)}{f' (paquet {through})' if through else ''}"


def _table_row(table: Table, licence: str) -> dict[str, Any]:
    counts = Counter(
        short_source(item)
        for cell in table.columns.get("source", ())
        for item in table.schema.by_name["source"].items(cell)
        if item
    )
    named = ", ".join(name for name, _ in counts.most_common(MOST_SOURCES))
    more = len(counts) - MOST_SOURCES
    others = f" et {count(more, 'autre')}" if more > 0 else ""
    return {
        "Table ou couche": table.schema.title,
        "Lignes": len(table),
        "Sources": f"{named}{others}" if counts else "Choix de l’atlas",
        "Licence": licence,
    }


def sources(description: Mapping[str, Any]) -> list[dict[str, str]]:
    """Sources that ``datapackage.json`` names, with their address when it is one; what is not a source is left out."""
    return _named(description.get("sources"))


def licences(description: Mapping[str, Any]) -> list[dict[str, str]]:
    """Licences that ``datapackage.json`` names, likewise."""
    return _named(description.get("licenses"))


def _named(items: object) -> list[dict[str, str]]:
    found: Sequence[Any] = items if isinstance(items, list) else []
    named = [item for item in found if isinstance(item, dict) and item.get("title")]
    return [
        {"nom": str(item["title"]), "adresse": str(item.get("path", "")) if is_web(item.get("path")) else ""}
        for item in named
    ]
