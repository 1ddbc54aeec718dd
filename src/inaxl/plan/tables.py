"""Finds the tables of a plan book in its grids: by the words of their headers, wherever they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from inaxl.books.grid import CellValue, Grid, cell_name
from inaxl.plan import layout
from inaxl.plan.cells import date_of, is_blank, items_of, label_of, number_of, text_of, word_of, year_of
from inaxl.plan.columns import Column, Table

_HEADER_REACH = 200  # rows in which a header is looked for
_INTERIM = re.compile(r"(?P<year>.+?)(の)?目標値?")


class Line(NamedTuple):
    """One row of a table: its row number on the sheet and its cells by column key."""

    row: int
    cells: dict[str, CellValue]

    def text(self, key: str) -> str:
        """Text of a cell, '' where it is blank or the column is missing."""
        return text_of(self.cells.get(key))

    def number(self, key: str) -> Decimal | None:
        """Figure of a cell, None where it is blank or cannot be read."""
        return number_of(self.cells.get(key))

    def year(self, key: str) -> int | None:
        """Fiscal year of a cell, None where it is blank or cannot be read."""
        return year_of(self.cells.get(key))

    def date(self, key: str) -> dt.date | None:
        """Day of a cell, None where it is blank or cannot be read."""
        return date_of(self.cells.get(key))

    def items(self, key: str) -> tuple[str, ...]:
        """The IDs or words in a cell."""
        return items_of(self.cells.get(key))


@dataclass
class FoundTable:
    """A table as it stands in the book: `columns` 1-based column of each key, `missing` what is not there."""

    table: Table
    sheet: str
    header_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    missing: tuple[Column, ...] = ()
    lines: list[Line] = field(default_factory=list)
    is_there: bool = True

    def cell(self, line: Line, key: str) -> str | None:
        """Address of a cell such as `F14`, None where the column is missing."""
        column = self.columns.get(key)
        return cell_name(line.row, column) if column else None

    def word(self, line: Line, key: str) -> str | None:
        """Key of the listed word in a cell, None where it is blank or not allowed."""
        words = self.table.column(key).words
        return word_of(line.cells.get(key), words) if words else None

    @property
    def interim_years(self) -> tuple[int, ...]:
        """Fiscal years that have a column of targets."""
        prefix = layout.interim_key(0)[:-1]
        return tuple(int(key.removeprefix(prefix)) for key in self.columns if key.startswith(prefix))


def find_tables(grids: Sequence[Grid], tables: Sequence[Table] = ()) -> dict[str, FoundTable]:
    """Every table of the layout (or of `tables`) by its key; an empty one with `is_there` False where its sheet is missing."""
    wanted = tables or layout.TABLES
    by_label = {label_of(grid.name): grid for grid in grids}
    found: dict[str, FoundTable] = {}
    for sheet in dict.fromkeys(table.sheet for table in wanted):
        there = [table for table in wanted if table.sheet == sheet]
        grid = by_label.get(label_of(sheet))
        if grid is None:
            found |= {table.key: FoundTable(table, sheet, is_there=False) for table in there}
        else:
            found |= _tables_in(grid, there)
    return found


def _tables_in(grid: Grid, tables: Iterable[Table]) -> dict[str, FoundTable]:
    located = {table.key: _locate(grid, table) for table in tables}
    heads = sorted(table.header_row for table in located.values() if table.header_row)
    for table in located.values():
        if table.header_row:
            end = next((row for row in heads if row > table.header_row), len(grid.rows) + 1)
            table.lines = _lines(grid, table, end)
    return located


def _locate(grid: Grid, table: Table) -> FoundTable:
    """The table with its header row: the row with most of its headers, at least half of the needed ones."""
    best: dict[str, int] = {}
    row_of_best, keys = 0, _keys(table)
    for row, cells in enumerate(grid.rows[:_HEADER_REACH], start=1):
        columns = _columns(table, keys, cells)
        if len(columns) > len(best):
            best, row_of_best = columns, row
    needed = [column for column in table.columns if column.must]
    missing = tuple(column for column in needed if column.key not in best)
    if len(missing) * 2 > len(needed):
        return FoundTable(table, grid.name, missing=tuple(needed))
    return FoundTable(table, grid.name, row_of_best, best, missing)


def _columns(table: Table, keys: Mapping[str, str], cells: Sequence[CellValue]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, value in enumerate(cells, start=1):
        key = _key(table, keys, value) if isinstance(value, str) else None
        if key:
            found.setdefault(key, number)
    return found


def key_of_header(table: Table, header: str) -> str | None:
    """Key of the column with that header, also of a column with the targets of one fiscal year (`R03目標`)."""
    return _key(table, _keys(table), header)


def _keys(table: Table) -> dict[str, str]:
    return {label_of(column.header): column.key for column in table.columns}


def _key(table: Table, keys: Mapping[str, str], header: str) -> str | None:
    label = label_of(header)
    return keys.get(label) or _interim(table, label)


def _interim(table: Table, label: str) -> str | None:
    match = _INTERIM.fullmatch(label)
    if match is None or not any(column.key == "target" for column in table.columns):
        return None
    year = year_of(match["year"])
    return layout.interim_key(year) if year else None


def _lines(grid: Grid, table: FoundTable, end: int) -> list[Line]:
    lines = []
    for row in range(table.header_row + 1, end):
        cells: dict[str, Any] = {key: grid.value(row, column) for key, column in table.columns.items()}
        if not all(is_blank(value) for value in cells.values()):
            lines.append(Line(row, cells))
    return lines


def department_ids_by_name(table: FoundTable) -> dict[str, str]:
    """Department IDs by name (部 and 課 together): staff may write either where an ID is asked for."""
    return {label_of(line.text("division") + line.text("section")): line.text("id") for line in table.lines}
