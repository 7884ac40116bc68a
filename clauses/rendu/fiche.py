"""The sheet of a territory in words, ready for the screen, the printed page and the command line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clauses.domain.couverture import Couverture
from clauses.domain.fiche import Fiche, Service
from clauses.domain.guichets import TOUS, Typologie
from clauses.domain.heures import Heures
from clauses.domain.qpv import QPVCounts, Quartier, years_of
from clauses.domain.recherche import normalise
from clauses.domain.relais import Relais
from clauses.domain.reponse import first_with_number
from clauses.domain.statut import STATUTS, Statut, covers, nombre_couvert
from clauses.domain.structures import Voisine
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu import adresses
from clauses.rendu.chiffres import mesures
from clauses.rendu.formats import count, number, percent
from clauses.rendu.guichets import SANS_CONTACT, moyens, niveau_words
from clauses.rendu.heures import plural, tile
from clauses.rendu.mots import population
from clauses.rendu.mots import territoire as mots
from clauses.rendu.mots.domaine import (
    LEVEL_DEFINITIONS,
    LEVEL_LABELS,
    STATUT_LABELS,
    STRUCTURE_TYPES,
    UNKNOWN,
    buyer,
    statut_labels,
)
from clauses.rendu.reponse import card, nom_et_numero, nothing_found, phrase, relais_card
from clauses.rendu.reponse import moyens as moyens_de
from clauses.rendu.tableaux import ENTIER, Cellule, Format, Nombre, Pourcentage, Tableau

CHILDREN = {
    COMMUNE: "",
    EPCI: "Ses communes",
    DEPARTEMENT: "Ses intercommunalités",
    REGION: "Ses départements",
}


def territoire_place(territoire: Territoire, territoires: Territoires) -> str:
    """Disambiguation of a territory: its level, and its département where it is a commune.

    >>> from clauses.domain.territoires import example_territoires
    >>> territoire_place(Territoire("COM", "99001"), example_territoires())
    'Commune, Fiction (99)'
    """
    label = LEVEL_LABELS[territoire.level]
    if territoire.level == COMMUNE:
        code = str(territoires.communes.at[territoire.code, "code_departement"])
        return f"{label}, {typographic(territoires.name(DEPARTEMENT, code))} ({code})"
    return f"{label} ({territoire.code})" if territoire.level == DEPARTEMENT else label


def identite(fiche: Fiche, territoires: Territoires) -> dict[str, Any]:
    """Name, level, wider territories as links, and the first figures."""
    density = fiche.population / fiche.superficie if fiche.superficie else 0
    level = fiche.territoire.level
    tiles = [
        tile(
            number(fiche.population),
            plural(fiche.population, "habitant") + population.year(territoires.annee_population),
        ),
        *([] if level == COMMUNE else [tile(number(len(fiche.positions)), plural(len(fiche.positions), "commune"))]),
        tile(f"{number(fiche.superficie)}{NO_BREAK}km²", f"{count(round(density), 'habitant')} au km²"),
    ]
    return {
        "nom": fiche.nom,
        "type": LEVEL_LABELS[level],
        "definition": LEVEL_DEFINITIONS[level],
        "code": fiche.territoire.code,
        "parents": [
            {"nom": territoires.nom(each), "type": LEVEL_LABELS[each.level], "lien": adresses.fiche(each)}
            for each in fiche.au_dessus
        ],
        "enfants": [
            {"nom": territoires.nom(each), "lien": adresses.fiche(each)}
            for each in sorted(territoires.below(fiche.territoire), key=lambda each: normalise(territoires.nom(each)))
        ],
        "titre_enfants": CHILDREN[level],
        "sur_la_carte": adresses.carte(fiche.territoire),
        "tuiles": tiles,
        "hors_region": mots.outside(fiche.hors_region) if fiche.hors_region else "",
    }


def statut(fiche: Fiche) -> Statut:
    """The status that gives the sheet its colour: that of most inhabitants."""
    return max(STATUTS, key=lambda each: (fiche.resume[f"population_{each}"], fiche.resume[f"communes_{each}"]))


def couverture_phrase(fiche: Fiche, annee: int | None) -> str:
    """The answer for a commune; else the coverage of the territory, inhabitants of a year, and whom to start with."""
    if fiche.reponse:
        return phrase(fiche.reponse)
    start = first_with_number(fiche.relais)
    said = [_couverture(fiche, annee), *([mots.start(nom_et_numero(start))] if start else [])]
    return " ".join(said)


def _couverture(fiche: Fiche, annee: int | None) -> str:
    share = fiche.part_couverte
    if share is None:
        return mots.COVERED_UNINHABITED
    if share in (0, 1):
        return mots.COVERED_ALL if share else mots.COVERED_NONE
    return mots.covered(share, nombre_couvert(fiche.resume, "communes"), len(fiche.positions), annee)


def acheteurs(fiche: Fiche) -> list[dict[str, Any]]:
    """Proven guichets by buyer type, the most local first.

    A buyer singled out by some of them has a row with those alone: ``ou_general`` is true when the general ones, in
    the last row, serve it too.
    """
    found = fiche.par_acheteur()
    general = found.pop(TOUS)
    rows = []
    for code, services in found.items():
        own = [_served(service) for service in services if not covers(service.guichet)]
        rows.append({"acheteur": buyer(code), "guichets": own, "ou_general": bool(general)})
    everybody = {"acheteur": buyer(TOUS), "guichets": [_served(service) for service in general], "ou_general": False}
    return [*rows, everybody]


def _served(service: Service) -> dict[str, str]:
    return {"nom": service.guichet.nom, "part": part_words(service)}


def part_words(service: Service) -> str:
    r"""Share of the territory that a guichet serves.

    >>> from clauses.domain.guichets import Guichet
    >>> from clauses.domain.perimetre import Niveau
    >>> part_words(Service(Guichet("g", "Essai"), Niveau.EPCI, 2, 410, 0.41))
    '41\u202f% des habitants, 2\xa0communes'
    """
    if service.part == 1:
        return "sur tout le territoire"
    if not service.population:
        return count(service.communes, "commune")
    return f"{percent(service.part, 0)} des habitants, {count(service.communes, 'commune')}"


def encadres(fiche: Fiche, typologies: Mapping[str, Typologie], territoires: Territoires) -> list[dict[str, Any]]:
    """Every guichet of the territory as a card, with its contacts: proven ones first, in the order of competence."""
    cards = []
    for service in sorted(fiche.services, key=lambda service: not service.guichet.is_avere):
        guichet = service.guichet
        is_whole = fiche.territoire.level == COMMUNE or service.part == 1
        niveau = niveau_words(guichet, service.niveau, territoires) if is_whole else f"pour {part_words(service)}"
        cards.append(card(guichet, niveau, typologies, territoires, fiche.nom))
    return cards


def relais(fiche: Fiche, territoires: Territoires) -> list[dict[str, Any]]:
    """Relays of the territory as cards: those of the answer for a commune."""
    suites = fiche.reponse.suites if fiche.reponse else fiche.relais
    return [relais_card(each, territoires, fiche.nom) for each in suites if isinstance(each, Relais)]


def tete(fiche: Fiche, territoires: Territoires) -> dict[str, Any]:
    """The answer at the head of the sheet of a commune, with a number to call; empty for wider territories."""
    reponse = fiche.reponse
    appel = reponse.appel if reponse else None
    return {
        "reponse": phrase(reponse) if reponse else "",
        "rien": rien(fiche),
        "statut": statut(fiche).value,
        "appel": moyens_de(appel, territoires) if appel else {"telephone": ""},
    }


def rien(fiche: Fiche) -> str:
    """What the sentence of a commune without any guichet does not say."""
    return nothing_found(fiche.reponse) if fiche.reponse else ""


# Districts, structures, gaps


def quartiers(
    found: Iterable[Quartier], territoires: Territoires, libelles: Mapping[Statut, str] = STATUT_LABELS
) -> Tableau:
    """One row per priority district; the year of their populations is in the title of the column."""
    found, rows = tuple(found), []
    years = ", ".join(map(str, years_of(found)))
    habitants = f"Habitants ({years})" if years else "Habitants"
    for quartier in found:
        district = quartier.qpv
        names = [territoires.name(COMMUNE, code) for code in district.communes]
        rows.append(
            {
                "Quartier": district.nom if district.is_avere else f"{district.nom} (à confirmer)",
                "Commune": ", ".join(names),
                habitants: district.population,
                "Couverture": libelles[quartier.statut],
            }
        )
    return Tableau.build(rows, {habitants: Nombre(vide="–")})


SOURCE = "Source"
"""Title of the column that says where a row comes from."""


def structures(found: Iterable[Voisine], territoires: Territoires, within: int) -> Tableau:
    """One row per structure, with its distance; the first ``within`` of them are in the territory."""
    rows = []
    for rank, voisine in enumerate(found):
        structure = voisine.structure
        rows.append(
            {
                "Structure": structure.nom,
                "Type": STRUCTURE_TYPES.get(structure.type, (structure.type, ""))[0],
                "Commune": territoires.name(COMMUNE, structure.commune),
                "Où": "Dans le territoire" if rank < within else f"à {number(voisine.distance)}{NO_BREAK}km",
                "Secteurs": ", ".join(structure.secteurs),
                "Contact": moyens(structure),
                SOURCE: " ; ".join(structure.source),
            }
        )
    return Tableau.build(rows, {"Secteurs": Format(vide=UNKNOWN), "Contact": Format(vide=SANS_CONTACT)})


def lacunes(positions: Iterable[int], couverture: Couverture) -> Tableau:
    """One row per commune without a proven general guichet."""
    territoires, labels = couverture.territoires, statut_labels(couverture.guichets)
    rows = []
    for position in positions:
        commune = territoires.communes.iloc[position]
        rows.append(
            {
                "Commune": str(commune["nom"]),
                "Intercommunalité": territoires.name(EPCI, commune["code_epci"]) if commune["code_epci"] else "",
                "Habitants": int(commune["population"]),
                "Ce qui existe": labels[STATUTS[couverture.statuts[position]]],
            }
        )
    return Tableau.build(rows, {"Intercommunalité": Format(vide="–"), "Habitants": ENTIER})


# Comparison


def comparaison(fiches: Sequence[Fiche], heures: Heures) -> list[dict[str, Any]]:
    """Territories side by side, each a column of a table and a bar of a chart."""
    labels = statut_labels(service.guichet for fiche in fiches for service in fiche.services)
    return [_column(fiche, heures, labels) for fiche in fiches]


def _column(fiche: Fiche, heures: Heures, labels: Mapping[Statut, str]) -> dict[str, Any]:
    general = [service for service in fiche.services if covers(service.guichet)]
    last = fiche.serie[-1] if fiche.serie else None
    per_head = heures.par_mille(fiche.territoire, last) if last else None
    share = fiche.part_couverte
    bar = mesures(fiche.resume, QPVCounts.none(), libelles=labels)[0]
    parts, nom = bar["parts"], heures.territoires.nom_distinct(fiche.territoire)
    total, counted = fiche.resume["population"], Pourcentage(vide="–")
    shares = {part["statut"]: fiche.resume[f"population_{part['statut']}"] / total if total else None for part in parts}
    return {
        "nom": nom,
        "alt": f"{nom}. {bar['alt']}",
        "lien": adresses.fiche(fiche.territoire),
        "couverts": "" if share is None else f"{percent(share)} avec un guichet",
        "parts": parts,
        "cellules": {
            "Habitants": Cellule(fiche.population, ENTIER),
            "Communes": Cellule(len(fiche.positions), ENTIER),
            "Habitants avec un guichet": Cellule(share, counted),
            **{f"dont {part['libelle'].lower()}": Cellule(shares[part["statut"]], counted) for part in parts},
            "Guichets pour tous les acheteurs": Cellule(len(general), ENTIER),
            "Quartiers prioritaires": Cellule(len(fiche.quartiers), ENTIER),
            "Structures d’insertion connues": Cellule(len(fiche.structures), ENTIER),
            "Heures (dernière année comparable)": Cellule(last.heures or 0, Nombre(unite=f" h en {last.annee}"))
            if last
            else Cellule(None, Format(vide=UNKNOWN)),
            "Heures pour 1 000 habitants": Cellule(per_head, Nombre(unite=" h", vide=UNKNOWN)),
        },
    }


def table_comparaison(columns: Sequence[Mapping[str, Any]]) -> Tableau:
    """The same figures, one row per indicator."""
    rows = (
        {"Indicateur": name, **{column["nom"]: column["cellules"][name] for column in columns}}
        for name in columns[0]["cellules"]
    )
    return Tableau.build(rows, {column["nom"]: ENTIER for column in columns})
