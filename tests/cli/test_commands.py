"""Each command as a user runs it: what it prints, what it writes, and its JSON document."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from tests.office_rules import violations
from tests.opened import opened

from inaxl import __version__


def test_version(inaxl):
    """`inaxl --version` names the version."""
    assert inaxl("--version").out == f"inaxl {__version__}\n"


def test_build_says_in_six_lines_what_it_did(inaxl, demo_copy):
    """Read, checked, rated, population, written, what next; the planted mistakes give exit code 1."""
    done = inaxl("build", demo_copy, "--fy", "R05")
    assert done.code == 1
    labels = [line.split()[0] for line in done.out.splitlines()]
    assert labels == ["読み込み", "検証", "評価", "人口", "出力", "完了"]
    assert "16部署のうち 1部署が未提出" in done.out
    assert "64,211人（令和6年1月1日）" in done.out


def test_build_json_is_the_same_built_or_unchanged(inaxl, demo_copy):
    """The document does not tell whether the work was done now or before."""
    first = inaxl("build", demo_copy, "--fy", "R05", "--json").json
    assert first == inaxl("build", demo_copy, "--fy", "R05", "--json").json
    assert {"outputs", "counts", "findings", "ok", "exit_code", "command", "version"} <= set(first)
    assert all((demo_copy / "out" / "R05" / output["path"]).is_file() for output in first["outputs"])


def test_a_build_without_any_finding_of_error_is_exit_code_0(inaxl, demo_copy):
    """FY2022 of the demo has no planted mistake."""
    assert inaxl("build", demo_copy, "--fy", "令和4年度").code == 0


@pytest.mark.parametrize("spelling", ["R5", "令和5", "令和5年度", "2023", "Ｒ５"])
def test_every_spelling_of_the_year_is_the_same_year(inaxl, built, spelling):
    """Users write the year as they are used to."""
    wanted = inaxl("status", built.folder.root, "--fy", "R05", "--json").json["departments"]
    assert wanted == inaxl("status", built.folder.root, "--fy", spelling, "--json").json["departments"]


def test_status_lists_sixteen_departments_with_their_state(inaxl, built):
    """Who has submitted, and how much is to be mended."""
    done = inaxl("status", built.folder.root, "--fy", "R05")
    assert "建設部都市整備課" in done.out
    assert "16部署のうち　完了 11　要修正 4　未提出 1" in done.out


def test_status_without_a_build_reads_the_books_itself(inaxl, demo_copy, built):
    """No build is needed first; the answer is the same."""
    fresh = inaxl("status", demo_copy, "--fy", "R05", "--json").json
    assert (
        fresh["departments"]
        == inaxl("status", built.folder.root, "--fy", "R05", "--json").json["departments"]
    )


def test_explain_goes_back_to_the_cell(inaxl, built):
    """From the rating back to book, sheet, cell and raw text."""
    done = inaxl("explain", built.folder.root, "K002", "--fy", "R05", "--json")
    source = done.json["source"]
    assert (source["cell"], source["text"]) == ("J7", "２１４人")
    cell = opened(built.folder.root / source["book"])[source["sheet"]][source["cell"]]
    assert cell.value == source["text"]
    assert done.json["actual"] == 214
    assert [step["what"] for step in done.json["steps"]][:2] == ["セル", "読み取り"]


def test_explain_finds_a_kpi_by_its_name_and_shows_the_sum(inaxl, built):
    """A cumulative KPI shows the years that were added."""
    done = inaxl("explain", built.folder.root, "空き店舗を活用した創業件数", "--fy", "R05")
    assert "累計" in done.out
    assert "令和2年度" in done.out


def test_merge_writes_one_book_that_office_opens(inaxl, demo_copy, tmp_path):
    """The merged workbook wherever the person wants it, its links reaching the department books."""
    target = tmp_path / "統合.xlsx"
    done = inaxl("merge", demo_copy, "--fy", "R05", "-o", target, "--json")
    assert done.code == 1
    assert violations(target) == []
    book = opened(target)
    cells = (cell for row in book["KPI一覧"].iter_rows() for cell in row if cell.hyperlink)
    links = [cell.hyperlink.target for cell in cells if ".xlsx" in (cell.hyperlink.target or "")]
    assert links
    assert all((tmp_path / Path(link.split("#")[0])).resolve().is_file() for link in links[:20])


def test_forms_writes_each_department_s_book_for_the_next_year(inaxl, demo_copy):
    """令和6年度: sixteen books with the actuals so far, and last year's decided actions on the cards."""
    done = inaxl("forms", demo_copy, "--fy", "R06")
    assert done.code == 0
    books = sorted((demo_copy / "forms" / "R06").glob("*.xlsx"))
    assert len(books) == 16
    sheet = opened(demo_copy / "forms" / "R06" / "02_地域創造課.xlsx")["KPI"]
    header = {cell.value: cell.column for row in sheet["A4:Z5"] for cell in row if cell.value}
    assert sheet.cell(6, header["R05"]).value == 13
    assert sheet.cell(6, header["R06"]).value is None
    assert {book.name: found for book in books if (found := violations(book))} == {}


def test_forms_can_be_asked_for_one_department(inaxl, demo_copy):
    """--dept takes the section alone where it is unique."""
    inaxl("forms", demo_copy, "--fy", "R06", "--dept", "農政課")
    assert [path.name for path in (demo_copy / "forms" / "R06").iterdir()] == ["08_農政課.xlsx"]


def test_forms_never_replaces_a_book_that_somebody_may_have_filled_in(inaxl, demo_copy):
    """A book of that name that is not the form itself stays."""
    inaxl("forms", demo_copy, "--fy", "R06", "--dept", "農政課")
    book = demo_copy / "forms" / "R06" / "08_農政課.xlsx"
    shutil.copyfile(demo_copy / "workbooks" / "R05" / "08_農政課.xlsx", book)
    before = book.read_bytes()
    done = inaxl("forms", demo_copy, "--fy", "R06", "--dept", "農政課")
    assert (done.code, book.read_bytes()) == (3, before)


def test_E306_a_joint_project_without_a_lead_is_nobody_s(inaxl, tmp_path):
    """The draft names no lead for eleven projects: they are listed for the secretariat, never given to the first."""
    folder = tmp_path / "本番"
    inaxl("init", folder, "--plan", "workbooks/plan.xlsx")
    done = inaxl("forms", folder, "--fy", "R05", "--json")
    undecided = [finding for finding in done.json["findings"] if finding["code"] == "E306"]
    assert (done.code, len(undecided)) == (1, 11)
    assert all(finding["cell"] and finding["sheet"] == "事業" for finding in undecided)


def test_E007_a_year_outside_the_term(inaxl, demo_copy):
    """令和7年度 is after the plan's term."""
    done = inaxl("forms", demo_copy, "--fy", "R07")
    assert (done.code, "E007" in done.err, "令和6年度まで" in done.err) == (2, True, True)


def test_E008_an_unknown_department_has_suggestions(inaxl, demo_copy):
    """A mistyped department is answered with the nearest names."""
    done = inaxl("forms", demo_copy, "--fy", "R06", "--dept", "商工振興科")
    assert (done.code, "E008" in done.err, "商工観光部商工振興課" in done.err) == (2, True, True)


def test_init_makes_a_folder_for_a_plan(inaxl, tmp_path):
    """Plan book, a folder per fiscal year, the standard templates; then a build of a plan without KPIs works."""
    folder = tmp_path / "本番"
    assert inaxl("init", folder, "--plan", "workbooks/plan.xlsx").code == 0
    assert (folder / "plan.xlsx").read_bytes() == Path("workbooks/plan.xlsx").read_bytes()
    assert sorted(path.name for path in (folder / "workbooks").iterdir()) == [
        "R02",
        "R03",
        "R04",
        "R05",
        "R06",
    ]
    inaxl("forms", folder, "--fy", "R05", "-o", folder / "workbooks" / "R05")
    done = inaxl("build", folder, "--fy", "R05", "--json")
    assert done.code == 0
    assert done.json["counts"]["total"]["kpis"] == 0
    assert violations(folder / "out" / "R05" / "report.docx") == []


def test_diff_of_two_books_says_in_words_what_changed(inaxl, demo_copy):
    """Last year's book against this year's: the new column, value by value."""
    books = demo_copy / "workbooks"
    done = inaxl("diff", books / "R04" / "11_観光課.xlsx", books / "R05" / "11_観光課.xlsx", "--json")
    changed = [
        change for change in done.json["changes"] if change["fy"] == 2022 and change["field"] == "actual"
    ]
    assert [(change["before"], change["after"]) for change in changed] == [("24300", "24800")]


def test_diff_of_two_built_years_compares_kpi_by_kpi(inaxl, demo_copy):
    """out/R04 against out/R05: ratings and actuals that moved."""
    for year in ("R04", "R05"):
        inaxl("build", demo_copy, "--fy", year)
    done = inaxl("diff", demo_copy / "out" / "R04", demo_copy / "out" / "R05")
    assert "「出会いサポートセンターの登録者数」令和4年度→令和5年度 指標値: 195 → 210" in done.out
    assert "「事業を通じた結婚者数」令和4年度→令和5年度 達成率: 110.0% → " in done.out
    assert "評価: 順調 → おおむね順調" in done.out
    assert "on_track" not in done.out


def test_a_diff_of_equal_books_says_so(inaxl, demo_copy):
    """No difference is an answer too."""
    book = demo_copy / "workbooks" / "R05" / "11_観光課.xlsx"
    assert inaxl("diff", book, book).out == "違いはありません。\n"


def test_E017_a_folder_without_books(inaxl, tmp_path):
    """Nothing to check is said, not passed over."""
    done = inaxl("check", tmp_path)
    assert (done.code, "E017" in done.err) == (3, True)


def test_check_marks_and_unmarks_and_undo_takes_back(inaxl, demo_copy):
    """Marks come and go, and the book is as it was; undo brings the last state back."""
    book = demo_copy / "workbooks" / "R05" / "09_商工振興課.xlsx"
    before = book.read_bytes()
    inaxl("check", book, "--mark")
    assert "検証結果" in opened(book).sheetnames
    assert violations(book) == []
    inaxl("check", book, "--unmark")
    assert "検証結果" not in opened(book).sheetnames
    inaxl("check", book, "--mark")
    inaxl("undo", book)
    assert "検証結果" not in opened(book).sheetnames
    assert _cells(before) == _cells(book.read_bytes())


def _cells(data: bytes) -> dict:
    book = opened(data)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet
        for cell in row
        if cell.value
    }


def test_a_marked_book_is_read_like_the_unmarked_one(inaxl, demo_copy):
    """Marks, notes and the sheet 検証結果 change nothing that is read."""
    before = inaxl("check", demo_copy / "workbooks" / "R05", "--json").json
    inaxl("check", demo_copy / "workbooks" / "R05", "--mark")
    after = inaxl("check", demo_copy / "workbooks" / "R05", "--json").json
    assert before["findings"] == after["findings"]
    assert before["checked"] == after["checked"]


def test_doctor_looks_at_everything_that_is_needed(inaxl):
    """Python, packages, fonts, Excel, LibreOffice; what is missing says how to mend it."""
    done = inaxl("doctor", "--json")
    names = {item["name"] for item in done.json["items"]}
    assert {"Python", "pandas", "BIZ UDゴシック", "Excel と xlwings", "LibreOffice"} <= names
    assert all(item["found"] or item["remedy"] for item in done.json["items"])


def test_build_pdf_makes_the_report_as_pdf_too(inaxl, demo_copy):
    """One output more, again left alone where nothing changed; without the option it is gone again."""
    pytest.importorskip("typst")
    first = inaxl("build", demo_copy, "--fy", "R05", "--pdf")
    assert "report.docx　report.pdf　merged.xlsx" in first.out
    made = (demo_copy / "out" / "R05" / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert "変わっていない" in inaxl("build", demo_copy, "--fy", "R05", "--pdf").out
    inaxl("build", demo_copy, "--fy", "R05")
    assert not (demo_copy / "out" / "R05" / "report.pdf").exists()


def test_a_form_that_cannot_be_filled_in_leaves_the_earlier_outputs(inaxl, demo_copy):
    """E016 with the sheet and cell; no half-written folder."""
    inaxl("build", demo_copy, "--fy", "R05")
    out = demo_copy / "out" / "R05"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    template = demo_copy / "templates" / "evaluation_sheet.xlsx"
    _replace_text(template, "xl/sharedStrings.xml", b"{{ kpi.name }}", b"{{ kpi.nama }}")
    done = inaxl("build", demo_copy, "--fy", "R05", "--json")
    (finding,) = done.json["findings"]
    assert (done.code, finding["code"], finding["sheet"], finding["cell"]) == (3, "E016", "評価シート", "A16")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_templates_check_says_which_templates_can_be_used(inaxl, demo_copy):
    """All three of the demo can; unused variables are counted, and named if asked for."""
    done = inaxl("templates", "check", demo_copy)
    assert done.code == 0
    assert done.out.count("使えます") == 3
    assert "plan.status" not in done.out
    assert "plan.status" in inaxl("templates", "check", demo_copy, "--unused").out


def test_templates_check_names_what_is_wrong_and_where(inaxl, demo_copy):
    """Exit code 1, the code, the variable and its paragraph."""
    template = demo_copy / "templates" / "report.docx"
    _replace_text(template, "word/document.xml", b"{{ population.source }}", b"{{ population.souce }}")
    done = inaxl("templates", "check", demo_copy / "templates", "--json")
    assert done.code == 1
    (finding,) = (item for item in done.json["findings"] if item["severity"] == "error")
    assert (finding["code"], finding["book"], finding["value"]) == ("E028", "report.docx", "population.souce")
    assert "段落「{{ population.souce }}」" in finding["message"]


def _replace_text(path: Path, part: str, before: bytes, after: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
