"""Merged areas of an open sheet: all of them, exactly, and in few questions to Excel."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.books.grid import Area, Grid
from inaxl.books.read import read_workbook
from inaxl.excel.live_merges import area_of, halves, merged_areas
from inaxl.workfolder import packaged
from tests.support.memory_engine import Sheet


def ask(grid: Grid, *, is_vague: bool = False) -> tuple[tuple[Area, ...], int]:
    """The areas that are found in a sheet, and how often Excel was asked."""
    sheet = Sheet(None, grid)
    sheet.is_vague = is_vague
    found = merged_areas(sheet, sheet.used_range.area, grid.rows)
    return found, sheet.asked


def grid_of(height: int, width: int, merges, written=()) -> Grid:
    rows = [
        [("あ" if (r, c) in written else None) for c in range(1, width + 1)] for r in range(1, height + 1)
    ]
    return Grid("表", rows, merges=tuple(merges))


@st.composite
def sheets(draw):
    """A sheet with merged areas that do not overlap, written cells anywhere, also below merged ones."""
    height, width = draw(st.integers(1, 14)), draw(st.integers(1, 10))
    taken, merges = set(), []
    for _ in range(draw(st.integers(0, 8))):
        top, left = draw(st.integers(1, height)), draw(st.integers(1, width))
        bottom, right = draw(st.integers(top, height)), draw(st.integers(left, width))
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            merges.append(Area(top, left, bottom, right))
    written = draw(st.sets(st.tuples(st.integers(1, height), st.integers(1, width))))
    return grid_of(height, width, merges, written)


@settings(max_examples=300)
@given(sheets(), st.booleans())
def test_every_merged_area_is_found_whatever_is_written_where(grid, is_vague) -> None:
    """What is written only says where to ask first, and nothing depends on what Excel says of several areas at once."""
    assert set(ask(grid, is_vague=is_vague)[0]) == set(grid.merges)


def test_an_area_that_reaches_beyond_what_is_read_is_given_whole() -> None:
    """The used range may end inside of a merged area."""
    grid = Grid("表", [["題", None, None]], merges=(Area(1, 1, 3, 5),))
    assert ask(grid)[0] == (Area(1, 1, 3, 5),)


def test_a_sheet_without_merged_cells_costs_one_question() -> None:
    """However large it is."""
    assert ask(grid_of(400, 30, ())) == ((), 1)


def test_areas_below_each_other_cost_one_question_each_and_a_few_for_the_block() -> None:
    """A table of 100 rows whose names reach over three columns: 100 areas in 105 questions."""
    merges = [Area(row, 2, row, 4) for row in range(1, 101)]
    written = {(row, column) for row in range(1, 101) for column in (1, 2, 5, 6)}
    found, asked = ask(grid_of(100, 6, merges, written))
    assert (set(found), asked) == (set(merges), 105)


def plain(sheet: Sheet, area: Area, found: set[Area]) -> None:
    """Halving every block that is not free of merged cells, down to the cell: what every search must beat."""
    if any(_is_in(area, merged) for merged in found) or sheet.range(area[:2], area[2:]).merge_cells is False:
        return
    if area[:2] == area[2:]:
        found.add(area_of(sheet.range(area[:2]).merge_area.address))
        return
    for half in halves(area):
        plain(sheet, half, found)


def _is_in(area: Area, outer: Area) -> bool:
    return (
        outer[:2] <= area[:2]
        and area.bottom <= outer.bottom
        and outer.left <= area.left <= area.right <= outer.right
    )


def test_the_forms_of_the_office_cost_half_of_a_plain_search(demo) -> None:
    """Our entry book with its project sheets, and the evaluation sheet."""
    forms = [
        demo / "workbooks" / "R05" / "02_地域創造課.xlsx",
        packaged("templates", "evaluation_sheet.xlsx"),
    ]
    plainly, guided = 0, 0
    for grid in (grid for form in forms for grid in read_workbook(form).grids):
        found, questions = ask(grid)
        assert set(found) == set(grid.merges)
        guided += questions
        sheet = Sheet(None, grid)
        plain(sheet, sheet.used_range.area, set())
        plainly += sheet.asked
    assert guided <= 0.6 * plainly


@pytest.mark.parametrize(
    ("address", "area"),
    [("$B$4:$D$4", Area(4, 2, 4, 4)), ("$AA$10", Area(10, 27, 10, 27)), ("A1:C3", Area(1, 1, 3, 3))],
)
def test_an_address_is_read_with_and_without_its_signs(address, area) -> None:
    """Excel gives `$B$4:$D$4`."""
    assert area_of(address) == area
