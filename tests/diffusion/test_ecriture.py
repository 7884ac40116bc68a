import io
import zipfile

import pytest

from clauses.diffusion import DestinationError, build_package, load_zip, write_package, zip_files
from clauses.diffusion.lisezmoi import DESCRIPTION
from clauses.donnees import read_moment
from tests.diffusion.conftest import JOUR


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_written_and_nothing_else(invented, tmp_path):
    done = write_package(invented, JOUR, tmp_path / "a" / "b")
    assert files(tmp_path / "a" / "b") == dict(done.paquet.contents)
    assert done.changes == done.paquet.contents.keys()
    assert (done.absents, done.restes) == ((), ())


def test_an_export_is_updated_where_it_changed(region, tmp_path):
    out = tmp_path / "out"
    write_package(read_moment(region), JOUR, out)
    (out / "a-moi.txt").write_text("à moi")
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert write_package(read_moment(region), JOUR, out).changes == frozenset()
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    (region / "heures.csv").write_bytes((region / "heures.csv").read_bytes().replace(b"40000", b"40001"))
    assert write_package(read_moment(region), JOUR, out).changes == {"heures.csv", DESCRIPTION}
    assert (out / "a-moi.txt").read_text() == "à moi"


def test_a_table_left_out_keeps_its_older_file(region, tmp_path):
    out = tmp_path / "out"
    write_package(read_moment(region), JOUR, out)
    older = (out / "heures.csv").read_bytes()
    (region / "heures.csv").unlink()
    done = write_package(read_moment(region), JOUR, out)
    assert ([each.nom for each in done.absents], done.restes) == (["heures.csv"], ("heures.csv",))
    assert (out / "heures.csv").read_bytes() == older


def test_places_where_it_would_harm_are_refused(invented, tmp_path):
    region = invented.folder
    before = files(tmp_path)
    (tmp_path / "lien").symlink_to(region)
    for place in (region, region / "geo", region / "neuf", region / "guichets.csv", tmp_path / "lien" / "neuf"):
        with pytest.raises(DestinationError, match="donnez un"):
            write_package(invented, JOUR, place)
    assert {name: content for name, content in files(tmp_path).items() if not name.startswith("lien/")} == before


def test_another_data_folder_is_refused(invented, tmp_path):
    other = tmp_path / "autre"
    (other / "geo").mkdir(parents=True)
    (other / "geo" / "communes.csv").touch()
    with pytest.raises(DestinationError, match="dossier de données"):
        write_package(invented, JOUR, other)


@pytest.mark.parametrize("description", [None, "{", '{"name": "autre"}', "[]"])
def test_files_of_the_same_names_are_not_overwritten(invented, tmp_path, description):
    out = tmp_path / "out"
    out.mkdir()
    (out / "heures.csv").write_text("à moi")
    if description is not None:
        (out / DESCRIPTION).write_text(description)
    before = files(out)
    with pytest.raises(DestinationError, match="ne vient pas d’un export"):
        write_package(invented, JOUR, out)
    assert files(out) == before


def test_a_link_to_the_data_is_not_followed(invented, tmp_path):
    out = tmp_path / "out"
    write_package(invented, JOUR, out)
    (out / "heures.csv").unlink()
    (out / "heures.csv").symlink_to(invented.folder / "heures.csv")
    with pytest.raises(DestinationError, match="mène au dossier des données"):
        write_package(invented, JOUR, out)


def test_a_zip_holds_the_same_files_and_never_changes(region):
    content = load_zip(read_moment(region), JOUR)
    assert content == zip_files(build_package(read_moment(region), JOUR).contents.items())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == dict(build_package(read_moment(region), JOUR).contents)
