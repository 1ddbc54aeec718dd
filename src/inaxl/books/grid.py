"""A workbook as it was read: values in grids, and the facts about cells that values do not show.

Both hosts (a file on disk, a book open in Excel) give this and nothing else. No file is opened here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

CellValue = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


class CellError(str):
    """An error value that a formula gave, such as `#DIV/0!`."""

    __slots__ = ()


class Area(NamedTuple):
    """A rectangle of cells, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """One sheet. `rows[r][c]` is the value of the cell in row `r + 1`, column `c + 1`; rows may differ in length.

    `merges` merged areas · `hidden_rows`, `hidden_columns` 1-based numbers · `uncalculated` cells (row, column) with a
    formula but without a stored result · `formulas` cells with a formula · `formats` number format code of cells that
    have one other than General · `is_hidden` the sheet itself is hidden.
    """

    name: str
    rows: list[list[CellValue]]
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False

    def value(self, row: int, column: int) -> CellValue:
        """Value of a cell (1-based), None for blank cells and outside of the used range."""
        if 1 <= row <= len(self.rows):
            line = self.rows[row - 1]
            if 1 <= column <= len(line):
                return line[column - 1]
        return None


@dataclass(slots=True)
class Workbook:
    """A book as read: `name` as shown in findings (relative to the working folder), `sha256` of the file."""

    name: str
    sha256: str
    grids: tuple[Grid, ...]
    has_macros: bool = False
    has_external_links: bool = False
    uses_1904_dates: bool = False


def column_letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """`F14` for row 14, column 6."""
    return f"{column_letters(column)}{row}"
