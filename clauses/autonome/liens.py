"""Links of the blocks, made for the screens of the application, as they must be in the atlas without server."""

import re
from html import escape

_SCREENS = "annuaire|territoire|calculateur|heures|retours|outils|glossaire|donnees|presenter|\\./"
_HREF = re.compile(rf'<a href="({_SCREENS})((?:\?[^"]*)?)"([^>]*)>(.*?)</a>', re.DOTALL)
_ENTRY = re.compile(r"\?(guichet|structure)=([^&]+)$")
_COMMUNE = re.compile(r"\?commune=([^&]+)$")
_DEPARTEMENT = re.compile(r"\?departement=([^&]+)$")


def relink(html: str, site: str = "") -> str:
    """The same block: sheets and places lead within the atlas; what it does not have leads to the application.

    ``site`` is the public address of the application; without one, such a link is a text.

    >>> relink('<a href="annuaire?guichet=mics-34">Sa fiche</a>, <a href="territoire?territoire=DEP:34">Hérault</a>')
    '<a href="#/guichet/mics-34">Sa fiche</a>, Hérault'
    >>> relink('<a href="territoire?territoire=DEP:34">Hérault</a>', "https://exemple.fr")
    '<a href="https://exemple.fr/territoire?territoire=DEP:34" target="_blank" rel="noopener">Hérault</a>'
    >>> relink('<a href="./?commune=34032">Béziers</a> <a href="https://exemple.fr" target="_blank">Site</a>')
    '<a href="#/commune/34032">Béziers</a> <a href="https://exemple.fr" target="_blank">Site</a>'
    """
    return _HREF.sub(lambda match: _relinked(match, escape(site)), html)


def _relinked(match: re.Match[str], site: str) -> str:
    screen, query, attributes, words = match.groups()
    entry, commune, departement = (each.search(query) for each in (_ENTRY, _COMMUNE, _DEPARTEMENT))
    target = ""
    if screen == "annuaire" and entry:
        target = f"#/{entry[1]}/{entry[2]}"
    elif screen == "./" and commune:
        target = f"#/commune/{commune[1]}"
    elif screen == "./" and departement:
        target = f"#/?departement={departement[1]}"
    elif site:
        target, attributes = f"{site}/{screen.removeprefix('./')}{query}", ' target="_blank" rel="noopener"'
    return f'<a href="{target}"{attributes}>{words}</a>' if target else words
