"""A workbook that is open in Excel, read whole into grids: each sheet's values and formulas in one call.

What values do not show is asked for whole blocks, and only a block of mixed answers is divided: a sheet without merged
cells and hidden rows costs six calls. How merged areas are found: `live_merges.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inaxl.books.grid import Area, CellError, CellValue, Grid, Workbook
from inaxl.books.number_formats import kind_of
from inaxl.excel.live_merges import halves, merged_areas

if TYPE_CHECKING:
    import xlwings

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_VISIBLE = (True, -1)
_LINKS = 1  # xlExcelLinks


def read_live(book: xlwings.Book, name: str) -> Workbook:
    """The open book; `name` is how findings call it. It has no hash: what is open is not what lies on disk."""
    links = None
    with suppress(Exception):  # the application's own refusal to list links; nothing depends on it
        links = book.api.LinkSources(_LINKS)
    grids = tuple(_grid(sheet) for sheet in book.sheets)
    return Workbook(name=name, sha256="", grids=grids, has_external_links=bool(links))


def _grid(sheet: xlwings.Sheet) -> Grid:
    used = sheet.used_range
    top, left = used.row, used.column
    values = used.options(ndim=2, err_to_str=True).value
    formulas = _formulas(used)
    rows: list[list[CellValue]] = [[] for _ in range(top - 1)]
    rows += [[None] * (left - 1) + [_value(value) for value in line] for line in values]
    if all(value is None for line in rows for value in line):
        return Grid(sheet.name, [], is_hidden=sheet.visible not in _VISIBLE)
    bottom, right = top + len(values) - 1, left + len(values[0]) - 1
    area = Area(top, left, bottom, right)
    return Grid(
        name=sheet.name,
        rows=rows,
        merges=merged_areas(sheet, area, rows),
        hidden_rows=frozenset(_hidden(sheet, Area(1, 1, bottom, 1), by_row=True)),
        hidden_columns=frozenset(_hidden(sheet, Area(1, 1, 1, right), by_row=False)),
        formulas=frozenset(
            (top + r, left + c)
            for r, line in enumerate(formulas)
            for c, text in enumerate(line)
            if isinstance(text, str) and text.startswith("=")
        ),
        formats=dict(_formats(sheet, rows, top, left)),
        is_hidden=sheet.visible not in _VISIBLE,
    )


def _formulas(used: xlwings.Range) -> list[list[Any]]:
    found = used.formula
    return [list(line) for line in found] if isinstance(found, list | tuple) else [[found]]


def _value(value: Any) -> CellValue:
    """A value in the type that a file would give: whole numbers as int, errors as such."""
    if value is None:
        return None
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, Decimal):  # cells under a currency format
        value = float(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, str):
        return CellError(value) if value in _ERRORS else value or None
    if isinstance(value, dt.datetime):
        naive: dt.datetime = value.replace(tzinfo=None)
        return naive.time() if naive.date() == dt.date(1899, 12, 30) else naive
    if isinstance(value, int):
        return int(value)
    return str(value)


def _range(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def _is_cell(area: Area) -> bool:
    return (area.top, area.left) == (area.bottom, area.right)


def _hidden(sheet: xlwings.Sheet, area: Area, *, by_row: bool) -> Iterator[int]:
    """Numbers of hidden rows (of a column of cells) or columns (of a row of cells)."""
    block = _range(sheet, area).api
    state = (block.EntireRow if by_row else block.EntireColumn).Hidden
    if state is False:
        return
    if state is True:
        yield from range(area.top, area.bottom + 1) if by_row else range(area.left, area.right + 1)
        return
    for half in halves(area):
        yield from _hidden(sheet, half, by_row=by_row)


def _formats(
    sheet: xlwings.Sheet, rows: list[list[CellValue]], top: int, left: int
) -> Iterator[tuple[tuple[int, int], str]]:
    """Number formats of the cells that hold numbers: only there a format (12.5 %, 千人) changes the reading."""
    width = max(len(line) for line in rows)
    for column in range(left, width + 1):
        for first, last in _runs(rows, top, column):
            yield from _uniform(sheet, Area(first, column, last, column), lambda block: block.number_format)


def _runs(rows: list[list[CellValue]], top: int, column: int) -> Iterator[tuple[int, int]]:
    """First and last row of each unbroken run of numbers in a column."""
    start = None
    for row in range(top, len(rows) + 2):
        line = rows[row - 1] if row <= len(rows) else []
        value = line[column - 1] if column <= len(line) else None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and start is None:
            start = row
        elif not is_number and start is not None:
            yield start, row - 1
            start = None


def _uniform(
    sheet: xlwings.Sheet, area: Area, ask: Callable[[xlwings.Range], Any]
) -> Iterator[tuple[tuple[int, int], str]]:
    code = ask(_range(sheet, area))
    if isinstance(code, str):
        if code and code not in ("General", "G/標準", "@") and kind_of(code) == "number":
            for row in range(area.top, area.bottom + 1):
                yield (row, area.left), code
    elif not _is_cell(area):
        for half in halves(area):
            yield from _uniform(sheet, half, ask)
