"""Draft of a table: cell edits folded into rows, autosaved to disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from clauses.domain.changements import Row, cle, lignes
from clauses.domain.listes.identifiants import make_ids
from clauses.domain.table import Table
from clauses.donnees import Moment, load_moment
from clauses.edition.brouillons import ChangedFileError, drop_garde, is_garde, keep_garde, read_garde, reunir
from clauses.edition.travail import Travail, start, table_of_rows
from clauses.rendu.grille import edited_rows
from clauses.rendu.mots import equipe as texts
from clauses.ui import keys

_NAMES = {
    "guichets": "nom",
    "relais": "nom",
    "typologies": "libelle",
    "heures": "libelle",
    "structures": "nom",
    "coefficients": "libelle",
}
"""What the identifier of a new row is made of; rows of the other tables have none to be made."""

MOST_UNDONE = 20
"""Changes that can be undone, the last ones."""

Saisie = tuple[list[Row], frozenset[int]]
"""Rows, and the ranks of those to take away."""


@dataclass
class BrouillonOuvert:
    """Draft of one table as edited in one session.

    Attributes
    ----------
    base : the table it was made from
    numero : the edition that was shown then
    origine : hash of the table shown when it was opened; empty when it was not made from it
    donnee : what the grid was given; what is typed since is in the state of the widget
    saisie : what is on screen, read at the start of each run
    tour : rank of the widget: another one starts from ``donnee``
    repris_le : when the draft found on disk was last changed; ``None`` for a new one
    garde_le : when it was last written; ``None`` while it was not, or could not be
    ecrit : the work last written or read, as another window may know it; ``None`` when nothing is on disk
    empreinte : hash of its file
    is_refuse : true if the last write failed
    """

    base: Table
    numero: int | None
    origine: str
    donnee: Saisie
    saisie: Saisie = ([], frozenset())
    tour: int = 0
    repris_le: datetime | None = None
    garde_le: datetime | None = None
    ecrit: Travail | None = None
    empreinte: str | None = None
    is_refuse: bool = False
    _base_rows: list[Row] = field(default_factory=list)
    _avant: list[Saisie] = field(default_factory=list)
    _vu: Saisie = ([], frozenset())

    def __post_init__(self) -> None:
        self.saisie = self._vu = self.donnee
        self._base_rows = lignes(self.base)

    @property
    def nom(self) -> str:
        """Name of the table."""
        return self.base.name

    @property
    def key(self) -> str:
        """Key of the grid."""
        return f"{keys.EQUIPE_GRILLE}_{self.nom}_{self.tour}"

    @property
    def is_changed(self) -> bool:
        """True if the rows on screen differ from the base table."""
        rows, gone = self.saisie
        return bool(gone) or rows != self._base_rows

    @property
    def is_kept(self) -> bool:
        """True if the rows on screen are those last written to disk."""
        return self.ecrit is not None and lignes(self.travail().table) == lignes(self.ecrit.table)

    def read(self) -> None:
        """Read the widget. Streamlit drops the state of a grid not drawn: the next one starts from its last rows."""
        state: Mapping[str, Any] | None = st.session_state.get(self.key)
        if state is None:
            self.restart(self.saisie)
        else:
            rows, gone = self.donnee
            self.saisie = edited_rows(rows, state.get("edited_rows", {}), self.base.schema, gone)

    def remember(self) -> None:
        """Keep the rows as they were before what was just changed; called once a run, whatever changed them."""
        if self.saisie != self._vu:
            self._avant = [*self._avant, self._vu][-MOST_UNDONE:]
            # Rows that did not change are the same objects: the states of a long table fit in memory.
            known = {tuple(row.values()): row for row in self._vu[0]}
            rows, gone = self.saisie
            self._vu = [known.get(tuple(row.values()), row) for row in rows], gone

    @property
    def is_undoable(self) -> bool:
        """True if something was changed in this session, that can be undone."""
        return bool(self._avant)

    def undo(self) -> None:
        """Put back the rows as they were before the last change, what is being typed included."""
        self.read()
        self.remember()
        if self._avant:
            self._vu = self._avant.pop()
            self.restart(self._vu)

    def forget_changes(self) -> None:
        """Start again from these rows: what was done before is not undone any more."""
        self._avant, self._vu = [], self.saisie

    def restart(self, saisie: Saisie) -> None:
        """Have another grid start from these rows."""
        self.donnee = self.saisie = saisie
        self.tour += 1

    def travail(self) -> Travail:
        """The table as it would be: rows to take away are not there, new ones have an identifier."""
        rows, gone = self.saisie
        kept = with_ids([row for rank, row in enumerate(rows) if rank not in gone], self.base)
        return Travail(table_of_rows(kept, self.base.schema), self.base, self.numero, self.garde_le)

    def identifiers(self) -> dict[int, str]:
        """Identifier that each row of the table as it would be has, or will be given, by rank on screen."""
        made = self.travail().table.columns[cle(self.base.schema)]
        return dict(zip(self.ranks(), made, strict=True))

    def ranks(self) -> list[int]:
        """Rank on screen of each row of the table as it would be."""
        rows, gone = self.saisie
        return [rank for rank in range(len(rows)) if rank not in gone]

    def change(self, change: Callable[[list[Row]], list[Row]], *, shift: int = 0) -> None:
        """Edit rows from code (not through the grid widget); ``shift`` is the number of rows inserted on top."""
        self.read()
        rows, gone = self.saisie
        self.restart((change([dict(row) for row in rows]), frozenset(rank + shift for rank in gone)))


def open_brouillon(moment: Moment, personne: str, nom: str) -> BrouillonOuvert:
    """The draft of this session, else the one on disk, else the table shown."""
    brouillon = _held().get((personne, nom))
    if brouillon is None:
        brouillon = _found(moment, personne, nom)
    else:
        brouillon.read()
        if brouillon.is_kept and not is_garde(moment, personne, nom, brouillon.empreinte):
            # Another window went on with this draft, published it or gave it up; nothing was typed here since.
            brouillon = _found(moment, personne, nom, brouillon.tour + 1)
        elif brouillon.origine != moment.base(nom) and not brouillon.is_changed:
            # Nothing typed: the grid follows what is published.
            brouillon = _fresh(moment, nom, brouillon.tour + 1)
    brouillon.remember()
    _held()[personne, nom] = brouillon
    return brouillon


def keep(moment: Moment, personne: str, brouillon: BrouillonOuvert, maintenant: datetime) -> None:
    """Write the draft when it changed; forget it when nothing differs any more."""
    travail = brouillon.travail()
    if brouillon.is_kept or (brouillon.ecrit is None and not brouillon.is_changed):
        return
    if not brouillon.is_changed:
        drop_garde(moment, personne, brouillon.nom, brouillon.empreinte)
        brouillon.garde_le = brouillon.repris_le = brouillon.ecrit = brouillon.empreinte = None
        return
    try:
        brouillon.empreinte = keep_garde(moment, personne, travail, maintenant, brouillon.empreinte)
        brouillon.garde_le, brouillon.ecrit, brouillon.is_refuse = maintenant, travail, False
    except ChangedFileError:
        _join(moment, personne, brouillon, travail)
    except OSError:
        brouillon.garde_le, brouillon.is_refuse = None, True


def _join(moment: Moment, personne: str, brouillon: BrouillonOuvert, travail: Travail) -> None:
    """Another window of the same person wrote: merge both, or go on alone when it published or gave up."""
    garde = read_garde(moment, personne, brouillon.nom)
    brouillon.empreinte = garde.empreinte
    if garde.travail is not None:
        joined = reunir(brouillon.ecrit or start(moment, brouillon.nom), garde.travail, travail)
        brouillon.restart((lignes(joined.table), frozenset()))
        brouillon.forget_changes()
        st.toast(texts.JOINED)
    brouillon.ecrit = garde.travail
    st.rerun()


def forget(personne: str, nom: str) -> None:
    """Drop the draft, on disk and on screen: published, or given up. That of another window stays."""
    moment = load_moment()
    gone = _held().pop((personne, nom), None)
    if gone is not None:
        drop_garde(moment, personne, nom, gone.empreinte)
        # Another widget: the one on screen would put back what was typed in it.
        _held()[personne, nom] = _fresh(moment, nom, gone.tour + 1)


def has_brouillon(moment: Moment, personne: str, nom: str) -> bool:
    """True if starting another draft would lose one."""
    return read_garde(moment, personne, nom).travail is not None


def replace_with(personne: str, travail: Travail) -> None:
    """Go on with the rows of a file, in the page."""
    nom = travail.table.name
    before = _held().get((personne, nom))
    empreinte = before.empreinte if before else read_garde(load_moment(), personne, nom).empreinte
    brouillon = BrouillonOuvert(
        travail.base, travail.numero, "", (lignes(travail.table), frozenset()), empreinte=empreinte
    )
    brouillon.tour = before.tour + 1 if before else 0
    _held()[personne, nom] = brouillon


def _held() -> dict[tuple[str, str], BrouillonOuvert]:
    """Drafts of this session, by person and table."""
    return st.session_state.setdefault(keys.EQUIPE_GRILLE, {})


def _found(moment: Moment, personne: str, nom: str, tour: int = 0) -> BrouillonOuvert:
    garde = read_garde(moment, personne, nom)
    found = garde.travail
    if found is None:
        fresh = _fresh(moment, nom, tour)
        fresh.empreinte = garde.empreinte
        return fresh
    saisie = lignes(found.table), frozenset[int]()
    return BrouillonOuvert(
        found.base, found.numero, "", saisie, tour=tour, repris_le=found.le, garde_le=found.le, ecrit=found,
        empreinte=garde.empreinte,
    )  # fmt: skip


def _fresh(moment: Moment, nom: str, tour: int = 0) -> BrouillonOuvert:
    travail = start(moment, nom)
    saisie = lignes(travail.table), frozenset[int]()
    return BrouillonOuvert(travail.base, travail.numero, moment.base(nom), saisie, tour=tour)


def with_ids(rows: Sequence[Row], base: Table) -> list[Row]:
    """Rows, those without identifier given one made of their name, and of the year for figures."""
    column, name = cle(base.schema), _NAMES.get(base.name)
    if name is None:
        return [dict(row) for row in rows]
    taken = {row[column] for row in rows}
    new = [rank for rank, row in enumerate(rows) if not row[column] and row[name]]
    made = make_ids([(rows[rank][name], "", rows[rank].get("annee", "")) for rank in new], taken)
    named = dict(zip(new, made, strict=True))
    # Identifiers of typologies join their words with another sign.
    joined = "_" if base.name == "typologies" else "-"
    return [
        {**row, column: named[rank].replace("-", joined)} if rank in named else dict(row)
        for rank, row in enumerate(rows)
    ]
