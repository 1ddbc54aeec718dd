"""A plan book is written with the optional sheets and columns that are filled, and read back as it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inaxl.plan.book import read_plan_book
from inaxl.plan.layout import TABLE_BY_KEY
from inaxl.plan.layout_life import LIFE_TABLES
from inaxl.plan.life import Revision
from inaxl.plan.rows import read_plan_rows
from inaxl.plan.writer import PlanBookData, write_plan_book

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
REVISION = {"version": "第2版", "effective": dt.date(2022, 4, 1), "trigger": "law", "reason": "法の改正"}


def written(target: Path, **tables: Any) -> Path:
    """The draft's plan book with some tables' rows replaced; None leaves a table out."""
    data = {**read_plan_rows(WORKBOOKS / "plan.xlsx").tables, **tables}
    write_plan_book(target, PlanBookData({key: rows for key, rows in data.items() if rows is not None}))
    return target


def headers(book: Path, sheet: str) -> list[str]:
    """The words of a sheet's header row, breaks removed."""
    return [str(cell.value).replace("\n", "") for cell in load_workbook(book)[sheet][4]]


def test_the_drafts_book_has_no_optional_column_and_the_eight_sheets_empty_but_for_the_tags() -> None:
    """The draft names no focus and no parent items; it maps no tag, but which tags there are is known."""
    sheets = load_workbook(WORKBOOKS / "plan.xlsx").sheetnames
    assert sheets[-8:] == ["根拠", "5原則", "タグ", "タグ付け", "連携", "予算", "改訂", "非公開"]
    optional = {c.header for t in TABLE_BY_KEY.values() for c in t.columns if c.optional}
    assert optional == {"重点", "上位計画の項目", "定義の年度", "置き換えたKPI"}
    for sheet in ("分野", "施策", "事業", "KPI"):
        assert not optional & set(headers(WORKBOOKS / "plan.xlsx", sheet))
    life = read_plan_book(WORKBOOKS / "plan.xlsx", check=False)[0].life
    assert [len(part) for part in life] == [0, 0, 25, 0, 0, 0, 0, 0]


def test_R34_the_17_SDG_goals_are_offered_by_their_official_titles() -> None:
    """Numbers 1 to 17, Japanese and English."""
    tags = read_plan_book(WORKBOOKS / "plan.xlsx", check=False)[0].life.tags
    goals = [tag for tag in tags if tag.kind == "sdg"]
    assert [tag.sdg_number for tag in goals] == list(range(1, 18))
    assert [(tag.title, tag.title_en) for tag in (goals[0], goals[10], goals[16])] == [
        ("1 貧困をなくそう", "1 No Poverty"),
        ("11 住み続けられるまちづくりを", "11 Sustainable Cities and Communities"),
        ("17 パートナーシップで目標を達成しよう", "17 Partnerships for the Goals"),
    ]


def test_R29_R33_the_drafts_own_views_and_pillars_are_offered_as_tags(draft_facts: dict[str, Any]) -> None:
    """Lines 57 to 67 and 128 to 138 of the draft."""
    tags = read_plan_book(WORKBOOKS / "plan.xlsx", check=False)[0].life.tags
    views = [item["title"] for item in draft_facts["crosscutting"]]
    pillars = [item["title"] for item in draft_facts["prefecture_pillar"]]
    assert [tag.title for tag in tags if tag.kind == "view"] == views
    assert [tag.title for tag in tags if tag.kind == "prefecture"] == pillars


def test_a_column_appears_as_soon_as_one_row_fills_it(tmp_path: Path) -> None:
    """重点 of one field; 上位計画の項目 stays away."""
    rows = [dict(row) for row in read_plan_rows(WORKBOOKS / "plan.xlsx").rows("fields")]
    rows[2]["is_focus"] = "yes"
    book = written(tmp_path / "plan.xlsx", fields=rows)
    assert "重点" in headers(book, "分野")
    assert "重点" not in headers(book, "施策")
    plan, findings = read_plan_book(book)
    assert [field.id for field in plan.fields if field.is_focus] == ["field3"]
    assert not [finding for finding in findings if finding.severity == "error"]


def test_a_book_without_the_sheets_is_written_without_them(tmp_path: Path) -> None:
    """All of them are optional."""
    nothing: dict[str, Any] = {table.key: None for table in LIFE_TABLES}
    book = written(tmp_path / "plan.xlsx", **nothing)
    assert load_workbook(book).sheetnames[-1] == "検証規則"
    assert "E401" not in {finding.code for finding in read_plan_book(book)[1]}


def test_days_are_days_in_Excel_and_come_back_as_they_were(tmp_path: Path) -> None:
    """施行日 is a date cell in the Japanese era, so that staff can sort and filter by it."""
    book = written(tmp_path / "plan.xlsx", revisions=[REVISION])
    cell = load_workbook(book)["改訂"]["B5"]
    assert (cell.value, cell.is_date) == (dt.datetime(2022, 4, 1), True)
    assert read_plan_book(book, check=False)[0].life.revisions == (
        Revision("第2版", dt.date(2022, 4, 1), "law", None, (), "法の改正", "B5"),
    )
    assert read_plan_rows(book).rows("revisions") == [REVISION]


def test_the_demos_book_is_the_same_after_reading_and_writing_it(demo: Path, tmp_path: Path) -> None:
    """With every optional sheet filled; nothing is lost on the way through the rows."""
    again = tmp_path / "plan.xlsx"
    write_plan_book(again, read_plan_rows(demo / "plan.xlsx"))
    assert read_plan_book(demo / "plan.xlsx") == read_plan_book(again)


def test_everything_made_up_in_the_demos_life_says_so_in_its_row(demo: Path) -> None:
    """The list of tags is fact; what is mapped, planned and paid is not."""
    data = read_plan_rows(demo / "plan.xlsx")
    filled = {table.key for table in LIFE_TABLES if data.rows(table.key)}
    assert filled == {
        "evidence",
        "principle_checks",
        "tags",
        "taggings",
        "partners",
        "budgets",
        "withheld",
    }
    for key in filled - {"tags"}:
        assert not [row for row in data.rows(key) if "架空" not in str(list(row.values()))]
    focus = [row for row in data.rows("fields") if row.get("is_focus")]
    assert [("見本のため" in row["note"]) for row in focus] == [True]


def test_the_demo_shows_each_kind_of_thing_that_is_not_published(demo: Path) -> None:
    """A withheld meeting, a withheld partner, contacts, and the actual of one KPI in one year."""
    plan, findings = read_plan_book(demo / "plan.xlsx")
    life = plan.life
    assert [item.id for item in life.evidence if item.is_withheld] == ["e05"]
    assert [item.subject_id for item in life.partners if item.is_withheld] == ["p24"]
    assert all(item.contact for item in life.partners)
    assert [(item.table, item.id, item.column, item.fy) for item in life.withheld] == [
        ("kpis", "K050", "", 2023)
    ]
    assert [budget.settlement for budget in life.budgets_of("p08")][-2:] == [Decimal(23912), None]
    assert {finding.severity for finding in findings} == {"info"}


def test_Excel_offers_words_and_IDs_in_the_new_sheets() -> None:
    """Choice words as lists, project and tag IDs from their sheets, items of any level with advice only."""
    book = load_workbook(WORKBOOKS / "plan.xlsx")

    def rules(sheet: str) -> dict[str, tuple[str, str]]:
        return {
            str(rule.sqref).split(":")[0]: (str(rule.type), str(rule.formula1))
            for rule in book[sheet].data_validations.dataValidation
        }

    assert rules("根拠")["B5"] == ("list", '"懇談会・会議,アンケート,統計,課題の分析,その他"')
    assert rules("5原則")["A5"][1].startswith("'事業'!$A$5:")
    assert rules("タグ付け")["A5"][1].startswith("'タグ'!$A$5:")
    assert rules("予算")["E5"] == ("list", '"円,千円,万円,百万円,億円"')
    assert rules("連携")["A5"][0] == "None"
