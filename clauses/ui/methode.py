"""Sections of the screen « Données et méthode »: files, definitions, gaps, sources."""

from collections.abc import Callable

import streamlit as st

from clauses.diffusion import FICHIERS, build_xlsx, find_fault, load_zip
from clauses.diffusion.fichiers import Fichier
from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.contenus import Contenus
from clauses.domain.guichets import count_guichets
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, horloge, kept
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu import methode as words
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.blocs.age import anciennete
from clauses.rendu.blocs.joignable import render_joignables, table_joignables
from clauses.rendu.exports import XLSX_TYPE
from clauses.rendu.inclusion import PERTES
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import joignable
from clauses.rendu.mots import methode as texts
from clauses.rendu.mots.domaine import decompte
from clauses.rendu.tableaux import Tableau
from clauses.ui import blocks, editions, keys, leger, tables
from clauses.ui.choix import ask_few
from clauses.ui.heures import show_bloc
from clauses.ui.telechargement import show_download


def show_edition(moment: Moment) -> None:
    """Edition and date of the data."""
    st.markdown(texts.edition(moment.edition, moment.actualisee_le))


def show_rubrique(moment: Moment, contenus: Contenus) -> None:
    """The section that the address names, the files by default; those of ``content/donnees`` are prose."""
    pages = {page.slug: page for page in contenus.rubriques if page.slug not in SECTIONS}
    titles = {slug: typographic(page.titre) for slug, page in pages.items()}
    chosen = ask_few(parametres.RUBRIQUE, texts.RUBRIQUE, {**texts.RUBRIQUES, **titles})
    if chosen in SECTIONS:
        SECTIONS[chosen](moment)
    else:
        blocks.show("page.html", page=pages[chosen], relu=texts.reviewed(pages[chosen].maj_le))


def show_telecharger(moment: Moment) -> None:
    """Everything in one file, then each file."""
    show_download(
        texts.ZIP,
        lambda: load_zip(moment, horloge.today()),
        f"{_name(moment)}.zip",
        "application/zip",
        keys.DONNEES_ZIP,
    )
    st.caption(texts.ZIP_HELP)
    st.header(texts.FILES_TITLE, anchor=False)
    st.caption(texts.FILES_INTRO)
    for group in _groups():
        _show_group(moment, group)
    st.caption(texts.COMMAND)
    leger.show_leger()
    with st.expander(texts.INCLUSION_TITLE):
        blocks.show("liste.html", elements=PERTES)


def _name(moment: Moment) -> str:
    return texts.ZIP_FILE if moment.edition is None else f"{texts.ZIP_FILE}-edition-{moment.edition}"


def _groups() -> list[list[Fichier]]:
    """Files of the same subject together."""
    groups: dict[str, list[Fichier]] = {}
    for fichier in FICHIERS:
        groups.setdefault(fichier.nom.partition(".")[0].partition("/")[0], []).append(fichier)
    return list(groups.values())


def _show_group(moment: Moment, group: list[Fichier]) -> None:
    with st.container(border=True):
        left, right = st.columns([4, 7], vertical_alignment="center")
        with left:
            blocks.show("fichier.html", titre=group[0].titre)
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            needs = {need for fichier in group for need in fichier.needs}
            faults = {need: find_fault(moment, need) for need in needs}
            for fichier in group:
                if not any(faults[need] for need in fichier.needs):
                    _show_formats(moment, fichier)
            if any(faults.values()):
                st.caption(texts.ABSENT)


def _show_formats(moment: Moment, fichier: Fichier) -> None:
    """A button for the file, named after it, and one for its workbook. Each is made when asked for."""
    name = fichier.nom.replace("/", "-")
    key = f"{keys.DONNEES_FICHIER}_{name}"
    show_download(
        name, lambda: fichier.build(moment, horloge.today()), name, fichier.mediatype, key, help_=fichier.titre
    )
    if fichier.table:
        workbook = f"{fichier.table}.xlsx"
        show_download(
            workbook, lambda: build_xlsx(moment, fichier.table), workbook, XLSX_TYPE,
            f"{keys.DONNEES_FICHIER}_{workbook}", help_=fichier.titre,
        )  # fmt: skip


def show_definitions(moment: Moment) -> None:
    """Coverage statuses, each with an example of these data."""
    st.header(texts.STATUTS_TITLE, anchor=False)
    st.caption(texts.STATUTS_INTRO)
    if moment.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    blocks.show_rendered(_statuts(moment))
    st.page_link(ecrans.GLOSSAIRE.path, label=texts.GLOSSARY, icon=ecrans.GLOSSAIRE.icon)


@kept(2)
def _statuts(moment: Moment) -> str:
    return blocs.render("statuts.html", statuts=words.statuts(moment.couverture))


def show_manques(moment: Moment) -> None:
    """Missing data, by département."""
    st.header(texts.GAPS_TITLE, anchor=False)
    st.caption(texts.GAPS_INTRO)
    if moment.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    st.caption(f"{decompte(count_guichets(moment.guichets))}.")
    tables.show_table(_manques(moment), texts.GAPS_TITLE, texts.GAPS_FILE, keys.MANQUES)
    tables.show_population(moment)


@kept(2)
def _manques(moment: Moment) -> Tableau:
    lists = (load_annuaire(moment, liste) for liste in (GUICHETS, STRUCTURES))
    return words.table_manques(moment.couverture, *lists, moment.heures, moment.qpv)


def show_fraicheur(moment: Moment) -> None:
    """How old the information is, and who can be called."""
    if moment.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    bloc = anciennete(moment)
    if bloc is not None:
        st.header(bloc.titre, anchor=False)
        show_bloc(bloc, keys.ANCIENNETE)
    blocks.show_rendered(render_joignables(moment))
    tables.show_table(table_joignables(moment), joignable.TABLEAU, joignable.FICHIER, keys.JOIGNABLES)


def show_sources(moment: Moment) -> None:
    """Sources, licences and attribution."""
    licences = words.licences(moment.description)
    licence = ", ".join(each["nom"] for each in licences)
    st.header(texts.SOURCES_TITLE, anchor=False)
    st.caption(texts.SOURCES_INTRO)
    blocks.show("liens.html", liens=words.sources(moment.description))
    tables.show_table(_sources(moment, licence), texts.SOURCES_TABLE, texts.SOURCES_FILE, keys.SOURCES)
    st.header(texts.LICENCE_TITLE, anchor=False)
    if licences:
        blocks.show("liens.html", liens=licences)
    else:
        st.info(texts.LICENCE_UNKNOWN)
    st.header(texts.CITE_TITLE, anchor=False)
    blocks.show("note.html", texte=texts.cite(moment.titre, moment.edition, moment.actualisee_le, licence))


@kept(2)
def _sources(moment: Moment, licence: str) -> Tableau:
    return words.table_sources(moment.tables.values(), moment.geo.origine, licence)


SECTIONS: dict[str, Callable[[Moment], object]] = {
    texts.TELECHARGER: show_telecharger,
    texts.DEFINITIONS: show_definitions,
    texts.MANQUES: show_manques,
    texts.FRAICHEUR: show_fraicheur,
    texts.SOURCES: show_sources,
    texts.EDITIONS: editions.show_editions,
}
