"""Writes a population book from rows by heading: every sheet of `layout`, for staff to maintain in Excel.

What the rows say comes from the caller (`workbooks/make_population.py`, the demo); nothing is added or guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inaxl.books.sheet_styles import (
    INDENT,
    PAPER_A3,
    PAPER_A4,
    SAMPLE_TEXT,
    Styles,
    new_book,
    set_up_print,
    text_width,
)
from inaxl.population.layout import HEAD_ROW, SHEETS, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]
TITLE = "人口統計"
MADE_UP = "架空"
_MANY = 12  # a sheet with more columns is printed on A3
_SPARE = 200  # rows below the last one that still offer the drop-downs
_TEXT_WIDTHS = {
    "系列": 270,
    "出典": 430,
    "備考": 320,
    "利用条件": 170,
    "名称": 260,
    "時点": 112,
    "公表日": 112,
    "年": 76,
}
_LONG = frozenset(("出典", "備考", "利用条件"))
_DAY = "yyyy/m/d"


def write_population_book(
    target: Path | str | IO[bytes], tables: Mapping[str, Sequence[Row]], *, is_sample: bool = False
) -> None:
    """Write the book; the same rows give the same bytes.

    tables: rows by sheet key (`layout.SHEETS`), each a dict by heading; what is absent or None stays blank.
    is_sample: some figures are made up; every sheet then says so, and their rows are set in grey.
    """
    book = new_book(target, TITLE)
    styles = Styles(book)
    for sheet in SHEETS:
        _write_sheet(book.add_worksheet(sheet.name), styles, sheet, tables.get(sheet.key, ()), is_sample)
    book.worksheets()[0].activate()
    book.close()


def _write_sheet(
    target: Worksheet, styles: Styles, sheet: Sheet, rows: Sequence[Row], is_sample: bool
) -> None:
    target.set_row(0, 30)
    target.write_string(0, 0, sheet.title, styles("title"))
    if is_sample:
        target.write_string(0, 4, f"{SAMPLE_TEXT}を含む", styles("sub"))
    target.write_string(1, 0, sheet.lede, styles("body", font_size=10.5))
    target.set_row(HEAD_ROW, 34)
    for column, heading in enumerate(sheet.headings):
        target.set_column_pixels(column, column, _width(sheet, heading))
        target.write_string(HEAD_ROW, column, heading.replace("→", "→\n"), styles("grid_head"))
    for number, row in enumerate(rows, HEAD_ROW + 1):
        target.set_row(number, 20)
        made_up = any(MADE_UP in str(value) for value in row.values())
        for column, heading in enumerate(sheet.headings):
            _write_cell(target, styles, (number, column), row.get(heading), sheet, heading, made_up)
    _add_drop_downs(target, sheet, len(rows))
    frozen = next((n for n, heading in enumerate(sheet.headings) if heading in sheet.figures), 1)
    target.freeze_panes(HEAD_ROW + 1, min(frozen, 4))
    paper = PAPER_A3 if len(sheet.headings) > _MANY or sheet.key == "series" else PAPER_A4
    set_up_print(target, landscape=True, paper=paper, repeat_rows=(HEAD_ROW, HEAD_ROW))


def _width(sheet: Sheet, heading: str) -> int:
    """Pixels in which neither the heading's longest word nor a figure of a city of a million is cut."""
    if heading in _TEXT_WIDTHS:
        is_short = heading == "備考" and len(sheet.headings) > _MANY
        return 140 if is_short else _TEXT_WIDTHS[heading]
    if heading in sheet.choices:
        widest = max(text_width(choice) for choice in sheet.choices[heading])
        return max(72, int(widest * 13.4) + 2 * INDENT)
    if heading in sheet.figures:
        return 92 if sheet.decimals else 74 if len(sheet.headings) > _MANY else 92
    return max(76, int(text_width(heading) * 13.4) + INDENT)


def _write_cell(
    target: Worksheet,
    styles: Styles,
    place: tuple[int, int],
    value: Any,
    sheet: Sheet,
    heading: str,
    made_up: bool,
) -> None:
    is_figure = heading in sheet.figures
    name = (
        ("grid_figure_past" if made_up else "grid_figure")
        if is_figure
        else ("grid_sub" if made_up else "grid_text")
    )
    if value is None or value == "":
        target.write_blank(*place, None, styles(name))
    elif isinstance(value, dt.date):
        day = dt.datetime(value.year, value.month, value.day)
        target.write_datetime(*place, day, styles(name, num_format=_DAY, align="center", indent=0))
    elif isinstance(value, (int, float)):
        target.write_number(*place, value, _number_style(styles, name, sheet, heading))
    else:
        changes = {"text_wrap": False, "shrink": True} if heading in _LONG else {"text_wrap": False}
        target.write_string(*place, str(value), styles(name, **changes))


def _number_style(styles: Styles, name: str, sheet: Sheet, heading: str) -> Any:
    if heading in ("年", "期首", "期末", "到達年"):
        return styles(name, num_format="0", indent=0, align="center")
    if "合計特殊出生率" in heading:
        return styles.figure(2, name)
    if heading == "0～4歳性比":
        return styles.figure(2, name)
    if heading == "移動率の倍率":
        return styles.figure(None, name)
    return styles.figure(sheet.decimals, name)


def _add_drop_downs(target: Worksheet, sheet: Sheet, rows: int) -> None:
    for column, heading in enumerate(sheet.headings):
        choices = sheet.choices.get(heading)
        if choices:
            last = HEAD_ROW + rows + _SPARE
            target.data_validation(
                HEAD_ROW + 1, column, last, column, {"validate": "list", "source": list(choices)}
            )
