"""ExcelHost: the workbook that is open in Excel, read into grids and written with the same edits as a file.

The caller's own book, active or not, saved or not. Cells of the user are never given a value here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inaxl.books.edits import CellLook, Edit, Mark, RemoveSheet, SetSheet, SetValue
from inaxl.books.grid import Workbook
from inaxl.excel import click_memory, com, live_marks, live_write
from inaxl.excel.click_memory import Marked, Memory
from inaxl.excel.live_read import read_live
from inaxl.forms.binding import OWN_SHEETS
from inaxl.forms.marks import mark_edits
from inaxl.forms.marks_sheet import HEADER, SHEET

if TYPE_CHECKING:
    import xlwings

STATUS_NAME = "inaxl_status"


class ExcelHost:
    """One open workbook."""

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book

    @property
    def path(self) -> Path | None:
        """Where the book lies; None where it was never saved, or lies only on the web."""
        try:
            full = str(self.book.fullname)
        except Exception:  # xlwings cannot tell the local place of a OneDrive or SharePoint address
            return None
        path = Path(full)
        return path if "://" not in full and path.is_absolute() else None

    @property
    def key(self) -> str:
        """By what the book's memory is found again."""
        path = self.path
        return str(path) if path else f"unsaved:{self.book.name}"

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets in their order."""
        return [sheet.name for sheet in self.book.sheets]

    def read(self, name: str | None = None) -> Workbook:
        """The whole book as grids; `name` is how findings call it."""
        return read_live(self.book, name if name is not None else self.book.name)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out edits in the open book; selection and scroll position stay."""
        with self.steady():
            live_write.mark_cells(self.book, [edit for edit in edits if isinstance(edit, Mark)])
            for edit in edits:
                if isinstance(edit, SetSheet):
                    live_write.set_sheet(self.book, edit)
                elif isinstance(edit, SetValue):
                    live_write.set_value(self.book, edit)
                elif isinstance(edit, RemoveSheet):
                    live_write.remove_sheet(self.book, edit)

    # --- marks -----------------------------------------------------------------------------------------------------
    def mark(self, shown: Marked | None) -> bool:
        """Show these findings instead of those that stand now (None: none at all); whether anything was marked."""
        memory = click_memory.recall(self.key)
        had_marks = self._show(shown, memory.looks)
        click_memory.remember(self.key, Memory(self._looks, (*memory.states, shown)))
        return had_marks

    def undo_mark(self) -> bool:
        """Back to what stood before the last click; False where no click is known."""
        memory = click_memory.recall(self.key)
        if not memory.states:
            return False
        earlier = memory.states[:-1]
        self._show(earlier[-1] if earlier else None, memory.looks)
        click_memory.remember(self.key, Memory(self._looks, earlier))
        return True

    def _show(self, shown: Marked | None, looks: dict[str, live_marks.Look]) -> bool:
        with self.steady():
            had_marks = live_marks.unmark(self.book, looks, OWN_SHEETS)
            own = self._findings_sheet()
            if own and (shown is None or not shown.findings):
                self.apply([RemoveSheet(own)])
            self._looks: dict[str, live_marks.Look] = {}
            if shown is not None and shown.findings:
                names = [name for name in self.sheet_names if name != own]
                labels = dict(zip(shown.findings, shown.labels, strict=True))
                edits = mark_edits(
                    shown.findings,
                    names,
                    labels=lambda finding: labels.get(finding, ("", "")),
                    scope=shown.scope,
                    checked=shown.checked,
                )
                self._looks = live_marks.looks_of(self.book, [e for e in edits if isinstance(e, Mark)])
                # kept before the first write, so that a click that is killed can still be taken back
                click_memory.remember(self.key, Memory(self._looks, click_memory.recall(self.key).states))
                self.apply(edits)
        return had_marks or bool(own)

    def _findings_sheet(self) -> str:
        """Name of our sheet 検証結果: it must carry our header, whatever a sheet of the user's is called."""
        for sheet in self.book.sheets:
            if sheet.name.startswith(SHEET):
                heads = sheet.range((4, 1), (4, len(HEADER) + 1)).options(ndim=1).value
                if all(word in heads for word in HEADER):
                    return str(sheet.name)
        return ""

    # --- status ----------------------------------------------------------------------------------------------------
    def set_status(self, text: str, look: CellLook, detail: str = "") -> None:
        """The state of the check on 使い方, where the book has the cell for it."""
        cell = self._status_cell()
        if cell is None:
            return
        with live_write.unprotected(cell.sheet):
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


def _address(app: Any) -> str:
    """Address of the selected cells, '' where a shape is selected."""
    selection = app.selection
    return selection.address if selection is not None else ""


def _corner(app: Any) -> tuple[int, int] | None:
    window = app.api.ActiveWindow
    return (window.ScrollRow, window.ScrollColumn) if window is not None else None
