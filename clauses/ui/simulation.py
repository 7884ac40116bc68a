"""« Et si ? »: simulation of an opening or a widening, computed on demand and stored nowhere."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from clauses.domain.evolution.effet import Bilan, Effet
from clauses.domain.fiche import Fiche
from clauses.domain.simulation import imagine, touches
from clauses.domain.statut import covers, nombre_couvert, part_couverte
from clauses.domain.territoires import COMMUNE, EPCI, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.formats import count, percent
from clauses.rendu.mots import population
from clauses.rendu.mots import territoire as texts
from clauses.ui import blocks
from clauses.ui.adresse import NONE, keep, one_of, seed, yes_no


def show_simulation(moment: Moment, fiche: Fiche) -> None:
    """Choice of places and guichet, then coverage before and after; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    st.subheader(texts.SIMULATION_TITLE, help=texts.SIMULATION_INTRO, anchor=False)
    parametre = yes_no(parametres.SIMULER, default=False)
    wanted = st.toggle(texts.SIMULATION_TOGGLE, seed(parametre), key=parametres.SIMULER)
    keep(parametre, wanted)
    if not wanted:
        return
    where, who = st.columns([3, 2])
    with where:
        ajouts = _ask_where(moment, fiche)
    with who:
        elargi = _ask_who(moment)
    if not ajouts:
        st.info(texts.SIMULATION_PROMPT)
        return
    before = moment.couverture
    effet = Effet(before, imagine(before, ajouts, elargi))
    gained = effet.couvertes
    if not gained:
        nearer = sum(each.etendue.communes for each in effet.changements if each.avant is not each.apres)
        st.info(texts.simulation_nearer(nearer) if nearer else texts.SIMULATION_NOTHING)
        return
    blocks.show(
        "simulation.html",
        phrase=texts.simulation_result(gained.habitants, gained.communes),
        effets=[_words(effet.bilan(each), moment) for each in touches(ajouts, moment.territoires)],
        population=population.source(moment.territoires.annee_population),
    )


def _ask_where(moment: Moment, fiche: Fiche) -> list[Territoire]:
    territoires = moment.territoires
    options = [str(each) for each in territoires.by_name(EPCI)]
    if fiche.territoire.level in (COMMUNE, EPCI):
        around = fiche.territoire if fiche.territoire.level == EPCI else fiche.au_dessus[0]
        codes = territoires.communes.index[territoires.of(around)]
        options += [str(Territoire(COMMUNE, code)) for code in codes]

    def label(key: str) -> str:
        level, _, code = key.partition(":")
        name = typographic(territoires.name(level, code))
        return name if level == EPCI else texts.commune_option(name)

    asked = _asked(fiche, options)
    # The address is the source of truth: the options change with the territory of the sheet.
    st.session_state[parametres.SIMULER_OU] = asked
    st.multiselect(
        texts.SIMULATION_WHERE,
        options,
        format_func=label,
        key=parametres.SIMULER_OU,
        help=texts.SIMULATION_WHERE_HELP,
        on_change=lambda: _write(st.session_state[parametres.SIMULER_OU]),
    )
    return [territoires.find(key) for key in asked]


def _asked(fiche: Fiche, options: Sequence[str]) -> list[str]:
    """Territories of the address; the one of the sheet when it names none that may be chosen here."""
    text = st.query_params.get(parametres.SIMULER_OU)
    if text == NONE:
        return []
    known = set(options)
    return [key for key in (text or "").split(",") if key in known] or _default(fiche, options)


def _write(chosen: Sequence[str]) -> None:
    st.query_params[parametres.SIMULER_OU] = ",".join(chosen) or NONE


def _default(fiche: Fiche, options: Sequence[str]) -> list[str]:
    """The territory of the sheet where it can be chosen."""
    return [str(fiche.territoire)] if str(fiche.territoire) in options else []


def _ask_who(moment: Moment) -> str | None:
    names = {guichet.id: guichet.nom for guichet in moment.guichets if covers(guichet)}
    parametre = one_of(parametres.SIMULER_QUI, names)
    arrival = seed(parametre)
    chosen = st.selectbox(
        texts.SIMULATION_WHO,
        list(names),
        index=None if arrival is None else list(names).index(arrival),
        format_func=lambda code: typographic(names[code]),
        key=parametres.SIMULER_QUI,
        placeholder=texts.SIMULATION_NEW,
    )
    keep(parametre, chosen)
    return chosen


def _words(bilan: Bilan, moment: Moment) -> dict[str, Any]:
    before, after = (part_couverte(resume) or 0 for resume in (bilan.avant, bilan.apres))
    return {
        "nom": moment.territoires.nom(bilan.territoire),
        "avant": percent(before),
        "apres": percent(after),
        "largeur_avant": round(100 * before, 2),
        "largeur_apres": round(100 * after, 2),
        "communes_avant": count(nombre_couvert(bilan.avant, "communes"), "commune"),
        "communes_apres": count(nombre_couvert(bilan.apres, "communes"), "commune"),
    }
