"""Ranges and notes of the test engine: values in the types of COM, text parsed as if typed, formats, links."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from inaxl.books.grid import cell_name
from tests.support.uno_com import RangeApi

if TYPE_CHECKING:
    from tests.support.uno_engine import Sheet

_ERRORS = {
    532: -2146826281,
    32767: -2146826246,
    524: -2146826265,
    519: -2146826273,
    525: -2146826259,
    503: -2146826252,
}
_EPOCH = dt.datetime(1899, 12, 30)
_DATE, _TIME, _CURRENCY, _TEXT, _LOGICAL = 2, 4, 8, 256, 1024


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, cells: Any, address: Any = None) -> None:
        self._sheet = sheet
        self._address = cells.RangeAddress if address is None else address
        if cells is not None:
            self.__dict__["cells"] = cells

    @cached_property
    def cells(self) -> Any:
        """The cells in the office; each call to it costs a millisecond, so only when they are asked for."""
        a = self._address
        return self._sheet.sheet.getCellRangeByPosition(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)

    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self._address.StartRow + 1)
    column = property(lambda self: self._address.StartColumn + 1)
    api = property(lambda self: RangeApi(self.cells, self.add_note))

    @property
    def shape(self) -> tuple[int, int]:
        a = self._address
        return a.EndRow - a.StartRow + 1, a.EndColumn - a.StartColumn + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, first: int, second: int | None = None) -> Range:
        if second is None:
            row, column = divmod(first - 1, self.shape[1])
        else:
            row, column = first - 1, second - 1
        left, top = self._address.StartColumn + column, self._address.StartRow + row
        return self._sheet._block(left, top, left, top)

    @property
    def address(self) -> str:
        height, width = self.shape
        first = cell_name(self.row, self.column)
        last = cell_name(self.row + height - 1, self.column + width - 1)
        return first if first == last else f"{first}:{last}"

    def get_address(self, *_: Any) -> str:
        return self.address

    # --- values ---
    @property
    def raw_value(self) -> Any:
        data = [list(row) for row in self.cells.getDataArray()]
        self._type(data)
        return data[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in data)

    def _type(self, data: list[list[Any]]) -> None:
        """Dates, currency, booleans and errors in the types of COM."""
        formats = self._sheet.book.document.NumberFormats
        top, left = self._address.StartRow, self._address.StartColumn
        kinds: dict[int, int] = {}
        for group in self.cells.getUniqueCellFormatRanges():
            key = group.getByIndex(0).NumberFormat
            kind = kinds.setdefault(key, formats.getByKey(key).Type if key not in kinds else 0)
            if kind & (_DATE | _TIME | _CURRENCY | _LOGICAL):
                for area in (group.getByIndex(i).RangeAddress for i in range(group.Count)):
                    for r in range(area.StartRow - top, area.EndRow - top + 1):
                        for c in range(area.StartColumn - left, area.EndColumn - left + 1):
                            data[r][c] = _typed(data[r][c], kind)
        failed = self.cells.queryFormulaCells(4)
        for area in failed.RangeAddresses:
            for r in range(area.StartRow, area.EndRow + 1):
                for c in range(area.StartColumn, area.EndColumn + 1):
                    error = self._sheet.sheet.getCellByPosition(c, r).getError()
                    data[r - top][c - left] = _ERRORS.get(error, _ERRORS[519])

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, list | tuple) else [[value] * self.shape[1]] * self.shape[0]
        block = self.cells.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
        is_text = self._sheet.book.document.NumberFormats
        top, left = self._address.StartRow, self._address.StartColumn
        shown = []
        for r, row in enumerate(rows):
            line = []
            for c, item in enumerate(row):
                if isinstance(item, str) and item:
                    cell = self._sheet.sheet.getCellByPosition(left + c, top + r)
                    item = item if is_text.getByKey(cell.NumberFormat).Type & _TEXT else _as_if_typed(item)
                line.append("" if item is None else float(item) if isinstance(item, int | Decimal) else item)
            shown.append(tuple(line))
        block.setDataArray(tuple(shown))

    @property
    def formula(self) -> Any:
        data = self.cells.getFormulaArray()
        return data[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in data)

    def clear_contents(self) -> None:
        self.cells.clearContents(1 | 2 | 4 | 16)

    @property
    def number_format(self) -> str | None:
        formats = self._sheet.book.document.NumberFormats
        codes = {
            formats.getByKey(group.getByIndex(0).NumberFormat).FormatString
            for group in self.cells.getUniqueCellFormatRanges()
        }
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        document = self._sheet.book.document
        locale = self._sheet.book.app.office.uno.createUnoStruct("com.sun.star.lang.Locale")
        key = document.NumberFormats.queryKey(code, locale, False)
        self.cells.NumberFormat = document.NumberFormats.addNew(code, locale) if key == -1 else key

    # --- shape of the sheet ---
    @property
    def merge_cells(self) -> bool | None:
        own = self._address
        for area in self._sheet.merged_areas:
            rows = area.StartRow <= own.EndRow and own.StartRow <= area.EndRow
            columns = area.StartColumn <= own.EndColumn and own.StartColumn <= area.EndColumn
            if rows and columns:
                return True if covers(area, own) else None
        return False

    @property
    def merge_area(self) -> Range:
        cursor = self._sheet.sheet.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        a = cursor.RangeAddress
        return self._sheet._block(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)

    left = property(lambda self: self.cells.Position.X / 35.28)
    top = property(lambda self: self.cells.Position.Y / 35.28)

    def _set_width(self, characters: float) -> None:
        self.cells.Columns.Width = int(characters * 190 + 100)

    def _set_height(self, points: float) -> None:
        self.cells.Rows.Height = int(points * 35.28)

    column_width = property(None, _set_width)
    row_height = property(None, _set_height)

    def select(self) -> None:
        controller = self._sheet.book.document.CurrentController
        assert controller.ActiveSheet.Name == self._sheet.name, "Excel selects on the active sheet only"
        controller.select(self.cells)

    # --- notes and links ---
    @property
    def note(self) -> Note | None:
        cell = self.cells.getCellByPosition(0, 0)
        return Note(self, cell) if cell.getAnnotation().getString() else None

    def add_note(self, text: str) -> Note:
        cell = self.cells.getCellByPosition(0, 0)
        self._sheet.sheet.Annotations.insertNew(cell.CellAddress, text)
        return Note(self, cell)

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        assert len(screen_tip or "") <= 255
        cell = self.cells.getCellByPosition(0, 0)
        field = self._sheet.book.document.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, text_to_display
        cell.String = ""
        cell.insertTextContent(cell.createTextCursor(), field, False)


def one_cell(row: int, column: int) -> Any:
    return SimpleNamespace(StartRow=row, EndRow=row, StartColumn=column, EndColumn=column)


def covers(outer: Any, inner: Any) -> bool:
    rows = outer.StartRow <= inner.StartRow and inner.EndRow <= outer.EndRow
    return rows and outer.StartColumn <= inner.StartColumn and inner.EndColumn <= outer.EndColumn


def _typed(value: Any, kind: int) -> Any:
    if not isinstance(value, float):
        return value
    if kind & _LOGICAL:
        return bool(value)
    if kind & (_DATE | _TIME):
        return _EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))
    return Decimal(repr(value)) if kind & _CURRENCY else value


def _as_if_typed(text: str) -> Any:
    """What Excel makes of text in a General cell: a number, a date, a formula … or the text."""
    if text.startswith("'"):
        return text[1:]
    assert not text.startswith("="), f"Excel would take this for a formula: {text}"
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain):
        return float(plain)
    if re.fullmatch(r"\d+(\.\d+)?%", plain):
        return float(plain[:-1]) / 100
    assert not re.fullmatch(r"\d{1,4}[-/]\d{1,2}([-/]\d{1,2})?", plain), (
        f"Excel would take this for a date: {text}"
    )
    return text


class Note(base_classes.Note):
    def __init__(self, owner: Range, cell: Any) -> None:
        self._owner, self.cell = owner, cell

    api = None
    author = "inaxl"
    location = property(lambda self: self._owner)

    @property
    def text(self) -> str:
        return self.cell.getAnnotation().getString()

    @text.setter
    def text(self, value: str) -> None:
        self.delete()
        self._owner.add_note(value)

    def delete(self) -> None:
        self.cell.clearContents(8)


for _class in (Range, Note):
    _class.__abstractmethods__ = frozenset()
