"""File systems that this machine does not have: what Linux says of them, written by hand."""

import os
import re
from pathlib import Path

import pytest

from clauses.storage import disque

needs_mountinfo = pytest.mark.skipif(not disque.MOUNTS.exists(), reason="Linux alone names its file systems")


def on_disk(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every folder be on a file system of this kind, that nobody answers for."""
    told = tmp_path / "mountinfo"
    told.write_text(re.sub(r" - \S+ ", f" - {kind} ", disque.MOUNTS.read_text()))
    monkeypatch.setattr(disque, "MOUNTS", told)
    monkeypatch.delenv(disque.UN_SEUL_ECRIVAIN, raising=False)


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every folder be on a read-only file system."""
    real = os.statvfs

    def statvfs(path):
        told = list(real(path))
        told[8] |= os.ST_RDONLY
        return os.statvfs_result(told)

    monkeypatch.setattr(os, "statvfs", statvfs)
