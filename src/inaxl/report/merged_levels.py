"""基本目標別 and 部署別 of the merged book: counts, shares and average achievement per level, last year beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import NO_VALUE, PAPER_A3, PAPER_A4
from inaxl.evaluate.aggregate import Counts, Level
from inaxl.plan.model import RATINGS
from inaxl.report.charts import rating_name
from inaxl.report.context_words import circled
from inaxl.report.merged_frame import (
    FIRST_ROW,
    Column,
    Merged,
    add_bars,
    begin_sheet,
    write_figure,
    write_header,
)
from inaxl.report.results import Results, YearCounts
from inaxl.report.sentences import levels_lede
from inaxl.values.periods import fy_label, fy_short

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

GOALS_NAME, DEPARTMENTS_NAME = "基本目標別", "部署別"
_ROWS_OF_ONE_PAGE = 40  # more would be printed too small
NO_TITLE = "（計画に名称の記載なし）"
_NOTE = "順調など＝「順調」と「おおむね順調」の合計。達成率の平均は、達成率のある指標の単純平均。"


def _columns(results: Results, first: str, width: int) -> list[Column]:
    figure, rules = "head_figure", results.plan.rules
    now, before = fy_short(results.fy), fy_short(results.fy - 1)
    return [
        Column(first, width),
        Column("KPI", 44, figure),
        *(Column(rating_name(rules, rating).replace(" ", "\n", 1), 84, figure) for rating in RATINGS),
        *(Column(f"{rules.glyph(rating)}\n割合", 56, figure) for rating in RATINGS),
        Column(f"{now}\n順調など", 62, figure),
        Column("", 80),
        Column(f"{before}\n順調など", 62, figure),
        Column("増減\nポイント", 58, figure),
        Column(f"{now} 達成率\nの平均", 70, figure),
        Column(f"{before} 達成率\nの平均", 70, figure),
    ]


def write_goals(merged: Merged) -> None:
    """The sheet 基本目標別: goals, then fields and measures."""
    results = merged.results
    columns = _columns(results, "基本目標・分野・施策", 330)
    sheet = begin_sheet(
        merged,
        GOALS_NAME,
        [column.width for column in columns],
        title=f"{fy_label(results.fy)}　基本目標別の評価",
        lede=levels_lede(_year(results).by_goal, "基本目標"),
        note=_NOTE,
        paper=PAPER_A4,
    )
    write_header(merged, sheet, columns)
    plan, year, last = results.plan, _year(results), results.previous
    numbers = {goal.id: circled(goal.number) for goal in plan.goals}
    numbers |= {area.id: circled(area.number) for area in plan.fields}
    for measure in plan.measures:
        own = plan.field_by_id.get(measure.field_id or "")
        numbers[measure.id] = f"{own.number}-{measure.number}" if own else str(measure.number)
    row = _write_levels(
        merged, sheet, FIRST_ROW, "基本目標", year.by_goal, last.by_goal if last else (), numbers
    )
    row = _write_levels(merged, sheet, row, "分野", year.by_field, last.by_field if last else (), numbers)
    row = _write_levels(merged, sheet, row, "施策", year.by_measure, last.by_measure if last else (), numbers)
    row = _write_total(merged, sheet, row)
    add_bars(sheet, (FIRST_ROW, 11, row - 1, 11))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.print_area(0, 0, row, len(columns) - 1)
    if row <= _ROWS_OF_ONE_PAGE:
        sheet.fit_to_pages(1, 1)


def write_departments(merged: Merged) -> None:
    """The sheet 部署別: departments, then projects; A3."""
    results = merged.results
    columns = _columns(results, "部署・事業", 330)
    sheet = begin_sheet(
        merged,
        DEPARTMENTS_NAME,
        [column.width for column in columns],
        title=f"{fy_label(results.fy)}　部署別・事業別の評価",
        lede=levels_lede(_year(results).by_department, "部署"),
        note=_NOTE,
        paper=PAPER_A3,
    )
    write_header(merged, sheet, columns)
    year, last = _year(results), results.previous
    numbers = {item.id: str(item.number) for item in results.plan.projects}
    row = _write_levels(
        merged, sheet, FIRST_ROW, "部署", year.by_department, last.by_department if last else ()
    )
    row = _write_levels(merged, sheet, row, "事業", year.by_project, last.by_project if last else (), numbers)
    row = _write_total(merged, sheet, row)
    add_bars(sheet, (FIRST_ROW, 11, row - 1, 11))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.print_area(0, 0, row, len(columns) - 1)


def _year(results: Results) -> YearCounts:
    return results.counts[results.fy]


def _write_levels(
    merged: Merged,
    sheet: Worksheet,
    row: int,
    title: str,
    levels: Sequence[Level],
    last: Sequence[Level],
    numbers: dict[str, str] | None = None,
) -> int:
    """A group row, then one row per member; gives the row below."""
    styles, before = merged.styles, {level.id: level.counts for level in last}
    for column in range(16):
        sheet.write_blank(row, column, None, styles("group"))
    sheet.write_string(row, 0, f"{title}ごと", styles("group"))
    sheet.set_row(row, 20)
    for at, level in enumerate(levels, row + 1):
        number = (numbers or {}).get(level.id or "", "")
        sheet.set_row(at, 18)
        sheet.write_string(
            at, 0, f"{number} {level.title or NO_TITLE}".strip(), styles("text", shrink=True, indent=1)
        )
        _write_counts(merged, sheet, at, level.counts, before.get(level.id))
    return row + 1 + len(levels)


def _write_counts(merged: Merged, sheet: Worksheet, row: int, counts: Counts, last: Counts | None) -> None:
    styles = merged.styles
    if not counts.kpis:
        sheet.write_number(row, 1, 0, styles("figure_quiet"))
        for column in range(2, 16):
            sheet.write_string(row, column, "" if column == 11 else NO_VALUE, styles("figure_quiet"))
        return
    sheet.write_number(row, 1, counts.kpis, styles("figure_now"))
    for column, rating in enumerate(RATINGS, 2):
        number = getattr(counts, rating)
        sheet.write_number(row, column, number, styles("figure" if number else "figure_quiet"))
        sheet.write_number(row, column + 4, number / counts.kpis, styles("share"))
    share = Decimal(counts.fulfilled) / counts.kpis
    sheet.write_number(row, 10, float(share), styles("share_now"))
    sheet.write_number(row, 11, float(share), styles("share"))
    before = Decimal(last.fulfilled) / last.kpis if last and last.kpis else None
    points = counts.share(counts.fulfilled) - last.share(last.fulfilled) if last and last.kpis else None
    write_figure(sheet, (row, 12), before, styles("share_past"))
    write_figure(sheet, (row, 13), points, styles("points"))
    write_figure(sheet, (row, 14), counts.average_achievement, styles("share"))
    write_figure(sheet, (row, 15), last.average_achievement if last else None, styles("share_past"))


def _write_total(merged: Merged, sheet: Worksheet, row: int) -> int:
    results, styles = merged.results, merged.styles
    previous = results.previous
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, "計", styles("text", bold=True, indent=1))
    _write_counts(merged, sheet, row, results.total, previous.total if previous else None)
    for column in range(16):
        sheet.write_blank(row + 1, column, None, styles("closing"))
    return row + 1
