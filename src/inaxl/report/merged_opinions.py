"""審議会の意見 of the merged book: what earlier evaluations left open, what was dealt with, and actions not done yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import NO_VALUE, PALETTE, lines_needed, row_height
from inaxl.carrying import ACTIONS_SHEET
from inaxl.evaluate.follow_up import NOTHING_OPEN, STATES, UNKNOWN_STATE, CarriedAction, Opinion
from inaxl.forms.carried import subject
from inaxl.report.context_follow_up import NO_OPINIONS
from inaxl.report.evaluation_opinions import NO_RESPONSE
from inaxl.report.merged_frame import FIRST_ROW, Column, Links, Merged, begin_sheet, write_header
from inaxl.values.action_states import ACTION_STATES
from inaxl.values.periods import fy_label, fy_short
from inaxl.workfolder import OPINIONS_BOOK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "審議会の意見"
SHEET = "審議会の意見"  # in opinions.xlsx
_COLUMNS = (
    Column("番号", 64),
    Column("年度", 46, "head_center"),
    Column("対象", 96),
    Column("意見・決めたこと", 330),
    Column("市の対応・現在の状況", 330),
    Column("　状態", 92),
    Column("担当", 150),
    Column("期限", 96),
)
_FILL = {
    "in_progress": {"bg_color": PALETTE.sky},
    "closed": {"bg_color": PALETTE.same},
    "dropped": {"bg_color": PALETTE.same},
}


def write_opinions(merged: Merged) -> None:
    """The sheet 審議会の意見."""
    results, left = merged.results, merged.results.follow_up
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in _COLUMNS],
        title=f"{fy_label(results.fy)}　審議会の意見と対応",
        lede=_lede(merged),
        note="番号（下線）を押すと、そのことが書かれたセル（意見の帳簿か部署のブック）が開きます。"
        if left != NOTHING_OPEN
        else "",
    )
    write_header(merged, sheet, _COLUMNS)
    links = Links(merged, sheet)
    row = FIRST_ROW
    for title, opinions in (
        (f"まだ閉じていない意見　{len(left.open)}件", left.open),
        (f"対応を終えた意見　{len(left.closed)}件", left.closed),
        (f"{fy_label(results.fy)}の評価への意見　{len(left.own)}件", left.own),
    ):
        if opinions:
            row = _write_group(merged, sheet, row, title)
            for opinion in opinions:
                _write_opinion(merged, sheet, links, row, opinion)
                row += 1
    if row > FIRST_ROW and (left.actions or left.done):
        sheet.set_h_pagebreaks([row])  # actions begin a page, so that their heading does not end one
    for title, actions in (
        (f"終わっていない「今後の取組」　{len(left.actions)}件", left.actions),
        (f"終えた「今後の取組」　{len(left.done)}件", left.done),
    ):
        if actions:
            row = _write_group(merged, sheet, row, title)
            for action in actions:
                _write_action(merged, sheet, links, row, action)
                row += 1
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row, column, None, merged.styles("closing"))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.print_area(0, 0, row, len(_COLUMNS) - 1)


def _lede(merged: Merged) -> str:
    left = merged.results.follow_up
    if not (left.open or left.closed or left.own):
        return NO_OPINIONS
    told = f"まだ閉じていない意見が{len(left.open)}件"
    told += f"（うち未回答{len(left.unanswered)}件）" if left.unanswered else ""
    return f"{told}、対応を終えた意見が{len(left.closed)}件ある。"


def _write_group(merged: Merged, sheet: Worksheet, row: int, title: str) -> int:
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row, column, None, merged.styles("group"))
    sheet.write_string(row, 0, title, merged.styles("group"))
    sheet.set_row(row, 20)
    return row + 1


def _write_opinion(merged: Merged, sheet: Worksheet, links: Links, row: int, opinion: Opinion) -> None:
    styles, plan = merged.styles, merged.results.plan
    state = "unanswered" if opinion.is_unanswered else opinion.state
    answer = opinion.response.strip() or NO_RESPONSE
    source = OPINIONS_BOOK if opinion.cell else None
    if not links.to_source(row, 0, styles("link"), source, SHEET, opinion.cell or None, opinion.id):
        sheet.write_string(row, 0, opinion.id, styles("text"))
    sheet.write_string(row, 1, fy_short(opinion.fy), styles("center"))
    sheet.write_string(row, 2, subject(plan, opinion), styles("wrap"))
    sheet.write_string(row, 3, opinion.text.strip(), styles("wrap"))
    unanswered = {"font_color": PALETTE.rust, "bold": True} if answer == NO_RESPONSE else {}
    sheet.write_string(row, 4, answer, styles("wrap", **unanswered))
    style = styles("state_fix") if state == "unanswered" else styles("center", **_FILL[state])
    sheet.write_string(row, 5, STATES[state], style)
    sheet.write_string(row, 6, opinion.department or "担当 未定", styles("text_sub", text_wrap=True))
    sheet.write_string(row, 7, opinion.due or NO_VALUE, styles("text_sub"))
    _set_height(sheet, row, opinion.text, answer)


def _write_action(merged: Merged, sheet: Worksheet, links: Links, row: int, action: CarriedAction) -> None:
    styles, plan = merged.styles, merged.results.plan
    project = plan.project_by_id.get(action.project_id)
    department = plan.department_by_id.get((project.reporting_id if project else None) or "")
    number = f"事業{project.number}" if project else action.project_id
    book, tab = (action.book, action.sheet) if action.book else (OPINIONS_BOOK, ACTIONS_SHEET)
    source = book if action.cell else None
    if not links.to_source(row, 0, styles("link"), source, tab, action.cell or None, number):
        sheet.write_string(row, 0, number, styles("text"))
    texts = (fy_short(action.fy), "今後の取組", action.text, action.progress or NO_VALUE)
    for column, (text, look) in enumerate(zip(texts, ("center", "wrap", "wrap", "wrap"), strict=True), 1):
        sheet.write_string(row, column, text, styles(look))
    state = ACTION_STATES.get(action.state, UNKNOWN_STATE)
    sheet.write_string(row, 5, state, styles("center", **_FILL.get(action.state, {})))
    name = department.name if department else "主担当 未定"
    sheet.write_string(row, 6, name, styles("text_sub", text_wrap=True))
    sheet.write_string(row, 7, NO_VALUE, styles("text_sub"))
    _set_height(sheet, row, action.text, action.progress)


def _set_height(sheet: Worksheet, row: int, *texts: str) -> None:
    lines = max(lines_needed(text, _COLUMNS[3].width) for text in texts)
    sheet.set_row(row, row_height(lines, least=22))
