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
from inaxl.forms.carried_rows import FROM_LAST_YEAR, PROGRESS
from inaxl.forms.entry_content import ActionEntry, CarriedAction, EntryBookContent, ProjectCard
from inaxl.values.action_states import ACTION_STATES
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LABEL, _VALUE, _SIDE = 0, 1, 2
_PIXELS = (124, 488, 150)
_WIDE = _PIXELS[1] + _PIXELS[2]
HINTS = {
    "取組内容": "行ったこと、時期、回数、参加者数などを書きます。",
    "成果": "取組で何が変わったかを、指標の動きと合わせて書きます。",
    "課題と要因": "指標値に届かないときは、その理由も書きます。",
    "今後の取組": "次の年度に何を、いつ、どの課が行うかを書きます。",
}
_STATE_RULE = {
    "validate": "list",
    "source": list(ACTION_STATES.values()),
    "error_type": "stop",
    "input_title": "状態",
    "input_message": "いまの状態を選びます。取りやめのときは、理由を下に書きます。",
    "error_title": "状態",
    "error_message": "一覧にある言葉から選んでください。",
}
_PROGRESS_RULE = {
    "validate": "any",
    "input_title": PROGRESS,
    "input_message": "どこまで進んだか、何が残っているかを書きます。",
}
_LONG = 96.0  # height [pt] of a cell for a text of several lines, where the page has room
_DONE = 1.4  # of it, for 取組内容
_PAGE, _OTHER_ROWS = (
    860.0,
    400.0,
)  # height [pt] of a page at the scale of its width; of all rows but those texts
_LEAST_SHARE = 0.45  # of their height that the texts keep where much was carried over
_SMALL = {"font_size": 10}  # of labels and notes: 8 pt on paper


def write_card(sheet: Worksheet, styles: Styles, content: EntryBookContent, card: ProjectCard) -> None:
    """Draw one card. Entry cells are the five of Do, Check and Action, and two for each open action of earlier years."""
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
        room = _PAGE - _OTHER_ROWS - sum(_carried_height(action) for action in card.carried)
        self.share = min(1.0, max(_LEAST_SHARE, room / (_LONG * (3 + _DONE))))

    def write(self) -> None:
        card, text = self.card, self.card.text
        self._write_top()
        self._fixed("事業名", card.title, 12)
        for label, value in (("位置づけ", card.position), ("担当", card.departments), ("目的", card.purpose)):
            self._fixed(label, value)
        self._write_carried()
        self._section("実施（Do）")
        first = self.row
        self._entry("取組内容", text.done, _DONE)
        self._section("検証（Check）")
        self._entry("成果", text.result)
        self._entry("課題と要因", text.issue)
        self._section("改善（Action）")
        self._decision(text.decision)
        self._entry("今後の取組", text.next_action)
        self.sheet.print_area(0, 0, self.row - 1, _SIDE)
        self.sheet.set_selection(first, _VALUE, first, _VALUE)

    def _write_top(self) -> None:
        sheet, styles, content = self.sheet, self.styles, self.content
        sheet.write_string(0, 0, content.plan_title, styles("plan"))
        if content.is_sample:
            sheet.write_string(0, _SIDE, SAMPLE_TEXT, styles("sample", **_SMALL))
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
        _write_text(self.sheet, self.row + 1, _SIDE, note, self.styles("section_note", **_SMALL))
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

    def _entry(self, label: str, value: str, share: float = 1.0) -> None:
        least = _LONG * share * self.share
        self._labelled(label, row_height(lines_needed(value, _WIDE - INDENT), 10, least))
        self.sheet.merge_range(self.row, _VALUE, self.row, _SIDE, value, self.styles("entry_long"))
        hint = {"validate": "any", "input_title": label, "input_message": HINTS[label]}
        self.sheet.data_validation(self.row, _VALUE, self.row, _VALUE, hint)
        self.row += 1

    def _labelled(self, label: str, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, _LABEL, label, self.styles("label", **_SMALL))

    def _write_carried(self) -> None:
        asked = any(action.entry is not None for action in self.card.carried)
        note = "右の欄で状態を選びます" if asked else "終わるまで毎年ここに載ります"
        self._section("前年度から引き継いだこと", note)
        for action in self.card.carried:
            self._write_action(action)
        if not self.card.carried:
            self.sheet.set_row(self.row, 24)
            style = self.styles("text_sub", indent=1, **_SMALL)
            text = "前年度から引き継いだことはありません。"
            self.sheet.merge_range(self.row, _LABEL, self.row, _SIDE, text, style)
            self.row += 1

    def _write_action(self, action: CarriedAction) -> None:
        # a label of the card itself would be read back as this year's text
        label = FROM_LAST_YEAR if action.label in HINTS else action.label
        self._labelled(label, _text_height(action.text, _PIXELS[_VALUE]))
        self.sheet.write_string(self.row, _VALUE, action.text, self.styles("wrap", indent=1))
        if action.entry is None:
            _write_text(self.sheet, self.row, _SIDE, action.state, self.styles("center"))
        else:
            _write_text(self.sheet, self.row, _SIDE, action.entry.state, self.styles("entry"))
            self.sheet.data_validation(self.row, _SIDE, self.row, _SIDE, _STATE_RULE)
            self._write_progress(action.entry)
        self.row += 1

    def _write_progress(self, entry: ActionEntry) -> None:
        """The line under an action; its label is what reading goes by."""
        self.row += 1
        self._labelled(PROGRESS, _text_height(entry.progress, _WIDE))
        self.sheet.merge_range(self.row, _VALUE, self.row, _SIDE, entry.progress, self.styles("entry"))
        self.sheet.data_validation(self.row, _VALUE, self.row, _VALUE, _PROGRESS_RULE)

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


def _text_height(text: str, pixels: int) -> float:
    return row_height(lines_needed(text, pixels - INDENT), 10, 24)


def _carried_height(action: CarriedAction) -> float:
    """Of the rows that something carried over takes."""
    below = _text_height(action.entry.progress, _WIDE) if action.entry is not None else 0.0
    return _text_height(action.text, _PIXELS[_VALUE]) + below


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """A text, or a blank cell of the same look: an empty string in a cell would count as written."""
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)
