"""The plan books of a working folder: the version that judges a fiscal year, and those that judge the years before it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from inaxl.findings import E430, W430, W431, Finding
from inaxl.plan.book import read_plan_book
from inaxl.plan.differences import differences
from inaxl.plan.life import Revision
from inaxl.plan.lineage import PlanVersion, Versions, with_ended
from inaxl.plan.model import Plan
from inaxl.plan.versions import frozen_copies, last_day
from inaxl.workfolder import WorkFolder, plan_files


class Plans(NamedTuple):
    """What the plan books say about one fiscal year.

    `plan` judges it, `versions` tells which plan judges the years before. `known` is the plan with what only earlier
    versions have, for looking up what an opinion or survey of those years is about.
    """

    plan: Plan
    versions: Versions
    known: Plan
    findings: tuple[Finding, ...]


def read_plans(work: WorkFolder, *, check: bool = True) -> Plans:
    """Read the version in force on the last day of the folder's year, and every version before it.

    check: as in `read_plan_book`, for the year's own version; the books of earlier years were checked in their own.
    Findings: E430, W430 about the names in plans/, W431 where a book's sheet 改訂 says another day than its neighbour's
    name. Raises UnreadableInput as `read_plan_book` does, for any of the books.
    """
    books = work.plan_books()
    plans = [read_plan_book(book, name=work.name(book), check=False)[0] for book in books[:-1]]
    plan, found = read_plan_book(books[-1], name=work.name(books[-1]), check=check)
    plans.append(plan)
    told = _told(work, books, plans)
    return Plans(
        plan,
        _versions(work, books, plans, told),
        with_ended(plan, plans[:-1]),
        (*found, *naming_findings(work), *day_findings(books, plans, work)),
    )


def _versions(work: WorkFolder, books: list[Path], plans: list[Plan], told: list[PlanVersion]) -> Versions:
    place = {book: number for number, book in enumerate(books)}
    own = plans[-1]
    judged_by = {year: place[work.plan_book_of(year)] for year in range(own.first_fy, work.fy + 1)}
    return Versions(
        {year: plans[number] for year, number in judged_by.items() if plans[number] is not own},
        {year: told[number] for year, number in judged_by.items()},
    )


def _told(work: WorkFolder, books: list[Path], plans: list[Plan]) -> list[PlanVersion]:
    """Every version in words, the oldest first."""
    told: list[PlanVersion] = []
    for number, (book, plan) in enumerate(zip(books, plans, strict=True)):
        before = plans[number - 1] if number else None
        is_same_term = before is not None and before.first_fy == plan.first_fy
        until = _until(book)
        revision = _revision(plan, until)
        starts = told[-1].until + dt.timedelta(1) if told and told[-1].until else None
        place = 1 + sum(earlier.first_fy == plan.first_fy for earlier in plans[:number])
        told.append(
            PlanVersion(
                label=revision.version if revision else f"第{place}版",
                effective=starts or (revision.effective if revision else None),
                until=until,
                book=work.name(book),
                trigger=revision.trigger if revision else "",
                cause_fy=revision.cause_fy if revision else None,
                cause_ids=revision.cause_ids if revision else (),
                reason=revision.reason if revision else "",
                changes=differences(before, plan) if before is not None and is_same_term else (),
            )
        )
    return told


def _until(book: Path) -> dt.date | None:
    return last_day(book.name) if book.parent.name == "plans" else None


def _revision(plan: Plan, until: dt.date | None) -> Revision | None:
    """The newest row of 改訂 that is in force in a version."""
    known = [r for r in plan.life.revisions if until is None or r.effective <= until]
    return max(known, key=lambda revision: revision.effective, default=None)


def naming_findings(work: WorkFolder) -> Iterator[Finding]:
    """Books in plans/ that say no day, or the same day as another: they judge no year."""
    used = {copy.name for copy in frozen_copies(path.name for path in plan_files(work.root))}
    days = Counter(last_day(path.name) for path in plan_files(work.root))
    for path in plan_files(work.root):
        day = last_day(path.name)
        if day is None:
            yield W430.at(book=work.name(path), value=path.name)
        elif days[day] > 1 and path.name not in used:
            yield E430.at(book=work.name(path), value=path.name, day=day.isoformat())


def day_findings(books: list[Path], plans: list[Plan], work: WorkFolder) -> Iterator[Finding]:
    """W431: the newest row of 改訂 starts on another day than the one after the version before it ends."""
    for earlier, book, plan in zip(books, books[1:], plans[1:], strict=False):
        until, revision = _until(earlier), _revision(plan, _until(book))
        if until is not None and revision is not None and revision.effective != until + dt.timedelta(1):
            yield W431.at(
                book=work.name(book),
                sheet="改訂",
                cell=revision.cell or None,
                field="effective",
                value=revision.effective.isoformat(),
                other=work.name(earlier),
                day=(until + dt.timedelta(1)).isoformat(),
            )
