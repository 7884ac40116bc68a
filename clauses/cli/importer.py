"""Imports from the command line: dry run, then an edition when asked."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import typer

from clauses.cli.apercus import Resultat, show, to_dict
from clauses.cli.lecture import read
from clauses.cli.publications import REFUSED, attempt
from clauses.cli.refus import Refus
from clauses.cli.sortie import print_json, say, waiting
from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.releve import Reponses
from clauses.domain.issues import Issue, has_errors
from clauses.donnees import Moment
from clauses.edition import modeles
from clauses.edition.apport import Apercu, Apport, preview, propose, read_apport
from clauses.edition.preparation import prepare
from clauses.edition.publication import publish
from clauses.edition.travail import start
from clauses.rendu.mots import commandes
from clauses.rendu.mots import imports as mots
from clauses.storage import horloge
from clauses.storage.ecriture import replace_file
from clauses.storage.imports.correspondances import correspondance_path, is_blank, read_correspondance
from clauses.storage.imports.sources import LARGEST_TEXT
from clauses.storage.limites import SourceError, read_limited
from clauses.storage.refus_systeme import reason_of


@dataclass(frozen=True)
class Demande:
    """What is asked of an import; see the options of the commands."""

    nom: str
    fichier: Path
    modele: Path | None
    feuille: str
    appliquer: bool
    auteur: str
    message: str
    confirmer: bool
    ignorer: bool
    corriger: bool
    retirer: bool
    jumelles: str


def run(demande: Demande, *, as_json: bool) -> int:
    """Read, show and, when asked and allowed, publish; the exit code."""
    moment = read()
    try:
        with waiting(mots.LECTURE):
            apport, correspondance = _read(moment, demande, as_json=as_json)
            apercu = _preview(moment, demande, apport, correspondance)
    except SourceError as error:
        raise _refus(error.issues) from error
    if apercu.defauts:
        raise _refus(apercu.defauts)
    resultat = _publish(demande, _prepared(moment, demande, apercu))
    if resultat.done and demande.jumelles:
        answers = {each.cle: each.reponse for each in apercu.jumelles if each.reponse is not None}
        # A disk that refuses: they will be asked again.
        with suppress(OSError):
            modeles.keep_reponses(moment, demande.nom, Reponses(answers))
    if as_json:
        print_json(to_dict(resultat))
    else:
        show(demande.nom, resultat, corriger=demande.corriger)
    return resultat.code


def _read(moment: Moment, demande: Demande, *, as_json: bool) -> tuple[Apport, Correspondance]:
    """The file and its correspondance: given, beside it, or known from its titles."""
    content = read_limited(demande.fichier, LARGEST_TEXT)
    path = demande.modele or correspondance_path(demande.fichier)
    text = read_limited(path, LARGEST_TEXT) if path.exists() else None
    found = None
    if text is not None and not is_blank(text):
        found = read_correspondance(text, path.as_posix(), DESCRIPTIONS[demande.nom])
    apport = read_apport(
        moment, demande.nom, content, demande.fichier.as_posix(), demande.feuille or (found.feuille if found else ""),
        titres=tuple(found.titres) if found else (), largest=LARGEST_TEXT, most=None,
    )  # fmt: skip
    if found is None and apport.connue is None:
        _offer(moment, demande, apport, path, text, as_json=as_json)
    return apport, found or propose(moment, apport)


def _offer(
    moment: Moment, demande: Demande, apport: Apport, path: Path, before: bytes | None, *, as_json: bool
) -> NoReturn:
    """Give a model of the correspondance: written where it was asked, printed otherwise."""
    modele = modeles.render(moment, propose(moment, apport), apport)
    if demande.modele is not None:
        try:
            replace_file(path, modele.encode(), before)
        except OSError as error:
            raise Refus(commandes.pas_ecrit(path, reason_of(error))) from error
        if as_json:
            print_json({"modele": modele, "chemin": path.as_posix()})
        else:
            say(mots.modele_ecrit(path), whole=True)
        raise typer.Exit(0)
    if not as_json:
        typer.echo(modele, nl=False)
    raise Refus(mots.sans_correspondance(demande.fichier, path), modele=modele)


def _preview(moment: Moment, demande: Demande, apport: Apport, correspondance: Correspondance) -> Apercu:
    """Dry run; a second one once what is asked for all the rows is known."""
    annee = horloge.today().year
    reponses = modeles.read_reponses(moment, demande.nom)

    def again(reponses: Reponses) -> Apercu:
        return preview(moment, apport, correspondance, reponses, annee=annee, is_entier=demande.retirer)

    apercu = again(reponses)
    jumelles = {
        each.cle: each.id if demande.jumelles == "memes" else "" for each in apercu.a_repondre if demande.jumelles
    }
    corrections = frozenset(each.cle for each in apercu.fautes if demande.corriger and each.corrections)
    if not jumelles and not corrections:
        return apercu
    return again(Reponses({**reponses.jumelles, **jumelles}, reponses.adresses, corrections))


def _prepared(moment: Moment, demande: Demande, apercu: Apercu) -> Resultat:
    """The draft checked as any other; what was already to say of the table is not about this import."""
    travail = apercu.travail
    if travail is None:
        return Resultat(apercu, None, apercu.issues)
    annee = horloge.today().year
    preparation = prepare(moment, travail.table, travail.base, annee=annee)
    before = prepare(moment, start(moment, demande.nom).table, annee=annee)
    known = {(each.code, each.column, each.params) for each in before.issues}
    new = [
        each for each in preparation.issues if has_errors([each]) or (each.code, each.column, each.params) not in known
    ]
    return Resultat(apercu, preparation, (*apercu.issues, *new))


def _publish(demande: Demande, found: Resultat) -> Resultat:
    """Publish when it is asked and allowed.

    Errors in the result prevent it, and so do faulty rows not explicitly left out, and rows that wait for an answer.
    """
    apercu, preparation, table = found.apercu, found.preparation, f"{demande.nom}.csv"
    if preparation is None or not preparation.is_valide:
        return replace(found, raison=mots.refuse(table), code=REFUSED)
    if not demande.appliquer:
        return found
    if apercu.a_repondre:
        return replace(found, raison=mots.refuse(table, mots.JUMELLES_A_DIRE), code=REFUSED)
    if apercu.ecartees and not demande.ignorer:
        return replace(found, raison=mots.refuse(table, mots.FAUTIVES), code=REFUSED)
    if not apercu.changements:
        return found
    done, raison, code = attempt(
        lambda: publish(preparation, demande.auteur, demande.message, horloge.now(), confirme=demande.confirmer)
    )
    confirm = bool(preparation.a_confirmer) and not demande.confirmer
    return replace(found, done=done, raison=raison and mots.refuse(table, raison, confirm=confirm), code=code)


def _refus(issues: Sequence[Issue]) -> Refus:
    return Refus("\n".join(map(_line, issues)), issues=[each.to_dict() for each in issues])


def _line(found: Issue) -> str:
    """« suivi.yml, ligne 4 : La clé… »."""
    place = f"{found.file}, ligne {found.line}" if found.line else found.file
    return f"{place} : {found.message}"
