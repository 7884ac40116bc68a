"""Releve: counts of rows read and kept from a file, issues of the others, what was mended."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clauses.domain.issues import Issue, issue
from clauses.domain.validation import LIMIT

Avance = Callable[[int, int], None]
"""Told the rows read and their number, now and then; whatever it raises stops the reading, nothing is kept."""

RYTHME = 200
"""Rows between two reports of the progress."""

CORRECTION = "correction"
"""Kind of what is rewritten because it was asked."""

_EXEMPLES = 3


@dataclass
class Faute:
    """Faults of one kind in one column.

    Attributes
    ----------
    code : that of the issue
    colonne : title in the file; empty for a whole row
    premiere : the first of them
    lignes : lines of the file
    corrections : what mending all at once would write, by value; empty when nothing is proposed
    """

    code: str
    colonne: str
    premiere: Issue
    lignes: list[int] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)

    @property
    def cle(self) -> str:
        """Key of the answer « Tout corriger »."""
        return cle_de(self.code, self.colonne)

    @property
    def message(self) -> str:
        """Sentence of the first of them."""
        return self.premiere.message


def cle_de(code: str, colonne: str) -> str:
    """Key of a kind of faults."""
    return f"{code} {colonne}"


@dataclass
class Reparation:
    """Cells of one column rewritten because what they mean is certain.

    Attributes
    ----------
    genre : kind of value (:class:`clauses.domain.imports.description.Genre`), or « correction » when it was asked
    colonne : title in the file
    nombre : cells rewritten
    exemples : the first ones, before and after
    """

    genre: str
    colonne: str
    nombre: int = 0
    exemples: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class AdresseDouteuse:
    """An e-mail address that may be that of a person: published when ``is_publiee``.

    ``cle`` is its hash: answers are kept without the address.
    """

    cle: str
    ligne: int
    nom: str
    adresse: str = field(repr=False)
    is_publiee: bool = False
    is_repondue: bool = False


@dataclass(frozen=True)
class Jumelle:
    """A row of the file that looks like a known one: the same?

    Attributes
    ----------
    cle : key of the answer
    ligne, nom, lieu : of the file
    id, nom_connu : of the table
    reponse : its answer: ``id`` for the same, ``""`` for another one, ``None`` while there is none
    """

    cle: str
    ligne: int
    nom: str
    lieu: str
    id: str
    nom_connu: str
    reponse: str | None = None


@dataclass(frozen=True)
class Reponses:
    """Answers of a person; those kept are found again the next time.

    Attributes
    ----------
    jumelles : by ``Jumelle.cle``, the identifier of the row of the table that it is, or ``""``: another one
    adresses : by ``AdresseDouteuse.cle``, true to publish the address, false to leave it out
    corrections : ``Faute.cle`` of the kinds of faults to mend all at once
    """

    jumelles: Mapping[str, str] = field(default_factory=dict)
    adresses: Mapping[str, bool] = field(default_factory=dict)
    corrections: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Releve:
    """Result of reading a file.

    Attributes
    ----------
    file : name to show in issues
    lues, retenues, filtrees : rows read, kept, left out on purpose
    issues : defects of the rows, in their order, then remarks on the file; long repetitions are cut
    fautes, reparations : faults by kind, what was mended
    """

    file: str
    lues: int
    retenues: int
    filtrees: int
    issues: tuple[Issue, ...]
    fautes: tuple[Faute, ...] = ()
    reparations: tuple[Reparation, ...] = ()

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
    fautes: dict[str, Faute] = field(default_factory=dict)
    reparations: dict[tuple[str, str], Reparation] = field(default_factory=dict)

    def add(self, line: int, column: str | None, code: str, params: Mapping[str, object]) -> None:
        """Note one defect."""
        self.counts[code, column] += 1
        count = self.counts[code, column]
        found = issue(code, self.file, line, column, **params)
        if count <= LIMIT:
            self.issues.append(found)
        elif count == LIMIT + 1:
            self.issues.append(issue("A-VAL-04", self.file, line, column, limite=LIMIT))
        if code.startswith("E"):
            faute = self.fautes.setdefault(cle_de(code, column or ""), Faute(code, column or "", found))
            faute.lignes.append(line)
            if params.get("suggestion") and params.get("valeur"):
                faute.corrections[str(params["valeur"])] = str(params["suggestion"])

    def mend(self, genre: str, column: str, before: str, after: str) -> None:
        """Note one cell rewritten."""
        found = self.reparations.setdefault((genre, column), Reparation(genre, column))
        found.nombre += 1
        if len(found.exemples) < _EXEMPLES and (before, after) not in found.exemples:
            found.exemples.append((before, after))
