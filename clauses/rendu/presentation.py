"""The presentation as one JSON object, all that ``static/presentation/presentation.js`` reads.

The script depends neither on Streamlit nor on its address: addresses and words are sent to it, so that the same one
runs in the application and in a folder opened without server. Texts are plain, or HTML made by
:mod:`clauses.rendu.prose`.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno

from clauses.domain.contenus.presentation import (
    CALCULS_HABITANTS,
    DEPARTEMENTS,
    INTERCOMMUNALITES,
    LACUNES,
    QUARTIERS,
    SIEGES,
    Etape,
    Histoire,
)
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Typologie, count_guichets
from clauses.domain.selection import Selection
from clauses.domain.statut import Statut, nombre_couvert, part_couverte
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import typographic
from clauses.rendu import adresses, prose
from clauses.rendu.cartes.aspect import REPONDU, STATUT_ASPECTS
from clauses.rendu.cartes.palette import ink_on, projector
from clauses.rendu.choix import Bounds
from clauses.rendu.formats import count, number, percent
from clauses.rendu.mots import couverture, population
from clauses.rendu.mots.domaine import STATUT_LABELS


@dataclass(frozen=True, slots=True)
class Cadre:
    """Framing of a step: its bounds, and its outline as GeoJSON (none for the whole region)."""

    bornes: Bounds
    contour: Mapping[str, Any] | None = None


ANSWERED = "Un guichet répond"
NOT_SHOWN = "Pas montré à cette étape"


def selection_of(etape: Etape, typologies: Mapping[str, Typologie]) -> Selection | None:
    """Guichets that a step shows; ``None`` when it shows none. A typology that does not exist is left out."""
    if etape.typologies is None:
        return Selection()
    known = frozenset(etape.typologies) & typologies.keys()
    return Selection(frozenset(known)) if known else None


def build_histoire(
    histoire: Histoire,
    typologies: Mapping[str, Typologie],
    version: str,
    cadres: Mapping[str, Cadre],
    compter: Callable[[Etape, Selection], tuple[Couverture, dict[str, int]]],
    mention: str,
    *,
    libelles: Mapping[Statut, str] = STATUT_LABELS,
    lisible: bool = True,
) -> dict[str, Any]:
    """A story: its steps, its legend, the addresses of its layers.

    Parameters
    ----------
    cadres : what to frame, by territory written in the steps; one that does not exist is not there
    compter : coverage of a step, and its summary over the territory of the step
    mention : « Atlas des clauses sociales, données actualisées le … », source of what is counted
    lisible : true if guichets could be read; otherwise none is drawn and nothing is counted
    """
    return {
        "histoire": histoire.slug,
        "titre": typographic(histoire.titre),
        "fond": _address(adresses.layer(version, "fond")),
        "version": version,
        "typologies": {code: _legend(typologie) for code, typologie in typologies.items()},
        "statuts": {
            statut.value: {"libelle": words} for statut, words in {**libelles, Statut.MASQUE: NOT_SHOWN}.items()
        },
        "legendes": {"repond": ANSWERED},
        "lacunes": {"manque": STATUT_ASPECTS[Statut.NON_DOCUMENTE].clair, "repond": REPONDU.clair},
        "palette": palette(typologies.values()),
        "etapes": [
            _etape(etape, rang, histoire, typologies, version, cadres)
            | {"chiffres": _chiffres(etape, typologies, compter, mention, lisible=lisible)}
            | ({} if lisible else {"zones": "", "typologies": [], "ajoutees": [], "lacunes": False})
            for rang, etape in enumerate(histoire.etapes, 1)
        ],
    }


def palette(typologies: Iterable[Typologie]) -> dict[str, dict[str, str]]:
    """For projectors, by usual colour: the darker one, and the ink that reads on it."""
    colours = sorted({typologie.couleur for typologie in typologies})
    strong = projector(colours)
    return {colour: {"couleur": strong[colour], "encre": ink_on(strong[colour])} for colour in colours}


def _etape(
    etape: Etape,
    rang: int,
    histoire: Histoire,
    typologies: Mapping[str, Typologie],
    version: str,
    cadres: Mapping[str, Cadre],
) -> dict[str, Any]:
    selection, cadre = selection_of(etape, typologies), cadres.get(etape.territoire)
    shown = [code for code in typologies if selection and (etape.typologies is None or code in etape.typologies)]
    return {
        "titre": typographic(etape.titre),
        **prose_of(etape, adresses.SITE),
        "zones": _address(adresses.zones(version, selection)) if selection else "",
        "typologies": shown,
        "ajoutees": [code for code in shown if code not in _before(histoire, rang, typologies)],
        "cadre": cadre and cadre.bornes,
        "contour": cadre and cadre.contour,
        "territoire": etape.territoire,
        "departements": DEPARTEMENTS in etape.couches,
        "sieges": SIEGES in etape.couches,
        "lacunes": LACUNES in etape.couches,
        "epci": _address(adresses.layer(version, "epci")) if INTERCOMMUNALITES in etape.couches else "",
        "qpv": _address(adresses.layer(version, "qpv")) if QUARTIERS in etape.couches else "",
        "codeQr": etape.code_qr,
        "qr": adresses.projection(histoire.slug, rang, adresses.QR).on(),
    }


def prose_of(etape: Etape, urls: adresses.Urls) -> dict[str, str]:
    """Text of a step, and notes of the speaker."""
    return {"texte": prose.render(etape.corps, 2, urls), "note": prose.render(etape.note, 3, urls)}


def _before(histoire: Histoire, rang: int, typologies: Mapping[str, Typologie]) -> Sequence[str]:
    """Typologies already on the map when a step comes."""
    if rang == 1:
        return ()
    before = histoire.etapes[rang - 2].typologies
    return tuple(typologies) if before is None else before


def _chiffres(
    etape: Etape,
    typologies: Mapping[str, Typologie],
    compter: Callable[[Etape, Selection], tuple[Couverture, dict[str, int]]],
    mention: str,
    *,
    lisible: bool,
) -> list[dict[str, str]]:
    """Figures written in the step, and computed ones, each with its source."""
    found = []
    for chiffre in etape.chiffres:
        value, libelle, source = chiffre.valeur, chiffre.libelle, chiffre.source
        if chiffre.calcul:
            if not lisible:
                continue
            counted = compter(etape, selection_of(etape, typologies) or Selection(frozenset()))
            value, source = compute(chiffre.calcul, *counted), mention
            libelle = libelle or _suite(etape, counted[0].territoires)
            if chiffre.calcul in CALCULS_HABITANTS:
                source = f"{mention}, {population.kind(counted[0].territoires.annee_population)}"
        words = {"valeur": value, "libelle": libelle, "source": source}
        found.append({name: typographic(text) for name, text in words.items()})
    return found


def _suite(etape: Etape, territoires: Territoires) -> str:
    """The headline of the map, for the territory and the types of a step."""
    try:
        territoire = territoires.find(etape.territoire)
    except KeyError:
        territoire = territoires.region
    return couverture.suite(couverture.lieu(territoires, territoire), None, "", filtree=etape.typologies is not None)


def compute(calcul: str, counted: Couverture, summary: Mapping[str, int]) -> str:
    """A figure computed from the data, in words; ``KeyError`` for an unknown one.

    Only proven guichets open to all buyers count as coverage, as everywhere in the atlas.
    """
    share = part_couverte(summary) or 0
    values: dict[str, Callable[[], str]] = {
        "part_couverte": lambda: percent(share, 0),
        "part_sans_guichet": lambda: percent(1 - share, 0),
        "habitants_couverts": lambda: number(nombre_couvert(summary)),
        "communes_couvertes": lambda: number(nombre_couvert(summary, "communes")),
        "guichets": lambda: count(count_guichets(counted.ordered).averes, "guichet"),
    }
    return values[calcul]()


def _legend(typologie: Typologie) -> dict[str, str]:
    return {
        "libelle": typographic(typologie.libelle),
        "lettre": typologie.lettre,
        "couleur": typologie.couleur,
        "encre": ink_on(typologie.couleur),
        "motif": typologie.motif,
    }


def _address(layer: str) -> str:
    """Address of a layer from the root of the site: those of the views are relative to the frame of the map."""
    return "/" + layer.removeprefix("../../")


def qr_file(address: str) -> bytes:
    """QR code of an address as an SVG file, to be stretched."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2, omitsize=True)
    return out.getvalue()
