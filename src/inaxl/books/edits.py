"""What can be written into a workbook: the edits that both hosts (a file on disk, a book open in Excel) carry out.

An edit says what, never how: `patch.py` carries edits out on the bytes of a file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

Value = str | int | float | bool | Decimal | None


class SetValue(NamedTuple):
    """Put a value into a cell; the cell keeps its format. None empties it, text is never read as a formula.

    A cell with a formula is refused unless `over_formula`.
    """

    sheet: str
    cell: str
    value: Value
    over_formula: bool = False


class MarkLook(NamedTuple):
    """How a marked cell looks on top of its own format. Colours are RRGGBB; `line` is an Excel border style."""

    fill: str
    line: str
    line_colour: str


class NoteRun(NamedTuple):
    """A piece of a note's text. `colour` is RRGGBB, '' for black."""

    text: str
    bold: bool = False
    colour: str = ""


class Mark(NamedTuple):
    """Lay fill and border over a cell and add a note. The value is never touched.

    A cell inside a merged area stands for the whole area. `note` is empty where only the look shall change.
    """

    sheet: str
    cell: str
    look: MarkLook
    note: tuple[NoteRun, ...] = ()


class CellLook(NamedTuple):
    """Format of a cell on a sheet of our own. Colours are RRGGBB, '' for none; `size` in points.

    `box` is the border style around the cell with `box_colour`; `top` and `bottom` are single rules.
    """

    font: str = "BIZ UDPゴシック"
    size: float = 11
    bold: bool = False
    underline: bool = False
    colour: str = "1A1A1A"
    fill: str = ""
    box: str = ""
    box_colour: str = ""
    top: tuple[str, str] | None = None
    bottom: tuple[str, str] | None = None
    horizontal: str = ""
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0


class OwnCell(NamedTuple):
    """One cell of a sheet of our own; `link` is a place in the same book as (sheet, cell)."""

    value: Value = None
    look: CellLook = CellLook()
    link: tuple[str, str] | None = None


class OwnRow(NamedTuple):
    """One row of a sheet of our own, from column A; `height` in points, None for the default."""

    cells: tuple[OwnCell, ...] = ()
    height: float | None = None


class SetSheet(NamedTuple):
    """Add a sheet of our own after the last one, or replace its content where a sheet of that name exists.

    `widths` are in characters; `frozen_rows` stay in view; `repeated_rows` (first, last) are printed on each page.
    The sheet prints on A4, one page wide.
    """

    name: str
    rows: tuple[OwnRow, ...]
    widths: tuple[float, ...] = ()
    frozen_rows: int = 0
    repeated_rows: tuple[int, int] | None = None
    landscape: bool = True
    tab_colour: str = ""
    footer: str = ""


class RemoveSheet(NamedTuple):
    """Take a sheet out of the book. Nothing happens where there is none of that name."""

    name: str


Edit = SetValue | Mark | SetSheet | RemoveSheet
