"""Calculator: lots, result, assumptions, rules, guichet, downloads and share link."""

import os
from collections.abc import Sequence

import streamlit as st

from clauses.domain import calcul as domain
from clauses.domain.calcul import Calcul, Coefficient
from clauses.donnees import Moment
from clauses.rendu import calcul as words
from clauses.rendu import ecrans, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs import panneau
from clauses.rendu.blocs.calcul import render_resultat
from clauses.rendu.calcul_adresse import GREATEST_DIVISOR, GREATEST_HOURS, TARGET, write_lots
from clauses.rendu.contact import team_mailbox
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import calculateur as texts
from clauses.ui import blocks, documents, keys, lots, tables
from clauses.ui.adresse import keep, number_within, one_of, seed
from clauses.ui.recherche import COMMUNES, show_recherche

REASONABLE_SHARE = 20


def show_calcul(moment: Moment) -> None:
    """Everything that depends on the lots."""
    coefficients = moment.coefficients
    if not coefficients:
        st.warning(texts.NO_COEFFICIENT)
    sense = _ask_sense()
    left, right = st.columns([3, 2], gap="large")
    with left:
        target = _ask_target() if sense == "part" else None
        asked = lots.ask_lots(coefficients, with_share=target is None)
    with right:
        st.header(texts.RESULT_TITLE, anchor=False)
        place = st.container()
        st.header(texts.ASSUMPTIONS_TITLE, anchor=False)
        diviseur = _ask_number(parametres.DIVISEUR, texts.DIVISOR, texts.DIVISOR_HELP, coefficients, domain.ETP)
        par_personne = _ask_number(
            parametres.PAR_PERSONNE, texts.PER_PERSON, texts.PER_PERSON_HELP, coefficients, domain.HEURES_PAR_PERSONNE
        )
    part = None if target is None else domain.part_pour(target, asked)
    chosen = asked if part is None else domain.avec_part(asked, part)
    calcul = Calcul(tuple(chosen), diviseur, par_personne, est_inverse=part is not None)
    with place:
        _show_result(calcul, coefficients)
    commune = _show_guichet(moment)
    _show_rules(moment, calcul, commune)
    _show_sharing(moment, calcul, commune)
    _show_sources(moment)


def _ask_sense() -> str:
    parametre = one_of(parametres.SENS, texts.SENSES)
    chosen = st.segmented_control(
        texts.SENSE,
        list(texts.SENSES),
        default=seed(parametre) or "heures",
        format_func=texts.SENSES.__getitem__,
        key=parametres.SENS,
        required=True,
    )
    keep(parametre, None if chosen == "heures" else chosen)
    return chosen or "heures"


def _ask_target() -> float:
    parametre = number_within(parametres.CIBLE, TARGET, 0.0, GREATEST_HOURS)
    target = st.number_input(
        texts.TARGET, 0.0, GREATEST_HOURS, value=seed(parametre), step=100.0, format="%.0f", key=parametres.CIBLE,
        help=texts.TARGET_HELP,
    )  # fmt: skip
    keep(parametre, target)
    return target


# Assumptions and result


def _ask_number(key: str, label: str, help_: str, coefficients: Sequence[Coefficient], rubrique: str) -> float:
    found = domain.choix(coefficients, rubrique)
    first = float(found[0].valeur or 0) if found else 0.0
    default = domain.diviseur(coefficients) if rubrique == domain.ETP else first
    parametre = number_within(key, default, 0.0, GREATEST_DIVISOR)
    value = st.number_input(
        label, 0.0, GREATEST_DIVISOR, value=seed(parametre), step=1.0, format="%g", key=key, help=help_
    )
    keep(parametre, value)
    named = [texts.option(each) for each in found]
    if named:
        blocks.show("note.html", texte=" · ".join(named))
    return value


def _show_result(calcul: Calcul, coefficients: Sequence[Coefficient]) -> None:
    part = calcul.resultat.part
    if part is not None and part > 100 + domain.ROUNDING:
        st.warning(texts.impossible(part))
    elif part is not None and part > REASONABLE_SHARE + domain.ROUNDING:
        st.info(texts.high(part))
    blocks.show_rendered(render_resultat(calcul, coefficients))


# What surrounds the calculation


def _show_rules(moment: Moment, calcul: Calcul, commune: str | None) -> None:
    rules = domain.regles(moment.coefficients, moment.territoires, commune)
    if not rules:
        return
    st.header(texts.RULES_TITLE, help=texts.RULES_HELP, anchor=False)
    minimums = [domain.minimum(rule, calcul.lots) for rule in rules]
    blocks.show("calcul_regles.html", regles=words.regles(minimums, moment.territoires))


def _show_guichet(moment: Moment) -> str | None:
    st.header(texts.GUICHET_TITLE, anchor=False)
    asked = st.query_params.get(parametres.COMMUNE)
    code = asked if asked in moment.territoires.positions else None
    show_recherche(_choose_commune, COMMUNES, keys.CALCUL_RECHERCHE, texts.GUICHET_LABEL)
    if moment.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
    elif code is None:
        st.caption(texts.GUICHET_INTRO)
    else:
        boite, site = team_mailbox(os.environ), documents.site_address()
        blocks.show_rendered(panneau.render_reponse(moment, code, None, boite, site))
    return code


def _choose_commune(code: str) -> None:
    st.query_params[parametres.COMMUNE] = code


def _show_sharing(moment: Moment, calcul: Calcul, commune: str | None) -> None:
    st.header(texts.SHARE_TITLE, anchor=False)
    st.caption(texts.SHARE_LINK)
    adresse = _adresse(calcul, commune)
    st.code(adresse.on(documents.site_address()), language=None, wrap_lines=True)
    documents.show_calcul_button(moment, calcul, commune, adresse)
    table = words.table_lots(calcul, texts.TOTAL)
    tables.show_table(table, texts.RESULT_TITLE, texts.FILE, keys.CALCUL_TABLE)


def _adresse(calcul: Calcul, commune: str | None) -> Adresse:
    """Address of a calculation: all its values, so that new defaults do not change it."""
    query = {parametres.LOTS: write_lots(calcul.lots), parametres.DIVISEUR: f"{calcul.diviseur:g}"}
    query[parametres.PAR_PERSONNE] = f"{calcul.par_personne:g}"
    if calcul.est_inverse:
        query |= {parametres.SENS: "part", parametres.CIBLE: f"{calcul.resultat.heures_insertion:.6g}"}
    if commune:
        query[parametres.COMMUNE] = commune
    return Adresse(ecrans.CALCULATEUR.url_path, query)


def _show_sources(moment: Moment) -> None:
    st.header(texts.EXAMPLE_TITLE, anchor=False)
    st.markdown(texts.EXAMPLE_TEXT)
    st.button(texts.EXAMPLE_TRY, key=keys.CALCUL_EXEMPLE, on_click=_try_example)
    if moment.coefficients:
        st.header(texts.SOURCES_TITLE, anchor=False)
        with st.expander(texts.SOURCES_SHOW, icon=":material/table_rows:"):
            table = words.table_coefficients(moment.coefficients, moment.territoires)
            tables.show_table(table, texts.SOURCES_TITLE, texts.SOURCES_FILE, keys.CALCUL_SOURCES)


def _try_example() -> None:
    lots.fill([texts.EXAMPLE])
