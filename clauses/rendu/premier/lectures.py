"""First screens of what is to be read: hours, tool box, experiences, glossary, data, and the titles of tools."""

from collections.abc import Sequence
from typing import Any, TypeVar

from clauses.domain import heures as domain
from clauses.domain.contenus import Page, PageOutil, Retour
from clauses.domain.typographie import typographic
from clauses.donnees import load_contenus
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs import heures as heures_blocs
from clauses.rendu.blocs.pages import render_outil, render_retour
from clauses.rendu.figures import Graphique
from clauses.rendu.html import trusted
from clauses.rendu.mots import atlas as texts_atlas
from clauses.rendu.mots import contenus as texts
from clauses.rendu.mots import heures as texts_heures
from clauses.rendu.mots import methode, presentation
from clauses.rendu.mots import premier as mots
from clauses.rendu.premier.demande import Champ, Demande, bloc, marked
from clauses.rendu.tableaux import Tableau
from clauses.rendu.termes import find_termes

Ecrit = TypeVar("Ecrit", Page, PageOutil, Retour)


def render_heures(demande: Demande) -> str:
    """What the hours say, in words and tables, where their charts will be: these are drawn by a script."""
    moment, page = demande.moment, ecrans.HEURES.url_path
    level = demande.chosen(parametres.NIVEAU, texts_heures.LEVELS)
    par_habitant = demande.chosen(parametres.MESURE, texts_heures.MEASURES) == "habitant"
    return blocs.render(
        "premier_heures.html",
        t=texts_heures,
        intro=bloc("texte.html", texte=texts_heures.INTRO),
        niveaux=demande.segments(page, parametres.NIVEAU, texts_heures.LEVEL, texts_heures.LEVELS),
        mesures=demande.segments(page, parametres.MESURE, texts_heures.MEASURE, texts_heures.MEASURES),
        connus=texts_heures.known(len(moment.heures.series(level)), len(moment.territoires.all(level)), level),
        evolution=_chart(heures_blocs.evolution(moment, level, par_habitant=par_habitant)),
        une_annee=heures_blocs.is_one_year(moment, level),
        classement=_classement(demande, level, par_habitant=par_habitant),
        repartition=_repartition(demande),
        france=_chart(heures_blocs.france(moment)),
        connaissances=_table(heures_blocs.connaissances(moment), texts_heures.KNOWN_TITLE),
    )


def _classement(demande: Demande, level: str, *, par_habitant: bool) -> dict[str, Any] | None:
    moment = demande.moment
    years = {str(year): str(year) for year in domain.annees(moment.heures, level)}
    if not years:
        return None
    year = int(demande.chosen(parametres.ANNEE, years))
    shown, carte = heures_blocs.classement(moment, level, year, par_habitant=par_habitant)
    return {
        "annees": demande.segments(ecrans.HEURES.url_path, parametres.ANNEE, texts_heures.YEAR, years),
        "carte": {"alt": carte.alt, "hauteur": _height(carte)},
        **(_chart(shown) or {}),
    }


def _repartition(demande: Demande) -> dict[str, Any] | None:
    dimensions = heures_blocs.dimensions(demande.moment)
    if not dimensions:
        return None
    shown = heures_blocs.repartition(demande.moment, demande.chosen(parametres.DIMENSION, dimensions))
    page, label = ecrans.HEURES.url_path, texts_heures.BREAKDOWN_DIMENSION
    return {"dimensions": demande.segments(page, parametres.DIMENSION, label, dimensions), **(_chart(shown) or {})}


def _chart(shown: heures_blocs.Bloc | None) -> dict[str, Any] | None:
    """What a chart says, the height that it takes, the table behind it."""
    if shown is None:
        return None
    drawn = shown.graphique
    return {
        "mentions": shown.mentions,
        "alt": drawn.alt,
        "hauteur": _height(drawn),
        "tableau": _table(shown.tableau, shown.titre),
    }


def _height(drawn: Graphique) -> int:
    return int(drawn.figure.layout.height)


def _table(tableau: Tableau, titre: str) -> str:
    return bloc("tableau.html", titre=titre, tableau=tableau) if len(tableau) else ""


def render_outils(demande: Demande) -> str:
    """A page of the tool box, or their list."""
    contenus = load_contenus()
    page = _asked(demande, contenus.outils, parametres.OUTIL)
    if page:
        made = marked(render_outil(page, demande.mois))
        return _page(texts.OUTILS_TITLE, [made], retour=(Adresse(ecrans.OUTILS.url_path), texts.OUTILS_BACK))
    cards = [
        _card(each, Adresse(ecrans.OUTILS.url_path, {parametres.OUTIL: each.slug}), bloc(
            "outil_encadre.html", page=each, verifie=texts.verified(each.verifie_le)
        ))
        for each in contenus.outils
    ]  # fmt: skip
    return _page(texts.OUTILS_TITLE, [bloc("texte.html", texte=texts.OUTILS_INTRO)], cartes=cards)


def render_retours(demande: Demande) -> str:
    """An experience, or their list."""
    contenus = load_contenus()
    retour = _asked(demande, contenus.retours, parametres.RETOUR)
    if retour:
        made = marked(render_retour(demande.moment, retour))
        return _page(texts.RETOURS_TITLE, [made], retour=(Adresse(ecrans.RETOURS.url_path), texts.BACK))
    cards = [
        _card(each, Adresse(ecrans.RETOURS.url_path, {parametres.RETOUR: each.slug}), bloc(
            "retour_encadre.html", retour=each
        ))
        for each in contenus.retours
    ]  # fmt: skip
    rows = [
        {title: typographic(getattr(each, name)) for name, title in texts.COLUMNS.items()} for each in contenus.retours
    ]
    made = [bloc("texte.html", texte=texts.RETOURS_INTRO)]
    if rows:
        files = [texts_atlas.TABLE_CSV, texts_atlas.TABLE_XLSX]
        made += [_part(titre=texts.RETOURS_TABLE), _table(Tableau.build(rows), texts.RETOURS_TABLE)]
        made += [_part(boutons=files), _part(titre=texts.RETOURS_READ)]
    return _page(texts.RETOURS_TITLE, made, cartes=cards)


def render_glossaire(demande: Demande) -> str:
    """The terms that have the word of the address; that which it names comes first."""
    glossaire, chosen = load_contenus().glossaire, demande.query.get(parametres.TERME, "")
    word = demande.query.get(parametres.TERMES, "").strip()
    termes = find_termes(glossaire, word, chosen)
    champ = Champ(
        ecrans.GLOSSAIRE.url_path,
        texts.GLOSSAIRE_SEARCH,
        texts.GLOSSAIRE_EXAMPLE,
        demande.hidden(parametres.TERMES),
        word,
        nom=parametres.TERMES,
    )
    return _page(
        texts.GLOSSAIRE_TITLE,
        [
            bloc("texte.html", texte=texts.GLOSSAIRE_INTRO),
            _part(champ=champ),
            bloc("compte.html", texte=texts.terms_found(len(termes), len(glossaire))),
            bloc("glossaire.html", termes_trouves=termes, choisi=chosen),
        ],
    )


def render_donnees(demande: Demande) -> str:
    """A page of prose about the data, or the edition and the way to the others."""
    moment, contenus = demande.moment, load_contenus()
    edition = bloc("texte.html", texte=methode.edition(moment.edition, moment.actualisee_le))
    pages = {page.slug: page for page in contenus.rubriques if page.slug not in methode.RUBRIQUES}
    sections = {**methode.RUBRIQUES, **{slug: typographic(page.titre) for slug, page in pages.items()}}
    choice = demande.segments(ecrans.DONNEES.url_path, parametres.RUBRIQUE, methode.RUBRIQUE, sections)
    made = [edition, _part(controle=choice)]
    chosen = demande.chosen(parametres.RUBRIQUE, sections)
    if chosen in pages:
        made.append(bloc("page.html", page=pages[chosen], relu=methode.reviewed(pages[chosen].maj_le)))
    elif chosen == methode.TELECHARGER:
        made += [_part(boutons=[methode.ZIP]), _part(note=methode.ZIP_HELP)]
        made += [_part(titre=methode.FILES_TITLE), _part(note=methode.FILES_INTRO)]
    return _page(methode.TITLE, made)


def render_presentation(_demande: Demande) -> str:
    """What a presentation is for."""
    return _page(presentation.TITLE, [bloc("texte.html", texte=presentation.INTRO)])


def _asked(demande: Demande, pages: Sequence[Ecrit], key: str) -> Ecrit | None:
    return next((page for page in pages if page.slug == demande.query.get(key)), None)


def _card(page: PageOutil | Retour, adresse: Adresse, made: str) -> dict[str, object]:
    return {"nom": typographic(page.titre), "adresse": adresse, "ligne": made}


def _part(**values: Any) -> str:
    """A part of the screen that is no block of its own."""
    return trusted(blocs.render("premier_controle.html", mots=mots, **values))


def _page(
    titre: str,
    made: Sequence[str],
    *,
    cartes: Sequence[dict[str, object]] = (),
    retour: tuple[Adresse, str] | None = None,
) -> str:
    return blocs.render("premier_page.html", titre=titre, blocs=made, cartes=cartes, retour=retour)
