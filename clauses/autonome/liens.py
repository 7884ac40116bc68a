"""URL builder of the atlas without server: the views that it has, and the application for the others."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from clauses.rendu import ecrans, parametres
from clauses.rendu.adresses import Adresse

_HERE = {
    ecrans.CARTE.url_path: "",
    ecrans.ANNUAIRE.url_path: "annuaire",
    ecrans.HEURES.url_path: "heures",
    ecrans.PRESENTATION.url_path: "presentation",
}
"""Screens that the atlas has too, and their names there."""

_NAMED = {parametres.GUICHET: "guichet", parametres.STRUCTURE: "structure", parametres.COMMUNE: "commune"}
"""Views named by what they show."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Links of the folder; ``site`` is the public address of the application, empty when there is none to lead to.

    >>> Dossier().url(Adresse("annuaire", {"guichet": "mics-34"}))
    '#/guichet/mics-34'
    >>> Dossier().url(Adresse("", {"commune": "34032", "acheteur": "etat"}))
    '#/commune/34032?acheteur=etat'
    >>> Dossier().url(Adresse("calculateur")), Dossier("https://exemple.fr").url(Adresse("calculateur"))
    (None, 'https://exemple.fr/calculateur')
    """

    site: str = ""

    def url(self, adresse: Adresse) -> str | None:
        if adresse.page not in _HERE:
            return adresse.on(self.site) if self.site else None
        query, path = dict(adresse.query), _HERE[adresse.page]
        for parameter, vue in _NAMED.items():
            if parameter in query:
                path = f"{vue}/{quote(query.pop(parameter), safe='')}"
                break
        return f"#/{path}?{urlencode(query)}" if query else f"#/{path}"
