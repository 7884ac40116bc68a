"""Releve: counts of rows read and kept from a file, and issues of the others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from clauses.domain.issues import Issue, issue
from clauses.domain.validation import LIMIT


@dataclass(frozen=True)
class Releve:
    """Result of reading a file.

    Attributes
    ----------
    file : name to show in issues
    lues, retenues, filtrees : rows read, kept, left out on purpose
    issues : defects of the rows, in their order, then remarks on the file; long repetitions are cut
    """

    file: str
    lues: int
    retenues: int
    filtrees: int
    issues: tuple[Issue, ...]

    @property
    def ecartees(self) -> int:
        """Faulty rows, left out."""
        return self.lues - self.retenues - self.filtrees


@dataclass
class Defauts:
    """Issues of the rows: beyond the limit, a slip repeated on each is said once more and no longer listed."""

    file: str
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    def add(self, line: int, column: str | None, code: str, params: Mapping[str, object]) -> None:
        """Note one defect."""
        self.counts[code, column] += 1
        count = self.counts[code, column]
        if count <= LIMIT:
            self.issues.append(issue(code, self.file, line, column, **params))
        elif count == LIMIT + 1:
            self.issues.append(issue("A-VAL-04", self.file, line, column, limite=LIMIT))
