"""Links of the blocks, made for the screens of the application, as they must be in the atlas without server."""

import re
from html import escape, unescape
from urllib.parse import parse_qsl, quote, urlencode

from clauses.rendu.ecrans import ECRANS

_SCREENS = "|".join(re.escape(ecran.url_path or "./") for ecran in ECRANS if not ecran.is_equipe)
_HREF = re.compile(rf'<a href="({_SCREENS})(?:\?([^"#]*))?(?:#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)
_HERE = {"./": "", "annuaire": "annuaire", "heures": "heures", "presenter": "presentation"}
"""Screens that the atlas has too, and their names there."""


def relink(html: str, site: str = "") -> str:
    """The same block: sheets and places lead within the atlas; what it does not have leads to the application.

    ``site`` is the public address of the application; without one, such a link is a text.

    >>> relink('<a href="annuaire?guichet=mics-34">Sa fiche</a>, <a href="territoire?territoire=DEP:34">Hérault</a>')
    '<a href="#/guichet/mics-34">Sa fiche</a>, Hérault'
    >>> relink('<a href="territoire?territoire=DEP:34">Hérault</a>', "https://exemple.fr")
    '<a href="https://exemple.fr/territoire?territoire=DEP:34" target="_blank" rel="noopener">Hérault</a>'
    >>> relink('<a href="./?commune=34032">Béziers</a> <a href="https://exemple.fr" target="_blank">Site</a>')
    '<a href="#/commune/34032">Béziers</a> <a href="https://exemple.fr" target="_blank">Site</a>'
    >>> relink('<a href="./?commune=34032&amp;acheteur=etat">ici</a>, <a href="annuaire?liste=structures">là</a>')
    '<a href="#/commune/34032?acheteur=etat">ici</a>, <a href="#/annuaire?liste=structures">là</a>'
    """
    return _HREF.sub(lambda match: _relinked(match, escape(site)), html)


def _relinked(match: re.Match[str], site: str) -> str:
    screen, query, attributes, words = match.groups()
    target = _target(screen, dict(parse_qsl(unescape(query or ""))))
    if target is None and site:
        target = f"{site}/{screen}{f'?{query}' if query else ''}"
        attributes = ' target="_blank" rel="noopener"'
    return words if target is None else f'<a href="{target}"{attributes}>{words}</a>'


def _target(screen: str, query: dict[str, str]) -> str | None:
    """Address within the atlas; ``None`` for a screen that it does not have."""
    if screen not in _HERE:
        return None
    path = _HERE[screen]
    for name in ("guichet", "structure", "commune"):
        if name in query:
            path = f"{name}/{quote(query.pop(name), safe='')}"
            break
    return escape(f"#/{path}{f'?{urlencode(query)}' if query else ''}")
