"""Three years of real books: what a department writes about an earlier year's action decides what the next years carry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inaxl.books.read import read_workbook
from inaxl.carrying import action_reports, read_register
from inaxl.distributing import distribute
from inaxl.evaluate.follow_up import ActionReport
from inaxl.evaluation import evaluate, read_year_books
from inaxl.forms.carried import to_be_told
from inaxl.forms.entry_book import write_entry_book
from inaxl.forms.entry_content import ActionEntry, CardText, entry_book_content
from inaxl.merging.reviews import reviews
from inaxl.plan.book import read_plan_book
from inaxl.plan.model import Plan
from inaxl.registers.opinions import LEDES, TABLES
from inaxl.registers.writer import write_register
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.values.periods import fy_code
from inaxl.workfolder import OPINIONS_BOOK, WorkFolder
from tests.merging.test_reviews import card, carried

DEPARTMENT = "企画部地域創造課"
OPEN, CLOSED, GIVEN_UP = "p01", "p08", "p28"
SAID = {
    2022: {
        (CLOSED, 2021): ActionEntry("実施済み", "窓口を開いた。"),
        (OPEN, 2021): ActionEntry("実施中", "場所を決めた。"),
        (GIVEN_UP, 2021): ActionEntry("取りやめ（国の制度が変わったため）"),
    },
    2023: {(OPEN, 2021): ActionEntry("実施中", "工事を始めた。")},
}


@pytest.fixture
def folder(demo_copy: Path) -> Path:
    """The demo's plan, and three years of one department's books in which it says how its actions stand."""
    (demo_copy / OPINIONS_BOOK).unlink()
    for fy in (2021, 2022, 2023):
        for book in (demo_copy / "workbooks" / fy_code(fy)).iterdir():
            book.unlink()
        write_year(demo_copy, fy)
    return demo_copy


def write_year(folder: Path, fy: int) -> None:
    """The department's book of a year, made from what the years before left open."""
    plan, _ = read_plan_book(folder / "plan.xlsx", check=False)
    department = next(d for d in plan.departments if d.name == DEPARTMENT)
    left = results_of(folder, fy, plan).follow_up if fy > 2021 else None
    content = entry_book_content(
        plan,
        fy,
        department,
        carried=to_be_told(plan, left, fy, SAID.get(fy)) if left else None,
        cards={p: CardText("行った。", "増えた。", "ない。", "継続", f"{fy}年度に決めた。") for p in (OPEN, CLOSED, GIVEN_UP)},
    )  # fmt: skip
    write_entry_book(folder / "workbooks" / fy_code(fy) / "02_地域創造課.xlsx", content)


def results_of(folder: Path, fy: int, plan: Plan | None = None) -> Results:
    """One evaluated year."""
    plan = plan or read_plan_book(folder / "plan.xlsx", check=False)[0]
    work = WorkFolder(folder, fy, folder / "out")
    register, _ = read_register(work, plan)
    return evaluate(plan, fy, read_year_books(work, plan), register=register, date=dt.date(fy + 1, 5, 31))


def keep(folder: Path, state: str) -> None:
    """The secretariat's register says how the action that is closed in the book stands."""
    row = {"project_id": CLOSED, "fy": 2021, "progress": "", "state": state}
    write_register(folder / OPINIONS_BOOK, "意見", TABLES, LEDES, {"actions": [row]})


def test_R20_three_years_an_action_closed_in_a_book_is_gone_and_an_open_one_is_not(folder: Path) -> None:
    """Closed in FY2022: told there as done, not carried in FY2023. Open: at the top in both years, with its progress."""
    years = {fy: results_of(folder, fy).follow_up for fy in (2021, 2022, 2023)}
    assert (years[2021].actions, years[2021].done) == ((), ())
    assert {(a.project_id, a.state, a.progress) for a in years[2022].done} == {
        (CLOSED, "closed", "窓口を開いた。"),
        (GIVEN_UP, "dropped", "国の制度が変わったため"),
    }
    assert [(a.project_id, a.fy, a.progress) for a in years[2022].actions] == [(OPEN, 2021, "場所を決めた。")]
    assert [(a.project_id, a.fy, a.progress) for a in years[2023].actions] == [
        (OPEN, 2021, "工事を始めた。"),
        (OPEN, 2022, ""),
        (CLOSED, 2022, ""),
        (GIVEN_UP, 2022, ""),
    ]
    assert years[2023].done == ()


def test_R20_the_state_knows_the_cell_in_which_it_stands(folder: Path) -> None:
    """Book, sheet and cell of the department's own words."""
    (action,) = results_of(folder, 2022).follow_up.actions
    sheet = next(
        g for g in read_workbook(folder / "workbooks/R04/02_地域創造課.xlsx").grids if g.name == action.sheet
    )
    row = int(action.cell.lstrip("C"))
    assert (action.book, action.sheet) == ("workbooks/R04/02_地域創造課.xlsx", "事業1")
    assert sheet.value(row, 3) == "実施中"


def test_R20_the_form_of_the_next_year_carries_only_what_is_open(folder: Path) -> None:
    """With what is known so far, and blank cells to say how it stands now."""
    distribute(folder, 2024, departments=[DEPARTMENT])
    book = read_workbook(folder / "forms" / "R06" / "02_地域創造課.xlsx")
    texts = {g.name: [str(v) for row in g.rows for v in row if v is not None] for g in book.grids}
    assert any("これまで：実施中　工事を始めた。" in text for text in texts["事業1"])
    assert not any("2021年度に決めた。" in text for text in texts["事業8"])
    assert texts["事業8"].count("進み具合") == 2  # the actions of FY2022 and FY2023


def test_R20_what_was_given_up_is_told_with_its_reason(folder: Path) -> None:
    """In the report of the year in which it was given up."""
    note = report_context(results_of(folder, 2022))["opinions"]["actions"]["note"]
    assert note == (
        "ほかの1件は終わった。事業28の「2021年度に決めた」（令和3年度）は取りやめた（国の制度が変わったため）。"
    )


def test_W704_register_and_entry_book_contradict_each_other_and_the_register_counts(folder: Path) -> None:
    """The finding stands at the register's cell and names the other one."""
    keep(folder, "in_progress")
    results = results_of(folder, 2022)
    (finding,) = [f for f in results.findings if f.code == "W704"]
    assert (finding.book, finding.sheet, finding.cell) == ("opinions.xlsx", "今後の取組", "E5")
    place = results_of(folder, 2022).reviews[1].card.carried[0].state_cell
    assert f"workbooks/R04/02_地域創造課.xlsx のシート「事業8」{place}" in finding.message
    assert (CLOSED, 2021) in {(a.project_id, a.fy) for a in results.follow_up.actions}


def test_register_and_entry_book_that_agree_say_nothing(folder: Path) -> None:
    """実施済み in both."""
    keep(folder, "closed")
    assert [f.code for f in results_of(folder, 2022).findings if f.code == "W704"] == []


# --- what single cards say ------------------------------------------------------------------------------------------


def test_R20_states_go_on_with_the_cell_in_which_they_stand(plan, book):
    """Book, sheet and cell; what is blank, cannot be read, is of this year or of no year says nothing."""
    cells = (
        carried("実施済", "開いた。"),
        carried("だいたい", fy=2020),
        carried("", fy=2021),
        carried("実施中", fy=2023),
        carried("実施中", fy=None),
    )
    found, _ = reviews([book(card()._replace(carried=cells))], plan, 2023)
    assert list(action_reports(found, 2023)) == [
        ActionReport("p1", 2022, 2023, "closed", "開いた。", "workbooks/R05/a.xlsx", "事業1", "C11")
    ]


def test_R20_of_two_departments_the_reporting_one_is_heard(plan, book):
    """As with the other words of a card."""
    other = card()._replace(book="workbooks/R05/0.xlsx", carried=(carried("未着手"),))
    own = card()._replace(carried=(carried("実施中"),))
    found, _ = reviews([book(other, department="保健福祉部子育て支援課"), book(own)], plan, 2023)
    assert [r.state for r in action_reports(found, 2023)] == ["in_progress"]
