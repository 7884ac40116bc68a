"""Printed pages: seconds and bytes of the sheet of each kind of territory, from the data to the PDF."""

import statistics
import time
from datetime import date
from functools import cache

import geopandas as gpd

from benchmarks.lieux import DATA, pick
from benchmarks.resultats import KB, MS, Mesure, within
from clauses.domain.couverture import Couverture
from clauses.domain.fiche import build_fiche
from clauses.domain.territoires import LEVELS, Territoire
from clauses.donnees import Moment, read_moment
from clauses.impression import FeuillePapier, Fonds, FormatPapier, Orientation, build_carte
from clauses.rendu.documents import Impression
from clauses.rendu.documents.fiche import build_fiche_pdf
from clauses.storage.geo import read_contours, read_labels

SECONDS, BYTES = 2.0, 500_000
MAP_SECONDS = 5.0


def measure(*, quick: bool) -> list[Mesure]:
    """The first sheet, which loads everything, then those of many territories of every level."""
    moment = read_moment(DATA)
    couverture = Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, date(2026, 1, 1), "https://a.fr")

    @cache
    def contours(layer: str) -> gpd.GeoDataFrame:
        return read_contours(DATA / "geo" / f"{layer}.geojson")

    def print_sheet(territoire: Territoire) -> tuple[float, int]:
        start = time.perf_counter()
        fiche = build_fiche(territoire, couverture, moment.heures, moment.qpv, moment.structures, moment.index_relais)
        pdf = build_fiche_pdf(fiche, couverture, moment.heures, moment.typologies, contours, printed, 1607)
        return time.perf_counter() - start, len(pdf)

    first, _ = print_sheet(moment.territoires.region)
    wide = [each for level in LEVELS[1:] for each in moment.territoires.all(level)]
    communes = [Territoire(LEVELS[0], lieu.code) for lieu in pick(20 if quick else 200)]
    done = [print_sheet(each) for each in [*wide, *communes]]
    seconds, sizes = zip(*done, strict=True)
    return [
        within("PDF of a sheet, the first one (contours read, fonts loaded)", first, SECONDS, MS),
        within(f"PDF of a sheet, median of {len(done)}", statistics.median(seconds), SECONDS, MS),
        within("PDF of a sheet, slowest", max(seconds), SECONDS, MS),
        within("PDF of a sheet, heaviest", max(sizes), BYTES, KB),
        *_maps(moment, Fonds(contours, read_labels(DATA / "geo" / "libelles.csv"))),
    ]


def _maps(moment: Moment, fonds: Fonds) -> list[Mesure]:
    """The printed map of the region, every size and orientation; the first one loads the libraries."""
    seconds = []
    for feuille in (FeuillePapier(size, way) for size in FormatPapier for way in Orientation):
        start = time.perf_counter()
        build_carte(moment, fonds, feuille=feuille)
        seconds.append(time.perf_counter() - start)
    first, *others = seconds
    return [
        within("printed map of the region, PDF, the first one", first, MAP_SECONDS, MS),
        within("printed map of the region, PDF, slowest of the others", max(others), MAP_SECONDS, MS),
    ]
