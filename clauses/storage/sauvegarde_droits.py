"""File ownership when root works on a data folder: a file owned by root could not be written by the atlas."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


def is_administrator() -> bool:
    """True if this process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def as_owner(folder: Path) -> Generator[None]:
    """Run by the administrator, work with the rights of the owner of the folder; by anybody else, nothing changes.

    Rather than giving the files away afterwards: killed on the way, it leaves nothing of root's either, and a link put
    there by that owner leads to nothing that he may not read himself.
    """
    owner = folder.stat()
    if not is_administrator() or owner.st_uid == 0:
        yield
        return
    group = os.getegid()
    os.setegid(owner.st_gid)
    try:
        os.seteuid(owner.st_uid)
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)


def give_to_owner(file: int, place: Path, folder: Path) -> None:
    """Give an open file to the owner of the data, when the place where it is written is theirs too."""
    owner = folder.stat()
    if is_administrator() and place.stat().st_uid == owner.st_uid:
        os.fchown(file, owner.st_uid, owner.st_gid)
