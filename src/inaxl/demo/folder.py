"""`make_demo`: the whole working folder of the demo, the same bytes on every machine and every day."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from inaxl.demo.sample import SAMPLE_YEARS, saved_on
from inaxl.errors import UnwritableOutput
from inaxl.findings import CATALOGUE
from inaxl.values.periods import fy_code
from inaxl.workfolder import BOOKS, PLAN_BOOK, POPULATION_BOOK, TEMPLATES, packaged

E015, E019 = CATALOGUE["E015"], CATALOGUE["E019"]
_TEMPLATE_SUFFIXES = (".docx", ".xlsx")


def make_demo(folder: Path) -> list[Path]:
    """Write plan book, department books of three fiscal years, population book and templates.

    Returns the files in the order in which they were written. File times are fixed, because a report is
    dated by its newest input. Raises UnwritableOutput: E019 the folder is there and not empty, E015 it
    cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UnwritableOutput(E019.at(value=folder))
        return list(_write(folder))
    except OSError as why:
        raise UnwritableOutput(E015.at(value=folder, reason=why.strerror or "")) from why


def _write(folder: Path) -> Iterator[Path]:
    from inaxl.demo.department_books import department_books
    from inaxl.demo.plan_book import plan_book_data
    from inaxl.demo.population_book import write_population_book
    from inaxl.plan.book import read_plan_book
    from inaxl.plan.writer import write_plan_book

    folder.mkdir(parents=True, exist_ok=True)
    plan_book = folder / PLAN_BOOK
    write_plan_book(plan_book, plan_book_data(packaged(BOOKS, PLAN_BOOK)))
    yield _dated(plan_book, SAMPLE_YEARS[-1])
    plan, _ = read_plan_book(plan_book, check=False)
    for fy in SAMPLE_YEARS:
        year = folder / BOOKS / fy_code(fy)
        year.mkdir(parents=True)
        for name, content in department_books(plan, fy):
            (year / name).write_bytes(content)
            yield _dated(year / name, fy)
    write_population_book(folder / POPULATION_BOOK)
    yield _dated(folder / POPULATION_BOOK, SAMPLE_YEARS[-1])
    yield from _templates(folder / TEMPLATES)


def _templates(target: Path) -> Iterator[Path]:
    """Copies of the standard templates, for the office to edit."""
    source = packaged(TEMPLATES)
    target.mkdir()
    for template in sorted(source.iterdir()) if source.is_dir() else []:
        if template.suffix in _TEMPLATE_SUFFIXES:
            shutil.copyfile(template, target / template.name)
            yield _dated(target / template.name, SAMPLE_YEARS[-1])


def _dated(path: Path, fy: int) -> Path:
    """The file, as if it had been saved on 31 May after the fiscal year."""
    saved = dt.datetime.combine(saved_on(fy), dt.time(3), dt.UTC).timestamp()
    os.utime(path, (saved, saved))
    return path
