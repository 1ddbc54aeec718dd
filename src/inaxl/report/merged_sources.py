"""出典 of the merged book: where each figure comes from, verbatim, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inaxl.books.sheet_styles import NO_VALUE, PAPER_A3
from inaxl.plan.model import STATUS_LABELS
from inaxl.report.context_words import shown_decimals
from inaxl.report.merged_frame import (
    FIRST_ROW,
    Column,
    Links,
    Merged,
    begin_sheet,
    finish_list,
    write_figure,
    write_header,
)
from inaxl.values.periods import fy_label, fy_short
from inaxl.workfolder import PLAN_BOOK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]
NAME = "出典"
_LONGEST_TEXT = 200
_COLUMNS = (
    Column("No.", 44, "head_center"),
    Column("KPI ID", 76),
    Column("KPI・目標", 240),
    Column("年度", 48, "head_center"),
    Column("実績値", 82, "head_figure"),
    Column(" 単位", 60),
    Column("状態", 84),
    Column("ブック", 220),
    Column("シート", 96),
    Column("セル", 60),
    Column("書かれている文字", 180),
    Column("読み替え", 220),
    Column("指標の出典", 220),
)


def write_sources(merged: Merged) -> None:
    """The sheet 出典: every KPI and fiscal year, then the goals' numeric targets; A3."""
    results = merged.results
    changed = sum(bool(row.get("changes")) for row in results.rows)
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in _COLUMNS],
        title=f"{fy_label(results.fy)}　数値の出典",
        lede=f"{len(results.rows)}件の実績値が、どのブックのどのセルから来たかを示します。"
        + (f"そのうち{changed}件は文字を読み替えました。" if changed else ""),
        note="セル（下線）を押すと、そのブックのセルが開きます。書かれている文字は、セルに入っている値のままです。",
        paper=PAPER_A3,
    )
    write_header(merged, sheet, _COLUMNS)
    links = Links(merged, sheet)
    at = FIRST_ROW
    for row in results.rows:
        _write_row(merged, sheet, links, at, row)
        at += 1
    at = _write_goals(merged, sheet, links, at)
    finish_list(merged, sheet, at - FIRST_ROW, len(_COLUMNS), frozen=3)


def _write_row(merged: Merged, sheet: Worksheet, links: Links, at: int, row: Row) -> None:
    results, styles, text = merged.results, merged.styles, merged.styles("text_sub", shrink=True)
    book, cell = row["source_book"], row["source_cell"]
    sheet.write_number(at, 0, at - FIRST_ROW + 1, styles("figure_past", align="center"))
    sheet.write_string(at, 1, row["kpi_id"], text)
    sheet.write_string(at, 2, row["name"], styles("text", shrink=True))
    sheet.write_string(at, 3, fy_short(row["fy"]), styles("center"))
    write_figure(sheet, (at, 4), row["actual"], styles.figure(shown_decimals(results, row)))
    sheet.write_string(at, 5, row["unit"], styles("text_sub", indent=1))
    sheet.write_string(at, 6, STATUS_LABELS[row["status"]], text)
    sheet.write_string(at, 7, book or NO_VALUE, text)
    sheet.write_string(at, 8, row["source_sheet"] or NO_VALUE, text)
    if not links.to_source(
        at, 9, styles("link"), book if cell else None, row["source_sheet"], cell, cell or ""
    ):
        sheet.write_string(at, 9, cell or NO_VALUE, text)
    sheet.write_string(at, 10, str(row["source_text"] or "")[:_LONGEST_TEXT], text)
    changes = row.get("changes") or ""
    sheet.write_string(at, 11, changes if isinstance(changes, str) else "、".join(map(str, changes)), text)
    sheet.write_string(at, 12, row.get("source_note") or "", text)


def _write_goals(merged: Merged, sheet: Worksheet, links: Links, at: int) -> int:
    plan, styles, text = merged.results.plan, merged.styles, merged.styles("text_sub", shrink=True)
    for item in plan.goal_actuals:
        goal = plan.goal_by_id.get(item.goal_id)
        if goal is None or item.fy > merged.results.fy:
            continue
        aim = goal.target
        name = f"{goal.short_title or goal.title}：{aim.name}"
        sheet.write_number(at, 0, at - FIRST_ROW + 1, styles("figure_past", align="center"))
        sheet.write_string(at, 1, item.goal_id, text)
        sheet.write_string(at, 2, name, styles("text", shrink=True))
        sheet.write_string(at, 3, fy_short(item.fy), styles("center"))
        write_figure(sheet, (at, 4), item.value, styles.figure(aim.decimals))
        sheet.write_string(at, 5, aim.unit, styles("text_sub", indent=1))
        sheet.write_string(at, 6, STATUS_LABELS[item.status], text)
        sheet.write_string(at, 7, PLAN_BOOK, text)
        sheet.write_string(at, 8, item.sheet, text)
        if not links.to_source(at, 9, styles("link"), PLAN_BOOK, item.sheet, item.cell, item.cell):
            sheet.write_string(at, 9, item.cell, text)
        sheet.write_string(at, 10, item.text[:_LONGEST_TEXT], text)
        sheet.write_string(at, 11, "", text)
        sheet.write_string(at, 12, item.source, text)
        at += 1
    return at
