"""A figure over the years of the term: the line that is judged, single years, the even path, baseline and target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from inaxl.site.svg import (
    EVEN,
    INK,
    MID,
    NAVY,
    PAST,
    RULE,
    RUST,
    SUB,
    WHITE,
    dot,
    labels,
    levels,
    line,
    nice_step,
    path,
    rect,
    scale,
    text,
    tick_text,
    ticks,
)
from inaxl.site.words import Words

_WIDTH, _HEIGHT = 720.0, 300.0
_LEFT, _RIGHT, _TOP, _FOOT = 70.0, 610.0, 26.0, 262.0


def goal(data: Mapping[str, Any], words: Words) -> tuple[float, float, list[str]]:
    """Line with dots for what is judged; for sums also bars of single years. See `report.chart_goals`."""
    points = data["points"]
    names = ("single", "evaluated", "even_path", "target")
    if not data["is_sum"]:
        names = ("evaluated", "even_path", "baseline", "target")
    values = [point[name] for point in points for name in names if point[name] is not None]
    if not values:
        return _WIDTH, 60, [text(_WIDTH / 2, 30, words("no_figure_yet"), 14, SUB, "middle")]
    low, high, step = _range(values, data["is_sum"])
    y = scale(low, high, _FOOT, _TOP)
    x = scale(-0.5, len(points) - 0.5, _LEFT, _RIGHT)
    marks = ticks(low, high, step)
    body = [
        levels(map(y, marks), _LEFT, _RIGHT),
        labels(((_LEFT - 10, y(tick), tick_text(tick, step)) for tick in marks), "end"),
        labels(
            ((x(number), _FOOT + 20, point["label"]) for number, point in enumerate(points)), "middle", 13
        ),
    ]
    ground = y(0) if data["is_sum"] else _FOOT
    for number, point in enumerate(points):
        if data["is_sum"] and point["single"] is not None:
            top, foot = sorted((y(point["single"]), ground))
            body.append(rect(x(number) - 22, top, 44, foot - top, PAST))
    body.append(line(_LEFT, ground, _RIGHT, ground, INK if data["is_sum"] else RULE))
    body += _lines(points, x, y)
    body += (
        _baseline(points, x, y, words)
        if not data["is_sum"]
        else [text(_RIGHT + 10, _FOOT - 8, words("bars_single"), 11, SUB)]
    )
    body += _ends(data, x, y, words)
    return _WIDTH, _HEIGHT, body


def _range(values: list[float], is_sum: bool) -> tuple[float, float, float]:
    low, high = min(values), max(values)
    if is_sum:
        low, high = min(low, 0), max(high, 0)
    spread = high - low or max(1, abs(high)) / 4
    step = nice_step(spread / 4)
    least = math.floor((low - (0 if is_sum else spread * 0.15)) / step) * step
    if low >= 0:
        least = max(least, 0)
    return least, math.ceil((high + spread * 0.12) / step) * step, step


def _places(points: Any, name: str, x: Any, y: Any) -> list[tuple[float, float] | None]:
    return [None if p[name] is None else (x(number), y(p[name])) for number, p in enumerate(points)]


def _lines(points: Any, x: Any, y: Any) -> list[str]:
    judged = _places(points, "evaluated", x, y)
    return [
        path(_places(points, "even_path", x, y), MID, 1.2, EVEN),
        path(judged, NAVY, 3),
        *(dot(*place, 4.5) for place in judged if place),
    ]


def _baseline(points: Any, x: Any, y: Any, words: Words) -> list[str]:
    body = []
    for number, point in enumerate(points):
        if point["baseline"] is None:
            continue
        below = point["evaluated"] is not None and point["evaluated"] >= point["baseline"]
        place = y(point["baseline"])
        body.append(dot(x(number), place, 5, WHITE, NAVY))
        label = f"{words('baseline')} {point['baseline_text']}"
        body.append(text(x(number), place + (18 if below else -17), label, 12, SUB, "middle"))
    return body


def _ends(data: Mapping[str, Any], x: Any, y: Any, words: Words) -> list[str]:
    """The target's tick, the last value with its name, and the bracket to the even path where it is not reached."""
    points, body = data["points"], []
    aims = [(number, p) for number, p in enumerate(points) if p["target"] is not None]
    judged = [(number, p) for number, p in enumerate(points) if p["evaluated"] is not None]
    last = judged[-1] if judged else None
    for number, point in aims:
        place = y(point["target"])
        under = last is not None and last[0] == number and last[1]["evaluated"] > point["target"]
        body.append(line(x(number) - 28, place, x(number) + 28, place, INK, 3.5))
        label = f"{words('target')} {point['target_text']}"
        body.append(text(x(number), place + (16 if under else -14), label, 13, INK, "middle", True))
    if last is None:
        return body
    number, point = last
    name = (f"{words('total_so_far')} " if data["is_sum"] else "") + point["evaluated_text"]
    gap = data["gap"]
    place, shift = (x(number) + 12, y(point["evaluated"])), -16
    if gap and gap["at"] == number and point["even_path"] is not None:
        body += _bracket(x(number) + 14, y(point["evaluated"]), y(point["even_path"]), gap["text"])
        shift = 16
    elif aims and aims[-1][0] == number:
        place, shift = (x(number) + 34, place[1]), 0
    elif aims and aims[-1][1]["target"] > point["evaluated"]:
        shift = 16
    return [*body, text(place[0], place[1] + shift, name, 14, NAVY, bold=True)]


def _bracket(x: float, low: float, high: float, words: str) -> list[str]:
    return [
        line(x, low, x, high, RUST, 2),
        *(line(x - 5, end, x + 5, end, RUST, 2) for end in (low, high)),
        text(x + 10, (low + high) / 2, words, 13, RUST, bold=True),
    ]
