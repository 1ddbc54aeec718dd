"""The charts of 人口 in the merged book below the line of totals: four charts, the latest indicators, and the projections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inaxl.population.reporting import SHOWN, indicator_row
from inaxl.report.chart_population import (
    change_years,
    changes_chart,
    gap_chart,
    gap_steps,
    pyramid_bars,
    pyramid_chart,
    scenarios_chart,
)
from inaxl.report.chart_style import Place
from inaxl.report.merged_frame import Merged, chart_block

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_ROWS = 14
_ROW_PIXELS = 20
_BLOCK_ROWS = 24


def write_population_charts(merged: Merged, sheet: Worksheet, row: int, widths: list[int]) -> int:
    """Charts two abreast, then tables; gives the row below. What is not known is left out."""
    population = merged.results.population
    found = population.assessment
    wanted: list[tuple[str, Callable[[Place], Chart]]] = []
    years, steps, bars = change_years(population.observations), gap_steps(found), pyramid_bars(found)
    if years:
        wanted.append(("自然増減と社会増減（人）", lambda place: changes_chart(place, years)))
    if steps:
        wanted.append(("展望との差はどこで生じたか（人）", lambda place: gap_chart(place, steps)))
    if bars is not None:
        wanted.append(("人口ピラミッド（人）", lambda place: pyramid_chart(place, bars)))
    ahead = found.outlook if found else None
    if ahead is not None and any(path.totals for path in ahead.paths):
        wanted.append(("将来推計のシナリオ　総人口（人）", lambda place: scenarios_chart(place, ahead)))
    middle = _middle(widths)
    left_width, right_width = sum(widths[:middle]), sum(widths[middle:])
    for number, (title, build) in enumerate(wanted):
        top = row + (number // 2) * (_ROWS + 1)
        left = 0 if number % 2 == 0 else middle
        if number % 2 == 0:
            _section(merged, sheet, top, len(widths), title)
        else:
            sheet.write_string(top, left, title, merged.styles("section"))
        place = chart_block(merged, sheet, 40 + number * _BLOCK_ROWS, len(widths) + 1, f"図の元の値　{title}")
        chart = build(place)
        chart.set_size(
            {"width": (right_width if left else left_width) - 12, "height": _ROWS * _ROW_PIXELS - 8}
        )
        sheet.insert_chart(top + 1, left, chart, {"description": title, "object_position": 2})
    tables = row + -(-len(wanted) // 2) * (_ROWS + 1)
    end = _write_tables(merged, sheet, tables, len(widths))
    if end > row:
        sheet.set_h_pagebreaks(sorted({row, tables, end + 1} if wanted else {row, end + 1}))
    return end


def _middle(widths: list[int]) -> int:
    """The column whose beginning is nearest to the middle of the sheet."""
    half = sum(widths) / 2
    return min(range(1, len(widths)), key=lambda column: abs(sum(widths[:column]) - half))


def _section(merged: Merged, sheet: Worksheet, row: int, columns: int, title: str) -> None:
    sheet.set_row(row, 24)
    for column in range(columns):
        sheet.write_blank(row, column, None, merged.styles("section"))
    sheet.write_string(row, 0, title, merged.styles("section"))


def _write_tables(merged: Merged, sheet: Worksheet, row: int, columns: int) -> int:
    found = merged.results.population.assessment
    if found is None:
        return row
    text, figure = merged.styles("text"), merged.styles("figure")
    latest = [indicator_row(item) for key in SHOWN if (item := found.latest(key)) is not None]
    if latest:
        _section(merged, sheet, row, columns, "主な指標（いちばん新しい値）")
        for number, (label, when, value, interval) in enumerate(latest, row + 1):
            for column in range(columns):
                sheet.write_blank(number, column, None, text)
            sheet.write_string(number, 0, when, text)
            sheet.write_string(number, 1, label, text)
            sheet.write_string(number, 3, value, figure)
            if interval:
                sheet.write_string(number, 6, f"95%の幅 {interval}", merged.styles("text_sub"))
        row += len(latest) + 1
    ahead = found.outlook
    if ahead is None or not ahead.paths:
        return row
    _section(merged, sheet, row, columns, f"将来推計　総人口（人）　基準 {ahead.series}")
    years = ahead.paths[0].years[-columns + 2 :]
    for column, year in enumerate(years, 2):
        sheet.write_number(row + 1, column, year, merged.styles("head_figure", num_format="0"))
    for column in (0, 1):
        sheet.write_string(row + 1, column, "シナリオ" if not column else "", merged.styles("head"))
    for number, path in enumerate(ahead.paths, row + 2):
        sheet.write_string(number, 0, path.label, merged.styles("text", text_wrap=False))
        sheet.write_blank(number, 1, None, text)
        for column, year in enumerate(years, 2):
            if path.totals is None:
                sheet.write_string(number, column, "－", figure)
            else:
                total = path.totals[path.years.index(year)]
                sheet.write_number(number, column, round(total), merged.styles.figure(0))
    return row + 2 + len(ahead.paths)
