"""A target that is a range, from the plan book through the entry book to the report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import inaxl
from inaxl.building import Options, build
from inaxl.distributing import distribute
from inaxl.plan import layout
from inaxl.plan.book import read_plan_book
from inaxl.plan.rows import read_plan_rows
from inaxl.plan.writer import PlanBookData, write_plan_book


def with_range(folder: Path, **changes: object) -> None:
    """The demo's plan with another target of K017 (大学との連携事業の実施数, 21 in FY2023)."""
    data = read_plan_rows(folder / "plan.xlsx")
    rows = [{**row, **changes} if row["id"] == "K017" else row for row in data.tables[layout.KPIS.key]]
    write_plan_book(folder / "plan.xlsx", PlanBookData({**data.tables, layout.KPIS.key: rows}))


@pytest.mark.parametrize(
    "changes", [{"target": "20～30"}, {"target": None, "target_text": "20～30件"}, {"target": "20から30まで"}]
)
def test_a_range_is_read_from_the_target_s_cell_or_from_its_wording(demo_copy, changes):
    """No E408: a range is a target."""
    changes = {key: value.replace("件", "") if value else value for key, value in changes.items()}
    with_range(demo_copy, **changes)
    plan, findings = read_plan_book(demo_copy / "plan.xlsx")
    aim = plan.kpi_by_id["K017"].indicator
    assert (aim.target, aim.target_upper) == (Decimal(20), Decimal(30))
    assert not [f for f in findings if f.kpi_id == "K017" and f.severity == "error"]


def test_a_range_is_judged_and_printed_as_one(demo_copy):
    """21 lies in 20～30; the report shows both ends."""
    from inaxl.building import evaluate_folder
    from inaxl.report.context import report_context
    from inaxl.workfolder import open_folder

    with_range(demo_copy, target="20～30", target_text="20～30")
    results = evaluate_folder(open_folder(demo_copy, 2023), date=dt.date(2024, 5, 31))
    row = results.row_by_year["K017", 2023]
    assert (row["rating"], row["achievement"]) == ("on_track", 1)
    assert row["explanation"] == "実績値21件は指標値20件～30件の範囲にあるため順調。"
    shown = [
        kpi
        for goal in report_context(results)["goals"]
        for measure in goal["measures"]
        for kpi in measure["kpis"]
        if kpi["name"].startswith("大学との連携事業")
    ]
    assert [kpi["target"] for kpi in shown] == ["20～30"]
    made = distribute(demo_copy, 2024, departments=["文化交流課"])
    assert inaxl.check(demo_copy / made.folder / made.names[0]).findings == ()
    assert build(demo_copy, 2023, Options(force=True)).summary["total"]["kpis"] == 84
