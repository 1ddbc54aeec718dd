"""The sheets of a population book as they stand: rows of raw cell values by heading, each with its place.

Nothing is interpreted here: see `book.py`. The demo copies a book through `raw_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.books.grid import Grid, cell_name
from inaxl.books.read import read_workbook
from inaxl.findings import E202, E513, Finding
from inaxl.population.layout import SHEETS, Sheet
from inaxl.values.labels import label_key

_LAST_HEAD_ROW = 12


class RawRow(NamedTuple):
    """One row: values by heading as `layout` spells it, and the column of each heading."""

    sheet: Sheet
    number: int
    values: dict[str, Any]
    columns: dict[str, int]

    def cell(self, heading: str) -> str:
        """`F14`; column A where the heading is not there."""
        return cell_name(self.number, self.columns.get(heading, 1))


def read_sheets(path: Path, *, name: str) -> tuple[list[RawRow], list[Finding]]:
    """Every row of every known sheet, E202 where a sheet has no readable headings, E513 where there is no known sheet.

    A sheet that is not there is no finding: a city keeps those series that it has. Raises UnreadableInput.
    """
    grids = {label_key(grid.name): grid for grid in read_workbook(path, name=name).grids}
    rows: list[RawRow] = []
    findings: list[Finding] = []
    known = [(sheet, grids[label_key(sheet.name)]) for sheet in SHEETS if label_key(sheet.name) in grids]
    if not known:
        wanted = "".join(f"「{sheet.name}」" for sheet in SHEETS[:3])
        return rows, [E513.at(book=name, reason=f"{wanted}などのシートがありません。")]
    for sheet, grid in known:
        header = _header(grid, sheet)
        if header is None:
            findings.append(E202.at(book=name, sheet=sheet.name, column="・".join(sheet.required)))
        else:
            rows += _rows(grid, sheet, *header)
    return rows, findings


def raw_tables(path: Path, *, name: str = "") -> dict[str, list[dict[str, Any]]]:
    """The rows of a book by sheet key, as `writer.write_population_book` takes them."""
    tables: dict[str, list[dict[str, Any]]] = {sheet.key: [] for sheet in SHEETS}
    for row in read_sheets(path, name=name or path.name)[0]:
        tables[row.sheet.key].append(row.values)
    return tables


def _header(grid: Grid, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Number of the header row and the columns of the sheet's headings; further headings keep their own spelling."""
    spelled = {label_key(heading): heading for heading in sheet.headings}
    for number, row in enumerate(grid.rows[:_LAST_HEAD_ROW], 1):
        columns: dict[str, int] = {}
        for column, value in enumerate(row, 1):
            if value is not None:
                columns.setdefault(spelled.get(label_key(str(value)), str(value).strip()), column)
        if all(heading in columns for heading in sheet.required):
            return number, columns
    return None


def _rows(grid: Grid, sheet: Sheet, header: int, columns: dict[str, int]) -> Iterator[RawRow]:
    for number in range(header + 1, len(grid.rows) + 1):
        line = grid.rows[number - 1]
        size = len(line)
        values = {
            heading: line[column - 1]
            for heading, column in columns.items()
            if column <= size and line[column - 1] is not None
        }
        if any(heading in values for heading in sheet.required):
            yield RawRow(sheet, number, values, columns)
