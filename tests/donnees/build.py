"""Write the territories of the invented region: ``python -m tests.donnees.build``. Two builds give the same bytes.

The tables beside them (``region/*.csv``) are kept by hand, like the real ones.

Twelve square communes in three EPCI and two départements (one whose code starts with a zero). It has what goes wrong
in real data: homonyms, an apostrophe, markup in a name, an EPCI over two départements, a commune without EPCI, one
without inhabitants, one without guichet, two guichets on one EPCI, an unproven one, a sectoral one, one without
perimeter, a year without hours. Every coverage status is there. Nothing in it is real.
"""

import csv
import json
from pathlib import Path
from typing import Any

import shapely

from tests.donnees import REGION

SIDE = 0.1
"""Degrees: the communes are squares of this side, four to a row."""
WEST, SOUTH = 1.0, 43.0
CODE_REGION, NOM_REGION = "R9", "Région d’essai"
EPCI = {"900000001": "Testville Agglo", "900000002": "Entre-Deux", "900000003": "Pays de l'Écart"}
DEPARTEMENTS = {"09": ("Exemple", "09001"), "98": ("Fiction", "98001")}

COLUMNS = (
    "code",
    "nom",
    "code_epci",
    "code_departement",
    "population",
    "superficie_km2",
    "lon",
    "lat",
    "codes_postaux",
)

# code, name, EPCI, population, postal codes: from the south-west, row by row.
COMMUNES = [
    ("09001", "Testville", "900000001", 12000, "09000|09100"),
    ("09002", "L'Épreuve", "900000001", 800, "09100"),
    ("09004", "Gras <b>et</b> Maigre", "900000002", 150, "09200"),
    ("98001", "Testville", "900000002", 5000, "98000"),
    ("09003", "Saint-Essai", "900000001", 300, "09100"),
    ("09005", "Bourg-de-l'Œuvre", "900000002", 90, "09200"),
    ("98002", "Sainte-Étape-sur-Mer", "900000002", 2100, "98100"),
    ("98003", "Les Deux-Mots", "900000003", 410, "98200"),
    ("09006", "Sans-Guichet", "900000003", 60, "09300"),
    ("98004", "Ô", "900000003", 25, "98200"),
    ("98005", "Personne", "900000003", 0, "98200"),
    ("98006", "Île-Modèle", "", 700, "98300"),
]

# Former code, former name, commune in force: one keeps its code, one its name is that of a commune elsewhere.
ANCIENNES = [
    ("09003", "Essai-le-Vieux", "09003"),
    ("09013", "L'Ancienne", "09003"),
    ("98013", "Sans-Guichet", "98003"),
]


def build(geo: Path) -> None:
    """Write the territories in this folder."""
    geo.mkdir(parents=True, exist_ok=True)
    _write(geo / "libelles.csv", "nom,type,lon,lat\nMer d'Essai,mer,1.2,42.9\n")
    _write(geo / "millesime.json", json.dumps({"region": {"code": CODE_REGION, "nom": NOM_REGION}}) + "\n")
    squares = {row[0]: _square(rank % 4, rank // 4) for rank, row in enumerate(COMMUNES)}
    rows = [(*row, squares[row[0]].centroid) for row in sorted(COMMUNES)]
    with (geo / "communes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for code, nom, epci, population, postal, centre in rows:
            point = (round(centre.x, 4), round(centre.y, 4))
            writer.writerow([code, nom, epci, code[:2], population, 90.5, *point, postal])
    rows = "".join(f"{','.join(row)}\n" for row in ANCIENNES)
    _write(geo / "communes_anciennes.csv", f"code,nom,code_actuel\n{rows}")
    _write_layer(geo / "communes.geojson", [({"code": code}, squares[code]) for code in sorted(squares)])

    def level(members: list[tuple]) -> tuple[dict[str, int], Any]:
        population = sum(row[3] for row in members)
        shape = shapely.union_all([squares[row[0]] for row in members])
        return {"communes": len(members), "population": population}, shape

    layers: dict[str, list[tuple[dict[str, Any], Any]]] = {"epci": [], "departements": [], "region": []}
    for code, nom in EPCI.items():
        counts, shape = level([row for row in COMMUNES if row[2] == code])
        layers["epci"].append(({"code": code, "nom": nom, "nature": "CC", **counts, "communes_hors_region": 0}, shape))
    for code, (nom, seat) in DEPARTEMENTS.items():
        counts, shape = level([row for row in COMMUNES if row[0].startswith(code)])
        layers["departements"].append(({"code": code, "nom": nom, "chef_lieu": seat, **counts}, shape))
    counts, shape = level(COMMUNES)
    about = {"code": CODE_REGION, "nom": NOM_REGION, "departements": len(DEPARTEMENTS), **counts}
    layers["region"].append((about, shape))
    layers["contexte"] = [
        ({"type": "departement", "code": "97", "nom": "Voisin"}, shapely.box(0.5, 43.0, 1.0, 43.3)),
        ({"type": "pays", "code": "ZZ", "nom": "Ailleurs"}, shapely.box(1.0, 43.3, 1.4, 43.6)),
    ]
    for name, features in layers.items():
        _write_layer(geo / f"{name}.geojson", features)


def _square(column: int, row: int) -> shapely.Polygon:
    """Rounded corners shared exactly with the neighbours."""
    x0, x1 = (round(WEST + SIDE * step, 4) for step in (column, column + 1))
    y0, y1 = (round(SOUTH + SIDE * step, 4) for step in (row, row + 1))
    return shapely.box(x0, y0, x1, y1)


def _write_layer(path: Path, features: list[tuple[dict[str, Any], Any]]) -> None:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shapely.normalize(shape))),
            }
            for properties, shape in features
        ],
    }
    _write(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(REGION / "geo")
