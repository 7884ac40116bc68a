"""Output of the command line for people: tables and sentences."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clauses.cli.reponses import couverture_of
from clauses.domain.guichets import DONNEURS_ORDRE, Guichet
from clauses.domain.issues import ERREUR, UNREADABLE, Issue
from clauses.domain.reponse import repondre
from clauses.domain.statut import STATUTS
from clauses.domain.territoires import DEPARTEMENT, EPCI
from clauses.donnees import Catalogue
from clauses.rendu.calcul import figure
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.formats import count, number, percent, typographic
from clauses.rendu.guichet import acheteurs, contact, role
from clauses.rendu.mots.domaine import NIVEAU_LABELS, STATUT_LABELS
from clauses.rendu.reponse import AILLEURS, distance, phrase

WIDTH_OF_A_PIPE = 160
MEASURES = {"communes": "Communes", "population": "Habitants"}


def waiting(message: str) -> AbstractContextManager:
    """A sign of life on standard error, where there is someone to see it."""
    return Console(stderr=True).status(message)


def written(path: Path) -> None:
    """Say on standard error where a file went: standard output may hold something else."""
    Console(stderr=True, highlight=False).print(safe(f"Écrit : {path}"), soft_wrap=True)


def commune(catalogue: Catalogue, code: str, donneur_ordre: str | None) -> None:
    """Who to call in a commune."""
    territoires = catalogue.territoires
    row = territoires.communes.loc[code]
    found = repondre(couverture_of(catalogue, donneur_ordre), code)
    departement, epci = row["code_departement"], row["code_epci"]
    group = f"{territoires.name(EPCI, epci)} ({epci})" if epci else "Sans intercommunalité"
    console = output()
    console.print(safe(f"{row['nom']} ({code})", "bold"))
    console.print(
        safe(
            f"{group} · {territoires.name(DEPARTEMENT, departement)} ({departement}) · "
            f"{count(int(row['population']), 'habitant')}"
        )
    )
    words = STATUT_LABELS[found.statut]
    if donneur_ordre:
        words += f", pour les acheteurs du type « {DONNEURS_ORDRE.get(donneur_ordre, donneur_ordre)} »"
    console.print(safe(f"Couverture : {words}"))
    console.print(safe(phrase(found), "bold"))
    if found.competences:
        rows = [(each.guichet, NIVEAU_LABELS[each.niveau]) for each in found.competences]
        console.print(_guichets(rows, catalogue))
    elsewhere = [(guichet, AILLEURS) for guichet in found.coordinations]
    if found.proche:
        elsewhere.append((found.proche.guichet, f"à {distance(found.proche)} à vol d’oiseau"))
    if elsewhere:
        console.print(safe("Qui peut orienter, sans être tenu de suivre cette commune :"))
        console.print(_guichets(elsewhere, catalogue))


def _guichets(rows: Iterable[tuple[Guichet, str]], catalogue: Catalogue) -> Table:
    """Guichets, each with where it is competent, in words."""
    table = grid("Guichet", "Type", "Compétent", "Rôle et statut", "Pour", "Contact")
    for guichet, where in rows:
        table.add_row(
            safe(guichet.nom),
            safe(catalogue.typologies.get(guichet.typologie, UNKNOWN).libelle),
            safe(where),
            safe(role(guichet)),
            safe(acheteurs(guichet)),
            safe(contact(guichet, "\n")),
        )
    return table


def couverture(table: pd.DataFrame) -> None:
    """Communes and inhabitants by status, with their share of each territory."""
    console = output()
    separator = " · " if console.width >= WIDTH_OF_A_PIPE else "\n"
    shown = grid(
        "Territoire",
        "",
        "Total",
        *(fill(STATUT_LABELS[statut], 12, break_long_words=False) for statut in STATUTS),
        numbers=2,
    )
    for row in table.to_dict("records"):
        for measure, label in MEASURES.items():
            total = row[measure]
            shares = [_share(row[f"{measure}_{statut}"], total, separator) for statut in STATUTS]
            first = f"{row['code']} {row['nom']}" if measure == "communes" else ""
            shown.add_row(*map(safe, (first, label, number(total), *shares)))
    console.print(shown)


def calcul(answer: Mapping[str, Any]) -> None:
    """The formula, what it gives, and where its values come from."""
    console = output()
    console.print(
        safe(
            f"{figure(answer['montant'])} € × {figure(answer['main_oeuvre'])} % × {figure(answer['insertion'])} % ÷ "
            f"{figure(answer['cout'])} € = {number(answer['heures_insertion'])} h d’insertion",
            "bold",
        )
    )
    console.print(
        safe(
            f"Soit {figure(answer['etp'])} équivalent temps plein ({figure(answer['diviseur'])} h par an), ou "
            f"{number(answer['personnes'], 1)} personnes ({figure(answer['heures_par_personne'])} h chacune)."
        )
    )
    for line in answer["origines"]:
        console.print(safe(line))


def verification(issues: Sequence[Issue]) -> None:
    """One line per issue, « file:line: … » as editors and terminals understand it, then the count."""
    console = output()
    for found in issues:
        place = ":".join(str(part) for part in (found.file, found.line) if part is not None)
        column = f"[{found.column}] " if found.column else ""
        line = safe(f"{place}: {found.severity} {found.code} {column}{found.message}")
        line.stylize(
            "red" if found.severity == ERREUR else "yellow", len(place) + 2, len(place) + 2 + len(found.severity)
        )
        console.print(line, soft_wrap=True)
    errors = sum(found.severity == ERREUR for found in issues)
    if not issues:
        console.print(safe("Aucun problème.", "green"))
        return
    console.print(safe(f"{count(errors, 'erreur')}, {count(len(issues) - errors, 'avertissement')}.", "bold"))
    if any(found.code in UNREADABLE for found in issues):
        console.print(safe("Un fichier au moins n’a pas pu être lu."))


def _share(part: int, total: int, separator: str) -> str:
    return f"{number(part)}{separator}{percent(part / total)}" if part else "–"


def output() -> Console:
    """Standard output; a pipe has no width of its own, and 80 columns would cut every cell."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH_OF_A_PIPE)


def grid(*titles: str, numbers: int | None = None) -> Table:
    """A table without vertical lines; columns from rank ``numbers`` on are aligned as numbers."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for rank, title in enumerate(titles):
        is_number = numbers is not None and rank >= numbers
        table.add_column(title, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    return table


def safe(words: str, style: str = "") -> Text:
    """Words as they are: data can neither style the output nor drive the terminal (escape sequences)."""
    harmless = "".join("\N{REPLACEMENT CHARACTER}" if _drives(char) else char for char in words)
    return Text(typographic(harmless), style)


def _drives(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf")
