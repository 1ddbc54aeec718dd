"""Does to a written entry book what staff do in Excel and our writer never does."""

from __future__ import annotations

import io
import re
import zipfile

from inaxl.books.grid import Grid, cell_name
from inaxl.books.read import read_bytes

KPI_SHEET = "KPI"
_PART = "xl/worksheets/sheet2.xml"  # the second sheet of an entry book


def tamper(book: bytes, *, year_heading: str, broken: tuple[str, str, str], hidden: str) -> bytes:
    """The book with a formula error in one KPI's actual and another KPI's row hidden.

    broken: name of the KPI, formula, error value; hidden: name of the KPI whose row is hidden; year_heading:
    heading of the column of actuals, such as `R05`. Raises LookupError where the book
    has no such row or column.
    """
    grid = next(grid for grid in read_bytes(book, name="").grids if grid.name == KPI_SHEET)
    name, formula, error = broken
    cell = cell_name(_row_of(grid, name), _column_of(grid, year_heading))
    xml = _read(book, _PART)
    xml = _sub(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)', f"<f>{formula}</f><v>{error}</v>", cell, xml)
    row = _row_of(grid, hidden)
    return _replace(book, _PART, xml.replace(f'<row r="{row}" ', f'<row r="{row}" hidden="1" ', 1))


def _row_of(grid: Grid, name: str) -> int:
    for number, cells in enumerate(grid.rows, start=1):
        if name in cells:
            return number
    raise LookupError(name)


def _column_of(grid: Grid, heading: str) -> int:
    for cells in grid.rows:
        if heading in cells:
            return cells.index(heading) + 1
    raise LookupError(heading)


def _sub(pattern: str, content: str, cell: str, xml: str) -> str:
    changed, count = re.subn(pattern, rf'<c r="{cell}"\1 t="e">{content}</c>', xml, count=1)
    if not count:
        raise LookupError(cell)
    return changed


def _read(book: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read(part).decode("utf-8")


def _replace(book: bytes, part: str, text: str) -> bytes:
    """The package with one part replaced; names, order and dates of all parts stay."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = text.encode("utf-8") if info.filename == part else old.read(info)
            new.writestr(info, data)
    return target.getvalue()
