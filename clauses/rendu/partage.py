"""Short addresses of views, and the code that shows one on another site."""

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlsplit

from clauses.domain.liens import Liens
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.rendu import ecrans, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.mots import partage as texts

EMBED_VARIABLE = "CLAUSES_EMBARQUER_DANS"
"""Sites allowed to show this one in a frame, separated by spaces; « * » opens the light atlas to all of them."""
EVERYWHERE = "*"

LEGER = "atlas/"
"""Address of the light atlas, relative to the site: what other sites show in a frame."""
SCRIPT = "app/static/partage/cadre.js"
"""Script that gives its height to the frame, run by the page around it."""
HEIGHT = 720
"""Pixels, until the light atlas sends its height, or where scripts are not allowed."""

_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
# A star before one name alone would stand for a whole country.
_ORIGIN = re.compile(rf"https://({_LABEL}|\*\.{_LABEL}\.{_LABEL})(\.{_LABEL})*(:\d+)?")
_SITE = re.compile(r"https?://[^\s/?#@\\]+", re.IGNORECASE)

_SHORT = {
    ("", parametres.COMMUNE): ("c", COMMUNE),
    ("", parametres.DEPARTEMENT): ("d", DEPARTEMENT),
    (ecrans.ANNUAIRE.url_path, parametres.GUICHET): ("g", None),
    (ecrans.ANNUAIRE.url_path, parametres.STRUCTURE): ("s", None),
}
"""By screen and parameter: the letter of the short address, and the level of what it names."""
_LEVELS = {DEPARTEMENT: "d", EPCI: "e"}
"""By level: the letter where the map names a territory by its key."""


def short_address(liens: Liens, adresse: Adresse) -> str:
    """The shortest address of a view, relative to the site; it leads to the long one (``clauses/web/liens.py``).

    >>> from clauses.domain.territoires import example_territoires
    >>> from clauses.rendu.adresses import carte
    >>> liens = Liens(example_territoires())
    >>> short_address(liens, Adresse("", {"commune": "99001", "departement": "99"}))
    'c/testville-99?departement=99'
    >>> short_address(liens, carte(Territoire("EPCI", "E2"))), short_address(liens, Adresse("heures"))
    ('e/essais-reunis', 'heures')
    """
    rest, path = dict(adresse.query), adresse.page
    for (screen, name), (letter, level) in _SHORT.items():
        if screen == adresse.page and rest.get(name):
            path = f"{letter}/{quote(_name(liens, level, rest.pop(name)), safe='')}"
            break
    level, _, code = rest.get(parametres.TERRITOIRE, "").partition(":")
    if path == "" and level in _LEVELS:
        path = f"{_LEVELS[level]}/{quote(_name(liens, level, code), safe='')}"
        del rest[parametres.TERRITOIRE]
    return Adresse(path, rest).on().removeprefix("/")


def _name(liens: Liens, level: str | None, code: str) -> str:
    known = level is not None and (level, code) in liens.territoires.members
    return liens.name(Territoire(level, code)) if level is not None and known else code


def vignette(version: str, departement: str | None) -> str:
    """Address of the picture that goes with a link, relative to the site.

    >>> vignette("v1", None), vignette("v1", "34")
    ('partage/v1/region.png', 'partage/v1/departement/34.png')
    """
    return f"partage/{version}/{f'departement/{quote(departement)}' if departement else 'region'}.png"


def frame_code(site: str, title: str, query: Mapping[str, str]) -> str:
    """HTML to paste in a page of another site: the light atlas in a frame, and the script that gives it its height.

    >>> print(frame_code("https://atlas.example", "Carte d'essai", {"commune": "98001"}))
    <iframe data-atlas src="https://atlas.example/atlas/?embed=true&amp;commune=98001" title="Carte d&#x27;essai"
      width="100%" height="720" loading="lazy" allow="geolocation" style="border: 0"></iframe>
    <script src="https://atlas.example/app/static/partage/cadre.js" async></script>
    """
    source = Adresse(LEGER, {parametres.EMBED: "true", **query}).on(site)
    return (
        f'<iframe data-atlas src="{escape(source)}" title="{escape(title)}"\n'
        f'  width="100%" height="{HEIGHT}" loading="lazy" allow="geolocation" style="border: 0"></iframe>\n'
        f'<script src="{escape(f"{site}/{SCRIPT}")}" async></script>'
    )


def embedders(value: str) -> tuple[str, ...]:
    """Sites allowed to embed this one, read from the environment variable's value; « * » for the light atlas anywhere.

    Raises
    ------
    ValueError
        If one is not an https origin. The text goes into a header: nothing else may enter it, and a mistake should
        stop the start rather than open or close the site silently.

    >>> embedders("https://WWW.exemple.fr/  https://*.exemple.org:8443 https://intranet")
    ('https://www.exemple.fr', 'https://*.exemple.org:8443', 'https://intranet')
    >>> embedders("*")
    ('*',)
    """
    return tuple(site if site == EVERYWHERE else _origin(site) for site in value.split())


def _origin(site: str) -> str:
    origin = site.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(origin) or not _has_port(origin):
        raise ValueError(texts.NOT_EMBEDDER.format(reglage=EMBED_VARIABLE, lu=site))
    return origin


def public_address(value: str) -> str:
    """Public address of the atlas, read from the environment variable's value; empty when it is not set.

    Raises
    ------
    ValueError
        If it is not that of a site: the atlas lives at the root of its host.

    >>> public_address(" https://atlas.example/ "), public_address("http://intranet:8501"), public_address("")
    ('https://atlas.example', 'http://intranet:8501', '')
    """
    address = value.strip().rstrip("/")
    if address and not (_SITE.fullmatch(address) and _has_port(address)):
        raise ValueError(texts.NOT_PUBLIC_ADDRESS.format(reglage=SITE_VARIABLE, lu=value.strip()))
    return address


def _has_port(address: str) -> bool:
    """True if the port of an address is valid or absent."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False
