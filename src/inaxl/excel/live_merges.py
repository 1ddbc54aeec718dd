"""The merged areas of an open sheet in few questions: each is a call to Excel, and a form has dozens of areas.

Excel says of a block whether none, all or some of its cells are merged. Blocks are divided where the written cells let
expect a border of merged cells (an empty cell right of a written one is often part of it). A wrong expectation costs
questions, never an area. In a block of merged cells alone, each area is asked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from inaxl.books.grid import Area, CellValue, cell_name, column_number

if TYPE_CHECKING:
    import xlwings

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def merged_areas(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[CellValue]]) -> tuple[Area, ...]:
    """All merged areas that touch `area`; `rows` are the sheet's values from its first cell on."""
    found: set[Area] = set()
    guess: Expected | None = None
    blocks = [area]
    while blocks:
        block = blocks.pop()
        if any(_within(block, merged) for merged in found):
            continue
        state = _state(sheet, block)
        if state:
            found |= set(_areas_of(sheet, block, found))
        elif state is None:
            guess = guess or Expected(rows, area)
            blocks += reversed(guess.divided(block))
    return tuple(sorted(found))


def _state(sheet: xlwings.Sheet, block: Area) -> bool | None:
    """True where all cells are merged, False where none is, None for some. Only False is relied upon."""
    return sheet.range(
        f"{cell_name(block.top, block.left)}:{cell_name(block.bottom, block.right)}"
    ).merge_cells


def _areas_of(sheet: xlwings.Sheet, block: Area, known: set[Area]) -> Iterator[Area]:
    """The areas that a block of merged cells consists of; a cell that is none after all is its own area, and left out."""
    seen = {merged for merged in known if _touch(merged, block)}
    for row in range(block.top, block.bottom + 1):
        for column in range(block.left, block.right + 1):
            if not any(_within(Area(row, column, row, column), merged) for merged in seen):
                merged = area_of(sheet.range(cell_name(row, column)).merge_area.address)
                seen.add(merged)
                if merged[:2] != merged[2:]:
                    yield merged


def area_of(address: str) -> Area:
    """`$B$4:$D$4` as an area."""
    first, _, last = address.replace("$", "").partition(":")
    ends = [_CELL.fullmatch(cell) for cell in (first, last or first)]
    (top, left), (bottom, right) = ((int(end[2]), column_number(end[1])) for end in ends if end)
    return Area(top, left, bottom, right)


def _within(area: Area, outer: Area) -> bool:
    rows = outer.top <= area.top and area.bottom <= outer.bottom
    return rows and outer.left <= area.left and area.right <= outer.right


def _touch(one: Area, other: Area) -> bool:
    rows = one.top <= other.bottom and other.top <= one.bottom
    return rows and one.left <= other.right and other.left <= one.right


class Expected:
    """Which cells of an area are expected to be merged, counted so that any block's number is known at once."""

    def __init__(self, rows: Sequence[Sequence[CellValue]], area: Area) -> None:
        self._top, self._left = area.top - 1, area.left - 1
        width = area.right - area.left + 1
        self._sums: list[list[int]] = [[0] * (width + 1)]
        for number in range(area.top, area.bottom + 1):
            values = rows[number - 1] if number <= len(rows) else ()
            line = accumulate(_likely(values, area.left, area.right), initial=0)
            self._sums.append([above + own for above, own in zip(self._sums[-1], line, strict=True)])

    def count(self, block: Area) -> int:
        """Cells of the block that are expected to be merged."""
        upper, lower = self._sums[block.top - 1 - self._top], self._sums[block.bottom - self._top]
        left, right = block.left - 1 - self._left, block.right - self._left
        return lower[right] - lower[left] - upper[right] + upper[left]

    def divided(self, block: Area) -> tuple[Area, Area]:
        """The block in two, each as much of one kind as it can be; in the middle where nothing is expected."""
        least = self._mixture(block) - 1e-9
        best = halves(block)
        for parts in _divisions(block):
            mixture = sum(map(self._mixture, parts))
            if mixture < least:
                least, best = mixture - 1e-9, parts
        return best

    def _mixture(self, block: Area) -> float:
        """0 where all cells are of one kind; most where half of them are."""
        cells = (block.bottom - block.top + 1) * (block.right - block.left + 1)
        expected = self.count(block)
        return expected * (cells - expected) / cells


def _likely(values: Sequence[CellValue], left: int, right: int) -> Iterator[int]:
    """1 for an empty cell behind a written one, and for the written one before it."""
    has_text = False
    for column in range(left, right + 1):
        is_empty = column > len(values) or values[column - 1] is None
        if not is_empty:
            has_text = True
            is_empty = column < right and (column >= len(values) or values[column] is None)
        yield int(has_text and is_empty)


def _divisions(block: Area) -> Iterator[tuple[Area, Area]]:
    for row in range(block.top, block.bottom):
        yield block._replace(bottom=row), block._replace(top=row + 1)
    for column in range(block.left, block.right):
        yield block._replace(right=column), block._replace(left=column + 1)


def halves(area: Area) -> tuple[Area, Area]:
    """The longer side divided in two."""
    if area.bottom - area.top >= area.right - area.left:
        middle = (area.top + area.bottom) // 2
        return area._replace(bottom=middle), area._replace(top=middle + 1)
    middle = (area.left + area.right) // 2
    return area._replace(right=middle), area._replace(left=middle + 1)
