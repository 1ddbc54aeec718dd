"""A small xlwings engine over UNO: the calls that ExcelHost makes, with the types that COM gives.

Values come as COM gives them: numbers always float, one cell a scalar, errors as integers, dates only from date
formats, currency as Decimal. Text written to a General cell is parsed as if typed.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw
from xlwings import base_classes

from inaxl.books.grid import column_number
from tests.support.uno_com import ChartApi, SheetApi, Window
from tests.support.uno_range import Note, Range, covers, one_cell

_ERROR_NAMES = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}


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
        self.addresses: dict[str, str] = {}
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

    @property
    def FullName(self) -> str:
        """As Excel names the book: its address where a test says that it lies on the web."""
        return self._app.addresses.get(self.document.RuntimeUID) or self.fullname

    ProtectWindows = False

    @property
    def ProtectStructure(self) -> bool:
        return bool(self.document.isProtected())

    def Unprotect(self, password: str) -> None:
        self.document.unprotect(password)

    def Protect(self, *, Structure: bool, Windows: bool) -> None:
        assert Structure is True
        self.document.protect("")

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
        if self.book.ProtectStructure:
            raise RuntimeError("com_error")
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
                        if any(covers(area, one_cell(row, column)) for area in found):
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
        if self._book.ProtectStructure:
            raise RuntimeError("com_error")
        self._book.document.Sheets.removeByName(self.name)


def _place(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Za-z]+)(\d+)", cell).groups()
    return int(digits), column_number(letters.upper())


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
        return Chart(self.sheet, name, box)


class Chart:
    def __init__(self, sheet: Sheet, name: str, box: Any = None) -> None:
        self.sheet, self.name, self.box = sheet, name, box
        self.chart_type = ""

    @property
    def api(self) -> tuple[None, ChartApi]:
        return None, ChartApi(self.sheet.sheet.Charts.getByName(self.name).EmbeddedObject)

    def set_source_data(self, source: Range, plot_by: Any = None) -> None:
        """The office takes the cells of a chart only when it makes it."""
        heads = isinstance(source.raw_value[0][1], str)
        self.delete()
        self.sheet.sheet.Charts.addNewByName(
            self.name, self.box, (source.cells.RangeAddress,), heads, isinstance(source.raw_value[-1][0], str)
        )
        kind = {"bar_clustered": "Bar", "line_markers": "Line"}[self.chart_type]
        chart = self.sheet.sheet.Charts.getByName(self.name).EmbeddedObject
        chart.Diagram = chart.createInstance(f"com.sun.star.chart.{kind}Diagram")
        if kind == "Bar":
            chart.Diagram.Vertical = True

    def delete(self) -> None:
        self.sheet.sheet.Charts.removeByName(self.name)


for _class in (Apps, Books, Book, Sheets, Sheet, Names, Name):
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


__all__ = ["App", "Note", "register"]
