"""Rules of the scripts that need neither page nor data: numbers, statuses, names, keys, addresses."""

import difflib
import random
from urllib.parse import urlencode

import pytest

from clauses.domain import recherche
from clauses.domain.annuaire import Criteres
from clauses.rendu import adresses
from clauses.rendu.formats import count, number, percent
from clauses.rendu.parametres import NOMS
from tests.js.moteur import Moteur

TEXTES, SIGNES, COMBOBOX = "static/commun/textes.js", "static/commun/signes.js", "static/commun/combobox.js"
RECHERCHE, ADRESSE, LIAISON = (
    "static/autonome/recherche.js",
    "static/autonome/adresse.js",
    "static/presentation/liaison.js",
)


@pytest.fixture(scope="module")
def moteur() -> Moteur:
    return Moteur(TEXTES, SIGNES, COMBOBOX, RECHERCHE, ADRESSE, LIAISON)


@pytest.mark.parametrize("value", [0, 1, 2, 999, 1000, 12_345, 999_999, 1_000_000, 6_142_000])
def test_numbers_are_written_as_in_python(moteur: Moteur, value: int):
    assert moteur.call(TEXTES, "formatNumber", value) == number(value)
    assert moteur.call(TEXTES, "formatCount", value, "commune") == count(value, "commune")
    words = ("autre organisme", "autres organismes")
    assert moteur.call(TEXTES, "formatCount", value, *words) == count(value, *words)


@pytest.mark.parametrize("share", [0, 1e-6, 0.00999, 0.01, 0.125, 0.135, 0.5249, 0.525, 0.985, 0.99, 0.9901, 1])
def test_shares_are_written_as_in_python(moteur: Moteur, share: float):
    assert moteur.call(TEXTES, "formatPercent", share) == percent(share, 0)


def test_words_are_filled_in_and_unknown_ones_stay(moteur: Moteur):
    filled = moteur.call(TEXTES, "fill", "Étape {rang} sur {total} {autre}", {"rang": 2, "total": "{rang}"})
    assert filled == "Étape 2 sur {rang} {autre}"


def test_a_legend_explains_one_zone_of_each_kind_that_colour_does_not_say(moteur: Moteur):
    zones = [
        {"statut": "local"},
        {"statut": "departemental", "signe": "hachures", "hachures": "#fff"},
        {"statut": "local", "signe": "hachures", "hachures": "#000"},
        {"statut": "sectoriel", "signe": "points", "couleur": "#123456"},
        {"statut": "sectoriel", "signe": "points"},
        {"statut": "non_documente", "signe": "vide"},
    ]
    assert moteur.call(SIGNES, "listSignes", zones) == [zones[1], zones[3], zones[5]]
    assert moteur.call(SIGNES, "listSignes", zones[:1]) == []


@pytest.mark.parametrize(
    ("key", "active", "total", "expected"),
    [
        ("ArrowDown", 0, 3, {"action": "mark", "rank": 1}),
        ("ArrowDown", 2, 3, {"action": "mark", "rank": 0}),
        ("ArrowDown", -1, 3, {"action": "mark", "rank": 0}),
        ("ArrowUp", 0, 3, {"action": "mark", "rank": 2}),
        ("ArrowUp", -1, 3, {"action": "mark", "rank": 2}),
        ("ArrowUp", 2, 3, {"action": "mark", "rank": 1}),
        ("ArrowDown", -1, 0, None),
        ("ArrowUp", -1, 0, None),
        ("Enter", 1, 3, {"action": "take", "rank": 1}),
        ("Enter", -1, 3, {"action": "take", "rank": 0}),
        ("Enter", -1, 0, {"action": "ask"}),
        ("Escape", 1, 3, {"action": "close"}),
        ("Escape", -1, 0, {"action": "close"}),
        ("a", 1, 3, None),
        ("Home", 1, 3, None),
    ],
)
def test_keys_of_the_combobox(moteur: Moteur, key: str, active: int, total: int, expected: dict | None):
    assert moteur.call(COMBOBOX, "pressKey", key, active, total) == expected


# A box, without the page: what it holds is asked of it, what it draws goes nowhere.
BOX = """(done) => {
    let isThere;
    const heard = {};
    const nothing = () => {};
    globalThis.setTimeout ??= nothing;
    globalThis.clearTimeout ??= nothing;
    const part = () => ({ addEventListener: nothing, replaceChildren: nothing });
    const root = { activeElement: null };
    const input = {
        value: "", addEventListener: (name, react) => { heard[name] = react; }, getRootNode: () => root,
        setAttribute: nothing, removeAttribute: nothing, focus: () => { root.activeElement = input; },
    };
    const given = { id: "", search: nothing, choose: nothing, say: nothing, textes: {} };
    const box = new atlasModules["MODULE"].Combobox({ node: part(), input, list: part() }, given).start();
    input.focus();
    for (const [action, words] of done) {
        if (action === "type") { input.value = words; heard.input(); }
        if (action === "leave") root.activeElement = null;
        if (action === "page") isThere = box.follow(words);
        if (action === "choose") { box.answers = [{ nom: words }]; box.take(0); }
    }
    return [input.value, isThere];
}"""


@pytest.mark.parametrize(
    ("done", "held"),
    [
        ([["page", "Béziers"]], ["Béziers", True]),
        # The answer of the server to the place left just before.
        ([["page", "Béziers"], ["page", ""], ["type", "nim"], ["page", ""]], ["nim", False]),
        ([["type", "nim"], ["choose", "Nîmes"], ["page", "Nîmes"]], ["Nîmes", True]),
        # Given up for the map.
        ([["type", "nim"], ["leave", ""], ["page", "Agde"]], ["Agde", True]),
    ],
)
def test_a_late_answer_leaves_what_is_being_typed(moteur: Moteur, done: list[list[str]], held: list):
    assert moteur.ask(BOX.replace("MODULE", COMBOBOX), done) == held


@pytest.mark.parametrize(
    "text", ["Sᵗ-Cœur d’Ô", "STE. Marie s/ Mer CEDEX", "L'Épreuve", "34500 Béziers", "", "  ", "ÆŒæœ", "ﬁn", "2A", "Ĳ"]
)
def test_names_are_normalised_as_in_python(moteur: Moteur, text: str):
    assert moteur.call(RECHERCHE, "normalise", text) == recherche.normalise(text)


def test_likeness_is_that_of_python(moteur: Moteur):
    draw = random.Random(7)
    pairs = [["".join(draw.choices("abc ", k=draw.randint(1, 14))) for _ in "ab"] for _ in range(400)]
    found = moteur.ask(f'(pairs) => pairs.map((pair) => atlasModules["{RECHERCHE}"].ratio(...pair))', pairs)
    assert found == [difflib.SequenceMatcher(None, *pair).ratio() for pair in pairs]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("le test", 0),
        ("test", 0),
        ("tes", 1),
        ("le t", 1),
        ("grand", None),
        ("est", 4),
        ("es", None),
        ("test herault", 3),
    ],
)
def test_rank_of_a_name(moteur: Moteur, text: str, rank: int | None):
    code = f"""(text) => atlasModules["{RECHERCHE}"].rankName(
        text, {{ nom: "le test", court: "test", departement: new Set(["herault"]) }})"""
    assert moteur.ask(code, text) == rank
    assert recherche._rank(text, ("le test", "test", frozenset({"herault"}), None)) == rank


READ = f"""(hash) => {{
    const {{ vue, code, query }} = atlasModules["{ADRESSE}"].readFragment(hash);
    return {{ vue, code, query: query.toString() }};
}}"""


@pytest.mark.parametrize(
    ("fragment", "vue", "code", "query"),
    [
        ("", "carte", "", ""),
        ("#/", "carte", "", ""),
        ("#/commune/34032?acheteur=bailleurs", "commune", "34032", "acheteur=bailleurs"),
        ("#/inconnu/1", "carte", "1", ""),
        ("#/toString", "carte", "", ""),
        ("#/guichet/a%2Fb", "guichet", "a/b", ""),
        ("#/guichet/%zz", "guichet", "%zz", ""),
    ],
)
def test_a_fragment_is_read(moteur: Moteur, fragment: str, vue: str, code: str, query: str):
    assert moteur.ask(READ, fragment) == {"vue": vue, "code": code, "query": query}


def test_a_fragment_is_written_and_read_back(moteur: Moteur):
    write = f"""(where, query) => atlasModules["{ADRESSE}"].writeFragment(where, new URLSearchParams(query))"""
    fragment = moteur.ask(write, {"vue": "guichet", "code": "plie é/1"}, "couches=epci,qpv")
    assert fragment == "#/guichet/plie%20%C3%A9%2F1?couches=epci,qpv"
    assert moteur.ask(READ, fragment)["code"] == "plie é/1"
    assert moteur.ask(write, {"vue": "carte"}, "") == "#/"


@pytest.mark.parametrize(
    ("search", "fragment"),
    [
        ("?commune=34032", "#/commune/34032"),
        ("?commune=34032&acheteur=bailleurs&embed=true", "#/commune/34032?acheteur=bailleurs"),
        ("?typologie=plie", "#/?typologie=plie"),
        ("?vue=lacunes&departement=31", "#/?vue=lacunes&departement=31"),
        ("?embed=true", ""),
        ("", ""),
    ],
)
def test_addresses_of_the_application_lead_here(moteur: Moteur, search: str, fragment: str):
    assert moteur.call(ADRESSE, "convertQuery", NOMS, search) == fragment


@pytest.mark.parametrize(
    ("shown", "name", "is_on", "value"),
    [
        (["departements", "sieges"], "epci", True, "departements,sieges,epci"),
        (["departements", "sieges", "epci"], "epci", False, ""),
        (["sieges"], "sieges", False, "aucune"),
        (["sieges"], "departements", True, ""),
    ],
)
def test_layers_turned_on_and_off(moteur: Moteur, shown: list[str], name: str, is_on: bool, value: str):
    assert moteur.call(ADRESSE, "switchLayer", shown, name, is_on) == value


def test_filters_are_changed_and_no_typology_is_not_the_default(moteur: Moteur):
    change = f"""(noms, query, values) =>
        atlasModules["{ADRESSE}"].changeFilters(noms, new URLSearchParams(query), values).toString()"""
    assert (
        moteur.ask(change, NOMS, "acheteur=a&couches=epci", {"acheteur": "", "departement": "34"})
        == "couches=epci&departement=34"
    )
    assert moteur.ask(change, NOMS, "typologie=plie", {"typologies": ""}) == "typologie="
    assert moteur.ask(change, NOMS, "typologie=plie", {"typologies": None}) == ""


def test_criteria_of_the_directory_are_those_of_the_application(moteur: Moteur):
    asked = Criteres("nettoyage", frozenset({"EI"}), departement="34", commune="34172", secteur="a", donneur_ordre="b")
    read = f"""(noms, query) => atlasModules["{ADRESSE}"].readCriteres(noms, new URLSearchParams(query))"""
    found = moteur.ask(read, NOMS, urlencode(adresses.annuaire_query("structures", asked)))
    assert found == {
        "texte": "nettoyage", "type": "EI", "departement": "34", "lieu": "34172", "secteur": "a", "acheteur": "b",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "rank"),
    [("etape=3", 3), ("etape=99", 11), ("etape=0", 1), ("etape=-3", 1), ("etape=2.5", 1), ("", 1), ("etape=x", 1)],
)
def test_step_that_an_address_names(moteur: Moteur, query: str, rank: int):
    assert moteur.call(LIAISON, "readRang", NOMS, query, 11) == rank
