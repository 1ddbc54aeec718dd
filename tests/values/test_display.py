"""Figures as the papers show them (look, section 7)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values import display
from inaxl.values.numbers import read_value

D = Decimal


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (D("64211"), None, "64,211"),
        (D("-453"), None, "△453"),
        (D("1.410"), None, "1.410"),
        (D("1.41"), 1, "1.4"),
        (D("2.5"), 0, "3"),
        (D("-2.5"), 0, "△3"),
        (D("-0.4"), 0, "0"),
        (D("1E+3"), None, "1,000"),
        (D("7"), 2, "7.00"),
        (None, 1, "－"),
    ],
)
def test_numbers_are_grouped_and_rounded_half_up(
    value: Decimal | None, decimals: int | None, text: str
) -> None:
    assert text == display.number(value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(D(28), None, "＋28"), (D(-3), None, "△3"), (D(0), None, "0"), (D("0.04"), 1, "0.0"), (D("-0.04"), 1, "0.0"), (None, None, "－")],
)  # fmt: skip
def test_a_change_carries_its_sign(value: Decimal | None, decimals: int | None, text: str) -> None:
    assert text == display.change(value, decimals)


def test_shares_have_one_decimal() -> None:
    shares = [display.percent(D(n) / D(87)) for n in (40, 13, 28, 6)]
    assert shares == ["46.0%", "14.9%", "32.2%", "6.9%"]
    assert [
        display.percent(D("0.75")), display.percent(1, 0), display.percent(-0.05), display.percent(None)
    ] == ["75.0%", "100%", "△5.0%", "－"]  # fmt: skip
    assert display.percent(D("0.7996")) == "80.0%"


def test_units_follow_without_a_blank() -> None:
    assert [
        display.with_unit(D(64211), "人"), display.with_unit(D("75.0"), "％"), display.with_unit(None, "人")
    ] == ["64,211人", "75.0%", "－"]  # fmt: skip


def test_plain_notation_is_for_csv() -> None:
    assert [display.plain(value) for value in (D("1234.50"), D(-3), D("-0"), D("1E+3"), None)] == [
        "1234.50",
        "-3",
        "0",
        "1000",
        "",
    ]


def test_excel_formats_match_the_texts() -> None:
    assert display.excel_format(0) == '#,##0;"△"#,##0;0'
    assert display.excel_format(2) == '#,##0.00;"△"#,##0.00;0.00'
    assert display.excel_format(None) == 'General;"△"General;0'
    assert display.excel_change_format() == '"＋"#,##0;"△"#,##0;0'
    assert display.excel_percent_format() == '0.0%;"△"0.0%'


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_what_is_shown_or_written_reads_back_as_the_same_number(value: Decimal) -> None:
    assert value == read_value(display.number(value)).value
    assert value == read_value(display.plain(value)).value
    assert value == read_value(display.with_unit(value, "人"), unit="人").value


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    st.integers(0, 4),
)
def test_rounding_moves_a_number_by_half_a_step_at_most(value: Decimal, decimals: int) -> None:
    assert abs(display.rounded(value, decimals) - value) <= Decimal(5).scaleb(-decimals - 1)
