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
from inaxl.manifest import sha256_or_none
from inaxl.reading import Job, Outcome, Vocabulary, read_books, read_one, saved_forms
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
        return len(
            {(entry.sheet, entry.name_cell) for entry in (self.reading.entries if self.reading else ())}
        )

    def count(self, severity: str) -> int:
        """Number of its findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def looked_at(self) -> str:
        """How much was checked, in words: `12指標・72セル`; tables where the book is no entry book."""
        return (
            f"{self.indicators}指標・{self.cells}セル"
            if self.reading
            else f"{self.tables}表・{self.cells}セル"
        )

    @property
    def is_clean(self) -> bool:
        """Read, and with neither error nor warning."""
        return self.readable and not self.count("error") and not self.count("warning")


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
    pack: str | None = None,
) -> Checked:
    """Validate books (files or folders).

    pack: hold the books against one of `packs.PACKS` instead of the rules for entry books.

    mark: True writes marks and the sheet 検証結果 into books with findings, False removes every mark, None only looks.
    now: time for backup names and the audit log (default: the clock).
    Raises UnreadableInput(E003) for a path that does not exist, E017 where no book is found.
    """
    files = books_in([Path(path) for path in paths])
    if not files:
        raise UnreadableInput(E017.at())
    if mark is False:
        return unmark_books(files, now)
    checked = [] if pack is None else _check_pack(files, pack, progress)
    for root, group in _by_root(files if pack is None else ()).items():
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
    forms = {folder: saved_forms(folder) for folder in {path.parent for path in files}}
    words = {folder: Vocabulary(DEFAULT_STATUS_WORDS, {}, saved) for folder, saved in forms.items()}
    found = []
    for done, job in enumerate(jobs, 1):
        outcome = read_one(job, words[job.path.parent])
        if progress is not None:
            progress(done, len(jobs), outcome.job.path.name)
        found.append((_checked(outcome, _own_findings(outcome)), outcome.job.path))
    return found


def _check_pack(
    files: Sequence[Path], pack: str, progress: Progress | None
) -> list[tuple[CheckedBook, Path]]:
    found = []
    for done, path in enumerate(files, 1):
        found.append((_hold_against(path, pack), path))
        if progress is not None:
            progress(done, len(files), path.name)
    return found


def _hold_against(path: Path, pack: str) -> CheckedBook:
    from inaxl.books.objects import objects_in
    from inaxl.books.read import read_workbook
    from inaxl.packs import run_pack

    name = path.as_posix()
    try:
        workbook = read_workbook(path, name=name)
        held = run_pack(pack, workbook, objects_in(path.read_bytes()))
    except InaxlError as error:
        return CheckedBook(name, sha256_or_none(path), 0, 0, 0, False, (error.finding,))
    return CheckedBook(
        name, workbook.sha256, 0, held.cells, held.tables, True, tuple(in_order(held.findings))
    )


def _own_findings(outcome: Outcome) -> tuple[Finding, ...]:
    if outcome.failure is not None:
        return (outcome.failure,)
    return outcome.reading.findings if outcome.reading is not None else ()


def _checked(outcome: Outcome, findings: tuple[Finding, ...]) -> CheckedBook:
    reading: BookReading | None = outcome.reading
    if reading is None:
        return CheckedBook(outcome.job.name, sha256_or_none(outcome.job.path), 0, 0, 0, False, findings)
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
        for outcome in read_books(jobs, vocabulary(plan, fy, work.root), work.private / "cache"):
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
            data,
            worth,
            labels=labels_of(book.reading),
            scope=scope_of(book.reading),
            checked=looked_at(book.reading),
        )

    return edit_book(path, marked, command="check --mark", edits=len(worth), now=now) is not None


def labels_of(reading: BookReading | None) -> Callable[[Finding], tuple[str, str]]:
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


def scope_of(reading: BookReading | None) -> str:
    """Department and fiscal year of a book, for a heading."""
    if reading is None:
        return ""
    return "　".join(
        part for part in (reading.department, fy_label(reading.fy) if reading.fy else "") if part
    )


def looked_at(reading: BookReading | None) -> str:
    """`12指標・72セルを確認しました。`"""
    if reading is None:
        return ""
    names = {(entry.sheet, entry.row) for entry in reading.entries}
    return f"{len(names)}指標・{reading.cells}セルを確認しました。"


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
        results.append(CheckedBook(name, sha256_or_none(path), 0, 0, 0, not found, found))
    return Checked(tuple(results), tuple(written))
