"""What a list says once read: what was mended, faults by kind, the two lists to tick, then the draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from clauses.acces import Membre
from clauses.domain.imports.releve import AdresseDouteuse, Faute, Jumelle, Reponses
from clauses.domain.listes.changements import ReleveListe
from clauses.edition.apport import Apercu
from clauses.rendu.changements import resume
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.modeles import table_problemes
from clauses.rendu.mots import apport as texts
from clauses.rendu.mots import equipe, imports
from clauses.ui import keys, tables
from clauses.ui.acces import reserved
from clauses.ui.equipe.fichier import show_to_grid
from clauses.ui.equipe.liste_etat import Liste

MOST_ASKED, MOST_GONE = 50, 40


def show_releve(liste: Liste, membre: Membre, apercu: Apercu) -> None:
    """From what was read to the draft."""
    if apercu.defauts:
        for each in apercu.defauts:
            st.error(unmarked(unlinked(each.message)))
        return
    st.subheader(texts.FOUND, anchor=False)
    releve = apercu.releve
    personnels = releve.personnels if isinstance(releve, ReleveListe) else 0
    hors = "" if liste.description.is_liste else imports.HORS_TOTAUX
    st.markdown(imports.lues(apercu.lues, apercu.retenues, apercu.motifs, apercu.ecartees, personnels, hors))
    _show_reparations(apercu)
    _show_fautes(liste, apercu)
    _ask_jumelles(liste, apercu.jumelles)
    _ask_adresses(liste, apercu.adresses)
    _show_disparues(apercu)
    _show_draft(liste, membre, apercu)


def _show_reparations(apercu: Apercu) -> None:
    if apercu.reparations:
        with st.expander(
            texts.repaired(sum(each.nombre for each in apercu.reparations)), icon=":material/auto_fix_high:"
        ):
            for each in apercu.reparations:
                words = imports.reparation(each.genre, each.colonne, each.nombre, each.exemples[0])
                st.markdown(f"- {unmarked(unlinked(words))}")


def _show_fautes(liste: Liste, apercu: Apercu) -> None:
    """Faults by kind, a button for all of those that can be mended; then every one of them, as a table."""
    if apercu.fautes:
        st.markdown(f"**{texts.FAULTS}**")
        st.caption(texts.FAULTS_HELP)
        for each in apercu.fautes:
            _show_faute(liste, each)
    if apercu.issues:
        listed = table_problemes(apercu.issues, {})
        with st.expander(texts.BY_LINE, icon=":material/list_alt:"):
            tables.show_table(listed, texts.BY_LINE, texts.BY_LINE_FILE, keys.EQUIPE_LISTE_PROBLEMES)


def _show_faute(liste: Liste, faute: Faute) -> None:
    with st.container(border=True):
        st.markdown(unmarked(unlinked(texts.fault(faute.colonne, faute.message, faute.lignes))))
        if faute.corrections:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    texts.fix_all(len(faute.corrections)), key=f"{keys.EQUIPE_LISTE_CORRIGER}_{faute.cle}",
                    icon=":material/auto_fix_high:", on_click=reserved(liste.correct), args=(faute.cle,),
                )  # fmt: skip
                st.caption(unmarked(unlinked(texts.fixes(faute.corrections.items()))))


def _ask_jumelles(liste: Liste, jumelles: Sequence[Jumelle]) -> None:
    def shown(each: Jumelle) -> tuple[str, str, bool]:
        return each.cle, texts.twin(each.ligne, each.nom, each.lieu, each.nom_connu), bool(each.reponse)

    known = {each.cle: each.id for each in jumelles}

    def answer(ticked: dict[str, bool]) -> Reponses:
        said = {cle: known[cle] if yes else "" for cle, yes in ticked.items()}
        return replace(liste.reponses, jumelles={**liste.reponses.jumelles, **said})

    waiting = [shown(each) for each in jumelles if each.reponse is None]
    done = [shown(each) for each in jumelles if each.reponse is not None]
    _ask(liste, keys.EQUIPE_LISTE_JUMELLE, texts.TWINS, texts.TWINS_HELP, waiting, done, answer, texts.TWINS_ALL)


def _ask_adresses(liste: Liste, adresses: Sequence[AdresseDouteuse]) -> None:
    def shown(each: AdresseDouteuse) -> tuple[str, str, bool]:
        return each.cle, texts.address(each.adresse, each.nom, each.ligne), each.is_publiee

    def answer(ticked: dict[str, bool]) -> Reponses:
        return replace(liste.reponses, adresses={**liste.reponses.adresses, **ticked})

    waiting = [shown(each) for each in adresses if not each.is_repondue]
    done = [shown(each) for each in adresses if each.is_repondue]
    _ask(liste, keys.EQUIPE_LISTE_ADRESSE, texts.ADDRESSES, texts.ADDRESSES_HELP, waiting, done, answer)


def _ask(
    liste: Liste,
    key: str,
    title: str,
    help_: str,
    waiting: Sequence[tuple[str, str, bool]],
    done: Sequence[tuple[str, str, bool]],
    answer: Callable[[dict[str, bool]], Reponses],
    all_yes: str = "",
) -> None:
    """A list to tick: key, label and answer of each; those already answered are shown when asked."""
    if not waiting and not done:
        return
    st.markdown(f"**{title}**")
    again = bool(done) and st.toggle(texts.answered(len(done)), key=f"{key}_revoir")
    asked = [*waiting, *(done if again else ())]
    if not asked:
        return
    asked, left = asked[:MOST_ASKED], len(asked) - MOST_ASKED

    def submit(is_all: bool) -> None:
        ticked = {cle: is_all or st.session_state[f"{key}_{cle}"] for cle, _, _ in asked}
        if not liste.answer(answer(ticked)):
            st.toast(texts.KEPT_NOT, icon=":material/save:")

    with st.form(key=f"{key}_formulaire"):
        st.caption(help_)
        for cle, label, is_yes in asked:
            st.checkbox(unmarked(unlinked(label)), value=is_yes, key=f"{key}_{cle}")
        with st.container(horizontal=True):
            st.form_submit_button(
                texts.ANSWER, key=f"{key}_retenir", type="primary", on_click=reserved(submit), args=(False,)
            )
            if all_yes:
                st.form_submit_button(all_yes, key=f"{key}_toutes", on_click=reserved(submit), args=(True,))
        if left > 0:
            st.caption(texts.more(left))


def _show_disparues(apercu: Apercu) -> None:
    gone = apercu.changements.disparitions
    if gone:
        with st.expander(texts.gone(len(gone)), icon=":material/person_off:"):
            st.caption(texts.GONE_OUT if apercu.changements.retire else texts.GONE_KEPT)
            for each in gone[:MOST_GONE]:
                st.markdown(f"- {unmarked(unlinked(each.nom))}")
            if len(gone) > MOST_GONE:
                st.caption(texts.and_more(len(gone) - MOST_GONE))


def _show_draft(liste: Liste, membre: Membre, apercu: Apercu) -> None:
    travail, schema = apercu.travail, liste.moment.schemas[liste.apport.nom]
    if apercu.a_repondre:
        st.info(texts.DRAFT_WAITS)
    elif travail is not None and not apercu.changements:
        st.info(texts.NOTHING)
    elif travail is not None:
        words = resume(apercu.changements, schema)
        st.markdown(texts.changes(equipe.TABLE_NAMES[schema.name], words))
        show_to_grid(liste.moment, membre, travail, texts.DRAFT, texts.DRAFT_HELP, kind="primary")
