"""Integrity check of the editions: files that are no longer what their manifest recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from clauses.storage.ecriture import read_or_none
from clauses.storage.editions.depot import (
    FOLDER,
    MANIFESTE,
    edition_folder,
    list_numeros,
    read_manifeste,
    read_reperes,
    sha256,
)


class Abimee(NamedTuple):
    """A damaged edition, and the first of its files that is missing, altered, or cannot be read."""

    numero: int
    fichier: str


def find_abimees(folder: Path, hash_of: Callable[[str], str | None] | None = None) -> tuple[Abimee, ...]:
    """Editions published that are damaged, the oldest first.

    Parameters
    ----------
    hash_of : sha256 of a file by its path in the data folder, for who has read them already
    """
    perdue = read_reperes(folder).perdue
    numbers = {*list_numeros(folder), *([] if perdue is None else [perdue])}
    found = ((numero, _damaged(folder, numero, hash_of or _hashes(folder))) for numero in sorted(numbers))
    return tuple(Abimee(numero, name) for numero, name in found if name)


def _damaged(folder: Path, numero: int, hash_of: Callable[[str], str | None]) -> str:
    manifeste = read_manifeste(folder, numero)
    if manifeste is None:
        return MANIFESTE
    place = f"{FOLDER}/{edition_folder(folder, numero).name}"
    return next((name for name, expected in manifeste.fichiers.items() if hash_of(f"{place}/{name}") != expected), "")


def _hashes(folder: Path) -> Callable[[str], str | None]:
    def hash_of(name: str) -> str | None:
        try:
            return sha256(read_or_none(folder / name))
        except OSError:
            return None

    return hash_of
