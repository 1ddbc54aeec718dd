"""A list in the members' book: heads, rows as high as their text, closing rule, print area. No links, no source paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from inaxl.books.sheet_styles import NO_VALUE, lines_needed, row_height
from inaxl.report.merged_frame import FIRST_ROW, Column, Merged, begin_sheet, finish_list, write_header

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | None
_INDENT = 24  # pixels that an indented cell loses


class Cell(NamedTuple):
    """One cell: a text or a figure, in a format; `size` in points where the text is wrapped, 0 where it is not."""

    value: Value
    look: Format
    size: float = 0


class Listing(NamedTuple):
    """One sheet of the members' book."""

    name: str
    title: str
    lede: str
    columns: Sequence[Column]
    frozen: int
    note: str = ""
    paper: int = 9


def write_listing(merged: Merged, listing: Listing, rows: Iterable[Sequence[Cell] | str]) -> Worksheet:
    """Write a sheet; a row that is a text is the head of a group."""
    sheet = begin_sheet(
        merged,
        listing.name,
        [column.width for column in listing.columns],
        title=listing.title,
        lede=listing.lede,
        note=listing.note,
        paper=listing.paper,
    )
    write_header(merged, sheet, listing.columns)
    count = 0
    for at, row in enumerate(rows, FIRST_ROW):
        count += 1
        if isinstance(row, str):
            _write_group(merged, sheet, at, row, len(listing.columns))
        else:
            _write_row(sheet, at, row, listing.columns)
    below = finish_list(merged, sheet, count, len(listing.columns), frozen=listing.frozen)
    sheet.print_area(0, 0, below, len(listing.columns) - 1)
    return sheet


def _write_group(merged: Merged, sheet: Worksheet, row: int, title: str, columns: int) -> None:
    for column in range(columns):
        sheet.write_blank(row, column, None, merged.styles("group"))
    sheet.write_string(row, 0, title, merged.styles("group"))
    sheet.set_row(row, 20)


def _write_row(sheet: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[Column]) -> None:
    height = 21.0
    for column, cell in enumerate(cells):
        if isinstance(cell.value, str):
            sheet.write_string(row, column, cell.value or NO_VALUE, cell.look)
            if cell.size:
                lines = lines_needed(cell.value, columns[column].width - _INDENT, cell.size)
                height = max(height, row_height(lines, cell.size))
        elif cell.value is None:
            sheet.write_string(row, column, NO_VALUE, cell.look)
        else:
            sheet.write_number(row, column, float(cell.value), cell.look)
    sheet.set_row(row, height)
