"""`inaxl council import`: brings filled forms into opinions.xlsx of the working folder, by the patcher, with a backup."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from inaxl.books.formats import SUFFIXES
from inaxl.books.read import read_bytes, read_workbook
from inaxl.books.save import CellChange, replace_file, system_faults, write_book
from inaxl.council.form_layout import MEMBERS_BOOK
from inaxl.council.form_reading import FilledForm, read_form
from inaxl.council.merging import NewOpinion, merge_forms
from inaxl.council.register_rows import (
    changes,
    known_opinions,
    new_register,
    opinions_table,
    text_pixels,
    with_rows,
)
from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import E001, E002, E004, E715, E716, Finding
from inaxl.plan.book import read_plan_book
from inaxl.workfolder import BOOKS, OPINIONS_BOOK, WorkFolder, book_files, books_in, find_root, year_folders

COMMAND = "council import"


class Imported(NamedTuple):
    """What an import did. `number`s of the added opinions with their forms, forms that brought nothing new, findings."""

    book: Path
    fy: int
    new: tuple[NewOpinion, ...]
    known_files: tuple[str, ...]
    findings: tuple[Finding, ...]


def import_forms(paths: Sequence[Path], *, folder: Path | None = None, fy: int | None = None) -> Imported:
    """Add the opinions of filled forms to the register of a working folder; `inaxl undo` takes it back.

    folder: default the working folder that the first form lies in, else the one of the current folder. fy: the evaluated year,
    default the newest one that has department books. A form that cannot be read or used is a finding, the others are
    imported. Raises UnreadableInput (E001 no such folder, E002 no year, E003 no such form, E004 no plan book, E715 no
    working folder, E716 no form; E401, E402 where opinions.xlsx has no table of opinions), UnwritableOutput as `write_book`.
    """
    files = _files(paths)
    root = _root(files, folder)
    year = fy if fy is not None else _newest_year(root)
    plan, _ = read_plan_book(WorkFolder(root, year, root).plan_book, check=False)
    forms, findings = _read(files)
    book = root / OPINIONS_BOOK
    is_there = book.is_file()
    with system_faults(book):
        old = book.read_bytes() if is_there else new_register(())
    table = opinions_table(read_bytes(old, name=OPINIONS_BOOK))
    known, numbers = known_opinions(table)
    merged = merge_forms(forms, plan, year, known, numbers, width=text_pixels())
    if merged.new:
        if not is_there:
            with system_faults(book):
                replace_file(book, old)
        write_book(
            book,
            with_rows(old, table, merged.new, year) if is_there else new_register(merged.new, year),
            command=COMMAND,
            edits=len(merged.new),
            cells=[CellChange(*change) for change in changes(table, merged.new)],
            base=hashlib.sha256(old).hexdigest(),
        )
    return Imported(book, year, merged.new, merged.known_files, (*findings, *merged.findings))


def _files(paths: Sequence[Path]) -> list[Path]:
    """The forms that a person named; of a folder its workbooks, without what else the package put there."""
    files = [
        file
        for path in paths
        for file in books_in([path])
        if not path.is_dir() or (file.suffix.lower() in SUFFIXES and not file.name.startswith(MEMBERS_BOOK))
    ]
    if not files:
        raise UnreadableInput(E716.at(value=paths[0]))
    return list(dict.fromkeys(files))


def _root(files: Sequence[Path], folder: Path | None) -> Path:
    root = folder.resolve() if folder else find_root(files[0].parent) or find_root(Path.cwd())
    if root is None:
        raise UnreadableInput(E715.at())
    if not root.is_dir():
        raise UnreadableInput(E001.at(value=folder))
    if find_root(root) != root:
        raise UnreadableInput(E004.at(value=folder))
    return root


def _newest_year(root: Path) -> int:
    years = [year for year, folder in year_folders(root).items() if book_files(folder)]
    if not years:
        raise UnreadableInput(E002.at(value=root / BOOKS))
    return years[-1]


def _read(files: Sequence[Path]) -> tuple[list[FilledForm], list[Finding]]:
    forms, findings = [], []
    for file in files:
        try:
            forms.append(read_form(read_workbook(file)))
        except InaxlError as error:
            findings.append(error.finding)
    return forms, findings
