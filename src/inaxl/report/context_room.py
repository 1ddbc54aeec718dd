"""How many rows the lists of the page 要点 have, so that it stays one page where focus items take a part of it.

Without focus items every list has `LISTED` rows. With them the lists give way: row by row, and where names or reasons
run over several lines, by those lines too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from inaxl.books.sheet_styles import text_width

LISTED = 6  # rows of a list; the whole lists are in the chapters
MOVED_EMS = (15.0,)  # room of a name in the lists of moves [em]; the face is narrower than full width
MISSING_EMS = (14.5, 10.8)  # of a name and a reason in the list of missing values [em]
_MOVED_LINES, _MISSING_LINES = 8, 7  # lines of a list on the page, less one per focus item


class Room(NamedTuple):
    """Rows and lines that a list may have at most; None: as many lines as the rows need."""

    rows: int
    lines: int | None = None

    def fits(self, rows: Sequence[Sequence[str]], ems: Sequence[float]) -> int:
        """How many of the first rows there is room for, at least one; each row a text per column of that many ems."""
        used = 0
        for count, texts in enumerate(rows[: self.rows]):
            used += max(
                max(1, math.ceil(text_width(text) / width)) for text, width in zip(texts, ems, strict=True)
            )
            if self.lines is not None and used > self.lines and count:
                return count
        return min(self.rows, len(rows))


def moved_room(focus_items: int) -> Room:
    """Of each list of KPIs whose rating went up or down; focus_items: how many lines the page gives to those."""
    return Room(LISTED - focus_items, _MOVED_LINES - focus_items) if focus_items else Room(LISTED)


def missing_room(focus_items: int) -> Room:
    """Of the list of KPIs without an actual, which shares its column with the matrix of moves."""
    return Room(LISTED - 1 - focus_items, _MISSING_LINES - focus_items) if focus_items else Room(LISTED)
