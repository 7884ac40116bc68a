import json
import os

import pytest

from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA, data_dir, source, stamp
from clauses.storage.geo import read_contours


def test_data_folder_is_the_shipped_one_unless_told(monkeypatch, tmp_path):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert data_dir() == SHIPPED_DATA
    assert (SHIPPED_DATA / "guichets.csv").exists()
    monkeypatch.setenv(DATA_VARIABLE, "  ")
    assert data_dir() == SHIPPED_DATA
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert data_dir() == tmp_path.resolve()


def test_stamp_changes_with_content_replacement_and_disappearance(tmp_path):
    path = tmp_path / "table.csv"
    missing = stamp(path)
    assert not missing.exists
    path.write_text("a", encoding="utf-8")
    first = stamp(path)
    assert first.exists
    assert stamp(path) == first
    path.write_text("ab", encoding="utf-8")
    second = stamp(path)
    assert second.size != first.size
    # Same size, same time, another file: what an atomic replacement leaves.
    other = tmp_path / "other.csv"
    other.write_text("cd", encoding="utf-8")
    os.utime(other, ns=(second.mtime_ns, second.mtime_ns))
    other.replace(path)
    third = stamp(path)
    assert (third.size, third.mtime_ns) == (second.size, second.mtime_ns)
    assert third != second
    path.unlink()
    assert stamp(path) == missing


def test_the_state_changes_with_any_of_its_files_and_with_the_folder(tmp_path):
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    names = ["a.csv", "absent.csv"]
    before = source(tmp_path, names)
    assert source(tmp_path, names) == before
    assert before.folder == tmp_path
    (tmp_path / "absent.csv").write_text("", encoding="utf-8")
    assert source(tmp_path, names).state != before.state
    assert source(tmp_path / "ailleurs", names).state != before.state


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("nom", ["Essai", "a {b} c", '"properties":{"code":"x"}', "}{"])
def test_properties_of_a_layer_whatever_the_way_it_is_written(tmp_path, separators, nom):
    features = [
        {"type": "Feature", "properties": {"code": str(rank), "nom": nom}, "geometry": SQUARE} for rank in range(3)
    ]
    path = tmp_path / "couche.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, separators=separators))
    table = read_contours(path)
    assert table["code"].tolist() == ["0", "1", "2"]
    assert table["nom"].tolist() == [nom] * 3


def test_a_layer_without_feature(tmp_path):
    path = tmp_path / "vide.geojson"
    path.write_text('{"type":"FeatureCollection","features":[]}')
    assert len(read_contours(path)) == 0
