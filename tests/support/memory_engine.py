"""An xlwings engine that holds a workbook in memory: for the benchmark of a click, which must not time an office.

Only what ExcelHost asks for is there. How the calls behave in a real application is the business of `uno_engine.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw

from inaxl.books.grid import Area, Grid, cell_name, column_number
from inaxl.books.read import read_workbook


class Part:
    """Interior, a border, a font: attributes with Excel's values for nothing."""

    def __init__(self) -> None:
        self.__dict__.update(Pattern=-4142, Color=16777215.0, LineStyle=-4142, Weight=2, ThemeColor=None)
        self.__dict__["TintAndShade"] = 0.0


class Cell:
    def __init__(self) -> None:
        self.interior, self.font = Part(), Part()
        self.edges: dict[int, Part] = {}
        self.note: str | None = None


class Api:
    CommentThreaded = None

    def __init__(self, owner: Range) -> None:
        self.__dict__["owner"] = owner

    Interior = property(lambda self: self.owner.first.interior)
    Font = property(lambda self: self.owner.first.font)
    EntireRow = property(lambda self: SimpleNamespace(Hidden=self.owner.hidden(True)))
    EntireColumn = property(lambda self: SimpleNamespace(Hidden=self.owner.hidden(False)))

    def Borders(self, index: int) -> Part:
        return self.owner.first.edges.setdefault(index, Part())

    def AddComment(self, text: str) -> Any:
        self.owner.first.note = text
        frame = SimpleNamespace(Characters=lambda start, length: SimpleNamespace(Font=SimpleNamespace()))
        return SimpleNamespace(Shape=SimpleNamespace(TextFrame=frame, Width=0, Height=0))


class Engine:
    name, type = "memory", "desktop"

    def __init__(self, path: Path) -> None:
        self.app = App(self, path)
        self.apps = [self.app]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data: Any, *_: Any) -> Any:
        return data


class App:
    pid, display_alerts = 1, True
    screen_updating, status_bar = True, False

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.book = Book(self, path)
        self.api = SimpleNamespace(ActiveWindow=SimpleNamespace(ScrollRow=1, ScrollColumn=1))

    books = property(lambda self: Books(self.book))
    selection = property(lambda self: None)

    def activate(self, steal_focus: bool = False) -> None: ...

    def alert(self, prompt: str, *_: Any) -> str:
        return "ok"


class Books:
    def __init__(self, book: Book) -> None:
        self.active = book


class Book:
    def __init__(self, app: App, path: Path) -> None:
        self.app, self.fullname, self.name = app, str(path), path.name
        self.listed = [Sheet(self, grid) for grid in read_workbook(path).grids]
        self.front = self.listed[0]
        self.api = SimpleNamespace(LinkSources=lambda kind: None, FullName=str(path), ProtectStructure=False)

    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: SimpleNamespace(contains=lambda name: False))

    def activate(self) -> None: ...


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    active = property(lambda self: self.book.front)

    def __len__(self) -> int:
        return len(self.book.listed)

    def __iter__(self):
        return iter(self.book.listed)

    def __call__(self, key: Any) -> Sheet:
        if isinstance(key, int):
            return self.book.listed[key - 1]
        return next(sheet for sheet in self.book.listed if sheet.name == key)

    def add(self, before: Any, after: Any, name: str) -> Sheet:
        self.book.listed.append(Sheet(self.book, Grid(name, [[None]])))
        self.book.front = self.book.listed[-1]
        return self.book.front


class Sheet:
    visible = -1

    def __init__(self, book: Book, grid: Grid) -> None:
        self.book, self.grid, self.name = book, grid, grid.name
        self.asked = 0  # questions about merged cells
        self.is_vague = False  # says "some" of a block of several merged areas, instead of "all"
        self.cells_by_place: dict[tuple[int, int], Cell] = {}
        self.api = SimpleNamespace(ProtectContents=False, Tab=SimpleNamespace(), PageSetup=SimpleNamespace())

    @property
    def used_range(self) -> Range:
        width = max((len(row) for row in self.grid.rows), default=0)
        return Range(self, Area(1, 1, max(len(self.grid.rows), 1), max(width, 1)))

    @property
    def notes(self) -> list[Any]:
        places = [place for place, cell in self.cells_by_place.items() if cell.note]
        return [SimpleNamespace(text=self.cells_by_place[p].note, location=self.range(p)) for p in places]

    def range(self, one: Any, two: Any = None) -> Range:
        if isinstance(one, str):
            first, _, last = one.partition(":")
            one, two = _place(first), _place(last or first)
        if isinstance(one, Range):
            return Range(self, Area(one.row, one.column, (two or one).area.bottom, (two or one).area.right))
        if len(one) == 4:
            return Range(self, Area(one[0], one[1], one[0] + one[2] - 1, one[1] + one[3] - 1))
        return Range(self, Area(*one, *(two or one)))

    def activate(self) -> None:
        self.book.front = self

    def clear(self) -> None:
        self.grid = Grid(self.name, [[None]])


def _place(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    return int(digits), column_number(letters)


def _address(area: Area) -> str:
    """As Excel gives it."""
    first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", f"{first}:{last}")
    return absolute.partition(":")[0] if first == last else absolute


def _cells(area: Area) -> set[tuple[int, int]]:
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return {(row, column) for row in rows for column in columns}


class Range:
    column_width = row_height = None

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet, self.area = sheet, area

    row = property(lambda self: self.area.top)
    column = property(lambda self: self.area.left)
    api = property(lambda self: Api(self))
    address = property(lambda self: _address(self.area))
    shape = property(lambda self: (self.area.bottom - self.row + 1, self.area.right - self.column + 1))
    max_cells_per_read = max_cells_per_write = None

    @property
    def first(self) -> Cell:
        return self.sheet.cells_by_place.setdefault((self.row, self.column), Cell())

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, first: int, second: int = 1) -> Range:
        return self.sheet.range((self.row + first - 1, self.column + second - 1))

    def _rows(self) -> list[list[Any]]:
        value, a = self.sheet.grid.value, self.area
        return [[value(r, c) for c in range(a.left, a.right + 1)] for r in range(a.top, a.bottom + 1)]

    @property
    def raw_value(self) -> Any:
        rows = self._rows()
        return rows[0][0] if self.shape == (1, 1) else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.sheet.grid.rows = [list(row) for row in value]

    @property
    def formula(self) -> Any:
        rows = self._rows()
        return "" if self.shape == (1, 1) else rows

    @property
    def merge_cells(self) -> bool | None:
        self.sheet.asked += 1
        a, merges = self.area, self.sheet.grid.merges
        if self.sheet.is_vague and any(_cells(m) & _cells(a) for m in merges):
            return True if any(_cells(a) <= _cells(m) for m in merges) else None
        merged = set().union(*map(_cells, merges)) & _cells(a)
        return True if merged == _cells(a) else None if merged else False

    @property
    def merge_area(self) -> Range:
        self.sheet.asked += 1
        found = (
            m
            for m in self.sheet.grid.merges
            if m.top <= self.row <= m.bottom and m.left <= self.column <= m.right
        )
        return Range(self.sheet, next(found, self.area))

    def hidden(self, by_row: bool) -> bool | None:
        a, grid = self.area, self.sheet.grid
        numbers = range(a.top, a.bottom + 1) if by_row else range(a.left, a.right + 1)
        states = {n in (grid.hidden_rows if by_row else grid.hidden_columns) for n in numbers}
        return states.pop() if len(states) == 1 else None

    @property
    def number_format(self) -> str | None:
        a, formats = self.area, self.sheet.grid.formats
        codes = {
            formats.get((r, c), "General")
            for r in range(a.top, a.bottom + 1)
            for c in range(a.left, a.right + 1)
        }
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None: ...

    @property
    def note(self) -> Any:
        text = self.first.note
        return SimpleNamespace(text=text) if text else None

    def add_hyperlink(self, address: str, text: str, tip: str) -> None: ...


def open_in_memory(path: Path) -> xw.Book:
    """The book as xlwings gives it, and the caller of the click."""
    engine = Engine(path)
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines.active = xw.engines["memory"]
    book = xw.Book(impl=engine.app.book)
    book.set_mock_caller()
    return book
