"""KPI一覧 of the merged book: one KPI per row with everything a secretariat looks up about it.

The first columns are what is printed on A4; the rest (definitions, working) is for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inaxl.books.sheet_styles import NO_VALUE, lines_needed, row_height
from inaxl.evaluate.aggregate import effective_rating
from inaxl.evaluate.scales import grade_of
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, STATUS_LABELS
from inaxl.report.charts import rating_name
from inaxl.report.context_pace import interval
from inaxl.report.context_words import (
    aim_text,
    circled,
    direction_of_move,
    previous_rating,
    previous_row,
    shown_decimals,
)
from inaxl.report.merged_frame import FIRST_ROW as FIRST
from inaxl.report.merged_frame import (
    Column,
    Links,
    Merged,
    begin_sheet,
    finish_list,
    section_name,
    write_actual,
    write_figure,
    write_header,
    write_rating,
)
from inaxl.report.results import Results
from inaxl.report.sentences import overview_lede
from inaxl.values.periods import fy_column, fy_label, fy_short

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]
NAME = "KPI一覧"
_FROZEN = 3
_NAME_WIDTH, _NOTE_WIDTH = 236, 170


def write_kpis(merged: Merged) -> None:
    """The sheet KPI一覧."""
    results = merged.results
    years = [fy for fy in results.plan.term if fy <= results.fy]
    printed, more = _columns(results, years)
    columns = [*printed, *more]
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in columns],
        title=f"{fy_label(results.fy)}　KPI一覧",
        lede=overview_lede(results),
        note="実績値（下線）を押すと、報告したブックのセルが開きます。"
        "印刷されるのは備考まで。右の列（判定に使った値、定義、算出）は画面で見ます。",
        printed=len(printed),
    )
    write_header(merged, sheet, columns)
    links = Links(merged, sheet)
    for at, row in enumerate(results.current, FIRST):
        sheet.set_row(at, _height(row))
        column = _write_printed(merged, sheet, links, at, row, years)
        _write_more(merged, sheet, at, column, row)
    finish_list(merged, sheet, len(results.current), len(columns), frozen=_FROZEN, printed=len(printed))


def _columns(results: Results, years: list[int]) -> tuple[list[Column], list[Column]]:
    figure = "head_figure"
    printed = [
        Column("No.", 34, "head_center"),
        Column("目標", 38, "head_center"),
        Column("KPI", _NAME_WIDTH),
        Column("単位", 48),
        Column("担当", 106),
        Column("現状値", 66, figure),
        Column("年度", 38, "head_center"),
        *(Column(f"{fy_column(fy)}\n実績値", 68, figure) for fy in years),
        Column("指標値", 66, figure),
        Column("年度", 38, "head_center"),
        Column("達成率", 80, figure),
        Column("評価", 124),
        Column("　前年度\n　から", 86),
        Column("　備考", _NOTE_WIDTH),
    ]
    more = [
        Column("前年度の\n評価", 112),
        Column("判定に\n使った値", 76, figure),
        Column("進捗率", 62, figure),
        Column("1年に\n必要な数", 72, figure),
        Column(f"{fy_short(results.plan.last_fy)} 見込み\n（実績でない）", 92, figure),
        Column("見込みの幅\n（80%）", 110, figure),
        Column("状態", 76),
        Column("方向", 70),
        Column("集計方法", 124),
        Column("基本目標", 200),
        Column("分野", 150),
        Column("施策", 190),
        Column("事業", 200),
        Column("算出", 430),
        Column("手動の評価の理由", 220),
        *([Column(scale.name, 150)] if (scale := results.plan.second_scale) else []),
        Column("KPI ID", 84),
    ]
    return printed, more


def _write_printed(
    merged: Merged, sheet: Worksheet, links: Links, at: int, row: Row, years: list[int]
) -> int:
    results, styles = merged.results, merged.styles
    goal = results.plan.goal_by_id.get(row["goal_id"] or "")
    decimals = shown_decimals(results, row)
    figure, past = styles.figure(decimals), styles.figure(decimals, "figure_past")
    sheet.write_number(at, 0, at - FIRST + 1, styles("figure_past", align="center"))
    sheet.write_string(at, 1, circled(goal.number) if goal else NO_VALUE, styles("center"))
    sheet.write_string(at, 2, row["name"], styles("wrap"))
    sheet.write_string(at, 3, row["unit"], styles("text_sub", shrink=True))
    sheet.write_string(at, 4, section_name(results, row["department"]), styles("text_sub", shrink=True))
    write_figure(sheet, (at, 5), row["baseline"], past)
    sheet.write_string(at, 6, _year(row["baseline_fy"]), styles("center", font_size=9))
    column = 7
    for fy in years:
        name = "figure_now" if fy == results.fy else "figure_past"
        year = row if fy == results.fy else results.row_by_year.get((row["kpi_id"], fy))
        write_actual(merged, sheet, links, (at, column), year, name, decimals)
        column += 1
    if row.get("target_upper") is not None:
        sheet.write_string(at, column, aim_text(row, decimals), figure)
    else:
        write_figure(sheet, (at, column), row["target"], figure)
    sheet.write_string(at, column + 1, _year(row["target_fy"]), styles("center", font_size=9))
    write_figure(sheet, (at, column + 2), row["achievement"], styles("share_now", indent=1))
    write_rating(merged, sheet, (at, column + 3), row)
    _write_move(merged, sheet, (at, column + 4), row)
    note = row["note"] or ("" if row["status"] == "reported" else STATUS_LABELS[row["status"]])
    sheet.write_string(at, column + 5, note, styles("text_sub", text_wrap=True, indent=1))
    return column + 6


def _height(row: Row) -> float:
    """Room for the name and the note, which are wrapped rather than cut or shrunk."""
    lines = max(lines_needed(row["name"], _NAME_WIDTH), lines_needed(row["note"] or "", _NOTE_WIDTH - 12, 9))
    return 21 if lines == 1 else row_height(lines, 9)


def _write_more(merged: Merged, sheet: Worksheet, at: int, column: int, row: Row) -> None:
    results, styles = merged.results, merged.styles
    plan, text = results.plan, styles("text")
    before = previous_rating(results, row)
    goal, area = plan.goal_by_id.get(row["goal_id"] or ""), plan.field_by_id.get(row["field_id"] or "")
    measure, project = (
        plan.measure_by_id.get(row["measure_id"] or ""),
        plan.project_by_id.get(row["project_id"] or ""),
    )
    sheet.write_string(at, column, rating_name(plan.rules, before) if before else NO_VALUE, text)
    write_figure(sheet, (at, column + 1), row["evaluated"], styles.figure(shown_decimals(results, row)))
    write_figure(sheet, (at, column + 2), row["progress"], styles("share"))
    _write_pace(merged, sheet, at, column + 3, row)
    scale = plan.second_scale
    texts = (
        STATUS_LABELS[row["status"]],
        DIRECTION_LABELS.get(row["direction"] or "", NO_VALUE),
        ACCUMULATION_LABELS.get(row["accumulation"] or "", NO_VALUE),
        *(item.title if item else "未設定" for item in (goal, area, measure, project)),
        row["explanation"],
        row["override_reason"] or "",
        *([grade_of(row, scale).label] if scale else []),
        row["kpi_id"],
    )
    for offset, shown in enumerate(texts, column + 6):
        sheet.write_string(at, offset, shown, text)


def _write_pace(merged: Merged, sheet: Worksheet, at: int, column: int, row: Row) -> None:
    """What each remaining year has to bring, and the outlook with its interval: never in the style of a result."""
    decimals, styles = shown_decimals(merged.results, row), merged.styles
    write_figure(sheet, (at, column), row["needed_per_year"], styles.figure(decimals))
    write_figure(sheet, (at, column + 1), row["outlook"], styles.figure(decimals, "figure_past"))
    span = interval(row["outlook_low"], row["outlook_high"], decimals)
    sheet.write_string(at, column + 2, span, styles("figure_past"))


def _write_move(merged: Merged, sheet: Worksheet, at: tuple[int, int], row: Row) -> None:
    """`↗ ▼から`, `↘ ◎から`, `同じ`, `新規`, `定義変更`; `－` where nothing was reported last year at all."""
    results, styles = merged.results, merged.styles
    before = previous_row(results, row)
    if before is None:
        word = "定義変更" if results.is_redefined(row["kpi_id"]) else "新規"
        sheet.write_string(*at, word if results.previous else NO_VALUE, styles("text_sub", indent=1))
        return
    old = effective_rating(before)
    step = direction_of_move(old, effective_rating(row))
    if step == 0:
        sheet.write_string(*at, "同じ", styles("text_sub", indent=1))
        return
    way, style = ("↗", "move_better") if step > 0 else ("↘", "move_worse")
    sheet.write_string(*at, f"{way} {results.plan.rules.glyph(old)}から", styles(style, indent=1))


def _year(fy: int | None) -> str:
    return NO_VALUE if fy is None else fy_short(fy)
