"""Checks that need more than one cell: each code at the cell that a person has to look at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inaxl.entries.checks import check_rows
from inaxl.entries.schema import check_cells
from inaxl.evaluation import checked_entries
from inaxl.merging.rows import merge_readings


@pytest.fixture
def codes(plan):
    """(code, cell) of everything found in the books of FY2023, given the books of all years."""

    def run(readings, plan=plan):
        subjects = checked_entries(merge_readings(readings, plan, 2023), plan, 2023)
        return [(f.code, f.cell) for f in check_cells(subjects) + check_rows(subjects, plan)]

    return run


def test_a_clean_row_has_no_finding(codes, entry, book):
    """Nothing is said where nothing is wrong."""
    assert codes({2023: [book(entry("移住者数", 9, status_text="実績あり", unit="人"))]}) == []


def test_E102_a_value_below_the_plan_s_minimum(codes, entry, book):
    """−3 people cannot have moved."""
    assert codes({2023: [book(entry("移住者数", -3))]}) == [("E102", "J6")]


def test_E102_one_bad_cell_never_hides_another(codes, entry, book, plan):
    """Two values out of range are two findings."""
    bounded = replace(plan, kpis=tuple(k.__class__(**_fields(k, minimum=Decimal(0))) for k in plan.kpis))
    found = codes({2023: [book(entry("移住者数", -3), entry("相談件数", -1))]}, bounded)
    assert found == [("E102", "J6"), ("E102", "J7")]


def _fields(kpi, **changes):
    names = "indicator number project_id measure_id goal_id department_id minimum maximum first_fy last_fy".split()
    return {**{name: getattr(kpi, name) for name in names}, **changes}


def test_E103_a_unit_that_is_not_the_plan_s(codes, entry, book):
    """件 in the unit column of a KPI counted in 人."""
    assert codes({2023: [book(entry("移住者数", 9, unit="件"))]}) == [("E103", "J6")]


def test_E107_an_unknown_status_word(codes, entry, book):
    """A word that is not in the list is named at its own cell."""
    assert codes({2023: [book(entry("移住者数", 9, status_text="たぶん"))]}) == [("E107", "K6")]


def test_E108_a_figure_beside_a_status_that_says_there_is_none(codes, entry, book):
    """集計中 with a figure: one of the two is wrong."""
    assert codes({2023: [book(entry("移住者数", 9, status_text="集計中"))]}) == [("E108", "K6")]


def test_E109_neither_figure_nor_status(codes, entry, book):
    """An empty row is asked for."""
    assert codes({2023: [book(entry("移住者数"))]}) == [("E109", "J6")]


def test_E110_a_status_that_promises_a_figure(codes, entry, book):
    """実績あり without a figure."""
    assert codes({2023: [book(entry("移住者数", status_text="実績あり"))]}) == [("E110", "J6")]


def test_W105_an_absent_figure_without_a_reason(codes, entry, book):
    """集計中 wants a date in 備考; with one, nothing is said."""
    pending = {"status": "pending", "status_text": "集計中"}
    assert codes({2023: [book(entry("移住者数", **pending))]}) == [("W105", "J6")]
    assert codes({2023: [book(entry("移住者数", note="6月に確定", **pending))]}) == []


def test_W102_points_at_the_cell_with_a_slipped_digit(codes, entry, book):
    """Ten times last year's figure is marked where it was typed; a reason in 備考 spares it."""
    last = book(entry("移住者数", 304, book="workbooks/R04/a.xlsx", fy=2022), fy=2022)
    assert codes({2022: [last], 2023: [book(entry("移住者数", 3040))]}) == [("W102", "J7")]
    assert codes({2022: [last], 2023: [book(entry("移住者数", 3040, note="合併による"))]}) == []


def test_W104_a_running_total_that_falls(codes, entry, book, plan):
    """A total since the start of the term cannot shrink."""
    running = replace(plan.kpis[0].indicator, accumulation="running")
    changed = replace(
        plan, kpis=(type(plan.kpis[0])(**_fields(plan.kpis[0], indicator=running)), *plan.kpis[1:])
    )
    last = book(entry("移住者数", 12, book="workbooks/R04/a.xlsx", fy=2022), fy=2022)
    assert codes({2022: [last], 2023: [book(entry("移住者数", 9))]}, changed) == [("W104", "J7")]


def test_E304_an_earlier_year_that_was_changed(codes, entry, book):
    """R4 said 7 in its own book; this year's book says 8 in the R4 column."""
    last = book(entry("移住者数", 7, book="workbooks/R04/a.xlsx", fy=2022), fy=2022)
    this = book(entry("移住者数", 8, fy=2022), entry("移住者数", 9))
    assert codes({2022: [last], 2023: [this]}) == [("E304", "J7")]


def test_E301_the_same_kpi_twice_with_different_values(codes, entry, book):
    """The other department's cell is named; equal values are no contradiction."""
    own = book(entry("移住者数", 9))
    other = book(entry("移住者数", 8, book="workbooks/R05/b.xlsx"), department="保健福祉部子育て支援課")
    same = book(entry("移住者数", 9, book="workbooks/R05/b.xlsx"), department="保健福祉部子育て支援課")
    assert codes({2023: [own, other]}) == [("E301", "J7")]
    assert codes({2023: [own, same]}) == []


def test_E307_only_another_department_reports_it(codes, entry, book):
    """The KPI stands in the wrong department's book only."""
    other = book(entry("移住者数", 8), department="保健福祉部子育て支援課")
    assert codes({2023: [other]}) == [("E307", "C6")]
