"""First screen of the map: question, field, answer, map, legend."""

from typing import Any

from clauses.domain.guichets import buyer_types
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, contenus_state, kept
from clauses.rendu import adresses, blocs, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs import choix as blocs_choix
from clauses.rendu.blocs import panneau
from clauses.rendu.blocs.chiffres import render_chiffres
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.blocs.legende import count_types, present_types, render_signes
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.cartes.motifs import swatch
from clauses.rendu.choix import MARGE_PX, NOMS, Choix, frame, list_territoires, read_choix
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import choix as texts_choix
from clauses.rendu.mots import impression as texts_impression
from clauses.rendu.mots import partage as texts_partage
from clauses.rendu.mots import premier as words
from clauses.rendu.mots.acheteurs import je_suis
from clauses.rendu.premier.demande import Champ, Demande, marked
from clauses.rendu.premier.dessin import draw


def render_carte(demande: Demande) -> str:
    """The screen, in the order in which a phone shows it."""
    moment, selection, affichage = demande.moment, demande.selection, demande.affichage
    choix = read_choix(demande.query, moment, selection)
    if choix.inconnu:
        return ""
    seen = Territoire(COMMUNE, choix.commune) if choix.commune else selection.territoire(moment.territoires)
    is_answer = bool(choix.commune) or (choix == Choix() and selection.narrows)
    territoire = selection.territoire(moment.territoires)
    return blocs.render(
        "premier_carte.html",
        t=texts,
        entier=not demande.is_embedded,
        champ=_field(demande, seen, choix.commune),
        reglages=_settings(demande),
        dessin=render_dessin(moment, selection, affichage, choix),
        reponse=_answer(demande, choix),
        accueil=choix == Choix() and not selection.narrows,
        types=_types(moment, selection) if affichage is Affichage.GUICHETS else [],
        mots=words,
        signes=marked(render_signes(moment, selection, affichage)),
        mise_a_jour=texts.updated(moment.actualisee_le, moment.edition, modifie=bool(moment.modifies)),
        imprimer_carte=texts_impression.OPEN,
        partager_carte=texts_partage.OPEN_MAP,
        partager=texts_partage.OPEN if is_answer and not demande.is_embedded else "",
        imprimer_mots=texts_impression.PRINT_ANSWER,
        imprimer=f"reponse/{choix.commune}.pdf" if choix.commune and not demande.is_embedded else "",
        retour=texts_choix.RETOUR if choix.guichet or choix.zone else "",
        bas=trusted(blocs_choix.render_bas(moment, selection, choix)),
        chiffres_titre=texts.figures_title(moment.territoires.nom(territoire)),
        fiche=adresses.fiche(territoire),
        fiche_mots=texts.sheet_of(moment.territoires.nom(territoire)),
        chiffres=_figures(moment, contenus_state(), selection),
    )


@kept(32)
def _figures(moment: Moment, _contents: str, selection: Selection) -> str:
    """What is under the map: the same whatever the commune asked for."""
    return marked(render_chiffres(moment, selection))


def render_dessin(moment: Moment, selection: Selection, affichage: Affichage, choix: Choix) -> str:
    """The map as a drawing, framed on what is looked at."""
    return trusted(
        blocs.render(
            "premier_dessin.html",
            vue=draw(moment, selection, affichage, frame(moment, choix, selection), choix.commune),
            marge=MARGE_PX,
            titre=texts.CARTE_FRAME,
        )
    )


def _types(moment: Moment, selection: Selection) -> list[dict[str, Any]]:
    """Types of structure of the legend, with their number."""
    counts = count_types(moment, selection)
    return [
        {
            "pastille": trusted(swatch(moment.typologies[code])),
            "libelle": moment.typologies[code].libelle,
            "nombre": counts[code],
            "choisi": selection.typologies is None or code in selection.typologies,
        }
        for code in present_types(moment)
    ]


def _field(demande: Demande, seen: Territoire, commune: str | None) -> Champ:
    """The search field, which holds the name of the place looked at; leaving a commune leads to what is around it."""
    moment = demande.moment
    is_region = seen == moment.territoires.region
    around = demande.selection.territoire(moment.territoires) if commune else moment.territoires.region
    rest = demande.hidden(*NOMS, parametres.TEXTE, parametres.DEPARTEMENT, parametres.TERRITOIRE)
    return Champ(
        "",
        texts.SEARCH_LABEL,
        texts.SEARCH_MAP_EXAMPLE,
        rest,
        "" if is_region else typographic(moment.territoires.nom(seen)),
        None if is_region else Adresse("", {**adresses.carte(around).query, **rest}),
    )


def _settings(demande: Demande) -> dict[str, Any]:
    moment = demande.moment
    seen = demande.selection.territoire(moment.territoires)
    return {
        "territoires": list_territoires(moment, seen),
        "choisi": str(seen),
        "nom": parametres.TERRITOIRE,
        "acheteurs": [_switch(demande, each) for each in buyer_types(moment.guichets)],
    }


def _switch(demande: Demande, buyer: str) -> dict[str, Any]:
    """A buyer as a link that presses or releases its button."""
    name, pressed = parametres.DONNEUR_ORDRE, demande.selection.donneur_ordre == buyer
    rest = demande.without(name)
    adresse = rest if pressed else Adresse("", {**rest.query, name: buyer})
    return {"nom": typographic(je_suis(buyer)), "adresse": adresse, "choisi": pressed}


def _answer(demande: Demande, choix: Choix) -> str:
    moment, selection = demande.moment, demande.selection
    if choix.commune:
        return marked(panneau.render_reponse(moment, choix.commune, selection.donneur_ordre, demande.boite))
    if choix.guichet or choix.zone:
        return marked(blocs_choix.render_choix(moment, choix))
    if demande.affichage is Affichage.LACUNES:
        return marked(render_lacunes(moment, selection.donneur_ordre, selection.departement))
    return marked(panneau.render_accueil(moment, selection))
