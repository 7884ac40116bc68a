"""Preparation: dry run of a publication; the table is checked against all the others and the one it replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.changements import Changements, compare
from clauses.domain.contenus.textes import FICHIER, TEXTE, TEXTES
from clauses.domain.corrections import Correction, Genre, find_corrections
from clauses.domain.couverture import Couverture
from clauses.domain.evolution.effet import Effet
from clauses.domain.evolution.fusion import Choix, Conflit, Fusion, fusionner
from clauses.domain.evolution.regles import A_CONFIRMER, validate_evolution
from clauses.domain.guichets import guichets_from, typologies_from
from clauses.domain.issues import Issue, has_errors, issue
from clauses.domain.regles.contexte import Contexte
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.donnees import Moment, horloge, load_publies, load_table, load_textes
from clauses.donnees.textes import table_of_textes
from clauses.edition.noms import with_codes
from clauses.edition.textes import check_textes, files_of
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
    fichiers : what publishing writes in the data folder, by name; ``None`` for a file to take away
    fusion : how both were put together
    changements : what differs from the table shown
    issues : defects of the table proposed, then what the others would suffer, then what looks like a slip
    """

    moment: Moment
    propose: Table
    apres: Table
    fichiers: Mapping[str, bytes | None]
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
        hashes = (f"{name} {sha256(content)}" for name, content in self.fichiers.items())
        return f"{self.moment.instantane.cle} {sha256(chr(10).join(hashes).encode())}"

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
    def corrections(self) -> dict[Genre, list[Correction]]:
        """What the checks propose in place of wrong cells of the table proposed, by kind; every cell is there."""
        moment = self.moment
        contexte = Contexte({**moment.tables, self.nom: self.propose}, moment.territoires, horloge.today().year)
        return find_corrections(self.propose, contexte, moment.tables.get(self.nom))

    @cached_property
    def a_la_main(self) -> dict[str, Changements]:
        """Manual edits to the other tables, and texts, since the last edition, published along with this one."""
        moment = self.moment
        found = {nom: compare(moment.publiees[nom], moment.tables[nom]) for nom in moment.modifiees}
        found[TEXTES] = compare(load_publies(moment), load_textes(moment))
        return {nom: each for nom, each in found.items() if nom != self.nom and (each or nom != TEXTES)}

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
    moment: Moment,
    propose: Table,
    base: Table | None = None,
    *,
    annee: int,
    choix: Choix | None = None,
    derniere: int | None = None,
) -> Preparation:
    """Check a table and prepare its publication. Never writes.

    Parameters
    ----------
    base : the table it was made from; the one shown when it is not known
    annee : current year
    choix : in a conflict, which side is kept
    derniere : last line whose warnings are told, when the rows after it are not this person's
    """
    propose = with_codes(propose, moment)
    nom, actuel = propose.name, load_table(moment, propose.name)
    fusion = fusionner(actuel if base is None else base, actuel, propose, choix)
    fichiers, apres = _resultat(moment, fusion, actuel)
    # Lines are those of the file, or of the grid, that the person has before the eyes.
    seen = propose if not fusion.leurs else apres
    issues = [each for each in _defauts(moment, propose, annee) if derniere is None or _is_before(each, derniere)]
    if fusion.leurs and not has_errors(issues):
        issues += _nouveaux(_defauts(moment, apres, annee), issues)
    if not propose.is_unread:
        # What was edited by hand in the others goes with it, and is judged too.
        tables = moment.tables if nom == TEXTES else {**moment.tables, nom: seen}
        issues += validate_evolution(moment.publiees, tables, moment.territoires)
    if moment.perdue is not None:
        issues.append(issue("A-EDI-01", f"editions/{moment.perdue:04d}", numero=moment.perdue))
    return Preparation(moment, propose, apres, fichiers, fusion, compare(actuel, apres), tuple(issues))


def _resultat(moment: Moment, fusion: Fusion, actuel: Table) -> tuple[Mapping[str, bytes | None], Table]:
    """Files to write, and the table that they will be read as."""
    if actuel.name == TEXTES:
        apres = table_of_textes({row[FICHIER]: row[TEXTE] for row in fusion.lignes if row[FICHIER]})
        return files_of(moment, apres), apres
    contenu = render_table(actuel.schema, fusion.lignes)
    return {f"{actuel.name}.csv": contenu}, parse_table(contenu, actuel.schema, actuel.file)


def _couverture(tables: Mapping[str, Table], territoires: Territoires) -> Couverture:
    typologies = typologies_from(tables["typologies"].typed())
    return Couverture(territoires, guichets_from(tables["guichets"].typed()), tuple(typologies))


def _defauts(moment: Moment, table: Table, annee: int) -> list[Issue]:
    """Issues of a table, then the errors of the others once it is there: none of them may be published."""
    if table.name == TEXTES:
        return check_textes(moment, table)
    if table.is_unread:
        return list(table.issues)
    found = validate_tables({**moment.tables, table.name: table}, moment.territoires, annee)
    own = [each for each in found if each.file == table.file]
    others = [each for each in found if each.file != table.file and has_errors([each])]
    return own + others


def _is_before(found: Issue, last: int) -> bool:
    """True for an error, which prevents publication anyway, and for a warning about one of the first lines."""
    named = (found.line or 0, dict(found.params).get("premiere"))
    return has_errors([found]) or any(isinstance(line, int) and line <= last for line in named)


def _nouveaux(found: Sequence[Issue], known: Sequence[Issue]) -> list[Issue]:
    """Errors introduced by the merge: lines differ, so a defect is identified by its message."""
    told = {(each.code, each.column, each.params) for each in known}
    return [each for each in found if has_errors([each]) and (each.code, each.column, each.params) not in told]
