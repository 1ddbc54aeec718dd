"""人口 of the merged book: actual population beside the vision, the gap on each day, other indicators, a chart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import lines_needed, row_height
from inaxl.population.vision import INDICATOR_LABELS, TFR, TOTAL, Gap, Observation, milestone_date
from inaxl.report.chart_data import population_lines
from inaxl.report.charts import population_chart
from inaxl.report.merged_frame import (
    HEADER_ROW,
    Column,
    Links,
    Merged,
    begin_sheet,
    chart_block,
    write_figure,
    write_header,
)
from inaxl.report.merged_population_charts import write_population_charts
from inaxl.report.sentences import population_lede
from inaxl.values.periods import year_label
from inaxl.workfolder import POPULATION_BOOK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "人口"
_CHART_ROWS = 15
_COLUMNS = (
    Column("期日", 118),
    Column("指標", 108),
    Column("実績", 78, "head_figure"),
    Column("将来展望", 84, "head_figure"),
    Column("差", 72, "head_figure"),
    Column("差の割合", 70, "head_figure"),
    Column("　将来展望の求め方", 124),
    Column("出典", 190),
    Column("備考", 230),
)


def write_population(merged: Merged) -> None:
    """The sheet 人口."""
    results = merged.results
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in _COLUMNS],
        title="人口の動きと将来展望",
        lede=population_lede(results),
        note="差＝実績－将来展望。総人口の将来展望は、節目の年（10月1日）の間を日数で直線に結んで求めます。",
    )
    head = _write_chart(merged, sheet, HEADER_ROW)
    charts_end = write_population_charts(merged, sheet, head, [column.width for column in _COLUMNS])
    head = charts_end + 1 if charts_end > head else head
    write_header(merged, sheet, _COLUMNS, head)
    sheet.repeat_rows(head)
    row = _write_gaps(merged, sheet, head + 1)
    row = _write_vision(merged, sheet, row)
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row, column, None, merged.styles("closing"))
    sheet.print_area(0, 0, row, len(_COLUMNS) - 1)


def _write_gaps(merged: Merged, sheet: Worksheet, row: int) -> int:
    population, links = merged.results.population, Links(merged, sheet)
    sources = {(item.indicator, item.year, item.as_of): item for item in population.observations}
    for indicator in INDICATOR_LABELS:
        own = [gap for gap in population.gaps if gap.indicator == indicator]
        if own:
            row = _group(merged, sheet, row, f"{INDICATOR_LABELS[indicator]}　実績と将来展望")
        for gap in own:
            _write_gap(merged, sheet, links, row, gap, sources.get((gap.indicator, gap.year, gap.as_of)))
            row += 1
    return row


def _group(merged: Merged, sheet: Worksheet, row: int, title: str) -> int:
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row, column, None, merged.styles("group"))
    sheet.write_string(row, 0, title, merged.styles("group"))
    return row + 1


def _write_gap(
    merged: Merged, sheet: Worksheet, links: Links, row: int, gap: Gap, source: Observation | None
) -> None:
    styles, decimals = merged.styles, 2 if gap.indicator == TFR else 0
    _write_day(merged, sheet, row, gap.as_of, gap.year)
    sheet.write_string(row, 1, INDICATOR_LABELS[gap.indicator], styles("text"))
    linked = styles.figure(decimals, "figure_now_link")
    cell = source.cell if source else None
    found = links.to_source(
        row, 2, linked, POPULATION_BOOK if cell else None, source.sheet if source else "", cell
    )
    write_figure(sheet, (row, 2), gap.actual, linked if found else styles.figure(decimals, "figure_now"))
    write_figure(sheet, (row, 3), gap.expected, styles.figure(decimals))
    write_figure(sheet, (row, 4), gap.difference, styles.figure(decimals))
    write_figure(sheet, (row, 5), None if gap.percent is None else gap.percent / 100, styles("share"))
    how = "記載なし" if gap.expected is None else "直線で補間" if gap.interpolated else "節目の年の値"
    sheet.write_string(row, 6, how, styles("text_sub", indent=1))
    sheet.write_string(row, 7, source.source if source else "", styles("text_sub", shrink=True))
    _write_note(merged, sheet, row, source.note if source else "")


def _write_note(merged: Merged, sheet: Worksheet, row: int, note: str) -> None:
    sheet.write_string(row, len(_COLUMNS) - 1, note, merged.styles("text_sub", text_wrap=True))
    lines = lines_needed(note, _COLUMNS[-1].width, 9)
    if lines > 1:
        sheet.set_row(row, row_height(lines, 9))


def _write_day(merged: Merged, sheet: Worksheet, row: int, day: dt.date | None, year: int) -> None:
    if day is None:
        sheet.write_string(row, 0, year_label(year), merged.styles("text"))
    else:
        sheet.write_datetime(row, 0, dt.datetime(day.year, day.month, day.day), merged.styles("day"))


def _write_vision(merged: Merged, sheet: Worksheet, row: int) -> int:
    styles, vision = merged.styles, merged.results.population.vision
    for indicator in dict.fromkeys(point.indicator for point in vision):
        label = INDICATOR_LABELS.get(indicator)
        if label is None:
            continue
        row = _group(merged, sheet, row, f"{label}　将来展望の節目")
        for point in (p for p in vision if p.indicator == indicator):
            for column in range(len(_COLUMNS)):
                sheet.write_blank(row, column, None, styles("text"))
            _write_day(
                merged, sheet, row, milestone_date(point.year) if indicator == TOTAL else None, point.year
            )
            sheet.write_string(row, 1, label, styles("text"))
            sheet.write_number(row, 3, float(point.value), styles.figure(2 if indicator == TFR else 0))
            _write_note(merged, sheet, row, point.note)
            row += 1
    return row


def _write_chart(merged: Merged, sheet: Worksheet, row: int) -> int:
    """The chart under the lede, where there is something to show; gives the row of the table's header."""
    lines = population_lines(merged.results.population)
    if not lines.actual and not lines.vision:
        return row
    chart = population_chart(
        chart_block(merged, sheet, 4, len(_COLUMNS) + 1, "図の元の値　総人口（人）"), lines
    )
    chart.set_size({"width": sum(column.width for column in _COLUMNS), "height": 20 * _CHART_ROWS})
    lede = population_lede(merged.results)
    sheet.insert_chart(row, 0, chart, {"description": lede, "object_position": 2})
    return row + _CHART_ROWS
