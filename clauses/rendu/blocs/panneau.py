"""The panel beside the map: the answer for one commune, or how to ask."""

from dataclasses import replace
from typing import Any

from clauses.domain.age import part_recente
from clauses.domain.guichets import count_guichets
from clauses.domain.notes import departements, notes_about
from clauses.domain.reponse import Reponse, first_with_number
from clauses.domain.selection import Selection
from clauses.domain.statut import covers, part_couverte
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu import reponse as words
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.blocs import render
from clauses.rendu.blocs.territoire import render_cards
from clauses.rendu.contact import signaler
from clauses.rendu.formats import count
from clauses.rendu.html import telephone_link, trusted
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots import lacunes, population
from clauses.rendu.mots.age import recente
from clauses.rendu.mots.autonome import edition
from clauses.rendu.mots.domaine import LEVEL_LABELS
from clauses.rendu.mots.editeur import REPORT
from clauses.rendu.vues import load_fiche, load_reponse, load_vue


@kept(32)
def render_accueil(moment: Moment, selection: Selection, urls: Urls = SITE) -> str:
    """What the panel says before a commune is chosen, with the figures and notes of the map.

    For the region, the purpose of the atlas in ten seconds; for a département or an EPCI, whom to call there.
    """
    vue, lieu = load_vue(moment, selection), selection.territoire(moment.territoires)
    territoires = moment.territoires
    share = part_couverte(vue.couverture.summary(vue.positions))
    recent = recente(part_recente(vue.couverture, vue.positions, moment.annee))
    part, suite = mots.titre(share, mots.lieu(territoires, lieu), recent, selection)
    decompte = mots.d_apres(count_guichets(vue.connus))
    if selection.narrows:
        return _territoire(moment, selection, part=part, suite=suite, decompte=decompte)
    return render(
        "accueil.html",
        urls,
        part=part,
        suite=suite,
        decompte=decompte,
        population=population.source(territoires.annee_population),
        lacunes=adresses.lacunes(replace(selection, typologies=None)),
        lien_lacunes=lacunes.LIEN,
        notes=[
            {"texte": note.texte, "departements": " ".join(departements(note, territoires))} for note in moment.notes
        ],
    )


def find_appel(moment: Moment, territoire: Territoire, donneur_ordre: str | None) -> str:
    """Link that calls the first of whom to contact with a number; empty without any.

    For a territory, among those who serve all of it: another number would be that of some of its communes.
    """
    if territoire.level == COMMUNE:
        found = load_reponse(moment, territoire.code, donneur_ordre).appel
    else:
        fiche = load_fiche(moment, territoire, donneur_ordre)
        whole = [each.guichet for each in fiche.services if each.part == 1 and covers(each.guichet, donneur_ordre)]
        found = first_with_number([*whole, *fiche.relais])
    return telephone_link(found.telephone) if found else ""


def _territoire(moment: Moment, selection: Selection, **figures: str) -> str:
    territoires, seen = moment.territoires, selection.territoire(moment.territoires)
    # Hiding a type on the map must not hide a guichet from the person who needs it.
    fiche = load_fiche(moment, seen, selection.donneur_ordre)
    communes, habitants = count(len(fiche.positions), "commune"), count(fiche.population, "habitant")
    return render(
        "panneau_territoire.html",
        **figures,
        nom=fiche.nom,
        lieu=" · ".join([LEVEL_LABELS[seen.level], communes, habitants]),
        guichets=trusted(render_cards(moment, fiche)),
        population=population.source(territoires.annee_population),
        notes=[note.texte for note in notes_about(moment.notes, territoires, seen)],
        fiche=adresses.fiche(seen),
        lacunes=adresses.lacunes(replace(selection, typologies=None)),
        lien_lacunes=lacunes.LIEN,
    )


def render_reponse(moment: Moment, code: str, donneur_ordre: str | None, boite: str = "", site: str = "") -> str:
    """Answer panel of a commune: whom to call, who else serves it.

    ``boite`` is the mailbox of the team, ``site`` the address that a report of an error names.
    """
    reponse = load_reponse(moment, code, donneur_ordre)
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
        connu=trusted(render_connu(reponse.nom, words.connu(reponse, boite), _erreur(moment, reponse, boite, site))),
        **words.panneau(reponse, moment.typologies, moment.territoires),
    )


def render_connu(nom: str, lien: str, erreur: str) -> str:
    """What a reader can tell the team: a guichet, if ``lien`` is given, and an error; nothing without a mailbox."""
    return render("connu.html", nom=nom, lien=lien, erreur=erreur, mot=REPORT) if erreur else ""


def _erreur(moment: Moment, reponse: Reponse, boite: str, site: str) -> str:
    address = adresses.carte(Territoire(COMMUNE, reponse.code)).on(site) if site else ""
    return signaler(boite, reponse.nom, address, edition(moment.edition, moment.actualisee_le))


def _near(reponse: Reponse, moment: Moment) -> str:
    if reponse.proche is None:
        return ""
    near = words.near_card(reponse.proche, moment.typologies, moment.territoires, reponse.nom)
    return _block("proche.html", proche=near, nom=reponse.nom, annee=moment.annee)


def _block(template: str, **values: Any) -> str:
    return trusted(render(template, **values))
