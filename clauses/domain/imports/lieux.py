"""Geocoding of a row: a cell (code or name, with a postal code) turned into one territory of the level asked for."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clauses.domain.recherche import CommuneIndex, TerritoireIndex, normalise
from clauses.domain.regles.contexte import Probleme, one_digit_away, probleme
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, LEVELS, REGION, Territoire, Territoires

NIVEAUX = {COMMUNE: "commune", EPCI: "intercommunalité", DEPARTEMENT: "département", REGION: "région"}

_ARTICLES = frozenset({"le", "la", "les", "l"})
_CEDEX = re.compile(r"\bcedex\b\s*\d{0,2}(?!\d)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)")
_NATURES = {
    level: re.compile(rf"^(?:{words})(?: (?:de la|de l|du|des|de|d))? ")
    for level, words in {
        EPCI: "communaute (?:de communes|d agglomeration|urbaine)|metropole|cc|ca|cu|cdc",
        COMMUNE: "commune",
        DEPARTEMENT: "departement",
        REGION: "region",
    }.items()
}
_POSTAL = re.compile(r"\d{5}")
CORSE = {"2A": "20", "2B": "20"}
"""Postal codes there begin otherwise than INSEE codes."""
_CLOSE = 0.85
"""Likeness of a name under which another one is not proposed: « Paris » is not « Parisot »."""
_MOST_SUGGESTIONS = 50
"""Unknown names for which a likeness is looked for: each takes some milliseconds."""


@dataclass
class Lieux:
    """Territories by the many ways people write them; the answer to each cell is kept.

    Attributes
    ----------
    territoires : Territoires of the region
    niveau : level of the answers: COM, EPCI, DEP or REG
    colonne : cells of the whole column. When one of them can only be a postal code, a number that is both a postal
        code and an INSEE code is not trusted either: the column holds postal codes.
    """

    territoires: Territoires
    niveau: str
    colonne: Iterable[str] = ()
    _known: dict[tuple[str, str], Territoire | Probleme] = field(default_factory=dict, init=False)
    _suggested: int = field(default=0, init=False)

    def find(self, text: str, code_postal: str = "") -> Territoire | Probleme:
        """The territory of the level that a cell means, or why there is none.

        >>> from clauses.domain.territoires import example_territoires
        >>> lieux = Lieux(example_territoires(), EPCI)
        >>> str(lieux.find("st essai")), str(lieux.find("TESTVILLE CEDEX", "99000")), lieux.find("Testville").code
        ('EPCI:E2', 'EPCI:E2', 'E-LIG-13')
        """
        cell = text, code_postal
        if cell not in self._known:
            self._known[cell] = self._find(text, code_postal)
        return self._known[cell]

    def _find(self, text: str, code_postal: str) -> Territoire | Probleme:
        if not text:
            return probleme("E-VAL-01")
        if self._is_postal(text):
            return probleme("E-LIG-17", valeur=text)
        candidates = self._by_code(text)
        if candidates:
            return self._target(text, candidates)
        candidates, numbers = self._by_name(text)
        if not candidates:
            region = self.territoires.region_nom
            return probleme("E-LIG-12", valeur=text, region=region, suggestion=self._meant(text, code_postal))
        postal = plain_number(code_postal)
        for number in [*numbers, *([postal] if _POSTAL.fullmatch(postal) else [])]:
            # Elsewhere, a former commune may bear the name of one in force.
            candidates = self._narrowed(candidates, number) or self._narrowed(self._former(text), number)
            if not candidates:
                return probleme("E-LIG-16", valeur=text, code_postal=number)
        return self._target(text, candidates)

    def candidates(self, text: str) -> list[Territoire]:
        """Territories that bear a name, or whose former communes bore it."""
        return [*self._by_name(text)[0], *self._former(text)]

    def numbers(self, commune: Territoire) -> frozenset[str]:
        """Its code, its département, its postal codes, its former codes; none for a wider territory."""
        return self._numbers.get(commune.code, frozenset())

    def is_possible(self, commune: Territoire, code_postal: str, *, exactly: bool = False) -> bool:
        """False when a postal code is that of another place.

        One of companies is known by its département only; ``exactly``: an ordinary one must be its own.
        """
        postal = plain_number(code_postal)
        if not _POSTAL.fullmatch(postal) or commune.level != COMMUNE or postal in self._numbers[commune.code]:
            return True
        return not (exactly and postal in self._all_postal_codes) and bool(self._narrowed([commune], postal))

    def departement_of(self, commune: Territoire) -> tuple[str, str]:
        """Code and name of the département of a commune."""
        code = self._departements_of[commune.code]
        return code, self.territoires.name(DEPARTEMENT, code)

    def departement_named(self, text: str) -> str:
        """Code of the département of the region that a cell means; empty for anything else."""
        code = plain_number(text).upper()
        return code if code in self.territoires.departements.index else self._departements.get(normalise(text), "")

    def _former(self, text: str) -> list[Territoire]:
        """Communes in force that hold the former ones of this name."""
        name, _ = _without_numbers(_CEDEX.sub(" ", text))
        return self._former_names.get(name, [])

    def _by_code(self, text: str) -> list[Territoire]:
        """« 34032 », « EPCI:243400769 », « 243 400 769 », « 34 »; a spreadsheet drops the zero of « 09001 »."""
        level, separator, code = "".join(text.split()).upper().rpartition(":")
        levels = (level,) if separator else LEVELS
        members, number = self.territoires.members, plain_number(code)
        found = [Territoire(each, number) for each in levels if (each, number) in members][:1]
        if not found and COMMUNE in levels and number in self._former_codes:
            return [self._former_codes[number]]
        return found

    def _by_name(self, text: str) -> tuple[list[Territoire], list[str]]:
        """Territories of the most local level that bear the name, and the numbers written beside it."""
        whole = self._named(normalise(text))
        if whole:
            return whole, []
        bare = _CEDEX.sub(" ", text).strip()
        bracket = _IN_BRACKETS.fullmatch(bare)
        name, numbers = _without_numbers(bracket[1] if bracket else bare)
        hint, others = _without_numbers(bracket[2] if bracket else "")
        numbers += others
        if hint in self._departements:
            numbers.append(self._departements[hint])
        elif hint in _ARTICLES:
            name = f"{hint} {name}"
        elif hint:
            return [], []
        return self._named(name), numbers

    def _named(self, name: str) -> list[Territoire]:
        readings: list[tuple[str, tuple[str, ...]]] = [(name, LEVELS)]
        readings += [(pattern.sub("", name), (level,)) for level, pattern in _NATURES.items() if pattern.match(name)]
        for plain, levels in (*readings, (_without_article(name), LEVELS)):
            for level in levels:
                if plain in self._names[level]:
                    return self._names[level][plain]
        # A name that a territory in force bears is that of this one.
        return self._former_names.get(name, [])

    def _narrowed(self, candidates: Sequence[Territoire], number: str) -> list[Territoire]:
        """Communes of this INSEE code, postal code or département; a postal code of companies has that of the latter.

        Wider territories have no postal code: they stay.
        """
        if not candidates or candidates[0].level != COMMUNE:
            return list(candidates)
        exact = [each for each in candidates if number in self._numbers[each.code]]
        if exact or not _POSTAL.fullmatch(number):
            return exact
        starts = {each: self._departements_of[each.code] for each in candidates}
        return [each for each, start in starts.items() if number.startswith(CORSE.get(start, start))]

    def _target(self, text: str, candidates: Sequence[Territoire]) -> Territoire | Probleme:
        """The territory of the level that holds all the candidates."""
        targets = {tuple(self._targets(each)) for each in candidates}
        if len(targets) == 1 and len(first := targets.pop()) == 1:
            return first[0]
        if len(candidates) > 1:
            return probleme("E-LIG-13", valeur=text, candidats=", ".join(map(self._label, candidates)))
        if self.niveau == EPCI and candidates[0].level == COMMUNE:
            return probleme("E-LIG-15", valeur=text)
        return probleme("E-LIG-14", valeur=text, niveau=NIVEAUX[self.niveau])

    def _targets(self, territoire: Territoire) -> list[Territoire]:
        if territoire.level == self.niveau:
            return [territoire]
        return [each for each in self.territoires.above(territoire) if each.level == self.niveau]

    def _label(self, territoire: Territoire) -> str:
        if territoire.level != COMMUNE:
            return f"{territoire.code} {self.territoires.nom(territoire)}"
        return f"{territoire.code} {self.territoires.name(DEPARTEMENT, self._departements_of[territoire.code])}"

    def _is_postal(self, text: str) -> bool:
        code = plain_number(text)
        if code not in self._all_postal_codes:
            return False
        return code not in self.territoires.positions or self._is_postal_column

    @cached_property
    def _is_postal_column(self) -> bool:
        codes = set(map(plain_number, set(self.colonne)))
        return bool((codes & self._all_postal_codes) - self.territoires.positions.keys())

    def _meant(self, text: str, code_postal: str) -> str:
        """The place most likely meant: one digit away for a code, a close name otherwise, unless it is elsewhere."""
        code = plain_number(text)
        if code.isdigit():
            return one_digit_away(code, self.territoires.positions) if len(code) == 5 else ""
        self._suggested += 1
        found = self._index.find(text, 1) if self._suggested <= _MOST_SUGGESTIONS else []
        if not found:
            return ""
        meant = found[0]
        name = self.territoires.nom(meant)
        close = difflib.SequenceMatcher(None, _without_numbers(text)[0], normalise(name)).ratio()
        if close < _CLOSE or not self.is_possible(meant, code_postal):
            return ""
        return f"{name} ({meant.code})" if meant.level == COMMUNE else name

    @cached_property
    def _departements_of(self) -> dict[str, str]:
        return self.territoires.communes["code_departement"].astype(str).to_dict()

    @cached_property
    def _postal_codes(self) -> dict[str, list[str]]:
        cells = self.territoires.communes["codes_postaux"].to_dict()
        return {code: [number for number in str(cell).split("|") if number] for code, cell in cells.items()}

    @cached_property
    def _all_postal_codes(self) -> frozenset[str]:
        return frozenset(number for numbers in self._postal_codes.values() for number in numbers)

    @cached_property
    def _numbers(self) -> dict[str, frozenset[str]]:
        """Numbers that go with each commune: its code, its département, its postal codes, its former codes."""
        former = defaultdict(list)
        for ancienne in self.territoires.anciennes:
            former[ancienne.code_actuel].append(ancienne.code)
        return {
            code: frozenset({code, self._departements_of[code], *numbers, *former[code]})
            for code, numbers in self._postal_codes.items()
        }

    @cached_property
    def _former_codes(self) -> dict[str, Territoire]:
        anciennes = self.territoires.anciennes
        return {
            each.code: Territoire(COMMUNE, each.code_actuel) for each in anciennes if each.code_actuel in self._numbers
        }

    @cached_property
    def _former_names(self) -> dict[str, list[Territoire]]:
        """Communes in force by the names of those merged into them, with and without the article."""
        names: dict[str, dict[Territoire, None]] = defaultdict(dict)
        for ancienne in self.territoires.anciennes:
            name = normalise(ancienne.nom)
            if ancienne.code in self._former_codes:
                for each in (name, _without_article(name)):
                    names[each][self._former_codes[ancienne.code]] = None
        return {name: list(found) for name, found in names.items()}

    @cached_property
    def _departements(self) -> dict[str, str]:
        return {normalise(str(name)): str(code) for code, name in self.territoires.departements["nom"].items()}

    @cached_property
    def _names(self) -> dict[str, dict[str, list[Territoire]]]:
        """Territories by name; those that bear a name without its article or nature come after those that bear it."""
        names: dict[str, dict[str, list[Territoire]]] = {}
        for level in LEVELS:
            exact, loose = defaultdict(list), defaultdict(list)
            for territoire in self.territoires.all(level):
                name = normalise(self.territoires.nom(territoire))
                exact[name].append(territoire)
                bare = _without_article(name) if level == COMMUNE else _NATURES[level].sub("", name)
                if bare != name:
                    loose[bare].append(territoire)
            names[level] = {**loose, **exact}
        return names

    @cached_property
    def _index(self) -> TerritoireIndex:
        return TerritoireIndex(CommuneIndex(self.territoires))


def plain_number(text: str) -> str:
    """Digits without spaces, with the zero that a spreadsheet drops from « 09100 » and « 09 »."""
    digits = "".join(text.split())
    return f"0{digits}" if digits.isdecimal() and len(digits) in (1, 4) else digits


def _without_numbers(text: str) -> tuple[str, list[str]]:
    """The words of a name, and the numbers written among them."""
    words = normalise(text).split()
    name = " ".join(word for word in words if not word[0].isdigit())
    return name, [plain_number(word) for word in words if word[0].isdigit()]


def _without_article(name: str) -> str:
    """« le vigan », « l union » without their article; « vigan le », as sorted lists write it, likewise."""
    words = name.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _ARTICLES else name
