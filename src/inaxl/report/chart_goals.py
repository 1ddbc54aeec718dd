"""The chart of a goal's numeric target: a running sum against its even path, or a level against its target."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import PALETTE
from inaxl.report.chart_style import (
    NO_LINE,
    Place,
    axis_line,
    begin_chart,
    category_axis,
    dot,
    finished,
    font,
    named,
    one_label,
    value_axis,
    write_block,
)
from inaxl.values.display import with_unit

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_LAYOUT = {"x": 0.1, "y": 0.08, "width": 0.8, "height": 0.78}


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


def goal_chart(place: Place, data: GoalSeries) -> Chart:
    """A goal's numeric target, in the form that its kind needs."""
    return goal_sum_chart(place, data) if data.is_sum else goal_level_chart(place, data)


def goal_sum_chart(place: Place, data: GoalSeries) -> Chart:
    """A target that is a sum over the term: single years as pale columns, the running sum, the even path, the target.

    A shortfall against the even path in the last reported year is a rust bracket with its size in words.
    """
    gap = shortfall(data)
    rows = write_block(place, _goal_block(data, gap))
    chart = begin_chart(place, "column")
    chart.add_series(
        named(place, 1, rows)
        | {"fill": {"color": PALETTE.past}, "border": NO_LINE, "gap": 100, "overlap": 100}
    )
    lines = begin_chart(place, "line")
    lines.add_series(_path_series(place, rows, data))
    lines.add_series(_running_series(place, rows, data, "累計"))
    lines.add_series(_target_series(place, rows, data))
    if gap is not None:
        lines.add_series(_bracket_series(place, rows, data, gap))
    chart.combine(lines)
    chart.set_x_axis(category_axis(8.5) | {"label_position": "low", "line": axis_line()})
    chart.set_y_axis(value_axis(data.decimals))
    return finished(chart, layout=_LAYOUT)


def goal_level_chart(place: Place, data: GoalSeries) -> Chart:
    """A target that is a level: the line of its values, the baseline as an open dot in its own year, the target.

    The value axis need not start at 0; the caller says so in the note under the chart.
    """
    rows = write_block(place, _goal_block(data, None))
    chart = begin_chart(place, "line")
    chart.add_series(_path_series(place, rows, data))
    chart.add_series(_running_series(place, rows, data, ""))
    chart.add_series(_baseline_series(place, rows, data))
    chart.add_series(_target_series(place, rows, data))
    chart.set_x_axis(category_axis(8.5) | {"label_position": "low", "line": axis_line()})
    chart.set_y_axis(value_axis(data.decimals) | _level_range(data))
    return finished(chart, layout=_LAYOUT)


def _goal_block(data: GoalSeries, gap: tuple[int, Decimal] | None) -> list[list[Any]]:
    head: list[Any] = ["年度", "単年度", "実績", "均等に進んだ場合", "基準値", "指標値", "届かない幅の中央"]
    rows: list[list[Any]] = [
        [p.label, p.single, p.evaluated, p.even_path, p.baseline, p.target] for p in data.points
    ]
    if gap is not None:
        point = data.points[gap[0]]
        rows[gap[0]].append((point.even_path or Decimal(0)) - gap[1] / 2)
    return [head, *rows]


def shortfall(data: GoalSeries) -> tuple[int, Decimal] | None:
    """Position and size [unit] of the distance below the even path in the last reported year; None if there is none."""
    reported = [i for i, point in enumerate(data.points) if point.evaluated is not None]
    if not reported:
        return None
    point = data.points[reported[-1]]
    if point.even_path is None or point.evaluated is None or point.evaluated >= point.even_path:
        return None
    return reported[-1], point.even_path - point.evaluated


def _path_series(place: Place, rows: int, data: GoalSeries) -> dict[str, Any]:
    at = _roomiest(data)
    text = "均等な進み" if at >= 0 else ""
    room = "\u00a0" * 3 * len(text)  # moves the words to the side on which the line lies below them
    words = f"{text}{room}" if _rises(data) else f"{room}{text}"
    return named(place, 3, rows) | {
        "line": {"color": PALETTE.mid, "width": 1, "dash_type": "dash"},
        "marker": {"type": "none"},
        "data_labels": one_label(rows, at, words, "above", font(8, PALETTE.sub)),
    }


def _roomiest(data: GoalSeries) -> int:
    """Where the even path is farthest from the reported values; the first and last years are left to other labels."""
    gaps = {
        i: abs(p.even_path - p.evaluated)
        for i, p in enumerate(data.points[1:-2], 1)
        if p.even_path is not None and p.evaluated is not None
    }
    return max(gaps, key=lambda i: gaps[i], default=-1)


def _rises(data: GoalSeries) -> bool:
    path = [p.even_path for p in data.points if p.even_path is not None]
    return bool(path) and path[-1] >= path[0]


def _running_series(place: Place, rows: int, data: GoalSeries, word: str) -> dict[str, Any]:
    last = max((i for i, p in enumerate(data.points) if p.evaluated is not None), default=-1)
    value = data.points[last].evaluated if last >= 0 else None
    text = "" if value is None else f"{word} {_figure(value, data)}".strip()
    position = "right" if value is None else _beside_target(data, value)
    return named(place, 2, rows) | {
        "line": {"color": PALETTE.navy, "width": 2},
        "marker": dot(PALETTE.navy, 6),
        "data_labels": one_label(rows, last, text, position, font(9, PALETTE.navy, bold=True)),
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
    return named(place, 4, rows) | {
        "line": {
            "color": PALETTE.navy,
            "width": 1,
        },  # one point draws no line, but LibreOffice takes its colour
        "marker": dot(PALETTE.navy, 7, fill=PALETTE.white),
        "data_labels": one_label(rows, at, text, "right", font(8, PALETTE.sub)),
    }


def _target_series(place: Place, rows: int, data: GoalSeries) -> dict[str, Any]:
    at, point = _only(data, "target")
    text = "" if point is None else f"指標値 {_figure(point, data)}"
    last = next((p.evaluated for p in reversed(data.points) if p.evaluated is not None), None)
    position = "below" if point is not None and last is not None and last > point else "above"
    return named(place, 5, rows) | {
        "line": NO_LINE,
        "marker": {
            "type": "long_dash",
            "size": 16,
            "border": {"color": PALETTE.ink},
            "fill": {"color": PALETTE.ink},
        },
        "data_labels": one_label(rows, at, text, position, font(9, PALETTE.ink, bold=True)),
    }


def _bracket_series(place: Place, rows: int, data: GoalSeries, gap: tuple[int, Decimal]) -> dict[str, Any]:
    """One invisible point between the even path and the running sum; its error bars reach to both."""
    at, size = gap
    return named(place, 6, rows) | {
        "line": NO_LINE,
        "marker": {"type": "none"},
        "y_error_bars": {
            "type": "fixed",
            "value": float(size / 2),
            "direction": "both",
            "end_style": 1,
            "line": {"color": PALETTE.rust, "width": 1.5},
        },
        "data_labels": one_label(
            rows, at, f"{_figure(size, data)} 届かない", "right", font(9, PALETTE.rust, bold=True)
        ),
    }


def _only(data: GoalSeries, field: str) -> tuple[int, Decimal | None]:
    return next(
        ((i, getattr(p, field)) for i, p in enumerate(data.points) if getattr(p, field) is not None),
        (-1, None),
    )


def _figure(value: Decimal, data: GoalSeries) -> str:
    return with_unit(value, data.unit, data.decimals)


def _level_range(data: GoalSeries) -> dict[str, float]:
    """Axis range around the values with air of a quarter of their spread above and below, in round steps."""
    values = [
        v for p in data.points for v in (p.evaluated, p.even_path, p.baseline, p.target) if v is not None
    ]
    if not values:
        return {}
    low, high = float(min(values)), float(max(values))
    air = ((high - low) or abs(high) / 10 or 1.0) / 4
    step = _nice_step(air)
    least, most = floor((low - air) / step), ceil((high + air) / step)
    return {"min": round(least * step, 9), "max": round(most * step, 9), "major_unit": step}


def _nice_step(raw: float) -> float:
    """The 1, 2 or 5 times a power of ten at or just above `raw`."""
    power = 10.0 ** floor(log10(raw))
    return next(round(power * factor, 9) for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
