"""Publish a table from the command line: the same checks as on screen, then the edition."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from clauses.cli.affichage import grid, output, safe, verification, waiting
from clauses.cli.publications import CONFLICT
from clauses.cli.refus import Refus
from clauses.cli.sortie import print_json
from clauses.domain.changements import Changements
from clauses.domain.issues import UNREADABLE
from clauses.donnees import EditionInconnueError, TerritoiresError
from clauses.edition.etat import read_etat
from clauses.edition.preparation import MOST_DRAWN, Preparation, prepare
from clauses.edition.publication import RefuseeError, publish
from clauses.edition.travail import Travail, read_fichier
from clauses.rendu.changements import details, resume
from clauses.rendu.effet import resume_effet
from clauses.rendu.formats import number, typographic
from clauses.storage.editions.publication import EditionEntreTempsError, OccupeError, Publiee
from clauses.storage.files import data_dir
from clauses.storage.limites import SourceError, read_limited
from clauses.storage.refus_systeme import reason_of
from clauses.storage.xlsx.archive import LARGEST_FILE

REFUSED = 1
_MOST_ROWS = 100
_EMPTY = "–"

TOO_MANY = f"Plus de {number(MOST_DRAWN)} guichets : l’effet sur la couverture n’est pas calculé."
BASE_LOST = (
    "ATTENTION : ce classeur part d’un état de la table que l’atlas ne connaît plus (modifié à la main, sans être "
    "publié). Il est comparé à ce que l’atlas montre maintenant : ce qui a changé depuis serait défait."
)


@dataclass(frozen=True)
class Demande:
    """Who asks, why, and how far to go."""

    auteur: str
    message: str
    confirmer: bool = False
    essai: bool = False


def run(nom: str, path: Path, feuille: str, depuis: int | None, asked: Demande, *, as_json: bool) -> int:
    """Prepare, publish when asked and allowed, tell the whole; the exit code."""
    travail, preparation = _prepared(nom, path, feuille, depuis)
    done, raison, code = None, "", 0
    if any(found.code in UNREADABLE for found in travail.table.issues):
        raise Refus(_first_line(preparation), issues=[found.to_dict() for found in preparation.issues])
    if preparation.conflits:
        raison, code = "Quelqu’un d’autre a modifié les mêmes informations depuis.", CONFLICT
    elif not preparation.is_valide:
        raison, code = "La table a des erreurs.", REFUSED
    elif not asked.essai:
        done, raison, code = attempt(lambda: _publish(preparation, asked))
    if as_json:
        print_json(to_dict(travail, preparation, done, raison))
    else:
        _show(path, travail, preparation, done, raison)
    return code


def attempt(act: Callable[[], Publiee]) -> tuple[Publiee | None, str, int]:
    """Publish or restore: what was published, else why not (in French) and the exit code."""
    try:
        return act(), "", 0
    except RefuseeError as error:
        return None, error.raison, REFUSED
    except EditionEntreTempsError:
        return None, "L’atlas a changé entre temps : relancez la commande.", CONFLICT
    except EditionInconnueError as error:
        raise unknown(error.numero) from error
    except OccupeError:
        return None, "Une autre publication est en cours : recommencez dans un instant.", CONFLICT
    except OSError as error:
        words = f"{error.filename or data_dir()} ne peut pas être écrit : {reason_of(error)}. Rien n’est publié."
        raise Refus(words) from error


def _prepared(nom: str, path: Path, feuille: str, depuis: int | None) -> tuple[Travail, Preparation]:
    try:
        with waiting("Vérification de la table…"):
            content = read_limited(path, LARGEST_FILE)
            etat = read_etat(data_dir())
            _, travail = read_fichier(etat, nom, content, path.as_posix(), feuille, depuis)
            annee = date.today().year  # noqa: DTZ011 - the day here, not a moment
            return travail, prepare(etat, travail.table, travail.base, annee=annee)
    except SourceError as error:
        raise Refus(
            "\n".join(f"{found.file} : {found.message}" for found in error.issues),
            issues=[found.to_dict() for found in error.issues],
        ) from error
    except EditionInconnueError as error:
        raise unknown(error.numero) from error
    except TerritoiresError as error:
        raise Refus(f"Les territoires ne peuvent pas être lus dans {data_dir() / 'geo'}.") from error


def unknown(numero: int) -> Refus:
    """An edition that does not exist, or is damaged."""
    return Refus(f"Il n’y a pas d’édition n° {numero}, ou elle est abîmée : « python -m clauses editions » les liste.")


def _publish(preparation: Preparation, asked: Demande) -> Publiee:
    return publish(preparation, asked.auteur, asked.message, now(), confirme=asked.confirmer)


def now() -> datetime:
    """The present moment, with the offset of this machine."""
    return datetime.now().astimezone()


def to_dict(travail: Travail, preparation: Preparation, done: Publiee | None, raison: str) -> dict[str, Any]:
    """Plain values of a publication, done or not."""
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
        "couverture": resume_effet(preparation.effet) if preparation.is_dessinable else [],
        "couverture_raison": None if preparation.is_dessinable else typographic(TOO_MANY),
        "a_confirmer": [found.to_dict() for found in preparation.a_confirmer],
        "issues": [found.to_dict() for found in preparation.issues],
    }  # fmt: skip


def changes_to_dict(changements: Changements) -> dict[str, Any]:
    """Plain values of changes."""
    return {
        "ajouts": list(changements.ajouts),
        "modifications": [
            {"id": each.id, "champs": {name: list(values) for name, values in each.champs.items()}}
            for each in changements.modifications
        ],
        "retraits": [{"id": each.id, "nom": each.nom} for each in changements.retraits],
    }


def _show(path: Path, travail: Travail, preparation: Preparation, done: Publiee | None, raison: str) -> None:
    console = output()
    schema = travail.table.schema
    console.print(safe(f"{path} : {resume(preparation.changements, schema)}.", "bold"))
    if travail.is_base_perdue:
        console.print(safe(typographic(BASE_LOST), "bold red"))
    elif not travail.is_base_connue:
        console.print(safe("Le fichier ne dit pas de quelle édition il part : il est comparé à celle de maintenant."))
    if preparation.is_entre_temps:
        console.print(safe(f"Entre temps, d’autres ont publié : {resume(preparation.fusion.leurs, schema)}."))
    if preparation.issues:
        console.print()
        verification(preparation.issues)
    show_details(details(preparation.changements, schema))
    for each in preparation.conflits:
        versions = f"départ « {each.base} », édition « {each.actuel} », votre fichier « {each.propose} »"
        console.print(safe(f"Conflit, {each.id}, {each.colonne or 'toute la ligne'} : {versions}", "red"))
    console.print()
    for sentence in resume_effet(preparation.effet) if preparation.is_dessinable else [typographic(TOO_MANY)]:
        console.print(safe(sentence))
    console.print(safe(_conclusion(preparation, done, raison), "bold"))


def show_details(table: pd.DataFrame) -> None:
    """What changes, field by field."""
    if table.empty:
        return
    console, shown = output(), grid(*table.columns)
    for row in table.head(_MOST_ROWS).itertuples(index=False):
        shown.add_row(*(safe(cell or _EMPTY) for cell in row))
    console.print()
    console.print(shown)
    if len(table) > _MOST_ROWS:
        console.print(safe(f"… et {number(len(table) - _MOST_ROWS)} de plus, que --json donne."))


def published(done: Publiee) -> str:
    """What was done, and what could not be after it."""
    words = f"Publié : édition n° {done.manifeste.numero}."
    if done.en_retard:
        words += f" Ces fichiers n’ont pas encore pu être réécrits : {', '.join(done.en_retard)}."
    return words


def _conclusion(preparation: Preparation, done: Publiee | None, raison: str) -> str:
    if done:
        return published(done)
    if not raison:
        return "Essai : rien n’est publié."
    confirm = preparation.a_confirmer and not preparation.conflits and preparation.is_valide
    return f"Refusé : {raison}" + (" Ajoutez --confirmer." if confirm else "")


def _first_line(preparation: Preparation) -> str:
    found = next(each for each in preparation.issues if each.code in UNREADABLE)
    return f"{found.file} : {found.message}"
