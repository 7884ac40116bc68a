"""The panel beside the map: the answer for one commune, or how to ask."""

from typing import Any

from clauses.domain.couverture import Competence, Couverture
from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu.blocs import render
from clauses.rendu.formats import count, number, percent, typographic
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas as texts
from clauses.rendu.reponse import card, district_names, split
from clauses.rendu.vues import load_vue


@kept(2)
def render_accueil(moment: Moment) -> str:
    """What the atlas is for, in ten seconds."""
    vue = load_vue(moment, Selection())
    summary = vue.couverture.summary(vue.positions)
    covered = summary["population_local"] + summary["population_departemental"]
    return render(
        "accueil.html",
        part=percent(covered / max(summary["population"], 1), 0),
        suite=texts.accueil_suite(moment.territoires.region_nom),
        notes=moment.notes,
    )


def render_reponse(moment: Moment, code: str, donneur_ordre: str | None) -> str:
    """Who to call in this commune, for what, and who else covers it.

    The answer does not depend on the types of structure ticked on the map: hiding a layer must not hide a guichet
    from the person who needs it.
    """
    couverture = load_vue(moment, Selection(donneur_ordre=donneur_ordre)).couverture
    commune = moment.territoires.communes.loc[code]
    nearest = None if couverture.statut(code).is_couvert else couverture.nearest(code)
    shown = {competence.guichet.id for competence in couverture.competences(code)}
    near = nearest if nearest and nearest[0].id not in shown else None
    nom = str(commune["nom"])
    values = panneau(moment, couverture, code) | {
        "commune": {
            "nom": nom,
            "lieu": _place(moment, code),
            "fiche": adresses.fiche(Territoire(COMMUNE, code)),
        },
        "proche": "" if near is None else render_proche(near_card(near, moment), nom),
        "quartiers": ", ".join(district_names(moment.qpv, code)),
    }
    return render("panneau.html", **values, reponse=phrase(couverture, code, nom))


def panneau(moment: Moment, couverture: Couverture, code: str) -> dict[str, Any]:
    """What the panel says of a commune that is as true of all those with the same guichets in its département."""
    statut, competences = couverture.statut(code), couverture.competences(code)
    firsts, others = split(competences, statut, couverture.donneur_ordre)
    departement = str(moment.territoires.communes.at[code, "code_departement"])
    coordinating = [] if statut.is_couvert else couverture.coordinations(departement)
    shown = {competence.guichet.id for competence in competences}
    return {
        "statut": statut.value,
        "principaux": [_card(competence, moment) for competence in firsts],
        "titre_autres": texts.autres_title(len(others)),
        "autres": [_card(competence, moment) for competence in others],
        "departementales": [_elsewhere(guichet, moment) for guichet in coordinating if guichet.id not in shown],
    }


def phrase(couverture: Couverture, code: str, nom: str) -> str:
    """Who to call, in one sentence, in the commune of this name."""
    statut = couverture.statut(code)
    firsts, _ = split(couverture.competences(code), statut, couverture.donneur_ordre)
    return texts.reponse(nom, statut, firsts[0].guichet if firsts else None, couverture.donneur_ordre)


def render_proche(proche: dict[str, Any], nom: str, urls: adresses.Urls = adresses.SITE) -> str:
    """The nearest guichet of a commune that has none, as HTML."""
    return trusted(render("proche.html", urls, proche=proche, nom=nom))


def _card(competence: Competence, moment: Moment) -> dict:
    guichet = competence.guichet
    return card(guichet, texts.NIVEAU_LABELS[competence.niveau], _buyers(guichet), moment.typologies)


def near_card(nearest: tuple[Guichet, float], moment: Moment) -> dict:
    """The nearest guichet as a card, with its distance in words."""
    guichet, distance = nearest
    return _elsewhere(guichet, moment) | {"distance": f"{number(distance)}\u00a0km"}


def _elsewhere(guichet: Guichet, moment: Moment) -> dict:
    return card(guichet, texts.NIVEAU_ELSEWHERE, _buyers(guichet), moment.typologies)


def _buyers(guichet: Guichet) -> str:
    return "" if TOUS in guichet.donneurs_ordre else texts.buyers(guichet.donneurs_ordre)


def _place(moment: Moment, code: str) -> str:
    territoires = moment.territoires
    commune = territoires.communes.loc[code]
    parts = [
        territoires.name("EPCI", commune["code_epci"]) if commune["code_epci"] else "",
        territoires.name("DEP", commune["code_departement"]),
        count(int(commune["population"]), "habitant"),
    ]
    return typographic(" · ".join(filter(None, parts)))
