"""Writes a register from row dicts: one sheet per table, with drop-downs, for the secretariat to keep in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import (
    PAPER_A3,
    PAPER_A4,
    SAMPLE_TEXT,
    Styles,
    lines_needed,
    new_book,
    row_height,
    set_up_print,
)
from inaxl.plan.columns import Column, Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]


class HowTo(NamedTuple):
    """One line of the sheet 使い方: what to write in a column of a sheet."""

    sheet: str
    column: str
    text: str


HEAD_ROW = 3  # 0-based row of the headings
_SPARE = 200  # rows below the last one that still offer the drop-downs
_DAY = '[$-411]ggge"年"m"月"d"日"'


def write_register(
    target: Path | str | IO[bytes],
    title: str,
    tables: Sequence[Table],
    ledes: Mapping[str, str],
    rows: Mapping[str, Sequence[Row]],
    *,
    is_sample: bool = False,
    howto: Sequence[HowTo] = (),
) -> None:
    """Write a register; the same rows give the same bytes. rows: by table key, each a dict by column key.

    howto: what to write where, for a sheet 使い方 after the tables; none where there is nothing to explain.
    """
    book = new_book(target, title)
    styles = Styles(book)
    for table in tables:
        _write_sheet(
            book.add_worksheet(table.sheet),
            styles,
            table,
            ledes[table.key],
            rows.get(table.key, ()),
            is_sample,
        )
    if howto:
        _write_howto(book.add_worksheet("使い方"), styles, title, howto)
    book.worksheets()[0].activate()
    book.close()


def _write_howto(sheet: Worksheet, styles: Styles, title: str, howto: Sequence[HowTo]) -> None:
    for column, width in enumerate((16, 18, 84)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"{title}　使い方", styles("title", font_size=15))
    for column, head in enumerate(("シート", "列", "書くこと")):
        sheet.write_string(2, column, head, styles("head"))
    for row, line in enumerate(howto, start=3):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, styles("wrap"))
        sheet.set_row(row, row_height(lines_needed(line.text, 84 * 7 - 4), least=21))
    for column in range(3):
        sheet.write_blank(len(howto) + 3, column, None, styles("closing"))
    set_up_print(sheet, landscape=True, repeat_rows=(2, 2))


def _write_sheet(
    sheet: Worksheet, styles: Styles, table: Table, lede: str, rows: Sequence[Row], is_sample: bool
) -> None:
    sheet.set_row(0, 30)
    mark = f"　【{SAMPLE_TEXT}】" if is_sample else ""
    sheet.write_string(0, 0, table.sheet + mark, styles("title", font_size=15))
    sheet.write_string(1, 0, lede, styles("body", font_size=10.5))
    sheet.set_row(HEAD_ROW, 34)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEAD_ROW, number, column.header, styles("grid_head", font_size=9))
        _add_drop_down(sheet, number, column, len(rows) + table.spare)
    for at, row in enumerate([*rows, *({} for _ in range(table.spare))], HEAD_ROW + 1):
        _write_row(sheet, styles, table, at, row)
    sheet.freeze_panes(HEAD_ROW + 1, table.frozen)
    sheet.set_selection(HEAD_ROW + 1, 0, HEAD_ROW + 1, 0)
    paper = PAPER_A3 if table.paper == "A3" else PAPER_A4
    set_up_print(sheet, landscape=True, paper=paper, repeat_rows=(HEAD_ROW, HEAD_ROW))
    sheet.print_area(0, 0, HEAD_ROW + max(len(rows), 1), len(table.columns) - 1)


def _write_row(sheet: Worksheet, styles: Styles, table: Table, at: int, row: Row) -> None:
    lines = 1
    for number, column in enumerate(table.columns):
        value = _shown(column, row.get(column.key))
        style = _style(styles, column, row, value)
        if value is None:
            sheet.write_blank(at, number, None, style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(at, number, dt.datetime(value.year, value.month, value.day), style)
        elif isinstance(value, (int, float, Decimal)):
            sheet.write_number(at, number, float(value), style)
        else:
            sheet.write_string(at, number, value, style)
            lines = max(lines, lines_needed(value, column.width * 7 - 4) if column.wrap else 1)
    sheet.set_row(at, row_height(lines, least=21))


def _shown(column: Column, value: Any) -> Any:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value))
    return column.words.get(str(value), str(value)) if column.words else value


def _style(styles: Styles, column: Column, row: Row, value: Any) -> Any:
    if not row or (column.entry and value is None):
        return styles("entry_figure" if column.kind in ("number", "year") else "entry", bold=False)
    if column.kind == "year":
        return styles("grid_figure", num_format="0", align="center", indent=0)
    if isinstance(value, dt.date):
        return styles("grid_text", num_format=_DAY, align="left")
    return styles.figure(0, "grid_figure") if column.kind == "number" else styles("grid_text")


def _add_drop_down(sheet: Worksheet, number: int, column: Column, rows: int) -> None:
    if column.words is not None:
        rule = {
            "validate": "list",
            "source": list(column.words.values()),
            "error_title": column.header,
            "error_message": "一覧から選んでください。",
        }
        sheet.data_validation(HEAD_ROW + 1, number, HEAD_ROW + rows + _SPARE, number, rule)
