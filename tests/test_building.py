"""The main job as a whole: what it writes, the same bytes every time, and nothing new where nothing changed."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from inaxl.building import Options, build
from inaxl.manifest import read_manifest
from tests.golden import same_as_golden
from tests.office_rules import violations
from tests.opened import opened


def rows(out: Path) -> list[dict[str, str]]:
    """kpis.csv as dictionaries."""
    with (out / "kpis.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_the_demo_s_summary_is_the_known_one(built, update_golden):
    """summary.json of the demo, compared with the one that a person has looked at."""
    same_as_golden(
        "demo/summary.json", (built.folder.out / "summary.json").read_text(encoding="utf-8"), update_golden
    )


def test_the_demo_s_kpis_are_the_known_ones(built, update_golden):
    """kpis.csv of the demo, row by row; BOM and CRLF for Excel."""
    raw = (built.folder.out / "kpis.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(rows(built.folder.out)) + 1
    same_as_golden("demo/kpis.csv", raw.decode("utf-8-sig").replace("\r\n", "\n"), update_golden)


def test_levels_of_the_summary_add_up(built):
    """Goals, fields, measures, projects and departments each add up to the total."""
    for level in ("by_goal", "by_field", "by_measure", "by_project", "by_department"):
        for key in ("kpis", *built.summary["ratings"]):
            assert built.summary["total"][key] == sum(entry[key] for entry in built.summary[level])


def test_every_figure_stands_in_the_cell_that_it_names(built):
    """source_text is what another library reads in that cell of that book."""
    books: dict[str, openpyxl.Workbook] = {}
    compared = 0
    for row in rows(built.folder.out):
        if not row["source_cell"]:
            continue
        path = built.folder.root / row["source_book"]
        book = books.setdefault(row["source_book"], opened(path))
        value = book[row["source_sheet"]][row["source_cell"]].value
        assert row["source_text"] == ("" if value is None else str(value))
        compared += 1
    assert compared > 300


def test_two_builds_of_a_folder_elsewhere_give_the_same_bytes(demo_copy, built):
    """No clock, no user, no place in any output."""
    again = build(demo_copy, 2023)
    assert files(built.folder.out) == files(again.folder.out)


def test_the_manifest_names_every_input_and_output_with_its_hash(built):
    """Anyone can check with sha256 what was made from what."""
    manifest = read_manifest(built.folder)
    for name, content in files(built.folder.out).items():
        if name != "manifest.json":
            assert hashlib.sha256(content).hexdigest() == manifest["outputs"][name]
    for path in (built.folder.root / "workbooks" / "R05").iterdir():
        assert (
            hashlib.sha256(path.read_bytes()).hexdigest() == manifest["inputs"][f"workbooks/R05/{path.name}"]
        )


def test_nothing_changed_nothing_done(demo_copy):
    """The second build leaves every file as it is, and still knows its result."""
    first = build(demo_copy, 2023)
    stamps = {path: path.stat().st_mtime_ns for path in first.folder.out.rglob("*")}
    second = build(demo_copy, 2023)
    assert (first.again, second.again) == (True, False)
    assert (second.summary, second.findings, second.outputs) == (first.summary, first.findings, first.outputs)
    assert stamps == {path: path.stat().st_mtime_ns for path in second.folder.out.rglob("*")}


@pytest.mark.parametrize("change", ["input", "output", "date", "force"])
def test_what_has_changed_is_built_again(demo_copy, change):
    """A changed book, a damaged output, another date, or the wish for it."""
    out = build(demo_copy, 2023).folder.out
    options = Options()
    if change == "input":
        (demo_copy / "workbooks" / "R05" / "01_秘書広報課.xlsx").unlink()
    elif change == "output":
        (out / "kpis.csv").write_text("", encoding="utf-8")
    elif change == "date":
        import datetime

        options = Options(date=datetime.date(2024, 8, 1))
    else:
        options = Options(force=True)
    assert build(demo_copy, 2023, options).again


def test_a_department_that_is_gone_leaves_no_old_sheet_behind(demo_copy):
    """Outputs of the last build that this one no longer has are removed, a person's own files are not."""
    work = build(demo_copy, 2023).folder
    mine = work.out / "自分のメモ.txt"
    mine.write_text("残る", encoding="utf-8")
    manifest = json.loads((work.out / "manifest.json").read_text(encoding="utf-8"))
    manifest["outputs"]["sheets/99_廃止課.xlsx"] = "0"
    (work.out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (work.out / "sheets" / "99_廃止課.xlsx").write_bytes(b"old")
    build(demo_copy, 2023)
    assert not (work.out / "sheets" / "99_廃止課.xlsx").exists()
    assert mine.exists()


def test_earlier_years_can_be_built_from_the_same_folder(demo_copy):
    """Any year, unattended: FY2021 has its own books, no errors, and no last year to compare with."""
    built = build(demo_copy, 2021)
    assert built.summary["total"]["kpis"] == 83
    assert not [
        finding for finding in built.findings if finding.severity == "error" and finding.book != "plan.xlsx"
    ]


def test_W301_a_sum_without_one_of_its_years_is_named(demo_copy):
    """Without the books of FY2022, and no column for it, a cumulative KPI says which year is missing."""
    for year in ("R03", "R04"):
        shutil.rmtree(demo_copy / "workbooks" / year)
    for path in (demo_copy / "workbooks" / "R05").glob("*.xlsx"):
        _blank_column(path, "R04")
    built = build(demo_copy, 2023)
    named = [finding for finding in built.findings if finding.code == "W301"]
    assert named
    assert all("令和4年度" in finding.message for finding in named)


def _blank_column(path: Path, heading: str) -> None:
    """Empty a year's column; the book is the demo's own, so openpyxl may save it."""
    book = openpyxl.load_workbook(path)
    sheet = book["KPI"]
    column = next((cell.column for row in sheet["A4:Z5"] for cell in row if cell.value == heading), None)
    if column is not None:
        for row in range(6, sheet.max_row + 1):
            sheet.cell(row, column).value = None
    book.save(path)


def test_the_demo_says_everywhere_that_it_is_made_up(built):
    """架空 stands in every book and paper of the demo."""
    for path in [*built.folder.root.rglob("*.xlsx"), *built.folder.out.glob("*.docx")]:
        if "templates" not in path.parts:
            assert "架空" in _text(path), path


def _text(path: Path) -> str:
    import zipfile

    with zipfile.ZipFile(path) as package:
        return "".join(
            package.read(n).decode("utf-8", "ignore") for n in package.namelist() if n.endswith(".xml")
        )


def test_office_opens_everything_that_is_written(built):
    """Every workbook and document of demo and build passes openxml-audit and our own rules."""
    written = [*built.folder.root.rglob("*.xlsx"), *built.folder.root.rglob("*.docx")]
    assert len(written) > 60
    assert {path.name: found for path in written if (found := violations(path))} == {}


@pytest.mark.libreoffice
def test_a_real_spreadsheet_application_recalculates_to_the_same_figures(built, office, tmp_path):
    """LibreOffice opens merged.xlsx, saves it anew, and the counts of summary.json still stand in it."""
    saved = office(built.folder.out / "merged.xlsx", "xlsx", tmp_path)
    sheet = opened(saved)["概要"]
    shown = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    total = built.summary["total"]
    for rating, label in built.summary["ratings"].items():
        line = next(row for row in shown if row and str(row[0]).endswith(label))
        assert total[rating] in line
        assert any(
            abs(100 * value - total["shares"][rating]) < 0.06 for value in line if isinstance(value, float)
        )


@pytest.mark.libreoffice
def test_a_real_word_processor_opens_the_report(built, office, tmp_path):
    """LibreOffice lays the report out: at least a page per goal, and no raw template word."""
    import subprocess

    pdf = office(built.folder.out / "report.docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("\f") >= 10
    assert "{{" not in text
    assert "架空" in text
