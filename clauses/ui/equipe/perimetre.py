"""Perimeter assistant: territories added or excluded by name, with a live map."""

from collections.abc import Callable

import streamlit as st

from clauses.domain.composition import Composition, chevauchements, lire
from clauses.domain.perimetre import PerimetreError, Token, parse
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.donnees import Moment
from clauses.rendu.cartes import apercu
from clauses.rendu.cartes.traces import inline
from clauses.rendu.mots import equipe_perimetre as texts
from clauses.rendu.mots import population
from clauses.ui import blocks, keys
from clauses.ui.recherche import TERRITOIRES, show_recherche

Put = Callable[[str], None]

MOST_TERMS = 30
"""Rows: a longer perimeter is better said with an EPCI or a département."""
MOST_OVERLAPS = 8
MOST_COMMUNES = 400
"""Communes proposed in the list of what may be excluded; beyond, they are searched for."""
WORTH_LOCATING = 0.7


def show_assistant(moment: Moment, valeur: str, key: str, put: Put, guichet: str = "") -> None:
    """Edit a perimeter, written as one goes: the draft keeps it, faults included, and the check says them.

    Parameters
    ----------
    valeur : the expression; territories may be given by their names
    key : prefix of the keys of its widgets, unique to this assistant
    put : is given each new expression
    guichet : identifier of the guichet whose perimeter it is: it does not overlap itself
    """
    composition = lire(moment.noms.write(valeur) or valeur, moment.territoires)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_terms(composition, key, put)
        _show_choices(moment, composition, key, put)
        _show_overlaps(moment, composition, guichet)
    with right:
        _show_result(moment, composition)


def _name(prefix: str, key: str) -> str:
    return f"{prefix}_{key}"


def _show_terms(composition: Composition, key: str, put: Put) -> None:
    if not composition.termes:
        st.info(texts.UNKNOWN_PERIMETER)
    territoires = composition.territoires
    for rank, terme in enumerate(composition.termes[:MOST_TERMS]):
        name = texts.term_name(terme, territoires)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            blocks.show(
                "equipe_terme.html",
                nom=name,
                code=str(terme),
                exclu=terme.exclu,
                fautif=terme.erreur is not None,
                signe=texts.EXCLUDED_SIGN if terme.exclu else texts.ADDED_SIGN,
                detail=texts.term_detail(terme, territoires),
                note=texts.term_note(terme),
            )
            st.button(
                texts.REMOVE,
                key=f"{_name(keys.EQUIPE_PERIMETRE_RETIRER, key)}_{rank}",
                help=texts.remove_help(name),
                icon=":material/close:",
                type="tertiary",
                on_click=put,
                args=(composition.retirer(rank),),
            )
        if terme.erreur and terme.erreur.suggestion:
            _show_suggestion(composition, rank, terme.erreur.suggestion, key, put)
    hidden = len(composition.termes) - MOST_TERMS
    if hidden > 0:
        st.caption(texts.more_terms(hidden))


def _show_suggestion(composition: Composition, rank: int, suggestion: str, key: str, put: Put) -> None:
    """Button that replaces a part by what it most likely means, if that exists."""
    try:
        (token,) = parse(suggestion).tokens
        territoire = composition.territoires.find(str(token))
    except (PerimetreError, KeyError, ValueError):
        return
    st.button(
        texts.replace_with(suggestion, composition.territoires.nom_distinct(territoire)),
        key=f"{_name(keys.EQUIPE_PERIMETRE_REMPLACER, key)}_{rank}",
        icon=":material/auto_fix_high:",
        wrap=True,
        on_click=put,
        args=(composition.remplacer(rank, suggestion),),
    )


def _show_choices(moment: Moment, composition: Composition, key: str, put: Put) -> None:
    sens = st.segmented_control(
        texts.SENS_LABEL,
        list(texts.SENS),
        default=texts.ADD,
        format_func=texts.SENS.__getitem__,
        key=_name(keys.EQUIPE_PERIMETRE_SENS, key),
        required=True,
        help=texts.SENS_HELP,
        label_visibility="collapsed",
    )
    exclu = sens == texts.EXCLUDE

    def choose(chosen: str) -> None:
        territoire = moment.territoires.find(chosen)
        put(composition.ajouter(Token(territoire.level, territoire.code, exclu)))

    show_recherche(choose, TERRITOIRES, _name(keys.EQUIPE_PERIMETRE_RECHERCHE, key), texts.SEARCH[sens or texts.ADD])
    _show_list(_to_exclude(composition) if exclu else _to_add(moment), composition, choose, key)


def _show_list(options: list[Territoire], composition: Composition, choose: Callable[[str], None], key: str) -> None:
    """List of names to pick from, when the spelling is not known."""
    territoires, name = composition.territoires, _name(keys.EQUIPE_PERIMETRE_LISTE, key)

    def choose_then_clear() -> None:
        chosen = st.session_state[name]
        st.session_state[name] = None
        if chosen:
            choose(chosen)

    def label(option: str) -> str:
        territoire = territoires.find(option)
        return texts.list_option(territoires.nom_distinct(territoire), territoire.level)

    st.selectbox(
        texts.LIST,
        [str(each) for each in options],
        index=None,
        format_func=label,
        key=name,
        placeholder=texts.LIST_EMPTY if options else texts.LIST_NOTHING,
        disabled=not options,
        on_change=choose_then_clear,
    )


def _to_add(moment: Moment) -> list[Territoire]:
    territoires = moment.territoires
    return [territoires.region, *territoires.all(DEPARTEMENT), *territoires.by_name(EPCI)]


def _to_exclude(composition: Composition) -> list[Territoire]:
    """Territories that share communes with the perimeter, without holding all of it."""
    territoires, served = composition.territoires, set(composition.positions.tolist())
    levels = [DEPARTEMENT, EPCI, *([COMMUNE] if len(served) <= MOST_COMMUNES else [])]
    return [
        each
        for level in levels
        for each in territoires.by_name(level)
        if 0 < len(served.intersection(territoires.of(each).tolist())) < len(served)
    ]


def _show_result(moment: Moment, composition: Composition) -> None:
    if composition.fautifs:
        st.warning(texts.FAULT, title=texts.FAULT_TITLE)
    elif composition.is_vide:
        st.error(texts.EMPTY_RESULT, title=texts.EMPTY_TITLE)
    positions, removed = composition.positions, composition.retirees
    if not len(positions) and not len(removed):
        return
    people = composition.territoires.population(positions)
    near = apercu.draw_composition(positions, removed, texts.result(len(positions), people), moment.geo.contours)
    blocks.show(
        "equipe_perimetre.html",
        resultat=texts.result(len(positions), people),
        carte=inline(near),
        carte_alt=texts.map_alt(len(positions), people, len(removed)),
        region=_region_map(moment, composition),
        region_alt=texts.REGION_ALT,
        population=population.source(moment.territoires.annee_population),
        titre_ecrit=texts.WRITTEN,
        ecrit=str(composition),
    )


def _region_map(moment: Moment, composition: Composition) -> str:
    """Locator map in the region; nothing when the perimeter covers most of it."""
    positions = composition.positions
    if not len(positions) or len(positions) > WORTH_LOCATING * len(composition.territoires.communes):
        return ""
    return inline(apercu.draw_positions(positions, texts.REGION_ALT, moment.geo.contours))


def _show_overlaps(moment: Moment, composition: Composition, guichet: str) -> None:
    if not len(composition.positions):
        return
    found = chevauchements(composition.niveaux, moment.guichets, composition.territoires, guichet)
    hidden = len(found) - MOST_OVERLAPS
    blocks.show(
        "equipe_voisins.html",
        titre=texts.OVERLAP_TITLE if found else texts.NO_OVERLAP,
        voisins=[
            {"nom": each.guichet.nom, "detail": texts.overlap(each.communes, each.habitants, each.meme_niveau)}
            for each in found[:MOST_OVERLAPS]
        ],
        suite=texts.more_overlaps(hidden) if hidden > 0 else "",
    )
