"""Data problems on screen: what was lost is said, the rest of the page goes on."""

from collections.abc import Sequence

import streamlit as st

from clauses.domain.issues import ERREUR, Issue
from clauses.ui import texts


def show_banner(issues: Sequence[Issue]) -> None:
    """One banner when reading the data met errors; nothing for mere warnings."""
    errors = [issue for issue in issues if issue.severity == ERREUR]
    if errors:
        with st.expander(texts.data_degraded(len(errors)), icon=":material/warning:"):
            st.table([issue.to_dict() for issue in errors[:20]])
