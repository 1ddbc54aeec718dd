"""Ratings and achievements: the published rule, and a defined result for every awkward number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.achievement import achievement, pro_rated, progress
from inaxl.evaluate.rating import YearValue, evaluated_value, judge
from inaxl.plan.model import Indicator, RatingLevel, RatingRules

D = Decimal
RULES = RatingRules(
    (
        RatingLevel("on_track", "順調", "◎", D(1), ""),
        RatingLevel("mostly_on_track", "おおむね順調", "○", D("0.8"), ""),
        RatingLevel("needs_effort", "努力を要する", "▼", None, ""),
        RatingLevel("no_actual", "実績値なし", "－", None, ""),
    )
)
BASE = Indicator(
    "K1", "指標", "人", 0, "increase", "annual", None, None, "", True, D(10), 2024, "", {}, "", ""
)


def rated(indicator: Indicator, *values: object, rules: RatingRules = RULES, first: int = 2020) -> object:
    """Judgement of the last of the values, which belong to consecutive fiscal years from the first of the term."""
    years = {
        first + i: v if isinstance(v, YearValue) else YearValue(D(str(v)), "reported")
        for i, v in enumerate(values)
    }
    return judge(indicator, years, max(years), rules, first)


# Published by the city for FY2022 and FY2018: indicator, direction, target, actual, and the rating that was published.
PUBLISHED = [
    ("事業を通じた結婚者数", "increase", 10, 14, "on_track"),
    ("農家民泊を伴う教育旅行の来校数", "increase", 50, 8, "needs_effort"),
    ("観光消費額", "increase", 40, 30, "needs_effort"),
    ("UIターンによる新規起業者数", "increase", 3, 1, "needs_effort"),
]


@pytest.mark.parametrize(("name", "direction", "target", "actual", "rating"), PUBLISHED)
def test_published_figures_get_the_published_rating(name, direction, target, actual, rating):
    """What the city published is what inaxl says (local news of the council's meetings, see workbooks/sources)."""
    assert rating == rated(replace(BASE, name=name, direction=direction, target=D(target)), actual).rating


@pytest.mark.parametrize(
    ("value", "rating"),
    [("10", "on_track"), ("9.99", "mostly_on_track"), ("8", "mostly_on_track"), ("7.996", "needs_effort")],
)
def test_thresholds_are_judged_on_the_stored_value(value, rating):
    """Exactly 80 % is おおむね順調; 79.96 %, which prints as 80.0 %, is not, and the explanation says why."""
    judgement = rated(BASE, value)
    assert rating == judgement.rating
    if value == "7.996":
        assert "79.96%" in judgement.explanation


def test_a_lower_is_better_figure_is_target_over_actual():
    """CO2 of city buildings, FY2022: 9,090 t against 8,432 t is 92.8 % (published: the target is coming near)."""
    judgement = rated(replace(BASE, direction="decrease", target=D(8432), unit="t"), 9090)
    assert pytest.approx(0.92761, abs=1e-5) == float(judgement.achievement)
    assert judgement.rating == "mostly_on_track"


@pytest.mark.parametrize(
    ("method", "value", "target", "baseline", "ratio"),
    [
        ("ratio", 125, 100, None, "0.8"),
        ("difference", 125, 100, None, "0.75"),
        ("baseline", 125, 100, 200, "0.75"),
    ],
)
def test_the_plan_chooses_how_a_decrease_is_measured(method, value, target, baseline, ratio):
    """Three ways to measure a decrease, each by its formula."""
    got = achievement(
        D(value),
        D(target),
        "decrease",
        decrease_by=method,
        baseline=None if baseline is None else D(baseline),
    )
    assert D(ratio) == got.ratio


@pytest.mark.parametrize(
    ("direction", "value", "target", "reached"),
    [
        ("increase", 0, 0, True),
        ("increase", -1, 0, False),
        ("increase", -25, -50, True),
        ("increase", -60, -50, False),
        ("decrease", 0, 0, True),
        ("decrease", 3, 0, False),
        ("decrease", 0, 5, True),
        ("decrease", -3, 5, True),
        ("maintain", 0, 0, True),
        ("maintain", -1, 0, False),
    ],
)
def test_where_division_misleads_the_comparison_decides(direction, value, target, reached):
    """Zero and negative figures have no achievement, but a rating, and the explanation says how it came about."""
    judgement = rated(replace(BASE, direction=direction, target=D(target)), value)
    assert judgement.achievement is None
    assert ("on_track" if reached else "needs_effort") == judgement.rating
    assert "比べるだけ" in judgement.explanation


def test_maintain_holds_a_target_below_its_baseline():
    """Goal 3: 34,500 employed persons, baseline 34,567: 34,540 is reached, and there is no progress to compute."""
    goal = replace(BASE, direction="maintain", accumulation="point", target=D(34500), baseline=D(34567))
    judgement = rated(goal, 34540)
    assert (judgement.rating, judgement.progress) == ("on_track", None)


def test_goal_2_is_judged_by_the_sum_and_never_against_its_single_year_baseline():
    """のべ100人 over five years: +12, −35, +41, +28 sum to 46 of 100; the baseline −25 is one year's."""
    goal = replace(
        BASE,
        accumulation="cumulative",
        target=D(100),
        baseline=D(-25),
        baseline_fy=2018,
        baseline_comparable=False,
    )
    judgement = rated(goal, 12, -35, 41, 28)
    assert (judgement.evaluated, judgement.achievement) == (D(46), D("0.46"))
    assert (judgement.rating, judgement.progress, judgement.even_path) == ("needs_effort", None, D(80))


def test_a_sum_names_the_years_that_it_had_to_leave_out():
    """An unknown year is never a zero: it is left out and named. A year that is not applicable adds nothing."""
    indicator = replace(BASE, accumulation="cumulative")
    judgement = rated(indicator, 4, YearValue(None, "unavailable"), YearValue(None, "not_applicable"), 3)
    assert (judgement.evaluated, judgement.omitted) == (D(7), (2021,))
    assert "R3" in judgement.explanation


def test_an_interim_target_of_the_year_comes_before_the_final_one():
    """Judged against the year's own target where the plan gives one."""
    indicator = replace(BASE, interim={2021: D(6)})
    judgement = rated(indicator, 5, 6)
    assert (judgement.target, judgement.target_fy, judgement.rating) == (D(6), 2021, "on_track")
    final = rated(indicator, 5, 6, rules=replace(RULES, judged_against="final"))
    assert (final.target, final.rating) == (D(10), "needs_effort")


def test_the_pro_rated_path_can_be_what_is_judged_against():
    """With 判定の相手 = 均等な積み上げ, 4 of 10 after two of five years is on track."""
    indicator = replace(BASE, accumulation="running")
    judgement = rated(indicator, 2, 4, rules=replace(RULES, judged_against="pro_rated"))
    assert (judgement.target, judgement.rating) == (D(4), "on_track")


@pytest.mark.parametrize("status", ["pending", "unavailable", "not_applicable", "missing", "invalid"])
def test_what_is_not_reported_is_rated_no_actual(status):
    """Five ways of having no figure, each explained in its own words."""
    judgement = rated(BASE, YearValue(None, status))
    assert (judgement.rating, judgement.evaluated, judgement.achievement) == ("no_actual", None, None)
    assert judgement.explanation


def test_without_a_target_there_is_no_rating_but_the_value_stays():
    """A KPI whose target the plan leaves blank keeps its actual and says why it is not judged."""
    judgement = rated(replace(BASE, target=None, target_fy=None), 5)
    assert (judgement.evaluated, judgement.rating) == (D(5), "no_actual")
    assert "指標値が決まっていない" in judgement.explanation


@pytest.mark.parametrize(
    ("value", "target", "baseline", "direction", "expected"),
    [
        (93, 100, 85, "increase", "0.5333"),
        (80, 100, 85, "increase", "-0.3333"),
        (131, 120, 152, "decrease", "0.65625"),
        (35000, 34500, 34567, "increase", None),  # the target lies below the baseline: the sign would flip
        (5, 10, 10, "increase", None),
        (5, 10, 1, "maintain", None),
    ],
)
def test_progress_only_where_it_means_something(value, target, baseline, direction, expected):
    """Share of the way from baseline to target; none where the quotient would lie."""
    got = progress(D(value), D(target), D(baseline), direction)
    assert (None if expected is None else pytest.approx(float(expected), abs=1e-4)) == (
        None if got is None else float(got)
    )
    assert progress(D(value), D(target), D(baseline), direction, comparable=False) is None


def test_an_even_path_starts_at_zero_for_sums_and_at_the_baseline_for_levels():
    """100 over 2020–24 stands at 80 after 2023; 152 (2018) → 120 (2024) stands at 125.33 in 2023."""
    assert D(80) == pro_rated(D(100), 2024, 2023, 2020)
    level = pro_rated(D(120), 2024, 2023, 2020, baseline=D(152), baseline_fy=2018)
    assert pytest.approx(125.3333, abs=1e-3) == float(level)
    assert D(100) == pro_rated(D(100), 2024, 2026, 2020)


figures = st.decimals(-(10**7), 10**7, places=2, allow_nan=False, allow_infinity=False)
targets = st.decimals(-(10**6), 10**6, places=2, allow_nan=False, allow_infinity=False)


@given(value=figures, target=targets, direction=st.sampled_from(["increase", "decrease", "maintain"]))
def test_every_figure_has_a_rating_and_reached_is_always_the_best(value, target, direction):
    """No pair of figures escapes the rule, and reaching the target is never rated below 順調."""
    judgement = rated(replace(BASE, direction=direction, target=target), value)
    reached = value <= target if direction == "decrease" else value >= target
    assert judgement.reached is reached
    assert (judgement.rating == "on_track") is reached
    assert judgement.rating in ("on_track", "mostly_on_track", "needs_effort")


@given(st.lists(st.one_of(st.none(), figures), min_size=1, max_size=5))
def test_a_cumulative_value_is_the_sum_of_what_was_reported(values):
    """Whatever was reported is in the sum, whatever was not is named, and nothing else."""
    years = {
        2020 + i: YearValue(v, "reported") if v is not None else YearValue(None, "missing")
        for i, v in enumerate(values)
    }
    total, omitted = evaluated_value("cumulative", years, max(years), 2020)
    if values[-1] is None:
        assert (total, omitted) == (None, ())
    else:
        assert total == sum(v for v in values if v is not None)
        assert omitted == tuple(2020 + i for i, v in enumerate(values) if v is None)
