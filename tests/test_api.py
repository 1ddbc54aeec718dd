"""`import inaxl`: the same job as functions, typed and silent."""

from __future__ import annotations

from decimal import Decimal

import pytest

import inaxl
from inaxl.plan.book import read_plan_book


def test_merge_then_rate_gives_what_the_build_gives(built):
    """A program can do in two calls what `build` does for a year of single-year KPIs."""
    plan, _ = read_plan_book(built.folder.root / "plan.xlsx", check=False)
    books = sorted((built.folder.root / "workbooks" / "R05").glob("*.xlsx"))
    merged = inaxl.merge(books, plan, 2023)
    rated = inaxl.rate(merged[merged.accumulation != "cumulative"], plan.rules, plan.first_fy)
    assert len(merged) == built.summary["total"]["kpis"]
    row = rated.set_index("kpi_id").loc["K002"]
    assert (row.actual, row.rating, row.source_cell) == (Decimal(214), "on_track", "J7")


def test_rate_takes_plain_numbers_and_leaves_its_input_alone(built):
    """Floats and ints from anywhere; a new table comes back."""
    import pandas as pd

    plan, _ = read_plan_book(built.folder.root / "plan.xlsx", check=False)
    table = pd.DataFrame(
        {
            "kpi_id": ["a", "b"],
            "fy": [2023, 2023],
            "actual": [9.6, None],
            "status": ["reported", "pending"],
            "direction": ["increase", "increase"],
            "accumulation": ["annual", "annual"],
            "target": [12, 5],
            "target_fy": [2024, 2024],
            "baseline": [None, None],
            "baseline_fy": [None, None],
        }
    )
    before = table.copy()
    rated = inaxl.rate(table, plan.rules)
    assert list(rated.rating) == ["mostly_on_track", "no_actual"]  # 9.6 of 12 is exactly 80 %
    pd.testing.assert_frame_equal(table, before)


def test_rate_names_the_columns_that_it_lacks(built):
    """A missing column is said by name."""
    import pandas as pd

    with pytest.raises(KeyError, match="target"):
        inaxl.rate(pd.DataFrame({"kpi_id": []}), None)


def test_check_and_build_are_callable(built, demo_copy):
    """The functions of the contract, section 6; nothing is printed."""
    assert inaxl.build(demo_copy, 2023).summary == built.summary
    assert inaxl.check(demo_copy / "workbooks" / "R05").findings
    assert set(inaxl.__all__) <= set(dir(inaxl))
    with pytest.raises(AttributeError):
        _ = inaxl.nothing
