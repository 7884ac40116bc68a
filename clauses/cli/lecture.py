"""Data of the commands: current or of an edition, with coverage and borders. Imported when a command runs."""

import os

import typer

from clauses.cli.refus import Refus
from clauses.domain.couverture import Couverture
from clauses.domain.issues import UNREADABLE, has_errors
from clauses.donnees import EditionInconnueError, Moment, TerritoiresError, read_moment
from clauses.rendu.mots import commandes as mots
from clauses.storage.files import data_dir

SUGGESTIONS = 5


def read() -> Moment:
    """All data; refused when the guichets cannot be read.

    Without its guichets every commune would seem to have none: no answer is better.
    """
    folder = data_dir()
    moment = read_moment(folder)
    for found in moment.issues:
        if found.file == "guichets.csv" and found.code in UNREADABLE:
            raise Refus(f"{folder / found.file} : {found.message}")
    if has_errors(moment.issues):
        typer.echo(mots.INCOMPLET, err=True)
    return moment


def read_at(edition: int | None) -> Moment:
    """All data, as they are now or were at an edition."""
    current = read()
    if edition is None:
        return current
    try:
        return read_moment(data_dir(), edition)
    except EditionInconnueError as error:
        raise inconnue(error) from error


def sans_territoires(error: TerritoiresError) -> Refus:
    """Error of unreadable territories, whatever the command."""
    return Refus(mots.territoires_illisibles(data_dir() / "geo" / error.fichier))


def inconnue(error: EditionInconnueError) -> Refus:
    """Error of an unknown or damaged edition."""
    return Refus(mots.edition_inconnue(error.numero))


def couverture_of(moment: Moment, donneur_ordre: str | None, *, inclure_a_confirmer: bool = False) -> Couverture:
    """Coverage of the region by all guichets."""
    return Couverture(
        moment.territoires,
        moment.guichets,
        tuple(moment.typologies),
        donneur_ordre,
        inclure_a_confirmer=inclure_a_confirmer,
    )


def site(adresse: str) -> str:
    """Public address of the atlas; empty when there is none."""
    from clauses.rendu.documents import SITE_VARIABLE

    return adresse or os.environ.get(SITE_VARIABLE, "").strip()
