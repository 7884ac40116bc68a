"""Perimetre: the territories a guichet serves, written as text in ``data/guichets.csv``.

Grammar: tokens joined by ``+``, exclusions by ``-``, read from left to right: ``EPCI:243400769 + COM:34147``,
``DEP:34 - EPCI:243400017``, ``REG:76``. ``FRANCE`` is the whole country (used by hours, covers every commune).
"""

import difflib
import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoires


class Niveau(IntEnum):
    """How local a token is: the smaller, the more local. ``AUCUN`` means not covered."""

    AUCUN = 0
    COMMUNE = 1
    EPCI = 2
    DEPARTEMENT = 3
    REGION = 4
    FRANCE = 5


NIVEAUX = {COMMUNE: Niveau.COMMUNE, EPCI: Niveau.EPCI, DEPARTEMENT: Niveau.DEPARTEMENT, REGION: Niveau.REGION}
FRANCE = "FRANCE"

_FORMS = {
    COMMUNE: (re.compile(r"\d[\dAB]\d{3}"), "un code INSEE de 5 caractères, par exemple COM:34032"),
    EPCI: (re.compile(r"[0-9A-Z]+"), "un numéro SIREN de 9 chiffres, par exemple EPCI:243400769"),
    DEPARTEMENT: (
        re.compile(r"\d[\dAB]|97\d"),
        "un code de département de 2 ou 3 caractères, par exemple DEP:09",
    ),
    REGION: (re.compile(r"[0-9A-Z]{2}"), "un code de région de 2 chiffres, par exemple REG:76"),
}
_NAMES = {COMMUNE: "commune", EPCI: "EPCI", DEPARTEMENT: "département", REGION: "région"}


class PerimetreError(ValueError):
    """A perimeter that cannot be read or resolved.

    Attributes
    ----------
    token : the part at fault, as written
    raison : why, in French
    suggestion : a token that would do, or ``None``

    """

    def __init__(self, token: str, raison: str, suggestion: str | None = None) -> None:
        self.token, self.raison, self.suggestion = token, raison, suggestion
        super().__init__(f"« {token} » : {raison}")


@dataclass(frozen=True, slots=True)
class Token:
    """One territory of a perimeter, added or taken away."""

    level: str
    code: str
    exclu: bool = False

    def __str__(self) -> str:
        return self.code if self.level == FRANCE else f"{self.level}:{self.code}"

    @property
    def niveau(self) -> Niveau:
        return Niveau.FRANCE if self.level == FRANCE else NIVEAUX[self.level]


@dataclass(frozen=True, slots=True)
class Perimetre:
    """A parsed perimeter. Without token it is *unknown*, which is not the same as empty."""

    tokens: tuple[Token, ...] = ()

    def __str__(self) -> str:
        first = str(self.tokens[0]) if self.tokens else ""
        return first + "".join(f" {'-' if token.exclu else '+'} {token}" for token in self.tokens[1:])

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def niveaux(self, territoires: Territoires) -> np.ndarray:
        """Level by which each commune is covered.

        Returns
        -------
        int8 array, one value per row of ``territoires.communes``
            The most local :class:`Niveau` whose token holds the commune, ``AUCUN`` (0) where none does.

        Raises
        ------
        PerimetreError
            When a code does not exist in ``territoires``.

        """
        levels = np.zeros(len(territoires.communes), dtype=np.int8)
        for token in self.tokens:
            positions = token_positions(token, territoires)
            if token.exclu:
                levels[positions] = Niveau.AUCUN
            else:
                current = levels[positions]
                keep = (current != Niveau.AUCUN) & (current < token.niveau)
                levels[positions] = np.where(keep, current, token.niveau)
        return levels

    def positions(self, territoires: Territoires) -> np.ndarray:
        """Positions in ``territoires.communes`` of the communes served; raises as :meth:`niveaux`."""
        return np.flatnonzero(self.niveaux(territoires) != Niveau.AUCUN)

    def resolve(self, territoires: Territoires) -> frozenset[str]:
        """INSEE codes of the communes served; raises :class:`PerimetreError` for an unknown code.

        >>> from clauses.domain.territoires import example_territoires
        >>> sorted(parse("DEP:98 - EPCI:E1 + COM:99001").resolve(example_territoires()))
        ['98003', '99001']
        """
        return frozenset(territoires.communes.index[self.positions(territoires)])


def parse(expression: str) -> Perimetre:
    """Read a perimeter; the empty text gives the unknown perimeter.

    Raises
    ------
    PerimetreError
        Names the token at fault, why, and when possible a token that would do.

    >>> str(parse("EPCI:243400769+COM:34147"))
    'EPCI:243400769 + COM:34147'
    >>> parse("- DEP:34")
    Traceback (most recent call last):
    clauses.domain.perimetre.PerimetreError: « - DEP:34 » : un périmètre ne peut pas commencer par une exclusion

    """
    text = expression.strip()
    if not text:
        return Perimetre()
    if text.startswith("-"):
        raise PerimetreError(text, "un périmètre ne peut pas commencer par une exclusion")
    return Perimetre(tuple(read_token(part, exclu=exclu) for exclu, part in split_expression(text)))


def split_expression(expression: str) -> list[tuple[bool, str]]:
    """Parts of a perimeter as written, each with whether it is taken away; a part may be empty.

    >>> split_expression("DEP:34 - EPCI:1 +")
    [(False, 'DEP:34'), (True, 'EPCI:1'), (False, '')]
    """
    parts = [part.strip() for part in re.split(r"([+-])", expression)]
    return [(sign == "-", part) for sign, part in zip(["+", *parts[1::2]], parts[::2], strict=True)]


def read_token(text: str, *, exclu: bool) -> Token:
    """One part of a perimeter; raises :class:`PerimetreError` as :func:`parse`."""
    if not text:
        raise PerimetreError(text, "il manque un territoire avant ou après un signe + ou -")
    if text.upper() == FRANCE:
        return Token(FRANCE, FRANCE, exclu)
    level, separator, code = (part.strip().upper() for part in text.partition(":"))
    if not separator:
        raise PerimetreError(text, "un territoire s’écrit NIVEAU:CODE, par exemple EPCI:243400769", _guess(level))
    if level not in _FORMS:
        close = difflib.get_close_matches(level, _FORMS, n=1, cutoff=0.4)
        expected = ", ".join(_FORMS)
        raise PerimetreError(
            text, f"niveau inconnu, attendu l’un de {expected}", f"{close[0]}:{code}" if close else None
        )
    form, expected = _FORMS[level]
    if not form.fullmatch(code):
        # Spreadsheets drop the leading zero of « 09122 » or « 09 ».
        padded = f"0{code}"
        raise PerimetreError(
            text, f"code attendu : {expected}", f"{level}:{padded}" if code and form.fullmatch(padded) else None
        )
    return Token(level, code, exclu)


def _guess(code: str) -> str | None:
    """The token a bare code most likely means."""
    for level in (COMMUNE, DEPARTEMENT):
        if _FORMS[level][0].fullmatch(code):
            return f"{level}:{code}"
    return f"{EPCI}:{code}" if re.fullmatch(r"\d{9}", code) else None


def token_positions(token: Token, territoires: Territoires) -> np.ndarray:
    """Positions in ``territoires.communes`` of one territory; raises :class:`PerimetreError` for an unknown code."""
    if token.level == FRANCE:
        return np.arange(len(territoires.communes))
    try:
        return territoires.members[token.level, token.code]
    except KeyError:
        former = territoires.successeurs.get(token.code) if token.level == COMMUNE else None
        if former:
            name = territoires.name(COMMUNE, former.code_actuel)
            raison = f"{former.nom} n’est plus une commune, elle fait partie de {name}"
            raise PerimetreError(str(token), raison, f"{COMMUNE}:{former.code_actuel}") from None
        codes = [code for level, code in territoires.members if level == token.level]
        close = difflib.get_close_matches(token.code, codes, n=1, cutoff=0.8)
        name = _NAMES[token.level]
        where = f"dans la région {territoires.region_nom}"
        raise PerimetreError(
            str(token),
            f"{name} inconnue {where}" if name in ("commune", "région") else f"{name} inconnu {where}",
            f"{token.level}:{close[0]}" if close else None,
        ) from None
