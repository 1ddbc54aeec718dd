"""Department books of a working folder as readings: each book once, by content hash, the rest from the cache.

A book that cannot be read becomes a finding; the others go on. Reading may run in an executor that the caller gives.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from inaxl import __version__
from inaxl.books.limits import MAX_FILE_BYTES
from inaxl.entries.json_form import from_json, to_json
from inaxl.entries.read import read_book
from inaxl.entries.table import BookReading
from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import E023, Finding
from inaxl.forms.saved import SavedTable, parse_form
from inaxl.merging.matching import department_names
from inaxl.plan.model import Plan
from inaxl.workfolder import BINDINGS

_NO_READING = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a file of the cache may raise that holds anything else than a reading."""


class Job(NamedTuple):
    """One book to read: where it lies, its name in findings, and the year of its folder."""

    path: Path
    name: str
    fy: int | None


class Outcome(NamedTuple):
    """A reading, or the finding that says why there is none."""

    job: Job
    reading: BookReading | None
    failure: Finding | None


class Vocabulary(NamedTuple):
    """What reading takes from the plan: status words and the spellings of department names; and the saved forms."""

    status_words: Mapping[str, str]
    departments: Mapping[str, str]
    forms: tuple[SavedTable, ...] = ()

    @property
    def digest(self) -> str:
        """Changes whenever a reading could come out differently."""
        parts = [__version__, dict(self.status_words), dict(self.departments), self.forms]
        text = json.dumps(parts, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def vocabulary(plan: Plan, fy: int, root: Path | None = None) -> Vocabulary:
    """The words of a plan that reading needs, and the forms saved in the working folder `root`.

    Raises UnreadableInput(E023) for a binding file that cannot be used.
    """
    return Vocabulary(plan.status_words, department_names(plan, fy), saved_forms(root) if root else ())


def saved_forms(root: Path) -> tuple[SavedTable, ...]:
    """The saved readings of forms in `bindings/`, by file name.

    Raises UnreadableInput(E023) for one that cannot be used: to read on without it could mean to misread.
    """
    folder = root / BINDINGS
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return tuple(table for file in files for table in _saved_form(file))


def _saved_form(file: Path) -> tuple[SavedTable, ...]:
    try:
        return parse_form(file.read_text(encoding="utf-8-sig"), file.stem)
    except (OSError, ValueError) as error:
        raise UnreadableInput(E023.at(value=f"{BINDINGS}/{file.name}", reason=str(error))) from error


def read_books(
    jobs: Sequence[Job],
    words: Vocabulary,
    cache: Path | None = None,
    executor: Executor | None = None,
) -> Iterable[Outcome]:
    """Outcomes in the order of the jobs, one at a time, so that memory stays flat with many books.

    executor: any `concurrent.futures.Executor`; without one, books are read one after the other.
    """
    task = partial(read_one, words=words, cache=cache)
    return executor.map(task, jobs) if executor is not None else map(task, jobs)


def read_one(job: Job, words: Vocabulary, cache: Path | None = None) -> Outcome:
    """Read one book, or take its reading from the cache where content, name and vocabulary are the same."""
    entry = None
    try:
        if cache is not None:
            entry = cache / f"{_key(job, words)}.json"
            if (known := _cached(entry)) is not None:
                return Outcome(job, known, None)
        reading = read_book(
            job.path,
            name=job.name,
            status_words=words.status_words,
            departments=words.departments,
            fy_hint=job.fy,
            forms=words.forms,
        )
    except InaxlError as error:
        return Outcome(job, None, error.finding)
    if entry is not None:
        _keep(entry, reading)
    return Outcome(job, reading, None)


def _key(job: Job, words: Vocabulary) -> str:
    digest = hashlib.sha256(f"{words.digest} {job.name} {job.fy}\n".encode())
    # read_book says what is wrong with the file; one that is larger is not read there either
    with suppress(OSError), job.path.open("rb") as file:
        digest.update(file.read(MAX_FILE_BYTES + 1))
    return digest.hexdigest()


def _cached(entry: Path) -> BookReading | None:
    try:
        return from_json(json.loads(entry.read_text(encoding="utf-8")))
    except _NO_READING:
        return None  # no cache, or one that another version or hand wrote: read the book


def _keep(entry: Path, reading: BookReading) -> None:
    # the cache only saves time; a folder that cannot be written to is no reason to stop
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        beside = entry.with_suffix(f".{os.getpid()}")  # two clicks may read the same book at the same time
        beside.write_text(json.dumps(to_json(reading), ensure_ascii=False), encoding="utf-8")
        beside.replace(entry)
