"""Preparation: dry run of a publication; the table is checked against all the others and the one it replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.changements import Changements, compare
from clauses.domain.couverture import Couverture
from clauses.domain.evolution.effet import Effet
from clauses.domain.evolution.fusion import Choix, Conflit, Fusion, fusionner
from clauses.domain.evolution.regles import A_CONFIRMER, validate_evolution
from clauses.domain.guichets import guichets_from, typologies_from
from clauses.domain.issues import Issue, has_errors, issue
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.donnees import Moment
from clauses.storage.ecriture import render_table
from clauses.storage.editions.depot import sha256
from clauses.storage.tables import parse_table

MOST_DRAWN = 2_000
"""Guichets beyond which the coverage, a matrix of communes and guichets, would not fit in memory."""


@dataclass(frozen=True, eq=False)
class Preparation:
    """Dry run of a publication.

    Attributes
    ----------
    moment : what the atlas shows
    propose : the table as it was given
    apres : the table as it would be published: one's own changes made on the table shown
    contenu : its bytes
    fusion : how both were put together
    changements : what differs from the table shown
    issues : defects of the table proposed, then what the others would suffer, then what looks like a slip
    """

    moment: Moment
    propose: Table
    apres: Table
    contenu: bytes
    fusion: Fusion
    changements: Changements
    issues: tuple[Issue, ...]

    @property
    def nom(self) -> str:
        """Name of the table."""
        return self.propose.name

    @cached_property
    def empreinte(self) -> str:
        """Hash of the table proposed and of the data it was compared with: identifies what was reviewed."""
        return f"{self.moment.instantane.cle} {sha256(self.contenu)}"

    @property
    def conflits(self) -> tuple[Conflit, ...]:
        """Unresolved conflicts with changes published meanwhile."""
        return self.fusion.ouverts

    @property
    def is_entre_temps(self) -> bool:
        """True if the table changed since this work began."""
        return bool(self.fusion.leurs)

    @property
    def is_valide(self) -> bool:
        """True if nothing prevents publication; there may be nothing to publish."""
        return not has_errors(self.issues) and not self.conflits

    @property
    def a_publier(self) -> bool:
        """True if publishing changes something: this table, tables edited by hand, or files to put back."""
        instantane = self.moment.instantane
        return bool(self.changements or instantane.modifies or instantane.reprises)

    @cached_property
    def a_confirmer(self) -> tuple[Issue, ...]:
        """Warnings to confirm explicitly before publication."""
        return tuple(found for found in self.issues if found.code in A_CONFIRMER)

    @cached_property
    def a_la_main(self) -> dict[str, Changements]:
        """Manual edits to the other tables since the last edition, published along with this one."""
        moment = self.moment
        return {nom: compare(moment.publiees[nom], moment.tables[nom]) for nom in moment.modifiees if nom != self.nom}

    @property
    def is_dessinable(self) -> bool:
        """True if ``couverture`` and ``effet`` can be computed within memory."""
        before = self.moment.tables["guichets"]
        after = self.apres if self.nom == "guichets" else before
        return max(len(before), len(after)) <= MOST_DRAWN

    @cached_property
    def couverture(self) -> Couverture:
        """Coverage once published."""
        return _couverture({**self.moment.tables, self.nom: self.apres}, self.moment.territoires)

    @cached_property
    def effet(self) -> Effet:
        """Effect of the publication on the coverage."""
        return Effet(self.moment.couverture, self.couverture)


def prepare(
    moment: Moment, propose: Table, base: Table | None = None, *, annee: int, choix: Choix | None = None
) -> Preparation:
    """Check a table and prepare its publication. Never writes.

    Parameters
    ----------
    base : the table it was made from; the one shown when it is not known
    annee : current year
    choix : in a conflict, which side is kept
    """
    nom, actuel = propose.name, moment.tables[propose.name]
    fusion = fusionner(actuel if base is None else base, actuel, propose, choix)
    contenu = render_table(propose.schema, fusion.lignes)
    apres = parse_table(contenu, propose.schema, actuel.file)
    # Lines are those of the file, or of the grid, that the person has before the eyes.
    seen = propose if not fusion.leurs else apres
    issues = [*_defauts(moment, propose, annee)]
    if fusion.leurs and not has_errors(issues):
        issues += _nouveaux(_defauts(moment, apres, annee), issues)
    if not propose.is_unread:
        # What was edited by hand in the others goes with it, and is judged too.
        issues += validate_evolution(moment.publiees, {**moment.tables, nom: seen}, moment.territoires)
    if moment.perdue is not None:
        issues.append(issue("A-EDI-01", f"editions/{moment.perdue:04d}", numero=moment.perdue))
    return Preparation(moment, propose, apres, contenu, fusion, compare(actuel, apres), tuple(issues))


def _couverture(tables: Mapping[str, Table], territoires: Territoires) -> Couverture:
    typologies = typologies_from(tables["typologies"].typed())
    return Couverture(territoires, guichets_from(tables["guichets"].typed()), tuple(typologies))


def _defauts(moment: Moment, table: Table, annee: int) -> list[Issue]:
    """Issues of a table, then the errors of the others once it is there: none of them may be published."""
    found = validate_tables({**moment.tables, table.name: table}, moment.territoires, annee)
    own = [each for each in found if each.file == table.file]
    others = [each for each in found if each.file != table.file and has_errors([each])]
    return own + others


def _nouveaux(found: Sequence[Issue], known: Sequence[Issue]) -> list[Issue]:
    """Errors introduced by the merge: lines differ, so a defect is identified by its message."""
    told = {(each.code, each.column, each.params) for each in known}
    return [each for each in found if has_errors([each]) and (each.code, each.column, each.params) not in told]
