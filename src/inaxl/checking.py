"""`inaxl.check`: what is wrong in some books, where, and how to mend it; with marks in their cells if asked for.

A book inside a working folder is also held against its plan and the earlier years; any other book by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.entries.table import BookReading
from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import E017, Finding, in_order
from inaxl.manifest import sha256_of
from inaxl.reading import Job, Outcome, Vocabulary, read_books
from inaxl.values.periods import parse_fiscal_year
from inaxl.workfolder import BOOKS, WorkFolder, books_in, find_root, open_folder

if TYPE_CHECKING:
    from inaxl.evaluation import Progress


class CheckedBook(NamedTuple):
    """One book: what was read from it. `readable` is False where it was refused, with the finding that says why."""

    book: str
    sha256: str | None
    entries: int
    cells: int
    tables: int
    readable: bool
    findings: tuple[Finding, ...]

    def count(self, severity: str) -> int:
        """Number of its findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


class Checked(NamedTuple):
    """All books in the order of their names; `marked` those that were written into."""

    books: tuple[CheckedBook, ...]
    marked: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, errors first."""
        return tuple(in_order(finding for book in self.books for finding in book.findings))


def check(
    *paths: Path | str,
    mark: bool | None = None,
    now: dt.datetime | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Validate books (files or folders).

    mark: True writes marks and the sheet 検証結果 into books with findings, False removes every mark, None only looks.
    now: time for backup names and the audit log (default: the clock).
    Raises UnreadableInput(E003) for a path that does not exist, E017 where no book is found.
    """
    files = books_in([Path(path) for path in paths])
    if not files:
        raise UnreadableInput(E017.at())
    if mark is False:
        return _unmark(files, now)
    checked = []
    for root, group in _by_root(files).items():
        checked += _check_in_folder(root, group, progress) if root else _check_alone(group, progress)
    books = tuple(sorted((book for book, _ in checked), key=lambda book: book.book))
    if mark:
        marked = _mark([(path, book) for book, path in checked], now)
        return marked
    return Checked(books)


def _by_root(files: Sequence[Path]) -> Mapping[Path | None, list[Path]]:
    groups: dict[Path | None, list[Path]] = {}
    for file in files:
        root = find_root(file.parent)
        inside = root is not None and file.resolve().parent.parent == root / BOOKS
        groups.setdefault(root if inside else None, []).append(file)
    return groups


def _check_alone(files: Sequence[Path], progress: Progress | None) -> list[tuple[CheckedBook, Path]]:
    from inaxl.values.statuses import DEFAULT_STATUS_WORDS

    jobs = [Job(path, path.as_posix(), parse_fiscal_year(path.resolve().parent.name)) for path in files]
    outcomes = read_books(jobs, Vocabulary(DEFAULT_STATUS_WORDS, {}))
    found = []
    for done, outcome in enumerate(outcomes, 1):
        if progress is not None:
            progress(done, len(jobs), outcome.job.path.name)
        found.append((_checked(outcome, _own_findings(outcome)), outcome.job.path))
    return found


def _own_findings(outcome: Outcome) -> tuple[Finding, ...]:
    if outcome.failure is not None:
        return (outcome.failure,)
    return outcome.reading.findings if outcome.reading is not None else ()


def _checked(outcome: Outcome, findings: tuple[Finding, ...]) -> CheckedBook:
    reading: BookReading | None = outcome.reading
    if reading is None:
        return CheckedBook(outcome.job.name, _hash(outcome.job.path), 0, 0, 0, False, findings)
    return CheckedBook(
        outcome.job.name, reading.sha256, len(reading.entries), reading.cells, reading.tables, True, findings
    )


def _hash(path: Path) -> str | None:
    try:
        return sha256_of(path)
    except OSError:
        return None


def _check_in_folder(
    root: Path, files: Sequence[Path], progress: Progress | None
) -> list[tuple[CheckedBook, Path]]:
    """Books of one working folder, year by year, with everything that the year's build would say about them."""
    from inaxl.building import evaluate_folder
    from inaxl.plan.book import read_plan_book
    from inaxl.reading import vocabulary

    found = []
    years: dict[int | None, list[Path]] = {}
    for file in files:
        years.setdefault(parse_fiscal_year(file.resolve().parent.name), []).append(file)
    for fy, group in years.items():
        if fy is None:
            found += _check_alone(group, progress)
            continue
        work: WorkFolder = open_folder(root, fy)
        results = evaluate_folder(work, progress=progress)
        plan, _ = read_plan_book(work.plan_book, name="plan.xlsx", check=False)
        jobs = [Job(path.resolve(), work.name(path.resolve()), fy) for path in group]
        for outcome in read_books(jobs, vocabulary(plan, fy), work.private / "cache"):
            own = tuple(finding for finding in results.findings if finding.book == outcome.job.name)
            found.append((_checked(outcome, own or _own_findings(outcome)), outcome.job.path))
    return found


def _mark(books: Sequence[tuple[Path, CheckedBook]], now: dt.datetime | None) -> Checked:
    from inaxl.books.save import write_book
    from inaxl.forms.marks import mark as marked_bytes

    results, written = [], []
    for path, book in books:
        extra: list[Finding] = []
        worth = [finding for finding in book.findings if finding.severity != "info"]
        if worth and book.readable:
            try:
                data = path.read_bytes()
                write_book(path, marked_bytes(data, worth), command="check --mark", edits=len(worth), now=now)
                written.append(book.book)
            except InaxlError as error:
                extra.append(error.finding._replace(book=book.book))
        results.append(book._replace(findings=(*book.findings, *extra)))
    return Checked(tuple(sorted(results, key=lambda book: book.book)), tuple(sorted(written)))


def _unmark(files: Sequence[Path], now: dt.datetime | None) -> Checked:
    from inaxl.books.save import write_book
    from inaxl.forms.marks import unmark

    results, written = [], []
    for path in files:
        name = path.as_posix()
        found: tuple[Finding, ...] = ()
        try:
            data = path.read_bytes()
            clean = unmark(data)
            if clean != data:
                write_book(path, clean, command="check --unmark", edits=0, now=now)
                written.append(name)
        except InaxlError as error:
            found = (error.finding._replace(book=name),)
        results.append(CheckedBook(name, _hash(path), 0, 0, 0, not found, found))
    return Checked(tuple(results), tuple(written))
