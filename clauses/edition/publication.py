"""Publish a preparation, restore an edition: the only functions that change what the atlas shows."""

from datetime import datetime
from pathlib import Path

from clauses.domain.auteur import LONGEST_NAME as LONGEST_NAME
from clauses.domain.auteur import clean_name
from clauses.domain.changements import compare
from clauses.domain.contenus.textes import TEXTES
from clauses.domain.issues import Issue, has_errors
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, load_publies, load_textes, read_moment, schema_of
from clauses.edition.preparation import Preparation
from clauses.rendu.changements import resume
from clauses.storage.disque import check_writable
from clauses.storage.editions.depot import DESCRIPTION
from clauses.storage.editions.publication import EditionEntreTempsError as EditionEntreTempsError
from clauses.storage.editions.publication import Entete, Publiee
from clauses.storage.editions.publication import OccupeError as OccupeError
from clauses.storage.editions.publication import publish as write
from clauses.storage.refus_systeme import reason_of as reason_of
from clauses.storage.traces import Evenement, trace

LONGEST_MESSAGE = 500
DEPART_MESSAGE = "Données telles qu’elles étaient avant la première publication"
SAUVEGARDE_MESSAGE = typographic("Modifications faites à la main, gardées avant de restaurer l’édition n° {numero}")


class RefuseeError(ValueError):
    """The publication is not allowed: ``raison`` in French, and the issues that forbid it."""

    def __init__(self, raison: str, *issues: Issue) -> None:
        self.raison, self.issues = raison, issues
        super().__init__(raison)


def why_closed(folder: Path) -> str:
    """Reason why nothing can be published in a folder, in French: the disk is read-only or shared; empty if it can."""
    try:
        check_writable(folder)
    except OSError as error:
        return reason_of(error)
    return ""


def publish(
    preparation: Preparation, auteur: str, message: str, maintenant: datetime, *, confirme: bool = False
) -> Publiee:
    """Publish a table as a new edition.

    Parameters
    ----------
    auteur, message : who, and why; neither may be empty
    maintenant : moment of the publication, with its offset
    confirme : whether what must be confirmed was

    Raises
    ------
    RefuseeError
        When there is an error, a conflict, nothing to publish, or something to confirm.
    EditionEntreTempsError, OccupeError, OSError
        See :func:`clauses.storage.editions.publication.publish`.
    """
    moment, nom = preparation.moment, preparation.nom
    errors = [found for found in preparation.issues if has_errors([found])]
    if errors:
        raise RefuseeError("La table a des erreurs : rien n’est publié.", *errors)
    if preparation.conflits:
        raise RefuseeError("Quelqu’un d’autre a modifié les mêmes informations : il faut choisir lesquelles garder.")
    if not preparation.a_publier:
        raise RefuseeError("L’atlas dit déjà tout cela : il n’y a rien à publier.")
    if preparation.a_confirmer and not confirme:
        raise RefuseeError("Ces changements doivent être confirmés.", *preparation.a_confirmer)
    entete = _entete(moment, auteur, message, maintenant, {nom: preparation.apres})
    return _write(moment, dict(preparation.fichiers), entete)


def restore(
    folder: Path, numero: int, auteur: str, message: str, maintenant: datetime, *, base: str | None = None
) -> Publiee:
    """Bring an edition back, as a new one; what was edited by hand since is kept first, in an edition of its own.

    Parameters
    ----------
    base : ``Instantane.cle`` of what the person saw the edition compared with; ``None``: of now

    Raises
    ------
    EditionInconnueError
        When it does not exist, or is damaged.
    RefuseeError
        When the atlas already shows it, and no file is to be put back.
    EditionEntreTempsError
        When the atlas shows something else than ``base``, or somebody publishes meanwhile.
    OccupeError, OSError
        See :func:`clauses.storage.editions.publication.publish`.
    """
    moment, ancien = read_moment(folder), read_moment(folder, numero)
    _check_words(auteur, message)
    if base is not None and base != moment.instantane.cle:
        raise EditionEntreTempsError(moment.instantane)
    if _tables(moment) == _tables(ancien) and not moment.instantane.reprises:
        raise RefuseeError(f"L’atlas montre déjà ce que disait l’édition n° {numero}.")
    if moment.instantane.modifies:
        kept = _entete(moment, auteur, SAUVEGARDE_MESSAGE.format(numero=numero), maintenant, {})
        saved = _write(moment, {}, kept).manifeste.numero
        moment = read_moment(folder)
        if moment.instantane.numero != saved or moment.instantane.modifies:
            raise EditionEntreTempsError(moment.instantane)
    entete = _entete(moment, auteur, message, maintenant, {**ancien.tables, TEXTES: load_textes(ancien)}, numero)
    # Pages that the team has written since go: those of the program come back.
    return _write(moment, dict.fromkeys(moment.instantane.contents) | dict(ancien.instantane.contents), entete)


def _write(moment: Moment, contents: dict[str, bytes | None], entete: Entete) -> Publiee:
    start = Entete("", DEPART_MESSAGE, entete.date, {})
    done = write(moment.folder, contents, moment.instantane.cle, entete, start)
    if entete.restaure is None:
        trace(Evenement.PUBLICATION, edition=done.manifeste.numero, auteur=entete.auteur)
    else:
        trace(Evenement.RESTAURATION, edition=done.manifeste.numero, restaure=entete.restaure, auteur=entete.auteur)
    return done


def _entete(
    moment: Moment, auteur: str, message: str, maintenant: datetime, apres: dict, restaure: int | None = None
) -> Entete:
    """Heading of an edition: what it changes, in words, in each table since the edition before."""
    auteur, message = _check_words(auteur, message)
    avant = {**moment.publiees, TEXTES: load_publies(moment)}
    tables = {**moment.tables, TEXTES: load_textes(moment), **apres}
    changes = {nom: compare(avant[nom], table) for nom, table in tables.items()}
    words = {nom: resume(each, schema_of(moment, nom)) for nom, each in changes.items() if each}
    return Entete(auteur, message, maintenant, words, restaure)


def _check_words(auteur: str, message: str) -> tuple[str, str]:
    auteur, message = clean_name(auteur), clean_name(message)
    if not auteur or len(auteur) > LONGEST_NAME:
        raise RefuseeError(f"Le nom de l’auteur est attendu, en {LONGEST_NAME} caractères au plus.")
    if not message or len(message) > LONGEST_MESSAGE:
        raise RefuseeError(
            f"Un message est attendu, en {LONGEST_MESSAGE} caractères au plus : ce qui change, pourquoi."
        )
    return auteur, message


def _tables(moment: Moment) -> dict[str, bytes]:
    contents = moment.instantane.contents
    return {name: content for name, content in contents.items() if name != DESCRIPTION and content is not None}
