"""Concordance: what a row says twice of its place is compared; a disagreement is a fault, never a placement."""

import difflib
import re
from dataclasses import dataclass, field

from clauses.domain.imports.lieux import Lieux, plain_number
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Probleme, probleme
from clauses.domain.territoires import Territoire

_INSEE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)
_ALIKE = 0.7

Place = tuple[str, str, str, str]
"""Name of the commune, INSEE code, postal code, département, as a row writes them."""


@dataclass
class Concordance:
    """The commune of a row, by all that it says of it.

    Attributes
    ----------
    lieux : communes by the many ways people write them
    """

    lieux: Lieux
    _known: dict[Place, Territoire | Probleme | None] = field(default_factory=dict, init=False)

    def find(self, commune: str, insee: str, postal: str, departement: str) -> Territoire | Probleme | None:
        """The commune that these cells mean, the fault they make, or ``None`` when they do not say where the row is.

        >>> from clauses.domain.territoires import example_territoires
        >>> concordance = Concordance(Lieux(example_territoires(), "COM"))
        >>> str(concordance.find("St Essai", "98003", "", "")), concordance.find("St Essai", "98001", "", "").code
        ('COM:98003', 'E-LIG-22')
        """
        place = commune, insee, postal, departement
        if place not in self._known:
            found = self._find(*place)
            self._known[place] = self._checked(found, *place) if isinstance(found, Territoire) else found
        return self._known[place]

    def _find(self, commune: str, insee: str, postal: str, departement: str) -> Territoire | Probleme | None:
        by_code = self.lieux.find(f"COM:{insee}") if insee else None
        if not commune:
            return self.lieux.find(insee) if isinstance(by_code, Probleme) else by_code
        by_name = self._by_name(commune, postal, departement)
        if by_code is None:
            return by_name
        if isinstance(by_code, Probleme):
            # « n. c. » says nothing; a code that no commune bears contradicts the name, unless it is its postal code.
            says = _INSEE.fullmatch(plain_number(insee))
            if isinstance(by_name, Probleme) or not says or plain_number(insee) in self.lieux.numbers(by_name):
                return by_name
            return self._differs(insee, "", commune)
        if by_name == by_code:
            return by_code
        nom = self.lieux.territoires.nom(by_code)
        if by_code in self.lieux.candidates(commune):
            # Homonyms, of which the code tells one; the postal code must agree with it.
            return by_code
        if isinstance(by_name, Probleme) and by_name.code == "E-LIG-12":
            exact = plain_number(postal) in self.lieux.numbers(by_code)
            if exact or difflib.SequenceMatcher(None, normalise(commune), normalise(nom)).ratio() >= _ALIKE:
                return by_code
        return self._differs(insee, nom, commune)

    def _by_name(self, commune: str, postal: str, departement: str) -> Territoire | Probleme:
        found = self.lieux.find(commune, postal)
        if isinstance(found, Probleme) and found.code == "E-LIG-13" and departement and "(" not in commune:
            again = self.lieux.find(f"{commune} ({departement})", postal)
            return found if isinstance(again, Probleme) else again
        return found

    def _checked(
        self, found: Territoire, commune: str, insee: str, postal: str, departement: str
    ) -> Territoire | Probleme:
        """The commune, unless the postal code or the département is that of another place."""
        nom = self.lieux.territoires.nom(found)
        if not self.lieux.is_possible(found, postal, exactly=not commune):
            return probleme("E-LIG-16", valeur=commune or nom, code_postal=plain_number(postal))
        code, name = self.lieux.departement_of(found)
        said = self.lieux.departement_named(departement)
        if said and said != code:
            return probleme("E-LIG-23", valeur=commune or insee, nom=nom, departement=f"{name} ({code})",
                            autre=departement)  # fmt: skip
        return found

    def _differs(self, insee: str, nom: str, commune: str) -> Probleme:
        return probleme("E-LIG-22", valeur=insee, nom=nom or "une commune inconnue ici", commune=commune)
