"""市民意識調査 of the merged book: the scatter of importance and satisfaction, and the table of items by urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import NO_VALUE
from inaxl.evaluate.survey import QUADRANTS, Assessed
from inaxl.report.chart_survey import survey_chart, survey_map
from inaxl.report.context_survey import acting, survey_source
from inaxl.report.context_words import measure_label
from inaxl.report.merged_frame import (
    HEADER_ROW,
    Column,
    Merged,
    begin_sheet,
    chart_block,
    write_figure,
    write_header,
)
from inaxl.values.display import number
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "市民意識調査"
_COLUMNS = (
    Column("順位", 44, "head_center"),
    Column("項目", 150),
    Column("改善の\n必要度", 64, "head_figure"),
    Column("前回\n順位", 50, "head_figure"),
    Column("重要度", 58, "head_figure"),
    Column("満足度", 58, "head_figure"),
    Column("満足度の\n95%区間", 92, "head_figure"),
    Column("有効な\n回答", 62, "head_figure"),
    Column("わから\nない", 62, "head_figure"),
    Column("　区分", 230),
    Column("施策", 210),
)
_CHART_ROWS, _CHART_HEIGHT = 20, 400


def write_survey(merged: Merged) -> None:
    """The sheet 市民意識調査; none at all in a year without a survey."""
    found = merged.results.survey
    if found is None or not found.items:
        return
    names = "、".join(item.item.name for item in acting(found))
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in _COLUMNS],
        title=f"{fy_label(merged.results.fy)}　市民意識調査：重要度と満足度",
        lede=f"重要度が平均より高く、満足度が平均より低いのは{names}である。"
        if names
        else "重要度が平均より高く、満足度が平均より低い項目はない。",
        note=survey_source(found.survey),
        repeat=False,
    )
    row = HEADER_ROW
    data = survey_map(found)
    if data is not None:
        block = chart_block(merged, sheet, 0, len(_COLUMNS) + 1, "図の元の値　重要度と満足度")
        chart = survey_chart(block, data)
        chart.set_size({"width": sum(c.width for c in _COLUMNS[:-1]), "height": _CHART_HEIGHT})
        told = f"重点的に改善：{names}" if names else "重点的に改善する項目はない"
        sheet.insert_chart(row, 0, chart, {"description": told, "object_position": 2})
        row += _CHART_ROWS
    write_header(merged, sheet, _COLUMNS, row)
    sheet.repeat_rows(row)
    earlier = merged.results.earlier_survey
    ranks = {item.item.id: item.rank for item in earlier.items} if earlier else {}
    for item in found.items:
        row += 1
        _write_item(merged, sheet, row, item, ranks.get(item.item.id))
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row + 1, column, None, merged.styles("closing"))
    sheet.print_area(0, 0, row + 1, len(_COLUMNS) - 1)
    sheet.fit_to_pages(1, 1)


def _write_item(merged: Merged, sheet: Worksheet, row: int, item: Assessed, before: int | None) -> None:
    styles, plan = merged.styles, merged.results.plan
    importance, satisfaction = item.importance, item.satisfaction
    score = styles("figure", num_format="0.00")
    sheet.set_row(row, 19)
    write_figure(sheet, (row, 0), item.rank, styles("center"))
    sheet.write_string(row, 1, item.item.name, styles("text", bold=item.quadrant == "improve", shrink=True))
    write_figure(sheet, (row, 2), item.urgency, styles.figure(1))
    write_figure(sheet, (row, 3), before, styles("figure_past"))
    write_figure(sheet, (row, 4), importance.value if importance else None, score)
    write_figure(sheet, (row, 5), satisfaction.value if satisfaction else None, score)
    span = f"{number(satisfaction.low, 2)}～{number(satisfaction.high, 2)}" if satisfaction else NO_VALUE
    sheet.write_string(row, 6, span, styles("figure_past"))
    write_figure(sheet, (row, 7), satisfaction.answers if satisfaction else None, styles.figure(0))
    write_figure(sheet, (row, 8), satisfaction.unsure if satisfaction else None, styles("share"))
    words = "回答が少ないため順位に含めない" if item.is_small else QUADRANTS[item.quadrant or "hold"]
    alert = item.quadrant == "improve"
    sheet.write_string(row, 9, words, styles("move_worse" if alert else "text_sub", indent=1, shrink=True))
    measures = [plan.measure_by_id.get(key) for key in item.item.measure_ids]
    named = "、".join(measure_label(plan, measure) for measure in measures if measure)
    sheet.write_string(row, 10, named or NO_VALUE, styles("text_sub", shrink=True))
