"""Effet in words: how a change alters the coverage, in sentences, by status, and by group of communes."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from clauses.domain.evolution.effet import Changement, Effet, EffetGuichet, Etendue, Passage
from clauses.domain.statut import STATUTS, Statut, nombre_couvert, part_couverte
from clauses.domain.territoires import DEPARTEMENT, REGION, Territoire, Territoires
from clauses.rendu.changements import MOST_NAMES, listed
from clauses.rendu.formats import count, number, percent
from clauses.rendu.mots import effet as mots
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import STATUT_LABELS
from clauses.rendu.tableaux import ENTIER, Tableau


def resume_effet(effet: Effet) -> list[str]:
    """Sentences on how a change alters the coverage; a single one when it does not."""
    if not effet:
        return [mots.NOWHERE]
    sentences = [_share(effet)]
    if effet.couvertes:
        sentences.append(mots.covered(*_counted(effet.couvertes)))
    if effet.perdues:
        sentences.append(mots.lost(*_counted(effet.perdues)))
    for each in effet.guichets:
        sentences += _of_guichet(each)
    return [*sentences, population.source(effet.territoires.annee_population)]


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
    """A status change, in a few words."""
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
    communes, total = (), bilan.apres["communes"]
    if (effet.couvertes.communes, effet.couvertes.habitants) != (effet.perdues.communes, effet.perdues.habitants):
        communes = tuple(nombre_couvert(resume, "communes") for resume in (bilan.avant, bilan.apres))
    return mots.share(before, after, communes, total)


def _of_guichet(each: EffetGuichet) -> Iterable[str]:
    if each.gagne:
        yield mots.gains(each.guichet.nom, *_counted(each.gagne))
    if each.perdu:
        yield mots.loses(each.guichet.nom, *_counted(each.perdu))


def _counted(etendue: Etendue) -> tuple[int, int, str]:
    """Communes, inhabitants, and names of the territories."""
    names = listed([etendue.region.nom_distinct(each) for each in etendue.territoires])
    return etendue.communes, etendue.habitants, names
