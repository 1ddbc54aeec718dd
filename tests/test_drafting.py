"""`inaxl init --plan-from`: a first plan book holds what the sheets say, with its cells, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "forms"))

from drawn_sheets import book_of, write_xlsx
from habits_of_cards import CARDS
from habits_of_tables import TABLES

from inaxl.drafting import Term, blanks, draft_plan, find_term, term_in
from inaxl.entries.read import read_entries
from inaxl.errors import UnreadableInput, UnwritableOutput
from inaxl.forms.binding import bind
from inaxl.founding import found_folder_from
from inaxl.plan.book import read_plan_book
from inaxl.plan.rows import read_plan_rows
from inaxl.plan.writer import write_plan_book

TABLE = """
    |令和5年度　KPI進捗状況| | | | | |
    |担当課|事業名|指標名|単位|現状値（H30）|目標値（R6）|R5実績値|
    |地域創造課|移住促進事業|移住者数|人|85|100|93|
    |地域創造課|移住促進事業|相談件数|件|160|240|171|
    |商工振興課、農政課|販路開拓事業|商談会の参加者数|人||50|41|
"""
TERM = Term(2020, 2024, "")


def readings_of(*drawings: str):
    """Readings of books of one sheet."""
    books = [book_of(f"{number}.xlsx", KPI=drawing) for number, drawing in enumerate(drawings, 1)]
    return [read_entries(book, wants_actuals=False) for book in books]


def test_each_row_of_the_sheets_is_a_row_of_the_plan_with_its_source() -> None:
    """Name, unit, baseline, target, project and department, and where each of them stands."""
    data = draft_plan(readings_of(TABLE), TERM)
    first = data.rows("kpis")[0]
    assert (first["id"], first["name"], first["unit"], first["project_id"]) == (
        "K001",
        "移住者数",
        "人",
        "p01",
    )
    assert (first["baseline"], first["baseline_fy"], first["target"], first["target_fy"]) == (
        85,
        2018,
        100,
        2024,
    )
    assert (first["source"], first["note"]) == ("1.xlsx シート「KPI」 C3", "現状値 E3、指標値 F3")
    assert [row["title"] for row in data.rows("projects")] == ["移住促進事業", "販路開拓事業"]
    assert [row["section"] for row in data.rows("departments")] == ["地域創造課", "商工振興課", "農政課"]


def test_what_no_sheet_says_stays_blank() -> None:
    """Direction, way of counting, an absent baseline, and who of two departments reports: a person decides."""
    data = draft_plan(readings_of(TABLE), TERM)
    third = data.rows("kpis")[2]
    assert (
        third.get("direction")
        is third.get("accumulation")
        is third["baseline"]
        is third["department_id"]
        is None
    )
    assert data.rows("projects")[1]["department_ids"] == ("d02", "d03")
    assert blanks(data) == {"方向": 3, "集計方法": 3, "現状値": 1, "担当部署ID": 1}
    assert {"計画の名称": "", "状態": "", "市町村": ""}.items() <= {
        row["item"]: row["value"] for row in data.rows("facts")
    }.items()


def test_the_same_KPI_in_two_books_is_one_row_and_names_what_differs() -> None:
    """The newest book counts; an older one fills blanks, and its other target is written down."""
    older = TABLE.replace("令和5年度", "令和4年度").replace("R5実績", "R4実績").replace("|100|93|", "|90|84|")
    data = draft_plan(readings_of(older, TABLE), TERM)
    assert len(data.rows("kpis")) == 3
    first = data.rows("kpis")[0]
    assert first["target"] == 100
    assert "1.xlsx シート「KPI」 C3では指標値「90」" in first["note"]


def test_targets_of_single_years_go_into_their_own_columns() -> None:
    """R4目標 R5目標 R6目標: the last is the final one."""
    drawing = "|指標名|単位|R4目標値|R4実績値|R5目標値|R5実績値|\n|移住者数|人|80|84|90|93|"
    first = draft_plan(readings_of(drawing), TERM).rows("kpis")[0]
    assert (first["target"], first["target_fy"], first["interim_2022"]) == (90, 2023, 80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("計画期間　令和2年度～令和6年度", (2020, 2024)),
        ("第2期総合戦略（R2〜R6）", (2020, 2024)),
        ("計画期間：2020年度から2024年度", (2020, 2024)),
        ("期間 令和2～6年度", None),
        ("令和2年度～令和6年度", None),
        ("相談 10～20件", None),
    ],
)
def test_the_term_is_read_where_a_text_speaks_of_it(text: str, expected: tuple[int, int] | None) -> None:
    """Two years and a word such as 計画期間; what is not clear is not guessed."""
    assert term_in(text) in (expected, (2020, 2024)) if "2～6" in text else term_in(text) == expected


def test_without_a_text_the_term_comes_from_the_columns_and_says_so() -> None:
    """First year of actuals to the last year that is named; the plan book says where it is from."""
    book = book_of(KPI=TABLE)
    readings = readings_of(TABLE)
    term = find_term([bind(book)], readings)
    assert term[:2] == (2023, 2024)
    facts = {row["item"]: row["value"] for row in draft_plan(readings, term).rows("facts")}
    assert "確かめてください" in facts["計画期間の根拠"]


@pytest.mark.parametrize("habit", [*TABLES, *CARDS], ids=lambda habit: habit.name)
def test_every_habit_of_offices_gives_a_plan_book_that_reads_back(habit, tmp_path: Path) -> None:
    """Whatever form the sheets have: the book is written, read without a crash, and has the KPIs that were recognised."""
    reading = read_entries(habit.workbook(), fy_hint=habit.fy)
    target = tmp_path / "plan.xlsx"
    write_plan_book(target, draft_plan([reading], TERM))
    plan, _ = read_plan_book(target, check=False)
    rows = {
        (entry.name, entry.project, "" if entry.project else entry.department) for entry in reading.entries
    }
    assert len(plan.kpis) <= len(rows)
    assert {kpi.name for kpi in plan.kpis} == {entry.name for entry in reading.entries if entry.name.strip()}
    assert all(".xlsx シート「" in kpi.indicator.source for kpi in plan.kpis)


def test_all_habits_together_give_one_plan_book_that_can_be_checked(tmp_path: Path) -> None:
    """Some sixty books of all kinds in one call: findings about what is blank, and no crash."""
    readings = [read_entries(habit.workbook(), fy_hint=habit.fy) for habit in (*TABLES, *CARDS)]
    target = tmp_path / "plan.xlsx"
    write_plan_book(target, draft_plan(readings, TERM))
    plan, findings = read_plan_book(target)
    assert len(plan.kpis) > 50
    assert {"E405", "W403"} <= {finding.code for finding in findings}
    assert not {"E403", "E404", "E408", "E411"} & {finding.code for finding in findings}


def test_a_folder_is_founded_and_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Plan book, year folders, template; nothing depends on clock or machine."""
    source = tmp_path / "既存.xlsx"
    write_xlsx(source, book_of(KPI=TABLE))
    for name in ("a", "b"):
        made = found_folder_from(tmp_path / name, [source], term=(2020, 2024))
        assert made.counts == {"projects": 2, "kpis": 3, "departments": 3, "goals": 0}
    assert (tmp_path / "a" / "plan.xlsx").read_bytes() == (tmp_path / "b" / "plan.xlsx").read_bytes()
    assert sorted(path.name for path in (tmp_path / "a" / "workbooks").iterdir()) == [
        f"R0{year}" for year in range(2, 7)
    ]
    assert len(read_plan_rows(tmp_path / "a" / "plan.xlsx").rows("kpis")) == 3


def test_E003_E019_E201_E405_name_what_stops_the_founding(tmp_path: Path) -> None:
    """A missing book, a folder in use, a book without KPIs, and no year anywhere."""
    memo, bare = tmp_path / "メモ.xlsx", tmp_path / "年なし.xlsx"
    write_xlsx(memo, book_of(KPI="|電話は内線123|"))
    write_xlsx(bare, book_of(KPI="|指標名|単位|目標値|\n|移住者数|人|100|"))
    (tmp_path / "使用中").mkdir()
    (tmp_path / "使用中" / "x").touch()
    for code, folder, source, error in (
        ("E003", "新", tmp_path / "ない.xlsx", UnreadableInput),
        ("E019", "使用中", bare, UnwritableOutput),
        ("E201", "新", memo, UnreadableInput),
        ("E405", "新", bare, UnreadableInput),
    ):
        with pytest.raises(error) as stopped:
            found_folder_from(tmp_path / folder, [source])
        assert stopped.value.finding.code == code
    assert not (tmp_path / "新").exists()
