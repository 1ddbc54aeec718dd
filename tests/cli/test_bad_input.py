"""What goes wrong is named in Japanese, with its code, the way to mend it, and the contract's exit code."""

from __future__ import annotations

import os
import shutil

import pytest


def says(done, code: str, exit_code: int) -> None:
    """The message has the code, a Japanese sentence and the remedy; no traceback."""
    assert (exit_code, True) == (done.code, code in done.err), done.err
    assert "直し方" in done.err
    assert "Traceback" not in done.err


def test_E001_a_folder_that_is_not_there(inaxl, tmp_path):
    """A mistyped folder name."""
    says(inaxl("build", tmp_path / "なし", "--fy", "R05"), "E001", 3)


def test_E002_an_empty_folder_of_the_year(inaxl, demo_copy):
    """No department has sent anything yet."""
    shutil.rmtree(demo_copy / "workbooks" / "R05")
    (demo_copy / "workbooks" / "R05").mkdir()
    says(inaxl("build", demo_copy, "--fy", "R05"), "E002", 3)


def test_E004_a_folder_without_a_plan_book(inaxl, demo_copy):
    """Any folder is no working folder."""
    (demo_copy / "plan.xlsx").unlink()
    says(inaxl("build", demo_copy, "--fy", "R05"), "E004", 3)


def test_E401_a_plan_book_without_a_kpi_sheet(inaxl, demo_copy):
    """Another workbook under the plan book's name."""
    shutil.copyfile(demo_copy / "population.xlsx", demo_copy / "plan.xlsx")
    says(inaxl("build", demo_copy, "--fy", "R05"), "E401", 3)


def test_E006_a_year_without_a_folder(inaxl, demo_copy):
    """令和6年度 has not begun."""
    says(inaxl("build", demo_copy, "--fy", "R06"), "E006", 3)


@pytest.mark.parametrize("year", ["R99x", "来年", "05", "令和", ""])
def test_E005_a_year_that_cannot_be_read(inaxl, demo_copy, year):
    """The wrong spelling of a year is wrong usage."""
    done = inaxl("build", demo_copy, "--fy", year)
    assert (done.code, "E005" in done.err) == (2, True)


def test_a_missing_option_is_named_in_japanese(inaxl, demo_copy):
    """click's own words never reach the user."""
    done = inaxl("build", demo_copy)
    assert done.code == 2
    assert "--fy" in done.err
    assert "指定してください" in done.err
    assert "Missing" not in done.err


@pytest.mark.parametrize("arguments", [["なにか"], ["build", "--なし"], ["status", "a", "b", "--fy", "R05"]])
def test_wrong_usage_is_exit_code_2(inaxl, arguments):
    """Unknown command, unknown option, one argument too many."""
    done = inaxl(*arguments)
    assert done.code == 2
    assert "誤り" in done.err


def broken(folder, name: str, content: bytes):
    """A file of that content among the year's books."""
    (folder / "workbooks" / "R05" / name).write_bytes(content)


@pytest.mark.parametrize(
    "content", [b"", b"not a workbook", b"PK\x03\x04 broken", b"<html><table></table></html>"]
)
def test_E010_a_file_that_is_no_workbook_is_named_and_the_others_go_on(inaxl, demo_copy, content):
    """One broken file among fifteen books: it is named, and fifteen are read."""
    broken(demo_copy, "99_壊れ.xlsx", content)
    done = inaxl("build", demo_copy, "--fy", "R05", "--json")
    assert (done.code, "E010" in done.codes) == (3, True)
    assert done.json["counts"]["submissions"]["submitted"] == 15
    found = next(finding for finding in done.json["findings"] if finding["code"] == "E010")
    assert found["book"] == "workbooks/R05/99_壊れ.xlsx"


def test_E106_a_book_of_another_year_is_named(inaxl, demo_copy):
    """Last year's book sent again: it does not count as this year's."""
    shutil.copyfile(
        demo_copy / "workbooks" / "R04" / "14_都市整備課.xlsx",
        demo_copy / "workbooks" / "R05" / "14_都市整備課.xlsx",
    )
    done = inaxl("status", demo_copy, "--fy", "R05", "--json")
    assert "E106" in done.codes
    late = next(d for d in done.json["departments"] if d["department"] == "建設部都市整備課")
    assert late["submitted"] is False


def test_E305_the_same_department_twice_is_named(inaxl, demo_copy):
    """A corrected copy beside the first book."""
    year = demo_copy / "workbooks" / "R05"
    shutil.copyfile(year / "01_秘書広報課.xlsx", year / "01_秘書広報課(修正版).xlsx")
    assert "E305" in inaxl("status", demo_copy, "--fy", "R05", "--json").codes


def test_E015_an_output_that_cannot_be_written_leaves_the_earlier_one(inaxl, demo_copy, monkeypatch):
    """The disk is full in the middle of a build: the outputs of the last build stay as they were."""
    inaxl("build", demo_copy, "--fy", "R05")
    out = demo_copy / "out" / "R05"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def full(*_args, **_options):
        raise OSError(28, "No space left on device", str(out / "report.docx"))

    monkeypatch.setattr("inaxl.report.word.render_report", full)
    done = inaxl("build", demo_copy, "--fy", "R05", "--force")
    says(done, "E015", 3)
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert not [path for path in (demo_copy / "out").iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="書き込みの禁止は管理者には効きません")
def test_E015_a_folder_without_permission(inaxl, demo_copy):
    """No right to write: said so, nothing changed."""
    (demo_copy / "out").mkdir()
    (demo_copy / "out").chmod(0o500)
    says(inaxl("build", demo_copy, "--fy", "R05"), "E015", 3)


def test_an_output_folder_that_is_a_file_is_named(inaxl, demo_copy, tmp_path):
    """-o names a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = inaxl("build", demo_copy, "--fy", "R05", "-o", tmp_path / "file" / "out")
    says(done, "E015", 3)


def test_E014_an_output_that_excel_holds_open(inaxl, demo_copy, monkeypatch):
    """merged.xlsx is open in Excel: said before anything is replaced."""
    inaxl("build", demo_copy, "--fy", "R05")
    target = demo_copy / "out" / "R05" / "merged.xlsx"
    from pathlib import Path

    genuine = Path.open

    def held(self, mode="r", *args, **options):
        if self == target and "+" in mode:
            raise PermissionError(13, "Permission denied", str(self))
        return genuine(self, mode, *args, **options)

    monkeypatch.setattr(Path, "open", held)
    done = inaxl("build", demo_copy, "--fy", "R05", "--force")
    says(done, "E014", 3)
    assert "merged.xlsx" in done.err


def test_E019_a_demo_never_goes_into_a_folder_with_files(inaxl, tmp_path):
    """Nobody's files are mixed with samples."""
    (tmp_path / "大切.txt").write_text("", encoding="utf-8")
    says(inaxl("demo", tmp_path), "E019", 3)


def test_E009_an_unknown_kpi_has_suggestions(inaxl, built):
    """A mistyped name is answered with the nearest ones, never with another KPI's figure."""
    done = inaxl("explain", built.folder.root, "移住者", "--fy", "R05")
    says(done, "E009", 3)
    assert "移住者数" in done.err


def test_E003_a_book_that_is_not_there(inaxl, tmp_path):
    """check names the path."""
    says(inaxl("check", tmp_path / "なし.xlsx"), "E003", 3)


def test_an_internal_error_shows_no_traceback(inaxl, demo_copy, monkeypatch):
    """A mistake of ours is exit code 4 and two sentences; --debug shows the rest."""

    def fail(*_args, **_options):
        raise RuntimeError("試験")

    monkeypatch.setattr("inaxl.building.build", fail)
    done = inaxl("build", demo_copy, "--fy", "R05")
    assert (done.code, "Traceback" in done.err, "--debug" in done.err) == (4, False, True)
    with pytest.raises(RuntimeError):
        inaxl("--debug", "build", demo_copy, "--fy", "R05")
