"""Printed map in words: its title, the entries of its list, its sources, its address."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from clauses.domain.guichets import ORGANISME, Guichet, Typologie
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoires
from clauses.domain.typographie import NO_BREAK
from clauses.rendu import adresses
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.guichets import A_CONFIRMER, constat, only_for
from clauses.rendu.heures import short_source
from clauses.rendu.html import host
from clauses.rendu.parametres import EDITION

LONGEST_CONTACT = 34
"""Characters: a longer mailbox or host is left to the atlas."""
LONGEST_TEXT = 160
"""Characters of a name, or of its second line: four lines or so."""


def titre(territoires: Territoires, departement: str | None) -> str:
    """« Occitanie », « Hérault (34) »."""
    if departement is None:
        return territoires.region_nom
    return f"{territoires.name(DEPARTEMENT, departement)} ({departement})"


def detail(
    guichet: Guichet, typologies: Mapping[str, Typologie], territoires: Territoires, departement: str | None = None
) -> str:
    r"""Second line of an entry: type, seat, what the reader must beware of, when it was established, contact.

    A seat out of the département that is printed has its own written beside it.

    >>> from clauses.domain.territoires import example_territoires
    >>> seen = Guichet("g", "Essai", role="coordination", commune_siege="98002", constate_en=2024, telephone="05 61")
    >>> detail(seen, {}, example_territoires())
    "Typologie inconnue, coordination · L'Épreuve · constaté en 2024, périmètre à préciser · 05\xa061"
    """
    kind = typologies.get(guichet.typologie, UNKNOWN).libelle
    beware = []
    if not guichet.is_avere:
        beware.append(A_CONFIRMER)
    beware.append(constat(guichet)[:1].lower() + constat(guichet)[1:])
    if not guichet.perimetre:
        beware.append("périmètre à préciser")
    beware += filter(None, [only_for(guichet)])
    known = guichet.commune_siege in territoires.positions
    said = guichet.is_guichet or "coordination" in kind.casefold()
    parts = (
        kind if said else f"{kind}, coordination",
        _seat(guichet.commune_siege, territoires, departement) if known else "",
        ", ".join(beware),
        contact(guichet),
    )
    return " · ".join(filter(None, parts))


def _seat(code: str, territoires: Territoires, departement: str | None) -> str:
    own = territoires.communes.at[code, "code_departement"]
    name = territoires.name(COMMUNE, code)
    return name if departement in (None, own) else f"{name} ({own})"


def shortened(text: str) -> str:
    """As much of a text as an entry of the list may hold."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1].rstrip()}…"


def contact(guichet: Guichet) -> str:
    """The shortest way to reach it: telephone, mailbox, or site; empty when none is known or short enough.

    A switchboard is said to be one, and of what year.
    """
    telephone = guichet.telephone.replace(" ", NO_BREAK)
    if telephone and guichet.contact_portee == ORGANISME:
        telephone = f"{telephone} ({', '.join(filter(None, ('standard', str(guichet.contact_annee or ''))))})"
    ways = (telephone, guichet.courriel, host(guichet.site) if guichet.site else "")
    return next((way for way in ways if way and len(way) <= LONGEST_CONTACT), "")


def sources(guichets: Iterable[Guichet]) -> list[str]:
    """Sources of the guichets shown, those cited most first."""
    cited: dict[str, int] = {}
    for guichet in guichets:
        for source in dict.fromkeys(map(short_source, guichet.source)):
            cited[source] = cited.get(source, 0) + 1
    return sorted(cited, key=lambda source: -cited[source])


def page(selection: Selection, edition: int | None) -> str:
    """Address of the same map, relative to the site; ``edition`` for one that was opened again.

    >>> page(Selection(departement="34", a_confirmer=False), 3), page(Selection(), None)
    ('?a_confirmer=non&departement=34&edition=3', '')
    """
    query = adresses.selection_query(selection)
    if edition is not None:
        query[EDITION] = str(edition)
    return f"?{urlencode(query)}" if query else ""
