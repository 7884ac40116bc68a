"""The panel beside the map: the answer for one commune, or how to ask."""

from typing import Any

from clauses.catalogue import Catalogue, load_vue
from clauses.domain.reponse import Reponse, repondre
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.ui import blocks, texts
from clauses.views import adresses
from clauses.views import reponse as words
from clauses.views.formats import percent
from clauses.views.html import trusted


def show_accueil(catalogue: Catalogue) -> None:
    """What the atlas is for, in ten seconds."""
    vue = load_vue(Selection())
    blocks.show_rendered(vue.keep("accueil", lambda: render_accueil(catalogue)))


def render_accueil(catalogue: Catalogue) -> str:
    """The same, as HTML."""
    vue = load_vue(Selection())
    return blocks.render(
        "accueil.html",
        part=percent(part_couverte(vue.couverture.summary(vue.positions)) or 0, 0),
        suite=texts.accueil_suite(catalogue.territoires.region_nom),
        notes=catalogue.notes,
    )


def show_reponse(catalogue: Catalogue, code: str, donneur_ordre: str | None) -> None:
    """Who to call in this commune, for what, and who else covers it.

    The answer does not depend on the types of structure ticked on the map: hiding a layer must not hide a guichet
    from the person who needs it.
    """
    blocks.show_rendered(render_reponse(catalogue, code, donneur_ordre))


def render_reponse(catalogue: Catalogue, code: str, donneur_ordre: str | None) -> str:
    """The same, as HTML."""
    reponse = repondre(load_vue(Selection(donneur_ordre=donneur_ordre)).couverture, code)
    quartiers = ", ".join(words.district_names(catalogue.qpv, code))
    return blocks.render(
        "panneau.html",
        commune={
            "nom": reponse.nom,
            "lieu": words.place(code, catalogue.territoires),
            "fiche": adresses.fiche(Territoire(COMMUNE, code)),
        },
        reponse=words.phrase(reponse),
        carte=lambda item, principal: _rendered("carte.html", item=item, principal=principal),
        proche=_near(reponse, catalogue),
        quartiers=_rendered("quartiers.html", quartiers=quartiers) if quartiers else "",
        **words.panneau(reponse, catalogue.typologies),
    )


def _near(reponse: Reponse, catalogue: Catalogue) -> str:
    if reponse.proche is None:
        return ""
    return _rendered("proche.html", proche=words.near_card(reponse.proche, catalogue.typologies), nom=reponse.nom)


def _rendered(template: str, **values: Any) -> str:
    return trusted(blocks.render(template, **values))
