"""Each chart once: pure data in, a configured XlsxWriter chart out, for `merged.xlsx` and for Word alike.

A chart function writes exactly its data into a block of a sheet (`Place`) and refers to that block, so that a person
finds and edits the numbers behind every picture. How the chart then gets into Word is in `chart_parts.py`; its size and
position belong to the caller. Colours and fonts come from `sheet_styles.py`.

To add one: a NamedTuple with its data, a function `(place, data) -> Chart`, and a case in `tests/report/test_charts.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import PALETTE, RATING_FILL
from inaxl.evaluate.aggregate import Counts
from inaxl.plan.model import RATINGS, RatingRules
from inaxl.report.chart_goals import goal_chart as goal_chart
from inaxl.report.chart_style import (
    NO_LINE,
    begin_chart,
    category_axis,
    finished,
    font,
    named,
    one_label,
    value_axis,
    write_block,
)
from inaxl.report.chart_style import (
    Place as Place,
)

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

LAST_YEAR_FILL = {
    "on_track": "#8297AF",
    "mostly_on_track": "#D3E5F4",
    "needs_effort": "#DFA878",
    "no_actual": PALETTE.white,
}
_ON_DARK = {"on_track", "needs_effort"}
_EXCEL_EPOCH = dt.date(1899, 12, 30)
# room for the names at the ends of the lines
_ROOM_AT_RIGHT = {"x": 0.09, "y": 0.04, "width": 0.86, "height": 0.78}
_COUNT_FORMAT = "0;;"  # a rating without KPIs gets no label


class RatingBar(NamedTuple):
    """One bar of KPI counts: its name, this year's counts and, where there are any, last year's."""

    name: str
    counts: Counts
    previous: Counts | None = None


class YearBar(NamedTuple):
    """KPI counts of one fiscal year; `label` such as `R5`."""

    label: str
    counts: Counts


class DatedValue(NamedTuple):
    """A figure and the day it stands for."""

    day: dt.date
    value: Decimal


class PopulationLines(NamedTuple):
    """Total population [persons]: actuals, the vision, and other bodies' projections by name."""

    actual: tuple[DatedValue, ...]
    vision: tuple[DatedValue, ...]
    projections: tuple[tuple[str, tuple[DatedValue, ...]], ...] = ()


def rating_name(rules: RatingRules, rating: str) -> str:
    """Glyph and word of a rating, always together."""
    return f"{rules.glyph(rating)} {rules.label(rating)}"


def rating_key(rules: RatingRules) -> str:
    """The names of the ratings with a square before each, which `chart_parts.mended` colours as the series.

    A key in the title instead of a legend: it never names last year's series, and Excel, Word and LibreOffice
    number the entries of a legend differently.
    """
    square = {rating: "□" if RATING_FILL[rating] == PALETTE.white else "■" for rating in RATINGS}
    return " " + "　".join(f"{square[rating]} {rating_name(rules, rating)}" for rating in RATINGS)


def ratings_chart(
    place: Place, bars: Sequence[RatingBar], rules: RatingRules, *, key: bool = True, size: float = 9
) -> Chart:
    """100 % bars of KPI counts per rating, one per goal or measure; last year's thin and pale under each.

    key: whether the title explains the colours. size: of the counts in the bars [pt].

    Thickness is a property of an axis group, so last year's bars lie on the second group, whose axes are the same
    and hidden. Both groups share the categories: this year, last year, an empty one as distance.
    """
    with_last = any(bar.previous is not None for bar in bars)
    rows = write_block(place, _ratings_block(bars, rules, with_last))
    chart = begin_chart(place, "bar", "percent_stacked")
    for column, rating in enumerate(RATINGS, 1):
        chart.add_series(_segment(place, rating, column, rows, gap=0 if with_last else 42, size=size))
    if with_last:
        for column, rating in enumerate(RATINGS, 5):
            chart.add_series(_last_year_segment(place, rating, column, rows))
        chart.set_x2_axis({"reverse": True, "visible": False})
        chart.set_y2_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_y_axis(category_axis(8) | {"reverse": True, "interval_unit": 1, "line": NO_LINE})
    return finished(chart, title=rating_key(rules) if key else "")


def years_chart(place: Place, years: Sequence[YearBar], rules: RatingRules, *, key: bool = True) -> Chart:
    """Stacked columns of KPI counts per rating, one per fiscal year."""
    head: list[Any] = ["年度", *(rating_name(rules, rating) for rating in RATINGS)]
    rows = write_block(place, [head, *([year.label, *year.counts[:4]] for year in years)])
    chart = begin_chart(place, "column", "stacked")
    for column, rating in enumerate(RATINGS, 1):
        chart.add_series(_segment(place, rating, column, rows, gap=42))
    chart.set_x_axis(category_axis(9) | {"line": NO_LINE})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return finished(chart, title=rating_key(rules) if key else "")


def population_chart(place: Place, data: PopulationLines) -> Chart:
    """Total population over uneven dates: actual as a thick line, the vision dashed with open squares, projections thin.

    The horizontal axis is one of days, so the distance between 1 October and 1 January is right.
    """
    lines = [("実績", data.actual), ("将来展望", data.vision), *data.projections]
    for number, (name, points) in enumerate(lines):
        write_block(place._replace(column=place.column + 2 * number), [[f"期日（{name}）", name], *points])
    chart = begin_chart(place, "scatter", "straight_with_markers")
    for number in (*range(1, len(lines)), 0):  # actuals last: they lie on top
        name, points = lines[number]
        if points:
            chart.add_series(_population_series(place, number, name, points))
    if data.actual and any(points for _, points in lines[1:]):
        chart.add_series(_leader_series(place, 2 * len(lines), lines))
    chart.set_x_axis(_date_axis([point.day for _, points in lines for point in points]))
    chart.set_y_axis(value_axis(0) | _round_range([p.value for _, points in lines for p in points], 5000))
    return finished(chart, layout=_ROOM_AT_RIGHT)


def _ratings_block(bars: Sequence[RatingBar], rules: RatingRules, with_last: bool) -> list[list[Any]]:
    names = [rating_name(rules, rating) for rating in RATINGS]
    if not with_last:
        return [["区分", *names], *([bar.name, *bar.counts[:4]] for bar in bars)]
    block: list[list[Any]] = [["区分", *names, *(f"前年度 {name}" for name in names)]]
    for bar in bars:
        last = bar.previous[:4] if bar.previous is not None else ()
        block += [[bar.name, *bar.counts[:4]], ["前年度" if last else "", *[None] * 4, *last], [""]]
    return block[:-1]


def _segment(
    place: Place, rating: str, column: int, rows: int, *, gap: int, size: float = 9
) -> dict[str, Any]:
    dark = rating in _ON_DARK
    return named(place, column, rows) | {
        "fill": {"color": RATING_FILL[rating]},
        "border": _segment_border(rating),
        "gap": gap,
        "data_labels": {
            "value": True,
            "position": "center",
            "num_format": _COUNT_FORMAT,
            "font": font(size, PALETTE.white if dark else PALETTE.ink, bold=dark),
        },
    }


def _last_year_segment(place: Place, rating: str, column: int, rows: int) -> dict[str, Any]:
    return named(place, column, rows) | {
        "fill": {"color": LAST_YEAR_FILL[rating]},
        "border": _segment_border(rating),
        "gap": 90,
        "overlap": 100,
        "y2_axis": True,
    }


def _segment_border(rating: str) -> dict[str, Any]:
    if rating == "no_actual":
        return {"color": PALETTE.mid, "width": 0.5}
    return {"color": PALETTE.white, "width": 0.75}


def _population_series(
    place: Place, number: int, name: str, points: tuple[DatedValue, ...]
) -> dict[str, Any]:
    """One line of the chart: 0 the actuals, 1 the vision, then the projections. Each has its own column of days."""
    column, rows = 2 * number, len(points)
    style = (_ACTUAL_LINE, _VISION_LINE)[number] if number < 2 else _projection_line(number)
    found = {
        "name": place.name_of(column + 1),
        "categories": place.down(column, rows),
        "values": place.down(column + 1, rows),
        **style,
    }
    if number == 0:  # its name stands at the end of a leader: the other lines run close to it
        return found
    text = f"{name} {points[-1].value:,.0f}"
    label_font = font(8.5, PALETTE.ink if number == 1 else PALETTE.sub, bold=number == 1)
    return found | {"data_labels": one_label(rows, rows - 1, text, "right", label_font)}


def _leader_series(
    place: Place, column: int, lines: Sequence[tuple[str, Sequence[DatedValue]]]
) -> dict[str, Any]:
    """A thin line from the last actual value down to where there is room for its name."""
    name, points = lines[0]
    values = [point.value for _, line in lines for point in line]
    last, depth = points[-1], (max(values) - min(values)) / 5
    end = DatedValue(last.day - dt.timedelta(days=730), last.value - depth.quantize(Decimal(1)))
    write_block(place._replace(column=place.column + column), [["期日（引出線）", "引出線"], last, end])
    label_font = font(8.5, PALETTE.navy, bold=True)
    return {
        "name": place.name_of(column + 1),
        "categories": place.down(column, 2),
        "values": place.down(column + 1, 2),
        "line": {"color": PALETTE.navy, "width": 0.5},
        "marker": {"type": "none"},
        "data_labels": one_label(2, 1, f"{name} {last.value:,.0f}人", "below", label_font),
    }


_ACTUAL_LINE = {
    "line": {"color": PALETTE.navy, "width": 2.6},
    "marker": {"type": "none"},
}
_VISION_LINE = {
    "line": {"color": PALETTE.ink, "width": 1.25, "dash_type": "dash"},
    "marker": {
        "type": "square",
        "size": 5,
        "fill": {"color": PALETTE.white},
        "border": {"color": PALETTE.ink, "width": 0.9},
    },
}


def _projection_line(number: int) -> dict[str, Any]:
    dash = {} if number == 2 else {"dash_type": "round_dot"}
    return {"line": {"color": PALETTE.mid, "width": 1, **dash}, "marker": {"type": "none"}}


def _date_axis(days: Sequence[dt.date]) -> dict[str, Any]:
    """Years by their 1 October, every five years; with room at the right for the names at the lines' ends."""
    first, last = (min(days).year, max(days).year) if days else (2000, 2005)
    start = first - first % 5
    end = last + 5 if last % 5 == 0 else last + 5 - last % 5
    return {
        "num_font": font(8),
        "num_format": '[$-411]ggge"年"\nyyyy',
        "min": _serial(dt.date(start, 10, 1)),
        "max": _serial(dt.date(end, 10, 1)) + 1,
        "major_unit": 365.25 * 5,
        "major_gridlines": {"visible": False},
        "major_tick_mark": "outside",
        "minor_tick_mark": "none",
        "line": {"color": PALETTE.rule, "width": 0.6},
    }


def _serial(day: dt.date) -> int:
    return (day - _EXCEL_EPOCH).days


def _round_range(values: Sequence[Decimal], step: int) -> dict[str, Any]:
    """Axis range of whole steps around the values, and the step."""
    if not values:
        return {}
    low, high = (int(min(values)) - step // 4) // step * step, -(-int(max(values)) // step) * step
    return {"min": low, "max": high, "major_unit": step}
