"""Where the tables of a published sheet are: by what is filled, with nothing known about what they are about.

A title or a note is a row with one text; a table is a run of rows with two cells or more. Its leading rows without
figures are the header. A run below another one that has no header goes on with that table: it is divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inaxl.books.grid import CellValue, Grid
from inaxl.packs.cell_texts import is_figure, is_year

MAX_MERGED = 100_000  # cells of merged areas that are followed on a sheet


class TableArea(NamedTuple):
    """A table: its corners and the last row of its header (`top - 1` where it has none), 1-based."""

    top: int
    left: int
    bottom: int
    right: int
    header_bottom: int

    @property
    def has_header(self) -> bool:
        """Some row stands above the data."""
        return self.header_bottom >= self.top

    @property
    def data_rows(self) -> range:
        """Rows below the header."""
        return range(self.header_bottom + 1, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Columns of the table."""
        return range(self.left, self.right + 1)


class Sheet:
    """A grid with the cells that merged areas cover."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.covered: dict[tuple[int, int], tuple[int, int]] = {}
        self._filled: dict[int, list[int]] = {}
        height, left = len(grid.rows), MAX_MERGED
        for area in grid.merges:
            rows = range(area.top, min(area.bottom, height) + 1)
            width = min(area.right, area.left + 200) - area.left + 1
            left -= len(rows) * width
            if left < 0:
                break  # a whole sheet merged by mistake: its areas are named, not followed
            for row in rows:
                for column in range(area.left, area.left + width):
                    self.covered[row, column] = (area.top, area.left)
        for number, line in enumerate(grid.rows, 1):
            cells = [column for column in range(1, len(line) + 1) if self.value(number, column) is not None]
            if cells:
                self._filled[number] = cells
        for (row, column), anchor in self.covered.items():
            if (row, column) != anchor and self.value(*anchor) is not None:
                self._filled.setdefault(row, []).append(column)
        self.tables = tuple(self._tables())

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, None for blanks and for texts of blanks only."""
        value = self.grid.value(row, column)
        return None if isinstance(value, str) and not value.strip() else value

    def shown(self, row: int, column: int) -> CellValue:
        """The value that a person sees there, through merged cells."""
        return self.value(*self.covered.get((row, column), (row, column)))

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Every text of the sheet with its place."""
        for row, line in enumerate(self.grid.rows, 1):
            for column, value in enumerate(line, 1):
                if isinstance(value, str) and value.strip():
                    yield row, column, value

    def header(self, table: TableArea, column: int) -> list[str]:
        """The words above a column, from top to bottom."""
        rows = range(table.top, table.header_bottom + 1)
        words = [self.shown(row, column) for row in rows]
        return [str(word) for word in words if word is not None]

    def data(self, table: TableArea, column: int) -> list[tuple[int, CellValue]]:
        """The filled cells of a column below the header, with their rows."""
        found = [(row, self.value(row, column)) for row in table.data_rows]
        return [(row, value) for row, value in found if value is not None]

    def _tables(self) -> Iterator[TableArea]:
        has_table = False
        for rows in _runs(row for row in sorted(self._filled) if self._width(row) > 1):
            if len(rows) > 1 or (has_table and self._has_figure(rows[0])):
                has_table = True
                for left, right in self._parts(rows):
                    yield self._area(rows, left, right)

    def _has_figure(self, row: int) -> bool:
        """A single row below a table goes on with it only where it holds figures; others are remarks."""
        return any(is_figure(self.value(row, column)) for column in self._filled[row])

    def _width(self, row: int) -> int:
        """Cells of a row that a person counts: a merged area is one."""
        return len({self.covered.get((row, column), (row, column)) for column in self._filled[row]})

    def _parts(self, rows: list[int]) -> Iterator[tuple[int, int]]:
        """Side by side: columns between blank columns. A single column belongs to the part before it."""
        parts: list[list[int]] = []
        for part in _runs(sorted({column for row in rows for column in self._filled[row]})):
            if parts and len(part) == 1:
                parts[-1].append(part[0])
            else:
                parts.append(part)
        for part in parts:
            yield part[0], part[-1]

    def _area(self, rows: list[int], left: int, right: int) -> TableArea:
        own = [row for row in rows if any(left <= column <= right for column in self._filled[row])]
        top, bottom = own[0], own[-1]
        header = top - 1
        for row in own:
            values = [self.value(row, column) for column in range(left, right + 1)]
            filled = [value for value in values if value is not None]
            if any(is_figure(value) and not (header < top and is_year(value)) for value in filled):
                break
            header = row
        if header == bottom:
            header = top  # a table of words: its first row is its header
        return TableArea(top, left, bottom, right, header)


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as runs without a gap."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
