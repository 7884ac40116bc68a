"""Dry run of a list that someone brings: what a face shows of it (:func:`clauses.edition.apport.preview`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clauses.domain.changements import Changements
from clauses.domain.imports.releve import AdresseDouteuse, Faute, Jumelle, Releve, Reparation
from clauses.domain.issues import Issue
from clauses.domain.listes.changements import ReleveListe
from clauses.domain.listes.lignes import FILTRE
from clauses.edition.travail import Travail


@dataclass(frozen=True)
class Apercu:
    """Dry run of an import.

    Attributes
    ----------
    defauts : what makes the correspondance unusable; the rest is then empty
    releve : rows read, kept, left out and why
    issues : faults row by row, then the remarks
    changements : what changes in the table
    travail : the draft; ``None`` when no row is kept
    """

    defauts: tuple[Issue, ...] = ()
    releve: Releve = field(default_factory=lambda: ReleveListe("", 0, 0, 0, ()))
    issues: tuple[Issue, ...] = ()
    changements: Changements = field(default_factory=lambda: Changements((), (), ()))
    travail: Travail | None = None

    @property
    def lues(self) -> int:
        """Rows read; ``retenues`` are kept, ``ecartees`` are faulty."""
        return self.releve.lues

    @property
    def retenues(self) -> int:
        """Rows kept."""
        return self.releve.retenues

    @property
    def ecartees(self) -> int:
        """Faulty rows, left out."""
        return self.releve.ecartees

    @property
    def motifs(self) -> Mapping[str, int]:
        """Rows left out on purpose, by reason: keys of ``clauses.rendu.mots.imports.MOTIFS``."""
        if isinstance(self.releve, ReleveListe):
            return self.releve.motifs
        return {FILTRE: self.releve.filtrees} if self.releve.filtrees else {}

    @property
    def fautes(self) -> tuple[Faute, ...]:
        """Faults by kind and column."""
        return self.releve.fautes

    @property
    def reparations(self) -> tuple[Reparation, ...]:
        """What was mended, by kind and column."""
        return self.releve.reparations

    @property
    def jumelles(self) -> tuple[Jumelle, ...]:
        """Rows that look like a known one."""
        return self.releve.jumelles if isinstance(self.releve, ReleveListe) else ()

    @property
    def adresses(self) -> tuple[AdresseDouteuse, ...]:
        """E-mail addresses that may be those of people."""
        return self.releve.adresses if isinstance(self.releve, ReleveListe) else ()

    @property
    def a_repondre(self) -> tuple[Jumelle, ...]:
        """Rows that look like a known one, not answered yet: they are in neither the changes nor the draft."""
        return tuple(each for each in self.jumelles if each.reponse is None)
