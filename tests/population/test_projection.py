"""The projection: conservation, linearity, calibration, scenarios, influence; shapes and columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from inaxl import population as pop
from inaxl.population.influence import NATURAL, SOCIAL, UNCONFIRMED, Threshold, grade_of
from inaxl.population.projection import project_columns
from inaxl.population.scenarios import (
    STANDARD,
    Base,
    Scenario,
    net_per_step,
    project_scenarios,
    without_migration,
)
from tests.population.verification import FACTS, projection_of_the_city

people = some.arrays(float, (2, 19), elements=st.floats(0, 10**6, width=32))
shares = some.arrays(float, (3, 2, 18), elements=st.floats(0, 1, width=32))
VISION_TFR = {2015: 1.64, 2025: 1.74, 2035: 1.84, 2045: 2.07}
VISION_NET = {2015: -90.0, 2025: 50.0, 2035: 80.0, 2045: 100.0}


def survival() -> np.ndarray:
    """The nation's survival ratios of 2015 to 2045: [step, sex, transition]."""
    known = {(row[0], row[2]): row[4:] for row in FACTS["survival"]["rows"]}
    return np.array([[known[year, sex] for sex in ("male", "female")] for year in range(2015, 2045, 5)])


def base(*, stationary: bool = False) -> Base:
    """The city's base; `stationary` takes the life table's open group as it is."""
    path = projection_of_the_city()
    rates = pop.implied_rates(path)
    survived, moved = (
        (survival(), rates.change - survival()) if stationary else without_migration(rates.change, survival())
    )
    nation = FACTS["conversion"]["rows"]
    factor = pop.conversion_factor([row[4] for row in nation], [(row[1] + row[2]) / row[3] for row in nation])
    first = path[0]
    ratio = float(first[:, 0].sum() / first[1, 3:10].sum())
    years = tuple(range(2015, 2050, 5))
    return Base(years, first, survived, moved, rates.child_woman_ratio, rates.child_sex_ratio, factor, ratio)


@given(people)
def test_without_death_and_migration_cohorts_stay_as_they_are(start: np.ndarray) -> None:
    """Survival 1, no migration: every cohort moves up whole; the open group keeps everybody."""
    found = pop.project(start, np.ones((1, 2, 18)), child_woman_ratio=[0.2], child_sex_ratio=105)
    assert np.array_equal(found[1, :, 1:18], start[:, :17])
    assert np.allclose(found[1, :, 18], start[:, 17] + start[:, 18])


@given(people, people, shares)
def test_the_projection_is_linear_in_the_start_population(
    one: np.ndarray, other: np.ndarray, rates: np.ndarray
) -> None:
    """Two cities together are projected as each alone."""
    kwargs = {"child_woman_ratio": [0.2] * 3, "child_sex_ratio": 105.2}
    together = pop.project(one + 2 * other, rates, **kwargs)
    apart = pop.project(one, rates, **kwargs) + 2 * pop.project(other, rates, **kwargs)
    assert np.allclose(together, apart)


@given(
    some.arrays(float, (5, 2, 2, 19), elements=st.integers(1, 10**5).map(float)),
    st.lists(st.integers(0, 10**6), min_size=76, max_size=76),
)
def test_calibration_hits_its_totals(parts: np.ndarray, totals: list[int]) -> None:
    """Every cell sums to the higher area's; whole persons exactly."""
    aims = np.array(totals, float).reshape(2, 2, 19)
    assert np.allclose(pop.calibrate(parts, aims).sum(axis=0), aims)
    whole = pop.calibrate(parts, aims, whole=True)
    assert np.array_equal(whole.sum(axis=0), aims)
    assert np.array_equal(whole, np.rint(whole))


def test_calibration_refuses_to_invent_people() -> None:
    """A total with persons where no municipality has anybody is an error, not a division by zero."""
    with pytest.raises(ValueError, match="none of the areas"):
        pop.calibrate(np.zeros((2, 1)), np.array([3.0]))


def test_births_less_deaths_plus_migration_is_the_change_to_a_billionth() -> None:
    """Closure: children − (deaths of cohorts) + migrants = P1 − P0, in every step."""
    b = base()
    found = pop.project(
        b.start,
        b.survival,
        b.migration,
        child_woman_ratio=b.child_woman_ratio,
        child_sex_ratio=b.child_sex_ratio,
    )
    cohorts = found[:-1, :, :-1].copy()
    cohorts[:, :, -1] += found[:-1, :, -1]
    deaths = (cohorts * (1 - b.survival)).sum(axis=(1, 2))
    moved = (cohorts * b.migration).sum(axis=(1, 2))
    children = found[1:, :, 0].sum(axis=1)
    change = np.diff(found.sum(axis=(1, 2)))
    assert np.abs(children - deaths + moved - change).max() < 1e-9


def test_children_follow_the_women_at_the_end_of_the_step() -> None:
    """K = CWR·W(15–49 at t+5), boys 105.2 of 205.2."""
    start = np.full((2, 19), 100.0)
    found = pop.project(start, np.full((1, 2, 18), 0.5), child_woman_ratio=[0.2], child_sex_ratio=105.2)
    assert found[1, :, 0].sum() == pytest.approx(0.2 * 350)
    assert found[1, 0, 0] / found[1, 1, 0] == pytest.approx(1.052)


def test_areas_and_scenarios_broadcast_and_agree_with_one_by_one() -> None:
    """[areas, 2, ages] against [scenarios, 1, …]."""
    random = np.random.default_rng(3)
    start = random.uniform(1, 100, (4, 2, 19))
    rates = random.uniform(0.5, 1, (3, 1, 2, 2, 18))
    found = pop.project(start, rates, child_woman_ratio=np.full((3, 4, 2), 0.2), child_sex_ratio=105)
    assert found.shape == (3, 4, 3, 2, 19)
    single = pop.project(start[2], rates[1, 0], child_woman_ratio=[0.2, 0.2], child_sex_ratio=105)
    assert np.allclose(found[1, 2], single)


def test_columns_of_many_blocks_agree_with_the_simple_call() -> None:
    """10,000 columns go in blocks; migrants are added; the given array is filled."""
    random = np.random.default_rng(4)
    start, rates = random.uniform(1, 9, (2, 19, 10_000)), random.uniform(0.5, 1, (2, 2, 18, 1))
    moved = random.uniform(0, 1, (2, 2, 18, 10_000))
    ratio, sexes = np.full((2, 1), 0.2), np.full((2, 1), 105.0)
    out = np.zeros((3, 2, 19, 10_000))
    assert project_columns(start, rates, ratio, sexes, moved, out) is out
    last = pop.project(
        start[..., -1],
        rates[..., 0],
        child_woman_ratio=ratio[:, 0],
        child_sex_ratio=105,
        migrants=moved[..., -1],
    )
    assert np.allclose(out[..., -1], last)


@pytest.mark.parametrize("start", [np.ones((2, 18)), np.ones((3, 19)), -np.ones((2, 19))])
def test_shapes_that_do_not_fit_and_negative_figures_are_refused(start: np.ndarray) -> None:
    """A wrong array is an error, not a wrong result."""
    with pytest.raises(ValueError, match=r"do not fit|not negative"):
        pop.project(start, np.ones((1, 2, 18)), child_woman_ratio=[0.2], child_sex_ratio=105)


def test_pattern_1_is_the_published_projection() -> None:
    """社人研2018 伊那市: 68,271 … 47,972."""
    found, reasons = project_scenarios(
        base(), STANDARD, vision_tfr=VISION_TFR, vision_net_migration=VISION_NET
    )
    assert reasons == {}
    assert np.rint(found[0].sum(axis=(1, 2))).tolist() == [68271, 65269, 61976, 58622, 55141, 51571, 47972]


def test_influence_of_the_city_with_the_life_table_s_open_group() -> None:
    """A second, independent calculation: 2040 natural 103.8 %, social 111.7 %; 2045 104.9 %, 116.3 %."""
    found, _ = project_scenarios(
        base(stationary=True), STANDARD, vision_tfr=VISION_TFR, vision_net_migration=VISION_NET
    )
    totals = found.sum(axis=(2, 3))
    for step, natural, social in ((5, 103.8, 111.7), (6, 104.9, 116.3)):
        result = pop.influence_of(2015 + 5 * step, totals[0, step], totals[3, step], totals[4, step])
        assert (round(result.natural, 1), round(result.social, 1)) == (natural, social)
        assert (result.natural_grade, result.social_grade) == (2, 3)


def test_W505_grades_are_marked_until_their_bounds_are_confirmed() -> None:
    """The bounds are data; a ratio on a bound belongs to the higher grade."""
    unsure = pop.influence_of(2040, 100, 105, 105)
    assert unsure.finding.code == "W505"
    assert grade_of(105.0, NATURAL, UNCONFIRMED) == 3
    assert grade_of(99.9, SOCIAL, UNCONFIRMED) == 1
    assert grade_of(99.9, SOCIAL, ()) is None
    sure = [Threshold(kind, 1, None, True) for kind in (NATURAL, SOCIAL)]
    assert pop.influence_of(2040, 100, 105, 105, sure).finding is None


def test_the_vision_s_migration_path_is_met_in_every_step() -> None:
    """Net migrants of 2015–20 are the sum of 2016 … 2020 of the path; the base's own are replaced."""
    b = base()
    per_step = net_per_step(VISION_NET, b.years)
    assert per_step[0] == pytest.approx(-76 - 62 - 48 - 34 - 20)
    assert net_per_step({2015: -90.0, 2025: 50.0}, (2020, 2025))[0] == pytest.approx(110)


def test_a_scenario_that_lacks_its_data_is_absent_with_a_reason() -> None:
    """No TFR path, no factor: NaN and the reason, never a number."""
    b = base()._replace(conversion=None)
    wanted = (STANDARD[0], STANDARD[1], Scenario("x", "x", migration="scaled"))
    found, reasons = project_scenarios(b, wanted)
    assert set(reasons) == {"plan", "x"}
    assert np.isnan(found[1, 1:]).all()
    assert not np.isnan(found[0]).any()


@given(st.floats(0.5, 4), st.floats(1, 10))
def test_tfr_and_child_woman_ratio_turn_into_each_other(tfr: float, factor: float) -> None:
    """CWR = TFR/k and back."""
    assert pop.total_fertility_of(pop.child_woman_ratio_of(tfr, factor), factor) == pytest.approx(tfr)


def test_importing_the_package_loads_neither_numpy_nor_pandas() -> None:
    """`import inaxl.population` is cheap; the names load what they need."""
    import subprocess
    import sys

    script = (
        "import sys, inaxl.population; print([m for m in ('numpy', 'pandas', 'pandera') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_village_with_empty_cells_is_given_back_by_its_own_rates() -> None:
    """No women at all, nobody at 85 and over: the path comes back, nothing becomes unknown."""
    path = np.array([[[3.0] * 19, [2.0] * 19], [[3.0] * 19, [2.0] * 19]])
    path[:, :, 17:] = 0
    path[:, 1] = 0
    path[1, 0, 0] = 0
    rates = pop.implied_rates(path)
    again = pop.project(
        path[0],
        rates.change,
        child_woman_ratio=rates.child_woman_ratio,
        child_sex_ratio=rates.child_sex_ratio,
    )
    assert np.array_equal(again, path)


def test_people_out_of_nobody_stay_unknown() -> None:
    """No rate turns 0 persons into 5: NaN, and only there."""
    path = np.ones((2, 2, 19))
    path[0, 0, 4], path[1, 0, 5] = 0, 5
    assert np.argwhere(np.isnan(pop.implied_rates(path).change)).tolist() == [[0, 0, 4]]


def test_boys_only_is_an_infinite_sex_ratio_and_comes_back() -> None:
    """2 boys, 0 girls."""
    path = np.ones((2, 2, 19))
    path[1, :, 0] = 2, 0
    rates = pop.implied_rates(path)
    again = pop.project(
        path[0],
        rates.change,
        child_woman_ratio=rates.child_woman_ratio,
        child_sex_ratio=rates.child_sex_ratio,
    )
    assert np.allclose(again, path)
