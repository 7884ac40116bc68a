"""Jumelles: known rows that a new one looks like, by name in the same commune: the same, or not, is asked."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clauses.domain.recherche import normalise

_TEXTE_GENERIQUES = """
    aci ai ei etti esat ea geiq sarl sas sasu eurl sa scop scic asso assoc association associations entreprise societe
    interim insertion intermediaire travail temporaire chantier chantiers atelier ateliers emploi services service
    groupe structure par pour de du des la le les l d et en a au aux sur
    """
_GENERIQUES = frozenset(_TEXTE_GENERIQUES.split())
"""Words that names have in common without being the same."""

_ALIKE = 0.87
_SHORTEST_SIGLE = 3
_MOST_ALIKE = 300
"""Rows of a commune that share a sign, beyond which it is not followed."""
_MOST_COMPARED = 30
"""Rows compared with one name, those that share the most signs first."""
_SMALL = frozenset(
    _GENERIQUES & {"par", "pour", "de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a", "au", "aux", "sur"}
)


@dataclass(frozen=True)
class _Nom:
    """A name by its words, those that tell it from others, and its letters."""

    words: tuple[str, ...]
    propres: frozenset[str]
    sigle: str
    compact: str
    signes: frozenset[str]
    """What a name alike has one of: a word, how its letters begin, its initial."""


@dataclass
class Index:
    """Rows of a table by commune.

    Attributes
    ----------
    noms, communes, types, sirets : cells of the table, by rank
    lieux : name of each commune, by code: it tells no name from another there
    """

    noms: Sequence[str]
    communes: Sequence[str]
    types: Sequence[str]
    sirets: Sequence[str]
    lieux: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_sign: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._read: dict[tuple[str, str], _Nom] = {}
        for rank, (nom, commune) in enumerate(zip(self.noms, self.communes, strict=True)):
            for sign in self._nom(nom, commune).signes:
                self._by_sign[commune, sign].append(rank)

    def find(self, nom: str, commune: str, type_: str, siret: str) -> int | None:
        """Rank of the row that a name most likely is in a commune, among those of the same type; ``None`` if none is.

        >>> index = Index(["FAIRE", "APIJE", "Le Passe Muraille"], ["1"] * 3, ["AI", "AI", "ACI"], [""] * 3)
        >>> index.find("Assoc Faire", "1", "AI", ""), index.find("Insertion Jeunes", "1", "AI", "")
        (0, None)
        >>> index.find("Assoc pour Insertion Jeunes par l'Emploi", "1", "AI", "")
        1
        """
        best, found = 0.0, None
        signs = self._nom(nom, commune).signes
        # What every name of a large town has in common tells nothing.
        near = [ranks for sign in signs if len(ranks := self._by_sign.get((commune, sign), ())) <= _MOST_ALIKE]
        shared = Counter(rank for ranks in near for rank in ranks)
        for rank, _ in shared.most_common(_MOST_COMPARED):
            if type_ and self.types[rank] and self.types[rank] != type_:
                continue
            score = self._score(nom, self.noms[rank], commune)
            if siret and siret[:9] == self.sirets[rank][:9]:
                score += 0.3
            if score > best:
                best, found = score, rank
        return found if best >= _ALIKE else None

    def _score(self, first: str, second: str, commune: str) -> float:
        """Likeness from 0 to 1 of two names in one commune."""
        one, two = (self._nom(each, commune) for each in (first, second))
        if one.propres and two.propres and (one.propres <= two.propres or two.propres <= one.propres):
            return 1.0
        if not one.propres or not two.propres:
            return 1.0 if set(one.words) == set(two.words) else 0.0
        if _is_sigle(one, two) or _is_sigle(two, one):
            return 1.0
        return difflib.SequenceMatcher(None, one.compact, two.compact).ratio()

    def _nom(self, nom: str, commune: str) -> _Nom:
        if (nom, commune) not in self._read:
            self._read[nom, commune] = _nom(nom, normalise(self.lieux.get(commune, "")).split())
        return self._read[nom, commune]


def _nom(nom: str, lieu: Sequence[str]) -> _Nom:
    # « ID'EES » and « ID EES » are one word.
    words = tuple(normalise(re.sub(r"(?<=\w\w)['’](?=\w)", "", nom)).split())
    words = _joined(words)
    propres = frozenset(word for word in words if word not in _GENERIQUES and word not in lieu and len(word) > 1)
    sigle = "".join(word[0] for word in words if word not in ("assoc", "asso", "association"))
    compact = "".join(word for word in words if word in propres)
    signes = {*propres, f"{compact[:4]}…", f"…{compact[-4:]}"} if propres else {" ".join(sorted(set(words)))}
    signes |= {f"{letter}." for letter in (sigle[:1], words[0][:1] if words else "")}
    return _Nom(words, propres, sigle, compact, frozenset(signes))


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """« id ees » as « idees »: an apostrophe that was lost after two letters."""
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) == 2 and made[-1] not in _SMALL | _GENERIQUES and made[-1].isalpha():
            made[-1] += word
        else:
            made.append(word)
    return tuple(made)


def _is_sigle(short: _Nom, long: _Nom) -> bool:
    """True if one name is the initials of the other, small words apart (« APIJE »)."""
    if len(short.words) != 1 or len(short.words[0]) < _SHORTEST_SIGLE or len(long.words) < _SHORTEST_SIGLE:
        return False
    wanted = short.words[0]
    full = "".join(word[0] for word in long.words)
    return wanted[0] in (full[0], long.sigle[:1]) and len(wanted) * 2 > len(full) and _is_within(wanted, full)


def _is_within(letters: str, text: str) -> bool:
    """True if the letters come in this order in the text."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
