"""What an address asks of a first screen, read as the widgets of the screen read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clauses.domain.age import Mois
from clauses.domain.guichets import buyer_types
from clauses.domain.selection import Selection
from clauses.donnees import Moment, load_contenus
from clauses.rendu import blocs, parametres
from clauses.rendu.adresses import Adresse, selection_from, territoire_from
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.html import trusted
from clauses.rendu.termes import mark


@dataclass(frozen=True, slots=True)
class Champ:
    """A search field: where it is sent, under which name, and what goes along."""

    page: str
    etiquette: str
    exemple: str
    caches: Mapping[str, str]
    valeur: str = ""
    effacer: Adresse | None = None
    nom: str = parametres.TEXTE


@dataclass(frozen=True)
class Demande:
    """The data, the parameters of an address, the month of today, the mailbox of the team."""

    moment: Moment
    query: Mapping[str, str]
    mois: Mois
    boite: str

    @cached_property
    def selection(self) -> Selection:
        """Filters of the map; a value that does not exist is as if it were not there."""
        asked, moment = selection_from(self.query), self.moment
        kinds = None if asked.typologies is None else asked.typologies & moment.typologies.keys()
        buyer = asked.donneur_ordre if asked.donneur_ordre in buyer_types(moment.guichets) else None
        shown = Selection(kinds or None, buyer, asked.a_confirmer)
        return shown.at(territoire_from(self.query, moment.territoires))

    @property
    def affichage(self) -> Affichage:
        """What the colours of the map say."""
        asked = self.query.get(parametres.VUE, "")
        return Affichage(asked) if asked in list(Affichage) else Affichage.GUICHETS

    @property
    def is_embedded(self) -> bool:
        """True in the frame of another site."""
        return self.query.get(parametres.EMBED, "").lower() == "true"

    def chosen(self, nom: str, options: Mapping[str, str]) -> str:
        """What a parameter says among a few; the first is the default."""
        asked = self.query.get(nom, "")
        return asked if asked in options else next(iter(options))

    def segments(self, page: str, nom: str, titre: str, options: Mapping[str, str]) -> dict[str, Any]:
        """One choice among a few, as links."""
        rest, chosen = self.hidden(nom, parametres.PAGE), self.chosen(nom, options)
        first = next(iter(options))
        choix = [
            {
                "nom": label,
                "adresse": Adresse(page, rest if code == first else {**rest, nom: code}),
                "choisi": code == chosen,
            }
            for code, label in options.items()
        ]
        return {"titre": titre, "choix": choix}

    def number(self, nom: str, default: float, greatest: float) -> float:
        """A number of the address, within bounds."""
        try:
            asked = float(self.query.get(nom, ""))
        except ValueError:
            return default
        return asked if 0 <= asked <= greatest else default

    def hidden(self, *names: str) -> dict[str, str]:
        """What a form keeps of the address beside its own fields."""
        return {name: text for name, text in self.query.items() if name not in names}

    def without(self, *names: str) -> Adresse:
        """The address less some parameters; a link to it keeps the others."""
        return Adresse("", self.hidden(*names))


def bloc(template: str, **values: Any) -> str:
    """A block as the screens show it: its terms with their definition."""
    return marked(blocs.render(template, **values))


def marked(html: str) -> str:
    """A block that is rendered already."""
    return trusted(mark(html, load_contenus().lexique))
