"""« Me localiser »: the commune is found in the browser, and each way to fail has its sentence."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from clauses.autonome.communes import load_contours
from clauses.donnees import Moment, load_moment
from clauses.rendu.mots import atlas as texts
from clauses.storage.files import DATA_VARIABLE
from tests.js.moteur import Moteur
from tests.serveur import ROOT

LOCALISATION, LIEUX = "static/commun/localisation.js", "static/commun/lieux.js"
WORDS = texts.locate("Essai")

LOCATE = f"""async (browser, code, textes) => {{
    const asked = [];
    const getCurrentPosition = (found, refused) => {{
        if (browser.error) refused({{ code: browser.error }});
        else found({{ coords: {{ longitude: 1.5, latitude: 43.5, accuracy: browser.accuracy ?? 20 }} }});
    }};
    const navigator = browser.none ? {{}} : {{ geolocation: {{ getCurrentPosition }} }};
    const find = async (...point) => {{
        asked.push(point);
        if (code === "panne") throw new Error();
        return code;
    }};
    const answer = await atlasModules["{LOCALISATION}"].locate(
        find, textes, {{ navigator, isSecureContext: !browser.insecure }});
    return {{ ...answer, asked }};
}}"""


@pytest.fixture(scope="module")
def moteur() -> Moteur:
    return Moteur(LOCALISATION, LIEUX)


@pytest.mark.parametrize(
    ("browser", "code", "said"),
    [
        ({"insecure": True}, "09001", "nonSure"),
        ({"none": True}, "09001", "nonSure"),
        ({"error": 1}, "09001", "refus"),
        ({"error": 2}, "09001", "absente"),
        ({"error": 3}, "09001", "delai"),
        ({}, None, "dehors"),
        ({}, "panne", "panne"),
    ],
)
def test_each_failure_has_its_sentence(moteur: Moteur, browser: dict, code: str | None, said: str):
    answer = moteur.ask(LOCATE, browser, code, WORDS)
    assert answer["mots"] == WORDS[said] != ""
    assert "code" not in answer


def test_the_commune_is_found_from_the_position_and_a_vague_one_is_said(moteur: Moteur):
    assert moteur.ask(LOCATE, {}, "09001", WORDS) == {"code": "09001", "mots": "", "asked": [[1.5, 43.5]]}
    vague = moteur.ask(LOCATE, {"accuracy": 5400}, "09001", WORDS)
    assert vague["code"] == "09001"
    assert "à 5 km près" in vague["mots"].replace("\u00a0", " ")


# The commune at a point


FIND = f"""(contours, points, slack) => {{
    const {{ Lieux, decodeTopology }} = atlasModules["{LIEUX}"];
    const lieux = new Lieux(decodeTopology(contours));
    return points.map((point) => contours.code[lieux.find(...point, slack)] ?? null);
}}"""


@pytest.fixture(scope="module")
def moment() -> Iterator[Moment]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(ROOT / "data"))
        yield load_moment()


@pytest.fixture(scope="module")
def contours(moment: Moment) -> dict[str, Any]:
    return json.loads(gzip.decompress(load_contours(moment)))


def test_the_commune_is_where_the_reader_is_not_that_of_the_nearest_town_hall(
    moteur: Moteur, moment: Moment, contours: dict[str, Any]
):
    west, south, east, north = moment.geo.bounds(moment.territoires.region)
    points = np.random.default_rng(5).uniform((west, south), (east, north), (150, 2)).tolist()
    expected = [moment.geo.commune_at(*point) for point in points]
    found = moteur.ask(FIND, contours, points, 0)
    # Outlines of the browser are on a grid of fifteen metres.
    assert sum(a != b for a, b in zip(found, expected, strict=True)) <= 2
    assert 50 < len(found) - found.count(None) < len(found)


def test_a_quay_is_of_its_town_and_the_open_sea_of_none(moteur: Moteur, contours: dict[str, Any]):
    # Off Sète: some hundred metres from the mole, then twenty kilometres at sea.
    points = [[3.7005, 43.3895], [3.75, 43.2]]
    assert moteur.ask(FIND, contours, points, 0) == [None, None]
    assert moteur.ask(FIND, contours, points, 1) == ["34301", None]
