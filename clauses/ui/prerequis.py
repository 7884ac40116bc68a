"""Prerequisites of a screen: data or contents, with a banner for errors; without territories, the page stops."""

from collections.abc import Sequence

import streamlit as st

from clauses.domain.contenus import Contenus
from clauses.domain.issues import ERREUR, Issue
from clauses.donnees import EditionInconnueError, Moment, TerritoiresError, load_contenus
from clauses.rendu.mots import atlas as texts
from clauses.ui import editions
from clauses.ui.arret import PageArretee
from clauses.ui.moment import current_moment

LONGEST_LIST = 20


def require_moment() -> Moment:
    """All data, with a banner for what could not be read; without territories the page stops there."""
    try:
        moment = current_moment()
    except EditionInconnueError:
        editions.show_unknown()
        raise PageArretee from None
    except TerritoiresError:
        st.error(texts.DATA_MISSING, title=texts.DATA_MISSING_TITLE)
        raise PageArretee from None
    editions.show_notice(moment)
    show_banner(moment.issues)
    return moment


def require_contenus() -> Contenus:
    """All contents, with a banner for what could not be read."""
    contenus = load_contenus()
    show_banner(contenus.issues)
    return contenus


def show_banner(issues: Sequence[Issue]) -> None:
    """One banner when reading the data met errors; nothing for mere warnings."""
    errors = [issue for issue in issues if issue.severity == ERREUR]
    if errors:
        with st.expander(texts.data_degraded(len(errors)), icon=":material/warning:"):
            for issue in errors[:LONGEST_LIST]:
                st.text(texts.issue_line(issue))
