"""Effet in words: what a change makes of the coverage, in sentences, by status, and by group of communes."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from clauses.domain.evolution.effet import Changement, Effet, EffetGuichet, Etendue, Passage
from clauses.domain.statut import STATUTS, Statut, nombre_couvert, part_couverte
from clauses.domain.territoires import DEPARTEMENT, REGION, Territoire, Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.changements import MOST_NAMES, listed
from clauses.rendu.formats import count, number, percent
from clauses.rendu.mots.domaine import STATUT_LABELS
from clauses.rendu.tableaux import ENTIER, Tableau


def resume_effet(effet: Effet) -> list[str]:
    """What a change makes of the coverage, in sentences; one that says so when it makes nothing."""
    if not effet:
        return ["La couverture ne change nulle part."]
    sentences = [_share(effet)]
    if effet.couvertes:
        sentences.append(f"Un guichet avéré ouvert à tous répond désormais dans {_counted(effet.couvertes)}.")
    if effet.perdues:
        sentences.append(f"Plus aucun guichet avéré ouvert à tous ne répond dans {_counted(effet.perdues)}.")
    for each in effet.guichets:
        sentences += _of_guichet(each)
    return [typographic(sentence) for sentence in sentences]


def part(resume: Mapping[str, int]) -> str:
    """Share of the inhabitants with a proven guichet open to every buyer, from a summary of coverage."""
    return percent(part_couverte(resume) or 0)


def table_effet(effet: Effet) -> Tableau:
    """Communes and inhabitants by status before and after; a status that nobody has is left out."""
    bilan = effet.bilan(effet.territoires.region)
    rows = [
        {
            "Statut": STATUT_LABELS[statut],
            "Communes avant": bilan.avant[f"communes_{statut}"],
            "Communes après": bilan.apres[f"communes_{statut}"],
            "Habitants avant": bilan.avant[f"population_{statut}"],
            "Habitants après": bilan.apres[f"population_{statut}"],
        }
        for statut in STATUTS
        if bilan.avant[f"communes_{statut}"] or bilan.apres[f"communes_{statut}"]
    ]
    titles = ("Communes avant", "Communes après", "Habitants avant", "Habitants après")
    return Tableau.build(rows, dict.fromkeys(titles, ENTIER))


def table_changements(effet: Effet) -> Tableau:
    """The map in words: one line per group of communes; several items of a cell are joined by « ; »."""
    return Tableau.build(
        [
            {
                "Territoire": " ; ".join(lieux(each.etendue)),
                "Communes": each.etendue.communes,
                "Habitants": each.etendue.habitants,
                "Ce qui change": " ; ".join(phrase(passage) for passage in each.passages),
                "Statut": _statut(each),
            }
            for each in effet.changements
        ],
        {"Communes": ENTIER, "Habitants": ENTIER},
    )


def natures(effet: Effet) -> list[dict[str, Any]]:
    """Communes and inhabitants by nature; what does not happen is left out."""
    return [
        {
            "nature": nature.value,
            "nombre": etendue.communes,
            "communes": count(etendue.communes, "commune"),
            "habitants": count(etendue.habitants, "habitant"),
        }
        for nature, etendue in effet.natures.items()
    ]


def phrase(passage: Passage) -> str:
    """What happens, in a few words."""
    nom = passage.guichet.nom
    if passage.avant is Statut.NON_DOCUMENTE:
        return f"Gagne : {nom} ({STATUT_LABELS[passage.apres].lower()})"
    if passage.apres is Statut.NON_DOCUMENTE:
        return f"Perd : {nom} ({STATUT_LABELS[passage.avant].lower()})"
    return f"{nom} : {STATUT_LABELS[passage.avant].lower()} → {STATUT_LABELS[passage.apres].lower()}"


def lieux(etendue: Etendue) -> list[str]:
    """Communes in words: territories by their names, and counts where that would be long.

    >>> from clauses.domain.territoires import example_territoires
    >>> region = example_territoires()
    >>> lieux(Etendue(np.array([0, 1, 2]), region)), lieux(Etendue(np.array([0, 1]), region))
    (['Exemple (département)'], ['Testville Agglo'])
    """
    region, places = etendue.region, etendue.territoires
    if len(places) <= MOST_NAMES:
        return [_place(each, region) for each in places]
    names = [_place(each, region) for each in places if each.level == DEPARTEMENT]
    for departement in region.all(DEPARTEMENT):
        members = region.of(departement)
        here = int(np.isin(members, etendue.positions).sum())
        if 0 < here < len(members):
            names.append(f"{region.nom(departement)} : {count(here, 'commune')} sur {number(len(members))}")
    return names


def _place(territoire: Territoire, region: Territoires) -> str:
    kind = {REGION: " (toute la région)", DEPARTEMENT: " (département)"}.get(territoire.level, "")
    return region.nom_distinct(territoire) + kind


def _statut(changement: Changement) -> str:
    before, after = STATUT_LABELS[changement.avant], STATUT_LABELS[changement.apres]
    return f"{after}, inchangé" if before == after else f"{before} → {after}"


def _share(effet: Effet) -> str:
    bilan = effet.bilan(effet.territoires.region)
    before, after = part(bilan.avant), part(bilan.apres)
    words = f"reste de {after}" if before == after else f"passe de {before} à {after}"
    if (effet.couvertes.communes, effet.couvertes.habitants) != (effet.perdues.communes, effet.perdues.habitants):
        communes = [nombre_couvert(resume, "communes") for resume in (bilan.avant, bilan.apres)]
        counted = f"{number(communes[0])} puis {count(communes[1], 'commune')}"
        words += f" ({counted} sur {number(bilan.apres['communes'])})"
    return f"La part des habitants couverts {words}."


def _of_guichet(each: EffetGuichet) -> Iterable[str]:
    for verb, place in (("gagne", each.gagne), ("perd", each.perdu)):
        if place:
            yield f"« {each.guichet.nom} » {verb} {_counted(place)}."


def _counted(etendue: Etendue) -> str:
    """« 3 communes (13 100 habitants) : Testville Agglo »."""
    counted = f"{count(etendue.communes, 'commune')} ({count(etendue.habitants, 'habitant')})"
    return f"{counted} : {listed([etendue.region.nom_distinct(each) for each in etendue.territoires])}"
