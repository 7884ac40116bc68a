"""The panel beside the map: the answer for one commune, or how to ask."""

from clauses.catalogue import Catalogue, Vue, load_vue
from clauses.domain.couverture import Competence
from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.ui import blocks, texts
from clauses.views import adresses
from clauses.views.formats import count, number, percent, typographic
from clauses.views.reponse import card, district_names, split


def show_accueil(catalogue: Catalogue) -> None:
    """What the atlas is for, in ten seconds."""
    vue = load_vue(Selection())
    blocks.show_rendered(vue.keep("accueil", lambda: _render_accueil(catalogue, vue)))


def _render_accueil(catalogue: Catalogue, vue: Vue) -> str:
    summary = vue.couverture.summary(vue.positions)
    covered = summary["population_local"] + summary["population_departemental"]
    return blocks.render(
        "accueil.html",
        part=percent(covered / max(summary["population"], 1), 0),
        suite=texts.accueil_suite(catalogue.territoires.region_nom),
        notes=catalogue.notes,
    )


def show_reponse(catalogue: Catalogue, code: str, donneur_ordre: str | None) -> None:
    """Who to call in this commune, for what, and who else covers it.

    The answer does not depend on the types of structure ticked on the map: hiding a layer must not hide a guichet
    from the person who needs it.
    """
    couverture = load_vue(Selection(donneur_ordre=donneur_ordre)).couverture
    statut, competences = couverture.statut(code), couverture.competences(code)
    firsts, others = split(competences, statut, donneur_ordre)
    commune = catalogue.territoires.communes.loc[code]
    nearest = None if statut.is_couvert else couverture.nearest(code)
    shown = {competence.guichet.id for competence in competences}
    near = nearest if nearest and nearest[0].id not in shown else None
    departement = [] if statut.is_couvert else couverture.coordinations(str(commune["code_departement"]))
    blocks.show(
        "panneau.html",
        commune={
            "nom": commune["nom"],
            "lieu": _place(catalogue, code),
            "fiche": adresses.fiche(Territoire(COMMUNE, code)),
        },
        statut=statut.value,
        reponse=texts.reponse(str(commune["nom"]), statut, firsts[0].guichet if firsts else None, donneur_ordre),
        principaux=[_card(competence, catalogue) for competence in firsts],
        titre_autres=texts.autres_title(len(others)),
        autres=[_card(competence, catalogue) for competence in others],
        proche=None if near is None else near_card(near, catalogue),
        departementales=[_elsewhere(guichet, catalogue) for guichet in departement if guichet.id not in shown],
        quartiers=", ".join(district_names(catalogue.qpv, code)),
    )


def _card(competence: Competence, catalogue: Catalogue) -> dict:
    guichet = competence.guichet
    return card(guichet, texts.NIVEAU_LABELS[competence.niveau], _buyers(guichet), catalogue.typologies)


def near_card(nearest: tuple[Guichet, float], catalogue: Catalogue) -> dict:
    """The nearest guichet as a card, with its distance in words."""
    guichet, distance = nearest
    return _elsewhere(guichet, catalogue) | {"distance": f"{number(distance)}\u00a0km"}


def _elsewhere(guichet: Guichet, catalogue: Catalogue) -> dict:
    return card(guichet, texts.NIVEAU_ELSEWHERE, _buyers(guichet), catalogue.typologies)


def _buyers(guichet: Guichet) -> str:
    return "" if TOUS in guichet.donneurs_ordre else texts.buyers(guichet.donneurs_ordre)


def _place(catalogue: Catalogue, code: str) -> str:
    territoires = catalogue.territoires
    commune = territoires.communes.loc[code]
    parts = [
        territoires.name("EPCI", commune["code_epci"]) if commune["code_epci"] else "",
        territoires.name("DEP", commune["code_departement"]),
        count(int(commune["population"]), "habitant"),
    ]
    return typographic(" · ".join(filter(None, parts)))
