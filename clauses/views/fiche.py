"""The sheet of a territory in words, ready for the screen, the printed page and the command line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clauses.domain.couverture import STATUTS, Couverture, Statut
from clauses.domain.fiche import Fiche, Service, part_couverte
from clauses.domain.guichets import TOUS, Typologie
from clauses.domain.heures import ANNUELLE, Chiffre, etp, evolution, par_mille
from clauses.domain.qpv import Quartier
from clauses.domain.recherche import normalise
from clauses.domain.structures import Voisine
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires
from clauses.views import adresses
from clauses.views.formats import NO_BREAK, count, de, number, percent, typographic
from clauses.views.html import host, is_web
from clauses.views.mots import (
    CONFIANCE_LABELS,
    LEVEL_DEFINITIONS,
    LEVEL_LABELS,
    NATURE_LABELS,
    NIVEAU_LABELS,
    PERIODE_LABELS,
    STATUT_DEFINITIONS,
    STATUT_LABELS,
    STRUCTURE_TYPES,
    buyer,
    buyers,
)
from clauses.views.palette import STATUT_COULEURS
from clauses.views.reponse import card

UNKNOWN = "Non documenté"
CHILDREN = {
    COMMUNE: "",
    EPCI: "Ses communes",
    DEPARTEMENT: "Ses intercommunalités",
    REGION: "Ses départements",
}
PER_HEAD_HELP = "Heures divisées par le nombre d’habitants, fois 1 000 : pour comparer un grand territoire et un petit."
ETP_HELP = (
    "Équivalent temps plein (ETP) : le travail d’une personne à temps plein pendant un an. Une convention, dont le "
    "diviseur est montré et se change."
)


def territoire_place(territoire: Territoire, territoires: Territoires) -> str:
    """What tells a territory from its homonyms: its level, and its département where it is a commune.

    >>> from clauses.domain.territoires import example_territoires
    >>> territoire_place(Territoire("COM", "99001"), example_territoires())
    'Commune, Fiction (99)'
    """
    label = LEVEL_LABELS[territoire.level]
    if territoire.level == COMMUNE:
        code = str(territoires.communes.at[territoire.code, "code_departement"])
        return f"{label}, {typographic(territoires.name(DEPARTEMENT, code))} ({code})"
    return f"{label} ({territoire.code})" if territoire.level == DEPARTEMENT else label


def article(territoire: Territoire, nom: str) -> str:
    """The territory after « habitants » : « de Béziers », « du territoire Hérault » where no article is known."""
    return de(nom) if territoire.level in (COMMUNE, EPCI) else f"du territoire {typographic(nom)}"


def identite(fiche: Fiche, territoires: Territoires) -> dict[str, Any]:
    """Name, level, wider territories as links, and the first figures."""
    density = fiche.population / fiche.superficie if fiche.superficie else 0
    level = fiche.territoire.level
    tiles = [
        tile(number(fiche.population), "habitant" if fiche.population < 2 else "habitants"),
        *([] if level == COMMUNE else [tile(number(len(fiche.positions)), _plural(len(fiche.positions), "commune"))]),
        tile(f"{number(fiche.superficie)}{NO_BREAK}km²", f"{number(density)} habitants au km²"),
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
        "enfants": sorted(
            (
                {"nom": territoires.nom(each), "lien": adresses.fiche(each)}
                for each in territoires.below(fiche.territoire)
            ),
            key=lambda child: normalise(child["nom"]),
        ),
        "titre_enfants": CHILDREN[level],
        "sur_la_carte": adresses.carte(fiche.territoire),
        "tuiles": tiles,
        "hors_region": (
            f"Cette intercommunalité compte aussi {count(fiche.hors_region, 'commune')} hors de la région : "
            "la fiche n’en parle pas."
            if fiche.hors_region
            else ""
        ),
    }


def tile(value: str, label: str, note: str = "", help_: str = "") -> dict[str, str]:
    """A figure to be seen from far, what it counts, a word under it, its definition."""
    return {"valeur": value, "libelle": label, "note": note, "aide": help_}


def statut(fiche: Fiche) -> Statut:
    """The status that gives the sheet its colour: that of most inhabitants."""
    return max(STATUTS, key=lambda each: (fiche.resume[f"population_{each}"], fiche.resume[f"communes_{each}"]))


def couverture_phrase(fiche: Fiche) -> str:
    """The coverage of a territory in one sentence; honest where nobody is known."""
    if fiche.territoire.level == COMMUNE:
        return STATUT_DEFINITIONS[statut(fiche)]
    share = fiche.part_couverte
    if share is None:
        return "Personne n’habite ce territoire."
    if share == 1:
        return "Tous les habitants ont un guichet avéré, ouvert à tous les acheteurs."
    if share == 0:
        return (
            "Aucun guichet avéré et ouvert à tous les acheteurs n’est documenté sur ce territoire : cela ne veut pas "
            "dire qu’il n’y en a pas."
        )
    communes = fiche.resume["communes_local"] + fiche.resume["communes_departemental"]
    return (
        f"{percent(share)} des habitants, dans {count(communes, 'commune')} sur {number(len(fiche.positions))}, ont un "
        "guichet avéré, ouvert à tous les acheteurs."
    )


def acheteurs(fiche: Fiche) -> list[dict[str, Any]]:
    """Which proven guichets answer which buyers, the most local first.

    A buyer singled out by some of them has a row with those alone: ``ou_general`` says that the general ones, in the
    last row, serve it too.
    """
    found = fiche.par_acheteur()
    general = found.pop(TOUS)
    rows = []
    for code, services in found.items():
        own = [_served(service) for service in services if not service.guichet.is_general()]
        rows.append({"acheteur": buyer(code), "guichets": own, "ou_general": bool(general)})
    everybody = {"acheteur": buyer(TOUS), "guichets": [_served(service) for service in general], "ou_general": False}
    return [*rows, everybody]


def _served(service: Service) -> dict[str, str]:
    return {"nom": service.guichet.nom, "part": part_words(service)}


def part_words(service: Service) -> str:
    r"""How much of the territory a guichet serves.

    >>> from clauses.domain.guichets import Guichet
    >>> from clauses.domain.perimetre import Niveau
    >>> part_words(Service(Guichet("g", "Essai"), Niveau.EPCI, 2, 410, 0.41))
    '41\u202f% des habitants, 2\xa0communes'
    """
    if service.part == 1:
        return "sur tout le territoire"
    return f"{percent(service.part, 0)} des habitants, {count(service.communes, 'commune')}"


def cartes(fiche: Fiche, typologies: Mapping[str, Typologie]) -> list[dict[str, Any]]:
    """Every guichet of the territory as a card, with its contacts: proven ones first, in the order of competence."""
    cards = []
    for service in sorted(fiche.services, key=lambda service: not service.guichet.is_avere):
        guichet = service.guichet
        acheteurs_ = "" if TOUS in guichet.donneurs_ordre else buyers(guichet.donneurs_ordre)
        level = NIVEAU_LABELS[service.niveau]
        niveau = level if fiche.territoire.level == COMMUNE or service.part == 1 else f"{level}, {part_words(service)}"
        cards.append(card(guichet, niveau, acheteurs_, typologies))
    return cards


# Hours


def has_yearly(fiche: Fiche) -> bool:
    """Whether the sheet shows hours of a year, that jobs may be told from."""
    return bool(fiche.serie_reference) or any(chiffre.is_yearly for chiffre in fiche.chiffres)


def valeur(chiffre: Chiffre) -> str:
    r"""What a figure says, with its qualifier.

    >>> valeur(Chiffre("a", "Essai", 2017, heures=370000, nature="realisees", qualificatif="près de"))
    'près de 370\u202f000\xa0h réalisées'
    """
    if chiffre.heures is not None:
        nature = f" {NATURE_LABELS[chiffre.nature]}" if chiffre.nature in NATURE_LABELS else ""
        words = f"{number(chiffre.heures)}{NO_BREAK}h{nature}"
    elif chiffre.beneficiaires is not None:
        words = count(chiffre.beneficiaires, "bénéficiaire")
    elif chiffre.contrats is not None:
        words = count(chiffre.contrats, "contrat")
    elif chiffre.marches is not None:
        words = count(chiffre.marches, "marché")
    else:
        words = f"{number(chiffre.part_qpv or 0, 1)}{NO_BREAK}% de bénéficiaires des QPV"
    return f"{chiffre.qualificatif} {words}".strip()


def periode(chiffre: Chiffre) -> str:
    """When it counts: « en 2017 », « au total, de 2013 à 2015 ».

    >>> periode(Chiffre("a", "Essai", 2015, periode="cumul", annee_debut=2013))
    'au total, de 2013 à 2015'
    """
    if chiffre.annee_debut is not None and chiffre.periode != ANNUELLE:
        average = "en moyenne par an" if chiffre.periode != "cumul" else "au total"
        return f"{average}, de {chiffre.annee_debut} à {chiffre.annee}"
    return PERIODE_LABELS.get(chiffre.periode, "en {annee}").format(annee=chiffre.annee)


def short_source(source: str) -> str:
    """A source as short as a printed page needs: the host of an address, the title of a document.

    >>> short_source("https://www.gers.fr/a/b"), short_source("Rapport d’essai")
    ('gers.fr', 'Rapport d’essai')
    """
    return host(source) if is_web(source) else source


def note(chiffre: Chiffre) -> dict[str, Any]:
    """A figure that stands alone: what it covers, how sure it is, where it comes from."""
    details = [
        (chiffre.beneficiaires, "bénéficiaire") if chiffre.heures is not None else (None, ""),
        (chiffre.contrats, "contrat")
        if chiffre.heures is not None or chiffre.beneficiaires is not None
        else (None, ""),
        (chiffre.marches, "marché") if chiffre.heures is not None else (None, ""),
    ]
    words = [count(value, name) for value, name in details if value is not None]
    if chiffre.part_qpv is not None:
        words.append(f"{number(chiffre.part_qpv, 1).removesuffix(',0')}{NO_BREAK}% des bénéficiaires habitent un QPV")
    return {
        "libelle": chiffre.libelle,
        "valeur": valeur(chiffre),
        "periode": periode(chiffre),
        "portee": chiffre.portee or UNKNOWN,
        "details": ", ".join(words),
        "confiance": CONFIANCE_LABELS.get(chiffre.confiance, "Confiance non précisée"),
        "source": chiffre.source,
        "remarque": chiffre.remarque,
    }


def heures_block(fiche: Fiche, territoires: Territoires, diviseur: float) -> dict[str, Any]:
    """Hours of the territory, or of the wider one that has comparable figures, saying so; other figures as notes."""
    own = fiche.reference == fiche.territoire
    used = set(fiche.serie_reference)
    others = [chiffre for chiffre in reversed(fiche.chiffres) if chiffre not in used]
    around = [chiffre for chiffre in fiche.autour if chiffre not in used]
    leading = fiche.serie_reference[-1] if fiche.serie_reference else None
    yearly = next((chiffre for chiffre in others if chiffre.is_yearly), None)
    if not own and yearly is not None:
        # Its own figure, even if it may not be compared, says more than that of a wider territory.
        leading, own, serie = yearly, True, ()
        others = [chiffre for chiffre in others if chiffre is not yearly]
        around = [*fiche.serie_reference, *around]
    else:
        serie = fiche.serie_reference
    place = fiche.territoire if own else fiche.reference
    return {
        "territoire": "" if own or place is None else territoires.nom(place),
        "lien": "" if own or place is None else adresses.fiche(place),
        "tuiles": _hour_tiles(leading, place, territoires, diviseur) if leading and place else [],
        "principal": note(leading) if leading else None,
        "est_comparable": bool(leading and leading.is_comparable),
        "evolution": evolution_phrase(serie),
        "annees": bars(serie),
        "qpv": qpv_bars(leading) if leading else [],
        "autres": [note(chiffre) for chiffre in others],
        "autour": [note(chiffre) for chiffre in around],
        "dedans": [note(chiffre) for chiffre in reversed(fiche.dedans)],
    }


def _hour_tiles(chiffre: Chiffre, place: Territoire, territoires: Territoires, diviseur: float) -> list[dict[str, str]]:
    hours = chiffre.heures or 0
    rounded = f" (« {chiffre.qualificatif} », dit la source)" if chiffre.qualificatif else ""
    tiles = [tile(f"{number(hours)}{NO_BREAK}h", f"{periode(chiffre)}{rounded}", chiffre.portee)]
    if chiffre.is_comparable:
        per_head = par_mille(hours, territoires.populations[place])
        if per_head is not None:
            tiles.append(tile(f"{number(per_head)}{NO_BREAK}h", "pour 1 000 habitants", help_=PER_HEAD_HELP))
    if chiffre.is_yearly:
        tiles.append(
            tile(
                number(etp(hours, diviseur)),
                "équivalents temps plein",
                f"{number(hours)} h ÷ {number(diviseur)} h",
                ETP_HELP,
            )
        )
    if chiffre.beneficiaires is not None:
        tiles.append(tile(number(chiffre.beneficiaires), "bénéficiaires"))
    return tiles


def evolution_phrase(serie: Sequence[Chiffre]) -> str:
    """How the last two comparable years differ; empty without two.

    >>> evolution_phrase((Chiffre("a", "", 2016, heures=387000), Chiffre("b", "", 2017, heures=370000)))
    'De 2016 à 2017 : −4,4\u202f%.'
    """
    change = evolution(tuple(serie))
    if change is None:
        return ""
    sign = "+" if change > 0 else "\u2212" if change < 0 else ""
    words = f"De {serie[-2].annee} à {serie[-1].annee} : {sign}{number(abs(change) * 100, 1)}\u202f%."
    qualified = any(chiffre.qualificatif for chiffre in serie[-2:])
    return f"{words} Les deux chiffres sont arrondis par leur source." if qualified else words


def bars(serie: Sequence[Chiffre]) -> list[dict[str, Any]]:
    """Comparable years as bars, widths in percent of the greatest."""
    greatest = max((chiffre.heures or 0 for chiffre in serie), default=0)
    return [
        {
            "libelle": str(chiffre.annee),
            "valeur": valeur(chiffre),
            "largeur": round(100 * (chiffre.heures or 0) / greatest, 2) if greatest else 0,
        }
        for chiffre in serie
    ]


def qpv_bars(chiffre: Chiffre) -> list[dict[str, Any]]:
    """Share of priority districts among beneficiaries beside their share of inhabitants; empty without the first."""
    if chiffre.part_qpv is None:
        return []
    shares = [("des bénéficiaires habitent un QPV", chiffre.part_qpv)]
    if chiffre.part_qpv_population is not None:
        shares.append(("des habitants du territoire", chiffre.part_qpv_population))
    return [
        {"libelle": words, "valeur": f"{number(share, 1).removesuffix(',0')}\u202f%", "largeur": share}
        for words, share in shares
    ]


# Districts, structures, gaps


def quartiers(found: Iterable[Quartier], territoires: Territoires) -> list[dict[str, str]]:
    """Priority districts as rows."""
    rows = []
    for quartier in found:
        district = quartier.qpv
        names = [territoires.name(COMMUNE, code) for code in district.communes]
        rows.append(
            {
                "Quartier": district.nom if district.is_avere else f"{district.nom} (à confirmer)",
                "Commune": ", ".join(names),
                "Habitants": "–" if district.population is None else number(district.population),
                "Couverture": STATUT_LABELS[quartier.statut],
            }
        )
    return rows


def structures(found: Iterable[Voisine], territoires: Territoires, within: int) -> list[dict[str, str]]:
    """Structures as rows, with their distance; the first ``within`` of them are in the territory."""
    rows = []
    for rank, voisine in enumerate(found):
        structure = voisine.structure
        contact = " ; ".join(filter(None, (structure.telephone, structure.courriel, structure.site)))
        rows.append(
            {
                "Structure": structure.nom,
                "Type": STRUCTURE_TYPES.get(structure.type, (structure.type, ""))[0],
                "Commune": territoires.name(COMMUNE, structure.commune),
                "Où": "Dans le territoire" if rank < within else f"à {number(voisine.distance)}{NO_BREAK}km",
                "Secteurs": ", ".join(structure.secteurs) or UNKNOWN,
                "Contact": contact or UNKNOWN,
                "Source": " ; ".join(structure.source),
            }
        )
    return rows


def lacunes(positions: Iterable[int], couverture: Couverture) -> list[dict[str, str]]:
    """Communes without a proven general guichet as rows, with the address of their sheet."""
    territoires = couverture.territoires
    rows = []
    for position in positions:
        commune = territoires.communes.iloc[position]
        rows.append(
            {
                "Commune": str(commune["nom"]),
                "Intercommunalité": territoires.name(EPCI, commune["code_epci"]) if commune["code_epci"] else "–",
                "Habitants": number(int(commune["population"])),
                "Ce qui existe": STATUT_LABELS[STATUTS[couverture.statuts[position]]],
            }
        )
    return rows


# Comparison


def comparaison(fiches: Sequence[Fiche]) -> list[dict[str, Any]]:
    """Territories side by side, each a column of a table and a bar of a chart."""
    return [_column(fiche) for fiche in fiches]


def _column(fiche: Fiche) -> dict[str, Any]:
    local = [service for service in fiche.services if service.guichet.is_avere and service.guichet.is_general()]
    last = fiche.serie[-1] if fiche.serie else None
    per_head = par_mille(last.heures or 0, fiche.population) if last else None
    share = part_couverte(fiche.resume)
    return {
        "nom": fiche.nom,
        "lien": adresses.fiche(fiche.territoire),
        "couverts": "" if share is None else f"{percent(share)} avec un guichet avéré",
        "parts": [
            {
                "statut": statut.value,
                "libelle": STATUT_LABELS[statut],
                "definition": STATUT_DEFINITIONS[statut],
                "couleur": STATUT_COULEURS[statut],
                "texte": "",
                "largeur": round(100 * fiche.resume[f"population_{statut}"] / max(fiche.population, 1), 2),
            }
            for statut in STATUTS
        ],
        "cellules": {
            "Habitants": number(fiche.population),
            "Communes": number(len(fiche.positions)),
            "Habitants avec un guichet avéré": "–" if share is None else percent(share),
            "Guichets avérés pour tous les acheteurs": number(len(local)),
            "Quartiers prioritaires": number(len(fiche.quartiers)),
            "Structures d’insertion connues": number(len(fiche.structures)),
            "Heures (dernière année comparable)": f"{number(last.heures or 0)} h en {last.annee}" if last else UNKNOWN,
            "Heures pour 1 000 habitants": UNKNOWN if per_head is None else f"{number(per_head)} h",
        },
    }


def _plural(value: int, noun: str) -> str:
    return noun if value < 2 else f"{noun}s"
