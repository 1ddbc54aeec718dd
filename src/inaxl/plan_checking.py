"""The plan book by itself: check every version of a plan, or sum one up. The rules are in `plan/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import E003, E004, Finding, in_order
from inaxl.manifest import sha256_or_none
from inaxl.workfolder import OUTPUTS, PLAN_BOOK, WorkFolder

if TYPE_CHECKING:
    from inaxl.plan.model import Plan
    from inaxl.plan.versions import FrozenCopy


class CheckedPlan(NamedTuple):
    """One plan book: `plan` is None where it could not be read."""

    book: str
    sha256: str | None
    plan: Plan | None
    findings: tuple[Finding, ...]

    def count(self, severity: str) -> int:
        """How many findings of a severity the book has."""
        return sum(finding.severity == severity for finding in self.findings)


class CheckedPlans(NamedTuple):
    """The plan books that were checked, and what there is to say about how they lie beside each other."""

    books: tuple[CheckedPlan, ...]
    beside: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, book by book."""
        return (*(finding for book in self.books for finding in book.findings), *self.beside)


def check_plan(path: Path) -> CheckedPlans:
    """Check a plan book, or every version of the plan in a working folder, the oldest first.

    A book that cannot be read is one of the results, with the finding that says why. Raises UnreadableInput: E003 no
    such path, E004 a folder without plan book.
    """
    _refuse_nothing(path)
    if path.is_file():
        return CheckedPlans((_checked(path, path.name),))
    work = _folder(path)
    places = [*map(work.frozen, work.frozen_plans()), path / PLAN_BOOK]
    books = tuple(_checked(place, work.name(place)) for place in places)
    return CheckedPlans(books, tuple(_beside(work, places, books)))


def _beside(work: WorkFolder, places: list[Path], books: Sequence[CheckedPlan]) -> Iterator[Finding]:
    """E430, W430 about names in plans/; W431 about days, where every version could be read."""
    from inaxl.reading_plans import day_findings, naming_findings

    yield from naming_findings(work)
    plans = [book.plan for book in books if book.plan is not None]
    if len(plans) == len(places):
        yield from day_findings(places, plans, work)


class ReadPlan(NamedTuple):
    """The plan of a book or working folder; `earlier` the frozen copies of its versions before this one."""

    plan: Plan
    earlier: tuple[FrozenCopy, ...]
    findings: tuple[Finding, ...]


def read_plan(path: Path, fy: int | None = None) -> ReadPlan:
    """The newest version, or with `fy` the one that judges that fiscal year, with only the KPIs and departments of it.

    Raises UnreadableInput as `check_plan`, and where the book cannot be read.
    """
    from dataclasses import replace

    from inaxl.plan.book import read_plan_book

    _refuse_nothing(path)
    book, name = path, path.name
    earlier: tuple[FrozenCopy, ...] = ()
    if path.is_dir():
        work = _folder(path)
        book = path / PLAN_BOOK if fy is None else work.plan_book_of(fy)
        name = work.name(book)
        earlier = tuple(takewhile(lambda copy: work.frozen(copy) != book, work.frozen_plans()))
    plan, findings = read_plan_book(book, name=name)
    if fy is not None:
        plan = replace(plan, kpis=plan.kpis_in(fy), departments=plan.departments_in(fy))
    return ReadPlan(plan, earlier, findings)


def _folder(path: Path) -> WorkFolder:
    """The working folder apart from any year: only where its plan books lie is asked."""
    return WorkFolder(path, 0, path / OUTPUTS)


def _refuse_nothing(path: Path) -> None:
    if not path.exists():
        raise UnreadableInput(E003.at(value=path))
    if path.is_dir() and not (path / PLAN_BOOK).is_file():
        raise UnreadableInput(E004.at(value=path))


def _checked(book: Path, name: str) -> CheckedPlan:
    from inaxl.plan.book import read_plan_book

    try:
        plan, findings = read_plan_book(book, name=name)
    except InaxlError as error:
        return CheckedPlan(name, sha256_or_none(book), None, (error.finding,))
    return CheckedPlan(name, sha256_or_none(book), plan, tuple(in_order(findings)))
