"""Editions from the command line: their list, what differs between two, bringing one back."""

from collections.abc import Mapping
from typing import Any

from clauses.cli.affichage import grid, output, safe, waiting
from clauses.cli.publier import attempt, changes_to_dict, now, published, show_details, unknown
from clauses.cli.refus import Refus
from clauses.cli.sortie import print_json
from clauses.donnees import EditionInconnueError, TerritoiresError
from clauses.edition.comparaison import Comparaison, compare_editions
from clauses.edition.publication import restore as bring_back
from clauses.rendu.changements import details, resume
from clauses.rendu.editions import ACTIONS, table_editions
from clauses.rendu.effet import resume_effet
from clauses.rendu.formats import typographic
from clauses.storage.editions.depot import Manifeste, list_manifestes
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.files import data_dir


def list_all(*, as_json: bool) -> None:
    """Every edition, the latest first, and what was edited by hand since."""
    instantane = read_instantane(data_dir())
    found = list_manifestes(data_dir())
    if as_json:
        print_json({"modifies": list(instantane.modifies), "editions": [_to_dict(each) for each in found]})
        return
    console = output()
    if not found:
        console.print(safe("Aucune édition n’a encore été publiée : les données sont celles du dossier."))
        return
    editions = table_editions(found, auteurs=True)
    table = grid(*editions.columns)
    for row in editions.itertuples(index=False):
        table.add_row(*map(safe, row))
    console.print(table)
    if instantane.modifies:
        names = ", ".join(instantane.modifies)
        console.print(safe(f"Modifié à la main depuis l’édition n° {instantane.numero} : {names}."))


def compare(avant: int, apres: int, *, as_json: bool) -> None:
    """What turns an edition into another."""
    found = _compared(avant, apres)
    if as_json:
        print_json({"avant": avant, "apres": apres, **_comparison(found)})
    else:
        _show(found)


def restore(numero: int, auteur: str, message: str, *, essai: bool, as_json: bool) -> int:
    """Bring an edition back; the exit code."""
    found = _compared(None, numero)
    why = message or f"Retour à l’édition n° {numero}"
    done, raison, code = None, "", 0
    if not essai:
        done, raison, code = attempt(
            lambda: bring_back(data_dir(), numero, auteur, why, now(), base=found.avant.instantane.cle)
        )
    if as_json:
        head = {"restaure": numero, "publie": done is not None, "edition": done.manifeste.numero if done else None}
        print_json({**head, "raison": typographic(raison) or None, **_comparison(found)})
    else:
        _show(found)
        words = published(done) if done else f"Refusé : {raison}" if raison else "Essai : rien n’est publié."
        output().print(safe(words, "bold"))
    return code


def _compared(avant: int | None, apres: int) -> Comparaison:
    try:
        with waiting("Comparaison…"):
            return compare_editions(data_dir(), avant, apres)
    except EditionInconnueError as error:
        raise unknown(error.numero) from error
    except TerritoiresError as error:
        raise Refus(f"Les territoires ne peuvent pas être lus dans {data_dir() / 'geo'}.") from error


def _show(found: Comparaison) -> None:
    console = output()
    if not found.changements:
        console.print(safe("Rien ne change dans les tables."))
    for nom, changements in found.changements.items():
        schema = found.avant.schemas[nom]
        console.print(safe(f"{schema.title} : {resume(changements, schema)}.", "bold"))
        show_details(details(changements, schema))
        console.print()
    for sentence in resume_effet(found.effet):
        console.print(safe(sentence))


def _comparison(found: Comparaison) -> dict[str, Any]:
    return {
        "changements": {nom: changes_to_dict(changements) for nom, changements in found.changements.items()},
        "couverture": resume_effet(found.effet),
    }


def _to_dict(manifeste: Manifeste) -> Mapping[str, Any]:
    document = manifeste.to_dict()
    names = ("numero", "date", "auteur", "message", "action", "restaure", "tables", "resume")
    return {name: document[name] for name in names} | {"nature": ACTIONS[manifeste.action]}
