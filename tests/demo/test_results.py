"""The demo evaluated as a department would see it: each planted mistake leads to its code, and only it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inaxl.demo import mistakes
from inaxl.evaluation import evaluate, read_year_books
from inaxl.findings import Finding
from inaxl.plan.book import read_plan_book
from inaxl.report.results import Results
from inaxl.workfolder import open_folder

SHOP, TOURISM, CREATION, CARE = "09_商工振興課", "11_観光課", "02_地域創造課", "12_管理課"
# Where a person finds each mistake: (code, KPI or None, book).
ERRORS = {
    ("E101", "K049", SHOP),
    ("E104", "K055", SHOP),
    ("E108", "K059", SHOP),
    ("E109", "K054", SHOP),
    ("E110", "K050", SHOP),
    ("E102", "K038", TOURISM),
    ("E302", None, TOURISM),
    ("E304", "K036", TOURISM),
    ("E103", "K024", CREATION),
    ("E301", "K032", CARE),
}


@pytest.fixture(scope="module")
def results(demo: Path) -> Results:
    """Everything of FY2023."""
    work = open_folder(demo, 2023)
    plan, findings = read_plan_book(work.plan_book)
    inputs = read_year_books(work, plan)
    return evaluate(plan, 2023, inputs, plan_findings=findings, date=dt.date(2024, 5, 31))


def in_books(results: Results, severity: str) -> list[Finding]:
    """Findings about department books."""
    return [f for f in results.findings if f.severity == severity and (f.book or "").startswith("workbooks/")]


def test_each_planted_error_is_found_in_its_book_and_no_other(results: Results) -> None:
    found = {(f.code, f.kpi_id, Path(f.book or "").stem) for f in in_books(results, "error")}
    assert found == ERRORS


def test_E303_names_the_department_that_has_not_submitted(results: Results) -> None:
    missing = [f for f in results.findings if f.code == "E303"]
    assert len(missing) == 1
    assert "都市整備課" in missing[0].message


@pytest.mark.parametrize(
    "typed", [t for t in mistakes.TYPED if t.code.startswith("W")], ids=lambda t: t.kpi_id
)
def test_planted_warnings_are_found(results: Results, typed: mistakes.Typed) -> None:
    assert typed.code in {f.code for f in in_books(results, "warning") if f.kpi_id == typed.kpi_id}


def test_W201_and_W203_are_found(results: Results) -> None:
    codes = [f.code for f in in_books(results, "warning")]
    assert codes.count("W201") == 1
    assert codes.count("W203") == len(mistakes.BLANK_PARTS)


@pytest.mark.parametrize("fy", [2021, 2022])
def test_the_years_before_are_clean(demo: Path, fy: int) -> None:
    """So what the last year shows is the planted mistakes and nothing else."""
    work = open_folder(demo, fy)
    plan, _ = read_plan_book(work.plan_book)
    earlier = evaluate(plan, fy, read_year_books(work, plan), date=dt.date(2024, 5, 31))
    assert [(f.code, f.cell) for f in earlier.findings if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("kpi_id", "value"),
    [("K001", 13), ("K002", 214), ("K023", 104), ("K035", 395), ("K066", 146), ("K032", 27)],
)
def test_values_written_in_words_are_read_as_meant(results: Results, kpi_id: str, value: int) -> None:
    row = next(row for row in results.rows if row["kpi_id"] == kpi_id and row["fy"] == 2023)
    assert row["actual"] == value


@pytest.mark.parametrize(
    ("fy", "expected"), [(2021, (31, 25, 22, 5)), (2022, (36, 25, 17, 5)), (2023, (43, 20, 13, 8))]
)
def test_ratings_as_submitted(results: Results, fy: int, expected: tuple[int, ...]) -> None:
    """Three unreadable values count as 実績値なし until they are mended; one out of range (E102) is still judged."""
    ratings = [row["rating"] for row in results.rows if row["fy"] == fy]
    words = ("on_track", "mostly_on_track", "needs_effort", "no_actual")
    assert tuple(ratings.count(word) for word in words) == expected
