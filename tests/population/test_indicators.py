"""The indicators: values worked out by hand, denominators, refusals of mixed definitions, bad input."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl import population as pop
from inaxl.population.definitions import MixedDefinitions
from inaxl.population.fertility import few_births, tfr_interval
from inaxl.population.structure import age_share
from tests.population.verification import AGES, census, mothers


def people(male: list[float], female: list[float], **more: object) -> pd.DataFrame:
    """A population of one date, by five-year age."""
    rows = [
        (sex, age, n)
        for sex, own in (("male", male), ("female", female))
        for age, n in zip(AGES, own, strict=True)
    ]
    return pd.DataFrame(rows, columns=["sex", "age", "population"]).assign(**more)


TEN = people([10.0] * 19, [10.0] * 19)


def test_structure_of_a_population_of_ten_in_every_group_by_hand() -> None:
    """19 groups of 10 men and 10 women: 380 persons; 60 young, 200 working, 120 old, 70 women of childbearing age."""
    assert pop.population_aged(TEN, 0, 14).value == 60
    assert pop.population_aged(TEN, 15, 64).value == 200
    assert pop.population_aged(TEN, 65, None).value == 120
    assert pop.ageing_rate(TEN).value == pytest.approx(100 * 120 / 380)
    assert age_share(TEN, 0, 14).value == pytest.approx(100 * 60 / 380)
    assert pop.young_dependency(TEN).value == 30
    assert pop.old_dependency(TEN).value == 60
    assert pop.total_dependency(TEN).value == 90
    assert pop.ageing_index(TEN).value == 200
    assert pop.women_15_49(TEN).value == 70
    assert pop.women_20_39(TEN).value == 40
    assert pop.child_woman_ratio(TEN).value == pytest.approx(20 / 70)
    assert pop.child_sex_ratio(TEN).value == 100


def test_the_city_s_ageing_rate_of_2015_leaves_out_unknown_ages() -> None:
    """国勢調査2015年: 65歳以上 ÷ (68,271 − 475)."""
    found = pop.ageing_rate(census(2015))
    assert found.value == pytest.approx(100 * pop.population_aged(census(2015), 65, None).value / 67796)
    assert round(found.value, 1) == 30.1
    assert "年齢不詳を除く" in found.denominator


def test_many_areas_and_dates_are_answered_at_once() -> None:
    """One row per area and date."""
    table = pd.concat(
        [TEN.assign(area="A", date="2015-10-01"), TEN.assign(area="B", date="2020-10-01", population=5.0)]
    )
    frame = pop.women_15_49(table).frame()
    assert frame[["area", "value"]].to_numpy().tolist() == [["A", 70.0], ["B", 35.0]]


@pytest.mark.parametrize(("low", "high"), [(0, 3), (16, 64), (91, None)])
def test_an_age_that_straddles_a_group_is_absent_with_a_reason(low: int, high: int | None) -> None:
    """Nothing is split by guess."""
    found = pop.population_aged(TEN, low, high)
    assert found.value is None
    assert found.reason == "年齢の区切りが合いません。"


def test_E506_a_missing_age_makes_the_area_absent_not_zero() -> None:
    """The other area is still answered."""
    table = pd.concat([TEN[TEN["age"] != "40-44"].assign(area="A"), TEN.assign(area="B")])
    found = pop.population_aged(table, 0, 14)
    assert math.isnan(found.values[0])
    assert "40～44" in found.reasons[0]
    assert found.values[1] == 60
    assert pop.age_table(table).problems[0].code == "E506"


def test_E507_a_negative_count_is_refused() -> None:
    """−3 persons make the row unusable."""
    table = pop.age_table(people([-3.0, *[10.0] * 18], [10.0] * 19))
    assert table.problems[0].code == "E507"
    assert pop.ageing_rate(table).value is None


def test_E510_an_age_given_twice_is_refused() -> None:
    """A doubled row would be counted twice elsewhere."""
    assert pop.age_table(pd.concat([TEN, TEN.head(1)])).problems[0].code == "E510"


def test_no_women_gives_no_ratio_and_no_zero() -> None:
    """0 women in the denominator: absent with the reason."""
    found = pop.child_woman_ratio(people([10.0] * 19, [0.0] * 19))
    assert found.value is None
    assert found.reason == "分母の人口が0です。"


@given(st.lists(st.integers(0, 10**6), min_size=38, max_size=38))
def test_shares_of_the_three_groups_make_a_hundred(counts: list[int]) -> None:
    """Whatever the population, as long as there is one."""
    table = people([float(n) for n in counts[:19]], [float(n) for n in counts[19:]])
    shares = [age_share(table, *ages).value for ages in ((0, 14), (15, 64), (65, None))]
    if sum(counts):
        assert sum(shares) == pytest.approx(100)
    else:
        assert shares == [None, None, None]


EVENTS = pd.DataFrame(
    {
        "year": [2018, 2019],
        "births": [450, None],
        "deaths": [778, 800],
        "in_migrants": [2067, 1],
        "out_migrants": [2135, 2],
    }
)


def test_natural_and_social_change_of_2018_and_an_unknown_year() -> None:
    """伊那市 2018: 450 − 778 = −328, 2,067 − 2,135 = −68; a year without births is absent, not −800."""
    natural = pop.natural_change(EVENTS)
    assert natural.values[0] == -328
    assert math.isnan(natural.values[1])
    assert natural.reasons[1]
    assert pop.social_change(EVENTS).values.tolist() == [-68, -1]


def test_rates_of_2018_per_register_population() -> None:
    """450/68,652 = 6.55‰, 778/68,652 = 11.33‰ (住民基本台帳)."""
    totals = pd.DataFrame({"year": [2018], "population": [68652]})
    events = EVENTS.head(1)
    assert round(pop.crude_birth_rate(events, totals).value, 2) == 6.55
    assert round(pop.crude_death_rate(events, totals).value, 2) == 11.33
    assert pop.natural_change_rate(events, totals).value == pytest.approx(-1000 * 328 / 68652)
    assert pop.social_change_rate(events, totals).value == pytest.approx(-1000 * 68 / 68652)
    assert pop.in_migration_rate(events, totals).value == pytest.approx(1000 * 2067 / 68652)
    assert pop.out_migration_rate(events, totals).value == pytest.approx(1000 * 2135 / 68652)


def test_growth_from_67404_to_67058() -> None:
    """長野県毎月人口異動調査 2018→2019: −5.13‰; over ten years the same rate a year."""
    first, later = pd.DataFrame({"population": [67404]}), pd.DataFrame({"population": [67058]})
    assert pop.growth_rate(first, later).value == pytest.approx(-1000 * 346 / 67404)
    assert pop.annual_growth_rate(first, later, 1).value == pytest.approx(-1000 * 346 / 67404)


def test_balance_names_what_the_figures_do_not_explain() -> None:
    """P1 − P0 = N + S + other, and the rest."""
    totals = pd.DataFrame({"year": [2018, 2019], "population": [67404, 67058]})
    assert pop.balance_check(EVENTS.head(1), totals).value == 67058 - 67404 + 328 + 68
    assert pop.mean_population(totals)["population"].tolist() == [67231]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({"basis": "census"}, {"basis": "register"}, "E501"),
        ({"nationality": "all"}, {"nationality": "japanese"}, "E504"),
        ({"age_unknown": "included"}, {"age_unknown": "excluded"}, "E505"),
        ({"date": "2010-10-01"}, {"date": "2016-10-01"}, "E503"),
    ],
)
def test_E501_E503_E504_E505_cohorts_of_different_definitions_are_refused(
    first: dict, second: dict, code: str
) -> None:
    """A register and a census count different people."""
    with pytest.raises(MixedDefinitions) as refusal:
        pop.cohort_change_ratios(TEN.assign(**first), TEN.assign(**second))
    assert refusal.value.finding.code == code


def test_mixed_definitions_are_allowed_where_the_caller_says_so() -> None:
    """The refusal is a default, not a wall."""
    found = pop.cohort_change_ratios(
        TEN.assign(basis="census"), TEN.assign(basis="register"), allow_mixed=True
    )
    assert found["ratio"].iloc[0] == 1


def test_E502_calendar_births_and_fiscal_women_are_refused() -> None:
    """A fiscal year has other months."""
    births, women = mothers([1.0] * 7, [10.0] * 7)
    with pytest.raises(MixedDefinitions) as refusal:
        pop.total_fertility_rate(births.assign(period="calendar"), women.assign(period="fiscal"))
    assert refusal.value.finding.code == "E502"


def test_E503_a_denominator_outside_of_the_year_is_refused() -> None:
    """Births of 2018 per population of 1 October 2020."""
    totals = pd.DataFrame({"year": [2018], "population": [66125], "date": ["2020-10-01"]})
    with pytest.raises(MixedDefinitions) as refusal:
        pop.crude_birth_rate(EVENTS.head(1).assign(period="calendar"), totals)
    assert refusal.value.finding.code == "E503"


def test_the_open_group_pools_the_last_two() -> None:
    """P(90+, t+5) over P(85–89) + P(90+)."""
    found = pop.cohort_change_ratios(TEN, TEN)
    assert found["ratio"].tolist() == [*[1.0] * 17, 0.5] * 2
    assert found["from_age"].tolist()[17] == "85+"


def test_E509_a_life_table_that_rises_is_refused() -> None:
    """More person-years at 5–9 than at 0–4 cannot be."""
    from inaxl.population.cohorts import ImpossibleSurvival

    table = pd.DataFrame({"age": ["0-4", "5-9", "10+"], "L": [490000, 495000, 100000]})
    with pytest.raises(ImpossibleSurvival) as refusal:
        pop.survival_ratios(table)
    assert refusal.value.finding.code == "E509"


def test_net_migration_under_five_is_children_less_surviving_births() -> None:
    """100 births, 0.99 survive, 95 children: 4 left."""
    assert pop.net_migration_under_5([100.0], [95.0], [0.99]).tolist() == [-4.0]


def test_reverse_counts_the_same_migrants_at_the_beginning() -> None:
    """forward = reverse × survival, for every cohort."""
    survival = np.full((2, 18), 0.8)
    forward = pop.net_migration(TEN, TEN, survival)["migrants"]
    reverse = pop.net_migration(TEN, TEN, survival, method="reverse")["migrants"]
    assert np.allclose(forward, reverse * 0.8)


def test_tfr_is_absent_where_an_age_has_no_women() -> None:
    """0 women in a group: no rate, and no 0."""
    births, women = mothers([1.0] * 7, [*[10.0] * 6, 0.0])
    found = pop.total_fertility_rate(births, women)
    assert found.value is None
    assert found.reason
    assert pop.general_fertility_rate(births, women).value == pytest.approx(1000 * 7 / 60)


def test_W502_a_single_year_s_tfr_of_few_births_has_an_interval() -> None:
    """384 births, TFR 1.41: 1.27 to 1.55; a year without births has none."""
    low, high = tfr_interval(1.41, 384)
    assert (round(low, 2), round(high, 2)) == (1.27, 1.55)
    assert tfr_interval(0.0, 0) is None
    assert few_births(2023, 1.41, 384).code == "W502"
    assert few_births(2023, 1.41, 50000) is None


def test_age_specific_rates_show_births_and_women() -> None:
    """One row per age with its denominator."""
    births, women = mothers([1.0] * 7, [10.0] * 7)
    found = pop.age_specific_fertility(births, women)
    assert found["rate"].tolist() == [0.1] * 7
    assert pop.total_fertility_rate(births, women).value == pytest.approx(3.5)
