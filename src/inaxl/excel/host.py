"""ExcelHost: the workbook that is open in Excel, read into grids and written with the same edits as a file.

The caller's own book, active or not, saved or not. Cells of the user are never given a value here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.edits import CellLook, Edit, Mark, RemoveSheet, SetSheet, SetValue
from inaxl.books.grid import Workbook
from inaxl.excel import click_memory, com, live_marks, live_write, places
from inaxl.excel.click_memory import Marked, Memory
from inaxl.excel.live_read import read_live
from inaxl.excel.protection import Locked, unprotected
from inaxl.findings import Finding
from inaxl.forms.binding import OWN_SHEETS
from inaxl.forms.marks import mark_edits
from inaxl.forms.marks_sheet import HEADER, SHEET

if TYPE_CHECKING:
    import xlwings

STATUS_NAME = "inaxl_status"


class Shown(NamedTuple):
    """What became of a change of marks: whether there were marks before, and what a password has kept from it."""

    had_marks: bool
    refused: tuple[Finding, ...]


class ExcelHost:
    """One open workbook."""

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book

    @cached_property
    def full_name(self) -> str:
        """The book as Excel names it: a path, an address on the web, or for a book never saved its name alone."""
        return str(
            self.book.api.FullName
        )  # xlwings' own search for a local copy may take minutes, or another file

    @cached_property
    def path(self) -> Path | None:
        """Where the book lies; None where it was never saved, or lies only on the web."""
        if places.is_address(self.full_name):
            return places.local_copy(self.full_name, _synced())
        return Path(self.full_name) if places.is_place(self.full_name) else None

    @property
    def is_only_on_the_web(self) -> bool:
        """The book has an address on the web, and no local copy is known."""
        return self.path is None and places.is_address(self.full_name)

    @property
    def key(self) -> str:
        """By what the book's memory is found again."""
        return str(self.path) if self.path else f"unsaved:{self.full_name}"

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets in their order."""
        return [sheet.name for sheet in self.book.sheets]

    def read(self, name: str | None = None) -> Workbook:
        """The whole book as grids; `name` is how findings call it."""
        return read_live(self.book, name if name is not None else self.book.name)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out edits in the open book; selection and scroll position stay. Raises Locked (E031, E032)."""
        with self.steady():
            for edit in edits:
                if isinstance(edit, SetSheet):
                    live_write.set_sheet(self.book, edit)
                elif isinstance(edit, SetValue):
                    live_write.set_value(self.book, edit)
                elif isinstance(edit, RemoveSheet):
                    live_write.remove_sheet(self.book, edit)

    # --- marks -----------------------------------------------------------------------------------------------------
    def mark(self, shown: Marked | None) -> Shown:
        """Show these findings instead of those that stand now; None: none at all."""
        memory = click_memory.recall(self.key)
        return self._show(shown, memory, (*memory.states, shown))

    def undo_mark(self) -> Shown | None:
        """Back to what stood before the last click; None where no click is known."""
        memory = click_memory.recall(self.key)
        if not memory.states:
            return None
        earlier = memory.states[:-1]
        return self._show(earlier[-1] if earlier else None, memory, earlier)

    def _show(self, shown: Marked | None, memory: Memory, states: tuple[Marked | None, ...]) -> Shown:
        with self.steady():
            had_marks, refused = live_marks.unmark(self.book, memory.looks, OWN_SHEETS)
            own = self._findings_sheet()
            edits = self._edits(shown, own) if shown is not None and shown.findings else []
            marks = [edit for edit in edits if isinstance(edit, Mark)]
            locked = {
                finding.sheet for finding in refused
            }  # earlier marks stay there, with what was below them
            kept = {cell: look for cell, look in memory.looks.items() if cell.rpartition("!")[0] in locked}
            looks = live_marks.looks_of(self.book, marks) | kept
            # kept before the first write, so that a click that is killed can still be taken back
            click_memory.remember(self.key, Memory(looks, max(states, memory.states, key=len)))
            refused += live_write.mark_cells(self.book, marks)
            try:
                self.apply([edit for edit in edits if not isinstance(edit, Mark)])
                self.apply([RemoveSheet(own)] if own and not edits else [])
            except Locked as closed:
                refused.append(closed.finding)
                if own and not edits:  # what stands on the sheet is no longer so
                    self.apply(mark_edits((), [name for name in self.sheet_names if name != own]))
        click_memory.remember(self.key, Memory(looks, states))
        return Shown(had_marks or bool(own), tuple(dict.fromkeys(refused)))

    def _edits(self, shown: Marked, own: str) -> list[Edit]:
        labels = dict(zip(shown.findings, shown.labels, strict=True))
        return mark_edits(
            shown.findings,
            [name for name in self.sheet_names if name != own],
            labels=lambda finding: labels.get(finding, ("", "")),
            scope=shown.scope,
            checked=shown.checked,
        )

    def _findings_sheet(self) -> str:
        """Name of our sheet 検証結果: it must carry our header, whatever a sheet of the user's is called."""
        for sheet in self.book.sheets:
            if sheet.name.startswith(SHEET):
                heads = sheet.range((4, 1), (4, len(HEADER) + 1)).options(ndim=1).value
                if all(word in heads for word in HEADER):
                    return str(sheet.name)
        return ""

    # --- status ----------------------------------------------------------------------------------------------------
    def set_status(self, text: str, look: CellLook, detail: str = "") -> tuple[Finding, ...]:
        """The state of the check on 使い方, where the book has the cell for it; E031 where it is locked."""
        cell = self._status_cell()
        try:
            if cell is not None:
                self._write_status(cell, text, look, detail)
        except Locked as locked:
            return (locked.finding,)
        return ()

    def _write_status(self, cell: xlwings.Range, text: str, look: CellLook, detail: str) -> None:
        with unprotected(cell.sheet):
            cell.value = text
            interior, font = cell.api.Interior, cell.api.Font
            interior.Color, font.Color = com.colour(look.fill or "FFFFFF"), com.colour(look.colour)
            for edge in com.EDGES:
                border = cell.api.Borders(edge)
                border.LineStyle, border.Weight = com.LINES[look.box or "thin"]
                border.Color = com.colour(look.box_colour or "AEB5BD")
            cell.offset(0, 2).value = detail or None

    def _status_cell(self) -> xlwings.Range | None:
        if not self.book.names.contains(STATUS_NAME):
            return None
        with suppress(Exception):  # a name whose cell was deleted refers to #REF!
            found: xlwings.Range = self.book.names(STATUS_NAME).refers_to_range
            return found
        return None

    # --- the window ------------------------------------------------------------------------------------------------
    @contextmanager
    def steady(self) -> Iterator[None]:
        """Active book and sheet, selection and scroll position are afterwards what they were."""
        app = self.book.app
        book, sheet = app.books.active, app.books.active.sheets.active
        selected = _address(app)
        corner = _corner(app)
        try:
            yield
        finally:
            if app.books.active.name != book.name:
                book.activate()
            if book.sheets.active.name != sheet.name:
                sheet.activate()
            if selected and _address(app) != selected:
                sheet.range(selected).select()
            if corner and _corner(app) != corner:
                window = app.api.ActiveWindow
                window.ScrollRow, window.ScrollColumn = corner


def _synced() -> places.Synced:
    from xlwings.utils import get_url_to_mount

    mounts: dict[str, str] = get_url_to_mount()  # type: ignore[no-untyped-call]
    return places.Synced(mounts, os.environ)  # OneDrive writes them into the registry; {} elsewhere


def _address(app: Any) -> str:
    """Address of the selected cells, '' where a shape is selected."""
    selection = app.selection
    return selection.address if selection is not None else ""


def _corner(app: Any) -> tuple[int, int] | None:
    window = app.api.ActiveWindow
    return (window.ScrollRow, window.ScrollColumn) if window is not None else None
