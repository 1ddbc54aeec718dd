"""An empty working folder for a plan: the plan book, empty registers, a folder per fiscal year, the standard templates.

The plan book is one that is there, or a first one made from existing sheets (`drafting.py`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from inaxl.errors import UnreadableInput, UnwritableOutput, system_reason
from inaxl.findings import E003, E012, E015, E019, E201, E405, Finding
from inaxl.plan.book import read_plan_book
from inaxl.values.periods import fy_code
from inaxl.workfolder import (
    BOOKS,
    OPINIONS_BOOK,
    PLAN_BOOK,
    SURVEY_BOOK,
    TEMPLATE_NAMES,
    TEMPLATES,
    packaged,
)

REGISTERS = (OPINIONS_BOOK, SURVEY_BOOK)


class Founded(NamedTuple):
    """Names of what was made, relative to the folder, and what the plan book's check says.

    For a first plan book also: `counts` of the rows per sheet, `blanks` to be filled in per column of the KPI sheet,
    and `term` in words.
    """

    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = {}
    blanks: Mapping[str, int] = {}
    term: str = ""


def found_folder(folder: Path, plan_book: Path) -> Founded:
    """Make the folder. Raises UnreadableInput (E003, E012, E401 …) for the plan book, UnwritableOutput(E019, E015)."""
    if not plan_book.is_file():
        raise UnreadableInput(E003.at(value=plan_book))
    if plan_book.suffix.lower() != ".xlsx":  # it becomes plan.xlsx as it is
        raise UnreadableInput(E012.at(book=plan_book.name, value=plan_book.suffix))
    plan, findings = read_plan_book(plan_book, name=plan_book.name)
    must_be_empty(folder)
    names = _make(folder, plan.term, lambda target: shutil.copyfile(plan_book, target))
    return Founded(names, findings)


def found_folder_from(
    folder: Path,
    books: Iterable[Path],
    *,
    term: tuple[int, int] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Founded:
    """Make the folder with a first plan book from existing books (files or folders), for a person to complete.

    term: first and last fiscal year, where the books do not say it. Findings: books that cannot be read (the others
    are used), then what the check of the new plan book says. Raises UnreadableInput: E003, E201 where no book holds a
    KPI, E405 where nothing says the term; UnwritableOutput(E019, E015).
    """
    from inaxl.drafting import Term, blanks, draft_plan, find_term, term_words
    from inaxl.plan.writer import write_plan_book
    from inaxl.recognising import recognise

    paths = list(books)
    for path in paths:
        if not path.exists():
            raise UnreadableInput(E003.at(value=path))
    must_be_empty(folder)
    found = recognise(paths, progress=progress)
    readings = [book.reading for book in found if book.reading is not None and book.reading.entries]
    failures = [book.failure for book in found if book.failure is not None]
    if not readings:
        raise UnreadableInput(failures[0] if failures else E201.at(book=paths[0].as_posix()))
    years = (
        Term(*term, "")
        if term
        else find_term((book.bound for book in found if book.bound is not None), readings)
    )
    if years is None:
        hint = "--term で、計画期間の始まりと終わりの年度を指定してください(例 --term R02 R06)。"
        raise UnreadableInput(E405.at(column="計画期間", hint=hint))
    data = draft_plan(readings, years)
    term_years = tuple(range(years.first, years.last + 1))
    names = _make(folder, term_years, lambda target: write_plan_book(target, data))
    _, said = read_plan_book(folder / PLAN_BOOK, name=PLAN_BOOK)
    counts = {key: len(data.rows(key)) for key in ("projects", "kpis", "departments", "goals")}
    return Founded(names, (*failures, *said), counts, blanks(data), term_words(years))


def _make(folder: Path, years: Iterable[int], write_plan: Callable[[Path], object]) -> tuple[str, ...]:
    """Folders, plan book, empty registers and templates; the names of what was made."""
    years = tuple(years)
    try:
        for fy in years:
            (folder / BOOKS / fy_code(fy)).mkdir(parents=True)
        (folder / TEMPLATES).mkdir()
        write_plan(folder / PLAN_BOOK)
        for name in REGISTERS:
            shutil.copyfile(packaged(BOOKS, name), folder / name)
        for name in TEMPLATE_NAMES:
            shutil.copyfile(packaged(TEMPLATES, name), folder / TEMPLATES / name)
    except OSError as error:
        raise UnwritableOutput(E015.at(value=folder, reason=system_reason(error))) from error
    return (
        PLAN_BOOK,
        *REGISTERS,
        *(f"{BOOKS}/{fy_code(fy)}/" for fy in years),
        *(f"{TEMPLATES}/{name}" for name in TEMPLATE_NAMES),
    )


def must_be_empty(folder: Path) -> None:
    """Raises UnwritableOutput(E019) where the folder holds anything, or is a file."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnwritableOutput(E019.at(value=folder))
