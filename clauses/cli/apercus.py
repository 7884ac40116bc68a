"""Imports on the terminal: what changes, as tables for people or as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clauses.cli.publications import changes_to_dict, conclusion
from clauses.cli.sortie import EMPTY, MOST_ROWS, grid, output, safe, say, show_issues
from clauses.domain.issues import Issue
from clauses.domain.listes.changements import ReleveListe
from clauses.edition.apercu_apport import Apercu
from clauses.edition.preparation import Preparation
from clauses.rendu.formats import number
from clauses.rendu.mots import commandes
from clauses.rendu.mots import imports as mots
from clauses.storage.editions.publication import Publiee

_FIGURES = {
    "heures": "Heures",
    "beneficiaires": "Bénéficiaires",
    "contrats": "Contrats",
    "marches": "Marchés",
    "part_qpv": "QPV (%)",
}


@dataclass(frozen=True)
class Sorte:
    """Display of one kind of import: its noun, the columns of the rows added, the numeric ones, where faults go."""

    singular: str
    titles: tuple[str, ...]
    cells: Callable[[dict[str, str]], Sequence[str]]
    numbers: int | None = None
    left_out: str = ""


def _figure(cell: str) -> str:
    return cell.replace(".", ",") if "." in cell else number(int(cell)) if cell else EMPTY


SORTES = {
    "heures": Sorte(
        "chiffre", ("Identifiant", "Libellé", "Année", *_FIGURES.values()),
        lambda row: (row["id"], row.get("libelle", ""), row["annee"],
                     *(_figure(row.get(name, "")) for name in _FIGURES)),
        3, mots.HORS_TOTAUX,
    ),
    "structures": Sorte(
        "structure", ("Identifiant", "Nom", "Type", "Commune", "SIRET"),
        lambda row: (row["id"], *(row.get(name, EMPTY) for name in ("nom", "type", "commune", "siret"))),
    ),
    "guichets": Sorte(
        "guichet", ("Identifiant", "Nom", "Typologie", "Périmètre"),
        lambda row: (row["id"], *(row.get(name, EMPTY) for name in ("nom", "typologie", "perimetre"))),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Resultat:
    """An import as far as it went: the dry run, the publication prepared, done, or refused for a reason."""

    apercu: Apercu
    preparation: Preparation | None
    issues: tuple[Issue, ...]
    done: Publiee | None = None
    raison: str = ""
    code: int = 0


def to_dict(found: Resultat) -> dict[str, Any]:
    """Plain values of an import. Doubtful addresses are only counted: they may be those of people."""
    apercu, changements = found.apercu, found.apercu.changements
    releve = apercu.releve
    return {
        "lues": releve.lues,
        "retenues": releve.retenues,
        "filtrees": releve.filtrees,
        "ecartees": releve.ecartees,
        "motifs": {name: apercu.motifs.get(name, 0) for name in mots.MOTIFS},
        "personnels": releve.personnels if isinstance(releve, ReleveListe) else 0,
        "adresses": len(apercu.adresses),
        "jumelles": [
            {"ligne": each.ligne, "nom": each.nom, "id": each.id, "nom_connu": each.nom_connu, "reponse": each.reponse}
            for each in apercu.jumelles
        ],
        "reparations": [
            {"genre": str(each.genre), "colonne": each.colonne, "nombre": each.nombre} for each in apercu.reparations
        ],
        "disparues": [{"id": each.id, "nom": each.nom} for each in changements.disparitions],
        "retirees": [each.id for each in changements.retraits],
        "ajouts": list(changements.ajouts),
        "modifications": changes_to_dict(changements)["modifications"],
        "inchangees": list(changements.inchangees),
        "issues": [each.to_dict() for each in found.issues],
        "edition": found.done.manifeste.numero if found.done else None,
        "raison": found.raison or None,
    }


def show(nom: str, found: Resultat, *, corriger: bool) -> None:
    """Print an import: rows read, rows left out and why, changes."""
    apercu, changements, sorte = found.apercu, found.apercu.changements, SORTES[nom]
    releve = apercu.releve
    personnels = releve.personnels if isinstance(releve, ReleveListe) else 0
    counts = mots.lues(releve.lues, releve.retenues, apercu.motifs, releve.ecartees, personnels, sorte.left_out)
    say(f"{releve.file} : {counts}", "bold")
    if apercu.reparations:
        say("")
    for each in apercu.reparations:
        say(mots.reparation(each.genre, each.colonne, each.nombre, each.exemples[0]), whole=True)
    if found.issues:
        say("")
        show_issues(found.issues)
        if any(each.corrections for each in apercu.fautes) and not corriger:
            say(mots.CORRIGEABLES)
    if apercu.a_repondre:
        rows = [(str(each.ligne), each.nom, each.lieu, each.nom_connu, each.id) for each in apercu.a_repondre]
        _table(mots.a_comparer(len(rows)), mots.TITRES_JUMELLES, rows)
    if changements.ajouts:
        rows = [sorte.cells(row) for row in changements.ajouts]
        _table(mots.a_ajouter(len(rows), sorte.singular), sorte.titles, rows, sorte.numbers)
    if changements.modifications:
        rows = [
            (each.id, name, old or EMPTY, new or EMPTY)
            for each in changements.modifications
            for name, (old, new) in each.champs.items()
        ]
        _table(mots.a_modifier(len(changements.modifications), sorte.singular), mots.TITRES_MODIFICATIONS, rows)
    if changements.disparitions:
        rows = [(each.id, each.nom) for each in changements.disparitions]
        _table(mots.disparues(len(rows), sorte.singular, retire=changements.retire), mots.TITRES_DISPARUES, rows)
    say("")
    if changements.inchangees:
        say(mots.sans_changement(len(changements.inchangees), sorte.singular))
    say(_conclusion(nom, found), "bold")


def _table(title: str, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: int | None = None) -> None:
    say("")
    say(title, "bold")
    table = grid(*titles, numbers=numbers)
    for row in rows[:MOST_ROWS]:
        table.add_row(*map(safe, row))
    output().print(table)
    if len(rows) > MOST_ROWS:
        say(commandes.de_plus(len(rows) - MOST_ROWS))


def _conclusion(nom: str, found: Resultat) -> str:
    table = f"{nom}.csv"
    if found.done or found.raison:
        return conclusion(found.done, "") if found.done else found.raison
    return mots.essai(table) if found.apercu.changements else mots.rien_a_ecrire(table)
