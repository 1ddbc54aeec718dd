"""E010–E018: whatever is done to a workbook's bytes, inaxl says what is wrong, and neither breaks down nor hangs.

A few hundred cases; INAXL_FUZZ_SECONDS=120 gives two minutes of them. 10,000: `benchmarks/fuzz.py`.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.fuzzing import corpus, damaged, survives

CODES = {"ok", "E010", "E011", "E012", "E013", "E018"}
SECONDS = float(os.environ.get("INAXL_FUZZ_SECONDS", "0"))


def test_whole_books_are_read_and_written():
    """The books themselves are sound, so that what is refused is refused for its damage."""
    outcomes = [survives(data) for data in corpus()]
    assert [outcome[0] for outcome in outcomes] == ["ok"] * len(outcomes)
    assert [outcome[1] for outcome in outcomes[:7]] == ["ok"] * 7


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=200)
def test_no_damage_whatever_gives_anything_but_a_code(seed):
    """The seed names the case: `damaged(seed)` gives its bytes again."""
    assert set(survives(damaged(seed))) <= CODES


def test_the_same_seed_gives_the_same_case():
    """A case that fails once can be looked at again."""
    assert damaged(7) == damaged(7)


@pytest.mark.skipif(not SECONDS, reason="INAXL_FUZZ_SECONDS で長さ(秒)を指定したときだけ行います")
def test_no_damage_in_the_time_given_gives_anything_but_a_code():
    """As many cases as the time allows, in the order of their seeds."""
    end, seed = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        assert set(survives(damaged(seed))) <= CODES, seed
        seed += 1
