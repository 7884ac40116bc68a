"""The panel beside the map: the answer for one commune, or how to ask."""

from typing import Any

from clauses.domain.age import part_recente
from clauses.domain.reponse import Reponse, repondre
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu import reponse as words
from clauses.rendu.blocs import render
from clauses.rendu.formats import percent
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import lacunes, population
from clauses.rendu.mots.age import recente
from clauses.rendu.vues import load_vue


@kept(2)
def render_accueil(moment: Moment) -> str:
    """Welcome panel: the purpose of the atlas, in ten seconds."""
    vue = load_vue(moment, Selection())
    recent = part_recente(vue.couverture, vue.positions, moment.annee)
    return render(
        "accueil.html",
        part=percent(part_couverte(vue.couverture.summary(vue.positions)) or 0, 0),
        suite=texts.accueil_suite(moment.territoires.region_nom, recente(recent)),
        population=population.source(moment.territoires.annee_population),
        lacunes=adresses.lacunes(),
        lien_lacunes=lacunes.LIEN,
        notes=moment.notes,
    )


def render_reponse(moment: Moment, code: str, donneur_ordre: str | None) -> str:
    """Answer panel of a commune: the guichet to call, and the others that cover it.

    The answer does not depend on the types of structure ticked on the map: hiding a layer must not hide a guichet
    from the person who needs it.
    """
    reponse = repondre(load_vue(moment, Selection(donneur_ordre=donneur_ordre)).couverture, code)
    quartiers = ", ".join(words.district_names(moment.qpv, code))
    return render(
        "panneau.html",
        commune={
            "nom": reponse.nom,
            "lieu": words.place(code, moment.territoires),
            "fiche": adresses.fiche(Territoire(COMMUNE, code)),
        },
        reponse=words.phrase(reponse),
        encadre=lambda item, principal: _block("guichet_encadre.html", item=item, principal=principal),
        proche=_near(reponse, moment),
        quartiers=_block("quartiers.html", quartiers=quartiers) if quartiers else "",
        **words.panneau(reponse, moment.typologies, moment.territoires),
    )


def _near(reponse: Reponse, moment: Moment) -> str:
    if reponse.proche is None:
        return ""
    near = words.near_card(reponse.proche, moment.typologies, moment.territoires)
    return _block("proche.html", proche=near, nom=reponse.nom)


def _block(template: str, **values: Any) -> str:
    return trusted(render(template, **values))
