"""Which version of the plan is in force: told from the names of the files, by the last day of the fiscal year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.plan.versions import (
    FrozenCopy,
    fiscal_year_of,
    frozen_copies,
    frozen_name,
    in_force,
    judging_day,
    last_day,
)
from inaxl.workfolder import WorkFolder

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2150, 12, 31))


@pytest.mark.parametrize(
    "name",
    [
        "戦略台帳_2022-03-31まで.xlsx",
        "戦略台帳 2022.3.31.xlsx",
        "20220331_台帳.xlsx",
        "台帳（2022年3月31日まで）.xlsx",
        "台帳２０２２－０３－３１.xlsx",
        "2022_03_31 と 2022-3-31.xlsx",
    ],
)
def test_the_day_in_a_file_name_counts_however_it_is_written(name):
    """Staff name files by hand, in full width too."""
    assert last_day(name) == dt.date(2022, 3, 31)


@pytest.mark.parametrize(
    "name",
    [
        "戦略台帳.xlsx",
        "台帳2022.xlsx",
        "2022-02-30まで.xlsx",
        "2022-03-31 2023-03-31.xlsx",
        "1202203310.xlsx",
    ],
)
def test_a_name_without_one_possible_day_has_none(name):
    """Never guessed: no day, an impossible one, two that differ."""
    assert last_day(name) is None


@given(DAYS)
def test_a_frozen_copy_is_found_by_its_own_name(day):
    """What we name, we read."""
    assert frozen_copies([frozen_name(day)]) == (FrozenCopy(day, frozen_name(day)),)


@given(st.lists(DAYS, unique=True), DAYS)
def test_the_version_in_force_is_the_first_that_has_not_ended(ends, day):
    """Whatever the order of the files; the newest version where all have ended."""
    copies = frozen_copies(frozen_name(end) for end in reversed(ends))
    found = in_force(copies, day)
    assert (found.until if found else None) == next((end for end in sorted(ends) if end >= day), None)


@given(DAYS)
def test_a_version_judges_the_year_that_its_first_day_lies_in(day):
    """Its last day is judged by it, the year before is over."""
    assert judging_day(fiscal_year_of(day)) >= day > judging_day(fiscal_year_of(day) - 1)


def test_of_two_copies_of_one_day_the_first_by_name_counts():
    """The other is named by E430."""
    names = ["b_2022-03-31.xlsx", "a_2022-03-31.xlsx"]
    assert [copy.name for copy in frozen_copies(names)] == ["a_2022-03-31.xlsx"]


def test_a_folder_gives_each_year_its_book(tmp_path: Path):
    """Two kept versions and the newest: 31 March decides, and inputs are the year's own version and all before it."""
    (tmp_path / "plans").mkdir()
    for name in (
        "plan.xlsx",
        "plans/台帳_2021-09-30まで.xlsx",
        "plans/台帳_2023-03-31まで.xlsx",
        "plans/~$x.xlsx",
    ):
        (tmp_path / name).write_bytes(b"")

    def books(fy: int) -> list[str]:
        work = WorkFolder(tmp_path, fy, tmp_path / "out")
        return [work.name(book) for book in work.plan_books()]

    first, second = "plans/台帳_2021-09-30まで.xlsx", "plans/台帳_2023-03-31まで.xlsx"
    assert books(2020) == [first]
    assert books(2021) == books(2022) == [first, second]
    assert books(2023) == [first, second, "plan.xlsx"]
    work = WorkFolder(tmp_path, 2022, tmp_path / "out")
    assert [work.name(path) for path in work.inputs()] == [first, second]
