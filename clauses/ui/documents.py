"""PDF downloads, and the origin printed on each page."""

import os
from urllib.parse import urlsplit

import streamlit as st

from clauses.domain.calcul import Calcul
from clauses.domain.fiche import Fiche
from clauses.donnees import Moment, horloge
from clauses.rendu import calcul as words_calcul
from clauses.rendu.adresses import Adresse
from clauses.rendu.documents import SITE_VARIABLE, Impression
from clauses.rendu.documents.calcul import build_calcul_pdf
from clauses.rendu.documents.fiche import build_fiche_pdf
from clauses.rendu.documents.reponse import load_reponse_pdf
from clauses.rendu.mots import calculateur as texts_calculateur
from clauses.rendu.mots import impression as texts_impression
from clauses.rendu.mots import territoire as texts
from clauses.rendu.vues import load_reponse
from clauses.ui import keys


def _origine(moment: Moment) -> Impression:
    """Origin of a page printed now: address, date, edition."""
    today = horloge.today()
    return Impression(moment.titre, moment.edition, moment.actualisee_le, today, site_address())


def site_address() -> str:
    """The public address set for the atlas, otherwise that of the reader's browser; without its last slash."""
    seen = urlsplit(st.context.url or "")
    site = os.environ.get(SITE_VARIABLE, "").strip() or (f"{seen.scheme}://{seen.netloc}" if seen.netloc else "")
    return site.rstrip("/")


def show_reponse_button(moment: Moment, code: str, donneur_ordre: str | None) -> None:
    """The answer as a PDF, made when asked for."""
    # Taken now: the file is made outside the run of a screen, where the reader is not known.
    site, today = site_address(), horloge.today()
    st.download_button(
        texts_impression.PRINT_ANSWER,
        lambda: load_reponse_pdf(moment, code, donneur_ordre, site, today),
        file_name=texts_impression.answer_file(code),
        mime="application/pdf",
        icon=":material/print:",
        type="tertiary",
        key=keys.REPONSE_PDF,
        on_click="ignore",
    )


def show_fiche_button(moment: Moment, fiche: Fiche, diviseur: float) -> None:
    """The sheet as a PDF, made when asked for; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    printed = _origine(moment)
    st.download_button(
        texts.PRINT,
        lambda: build_fiche_pdf(
            fiche,
            moment.couverture,
            moment.heures,
            moment.typologies,
            moment.geo.contours,
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


def show_calcul_button(moment: Moment, calcul: Calcul, commune: str | None, adresse: Adresse) -> None:
    """The calculation as a PDF, made when asked for; ``adresse`` opens the same calculation."""
    printed = _origine(moment)
    formulas = [
        {"nom": texts_calculateur.lot_heading(rank, lot), "formule": texts_calculateur.formula(lot)}
        for rank, lot in enumerate(calcul.lots)
    ]
    st.download_button(
        texts_calculateur.PRINT,
        lambda: build_calcul_pdf(
            texts_calculateur.TITLE,
            words_calcul.tuiles(calcul, texts_calculateur.people(calcul.resultat.personnes)),
            formulas,
            words_calcul.table_lots(calcul, texts_calculateur.TOTAL),
            words_calcul.origines(calcul, moment.coefficients),
            None if commune is None else (load_reponse(moment, commune), moment.territoires),
            printed,
            adresse,
        ),
        file_name=f"{texts_calculateur.FILE}.pdf",
        mime="application/pdf",
        icon=":material/print:",
        key=keys.CALCUL_PDF,
        on_click="ignore",
    )
