"""The atlas without server says what the application says: every commune, zone, search and point is compared."""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from clauses.catalogue import load_catalogue, load_commune_at, load_vue
from clauses.domain.guichets import buyer_types
from clauses.domain.reponse import repondre
from clauses.domain.selection import Selection
from clauses.rendu import adresses
from clauses.rendu.blocs import panneau
from clauses.rendu.cartes import couches
from clauses.rendu.reponse import presenter
from tests.serveur import ROOT

SOME = 5
"""Every so many communes, where all of them would take minutes."""

SELECTIONS = [
    Selection(),
    Selection(a_confirmer=False),
    Selection(typologies=frozenset({"plie"})),
    Selection(typologies=frozenset({"mde", "departement", "bailleurs"})),
    Selection(typologies=frozenset({"france_travail"}), a_confirmer=False),
    Selection(typologies=frozenset({"association"}), departement="34"),
    Selection(donneur_ordre="bailleurs"),
    Selection(donneur_ordre="bailleurs", departement="31", a_confirmer=False),
    Selection(departement="34"),
    Selection(typologies=frozenset()),
]


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The atlas of the shipped data, opened from its folder."""
    folder = tmp_path_factory.mktemp("atlas") / "clé USB"
    command = [sys.executable, "-m", "clauses", "exporter", str(folder), "--sans-donnees"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    context = chromium.new_context()
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("html[data-pret]")).to_be_attached()
    yield page
    context.close()
    shutil.rmtree(folder)


def visible(text: str) -> str:
    """What is read of a block; the link to a sheet that the atlas does not have is left out."""
    text = re.sub(r'<p><a href="territoire.*?</p>', "", text, flags=re.DOTALL)
    text = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def test_every_commune_has_the_same_answer(page: Page):
    catalogue = load_catalogue()
    codes = catalogue.territoires.communes.index.tolist()
    assert len(codes) == 4446
    found = page.evaluate("codes => codes.map(code => atlasPage.reponses.panneau(code))", codes)
    wrong = [
        (code, text)
        for code, text in zip(codes, found, strict=True)
        if visible(text) != visible(panneau.render_reponse(catalogue, code, None))
    ]
    assert not wrong, f"{len(wrong)} communes, such as {wrong[0]}"


def test_every_buyer_has_the_same_answer(page: Page):
    catalogue = load_catalogue()
    codes = catalogue.territoires.communes.index.tolist()[::SOME]
    buyers = buyer_types(catalogue.guichets)
    assert buyers
    for buyer in buyers:
        found = page.evaluate(
            "([codes, buyer]) => codes.map(code => atlasPage.reponses.panneau(code, buyer))", [codes, buyer]
        )
        wrong = [
            code
            for code, text in zip(codes, found, strict=True)
            if visible(text) != visible(panneau.render_reponse(catalogue, code, buyer))
        ]
        assert not wrong, f"{buyer}: {wrong[:5]}"


def test_the_room_gets_the_same_answer(page: Page):
    catalogue = load_catalogue()
    codes = catalogue.territoires.communes.index.tolist()
    found = page.evaluate("codes => codes.map(code => atlasPage.reponses.presenter(code))", codes)

    def told(answer: dict[str, Any]) -> dict[str, Any]:
        names = ("code", "commune", "lieu", "lat", "lon", "statut", "couleur", "phrase", "autres")
        contacts = ("nom", "telephone", "courriel", "site")
        near = answer["proche"]
        return {
            **{name: answer[name] for name in names},
            "guichets": [{name: guichet[name] for name in contacts} for guichet in answer["guichets"]],
            "proche": near and {name: near[name] for name in (*contacts, "distance")},
        }

    couverture = load_vue(Selection()).couverture
    details = catalogue.typologies, catalogue.territoires, catalogue.version
    wrong = [
        code
        for code, answer in zip(codes, found, strict=True)
        if told(answer) != told(presenter(repondre(couverture, code), *details))
    ]
    assert not wrong, f"{len(wrong)} communes, such as {wrong[:5]}"


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_zones_are_the_same_whatever_the_filters(page: Page, selection: Selection):
    catalogue = load_catalogue()
    vue = load_vue(selection)
    codes = catalogue.territoires.communes.index.to_numpy()
    expected = {
        frozenset(codes[zone.positions]): couches.zone_properties(zone, catalogue.typologies) for zone in vue.zones
    }
    query = adresses.zones("v", selection).partition("?")[2]
    found = page.evaluate(
        """query => {
            const { couverture, couches, communes } = atlasPage;
            const selection = couches.selection(query);
            return couverture.zones(selection).map((zone) => [
                communes.colonnes.code.filter((_, rank) => zone.atomes.includes(communes.colonnes.atome[rank])
                    && (selection.departement === undefined
                        || communes.colonnes.departement[rank] === selection.departement)),
                couverture.apparence(zone)]);
        }""",
        query,
    )
    assert {frozenset(members): look for members, look in found} == expected


@pytest.mark.parametrize("selection", SELECTIONS[:4], ids=str)
def test_seats_are_the_same(page: Page, selection: Selection):
    catalogue = load_catalogue()
    shown = {guichet.id: guichet for zone in load_vue(selection).zones for guichet in zone.guichets}
    expected = [json.loads(seat) for seat in couches.seats(shown.values(), catalogue.typologies, catalogue.territoires)]
    query = adresses.zones("v", selection).partition("?")[2]
    found = page.evaluate(
        "async query => (await atlasPage.couches.zones(query)).features.filter(each => each.geometry.type === 'Point')",
        query,
    )
    assert found == expected


def queries() -> list[str]:
    """What people type: whole names, beginnings, postal codes, mistakes, a département beside."""
    communes = load_catalogue().territoires.communes
    names = communes["nom"].tolist()[::61]
    postal = communes["codes_postaux"].tolist()[::211]
    return [
        *names,
        *(name[:4] for name in names[::2]),
        *(name[:3] + name[4:] for name in names[::2]),
        *(f"{name}e" for name in names[1::3]),
        *(code.split("|")[0] for code in postal),
        "34", "345", "34032", "2a", "st jean", "STE marie", "l'isle", "castelnau 31", "saint hérault", "béziers 34",
        "toulous", "montpelier", "œ", "zzz", "", " ", "x", "saint saint", "le", "sur", "pont de", "a" * 90,
    ]  # fmt: skip


def test_searches_find_the_same_communes_in_the_same_order(page: Page):
    index = load_catalogue().index
    asked = queries()
    found = page.evaluate(
        "asked => asked.map(words => atlasPage.communes.chercher(words).map(each => each.code))", asked
    )
    wrong = {
        words: (codes, expected)
        for words, codes in zip(asked, found, strict=True)
        if codes != (expected := [commune.code for commune in index.find(words, 8)])
    }
    assert not wrong


def test_a_point_of_the_map_is_in_the_same_commune(page: Page):
    communes = load_catalogue().territoires.communes
    points = list(zip(communes["lon"], communes["lat"], strict=True))[::SOME]
    outside = [(0.0, 48.0), (-3.0, 43.0), (4.2, 43.2)]
    found = page.evaluate(
        """async points => {
            const codes = [];
            for (const [lon, lat] of points) codes.push(await atlasPage.communes.trouver(lon, lat));
            return codes;
        }""",
        [*points, *outside],
    )
    expected = [load_commune_at(*point) for point in points]
    # Outlines are on a grid of fifteen metres: a town hall beside the border may fall on the other side.
    assert sum(a != b for a, b in zip(found, expected, strict=False)) <= len(points) // 500
    assert found[-3:] == [None, None, None]


def test_the_folder_is_the_one_that_was_asked_for(page: Page):
    folder = Path(page.evaluate("decodeURIComponent(new URL('.', location).pathname)"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in folder.iterdir()} >= {"index.html", "COMMENT-OUVRIR.txt", "donnees", "static"}
    assert sum(path.stat().st_size for path in files) < 3_000_000
