"""Addresses of views as values, and the URL builder of the site; the folder without server has its own.

Layers and small maps have addresses of the site alone, which hold the version of their data and are read by
``clauses/web``; those of layers are relative to the frame of the map component.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from clauses.domain.annuaire import GUICHETS, LISTES, Criteres
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.rendu import parametres
from clauses.rendu.cartes.affichages import Affichage

_ROOT = "../../geo"

IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&FORMAT=image/png"
)
"""Plan IGN of the Géoplateforme (WMTS, no key); only asked for when the reader turns it on."""

PROJECTION = "presentation"
ORATEUR, PAPIER, QR = (f"{PROJECTION}/{name}" for name in ("orateur", "papier", "qr.svg"))
"""Pages of the show itself, outside of the screens: before the room, for the speaker, its notes, its QR code."""

TERRITOIRE, ANNUAIRE = "territoire", "annuaire"
"""Paths of the screens that addresses are built for here; the list of all screens (``ecrans.py``) takes them."""


@dataclass(frozen=True, slots=True)
class Adresse:
    """Address of a view; as text, it is relative to a page of the site.

    Attributes
    ----------
    page : path of the screen, empty for the map
    query : its parameters
    ancre : where in the page

    >>> str(Adresse()), str(Adresse("", {"commune": "34032"})), str(Adresse("territoire", {"territoire": "DEP:34"}))
    ('./', './?commune=34032', 'territoire?territoire=DEP:34')
    """

    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict, hash=False)
    ancre: str = ""

    def __str__(self) -> str:
        return f"{self.page or './'}{self._rest}"

    def on(self, site: str = "") -> str:
        """The same from the root of a site, or of this one.

        >>> Adresse("heures").on("https://atlas.example"), Adresse("", {"commune": "34032"}).on()
        ('https://atlas.example/heures', '/?commune=34032')
        """
        return f"{site}/{self.page}{self._rest}"

    @property
    def _rest(self) -> str:
        query = f"?{urlencode(self.query, safe=':,;')}" if self.query else ""
        return f"{query}#{self.ancre}" if self.ancre else query


class Urls(Protocol):
    """URL builder: turns addresses of views into links."""

    def url(self, adresse: Adresse) -> str | None:
        """URL of a view; ``None`` when there is none: its words are then shown without a link."""

    def __hash__(self) -> int:
        """Templates are compiled once for each builder."""


@dataclass(frozen=True, slots=True)
class Site:
    """Links between the pages of the application."""

    def url(self, adresse: Adresse) -> str:
        return str(adresse)


SITE = Site()


def read(text: str) -> Adresse | None:
    """The view that a written address names (« ./?commune=34032 »); ``None`` when it is not relative to the site.

    >>> read("annuaire?liste=structures")
    Adresse(page='annuaire', query={'liste': 'structures'}, ancre='')
    >>> read("https://exemple.fr"), read("#ici"), read("?commune=34032")
    (None, None, None)
    """
    parts = urlsplit(text)
    # Without a path, an address is relative to the very page where it is written.
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return Adresse(parts.path.removeprefix("./"), dict(parse_qsl(parts.query, keep_blank_values=True)), parts.fragment)


def zones(version: str, selection: Selection, affichage: Affichage = Affichage.GUICHETS) -> str:
    """Address of the zones for these filters, coloured as asked.

    >>> zones("v1", Selection(frozenset({"plie", "mde"}), departement="34"))
    '../../geo/v1/zones.geojson?typologie=mde%2Cplie&departement=34'
    >>> zones("v1", Selection(), Affichage.AGE)
    '../../geo/v1/zones.geojson?vue=age'
    """
    query = selection_query(selection) | affichage_query(affichage)
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
    if selection.epci:
        query[parametres.TERRITOIRE] = str(Territoire(EPCI, selection.epci))
    return query


def affichage_query(affichage: Affichage) -> dict[str, str]:
    """Parameter of a way to colour the map; none for the usual one."""
    return {} if affichage is Affichage.GUICHETS else {parametres.VUE: affichage.value}


def affichage_from(query: Mapping[str, str]) -> Affichage:
    """Way to colour the map that an address names; ``ValueError`` for one that does not exist.

    >>> affichage_from({}), affichage_from({"vue": "lacunes"})
    (<Affichage.GUICHETS: 'guichets'>, <Affichage.LACUNES: 'lacunes'>)
    """
    return Affichage(query.get(parametres.VUE) or Affichage.GUICHETS)


def lacunes(selection: Selection) -> Adresse:
    """The map of the gaps.

    >>> str(lacunes(Selection())), str(lacunes(Selection(departement="34")))
    ('./?vue=lacunes', './?vue=lacunes&departement=34')
    """
    return Adresse("", affichage_query(Affichage.LACUNES) | selection_query(selection))


def layer(version: str, name: str) -> str:
    """Address of a layer that depends on the data alone."""
    return f"{_ROOT}/{version}/{name}.geojson"


def communes_around(version: str, code: str) -> str:
    """Address of the communes sharing the EPCI of this one."""
    return f"{_ROOT}/{version}/communes/{quote(code)}.geojson"


def contours(version: str) -> str:
    """Address of the outlines of the communes with their codes; relative to a page."""
    return f"geo/{version}/contours.json"


def locator(version: str, territoire: Territoire) -> str:
    """Address of the small map that places a territory in its region; relative to a page.

    >>> locator("v1", Territoire("EPCI", "243100518"))
    'geo/v1/situation/EPCI:243100518.svg'
    """
    return f"geo/{version}/situation/{quote(str(territoire), safe=':')}.svg"


def fiche(territoire: Territoire) -> Adresse:
    """Sheet of a territory."""
    return Adresse(TERRITOIRE, {parametres.TERRITOIRE: str(territoire)})


def carte(territoire: Territoire) -> Adresse:
    """The map looking at a territory.

    >>> [str(carte(Territoire(*key))) for key in (("DEP", "34"), ("EPCI", "243100518"), ("REG", "76"))]
    ['./?departement=34', './?territoire=EPCI:243100518', './']
    """
    if territoire.level == EPCI:
        return Adresse("", {parametres.TERRITOIRE: str(territoire)})
    names = {COMMUNE: parametres.COMMUNE, DEPARTEMENT: parametres.DEPARTEMENT}
    name = names.get(territoire.level)
    return Adresse("", {name: territoire.code}) if name else Adresse()


def territoire_from(query: Mapping[str, str], territoires: Territoires) -> Territoire:
    """The territory that an address of the map looks at, beside a commune; the region for one that does not exist.

    « territoire » names any, « departement » a département alone, and goes first: it is what the list writes.

    >>> from clauses.domain.territoires import example_territoires
    >>> territoires = example_territoires()
    >>> [str(territoire_from({"territoire": key}, territoires)) for key in ("EPCI:E1", "dep:98", "DEP:77", "COM:98001")]
    ['EPCI:E1', 'DEP:98', 'REG:R9', 'REG:R9']
    >>> str(territoire_from({"territoire": "EPCI:E1", "departement": "99"}, territoires))
    'DEP:99'
    """
    asked = [str(Territoire(DEPARTEMENT, query.get(parametres.DEPARTEMENT, ""))), query.get(parametres.TERRITOIRE, "")]
    for key in asked:
        with suppress(KeyError):
            found = territoires.find(key)
            if found.level in (DEPARTEMENT, EPCI):
                return found
    return territoires.region


def entree(fiche: Guichet | Structure) -> Adresse:
    """Sheet of a guichet or of a structure; its address does not change.

    >>> str(entree(Guichet("mics-34", "Essai")))
    'annuaire?guichet=mics-34'
    """
    return Adresse(ANNUAIRE, entree_query(fiche))


def projection(histoire: str, etape: int | None = None, page: str = PROJECTION) -> Adresse:
    """Presentation of a story, at one of its steps; ``page`` for the notes, the window of the speaker or the QR code.

    >>> projection("essai", 2).on()
    '/presentation?histoire=essai&etape=2'
    """
    rank = {} if etape is None else {parametres.ETAPE: str(etape)}
    return Adresse(page, {parametres.HISTOIRE: histoire} | rank)


def entree_query(fiche: Guichet | Structure) -> dict[str, str]:
    """The parameter that names a guichet or a structure."""
    return {parametres.GUICHET if isinstance(fiche, Guichet) else parametres.STRUCTURE: fiche.id}


def perimetre(version: str, guichet: Guichet) -> str:
    """Address of the small map of the territory that a guichet serves; relative to a page."""
    return f"geo/{version}/perimetre/{quote(guichet.id, safe='')}.svg"


def places(version: str, liste: str, criteres: Criteres) -> str:
    """Address of the layer of the entries found.

    >>> places("v1", "structures", Criteres(types=frozenset({"EI", "AI"}), departement="34"))
    '../../geo/v1/annuaire.geojson?liste=structures&type=AI%2CEI&departement=34'
    """
    return f"{layer(version, 'annuaire')}?{urlencode(annuaire_query(liste, criteres))}"


def annuaire_query(liste: str, criteres: Criteres) -> dict[str, str]:
    """Parameters of a list and its criteria; those that do not narrow are left out."""
    query = {parametres.LISTE: liste}
    for criterion, name in parametres.CRITERES.items():
        value = getattr(criteres, criterion)
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
    """The selection written in an address; its values are checked later, by the caller.

    >>> selection_from({"typologie": "plie", "a_confirmer": "non"})
    Selection(typologies=frozenset({'plie'}), donneur_ordre=None, a_confirmer=False, departement=None, epci=None)
    """
    kinds = query.get(parametres.TYPOLOGIES)
    level, _, code = query.get(parametres.TERRITOIRE, "").partition(":")
    return Selection(
        typologies=None if kinds is None else frozenset(filter(None, kinds.split(","))),
        donneur_ordre=query.get(parametres.DONNEUR_ORDRE) or None,
        a_confirmer=query.get(parametres.A_CONFIRMER) != "non",
        departement=query.get(parametres.DEPARTEMENT) or None,
        epci=code if level == EPCI else None,
    )
