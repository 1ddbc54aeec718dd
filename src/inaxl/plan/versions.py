"""Which version of the plan is in force on a day, from the names of the plan books alone: no book is opened here.

`plan.xlsx` is the newest version. Each earlier one is a frozen copy in `plans/` whose file name says the last day on which
it is in force, such as `戦略台帳_2022-03-31まで.xlsx`. A fiscal year is judged by the version in force on its last day.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple


class FrozenCopy(NamedTuple):
    """An earlier version of the plan book: its file name, and the last day on which it is in force."""

    until: dt.date
    name: str


@cache  # compiled when first needed: most folders have one version only
def _date() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)(\d{4})(?:[-._/](\d{1,2})[-._/](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?!\d)"
    )


def last_day(name: str) -> dt.date | None:
    """The day that a file name ends with to be in force: 2022-03-31, 2022.3.31, 20220331, 2022年3月31日; None without one.

    None too where the name holds no possible day, or two that differ.
    """
    found = set()
    for match in _date().finditer(unicodedata.normalize("NFKC", name)):
        year, *parts = match.groups()
        month, day = (int(part) for part in parts if part is not None)
        try:
            found.add(dt.date(int(year), month, day))
        except ValueError:
            return None
    return found.pop() if len(found) == 1 else None


def frozen_name(until: dt.date) -> str:
    """The file name of a frozen copy."""
    return f"戦略台帳_{until.isoformat()}まで.xlsx"


def frozen_copies(names: Iterable[str]) -> tuple[FrozenCopy, ...]:
    """The frozen copies among file names, the oldest first; of two with the same day, the first by name."""
    by_day: dict[dt.date, str] = {}
    for name in sorted(names):
        day = last_day(name)
        if day is not None:
            by_day.setdefault(day, name)
    return tuple(FrozenCopy(day, by_day[day]) for day in sorted(by_day))


def judging_day(fy: int) -> dt.date:
    """31 March on which fiscal year `fy` ends: the version in force on it judges the year."""
    return dt.date(fy + 1, 3, 31)


def fiscal_year_of(day: dt.date) -> int:
    """The fiscal year that a day lies in: a version in force from that day on judges it and all later ones."""
    return day.year if day.month >= 4 else day.year - 1


def in_force(copies: Iterable[FrozenCopy], day: dt.date) -> FrozenCopy | None:
    """The frozen copy in force on a day: that with the smallest last day not before it; None: the newest version is."""
    return min((copy for copy in copies if copy.until >= day), default=None)
