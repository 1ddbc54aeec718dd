"""The one-cell checks of a plan book as pandera schemas, made from `layout`: E403–E405, E407, E408, E411,
E421, W421.

Nothing is coerced and a check looks at one cell, so that a bad cell never hides another (index = Excel row).
Importing this module loads pandas and pandera; rules that need several cells are in `checks`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from inaxl.findings import CATALOGUE, Finding
from inaxl.plan import cells
from inaxl.plan.columns import Column
from inaxl.plan.layout import interim_column, sheets_of
from inaxl.plan.layout_life import SUBJECT, SUBJECTS
from inaxl.plan.tables import FoundTable, Line, department_ids_by_name

_OWN = {"not_nullable": "E405", "field_uniqueness": "E404"}  # pandera's names of its built-in checks
_UNREADABLE = {"number": "E408", "year": "E411", "date": "E421", "period": "W421"}
Known = Mapping[str, frozenset[str]]


def cell_findings(tables: Mapping[str, FoundTable], book: str, known: Known | None = None) -> list[Finding]:
    """What is wrong with single cells, in the order of the sheets. known: IDs by table, for a book that holds none."""
    known = _known(tables) if known is None else known
    found: list[Finding] = []
    for table in tables.values():
        if table.lines:
            found += _failures(table, known, book)
    return found


def schema_of(table: FoundTable, known: Known) -> pa.DataFrameSchema:
    """The schema of a table as it stands in the book: only columns that are there; E402 names the others."""
    return pa.DataFrameSchema({column.key: _column(column, known) for column in _checked_columns(table)})


def _checked_columns(table: FoundTable) -> list[Column]:
    """The columns that are there and have something to check; most texts say what they like."""
    interim = [interim_column(year) for year in table.interim_years]
    there = [column for column in table.table.columns if column.key in table.columns]
    return [
        column
        for column in (*there, *interim)
        if column.filled
        or column.unique
        or column.refers_to
        or column.words is not None
        or column.kind != "text"
    ]


def _column(column: Column, known: Known) -> pa.Column:
    return pa.Column(
        object,
        checks=list(_checks(column, known)),
        nullable=not column.filled,
        unique=column.unique,
        coerce=False,
    )


def _checks(column: Column, known: Known) -> Iterator[pa.Check]:
    code = "E407" if column.words is not None else _UNREADABLE.get(column.kind)
    if code:
        yield pa.Check(functools.partial(cells.fits, column), element_wise=True, error=code)
    if column.refers_to:
        ids = known[column.refers_to]
        several = column.kind == "references"
        yield pa.Check(
            lambda value: not unknown_ids(value, ids, several=several), element_wise=True, error="E403"
        )


def unknown_ids(value: Any, ids: frozenset[str], *, several: bool) -> tuple[str, ...]:
    """The references in a cell that are no ID of the table they point at (for departments: nor a name)."""
    items = cells.items_of(value) if several else (cells.text_of(value),)
    return tuple(item for item in items if item and item not in ids and cells.label_of(item) not in ids)


def _known(tables: Mapping[str, FoundTable]) -> dict[str, frozenset[str]]:
    """IDs of every table that others refer to; departments by name too."""
    known = {
        key: frozenset(line.text("id") for line in table.lines if line.text("id"))
        for key, table in tables.items()
    }
    known[SUBJECT] = frozenset().union(*(known[key] for key in SUBJECTS))
    known["departments"] |= frozenset(department_ids_by_name(tables["departments"]))
    return known


def _failures(table: FoundTable, known: Known, book: str) -> list[Finding]:
    lines = {line.row: line for line in table.lines}
    try:
        schema_of(table, known).validate(_frame(table), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases[["column", "check", "index"]].drop_duplicates()
        return [
            finding
            for key, check, row in cases.itertuples(index=False)
            for finding in _findings(table, known, lines[int(row)], key, _OWN.get(check, check), book)
        ]
    return []


def _frame(table: FoundTable) -> pd.DataFrame:
    """The table's cells as they are, blanks as None; IDs as the text that a person reads."""
    rows = [line.row for line in table.lines]
    data = {column.key: [_shown(column, line) for line in table.lines] for column in _checked_columns(table)}
    return pd.DataFrame(data, index=rows, dtype=object)


def _shown(column: Column, line: Line) -> Any:
    value = line.cells.get(column.key)
    if cells.is_blank(value):
        return None
    return cells.text_of(value) if column.unique else value


def _findings(
    table: FoundTable, known: Known, line: Line, key: str, code: str, book: str
) -> Iterator[Finding]:
    value = line.cells.get(key)
    if code == "E404" and cells.is_blank(value):
        return  # two blank IDs are two missing values, not a repetition
    column = next(item for item in _checked_columns(table) if item.key == key)
    place: dict[str, Any] = {
        "book": book,
        "sheet": table.sheet,
        "cell": table.cell(line, key),
        "kpi_id": (line.text("id") or None) if table.table.key == "kpis" else None,
        "field": key,
        "column": column.header,
    }
    if code == "E403":
        target = sheets_of(column.refers_to)
        several = column.kind == "references"
        for item in unknown_ids(value, known[column.refers_to], several=several):
            yield CATALOGUE[code].at(**place, value=item, target=target)
        return
    choices = "、".join(column.words.values()) if column.words else ""
    shown = None if cells.is_blank(value) else cells.text_of(value)
    yield CATALOGUE[code].at(**place, value=shown, hint=column.hint, choices=choices)
