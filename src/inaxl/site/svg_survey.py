"""The citizens' survey: importance against satisfaction, with the quadrant that calls for action tinted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from inaxl.site.svg import (
    MID,
    NAVY,
    RULE,
    RUST,
    SUB,
    diamond,
    dot,
    line,
    rect,
    scale,
    text,
    tick_text,
    ticks,
)
from inaxl.site.words import Words

_WIDTH, _HEIGHT = 720.0, 560.0
_LEFT, _RIGHT, _TOP, _FOOT = 52.0, 696.0, 30.0, 510.0
_TINT = "#FBEFE5"
_SIDES = {
    "above": (0, -14, "middle"),
    "below": (0, 14, "middle"),
    "right": (9, 0, "start"),
    "left": (-9, 0, "end"),
}


def survey(data: Mapping[str, Any], words: Words) -> tuple[float, float, list[str]]:
    """Every item labelled, ◆ where to act and ● elsewhere, bars the 95 % interval. See `report.chart_survey`."""
    points = data["points"]
    left, right = _quarters([v for p in points for v in (p["low"], p["high"])], 0.02)
    low, high = _quarters([p["y"] for p in points], 0.1)
    x, y = scale(left, right, _LEFT, _RIGHT), scale(low, high, _FOOT, _TOP)
    middle, level = x(data["x_mean"]), y(data["y_mean"])
    body = [
        rect(_LEFT, _TOP, middle - _LEFT, level - _TOP, _TINT),
        rect(_LEFT, _TOP, _RIGHT - _LEFT, _FOOT - _TOP, "none", RULE),
        line(middle, _TOP, middle, _FOOT, MID),
        line(_LEFT, level, _RIGHT, level, MID),
        *_axes(left, right, low, high, x, y),
        *_corners(data, middle, level),
    ]
    for point in points:
        body += _mark(point, x, y)
    body += [_name(point, x, y) for point in points]
    return _WIDTH, _HEIGHT, body


def _quarters(values: list[float], air: float) -> tuple[float, float]:
    return math.floor((min(values) - air) * 4) / 4, math.ceil((max(values) + air) * 4) / 4


def _axes(left: float, right: float, low: float, high: float, x: Any, y: Any) -> list[str]:
    across, up = (0.5 if end - start > 2 else 0.25 for start, end in ((left, right), (low, high)))
    body = [
        text(x(tick), _FOOT + 16, tick_text(tick, 0.25), 12, SUB, "middle")
        for tick in ticks(left, right, across)
    ]
    return body + [
        text(_LEFT - 8, y(tick), tick_text(tick, 0.25), 12, SUB, "end") for tick in ticks(low, high, up)
    ]


def _corners(data: Mapping[str, Any], middle: float, level: float) -> list[str]:
    corners = data["corners"]
    return [
        text(_LEFT + 8, _TOP + 14, corners["improve"], 13, RUST, bold=True),
        text(_RIGHT - 8, _TOP + 14, corners["keep"], 12, SUB, "end"),
        text(_LEFT + 8, _FOOT - 14, corners["consider"], 12, SUB),
        text(_RIGHT - 8, _FOOT - 14, corners["hold"], 12, SUB, "end"),
        text(middle - 6, _FOOT - 34, data["x_mean_text"], 12, SUB, "end"),
        text(_LEFT + 8, level + 13, data["y_mean_text"], 12, SUB),
        text(_RIGHT, _FOOT + 38, f"{data['x_name']} →", 13, SUB, "end"),
        text(0, 10, f"↑ {data['y_name']}", 13, SUB),
    ]


def _mark(point: Mapping[str, Any], x: Any, y: Any) -> list[str]:
    color = RUST if point["acts"] else NAVY
    place = x(point["x"]), y(point["y"])
    edge = "#D98A52" if point["acts"] else "#7F9FC4"
    return [
        line(x(point["low"]), place[1], x(point["high"]), place[1], edge),
        diamond(*place, 6, color) if point["acts"] else dot(*place, 4, color),
    ]


def _name(point: Mapping[str, Any], x: Any, y: Any) -> str:
    right, down, anchor = _SIDES[point["side"]]
    place = x(point["x"]) + right, y(point["y"]) + down
    return text(*place, point["name"], 12, at=anchor, bold=point["acts"], halo=True)
