"""Sizes and formats that every sheet relies on: no text cut, no figure in the wrong shape."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from hypothesis import given
from hypothesis.strategies import floats, integers, text

from inaxl.books.sheet_styles import (
    NAMED,
    RATING_FILL,
    Styles,
    column_pixels,
    decimals_of,
    lines_needed,
    new_book,
    row_height,
    sheet_names,
    text_width,
)


@given(text(), floats(20, 900), floats(1, 300))
def test_a_wider_cell_never_needs_more_lines(written: str, width: float, more: float) -> None:
    """And every text needs at least one."""
    assert 1 <= lines_needed(written, width + more) <= lines_needed(written, width)


@given(text(alphabet="住宅の改修を支援したABC123 ", max_size=300), floats(40, 900))
def test_the_lines_hold_the_whole_text(written: str, width: float) -> None:
    """Lines times the width of a line is at least the width of the text."""
    assert (
        lines_needed(written, width, 10) * max((width - 8) * 0.75 / 10, 1)
        >= text_width(written.strip()) - 1e-6
    )


@given(integers(1, 26), floats(8, 10))
def test_a_row_is_one_and_a_half_times_as_high_as_its_lines(lines: int, size: float) -> None:
    """Up to the 409 points that Excel allows."""
    assert min(409, 1.5 * lines * size) <= row_height(lines, size) <= 409


def test_line_breaks_count_as_lines() -> None:
    """An empty line, too."""
    assert lines_needed("一\n二\n\n四", 300) == 4


def test_full_width_and_half_width_text_are_measured_apart() -> None:
    """Full-width 1 em, half-width katakana 0.5, digits of the P face 0.76 (measured in the font)."""
    assert (text_width("人口"), text_width("ｱｲ"), round(text_width("12"), 2)) == (2.0, 1.0, 1.52)


def test_a_column_is_as_wide_as_its_widest_figure() -> None:
    """Between the least and the most."""
    assert column_pixels(["1"], 60, figures=True) == 60
    assert column_pixels(["1,234,567,890.5"], 60, figures=True) > 110
    assert column_pixels(["あ" * 100], 60) == 180


def test_decimals_are_those_of_the_plan_else_those_entered() -> None:
    """A calculated 93.333333… does not make a column of ten decimals."""
    assert decimals_of(Decimal("93.3333333"), declared=1) == 1
    assert decimals_of(Decimal("1.5"), None, "集計中", Decimal("1.41")) == 2
    assert decimals_of(Decimal("0.3333333333")) == 4
    assert decimals_of(None, Decimal("1E+3")) == 0


def test_no_two_sheets_have_the_same_name() -> None:
    """Two projects with one number are a slip of the plan, not the end of the work."""
    assert sheet_names(["事業8", "事業9", "事業8"]) == ["事業8", "事業9", "事業8 (2)"]


def test_every_named_format_can_be_made_and_is_made_once() -> None:
    """A book asks for the same look by the same name."""
    book = new_book(BytesIO(), "")
    styles = Styles(book)
    assert len(NAMED) == len({id(styles(name)) for name in NAMED})
    assert styles("text", bold=True) is styles("text", bold=True)
    assert styles("text", bold=True) is not styles("text")
    assert set(RATING_FILL) <= set(NAMED)
    book.add_worksheet()
    book.close()
