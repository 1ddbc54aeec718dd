"""How every sheet that inaxl writes looks: palette, fonts, number formats, rating cells, the book itself.

The single place for colours and fonts in Excel; what stands on which sheet is in `merged_book.py`,
`evaluation_sheets.py` and `forms/entry_book.py`. XlsxWriter is imported when a book is begun, not before.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inaxl.values.display import ABSENT, excel_change_format, excel_format, excel_percent_format

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TEXT_FONT = "BIZ UDPゴシック"
FIGURE_FONT = "BIZ UDゴシック"  # its digits are of one width; those of the P face are not
SAMPLE_TEXT = "見本　数値は架空"
NO_VALUE = ABSENT
INDENT = 22  # pixels of one step: three blanks of the book's default font
PAPER_A4, PAPER_A3 = 9, 8
THIN, MEDIUM, DASHED, THICK = 1, 2, 3, 5
_CREATED = dt.datetime(2000, 1, 1)  # no clock in a file: the same inputs give the same bytes


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by their role."""

    ink: str = "#1A1A1A"
    sub: str = "#555B63"
    mid: str = "#7A828C"
    rule: str = "#AEB5BD"
    hair: str = "#DDE1E6"
    tint: str = "#F3F5F8"
    head: str = "#E6EAF0"
    navy: str = "#17406D"
    sky: str = "#A9CBEA"
    rust: str = "#BF5308"
    past: str = "#CBD5E0"
    error: str = "#F8D3BC"
    warning: str = "#DCEBF8"
    entry: str = "#FFF9DB"
    better: str = "#D6E7F6"
    worse: str = "#F8DFCC"
    same: str = "#E9EDF2"
    bar: str = "#E3B08A"
    fourth: str = "#5E8FC0"
    white: str = "#FFFFFF"


PALETTE = Palette()
RATING_FILL = {
    "on_track": PALETTE.navy,
    "mostly_on_track": PALETTE.sky,
    "needs_effort": PALETTE.rust,
    "no_actual": PALETTE.white,
}
SHARE_FORMAT = excel_percent_format()
POINTS_FORMAT = '"＋"0.0;"△"0.0;0.0'
CHANGE_FORMAT = excel_change_format()

_TEXT = {"font_name": TEXT_FONT, "font_size": 10, "font_color": PALETTE.ink, "valign": "vcenter"}
_FIGURE = {**_TEXT, "font_name": FIGURE_FONT, "align": "right"}
_HAIR_BELOW = {"bottom": THIN, "bottom_color": PALETTE.hair}
_RULE_BELOW = {"bottom": THIN, "bottom_color": PALETTE.rule}
_INK_BELOW = {"bottom": MEDIUM, "bottom_color": PALETTE.ink}
_BOXED = {"border": THIN, "border_color": PALETTE.hair}
_HEAD = {
    **_TEXT,
    "font_size": 9,
    "font_color": PALETTE.sub,
    "valign": "bottom",
    "align": "left",
    **_RULE_BELOW,
}
_GRID_HEAD = {
    **_TEXT,
    "align": "center",
    "text_wrap": True,
    "bg_color": PALETTE.head,
    "border": THIN,
    "border_color": PALETTE.rule,
}
_ENTRY = {**_TEXT, **_BOXED, "border_color": PALETTE.rule, "bg_color": PALETTE.entry, "locked": False}
_RATE = {**_TEXT, "indent": 1, "bottom": THIN, "bottom_color": PALETTE.white, "bold": True}

NAMED: dict[str, dict[str, Any]] = {
    # above and beside the tables
    "plan": {**_TEXT, "font_color": PALETTE.sub},
    "title": {**_TEXT, "font_size": 17, "bold": True, "font_color": PALETTE.navy},
    "lede": {**_TEXT, "font_size": 11.5, "bold": True},
    "body": {**_TEXT, "font_size": 11},
    "sub": {**_TEXT, "font_color": PALETTE.sub},
    "note": {**_TEXT, "font_size": 8.5, "font_color": PALETTE.sub},
    "section": {**_TEXT, "font_size": 12, "bold": True, **_INK_BELOW},
    "section_note": {**_TEXT, "font_size": 8.5, "font_color": PALETTE.sub, "align": "right", **_INK_BELOW},
    "ink_rule": _INK_BELOW,
    "sample": {
        **_TEXT,
        "font_size": 9,
        "font_color": PALETTE.sub,
        "align": "center",
        "border": THIN,
        "border_color": PALETTE.mid,
    },
    # tables of results: horizontal rules only
    "head": _HEAD,
    "head_figure": {**_HEAD, "align": "right"},
    "head_center": {**_HEAD, "align": "center"},
    "group": {**_TEXT, "bold": True, "bg_color": PALETTE.tint, **_HAIR_BELOW},
    "label": {
        **_TEXT,
        "font_size": 9,
        "font_color": PALETTE.sub,
        "bg_color": PALETTE.tint,
        "indent": 1,
        "text_wrap": True,
        **_HAIR_BELOW,
    },
    "text": {**_TEXT, **_HAIR_BELOW},
    "wrap": {**_TEXT, "text_wrap": True, **_HAIR_BELOW},
    "text_sub": {**_TEXT, "font_size": 9, "font_color": PALETTE.sub, **_HAIR_BELOW},
    "center": {**_TEXT, "align": "center", **_HAIR_BELOW},
    "figure": {**_FIGURE, **_HAIR_BELOW},
    "figure_now": {**_FIGURE, "bold": True, **_HAIR_BELOW},
    "figure_past": {**_FIGURE, "font_color": PALETTE.sub, **_HAIR_BELOW},
    "share": {**_FIGURE, "num_format": SHARE_FORMAT, **_HAIR_BELOW},
    "share_past": {**_FIGURE, "font_color": PALETTE.sub, "num_format": SHARE_FORMAT, **_HAIR_BELOW},
    "change": {**_FIGURE, "num_format": CHANGE_FORMAT, **_HAIR_BELOW},
    "total": {**_TEXT, "bold": True, **_INK_BELOW},
    "total_figure": {**_FIGURE, "bold": True, **_INK_BELOW},
    "link": {**_TEXT, "font_color": PALETTE.navy, "underline": 1, **_HAIR_BELOW},
    "link_figure": {**_FIGURE, "font_color": PALETTE.navy, "underline": 1, **_HAIR_BELOW},
    "figure_link": {**_FIGURE, "font_color": PALETTE.navy, "underline": 1, **_HAIR_BELOW},
    "figure_now_link": {**_FIGURE, "font_color": PALETTE.navy, "underline": 1, "bold": True, **_HAIR_BELOW},
    "figure_past_link": {**_FIGURE, "font_color": PALETTE.sub, "underline": 1, **_HAIR_BELOW},
    "figure_quiet": {**_FIGURE, "font_color": PALETTE.rule, **_HAIR_BELOW},
    "figure_alert": {**_FIGURE, "font_color": PALETTE.rust, "bold": True, **_HAIR_BELOW},
    "share_now": {**_FIGURE, "bold": True, "num_format": SHARE_FORMAT, **_HAIR_BELOW},
    "points": {**_FIGURE, "num_format": POINTS_FORMAT, **_HAIR_BELOW},
    "day": {**_FIGURE, "align": "left", "num_format": "yyyy/m/d", **_HAIR_BELOW},
    "closing": {"top": MEDIUM, "top_color": PALETTE.ink},
    # states of departments and moves of ratings: shape and word, colour only where somebody must act
    "state_fix": {
        **_TEXT,
        "bold": True,
        "font_color": PALETTE.rust,
        "bg_color": PALETTE.worse,
        **_HAIR_BELOW,
    },
    "state_missing": {**_TEXT, "bold": True, "font_color": PALETTE.rust, **_HAIR_BELOW},
    "move_better": {**_TEXT, "font_color": PALETTE.navy, **_HAIR_BELOW},
    "move_worse": {**_TEXT, "font_color": PALETTE.rust, "bold": True, **_HAIR_BELOW},
    # ratings: fill, glyph and word always together
    "on_track": {**_RATE, "bg_color": PALETTE.navy, "font_color": PALETTE.white},
    "mostly_on_track": {**_RATE, "bg_color": PALETTE.sky, "bold": False},
    "needs_effort": {**_RATE, "bg_color": PALETTE.rust, "font_color": PALETTE.white},
    "no_actual": {
        **_RATE,
        "bold": False,
        "font_color": PALETTE.sub,
        "border": THIN,
        "border_color": PALETTE.mid,
        "bottom_color": PALETTE.mid,
    },
    # forms: a grid, because a person types into it
    "grid_head": _GRID_HEAD,
    "grid_head_now": {**_GRID_HEAD, "bg_color": PALETTE.navy, "font_color": PALETTE.white, "bold": True},
    "grid_text": {**_TEXT, **_BOXED, "text_wrap": True, "indent": 1},
    "grid_sub": {**_TEXT, **_BOXED, "font_color": PALETTE.sub, "text_wrap": True, "indent": 1},
    "grid_figure": {**_FIGURE, **_BOXED, "indent": 1},
    "grid_figure_past": {**_FIGURE, **_BOXED, "font_color": PALETTE.sub, "indent": 1},
    "entry": {**_ENTRY, "text_wrap": True, "indent": 1},
    "entry_long": {**_ENTRY, "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "entry_figure": {**_ENTRY, "font_name": FIGURE_FONT, "align": "right", "bold": True, "indent": 1},
    # marks of a check
    "error": {**_TEXT, "bg_color": PALETTE.error, "border": MEDIUM, "border_color": PALETTE.rust},
    "warning": {**_TEXT, "bg_color": PALETTE.warning, "border": DASHED, "border_color": PALETTE.navy},
    "status_unchecked": {
        **_TEXT,
        "font_size": 14,
        "bold": True,
        "align": "center",
        "border": MEDIUM,
        "border_color": PALETTE.mid,
    },
}


def number_format(decimals: int | None) -> str:
    """Excel format of a figure: thousands, △ for negative, that many decimals; None: as many as it has."""
    return excel_format(decimals)


def decimals_of(*values: object, declared: int | None = None) -> int:
    """Decimals to show in one row: as the plan declares, else as many as entered (up to 4)."""
    if declared is not None:
        return declared
    figures = (v for v in values if isinstance(v, Decimal) and v.is_finite())
    return min(4, max((0, *(-int(v.as_tuple().exponent) for v in figures))))


class Styles:
    """The named formats of one workbook, made when first asked for.

    `styles("text")` gives a format of `NAMED`; keyword arguments change single XlsxWriter properties of it.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Any, Format] = {}

    def __call__(self, name: str, **changes: Any) -> Format:
        """The format of that name, with `changes` to its XlsxWriter properties."""
        key = (name, tuple(changes.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**NAMED[name], **changes})
        return self._made[key]

    def figure(self, decimals: int | None, name: str = "figure", **changes: Any) -> Format:
        """A figure cell with that many decimals; `name` is a figure style such as `figure_past`."""
        return self(name, num_format=number_format(decimals), **changes)

    def rating(self, rating: str, **changes: Any) -> Format:
        """The cell of a rating: fill, weight and border as the rating demands."""
        return self(rating, **changes)


def new_book(target: Path | str | IO[bytes], title: str, saved: dt.date | None = None) -> Workbook:
    """Begin a book: fonts, fixed properties, nothing of the clock or the user in it. Close it to write it.

    saved: the day that the book names as its last saving (default: a fixed day that stands for none).

    The default font is the one of figures: column widths count its digits (half an em), while those of
    the P face are 0.76 em wide and would make every width a surprise.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_column_width": 72,
            "default_format_properties": {"font_name": FIGURE_FONT, "font_size": 11},
        },
    )
    book.set_properties(
        {
            "title": title,
            "author": "inaxl",
            "created": dt.datetime.combine(saved, dt.time(12)) if saved else _CREATED,
        }
    )
    book.set_calc_mode("auto")
    return book


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names for the sheets of a book, each once: a second 事業8 becomes `事業8 (2)`."""
    seen: dict[str, int] = {}
    names = []
    for name in wanted:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def set_up_print(
    sheet: Worksheet,
    *,
    landscape: bool = False,
    paper: int = PAPER_A4,
    one_page: bool = False,
    repeat_rows: tuple[int, int] | None = None,
) -> None:
    """Paper, margins, page numbers, one page wide (one high too if `one_page`); rows are 0-based."""
    sheet.hide_gridlines(2)
    sheet.set_paper(paper)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.79, right=0.59, top=0.55, bottom=0.6)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.set_footer(f'&C&"{FIGURE_FONT},標準"&9－ &P －', {"margin": 0.3})
    if repeat_rows:
        sheet.repeat_rows(*repeat_rows)


def text_width(text: str, digit: float = 0.76) -> float:
    """Width of a line [em]: full-width 1, half-width katakana 0.5, Latin and digits `digit` (P face 0.76)."""
    return sum(_EM.get(unicodedata.east_asian_width(c), digit) for c in text)


_EM = {"W": 1.0, "F": 1.0, "A": 1.0, "H": 0.5}


def column_pixels(
    texts: Iterable[str], least: int, *, most: int = 180, figures: bool = False, indent: int = 0
) -> int:
    """Width of a column [pixels] in which none of the texts is cut at 10 pt, between `least` and `most`.

    `figures`: set in the face of figures, whose digits are half an em wide. `indent`: its steps in the cells.
    """
    digit = 0.5 if figures else 0.76
    widest = max((text_width(text, digit) for text in texts), default=0.0)
    return min(most, max(least, ceil(widest * 10 / 0.75) + 14 + indent * INDENT))


def lines_needed(text: str, width: float, size: float = 10) -> int:
    """Lines that a wrapped text takes in a cell `width` [pixels] wide at `size` [pt]; at least 1.

    One em is kept free per line: kinsoku moves a character to the next line.
    """
    per_line = max((width - 8) * 0.75 / size - 1, 1)
    return sum(max(1, ceil(text_width(line) / per_line)) for line in text.splitlines()) or 1


def row_height(lines: int, size: float = 10, least: float = 0) -> float:
    """Height of a row [pt] in which no line is cut: 1.5 × the lines, plus a little air; Excel allows 409."""
    return min(409.0, max(least, lines * size * 1.5 + 6))
