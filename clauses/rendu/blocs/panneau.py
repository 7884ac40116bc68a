"""The panel beside the map: the answer for one commune, or how to ask."""

from typing import Any

from clauses.domain.age import part_recente
from clauses.domain.reponse import Reponse
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu import reponse as words
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.blocs import render
from clauses.rendu.formats import percent
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import lacunes, population
from clauses.rendu.mots.age import recente
from clauses.rendu.vues import load_reponse, load_vue


@kept(2)
def render_accueil(moment: Moment, urls: Urls = SITE) -> str:
    """Welcome panel: the purpose of the atlas, in ten seconds."""
    vue = load_vue(moment, Selection())
    recent = part_recente(vue.couverture, vue.positions, moment.annee)
    return render(
        "accueil.html",
        urls,
        part=percent(part_couverte(vue.couverture.summary(vue.positions)) or 0, 0),
        suite=texts.accueil_suite(moment.territoires.region_nom, recente(recent)),
        population=population.source(moment.territoires.annee_population),
        lacunes=adresses.lacunes(Selection()),
        lien_lacunes=lacunes.LIEN,
        notes=moment.notes,
    )


def render_reponse(moment: Moment, code: str, donneur_ordre: str | None, boite: str = "") -> str:
    """Answer panel of a commune: whom to call, who else serves it; ``boite`` is the mailbox of the team."""
    reponse = load_reponse(moment, code, donneur_ordre)
    lien = words.connu(reponse, boite)
    quartiers = ", ".join(words.district_names(moment.qpv, code))
    return render(
        "panneau.html",
        commune={
            "nom": reponse.nom,
            "lieu": words.place(code, moment.territoires),
            "fiche": adresses.fiche(Territoire(COMMUNE, code)),
        },
        encadre=lambda item, principal: _block(
            "guichet_encadre.html", item=item, principal=principal, annee=moment.annee
        ),
        encadre_relais=lambda item: _block("relais.html", item=item),
        proche=_near(reponse, moment),
        quartiers=_block("quartiers.html", quartiers=quartiers) if quartiers else "",
        connu=_block("connu.html", lien=lien, nom=reponse.nom) if lien else "",
        **words.panneau(reponse, moment.typologies, moment.territoires),
    )


def _near(reponse: Reponse, moment: Moment) -> str:
    if reponse.proche is None:
        return ""
    near = words.near_card(reponse.proche, moment.typologies, moment.territoires, reponse.nom)
    return _block("proche.html", proche=near, nom=reponse.nom, annee=moment.annee)


def _block(template: str, **values: Any) -> str:
    return trusted(render(template, **values))
