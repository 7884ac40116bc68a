"""Annuaire: guichets, or structures, as a directory that is searched by words and narrowed by criteria."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from clauses.domain.age import Mois, is_old
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import PerimetreError
from clauses.domain.recherche import LONGEST_QUERY, normalise
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoires

GUICHETS, STRUCTURES = "guichets", "structures"
LISTES = (GUICHETS, STRUCTURES)


@dataclass(frozen=True, slots=True)
class Criteres:
    """Search criteria, hashable so as to be cache keys; an empty one does not narrow the list.

    Attributes
    ----------
    texte : words, each the beginning of a word of the entry
    types : codes of typology, or types of structure
    departement, epci : a guichet serves it, a structure is in it
    commune : INSEE code of the seat
    secteur : sector of a structure
    donneur_ordre : buyer type that a guichet serves
    fiabilite : « avere » or « a_confirmer » for a guichet, confidence for a structure
    age : established more than this number of months ago, or never dated
    """

    texte: str = ""
    types: frozenset[str] = frozenset()
    departement: str = ""
    epci: str = ""
    commune: str = ""
    secteur: str = ""
    donneur_ordre: str = ""
    fiabilite: str = ""
    age: int | None = None

    @property
    def is_filtered(self) -> bool:
        """True if something else than words, or a place of the map, narrows the list."""
        return replace(self, texte="", commune="") != Criteres()


@dataclass(frozen=True, slots=True)
class Entree:
    """A guichet or a structure, with its search index.

    Attributes
    ----------
    fiche : the row itself
    type, commune, fiabilite : its typology or type, the INSEE code of its seat, its status or confidence
    nom, mots : its name, and all its words, normalised, each word after a space
    departements, epci : codes of those it serves, or is in
    """

    fiche: Guichet | Structure
    type: str
    commune: str
    fiabilite: str
    nom: str
    mots: str
    departements: frozenset[str]
    epci: frozenset[str]


@dataclass(frozen=True)
class Annuaire:
    """Entries by name."""

    entrees: tuple[Entree, ...]

    @cached_property
    def by_id(self) -> dict[str, Entree]:
        """Entries by identifier; the first of those that share one."""
        return {entree.fiche.id: entree for entree in reversed(self.entrees)}

    @cached_property
    def types(self) -> frozenset[str]:
        """Types that some entry has."""
        return frozenset(entree.type for entree in self.entrees)

    @cached_property
    def secteurs(self) -> list[str]:
        """Sectors that structures name, the most frequent first."""
        fiches = [entree.fiche for entree in self.entrees]
        counts = Counter(secteur for fiche in fiches if isinstance(fiche, Structure) for secteur in fiche.secteurs)
        return sorted(counts, key=lambda secteur: (-counts[secteur], normalise(secteur)))

    def find(self, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:
        """Entries that meet every criterion; those whose name has the words come first, then by name."""
        words = [f" {word}" for word in normalise(criteres.texte[:LONGEST_QUERY]).split()]
        found = [entree for entree in self.entrees if _meets(entree, criteres, words, aujourdhui)]
        if words:
            found.sort(key=lambda entree: not all(word in entree.nom for word in words))
        return tuple(found)


def _meets(entree: Entree, criteres: Criteres, words: Sequence[str], aujourdhui: Mois) -> bool:
    fiche = entree.fiche
    return (
        (not criteres.types or entree.type in criteres.types)
        and (not criteres.departement or criteres.departement in entree.departements)
        and (not criteres.epci or criteres.epci in entree.epci)
        and (not criteres.commune or criteres.commune == entree.commune)
        and (not criteres.fiabilite or criteres.fiabilite == entree.fiabilite)
        and (not criteres.secteur or (isinstance(fiche, Structure) and criteres.secteur in fiche.secteurs))
        and (not criteres.donneur_ordre or (isinstance(fiche, Guichet) and fiche.serves(criteres.donneur_ordre)))
        and (criteres.age is None or is_old(fiche.constate_en, criteres.age, aujourdhui))
        and all(word in entree.mots for word in words)
    )


def guichets_annuaire(guichets: Iterable[Guichet], territoires: Territoires, labels: Mapping[str, str]) -> Annuaire:
    """Directory of guichets; ``labels`` gives the words of typologies and buyer types by code."""
    entries = []
    for guichet in guichets:
        positions = _served(guichet, territoires)
        places = [territoires.name(token.level, token.code) for token in guichet.perimetre.tokens if not token.exclu]
        buyers = [labels.get(code, code) for code in guichet.donneurs_ordre]
        words = (
            guichet.nom, guichet.sigle, labels.get(guichet.typologie, guichet.typologie), guichet.adresse,
            guichet.remarque, *guichet.services, *buyers, *places, territoires.name(COMMUNE, guichet.commune_siege),
        )  # fmt: skip
        entries.append(
            Entree(
                fiche=guichet,
                type=guichet.typologie,
                commune=guichet.commune_siege,
                fiabilite=guichet.statut,
                nom=_words(guichet.nom),
                mots=_words(*words),
                departements=_codes(territoires, positions, "code_departement"),
                epci=_codes(territoires, positions, "code_epci"),
            )
        )
    return Annuaire(_by_name(entries))


def structures_annuaire(
    structures: Iterable[Structure], territoires: Territoires, labels: Mapping[str, str]
) -> Annuaire:
    """Directory of structures; ``labels`` gives the words of their types by code."""
    communes = territoires.communes
    names, epci, departements = (communes[name].tolist() for name in ("nom", "code_epci", "code_departement"))
    entries = []
    for structure in structures:
        position = territoires.positions.get(structure.commune)
        commune, group, departement = (
            ("", "", "") if position is None else (names[position], epci[position], departements[position])
        )
        words = (
            structure.nom, structure.type, labels.get(structure.type, ""), structure.adresse, structure.siret,
            structure.remarque, *structure.secteurs, commune, territoires.name(DEPARTEMENT, departement),
        )  # fmt: skip
        entries.append(
            Entree(
                fiche=structure,
                type=structure.type,
                commune=structure.commune,
                fiabilite=structure.confiance,
                nom=_words(structure.nom),
                mots=_words(*words),
                departements=frozenset({departement} - {""}),
                epci=frozenset({group} - {""}),
            )
        )
    return Annuaire(_by_name(entries))


def _served(guichet: Guichet, territoires: Territoires) -> np.ndarray:
    """Positions of the communes that a guichet serves; its seat when its perimeter is unknown or cannot be resolved."""
    try:
        served = guichet.perimetre.positions(territoires)
    except PerimetreError:
        served = np.array([], dtype=int)
    if len(served) or guichet.commune_siege not in territoires.positions:
        return served
    return np.array([territoires.positions[guichet.commune_siege]])


def _codes(territoires: Territoires, positions: np.ndarray, column: str) -> frozenset[str]:
    return frozenset(territoires.communes[column].to_numpy()[positions]) - {""}


def _words(*texts: str) -> str:
    return f" {normalise(' '.join(texts))}"


def _by_name(entries: Iterable[Entree]) -> tuple[Entree, ...]:
    return tuple(sorted(entries, key=lambda entree: (normalise(entree.fiche.nom), entree.fiche.id)))
