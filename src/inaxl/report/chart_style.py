"""How every chart looks: fonts, axes, labels, frame; and the block of cells that a chart draws its data from.

Nothing here knows what a chart is about: that is in `charts.py` and `chart_goals.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import PALETTE, TEXT_FONT, number_format

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NO_LINE = {"none": True}


class Place(NamedTuple):
    """Where a chart's data are written: top left cell (0-based) of its block in a sheet of a book."""

    book: Workbook
    sheet: Worksheet
    row: int = 0
    column: int = 0

    def cells(self, first: tuple[int, int], last: tuple[int, int]) -> list[Any]:
        """A range of the block, relative to its corner, as XlsxWriter takes it."""
        return [
            self.sheet.name,
            self.row + first[0],
            self.column + first[1],
            self.row + last[0],
            self.column + last[1],
        ]

    def down(self, column: int, rows: int) -> list[Any]:
        """The values of one column of the block, below its header."""
        return self.cells((1, column), (rows, column))

    def name_of(self, column: int) -> list[Any]:
        """The header cell of one column of the block."""
        return [self.sheet.name, self.row, self.column + column]


def begin_chart(place: Place, kind: str, subtype: str = "") -> Chart:
    """A chart of an XlsxWriter type in the book of its data."""
    chart: Chart | None = place.book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    assert chart is not None, kind
    return chart


def write_block(place: Place, block: Sequence[Sequence[Any]]) -> int:
    """Write a header row and data rows, leaving cells without a value out; the number of data rows."""
    day = None
    for row, values in enumerate(block, place.row):
        for column, value in enumerate(values, place.column):
            if isinstance(value, str):
                if value:
                    place.sheet.write_string(row, column, value)
            elif isinstance(value, dt.date):
                day = day or place.book.add_format({"num_format": "yyyy/m/d"})
                place.sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
            elif value is not None:
                place.sheet.write_number(row, column, value)
    return len(block) - 1


def named(place: Place, column: int, rows: int) -> dict[str, Any]:
    """Name, categories and values of the series in one column of the block."""
    return {
        "name": place.name_of(column),
        "categories": place.down(0, rows),
        "values": place.down(column, rows),
    }


def dot(color: str, size: int, fill: str | None = None) -> dict[str, Any]:
    """A round marker; `fill` where it is open."""
    return {
        "type": "circle",
        "size": size,
        "border": {"color": color, "width": 1.25},
        "fill": {"color": fill or color},
    }


def one_label(count: int, at: int, text: str, position: str, font: dict[str, Any]) -> dict[str, Any] | None:
    """A literal label on one point only: names stand at their line, and labels taken from cells are lost in LibreOffice."""
    if at < 0 or not text:
        return None
    custom: list[Any] = [{"delete": True}] * count
    custom[at] = {"value": text, "font": font}
    return {"value": True, "position": position, "font": font, "custom": custom}


def font(size: float, color: str = PALETTE.ink, *, bold: bool = False) -> dict[str, Any]:
    """Font of one text of a chart."""
    return {"name": TEXT_FONT, "size": size, "color": color, "bold": bold}


def axis_line() -> dict[str, Any]:
    """The zero line."""
    return {"color": PALETTE.ink, "width": 0.6}


def category_axis(size: float) -> dict[str, Any]:
    """An axis of names, without ticks and grid."""
    return {
        "num_font": font(size),
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "major_gridlines": {"visible": False},
    }


def value_axis(decimals: int) -> dict[str, Any]:
    """An axis of figures with hair lines."""
    return {
        "num_font": font(8, PALETTE.sub),
        "num_format": number_format(decimals),
        "major_gridlines": {"visible": True, "line": {"color": PALETTE.hair, "width": 0.5}},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "line": NO_LINE,
    }


def finished(chart: Chart, *, title: str = "", layout: dict[str, float] | None = None) -> Chart:
    """No legend, frame or fill; no title but a key; empty years stay gaps."""
    chart.set_title({"name": title, "name_font": font(8.5)} if title else {"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": NO_LINE, "fill": {"none": True}})
    chart.set_plotarea({"border": NO_LINE, "fill": {"none": True}, **({"layout": layout} if layout else {})})
    chart.show_blanks_as("gap")
    return chart
