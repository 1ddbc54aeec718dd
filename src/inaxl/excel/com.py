"""Excel's own numbers for lines, fills and alignments, and colours as Excel counts them (blue first)."""

from __future__ import annotations

NONE = -4142
SOLID = 1
EDGES = (7, 8, 9, 10)
"""Left, top, bottom and right edge of a cell."""
TOP, BOTTOM = 8, 9
INSIDE_COLUMNS, INSIDE_ROWS = 11, 12
"""Lines between the cells of a block."""
_CONTINUOUS, _DASH = 1, -4115
_HAIRLINE, _THIN, _MEDIUM, _THICK = 1, 2, -4138, 4
LINES = {
    "hair": (_CONTINUOUS, _HAIRLINE),
    "thin": (_CONTINUOUS, _THIN),
    "medium": (_CONTINUOUS, _MEDIUM),
    "thick": (_CONTINUOUS, _THICK),
    "mediumDashed": (_DASH, _MEDIUM),
}
"""Line style and weight of an edit's border style."""
HORIZONTAL = {"left": -4131, "center": -4108, "right": -4152}
VERTICAL = {"top": -4160, "center": -4108, "bottom": -4107}
UNDERLINE = 2
LANDSCAPE, PORTRAIT, PAPER_A4 = 2, 1, 9


def colour(rgb: str) -> int:
    """`BF5308` as Excel counts it: red + 256 green + 65536 blue."""
    return int(rgb[4:6] + rgb[2:4] + rgb[0:2], 16)
