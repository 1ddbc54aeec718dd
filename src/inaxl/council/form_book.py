"""Writes the opinion form (意見記入票): twenty rows to fill in, the list of items beside, protected without a password."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import (
    PALETTE,
    SAMPLE_TEXT,
    Styles,
    lines_needed,
    new_book,
    row_height,
    set_up_print,
)
from inaxl.council.form_layout import (
    FIRST_ROW,
    HEAD_ROW,
    HEADS,
    ITEM_HEAD_ROW,
    ITEM_HEADS,
    ITEMS,
    NAME_CELL,
    OPINIONS,
    ROWS,
    STAMP,
    VIEWS,
    Stamp,
)
from inaxl.council.items import LINES, SIZE, WIDTH, Item, item_hash
from inaxl.evaluate.follow_up import KINDS
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_OPINION = 600
_WIDTHS = (36, 240, WIDTH, 356, 128)
_ITEM_WIDTHS = (390, 76, 84, 560)
_ROW_HEIGHT = row_height(LINES, SIZE)
_LAST_ROW = FIRST_ROW + ROWS - 1
_ENTRIES = "BDE"  # columns that a member fills in
_PROTECTION = {"format_rows": True, "format_columns": True}
_LEDE = "1行に1つの意見を書いてください。項目を一覧から選ぶと、評価と部署の自己評価が右に表れます。"
_NAME_NOTE = "氏名は意見の帳簿・報告書・公開のサイトに載りません。"


class FormContent(NamedTuple):
    """One form: for whom, of which plan and year, and what can be chosen. `number` and `member` may be ''."""

    plan: str
    fy: int
    date: dt.date
    is_sample: bool
    items: tuple[Item, ...]
    number: str = ""
    member: str = ""

    @property
    def stamp(self) -> Stamp:
        """The hidden stamp."""
        return Stamp(self.plan, self.fy, self.number, item_hash(listed(self.items)))


def listed(items: Sequence[Item]) -> list[tuple[str, str, str, str]]:
    """The rows of the list: label, kind in words, ID, self-evaluation."""
    return [(item.label, KINDS[item.kind], item.id, item.evaluation) for item in items]


def write_form(target: IO[bytes], content: FormContent) -> None:
    """Write a form; the same content gives the same bytes."""
    title = f"{fy_label(content.fy)}　審議会　意見記入票"
    book = new_book(target, title, content.date)
    styles = Styles(book)
    entry, items, stamp = (book.add_worksheet(name) for name in (OPINIONS, ITEMS, STAMP))
    _write_entry(entry, styles, content, title)
    _write_items(items, styles, content)
    _write_stamp(stamp, content)
    for sheet in (entry, items, stamp):
        sheet.protect("", _PROTECTION)
    stamp.very_hidden()
    book.close()


def _write_entry(sheet: Worksheet, styles: Styles, content: FormContent, title: str) -> None:
    for place, width in enumerate(_WIDTHS):
        sheet.set_column_pixels(place, place, width)
    for place, height in enumerate((18, 27, 21, 24, 8, 30)):
        sheet.set_row(place, height)
    sheet.write_string("A1", content.plan, styles("plan"))
    if content.is_sample:
        sheet.merge_range("D1:E1", SAMPLE_TEXT, styles("sample"))
    sheet.write_string("A2", title, styles("title"))
    if content.number:
        sheet.write_string("E2", f"記入票 {content.number}", styles("sub", align="right"))
    sheet.write_string("A3", _LEDE, styles("lede"))
    sheet.write_string("B4", "氏名（任意）", styles("sub", align="right", indent=1))
    sheet.write(NAME_CELL, content.member or None, styles("entry"))
    sheet.write_string("D4", _NAME_NOTE, styles("note", indent=1))
    last_item = ITEM_HEAD_ROW + len(content.items)
    _write_rows(sheet, styles, f"{ITEMS}!$A${ITEM_HEAD_ROW + 1}:$D${last_item}")
    for column, rule in _choices(last_item).items():
        sheet.data_validation(f"{column}{FIRST_ROW}:{column}{_LAST_ROW}", rule)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.set_selection(f"B{FIRST_ROW}")
    set_up_print(sheet, landscape=True, repeat_rows=(HEAD_ROW - 1, HEAD_ROW - 1))
    sheet.print_area(f"A1:E{_LAST_ROW}")


def _write_rows(sheet: Worksheet, styles: Styles, items: str) -> None:
    """Headings and the rows to fill in; `items` is the area in which the self-evaluation is looked up."""
    for column, head in HEADS.items():
        is_entry = column in _ENTRIES
        look = styles("grid_head_now" if is_entry else "grid_head", bold=is_entry)
        sheet.write_string(f"{column}{HEAD_ROW}", head, look)
    evaluation = styles("grid_sub", font_size=SIZE, valign="top", align="left")
    for number, row in enumerate(range(FIRST_ROW, _LAST_ROW + 1), 1):
        sheet.set_row(row - 1, _ROW_HEIGHT)
        sheet.write_number(f"A{row}", number, styles("grid_figure_past", align="center", indent=0))
        formula = f'=IF(B{row}="","",IFERROR(VLOOKUP(B{row},{items},4,FALSE),""))'
        sheet.write_formula(f"C{row}", formula, evaluation, "")
        for column in _ENTRIES:
            sheet.write_blank(f"{column}{row}", None, styles("entry_long"))


def _choices(last_item: int) -> dict[str, dict[str, Any]]:
    """What may be entered, by column."""
    return {
        "B": {
            "validate": "list",
            "source": f"={ITEMS}!$A${ITEM_HEAD_ROW + 1}:$A${last_item}",
            "input_title": "項目",
            "input_message": "一覧から選びます。どの項目でもないときは「全体」を選びます。",
            "error_title": "項目",
            "error_message": "一覧にある項目から選んでください。",
        },
        "D": {
            "validate": "length",
            "criteria": "<=",
            "value": LONGEST_OPINION,
            "error_type": "warning",
            "input_title": "意見",
            "input_message": f"{LONGEST_OPINION}字までで書きます。足りないときは、次の行に同じ項目を選んで続けます。",
            "error_title": "長い意見",
            "error_message": "一覧の表に収まらない長さです。次の行に分けて書くことができます。このまま入れますか。",
        },
        "E": {
            "validate": "list",
            "source": f"={STAMP}!$D$1:$D${len(VIEWS)}",
            "input_title": "見方",
            "input_message": "部署の自己評価をどう見るかを、選ぶことができます。",
            "error_title": "見方",
            "error_message": "一覧から選ぶか、空欄にしてください。",
        },
    }


def _write_items(sheet: Worksheet, styles: Styles, content: FormContent) -> None:
    for column, width in enumerate(_ITEM_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    for number, height in enumerate((27, 21, 8, 26)):
        sheet.set_row(number, height)
    sheet.write_string(0, 0, "意見を述べられる項目", styles("title", font_size=15))
    sheet.write_string(
        1, 0, "市の評価と部署の自己評価です。全文は、審議会資料のブックと報告書にあります。", styles("sub")
    )
    for column, head in enumerate(ITEM_HEADS):
        sheet.write_string(ITEM_HEAD_ROW - 1, column, head, styles("head", top=2, top_color=PALETTE.ink))
    for at, row in enumerate(listed(content.items), ITEM_HEAD_ROW):
        lines = max(lines_needed(row[0], _ITEM_WIDTHS[0]), lines_needed(row[3], _ITEM_WIDTHS[3], 9))
        sheet.set_row(at, row_height(lines, 9.5, least=21))
        looks = (
            styles("wrap"),
            styles("text_sub"),
            styles("text_sub"),
            styles("wrap", font_size=9, font_color=PALETTE.sub),
        )
        for column, (text, style) in enumerate(zip(row, looks, strict=True)):
            sheet.write_string(at, column, text, style)
    last = ITEM_HEAD_ROW + len(content.items)
    for column in range(len(ITEM_HEADS)):
        sheet.write_blank(last, column, None, styles("closing"))
    sheet.freeze_panes(ITEM_HEAD_ROW, 1)
    set_up_print(sheet, landscape=True, repeat_rows=(ITEM_HEAD_ROW - 1, ITEM_HEAD_ROW - 1))


def _write_stamp(sheet: Worksheet, content: FormContent) -> None:
    for row, (key, value) in enumerate(content.stamp.cells()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    for row, view in enumerate(VIEWS):
        sheet.write_string(row, 3, view)
