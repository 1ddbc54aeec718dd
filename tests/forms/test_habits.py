"""Every habit of filling in a KPI sheet, as it is and after what departments do to forms: never another figure."""

from __future__ import annotations

import pytest
from compare import compare
from drawn_sheets import Habit, write_xlsx
from habits import HABITS, TUNED, UNSEEN
from mutations import MUTATIONS, changed

from inaxl.books.read import read_workbook
from inaxl.forms.binding import bind


def _changed(habit: Habit, mutation: str):
    if mutation == "sheet_renamed" and habit.keeps_sheet_names:
        pytest.skip("the sheet's name carries the year")
    return changed(habit, mutation)


def test_there_are_at_least_thirty_habits_and_sixty_more_that_were_not_seen() -> None:
    """Issue 4 asks for thirty workbooks; the further ones were written before the reader saw them."""
    assert len({habit.name for habit in HABITS}) == len(HABITS)
    assert len(TUNED) >= 30
    assert len(UNSEEN) >= 60


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
