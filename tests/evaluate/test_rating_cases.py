"""Every combination of direction, accumulation and awkward number has a defined result, and the page of them is current."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from inaxl.plan.model import RATINGS
from tests.evaluate.cases import NUMBERS, cases, judged

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

D = Decimal
ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=lambda c: f"{c.number.title}-{c.direction}-{c.accumulation}")
def test_every_combination_is_rated_and_explained_in_one_sentence(case):
    """A rating of the scale, an achievement that is a number or nothing, and one Japanese sentence that says why."""
    found = case.judgement
    assert found.rating in RATINGS
    assert found.achievement is None or found.achievement.is_finite()
    assert found.explanation.endswith("。")
    assert "None" not in found.explanation
    unrated = case.number.value is None or case.number.title == "指標値がない"
    assert (found.rating == "no_actual") == unrated


def test_reached_and_rated_best_are_the_same():
    """順調 exactly where the comparison says reached."""
    for case in ALL:
        if case.judgement.reached is not None:
            assert (case.judgement.rating == "on_track") == case.judgement.reached


@pytest.mark.parametrize(
    ("title", "rating", "achievement"),
    [
        ("指標値が範囲（20～30）の内", "on_track", D(1)),
        ("指標値が範囲（20～30）より小さい", "mostly_on_track", D(17) / 20),
        ("指標値が範囲（20～30）より大きい", "needs_effort", D("0.5")),
        ("指標値が範囲（0～5）で実績値が負", "needs_effort", None),
    ],
)
def test_a_target_that_is_a_range_counts_both_ends_as_reached(title, rating, achievement):
    """Inside is reached; outside it is the distance to the nearer end, whatever the direction."""
    number = next(n for n in NUMBERS if n.title == title)
    for direction in ("increase", "decrease", "maintain"):
        found = judged(number, direction, "annual")
        assert (rating, achievement) == (found.rating, found.achievement)
        assert "20人～30人" in found.explanation or "下の端20人" in found.explanation or "上の端30人" in found.explanation or "0人～5人" in found.explanation  # fmt: skip


def test_the_page_of_all_combinations_is_current():
    """docs/rating.md holds what docs/make_rating_table.py makes of these very cases."""
    from make_rating_table import PAGE, page

    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text
