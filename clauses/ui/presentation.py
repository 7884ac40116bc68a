"""The screen that prepares a presentation; the show itself is a page of its own (``clauses/web/presentation.py``)."""

import streamlit as st

from clauses.domain.contenus import Contenus
from clauses.rendu import adresses
from clauses.rendu.histoires import find_issues
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import presentation
from clauses.ui import blocks
from clauses.ui.moment import current_moment


def show_histoires(contenus: Contenus) -> None:
    """Each story: start it, print its notes, or open it at one of its steps."""
    if not contenus.histoires:
        st.info(presentation.EMPTY, title=presentation.EMPTY_TITLE)
        return
    for found in find_issues(current_moment(), contenus):
        st.text(texts.issue_line(found))
    for histoire in contenus.histoires:
        blocks.show(
            "presentation_histoire.html",
            histoire=histoire,
            t=presentation,
            duree=presentation.steps(len(histoire.etapes)),
            nom=presentation.start(histoire.titre),
            etapes=[
                {"titre": etape.titre, "adresse": adresses.projection(histoire.slug, rang).on()}
                for rang, etape in enumerate(histoire.etapes, 1)
            ],
            projection=adresses.projection(histoire.slug).on(),
            orateur=adresses.projection(histoire.slug, page=adresses.ORATEUR).on(),
            papier=adresses.projection(histoire.slug, page=adresses.PAPIER).on(),
        )


def show_mode_emploi() -> None:
    """Checklist before the show, and keyboard shortcuts."""
    blocks.show("presentation_touches.html", t=presentation)
