"""提出状況 and 検証結果 of the merged book: who has submitted, what has to be mended, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import NO_VALUE, lines_needed, row_height
from inaxl.findings import SEVERITIES, SEVERITY_LABELS, Finding
from inaxl.merging.submissions import Submission
from inaxl.report.merged_frame import FIRST_ROW, Column, Links, Merged, begin_sheet, finish_list, write_header
from inaxl.report.sentences import findings_lede, submission_lede
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SUBMISSIONS_NAME, FINDINGS_NAME = "提出状況", "検証結果"
_STATES = {
    "done": ("● 完了", "text"),
    "needs_fix": ("▼ 修正が必要", "state_fix"),
    "missing": ("○ 未提出", "state_missing"),
}
_LONGEST_VALUE = 200
_SUBMISSION_COLUMNS = (
    Column("No.", 40, "head_center"),
    Column("部署", 232),
    Column("状態", 118),
    Column("ブック", 200),
    Column("KPI", 54, "head_figure"),
    Column("実績値\nあり", 58, "head_figure"),
    Column("集計中\nなど", 58, "head_figure"),
    Column("空欄", 54, "head_figure"),
    Column("誤り", 54, "head_figure"),
    Column("警告", 54, "head_figure"),
    Column("　次にすること", 240),
)
_FINDING_COLUMNS = (
    Column("No.", 40, "head_center"),
    Column("重さ", 68),
    Column("符号", 52),
    Column("ブック", 170),
    Column("シート", 90),
    Column("セル", 56),
    Column("書かれている文字", 150),
    Column("何が", 300),
    Column("直し方", 300),
    Column("KPI ID", 76),
)


def write_submissions(merged: Merged) -> None:
    """The sheet 提出状況."""
    results, styles = merged.results, merged.styles
    sheet = begin_sheet(
        merged,
        SUBMISSIONS_NAME,
        [column.width for column in _SUBMISSION_COLUMNS],
        title=f"{fy_label(results.fy)}実績　提出状況",
        lede=submission_lede(results),
    )
    write_header(merged, sheet, _SUBMISSION_COLUMNS)
    links = Links(merged, sheet)
    for number, item in enumerate(results.submissions, 1):
        sheet.set_row(FIRST_ROW + number - 1, 23)
        _write_submission(merged, sheet, links, number, item)
    rows = len(results.submissions)
    below = finish_list(merged, sheet, rows, len(_SUBMISSION_COLUMNS), frozen=2)
    _write_sums(merged, sheet, below)
    sheet.write_string(
        below + 1,
        0,
        "集計中など：集計中・調査中・未公表・把握できない・対象外と書かれたもの。　"
        "空欄：何も書かれていないものと、読めないもの。　誤りと警告の内容は検証結果シート。",
        styles("note"),
    )


def _write_submission(merged: Merged, sheet: Worksheet, links: Links, number: int, item: Submission) -> None:
    styles, row = merged.styles, FIRST_ROW + number - 1
    state, style = _STATES[item.state]
    waits = item.state != "done"
    sheet.write_number(row, 0, number, styles("figure_past", align="center"))
    sheet.write_string(row, 1, item.department, styles("text", bold=True) if waits else styles("text"))
    sheet.write_string(row, 2, state, styles(style))
    name = item.book.rsplit("/", 1)[-1] if item.book else NO_VALUE
    if not links.to_source(row, 3, styles("link", shrink=True), item.book, None, None, name):
        sheet.write_string(row, 3, name, styles("text"))
    sheet.write_number(row, 4, item.kpis, styles("figure"))
    figures = (
        (item.reported, ""),
        (item.absent, ""),
        (item.blank, "alert"),
        (item.errors, "alert"),
        (item.warnings, ""),
    )
    for column, (figure, alert) in enumerate(figures, 5):
        if column >= 8 and not item.submitted:
            sheet.write_string(row, column, NO_VALUE, styles("figure"))
            continue
        shown = "figure_quiet" if not figure else "figure_alert" if alert else "figure"
        sheet.write_number(row, column, figure, styles(shown))
    sheet.write_string(row, 10, next_step(item), styles("text", indent=1))


def next_step(item: Submission) -> str:
    """What the secretariat has to do about a department; '' where nothing is left to do."""
    if item.state == "missing":
        return "提出を依頼する"
    if item.errors:
        return f"誤り{item.errors}件の修正を依頼する"
    return f"空欄{item.blank}件の記入を依頼する" if item.blank else ""


def _write_sums(merged: Merged, sheet: Worksheet, row: int) -> None:
    items, styles = merged.results.submissions, merged.styles
    ruled = {"top": 1, "top_color": "#AEB5BD"}
    label, figure = styles("total", **ruled), styles("total_figure", **ruled)
    sheet.set_row(row, 23)
    for column in range(len(_SUBMISSION_COLUMNS)):
        sheet.write_blank(row, column, None, label)
    sheet.write_string(row, 1, f"計　{len(items)}部署", label)
    sheet.write_string(row, 2, f"提出 {sum(item.submitted for item in items)}", label)
    for column, name in enumerate(("kpis", "reported", "absent", "blank", "errors", "warnings"), 4):
        sheet.write_number(row, column, sum(getattr(item, name) for item in items), figure)


def write_findings(merged: Merged) -> None:
    """The sheet 検証結果: errors before warnings before notices, then by book, sheet and cell."""
    results, styles = merged.results, merged.styles
    sheet = begin_sheet(
        merged,
        FINDINGS_NAME,
        [column.width for column in _FINDING_COLUMNS],
        title=f"{fy_label(results.fy)}　検証結果",
        lede=findings_lede(results),
        note="セル（下線）を押すと、そのブックのセルが開きます。" if results.findings else "",
    )
    write_header(merged, sheet, _FINDING_COLUMNS)
    links = Links(merged, sheet)
    for number, finding in enumerate(sorted(results.findings, key=finding_order), 1):
        _write_finding(merged, sheet, links, number, finding)
    if not results.findings:
        sheet.write_string(FIRST_ROW, 1, "該当するものはありません。", styles("sub"))
    finish_list(merged, sheet, max(len(results.findings), 1), len(_FINDING_COLUMNS), frozen=3)


def finding_order(finding: Finding) -> tuple[int, str, str, int, str, str]:
    """Sorting of findings: severity, book, sheet, then cells as they stand in the sheet (J8 before J10)."""
    place = re.fullmatch(r"([A-Z]+)(\d+)", finding.cell or "")
    row, column = (int(place[2]), place[1].rjust(3)) if place else (0, finding.cell or "")
    severity = SEVERITIES.index(finding.severity)
    return severity, finding.book or "", finding.sheet or "", row, column, finding.code


def _write_finding(merged: Merged, sheet: Worksheet, links: Links, number: int, finding: Finding) -> None:
    styles, row = merged.styles, FIRST_ROW + number - 1
    style = {"error": styles("state_fix"), "warning": styles("move_better")}.get(
        finding.severity, styles("text_sub")
    )
    wrap, value = styles("wrap"), finding.value or ""
    shown = value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"
    sheet.write_number(row, 0, number, styles("figure_past", align="center"))
    sheet.write_string(row, 1, SEVERITY_LABELS[finding.severity], style)
    sheet.write_string(row, 2, finding.code, styles("text"))
    sheet.write_string(
        row, 3, (finding.book or "").rsplit("/", 1)[-1] or NO_VALUE, styles("text", shrink=True)
    )
    sheet.write_string(row, 4, finding.sheet or NO_VALUE, styles("text", shrink=True))
    cell = finding.cell or NO_VALUE
    link = finding.book if finding.cell else None
    if not links.to_source(row, 5, styles("link"), link, finding.sheet, finding.cell, cell):
        sheet.write_string(row, 5, cell, styles("text"))
    texts = (shown, finding.message, finding.remedy)
    for column, text in enumerate(texts, 6):
        sheet.write_string(row, column, text, wrap)
    sheet.write_string(row, 9, finding.kpi_id or "", styles("text_sub"))
    widths = [column.width for column in _FINDING_COLUMNS[6:9]]
    lines = max(lines_needed(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(row, row_height(lines, least=21))
