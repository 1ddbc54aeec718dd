"""Population: total against the vision, natural and social change, parts of the gap, pyramid, scenarios."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from inaxl.site.svg import (
    DOTS,
    FOURTH,
    HAIR,
    INK,
    MID,
    NAVY,
    PAST,
    RULE,
    RUST,
    SKY,
    SUB,
    VISION,
    WHITE,
    dot,
    labels,
    levels,
    line,
    nice_step,
    path,
    rect,
    scale,
    spread,
    text,
    tick_text,
    ticks,
)
from inaxl.site.words import Words

Drawn = tuple[float, float, list[str]]
_WIDTH = 720.0
_LINES = {"actual": (NAVY, 3.5, ""), "vision": (INK, 1.6, VISION)}
_THIN = ((MID, 1.2, ""), (MID, 1.2, DOTS))


def population(data: Mapping[str, Any], words: Words) -> Drawn:
    """Actuals thick, the vision dashed with open squares, projections thin; names stand at the lines' ends."""
    lines = data["lines"]
    years = [year for item in lines for year, _ in item["points"]]
    values = [value for item in lines for _, value in item["points"]]
    first, last = math.floor(min(years) / 5) * 5, math.ceil((max(years) - 0.8) / 5) * 5
    low, high = math.floor(min(values) / 5000) * 5000, math.ceil(max(values) / 5000) * 5000
    x, y = scale(first, last + 1, 64, 520), scale(low, high, 300, 20)
    body = _level_lines(low, high, 5000, y, 520)
    for year in range(first, last + 1, 5):
        place = x(year + 0.75)
        body.append(line(place, 300, place, 305, RULE))
        body.append(text(place, 316, str(year), 12, SUB, "middle"))
    body.append(line(64, 300, 520, 300, RULE))
    thin = 0
    ends = []
    for item in reversed(lines):
        color, width, dash = _LINES.get(item["kind"], _THIN[thin % 2])
        thin += item["kind"] == "projection"
        places = [(x(year), y(value)) for year, value in item["points"]]
        body.append(path(places, color, width, dash))
        if item["kind"] == "vision":
            body += [rect(a - 3.5, b - 3.5, 7, 7, WHITE, INK) for a, b in places]
        if item["kind"] == "actual":
            a, b = places[-1]
            body += [
                dot(a, b, 4),
                line(a - 3, b + 5, a - 15, b + 34, NAVY),
                text(a - 12, b + 42, item["end"], 14, NAVY, "end", True),
            ]
        else:
            ends.append((places[-1], item["end"], INK if item["kind"] == "vision" else SUB))
    heights = spread([place[1] for place, _, _ in ends], 16)
    body += [
        text(place[0] + 8, height, label, 12, color, bold=color == INK)
        for (place, label, color), height in zip(ends, heights, strict=True)
    ]
    return _WIDTH, 330, body


def _level_lines(low: float, high: float, step: float, y: Any, right: float) -> list[str]:
    marks = ticks(low, high, step)
    return [
        levels(map(y, marks), 64, right),
        labels(((56, y(tick), tick_text(tick, step)) for tick in marks), "end"),
    ]


def changes(data: Mapping[str, Any], words: Words) -> Drawn:
    """Natural and social change side by side, each bar with its figure."""
    years = data["years"]
    values = [value for year in years for value in year["values"] if value is not None]
    low, high = min(0, *values, 0), max(0, *values, 0)
    y = scale(low, high or 1, 236, 52)
    step = _WIDTH / max(len(years), 1)
    thick = min(28, step * 0.36)
    body = [
        rect(0, 4, 12, 12, NAVY),
        text(18, 10, data["names"][0], 13),
        rect(100, 4, 12, 12, SKY, NAVY),
        text(118, 10, data["names"][1], 13),
    ]
    for number, year in enumerate(years):
        middle = step * (number + 0.5)
        for side, value in enumerate(year["values"]):
            if value is None:
                continue
            start = middle - thick if side == 0 else middle
            top, foot = sorted((y(value), y(0)))
            body.append(rect(start, top, thick, foot - top, SKY if side else NAVY, NAVY if side else ""))
            place = foot + 10 if value < 0 else top - 9
            body.append(
                text(
                    start + thick / 2 + (3 if side else -3),
                    place,
                    year["texts"][side],
                    11,
                    INK,
                    "middle",
                    not side,
                )
            )
        body.append(text(middle, 270, year["label"], 12, SUB, "middle"))
    return _WIDTH, 282, [*body, line(0, y(0), _WIDTH, y(0), INK)]


def gap_parts(data: Mapping[str, Any], words: Words) -> Drawn:
    """From the start to the end of the gap in steps: falls in rust, rises in pale blue, both ends in navy."""
    steps = data["steps"]
    low, high = min([0, *(step["low"] for step in steps)]), max([0, *(step["high"] for step in steps)])
    x = scale(low, high or 1, 260, 640)
    body, y = [text(x(0), 8, words("as_expected"), 12, SUB, "middle")], 22.0
    for step in steps:
        falls = step["amount"] < 0
        fill = NAVY if step["is_end"] else RUST if falls else SKY
        body.append(
            rect(x(step["low"]), y, x(step["high"]) - x(step["low"]), 22, fill, NAVY if fill == SKY else "")
        )
        body.append(text(190, y + 11, step["label"], 13, INK, "end", step["is_end"]))
        left = falls and not step["is_end"]
        place = x(step["low"]) - 6 if left else x(step["high"]) + 6
        body.append(
            text(
                place,
                y + 11,
                step["text"],
                13,
                RUST if fill == RUST else INK,
                "end" if left else "start",
                step["is_end"],
            )
        )
        y += 34
    return _WIDTH, y, [*body, line(x(0), 18, x(0), y, INK)]


def pyramid(data: Mapping[str, Any], words: Words) -> Drawn:
    """Five-year ages between the sexes: the base year as areas, the later one as an outline."""
    ages = data["ages"]
    most = max(value for side in (*data["base"], *data["later"]) for value in side)
    step = nice_step(most / 2)
    edge = math.ceil(most / step * 2) / 2 * step
    row, foot = 16.0, 46 + 16.0 * len(ages)
    sides = (scale(0, edge, 330, 20), scale(0, edge, 390, 700))
    body = [text(175, 36, words("men"), 13, at="middle"), text(545, 36, words("women"), 13, at="middle")]
    body += [
        text(0, 10, f"{words('area')} {data['base_name']}", 13, SUB),
        text(360, 10, f"{words('outline')} {data['later_name']}", 13, NAVY, bold=True),
    ]
    for side, x in enumerate(sides):
        for tick in ticks(0, math.floor(edge / step) * step, step):
            body += [
                line(x(tick), 46, x(tick), foot, HAIR),
                text(x(tick), foot + 12, tick_text(tick, step), 12, SUB, "middle"),
            ]
        for number, value in enumerate(data["base"][side]):
            left, right = sorted((x(0), x(value)))
            body.append(rect(left, foot - row * (number + 1) + 1, right - left, row - 2, PAST))
        outline = [
            (x(value), foot - row * (number + end))
            for number, value in enumerate(data["later"][side])
            for end in (0, 1)
        ]
        body.append(path(outline, NAVY, 2))
    body += [
        text(360, foot - row * (number + 0.5), age, 11, SUB, "middle")
        for number, age in enumerate(ages)
        if number % 2 == 0
    ]
    return _WIDTH, foot + 24, body


_PATHS = (
    (NAVY, 3, ""), (INK, 1.6, VISION), (MID, 1.4, ""), (FOURTH, 1.8, "5 3"), (SKY, 2.4, ""), (MID, 1.4, DOTS),
)  # fmt: skip


def scenarios(data: Mapping[str, Any], words: Words) -> Drawn:
    """Scenarios of the projection, each named at its end."""
    paths, years = data["paths"], data["years"]
    values = [value for item in paths for value in item["values"]]
    step = nice_step((max(values) - min(values)) / 5)
    low, high = math.floor(min(values) / step) * step, math.ceil(max(values) / step) * step
    x, y = scale(0, max(len(years) - 1, 1), 64, 420), scale(low, high, 280, 16)
    body = _level_lines(low, high, step, y, 420)
    for number, (_, year) in enumerate(years):
        if len(years) <= 6 or number % 2 == 0:
            body.append(text(x(number), 298, year, 12, SUB, "middle"))
    heights = spread([y(item["values"][-1]) for item in paths], 18)
    for number, (item, height) in enumerate(zip(paths, heights, strict=True)):
        color, width, dash = _PATHS[number % len(_PATHS)]
        places = [(x(place), y(value)) for place, value in enumerate(item["values"])]
        body += [
            path(places, color, width, dash),
            line(places[-1][0] + 3, places[-1][1], 434, height, MID, 0.8),
        ]
        body += [
            line(436, height, 462, height, color, width, dash),
            text(470, height, item["end"], 12, INK, bold=not number),
        ]
    return _WIDTH, max(312, *(height + 12 for height in heights)), body
