"""What commands read: the data, those of an edition, the coverage, the borders. Loaded when a command runs."""

import os
from collections.abc import Callable
from functools import cache

import geopandas as gpd
import typer

from clauses.cli.refus import Refus
from clauses.domain.couverture import Couverture
from clauses.domain.issues import UNREADABLE, has_errors
from clauses.donnees import Catalogue, EditionInconnueError, TerritoiresError, read_catalogue
from clauses.rendu.mots import commandes as mots
from clauses.storage.files import data_dir
from clauses.storage.geo import read_contours

SUGGESTIONS = 5


def read() -> Catalogue:
    """All data; refused when the territories or the guichets cannot be read.

    Without its guichets every commune would seem to have none: no answer is better.
    """
    folder = data_dir()
    try:
        catalogue = read_catalogue(folder)
    except TerritoiresError:
        raise sans_territoires() from None
    for found in catalogue.issues:
        if found.file == "guichets.csv" and found.code in UNREADABLE:
            raise Refus(f"{folder / found.file} : {found.message}")
    if has_errors(catalogue.issues):
        typer.echo(mots.INCOMPLET, err=True)
    return catalogue


def read_at(edition: int | None) -> Catalogue:
    """All data, as they are now or were at an edition."""
    current = read()
    if edition is None:
        return current
    try:
        return read_catalogue(data_dir(), edition)
    except EditionInconnueError as error:
        raise inconnue(error) from error


def sans_territoires() -> Refus:
    """The territories cannot be read."""
    return Refus(mots.territoires_illisibles(data_dir() / "geo"))


def inconnue(error: EditionInconnueError) -> Refus:
    """An edition that does not exist, or is damaged."""
    return Refus(mots.edition_inconnue(error.numero))


def couverture_of(catalogue: Catalogue, donneur_ordre: str | None, *, inclure_a_confirmer: bool = False) -> Couverture:
    """Coverage of the region by all guichets."""
    return Couverture(
        catalogue.territoires,
        catalogue.guichets,
        tuple(catalogue.typologies),
        donneur_ordre,
        inclure_a_confirmer=inclure_a_confirmer,
    )


def contours() -> Callable[[str], gpd.GeoDataFrame]:
    """Reader of the borders of a layer, for a printed page; each is read once."""
    return cache(lambda layer: read_contours(data_dir() / "geo" / f"{layer}.geojson"))


def site(adresse: str) -> str:
    """Public address of the atlas; empty when there is none."""
    from clauses.rendu.documents import SITE_VARIABLE

    return adresse or os.environ.get(SITE_VARIABLE, "").strip()
