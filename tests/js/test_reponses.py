"""The standalone atlas answers as the application does: every commune, zone, search and point is compared."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clauses.autonome import build_atlas
from clauses.autonome.page import DATA
from clauses.domain.guichets import buyer_types
from clauses.domain.reponse import repondre
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.donnees import Moment, load_moment
from clauses.rendu import adresses
from clauses.rendu.blocs import panneau
from clauses.rendu.cartes import couches
from clauses.rendu.cartes.affichages import Affichage, list_classes, rank_of
from clauses.rendu.editeur import Editeur
from clauses.rendu.fiche import territoire_place
from clauses.rendu.mots.couverture import masques
from clauses.rendu.reponse import presenter
from clauses.rendu.vues import load_vue
from clauses.storage.files import DATA_VARIABLE
from tests.donnees import REGION
from tests.js.moteur import Moteur
from tests.serveur import ROOT

TITRES = "static/autonome/titre.js"
START = """async () => {
    const modules = (name) => atlasModules[`static/autonome/${name}.js`];
    const donnees = await modules("donnees").load("carte");
    globalThis.atlas = await modules("reponse").loadReponses(donnees);
    atlas.couverture = new (modules("couverture").Couverture)(donnees);
    atlas.couverture.communes = atlas.communes;
    atlas.couches = new (modules("couches").Couches)(donnees, atlas.couverture, Promise.resolve(atlas.communes));
}"""


BOITE = "atlas@exemple.example"


@pytest.fixture(scope="module", params=[ROOT / "data", REGION], ids=["shipped", "invented"])
def data(request: pytest.FixtureRequest) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(request.param))
        yield request.param


@pytest.fixture(scope="module")
def moment(data: Path) -> Moment:
    return load_moment()


@pytest.fixture(scope="module")
def codes(moment: Moment) -> list[str]:
    return moment.territoires.communes.index.tolist()


@pytest.fixture(scope="module")
def atlas(data: Path) -> Moteur:
    """The modules that answer, given the very files of the folder."""
    moteur = Moteur("static/autonome/projection.js", TITRES, libraries=("static/topojson/topojson-client.js",))
    contents = build_atlas(load_moment(), editeur=Editeur(courriel=BOITE))
    for name in DATA:
        moteur.run(contents[f"donnees/{name}.js"].decode())
    moteur.ask(START)
    return moteur


def selections(moment: Moment) -> list[Selection]:
    """Each filter alone, and some of them together."""
    departements = [each.code for each in moment.territoires.all(DEPARTEMENT)]
    typologies = list(moment.typologies)
    buyers = list(buyer_types(moment.guichets))
    return [
        Selection(),
        Selection(a_confirmer=False),
        Selection(typologies=frozenset()),
        *(Selection(typologies=frozenset({code})) for code in typologies),
        Selection(typologies=frozenset(typologies[::2]), a_confirmer=False),
        *(Selection(donneur_ordre=buyer) for buyer in buyers),
        *(Selection(departement=code) for code in departements[:2]),
        *(Selection().at(each) for each in moment.territoires.by_name(EPCI)[::40]),
        Selection(typologies=frozenset(typologies[1::2]), departement=departements[-1]),
        *(Selection(donneur_ordre=buyer, departement=departements[0], a_confirmer=False) for buyer in buyers[:1]),
    ]


def visible(text: str) -> str:
    """Visible text of a block, without the link to a sheet that the standalone atlas does not have."""
    text = re.sub(r'<p><a href="territoire.*?</p>', "", text, flags=re.DOTALL)
    text = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def links(text: str) -> list[str]:
    """Where a block leads outside: calls, messages with the name of the commune, sites."""
    return [html.unescape(found) for found in re.findall(r'href="((?:tel|mailto|https?):[^"]*)"', text)]


def query_of(selection: Selection) -> str:
    return adresses.zones("v", selection).partition("?")[2]


def test_every_situation_has_the_same_answer(atlas: Moteur, moment: Moment, codes: list[str]):
    """Whole panels, of a commune of each situation and of one in seven: what is said of all is compared below."""
    situations = atlas.ask("() => [...atlas.communes.colonnes.situation]")
    some = sorted({*codes[:: 7 if len(codes) > 1000 else 1], *dict(zip(situations, codes, strict=True)).values()})
    found = atlas.ask("(codes) => codes.map((code) => atlas.reponses.renderPanneau(code))", some)
    wrong = [
        (code, text)
        for code, text in zip(some, found, strict=True)
        if (expected := panneau.render_reponse(moment, code, None, BOITE))
        and (visible(text), links(text)) != (visible(expected), links(expected))
    ]
    assert not wrong, f"{len(wrong)} communes, such as {wrong[0]}"


def test_every_buyer_has_the_same_answer(atlas: Moteur, moment: Moment, codes: list[str]):
    buyers = buyer_types(moment.guichets)
    assert buyers
    # All the communes with all the buyers would take minutes, of Python's time.
    some = codes[:: 10 if len(codes) > 1000 else 1]
    for buyer in buyers:
        call = "(codes, buyer) => codes.map((code) => atlas.reponses.renderPanneau(code, buyer))"
        wrong = [
            code
            for code, text in zip(some, atlas.ask(call, some, buyer), strict=True)
            if visible(text) != visible(panneau.render_reponse(moment, code, buyer, BOITE))
        ]
        assert not wrong, f"{buyer}: {wrong[:5]}"


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """Text of an answer in the presentation."""
    names = ("code", "commune", "lieu", "lat", "lon", "statut", "couleur", "phrase", "autres")
    contacts = ("nom", "telephone", "appel", "courriel", "ecrire", "site", "portee", "adresse")
    near = answer["proche"]
    return {
        **{name: answer[name] for name in names},
        "suites": [{name: each[name] for name in contacts} for each in answer["suites"]],
        "proche": near and {name: near[name] for name in (*contacts, "distance")},
    }


WHERE = ((42.0, 0.0), (45.0, 5.0))
"""What the room frames, which is not said."""


def test_every_commune_is_told_the_same_in_the_room(atlas: Moteur, moment: Moment, codes: list[str]):
    found = atlas.ask("(codes) => codes.map((code) => atlas.reponses.present(code))", codes)
    couverture = moment.couverture
    wrong = [
        code
        for code, answer in zip(codes, found, strict=True)
        if told(answer)
        != told(presenter(repondre(couverture, code, moment.index_relais), moment.territoires, moment.version, WHERE))
    ]
    assert not wrong, f"{len(wrong)} communes, such as {wrong[:5]}"


ZONES = """(query) => {
    const { couverture, couches, communes: { colonnes } } = atlas;
    const selection = couches.readSelection(query);
    const isThere = (rank) =>
        (selection.departement === undefined || colonnes.departement[rank] === selection.departement) &&
        (selection.epci === undefined || colonnes.epci[rank] === selection.epci);
    return couverture.listZones(selection).map((zone) => [
        colonnes.code.filter(
            (_, rank) => zone.atomes.includes(colonnes.atomes[colonnes.situation[rank]]) && isThere(rank),
        ),
        couverture.describe(zone, selection.vue),
    ]);
}"""


@pytest.mark.parametrize("affichage", [Affichage.LACUNES, Affichage.AGE])
def test_zones_are_coloured_as_in_python(atlas: Moteur, moment: Moment, codes: list[str], affichage: Affichage):
    """Gaps and age of the information: the same class, in colour and in words, buyer by buyer."""
    classes = list_classes(affichage, moment.guichets)
    for selection in selections(moment):
        if selection.typologies is not None:
            continue
        expected = {
            frozenset(codes[position] for position in zone.positions): couches.zone_properties(
                zone, moment.typologies, classes[rank_of(zone, affichage, load_moment().annee)]
            )
            for zone in load_vue(load_moment(), selection).zones
        }
        found = atlas.ask(ZONES, adresses.zones("v", selection, affichage).partition("?")[2])
        assert {frozenset(members): look for members, look in found} == expected, selection


def test_zones_are_the_same_whatever_the_filters(atlas: Moteur, moment: Moment, codes: list[str]):
    for selection in selections(moment):
        expected = {
            frozenset(codes[position] for position in zone.positions): couches.zone_properties(zone, moment.typologies)
            for zone in load_vue(load_moment(), selection).zones
        }
        found = atlas.ask(ZONES, query_of(selection))
        assert {frozenset(members): look for members, look in found} == expected, selection


TITRE = """async (query) => {
    const { writeTitre, writeMasques } = atlasModules["static/autonome/titre.js"];
    const donnees = await atlasModules["static/autonome/donnees.js"].load("carte");
    const selection = atlas.couches.readSelection(query);
    const present = Object.keys(donnees.zones.typologies).filter((code) =>
        [...donnees.zones.guichets, ...donnees.zones.perdus].some((guichet) => guichet.typologie === code));
    const titre = writeTitre(donnees, atlas.couverture.summarise(selection), selection);
    return { ...titre, masques: writeMasques(donnees.textes, selection, present) };
}"""


def test_the_headline_is_the_same_whatever_the_filters(atlas: Moteur, moment: Moment):
    """Finding 12: « 52 % des habitants d’Occitanie » stood beside any territory, for any buyer."""
    present = {guichet.typologie for guichet in load_vue(moment, Selection()).connus} & moment.typologies.keys()
    for selection in [
        *selections(moment),
        *(Selection(departement=each.code) for each in moment.territoires.all("DEP")),
    ]:
        found = atlas.ask(TITRE, query_of(selection))
        panel = visible(panneau.render_accueil(moment, selection))
        for words in (f"{found['part']} {found['suite']}", found["decompte"]):
            assert " ".join(words.split()) in panel, selection
        hidden = 0 if selection.typologies is None else len(present - selection.typologies)
        assert found["masques"] == masques(hidden, a_confirmer=not selection.a_confirmer), selection


def test_seats_are_the_same_whatever_the_filters(atlas: Moteur, moment: Moment):
    call = """async (query) =>
        (await atlas.couches.buildZones(query)).features.filter((each) => each.geometry.type === "Point")"""
    for selection in selections(moment):
        shown = {guichet.id: guichet for zone in load_vue(load_moment(), selection).zones for guichet in zone.guichets}
        seats = couches.seats(shown.values(), moment.typologies, moment.territoires)
        assert atlas.ask(call, query_of(selection)) == [json.loads(seat) for seat in seats], selection


def test_an_address_of_filters_is_read_and_written_back(atlas: Moteur, moment: Moment):
    call = "(query) => atlas.couches.writeSelection(atlas.couches.readSelection(query)).toString()"
    for selection in selections(moment):
        query = query_of(selection)
        assert atlas.ask(call, query).replace("%2C", ",") == query.replace("%2C", ","), selection


def queries(moment: Moment) -> list[str]:
    """Usual queries: whole names, prefixes, postal codes, typos, a département beside."""
    communes = moment.territoires.communes
    step = max(len(communes) // 73, 1)
    names = communes["nom"].tolist()[::step]
    postal = communes["codes_postaux"].tolist()[:: 3 * step]
    return [
        *names,
        *(name[:4] for name in names[::2]),
        *(name[:3] + name[4:] for name in names[::2]),
        *(f"{name}e" for name in names[1::3]),
        *(code.split("|")[0] for code in postal),
        "34", "345", "34032", "2a", "st jean", "STE marie", "l'isle", "castelnau 31", "saint hérault", "béziers 34",
        "toulous", "montpelier", "œ", "zzz", "", " ", "x", "saint saint", "le", "sur", "pont de", "a" * 90,
    ]  # fmt: skip


def test_searches_find_the_same_communes_in_the_same_order(atlas: Moteur, moment: Moment):
    asked = queries(moment)
    found = atlas.ask("(asked) => asked.map((words) => atlas.communes.search(words).map(({ code }) => code))", asked)
    wrong = {
        words: (codes, expected)
        for words, codes in zip(asked, found, strict=True)
        if codes != (expected := [commune.code for commune in moment.index.find(words, 8)])
    }
    assert not wrong


def test_searches_find_the_same_territories_in_the_same_order(atlas: Moteur, moment: Moment):
    """The box of the map finds départements and EPCI, and says of each what it is."""
    asked = [*queries(moment), *(moment.territoires.nom(each) for each in moment.territoires.by_name(EPCI)[::9])]
    asked += ["grand", "communauté", "lot", "hérault", "occitanie", "région d’essai", "76", "09", "fiction"]
    call = """(asked) => asked.map((words) => atlas.communes.searchAll(words).map(({ code, lieu }) => [code, lieu]))"""
    wrong = {}
    for words, found in zip(asked, atlas.ask(call, asked), strict=True):
        expected = [
            [str(each).removeprefix("COM:"), territoire_place(each, moment.territoires)]
            for each in moment.index_territoires.find(words, 8)
        ]
        if found != expected:
            wrong[words] = (found, expected)
    assert not wrong


def test_whom_to_call_from_the_bar_is_whom_the_answer_says(atlas: Moteur, moment: Moment, codes: list[str]):
    found = atlas.ask("(codes) => codes.map((code) => atlas.reponses.findAppel(code, ''))", codes[::7])
    assert found == [panneau.find_appel(moment, Territoire(COMMUNE, code), None) for code in codes[::7]]


def test_a_point_of_the_map_is_in_the_same_commune(atlas: Moteur, moment: Moment):
    communes = moment.territoires.communes
    points = list(zip(communes["lon"], communes["lat"], strict=True))
    outside = [(0.0, 48.0), (-3.0, 43.0), (4.2, 43.2)]
    call = """async (points) => {
        const codes = [];
        for (const [lon, lat] of points) codes.push(await atlas.communes.findAt(lon, lat));
        return codes;
    }"""
    found = atlas.ask(call, [*points, *outside])
    expected = [load_moment().geo.commune_at(*point) for point in points]
    # Outlines are on a grid of fifteen metres: a town hall beside the border may fall on the other side.
    assert sum(a != b for a, b in zip(found, expected, strict=False)) <= len(points) // 500
    assert found[-3:] == [None, None, None]
