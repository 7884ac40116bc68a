"""``publier``: publish a table, with the same checks as on screen; shared parts of the commands on editions."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import EMPTY, MOST_ROWS, AsJson, grid, output, print_json, safe, say, show_issues, waiting
from clauses.domain.issues import UNREADABLE
from clauses.domain.typographie import typographic
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge
from clauses.storage.files import data_dir
from clauses.storage.refus_systeme import reason_of

if TYPE_CHECKING:
    import pandas as pd

    from clauses.domain.changements import Changements
    from clauses.edition.preparation import Preparation
    from clauses.edition.travail import Travail
    from clauses.storage.editions.publication import Publiee

REFUSED, CONFLICT = 1, 3


class Nom(StrEnum):
    """Tables that can be published."""

    GUICHETS = "guichets"
    TYPOLOGIES = "typologies"
    HEURES = "heures"
    STRUCTURES = "structures"


Auteur = Annotated[str, typer.Option(metavar="NOM", help="Qui publie : ce nom reste dans l’historique.")]
Essai = Annotated[bool, typer.Option("--essai", metavar="", help="Montre ce qui changerait, sans rien écrire.")]


def publier(
    table: Annotated[Nom, typer.Argument(metavar="TABLE", help="guichets, typologies, heures ou structures.")],
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="La table : CSV de tout tableur, XLSX ou ODS.")],
    auteur: Auteur = "",
    message: Annotated[str, typer.Option(metavar="TEXTE", help="Ce qui change, et pourquoi.")] = "",
    feuille: Annotated[str, typer.Option(metavar="NOM", help="Feuille du classeur ; la première par défaut.")] = "",
    depuis: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Édition dont part le fichier ; un classeur de l’atlas le dit lui-même."),
    ] = None,
    partiel: Annotated[
        bool,
        typer.Option(
            "--partiel",
            metavar="",
            help="Le fichier ne contient qu’une partie de la table : seules ses lignes et ses colonnes changent.",
        ),
    ] = False,
    confirmer: Annotated[
        bool,
        typer.Option(
            "--confirmer",
            metavar="",
            help="Publie même si la couverture se réduit, si un périmètre se perd ou si beaucoup de lignes partent.",
        ),
    ] = False,
    essai: Essai = False,
    as_json: AsJson = False,
) -> None:
    """Publie une table : la vérifie, montre ce qui change, et en fait une nouvelle édition.

    Ce que d’autres ont publié depuis l’édition dont part le fichier est gardé. S’ils ont changé les mêmes
    informations, rien n’est publié, et les deux versions sont montrées.

    Code de sortie : 0 si c’est fait (ou montré), 1 si c’est refusé, 2 si un fichier est illisible, 3 en cas de conflit.
    """
    from clauses.edition.publication import publish

    travail, preparation = _prepared(table.value, fichier, feuille, depuis, partiel=partiel)
    unread = next((found for found in travail.table.issues if found.code in UNREADABLE), None)
    if unread is not None:
        message = f"{unread.file} : {unread.message}"
        raise Refus(message, issues=[found.to_dict() for found in preparation.issues])
    done, raison, code = None, "", 0
    if preparation.conflits:
        raison, code = mots.CONFLIT, CONFLICT
    elif not preparation.is_valide:
        raison, code = mots.TABLE_EN_ERREUR, REFUSED
    elif not essai:
        done, raison, code = attempt(lambda: publish(preparation, auteur, message, horloge.now(), confirme=confirmer))
    if as_json:
        print_json(_to_dict(travail, preparation, done, raison))
    else:
        _show(fichier, travail, preparation, done, raison)
    raise typer.Exit(code)


def attempt(act: "Callable[[], Publiee]") -> "tuple[Publiee | None, str, int]":
    """Publish or restore: the publication, else the reason of the refusal (in French) and the exit code."""
    from clauses.cli import lecture
    from clauses.donnees import EditionInconnueError
    from clauses.edition.publication import RefuseeError
    from clauses.storage.editions.publication import EditionEntreTempsError, OccupeError

    try:
        return act(), "", 0
    except RefuseeError as error:
        return None, error.raison, REFUSED
    except EditionEntreTempsError:
        return None, mots.CHANGE_ENTRE_TEMPS, CONFLICT
    except EditionInconnueError as error:
        raise lecture.inconnue(error) from error
    except OccupeError:
        return None, mots.PUBLICATION_EN_COURS, CONFLICT
    except OSError as error:
        raise Refus(mots.pas_ecrit(error.filename or data_dir(), reason_of(error), mots.RIEN_PUBLIE)) from error


def _prepared(
    nom: str, path: Path, feuille: str, depuis: int | None, *, partiel: bool
) -> "tuple[Travail, Preparation]":
    from clauses.cli import lecture
    from clauses.donnees import EditionInconnueError, read_moment
    from clauses.edition.preparation import prepare
    from clauses.edition.travail import read_fichier
    from clauses.storage.limites import LARGEST_FILE, SourceError, read_limited

    try:
        with waiting(mots.VERIFICATION_TABLE):
            content = read_limited(path, LARGEST_FILE)
            moment = read_moment(data_dir())
            _, travail = read_fichier(moment, nom, content, path.as_posix(), feuille, depuis, partiel=partiel)
            annee = horloge.today().year
            return travail, prepare(moment, travail.table, travail.base, annee=annee, derniere=travail.derniere)
    except SourceError as error:
        raise Refus(
            "\n".join(f"{found.file} : {found.message}" for found in error.issues),
            issues=[found.to_dict() for found in error.issues],
        ) from error
    except EditionInconnueError as error:
        raise lecture.inconnue(error) from error


def _to_dict(travail: "Travail", preparation: "Preparation", done: "Publiee | None", raison: str) -> dict[str, Any]:
    """Plain values of a publication, done or not."""
    from clauses.rendu.changements import resume

    effect, left_out = _effect(preparation)
    return {
        "table": preparation.nom,
        "publie": done is not None,
        "edition": done.manifeste.numero if done else None,
        "raison": typographic(raison) or None,
        "depart": {
            "edition": travail.numero,
            "connu": travail.is_base_connue,
            "perdu": travail.is_base_perdue,
        },
        "resume": resume(preparation.changements, travail.table.schema),
        "changements": changes_to_dict(preparation.changements),
        "entre_temps": changes_to_dict(preparation.fusion.leurs),
        "conflits": [
            {"id": each.id, "colonne": each.colonne or None, "base": each.base, "actuel": each.actuel,
             "propose": each.propose}
            for each in preparation.conflits
        ],
        "couverture": effect,
        "couverture_raison": typographic(left_out) or None,
        "a_confirmer": [found.to_dict() for found in preparation.a_confirmer],
        "issues": [found.to_dict() for found in preparation.issues],
    }  # fmt: skip


def changes_to_dict(changements: "Changements") -> dict[str, Any]:
    """Plain values of changes."""
    return {
        "ajouts": list(changements.ajouts),
        "modifications": [
            {"id": each.id, "champs": {name: list(values) for name, values in each.champs.items()}}
            for each in changements.modifications
        ],
        "retraits": [{"id": each.id, "nom": each.nom} for each in changements.retraits],
    }


def _effect(preparation: "Preparation") -> tuple[list[str], str]:
    """Effect on the coverage, in sentences; else the reason why it is unknown."""
    from clauses.edition.preparation import MOST_DRAWN
    from clauses.rendu.effet import resume_effet

    if preparation.is_dessinable:
        return resume_effet(preparation.effet), ""
    return [], mots.trop_de_guichets(MOST_DRAWN)


def _show(path: Path, travail: "Travail", preparation: "Preparation", done: "Publiee | None", raison: str) -> None:
    from clauses.rendu.changements import details, resume

    schema = travail.table.schema
    say(f"{path} : {resume(preparation.changements, schema)}.", "bold")
    if travail.is_base_perdue:
        say(mots.DEPART_PERDU, "bold red")
    elif not travail.is_base_connue:
        say(mots.DEPART_INCONNU)
    if preparation.is_entre_temps:
        say(mots.entre_temps(resume(preparation.fusion.leurs, schema)))
    if preparation.issues:
        say("")
        show_issues(preparation.issues)
    show_details(details(preparation.changements, schema).textes)
    for each in preparation.conflits:
        say(mots.conflit(each.id, each.colonne, each.base, each.actuel, each.propose), "red")
    say("")
    effect, left_out = _effect(preparation)
    for sentence in effect or [left_out]:
        say(sentence)
    confirm = bool(preparation.a_confirmer) and not preparation.conflits and preparation.is_valide
    say(conclusion(done, raison, confirm=confirm), "bold")


def conclusion(done: "Publiee | None", raison: str, *, confirm: bool = False) -> str:
    """Outcome: done, refused and why, or dry run."""
    if done:
        return mots.publie(done.manifeste.numero, done.en_retard)
    return mots.refuse(raison, confirm=confirm) if raison else mots.ESSAI


def show_details(table: "pd.DataFrame") -> None:
    """Diff, field by field."""
    if table.empty:
        return
    shown = grid(*table.columns)
    for row in table.head(MOST_ROWS).itertuples(index=False):
        shown.add_row(*(safe(cell or EMPTY) for cell in row))
    say("")
    output().print(shown)
    if len(table) > MOST_ROWS:
        say(mots.de_plus(len(table) - MOST_ROWS))
