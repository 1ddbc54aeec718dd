"""Ranges of a plan book's rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values.ranges import parse_range


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5～2", ("0.5", "2")),
        ("０．５〜２", ("0.5", "2")),
        ("50%～200%", ("0.5", "2")),
        ("50～200％", ("0.5", "2")),
        ("-5～-1", ("-5", "-1")),
        ("△5～0", ("-5", "0")),
        ("10-20", ("10", "20")),
        ("1,000から2,000まで", ("1000", "2000")),
    ],
)
def test_a_range_in_its_usual_spellings(text, expected):
    """Shares are ratios; width and kind of dash do not matter."""
    assert tuple(map(Decimal, expected)) == parse_range(text)


@pytest.mark.parametrize("text", ["", "5", "2～1", "10以上", "-5--1", "a～b", "1～2～3"])
def test_what_is_no_range_is_none(text):
    """Never a guess: a range that runs backwards is none either."""
    assert parse_range(text) is None


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_every_range_that_is_written_is_read_back(one, two):
    """Both ends belong to it."""
    low, high = sorted((one, two))
    found = parse_range(f"{low}～{high}")
    assert found == (low, high)
    assert low in found
    assert high in found


@given(st.text())
def test_no_text_whatever_raises(text):
    """What stands in a plan book is typed by people."""
    assert parse_range(text) is None or parse_range(text).low <= parse_range(text).high
