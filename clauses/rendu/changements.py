"""Changements in words: what an edition changes in a table, and what that makes of the coverage."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from clauses.domain.changements import Changements, nom_de
from clauses.domain.evolution.effet import Compte, Effet, EffetGuichet, Etendue
from clauses.domain.schema import Field, Schema
from clauses.domain.territoires import Territoires
from clauses.rendu.formats import count, number, percent, typographic
from clauses.rendu.mots.domaine import STATUT_LABELS
from clauses.rendu.tableaux import ENTIER, Tableau

FEMININE = frozenset({"typologies", "structures", "repartitions"})
"""Tables whose rows are called by a feminine noun."""

NOTHING = "rien ne change"
WHOLE_ROW = "Toute la ligne"
MOST_NAMES = 6
"""Columns or territories named in a sentence: beyond, they are counted."""


def resume(changements: Changements, schema: Schema) -> str:
    """« 3 ajoutés, 1 modifié : périmètre, téléphone »; « rien ne change »."""
    feminine = "e" if schema.name in FEMININE else ""
    counts = (
        (len(changements.ajouts), "ajouté"),
        (len(changements.retraits), "retiré"),
        (len(changements.modifications), "modifié"),
    )
    words = ", ".join(count(value, word + feminine) for value, word in counts if value)
    columns = {name for each in changements.modifications for name in each.champs}
    titles = [lowered(each.title) for each in schema.fields if each.name in columns]
    return typographic(f"{words or NOTHING} : {_listed(titles)}" if titles else words or NOTHING)


def details(changements: Changements, schema: Schema) -> Tableau:
    """What changes, field by field: rows modified, then added, then taken away."""
    rows = [
        (each.nom or each.id, schema.by_name[name].title, *(labelled(value, schema.by_name[name]) for value in values))
        for each in changements.modifications
        for name, values in each.champs.items()
    ]
    for row in changements.ajouts:
        rows += [(nom_de(row, schema), field.title, "", labelled(value, field)) for field, value in _cells(row, schema)]
    for gone in changements.retraits:
        cells = _cells(gone.cellules, schema)
        rows += [(gone.nom or gone.id, field.title, labelled(value, field), "") for field, value in cells]
        rows += [] if cells else [(gone.nom or gone.id, WHOLE_ROW, gone.id, "")]
    return Tableau.of(pd.DataFrame(rows, columns=["Élément", "Colonne", "Avant", "Après"], dtype="str"))


def resume_effet(effet: Effet) -> list[str]:
    """What a change makes of the coverage, in sentences; one that says so when it makes nothing."""
    if not effet:
        return ["La couverture ne change nulle part."]
    sentences = [_share(effet)]
    if effet.couvertes:
        words = etendue_words(effet.couvertes, effet.territoires)
        sentences.append(f"Un guichet avéré ouvert à tous répond désormais dans {words}.")
    if effet.perdues:
        words = etendue_words(effet.perdues, effet.territoires)
        sentences.append(f"Plus aucun guichet avéré ouvert à tous ne répond dans {words}.")
    for each in effet.guichets:
        sentences += _of_guichet(each, effet.territoires)
    return [typographic(sentence) for sentence in sentences]


def table_effet(effet: Effet) -> Tableau:
    """Communes and inhabitants by status before and after; a status that nobody has is left out."""
    rows = [
        {
            "Statut": STATUT_LABELS[each.statut],
            "Communes avant": each.avant.communes,
            "Communes après": each.apres.communes,
            "Habitants avant": each.avant.habitants,
            "Habitants après": each.apres.habitants,
        }
        for each in effet.statuts
        if each.avant.communes or each.apres.communes
    ]
    titles = ("Communes avant", "Communes après", "Habitants avant", "Habitants après")
    return Tableau.build(rows, dict.fromkeys(titles, ENTIER))


def labelled(value: str, field: Field) -> str:
    """A cell as people read it: the labels of its values where they have some.

    >>> labelled("a_confirmer", Field("statut", "", "", categories=(("a_confirmer", "À confirmer"),)))
    'À confirmer'
    """
    labels = dict(field.categories)
    return ", ".join(labels.get(item, item) for item in field.items(value)) if labels and value else value


def lowered(title: str) -> str:
    """A title inside a sentence: « périmètre », but « SIRET ».

    >>> lowered("Périmètre"), lowered("SIRET"), lowered("Part des QPV (%)")
    ('périmètre', 'SIRET', 'part des QPV (%)')
    """
    first = title.partition(" ")[0]
    return title if len(first) > 1 and first.isupper() else title[:1].lower() + title[1:]


def etendue_words(etendue: Etendue, territoires: Territoires) -> str:
    """« 3 communes (13 100 habitants) : Testville Agglo »."""
    counted = f"{count(etendue.communes, 'commune')} ({count(etendue.habitants, 'habitant')})"
    return typographic(f"{counted} : {_listed([territoires.nom_distinct(each) for each in etendue.territoires])}")


def _cells(row: Mapping[str, str], schema: Schema) -> list[tuple[Field, str]]:
    """Filled cells of a row, in the order of the columns."""
    return [(field, row[field.name]) for field in schema.fields if row.get(field.name)]


def _share(effet: Effet) -> str:
    before, after = effet.couvert_avant, effet.couvert_apres
    shares = _percent(before, effet.total), _percent(after, effet.total)
    words = f"reste de {shares[1]}" if shares[0] == shares[1] else f"passe de {shares[0]} à {shares[1]}"
    if before != after:
        counted = f"{number(before.communes)} puis {count(after.communes, 'commune')}"
        words += f" ({counted} sur {number(effet.total.communes)})"
    return f"La part des habitants couverts {words}."


def _percent(part: Compte, whole: Compte) -> str:
    return percent(part.habitants / whole.habitants if whole.habitants else 0)


def _of_guichet(each: EffetGuichet, territoires: Territoires) -> Iterable[str]:
    for verb, place in (("gagne", each.gagne), ("perd", each.perdu)):
        if place:
            yield f"« {each.guichet.nom} » {verb} {etendue_words(place, territoires)}."


def _listed(names: Sequence[str]) -> str:
    """Names, the first ones only when they are many."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMES])} et {count(len(names) - MOST_NAMES, 'autre')}"
