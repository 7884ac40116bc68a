"""Contenus: editorial contents (experiences, tool box, glossary, method), as plain values.

A page is a Markdown file with YAML front matter, whose rules are here; :mod:`clauses.storage.contenus` reads the files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from clauses.domain.issues import Issue
from clauses.domain.recherche import normalise

if TYPE_CHECKING:
    from clauses.domain.contenus.presentation import Histoire

Place = tuple[str, ...]
"""A key of the head, with those that hold it."""


@dataclass(frozen=True)
class Texte:
    """A file as read: its slug (the address of the page), its head, the line of each key, its body."""

    slug: str
    file: str
    tete: Mapping[str, object]
    lines: Mapping[Place, int]
    corps: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose."""

    slug: str
    titre: str
    corps: str
    maj_le: date | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Reference behind a statement: an article of law, or a document, and where the reader finds it."""

    article: str
    objet: str
    adresse: str


@dataclass(frozen=True, slots=True)
class PageOutil:
    """A page of the tool box."""

    slug: str
    titre: str
    resume: str
    corps: str
    verifie_le: date | None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class ChiffreCle:
    """A figure reported in an experience, in words."""

    valeur: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Retour:
    """An experience report.

    Attributes
    ----------
    lieu, territoire, hors_region : where, as words; « EPCI:… » in the region, or where outside it
    porteur, effectif, heures, maillage : who carries the guichet, its staff, its hours, its mesh
    temoins : functions of those who spoke, never their names
    guichets, structures : identifiers in the tables of the data
    """

    slug: str
    titre: str
    lieu: str
    corps: str
    territoire: str = ""
    hors_region: str = ""
    porteur: str = ""
    effectif: str = ""
    heures: str = ""
    maillage: str = ""
    chiffres: tuple[ChiffreCle, ...] = ()
    temoins: tuple[str, ...] = ()
    guichets: tuple[str, ...] = ()
    structures: tuple[str, ...] = ()
    source: str = ""
    dit_le: date | None = None


@dataclass(frozen=True, slots=True)
class Terme:
    """A term of the glossary: its name, other forms, its definition, more about it, where it comes from."""

    nom: str
    formes: tuple[str, ...]
    definition: str
    suite: str = ""
    source: str = ""
    adresse: str = ""

    @property
    def slug(self) -> str:
        """Its name in an address.

        >>> Terme("Avéré / à confirmer", (), "").slug
        'avere-a-confirmer'
        """
        return normalise(self.nom).replace(" ", "-")


@dataclass(frozen=True)
class Contenus:
    """Everything that is written beside the data."""

    retours: tuple[Retour, ...] = ()
    conclusions: Page | None = None
    outils: tuple[PageOutil, ...] = ()
    rubriques: tuple[Page, ...] = ()
    glossaire: tuple[Terme, ...] = ()
    histoires: tuple["Histoire", ...] = ()
    issues: tuple[Issue, ...] = field(default_factory=tuple)

    @cached_property
    def formes(self) -> dict[str, Terme]:
        """Term of each form that is met in texts, with the curly apostrophes of what is shown."""
        return {form.replace("'", "’"): terme for terme in self.glossaire for form in (terme.nom, *terme.formes)}

    @cached_property
    def lexique(self) -> dict[str, list[tuple[str, Terme]]]:
        """Forms and their terms by first word in lower case, the longest forms first."""
        lexicon: dict[str, list[tuple[str, Terme]]] = {}
        for form in sorted(self.formes, key=lambda form: (-len(form), form)):
            first = re.search(r"\w+", form)
            if first:
                lexicon.setdefault(first[0].lower(), []).append((form[first.start() :], self.formes[form]))
        return lexicon
