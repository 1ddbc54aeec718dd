"""The sheet 事業N of an entry book: the plan's words on a project, and the department's Do, Check, Action.

Every label has a cell of its own; its value stands in the cell to the right, so that it can be read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import (
    INDENT,
    SAMPLE_TEXT,
    Styles,
    lines_needed,
    row_height,
    set_up_print,
)
from inaxl.forms.entry_content import FROM_LAST_YEAR, EntryBookContent, ProjectCard
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LABEL, _VALUE, _SIDE = 0, 1, 2
_PIXELS = (112, 500, 150)
_WIDE = _PIXELS[1] + _PIXELS[2]
HINTS = {
    "取組内容": "行ったこと、時期、回数、参加者数などを書きます。",
    "成果": "取組で何が変わったかを、指標の動きと合わせて書きます。",
    "課題と要因": "指標値に届かないときは、その理由も書きます。",
    "今後の取組": "次の年度に何を、いつ、どの課が行うかを書きます。",
}
_LONG = 96.0  # least height [pt] of a cell for a text of several lines


def write_card(sheet: Worksheet, styles: Styles, content: EntryBookContent, card: ProjectCard) -> None:
    """Draw one card. Entry cells are the five of Do, Check and Action."""
    for column, pixels in enumerate(_PIXELS):
        sheet.set_column_pixels(column, column, pixels)
    _CardSheet(sheet, styles, content, card).write()
    set_up_print(sheet, one_page=True)


class _CardSheet:
    """Draws from top to bottom; `row` is the next free row, from 0."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, content: EntryBookContent, card: ProjectCard
    ) -> None:
        self.sheet, self.styles, self.content, self.card = sheet, styles, content, card
        self.row = 0

    def write(self) -> None:
        card, text = self.card, self.card.text
        self._write_top()
        self._fixed("事業名", card.title, 12)
        for label, value in (("位置づけ", card.position), ("担当", card.departments), ("目的", card.purpose)):
            self._fixed(label, value)
        self._write_carried()
        self._section("実施（Do）")
        first = self.row
        self._entry("取組内容", text.done, _LONG * 1.4)
        self._section("検証（Check）")
        self._entry("成果", text.result, _LONG)
        self._entry("課題と要因", text.issue, _LONG)
        self._section("改善（Action）")
        self._decision(text.decision)
        self._entry("今後の取組", text.next_action, _LONG)
        self.sheet.print_area(0, 0, self.row - 1, _SIDE)
        self.sheet.set_selection(first, _VALUE, first, _VALUE)

    def _write_top(self) -> None:
        sheet, styles, content = self.sheet, self.styles, self.content
        sheet.write_string(0, 0, content.plan_title, styles("plan"))
        if content.is_sample:
            sheet.write_string(0, _SIDE, SAMPLE_TEXT, styles("sample"))
        sheet.set_row(1, 30)
        sheet.write_string(1, 0, f"{fy_label(content.fy)}　事業の点検", styles("title"))
        sheet.write_string(1, _SIDE, f"事業 {self.card.number}", styles("body", align="right"))
        for column in (_LABEL, _VALUE):
            sheet.write_blank(2, column, None, styles("ink_rule"))
        sheet.write_string(2, _SIDE, content.department, styles("section_note", font_size=10))
        self.row = 3

    def _section(self, title: str, note: str = "") -> None:
        self.sheet.set_row(self.row, 12)
        self.sheet.set_row(self.row + 1, 21)
        self.sheet.write_string(self.row + 1, _LABEL, title, self.styles("section"))
        self.sheet.write_blank(self.row + 1, _VALUE, None, self.styles("section"))
        _write_text(self.sheet, self.row + 1, _SIDE, note, self.styles("section_note"))
        self.row += 2

    def _fixed(self, label: str, value: str, size: float = 10) -> None:
        style = (
            self.styles("wrap", font_size=size, bold=True, indent=1)
            if size > 10
            else self.styles("wrap", indent=1)
        )
        self._labelled(label, row_height(lines_needed(value, _WIDE - INDENT, size), size, 24))
        self.sheet.merge_range(self.row, _VALUE, self.row, _SIDE, value, style)
        self.row += 1

    def _entry(self, label: str, value: str, least: float) -> None:
        self._labelled(label, row_height(lines_needed(value, _WIDE - INDENT), 10, least))
        self.sheet.merge_range(self.row, _VALUE, self.row, _SIDE, value, self.styles("entry_long"))
        hint = {"validate": "any", "input_title": label, "input_message": HINTS[label]}
        self.sheet.data_validation(self.row, _VALUE, self.row, _VALUE, hint)
        self.row += 1

    def _labelled(self, label: str, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, _LABEL, label, self.styles("label"))

    def _write_carried(self) -> None:
        self._section("前年度から引き継いだこと", "終わるまで毎年ここに載ります")
        for action in self.card.carried:
            lines = lines_needed(action.text, _PIXELS[_VALUE] - INDENT)
            # a label of the card itself would be read back as this year's text
            label = FROM_LAST_YEAR if action.label in HINTS else action.label
            self._labelled(label, row_height(lines, 10, 24))
            self.sheet.write_string(self.row, _VALUE, action.text, self.styles("wrap", indent=1))
            _write_text(self.sheet, self.row, _SIDE, action.state, self.styles("center"))
            self.row += 1
        if not self.card.carried:
            self.sheet.set_row(self.row, 24)
            style = self.styles("text_sub", indent=1)
            text = "前年度から引き継いだことはありません。"
            self.sheet.merge_range(self.row, _LABEL, self.row, _SIDE, text, style)
            self.row += 1

    def _decision(self, value: str) -> None:
        self._labelled("今後の方針", 26)
        self.sheet.merge_range(self.row, _VALUE, self.row, _SIDE, value, self.styles("entry"))
        self.sheet.data_validation(
            self.row,
            _VALUE,
            self.row,
            _VALUE,
            {
                "validate": "list",
                "source": list(self.content.decision_choices),
                "error_type": "stop",
                "input_title": "今後の方針",
                "input_message": "次の年度にどうするかを1つ選びます。",
                "error_title": "今後の方針",
                "error_message": "一覧にある言葉から選んでください。",
            },
        )
        self.row += 1


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """A text, or a blank cell of the same look: an empty string in a cell would count as written."""
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)
