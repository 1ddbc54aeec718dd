"""Writes a plan book (戦略台帳) from row dicts: every sheet of `layout`, for staff to maintain in Excel.

What the rows say comes from the caller (`workbooks/make_plan.py`, the demo); nothing is added or guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inaxl.books import sheet_styles as look
from inaxl.plan import layout, ledes
from inaxl.plan.columns import Column, Table

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]

_TITLE_ROW, _LEDE_ROW, _HEAD_ROW = 0, 1, 3  # 0-based; the row between is air
_ROW_HEIGHT = 20
_DAY = '[$-411]ggge"年"m"月"d"日"'
_NARROW = 14  # columns up to this width are centred, so that a short word never breaks
_DROP_DOWN_SPARE = 200  # rows below the last one that still offer the drop-downs
_LAST_WORDS = (
    "回答者数",
    "年度",
    "目標",
    "ID",
    "比較",
    "箇条数",
    "小項目数",
    "項目数",
    "行数",
    "有無",
    "の記述",
    "表記",
    "下限",
)
_TITLES = {"facts": "戦略台帳　計画", "kpis": "戦略台帳　KPI（重要業績評価指標）"}
_INCHES = {"left": 0.5, "right": 0.4, "top": 0.6, "bottom": 0.7}


@dataclass(frozen=True)
class PlanBookData:
    """The rows of a plan book by table key (`facts`, `goals`, `fields`, `measures`, `projects`, `kpis`, …).

    A row is a dict by column key (`layout.TABLES`); what is absent or None stays blank. Words may be given by
    their key (`increase`) or as they stand on the sheet (`増やす`), references to several rows as a tuple of
    IDs, targets of single years under `interim_2021` and so on.
    """

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def rows(self, key: str) -> Sequence[Row]:
        """Rows of a table, empty where none are given."""
        return self.tables.get(key, ())

    def fact(self, item: str) -> str:
        """Content of one item of the 計画 sheet, '' where it is not there."""
        found = (row.get("value") for row in self.rows("facts") if row.get("item") == item)
        value = next(found, None)
        return "" if value is None else str(value)

    @property
    def term(self) -> tuple[int, ...]:
        """Fiscal years of the term, empty where the facts do not give it as figures."""
        first, last = self.fact(layout.ITEM_FIRST), self.fact(layout.ITEM_LAST)
        return tuple(range(int(first), int(last) + 1)) if first.isdecimal() and last.isdecimal() else ()

    @property
    def is_sample(self) -> bool:
        """Whether the figures are marked as made up."""
        return self.fact(layout.ITEM_SAMPLE).startswith("はい")


def write_plan_book(target: Path | str | IO[bytes], data: PlanBookData) -> None:
    """Write the plan book; the same data give the same bytes. Optional tables are left out when not given."""
    book = look.new_book(target, data.fact(layout.ITEM_TITLE) or "戦略台帳")
    styles = look.Styles(book)
    tables = [
        _as_filled(layout.with_interim(table, data.term), data.rows(table.key))
        for table in layout.TABLES
        if not (table.optional and table.key not in data.tables)
    ]
    places = _Places(tables, data)
    for table in tables:
        _SheetWriter(book, styles, table, data, places).write()
    book.worksheets()[0].activate()
    book.close()


def _as_filled(table: Table, rows: Sequence[Row]) -> Table:
    """The table without the optional columns that no row fills."""
    kept = [c for c in table.columns if not c.optional or any(row.get(c.key) for row in rows)]
    return replace(table, columns=tuple(kept))


class _Places:
    """Where each table stands: its first row of data, and the cells that hold its IDs."""

    def __init__(self, tables: Iterable[Table], data: PlanBookData) -> None:
        self._first: dict[str, int] = {}
        self._tables = {table.key: table for table in tables}
        next_free: dict[str, int] = {}
        for table in self._tables.values():
            head = next_free.get(table.sheet, _HEAD_ROW)
            self._first[table.key] = head + 1
            next_free[table.sheet] = head + 1 + len(data.rows(table.key)) + table.spare + 1

    def first(self, key: str) -> int:
        """0-based row of a table's first row of data."""
        return self._first[key]

    def ids(self, key: str) -> str | None:
        """Range of a table's ID column for a drop-down, with room to grow; None where it is not there."""
        if key not in self._first:
            return None
        first = self._first[key] + 1
        return f"='{self._tables[key].sheet}'!$A${first}:$A${first + _DROP_DOWN_SPARE}"


class _SheetWriter:
    """One table onto its sheet."""

    def __init__(
        self, book: Workbook, styles: look.Styles, table: Table, data: PlanBookData, places: _Places
    ) -> None:
        self._styles = styles
        self._table = table
        self._data = data
        self._places = places
        self._rows = data.rows(table.key)
        self._first = places.first(table.key)
        self._is_first_on_sheet = self._first == _HEAD_ROW + 1
        there = book.get_worksheet_by_name(table.sheet)
        self._sheet: Worksheet = book.add_worksheet(table.sheet) if there is None else there

    def write(self) -> None:
        """The whole table, with title and page set-up if it is the first one of its sheet."""
        if self._is_first_on_sheet:
            self._set_up_page()
            self._write_title()
        self._write_head()
        for offset, row in enumerate(self._rows):
            self._write_row(self._first + offset, row)
        for offset in range(self._table.spare):
            self._write_spare(self._first + len(self._rows) + offset)
        for number, column in enumerate(self._table.columns):
            self._add_drop_down(number, column)

    def _set_up_page(self) -> None:
        sheet, table = self._sheet, self._table
        paper = look.PAPER_A3 if table.paper == "A3" else look.PAPER_A4
        look.set_up_print(sheet, landscape=True, paper=paper, repeat_rows=(self._first - 1, self._first - 1))
        sheet.set_margins(**_INCHES)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width)
        sheet.freeze_panes(self._first, table.frozen)
        sheet.set_selection(self._first, 0, self._first, 0)

    def _write_title(self) -> None:
        title = _TITLES.get(self._table.key, f"戦略台帳　{self._table.sheet}")
        if self._data.is_sample:
            title += f"　【{look.SAMPLE_TEXT}】"
        self._sheet.set_row(_TITLE_ROW, 30)
        self._sheet.write_string(_TITLE_ROW, 0, title, self._styles("title", font_size=15))
        self._sheet.set_row(_LEDE_ROW, 20)
        lede = ledes.lede(self._table.key, self._data.tables)
        self._sheet.write_string(_LEDE_ROW, 0, lede, self._styles("body", font_size=10.5))
        self._sheet.set_row(_LEDE_ROW + 1, 8)

    def _write_head(self) -> None:
        style = self._styles("grid_head", font_size=9)
        lines = 1
        for number, column in enumerate(self._table.columns):
            header = _broken(column)
            self._sheet.write_string(self._first - 1, number, header, style)
            lines = max(lines, look.lines_needed(header, _pixels(column), 9))
        self._sheet.set_row(self._first - 1, look.row_height(lines, 9, least=24))

    def _write_row(self, at: int, row: Row) -> None:
        lines = 1
        for number, column in enumerate(self._table.columns):
            value = self._shown(column, row)
            style = self._style(column, row, value)
            if value is None:
                self._sheet.write_blank(at, number, None, style)
            elif isinstance(value, (int, float, Decimal)):
                self._sheet.write_number(at, number, float(value), style)
            elif isinstance(value, dt.date):
                self._sheet.write_datetime(at, number, dt.datetime.combine(value, dt.time()), style)
            else:
                self._sheet.write_string(at, number, value, style)
                lines = max(lines, look.lines_needed(value, _pixels(column)) if column.wrap else 1)
        self._sheet.set_row(at, look.row_height(lines, least=_ROW_HEIGHT))

    def _write_spare(self, at: int) -> None:
        for number, column in enumerate(self._table.columns):
            figure = column.kind in ("number", "year")
            self._sheet.write_blank(
                at, number, None, self._styles("entry_figure" if figure else "entry", bold=False)
            )
        self._sheet.set_row(at, _ROW_HEIGHT)

    def _shown(self, column: Column, row: Row) -> str | int | float | Decimal | dt.date | None:
        value = row.get(column.key)
        if value is None or value == "" or value == ():
            return None
        if isinstance(value, (tuple, list)):
            return ("、\n" if column.kind == "references" else "、").join(str(item) for item in value)
        if column.words is not None:
            return column.words.get(str(value), str(value))
        if isinstance(value, (int, float, Decimal, dt.date)) and not isinstance(value, bool):
            return value
        return str(value)

    def _style(self, column: Column, row: Row, value: object) -> Any:
        changes: dict[str, Any]
        waits = column.entry and value is None and not _needs_no_lead(column, row)
        if column.kind == "year":
            name = "entry_figure" if waits else "grid_figure"
            return self._styles(name, num_format="0", bold=False, align="center", indent=0)
        if isinstance(value, (int, float, Decimal)):
            changes = {"align": "left"} if self._table.key == layout.OPTIONS.key else {}
            return self._styles.figure(_decimals(column, row, value), "grid_figure", **changes)
        if isinstance(value, dt.date):
            return self._styles("grid_text", num_format=_DAY)
        if column.kind == "number":
            return self._styles("entry_figure" if waits else "grid_figure", bold=False)
        changes = {}
        if column.kind in ("choice", "reference") and column.width <= _NARROW:
            changes |= {"align": "center", "indent": 0}
        if waits:
            return self._styles("entry", **changes)
        if column.refers_to or column.unique or column.key == "line":
            changes["font_name"] = look.FIGURE_FONT
        return self._styles("grid_sub" if column.key in ("line", "note") else "grid_text", **changes)

    def _add_drop_down(self, number: int, column: Column) -> None:
        last = self._first + len(self._rows) + max(self._table.spare, 1) + _DROP_DOWN_SPARE
        if not self._is_last_on_sheet:
            last = self._first + len(self._rows) + self._table.spare - 1
        rule = self._validation(column)
        if rule and last >= self._first:
            self._sheet.data_validation(self._first, number, last, number, rule)

    @property
    def _is_last_on_sheet(self) -> bool:
        same = [table.key for table in layout.TABLES if table.sheet == self._table.sheet]
        return same[-1] == self._table.key

    def _validation(self, column: Column) -> dict[str, Any] | None:
        """What Excel offers and refuses in a column; several IDs in a cell only get advice."""
        rule: dict[str, Any] = {"input_title": column.header[:32], "error_title": column.header[:32]}
        if column.words is not None:
            return rule | {
                "validate": "list",
                "source": list(column.words.values()),
                "error_message": "一覧から選んでください。",
            }
        target = layout.sheets_of(column.refers_to) if column.refers_to else ""
        source = self._places.ids(column.refers_to)
        if column.kind == "reference" and source:
            return rule | {
                "validate": "list",
                "source": source,
                "error_message": f"「{target}」シートにある ID を選んでください。",
            }
        if column.kind == "reference" and column.refers_to:
            message = f"「{target}」シートの ID を1つ入れます。"
            return rule | {"validate": "any", "input_message": message}
        if column.kind == "references":
            message = f"「{target}」シートの ID を入れます。いくつかあるときは「、」で区切ります。"
            return rule | {"validate": "any", "input_message": message}
        if column.kind == "date":
            message = "2022/4/1 か 令和4年4月1日 のように入れます。"
            return {"validate": "any", "input_title": column.header, "input_message": message}
        if column.kind == "year":
            message = "西暦の年度（2024）か R06 のように入れます。"
            return {"validate": "any", "input_title": column.header, "input_message": message}
        return None


def _broken(column: Column) -> str:
    """The header with a line break where its last word begins, if it does not fit on one line.

    Headers are recognised without regard to blanks and breaks, so this is for the eye alone.
    """
    if look.lines_needed(column.header, _pixels(column), 9) == 1:
        return column.header
    last = next((word for word in _LAST_WORDS if column.header.endswith(word)), "")
    return column.header.removesuffix(last) + ("\n" + last if last else "")


def _needs_no_lead(column: Column, row: Row) -> bool:
    """A project of one department has its lead without saying so."""
    return column.key == "lead_id" and len(row.get("department_ids") or ()) < 2


def _pixels(column: Column) -> float:
    """Width that a text has in a column [pixels at 96 dpi]: the book's default font, less the indent."""
    return column.width * 7 + 5 - 9


def _decimals(column: Column, row: Row, value: int | float | Decimal) -> int:
    if column.key in ("number", "decimals", "bullets"):
        return 0
    declared = row.get("decimals")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact == exact.to_integral_value() and not declared:
        return 0
    return look.decimals_of(exact, declared=int(declared) if declared else None)
