"""Imported opinions as rows of opinions.xlsx: where they go in an existing table, and how each column is filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from inaxl.books.grid import Grid, Workbook, cell_name
from inaxl.books.patch_rows import NewRow, TablePlace, append_rows
from inaxl.books.read import read_bytes
from inaxl.council.merging import KnownOpinion, NewOpinion, text_height
from inaxl.council.provenance import read_provenance
from inaxl.errors import UnreadableInput
from inaxl.evaluate.follow_up import KINDS, STATES
from inaxl.findings import E401, E402
from inaxl.plan.cells import is_blank
from inaxl.plan.tables import FoundTable, find_tables
from inaxl.registers.opinions import LEDES, OPINIONS, TABLES
from inaxl.registers.writer import write_register
from inaxl.workfolder import OPINIONS_BOOK

_NEEDED = ("id", "fy", "kind", "target_id", "text", "state")
_ADDED = ("note", "source")
"""Columns that an older book may lack; their headings are added where something is to be written there."""
TITLE = "審議会の意見"


def opinions_table(book: Workbook) -> FoundTable:
    """The table of opinions in a register. Raises UnreadableInput: E401 no such sheet, E402 a column is missing."""
    table = find_tables(book.grids, TABLES)[OPINIONS.key]
    if not table.is_there:
        raise UnreadableInput(E401.at(book=book.name, value=OPINIONS.sheet))
    for key in _NEEDED:
        if key not in table.columns:
            column = OPINIONS.column(key)
            cell = cell_name(table.header_row or 1, 1)
            raise UnreadableInput(
                E402.at(book=book.name, sheet=table.sheet, cell=cell, field=key, value=column.header)
            )
    return table


def known_opinions(table: FoundTable) -> tuple[list[KnownOpinion], list[str]]:
    """The opinions that came from forms, and the numbers of all."""
    known = []
    for line in table.lines:
        source = read_provenance(line.text("source"))
        if source is not None:
            kind = table.word(line, "kind") or ""
            known.append(
                KnownOpinion(
                    line.text("id"), source, kind, line.text("target_id"), line.text("text"), line.year("fy")
                )
            )
    return known, [line.text("id") for line in table.lines]


def text_pixels() -> float:
    """Width of the column 意見 [pixels], as the register is written."""
    return OPINIONS.column("text").width * 7 - 4


def new_register(opinions: Sequence[NewOpinion], fy: int = 0) -> bytes:
    """A register with these opinions; the same ones give the same bytes."""
    stream = BytesIO()
    rows = [dict(_values(opinion, fy, in_words=False)) for opinion in opinions]
    write_register(stream, TITLE, TABLES, LEDES, {OPINIONS.key: rows})
    return stream.getvalue()


def with_rows(data: bytes, table: FoundTable, opinions: Sequence[NewOpinion], fy: int) -> bytes:
    """The register with the opinions below its last one, in the formats of the rows above."""
    grid = next(grid for grid in read_bytes(data, name=OPINIONS_BOOK).grids if grid.name == table.sheet)
    columns, heads = _columns(table, opinions, grid)
    place = TablePlace(
        table.sheet,
        _first_row(table),
        table.lines[-1].row if table.lines else 0,
        sorted(columns.values()),
        heads,
    )
    rows = [
        NewRow(
            {columns[key]: value for key, value in _values(opinion, fy, in_words=True)},
            text_height(opinion.text, text_pixels()),
        )
        for opinion in opinions
    ]
    return append_rows(data, place, rows)


def changes(table: FoundTable, opinions: Iterable[NewOpinion]) -> Iterator[tuple[str, str, str, str]]:
    """What the audit log keeps: sheet, cell, text before and after."""
    for row, opinion in enumerate(opinions, _first_row(table)):
        yield table.sheet, cell_name(row, table.columns["text"]), "", opinion.text


def _first_row(table: FoundTable) -> int:
    return (table.lines[-1].row if table.lines else table.header_row) + 1


def _columns(
    table: FoundTable, opinions: Iterable[NewOpinion], grid: Grid
) -> tuple[dict[str, int], dict[tuple[int, int], str]]:
    """Column of each key, with those that are added right of all that stands there, and the headings of these."""
    columns = dict(table.columns)
    heads: dict[tuple[int, int], str] = {}
    filled = {key for opinion in opinions for key, _ in _values(opinion, 0, in_words=True)}
    for key in _ADDED:
        if key in filled and key not in columns:
            columns[key] = max(*columns.values(), _last_column(grid, table)) + 1
            heads[table.header_row, columns[key]] = OPINIONS.column(key).header
    return columns, heads


def _last_column(grid: Grid, table: FoundTable) -> int:
    """The last column in which anything stands from the heading down: offices add columns of their own."""
    filled = (
        column
        for line in grid.rows[table.header_row - 1 :]
        for column, value in enumerate(line, 1)
        if not is_blank(value)
    )
    return max(filled, default=0)


def _values(opinion: NewOpinion, fy: int, *, in_words: bool) -> Iterator[tuple[str, Any]]:
    """Column and value of what an import knows. Date, response and due date stay blank: nobody has said them."""
    yield "id", opinion.number
    yield "fy", fy
    yield "kind", KINDS[opinion.item.kind] if in_words else opinion.item.kind
    if opinion.item.id:
        yield "target_id", opinion.item.id
    yield "text", opinion.text
    yield "state", STATES["unanswered"] if in_words else "unanswered"
    if opinion.department:
        yield "department", opinion.department
    if opinion.view:
        yield "note", f"委員の見方　{opinion.view}"
    yield "source", str(opinion.source)
