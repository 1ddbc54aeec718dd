"""What the remaining years have to bring, and the outlook with its interval."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.pace import outlook, pace
from inaxl.plan.model import Indicator

D = Decimal
POINT = Indicator(
    "K1", "指標", "人", 0, "increase", "point", None, None, "", True, D(100), 2024, "", {}, "", ""
)
SUM = replace(POINT, accumulation="cumulative")


@pytest.mark.parametrize(
    ("indicator", "value", "fy", "per_year", "left"),
    [
        (SUM, 46, 2023, 54, 1),
        (SUM, 40, 2022, 30, 2),
        (SUM, 120, 2022, 0, 2),
        (POINT, 91, 2021, 3, 3),
        (replace(POINT, direction="decrease", target=D(80)), 95, 2021, -5, 3),
        (replace(POINT, direction="decrease", target=D(80)), 70, 2021, 0, 3),
    ],
)
def test_the_way_that_is_left_is_shared_among_the_years(indicator, value, fy, per_year, left):
    """(target − value) ÷ remaining years; nothing is needed where the target is reached."""
    found = pace(indicator, D(value), fy)
    assert (D(per_year), left) == found


@pytest.mark.parametrize(
    ("indicator", "value", "fy"),
    [
        (POINT, D(90), 2024),
        (POINT, None, 2021),
        (replace(POINT, target=None), D(90), 2021),
        (replace(POINT, direction="maintain"), D(90), 2021),
        (replace(POINT, target=D(20), target_upper=D(30)), D(10), 2021),
    ],
)
def test_there_is_no_pace_where_it_has_no_meaning(indicator, value, fy):
    """Last year of the term, no value, no target, a figure to keep, a range."""
    assert pace(indicator, value, fy) is None


def test_a_line_is_drawn_on_and_its_interval_is_that_of_the_textbook():
    """1, 2, 4 in 2020–2022: slope 1.5, at 2024 6.8333…; s² = 1/6, t(1; 0.90) = 3.078, √(1 + 1/3 + 9/2)."""
    found = outlook(POINT, {2020: D(1), 2021: D(2), 2022: D(4)}, 2022)
    assert found is not None
    assert (found.fy, found.years) == (2024, 3)
    assert pytest.approx(7 / 3 + 1.5 * 3) == float(found.value)
    half = 3.078 * (1 / 6) ** 0.5 * (1 + 1 / 3 + 9 / 2) ** 0.5
    assert pytest.approx(half) == float(found.high - found.value)
    assert pytest.approx(half) == float(found.value - found.low)


def test_a_sum_goes_on_by_the_mean_of_its_years():
    """12, −35, 41, 28 (goal 2 of the demo): 46 so far, 11.5 a year, 57.5 in the last year; t(3) = 1.638."""
    years = {2020: D(12), 2021: D(-35), 2022: D(41), 2023: D(28)}
    found = outlook(SUM, years, 2023)
    spread = (sum((float(v) - 11.5) ** 2 for v in years.values()) / 3) ** 0.5
    assert found.value == D("57.5")
    assert pytest.approx(1.638 * spread * 1.25**0.5) == float(found.high - found.value)


def test_a_running_total_goes_on_by_its_steps():
    """4, 8, 12: one step of 4 a year, no spread at all."""
    found = outlook(replace(POINT, accumulation="running"), {2020: D(4), 2021: D(8), 2022: D(12)}, 2022)
    assert (found.value, found.low, found.high) == (20, 20, 20)


@pytest.mark.parametrize(
    "values", [{}, {2022: D(1)}, {2021: D(1), 2022: D(2)}, {2019: D(1), 2020: D(2), 2021: D(3)}]
)
def test_too_few_values_or_none_of_the_year_itself_give_no_outlook(values):
    """Two points always lie on a line; and a year without a value is no start."""
    assert outlook(POINT, values, 2022) is None


def test_the_outlook_stays_within_what_is_possible():
    """A share can be no more than 100 % and no less than 0."""
    found = outlook(POINT, {2020: D(80), 2021: D(90), 2022: D(99)}, 2022, least=D(0), most=D(100))
    assert (found.value, found.high) == (100, 100)
    assert found.low <= 100


@given(
    st.lists(st.decimals(-1000, 1000, places=1), min_size=3, max_size=4),
    st.sampled_from(["annual", "point", "cumulative"]),
)
def test_the_outlook_lies_inside_its_interval(values, accumulation):
    """Whatever the values are."""
    found = outlook(
        replace(POINT, accumulation=accumulation), dict(enumerate(values, 2020)), 2019 + len(values)
    )
    assert found.low <= found.value <= found.high
