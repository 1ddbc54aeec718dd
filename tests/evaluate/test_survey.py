"""The survey: means with the don't-knows stated, intervals, quadrants, urgency, small samples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.survey import assess_survey, mean_score, survey_of
from tests.report.sample_follow_up import sample_survey

D = Decimal


def test_the_mean_leaves_the_dont_knows_out_and_states_them():
    """10 × 5, 20 × 3, 10 × 1 is 3.0; 10 of 50 did not know."""
    found = mean_score({5: 10, 4: 0, 3: 20, 2: 0, 1: 10}, 10)
    assert (found.value, found.answers, found.unsure) == (3, 40, D("0.2"))


def test_the_interval_is_that_of_the_normal_approximation():
    """s² = (10·4 + 10·4) ÷ 39; half = 1.96·√(s² ÷ 40)."""
    found = mean_score({5: 10, 4: 0, 3: 20, 2: 0, 1: 10})
    assert pytest.approx(1.96 * (80 / 39 / 40) ** 0.5) == float(found.high - found.value)
    assert found.unsure is None


def test_no_answer_has_no_mean_and_one_answer_says_nothing():
    """Nothing is divided by zero; a single answer has the whole scale as its interval."""
    assert mean_score({4: 0, 3: 0, 2: 0, 1: 0}) is None
    assert mean_score({4: 0, 3: 1, 2: 0, 1: 0})[:3] == (3, 1, 4)


@given(st.lists(st.integers(0, 400), min_size=4, max_size=5))
def test_a_mean_lies_in_its_interval_and_on_its_scale(counts):
    """For every count of every scale."""
    found = mean_score(dict(enumerate(counts, 1)), 3)
    if found is not None:
        assert 1 <= found.low <= found.value <= found.high <= len(counts)


def test_items_are_ranked_by_urgency_and_small_samples_take_no_part():
    """公共交通 matters and does not satisfy; 15 answers are too few for any rank."""
    found = sample_survey()
    assert [a.item.name for a in found.items][::3] == ["公共交通", "新しい取組"]
    assert [(a.rank, a.is_small) for a in found.items] == [(1, False), (2, False), (3, False), (None, True)]
    assert found.items[0].quadrant == "improve"
    large = [a for a in found.items if not a.is_small]
    assert found.importance == sum(a.importance.value for a in large) / len(large)


def test_standard_scores_of_all_items_cancel_out():
    """The urgencies sum to nothing: they compare items with each other."""
    urgencies = [a.urgency for a in sample_survey().items if a.urgency is not None]
    assert abs(sum(urgencies)) < D("1e-20")


def test_equal_items_have_no_urgency():
    """Without any spread nothing is more urgent than anything else."""
    survey = sample_survey().survey
    same = survey._replace(items=(survey.items[0], survey.items[0]._replace(id="x", name="x")))
    assert {a.urgency for a in assess_survey(same).items} == {None}


def test_R15_a_year_without_a_survey_is_no_mistake():
    """The survey of the year, and the last one before it."""
    surveys = [sample_survey(2021).survey, sample_survey(2023).survey]
    assert survey_of(surveys, 2022) == (None, surveys[0])
    assert survey_of(surveys, 2023) == (surveys[1], surveys[0])
    assert survey_of([], 2023) == (None, None)
