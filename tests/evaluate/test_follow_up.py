"""Opinions and actions are carried until they are closed; nothing is dropped between years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.evaluate.follow_up import (
    ActionReport,
    ActionState,
    Opinion,
    Register,
    contradictions,
    follow_up,
)


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


# --- what the entry books say of actions ------------------------------------------------------------------------------

ACTION = {("p01", 2021): "窓口を設ける。"}


def report(said_fy: int, state: str, progress: str = "") -> ActionReport:
    """What the book of a year says of the action of FY2021."""
    return ActionReport("p01", 2021, said_fy, state, progress, f"workbooks/{said_fy}.xlsx", "事業1", "C9")


def in_years(reports: tuple[ActionReport, ...], kept: tuple[ActionState, ...] = ()) -> dict[int, str]:
    """By year: `open`, `done` or nothing, with the state."""
    seen = {}
    for fy in range(2021, 2026):
        left = follow_up(Register((), kept, True), ACTION, fy, reports)
        seen[fy] = " ".join(
            [*(f"open:{a.state}" for a in left.actions), *(f"done:{a.state}" for a in left.done)]
        )
    return seen


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({2022: "closed"}, ["", "done:closed", "", "", ""]),
        ({2022: "dropped"}, ["", "done:dropped", "", "", ""]),
        ({2022: "in_progress", 2023: "closed"}, ["", "open:in_progress", "done:closed", "", ""]),
        ({2022: "not_started"}, ["", *["open:not_started"] * 4]),
        ({2022: "closed", 2023: "closed"}, ["", "done:closed", "", "", ""]),
        ({2022: "closed", 2023: "in_progress"}, ["", "done:closed", *["open:in_progress"] * 3]),
        ({2024: "closed"}, ["", "open:", "open:", "done:closed", ""]),
        ({}, ["", *["open:"] * 4]),
    ],
)
def test_R20_an_action_closed_in_an_entry_book_is_told_once_and_carried_no_further(states, expected):
    """The newest book counts; what it takes back is open again; what nobody mentions stays open."""
    reports = tuple(report(fy, state) for fy, state in states.items())
    assert list(in_years(reports).values()) == expected


def test_R20_the_register_goes_before_the_entry_books():
    """Its state and its words; where it says only how far, the department's state is kept."""
    reports = (report(2022, "closed", "行った。"),)
    open_there = (ActionState("p01", 2021, "窓口は仮のもの。", "in_progress", None, "E5"),)
    left = follow_up(Register((), open_there, True), ACTION, 2022, reports)
    assert [(a.state, a.progress, a.book, a.cell) for a in left.actions] == [
        ("in_progress", "窓口は仮のもの。", "", "E5")
    ]
    silent = (ActionState("p01", 2021, "広報にも載せた。", "", None, "E5"),)
    left = follow_up(Register((), silent, True), ACTION, 2022, reports)
    assert [(a.state, a.progress, a.book, a.cell) for a in left.done] == [
        ("closed", "広報にも載せた。", "workbooks/2022.xlsx", "C9")
    ]


@pytest.mark.parametrize(
    ("kept", "closed_fy", "said", "differ"),
    [
        ("closed", None, "closed", False),
        ("closed", None, "in_progress", True),
        ("in_progress", None, "closed", True),
        ("in_progress", None, "not_started", False),
        ("closed", None, "dropped", True),
        ("closed", 2023, "in_progress", False),  # closed a year later: no contradiction yet
        ("closed", 2023, "closed", True),
        ("", None, "closed", False),
    ],
)
def test_register_and_entry_book_contradict_each_other_on_how_it_ended(kept, closed_fy, said, differ):
    """In the book of the year itself; how far an open action has come is no contradiction."""
    register = Register((), (ActionState("p01", 2021, "", kept, closed_fy),), True)
    assert bool(contradictions(register, (report(2022, said),), 2022)) is differ
    assert contradictions(register, (report(2022, said),), 2024) == []


@given(
    st.dictionaries(
        st.integers(2022, 2026), st.sampled_from(["not_started", "in_progress", "closed", "dropped"])
    ),
    st.none()
    | st.tuples(
        st.sampled_from(["in_progress", "closed", "dropped", ""]), st.none() | st.integers(2020, 2027)
    ),
)
def test_no_action_is_ever_dropped_silently(states, kept):
    """In every later year it is open, told as over in that year, or was told so before."""
    reports = tuple(report(fy, states[fy]) for fy in sorted(states))
    register = (ActionState("p01", 2021, "", *kept),) if kept else ()
    was_told = False
    for fy in range(2022, 2029):
        left = follow_up(Register((), register, True), ACTION, fy, reports)
        assert len(left.actions) + len(left.done) <= 1
        assert left.actions or left.done or was_told
        was_told = was_told or bool(left.done)


# --- a past year that is built again -----------------------------------------------------------------------------------


def answered(
    closed_fy: int | None, responded: dt.date | None, state: str = "closed", fy: int = 2021
) -> Opinion:
    """An opinion on FY2021 with a response of a day."""
    return opinion("1", fy, state, closed_fy=closed_fy)._replace(responded=responded)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        # FY2021 is evaluated until 31 March 2023, FY2022 until 31 March 2024
        (answered(2023, dt.date(2023, 3, 31)), {2021: "in_progress", 2022: "in_progress", 2023: "closed"}),
        (answered(2023, dt.date(2023, 4, 1)), {2021: "unanswered", 2022: "in_progress", 2023: "closed"}),
        (answered(2023, dt.date(2024, 4, 1)), {2021: "unanswered", 2022: "unanswered", 2023: "closed"}),
        (answered(2023, None), {2021: "unanswered", 2022: "in_progress", 2023: "closed"}),
        (answered(None, None), {2021: "in_progress", 2022: "closed", 2023: ""}),
        (
            answered(None, None, "in_progress"),
            {2021: "in_progress", 2022: "in_progress", 2023: "in_progress"},
        ),
    ],
)
def test_a_past_year_shows_what_was_known_for_it(said, known):
    """A response of a later day is not shown, nor a state that came later."""
    for fy, state in known.items():
        left = follow_up(Register((said,), (), True), {}, fy)
        (found,) = [*left.open, *left.closed, *left.own] or [said._replace(state="")]
        assert found.state == state
        assert bool(found.response) is (state != "unanswered")


def test_opinions_on_later_evaluations_are_not_in_the_papers_of_a_year():
    """They had not been said."""
    left = follow_up(Register((answered(None, None, fy=2023),), (), True), {}, 2022)
    assert (left.open, left.closed, left.own) == ((), (), ())


def test_an_action_closed_later_is_under_way_in_a_past_year_as_its_entry_book_said():
    """The register's words came later; without an entry book nothing is known but that it was open."""
    kept = (ActionState("p01", 2021, "開いた。", "closed", 2023),)
    said = follow_up(Register((), kept, True), ACTION, 2022, (report(2022, "not_started", "場所を探す。"),))
    assert [(a.state, a.progress) for a in said.actions] == [("not_started", "場所を探す。")]
    unsaid = follow_up(Register((), kept, True), ACTION, 2022)
    assert [(a.state, a.progress) for a in unsaid.actions] == [("in_progress", "")]
