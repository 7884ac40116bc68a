"""The screen that prepares a presentation; the show itself is a page of its own (``clauses/web/presentation.py``)."""

from urllib.parse import urlencode

import streamlit as st

from clauses.catalogue import presentation_issues
from clauses.domain.contenus import Contenus
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import presentation
from clauses.ui import blocks


def show_histoires(contenus: Contenus) -> None:
    """Each story: start it, print its notes, or open it at one of its steps."""
    if not contenus.histoires:
        st.info(presentation.EMPTY, title=presentation.EMPTY_TITLE)
        return
    for found in presentation_issues():
        st.text(texts.issue_line(found))
    for histoire in contenus.histoires:
        blocks.show(
            "presentation_histoire.html",
            histoire=histoire,
            t=presentation,
            duree=presentation.steps(len(histoire.etapes)),
            nom=presentation.start(histoire.titre),
            projection=f"/presentation?{urlencode({'histoire': histoire.slug})}",
            orateur=f"/presentation/orateur?{urlencode({'histoire': histoire.slug})}",
            papier=f"/presentation/papier?{urlencode({'histoire': histoire.slug})}",
        )


def show_mode_emploi() -> None:
    """What to do before, and the keys."""
    blocks.show("presentation_touches.html", t=presentation)
