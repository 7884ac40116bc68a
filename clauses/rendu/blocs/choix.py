"""What is chosen on the map: the panel of a seat or of a zone, and the bar of a telephone."""

from clauses.domain.annuaire import GUICHETS
from clauses.domain.couverture import Zone
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, REGION, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu import annuaire as words
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.blocs import render
from clauses.rendu.blocs.panneau import find_appel
from clauses.rendu.cartes.couches import zone_detail, zone_title
from clauses.rendu.choix import Choix, zone_code
from clauses.rendu.html import telephone_link
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import choix as mots


def render_choix(moment: Moment, choix: Choix) -> str:
    """The panel of a guichet or of a zone."""
    if choix.guichet:
        return _render_guichet(moment, choix.guichet)
    return _render_zone(moment, choix.zone) if choix.zone else ""


def _render_guichet(moment: Moment, guichet: Guichet) -> str:
    """What the directory says of a guichet, under its name."""
    entree = load_annuaire(moment, GUICHETS).by_id[guichet.id]
    fiche = words.fiche(entree, moment.territoires, moment.typologies)
    return "".join(
        (
            render("choix_guichet.html", nom=typographic(guichet.nom), adresse=adresses.entree(guichet)),
            render("annuaire_tete.html", **fiche),
            render("annuaire_fiche.html", **fiche, annee=moment.annee, carte="", carte_alt="", qr=""),
        )
    )


def _render_zone(moment: Moment, zone: Zone) -> str:
    """The guichets of a zone, from the first to call, and the question that comes next: which commune?"""
    entrees = load_annuaire(moment, GUICHETS).by_id
    return render(
        "choix_zone.html",
        titre=zone_title(zone),
        detail=zone_detail(zone),
        question=mots.QUELLE_COMMUNE,
        titre_guichets=mots.QUI_REPOND,
        guichets=[
            {
                "nom": typographic(guichet.nom),
                "adresse": adresses.entree(guichet),
                **words.ligne(entrees[guichet.id], moment.territoires, moment.typologies),
            }
            for guichet in zone.guichets
        ],
    )


def render_bas(moment: Moment, selection: Selection, choix: Choix) -> str:
    """What the panel is about, for the script of the search box, and the bar of a telephone (recherche/arrivee.js)."""
    territoires = moment.territoires
    seen = Territoire(COMMUNE, choix.commune) if choix.commune else selection.territoire(territoires)
    sujet, appel = "" if seen.level == REGION else str(seen), ""
    if choix.guichet:
        sujet, appel = choix.guichet.id, telephone_link(choix.guichet.telephone) if choix.guichet.telephone else ""
    elif choix.zone:
        sujet = zone_code(choix.zone, territoires)
    elif sujet and not moment.is_missing_guichets:
        appel = find_appel(moment, seen, selection.donneur_ordre)
    nom = "" if seen.level == REGION else territoires.nom(seen)
    return render("bas.html", lieu=sujet, nom=nom, appel=appel, mots=texts.BAS)
