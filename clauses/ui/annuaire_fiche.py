"""Sheet of a guichet or of a structure, at a permanent address."""

import streamlit as st

from clauses.domain.annuaire import GUICHETS, STRUCTURES, Entree
from clauses.domain.guichets import Guichet
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu import annuaire as words
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.blocs.fermes import render_ferme
from clauses.rendu.blocs.partage import LISTES
from clauses.rendu.documents import qr_data_uri
from clauses.rendu.formats import unmarked
from clauses.rendu.guichets import sans_contact
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.mots import equipe
from clauses.rendu.mots import fiche as fiche_texts
from clauses.rendu.vcard import to_vcard
from clauses.ui import acces, blocks, documents, keys, navigation, partage
from clauses.ui.signaler import show_signaler


def find_demandee(moment: Moment) -> Entree | None:
    """The entry that the address names; else a warning, or since when the guichet that it names is closed."""
    for key, liste in LISTES.items():
        asked = st.query_params.get(key)
        if asked and not (liste == GUICHETS and moment.is_missing_guichets):
            found = load_annuaire(moment, liste).by_id.get(asked)
            if liste == GUICHETS and asked in moment.guichets_fermes:
                blocks.show_rendered(render_ferme(moment, moment.guichets_fermes[asked]))
                show_modifier(GUICHETS, asked)
            elif found is None:
                st.warning(texts.UNKNOWN, title=texts.UNKNOWN_TITLE)
            return found
    return None


def show_fiche(moment: Moment, entree: Entree) -> None:
    """Identity, contacts, territory and sources."""
    with st.container(key=keys.FICHE_RETOUR):
        st.page_link(
            ecrans.ANNUAIRE.path,
            label=texts.BACK,
            icon=":material/arrow_back:",
            query_params={parametres.LISTE: _liste(entree)} | _without_entry(),
        )
    navigation.set_title(entree.fiche.nom, texts.MENU)
    st.title(unmarked(typographic(entree.fiche.nom)), anchor=False)
    fiche = words.fiche(entree, moment.territoires, moment.typologies)
    blocks.show("annuaire_tete.html", **fiche)
    address = adresses.entree(entree.fiche).on(documents.site_address())
    _show_actions(moment, entree)
    blocks.show(
        "annuaire_fiche.html",
        **fiche,
        annee=moment.annee,
        carte=_small_map(moment, entree),
        carte_alt=texts.small_map_alt(entree.fiche.nom),
        qr=qr_data_uri(address) if documents.site_address() and not sans_contact(entree.fiche) else "",
    )


def _show_actions(moment: Moment, entree: Entree) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if not sans_contact(entree.fiche):
            st.download_button(
                texts.VCARD,
                lambda: to_vcard([entree.fiche], moment.territoires),
                file_name=f"{entree.fiche.id}.vcf",
                mime="text/vcard",
                icon=":material/contact_page:",
                key=keys.FICHE_VCARD,
                on_click="ignore",
            )
        show_modifier(_liste(entree), entree.fiche.id)
        show_signaler(moment, entree.fiche.nom, adresses.entree(entree.fiche))
        partage.show_partage(ecrans.ANNUAIRE.url_path, parametres.GUICHET, parametres.STRUCTURE)


def show_modifier(table: str, name: str) -> None:
    """For the team alone: from a sheet to its form."""
    if acces.membre() is None:
        return
    st.page_link(
        ecrans.MISE_A_JOUR.path,
        label=fiche_texts.EDIT,
        icon=":material/edit:",
        query_params={parametres.TABLE: table, parametres.MANIERE: equipe.FICHE, parametres.FICHE: name},
    )


def _liste(entree: Entree) -> str:
    return GUICHETS if isinstance(entree.fiche, Guichet) else STRUCTURES


def _without_entry() -> dict[str, str]:
    """The address of the list that led here."""
    return {
        name: value for name, value in st.query_params.items() if name not in (parametres.GUICHET, parametres.STRUCTURE)
    }


def _small_map(moment: Moment, entree: Entree) -> str:
    """Address of the map of a guichet's territory, or of a structure's place; empty when unknown."""
    fiche = entree.fiche
    if isinstance(fiche, Guichet):
        return adresses.perimetre(moment.version, fiche) if words.served_words(fiche, moment.territoires) else ""
    if entree.commune not in moment.territoires.positions:
        return ""
    return adresses.locator(moment.version, Territoire(COMMUNE, entree.commune))
