"""Every habit of filling in a KPI sheet, as it is and after what departments do to forms: never another figure."""

from __future__ import annotations

import pytest
from compare import compare
from drawn_sheets import Habit, write_xlsx
from habits_of_cards import CARDS
from habits_of_tables import TABLES
from mutations import MUTATIONS

from inaxl.books.read import read_workbook
from inaxl.forms.binding import bind

HABITS = [*TABLES, *CARDS]


def _changed(habit: Habit, mutation: str):
    if mutation == "sheet_renamed" and habit.keeps_sheet_names:
        pytest.skip("the sheet's name carries the year")
    shifted = {"column_on_the_left": (0, 1), "rows_on_top": (2, 0)}.get(mutation, (0, 0))
    book = habit.workbook(MUTATIONS[mutation](habit.matrices()))
    for grid in book.grids:
        grid.hidden_columns = frozenset(column + shifted[1] for column in grid.hidden_columns)
    return book


def test_there_are_at_least_thirty_habits() -> None:
    """Issue 4 asks for thirty workbooks."""
    assert len({habit.name for habit in HABITS}) == len(HABITS) >= 30


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_habit_is_read_with_the_same_entries_whatever_was_done_to_the_form(
    habit: Habit, mutation: str
) -> None:
    """A changed form gives the same entries: no figure is lost and none is another."""
    outcome = compare(habit, _changed(habit, mutation))
    assert outcome.problems == []


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_habit_is_read_from_a_real_file_as_it_is_drawn(habit: Habit, tmp_path) -> None:
    """The drawing stands for a file: what is read from a written book is the same."""
    drawn = habit.workbook()
    if any(grid.uncalculated for grid in drawn.grids):
        pytest.skip("XlsxWriter gives every formula a value")
    path = tmp_path / "book.xlsx"
    write_xlsx(path, drawn)
    assert compare(habit, read_workbook(path)).problems == []


@pytest.mark.parametrize("habit", [habit for habit in HABITS if habit.unread], ids=lambda habit: habit.name)
def test_what_is_not_recognised_is_named_with_its_cell_and_reason(habit: Habit) -> None:
    """A person sees what was left out, and why."""
    found = bind(habit.workbook()).as_dict()["unrecognised"]
    assert any(item["text"] == habit.unread and item["reason"] for item in found)
