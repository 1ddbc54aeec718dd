"""The chart of a survey: importance over satisfaction, 95 % intervals as lines, the means as a cross, every item named.

Labels that would collide are moved by rule: above, below, right, left, the first place with the least overlap, until no
label can do better. A program draws the labels of one series on one side only, so items are grouped by look and side;
each group is a block of rows. The quadrant to be improved is tinted by a line that runs to and fro in it: charts have no
other means that every program shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import PALETTE, text_width
from inaxl.evaluate.survey import QUADRANTS, Assessment
from inaxl.report.chart_style import NO_LINE, Place, begin_chart, dot, finished, font, one_label, write_block
from inaxl.values.display import number

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_STEP = 0.25  # of the axes' ends, as in the PDF
_LONG_AXIS = 2.0  # from which range on the ticks stand twice as far apart
_WIDTH, _HEIGHT = 149.0, 64.0  # mm of the plot for which labels are placed
_LABEL = 8.0  # pt
_MM = 0.3528  # of a point
_EM = _LABEL * _MM
_SIDES = ("above", "below", "right", "left")
_ROUNDS = 8  # of moving labels again, at most
_TINT_LINES = 24
_TINT_CLEAR = (
    86  # per cent: LibreOffice draws the first series in front, Word behind; the points show in both
)
_HELPERS, _CORNERS_AT, _NAMES_AT, _TINT_AT = 6, 5, 9, 11  # column of the helping points, and their rows
_LAYOUT = {"x": 0.075, "y": 0.03, "width": 0.9, "height": 0.82}


class SurveyPoint(NamedTuple):
    """One item: means, and how far the interval of satisfaction reaches to either side. `acts`: to be improved first."""

    name: str
    satisfaction: Decimal
    importance: Decimal
    below: Decimal
    above: Decimal
    acts: bool


class SurveyMap(NamedTuple):
    """All items with enough answers, and the means over them."""

    points: tuple[SurveyPoint, ...]
    satisfaction: Decimal
    importance: Decimal
    steps: int


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: _Box) -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * high if wide > 0 and high > 0 else 0.0


class _Frame(NamedTuple):
    """Ends of both axes."""

    low_x: float
    high_x: float
    low_y: float
    high_y: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Position in the plot [mm]."""
        return (
            (x - self.low_x) / (self.high_x - self.low_x) * _WIDTH,
            (y - self.low_y) / (self.high_y - self.low_y) * _HEIGHT,
        )


def survey_map(assessment: Assessment) -> SurveyMap | None:
    """What the chart shows; None where no item has enough answers."""
    if assessment.importance is None or assessment.satisfaction is None:
        return None
    points = tuple(
        SurveyPoint(
            found.item.name,
            found.satisfaction.value,
            found.importance.value,
            found.satisfaction.value - found.satisfaction.low,
            found.satisfaction.high - found.satisfaction.value,
            found.quadrant == "improve",
        )
        for found in assessment.items
        if found.quadrant is not None and found.importance is not None and found.satisfaction is not None
    )
    return SurveyMap(points, assessment.satisfaction, assessment.importance, assessment.survey.steps)


def survey_chart(place: Place, data: SurveyMap) -> Chart:
    """Importance (up) over satisfaction (right): ◆ where it is important and not satisfying, ● elsewhere."""
    frame = _frame(data)
    sides = label_sides(data, frame)
    by_look: dict[tuple[bool, str], list[SurveyPoint]] = {}
    for point, side in zip(data.points, sides, strict=True):
        by_look.setdefault((point.acts, side), []).append(point)
    # the longest first: LibreOffice loses a series of a document's chart when a longer one follows it
    groups = sorted(by_look.items(), key=lambda group: -len(group[1]))
    rows: list[list[Any]] = [["項目", "満足度", "重要度", "区間（下）", "区間（上）"]]
    rows += [[*point[:5]] for _, points in groups for point in points]
    write_block(place, _rounded(rows))
    helpers = place._replace(column=place.column + _HELPERS)
    tint = _tint_rows(data, frame, len(groups[0][1]))
    write_block(helpers, [*_helper_rows(data, frame), *tint])
    chart = begin_chart(place, "scatter", "marker_only")
    chart.add_series(_tint(helpers, len(tint), data, frame))
    first = 1
    for (acts, side), points in groups:
        chart.add_series(_points_series(place, first, points, side, acts))
        first += len(points)
    for helper in (*_mean_lines(helpers, data), *_corners(helpers)):
        chart.add_series(helper)
    chart.set_x_axis(_axis(frame.low_x, frame.high_x, f"満足度の平均点（1 不満 ～ {data.steps} 満足）"))
    chart.set_y_axis(_axis(frame.low_y, frame.high_y, f"重要度の平均点（1 ～ {data.steps}）"))
    chart = finished(chart, layout=_LAYOUT)
    chart.set_plotarea(
        {"layout": _LAYOUT, "border": {"color": PALETTE.rule, "width": 0.75}, "fill": {"none": True}}
    )
    return chart


def _rounded(rows: list[list[Any]]) -> list[list[Any]]:
    return [[round(value, 4) if isinstance(value, Decimal) else value for value in row] for row in rows]


def _frame(data: SurveyMap) -> _Frame:
    xs = [float(v) for p in data.points for v in (p.satisfaction - p.below, p.satisfaction + p.above)]
    ys = [float(p.importance) for p in data.points]
    return _Frame(*_ends(xs, 0.02), *_ends(ys, 0.1))


def _ends(values: Sequence[float], air: float) -> tuple[float, float]:
    return floor((min(values) - air) / _STEP) * _STEP, ceil((max(values) + air) / _STEP) * _STEP


def label_sides(data: SurveyMap, frame: _Frame | None = None) -> list[str]:
    """On which side of its point each label stands, in the order of the points."""
    frame = frame or _frame(data)
    fixed = [*(_point_box(point, frame) for point in data.points), *_fixed_boxes(data, frame)]
    choices = [{side: _label_box(point, side, frame) for side in _SIDES} for point in data.points]
    sides: list[str] = []
    for index in range(len(choices)):
        sides.append("above")
        sides[index] = _best(index, sides, choices, fixed)
    for _ in range(_ROUNDS):
        before = list(sides)
        for index in range(len(choices)):
            sides[index] = _best(index, sides, choices, fixed)
        if sides == before:
            break
    return sides


def _best(index: int, sides: Sequence[str], choices: Sequence[dict[str, _Box]], fixed: Sequence[_Box]) -> str:
    """The side with the least overlap with points, lines and the labels placed so far; the first of equals."""
    labels = [choices[other][side] for other, side in enumerate(sides) if other != index]
    return min(
        _SIDES,
        key=lambda side: (round(_cost(choices[index][side], [*fixed, *labels]), 2), _SIDES.index(side)),
    )


def _fixed_boxes(data: SurveyMap, frame: _Frame) -> list[_Box]:
    """Where the lines of the means, their names and those of the quadrants stand."""
    mean_x, mean_y = frame.at(float(data.satisfaction), float(data.importance))
    boxes = [_Box(mean_x - 0.4, 0, mean_x + 0.4, _HEIGHT), _Box(0, mean_y - 0.4, _WIDTH, mean_y + 0.4)]
    for text, x, y in _helper_rows(data, frame)[_CORNERS_AT:]:
        at_x, at_y = frame.at(float(x), float(y))
        wide = text_width(text) * _EM
        left = at_x if x == frame.low_x else at_x - wide
        boxes.append(_Box(left, at_y - _EM, left + wide, at_y + _EM))
    return boxes


def _cost(box: _Box, others: Sequence[_Box]) -> float:
    outside = max(0.0, -box.left) + max(0.0, box.right - _WIDTH)
    outside += max(0.0, -box.bottom) + max(0.0, box.top - _HEIGHT)
    return sum(box.overlap(other) for other in others) + 10 * outside


def _point_box(point: SurveyPoint, frame: _Frame) -> _Box:
    """The marker and the line of the interval."""
    left, y = frame.at(float(point.satisfaction - point.below), float(point.importance))
    right, _ = frame.at(float(point.satisfaction + point.above), float(point.importance))
    return _Box(left, y - 0.7, right, y + 0.7)


def _label_box(point: SurveyPoint, side: str, frame: _Frame) -> _Box:
    x, y = frame.at(float(point.satisfaction), float(point.importance))
    wide, high, gap = text_width(point.name) * _EM, 1.3 * _EM, 1.6
    if side == "above":
        return _Box(x - wide / 2, y + gap, x + wide / 2, y + gap + high)
    if side == "below":
        return _Box(x - wide / 2, y - gap - high, x + wide / 2, y - gap)
    if side == "right":
        return _Box(x + gap, y - high / 2, x + gap + wide, y + high / 2)
    return _Box(x - gap - wide, y - high / 2, x - gap, y + high / 2)


def _helper_rows(data: SurveyMap, frame: _Frame) -> list[list[Any]]:
    """Two points for each mean, then one per corner for the quadrant's name."""
    satisfaction, importance = round(data.satisfaction, 4), round(data.importance, 4)
    inside = (frame.high_y - frame.low_y) * 0.035
    return [
        ["線と名前", "満足度", "重要度"],
        ["満足度の平均", satisfaction, frame.low_y],
        ["満足度の平均", satisfaction, frame.high_y],
        ["重要度の平均", frame.low_x, importance],
        ["重要度の平均", frame.high_x, importance],
        [QUADRANTS["improve"], frame.low_x, frame.high_y - inside],
        [QUADRANTS["keep"], frame.high_x, frame.high_y - inside],
        [QUADRANTS["consider"], frame.low_x, frame.low_y + inside],
        [QUADRANTS["hold"], frame.high_x, frame.low_y + inside],
        ["満足度の平均 0.00", satisfaction, frame.low_y + inside],
        ["重要度の平均 0.00", frame.low_x, round(float(importance) - inside, 4)],
    ]


def _tint_rows(data: SurveyMap, frame: _Frame, least: int) -> list[list[Any]]:
    """The way to and fro through the quadrant to be improved; at least as many points as the longest other series."""
    lines = max(_TINT_LINES, -(-least // 2))
    left, right = frame.low_x, float(data.satisfaction)
    low, step = float(data.importance), (frame.high_y - float(data.importance)) / lines
    rows: list[list[Any]] = []
    for line in range(lines):
        y = round(low + (line + 0.5) * step, 4)
        ends = [left, right] if line % 2 == 0 else [right, left]
        rows += [["塗り", round(x, 4), y] for x in ends]
    return rows


def _tint(place: Place, points: int, data: SurveyMap, frame: _Frame) -> dict[str, Any]:
    first, last = _TINT_AT, _TINT_AT + points - 1
    high = frame.at(frame.low_x, frame.high_y)[1] - frame.at(frame.low_x, float(data.importance))[1]
    return {
        "name": place.cells((first, 0), (first, 0))[:3],
        "categories": place.cells((first, 1), (last, 1)),
        "values": place.cells((first, 2), (last, 2)),
        "line": {
            "color": PALETTE.rust,
            "width": round(high / _MM * 2 / points, 2),
            "transparency": _TINT_CLEAR,
        },
        "marker": {"type": "none"},
        "data_labels": None,
    }


def _mean_lines(place: Place, data: SurveyMap) -> list[dict[str, Any]]:
    line = {"color": PALETTE.mid, "width": 1}
    marker = {"type": "none"}
    words = (f"満足度の平均 {number(data.satisfaction, 2)}", f"重要度の平均 {number(data.importance, 2)}")
    sides = ("left", "right")  # of labels that stand beside their lines
    made = []
    for index, (text, side) in enumerate(zip(words, sides, strict=True)):
        first = 1 + 2 * index
        made.append(
            {
                "name": place.cells((first, 0), (first, 0))[:3],
                "categories": place.cells((first, 1), (first + 1, 1)),
                "values": place.cells((first, 2), (first + 1, 2)),
                "line": line,
                "marker": marker,
                "data_labels": None,
            }
        )
        made.append(_named_point(place, _NAMES_AT + index, text, side, font(8, PALETTE.sub)))
    return made


def _corners(place: Place) -> list[dict[str, Any]]:
    looks = {
        "improve": ("right", font(8.5, PALETTE.rust, bold=True)),
        "keep": ("left", font(8, PALETTE.sub)),
        "consider": ("right", font(8, PALETTE.sub)),
        "hold": ("left", font(8, PALETTE.sub)),
    }
    return [
        _named_point(place, row, QUADRANTS[key], side, look)
        for row, (key, (side, look)) in enumerate(looks.items(), _CORNERS_AT)
    ]


def _named_point(place: Place, row: int, text: str, side: str, look: dict[str, Any]) -> dict[str, Any]:
    """An invisible point that carries a text."""
    return {
        "name": place.cells((row, 0), (row, 0))[:3],
        "categories": place.cells((row, 1), (row, 1)),
        "values": place.cells((row, 2), (row, 2)),
        "line": NO_LINE,
        "marker": {"type": "none"},
        "data_labels": one_label(1, 0, text, side, look),
    }


def _points_series(
    place: Place, first: int, points: Sequence[SurveyPoint], side: str, acts: bool
) -> dict[str, Any]:
    last = first + len(points) - 1
    color = PALETTE.rust if acts else PALETTE.navy
    look = font(_LABEL, PALETTE.ink, bold=acts)
    return {
        "name": "重点的に改善" if acts else "そのほか",
        "categories": place.cells((first, 1), (last, 1)),
        "values": place.cells((first, 2), (last, 2)),
        "line": NO_LINE,
        "marker": dot(color, 5) | ({"type": "diamond", "size": 8} if acts else {}),
        "x_error_bars": {
            "type": "custom",
            "plus_values": _formula(place, first, last, 4),
            "minus_values": _formula(place, first, last, 3),
            "end_style": 0,
            "line": {"color": "#D98A52" if acts else "#7F9FC4", "width": 1},
        },
        "data_labels": {
            "value": True,
            "position": side,
            "font": look,
            "custom": [{"value": point.name, "font": look} for point in points],
        },
    }


def _formula(place: Place, first: int, last: int, column: int) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    sheet, *cells = place.cells((first, column), (last, column))
    return f"={quote_sheetname(sheet)}!{xl_range_abs(*cells)}"


def _axis(low: float, high: float, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_font": font(8, PALETTE.sub) | {"bold": False},
        "num_font": font(8, PALETTE.sub),
        "num_format": "0.00",
        "min": low,
        "max": high,
        "major_unit": _STEP if high - low <= _LONG_AXIS else 2 * _STEP,
        "crossing": low,
        "major_gridlines": {"visible": False},
        "major_tick_mark": "outside",
        "minor_tick_mark": "none",
        "line": {"color": PALETTE.rule, "width": 0.75},
    }
