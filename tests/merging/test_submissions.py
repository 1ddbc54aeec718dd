"""Who has submitted, and which books fit no place."""

from __future__ import annotations

from inaxl.findings import E101
from inaxl.merging.rows import merge_readings, merged_rows
from inaxl.merging.submissions import absences, books_by_department, submissions


def state(readings, plan, findings=()):
    """Submissions of FY2023, by department."""
    rows = [
        r for r in merged_rows(merge_readings({2023: readings}, plan, 2023), plan, 2023) if r["fy"] == 2023
    ]
    books, found = books_by_department(readings, plan, 2023)
    listed = submissions(books, rows, [*found, *findings], plan, 2023)
    return {item.department: item for item in listed}, [*found, *absences(books, rows, plan, 2023)]


def test_E303_a_department_without_a_book_is_missing(plan, entry, book):
    """Sixteen departments, fifteen books: the sixteenth is named."""
    listed, found = state([book(entry("移住者数", 9), entry("相談件数", 1))], plan)
    assert listed["保健福祉部子育て支援課"].state == "missing"
    assert [finding.code for finding in found] == ["E303"]
    assert "子育て支援課" in found[0].message


def test_counts_of_a_department_are_those_of_its_kpis(plan, entry, book):
    """Reported, absent with a reason, and blank are three things."""
    reading = book(entry("移住者数", 9), entry("相談件数", None, status="pending"))
    listed, _ = state([reading], plan)
    own = listed["企画部地域創造課"]
    assert (own.kpis, own.reported, own.absent, own.blank) == (2, 1, 1, 0)


def test_a_book_with_an_error_needs_mending(plan, entry, book):
    """One error in its book, and the department is 要修正."""
    reading = book(entry("移住者数", 9), entry("相談件数", 1))
    error = E101.at(book=reading.book, sheet="KPI", cell="J6", value="?", reason="")
    listed, _ = state([reading], plan, [error])
    assert (listed["企画部地域創造課"].state, listed["企画部地域創造課"].errors) == ("needs_fix", 1)


def test_E106_a_book_of_another_year_does_not_count_as_submitted(plan, entry, book):
    """Last year's book in this year's folder is named, with the cell that says so."""
    listed, found = state([book(entry("移住者数", 9, fy=2022), fy=2022)], plan)
    assert listed["企画部地域創造課"].state == "missing"
    assert ("E106", "KPI", "A1") in [(finding.code, finding.sheet, finding.cell) for finding in found]


def test_E305_the_same_department_twice_is_named(plan, entry, book):
    """Two books of one department: the later by name is named."""
    first = book(entry("移住者数", 9), entry("相談件数", 1))
    second = book(entry("移住者数", 9, book="workbooks/R05/b.xlsx"))
    _, found = state([second, first], plan)
    assert [(f.code, f.book) for f in found if f.code == "E305"] == [("E305", "workbooks/R05/b.xlsx")]


def test_E205_a_book_of_no_department_is_named(plan, entry, book):
    """A book that does not say whose it is cannot be anybody's submission."""
    _, found = state([book(entry("移住者数", 9), department="")], plan)
    assert "E205" in [finding.code for finding in found]


def test_W302_a_row_that_the_sent_book_lacks_is_named(plan, entry, book):
    """The department has sent its book, but without the row of one KPI."""
    _, found = state([book(entry("移住者数", 9))], plan)
    assert [(f.code, f.kpi_id) for f in found if f.code == "W302"] == [("W302", "K2")]
