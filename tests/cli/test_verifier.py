from pathlib import Path

KEYS = ["code", "severity", "file", "line", "column", "message"]


def damage(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_warnings_alone_are_a_success(run):
    result = run("verifier", "--json")
    assert result.code == 0
    assert result.json["erreurs"] == 0
    assert len(result.json["issues"]) == result.json["avertissements"]
    assert result.err == ""


def test_an_error_is_told_by_file_line_and_column(run, region):
    damage(region / "guichets.csv", "EPCI:900000001", "EPC:900000001")
    result = run("verifier", "--json")
    assert result.code == 1
    (error,) = [issue for issue in result.json["issues"] if issue["severity"] == "erreur"]
    assert list(error) == KEYS
    assert (error["code"], error["file"], error["line"], error["column"]) == (
        "E-PER-01",
        "guichets.csv",
        2,
        "perimetre",
    )
    assert "EPCI:900000001" in error["message"]


def test_an_optional_column_that_is_missing_is_a_warning(run, region):
    damage(region / "guichets.csv", ",services,", ",inconnue,")
    result = run("verifier", "--json")
    assert (result.code, result.json["erreurs"]) == (0, 0)
    found = [(each["code"], each["column"]) for each in result.json["issues"] if each["code"].startswith("A-COL")]
    assert found == [("A-COL-02", "inconnue"), ("A-COL-01", "services")]


def test_a_required_column_that_is_missing_is_an_error(run, region):
    damage(region / "guichets.csv", ",statut,", ",inconnue,")
    result = run("verifier", "--json")
    assert result.code == 1
    assert "E-COL-01" in {each["code"] for each in result.json["issues"]}


def test_an_error_in_words_leads_to_its_place(run, region):
    damage(region / "guichets.csv", "EPCI:900000001", "EPC:900000001")
    result = run("verifier")
    assert result.code == 1
    (line,) = [line for line in result.out.splitlines() if "E-PER-01" in line]
    assert line.startswith("guichets.csv:2: erreur E-PER-01 [perimetre] ")
    assert "1\xa0erreur," in result.out.splitlines()[-1]


def test_a_missing_table_is_unreadable(run, region):
    (region / "heures.csv").unlink()
    result = run("verifier", "--json")
    assert result.code == 2
    assert [issue["file"] for issue in result.json["issues"] if issue["code"] == "E-FIC-01"] == ["heures.csv"]


def test_a_damaged_map_is_an_error_that_names_its_file(run, region):
    """S27."""
    path = region / "geo" / "communes.geojson"
    path.write_bytes(path.read_bytes()[:100])
    result = run("verifier", "--json")
    assert result.code == 1
    assert [each["file"] for each in result.json["issues"] if each["severity"] == "erreur"] == ["geo/communes.geojson"]


def test_commands_without_contours_refuse_or_leave_files_out(run, region):
    """S27: in French, without traceback."""
    path = region / "geo" / "communes.geojson"
    path.write_bytes(path.read_bytes()[:100])
    refused = run("carte", "--sortie", str(region.parent / "carte.pdf"))
    assert (refused.code, "geo/communes.geojson manque ou est abîmé" in refused.err) == (2, True)
    exported = run("exporter", str(region.parent / "sortie"))
    assert (exported.code, "geo/communes.geojson" in exported.out + exported.err) == (1, True)


def test_a_broken_schema_is_an_error_that_names_its_file(run, region):
    (region / "schemas").mkdir()
    (region / "schemas" / "heures.json").write_text("{", encoding="utf-8")
    result = run("verifier", "--json")
    assert result.code == 1
    assert [each["file"] for each in result.json["issues"] if each["severity"] == "erreur"] == ["schemas/heures.json"]


def test_guichets_reduced_to_their_titles_are_an_error(run, region):
    """S19."""
    path = region / "guichets.csv"
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    assert run("verifier").code == 1


def test_a_table_too_large_is_told_with_its_size(run, region):
    """S15."""
    with (region / "guichets.csv").open("ab") as file:
        file.write(b"\n" * 12_000_000)
    result = run("verifier", "--json")
    assert result.code == 2
    (error,) = [
        each for each in result.json["issues"] if each["severity"] == "erreur" and each["file"] == "guichets.csv"
    ]
    assert (error["code"], "12 Mo" in error["message"]) == ("E-FIC-12", True)


def test_missing_territories_are_unreadable(run, region):
    (region / "geo" / "communes.csv").unlink()
    assert run("verifier").code == 2


def test_a_file_is_checked_against_the_other_tables(run, region, tmp_path):
    draft = tmp_path / "brouillon.csv"
    draft.write_bytes((region / "guichets.csv").read_bytes())
    damage(draft, ",plie,guichet,", ",inconnue,guichet,")
    result = run("verifier", str(draft), "--json")
    assert result.code == 1
    assert {issue["file"] for issue in result.json["issues"]} == {draft.as_posix()}
    assert "E-REF-01" in {issue["code"] for issue in result.json["issues"]}


def test_files_that_are_not_tables_are_unreadable(run, tmp_path):
    picture = tmp_path / "guichets.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("verifier", str(picture)).code == 2
    assert run("verifier", str(tmp_path / "absent.csv")).code == 2
    assert run("verifier", str(tmp_path)).code == 2


def test_one_unreadable_file_among_several_wins(run, region, tmp_path):
    result = run("verifier", str(region / "guichets.csv"), str(tmp_path / "absent.csv"), "--json")
    assert result.code == 2
    assert [issue["code"] for issue in result.json["issues"] if issue["severity"] == "erreur"] == ["E-FIC-01"]


def test_nothing_wrong_is_said(run, region):
    result = run("verifier", str(region / "typologies.csv"))
    assert (result.code, result.out) == (0, "Aucun problème.\n")


def test_texts_are_checked_with_the_data(run, tmp_path, monkeypatch):
    (tmp_path / "retours").mkdir()
    (tmp_path / "retours" / "01-essai.md").write_text("---\ntitre: T\nlieux: L\n---\n", encoding="utf-8")
    monkeypatch.setenv("CLAUSES_CONTENUS", str(tmp_path))
    result = run("verifier", "--json")
    assert result.code == 1
    found = [(each["file"], each["line"], each["code"]) for each in result.json["issues"] if "retours" in each["file"]]
    assert ("retours/01-essai.md", 3, "E-COL-11") in found
