"""Noms: territories by the names that people write, alone or in a perimeter (« Aude + St Girons - CC Aure »)."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.perimetre import FRANCE, PerimetreError, parse
from clauses.domain.recherche import NATURES, normalise, own_name, spelled_out
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, LEVELS, REGION, Territoire, Territoires

LONGEST = 2_000
"""Characters: beyond, a perimeter is one of codes, as the assistant writes them."""

_MOST_JOINED = 4
"""Parts of a name that holds what separates names: « Monts, Rance et Rougier »."""

_BETWEEN = re.compile(r"(\s*[+;|,\n]\s*|\s+[-\u2212\u2013\u2014]\s+|\s+sauf\s+|\s+et\s+)", re.IGNORECASE)
_EXCLUDES = re.compile(r"\s+(?:[-\u2212\u2013\u2014]|sauf)\s+", re.IGNORECASE)
_LINK = "(?: (?:de la|de l|du|des|de|d))?"
_KINDS = {
    EPCI: re.compile(rf"(?:{'|'.join(NATURES.values())}){_LINK} "),
    DEPARTEMENT: re.compile(rf"departement{_LINK} "),
    REGION: re.compile(rf"region{_LINK} "),
    COMMUNE: re.compile(rf"(?:commune|ville){_LINK} "),
}
_NUMBER = re.compile(r"(.*?)\s*\((\d[\dAB])\)")
_ORDER = (REGION, DEPARTEMENT, COMMUNE, EPCI)
"""Whose a name is when several levels bear it: « Lot » is the département."""


@dataclass(frozen=True)
class Noms:
    """Names of the territories of a region; build it once per set of territories."""

    territoires: Territoires

    def find(self, text: str) -> Territoire | None:
        """The territory that a code or a name means; ``None`` when there is none, or several.

        >>> from clauses.domain.territoires import example_territoires
        >>> noms = Noms(example_territoires())
        >>> noms.find("Testville"), [str(noms.find(text)) for text in ("st essai", "Testville (98)", "DEP:98")]
        (None, ['COM:98003', 'COM:98001', 'DEP:98'])
        """
        code = self._by_code(text)
        if code is not None:
            return code
        numbered = _NUMBER.fullmatch(text.strip())
        place = numbered[2] if numbered else ""
        name = spelled_out(normalise(numbered[1] if numbered else text))
        if not name:
            return None
        readings = [(level, name) for level in _ORDER]
        readings += [(level, kind.sub("", name, count=1)) for level, kind in _KINDS.items() if kind.match(name)]
        for level, plain in readings:
            found = [each for each in self._by_name[level].get(plain, ()) if not place or self._is_in(each, place)]
            if found:
                return found[0] if len(found) == 1 else None
        return self._begun(name)

    def write(self, expression: str) -> str | None:
        """A perimeter in codes, some or all of whose territories are given by their names; ``None`` if one is unknown.

        >>> from clauses.domain.territoires import example_territoires
        >>> noms = Noms(example_territoires())
        >>> noms.write("Exemple - St Essai ; COM:99001"), noms.write("DEP:98, DEP:99"), noms.write("Nulle part")
        ('DEP:98 - COM:98003 + COM:99001', 'DEP:98 + DEP:99', None)
        """
        if len(expression) > LONGEST:
            return None
        parts = ["+", *_BETWEEN.split(expression.strip())]
        written, start = [], 0
        while start < len(parts):
            for end in range(min(len(parts), start + 2 * _MOST_JOINED), start, -2):
                # The longest first: « Quercy - Bouriane » is one name.
                found = self._part("".join(parts[start + 1 : end]))
                if found is not None:
                    written.append(f"{'-' if _EXCLUDES.fullmatch(parts[start]) else '+'} {found}")
                    start = end
                    break
            else:
                return None
        return " ".join(written).removeprefix("+ ")

    def closest(self, text: str) -> str:
        """The one territory whose name is nearly this, as « COM:34032 »; empty when nothing is near."""
        name = spelled_out(normalise(text))
        close = difflib.get_close_matches(name, self._all_names, n=1, cutoff=0.8) if len(name) < 80 else []
        found = [each for level in _ORDER for each in self._by_name[level].get(close[0], ())] if close else []
        return str(found[0]) if found else ""

    def _part(self, text: str) -> str | None:
        """A territory by its name, or a perimeter in codes."""
        found = self.find(text)
        if found is not None:
            return str(found)
        try:
            tokens = parse(text).tokens
        except PerimetreError:
            return None
        known = self.territoires.members
        whole = bool(tokens) and all(each.level == FRANCE or (each.level, each.code) in known for each in tokens)
        return text.strip() if whole else None

    def _by_code(self, text: str) -> Territoire | None:
        """« EPCI:243400769 », « 34032 », « 34 », « 243 400 769 »."""
        level, separator, code = "".join(text.split()).upper().rpartition(":")
        levels = (level,) if separator else LEVELS
        found = [Territoire(each, code) for each in levels if (each, code) in self.territoires.members]
        return found[0] if found else None

    def _begun(self, name: str) -> Territoire | None:
        """The one EPCI of a kind whose own name begins with these words: « CC Aure »."""
        if not _KINDS[EPCI].match(name):
            return None
        plain = own_name(name)
        found = {
            each.code: each
            for full, places in self._by_name[EPCI].items()
            for each in places
            if full.startswith(f"{plain} ") and normalise(self.territoires.nom(each)).startswith(name[:14])
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_in(self, territoire: Territoire, departement: str) -> bool:
        return any(str(above) == f"{DEPARTEMENT}:{departement}" for above in self.territoires.above(territoire))

    @cached_property
    def _by_name(self) -> dict[str, dict[str, list[Territoire]]]:
        """Territories by level then normalised name; an EPCI also by its own name, without its kind."""
        found: dict[str, dict[str, list[Territoire]]] = {}
        for level in LEVELS:
            names: dict[str, list[Territoire]] = defaultdict(list)
            for each in self.territoires.all(level):
                for name in _names(normalise(self.territoires.nom(each))):
                    names[name].append(each)
            found[level] = dict(names)
        return found

    @cached_property
    def _all_names(self) -> list[str]:
        return [name for names in self._by_name.values() for name in names]


def _names(name: str) -> Iterable[str]:
    return {name, own_name(name)}
