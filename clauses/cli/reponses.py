"""Answers of the command line as plain values, the same ones that ``--json`` prints."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import typer

from clauses.cli.refus import EXIT_CODE, Refus
from clauses.domain.contenus.presentation import check_histoires
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import DONNEURS_ORDRE, TOUS, Guichet, buyer_types
from clauses.domain.issues import AVERTISSEMENT, ERREUR, UNREADABLE, Issue, has_errors
from clauses.domain.recherche import Commune
from clauses.domain.reponse import repondre
from clauses.domain.statut import STATUTS
from clauses.domain.territoires import DEPARTEMENT, EPCI, REGION
from clauses.donnees import Catalogue, TerritoiresError, read_catalogue
from clauses.rendu.reponse import phrase
from clauses.storage.contenus import contents_dir, read_contenus
from clauses.storage.files import data_dir
from clauses.storage.verification import check_folder, is_unreadable

LEVELS = {"region": REGION, "departement": DEPARTEMENT, "epci": EPCI}
SUGGESTIONS = 5


def read() -> Catalogue:
    """All data; refused when the territories or the guichets cannot be read.

    Without its guichets every commune would seem to have none: no answer is better.
    """
    folder = data_dir()
    try:
        catalogue = read_catalogue(folder)
    except TerritoiresError:
        raise Refus(f"Les territoires ne peuvent pas être lus dans {folder / 'geo'}.") from None
    for found in catalogue.issues:
        if found.file == "guichets.csv" and found.code in UNREADABLE:
            raise Refus(f"{folder / found.file} : {found.message}")
    if has_errors(catalogue.issues):
        typer.echo("Attention\u00a0: une partie des données n’a pas pu être lue, voir la commande verifier.", err=True)
    return catalogue


def buyer(catalogue: Catalogue, code: str | None) -> str | None:
    """A buyer type that exists, ``None`` for all of them."""
    known = list(dict.fromkeys([*DONNEURS_ORDRE, *buyer_types(catalogue.guichets)]))
    if code is not None and code not in known:
        raise Refus(f"Type d’acheteur inconnu : « {code} ». Possibles : {', '.join(known)}.", valeurs=known)
    return None if code == TOUS else code


def code_commune(catalogue: Catalogue, code: str) -> str:
    """The code of a commune that exists; a name or a postal code is answered with the communes it may mean."""
    wanted = code.strip().upper()
    if wanted in catalogue.territoires.positions:
        return wanted
    communes = _suggestions(catalogue, wanted)
    words = [f"{found.code} {found.nom} ({found.departement})" for found in communes]
    message = f"Aucune commune de la région {catalogue.territoires.region_nom} n’a le code « {code} »."
    if len(words) == 1:
        message += f"\nVouliez-vous dire {words[0]} ?"
    elif words:
        message += "\nVouliez-vous dire :" + "".join(f"\n  {line}" for line in words)
    suggestions = [{"code": found.code, "nom": found.nom, "departement": found.code_departement} for found in communes]
    raise Refus(message, suggestions=suggestions)


def commune(catalogue: Catalogue, code: str, donneur_ordre: str | None) -> dict[str, Any]:
    """The answer for a commune: the sentence of the screen, whom to call first, and the competent guichets in order.

    ``premier`` is the identifier of one of ``guichets``; « coordinations » are elsewhere in the département.
    """
    row = catalogue.territoires.communes.loc[code]
    found = repondre(couverture_of(catalogue, donneur_ordre), code)
    near = found.proche
    return {
        "code": code,
        "nom": found.nom,
        "departement": row["code_departement"],
        "epci": row["code_epci"] or None,
        "population": int(row["population"]),
        "statut": found.statut.value,
        "phrase": phrase(found),
        "premier": found.premier and found.premier.guichet.id,
        "guichets": [_guichet(each.guichet) | {"niveau": each.niveau.name.lower()} for each in found.competences],
        "coordinations": [_guichet(guichet) for guichet in found.coordinations],
        "proche": near and _guichet(near.guichet) | {"distance_km": round(near.distance, 1)},
    }


def _guichet(guichet: Guichet) -> dict[str, Any]:
    names = ("id", "nom", "typologie", "role", "statut", "telephone", "courriel", "site")
    return {name: getattr(guichet, name) for name in names} | {"donneurs_ordre": list(guichet.donneurs_ordre)}


def couverture_of(catalogue: Catalogue, donneur_ordre: str | None, *, inclure_a_confirmer: bool = False) -> Couverture:
    """Coverage of the region by all guichets."""
    return Couverture(
        catalogue.territoires,
        catalogue.guichets,
        tuple(catalogue.typologies),
        donneur_ordre,
        inclure_a_confirmer=inclure_a_confirmer,
    )


def couverture_table(
    catalogue: Catalogue, niveau: str, donneur_ordre: str | None, *, inclure_a_confirmer: bool
) -> pd.DataFrame:
    """Communes and population by status, for each territory of a level: see :meth:`Couverture.table`."""
    found = couverture_of(catalogue, donneur_ordre, inclure_a_confirmer=inclure_a_confirmer)
    return found.table(LEVELS[niveau])


def couverture(niveau: str, table: pd.DataFrame) -> dict[str, Any]:
    """The same table as nested values."""
    return {
        "niveau": str(niveau),
        "territoires": [
            {
                "code": row["code"],
                "nom": row["nom"],
                "communes": row["communes"],
                "population": row["population"],
                "statuts": {
                    statut.value: {
                        "communes": row[f"communes_{statut}"],
                        "population": row[f"population_{statut}"],
                    }
                    for statut in STATUTS
                },
            }
            for row in table.to_dict("records")
        ],
    }


def issues(paths: Sequence[Path]) -> list[Issue]:
    """Issues of the data folder and of the contents, or of these files."""
    found = check_folder(data_dir(), paths)
    return found if paths else [*found, *_contents_issues()]


def _contents_issues() -> list[Issue]:
    """Issues of the contents, and what the presentation names that the data do not have."""
    contenus = read_contenus(contents_dir())
    try:
        catalogue = read_catalogue(data_dir())
    except TerritoiresError:
        return list(contenus.issues)
    return [*contenus.issues, *check_histoires(contenus.histoires, catalogue.typologies, catalogue.territoires)]


def verification(issues: Sequence[Issue]) -> dict[str, Any]:
    """Issues as plain values, with how many of each severity."""
    counts = [sum(found.severity == severity for found in issues) for severity in (ERREUR, AVERTISSEMENT)]
    return {"erreurs": counts[0], "avertissements": counts[1], "issues": [found.to_dict() for found in issues]}


def exit_code(issues: Sequence[Issue]) -> int:
    """0 without error, 1 with some, 2 when a file could not be read."""
    return EXIT_CODE if is_unreadable(issues) else int(has_errors(issues))


def _suggestions(catalogue: Catalogue, query: str) -> list[Commune]:
    """Communes that a wrong code may mean: a name, a postal code, a zero dropped by a spreadsheet, a slip."""
    found = catalogue.index.find(query, SUGGESTIONS)
    if found or not query[:1].isdigit():
        return found
    codes = [query.zfill(5)]
    if codes[0] not in catalogue.territoires.positions:
        codes = difflib.get_close_matches(query, catalogue.territoires.positions, n=3, cutoff=0.8)
    return [commune for code in codes for commune in catalogue.index.find(code, 1)]
