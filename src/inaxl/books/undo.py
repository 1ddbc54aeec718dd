"""Take back the last write into a workbook: its backup comes back, unless somebody has changed the book since."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from inaxl.books.save import (
    Written,
    book_name,
    existing_book,
    private_folder,
    read_audit,
    replace_book,
    system_faults,
)
from inaxl.books.save_lock import book_lock
from inaxl.errors import UnreadableInput
from inaxl.findings import E020


def undo(path: Path | str, *, now: dt.datetime | None = None) -> Written:
    """Put the book back as it was before the last write by inaxl; called again, the write before that.

    The audit log tells what the last write was. Raises UnreadableInput(E003: no such book; E020: nothing to take
    back, changed since by another program, or the backup is gone), UnwritableOutput as `write_book`.
    """
    book = existing_book(path)
    private = private_folder(book)
    with system_faults(book), book_lock(book, private):
        current = book.read_bytes()
        number, line = _last_write(read_audit(private), book_name(book, private), _hash(current))
        earlier = _earlier(private, line)
        written = replace_book(
            book,
            current,
            earlier,
            command="undo",
            edits=0,
            cells=_reversed(line),
            now=now,
            more={"undoes": number},
        )
        if written is None:
            raise UnreadableInput(E020.at(reason="ブックはすでに元の内容です。"))
        _take_away_copy(private.parent, line, earlier)
        return written


def _take_away_copy(root: Path, line: dict[str, Any], earlier: bytes) -> None:
    """A copy that the write had made of the book besides (`frozen`): gone again, unless it has become another."""
    copy = root / str(line.get("frozen") or "")
    is_inside = root.resolve() in copy.resolve().parents  # the log is a file that anybody can edit
    if is_inside and copy.is_file() and copy.read_bytes() == earlier:
        copy.unlink()


def _last_write(lines: list[dict[str, Any]], name: str, current: str) -> tuple[int, dict[str, Any]]:
    """The last write that still stands, with its number in the log."""
    own = [(number, line) for number, line in enumerate(lines) if line.get("book") == name]
    undone = {line["undoes"] for _, line in own if "undoes" in line}
    standing = [(n, line) for n, line in own if "undoes" not in line and n not in undone]
    if not standing:
        raise UnreadableInput(E020.at(reason="inaxl がこのブックに書き込んだ記録がありません。"))
    for number, line in reversed(standing):
        if line.get("after") == current:
            return number, line
        if line.get("before") != current:
            break  # somebody's work; a line whose write never took place is passed over
    else:
        raise UnreadableInput(E020.at(reason="inaxl がこのブックに書き込んだ記録がありません。"))
    raise UnreadableInput(E020.at(reason="最後の書き込みの後に、ほかのプログラムで変更されています。"))


def _earlier(private: Path, line: dict[str, Any]) -> bytes:
    try:
        data = (private / str(line.get("backup"))).read_bytes()
    except OSError:
        raise UnreadableInput(E020.at(reason="バックアップが見つかりません。")) from None
    if _hash(data) != line.get("before"):
        raise UnreadableInput(E020.at(reason="バックアップが壊れています。"))
    return data


def _reversed(line: dict[str, Any]) -> list[Any]:
    return [[sheet, cell, new, old] for sheet, cell, old, new in line.get("cells", [])]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
