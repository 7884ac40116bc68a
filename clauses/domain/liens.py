"""Short names of territories, as an address can hold them: « beziers », « testville-98 », « grand-cahors »."""

import re
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.recherche import LONGEST_QUERY, normalise
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires

_NATURE = re.compile("^(communaute (de communes|d agglomeration|urbaine)|metropole)( (du|des|d|de la|de l|de)(?= ))? ")


@dataclass(frozen=True)
class Liens:
    """Short names of the territories of a region, and what each may mean; build it once per set of territories."""

    territoires: Territoires

    def find(self, level: str, text: str) -> list[Territoire]:
        """Territories of a level that a short name, or an official code, means: one, none, or those that share it.

        >>> from clauses.domain.territoires import example_territoires
        >>> liens = Liens(example_territoires())
        >>> [[str(each) for each in liens.find("COM", name)] for name in ("98003", "L'Épreuve", "testville-99")]
        [['COM:98003'], ['COM:98002'], ['COM:99001']]
        >>> [str(each) for each in liens.find("COM", "testville")], liens.find("COM", "nulle-part")
        (['COM:98001', 'COM:99001'], [])
        """
        code = text.strip().upper()
        if (level, code) in self.territoires.members:
            return [Territoire(level, code)]
        return list(self._names[level].get(slug(text[:LONGEST_QUERY]), ()))

    def name(self, territoire: Territoire) -> str:
        """The short name that means this territory and no other; its official code when it has none.

        >>> from clauses.domain.territoires import example_territoires
        >>> liens = Liens(example_territoires())
        >>> [liens.name(liens.territoires.find(key)) for key in ("COM:98003", "COM:99001", "DEP:98", "EPCI:E2")]
        ['saint-essai', 'testville-99', 'exemple', 'essais-reunis']
        """
        for name in self._slugs(territoire):
            if name and self._names[territoire.level][name] == (territoire,):
                return name
        return territoire.code

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[Territoire, ...]]]:
        """By level and short name. A whole name comes before the one that needs its département."""
        names: dict[str, dict[str, tuple[Territoire, ...]]] = {}
        for level in (COMMUNE, EPCI, DEPARTEMENT):
            found: dict[str, tuple[Territoire, ...]] = {}
            known = [(each, self._slugs(each)) for each in self.territoires.all(level)]
            for rank in range(2):
                added: dict[str, tuple[Territoire, ...]] = {}
                for territoire, slugs in known:
                    added[slugs[rank]] = (*added.get(slugs[rank], ()), territoire)
                found = added | found
            names[level] = found
        return names

    @cached_property
    def _departements(self) -> dict[str, str]:
        return self.territoires.communes["code_departement"].to_dict()

    def _slugs(self, territoire: Territoire) -> tuple[str, str]:
        """The shortest name first, then the one that tells homonyms apart."""
        whole = normalise(self.territoires.nom(territoire))
        if territoire.level == COMMUNE:
            return slug(whole), slug(f"{whole} {self._departements[territoire.code]}")
        if territoire.level == EPCI:
            return slug(_NATURE.sub("", whole)), slug(whole)
        return slug(whole), slug(whole)


def slug(text: str) -> str:
    """A name as an address holds it.

    >>> slug("Saint-Félix-de-l'Héras"), slug("Ô")
    ('saint-felix-de-l-heras', 'o')
    """
    return normalise(text).replace(" ", "-")
