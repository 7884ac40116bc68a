"""What each column of a list is: a drop-down each, what is the same for every row, models kept by their names."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from clauses.domain.noms import Noms
from clauses.edition import modeles
from clauses.edition.apport import ColonneLue, find_filters, find_unread_types
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.mots import apport as texts
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.equipe.champs import Champ, show_champ
from clauses.ui.equipe.liste_etat import Liste
from clauses.ui.telechargement import show_download

ABREAST, MOST_WORDS = 3, 30


def show_colonnes(liste: Liste) -> None:
    """A drop-down per column, those recognised first, then the rest of what the rows need."""
    _ask_modele(liste)
    if liste.is_connue:
        st.info(texts.KNOWN)
        return
    placed = liste.placees()
    known = [each for each in liste.apport.colonnes if each.titre in placed]
    others = [each for each in liste.apport.colonnes if each.titre not in placed]
    st.caption(texts.columns(liste.apport.nombre, len(liste.apport.colonnes), len(known)))
    _show_abreast(known, lambda each: _ask_colonne(liste, each))
    if others:
        with st.expander(texts.aside(len(others)), expanded=not known, icon=":material/view_column:"):
            _show_abreast(others, lambda each: _ask_colonne(liste, each))
    for key, titles in liste.correspondance().colonnes.items():
        if len(titles) > 1:
            words = texts.joined(liste.description.by_key[key].titre, titles)
            st.caption(unmarked(unlinked(words)))
    _ask_types(liste)
    _ask_fixes(liste)
    _ask_filtre(liste)
    _ask_name(liste)


def _show_abreast(items: Sequence[ColonneLue], show: Callable[[ColonneLue], None]) -> None:
    """Row by row, so that they are read in the order of the file."""
    for start in range(0, len(items), ABREAST):
        for place, each in zip(st.columns(ABREAST), items[start : start + ABREAST], strict=False):
            with place:
                show(each)


def _ask_colonne(liste: Liste, colonne: ColonneLue) -> None:
    titre = colonne.titre
    options = {"": texts.ASIDE} | {
        each.key: texts.option(each.titre, is_obligatoire=each.is_obligatoire) for each in liste.description.colonnes
    }
    key = f"{keys.EQUIPE_LISTE_COLONNE}_{liste.depot}_{titre}"
    st.session_state[key] = liste.roles[titre]

    def changed() -> None:
        liste.roles[titre] = st.session_state[key]
        liste.is_demandee = False

    role = liste.description.by_key.get(liste.roles[titre])
    st.selectbox(
        unmarked(unlinked(titre)), list(options), format_func=options.__getitem__, key=key, on_change=changed,
        disabled=colonne.is_personnelle, help=role.aide[:1].upper() + role.aide[1:] + "." if role else None,
    )  # fmt: skip
    if colonne.is_personnelle:
        st.caption(texts.PERSONAL)
    else:
        shown = [value if len(value) <= 40 else f"{value[:39]}…" for value in colonne.exemples]
        st.caption(unmarked(unlinked(texts.samples(shown))) if shown else texts.NO_VALUE)


def _ask_types(liste: Liste) -> None:
    """Words that name no type: what each means."""
    words = find_unread_types(liste.moment, liste.apport, liste.correspondance())
    if not words:
        return
    st.markdown(f"**{texts.WORDS}**")
    st.caption(texts.WORDS_HELP)
    labels = dict(liste.moment.schemas[liste.apport.nom].by_name["type"].categories)
    for start in range(0, min(len(words), MOST_WORDS), ABREAST):
        for place, word in zip(st.columns(ABREAST), words[start : start + ABREAST], strict=False):
            with place:
                _ask_type(liste, word, labels)


def _ask_type(liste: Liste, word: str, labels: Mapping[str, str]) -> None:
    key = f"{keys.EQUIPE_LISTE_MOT}_{liste.depot}_{word}"
    st.session_state[key] = liste.types.get(word) or None

    def changed() -> None:
        liste.types[word] = st.session_state[key] or ""
        liste.is_demandee = False

    st.selectbox(
        unmarked(unlinked(word)), list(labels), index=None, format_func=lambda code: labels.get(code, code), key=key,
        placeholder=texts.WORD_NONE, on_change=changed,
    )  # fmt: skip


def _ask_fixes(liste: Liste) -> None:
    schema, asked = liste.moment.schemas[liste.apport.nom], liste.asked_fixes()
    reglages = liste.asked_reglages()
    if not asked and not reglages:
        return
    st.markdown(f"**{texts.FIXED}**")
    st.caption(texts.FIXED_HELP)
    typologies = liste.moment.tables["typologies"].columns
    choix = {"typologie": dict(zip(typologies["code"], typologies["libelle"], strict=True))}
    fields: list[Callable[[], None]] = [lambda name=name: _ask_reglage(liste, name) for name in reglages]

    def ask_fixe(name: str) -> None:
        def put(value: str) -> None:
            liste.fixes[name] = value
            liste.is_demandee = False

        key = f"{keys.EQUIPE_LISTE_FIXE}_{liste.depot}_{name}"
        champ = Champ(schema.by_name[name], liste.fixes.get(name, ""), key, choix.get(name))
        show_champ(liste.moment, champ, put)

    fields += [lambda name=name: ask_fixe(name) for name in asked]
    for start in range(0, len(fields), ABREAST):
        for place, show in zip(st.columns(ABREAST), fields[start : start + ABREAST], strict=False):
            with place:
                show()


def _ask_filtre(liste: Liste) -> None:
    """A column whose values tell the rows to keep; those of a model that has several stay."""
    columns = find_filters(liste.apport)
    columns |= {title: tuple(values) for title, values in liste.filtre.items() if title not in columns}
    if not columns:
        return
    key = f"{keys.EQUIPE_LISTE_FILTRE}_{liste.depot}"
    named = next(iter(liste.filtre), None)
    st.session_state[key] = named

    def chosen() -> None:
        title = st.session_state[key]
        liste.filtre = {title: []} if title else {}
        liste.is_demandee = False

    def changed() -> None:
        liste.filtre = {**liste.filtre, str(named): st.session_state[f"{key}_valeurs"]}
        liste.is_demandee = False

    left, right = st.columns([1, 2])
    with left:
        st.selectbox(
            texts.FILTER, list(columns), index=None, key=key, help=texts.FILTER_HELP, placeholder=texts.FILTER_NONE,
            on_change=chosen,
        )  # fmt: skip
    if named is not None:
        st.session_state[f"{key}_valeurs"] = liste.filtre[named]
        with right:
            st.multiselect(
                texts.FILTER_VALUES, list(dict.fromkeys((*columns[named], *liste.filtre[named]))),
                key=f"{key}_valeurs", placeholder=texts.FILTER_ANY, on_change=changed,
            )  # fmt: skip


def _ask_reglage(liste: Liste, name: str) -> None:
    key = f"{keys.EQUIPE_LISTE_FIXE}_{liste.depot}_{name}"
    st.session_state[key] = liste.reglages[name] or None if name == "niveau" else liste.reglages[name]

    def changed() -> None:
        value = " ".join((st.session_state[key] or "").split())
        if name == "territoire":
            value = Noms(liste.moment.territoires).write(value) or value
        liste.reglages[name] = value
        liste.is_demandee = False

    if name == "niveau":
        st.selectbox(
            texts.LEVEL, list(texts.LEVELS), index=None, format_func=texts.LEVELS.__getitem__, key=key,
            placeholder=texts.WORD_NONE, on_change=changed,
        )  # fmt: skip
    else:
        label, help_ = {
            "territoire": (texts.PLACE, texts.PLACE_HELP),
            "annee": (texts.YEAR, texts.YEAR_HELP),
            "identifiant": (texts.IDENTIFIER, texts.IDENTIFIER_HELP),
        }[name]
        st.text_input(label, key=key, help=help_, on_change=changed)


def _ask_modele(liste: Liste) -> None:
    """Which model kept serves; the one whose columns are all there is taken at once."""
    if liste.is_modele_perdu:
        st.warning(texts.MODEL_LOST)
    names = modeles.list_modeles(liste.moment, liste.apport.nom)
    if not names:
        return
    key = f"{keys.EQUIPE_LISTE_MODELE}_{liste.depot}"
    st.session_state[key] = liste.modele

    def changed() -> None:
        liste.follow(st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            texts.MODEL, ["", *names], format_func=lambda name: name or texts.MODEL_NONE, key=key,
            help=texts.MODEL_HELP, on_change=changed,
        )  # fmt: skip
        if liste.modele:
            st.button(
                texts.FORGET, key=f"{key}_oublier", icon=":material/bookmark_remove:", type="tertiary",
                on_click=reserved(_forget), args=(liste,),
            )  # fmt: skip


def _ask_name(liste: Liste) -> None:
    """Keep what was said under a name, for the next file and for the terminal."""
    key = f"{keys.EQUIPE_LISTE_NOM}_{liste.depot}"
    st.session_state.setdefault(key, liste.modele)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(texts.KEEP_NAME, key=key, help=texts.KEEP_NAME_HELP, max_chars=80)
        st.button(
            texts.KEEP, key=f"{key}_garder", icon=":material/bookmark_add:", disabled=not name.strip(),
            on_click=reserved(_keep), args=(liste, name),
        )  # fmt: skip
        show_download(
            texts.FOR_TERMINAL, lambda: modeles.render(liste.moment, liste.correspondance(), liste.apport).encode(),
            f"{name.strip() or liste.apport.nom}.yml", "application/yaml", keys.EQUIPE_LISTE_YAML,
            help_=texts.FOR_TERMINAL_HELP, kind="tertiary",
        )  # fmt: skip


def _keep(liste: Liste, name: str) -> None:
    name = " ".join(name.split())
    try:
        modeles.keep_modele(liste.moment, name, liste.correspondance())
    except OSError:
        st.toast(texts.KEPT_NOT, icon=":material/save:")
    else:
        liste.modele = name
        st.toast(unmarked(texts.kept(name)), icon=":material/bookmark_added:")


def _forget(liste: Liste) -> None:
    try:
        modeles.drop_modele(liste.moment, liste.apport.nom, liste.modele)
    except OSError:
        st.toast(texts.KEPT_NOT, icon=":material/save:")
    else:
        liste.modele = ""
