"""Counts and shares: as the city prints them, and adding up at every level."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.aggregate import Counts, count, count_by, effective_rating
from inaxl.plan.model import RATINGS
from inaxl.report.sentences import compared_share


def row(
    rating: str, *, goal: str | None = "goal1", achievement: str | None = None, override: str = ""
) -> dict:
    """A rated row with what counting looks at."""
    return {
        "rating": rating,
        "rating_override": override,
        "achievement": None if achievement is None else Decimal(achievement),
        "goal_id": goal,
    }


def test_shares_are_what_the_city_prints():
    """FY2018: 40/13/28/6 of 87 were printed as 46.0 / 14.9 / 32.2 / 6.9 % (長野日報, articles/54952)."""
    counts = Counts(40, 13, 28, 6, None)
    assert [Decimal(s) for s in ("46.0", "14.9", "32.2", "6.9")] == list(counts.shares.values())
    assert (counts.kpis, counts.fulfilled) == (87, 53)


def test_shares_round_half_up():
    """1 of 16 is 6.25 % and prints 6.3, not 6.2."""
    assert Decimal("6.3") == Counts(1, 15, 0, 0, None).share(1)


def test_no_kpi_at_all_is_zero_of_zero():
    """A measure without KPIs has counts, and no division fails."""
    assert list(Counts(0, 0, 0, 0, None).shares.values()) == [0, 0, 0, 0]


def test_counts_follow_a_person_s_override():
    """A manual rating counts in place of the rule's, which stays in the row."""
    rows = [row("needs_effort", override="mostly_on_track"), row("needs_effort")]
    assert (count(rows).mostly_on_track, count(rows).needs_effort) == (1, 1)
    assert effective_rating(rows[0]) == "mostly_on_track"


def test_the_mean_leaves_out_what_has_no_achievement():
    """Mean of 1.5 and 0.5; a KPI without an achievement is no zero."""
    counts = count(
        [row("on_track", achievement="1.5"), row("needs_effort", achievement="0.5"), row("no_actual")]
    )
    assert Decimal("1.000000") == counts.average_achievement


def test_kpis_without_a_goal_are_counted_as_unset():
    """Never guessed, never dropped: 未設定 has an entry of its own."""
    levels = count_by(
        [row("on_track"), row("no_actual", goal=None)], "goal_id", {"goal1": "目標1", "goal2": "目標2"}
    )
    assert [(level.id, level.counts.kpis) for level in levels] == [("goal1", 1), ("goal2", 0), (None, 1)]
    assert levels[-1].title == "未設定"


rows_of_any_kind = st.lists(
    st.builds(
        row,
        st.sampled_from(RATINGS),
        goal=st.sampled_from(["goal1", "goal2", None, "unknown"]),
        achievement=st.one_of(st.none(), st.decimals(0, 9, places=3).map(str)),
        override=st.sampled_from(["", "", "on_track"]),
    )
)


@given(rows_of_any_kind, st.randoms())
def test_levels_add_up_and_order_never_matters(rows, shuffler: random.Random):
    """Counts of the levels add up to the total, whatever the order of the books."""
    titles = {"goal1": "目標1", "goal2": "目標2"}
    total, levels = count(rows), count_by(rows, "goal_id", titles)
    for rating in ("kpis", *RATINGS):
        assert getattr(total, rating) == sum(getattr(level.counts, rating) for level in levels)
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    assert count(shuffled) == total
    assert {level.id: level.counts for level in count_by(shuffled, "goal_id", titles)} == {
        level.id: level.counts for level in levels
    }


@pytest.mark.parametrize("rating", RATINGS)
def test_every_rating_has_a_count(rating):
    """One row of a rating is one in its count."""
    assert getattr(count([row(rating)]), rating) == 1


def test_published_share_of_fy2018_is_4_6_points_above_the_year_before():
    """60.9 % (53 of 87) was published as 4.6 points more than in FY2017 (長野日報, articles/54952).

    FY2017's own counts are not published; 49 of 87 stands for any year with 56.3 %.
    """
    now, before = Counts(40, 13, 28, 6, None), Counts(36, 13, 32, 6, None)
    assert (now.share(now.fulfilled), before.share(before.fulfilled)) == (Decimal("60.9"), Decimal("56.3"))
    assert compared_share(now, before) == "前年度より4.6ポイント高い"
