"""Answers for every commune and buyer: the panel of the map itself, rendered once per situation.

A *situation* is the communes of an atome that have the same relays: they have the same answer. The same templates and
sentences as on screen are rendered here. A panel leaves a place for each of its cards, which many panels share; the
browser puts them in, then the words of the commune where a mark stands.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from markupsafe import escape

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.definitions import Definitions
from clauses.autonome.zones import first_communes
from clauses.domain.guichets import MOST_SWITCHES, buyer_types
from clauses.domain.reponse import Interlocuteur, Proche, Reponse, list_candidats, repondre
from clauses.domain.selection import Selection
from clauses.domain.statut import RANGS
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import blocs
from clauses.rendu import reponse as words
from clauses.rendu.blocs.panneau import render_connu
from clauses.rendu.contact import proposer, signaler
from clauses.rendu.html import mail_link, trusted
from clauses.rendu.mots import couverture as titres
from clauses.rendu.mots import reponse as mots
from clauses.rendu.mots.acheteurs import je_suis
from clauses.rendu.mots.autonome import edition
from clauses.rendu.mots.domaine import buyer
from clauses.rendu.vues import load_vue

MARQUES = {name: f"\ue000{name}\ue000" for name in ("nom", "lieu", "liste", "distance", "message", "phrase")}
"""Where a commune's own words go. The sign around them is for private use: nobody types it."""

NOM, LIEU, LISTE, DISTANCE, MESSAGE, PHRASE = MARQUES.values()
LIEU_TITRE, RECENTE = "{lieu}", "{recente}"
"""Where the headline names its territory and says how recent it is, written as the words of the scripts are."""


class Pieces:
    """Deduplicated blocks of HTML, each with its rank."""

    def __init__(self, finish: Callable[[str], str]) -> None:
        self.textes: list[str] = []
        self._ranks: dict[str, int] = {}
        self._finish = finish

    def add(self, html: str) -> int:
        if html not in self._ranks:
            self._ranks[html] = len(self.textes)
            self.textes.append(self._finish(html))
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
            name: [
                titres.suite(LIEU_TITRE, acheteur or None, RECENTE, filtree=filtree),
                titres.personne(LIEU_TITRE, acheteur or None, filtree=filtree),
            ]
            for name, filtree in (("tout", False), ("filtre", True))
        }
        for acheteur in ["", *buyer_types(moment.guichets)]
    }


def list_situations(moment: Moment, atomes: np.ndarray) -> np.ndarray:
    """Rank of the situation of each commune, in the order of ``Territoires.communes``."""
    relais = [tuple(each.id for each in moment.index_relais.find(code)) for code in moment.territoires.communes.index]
    ranks: dict[tuple[int, tuple[str, ...]], int] = {}
    return np.array([ranks.setdefault(key, len(ranks)) for key in zip(atomes.tolist(), relais, strict=True)])


def build_reponses(moment: Moment, situations: np.ndarray, urls: UrlsDossier, boite: str) -> dict[str, Any]:
    """Answers by buyer (« » for all of them), then by situation.

    Each has its sentence (a rank in ``phrases``), whom to contact (``suites``, keys of ``contacts``), how many others
    there are, in words (``autres``), and its panel, a rank in ``panneaux``, whose places are filled with ``cartes``,
    with one of ``proches`` (by identifier of the guichet), with ``connu`` or ``signaler`` and with ``quartiers``;
    ``candidats`` are the guichets that may be the nearest one, in the order of competence.
    """
    codes = moment.territoires.communes.index[first_communes(situations)].tolist()
    definitions, message = Definitions(), mail_link("", *mots.message(NOM)).partition("?")[2]

    def finish(html: str) -> str:
        return definitions.finish(html).replace(str(escape(message)), MESSAGE)

    cartes, panneaux, phrases = Pieces(finish), Pieces(finish), Pieces(finish)
    by_buyer = {}
    proches: dict[str, str] = {}
    contacts: dict[str, dict[str, str]] = {}
    for acheteur in ["", *build_acheteurs(moment)]:
        couverture = load_vue(moment, Selection(donneur_ordre=acheteur or None)).couverture
        candidats = list_candidats(couverture)
        for guichet in candidats:
            near = words.near_card(Proche(guichet, 0), moment.typologies, moment.territoires, NOM)
            html = blocs.render("proche.html", urls, proche=near | {"distance": DISTANCE}, nom=NOM, annee=moment.annee)
            proches.setdefault(guichet.id, finish(html))
        answers = [repondre(couverture, code, moment.index_relais) for code in codes]
        named = [*candidats, *(each for answer in answers for each in answer.suites)]
        contacts |= {_key(each): words.contact(each, moment.territoires) for each in named}
        by_buyer[acheteur] = {
            "candidats": [guichet.id for guichet in candidats],
            "situations": [_answer(moment, answer, (panneaux, cartes, phrases), urls) for answer in answers],
        }
    erreur = signaler(boite, NOM, "", edition(moment.edition, moment.actualisee_le))
    return {
        "marques": MARQUES,
        "acheteurs": by_buyer,
        "phrases": phrases.textes,
        "panneaux": panneaux.textes,
        "cartes": cartes.textes,
        "proches": proches,
        "contacts": contacts,
        "definitions": definitions.textes,
        "message": message,
        "quartiers": blocs.render("quartiers.html", quartiers=LISTE),
        "connu": render_connu(NOM, proposer(boite, NOM), erreur),
        "signaler": render_connu(NOM, "", erreur),
    }


def _key(entry: Interlocuteur) -> str:
    """Key of whom to contact: a guichet and a relay may have the same identifier."""
    return f"{type(entry).__name__.lower()}/{entry.id}"


def _answer(
    moment: Moment, reponse: Reponse, pieces: tuple[Pieces, Pieces, Pieces], urls: UrlsDossier
) -> dict[str, Any]:
    panneaux, cartes, phrases = pieces

    def place(template: str, **values: Any) -> str:
        return _place(cartes.add(blocs.render(template, urls, **values, annee=moment.annee)))

    html = blocs.render(
        "panneau.html",
        urls,
        commune={"nom": NOM, "lieu": LIEU, "fiche": ""},
        encadre=lambda item, principal: place("guichet_encadre.html", item=item, principal=principal),
        encadre_relais=lambda item: place("relais.html", item=item),
        proche=_place("proche"),
        quartiers=_place("quartiers"),
        connu=_place("signaler" if reponse.statut.is_couvert else "connu"),
        **words.panneau(reponse, moment.typologies, moment.territoires, NOM) | {"reponse": PHRASE},
    )
    return {
        "statut": RANGS[reponse.statut],
        "phrase": phrases.add(str(escape(typographic(words.phrase(reponse, NOM))))),
        "suites": [_key(each) for each in reponse.suites],
        "autres": words.others_words(reponse),
        "panneau": panneaux.add(html),
    }


def _place(piece: int | str) -> str:
    """A place in a panel, for a card (by its rank) or for a block of the commune (by its name)."""
    return trusted(f'<div data-piece="{piece}"></div>')
