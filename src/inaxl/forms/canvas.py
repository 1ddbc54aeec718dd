"""A sheet as a person sees it: texts, merged cells as one, what is near what. Nothing is interpreted here."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from functools import lru_cache

from inaxl.books.grid import Area, CellError, CellValue, Grid
from inaxl.forms.headings import Heading, read_heading
from inaxl.forms.saved import as_taught, masked_key
from inaxl.values.formats import shown_by
from inaxl.values.labels import clean_text

MAX_MERGED_CELLS = 500_000
"""Merged cells of a sheet that are followed."""
Place = tuple[int, int]
"""Row and column, 1-based."""


class Canvas:
    """A grid with its merged cells resolved. `rows` are the numbers of rows that hold something, in order.

    `words` are headings that a saved reading explains, by key; `headings` those understood so far, by cell.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.words: dict[str, str] = {}
        self.headings: dict[Place, Heading | None] = {}
        self.columns_of: dict[int, list[int]] = {}
        self._shown: dict[Place, CellValue] = {}
        for number, line in enumerate(grid.rows, 1):
            if line:
                filled = [c for c, value in enumerate(line, 1) if value is not None and not _is_blank(value)]
                if filled:
                    self.columns_of[number] = filled
                    for column in filled:
                        self._shown[number, column] = line[column - 1]
        self.rows = list(self.columns_of)
        self.last_row = self.rows[-1] if self.rows else 0
        self.last_column = max((columns[-1] for columns in self.columns_of.values()), default=0)
        self._area_of: dict[Place, Area] = {}
        self._merged = 0
        self.hidden_by_merge: list[Place] = []
        for area in grid.merges:
            self._place_merge(area)

    def _place_merge(self, area: Area) -> None:
        """Merged areas are followed only where the sheet is used, and not without end."""
        height = min(area.bottom, self.last_row) - area.top + 1
        width = min(area.right, self.last_column + 1) - area.left + 1
        self._merged += max(height, 0) * max(width, 0)
        if self._merged > MAX_MERGED_CELLS:
            return  # no form of an office: a whole sheet merged by mistake, or a trap
        value = self._shown.get((area.top, area.left))
        for row in range(area.top, min(area.bottom, self.last_row) + 1):
            for column in range(area.left, min(area.right, self.last_column + 1) + 1):
                place = (row, column)
                self._area_of[place] = area
                if place == (area.top, area.left):
                    continue
                if self._shown.pop(place, None) is not None:
                    self.hidden_by_merge.append(place)
                if value is not None:
                    self._shown[place] = value

    def use_words(self, words: dict[str, str]) -> None:
        """Understand headings with the words of a saved reading from now on."""
        self.words = words
        self.headings.clear()

    def heading(self, text: str) -> Heading:
        """What a text means as a heading; the words of a saved reading come first."""
        if self.words:
            field = self.words.get(masked_key(text))
            if field is not None:
                return as_taught(text, field)
        return read_heading(text)

    def area(self, row: int, column: int) -> Area:
        """The merged area that a cell belongs to, or the cell itself."""
        return self._area_of.get((row, column)) or Area(row, column, row, column)

    def anchor(self, row: int, column: int) -> Place:
        """The cell that holds the value shown at this place."""
        area = self._area_of.get((row, column))
        return (area.top, area.left) if area else (row, column)

    def value(self, row: int, column: int) -> CellValue:
        """The value shown at this place, through merged cells; blanks and empty texts are None."""
        return self._shown.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The value as a person reads it, '' for blanks."""
        value = self._shown.get((row, column))
        if value is None:
            return ""
        return clean_of(value) if type(value) is str else clean_text(value)

    def own_text(self, row: int, column: int) -> str:
        """The text of a cell that is the anchor of what it shows, '' for the other cells of a merged area."""
        return self.text(row, column) if self.anchor(row, column) == (row, column) else ""

    def is_figure(self, row: int, column: int) -> bool:
        """Whether the cell holds a number that is not a year's."""
        value = self.value(row, column)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return not (isinstance(value, int) and (1950 <= value <= 2100 or self.year_text(row, column)))

    def year_text(self, row: int, column: int) -> str:
        """A small number that its display format shows as a year (`R5`, `令和5年度`), as it is shown; else ''."""
        value, code = self.value(row, column), self.grid.formats.get(self.anchor(row, column), "")
        if not code or not isinstance(value, int) or not 0 < value < 100:
            return ""
        shown = shown_by(code, 1)
        text = f"{shown.before}{value}{shown.after}"
        return text if text != str(value) and read_heading(text).is_year_only else ""

    def filled(self, row: int, left: int, right: int) -> list[int]:
        """Columns of a row between two columns that hold something of their own."""
        columns = self.columns_of.get(row, [])
        return columns[bisect_left(columns, left) : bisect_right(columns, right)]

    def shown(self, row: int, left: int, right: int) -> list[int]:
        """Columns of a row between two columns that show something, merged cells included."""
        return [c for c in range(left, right + 1) if self.value(row, c) is not None]

    def rows_between(self, top: int, bottom: int) -> list[int]:
        """Numbers of the rows that hold something, from top to bottom."""
        return self.rows[bisect_left(self.rows, top) : bisect_right(self.rows, bottom)]


clean_of = lru_cache(maxsize=8192)(clean_text)


def _is_blank(value: CellValue) -> bool:
    return value is None or (
        isinstance(value, str)
        and not isinstance(value, CellError)
        and not value.strip(" \t\r\n\u3000\u00a0\u200b\ufeff")
    )


def is_text(value: CellValue) -> bool:
    """Whether a cell holds words (error values are none)."""
    return isinstance(value, str) and not isinstance(value, CellError)


def is_moment(value: CellValue) -> bool:
    """Whether a cell is typed as a date or time."""
    return isinstance(value, dt.date | dt.time | dt.timedelta)
