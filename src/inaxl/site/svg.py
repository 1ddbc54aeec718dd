"""The few shapes that the charts are drawn with, as SVG text: rectangles, lines, dots, texts, and a figure around them.

Lengths are units of the drawing's own grid (about a pixel at full width). Colours are those of `sheet_styles.PALETTE`; no
style sheet, no script and no outside file is needed, so a drawing can be kept or printed by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

from markupsafe import Markup

from inaxl.books.sheet_styles import PALETTE

INK, SUB, MID, RULE, HAIR = PALETTE.ink, PALETTE.sub, PALETTE.mid, PALETTE.rule, PALETTE.hair
NAVY, SKY, RUST, PAST, WHITE = PALETTE.navy, PALETTE.sky, PALETTE.rust, PALETTE.past, PALETTE.white
FOURTH = "#5E8FC0"
EVEN, VISION, DOTS = "6 4", "8 5", "2 4"
Point = tuple[float, float]


def length(value: float) -> str:
    """A length with at most one decimal: the same on every machine, and short."""
    return f"{round(value, 1) + 0.0:g}"  # + 0.0: there is no minus nought


def text_width(text: str, size: float) -> float:
    """About how wide a text is drawn: a full-width character as wide as it is high, others a little over half."""
    return size * sum(1.0 if east_asian_width(character) in "WFA" else 0.58 for character in text)


def rect(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> str:
    """A filled rectangle, with an edge if a colour is given for it."""
    stroke = f' stroke="{edge}"' if edge else ""
    return (
        f'<rect x="{length(x)}" y="{length(y)}" width="{length(max(width, 0))}" height="{length(max(height, 0))}"'
        f' fill="{fill}"{stroke}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, color: str, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    return path([(x1, y1), (x2, y2)], color, width, dash)


def path(points: Sequence[Point | None], color: str, width: float = 1, dash: str = "") -> str:
    """A line through points, interrupted where one is None; a point alone is no line."""
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{length(point[0])} {length(point[1])}")
        pen = "L"
    if not any(part.startswith("L") for part in parts):
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{"".join(parts)}" fill="none" stroke="{color}" stroke-width="{width}"{dashes}/>'


def dot(x: float, y: float, radius: float, fill: str = NAVY, edge: str = "") -> str:
    """A dot."""
    stroke = f' stroke="{edge}" stroke-width="2"' if edge else ""
    return f'<circle cx="{length(x)}" cy="{length(y)}" r="{radius}" fill="{fill}"{stroke}/>'


def diamond(x: float, y: float, radius: float, fill: str) -> str:
    """A square that stands on its corner."""
    corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    return f'<path d="M{"L".join(f"{length(a)} {length(b)}" for a, b in corners)}Z" fill="{fill}"/>'


def text(
    x: float,
    y: float,
    words: str,
    size: float = 13,
    fill: str = INK,
    at: str = "start",
    bold: bool = False,
    halo: bool = False,
) -> str:
    """A text, its middle at height `y`; `at` says what stands at `x`: its `start`, `middle` or `end`.

    halo: a white edge around it, so that it can be read across a line.
    """
    anchor = f' text-anchor="{at}"' if at != "start" else ""
    weight = ' font-weight="bold"' if bold else ""
    edge = f' paint-order="stroke" stroke="{WHITE}" stroke-width="4"' if halo else ""
    return (
        f'<text x="{length(x)}" y="{length(y + size * 0.36)}" font-size="{length(size)}" fill="{fill}"{anchor}{weight}{edge}>'
        f"{escape(words, quote=False)}</text>"
    )


def levels(heights: Iterable[float], left: float, right: float) -> str:
    """Thin level lines across a chart, as one shape."""
    drawn = "".join(f"M{length(left)} {length(y)}H{length(right)}" for y in heights)
    return f'<path d="{drawn}" fill="none" stroke="{HAIR}"/>'


def labels(named: Iterable[tuple[float, float, str]], at: str, size: float = 12) -> str:
    """Small grey texts of one kind, such as those of an axis: each with its place."""
    texts = "".join(
        f'<text x="{length(x)}" y="{length(y + size * 0.36)}">{escape(words, quote=False)}</text>'
        for x, y, words in named
    )
    return f'<g font-size="{length(size)}" fill="{SUB}" text-anchor="{at}">{texts}</g>'


def figure(
    id_: str, width: float, height: float, title: str, alt: str, body: Iterable[str], lang: str = ""
) -> Markup:
    """The drawing as one picture with a title and a description for those who do not see it."""
    language = f' lang="{lang}"' if lang else ""
    head = (
        f'<svg class="chart" role="img" aria-labelledby="{id_}-t {id_}-d" viewBox="0 0 {length(width)} {length(height)}"'
        f' width="{length(width)}" height="{length(height)}" xmlns="http://www.w3.org/2000/svg"{language}>'
    )
    return Markup(
        f'{head}<title id="{id_}-t">{escape(title)}</title><desc id="{id_}-d">{escape(alt)}</desc>'
        f"{''.join(body)}</svg>"
    )  # every part is escaped or made of numbers


def nice_step(raw: float) -> float:
    """The next round step at or above `raw`: 1, 2, 5 or 10 times a power of ten."""
    if raw <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(raw))
    return next((power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999), power * 10)


def ticks(low: float, high: float, step: float) -> list[float]:
    """Whole steps from `low` to `high`."""
    return [low + step * number for number in range(round((high - low) / step) + 1)]


def tick_text(value: float, step: float) -> str:
    """A figure at an axis with as many decimals as the step needs; △ for negative ones."""
    places = next((places for places in (0, 1) if float(round(step * 10**places, 6)).is_integer()), 2)
    shown = f"{abs(value):,.{places}f}"
    return ("△" if value < 0 and shown.strip("0.,") else "") + shown


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """From figures to places: `low` at `start`, `high` at `end`."""
    span = (high - low) or 1.0
    return lambda value: start + (end - start) * (value - low) / span


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Heights for labels so that none is nearer than `gap` to the one above, in the order given."""
    found: dict[int, float] = {}
    last = -math.inf
    for index in sorted(range(len(places)), key=lambda i: (places[i], i)):
        last = max(places[index], last + gap)
        found[index] = last
    return [found[index] for index in range(len(places))]
