"""The entry book that a department fills in (入力様式): sheets 使い方, KPI and one card per project.

Only the light yellow cells are unlocked. What the book says comes from `entry_content.py`; the cards are
drawn in `entry_card.py`. Reading it back goes by its words, like any other book, not by fixed addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inaxl.books.sheet_styles import (
    INDENT,
    SAMPLE_TEXT,
    Styles,
    column_pixels,
    decimals_of,
    lines_needed,
    new_book,
    row_height,
    set_up_print,
    sheet_names,
)
from inaxl.forms.entry_card import write_card
from inaxl.forms.entry_content import EntryBookContent, KpiRow, Shown
from inaxl.forms.entry_howto import write_howto
from inaxl.values.periods import fy_code, fy_label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "{year}　KPI入力様式"
NO_KPI = "この部署が報告する指標はありません。"
PROTECTION = {"format_columns": True, "format_rows": True, "format_cells": True}
_HEAD_ROW, _FIRST_ROW = 3, 5  # 0-based: header in rows 4–5, data from row 6
_EVERYTHING = 10**12  # a bound that any figure keeps: the validation then only asks for a number
_GRID_PIXELS = {
    "number": 40,
    "project": 240,
    "name": 260,
    "unit": 62,
    "figure": 72,
    "status": 120,
    "note": 270,
}


def write_entry_book(target: Path | str | IO[bytes], content: EntryBookContent) -> None:
    """Write the entry book to a path or a binary stream; the same content gives the same bytes."""
    book = new_book(target, f"{TITLE.format(year=fy_label(content.fy))}　{content.department}", content.saved)
    styles = Styles(book)
    howto, kpi = book.add_worksheet("使い方"), book.add_worksheet("KPI")
    cards = [book.add_worksheet(name) for name in sheet_names(f"事業{card.number}" for card in content.cards)]
    write_howto(howto, styles, content)
    book.define_name("inaxl_status", "='使い方'!$A$6")
    if content.rows:
        _KpiSheet(kpi, styles, content).write()
    else:
        _write_empty(kpi, styles, content)
    for sheet, card in zip(cards, content.cards, strict=True):
        write_card(sheet, styles, content, card)
    for sheet in (howto, kpi, *cards):
        sheet.protect("", PROTECTION)
    book.close()


def _write_empty(sheet: Worksheet, styles: Styles, content: EntryBookContent) -> None:
    sheet.set_column_pixels(0, 0, 640)
    sheet.set_column_pixels(1, 1, 260)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, TITLE.format(year=fy_label(content.fy)), styles("title"))
    sheet.write_string(0, 1, content.department, styles("body", align="right"))
    if content.is_sample:
        sheet.write_string(1, 1, SAMPLE_TEXT, styles("sample"))
    after = "事業のシートだけに記入してください。" if content.cards else "記入するものはありません。"
    sheet.write_string(3, 0, NO_KPI + after, styles("lede"))
    set_up_print(sheet, landscape=True)


class _KpiSheet:
    """The KPI sheet; columns are counted from 0 and depend on the number of years and on manual ratings."""

    def __init__(self, sheet: Worksheet, styles: Styles, content: EntryBookContent) -> None:
        self.sheet, self.styles, self.content = sheet, styles, content
        self.years = range(content.first_fy, content.fy)
        targets = Counter(row.target_fy for row in content.rows if row.target_fy)
        self.target_fy = targets.most_common(1)[0][0] if targets else None
        self.has_target_years = len(targets) > 1  # then the header cannot say it for all
        self.target = 5
        self.first_year = self.target + 1 + self.has_target_years
        self.current = self.first_year + len(self.years)
        self.status, self.note = self.current + 1, self.current + 2
        self.last = self.note + (2 if content.has_overrides else 0)
        self.end_row = _FIRST_ROW + len(content.rows) - 1

    def write(self) -> None:
        self._set_widths()
        self._write_top()
        self._write_head()
        self._write_projects()
        for row, kpi in enumerate(self.content.rows, start=_FIRST_ROW):
            self._write_row(row, kpi)
        self._write_validations()
        self.sheet.freeze_panes(_FIRST_ROW, 3)
        self.sheet.set_selection(_FIRST_ROW, self.current, _FIRST_ROW, self.current)
        set_up_print(self.sheet, landscape=True, repeat_rows=(_HEAD_ROW, _HEAD_ROW + 1))
        self.sheet.print_area(0, 0, self.end_row, self.last)

    def _set_widths(self) -> None:
        rows, sheet = self.content.rows, self.sheet
        sheet.set_column_pixels(0, 0, _GRID_PIXELS["number"])
        sheet.set_column_pixels(1, 1, _GRID_PIXELS["project"])
        sheet.set_column_pixels(2, 2, _GRID_PIXELS["name"])
        sheet.set_column_pixels(
            3, 3, column_pixels((row.unit for row in rows), _GRID_PIXELS["unit"], indent=1)
        )
        for column, values in (
            (4, [row.baseline for row in rows]),
            (self.target, [row.target for row in rows]),
            *((self.first_year + i, [r.earlier.get(y) for r in rows]) for i, y in enumerate(self.years)),
            (self.current, [row.current.actual for row in rows]),
        ):
            least = 112 if column == self.current else _GRID_PIXELS["figure"]
            sheet.set_column_pixels(column, column, column_pixels(map(_printed, values), least, indent=1))
        sheet.set_column_pixels(self.status, self.status, _GRID_PIXELS["status"])
        sheet.set_column_pixels(self.note, self.note, _GRID_PIXELS["note"])
        if self.content.has_overrides:
            sheet.set_column_pixels(self.note + 1, self.note + 1, 120)
            sheet.set_column_pixels(self.note + 2, self.note + 2, 220)

    def _write_top(self) -> None:
        sheet, styles, content = self.sheet, self.styles, self.content
        sheet.set_row(0, 30)
        sheet.set_row(1, 21)
        sheet.set_row(2, 21)
        sheet.write_string(0, 0, TITLE.format(year=fy_label(content.fy)), styles("title"))
        sheet.write_string(0, self.last, content.department, styles("body", align="right"))
        self._write_counter()
        sheet.write_string(
            2,
            0,
            "薄い黄色のセルだけ入力できます。数値だけを入れ、値がまだないときは「状態」を選びます。",
            styles("sub"),
        )
        if content.is_sample:
            sheet.write_string(1, self.last, SAMPLE_TEXT, styles("sample"))

    def _write_counter(self) -> None:
        """`入力 6／12`, counted by Excel while a person types."""
        total = len(self.content.rows)
        filled = sum(1 for r in self.content.rows if r.current.actual is not None or r.current.status)
        actual, status = (self._column_range(c) for c in (self.current, self.status))
        before, after = "入力　", f"／{total}　　入れ終わったら、使い方シートの順に進めます。"
        self.sheet.write_formula(
            1,
            0,
            f'="{before}"&SUMPRODUCT(--((({actual}<>"")+({status}<>""))>0))&"{after}"',
            self.styles("sub"),
            f"{before}{filled}{after}",
        )

    def _column_range(self, column: int) -> str:
        from xlsxwriter.utility import xl_range

        return str(xl_range(_FIRST_ROW, column, self.end_row, column))

    def _write_head(self) -> None:
        head = self.styles("grid_head")
        self.sheet.set_row(_HEAD_ROW, 20)
        self.sheet.set_row(_HEAD_ROW + 1, 20)
        target = (
            "指標値" if self.has_target_years or not self.target_fy else f"指標値\n{fy_code(self.target_fy)}"
        )
        labels = {0: "No.", 1: "事業", 2: "KPI", 3: "単位", 4: "現状値", self.target: target}
        if self.has_target_years:
            labels[self.target + 1] = "目標年度"
        labels |= {self.status: "状態", self.note: "備考（理由・時点・出典）"}
        if self.content.has_overrides:
            labels |= {self.note + 1: "評価の変更", self.note + 2: "変更理由"}
        for column, label in labels.items():
            self.sheet.merge_range(_HEAD_ROW, column, _HEAD_ROW + 1, column, label, head)
        if self.years:
            self.sheet.merge_range(_HEAD_ROW, self.first_year, _HEAD_ROW, self.current, "実績値", head)
        else:
            self.sheet.write_string(_HEAD_ROW, self.current, "実績値", head)
        for i, year in enumerate(self.years):
            self.sheet.write_string(_HEAD_ROW + 1, self.first_year + i, fy_code(year), head)
        now = self.styles("grid_head_now")
        self.sheet.write_string(_HEAD_ROW + 1, self.current, fy_code(self.content.fy), now)

    def _write_projects(self) -> None:
        text = self.styles("grid_text")
        row = _FIRST_ROW
        for project, group in groupby(self.content.rows, key=lambda kpi: kpi.project):
            end = row + len(list(group)) - 1
            if end > row:
                self.sheet.merge_range(row, 1, end, 1, project or "－", text)
            else:
                self.sheet.write_string(row, 1, project or "－", text)
            row = end + 1

    def _write_row(self, row: int, kpi: KpiRow) -> None:
        sheet, styles = self.sheet, self.styles
        sheet.set_row(row, self._height(kpi))
        decimals = decimals_of(kpi.baseline, kpi.target, *kpi.earlier.values(), declared=kpi.decimals)
        past = styles.figure(decimals, "grid_figure_past")
        sheet.write_number(row, 0, kpi.number, styles("grid_figure_past", align="center", indent=0))
        sheet.write_string(row, 2, kpi.name, styles("grid_text"))
        sheet.write_string(row, 3, kpi.unit, styles("grid_sub"))
        _write_shown(sheet, row, 4, kpi.baseline, past)
        _write_shown(sheet, row, self.target, kpi.target, styles.figure(decimals, "grid_figure", bold=True))
        if self.has_target_years:
            year = fy_code(kpi.target_fy) if kpi.target_fy else ""
            sheet.write_string(row, self.target + 1, year, styles("grid_sub", align="center"))
        for i, fy in enumerate(self.years):
            _write_shown(sheet, row, self.first_year + i, kpi.earlier.get(fy), past)
        self._write_current(row, kpi)

    def _write_current(self, row: int, kpi: KpiRow) -> None:
        sheet, entry = self.sheet, self.styles("entry")
        figure = self.styles.figure(kpi.decimals, "entry_figure")
        now = kpi.current
        _write_shown(sheet, row, self.current, now.actual, figure)
        texts = {self.status: now.status, self.note: now.note}
        if self.content.has_overrides:
            texts |= {self.note + 1: now.rating_override, self.note + 2: now.override_reason}
        for column, text in texts.items():
            _write_shown(sheet, row, column, text or None, entry)

    def _height(self, kpi: KpiRow) -> float:
        now = kpi.current
        lines = max(
            lines_needed(kpi.name, _GRID_PIXELS["name"] - INDENT),
            lines_needed(now.note, _GRID_PIXELS["note"] - INDENT),
            lines_needed(now.override_reason, 220 - INDENT) if self.content.has_overrides else 1,
            self._project_lines(kpi),
        )
        return row_height(lines, least=21)

    def _project_lines(self, kpi: KpiRow) -> int:
        """Lines of the project's title that fall on one row of its merged cell."""
        sharing = sum(1 for other in self.content.rows if other.project == kpi.project)
        return -(-lines_needed(kpi.project, _GRID_PIXELS["project"] - INDENT) // sharing)

    def _write_validations(self) -> None:
        rows = list(enumerate(self.content.rows, start=_FIRST_ROW))
        for bounds, group in groupby(rows, key=lambda item: (item[1].minimum, item[1].maximum)):
            at = [row for row, _ in group]
            self.sheet.data_validation(at[0], self.current, at[-1], self.current, number_rule(*bounds))
        self._choose(self.status, self.content.status_choices, STATUS_MESSAGE)
        if self.content.has_overrides and self.content.rating_choices:
            self._choose(self.note + 1, self.content.rating_choices, OVERRIDE_MESSAGE)

    def _choose(self, column: int, choices: Sequence[str], message: Mapping[str, Any]) -> None:
        rule = {"validate": "list", "source": list(choices), "error_type": "stop", **message}
        self.sheet.data_validation(_FIRST_ROW, column, self.end_row, column, rule)


STATUS_MESSAGE = {
    "input_title": "状態",
    "input_message": "値がないときの理由を選び、備考に見込みの時期を書きます。",
    "error_title": "状態",
    "error_message": "一覧にある言葉から選んでください。",
}
OVERRIDE_MESSAGE = {
    "input_title": "評価の変更",
    "input_message": "計算による評価を変えるときだけ選び、右に理由を書きます。",
    "error_title": "評価の変更",
    "error_message": "一覧にある評価から選んでください。",
}


def number_rule(minimum: Decimal | None, maximum: Decimal | None) -> dict[str, Any]:
    """Validation of an actual: a number within the plan's bounds. A person may insist."""
    bounded = minimum is not None or maximum is not None
    low, high = ("" if bound is None else f"{bound:f}" for bound in (minimum, maximum))
    asked = f"{low}～{high}の数値" if bounded else "数値"
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": float(minimum) if minimum is not None else -_EVERYTHING,
        "maximum": float(maximum) if maximum is not None else _EVERYTHING,
        "error_type": "warning",
        "input_title": "実績値",
        "input_message": "数値だけを入れます（単位は付けません）。値がないときは右の「状態」を選びます。",
        "error_title": "数値ではないようです",
        "error_message": f"{asked}だけを入れ、単位や説明は備考に書いてください。このまま入れますか。",
    }


def _write_shown(sheet: Worksheet, row: int, column: int, value: Shown, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, value, style)


def _printed(value: Shown) -> str:
    return f"{value:,}" if isinstance(value, Decimal) else value or ""
