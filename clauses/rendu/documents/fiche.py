"""The sheet of a territory as one A4 page."""

from collections.abc import Mapping
from typing import Any

from clauses.domain.couverture import Couverture
from clauses.domain.fiche import Fiche
from clauses.domain.guichets import Typologie
from clauses.domain.heures import Heures
from clauses.domain.qpv import QPVCounts
from clauses.domain.statut import Statut
from clauses.domain.territoires import Territoires
from clauses.rendu import adresses
from clauses.rendu import fiche as words
from clauses.rendu.cartes import apercu
from clauses.rendu.cartes.aspect import STATUT_ASPECTS, status_tile
from clauses.rendu.cartes.traces import square
from clauses.rendu.chiffres import mesures
from clauses.rendu.documents import Impression, count_pages, render_pdf
from clauses.rendu.formats import count
from clauses.rendu.guichets import constat, contact, contact_relais
from clauses.rendu.heures import heures_block, short_source
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import STRUCTURE_TYPES, statut_labels
from clauses.rendu.mots.reponse import RELAIS_TITLE
from clauses.rendu.reponse import distance

DENSITIES = (6, 5, 4, 3, 2, 1)
"""Guichets (and as many figures, districts, structures in proportion) shown, from the fullest page to the emptiest."""


def build_fiche_pdf(
    fiche: Fiche,
    couverture: Couverture,
    heures: Heures,
    typologies: Mapping[str, Typologie],
    contours: apercu.Contours,
    impression: Impression,
    diviseur: float,
) -> bytes:
    """PDF of a sheet: as much as one page holds; what is left out is counted, and on the sheet on line."""
    values = _fixed(fiche, couverture, heures, contours, impression, diviseur)
    for density in DENSITIES:
        filled = values | _lists(fiche, couverture, heures, typologies, diviseur, density)
        if density == DENSITIES[-1] or count_pages("fiche", filled) == 1:
            return render_pdf("fiche", filled, impression.jour)
    raise AssertionError("DENSITIES is empty")


def _fixed(
    fiche: Fiche,
    couverture: Couverture,
    heures: Heures,
    contours: apercu.Contours,
    impression: Impression,
    diviseur: float,
) -> dict[str, Any]:
    territoires = couverture.territoires
    identity = words.identite(fiche, territoires)
    parts = mesures(fiche.resume, QPVCounts.none(), libelles=statut_labels(couverture.guichets))[0]["parts"]
    block = heures_block(fiche, heures, diviseur)
    seen = fiche.au_dessus[0] if identity["type"] == "Commune" else fiche.territoire
    phrases = [block["evolution"], *(f"{bar['valeur']} {bar['libelle']}." for bar in block["qpv"])]
    if block["tuiles"] and not block["est_comparable"]:
        phrases.insert(0, f"Chiffre non comparable à d’autres territoires : {block['principal']['portee']}.")
    if block["absence"]:
        phrases = [block["absence"]]
    return {
        "titre": f"{fiche.nom} : clauses sociales d’insertion",
        "surtitre": f"Clauses sociales d’insertion · {identity['type']} ({identity['code']})",
        "nom": fiche.nom,
        "lieu": " › ".join(parent["nom"] for parent in reversed(identity["parents"])),
        "tuiles": identity["tuiles"],
        "hors_region": identity["hors_region"],
        "phrase": " ".join(
            filter(None, [words.couverture_phrase(fiche, territoires.annee_population), words.rien(fiche)])
        ),
        "relais": [
            {"nom": item["relais"].nom, "contact": contact_relais(item["relais"], territoires)}
            for item in words.relais(fiche, territoires)
        ],
        "titre_relais": RELAIS_TITLE,
        "proche": _nearest(fiche, territoires),
        "_situation": apercu.draw_situation(fiche.territoire, territoires, contours),
        "situation_alt": f"Situation de {fiche.nom} dans la région {territoires.region_nom}",
        "_couverture": apercu.draw_couverture(fiche.territoire, couverture, contours),
        "couverture_alt": f"Couverture des communes de {territoires.nom(seen)} par les guichets, en couleurs",
        "parts": [part | _look(Statut(part["statut"])) for part in parts],
        "heures_ailleurs": block["ailleurs"],
        "heures": block["tuiles"],
        "heures_phrases": [phrase for phrase in phrases if phrase],
        "sources": _sources(fiche, territoires.annee_population),
        **impression.foot(adresses.fiche(fiche.territoire)),
    }


def _look(statut: Statut) -> dict[str, str]:
    """Colour of a part of the bar, and its pattern for black and white (an SVG; empty: none)."""
    tile = status_tile(statut)
    return {"_couleur": STATUT_ASPECTS[statut].clair, "_tuile": square(*tile) if tile else ""}


def _lists(
    fiche: Fiche,
    couverture: Couverture,
    heures: Heures,
    typologies: Mapping[str, Typologie],
    diviseur: float,
    density: int,
) -> dict[str, Any]:
    cards = words.encadres(fiche, typologies, couverture.territoires)
    block = heures_block(fiche, heures, diviseur)
    figures = [*block["autres"], *block["autour"], *block["dedans"]]
    left = len(cards) - density
    return {
        "guichets": [_guichet(card, couverture.territoires) for card in cards[:density]],
        "autres_guichets": f"Et {count(left, 'autre organisme', 'autres organismes')}, sur la fiche en ligne."
        if left > 0
        else "",
        "acheteurs": [_acheteur(row, density) for row in words.acheteurs(fiche)],
        "chiffres": [
            {**figure, "source": " ; ".join(short_source(item) for item in figure["source"])}
            for figure in figures[: density // 2]
        ],
        "quartiers": _quartiers(fiche, density),
        "structures": [
            {
                "nom": voisine.structure.nom,
                "detail": f"· {STRUCTURE_TYPES.get(voisine.structure.type, (voisine.structure.type, ''))[0]}, "
                f"{couverture.territoires.name('COM', voisine.structure.commune)}",
            }
            for voisine in [*fiche.structures, *fiche.voisines][: density // 2 + 1]
        ],
    }


def _nearest(fiche: Fiche, territoires: Territoires) -> str:
    """Whom to turn to where no proven guichet is open to every buyer."""
    near = fiche.proche
    if near is None:
        return ""
    return (
        f"Le guichet le plus proche, à {distance(near)} à vol d’oiseau : {near.guichet.nom}. "
        f"{contact(near.guichet, territoires)}. Il peut orienter, sans être tenu de suivre ce territoire."
    )


def _guichet(card: Mapping[str, Any], territoires: Territoires) -> dict[str, str]:
    guichet = card["guichet"]
    return {
        "nom": guichet.nom,
        "detail": " · ".join([card["typologie"].libelle, card["niveau"], *card["reserves"]]),
        "contact": contact(guichet, territoires),
        "constat": f"{constat(guichet)}. {short_source(guichet.source[0]) if guichet.source else ''}".strip(),
        "_couleur": card["typologie"].couleur,
    }


def _acheteur(row: Mapping[str, Any], density: int) -> dict[str, str]:
    names = [guichet["nom"] for guichet in row["guichets"]]
    left = len(names) - density
    more = f" et {count(left, 'autre')}" if left > 0 else ""
    general = ", ou un guichet ouvert à tous les acheteurs" if row["ou_general"] else ""
    return {"acheteur": row["acheteur"], "guichets": (", ".join(names[:density]) or "Aucun trouvé") + more + general}


def _quartiers(fiche: Fiche, density: int) -> str:
    if not fiche.quartiers:
        return ""
    names = [quartier.qpv.nom for quartier in fiche.quartiers]
    shown = ", ".join(names[: 2 * density])
    rest = len(names) - 2 * density
    more = f", et {count(rest, 'autre')}" if rest > 0 else ""
    return f"{count(len(names), 'quartier')} : {shown}{more}."


def _sources(fiche: Fiche, annee: int | None) -> str:
    hosts = [short_source(item) for chiffre in (*fiche.chiffres, *fiche.serie_reference) for item in chiffre.source]
    guichets = [short_source(item) for service in fiche.services for item in service.guichet.source]
    named = list(dict.fromkeys([*hosts, *guichets]))[:6]
    return f"Sources : {' ; '.join([*named, 'territoires INSEE et IGN', population.kind(annee)])}. Licence Ouverte 2.0."
