"""Apport: a list that someone brings, read, mapped to our columns, checked, and turned into a draft.

The order of a face: :func:`read_apport`, then :func:`propose` (or a model kept: :mod:`clauses.edition.modeles`), the
person says what each column is (:func:`roles`, :func:`with_roles`), :func:`preview` as often as wanted, and
``Apercu.travail`` is a draft like any other (:class:`clauses.edition.travail.Travail`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clauses.domain.changements import Changements, appliquer
from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.domain.imports.controle import check, check_titles
from clauses.domain.imports.correspondance import INCLUSION, NOS_COLONNES, Correspondance
from clauses.domain.imports.export import Export, find_columns, told_apart
from clauses.domain.imports.modele import document_of, lines_of
from clauses.domain.imports.proposition import check_values, values_of
from clauses.domain.imports.proposition import propose as guess
from clauses.domain.imports.releve import Avance, Releve, Reponses
from clauses.domain.issues import Issue, issue
from clauses.domain.listes import changements as listes
from clauses.domain.listes import inclusion
from clauses.domain.listes.cellules import read_type
from clauses.domain.listes.changements import ReleveListe
from clauses.domain.listes.lecture import read_rows
from clauses.domain.listes.personnes import is_title_of_person
from clauses.domain.suivi import changements as suivi
from clauses.domain.suivi.totaux import add_up
from clauses.domain.table import Table
from clauses.donnees import Moment
from clauses.edition.apercu_apport import Apercu
from clauses.edition.travail import Travail, choix_de, table_of_rows
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import LARGEST_FILE, MOST_ROWS
from clauses.storage.limites import SourceError as SourceError

TABLES = tuple(DESCRIPTIONS)
"""Tables that a list may fill."""

_EXEMPLES, _FILTERS = 3, 12


@dataclass(frozen=True)
class ColonneLue:
    """A column of the file.

    Attributes
    ----------
    titre : its title, told apart from the others (« Nom (2) », « Colonne D » when it has none)
    exemples : up to three different values; none for a column of people
    is_personnelle : true if its title is that of people: it may not be read
    """

    titre: str
    exemples: tuple[str, ...]
    is_personnelle: bool = False


@dataclass(frozen=True)
class Apport:
    """A file that was read.

    Attributes
    ----------
    nom : table that it fills
    export : its rows
    colonnes : its columns, in order
    connue : its correspondance, when its titles are ours or those of data·inclusion
    """

    nom: str
    export: Export = field(repr=False)
    colonnes: tuple[ColonneLue, ...]
    connue: Correspondance | None = None

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.export.file

    @property
    def nombre(self) -> int:
        """Number of rows."""
        return len(self.export.lignes)

    @property
    def feuilles(self) -> tuple[str, ...]:
        """Sheets of the workbook; ``feuille`` is the one read."""
        return self.export.feuilles

    @property
    def feuille(self) -> str:
        """Sheet that was read; empty for other files."""
        return self.export.feuille

    @property
    def is_connu(self) -> bool:
        """True if nothing has to be said of its columns."""
        return self.connue is not None


def read_apport(
    moment: Moment,
    nom: str,
    content: bytes,
    file: str,
    feuille: str = "",
    *,
    titres: tuple[str, ...] = (),
    largest: int = LARGEST_FILE,
    most: int | None = MOST_ROWS,
) -> Apport:
    """Read a file, whatever it is called: CSV however it was saved, workbook, JSON.

    Parameters
    ----------
    feuille : sheet of a workbook; the first one by default
    titres : titles known to be there, from a correspondance
    largest, most : bytes and rows accepted

    Raises
    ------
    SourceError
        When it cannot be read: ``issues`` say why.
    """
    description = DESCRIPTIONS[nom]
    usual = {name for each in description.colonnes for name in (each.key, each.titre, *each.usuels)}
    wanted = titres or sorted(
        usual | {*(inclusion.EXPECTED if nom == "structures" else ()), *moment.schemas[nom].names}
    )
    export = read_export(content, file, wanted, feuille, largest=largest, most=most)
    people = [description.is_liste and is_title_of_person(title, "courriel") for title in export.titres]
    values = values_of(export, _EXEMPLES)
    colonnes = tuple(
        ColonneLue(title, () if person else values[title].distinctes, person)
        for title, person in zip(told_apart(export.titres), people, strict=True)
    )
    return Apport(nom, export, colonnes, inclusion.recognise(export, description, moment.schemas[nom]))


def propose(moment: Moment, apport: Apport) -> Correspondance:
    """The correspondance guessed from the titles and the values, or the one that the titles tell for certain."""
    if apport.connue is not None:
        return apport.connue
    return guess(apport.export, DESCRIPTIONS[apport.nom], moment.schemas[apport.nom], moment.territoires)


def roles(correspondance: Correspondance, apport: Apport) -> dict[str, str]:
    """Key that each column of the file gives, by title; ``""`` for those set aside."""
    found = dict.fromkeys((each.titre for each in apport.colonnes), "")
    positions, _ = find_columns(apport.export, correspondance)
    for key, titles in correspondance.colonnes.items():
        for title in titles:
            if title in positions:
                found[apport.colonnes[positions[title]].titre] = key
    return found


def with_roles(correspondance: Correspondance, roles: Mapping[str, str], **reglages: Any) -> Correspondance:
    """The correspondance once the person said what each column is; two columns of one key are joined in their order.

    Parameters
    ----------
    roles : key by title, in the order of the file; ``""`` for those set aside
    reglages : other keys, filled ones only: ``fixes`` (by column of the table), ``filtre``, ``niveau``, ``annee``…
    """
    colonnes: dict[str, Any] = {}
    for title, key in roles.items():
        if key:
            colonnes.setdefault(key, []).append(title)
    fixes = {name: value for name, value in reglages.get("fixes", correspondance.fixes).items() if value}
    document = document_of(correspondance) | reglages | {"colonnes": colonnes, "fixes": fixes}
    document = {key: value for key, value in document.items() if value or key in ("colonnes", "fixes")}
    return Correspondance.read(correspondance.description, document, lines_of(document), correspondance.file)


def find_unread_types(moment: Moment, apport: Apport, correspondance: Correspondance) -> tuple[str, ...]:
    """Words of the column of types that name none, the most frequent first; those already translated are among them."""
    titles = correspondance.colonnes.get("type", ())
    positions, missing = find_columns(apport.export, correspondance)
    if "types" not in correspondance.description.cles or len(titles) != 1 or missing:
        return ()
    rank, field = positions[titles[0]], moment.schemas[apport.nom].by_name["type"]
    words = Counter(cells[rank] for _, cells in apport.export.lignes if len(cells) == apport.export.largeur)
    return tuple(word for word, _ in words.most_common() if read_type(word, field, {}).probleme)


def find_filters(apport: Apport) -> dict[str, tuple[str, ...]]:
    """Columns of few values, by which the rows to keep may be told (« Statut »: « Active », « Fermée »), and these."""
    people = {each.titre for each in apport.colonnes if each.is_personnelle}
    found = values_of(apport.export, _FILTERS)
    return {
        title: each.distinctes
        for title, each in found.items()
        if title not in people and 1 < each.nombre <= _FILTERS and each.nombre < each.remplies
    }


def preview(
    moment: Moment,
    apport: Apport,
    correspondance: Correspondance,
    reponses: Reponses | None = None,
    *,
    annee: int,
    is_entier: bool = False,
    avance: Avance | None = None,
) -> Apercu:
    """Dry run of an import: nothing is written.

    Parameters
    ----------
    annee : current year
    is_entier : whether the file holds the whole list of its source: what it does not give any more is taken away;
        otherwise only its rows change
    avance : told the progress; what it raises stops the reading
    """
    schema, territoires, export = moment.schemas[apport.nom], moment.territoires, apport.export
    positions, missing = find_columns(export, correspondance)
    defauts = [*_checked(moment, apport, correspondance), *missing]
    defauts += check_values(correspondance, export, schema, territoires) if not missing else []
    if defauts:
        return Apercu(tuple(defauts))
    table = moment.tables[apport.nom]
    releve: Releve
    if correspondance.description.is_liste:
        lignes = read_rows(
            export, positions, correspondance, schema, territoires, annee,
            reponses=reponses, choix=choix_de(moment, apport.nom), avance=avance, table=table,
        )  # fmt: skip
        releve, changements = listes.compare(table, lignes, correspondance, territoires, reponses, retire=is_entier)
    else:
        releve = add_up(export, positions, correspondance, schema, territoires, annee, reponses=reponses, avance=avance)
        changements = suivi.compare(table, releve.totaux, correspondance, retire=is_entier)
    issues = [*releve.issues, *export.remarques, *_unread(export, correspondance), *changements.issues]
    if not releve.retenues and not _waits(releve):
        issues.append(issue("E-FIC-17", apport.file))
    travail = _travail(moment, table, changements) if releve.retenues and not changements.issues else None
    return Apercu((), releve, tuple(issues), changements, travail)


def _checked(moment: Moment, apport: Apport, correspondance: Correspondance) -> list[Issue]:
    """What a correspondance written by someone does not say as it should."""
    if correspondance.forme in (NOS_COLONNES, INCLUSION):
        return []
    if not correspondance.lines:
        # One guessed has no file: it is checked as its document would be.
        document = document_of(correspondance)
        correspondance = Correspondance.read(
            correspondance.description, document, lines_of(document), correspondance.file
        )
    found = check(correspondance, moment.schemas[apport.nom], moment.territoires)
    return [*found, *check_titles(correspondance, apport.export)]


def _waits(releve: Releve) -> bool:
    return isinstance(releve, ReleveListe) and releve.attendues > 0


def _travail(moment: Moment, table: Table, changements: Changements) -> Travail:
    """The draft: the table shown, once changed."""
    return Travail(table_of_rows(appliquer(table, changements), table.schema), table, moment.instantane.numero)


def _unread(export: Export, found: Correspondance) -> list[Issue]:
    """Columns beside ours that the table does not have: only a slip can put them there."""
    if found.forme != NOS_COLONNES:
        return []
    titles = [title for title in export.titres if title and title not in found.titres]
    return [issue("A-STR-19", export.file, export.ligne_titres, title, colonne=title) for title in titles]
