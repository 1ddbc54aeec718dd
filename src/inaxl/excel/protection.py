"""Protected sheets and workbooks of an open Excel: opened for a write and closed again, as far as no password is needed.

A password is the person's own business: what it keeps from being written is named, and everything else goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from inaxl.errors import UnwritableOutput
from inaxl.findings import E031, E032

if TYPE_CHECKING:
    import xlwings

_PERMISSIONS = (
    *("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns"),
    *("AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows"),
    *("AllowSorting", "AllowFiltering", "AllowUsingPivotTables"),
)


class Locked(UnwritableOutput):
    """A sheet (E031) or the list of sheets (E032) that a password keeps from being changed."""


@contextmanager
def unprotected(sheet: xlwings.Sheet) -> Iterator[None]:
    """A sheet protected without a password is opened, and closed again with the same permissions.

    Raises Locked(E031) where there is a password.
    """
    api = sheet.api
    if not api.ProtectContents:
        yield
        return
    options = {name: getattr(api.Protection, name) for name in _PERMISSIONS}
    options |= {
        "DrawingObjects": api.ProtectDrawingObjects,
        "Contents": True,
        "Scenarios": api.ProtectScenarios,
    }
    with suppress(Exception):  # Excel refuses with an error of its own where there is a password
        api.Unprotect("")
    if api.ProtectContents:
        raise Locked(E031.at(sheet=sheet.name, value=sheet.name))
    try:
        yield
    finally:
        api.Protect(**options)


@contextmanager
def open_structure(book: xlwings.Book, sheet: str) -> Iterator[None]:
    """The list of sheets, opened and closed in the same way, to add or remove `sheet`. Raises Locked(E032)."""
    api = book.api
    if not api.ProtectStructure:
        yield
        return
    windows = api.ProtectWindows
    with suppress(Exception):  # as above
        api.Unprotect("")
    if api.ProtectStructure:
        raise Locked(E032.at(value=sheet))
    try:
        yield
    finally:
        api.Protect(Structure=True, Windows=windows)
