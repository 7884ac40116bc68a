"""A territory beside others, and beside the region: bars, a table, downloads."""

from collections.abc import Sequence

import streamlit as st

from clauses.domain.fiche import Fiche, similaires
from clauses.domain.territoires import Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.fiche import comparaison, table_comparaison
from clauses.rendu.mots import territoire as texts
from clauses.rendu.vues import load_fiche
from clauses.ui import blocks, keys, tables
from clauses.ui.adresse import NONE
from clauses.ui.recherche import TERRITOIRES, show_recherche

MOST = 4


def show_comparaison(moment: Moment, fiche: Fiche) -> None:
    """Up to four other territories and the region; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    st.subheader(texts.COMPARE_TITLE, help=texts.COMPARE_HELP, anchor=False)
    chosen = _ask(moment, fiche)
    region = moment.territoires.region
    shown = [fiche.territoire, *chosen, *([] if region in (fiche.territoire, *chosen) else [region])]
    columns = comparaison([load_fiche(moment, each) for each in shown], moment.heures)
    blocks.show(
        "comparaison.html",
        titre=texts.COMPARE_ALT,
        alt=texts.compare_chart([column["nom"] for column in columns]),
        colonnes=columns,
        legende=[part for part in columns[0]["parts"] if any(_width(column, part) for column in columns)],
        indicateurs=list(columns[0]["cellules"]),
    )
    tables.show_population(moment)
    tables.show_downloads(table_comparaison(columns), texts.COMPARE_ALT, texts.COMPARE_FILE, keys.COMPARER_TABLE)


def _width(column: dict, part: dict) -> float:
    return next(each["largeur"] for each in column["parts"] if each["statut"] == part["statut"])


def _ask(moment: Moment, fiche: Fiche) -> list[Territoire]:
    """The territories of the address; without any, the two most similar."""
    territoires = moment.territoires
    proposed = similaires(fiche.territoire, moment.couverture)
    asked = _read(moment, fiche, st.query_params.get(parametres.COMPARER), proposed)
    options = list(map(str, dict.fromkeys([*asked, *proposed])))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        # The address is the source of truth: the search box adds to it.
        st.session_state[parametres.COMPARER] = list(map(str, asked))
        st.multiselect(
            texts.COMPARE_LABEL,
            options,
            format_func=lambda key: _label(moment, key),
            key=parametres.COMPARER,
            max_selections=MOST,
            placeholder=texts.COMPARE_PLACEHOLDER,
            on_change=lambda: _write(st.session_state[parametres.COMPARER]),
        )
    with right:

        def add(key: str) -> None:
            if len(asked) >= MOST:
                st.toast(texts.COMPARE_TOO_MANY)
            elif key not in map(str, (*asked, fiche.territoire)):
                _write([*map(str, asked), key])

        show_recherche(add, TERRITOIRES, keys.COMPARER_RECHERCHE, texts.COMPARE_SEARCH)
    return [territoires.find(key) for key in map(str, asked)]


def _read(moment: Moment, fiche: Fiche, text: str | None, proposed: Sequence[Territoire]) -> list[Territoire]:
    if text is None:
        return list(proposed[:2])
    found = []
    for key in text.split(","):
        try:
            found.append(moment.territoires.find(key))
        except KeyError:
            continue
    return [each for each in dict.fromkeys(found) if each != fiche.territoire][:MOST]


def _write(keys_: Sequence[str]) -> None:
    st.query_params[parametres.COMPARER] = ",".join(keys_) or NONE


def _label(moment: Moment, key: str) -> str:
    territoire = moment.territoires.find(key)
    return typographic(moment.territoires.nom_distinct(territoire))
