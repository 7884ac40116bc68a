"""Modeles: correspondances kept by name for the next time, with the answers: the same for the page and the shell."""

from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import find_columns
from clauses.domain.imports.modele import render_modele
from clauses.domain.imports.releve import Reponses as Reponses
from clauses.donnees import Moment
from clauses.edition.apport import Apport
from clauses.storage.imports import correspondances as storage
from clauses.storage.limites import SourceError


def list_modeles(moment: Moment, nom: str) -> tuple[str, ...]:
    """Names of the models kept for a table."""
    return tuple(storage.list_modeles(moment.folder, nom))


def suggest_modele(moment: Moment, apport: Apport) -> str:
    """Name of the model kept whose columns are all in this file, the most of them; empty when there is none."""
    found: dict[str, int] = {}
    for titre in list_modeles(moment, apport.nom):
        try:
            correspondance = read_modele(moment, apport.nom, titre)
        except SourceError:
            continue
        positions, missing = find_columns(apport.export, correspondance)
        if positions and not missing:
            found[titre] = len(positions)
    return max(found, key=lambda titre: found[titre], default="")


def read_modele(moment: Moment, nom: str, titre: str) -> Correspondance:
    """A model kept; ``SourceError`` when it cannot be read any more, ``KeyError`` when there is none."""
    text = storage.list_modeles(moment.folder, nom)[titre]
    return storage.read_correspondance(text.encode(), f"{titre}.yml", DESCRIPTIONS[nom])


def render(moment: Moment, correspondance: Correspondance, apport: Apport | None = None) -> str:
    """The file of a correspondance, that the page and the command line both read."""
    titres = apport.export.titres if apport else ()
    return render_modele(correspondance, moment.schemas[correspondance.description.table], titres)


def keep_modele(moment: Moment, titre: str, correspondance: Correspondance) -> None:
    """Keep a model by its name, in place of the one that has it. ``OSError`` when the disk refuses."""
    table = correspondance.description.table
    storage.write_modele(moment.folder, table, titre, render(moment, correspondance))


def drop_modele(moment: Moment, nom: str, titre: str) -> None:
    """Forget a model. ``OSError`` when the disk refuses."""
    storage.drop_modele(moment.folder, nom, titre)


def read_reponses(moment: Moment, nom: str) -> Reponses:
    """Answers kept for a table."""
    return storage.read_reponses(moment.folder, nom)


def keep_reponses(moment: Moment, nom: str, reponses: Reponses) -> None:
    """Keep answers with those already there: hashes, never addresses. ``OSError`` when the disk refuses."""
    storage.write_reponses(moment.folder, nom, reponses.jumelles, reponses.adresses)
