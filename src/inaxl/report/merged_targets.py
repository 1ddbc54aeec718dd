"""The goals' numeric targets in the merged book: a table with the rating, then a native chart per goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.evaluate.goals import GoalResult
from inaxl.report.chart_data import goal_decimals, goal_series
from inaxl.report.charts import goal_chart, rating_name
from inaxl.report.context_words import circled
from inaxl.report.merged_frame import Links, Merged, chart_block, with_unit_format, write_figure
from inaxl.values.display import with_unit
from inaxl.values.periods import fy_short
from inaxl.workfolder import PLAN_BOOK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NAME, _BASELINE, _NOW, _TARGET, _ACHIEVEMENT, _RATING, _WORKING = 0, 2, 3, 4, 5, 7, 8
_CHART_ROWS, _CHART_HEIGHT = 13, 236


def write_goal_targets(
    merged: Merged, sheet: Worksheet, links: Links, row: int, widths: tuple[int, ...]
) -> int:
    """Section, table and charts from `row` on, over columns of these widths [pixels]; gives the last row used."""
    results, styles = merged.results, merged.styles
    for column in range(len(widths)):
        sheet.write_blank(row, column, None, styles("section"))
        sheet.write_blank(row + 1, column, None, styles("head"))
    sheet.write_string(row, 0, "基本目標の数値目標", styles("section"))
    sheet.set_row(row, 24)
    figure = "head_figure"
    heads = (
        (_NAME, "目標", "head"),
        (_BASELINE, "基準値", figure),
        (_NOW, fy_short(results.fy), figure),
        (_TARGET, "指標値", figure),
        (_ACHIEVEMENT, "達成率", figure),
        (_RATING, "評価", "head"),
        (_WORKING, "算出", "head"),
    )
    for column, head, style in heads:
        sheet.write_string(row + 1, column, head, styles(style))
    for at, goal in enumerate(results.goals, row + 2):
        sheet.set_row(at, 30)
        for column in range(len(widths)):
            sheet.write_blank(at, column, None, styles("text"))
        _write_goal(merged, sheet, links, at, goal, len(widths) - 1)
    return _write_charts(merged, sheet, row + 3 + len(results.goals), widths)


def _write_goal(merged: Merged, sheet: Worksheet, links: Links, at: int, goal: GoalResult, last: int) -> None:
    results, styles, aim, judged = merged.results, merged.styles, goal.goal.target, goal.judgement
    shape = with_unit_format(aim.unit, goal_decimals(goal))
    sheet.write_string(at, _NAME, f"{circled(goal.goal.number)} {aim.name}", styles("text"))
    write_figure(sheet, (at, _BASELINE), aim.baseline, styles("figure_past", num_format=shape))
    source = next(
        (g for g in results.plan.goal_actuals if (g.goal_id, g.fy) == (goal.goal.id, results.fy)), None
    )
    linked, plain = styles("figure_now_link", num_format=shape), styles("figure_now", num_format=shape)
    found = source is not None and links.to_source(at, _NOW, linked, PLAN_BOOK, source.sheet, source.cell)
    write_figure(sheet, (at, _NOW), judged.evaluated, linked if found else plain)
    write_figure(sheet, (at, _TARGET), judged.target, styles("figure", num_format=shape))
    write_figure(sheet, (at, _ACHIEVEMENT), judged.achievement, styles("share_now"))
    sheet.write_string(
        at, _RATING, rating_name(results.plan.rules, judged.rating), styles.rating(judged.rating)
    )
    sheet.merge_range(
        at, _WORKING, at, last, judged.explanation, styles("text_sub", indent=1, text_wrap=True)
    )


def _write_charts(merged: Merged, sheet: Worksheet, row: int, widths: tuple[int, ...]) -> int:
    """Two charts side by side, each with its name above; gives the last row."""
    results, half = merged.results, _RATING
    spans = (sum(widths[: half - 1]), sum(widths[half:]))
    last = row
    for index, goal in enumerate(results.goals):
        right, aim = index % 2, goal.goal.target
        at, column = row + index // 2 * _CHART_ROWS, half if right else 0
        unit = f"（{aim.unit}）" if aim.unit else ""
        name = f"{circled(goal.goal.number)} {aim.name}{unit}"
        sheet.write_string(at, column, name, merged.styles("body", bold=True))
        block = chart_block(merged, sheet, at, len(widths) + 1 + right * 8, f"図の元の値　{aim.name}")
        chart = goal_chart(block, goal_series(results, goal))
        chart.set_size({"width": spans[right], "height": _CHART_HEIGHT})
        sheet.insert_chart(at + 1, column, chart, {"description": _told(goal), "object_position": 2})
        last = at + _CHART_ROWS
    return last


def _told(goal: GoalResult) -> str:
    """The chart in words."""
    aim, decimals = goal.goal.target, goal_decimals(goal)
    now, target = (with_unit(v, aim.unit, decimals) for v in (goal.judgement.evaluated, aim.target))
    return f"{aim.name}は{now}、指標値は{target}"
