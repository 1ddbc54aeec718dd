"""`inaxl macros build` and `inaxl bind --buttons` as functions: macro books and the add-in as files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from inaxl.books.patch import apply_edits
from inaxl.books.save import replace_file, system_faults
from inaxl.errors import UnreadableInput
from inaxl.excel.button_sheet import LEAD_OF_SECRETARIAT, SHEET, howto_sheet
from inaxl.excel.button_table import BUTTONS, SECRETARIAT
from inaxl.excel.installation import INTERPRETER
from inaxl.excel.macro_book import add_buttons, addin
from inaxl.findings import E003

ADDIN, BOOK = "inaxl.xlam", "inaxl.xlsm"


def build_macros(out: Path, books: Iterable[Path] = (), *, interpreter: str = "") -> dict[Path, str]:
    """The add-in, the secretariat's macro book, and each book with buttons, into a folder; SHA-256 by path.

    interpreter: the program that a click starts, written into the settings sheet; '' leaves it to the person's own
    settings. Raises UnreadableInput, UnwritableOutput.
    """
    settings = [(INTERPRETER, interpreter)] if interpreter else []
    made = {
        out / ADDIN: addin(settings),
        out / BOOK: add_buttons(_secretariat_book(), buttons=SECRETARIAT, settings=settings),
    }
    for book in books:
        made[out / f"{book.stem}.xlsm"] = _with_buttons(book, settings)
    for path, data in made.items():
        _write(path, data)
    return {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}


def write_with_buttons(book: Path, out: Path, *, interpreter: str = "") -> str:
    """A copy of a book as .xlsm with buttons and macros added and nothing else changed; its SHA-256.

    For `inaxl bind --buttons -o OUT.xlsm`. Raises UnreadableInput, UnwritableOutput.
    """
    data = _with_buttons(book, [(INTERPRETER, interpreter)] if interpreter else [])
    _write(out, data)
    return hashlib.sha256(data).hexdigest()


def _with_buttons(book: Path, settings: Sequence[tuple[str, str]]) -> bytes:
    try:
        data = book.read_bytes()
    except FileNotFoundError as why:
        raise UnreadableInput(E003.at(value=book.name)) from why
    return add_buttons(data, settings=settings)


def _write(path: Path, data: bytes) -> None:
    with system_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)


def _secretariat_book() -> bytes:
    """A book with the one sheet 使い方 for the secretariat's buttons: it is put into the working folder."""
    from inaxl.books.sheet_styles import new_book

    stream = BytesIO()
    book = new_book(stream, "inaxl 事務局")
    book.add_worksheet(SHEET).write_string(0, 0, SHEET)
    book.close()
    sheet = howto_sheet(SHEET, SECRETARIAT, LEAD_OF_SECRETARIAT, has_status=False)
    return apply_edits(stream.getvalue(), [sheet])


__all__ = ["BUTTONS", "build_macros", "write_with_buttons"]
