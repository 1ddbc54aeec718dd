"""A plan book as the row dicts that `writer` takes: to change a book and write it anew, or to compare two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inaxl.plan.cells import date_of, is_blank, items_of, number_of, text_of, word_of, year_of
from inaxl.plan.columns import Column
from inaxl.plan.layout import interim_column
from inaxl.plan.tables import FoundTable, Line, find_tables
from inaxl.plan.writer import PlanBookData


def read_plan_rows(path: Path, *, name: str = "plan.xlsx") -> PlanBookData:
    """Every row of a plan book by table key; what cannot be read stays the text that is written there.

    Errors: `UnreadableInput` where the file is no readable workbook.
    """
    from inaxl.books.read import read_workbook

    tables = find_tables(read_workbook(path, name=name).grids)
    return PlanBookData(
        {key: [_row(table, line) for line in table.lines] for key, table in tables.items() if table.is_there}
    )


def _row(table: FoundTable, line: Line) -> dict[str, Any]:
    columns = {column.key: column for column in table.table.columns}
    columns |= {column.key: column for column in map(interim_column, table.interim_years)}
    return {key: _value(columns[key], value) for key, value in line.cells.items() if not is_blank(value)}


def _value(column: Column, value: Any) -> Any:
    read: Any = None
    if column.kind == "references":
        read = items_of(value)
    elif column.words is not None:
        read = word_of(value, column.words)
    elif column.kind == "year":
        read = year_of(value)
    elif column.kind in ("date", "period"):
        read = date_of(value)
    elif column.kind == "number" or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        read = number_of(value)
    return text_of(value) if read is None else read
