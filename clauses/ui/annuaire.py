"""Directory list: filters, results, map and downloads."""

from dataclasses import dataclass, replace

import streamlit as st
from streamlit_folium import st_folium

from clauses.domain.age import Mois
from clauses.domain.annuaire import GUICHETS, Criteres, Entree
from clauses.domain.guichets import DONNEURS_ORDRE, buyer_types
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, horloge
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu import annuaire as words
from clauses.rendu.annuaire import load_annuaire, load_trouvees
from clauses.rendu.blocs.fermes import render_fermes
from clauses.rendu.cartes.carte import FRAME_HEIGHT, build_carte
from clauses.rendu.choix import frame_territoire
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import population
from clauses.ui import blocks, keys
from clauses.ui.adresse import Parametre, current, is_brought, keep, number_within, seed
from clauses.ui.annuaire_fichiers import show_files
from clauses.ui.choix import ask_departement, ask_few, ask_one, ask_some

_SEEN = "_annuaire_choix"
A_PAGE = 12
LONGEST_TEXT = 80
FILTERS = (*parametres.CRITERES.values(), parametres.PAGE)


@dataclass(frozen=True, slots=True)
class Recherche:
    """List and search criteria."""

    liste: str
    criteres: Criteres


def aujourdhui() -> Mois:
    """The month of today."""
    today = horloge.today()
    return Mois(today.year, today.month)


def show_filtres(moment: Moment) -> Recherche:
    """List, words, type and territory; the rest behind a button. All in the address."""
    left, right = st.columns([4, 7], vertical_alignment="bottom")
    with left:
        liste = ask_few(parametres.LISTE, texts.LIST, texts.LISTS)
    with right:
        words_ = _ask_words(liste)
    opener = st.empty()
    with st.container(key=keys.ANNUAIRE_FILTRES):
        kind, place, group, more = st.columns([5, 4, 5, 3], vertical_alignment="bottom")
    with place:
        departement = ask_departement(moment, texts.DEPARTEMENT[liste], texts.DEPARTEMENT_ALL) or ""
    with group:
        epci = ask_one(parametres.EPCI, texts.EPCI[liste], words.list_epci(moment, departement), texts.EPCI_ALL) or ""
    criteres = Criteres(texte=words_, departement=departement, epci=epci, commune=_lieu(moment))
    with more, st.popover(texts.MORE, icon=":material/tune:", width="stretch"):
        criteres = _ask_more(moment, liste, criteres)
    with kind:
        types = ask_some(
            parametres.TYPES, texts.TYPE[liste], words.list_types(moment, liste, criteres, aujourdhui()), texts.TYPE_ALL
        )
    criteres = replace(criteres, types=frozenset(types))
    with opener:
        blocks.show("annuaire_filtres.html", filtrer=texts.FILTER, ouvert=criteres.is_filtered)
    _show_active(moment, liste, criteres)
    return Recherche(liste, criteres)


def _ask_words(liste: str) -> str:
    parametre = Parametre(parametres.TEXTE, "", lambda text: text[:LONGEST_TEXT], str)
    typed = st.text_input(
        texts.SEARCH,
        seed(parametre),
        max_chars=LONGEST_TEXT,
        key=parametres.TEXTE,
        type="search",
        placeholder=texts.SEARCH_EXAMPLES[liste],
        icon=":material/search:",
        live=True,
    )
    keep(parametre, (typed or "").strip())
    return (typed or "").strip()


def _ask_more(moment: Moment, liste: str, criteres: Criteres) -> Criteres:
    if liste == GUICHETS:
        buyers = {code: DONNEURS_ORDRE.get(code, code) for code in buyer_types(moment.guichets)}
        buyer = ask_one(parametres.DONNEUR_ORDRE, texts.BUYER, buyers, texts.BUYER_ALL) or ""
        criteres = replace(criteres, donneur_ordre=buyer)
    else:
        sectors = {secteur: typographic(secteur) for secteur in load_annuaire(moment, liste).secteurs}
        criteres = replace(criteres, secteur=ask_one(parametres.SECTEUR, texts.SECTOR, sectors, texts.SECTOR_ALL) or "")
    proof = ask_one(parametres.FIABILITE, texts.PROOF[liste], texts.PROOFS[liste], texts.PROOF_ALL) or ""
    ages = {str(months): texts.age(months) for months in texts.AGES}
    age = ask_one(parametres.AGE, texts.AGE, ages, texts.AGE_ALL, texts.AGE_HELP)
    return replace(criteres, fiabilite=proof, age=int(age) if age else None)


def _lieu(moment: Moment) -> str:
    """The commune chosen on the map."""
    code = st.query_params.get(parametres.LIEU, "")
    return code if code in moment.territoires.positions else ""


def _show_active(moment: Moment, liste: str, criteres: Criteres) -> None:
    """Active filters that are hidden behind the button."""
    named = [
        DONNEURS_ORDRE.get(criteres.donneur_ordre, criteres.donneur_ordre).lower(),
        criteres.secteur,
        texts.PROOFS[liste].get(criteres.fiabilite, "").lower(),
        "" if criteres.age is None else texts.verified(criteres.age),
    ]
    active = [word for word in named if word]
    with st.container(horizontal=True, vertical_alignment="center"):
        if active:
            st.caption(texts.active(active))
        if criteres.commune:
            name = moment.territoires.name(COMMUNE, criteres.commune)
            st.button(texts.only_at(name), key=keys.ANNUAIRE_LIEU, icon=":material/close:", on_click=_forget_place)
        if criteres != Criteres():
            st.button(
                texts.CLEAR, key=keys.ANNUAIRE_EFFACER, icon=":material/filter_alt_off:", type="tertiary",
                on_click=_forget_all,
            )  # fmt: skip


def _forget_place() -> None:
    st.query_params.pop(parametres.LIEU, None)


def _forget_all() -> None:
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in FILTERS}
    st.query_params.from_dict(kept)


def show_resultats(moment: Moment, recherche: Recherche) -> None:
    """Result count, downloads, paginated list, and map of all results."""
    if recherche.liste == GUICHETS and moment.is_missing_guichets:
        st.warning(shared.GUICHETS_MISSING, title=shared.GUICHETS_MISSING_TITLE)
        return
    entrees = load_trouvees(moment, recherche.liste, recherche.criteres, aujourdhui())
    if st.session_state.setdefault(_SEEN, recherche) != recherche and not is_brought(parametres.PAGE):
        # A new search starts at its first page, unless the address names one.
        st.session_state[parametres.PAGE] = 1
    st.session_state[_SEEN] = recherche
    list_side, map_side = st.columns([1, 1], gap="large")
    with list_side:
        annuaire = load_annuaire(moment, recherche.liste)
        is_whole, total = len(entrees) == len(annuaire.entrees), len(annuaire.entrees)
        said = words.compte(annuaire, recherche.liste) if is_whole else texts.found(len(entrees), total)
        blocks.show("compte.html", texte=said)
        if entrees:
            _show_page(moment, entrees)
            show_files(moment, recherche.liste, entrees)
        else:
            st.info(texts.EMPTY)
        if recherche.liste == GUICHETS and (closed := render_fermes(moment)):
            blocks.show_rendered(closed)
    with map_side, st.container(key=keys.ANNUAIRE_COTE):
        _show_map(moment, recherche)
        without = sum(entree.commune not in moment.territoires.positions for entree in entrees)
        if without:
            st.caption(texts.without_place(without))


def _show_page(moment: Moment, entrees: tuple[Entree, ...]) -> None:
    pages = -(-len(entrees) // A_PAGE)
    parametre = number_within(parametres.PAGE, 1, 1, pages)
    place = st.container(key=keys.ANNUAIRE_LISTE)
    page = seed(parametre)
    if pages > 1:
        page = st.pagination(pages, default=page, key=parametres.PAGE)
    keep(parametre, page)
    query = current()
    with place:
        for entree in entrees[(page - 1) * A_PAGE : page * A_PAGE]:
            _show_line(moment, entree, query)


def _show_line(moment: Moment, entree: Entree, query: dict[str, str]) -> None:
    line = words.ligne(entree, moment.territoires, moment.typologies)
    with st.container(border=True, gap="xxsmall"):
        st.page_link(
            ecrans.ANNUAIRE.path,
            label=f"**{unmarked(typographic(entree.fiche.nom))}**",
            query_params=query | adresses.entree_query(entree.fiche),
        )
        blocks.show("annuaire_ligne.html", **line)


def _show_map(moment: Moment, recherche: Recherche) -> None:
    if not moment.geo.is_drawable:
        st.warning(shared.CONTOURS_MISSING, title=shared.CONTOURS_MISSING_TITLE)
        return
    version, criteres = moment.version, recherche.criteres
    west, south, east, north = _frame(moment, recherche)
    state = {
        "fond": adresses.layer(version, "fond"),
        "zones": None,
        "cadre": ((south, west), (north, east)),
        "partiel": True,
        "departements": True,
        "lieux": adresses.places(version, recherche.liste, replace(criteres, commune="")),
        "lieu": criteres.commune,
    }
    region = frame_territoire(moment, moment.territoires.region)
    carte = build_carte(state, titre=texts.MAP, region=region, attribution=population.CONTOURS)
    st_folium(
        carte, key=keys.ANNUAIRE_CARTE, height=FRAME_HEIGHT, use_container_width=True, returned_objects=[],
        on_change=_on_click,
    )  # fmt: skip


def _frame(moment: Moment, recherche: Recherche) -> tuple[float, float, float, float]:
    """Bounds (west, south, east, north) of the chosen département and of the seats found, some of them elsewhere."""
    chosen = recherche.criteres.departement
    west, south, east, north = moment.geo.bounds(Selection(departement=chosen).territoire(moment.territoires))
    found = load_trouvees(moment, recherche.liste, recherche.criteres, aujourdhui())
    codes = [entree.commune for entree in found if entree.commune in moment.territoires.positions]
    if not codes or not chosen:
        return west, south, east, north
    seats = moment.territoires.communes.loc[codes]
    return (
        min(west, float(seats["lon"].min())),
        min(south, float(seats["lat"].min())),
        max(east, float(seats["lon"].max())),
        max(north, float(seats["lat"].max())),
    )


def _on_click() -> None:
    code = (st.session_state.get(keys.ANNUAIRE_CARTE) or {}).get("lieu")
    if isinstance(code, str):
        st.query_params[parametres.LIEU] = code
