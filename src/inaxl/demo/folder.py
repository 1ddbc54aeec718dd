"""`make_demo`: the whole working folder of the demo, the same bytes on every machine and every day."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from inaxl.demo.sample import SAMPLE_YEARS, saved_on
from inaxl.errors import UnwritableOutput, system_reason
from inaxl.findings import CATALOGUE
from inaxl.values.periods import fy_code
from inaxl.workfolder import (
    BOOKS,
    OPINIONS_BOOK,
    PLAN_BOOK,
    POPULATION_BOOK,
    SURVEY_BOOK,
    TEMPLATE_NAMES,
    TEMPLATES,
    packaged,
)

E015, E019 = CATALOGUE["E015"], CATALOGUE["E019"]


def make_demo(folder: Path) -> list[Path]:
    """Write plan book, department books of three fiscal years, population book, opinions, survey and templates.

    Returns the files in the order in which they were written. File times are fixed, because a report is
    dated by its newest input. Raises UnwritableOutput: E019 the folder is there and not empty, E015 it
    cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UnwritableOutput(E019.at(value=folder))
        return list(_write(folder))
    except OSError as why:
        raise UnwritableOutput(E015.at(value=folder, reason=system_reason(why))) from why


def _write(folder: Path) -> Iterator[Path]:
    from inaxl.demo.department_books import department_books
    from inaxl.demo.opinion_book import write_opinion_book
    from inaxl.demo.plan_book import plan_book_data
    from inaxl.demo.population_book import write_population_book
    from inaxl.demo.survey_book import write_survey
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
    for name, write in ((OPINIONS_BOOK, write_opinion_book), (SURVEY_BOOK, write_survey)):
        write(folder / name)
        yield _dated(folder / name, SAMPLE_YEARS[-1])
    yield from _templates(folder / TEMPLATES)


def _templates(target: Path) -> Iterator[Path]:
    """Copies of the standard templates, for the office to edit."""
    target.mkdir()
    for name in sorted(TEMPLATE_NAMES):
        shutil.copyfile(packaged(TEMPLATES, name), target / name)
        yield _dated(target / name, SAMPLE_YEARS[-1])


def _dated(path: Path, fy: int) -> Path:
    """The file, as if it had been saved on 31 May after the fiscal year."""
    saved = dt.datetime.combine(saved_on(fy), dt.time(3), dt.UTC).timestamp()
    os.utime(path, (saved, saved))
    return path
