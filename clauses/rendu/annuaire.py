"""The directory in words: a line of the list, a sheet, the rows of a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from clauses.domain.age import Mois
from clauses.domain.annuaire import (
    GUICHETS,
    STRUCTURES,
    Annuaire,
    Criteres,
    Entree,
    guichets_annuaire,
    structures_annuaire,
)
from clauses.domain.guichets import Guichet, Typologie, count_guichets
from clauses.domain.perimetre import PerimetreError
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu.cartes.aspect import UNKNOWN, shape
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.formats import count, decimals_of, number
from clauses.rendu.guichets import NON_DATE, only_for, perimetre_words, portee, role_words, services
from clauses.rendu.mots import annuaire as mots
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import CONFIANCE_LABELS, STRUCTURE_TYPES, buyers, guichet_labels, structure_labels
from clauses.rendu.reponse import moyens
from clauses.rendu.tableaux import ENTIER, Nombre, Numero, Tableau

BETWEEN = " ; "
"""Between the items of a cell that holds several."""


@kept(4)
def load_annuaire(moment: Moment, liste: str) -> Annuaire:
    """The directory of guichets or of structures; ``KeyError`` for another name."""
    if liste == STRUCTURES:
        return structures_annuaire(moment.structures, moment.territoires, structure_labels())
    if liste == GUICHETS:
        return guichets_annuaire(moment.guichets, moment.territoires, guichet_labels(moment.typologies))
    raise KeyError(liste)


def compte(annuaire: Annuaire, liste: str) -> str:
    """Number of entries of a directory, in words."""
    fiches = [entree.fiche for entree in annuaire.entrees]
    found = [fiche for fiche in fiches if isinstance(fiche, Guichet)]
    return mots.everything(count_guichets(found) if liste == GUICHETS else len(fiches))


def load_trouvees(moment: Moment, liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:
    """Entries of a directory that meet criteria."""
    # The screen counts the types of what the other criteria find: looked for once.
    others = _find(moment, liste, replace(criteres, types=frozenset()), aujourdhui)
    return tuple(entree for entree in others if entree.type in criteres.types) if criteres.types else others


# A cache of its own: queries are controlled by visitors.
@kept(64)
def _find(moment: Moment, liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:
    return load_annuaire(moment, liste).find(criteres, aujourdhui)


@kept(32)
def list_epci(moment: Moment, departement: str) -> dict[str, str]:
    """Names of the EPCI, of one département if it is given: a filter of the list."""
    territoires = moment.territoires
    return {
        each.code: typographic(territoires.nom(each))
        for each in territoires.by_name(EPCI)
        if not departement or any(above.code == departement for above in territoires.above(each))
    }


def list_types(moment: Moment, liste: str, criteres: Criteres, aujourdhui: Mois) -> dict[str, str]:
    """Types met in the list, with how many entries each has when the other filters are applied."""
    present = load_annuaire(moment, liste).types
    counts = Counter(entree.type for entree in load_trouvees(moment, liste, criteres, aujourdhui))
    labels = (
        {code: typologie.libelle for code, typologie in moment.typologies.items()}
        if liste == GUICHETS
        else structure_labels()
    )
    known = {code: typographic(label) for code, label in labels.items() if code in present and code}
    return {code: f"{label} ({counts[code]})" for code, label in known.items()}


def ligne(entree: Entree, territoires: Territoires, typologies: Mapping[str, Typologie]) -> dict[str, Any]:
    """An entry of the list: its kind, its place, its contacts."""
    fiche = entree.fiche
    if isinstance(fiche, Guichet):
        detail = " · ".join(filter(None, (perimetre_words(fiche, territoires), only_for(fiche))))
    else:
        detail = ", ".join(fiche.secteurs)
    return {**_head(entree, territoires, typologies), "detail": detail}


def _head(entree: Entree, territoires: Territoires, typologies: Mapping[str, Typologie]) -> dict[str, Any]:
    fiche = entree.fiche
    return {
        "fiche": fiche,
        "genre": genre(entree, typologies),
        "lieu": place(entree.commune, territoires),
        "a_confirmer": isinstance(fiche, Guichet) and not fiche.is_avere,
        "moyens": moyens(fiche, territoires),
    }


def genre(entree: Entree, typologies: Mapping[str, Typologie]) -> dict[str, str]:
    """Kind of an entry: its words, their definition, and its mark."""
    fiche = entree.fiche
    if isinstance(fiche, Guichet):
        kind = typologies.get(fiche.typologie, UNKNOWN)
        return {
            "nom": kind.libelle,
            "definition": kind.description,
            "lettre": kind.lettre,
            "couleur": kind.couleur,
            "encre": ink_on(kind.couleur),
            "forme": shape(fiche),
            "role": role_words(fiche),
        }
    label, definition = STRUCTURE_TYPES.get(fiche.type, (fiche.type, ""))
    code = fiche.type if fiche.type and fiche.type != "autre" else ""
    return {"nom": label, "definition": definition, "lettre": "", "code": code, "role": ""}


def place(commune: str, territoires: Territoires) -> str:
    """« Béziers (34) »; empty for an unknown commune.

    >>> from clauses.domain.territoires import example_territoires
    >>> place("98003", example_territoires()), place("", example_territoires())
    ('Saint-Essai (98)', '')
    """
    if commune not in territoires.positions:
        return ""
    return f"{territoires.name(COMMUNE, commune)} ({territoires.communes.at[commune, 'code_departement']})"


def fiche(entree: Entree, territoires: Territoires, typologies: Mapping[str, Typologie]) -> dict[str, Any]:
    """The sheet of an entry: its facts as (label, value), its territories as links, where its facts come from."""
    found = entree.fiche
    facts = _guichet_facts(found, territoires) if isinstance(found, Guichet) else _structure_facts(found)
    return {
        **_head(entree, territoires, typologies),
        "faits": [(label, value) for label, value in facts if value],
        "liens": _links(entree, territoires),
        "services": services(found) if isinstance(found, Guichet) else (),
        "confiance": CONFIANCE_LABELS.get(found.confiance, ""),
    }


def _guichet_facts(guichet: Guichet, territoires: Territoires) -> list[tuple[str, str]]:
    return [
        ("Rôle", role_words(guichet)),
        ("Territoire servi", perimetre_words(guichet, territoires)),
        ("Soit", served_words(guichet, territoires)),
        ("Pour quels acheteurs", buyers(guichet.donneurs_ordre)),
        ("Facilitateurs", "" if guichet.etp is None else jobs(guichet.etp)),
        ("Depuis", str(guichet.depuis or "")),
        ("Adresse", guichet.adresse),
    ]


def _structure_facts(structure: Structure) -> list[tuple[str, str]]:
    insertion = structure.effectif_insertion
    return [
        ("Secteurs", ", ".join(structure.secteurs)),
        ("Effectif", "" if structure.effectif is None else count(structure.effectif, "salarié")),
        ("dont en insertion", "" if insertion is None else count(insertion, "salarié")),
        ("Depuis", str(structure.depuis or "")),
        ("Adresse", structure.adresse),
        ("SIRET", structure.siret),
    ]


def served_words(guichet: Guichet, territoires: Territoires) -> str:
    """Number of communes and inhabitants that a guichet serves; empty when its territory is not known."""
    try:
        served = guichet.perimetre.positions(territoires)
    except PerimetreError:
        return ""
    if not len(served):
        return ""
    people = population.habitants(territoires.population(served), territoires.annee_population)
    return f"{count(len(served), 'commune')}, {people}"


def _links(entree: Entree, territoires: Territoires) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = [
        {"nom": f"Fiche du territoire : {territoires.nom_distinct(each)}", "adresse": adresses.fiche(each)}
        for each in _territories(entree, territoires)
    ]
    if entree.commune in territoires.positions:
        seat = Territoire(COMMUNE, entree.commune)
        links.append({"nom": f"Sur la carte : {territoires.nom_distinct(seat)}", "adresse": adresses.carte(seat)})
    return links


def _territories(entree: Entree, territoires: Territoires) -> list[Territoire]:
    """Related territories: those that a guichet serves, those where a structure is."""
    found = entree.fiche
    if isinstance(found, Guichet):
        tokens = [token for token in found.perimetre.tokens if not token.exclu]
        places = [Territoire(token.level, token.code) for token in tokens]
        return [each for each in places if (each.level, each.code) in territoires.members]
    groups = [(COMMUNE, found.commune), *((EPCI, code) for code in entree.epci)]
    groups += [(DEPARTEMENT, code) for code in entree.departements]
    return [Territoire(*group) for group in groups if group in territoires.members]


def table(entrees: Iterable[Entree], territoires: Territoires, typologies: Mapping[str, Typologie]) -> Tableau:
    """Entries as the rows of a file for a spreadsheet, everything known of each."""
    formats = {
        "Facilitateurs (ETP)": Nombre(1, au_plus=True),
        "Effectif": ENTIER,
        "Effectif en insertion": ENTIER,
        "Depuis": Numero(),
        "Constaté en": Numero(vide=NON_DATE),
    }
    return Tableau.build((_row(entree, territoires, typologies) for entree in entrees), formats)


def _row(entree: Entree, territoires: Territoires, typologies: Mapping[str, Typologie]) -> dict[str, Any]:
    found = entree.fiche
    kind = genre(entree, typologies)["nom"]
    if isinstance(found, Guichet):
        own: dict[str, Any] = {
            "Sigle": found.sigle,
            "Type": kind,
            "Rôle et statut": role_words(found),
            "Territoire servi": perimetre_words(found, territoires),
            "Acheteurs": buyers(found.donneurs_ordre),
            "Services": BETWEEN.join(found.services),
            "Facilitateurs (ETP)": found.etp,
        }
    else:
        own = {
            "Type": kind,
            "SIRET": found.siret,
            "Secteurs": BETWEEN.join(found.secteurs),
            "Effectif": found.effectif,
            "Effectif en insertion": found.effectif_insertion,
        }
    return {
        "Identifiant": found.id,
        "Nom": found.nom,
        **own,
        "Commune": territoires.name(COMMUNE, entree.commune),
        "Code INSEE": entree.commune,
        "Adresse": found.adresse,
        "Téléphone": found.telephone,
        "Courriel": found.courriel,
        "Site": found.site,
        **({"Nature du contact": portee(found, territoires)} if isinstance(found, Guichet) else {}),
        "Depuis": found.depuis,
        "Constaté en": found.constate_en,
        "Fiabilité": CONFIANCE_LABELS.get(found.confiance, found.confiance),
        "Source": BETWEEN.join(found.source),
        "Remarque": found.remarque,
    }


def jobs(etp: float) -> str:
    """Full-time equivalents in words.

    >>> jobs(1), jobs(5.5)
    ('1 équivalent temps plein', '5,5 équivalents temps plein')
    """
    return f"{number(etp, decimals_of(etp, 1))} équivalent{'s' if etp >= 2 else ''} temps plein"
