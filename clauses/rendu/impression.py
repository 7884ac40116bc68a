"""Words of the printed map: titles, what the list says of a guichet, legend, sources and credits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from clauses.domain.guichets import DONNEURS_ORDRE, Guichet, Typologie
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoires
from clauses.domain.typographie import NO_BREAK
from clauses.rendu import adresses
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.formats import count, day, number
from clauses.rendu.guichets import A_CONFIRMER, constat, only_for
from clauses.rendu.heures import short_source
from clauses.rendu.html import host
from clauses.rendu.parametres import EDITION

LONGEST_CONTACT = 34
"""Characters: a longer mailbox or host is left to the atlas."""
LONGEST_TEXT = 160
"""Characters of a name, or of its second line: four lines or so."""

OBJET = "Guichets territoriaux des clauses sociales"
SUJET = "Typologie des structures et périmètres"
TYPES_TITLE = "Type de structure le plus proche du terrain"
TERRITOIRES_TITLE = "Territoires"
SIEGES_TITLE = "Sièges"
LISTE_TITLE = "Les guichets"
LISTE_SUITE = "Les guichets (suite)"
LISTE_VIDE = "Aucun guichet documenté ici : cela ne veut pas dire qu’il n’y en a pas."
LISTE_AILLEURS = "Suite de la liste page suivante"
NOTES_TITLE = "À savoir"
SIEGES: Mapping[str, str] = {
    "guichet": "Ouvert à tous",
    "secteur": "Certains acheteurs",
    "coordination": "Coordination",
    "a_confirmer": "À confirmer",
}
CREDITS = (
    "Contours : IGN (ADMIN EXPRESS) et INSEE. Données et carte sous Licence Ouverte 2.0. "
    "Projection conique conforme centrée sur la carte."
)
NORD = "N"
ATLAS = "Atlas des clauses sociales"
QUESTION = "Qui appeler pour une clause sociale ?"
COUVERTS = "des habitants ont un guichet avéré, ouvert à tous les acheteurs"
AUCUN_COUVERT = "Aucun guichet avéré, ouvert à tous les acheteurs, n’y est documenté à ce jour."


def titre(territoires: Territoires, departement: str | None) -> str:
    """« Occitanie », « Hérault (34) »."""
    if departement is None:
        return territoires.region_nom
    return f"{territoires.name(DEPARTEMENT, departement)} ({departement})"


def alternative(titre: str) -> str:
    """What the map shows, for who does not see it."""
    return (
        f"Carte : {titre}. Chaque territoire a la couleur et la hachure du type de structure le plus proche du "
        "terrain ; les numéros des sièges sont ceux de la liste des guichets."
    )


def mise_a_jour(actualisee_le: date | None, edition: int | None, *, modifiee: bool) -> str:
    """« Carte actualisée le …, édition n° 3 »; whether files were edited by hand since."""
    words = f"Carte actualisée le {day(actualisee_le)}" if actualisee_le else "Carte non datée"
    if edition is not None:
        words += f", édition n°{NO_BREAK}{edition}"
    return f"{words}, modifiée depuis" if modifiee else words


def filtres(selection: Selection, typologies: Mapping[str, Typologie]) -> str:
    """What the map leaves out; empty when it shows everything."""
    words = []
    if selection.typologies is not None:
        kept = [typologie.libelle for code, typologie in typologies.items() if code in selection.typologies]
        words.append(f"types de structure : {', '.join(kept) or 'aucun'}")
    if selection.donneur_ordre:
        words.append(f"acheteur : {DONNEURS_ORDRE.get(selection.donneur_ordre, selection.donneur_ordre).lower()}")
    if not selection.a_confirmer:
        words.append("sans les guichets à confirmer")
    return f"Carte partielle, {' ; '.join(words)}" if words else ""


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
    """The shortest way to reach it: telephone, mailbox, or site; empty when none is known or short enough."""
    ways = (guichet.telephone.replace(" ", NO_BREAK), guichet.courriel, host(guichet.site) if guichet.site else "")
    return next((way for way in ways if way and len(way) <= LONGEST_CONTACT), "")


def autres(nombre: int) -> str:
    """What an image cannot hold."""
    return f"… et {count(nombre, 'autre')}, sur l’atlas"


def echelle(denominateur: float, format_: str) -> str:
    """« Échelle : 1/1 500 000 au format A4 »"""
    step = 10_000 if denominateur > 100_000 else 1_000
    return f"Échelle : environ 1/{number(round(denominateur / step) * step)} (papier {format_.upper()})"


def sources(guichets: Iterable[Guichet]) -> list[str]:
    """Sources of the guichets shown, those cited most first."""
    cited: dict[str, int] = {}
    for guichet in guichets:
        for source in dict.fromkeys(map(short_source, guichet.source)):
            cited[source] = cited.get(source, 0) + 1
    return sorted(cited, key=lambda source: -cited[source])


def sources_line(shown: Sequence[str], more: int) -> str:
    """The sources, and how many more."""
    rest = f" ; et {count(more, 'autre')}, dites ligne à ligne sur l’atlas" if more else ""
    return f"Sources : {' ; '.join(shown)}{rest}." if shown else "Sources : dites ligne à ligne sur l’atlas."


def page(selection: Selection, edition: int | None) -> str:
    """Address of the same map, relative to the site; ``edition`` for one that was opened again.

    >>> page(Selection(departement="34", a_confirmer=False), 3), page(Selection(), None)
    ('?a_confirmer=non&departement=34&edition=3', '')
    """
    query = adresses.selection_query(selection)
    if edition is not None:
        query[EDITION] = str(edition)
    return f"?{urlencode(query)}" if query else ""
