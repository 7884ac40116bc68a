"""File permissions do not bind root: their tests are then run as another user."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def as_anybody(source: Path) -> Iterator[Path]:
    """A copy of a folder, owned by whoever runs this block: nobody, where the tests are run by the administrator."""
    administrator = os.geteuid() == 0
    # Not the folder of the test, that its owner alone may cross.
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(source, Path(place) / "donnees")
        if administrator:
            for path in (Path(place), *Path(place).rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if administrator:
                os.seteuid(0)
            folder.chmod(0o700)
