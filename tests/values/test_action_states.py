"""How an announced action stands: the four words and what else is written for them; anything else is no state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values.action_states import ACTION_STATES, read_action_state


@pytest.mark.parametrize(
    ("text", "state", "more"),
    [
        ("実施済み", "closed", ""),
        ("実 施 済", "closed", ""),
        ("完了", "closed", ""),
        ("対応中", "in_progress", ""),
        ("　実施中　", "in_progress", ""),
        ("未実施", "not_started", ""),
        ("取りやめ（予算がないため）", "dropped", "予算がないため"),
        ("中止：県の補助が終わった。", "dropped", "県の補助が終わった。"),
        ("実施中、8社に聞いた", "in_progress", "8社に聞いた"),
        ("実施済み\n広報に載せた", "closed", "広報に載せた"),
        ("中止\n（予算がないため）", "dropped", "予算がないため"),
        ("", "", ""),
        (" 　", "", ""),
    ],
)
def test_what_staff_write_is_read_as_one_of_the_four_states(text: str, state: str, more: str) -> None:
    """What stands behind the word is kept."""
    assert read_action_state(text) == (state, more)


@pytest.mark.parametrize(
    "text",
    ["検討", "○", "50%", "実施中か未着手", "（実施中）", "R6年度に実施", "-", "実施" + " " * 32_000 + "ずみ"],
    ids=lambda text: text[:8],
)
def test_other_words_are_no_state(text: str) -> None:
    """Nothing is guessed from a word found inside."""
    assert read_action_state(text) == (None, "")


@given(st.sampled_from(sorted(ACTION_STATES)), st.text("あいう漢字12 。", max_size=12))
def test_a_reason_in_brackets_never_changes_the_state(state: str, reason: str) -> None:
    """And is never lost."""
    found, more = read_action_state(f"{ACTION_STATES[state]}（{reason}）")
    assert (found, more) == (state, reason.strip())


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never an error, and a state only from the list."""
    assert read_action_state(text)[0] in {None, "", *ACTION_STATES}
