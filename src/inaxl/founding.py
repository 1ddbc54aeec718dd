"""An empty working folder for a plan: the plan book, a folder per fiscal year of the term, and the standard templates."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from inaxl.errors import UnreadableInput, UnwritableOutput
from inaxl.findings import E003, E015, E019, Finding
from inaxl.plan.book import read_plan_book
from inaxl.values.periods import fy_code
from inaxl.workfolder import BOOKS, PLAN_BOOK, REPORT_TEMPLATE, TEMPLATES, packaged


class Founded(NamedTuple):
    """Names of what was made, relative to the folder, and what the plan book's check says."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def found_folder(folder: Path, plan_book: Path) -> Founded:
    """Make the folder. Raises UnreadableInput (E003, E401 …) for the plan book, UnwritableOutput(E019, E015)."""
    if not plan_book.is_file():
        raise UnreadableInput(E003.at(value=plan_book))
    plan, findings = read_plan_book(plan_book, name=plan_book.name)
    must_be_empty(folder)
    try:
        names = [
            PLAN_BOOK,
            *(f"{BOOKS}/{fy_code(fy)}/" for fy in plan.term),
            f"{TEMPLATES}/{REPORT_TEMPLATE}",
        ]
        for fy in plan.term:
            (folder / BOOKS / fy_code(fy)).mkdir(parents=True)
        (folder / TEMPLATES).mkdir()
        shutil.copyfile(plan_book, folder / PLAN_BOOK)
        shutil.copyfile(packaged(TEMPLATES, REPORT_TEMPLATE), folder / TEMPLATES / REPORT_TEMPLATE)
    except OSError as error:
        raise UnwritableOutput(E015.at(value=folder, reason=error.strerror or "")) from error
    return Founded(tuple(names), findings)


def must_be_empty(folder: Path) -> None:
    """Raises UnwritableOutput(E019) where the folder holds anything, or is a file."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnwritableOutput(E019.at(value=folder))
