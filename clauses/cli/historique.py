"""``editions`` and ``restaurer``: list editions, compare two, restore one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.publications import Auteur, Essai, attempt, changes_to_dict, conclusion, show_details
from clauses.cli.sortie import AsJson, grid, output, print_json, safe, say, waiting
from clauses.domain.typographie import typographic
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge
from clauses.storage.files import data_dir

if TYPE_CHECKING:
    from clauses.edition.comparaison import Comparaison
    from clauses.storage.editions.depot import Manifeste


def editions(
    comparer: Annotated[
        tuple[int, int] | None, typer.Option(metavar="A B", help="Montre ce qui change de l’édition A à l’édition B.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Liste les éditions publiées : qui, quand, pourquoi, quoi."""
    if comparer is None:
        _list_all(as_json=as_json)
        return
    found = _compared(*comparer)
    if as_json:
        print_json(dict(zip(("avant", "apres"), comparer, strict=True)) | _comparison(found))
    else:
        _show(found)


def restaurer(
    numero: Annotated[int, typer.Argument(metavar="N", min=1, help="Numéro de l’édition à remettre en place.")],
    auteur: Auteur = "",
    message: Annotated[str, typer.Option(metavar="TEXTE", help="Pourquoi ; une phrase par défaut.")] = "",
    essai: Essai = False,
    as_json: AsJson = False,
) -> None:
    """Remet en place une édition, par une nouvelle édition : rien de l’historique ne se perd.

    Code de sortie : 0 si c’est fait (ou montré), 1 si c’est refusé, 2 si l’édition n’existe pas, 3 en cas de conflit.
    """
    from clauses.edition import publication
    from clauses.rendu.mots.editions import restored

    found = _compared(None, numero)
    why = message or restored(numero)
    done, raison, code = None, "", 0
    if not essai:
        base, now = found.avant.instantane.cle, horloge.now()
        done, raison, code = attempt(lambda: publication.restore(data_dir(), numero, auteur, why, now, base=base))
    if as_json:
        head = {"restaure": numero, "publie": done is not None, "edition": done.manifeste.numero if done else None}
        print_json({**head, "raison": typographic(raison) or None, **_comparison(found)})
    else:
        _show(found)
        say(conclusion(done, raison), "bold")
    raise typer.Exit(code)


def _list_all(*, as_json: bool) -> None:
    """Every edition, the latest first, and the files edited by hand since."""
    from clauses.rendu.editions import table_editions
    from clauses.storage.editions.depot import list_manifestes
    from clauses.storage.editions.instantane import read_instantane

    instantane = read_instantane(data_dir())
    found = list_manifestes(data_dir())
    if as_json:
        print_json(
            {
                "modifies": list(instantane.modifies),
                "reprises": list(instantane.reprises),
                "editions": [_to_dict(each) for each in found],
            }
        )
        return
    if not found:
        from clauses.rendu.mots.editions import delivered
        from clauses.storage.editions.depot import DESCRIPTION
        from clauses.storage.tables import parse_package

        say(delivered(parse_package(instantane.contents[DESCRIPTION]).edition))
        return
    editions = table_editions(found, auteurs=True).textes
    table = grid(*editions.columns)
    for row in editions.itertuples(index=False):
        table.add_row(*map(safe, row))
    output().print(table)
    if instantane.modifies:
        say(mots.modifie_a_la_main(instantane.numero, instantane.modifies))
    if instantane.reprises:
        say(mots.repris(instantane.numero, list(instantane.reprises)))


def _compared(avant: int | None, apres: int) -> "Comparaison":
    from clauses.cli import lecture
    from clauses.donnees import EditionInconnueError, read_moment
    from clauses.edition.comparaison import compare_moments

    try:
        with waiting(mots.COMPARAISON):
            return compare_moments(read_moment(data_dir(), avant), read_moment(data_dir(), apres))
    except EditionInconnueError as error:
        raise lecture.inconnue(error) from error


def _show(found: "Comparaison") -> None:
    from clauses.rendu.changements import details, resume
    from clauses.rendu.effet import resume_effet

    if not found.changements:
        say(mots.RIEN_NE_CHANGE)
    for nom, changements in found.changements.items():
        schema = found.avant.schemas[nom]
        say(f"{schema.title} : {resume(changements, schema)}.", "bold")
        show_details(details(changements, schema).textes)
        say("")
    for sentence in resume_effet(found.effet):
        say(sentence)


def _comparison(found: "Comparaison") -> dict[str, Any]:
    from clauses.rendu.effet import resume_effet

    return {
        "changements": {nom: changes_to_dict(changements) for nom, changements in found.changements.items()},
        "couverture": resume_effet(found.effet),
    }


def _to_dict(manifeste: "Manifeste") -> Mapping[str, Any]:
    from clauses.rendu.editions import ACTIONS

    document = manifeste.to_dict()
    names = ("numero", "date", "auteur", "message", "action", "restaure", "tables", "resume")
    return {name: document[name] for name in names} | {"nature": ACTIONS[manifeste.action]}
