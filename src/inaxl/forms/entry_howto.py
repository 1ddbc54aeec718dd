"""The sheet 使い方 of an entry book: state of the check, working order, colours, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import (
    MEDIUM,
    PALETTE,
    SAMPLE_TEXT,
    Styles,
    lines_needed,
    row_height,
    set_up_print,
)
from inaxl.forms.entry_content import EntryBookContent, Step
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

UNCHECKED = "未確認"
STEPS = (
    (
        "KPIを入力",
        "KPIシートの薄い黄色のセルに、実績値と状態を入れます。",
        "理由・時点・出典は備考に書きます。",
    ),
    (
        "事業の点検",
        "事業ごとのシートに、取組内容、成果、課題、今後の方針を書きます。",
        "評価シートと報告書に載ります。",
    ),
    ("保存", "上書き保存します。シートの名前と見出しは変えないでください。", "途中で保存しても構いません。"),
    (
        "確認",
        "inaxl check を実行すると、誤りのセルと直し方が表示されます。",
        "何度行っても構いません。値は変わりません。",
    ),
    ("提出", "このブックを事務局に送ります。", "誤りが残るときは、その理由も伝えます。"),
)
MUST_DO = {1, 5}
COLOURS = (
    ("entry", "入力するセル"),
    ("grid_text", "変更できないセル"),
    ("error", "誤り（太い枠）"),
    ("warning", "警告（点線の枠）"),
)
RULES = (
    "数値だけを入れます（単位は付けません）。",
    "減ったときや転出超過は −25 のように入れます。",
    "値がまだないときは空欄のまま、「状態」で集計中・未公表などを選びます。",
    "前年度までの値が違うときは、直さずに備考に書いてください。",
)
_LAST = 3


def write_howto(sheet: Worksheet, styles: Styles, content: EntryBookContent) -> None:
    """Draw the sheet. The state of the check stands in A6."""
    for column, pixels in enumerate((216, 18, 640, 330)):
        sheet.set_column_pixels(column, column, pixels)
    _write_top(sheet, styles, content)
    _write_state(sheet, styles, content)
    row = _write_steps(sheet, styles, content.steps or _without_buttons(), 7)
    row = _write_opinions(sheet, styles, content, row)
    row = _write_legend(sheet, styles, row + 1)
    set_up_print(sheet, landscape=True, one_page=True)
    sheet.print_area(0, 0, row, _LAST)
    sheet.activate()


def _write_top(sheet: Worksheet, styles: Styles, content: EntryBookContent) -> None:
    sheet.set_row(1, 32)
    sheet.write_string(0, 0, content.plan_title, styles("plan"))
    sheet.write_string(1, 0, f"{fy_label(content.fy)}　KPI入力様式", styles("title", font_size=20))
    sheet.write_string(1, _LAST, content.department, styles("body", align="right"))
    if content.is_sample:
        sheet.write_string(0, _LAST, SAMPLE_TEXT, styles("sample"))
    for column in range(_LAST):
        sheet.write_blank(2, column, None, styles("ink_rule"))
    deadline = f"提出期限　{content.deadline}" if content.deadline else ""
    ruled = styles("sub", align="right", bottom=MEDIUM, bottom_color=PALETTE.ink)
    sheet.write_string(2, _LAST, deadline, ruled) if deadline else sheet.write_blank(2, _LAST, None, ruled)


def _write_state(sheet: Worksheet, styles: Styles, content: EntryBookContent) -> None:
    for row, height in ((3, 6), (4, 6), (5, 40), (6, 14)):
        sheet.set_row(row, height)
    counts = f"指標 {len(content.rows)}件　事業 {len(content.cards)}件"
    todo = "下の順に進めてください。" if content.rows or content.cards else "記入するものはありません。"
    sheet.write_string(5, 0, UNCHECKED, styles("status_unchecked"))
    sheet.write_string(5, 2, f"{counts}　　{todo}", styles("body"))


def _without_buttons() -> tuple[Step, ...]:
    return tuple(Step(*step, number in MUST_DO) for number, step in enumerate(STEPS, start=1))


def _write_steps(sheet: Worksheet, styles: Styles, steps: tuple[Step, ...], row: int) -> int:
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, "作業の順番", styles("section"))
    for column in range(1, _LAST + 1):
        sheet.write_blank(row, column, None, styles("section"))
    for number, step in enumerate(steps, start=1):
        at = row + number
        sheet.set_row(at, 36)
        sheet.write_string(at, 0, f"{number}　{step.name}", _box(styles, step.must_do))
        sheet.write_blank(at, 1, None, styles("text"))
        sheet.write_string(at, 2, step.text, styles("text", font_size=11))
        sheet.write_string(at, 3, step.remark, styles("text_sub"))
    return row + len(steps) + 1


def _write_opinions(sheet: Worksheet, styles: Styles, content: EntryBookContent, row: int) -> int:
    """What the council still waits for from this department; nothing at all where nothing is open."""
    if not content.opinions:
        return row
    sheet.set_row(row + 1, 24)
    sheet.write_string(
        row + 1, 0, "前年度までの審議会の意見（終わるまで毎年ここに載ります）", styles("section")
    )
    for column in range(1, _LAST + 1):
        sheet.write_blank(row + 1, column, None, styles("section"))
    for at, opinion in enumerate(content.opinions, start=row + 2):
        sheet.set_row(at, row_height(lines_needed(opinion.text, 640), 10, 24))
        sheet.write_string(at, 0, opinion.label, styles("label"))
        sheet.write_blank(at, 1, None, styles("text"))
        sheet.write_string(at, 2, opinion.text, styles("wrap"))
        sheet.write_string(at, 3, opinion.state, styles("text_sub"))
    return row + 2 + len(content.opinions)


def _box(styles: Styles, must_do: bool) -> Format:
    fill, ink = (PALETTE.navy, PALETTE.white) if must_do else (PALETTE.tint, PALETTE.ink)
    gap = {"bottom": MEDIUM, "bottom_color": PALETTE.white}
    return styles("text", font_size=12, bold=True, indent=1, bg_color=fill, font_color=ink, **gap)


def _write_legend(sheet: Worksheet, styles: Styles, row: int) -> int:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, "セルの色", styles("lede", font_size=11))
    sheet.write_string(row, 2, "入力のきまり", styles("lede", font_size=11))
    for offset, ((style, colour), rule) in enumerate(zip(COLOURS, RULES, strict=True), start=1):
        sheet.set_row(row + offset, 21)
        sheet.write_string(row + offset, 0, colour, styles(style, locked=True, align="center", indent=0))
        sheet.write_string(row + offset, 2, rule, styles("sub", font_color=PALETTE.ink))
    return row + len(RULES)
