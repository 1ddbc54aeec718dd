"""A range as a plan book writes it, such as `0.5～2` or `50%～200%`. Both ends belong to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from inaxl.values.labels import label_key

_FIGURE = r"([+-]?\d+(?:\.\d+)?)(%?)"
_RANGE = re.compile(rf"{_FIGURE}(?:~|から){_FIGURE}(?:まで)?")
_HYPHENATED = re.compile(r"(\d+(?:\.\d+)?)(%?)-(\d+(?:\.\d+)?)(%?)")
"""A hyphen parts two figures only where neither could be negative."""
_HUNDRED = Decimal(100)


class Range(NamedTuple):
    """The smallest and the largest figure that is allowed."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal) and self.low <= value <= self.high


def parse_range(text: str) -> Range | None:
    """The range that a text writes, shares as ratios (50% is 0.5); None where it is none or runs backwards."""
    key = label_key(text.replace(",", "").replace("△", "-").replace("▲", "-"))
    match = _RANGE.fullmatch(key) or _HYPHENATED.fullmatch(key)
    if match is None:
        return None
    low, high = _figure(match[1], match[2] or match[4]), _figure(match[3], match[4])
    return Range(low, high) if low <= high else None


def _figure(digits: str, percent: str) -> Decimal:
    return Decimal(digits) / _HUNDRED if percent else Decimal(digits)
