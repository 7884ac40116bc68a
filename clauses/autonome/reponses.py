"""Answers for every commune and buyer: the panel of the map itself, rendered once per atome.

The same templates and sentences as on screen are rendered here. A panel leaves a place for each of its cards, which
many panels share; the browser puts them in, then the words of the commune where a mark stands.
"""

from typing import Any

import numpy as np

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.zones import first_communes
from clauses.domain.guichets import MOST_SWITCHES, buyer_types
from clauses.domain.reponse import Proche, Reponse, list_candidats, repondre
from clauses.domain.selection import Selection
from clauses.domain.statut import RANGS
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, load_contenus
from clauses.rendu import blocs
from clauses.rendu import reponse as words
from clauses.rendu.html import trusted
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots.acheteurs import je_suis
from clauses.rendu.mots.domaine import buyer
from clauses.rendu.termes import mark
from clauses.rendu.vues import load_vue

MARQUES = {name: f"\ue000{name}\ue000" for name in ("nom", "lieu", "liste", "distance")}
"""Where a commune's own words go. The sign around them is for private use: nobody types it."""

NOM, LIEU, LISTE, DISTANCE = MARQUES.values()
LIEU_TITRE = "{lieu}"
"""Where the headline names its territory, written as the words of the scripts are."""


class Pieces:
    """Deduplicated blocks of HTML, each with its rank."""

    def __init__(self) -> None:
        self.textes: list[str] = []
        self._ranks: dict[str, int] = {}

    def add(self, html: str) -> int:
        if html not in self._ranks:
            self._ranks[html] = len(self.textes)
            self.textes.append(_finish(html))
        return self._ranks[html]


def build_acheteurs(moment: Moment) -> dict[str, str]:
    """Buyer types that some guichet names, and the words of their switch, or of their place in a list."""
    codes = buyer_types(moment.guichets)
    said = je_suis if len(codes) <= MOST_SWITCHES else buyer
    return {code: said(code) for code in codes}


def build_phrases(moment: Moment) -> dict[str, dict[str, list[str]]]:
    """The headline for each buyer, where all types are shown and where some are hidden.

    Each is a pair: what comes after the share of the inhabitants, and what is said where it is nothing.
    """
    return {
        acheteur: {
            name: [words(LIEU_TITRE, acheteur or None, filtree=filtree) for words in (mots.suite, mots.personne)]
            for name, filtree in (("tout", False), ("filtre", True))
        }
        for acheteur in ["", *buyer_types(moment.guichets)]
    }


def build_reponses(moment: Moment, atomes: np.ndarray, urls: UrlsDossier) -> dict[str, Any]:
    """Answers by buyer (« » for all of them), then by atome.

    Each names whom to call first (``premiers``), how many others there are (``autres``) and its panel, a rank in
    ``panneaux``, whose places are filled with ``cartes``, with one of ``proches`` (by identifier of the guichet) and
    with ``quartiers``; ``candidats`` are the guichets that may be the nearest one, in the order of competence.
    """
    codes = moment.territoires.communes.index[first_communes(atomes)].tolist()
    cartes, panneaux = Pieces(), Pieces()
    by_buyer = {}
    proches: dict[str, str] = {}
    for acheteur in ["", *build_acheteurs(moment)]:
        couverture = load_vue(moment, Selection(donneur_ordre=acheteur or None)).couverture
        candidats = list_candidats(couverture)
        for guichet in candidats:
            near = words.near_card(Proche(guichet, 0), moment.typologies, moment.territoires)
            proches.setdefault(
                guichet.id, _finish(blocs.render("proche.html", urls, proche=near | {"distance": DISTANCE}, nom=NOM))
            )
        by_buyer[acheteur] = {
            "candidats": [guichet.id for guichet in candidats],
            "atomes": [_answer(moment, repondre(couverture, code), panneaux, cartes, urls) for code in codes],
        }
    return {
        "marques": MARQUES,
        "acheteurs": by_buyer,
        "panneaux": panneaux.textes,
        "cartes": cartes.textes,
        "proches": proches,
        "quartiers": blocs.render("quartiers.html", quartiers=LISTE),
    }


def _answer(moment: Moment, reponse: Reponse, panneaux: Pieces, cartes: Pieces, urls: UrlsDossier) -> dict[str, Any]:
    sentence = words.phrase(reponse, NOM)
    html = blocs.render(
        "panneau.html",
        urls,
        commune={"nom": NOM, "lieu": LIEU, "fiche": ""},
        reponse=sentence,
        encadre=lambda item, principal: _place(
            cartes.add(blocs.render("guichet_encadre.html", urls, item=item, principal=principal))
        ),
        proche=_place("proche"),
        quartiers=_place("quartiers"),
        **words.panneau(reponse, moment.typologies, moment.territoires),
    )
    return {
        "statut": RANGS[reponse.statut],
        "phrase": typographic(sentence),
        "premiers": [reponse.premier.guichet.id] if reponse.premier else [],
        "autres": len(reponse.autres),
        "panneau": panneaux.add(html),
    }


def _place(piece: int | str) -> str:
    """A place in a panel, for a card (by its rank) or for a block of the commune (by its name)."""
    return trusted(f'<div data-piece="{piece}"></div>')


def _finish(html: str) -> str:
    return mark(html.strip(), load_contenus().lexique)
