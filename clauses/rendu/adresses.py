"""Addresses of the layers, small maps and sheets; those of data hold their version, and are read by ``clauses/web``.

Those of layers are relative to the frame of the map component.
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from clauses.domain.annuaire import GUICHETS, LISTES, Criteres
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.rendu import parametres

_ROOT = "../../geo"

IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&FORMAT=image/png"
)
"""Plan IGN of the Géoplateforme (WMTS, no key); only asked for when the reader turns it on."""


def zones(version: str, selection: Selection) -> str:
    """Address of the zones for these filters.

    >>> zones("v1", Selection(frozenset({"plie", "mde"}), departement="34"))
    '../../geo/v1/zones.geojson?typologie=mde%2Cplie&departement=34'
    """
    query = selection_query(selection)
    address = layer(version, "zones")
    return f"{address}?{urlencode(query)}" if query else address


def selection_query(selection: Selection) -> dict[str, str]:
    """Parameters of the filters that are not at their default, as the map has them in its own address."""
    query: dict[str, str] = {}
    if selection.typologies is not None:
        query[parametres.TYPOLOGIES] = ",".join(sorted(selection.typologies))
    if selection.donneur_ordre:
        query[parametres.DONNEUR_ORDRE] = selection.donneur_ordre
    if not selection.a_confirmer:
        query[parametres.A_CONFIRMER] = "non"
    if selection.departement:
        query[parametres.DEPARTEMENT] = selection.departement
    return query


def layer(version: str, name: str) -> str:
    """Address of a layer that depends on the data alone."""
    return f"{_ROOT}/{version}/{name}.geojson"


def communes_around(version: str, code: str) -> str:
    """Address of the communes sharing the EPCI of this one."""
    return f"{_ROOT}/{version}/communes/{quote(code)}.geojson"


def locator(version: str, territoire: Territoire) -> str:
    """Address of the small map that places a territory in its region; relative to a page.

    >>> locator("v1", Territoire("EPCI", "243100518"))
    'geo/v1/situation/EPCI:243100518.svg'
    """
    return f"geo/{version}/situation/{quote(str(territoire), safe=':')}.svg"


def fiche(territoire: Territoire) -> str:
    """Address of the sheet of a territory, relative to a page."""
    return f"territoire?{urlencode({parametres.TERRITOIRE: str(territoire)}, safe=':')}"


def carte(territoire: Territoire, mairie: str) -> str:
    """Address of the map looking at a territory, relative to a page: a département, the region, or else a commune.

    ``mairie`` is the commune that stands for an EPCI, which the map does not frame by itself.

    >>> carte(Territoire("DEP", "34"), "34172"), carte(Territoire("EPCI", "243100518"), "31555")
    ('./?departement=34', './?commune=31555')
    """
    if territoire.level == EPCI:
        territoire = Territoire(COMMUNE, mairie)
    names = {COMMUNE: parametres.COMMUNE, DEPARTEMENT: parametres.DEPARTEMENT}
    name = names.get(territoire.level)
    return f"./?{urlencode({name: territoire.code})}" if name else "./"


def entree(fiche: Guichet | Structure) -> str:
    """Address of the sheet of a guichet or of a structure, relative to a page; it does not change.

    >>> entree(Guichet("mics-34", "Essai"))
    'annuaire?guichet=mics-34'
    """
    return f"annuaire?{urlencode(entree_query(fiche))}"


def entree_query(fiche: Guichet | Structure) -> dict[str, str]:
    """The parameter that names a guichet or a structure."""
    return {parametres.GUICHET if isinstance(fiche, Guichet) else parametres.STRUCTURE: fiche.id}


def perimetre(version: str, guichet: Guichet) -> str:
    """Address of the small map of the territory that a guichet serves; relative to a page."""
    return f"geo/{version}/perimetre/{quote(guichet.id, safe='')}.svg"


def places(version: str, liste: str, criteres: Criteres) -> str:
    """Address of the places where the entries found are.

    >>> places("v1", "structures", Criteres(types=frozenset({"EI", "AI"}), departement="34"))
    '../../geo/v1/annuaire.geojson?liste=structures&type=AI%2CEI&departement=34'
    """
    return f"{layer(version, 'annuaire')}?{urlencode(annuaire_query(liste, criteres))}"


def annuaire_query(liste: str, criteres: Criteres) -> dict[str, str]:
    """Parameters of a list and its criteria; those that do not narrow are left out."""
    query = {parametres.LISTE: liste}
    for field, name in parametres.CRITERES.items():
        value = getattr(criteres, field)
        if value not in ("", None, frozenset()):
            query[name] = ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    return query


def annuaire_from(query: Mapping[str, str]) -> tuple[str, Criteres]:
    """The list and the criteria written in an address; an unknown value finds nothing, or is as if it were not there.

    >>> annuaire_from({"liste": "structures", "type": "EI,AI", "mois": "24"})[1].age
    24
    """
    values = {field: query.get(name, "") for field, name in parametres.CRITERES.items()}
    types, age = frozenset(filter(None, values.pop("types").split(","))), values.pop("age")
    liste = query.get(parametres.LISTE, "")
    criteres = Criteres(**values, types=types, age=int(age) if age.isascii() and age.isdecimal() else None)
    return (liste if liste in LISTES else GUICHETS), criteres


def selection_from(query: Mapping[str, str]) -> Selection:
    """The selection written in an address; values are checked by whoever resolves them.

    >>> selection_from({"typologie": "plie", "a_confirmer": "non"})
    Selection(typologies=frozenset({'plie'}), donneur_ordre=None, a_confirmer=False, departement=None)
    """
    kinds = query.get(parametres.TYPOLOGIES)
    return Selection(
        typologies=None if kinds is None else frozenset(filter(None, kinds.split(","))),
        donneur_ordre=query.get(parametres.DONNEUR_ORDRE) or None,
        a_confirmer=query.get(parametres.A_CONFIRMER) != "non",
        departement=query.get(parametres.DEPARTEMENT) or None,
    )
