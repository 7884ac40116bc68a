import os

from clauses.storage.files import DATA_VARIABLE, SHIPPED_DATA, data_dir, stamp, state


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
    before = state(tmp_path, names)
    assert state(tmp_path, names) == before
    assert before.split("\n")[0] == str(tmp_path)
    (tmp_path / "absent.csv").write_text("", encoding="utf-8")
    assert state(tmp_path, names) != before
    assert state(tmp_path / "ailleurs", names) != before
