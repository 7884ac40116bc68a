"""Sections of the screen « Données et méthode »: files, definitions, gaps, sources."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from clauses.catalogue import Catalogue, load_annuaire, load_edition, load_kept, load_vue
from clauses.diffusion import FICHIERS, Edition, build_xlsx, build_zip
from clauses.diffusion.fichiers import Fichier
from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.contenus import Contenus
from clauses.domain.selection import Selection
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu import methode as words
from clauses.rendu.exports import XLSX_TYPE
from clauses.rendu.formats import typographic
from clauses.rendu.inclusion import PERTES
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import methode as texts
from clauses.ui import blocks, editions, keys, leger, tables
from clauses.ui.choix import ask_few
from clauses.ui.telechargement import show_download


def show_edition(catalogue: Catalogue) -> None:
    """Which data these are."""
    st.markdown(texts.edition(catalogue.edition, catalogue.actualisee_le))


def show_rubrique(catalogue: Catalogue, contenus: Contenus) -> None:
    """The section that the address names, the files by default; those of ``content/donnees`` are prose."""
    pages = {page.slug: page for page in contenus.rubriques if page.slug not in SECTIONS}
    titles = {slug: typographic(page.titre) for slug, page in pages.items()}
    chosen = ask_few(parametres.RUBRIQUE, texts.RUBRIQUE, {**texts.RUBRIQUES, **titles})
    if chosen in SECTIONS:
        SECTIONS[chosen](catalogue)
    else:
        blocks.show("page.html", page=pages[chosen], relu=texts.reviewed(pages[chosen].maj_le))


def show_telecharger(catalogue: Catalogue) -> None:
    """Everything in one file, then each file."""
    show_download(
        texts.ZIP,
        lambda: load_kept(("zip",), lambda: build_zip(_edition())),
        f"{_name(catalogue)}.zip",
        "application/zip",
        keys.DONNEES_ZIP,
    )
    st.caption(texts.ZIP_HELP)
    st.subheader(texts.FILES_TITLE, anchor=False)
    st.caption(texts.FILES_INTRO)
    for group in _groups():
        _show_group(group)
    st.caption(texts.COMMAND)
    leger.show_leger()
    with st.expander(texts.INCLUSION_TITLE):
        blocks.show("liste.html", elements=PERTES)


def _edition() -> Edition:
    return load_edition(date.today())  # noqa: DTZ011 - the day here, not a moment


def _name(catalogue: Catalogue) -> str:
    return texts.ZIP_FILE if catalogue.edition is None else f"{texts.ZIP_FILE}-edition-{catalogue.edition}"


def _groups() -> list[list[Fichier]]:
    """Files of the same subject together."""
    groups: dict[str, list[Fichier]] = {}
    for fichier in FICHIERS:
        groups.setdefault(fichier.nom.partition(".")[0].partition("/")[0], []).append(fichier)
    return list(groups.values())


def _show_group(group: list[Fichier]) -> None:
    with st.container(border=True):
        left, right = st.columns([4, 7], vertical_alignment="center")
        with left:
            blocks.show("fichier.html", titre=group[0].titre)
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            needs = {need for fichier in group for need in fichier.needs}
            faults = {need: load_kept(("faute", need), lambda need=need: _edition().fault(need)) for need in needs}
            for fichier in group:
                if not any(faults[need] for need in fichier.needs):
                    _show_formats(fichier)
            if any(faults.values()):
                st.caption(texts.ABSENT)


def _show_formats(fichier: Fichier) -> None:
    """A button for the file, named after it, and one for its workbook. Each reads the edition of the moment."""
    name = fichier.nom.replace("/", "-")
    key = f"{keys.DONNEES_FICHIER}_{name}"
    show_download(name, lambda: fichier.build(_edition()), name, fichier.mediatype, key, help_=fichier.titre)
    if fichier.table:
        workbook = f"{fichier.table}.xlsx"
        show_download(
            workbook, lambda: build_xlsx(_edition(), fichier.table), workbook, XLSX_TYPE,
            f"{keys.DONNEES_FICHIER}_{workbook}", help_=fichier.titre,
        )  # fmt: skip


def show_definitions(catalogue: Catalogue) -> None:
    """Coverage statuses, each with an example of these data."""
    st.subheader(texts.STATUTS_TITLE, anchor=False)
    st.caption(texts.STATUTS_INTRO)
    if catalogue.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    vue = load_vue(Selection())
    blocks.show_rendered(
        vue.keep("statuts", lambda: blocs.render("statuts.html", statuts=words.statuts(vue.couverture)))
    )
    st.page_link(ecrans.GLOSSAIRE.path, label=texts.GLOSSARY, icon=ecrans.GLOSSAIRE.icon)


def show_manques(catalogue: Catalogue) -> None:
    """What is missing, by département."""
    st.subheader(texts.GAPS_TITLE, anchor=False)
    st.caption(texts.GAPS_INTRO)
    if catalogue.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    table = load_kept(
        ("manques",),
        lambda: words.table_manques(
            load_vue(Selection()).couverture,
            load_annuaire(GUICHETS),
            load_annuaire(STRUCTURES),
            catalogue.heures,
            catalogue.qpv,
        ),
    )
    tables.show_table(table, texts.GAPS_TITLE, texts.GAPS_FILE, keys.MANQUES)


def show_sources(catalogue: Catalogue) -> None:
    """Where the data come from, on which terms, how to name them."""
    edition = _edition()
    description = edition.description
    licences = words.licences(description)
    licence = ", ".join(each["nom"] for each in licences)
    st.subheader(texts.SOURCES_TITLE, anchor=False)
    st.caption(texts.SOURCES_INTRO)
    blocks.show("liens.html", liens=words.sources(description))
    table = load_kept(
        ("sources",), lambda: words.table_sources(edition.tables.values(), edition.territoires_origine, licence)
    )
    tables.show_table(table, texts.SOURCES_TABLE, texts.SOURCES_FILE, keys.SOURCES)
    st.subheader(texts.LICENCE_TITLE, anchor=False)
    if licences:
        blocks.show("liens.html", liens=licences)
    else:
        st.info(texts.LICENCE_UNKNOWN)
    st.subheader(texts.CITE_TITLE, anchor=False)
    blocks.show("note.html", texte=texts.cite(catalogue.titre, catalogue.edition, catalogue.actualisee_le, licence))


SECTIONS: dict[str, Callable[[Catalogue], object]] = {
    texts.TELECHARGER: show_telecharger,
    texts.DEFINITIONS: show_definitions,
    texts.MANQUES: show_manques,
    texts.SOURCES: show_sources,
    texts.EDITIONS: lambda _: editions.show_editions(),
}
