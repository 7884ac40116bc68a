"""The draft of a table: what is typed, folded into rows, kept on disk as it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from clauses.catalogue import load_etat
from clauses.domain.changements import Row, cle, lignes
from clauses.domain.liste_structures.identifiants import make_ids
from clauses.domain.table import Table
from clauses.edition.etat import Etat
from clauses.edition.travail import (
    Travail,
    drop_brouillon_de,
    keep_brouillon,
    read_brouillon_de,
    start,
    table_of_rows,
)
from clauses.ui import keys
from clauses.views.grille import edited_rows

_NAMES = {"guichets": "nom", "typologies": "libelle", "heures": "libelle", "structures": "nom"}
"""What the identifier of a new row is made of."""


@dataclass
class Brouillon:
    """The draft of one table in one session.

    Attributes
    ----------
    base : the table it was made from
    numero : the edition that was shown then
    empreinte : hash of the table shown when it was opened; empty when it was not made from it
    rows : rows given to the grid; what is typed since is in the state of the widget
    retirees : ranks of the rows to take away
    repris_le : when the draft found on disk was last changed; ``None`` for a new one
    garde_le : when it was last written; ``None`` while it was not, or could not be
    tour : rank of the widget: another one starts from ``rows``
    ecrit : rows last written
    """

    base: Table
    numero: int | None
    empreinte: str
    rows: list[Row]
    retirees: frozenset[int] = frozenset()
    repris_le: datetime | None = None
    garde_le: datetime | None = None
    tour: int = 0
    is_refuse: bool = False
    ecrit: list[Row] = field(default_factory=list)

    @property
    def nom(self) -> str:
        """Name of the table."""
        return self.base.name

    @property
    def key(self) -> str:
        """Key of the grid."""
        return f"{keys.EQUIPE_GRILLE}_{self.nom}_{self.tour}"

    @property
    def current(self) -> tuple[list[Row], frozenset[int]]:
        """Rows as they are on screen, and the ranks of those to take away."""
        state: Mapping[str, Any] = st.session_state.get(self.key) or {}
        return edited_rows(self.rows, state.get("edited_rows", {}), self.base.schema, self.retirees)

    def travail(self) -> Travail:
        """The table as it would be: rows to take away are not there, new ones have an identifier."""
        rows, gone = self.current
        kept = with_ids([row for rank, row in enumerate(rows) if rank not in gone], self.base)
        return Travail(table_of_rows(kept, self.base.schema), self.base, self.numero, self.garde_le)

    def change(self, change: Callable[[list[Row]], list[Row]], *, shift: int = 0) -> None:
        """Change rows otherwise than by typing: the grid starts again from them.

        ``shift`` is the number of rows put before the others.
        """
        rows, gone = self.current
        self.rows = change(rows)
        self.retirees = frozenset(rank + shift for rank in gone)
        self.tour += 1


def open_brouillon(etat: Etat, personne: str, nom: str) -> Brouillon:
    """The draft of this session, else the one on disk, else the table shown."""
    held: dict[tuple[str, str], Brouillon] = st.session_state.setdefault(keys.EQUIPE_GRILLE, {})
    brouillon = held.get((personne, nom))
    if brouillon is None:
        found = read_brouillon_de(etat, personne, nom)
        brouillon = _opened(found) if found else _fresh(etat, nom)
    elif brouillon.empreinte != etat.base(nom) and not is_changed(brouillon):
        # Nothing typed: the grid follows what is published.
        brouillon = _fresh(etat, nom, brouillon.tour + 1)
    held[personne, nom] = brouillon
    return brouillon


def _fresh(etat: Etat, nom: str, tour: int = 0) -> Brouillon:
    travail = start(etat, nom)
    rows = lignes(travail.table)
    return Brouillon(travail.base, travail.numero, etat.base(nom), rows, tour=tour, ecrit=rows)


def _opened(travail: Travail) -> Brouillon:
    rows = lignes(travail.table)
    return Brouillon(travail.base, travail.numero, "", rows, repris_le=travail.le, garde_le=travail.le, ecrit=rows)


def is_changed(brouillon: Brouillon) -> bool:
    """Whether something differs from the table it was made from."""
    rows, gone = brouillon.current
    return bool(gone) or rows != lignes(brouillon.base)


def keep(etat: Etat, personne: str, brouillon: Brouillon, maintenant: datetime) -> None:
    """Write the draft when it changed; forget it when nothing differs any more."""
    travail = brouillon.travail()
    rows = lignes(travail.table)
    if rows == brouillon.ecrit:
        return
    try:
        if is_changed(brouillon):
            keep_brouillon(etat, personne, travail, maintenant)
            brouillon.garde_le = maintenant
        else:
            drop_brouillon_de(etat, personne, brouillon.nom)
            brouillon.garde_le = brouillon.repris_le = None
        brouillon.ecrit, brouillon.is_refuse = rows, False
    except OSError:
        brouillon.garde_le, brouillon.is_refuse = None, True


def forget(personne: str, nom: str) -> None:
    """Drop the draft, on disk and on screen: published, or given up."""
    drop_brouillon_de(load_etat(), personne, nom)
    st.session_state.get(keys.EQUIPE_GRILLE, {}).pop((personne, nom), None)


def replace_with(personne: str, travail: Travail) -> None:
    """Go on with the rows of a file, in the page."""
    held: dict[tuple[str, str], Brouillon] = st.session_state.setdefault(keys.EQUIPE_GRILLE, {})
    nom = travail.table.name
    tour = held[personne, nom].tour + 1 if (personne, nom) in held else 0
    held[personne, nom] = Brouillon(travail.base, travail.numero, "", lignes(travail.table), tour=tour)


def with_ids(rows: Sequence[Row], base: Table) -> list[Row]:
    """Rows, those without identifier given one made of their name, and of the year for figures."""
    column, name = cle(base.schema), _NAMES[base.name]
    taken = {row[column] for row in rows}
    new = [rank for rank, row in enumerate(rows) if not row[column] and row[name]]
    made = make_ids([(rows[rank][name], "", rows[rank].get("annee", "")) for rank in new], taken)
    named = dict(zip(new, made, strict=True))
    # A typology is known by words joined otherwise.
    joined = "_" if base.name == "typologies" else "-"
    return [
        {**row, column: named[rank].replace("-", joined)} if rank in named else dict(row)
        for rank, row in enumerate(rows)
    ]
