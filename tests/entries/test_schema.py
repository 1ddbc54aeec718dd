"""One-cell checks: pandera and the light way of a click run the same table of rules and find the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.entries.schema import OWN_RULES, STATUSES, CellRule, by_pandera, check_cells, one_by_one
from inaxl.evaluation import checked_entries
from inaxl.merging.rows import merge_readings
from inaxl.plan.agreements import CheckRule

FIGURES = st.decimals(allow_nan=False, places=2, min_value=-(10**6), max_value=10**6)
ROWS = st.lists(
    st.tuples(
        st.sampled_from((*STATUSES, "vielleicht", None)),
        st.one_of(st.none(), FIGURES, st.just("12"), st.just(Decimal("Infinity"))),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS)
def test_both_ways_find_the_same_cells_of_any_table(rows) -> None:
    """Unknown words, gaps, texts and infinite figures included: same rules broken, same rows, same order."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    assert one_by_one(OWN_RULES, columns) == by_pandera(OWN_RULES, columns)


def test_a_gap_breaks_only_a_rule_that_does_not_allow_it() -> None:
    """A pending year has no figure; a row without a status is none."""
    rules = (CellRule(str, bool), CellRule(str, bool, may_be_blank=True))
    columns = [["", "あり", None], ["", "あり", None]]
    for run in (by_pandera, one_by_one):
        assert run(rules, columns) == [(0, 0), (0, 2), (1, 0)]


@pytest.mark.parametrize("run", [by_pandera, one_by_one])
def test_figures_units_and_the_plans_rules_are_found_at_their_cells(entry, book, plan, run) -> None:
    """E102, E103 and the plan's own E112, whichever way the rules are run."""
    rule = CheckRule("R1", "*", "actual", "at_most", "10", "error", "10以下です。", None, None)
    rows = [entry("移住者数", -3), entry("相談件数", 12, unit="組")]
    subjects = checked_entries(merge_readings({2023: [book(*rows)]}, plan, 2023), plan, 2023)
    found = check_cells(subjects, [rule], run=run)
    assert [(f.code, f.cell, f.field) for f in found] == [
        ("E102", "J6", "actual"),
        ("E103", "J7", "unit"),
        ("E112", "J7", "actual"),
    ]
    assert found == check_cells(subjects, [rule])


def test_a_row_that_reading_should_never_give_is_an_error_of_the_program(entry, book, plan) -> None:
    """An unknown status is no mistake of a department: it must not become a finding, nor be passed over."""
    reading = book(entry("移住者数", 9)._replace(status="vielleicht"))
    subjects = checked_entries(merge_readings({2023: [reading]}, plan, 2023), plan, 2023)
    for run in (by_pandera, one_by_one):
        with pytest.raises(AssertionError, match="own rule 0"):
            check_cells(subjects, run=run)
