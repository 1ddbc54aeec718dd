"""A small xlwings engine over UNO: the calls that ExcelHost makes, with the types that COM gives.

Values come as COM gives them: numbers always float, one cell a scalar, errors as integers, dates only from date
formats, currency as Decimal. Text written to a General cell is parsed as if typed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw
from xlwings import base_classes

from inaxl.books.grid import cell_name, column_number
from tests.support.uno_com import RangeApi, SheetApi, Window, swapped

_ERRORS = {
    532: -2146826281,
    32767: -2146826246,
    524: -2146826265,
    519: -2146826273,
    525: -2146826259,
    503: -2146826252,
}
_ERROR_NAMES = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
_EPOCH = dt.datetime(1899, 12, 30)
_DATE, _TIME, _CURRENCY, _TEXT, _LOGICAL = 2, 4, 8, 256, 1024


class Engine:
    """`xw.Engine(impl=...)`."""

    name, type = "libreoffice", "desktop"

    def __init__(self, office: Any) -> None:
        self.apps = Apps(self, office)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None or value != value else value

    @staticmethod
    def clean_value_data(
        data: list[list[Any]], datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, int) and not isinstance(value, bool) and value in _ERROR_NAMES:
                return _ERROR_NAMES[value] if err_to_str else None
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine, office: Any) -> None:
        self.app = App(engine, office)

    def __iter__(self):
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app

    def keys(self):
        return [self.app.pid]


class App(base_classes.App):
    """The office. `record` holds in order what was set and shown, for tests."""

    def __init__(self, engine: Engine, office: Any) -> None:
        self.engine, self.office = engine, office
        self.record: list[tuple[str, Any]] = []
        self.answer = "no"
        self.merges: dict[Any, list[Any]] = {}
        self._state = {"screen_updating": True, "status_bar": False, "display_alerts": True}

    pid = 1

    @property
    def api(self) -> Any:
        return self

    @property
    def ActiveWindow(self) -> Window:
        return Window(self.office.desktop.getCurrentComponent().CurrentController)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        document = self.office.desktop.getCurrentComponent()
        chosen = document.CurrentSelection
        if not hasattr(chosen, "RangeAddress"):
            return None
        return Range(Sheet(Book(self, document), chosen.Spreadsheet), chosen)

    def activate(self, steal_focus: bool = False) -> None: ...

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.record.append(("alert", prompt))
        return self.answer if buttons == "yes_no" else "ok"


def _setting(name: str) -> property:
    def read(self: App) -> Any:
        return self._state[name]

    def write(self: App, value: Any) -> None:
        self._state[name] = value
        self.record.append((name, value))

    return property(read, write)


for _name in ("screen_updating", "status_bar", "display_alerts"):
    setattr(App, _name, _setting(_name))
App.__abstractmethods__ = frozenset()


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def _all(self) -> list[Book]:
        found, listed = [], self.app.office.desktop.Components.createEnumeration()
        while listed.hasMoreElements():
            component = listed.nextElement()
            if hasattr(component, "Sheets"):
                found.append(Book(self.app, component))
        return found

    @property
    def active(self) -> Book:
        return Book(self.app, self.app.office.desktop.getCurrentComponent())

    def __call__(self, name: Any) -> Book:
        return next(book for book in self._all() if book.name.lower() == str(name).lower())

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self):
        return iter(self._all())


class Book(base_classes.Book):
    def __init__(self, app: App, document: Any) -> None:
        self._app, self.document = app, document

    app = property(lambda self: self._app)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))
    api = property(lambda self: self)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return self._app.office.uno.fileUrlToSystemPath(url) if url else self.document.Title

    def LinkSources(self, kind: int) -> None:
        return None

    def SaveCopyAs(self, path: str) -> None:
        self._app.office.save_as(self.document, Path(path))

    def activate(self) -> None:
        self.document.CurrentController.Frame.activate()


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = None

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __call__(self, key: Any) -> Sheet:
        if isinstance(key, int):
            return Sheet(self.book, self.book.document.Sheets.getByIndex(key - 1))
        if not self.book.document.Sheets.hasByName(key):
            raise RuntimeError("com_error")  # Excel raises com_error, not KeyError
        return Sheet(self.book, self.book.document.Sheets.getByName(key))

    def __len__(self) -> int:
        return self.book.document.Sheets.Count

    def __iter__(self):
        return (self(number + 1) for number in range(len(self)))

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        place = len(self) if after is None else after.index
        self.book.document.Sheets.insertNewByName(name, place)
        sheet = self(name)
        sheet.activate()  # as Excel does
        return sheet


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self.sheet = book, sheet

    book = property(lambda self: self._book)
    api = property(lambda self: SheetApi(self.sheet))
    name = property(lambda self: self.sheet.Name)
    charts = property(lambda self: Charts(self))

    @property
    def index(self) -> int:
        return list(self._book.document.Sheets.ElementNames).index(self.name) + 1

    @property
    def visible(self) -> int:
        return -1 if self.sheet.IsVisible else 0

    @property
    def cells(self) -> Range:
        return Range(self, self.sheet)

    @property
    def used_range(self) -> Range:
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        address = cursor.RangeAddress
        return self._block(address.StartColumn, address.StartRow, address.EndColumn, address.EndRow)

    @property
    def merged_areas(self) -> list[Any]:
        """Merged areas, looked for once per sheet: no click merges anything."""
        key = (self._book.document.RuntimeUID, self.name)
        known = self._book.app.merges
        if key not in known:
            known[key] = self._find_merged_areas()
        return known[key]

    def _find_merged_areas(self) -> list[Any]:
        """Merging is part of a cell's format, so the groups of equal formats find it."""
        found = []
        for group in self.used_range.cells.getUniqueCellFormatRanges():
            for block in (group.getByIndex(i) for i in range(group.Count)):
                if not block.getCellByPosition(0, 0).IsMerged:
                    continue
                a = block.RangeAddress
                for row in range(a.StartRow, a.EndRow + 1):
                    for column in range(a.StartColumn, a.EndColumn + 1):
                        if any(_covers(area, _one(row, column)) for area in found):
                            continue
                        cursor = self.sheet.createCursorByRange(self.sheet.getCellByPosition(column, row))
                        cursor.collapseToMergedArea()
                        found.append(cursor.RangeAddress)
        return found

    def _block(self, left: int, top: int, right: int, bottom: int) -> Range:
        address = SimpleNamespace(StartColumn=left, StartRow=top, EndColumn=right, EndRow=bottom)
        return Range(self, None, address)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            first, _, last = arg1.replace("$", "").partition(":")
            (row, column), (row2, column2) = _place(first), _place(last or first)
            return self._block(column - 1, row - 1, column2 - 1, row2 - 1)
        if isinstance(arg1, Range):
            one, two = arg1, arg2 or arg1
            height, width = two.shape
            return self._block(one.column - 1, one.row - 1, two.column + width - 2, two.row + height - 2)
        if len(arg1) == 4:
            row, column, height, width = arg1
            return self._block(column - 1, row - 1, column + width - 2, row + height - 2)
        row, column = arg1
        row2, column2 = (arg2.row, arg2.column) if isinstance(arg2, Range) else arg2 or arg1
        return self._block(column - 1, row - 1, column2 - 1, row2 - 1)

    @property
    def notes(self) -> list[Note]:
        places = [
            a.Position
            for a in (self.sheet.Annotations.getByIndex(i) for i in range(self.sheet.Annotations.Count))
        ]
        return [self._block(p.Column, p.Row, p.Column, p.Row).note for p in places]

    def activate(self) -> None:
        self._book.document.CurrentController.setActiveSheet(self.sheet)

    def clear(self) -> None:
        self.sheet.clearContents(1023)

    def delete(self) -> None:
        assert self._book.app._state["display_alerts"] is False, "Excel would ask"
        self._book.document.Sheets.removeByName(self.name)


def _place(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Za-z]+)(\d+)", cell).groups()
    return int(digits), column_number(letters.upper())


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
                return True if _covers(area, own) else None
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


def _one(row: int, column: int) -> Any:
    return SimpleNamespace(StartRow=row, EndRow=row, StartColumn=column, EndColumn=column)


def _covers(outer: Any, inner: Any) -> bool:
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


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book
        self._listed = book.document.NamedRanges

    def contains(self, name: str) -> bool:
        return bool(self._listed.hasByName(name))

    def __call__(self, name: str) -> Name:
        return Name(self.book, self._listed.getByName(name))


class Name(base_classes.Name):
    def __init__(self, book: Book, named: Any) -> None:
        self.book, self._named = book, named

    name = property(lambda self: self._named.Name)

    @property
    def refers_to_range(self) -> Range:
        cells = self._named.getReferredCells()
        return Range(Sheet(self.book, cells.Spreadsheet), cells)


class Charts:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __iter__(self):
        return (Chart(self.sheet, name) for name in self.sheet.sheet.Charts.ElementNames)

    def __len__(self) -> int:
        return self.sheet.sheet.Charts.Count

    def add(self, left: float, top: float, width: float, height: float, **_: Any) -> Chart:
        make = self.sheet.book.app.office.uno.createUnoStruct
        box = make("com.sun.star.awt.Rectangle")
        box.X, box.Y, box.Width, box.Height = (int(points * 35.28) for points in (left, top, width, height))
        name = f"{self.sheet.name} {len(self) + 1}"
        self.sheet.sheet.Charts.addNewByName(name, box, (), False, False)
        return Chart(self.sheet, name)


class Chart:
    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet, self.name = sheet, name
        self.chart_type = ""

    def set_source_data(self, source: Range, plot_by: Any = None) -> None:
        self.sheet.sheet.Charts.getByName(self.name).setRanges((source.cells.RangeAddress,))

    def delete(self) -> None:
        self.sheet.sheet.Charts.removeByName(self.name)


for _class in (Apps, Books, Book, Sheets, Sheet, Range, Note, Names, Name):
    _class.__abstractmethods__ = frozenset()


def register(office: Any) -> App:
    """Make the office xlwings' active engine, and give its app."""
    engine = Engine(office)
    if Engine.name in [item.name for item in xw.engines]:
        xw.engines[Engine.name].impl = engine
    else:
        xw.engines.add(xw.Engine(impl=engine))
    xw.engines.active = xw.engines[Engine.name]
    return engine.apps.app


__all__ = ["App", "register", "swapped"]
