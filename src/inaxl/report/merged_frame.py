"""What every sheet of the merged book has in common: title, lede, sample mark, headers, links, print set-up.

What stands on a sheet is in its own module (`merged_overview.py`, `merged_kpis.py`, …).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import (
    NO_VALUE,
    PALETTE,
    PAPER_A4,
    SAMPLE_TEXT,
    Styles,
    number_format,
    set_up_print,
)
from inaxl.evaluate.aggregate import effective_rating
from inaxl.report.charts import Place, rating_name
from inaxl.report.results import Results

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADER_ROW = 4
FIRST_ROW = 5
LINKS_PER_SHEET = 65_000  # Excel opens 65,530
_LONGEST_LINK = 2000
_SAMPLE_WIDTH = 124  # pixels that the mark needs
_ESCAPED = {ord(c): f"%{ord(c):02X}" for c in '%"# <>[]^`{}'}
_HEIGHTS = (18, 27, 21, 17)


class Merged(NamedTuple):
    """The book being written, and what it is written from. `link_base`: from the book to the working folder."""

    book: Workbook
    styles: Styles
    results: Results
    link_base: str


class Column(NamedTuple):
    """One column of a list: header, width [pixels], style of the header."""

    title: str
    width: int
    head: str = "head"


def begin_sheet(
    merged: Merged,
    name: str,
    widths: Sequence[int],
    *,
    title: str,
    lede: str,
    note: str = "",
    paper: int = PAPER_A4,
    printed: int | None = None,
    repeat: bool = True,
) -> Worksheet:
    """A sheet with its head: plan, title, the sentence that says what it shows, a note, the sample mark.

    widths: of the columns [pixels]; printed: how many of them are printed (all where None).
    """
    sheet = merged.book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, width)
    for row, height in enumerate(_HEIGHTS):
        sheet.set_row(row, height)
    styles, plan = merged.styles, merged.results.plan
    sheet.write_string(0, 0, plan.title, styles("plan"))
    sheet.write_string(1, 0, title, styles("title"))
    sheet.write_string(2, 0, lede, styles("lede"))
    if note:
        sheet.write_string(3, 0, note, styles("sub"))
    last = (printed or len(widths)) - 1
    if merged.results.is_sample:
        _mark_sample(sheet, widths[: last + 1], styles("sample"))
    set_up_print(sheet, landscape=True, paper=paper, repeat_rows=(HEADER_ROW, HEADER_ROW) if repeat else None)
    return sheet


def _mark_sample(sheet: Worksheet, widths: Sequence[int], style: Format) -> None:
    """The mark at the right edge, over as many columns as it needs."""
    first = len(widths) - 1
    while first > 0 and sum(widths[first:]) < _SAMPLE_WIDTH:
        first -= 1
    if first == len(widths) - 1:
        sheet.write_string(0, first, SAMPLE_TEXT, style)
    else:
        sheet.merge_range(0, first, 0, len(widths) - 1, SAMPLE_TEXT, style)


def write_header(merged: Merged, sheet: Worksheet, columns: Sequence[Column], row: int = HEADER_ROW) -> None:
    """The header row of a list: top rule in ink, below it one in grey."""
    sheet.set_row(row, 32)
    for column, (title, _, head) in enumerate(columns):
        sheet.write_string(
            row, column, title, merged.styles(head, text_wrap=True, top=2, top_color=PALETTE.ink)
        )


def finish_list(
    merged: Merged, sheet: Worksheet, rows: int, columns: int, *, frozen: int, printed: int | None = None
) -> int:
    """Filter, frozen panes, closing rule and print area of a list; gives the row below it."""
    below = FIRST_ROW + rows
    sheet.autofilter(HEADER_ROW, 0, max(below - 1, HEADER_ROW + 1), columns - 1)
    sheet.freeze_panes(FIRST_ROW, frozen)
    for column in range(printed or columns):
        sheet.write_blank(below, column, None, merged.styles("closing"))
    if printed:
        sheet.print_area(0, 0, below + 1, printed - 1)
    return below


def source_url(link_base: str, book: str, sheet: str | None = None, cell: str | None = None) -> str:
    """Address of a cell in a book of the working folder, for XlsxWriter. `book` is relative to that folder.

    `#`, `%` and blanks in file names are escaped, quotes in names of sheets doubled; Japanese stays as it is.
    """
    path = book.replace("\\", "/").translate(_ESCAPED)
    base = link_base if "://" in link_base else f"external:{link_base}"
    if not cell:
        return base + path
    place = f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}" if sheet else cell
    return f"{base}{path}#{place}"


class Links:
    """Puts links on cells of one sheet, as many as Excel opens; the cell's value is written afterwards or stays."""

    def __init__(self, merged: Merged, sheet: Worksheet) -> None:
        self._base, self._sheet, self._left = merged.link_base, sheet, LINKS_PER_SHEET

    def to_source(
        self,
        row: int,
        column: int,
        style: Format,
        book: str | None,
        sheet: str | None,
        cell: str | None,
        text: str = "",
    ) -> bool:
        """Link a cell to its source; False where there is no source, or no more link fits."""
        if not book or self._left <= 0:
            return False
        url = source_url(self._base, book, sheet, cell)
        if len(url) > _LONGEST_LINK:
            return False
        self._left -= 1
        self._sheet.write_url(row, column, url, style, text)
        return True


def write_figure(
    sheet: Worksheet,
    at: tuple[int, int],
    value: Decimal | int | None,
    style: Format,
    absent: Format | None = None,
) -> None:
    """A figure as a number, or `－` where there is none."""
    if value is None:
        sheet.write_string(*at, NO_VALUE, absent or style)
    else:
        sheet.write_number(*at, float(value), style)


def write_actual(
    merged: Merged,
    sheet: Worksheet,
    links: Links,
    at: tuple[int, int],
    row: Mapping[str, Any] | None,
    name: str,
    decimals: int,
) -> None:
    """A reported figure that is a link to the cell it stands in; `－` where nothing is reported."""
    styles = merged.styles
    value = row["actual"] if row else None
    plain = styles.figure(decimals, name)
    if row is None:
        sheet.write_string(*at, NO_VALUE, plain)
        return
    linked = styles.figure(decimals, f"{name}_link")
    found = links.to_source(*at, linked, row["source_book"], row["source_sheet"], row["source_cell"])
    write_figure(sheet, at, value, linked if found else plain)


def write_rating(merged: Merged, sheet: Worksheet, at: tuple[int, int], row: Mapping[str, Any]) -> None:
    """Fill, glyph and word of the rating that counts; `（手動）` where a person has overridden the rule."""
    rating = effective_rating(row)
    hand = "（手動）" if row["rating_override"] else ""
    sheet.write_string(
        *at,
        rating_name(merged.results.plan.rules, rating) + hand,
        merged.styles.rating(rating, indent=0, shrink=True),
    )


def chart_block(merged: Merged, sheet: Worksheet, row: int, column: int, title: str) -> Place:
    """Where the numbers behind a chart stand: beside the printed area, under a title that says so."""
    sheet.write_string(row, column, title, merged.styles("note"))
    return Place(merged.book, sheet, row + 1, column)


def add_bars(sheet: Worksheet, cells: tuple[int, int, int, int]) -> None:
    """Bars of shares in a column of their own, on one scale from 0 to 100 %."""
    bar = {"bar_only": True, "bar_solid": True, "bar_color": PALETTE.bar, "bar_border_color": PALETTE.bar}
    scale = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    sheet.conditional_format(*cells, {"type": "data_bar", "data_bar_2010": True, **bar, **scale})


def with_unit_format(unit: str, decimals: int) -> str:
    """Excel format of a figure with its unit after it, for lists of mixed units."""
    shown = unit.replace('"', "").replace("％", "%")
    if not shown:
        return number_format(decimals)
    return ";".join(f'{part}"{shown}"' for part in number_format(decimals).split(";"))


def section_name(results: Results, department: str | None) -> str:
    """The section (課) alone, where the plan knows the department; `主担当 未定` where there is none."""
    if not department:
        return "主担当 未定"
    return next(
        (d.section for d in results.plan.departments if d.name == department and d.section), department
    )
