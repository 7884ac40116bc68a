"""Published files: their stable names, their titles, their builders."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clauses.diffusion import tableaux
from clauses.diffusion.contenu import CONTOURS, find_contours, load_inclusion
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment
from clauses.rendu.cartes import geojson
from clauses.rendu.inclusion import PERTES
from clauses.storage.tables import TABLES

CSV, GEOJSON, JSON, TEXT = "text/csv", "application/geo+json", "application/json", "text/plain"


@dataclass(frozen=True, slots=True)
class Fichier:
    """One file of the package.

    Attributes
    ----------
    nom : its path in the package, which never changes
    titre : what it is, in French
    mediatype : its media type
    needs : tables without which it is left out, and :data:`CONTOURS`
    build : makes its bytes, of a moment and of the day: no date is given beyond it
    table : name of the table it holds, empty when it is not a CSV
    """

    nom: str
    titre: str
    mediatype: str
    needs: tuple[str, ...]
    build: Callable[[Moment, date], bytes]
    table: str = ""


def _csv(table: str, titre: str, *needs: str) -> Fichier:
    return Fichier(
        f"{table}.csv",
        titre,
        CSV,
        needs,
        lambda moment, _: tableaux.to_open_csv(tableaux.table(moment, table)),
        table,
    )


def _guichets(moment: Moment, _: date) -> bytes:
    return geojson.guichets_geojson(moment.guichets, moment.typologies, moment.territoires)


def _structures(moment: Moment, _: date) -> bytes:
    return geojson.structures_geojson(moment.structures, moment.territoires)


def _perimetres(moment: Moment, _: date) -> bytes:
    contours = find_contours(moment)
    assert contours is not None
    return geojson.perimetres_geojson(moment.guichets, moment.territoires, contours)


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def _not_carried(moment: Moment, jour: date) -> bytes:
    """Losses in the schema of data·inclusion: its limits, then what was left out of this edition."""
    left = (
        f"- {each.table}.csv, {each.id}{f' ({each.champ})' if each.champ else ''}{NO_BREAK}: {each.raison}"
        for each in load_inclusion(moment, jour).non_repris
    )
    lines = [
        typographic("Export au schéma data·inclusion (v1) : ce qu’il ne dit pas."),
        "",
        "Ce que le schéma ne peut pas porter",
        "",
        *(f"- {typographic(sentence)}" for sentence in PERTES),
        "",
        "Ce qui n’est pas repris dans cette édition",
        "",
        *(list(left) or ["Rien."]),
        "",
    ]
    return "\n".join(lines).encode()


_ENTRIES = ("guichets", "structures", "typologies")

FICHIERS = (
    _csv("guichets", "Guichets des clauses sociales", "guichets"),
    Fichier("guichets.geojson", "Guichets, à la mairie de leur siège", GEOJSON, ("guichets", "typologies"), _guichets),
    Fichier("perimetres.geojson", "Périmètres des guichets", GEOJSON, ("guichets", CONTOURS), _perimetres),
    _csv("couverture", "Statut de couverture et guichets de chaque commune", "guichets", "typologies"),
    _csv("couverture-departements", "Couverture par département", "guichets"),
    _csv("couverture-epci", "Couverture par intercommunalité", "guichets"),
    _csv("heures", "Heures d’insertion publiées", "heures"),
    _csv("repartitions", "Répartition des heures d’insertion", "repartitions"),
    _csv("structures", "Structures d’insertion", "structures"),
    Fichier(
        "structures.geojson",
        "Structures d’insertion, à la mairie de leur commune",
        GEOJSON,
        ("structures",),
        _structures,
    ),
    _csv("qpv", "Quartiers prioritaires de la politique de la ville", "qpv"),
    _csv("typologies", "Typologies de guichets", "typologies"),
    _csv("coefficients", "Coefficients du calculateur", "coefficients"),
    _csv("relais", "Relais, à défaut de guichet", "relais"),
    _csv("communes", "Communes de la région"),
    Fichier(
        "data-inclusion/structures.json",
        "Organismes au schéma data·inclusion",
        JSON,
        _ENTRIES,
        lambda moment, jour: _json(load_inclusion(moment, jour).structures),
    ),
    Fichier(
        "data-inclusion/services.json",
        "Services au schéma data·inclusion",
        JSON,
        _ENTRIES,
        lambda moment, jour: _json(load_inclusion(moment, jour).services),
    ),
    Fichier(
        "data-inclusion/non-repris.txt", "Ce que le schéma data·inclusion ne dit pas", TEXT, _ENTRIES, _not_carried
    ),
)
"""In the order of the documentation; ``datapackage.json`` and ``LISEZ-MOI.txt`` come on top."""

assert set(TABLES) <= {fichier.table for fichier in FICHIERS}
