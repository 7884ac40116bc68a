"""What every command shares: the option that asks for JSON, and how it is printed."""

import json
from typing import Annotated

import typer

JSON = "--json"

AsJson = Annotated[bool, typer.Option(JSON, metavar="", help="Répond en JSON sur la sortie standard.")]


def print_json(value: object) -> None:
    """One document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
