"""Sheet of a territory: selector, then blocks from top to bottom."""

import streamlit as st

from clauses.domain import calcul
from clauses.domain.annuaire import STRUCTURES, Criteres
from clauses.domain.fiche import Fiche, list_lacunes
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, load_contenus
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu import fiche as words
from clauses.rendu.blocs.territoire import list_territoires, render_identite, render_sheet
from clauses.rendu.formats import unmarked
from clauses.rendu.heures import has_yearly, heures_block
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import territoire as texts
from clauses.rendu.mots.calculateur import option
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.tableaux import carte
from clauses.rendu.vues import load_fiche
from clauses.ui import blocks, documents, keys, navigation, partage, tables
from clauses.ui.adresse import keep, number_within, seed
from clauses.ui.recherche import TERRITOIRES, show_recherche
from clauses.ui.signaler import show_signaler

MOST_STRUCTURES = 60
"""Rows: the directory has the others."""
LONG_LIST, TALLEST = 8, 420
"""Rows, pixels: a longer list of districts, or of structures, scrolls in its own box."""
DIVISOR_LIMITS = (500.0, 2500.0)


def choose(key: str) -> None:
    """Put a territory in the address."""
    st.query_params[parametres.TERRITOIRE] = key


def show_choix(moment: Moment) -> Territoire:
    """Search box and list; the territory of the address, the region by default."""
    asked = st.query_params.get(parametres.TERRITOIRE, "")
    try:
        territoire = moment.territoires.find(asked) if asked else moment.territoires.region
    except KeyError:
        territoire = None
    search, choices = st.columns([9, 6], vertical_alignment="bottom")
    with search:
        show_recherche(choose, TERRITOIRES, keys.TERRITOIRE_RECHERCHE)
    with choices:
        _show_list(moment, territoire)
    if territoire is None:
        st.warning(texts.unknown(asked, moment.territoires.region_nom), title=texts.UNKNOWN_TITLE)
        return moment.territoires.region
    return territoire


def _show_list(moment: Moment, current: Territoire | None) -> None:
    territoires = moment.territoires
    options = list_territoires(territoires)
    # The list follows the address, whoever changed it: search, link, or the way back.
    st.session_state[keys.TERRITOIRE_LISTE] = str(current) if str(current) in options else None
    st.selectbox(
        texts.LIST_LABEL,
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=keys.TERRITOIRE_LISTE,
        placeholder=texts.LIST_EMPTY,
        on_change=lambda: choose(st.session_state[keys.TERRITOIRE_LISTE] or str(territoires.region)),
    )


def show_fiche(moment: Moment, territoire: Territoire) -> Fiche:
    """Identity, who to call, hours, districts, structures, gaps."""
    fiche = load_fiche(moment, territoire)
    navigation.set_title(fiche.nom, texts.MENU)
    blocks.show_rendered(render_identite(moment, fiche))
    actions = st.container(horizontal=True)
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.subheader(texts.GUICHETS_TITLE, anchor=False)
        _show_guichets(moment, fiche)
    with right:
        st.subheader(texts.HEURES_TITLE, anchor=False)
        diviseur = _show_heures(moment, fiche)
    with actions:
        documents.show_fiche_button(moment, fiche, diviseur)
        show_signaler(moment, fiche.nom, adresses.fiche(territoire))
        partage.show_partage(ecrans.TERRITOIRE.url_path)
    _show_quartiers(moment, fiche)
    _show_structures(moment, fiche)
    _show_recits(territoire)
    if not moment.is_missing_guichets:
        _show_lacunes(moment, fiche)
    return fiche


def _show_guichets(moment: Moment, fiche: Fiche) -> None:
    if moment.is_missing_guichets:
        # Unreadable is not « non documenté »: without the list, any answer or share would be false.
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    blocks.show_rendered(render_sheet(moment, fiche))


def _show_heures(moment: Moment, fiche: Fiche) -> float:
    """Hours block, and the divisor used for full-time equivalents."""
    place = st.container()
    diviseur = calcul.diviseur(moment.coefficients)
    parametre = number_within(parametres.DIVISEUR, diviseur, *DIVISOR_LIMITS)
    if has_yearly(fiche):
        diviseur = st.number_input(
            texts.DIVISOR_LABEL,
            *DIVISOR_LIMITS,
            value=seed(parametre),
            step=1.0,
            format="%g",
            key=parametres.DIVISEUR,
            help=texts.DIVISOR_HELP,
        )
        keep(parametre, diviseur)
        named = calcul.choix(moment.coefficients, calcul.ETP)
        blocks.show("note.html", texte=" · ".join(map(option, named)))
    with place:
        blocks.show("fiche_heures.html", **heures_block(fiche, moment.heures, diviseur))
    return diviseur


def _show_quartiers(moment: Moment, fiche: Fiche) -> None:
    st.subheader(texts.QPV_TITLE, help=texts.QPV_HELP, anchor=False)
    if not fiche.quartiers:
        st.caption(texts.QPV_NONE)
        return
    table = words.quartiers(fiche.quartiers, moment.territoires, statut_labels(moment.guichets))
    with st.container(height=TALLEST) if len(table) > LONG_LIST else st.container():
        tables.show_table(table, texts.QPV_TITLE, texts.file_name(fiche.territoire, "qpv"), keys.QUARTIERS)


def _show_structures(moment: Moment, fiche: Fiche) -> None:
    st.subheader(texts.STRUCTURES_TITLE, help=texts.STRUCTURES_HELP, anchor=False)
    st.caption(texts.structures_found(len(fiche.structures), len(fiche.voisines)))
    within = fiche.structures[:MOST_STRUCTURES]
    table = words.structures([*within, *fiche.voisines], moment.territoires, len(within))
    if len(table):
        with st.container(height=TALLEST) if len(table) > LONG_LIST else st.container():
            # The same few lists gave them all: each is named once, below.
            file = texts.file_name(fiche.territoire, "structures")
            tables.show_table(table, texts.STRUCTURES_TITLE, file, keys.STRUCTURES, folded=words.SOURCE)
        listed = (voisine.structure for voisine in (*within, *fiche.voisines))
        blocks.show("sources.html", sources=list(dict.fromkeys(name for each in listed for name in each.source)))
    if fiche.structures:
        st.page_link(
            ecrans.ANNUAIRE.path,
            label=texts.structures_link(len(fiche.structures)),
            icon=ecrans.ANNUAIRE.icon,
            query_params=adresses.annuaire_query(STRUCTURES, _within(fiche.territoire)),
        )


def _show_recits(territoire: Territoire) -> None:
    """Experiences of this territory; nothing when there is none."""
    told = [retour for retour in load_contenus().retours if retour.territoire == str(territoire)]
    if told:
        st.subheader(texts.RECITS_TITLE, anchor=False)
    for retour in told:
        st.page_link(
            ecrans.RETOURS.path,
            label=unmarked(typographic(retour.titre)),
            icon=ecrans.RETOURS.icon,
            query_params={parametres.RETOUR: retour.slug},
        )


def _within(territoire: Territoire) -> Criteres:
    """Directory criteria that select a territory."""
    code, level = territoire.code, territoire.level
    return Criteres(
        commune=code if level == COMMUNE else "",
        epci=code if level == EPCI else "",
        departement=code if level == DEPARTEMENT else "",
    )


def _show_lacunes(moment: Moment, fiche: Fiche) -> None:
    couverture = moment.couverture
    positions = list_lacunes(fiche, couverture)
    if fiche.territoire.level == COMMUNE:
        return
    st.subheader(texts.GAPS_TITLE, help=texts.GAPS_HELP, anchor=False)
    st.caption(texts.gaps(len(positions), len(fiche.positions)))
    if not positions:
        return
    with st.expander(texts.GAPS_SHOW):
        if fiche.territoire.level == REGION:
            table = carte.table_gaps(couverture, None, statut_labels(moment.guichets).__getitem__)
        else:
            table = words.lacunes(positions, couverture)
        tables.show_table(table, texts.GAPS_TITLE, texts.file_name(fiche.territoire, "lacunes"), keys.LACUNES)
        tables.show_population(moment)
