"""Counts per rating as bars of 100 %, and the small trend figure of a KPI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from inaxl.plan.model import RATINGS
from inaxl.report.charts import LAST_YEAR_FILL
from inaxl.site.svg import (
    INK,
    MID,
    NAVY,
    PAST,
    RUST,
    SKY,
    SUB,
    WHITE,
    dot,
    line,
    path,
    rect,
    text,
    text_width,
)
from inaxl.site.words import Words

_WIDTH = 720.0
_FILLS = (NAVY, SKY, RUST, WHITE)
_PALE = tuple(LAST_YEAR_FILL[rating] for rating in RATINGS)
_DARK = (True, False, True, False)


def ratings(data: Mapping[str, Any], words: Words) -> tuple[float, float, list[str]]:
    """One bar per goal or measure, last year's thin and pale under it; counts stand in the bar."""
    bars = data["bars"]
    names = [_short(bar["name"]) for bar in bars]
    left = min(300.0, max((text_width(name, 13) for name in names), default=0.0) + 14)
    body = _key(data["key"], left)
    y = 34.0
    for bar, name in zip(bars, names, strict=True):
        body.append(text(left - 10, y + 11, name, 13, at="end"))
        body += _segments(bar["counts"], left, y, _WIDTH - left - 14, 22, _FILLS, numbers=True)
        if bar["previous"] and sum(bar["previous"]):
            body.append(text(left - 10, y + 30, words("previous_year"), 11, SUB, at="end"))
            body += _segments(bar["previous"], left, y + 26, _WIDTH - left - 14, 7, _PALE, numbers=False)
        y += 46
    return _WIDTH, y - 4, body


def _short(name: str) -> str:
    return name if text_width(name, 13) <= 286 else name[:21] + "…"


def _key(names: Sequence[str], left: float) -> list[str]:
    body, x = [], left
    if left + sum(text_width(name, 12) + 32 for name in names) > _WIDTH:
        x = 0.0
    for name, fill in zip(names, _FILLS, strict=True):
        body.append(rect(x, 6, 12, 12, fill, MID if fill == WHITE else ""))
        body.append(text(x + 18, 12, name, 12))
        x += text_width(name, 12) + 32
    return body


def _segments(
    counts: Sequence[int],
    x: float,
    y: float,
    width: float,
    height: float,
    fills: Sequence[str],
    *,
    numbers: bool,
) -> list[str]:
    total, body = sum(counts), []
    for count, fill, is_dark in zip(counts, fills, _DARK, strict=True):
        if not count:
            continue
        wide = width * count / total
        body.append(rect(x, y, wide, height, fill, MID if fill == WHITE else WHITE))
        if numbers and wide >= text_width(str(count), 13) + 4:
            body.append(
                text(
                    x + wide / 2, y + height / 2, str(count), 13, WHITE if is_dark else INK, "middle", is_dark
                )
            )
        x += wide
    return body


def trend(data: Mapping[str, Any]) -> tuple[float, float, list[str]]:
    """The small figure of a KPI: shares of its height from `report.context_words.trend`."""
    width, height, air = 76.0, 22.0, 4.0
    points = data["points"]
    step = width / max(len(points), 1)

    def at(share: float) -> float:
        return air + (1 - share) * (height - 2 * air)

    body = []
    if data["target"] is not None:
        body.append(line(0, at(data["target"]), width, at(data["target"]), MID, 1, "3 2"))
    if data["kind"] == "bar":
        ground = at(data["zero"] or 0)
        for number, share in enumerate(points):
            if share is not None:
                top, foot = sorted((at(share), ground))
                fill = NAVY if number == len(points) - 1 else PAST
                body.append(rect(step * (number + 0.22), top, step * 0.56, foot - top, fill))
        return width, height, [*body, line(0, ground, width, ground, MID)]
    places = [
        None if share is None else (step * (number + 0.5), at(share)) for number, share in enumerate(points)
    ]
    body.append(path(places, NAVY, 2))
    known = [place for place in places if place is not None]
    body += [dot(*known[-1], 2.6)] if known else []
    lonely = [b for a, b in pairwise([None, *places]) if a is None and b is not None]
    return width, height, [*body, *(dot(*place, 1.6) for place in lonely)]
