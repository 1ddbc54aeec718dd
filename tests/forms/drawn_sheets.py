"""Sheets drawn as text, for tests: one line a row, cells between `|`, and books made of them.

In a cell: `<` merges it with the cell to its left, `^` with the cell above, `/n` is a line break, `'12` a number typed
as text, `%0.125` a number under a percent format, `@"R"0@5` the number 5 under the format `"R"0`, `=` a formula without
a stored value, `#REF!` an error value, `d2024-03-31` a date. Whatever else looks like a number is one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

from inaxl.books.grid import Area, CellError, Grid, Workbook

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FORMATTED = re.compile(r"@([^@]+)@(-?[0-9]+(?:\.[0-9]+)?)")
Matrix = list[list[str]]


def matrix_of(drawing: str) -> Matrix:
    """Cells of a drawing; blank lines before and after are no rows, a line with only `|` is a blank row."""
    lines = [line.strip() for line in drawing.strip("\n").splitlines()]
    return [
        [cell.strip(" ") for cell in line.removeprefix("|").removesuffix("|").split("|")]
        if line != "|"
        else []
        for line in lines
        if line
    ]


def _value(cell: str):
    if cell in ("", "<", "^", "="):
        return None
    if cell.startswith("'"):
        return cell[1:]
    if cell.startswith("#"):
        return CellError(cell)
    if cell.startswith("%") and _NUMBER.fullmatch(cell[1:]):
        return float(cell[1:])
    formatted = _FORMATTED.fullmatch(cell)
    if formatted:
        return _value(formatted[2])
    if cell.startswith("d") and re.fullmatch(r"d\d{4}-\d\d-\d\d", cell):
        return dt.datetime.fromisoformat(cell[1:])
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell.replace("/n", "\n")


def _format(cell: str) -> str:
    if cell.startswith("%") and _NUMBER.fullmatch(cell[1:]):
        return "0.0%"
    formatted = _FORMATTED.fullmatch(cell)
    return formatted[1] if formatted else ""


def _merges(matrix: Matrix) -> tuple[Area, ...]:
    found = []
    for r, row in enumerate(matrix):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = c
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            bottom = r
            while bottom + 1 < len(matrix) and c < len(matrix[bottom + 1]) and matrix[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                found.append(Area(r + 1, c + 1, bottom + 1, right + 1))
    return tuple(found)


def grid_of(name: str, matrix: Matrix, hidden_rows=(), hidden_columns=()) -> Grid:
    """The grid of a drawing."""
    cells = [(r, c, cell) for r, row in enumerate(matrix, 1) for c, cell in enumerate(row, 1)]
    formulas = frozenset((r, c) for r, c, cell in cells if cell == "=")
    return Grid(
        name=name,
        rows=[[_value(cell) for cell in row] for row in matrix],
        merges=_merges(matrix),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        uncalculated=formulas,
        formulas=formulas,
        formats={(r, c): code for r, c, cell in cells if (code := _format(cell))},
    )


def book_of(name: str = "本.xlsx", **sheets: str) -> Workbook:
    """A book of drawn sheets, by sheet name."""
    return Workbook(
        name, "0" * 64, tuple(grid_of(sheet, matrix_of(drawing)) for sheet, drawing in sheets.items())
    )


@dataclass
class Habit:
    """A way in which an office fills in its sheet, and the entries that stand in it.

    `expected`: lines `name | unit | fiscal year | actual or status | target | baseline | project | note`; `*` is not
    compared, `-` is None or nothing, what is left out at the end is not compared.
    """

    name: str
    sheets: dict[str, str]
    expected: str
    fy: int | None = None
    keeps_sheet_names: bool = False
    unread: str = ""  # text of something that must be named as not recognised
    hidden_columns: tuple[int, ...] = field(default=())
    hidden_rows: tuple[int, ...] = field(default=())

    def matrices(self) -> dict[str, Matrix]:
        return {name: matrix_of(drawing) for name, drawing in self.sheets.items()}

    def workbook(self, matrices: dict[str, Matrix] | None = None) -> Workbook:
        grids = [
            grid_of(name, matrix, self.hidden_rows, self.hidden_columns)
            for name, matrix in (matrices or self.matrices()).items()
        ]
        return Workbook(f"{self.name}.xlsx", "0" * 64, tuple(grids))

    def lines(self) -> list[list[str]]:
        return [[part.strip() for part in line.split("|")] for line in self.expected.strip().splitlines()]


def write_xlsx(path: Path, workbook: Workbook) -> None:
    """The same book as a real file."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        date, formats = book.add_format({"num_format": "yyyy/m/d"}), {}
        for grid in workbook.grids:
            sheet = book.add_worksheet(grid.name)
            for area in grid.merges:
                sheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "")
            for row in grid.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column in grid.hidden_columns:
                sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
            for r, row in enumerate(grid.rows, 1):
                for c, value in enumerate(row, 1):
                    code = grid.formats.get((r, c), "")
                    if code:
                        formats.setdefault(code, book.add_format({"num_format": code}))
                    if isinstance(value, CellError):
                        sheet.write_formula(r - 1, c - 1, "=1/0", None, str(value))
                    elif isinstance(value, str):
                        sheet.write_string(r - 1, c - 1, value)
                    elif isinstance(value, dt.datetime):
                        sheet.write_datetime(r - 1, c - 1, value, date)
                    elif value is not None:
                        sheet.write_number(r - 1, c - 1, value, formats.get(code))
