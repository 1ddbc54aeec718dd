"""`inaxl.check`: what is wrong in some books, where, and how to mend it; with marks in their cells if asked for.

A book inside a working folder is also held against its plan and the earlier years; any other book by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.entries.table import BookReading
from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import E017, Finding, in_order
from inaxl.manifest import sha256_of
from inaxl.reading import Job, Outcome, Vocabulary, read_books
from inaxl.values.periods import fy_label, parse_fiscal_year
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
    reading: BookReading | None = None

    @property
    def indicators(self) -> int:
        """Number of KPI rows, each counted once however many years it has."""
        return len({(entry.sheet, entry.name_cell) for entry in (self.reading.entries if self.reading else ())})

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
        return unmark_books(files, now)
    checked = []
    for root, group in _by_root(files).items():
        checked += _check_in_folder(root, group, progress) if root else _check_alone(group, progress)
    checked.sort(key=lambda pair: pair[0].book)
    return mark_books(checked, now) if mark else Checked(tuple(book for book, _ in checked))


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
        outcome.job.name,
        reading.sha256,
        len(reading.entries),
        reading.cells,
        reading.tables,
        True,
        findings,
        reading,
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


def mark_books(books: Sequence[tuple[CheckedBook, Path]], now: dt.datetime | None) -> Checked:
    """Write marks into every book with something to mend; a book that is in order now loses its earlier marks."""
    results, written = [], []
    for book, path in books:
        try:
            if book.readable and _write_marks(book, path, now):
                written.append(book.book)
        except InaxlError as error:
            book = book._replace(findings=(*book.findings, error.finding._replace(book=book.book)))
        results.append(book)
    return Checked(tuple(results), tuple(written))


def _write_marks(book: CheckedBook, path: Path, now: dt.datetime | None) -> bool:
    from inaxl.books.save import edit_book
    from inaxl.forms.marks import mark, unmark

    worth = [finding for finding in book.findings if finding.severity != "info"]
    if not worth:
        return edit_book(path, unmark, command="check --unmark", now=now) is not None

    def marked(data: bytes) -> bytes:
        return mark(
            data, worth, labels=_labels(book.reading), scope=_scope(book.reading), checked=_looked_at(book)
        )

    return edit_book(path, marked, command="check --mark", edits=len(worth), now=now) is not None


def _labels(reading: BookReading | None) -> Callable[[Finding], tuple[str, str]]:
    """Project and KPI that stand in the row of a finding."""
    rows = {
        (entry.sheet, entry.row): (entry.project, entry.name)
        for entry in (reading.entries if reading else ())
    }
    cards = {card.sheet: (card.project, "") for card in (reading.cards if reading else ())}

    def label(finding: Finding) -> tuple[str, str]:
        digits = "".join(character for character in finding.cell or "" if character.isdigit())
        place = (finding.sheet or "", int(digits or 0))
        return rows.get(place) or cards.get(finding.sheet or "", ("", ""))

    return label


def _scope(reading: BookReading | None) -> str:
    if reading is None:
        return ""
    return "　".join(
        part for part in (reading.department, fy_label(reading.fy) if reading.fy else "") if part
    )


def _looked_at(book: CheckedBook) -> str:
    return f"{book.indicators}指標・{book.cells}セルを確認しました。"


def unmark_books(files: Sequence[Path], now: dt.datetime | None) -> Checked:
    """Remove every trace of marks from the books; those without marks stay as they are."""
    from inaxl.books.save import edit_book
    from inaxl.forms.marks import unmark

    results, written = [], []
    for path in files:
        name = path.as_posix()
        found: tuple[Finding, ...] = ()
        try:
            if edit_book(path, unmark, command="check --unmark", now=now) is not None:
                written.append(name)
        except InaxlError as error:
            found = (error.finding._replace(book=name),)
        results.append(CheckedBook(name, _hash(path), 0, 0, 0, not found, found))
    return Checked(tuple(results), tuple(written))
