"""Composition: a perimeter being written, read with its faults, and changed one territory at a time.

:func:`clauses.domain.perimetre.parse` stops at the first fault; correcting a perimeter needs all of it: what each
part means, what it brings, what is wrong with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import (
    Niveau,
    Perimetre,
    PerimetreError,
    Token,
    read_token,
    split_expression,
    token_positions,
)
from clauses.domain.statut import answers
from clauses.domain.territoires import Territoires

LONGEST = 60_000
"""Characters: beyond, more than every commune of a region one by one; the whole is one fault."""
MOST_COMPARED = 25_000_000
"""Parts by communes: every commune of a region one by one is under it."""

_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"})
_EXCLU, _NEVER = -1, 99


class Role(StrEnum):
    """Contribution of a part to the whole."""

    UTILE = "utile"
    PRECISE = "precise"
    """No commune more, but some are served at a more local level."""
    SANS_EFFET = "sans_effet"
    FAUTIF = "fautif"


@dataclass(frozen=True, slots=True, eq=False)
class TermePerimetre:
    """One part of a perimeter: as written, its token (``None`` when it cannot be read), its contribution.

    ``positions`` index ``Territoires.communes``: the communes of the territory, whatever the other parts say.
    """

    ecrit: str
    exclu: bool
    token: Token | None
    erreur: PerimetreError | None
    positions: np.ndarray
    role: Role

    def __str__(self) -> str:
        return self.ecrit if self.token is None else str(self.token)


@dataclass(frozen=True)
class Composition:
    """A perimeter as it stands, faults included. Without part it is unknown, which is not the same as empty."""

    territoires: Territoires
    termes: tuple[TermePerimetre, ...]

    def __str__(self) -> str:
        return _written([(terme.exclu, str(terme)) for terme in self.termes])

    @property
    def fautifs(self) -> tuple[TermePerimetre, ...]:
        """Parts that cannot be read, or that name nothing."""
        return tuple(terme for terme in self.termes if terme.erreur)

    @property
    def is_vide(self) -> bool:
        """Parts that can all be read, and no commune left."""
        return bool(self.termes) and not self.fautifs and not len(self.positions)

    @cached_property
    def niveaux(self) -> np.ndarray:
        """Level by which each commune is served by the parts that can be read, as :meth:`Perimetre.niveaux`."""
        return Perimetre(tuple(_good(self.termes))).niveaux(self.territoires)

    @cached_property
    def positions(self) -> np.ndarray:
        """Positions of the communes served."""
        return np.flatnonzero(self.niveaux)

    @cached_property
    def retirees(self) -> np.ndarray:
        """Positions of the communes that a part adds and another takes away."""
        added = [terme.positions for terme in self.termes if terme.token and not terme.exclu]
        everything = np.unique(np.concatenate(added)) if added else self.positions
        return np.setdiff1d(everything, self.positions)

    def ajouter(self, token: Token) -> str:
        """The expression with a territory more, added or excluded as its token says.

        A territory is never there twice: excluding one that was added takes it away when that is enough, and back.

        >>> from clauses.domain.territoires import example_territoires
        >>> region = example_territoires()
        >>> lire("EPCI:E1", region).ajouter(Token("COM", "98001", exclu=True))
        'EPCI:E1 - COM:98001'
        >>> lire("EPCI:E1 - COM:98001", region).ajouter(Token("COM", "98001"))
        'EPCI:E1'
        """
        wanted = token_positions(token, self.territoires)
        present = np.isin(wanted, self.positions)
        same = [terme for terme in self.termes if terme.token and _names(terme.token) == _names(token)]
        if same and same[-1].exclu == token.exclu and (not present.any() if token.exclu else present.all()):
            return str(self)
        others = [(terme.exclu, str(terme)) for terme in self.termes if terme not in same]
        rest = lire(_written(_begun(others)), self.territoires)
        there = np.isin(wanted, rest.positions)
        enough = bool(same) and (not there.any() if token.exclu else there.all())
        return str(rest) if enough else _written(_begun([*others, (token.exclu, str(token))]))

    def retirer(self, rang: int) -> str:
        """The expression without the part at this rank."""
        return _written(_begun([(t.exclu, str(t)) for rank, t in enumerate(self.termes) if rank != rang]))

    def remplacer(self, rang: int, ecrit: str) -> str:
        """The expression with another text for the part at this rank."""
        return _written([(t.exclu, ecrit if rank == rang else str(t)) for rank, t in enumerate(self.termes)])


def lire(expression: str, territoires: Territoires) -> Composition:
    """Read a perimeter whatever its faults; a sign without territory is forgotten, a typographic dash is a minus.

    >>> from clauses.domain.territoires import example_territoires
    >>> composition = lire("DEP:98 – EPCI:E9 + ", example_territoires())
    >>> str(composition), [terme.role.value for terme in composition.termes]
    ('DEP:98 - EPCI:E9', ['utile', 'fautif'])
    >>> composition.fautifs[0].erreur.suggestion is None, len(composition.positions)
    (True, 3)
    """
    if len(expression) > LONGEST:
        ecrit = f"{expression[:40].strip()}…"
        error = PerimetreError(ecrit, "un périmètre ne peut pas être aussi long")
        return Composition(
            territoires, (TermePerimetre(ecrit, False, None, error, np.array([], dtype=int), Role.FAUTIF),)
        )
    parts = [part for part in split_expression(expression.translate(_DASHES)) if part[1]]
    termes = [_terme(text, territoires, exclu=exclu, first=not rank) for rank, (exclu, text) in enumerate(parts)]
    return Composition(territoires, tuple(_with_roles(termes, len(territoires.communes))))


@dataclass(frozen=True, slots=True)
class Chevauchement:
    """Another guichet already there: communes shared, their inhabitants, and how many at the same level."""

    guichet: Guichet
    communes: int
    habitants: int
    meme_niveau: int


def chevauchements(
    niveaux: np.ndarray, guichets: Iterable[Guichet], territoires: Territoires, sauf: str = ""
) -> list[Chevauchement]:
    """Proven guichets that serve some of these communes, most inhabitants first.

    Parameters
    ----------
    niveaux : level of each commune of the region, as :meth:`Perimetre.niveaux`
    sauf : identifier of the guichet whose perimeter it is
    """
    found = []
    for guichet in guichets:
        if not answers(guichet) or guichet.id == sauf:
            continue
        try:
            levels = guichet.perimetre.niveaux(territoires)
        except PerimetreError:
            continue  # A perimeter that names nothing here; the check of the table says so.
        shared = np.flatnonzero((levels > Niveau.AUCUN) & (niveaux > Niveau.AUCUN))
        if len(shared):
            same = int((levels[shared] == niveaux[shared]).sum())
            found.append(Chevauchement(guichet, len(shared), territoires.population(shared), same))
    return sorted(found, key=lambda each: (-each.habitants, each.guichet.id))


def _terme(text: str, territoires: Territoires, *, exclu: bool, first: bool) -> TermePerimetre:
    nowhere = np.array([], dtype=int)
    try:
        token = read_token(text, exclu=exclu)
        positions = token_positions(token, territoires)
    except PerimetreError as error:
        return TermePerimetre(text, exclu, None, error, nowhere, Role.FAUTIF)
    if first and exclu:
        error = PerimetreError(f"- {text}", "un périmètre ne peut pas commencer par une exclusion")
        return TermePerimetre(text, exclu, token, error, nowhere, Role.FAUTIF)
    return TermePerimetre(text, exclu, token, None, positions, Role.UTILE)


def _with_roles(termes: Sequence[TermePerimetre], communes: int) -> list[TermePerimetre]:
    """The same, each with what would change without it; left as they are where that would take seconds to know."""
    if len(termes) * sum(len(terme.positions) for terme in termes) > MOST_COMPARED:
        return list(termes)
    matrix = np.zeros((len(termes), communes), np.int8)
    for rank, terme in enumerate(termes):
        if terme.token and not terme.erreur:
            matrix[rank, terme.positions] = _EXCLU if terme.exclu else terme.token.niveau
    found = []
    for rank, terme in enumerate(termes):
        role = terme.role
        if role is Role.UTILE:
            part = matrix[:, terme.positions]
            with_it, without = _fold(part), _fold(np.delete(part, rank, axis=0))
            if (with_it == without).all():
                role = Role.SANS_EFFET
            elif ((with_it > 0) == (without > 0)).all():
                role = Role.PRECISE
        found.append(TermePerimetre(terme.ecrit, terme.exclu, terme.token, terme.erreur, terme.positions, role))
    return found


def _fold(matrix: np.ndarray) -> np.ndarray:
    """Level of each column: the most local of the parts read after the last exclusion; as :meth:`Perimetre.niveaux`."""
    ranks = np.arange(len(matrix))[:, None]
    last = np.where(matrix == _EXCLU, ranks, -1).max(axis=0, initial=-1)
    levels = np.where((ranks > last) & (matrix > 0), matrix, _NEVER).min(axis=0, initial=_NEVER)
    return np.where(levels == _NEVER, 0, levels)


def _good(termes: Iterable[TermePerimetre]) -> Iterable[Token]:
    return (terme.token for terme in termes if terme.token and not terme.erreur)


def _names(token: Token) -> tuple[str, str]:
    return token.level, token.code


def _begun(parts: Sequence[tuple[bool, str]]) -> list[tuple[bool, str]]:
    """Without the exclusions it begins with, which take nothing away."""
    first = next((rank for rank, (exclu, _) in enumerate(parts) if not exclu), len(parts))
    return list(parts[first:])


def _written(parts: Sequence[tuple[bool, str]]) -> str:
    text = " ".join(f"{'-' if exclu else '+'} {each}" for exclu, each in parts)
    return text.removeprefix("+ ")
