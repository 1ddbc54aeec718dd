"""Write a workbook so that nothing can be lost: lock, backup, audit line, then one atomic replacement.

Killed at any moment, the old or the new book is there, never half of one; the next write clears what was left behind.
The private folder `.inaxl` lies in the working folder, or beside a book that is in none. To take a write back: `undo.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.books.save_lock import book_lock, refuse_if_open
from inaxl.errors import InaxlError, UnreadableInput, UnwritableOutput, system_reason
from inaxl.findings import E003, E014, E015

PRIVATE, BACKUPS, AUDIT = ".inaxl", "backups", "audit.jsonl"
_LEFTOVER = ".inaxl.tmp"
MAX_BACKUPS = 50
"""Backups kept of one book; the oldest go first."""
_SHARING = {
    5,
    32,
    33,
}  # Windows: access denied, sharing violation, lock violation while a program holds the file


class CellChange(NamedTuple):
    """What a write did to one cell, for the audit log."""

    sheet: str
    cell: str
    old: str
    new: str


class Written(NamedTuple):
    """A write that took place: where the earlier book is kept, and the hashes before and after."""

    path: Path
    backup: Path
    before: str
    after: str


def write_book(
    path: Path | str,
    data: bytes,
    *,
    command: str,
    edits: int = 0,
    cells: Sequence[CellChange] = (),
    now: dt.datetime | None = None,
    base: str | None = None,
) -> Written | None:
    """Replace an existing workbook by `data`; None where it is the same already.

    command: what was asked for, for the audit log. edits: number of marks and values. now: time of the backup's name
    (default: the clock). base: hash of the bytes that `data` was made from; E014 where the book has changed since.
    Raises UnreadableInput(E003), UnwritableOutput(E014: open elsewhere, E015: no right or no room).
    """
    book = existing_book(path)
    with system_faults(book), book_lock(book, private_folder(book)):
        old = book.read_bytes()
        if base is not None and _hash(old) != base:
            raise UnwritableOutput(E014.at(value=book.name, holder="読み取った後に内容が変わりました。"))
        return replace_book(book, old, data, command=command, edits=edits, cells=cells, now=now)


def edit_book(
    path: Path | str,
    change: Callable[[bytes], bytes],
    *,
    command: str,
    edits: int = 0,
    cells: Sequence[CellChange] = (),
    now: dt.datetime | None = None,
) -> Written | None:
    """Read, change and write a workbook under one lock, so that two processes never work from the same bytes."""
    book = existing_book(path)
    with system_faults(book), book_lock(book, private_folder(book)):
        old = book.read_bytes()
        return replace_book(book, old, change(old), command=command, edits=edits, cells=cells, now=now)


def replace_book(
    book: Path,
    old: bytes,
    data: bytes,
    *,
    command: str,
    edits: int,
    cells: Sequence[CellChange],
    now: dt.datetime | None,
    more: dict[str, Any] | None = None,
) -> Written | None:
    """The write itself; the caller holds the lock."""
    clear_leftovers(book)
    if data == old:
        return None
    refuse_if_open(book)
    moment = now or dt.datetime.now()
    private, before, after = private_folder(book), _hash(old), _hash(data)
    backup = _backup(book, old, before, private, moment)
    line = {
        "when": moment.isoformat(timespec="seconds"),
        "command": command,
        "book": book_name(book, private),
        "before": before,
        "after": after,
        "backup": backup.relative_to(private).as_posix(),
        "edits": edits,
        "cells": [list(change) for change in cells],
        **(more or {}),
    }
    # the line comes first: a write without its line could never be taken back, a line without its write is known by
    # the book's hash
    _append_line(private / AUDIT, line)
    replace_file(book, data)
    return Written(book, backup, before, after)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step: a temporary file beside it, flushed to disk, then renamed."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_LEFTOVER}")
    try:
        with temporary.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def clear_leftovers(book: Path) -> None:
    """Remove temporary files of writes that were killed; nobody else writes while the lock is held."""
    for left in book.parent.iterdir():
        if left.name.startswith(f".{book.name}.") and left.name.endswith(_LEFTOVER):
            left.unlink(missing_ok=True)


def private_folder(book: Path) -> Path:
    """`.inaxl` of the working folder that the book lies in (a parent with plan.xlsx), else beside the book."""
    for folder in book.parents:
        if (folder / "plan.xlsx").is_file():
            return folder / PRIVATE
    return book.parent / PRIVATE


def book_name(book: Path, private: Path) -> str:
    """The book's path as the audit log names it, relative to the folder that `.inaxl` lies in."""
    return book.relative_to(private.parent).as_posix()


def read_audit(private: Path) -> list[dict[str, Any]]:
    """All lines of the audit log in their order; a line that a kill has cut is left out."""
    lines: list[dict[str, Any]] = []
    with contextlib.suppress(FileNotFoundError), (private / AUDIT).open(encoding="utf-8") as log:
        for text in log:
            with contextlib.suppress(ValueError):
                line = json.loads(text)
                if isinstance(line, dict):
                    lines.append(line)
    return lines


def _backup(book: Path, old: bytes, before: str, private: Path, moment: dt.datetime) -> Path:
    folder = private / BACKUPS / book_name(book, private)
    folder.mkdir(parents=True, exist_ok=True)
    backup = folder / f"{moment:%Y%m%d-%H%M%S}-{before[:12]}{book.suffix}"
    if not backup.exists():
        replace_file(backup, old)
    for left in folder.glob(f".*{_LEFTOVER}"):
        left.unlink(missing_ok=True)
    kept = sorted(
        file for file in folder.iterdir() if file.suffix == book.suffix and not file.name.startswith(".")
    )
    for oldest in kept[:-MAX_BACKUPS]:
        oldest.unlink(missing_ok=True)
    return backup


def _append_line(log: Path, line: dict[str, Any]) -> None:
    """Add a line; one that a kill has cut is ended first, so that it spoils no other."""
    text = json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"
    with log.open("a+b") as out:
        if out.seek(0, os.SEEK_END) and _last_byte(out) != b"\n":
            text = "\n" + text
        out.write(text.encode("utf-8"))
        out.flush()
        os.fsync(out.fileno())


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))


def existing_book(path: Path | str) -> Path:
    book = Path(path).resolve()
    if not book.is_file():
        raise UnreadableInput(E003.at(value=Path(path).name))
    return book


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last; Windows has no such call and needs none."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def system_faults(book: Path) -> Iterator[None]:
    """The system's refusals in our words."""
    try:
        yield
    except InaxlError:
        raise
    except OSError as why:
        if getattr(why, "winerror", None) in _SHARING or why.errno == errno.ETXTBSY:
            raise UnwritableOutput(E014.at(value=book.name, holder="")) from why
        raise UnwritableOutput(E015.at(value=book.name, reason=system_reason(why))) from why
