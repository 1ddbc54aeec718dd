"""Opinions and actions are carried until they are closed; nothing is dropped between years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.follow_up import ActionState, Opinion, Register, follow_up


def opinion(
    number: str, fy: int, state: str, response: str = "行った。", closed_fy: int | None = None
) -> Opinion:
    """An opinion on the evaluation of a fiscal year."""
    return Opinion(number, fy, None, "all", "", "意見", response, state, "", "", closed_fy)


def test_R25_an_opinion_is_carried_until_it_is_closed():
    """Said on FY2021, closed in the report of FY2023: open in 2022, told as closed in 2023, gone in 2024."""
    register = Register((opinion("1", 2021, "closed", closed_fy=2023),), (), True)
    seen = {fy: follow_up(register, {}, fy) for fy in range(2021, 2025)}
    assert [len(seen[fy].open) for fy in seen] == [0, 1, 0, 0]
    assert [len(seen[fy].closed) for fy in seen] == [0, 0, 1, 0]
    assert [len(seen[fy].own) for fy in seen] == [1, 0, 0, 0]


def test_an_opinion_without_a_response_counts_as_unanswered_whatever_its_state_says():
    """W701 names the cell; the report goes by what is written."""
    register = Register(
        (opinion("1", 2022, "in_progress", response=" "), opinion("2", 2021, "in_progress")), (), True
    )
    left = follow_up(register, {}, 2023)
    assert [o.id for o in left.unanswered] == ["1"]
    assert [o.id for o in left.open] == ["1", "2"]  # unanswered first, though it is the younger one


@pytest.mark.parametrize(
    ("state", "closed_fy", "open_in", "done_in"),
    [
        ("", None, [2022, 2023, 2024], []),
        ("in_progress", None, [2022, 2023, 2024], []),
        ("closed", None, [], [2022]),
        ("closed", 2023, [2022], [2023]),
    ],
)
def test_R20_an_announced_action_is_carried_until_it_is_done(state, closed_fy, open_in, done_in):
    """One that nobody mentions again is carried too."""
    states = (ActionState("p01", 2021, "", state, closed_fy),) if state else ()
    seen = {
        fy: follow_up(Register((), states, True), {("p01", 2021): "窓口を設ける。"}, fy)
        for fy in range(2021, 2025)
    }
    assert [fy for fy in seen if seen[fy].actions] == open_in
    assert [fy for fy in seen if seen[fy].done] == done_in


@given(
    st.lists(
        st.tuples(
            st.integers(2020, 2024),
            st.sampled_from(["unanswered", "in_progress", "closed"]),
            st.none() | st.integers(2020, 2026),
        ),
        max_size=8,
    )
)
def test_no_opinion_is_ever_dropped(drawn):
    """In every later year an opinion is open, being closed, or was told as closed in a year before."""
    opinions = [opinion(str(i), fy, state, closed_fy=closed) for i, (fy, state, closed) in enumerate(drawn)]
    told: set[str] = set()
    for fy in range(2020, 2028):
        left = follow_up(Register(tuple(opinions), (), True), {}, fy)
        carried = {o.id for o in left.open}
        told |= {o.id for o in left.closed}
        for item in opinions:
            if item.fy < fy:
                assert (item.id in carried) != (item.id in told)
