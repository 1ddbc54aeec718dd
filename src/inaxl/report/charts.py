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

from inaxl.evaluate.aggregate import Counts
from inaxl.plan.model import RATINGS, RatingRules
from inaxl.report.sheet_styles import PALETTE, RATING_FILL, TEXT_FONT, number_format

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LAST_YEAR_FILL = {
    "on_track": "#8297AF",
    "mostly_on_track": "#D3E5F4",
    "needs_effort": "#DFA878",
    "no_actual": PALETTE.white,
}
_ON_DARK = {"on_track", "needs_effort"}
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_GOAL_LAYOUT = {"x": 0.1, "y": 0.08, "width": 0.8, "height": 0.78}
_ROOM_AT_RIGHT = {
    "x": 0.09,
    "y": 0.04,
    "width": 0.86,
    "height": 0.78,
}  # for the names at the ends of the lines
_COUNT_FORMAT = "0;;"  # a rating without KPIs gets no label
_NO_LINE = {"none": True}


class Place(NamedTuple):
    """Where a chart's data are written: top left cell (0-based) of its block in a sheet of a book."""

    book: Workbook
    sheet: Worksheet
    row: int = 0
    column: int = 0

    def cells(self, first: tuple[int, int], last: tuple[int, int]) -> list[Any]:
        """A range of the block, relative to its corner, as XlsxWriter takes it."""
        return [
            self.sheet.get_name(),
            self.row + first[0],
            self.column + first[1],
            self.row + last[0],
            self.column + last[1],
        ]

    def down(self, column: int, rows: int) -> list[Any]:
        """The values of one column of the block, below its header."""
        return self.cells((1, column), (rows, column))

    def name_of(self, column: int) -> list[Any]:
        """The header cell of one column of the block."""
        return [self.sheet.get_name(), self.row, self.column + column]


class RatingBar(NamedTuple):
    """One bar of KPI counts: its name, this year's counts and, where there are any, last year's."""

    name: str
    counts: Counts
    previous: Counts | None = None


class YearBar(NamedTuple):
    """KPI counts of one fiscal year; `label` such as `R5`."""

    label: str
    counts: Counts


class GoalPoint(NamedTuple):
    """One fiscal year of a goal's numeric target; every figure in its unit, None where there is none.

    `single` the year's own value (cumulative targets only), `evaluated` the judged value (running sum or level),
    `even_path` where an even path stands, `baseline`, `target` only in their own year.
    """

    label: str
    single: Decimal | None
    evaluated: Decimal | None
    even_path: Decimal | None
    baseline: Decimal | None
    target: Decimal | None


class GoalSeries(NamedTuple):
    """A goal's numeric target by fiscal year, without a gap between the first and the last year shown."""

    unit: str
    decimals: int
    points: tuple[GoalPoint, ...]
    is_sum: bool


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


def ratings_chart(place: Place, bars: Sequence[RatingBar], rules: RatingRules, *, key: bool = True) -> Chart:
    """100 % bars of KPI counts per rating, one per goal or measure; last year's thin and pale under each.

    Thickness is a property of an axis group, so last year's bars lie on the second group, whose axes are the same
    and hidden. Both groups share the categories: this year, last year, an empty one as distance.
    """
    with_last = any(bar.previous is not None for bar in bars)
    rows = _write(place, _ratings_block(bars, rules, with_last))
    chart = place.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, rating in enumerate(RATINGS, 1):
        chart.add_series(_segment(place, rating, column, rows, gap=0 if with_last else 42))
    if with_last:
        for column, rating in enumerate(RATINGS, 5):
            chart.add_series(_last_year_segment(place, rating, column, rows))
        chart.set_x2_axis({"reverse": True, "visible": False})
        chart.set_y2_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_y_axis(_category_axis(8) | {"reverse": True, "interval_unit": 1, "line": _NO_LINE})
    return _finished(chart, title=rating_key(rules) if key else "")


def years_chart(place: Place, years: Sequence[YearBar], rules: RatingRules, *, key: bool = True) -> Chart:
    """Stacked columns of KPI counts per rating, one per fiscal year."""
    head: list[Any] = ["年度", *(rating_name(rules, rating) for rating in RATINGS)]
    rows = _write(place, [head, *([year.label, *year.counts[:4]] for year in years)])
    chart = place.book.add_chart({"type": "column", "subtype": "stacked"})
    for column, rating in enumerate(RATINGS, 1):
        chart.add_series(_segment(place, rating, column, rows, gap=42))
    chart.set_x_axis(_category_axis(9) | {"line": _NO_LINE})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return _finished(chart, title=rating_key(rules) if key else "")


def goal_chart(place: Place, data: GoalSeries) -> Chart:
    """A goal's numeric target, in the form that its kind needs."""
    return goal_sum_chart(place, data) if data.is_sum else goal_level_chart(place, data)


def goal_sum_chart(place: Place, data: GoalSeries) -> Chart:
    """A target that is a sum over the term: single years as pale columns, the running sum, the even path, the target.

    A shortfall against the even path in the last reported year is a rust bracket with its size in words.
    """
    gap = _shortfall(data)
    rows = _write(place, _goal_block(data, gap))
    chart = place.book.add_chart({"type": "column"})
    chart.add_series(
        _named(place, 1, rows)
        | {"fill": {"color": PALETTE.past}, "border": _NO_LINE, "gap": 100, "overlap": 100}
    )
    lines = place.book.add_chart({"type": "line"})
    lines.add_series(_path_series(place, rows, data))
    lines.add_series(_running_series(place, rows, data, "累計"))
    lines.add_series(_target_series(place, rows, data))
    if gap is not None:
        lines.add_series(_bracket_series(place, rows, data, gap))
    chart.combine(lines)
    chart.set_x_axis(_category_axis(8.5) | {"label_position": "low", "line": _axis_line()})
    chart.set_y_axis(_value_axis(data.decimals))
    return _finished(chart, layout=_GOAL_LAYOUT)


def goal_level_chart(place: Place, data: GoalSeries) -> Chart:
    """A target that is a level: the line of its values, the baseline as an open dot in its own year, the target.

    The value axis need not start at 0; the caller says so in the note under the chart.
    """
    rows = _write(place, _goal_block(data, None))
    chart = place.book.add_chart({"type": "line"})
    chart.add_series(_path_series(place, rows, data))
    chart.add_series(_running_series(place, rows, data, ""))
    chart.add_series(_baseline_series(place, rows, data))
    chart.add_series(_target_series(place, rows, data))
    chart.set_x_axis(_category_axis(8.5) | {"label_position": "low", "line": _axis_line()})
    low, high = _level_range(data)
    chart.set_y_axis(_value_axis(data.decimals) | {"min": low, "max": high})
    return _finished(chart, layout=_GOAL_LAYOUT)


def population_chart(place: Place, data: PopulationLines) -> Chart:
    """Total population over uneven dates: actual as a thick line, the vision dashed with open squares, projections thin.

    The horizontal axis is one of days, so the distance between 1 October and 1 January is right.
    """
    lines = [("実績", data.actual), ("将来展望", data.vision), *data.projections]
    for number, (name, points) in enumerate(lines):
        _write(place._replace(column=place.column + 2 * number), [[f"期日（{name}）", name], *points])
    chart = place.book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for number in (*range(1, len(lines)), 0):  # actuals last: they lie on top
        name, points = lines[number]
        if points:
            chart.add_series(_population_series(place, number, name, points))
    chart.set_x_axis(_date_axis([point.day for _, points in lines for point in points]))
    chart.set_y_axis(_value_axis(0) | _round_range([p.value for _, points in lines for p in points], 5000))
    return _finished(chart, layout=_ROOM_AT_RIGHT)


# ---------------------------------------------------------------------------------------------------------------------
# Blocks of data


def _write(place: Place, block: Sequence[Sequence[Any]]) -> int:
    """Write a header row and data rows, leaving cells without a value out; the number of data rows."""
    for row, values in enumerate(block, place.row):
        for column, value in enumerate(values, place.column):
            if isinstance(value, str):
                if value:
                    place.sheet.write_string(row, column, value)
            elif isinstance(value, dt.date):
                form = place.book.add_format({"num_format": "yyyy/m/d"}) if value else None
                place.sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), form)
            elif value is not None:
                place.sheet.write_number(row, column, value)
    return len(block) - 1


def _ratings_block(bars: Sequence[RatingBar], rules: RatingRules, with_last: bool) -> list[list[Any]]:
    names = [rating_name(rules, rating) for rating in RATINGS]
    if not with_last:
        return [["区分", *names], *([bar.name, *bar.counts[:4]] for bar in bars)]
    block: list[list[Any]] = [["区分", *names, *(f"前年度 {name}" for name in names)]]
    for bar in bars:
        last = bar.previous[:4] if bar.previous is not None else ()
        block += [[bar.name, *bar.counts[:4]], ["前年度" if last else "", *[None] * 4, *last], [""]]
    return block[:-1]


def _goal_block(data: GoalSeries, gap: tuple[int, Decimal] | None) -> list[list[Any]]:
    head: list[Any] = ["年度", "単年度", "実績", "均等に進んだ場合", "基準値", "指標値", "届かない幅の中央"]
    rows: list[list[Any]] = [
        [p.label, p.single, p.evaluated, p.even_path, p.baseline, p.target] for p in data.points
    ]
    if gap is not None:
        point = data.points[gap[0]]
        rows[gap[0]].append((point.even_path or Decimal(0)) - gap[1] / 2)
    return [head, *rows]


def _shortfall(data: GoalSeries) -> tuple[int, Decimal] | None:
    """Position and size [unit] of the distance below the even path in the last reported year; None if there is none."""
    reported = [i for i, point in enumerate(data.points) if point.evaluated is not None]
    if not reported:
        return None
    point = data.points[reported[-1]]
    if point.even_path is None or point.evaluated is None or point.evaluated >= point.even_path:
        return None
    return reported[-1], point.even_path - point.evaluated


# ---------------------------------------------------------------------------------------------------------------------
# Series


def _named(place: Place, column: int, rows: int) -> dict[str, Any]:
    return {
        "name": place.name_of(column),
        "categories": place.down(0, rows),
        "values": place.down(column, rows),
    }


def _segment(place: Place, rating: str, column: int, rows: int, *, gap: int) -> dict[str, Any]:
    dark = rating in _ON_DARK
    return _named(place, column, rows) | {
        "fill": {"color": RATING_FILL[rating]},
        "border": _segment_border(rating),
        "gap": gap,
        "data_labels": {
            "value": True,
            "position": "center",
            "num_format": _COUNT_FORMAT,
            "font": _font(9, PALETTE.white if dark else PALETTE.ink, bold=dark),
        },
    }


def _last_year_segment(place: Place, rating: str, column: int, rows: int) -> dict[str, Any]:
    return _named(place, column, rows) | {
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


def _path_series(place: Place, rows: int, data: GoalSeries) -> dict[str, Any]:
    at, above = _roomiest(data)
    text = "均等な進み" if at >= 0 else ""
    return _named(place, 3, rows) | {
        "line": {"color": PALETTE.mid, "width": 1, "dash_type": "dash"},
        "marker": {"type": "none"},
        "data_labels": _one_label(rows, at, text, "above" if above else "below", _font(8, PALETTE.sub)),
    }


def _roomiest(data: GoalSeries) -> tuple[int, bool]:
    """Where the even path is farthest from the reported values, and whether it lies above them there.

    The first and the last two years are left to other labels.
    """
    gaps = {
        i: p.even_path - p.evaluated
        for i, p in enumerate(data.points[1:-2], 1)
        if p.even_path is not None and p.evaluated is not None
    }
    at = max(gaps, key=lambda i: abs(gaps[i]), default=-1)
    return at, at >= 0 and gaps[at] >= 0


def _running_series(place: Place, rows: int, data: GoalSeries, word: str) -> dict[str, Any]:
    last = max((i for i, p in enumerate(data.points) if p.evaluated is not None), default=-1)
    value = data.points[last].evaluated if last >= 0 else None
    text = "" if value is None else f"{word} {_figure(value, data)}".strip()
    position = "right" if value is None else _beside_target(data, value)
    return _named(place, 2, rows) | {
        "line": {"color": PALETTE.navy, "width": 2},
        "marker": _dot(PALETTE.navy, 6),
        "data_labels": _one_label(rows, last, text, position, _font(9, PALETTE.navy, bold=True)),
    }


def _beside_target(data: GoalSeries, value: Decimal) -> str:
    """Where the label of the last value stands: to the right, unless the target's label is about to be there."""
    target = _only(data, "target")[1]
    shown = [v for p in data.points for v in (p.evaluated, p.baseline, p.target, p.single) if v is not None]
    if target is None or abs(value - target) > (max(shown) - min(shown)) * Decimal("0.35"):
        return "right"
    return "above" if value > target else "below"


def _baseline_series(place: Place, rows: int, data: GoalSeries) -> dict[str, Any]:
    at, point = _only(data, "baseline")
    text = "" if point is None else f"基準値 {_figure(point, data)}"
    has_path = any(p.even_path is not None for p in data.points)
    position = "below" if has_path else "right"
    return _named(place, 4, rows) | {
        "line": {
            "color": PALETTE.navy,
            "width": 1,
        },  # one point draws no line, but LibreOffice takes its colour
        "marker": _dot(PALETTE.navy, 7, fill=PALETTE.white),
        "data_labels": _one_label(rows, at, text, position, _font(8, PALETTE.sub)),
    }


def _target_series(place: Place, rows: int, data: GoalSeries) -> dict[str, Any]:
    at, point = _only(data, "target")
    text = "" if point is None else f"指標値 {_figure(point, data)}"
    last = next((p.evaluated for p in reversed(data.points) if p.evaluated is not None), None)
    position = "below" if point is not None and last is not None and last > point else "above"
    return _named(place, 5, rows) | {
        "line": _NO_LINE,
        "marker": {
            "type": "long_dash",
            "size": 16,
            "border": {"color": PALETTE.ink},
            "fill": {"color": PALETTE.ink},
        },
        "data_labels": _one_label(rows, at, text, position, _font(9, PALETTE.ink, bold=True)),
    }


def _bracket_series(place: Place, rows: int, data: GoalSeries, gap: tuple[int, Decimal]) -> dict[str, Any]:
    """One invisible point between the even path and the running sum; its error bars reach to both."""
    at, size = gap
    return _named(place, 6, rows) | {
        "line": _NO_LINE,
        "marker": {"type": "none"},
        "y_error_bars": {
            "type": "fixed",
            "value": float(size / 2),
            "direction": "both",
            "end_style": 1,
            "line": {"color": PALETTE.rust, "width": 1.5},
        },
        "data_labels": _one_label(
            rows, at, f"{_figure(size, data)} 届かない", "right", _font(9, PALETTE.rust, bold=True)
        ),
    }


def _population_series(
    place: Place, number: int, name: str, points: tuple[DatedValue, ...]
) -> dict[str, Any]:
    """One line of the chart: 0 the actuals, 1 the vision, then the projections. Each has its own column of days."""
    column, rows = 2 * number, len(points)
    style = (_ACTUAL_LINE, _VISION_LINE)[number] if number < 2 else _projection_line(number)
    color = (PALETTE.navy, PALETTE.ink)[number] if number < 2 else PALETTE.sub
    text = f"{name} {points[-1].value:,.0f}{'人' if number == 0 else ''}"
    font = _font(8.5, color, bold=number < 2)
    return {
        "name": place.name_of(column + 1),
        "categories": place.down(column, rows),
        "values": place.down(column + 1, rows),
        **style,
        "data_labels": _one_label(rows, rows - 1, text, "left" if number == 0 else "right", font),
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


def _dot(color: str, size: int, fill: str | None = None) -> dict[str, Any]:
    return {
        "type": "circle",
        "size": size,
        "border": {"color": color, "width": 1.25},
        "fill": {"color": fill or color},
    }


def _one_label(count: int, at: int, text: str, position: str, font: dict[str, Any]) -> dict[str, Any] | None:
    """A literal label on one point only: names stand at their line, and labels taken from cells are lost in LibreOffice."""
    if at < 0 or not text:
        return None
    custom: list[Any] = [{"delete": True}] * count
    custom[at] = {"value": text, "font": font}
    return {"value": True, "position": position, "font": font, "custom": custom}


def _only(data: GoalSeries, field: str) -> tuple[int, Decimal | None]:
    return next(
        ((i, getattr(p, field)) for i, p in enumerate(data.points) if getattr(p, field) is not None),
        (-1, None),
    )


def _figure(value: Decimal, data: GoalSeries) -> str:
    from inaxl.values.display import with_unit

    return with_unit(value, data.unit, data.decimals)


# ---------------------------------------------------------------------------------------------------------------------
# Axes, legend, frame


def _font(size: float, color: str = PALETTE.ink, *, bold: bool = False) -> dict[str, Any]:
    return {"name": TEXT_FONT, "size": size, "color": color, "bold": bold}


def _axis_line() -> dict[str, Any]:
    return {"color": PALETTE.ink, "width": 0.6}


def _category_axis(size: float) -> dict[str, Any]:
    return {
        "num_font": _font(size),
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "major_gridlines": {"visible": False},
    }


def _value_axis(decimals: int) -> dict[str, Any]:
    return {
        "num_font": _font(8, PALETTE.sub),
        "num_format": number_format(decimals),
        "major_gridlines": {"visible": True, "line": {"color": PALETTE.hair, "width": 0.5}},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "line": _NO_LINE,
    }


def _date_axis(days: Sequence[dt.date]) -> dict[str, Any]:
    """Years by their 1 October, every five years; with room at the right for the names at the lines' ends."""
    first, last = (min(days).year, max(days).year) if days else (2000, 2005)
    start = first - first % 5
    end = last + 5 if last % 5 == 0 else last + 5 - last % 5
    return {
        "num_font": _font(8),
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


def _level_range(data: GoalSeries) -> tuple[float, float]:
    """Axis range around the values with air of a quarter of their spread above and below."""
    values = [
        v for p in data.points for v in (p.evaluated, p.even_path, p.baseline, p.target) if v is not None
    ]
    if not values:
        return 0.0, 1.0
    low, high = float(min(values)), float(max(values))
    spread = (high - low) or abs(high) / 10 or 1.0
    step = _nice_step(spread / 4)
    return round((low - spread / 4) // step * step, 9), round(-(-(high + spread / 4) // step) * step, 9)


def _nice_step(raw: float) -> float:
    """The 1, 2 or 5 times a power of ten at or above `raw`."""
    power = 10.0 ** len(str(int(raw))) if raw >= 1 else 1.0
    while power > raw:
        power /= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)


def _finished(chart: Chart, *, title: str = "", layout: dict[str, float] | None = None) -> Chart:
    """No legend, frame or fill; no title but a key; empty years stay gaps."""
    chart.set_title({"name": title, "name_font": _font(8.5)} if title else {"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": _NO_LINE, "fill": {"none": True}})
    chart.set_plotarea({"border": _NO_LINE, "fill": {"none": True}, **({"layout": layout} if layout else {})})
    chart.show_blanks_as("gap")
    return chart
