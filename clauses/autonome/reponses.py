"""Answers for every commune and buyer: the panel of the map itself, rendered once per atome, its parts shared.

The same templates and sentences as on screen are rendered here; the browser only puts in what belongs to one commune,
where a mark stands.
"""

import re
from typing import Any

import numpy as np

from clauses.autonome.liens import Dossier
from clauses.autonome.zones import first_communes
from clauses.domain.couverture import STATUTS, Couverture
from clauses.domain.guichets import DONNEURS_ORDRE, Guichet, buyer_types
from clauses.domain.selection import Selection
from clauses.donnees import Moment, load_contenus
from clauses.rendu import blocs
from clauses.rendu.blocs import panneau
from clauses.rendu.formats import typographic
from clauses.rendu.html import trusted
from clauses.rendu.reponse import split
from clauses.rendu.termes import mark
from clauses.rendu.vues import load_vue

MARQUES = {name: f"\ue000{name}\ue000" for name in ("nom", "lieu", "quartiers", "proche", "distance")}
"""Where a commune's own words go. The sign around them is for private use: nobody types it."""

NOM, LIEU, QUARTIERS, PROCHE, DISTANCE = MARQUES.values()

_PART = re.compile(r"(<article.*?</article>)", flags=re.DOTALL)


class Morceaux:
    """Parts of HTML, each kept once."""

    def __init__(self) -> None:
        self.textes: list[str] = []
        self._ranks: dict[str, int] = {}
        self._lexique = load_contenus().lexique

    def add(self, html: str) -> list[int]:
        """Ranks of the parts of a block: a card of a guichet is one, what stands between is another."""
        return [self._add(part) for part in _PART.split(html.strip()) if part.strip()]

    def _add(self, part: str) -> int:
        if part not in self._ranks:
            self._ranks[part] = len(self.textes)
            self.textes.append(mark(part, self._lexique))
        return self._ranks[part]


def build_acheteurs(moment: Moment) -> dict[str, str]:
    """Buyer types that some guichet names, and their words."""
    return {code: typographic(DONNEURS_ORDRE.get(code, code)) for code in buyer_types(moment.guichets)}


def build_reponses(moment: Moment, atomes: np.ndarray, urls: Dossier) -> dict[str, Any]:
    """Panels by buyer (« » for all of them), then by atome; parts; nearest guichets as parts, by identifier.

    ``premiers`` names whom to call first, ``autres`` how many others there are, ``candidats`` the guichets that may be
    the nearest one, in the order of competence.
    """
    morceaux = Morceaux()
    codes = moment.territoires.communes.index[first_communes(atomes)].tolist()
    acheteurs = ["", *build_acheteurs(moment)]
    by_buyer = {}
    proches: dict[str, list[int]] = {}
    for acheteur in acheteurs:
        couverture = load_vue(moment, Selection(donneur_ordre=acheteur or None)).couverture
        candidats = [guichet for guichet in couverture.ordered if _is_candidate(guichet, couverture)]
        for guichet in candidats:
            if guichet.id not in proches:
                near = panneau.near_card((guichet, 0.0), moment) | {"distance": DISTANCE}
                proches[guichet.id] = morceaux.add(panneau.render_proche(near, NOM, urls))
        by_buyer[acheteur] = {
            "candidats": [guichet.id for guichet in candidats],
            "atomes": [_answer(moment, couverture, code, morceaux, urls) for code in codes],
        }
    return {"marques": MARQUES, "acheteurs": by_buyer, "proches": proches, "morceaux": morceaux.textes}


def _answer(moment: Moment, couverture: Couverture, code: str, morceaux: Morceaux, urls: Dossier) -> dict[str, Any]:
    statut = couverture.statut(code)
    firsts, others = split(couverture.competences(code), statut, couverture.donneur_ordre)
    sentence = panneau.phrase(couverture, code, NOM)
    html = blocs.render(
        "panneau.html",
        urls,
        commune={"nom": NOM, "lieu": LIEU, "fiche": ""},
        proche=trusted(PROCHE),
        quartiers=QUARTIERS,
        reponse=sentence,
        **panneau.panneau(moment, couverture, code),
    )
    return {
        "statut": STATUTS.index(statut),
        "phrase": typographic(sentence),
        "premiers": [competence.guichet.id for competence in firsts],
        "autres": len(others),
        "panneau": morceaux.add(html),
    }


def _is_candidate(guichet: Guichet, couverture: Couverture) -> bool:
    """As :meth:`Couverture.nearest` chooses."""
    return (
        guichet.is_avere
        and guichet.is_general(couverture.donneur_ordre)
        and guichet.commune_siege in couverture.territoires.positions
    )
