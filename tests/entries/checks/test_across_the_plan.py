"""A book against its plan and its year: E103 units, E206 years, E207 departments, E308 targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inaxl.entries.checks import check_rows
from inaxl.evaluation import checked_entries
from inaxl.merging.rows import merge_readings, merged_rows
from inaxl.merging.submissions import absences, books_by_department


@pytest.fixture
def codes(plan):
    """(code, cell) of the row checks in one book of FY2023."""

    def run(reading, plan=plan):
        return [
            (f.code, f.cell)
            for f in check_rows(
                checked_entries(merge_readings({2023: [reading]}, plan, 2023), plan, 2023), plan
            )
        ]

    return run


def test_E308_a_target_that_is_not_the_plan_s(codes, entry, book):
    """The plan says 10; a book that says 12 is told so at its own cell, whatever the actual."""
    assert codes(book(entry("移住者数", 9, target=Decimal(12), target_cell="H6"))) == [("E308", "H6")]
    assert codes(book(entry("移住者数", 9, target=Decimal("10.0"), target_cell="H7"))) == []


def test_E308_the_target_of_a_single_year_is_the_plan_s_too(codes, entry, book, plan):
    """An interim target of the plan contradicts nothing; nor does a year of which the plan has no target."""
    interim = replace(plan.kpis[0].indicator, interim={2023: Decimal(8)})
    changed = replace(plan, kpis=(replace(plan.kpis[0], indicator=interim), *plan.kpis[1:]))
    assert codes(book(entry("移住者数", 9, target=Decimal(8), target_fy=2023)), changed) == []
    assert codes(book(entry("移住者数", 9, target=Decimal(99), target_fy=2030)), changed) == []


def test_E308_is_silent_where_the_unit_differs(codes, entry, book):
    """10,000円 and 10千円: E103 names the unit, and one mistake is said once."""
    assert codes(book(entry("移住者数", 9, unit="千人", target=Decimal("0.01")))) == []


def test_E206_a_sheet_without_the_year_s_column(codes, entry, book):
    """Only R3 and R4 stand there: said once for the sheet, at its newest column."""
    reading = book(
        entry("移住者数", 7, fy=2021),
        entry("移住者数", 8, fy=2022),
        entry("相談件数", 3, fy=2022, project="移住促進事業"),
    )
    assert codes(reading) == [("E206", "J7")]


def test_E206_is_silent_where_another_sheet_has_the_year(codes, entry, book):
    """A book with a sheet per year has this year's on its own sheet."""
    assert codes(book(entry("移住者数", 8, fy=2022, sheet="R4"), entry("移住者数", 9, sheet="R5"))) == []


def test_E206_instead_of_W302_where_the_row_is_there(plan, entry, book):
    """The KPI's row stands in the book, so W302 (its row is missing) would be false."""
    reading = book(entry("移住者数", 8, fy=2022), entry("相談件数", 1))
    rows = merged_rows(merge_readings({2023: [reading]}, plan, 2023), plan, 2023)
    books, _ = books_by_department([reading], plan, 2023)
    found = absences(books, [row for row in rows if row["fy"] == 2023], plan, 2023)
    assert not [f for f in found if f.code == "W302"]


def test_E207_a_book_of_several_departments(plan, entry, book):
    """No department in its title, two in its rows: to be split, and named as that, not as unknown (E205)."""
    reading = book(
        entry("移住者数", 9, department="企画部地域創造課"),
        entry("相談件数", 1, department="保健福祉部子育て支援課"),
        department="",
    )
    books, found = books_by_department([reading], plan, 2023)
    assert (books, [(f.code, f.cell) for f in found]) == ({}, [("E207", "C7")])
    assert "企画部地域創造課、保健福祉部子育て支援課" in found[0].message


@pytest.mark.parametrize(
    "drawing",
    [
        "|指標名|指標値|R5実績値|\n|移住者数|100人|93件|",
        "|指標名|指標値（人）|R5実績値（件）|\n|移住者数|100|93|",
        "|指標名|単位|指標値|R5実績値|\n|移住者数|人|100件|93人|",
    ],
)
def test_E103_the_unit_of_the_target_is_not_that_of_the_actual(drawing):
    """Target in 人, actual in 件: whether the unit stands in the cell, the heading or its own column."""
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[2] / "forms"))
    from drawn_sheets import book_of

    from inaxl.entries.read import read_entries

    reading = read_entries(book_of(KPI=drawing), fy_hint=2023)
    assert "E103" in [finding.code for finding in reading.findings]
