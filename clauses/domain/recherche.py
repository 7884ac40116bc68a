"""Find a commune the way people type it: name, part of a name, postal code or INSEE code."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "cedex": ""}
LONGEST_QUERY = 80
"""Beyond, what is typed is not a name: the rest is ignored, so that no question takes seconds."""

_ARTICLES = frozenset({"le", "la", "les", "l"})
NATURES = {"cc": "communaute de communes", "ca": "communaute d agglomeration", "cu": "communaute urbaine"}
"""Kinds of EPCI, by what people write."""
_NATURE = re.compile(rf"^(?:{'|'.join(NATURES.values())}) (?:de la |de l |du |des |de |d )?")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as shown in a list of answers; ``departement`` distinguishes homonyms."""

    code: str
    nom: str
    code_departement: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int

    @property
    def label(self) -> str:
        """« Béziers (34, Hérault) »."""
        return f"{self.nom} ({self.code_departement}, {self.departement})"


@dataclass(frozen=True)
class CommuneIndex:
    """Search index over the communes of one region; build it once per set of territories."""

    territoires: Territoires

    @cached_property
    def _entries(self) -> list[tuple[str, str, frozenset[str], Commune]]:
        """(normalised name, name without its article, words of the département, commune), most populated first."""
        departements = self.territoires.departements["nom"]
        entries = []
        ranked = self.territoires.communes.sort_values("population", ascending=False, kind="stable")
        for row in ranked.reset_index(names="code").to_dict("records"):
            departement = str(departements.get(row["code_departement"], row["code_departement"]))
            name = normalise(str(row["nom"]))
            commune = Commune(
                str(row["code"]),
                str(row["nom"]),
                str(row["code_departement"]),
                departement,
                tuple(filter(None, str(row["codes_postaux"]).split("|"))),
                int(row["population"]),
            )
            entries.append((name, _without_article(name), frozenset(normalise(departement).split()), commune))
        return entries

    def find(self, query: str, limit: int = 10) -> list[Commune]:
        """Communes matching ``query``, best first; within a rank the most populated first.

        Ranks: the code itself, the whole name, its beginning, the beginning of its words, a part of it. A département
        (code or name) or a postal code added to the name narrows the answer. Nothing found: the closest spellings.

        >>> from clauses.domain.territoires import example_territoires
        >>> index = CommuneIndex(example_territoires())
        >>> [commune.label for commune in index.find("testville")]
        ['Testville (98, Exemple)', 'Testville (99, Fiction)']
        >>> [commune.nom for commune in index.find("st essai")], [c.nom for c in index.find("98200")]
        (['Saint-Essai'], ["L'Épreuve"])
        """
        words = normalise(query[:LONGEST_QUERY]).split()
        numbers = [word for word in words if word[0].isdigit()]
        text = " ".join(word for word in words if not word[0].isdigit())
        ranked: list[tuple[int, int, Commune]] = []
        for order, entry in enumerate(self._entries):
            commune = entry[3]
            if not all(_has_number(commune, number) for number in numbers):
                continue
            rank = _rank(text, entry) if text else (0 if numbers else None)
            if rank is not None:
                ranked.append((rank, order, commune))
        ranked.sort(key=lambda item: item[:2])
        if not ranked and text:
            return self._closest(text, limit)
        return [commune for _, _, commune in ranked[:limit]]

    def _closest(self, text: str, limit: int) -> list[Commune]:
        names = [entry[0] for entry in self._entries]
        close = difflib.get_close_matches(text, names, n=min(limit, 3), cutoff=0.75)
        return [entry[3] for entry in self._entries if entry[0] in close][:limit]


@dataclass(frozen=True)
class TerritoireIndex:
    """Search over every level: communes, and the EPCI, départements and region."""

    communes: CommuneIndex

    @cached_property
    def _wide(self) -> list[tuple[str, str, frozenset[str], Territoire]]:
        """As the entries of :class:`CommuneIndex`: wider territories, region and départements first."""
        territoires = self.communes.territoires
        entries = []
        for level in (REGION, DEPARTEMENT, EPCI):
            for territoire in territoires.all(level):
                name = normalise(territoires.nom(territoire))
                entries.append((name, own_name(name), frozenset[str](), territoire))
        return entries

    def find(self, query: str, limit: int = 10) -> list[Territoire]:
        """Territories matching ``query``, by name or official code.

        Those that bear exactly this name or code, then the best communes, then wider territories, then other communes.
        Where the words begin the name of a wider territory and of no commune, it comes before those that merely have
        them. An EPCI is found without its kind, or by its initials (« CC Aure »).

        >>> from clauses.domain.territoires import example_territoires
        >>> index = TerritoireIndex(CommuneIndex(example_territoires()))
        >>> [str(territoire) for territoire in index.find("testville")]
        ['COM:98001', 'COM:99001', 'EPCI:E1']
        >>> [str(territoire) for territoire in index.find("exemple")], str(index.find("98")[0])
        (['DEP:98'], 'DEP:98')
        """
        text = normalise(query[:LONGEST_QUERY])
        if not text:
            return []
        exact: list[Territoire] = []
        close: list[tuple[int, Territoire]] = []
        whole = spelled_out(text)
        for entry in self._wide:
            territoire = entry[3]
            rank = 0 if territoire.code == query.strip().upper() else _rank(whole, entry)
            if rank == 0:
                exact.append(territoire)
            elif rank is not None:
                close.append((rank, territoire))
        wide = [territoire for _, territoire in sorted(close, key=lambda pair: pair[0])]
        found = self.communes.find(query, limit)
        if (exact or wide) and not any(_is_near(text, commune) for commune in found):
            # Spellings close to the query are for when nothing bears the name.
            found = []
        communes = [Territoire(COMMUNE, commune.code) for commune in found]
        if not any(_begins(text, normalise(commune.nom)) for commune in found):
            first = [territoire for rank, territoire in close if rank == 1]
            wide = [territoire for territoire in wide if territoire not in first]
            exact += first
        return [*exact, *communes[:3], *wide, *communes[3:]][:limit]


def _is_near(text: str, commune: Commune) -> bool:
    """The commune was found by a word or a number of the query, not by a likeness."""
    names = (
        f"{normalise(commune.nom)} {normalise(commune.departement)} {commune.code} {' '.join(commune.codes_postaux)}"
    )
    return any(word in names for word in text.split())


def normalise(text: str) -> str:
    """Lower case, without accents nor punctuation, short forms spelled out.

    >>> normalise("Sᵗ-Cœur d’Ô"), normalise("STE. Marie s/ Mer CEDEX")
    ('saint coeur d o', 'sainte marie sur mer')
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(filter(None, (_SHORT_FORMS.get(word, word) for word in words)))


def spelled_out(text: str) -> str:
    """Normalised words, the initials of a kind of EPCI spelled out at their head.

    >>> spelled_out("cc aure louron"), spelled_out("cc")
    ('communaute de communes aure louron', 'cc')
    """
    first, _, rest = text.partition(" ")
    return f"{NATURES[first]} {rest}" if rest and first in NATURES else text


def own_name(name: str) -> str:
    """Normalised name of a territory without the kind of an EPCI, nor its article.

    >>> own_name("communaute d agglomeration du sicoval"), own_name("communaute de communes la domitienne")
    ('sicoval', 'domitienne')
    """
    return _without_article(_NATURE.sub("", name, count=1))


def _begins(text: str, name: str) -> bool:
    return name.startswith(text) or _without_article(name).startswith(text)


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first in _ARTICLES else name


def _has_number(commune: Commune, number: str) -> bool:
    """A number is the start of the INSEE code, of a postal code, or the département."""
    number = number.upper()
    return commune.code.startswith(number) or any(code.startswith(number) for code in commune.codes_postaux)


def _rank(text: str, entry: tuple[str, str, frozenset[str], object]) -> int | None:
    name, bare, departement, _ = entry
    if text in (name, bare):
        return 0
    if name.startswith(text) or bare.startswith(text):
        return 1
    words, names = text.split(), name.split()
    if all(any(candidate.startswith(word) for candidate in names) for word in words):
        return 2
    in_departement = [word in departement for word in words]
    if any(in_departement) and not all(in_departement):
        rest = [word for word, found in zip(words, in_departement, strict=True) if not found]
        if all(any(candidate.startswith(word) for candidate in names) for word in rest):
            return 3
    return 4 if len(text) >= 3 and text in name else None
