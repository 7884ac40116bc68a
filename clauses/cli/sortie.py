"""Standard output of the commands: JSON for programs, tables and sentences for people."""

import json
import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clauses.domain.issues import ERREUR, UNREADABLE, Issue
from clauses.domain.typographie import typographic
from clauses.rendu.mots import commandes as mots

JSON = "--json"
WIDTH_OF_A_PIPE = 160
MOST_ROWS = 100
"""Rows of a table on screen: beyond, only their number is told (``--json`` has them all)."""
EMPTY = "–"

AsJson = Annotated[bool, typer.Option(JSON, metavar="", help="Répond en JSON sur la sortie standard.")]


def print_json(value: object) -> None:
    """One document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(words: str, style: str = "", *, whole: bool = False) -> None:
    """A sentence on standard output; ``whole``: never cut, whatever the width."""
    output().print(safe(words, style), soft_wrap=whole)


def waiting(message: str) -> AbstractContextManager:
    """Spinner on standard error, when it is a terminal."""
    return Console(stderr=True).status(message)


def written(path: Path) -> None:
    """Report a file on standard error: standard output may hold something else."""
    Console(stderr=True, highlight=False).print(safe(mots.ecrit(path)), soft_wrap=True)


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
    """Text without markup nor control characters: data can neither style the output nor drive the terminal."""
    harmless = "".join("\N{REPLACEMENT CHARACTER}" if _drives(char) else char for char in words)
    return Text(typographic(harmless), style)


def _drives(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf")


def bilan(issues: Sequence[Issue]) -> str:
    """« 1 erreur, 2 avertissements »."""
    errors = sum(found.severity == ERREUR for found in issues)
    return mots.bilan(errors, len(issues) - errors)


def show_issues(issues: Sequence[Issue]) -> None:
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
    if not issues:
        say(mots.AUCUN_PROBLEME, "green")
        return
    say(f"{bilan(issues)}.", "bold")
    if any(found.code in UNREADABLE for found in issues):
        say(mots.FICHIER_ILLISIBLE)
