"""Printed pages: the buttons that make them, and what a page says of its origin."""

import os
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from clauses.catalogue import Catalogue, load_contours, load_vue
from clauses.domain.fiche import Fiche
from clauses.domain.selection import Selection
from clauses.ui import keys
from clauses.ui.texts import territoire as texts
from clauses.views.documents import SITE_VARIABLE, Impression
from clauses.views.documents.fiche import build_fiche_pdf


def impression(catalogue: Catalogue) -> Impression:
    """Origin of a page printed now: the public address set for the atlas, otherwise that of the reader's browser."""
    seen = urlsplit(st.context.url or "")
    site = os.environ.get(SITE_VARIABLE, "").strip() or (f"{seen.scheme}://{seen.netloc}" if seen.netloc else "")
    today = date.today()  # noqa: DTZ011 - the day here, not a moment
    return Impression(catalogue.titre, catalogue.edition, catalogue.actualisee_le, today, site)


def show_fiche_button(catalogue: Catalogue, fiche: Fiche, diviseur: float) -> None:
    """The sheet as a PDF, made when asked for; nothing when the guichets could not be read."""
    if catalogue.is_missing_guichets:
        return
    printed = impression(catalogue)
    st.download_button(
        texts.PRINT,
        lambda: build_fiche_pdf(
            fiche,
            load_vue(Selection()).couverture,
            catalogue.typologies,
            load_contours,
            printed,
            diviseur,
        ),
        file_name=f"{texts.file_name(fiche.territoire)}.pdf",
        mime="application/pdf",
        icon=":material/print:",
        key=keys.TERRITOIRE_PDF,
        help=texts.PRINT_HELP,
        on_click="ignore",
    )
