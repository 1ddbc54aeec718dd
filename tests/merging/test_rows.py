"""Merging: every figure with its cell, the year's own book first, the order of books without effect."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from inaxl.merging.rows import merge_readings, merged_rows


def row_of(readings, plan, kpi: str, fy: int = 2023, year: int | None = None):
    """The merged row of a KPI in a year."""
    rows = merged_rows(merge_readings(readings, plan, fy), plan, fy)
    return next((row for row in rows if (row["kpi_id"], row["fy"]) == (kpi, year or fy)), None)


def test_a_figure_keeps_its_cell(plan, entry, book):
    """Value, verbatim text, book, sheet and cell travel together."""
    row = row_of({2023: [book(entry("移住者数", 9, source_text="９人"))]}, plan, "K1")
    assert (row["actual"], row["source_text"], row["source_cell"]) == (Decimal(9), "９人", "J6")
    assert (row["source_book"], row["source_sheet"]) == ("workbooks/R05/a.xlsx", "KPI")


def test_every_kpi_of_the_year_has_a_row_even_if_nobody_reported_it(plan, entry, book):
    """A KPI that no book has is missing, with no source; it is never dropped."""
    row = row_of({2023: [book(entry("移住者数", 9))]}, plan, "K3")
    assert (row["status"], row["actual"], row["source_cell"]) == ("missing", None, "")


def test_a_year_s_own_book_counts_more_than_a_later_column(plan, entry, book):
    """FY2022 comes from the book of FY2022, though the book of FY2023 says something else about it."""
    earlier = book(entry("移住者数", 7, book="workbooks/R04/a.xlsx", fy=2022), fy=2022)
    later = book(entry("移住者数", 8, fy=2022), entry("移住者数", 9))
    row = row_of({2022: [earlier], 2023: [later]}, plan, "K1", year=2022)
    assert (row["actual"], row["source_book"]) == (Decimal(7), "workbooks/R04/a.xlsx")


def test_a_year_without_books_is_filled_from_the_nearest_later_column(plan, entry, book):
    """FY2020 was before the first book: its figure comes from that book's earlier-year column, with its cell."""
    row = row_of({2023: [book(entry("移住者数", 5, fy=2020), entry("移住者数", 9))]}, plan, "K1", year=2020)
    assert (row["actual"], row["source_cell"]) == (Decimal(5), "J6")


def test_the_reporting_department_s_value_counts(plan, entry, book):
    """Where two departments report a KPI, the one that the plan names is taken."""
    other = book(entry("移住者数", 1, book="workbooks/R05/0.xlsx"), department="保健福祉部子育て支援課")
    own = book(entry("移住者数", 9, book="workbooks/R05/z.xlsx"))
    assert row_of({2023: [other, own]}, plan, "K1")["actual"] == Decimal(9)


def test_the_order_of_books_never_matters(plan, entry, book):
    """Any order of reading gives the same rows."""
    books = [
        book(entry("移住者数", 9)),
        book(entry("移住者数", 1, book="workbooks/R05/b.xlsx"), department="保健福祉部子育て支援課"),
        book(entry("相談件数", 3, book="workbooks/R05/c.xlsx", project="結婚支援事業"), department=""),
    ]
    results = [
        merged_rows(merge_readings({2023: list(o)}, plan, 2023), plan, 2023) for o in permutations(books)
    ]
    assert all(rows == results[0] for rows in results)


def test_E302_an_unknown_kpi_is_named_once_with_the_nearest_names(plan, entry, book):
    """A row that the plan does not know is a finding at its name, not one per year."""
    merged = merge_readings({2023: [book(entry("移住者の数", 5, name_cell="C6"))]}, plan, 2023)
    assert [(finding.code, finding.cell) for finding in merged.findings] == [("E302", "C6")]
    assert "移住者数" in merged.findings[0].message


def test_E103_a_figure_in_another_unit_is_not_judged(plan, entry, book):
    """件 where the plan says 人: the text stays, the figure is not used."""
    row = row_of({2023: [book(entry("移住者数", 9, unit="件"))]}, plan, "K1")
    assert (row["status"], row["actual"], row["source_text"]) == ("invalid", None, "9")


def test_E102_a_figure_outside_the_plan_s_range_is_not_judged(plan, entry, book):
    """−3 where nothing below 0 can be: the text stays, the figure is not used."""
    row = row_of({2023: [book(entry("移住者数", -3))]}, plan, "K1")
    assert (row["status"], row["actual"], row["source_text"]) == ("invalid", None, "-3")


def test_a_full_width_spelling_of_the_unit_is_the_same_unit(plan, entry, book):
    """Blanks and widths in the unit column are no contradiction."""
    assert row_of({2023: [book(entry("移住者数", 9, unit=" 人 "))]}, plan, "K1")["actual"] == Decimal(9)


def test_an_override_counts_only_with_a_reason(plan, entry, book):
    """Manual override of a rating only with a reason."""
    with_reason = entry("移住者数", 9, rating_override="順調", override_reason="要因は外部")
    without = entry("移住者数", 9, rating_override="順調")
    assert row_of({2023: [book(with_reason)]}, plan, "K1")["rating_override"] == "on_track"
    assert row_of({2023: [book(without)]}, plan, "K1")["rating_override"] == ""
