"""`inaxl init --plan-from` and `inaxl check --pack` as a user runs them; and a book without findings that says so."""

from __future__ import annotations

import pytest
from tests.office_rules import violations

from inaxl.plan.book import read_plan_book


def test_init_plan_from_books_makes_a_folder_to_complete(inaxl, demo_copy, tmp_path):
    """Several books in one call; what is still blank is counted; the plan book reads back."""
    books = sorted((demo_copy / "workbooks" / "R05").glob("*.xlsx"))[1:4]
    done = inaxl("init", tmp_path / "本番", "--plan-from", *books)
    assert done.code == 1
    assert "方向" in done.out
    assert "令和2年度から令和6年度まで" in done.out
    plan, _ = read_plan_book(tmp_path / "本番" / "plan.xlsx")
    assert len(plan.kpis) == sum(row.source != "" for row in (kpi.indicator for kpi in plan.kpis)) > 10
    assert violations(tmp_path / "本番" / "plan.xlsx") == []


def test_init_plan_from_a_folder_as_json(inaxl, demo_copy, tmp_path):
    """Counts of what was taken over and of what is blank, for scripts."""
    done = inaxl("init", tmp_path / "本番", "--plan-from", demo_copy / "workbooks" / "R05", "--json")
    assert done.json["counts"]["kpis"] == 84
    assert done.json["blanks"]["方向"] == 84
    assert "plan.xlsx" in done.json["files"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--plan", "workbooks/plan.xlsx", "--plan-from", "workbooks/plan.xlsx"],
        ["more.xlsx", "--plan", "workbooks/plan.xlsx"],
        ["--plan-from", "workbooks/plan.xlsx", "--term", "R06", "R02"],
    ],
)
def test_init_wants_one_of_the_two_ways(inaxl, tmp_path, arguments):
    """Wrong usage is exit code 2, and no folder is made."""
    assert inaxl("init", tmp_path / "本番", *arguments).code == 2
    assert not (tmp_path / "本番").exists()


def test_a_book_without_findings_says_so_with_counts(inaxl, demo_copy):
    """`誤りも警告もありません。` and how much was looked at, for the book and for the whole call."""
    done = inaxl("check", demo_copy / "workbooks" / "R05" / "16_生涯学習課.xlsx")
    assert done.code == 0
    assert "16_生涯学習課.xlsx　誤りも警告もありません。3指標・18セルを確認しました。" in done.out
    assert done.out.splitlines()[-1] == "1冊　3指標・18セルを確認　誤りも警告もありません。"


def test_check_pack_holds_published_tables_against_the_ministry_s_rules(inaxl, tmp_path):
    """Instead of the rules for entry books: no E201 for a table without KPIs; errors give exit code 1."""
    table = tmp_path / "人口.csv"
    table.write_text("市区町村,年,人口（人）\n伊那市,2020,66125\n伊那市,2021,65600\n", encoding="utf-8")
    done = inaxl("check", "--pack", "machine-readable", table)
    assert (done.code, done.out.splitlines()[-1]) == (0, "1冊　1表・9セルを確認　誤りも警告もありません。")
    table.write_text('市区町村,年,人口\n伊那市,令和2年,"66,125人"\n伊那市,令和3年,65600\n', encoding="utf-8")
    done = inaxl("check", "--pack", "machine-readable", table, "--json")
    assert (done.code, done.codes) == (1, {"E611", "E614", "W609"})


def test_check_pack_marks_the_cells_like_any_check(inaxl, tmp_path):
    """Marks, notes and 検証結果 for a published table, and they go again."""
    import xlsxwriter

    target = tmp_path / "人口.xlsx"
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("伊那市")
        for row, cells in enumerate([["年", "人口（人）"], [2020, "66,125人"], [2021, 65600]]):
            sheet.write_row(row, 0, cells)
    assert inaxl("check", "--pack", "machine-readable", target, "--mark").code == 1
    assert violations(target) == []
    assert inaxl("check", target, "--unmark").code == 0


def test_check_pack_of_an_unknown_name_is_wrong_usage(inaxl, tmp_path):
    """The help names the packs that there are."""
    assert inaxl("check", "--pack", "unknown", tmp_path).code == 2


def test_E112_and_I301_of_the_plan_book_reach_the_check_of_a_department_s_book(inaxl, demo_copy):
    """A renamed KPI and a rule, written into the plan book, are in force at the next check: no code is changed."""
    from inaxl.plan.rows import read_plan_rows
    from inaxl.plan.writer import PlanBookData, write_plan_book

    path = demo_copy / "plan.xlsx"
    tables = dict(read_plan_rows(path).tables)
    kpis = [dict(row) for row in tables["kpis"]]
    renamed = next(row for row in kpis if row["name"] == "観光消費額")
    renamed["name"] = "市内での観光消費額"
    rule = {"id": "r1", "subject": renamed["id"], "field": "note", "comparison": "required"}
    tables |= {
        "kpis": kpis,
        "crosswalk": [
            {"kind": "kpi", "old_name": "観光消費額", "new_id": renamed["id"], "reason": "名称の変更"}
        ],
        "check_rules": [rule | {"severity": "error", "message": "備考に調査の時期を書いてください。"}],
    }
    write_plan_book(path, PlanBookData(tables))
    assert violations(path) == []
    done = inaxl("check", demo_copy / "workbooks" / "R05" / "11_観光課.xlsx", "--json")
    found = {f["code"]: f for f in done.json["findings"] if f["kpi_id"] == renamed["id"]}
    assert {"E112", "I301"} <= set(found)
    assert found["E112"]["message"] == "備考に調査の時期を書いてください。（検証規則 r1）"
    assert found["E112"]["cell"] == found["I301"]["cell"]
