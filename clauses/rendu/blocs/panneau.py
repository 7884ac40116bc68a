"""The panel beside the map: the answer for one commune, or how to ask."""

from dataclasses import replace
from typing import Any

from clauses.domain.age import part_recente
from clauses.domain.guichets import count_guichets
from clauses.domain.notes import departements, notes_about
from clauses.domain.reponse import Reponse
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu import reponse as words
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.blocs import render
from clauses.rendu.html import trusted
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots import lacunes, population
from clauses.rendu.mots.age import recente
from clauses.rendu.vues import load_reponse, load_vue


@kept(32)
def render_accueil(moment: Moment, selection: Selection) -> str:
    """Welcome panel: the purpose of the atlas, in ten seconds; its figures and notes are those of the map."""
    vue, lieu = load_vue(moment, selection), selection.territoire(moment.territoires)
    share = part_couverte(vue.couverture.summary(vue.positions))
    recent = recente(part_recente(vue.couverture, vue.positions, moment.annee))
    part, suite = mots.titre(share, mots.lieu(moment.territoires, lieu), recent, selection)
    decompte = mots.d_apres(count_guichets(vue.connus))
    return _accueil(moment, replace(selection, typologies=None), SITE, part=part, suite=suite, decompte=decompte)


def render_mode_emploi(moment: Moment, urls: Urls) -> str:
    """The same without its figures, with the notes of every territory: the browser completes it."""
    return _accueil(moment, Selection(), urls)


def _accueil(moment: Moment, selection: Selection, urls: Urls, **figures: str) -> str:
    territoires = moment.territoires
    return render(
        "accueil.html",
        urls,
        **figures,
        population=population.source(territoires.annee_population),
        lacunes=adresses.lacunes(selection),
        lien_lacunes=lacunes.LIEN,
        notes=[
            {"texte": note.texte, "departements": " ".join(departements(note, territoires))}
            for note in notes_about(moment.notes, territoires, selection.departement)
        ],
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
