"""Read a file that someone brings or writes, as long as it is not too large."""

from pathlib import Path

from clauses.domain.issues import Issue, issue

MEGABYTE = 1024 * 1024


class SourceError(ValueError):
    """A file that cannot be used; ``issues`` gives the reasons."""

    def __init__(self, *issues: Issue) -> None:
        self.issues = issues
        super().__init__(*(each.message for each in issues))


def read_limited(path: Path, largest: int) -> bytes:
    """The bytes of a file; :class:`SourceError` when it is missing, locked or too large."""
    file = path.as_posix()
    try:
        with path.open("rb") as opened:
            content = opened.read(largest + 1)
    except FileNotFoundError:
        raise SourceError(issue("E-FIC-01", file)) from None
    except OSError:
        raise SourceError(issue("E-FIC-04", file)) from None
    if len(content) > largest:
        size = -(-path.stat().st_size // MEGABYTE)
        raise SourceError(issue("E-FIC-12", file, taille=size, maximum=largest // MEGABYTE))
    return content
