"""The rows of every fiscal year of a term, each judged by the version of the plan that judges that year.

Here the one rule about comparing takes effect: what an earlier year measured by another definition is counted in that
year, but is no row of the evaluated one, so no move, trend, sum or outlook can reach across the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from inaxl.evaluate.aggregate import count, count_by
from inaxl.evaluate.table import PACE_COLUMNS, rate_rows
from inaxl.merging.rows import Merged, merged_rows
from inaxl.plan.lineage import Break, Versions
from inaxl.plan.model import Plan
from inaxl.report.results import YearCounts

Row = dict[str, Any]
_NO_PACE = dict.fromkeys(PACE_COLUMNS)


def judged_rows(
    merged: Merged, plan: Plan, fy: int, versions: Versions, whole: Collection[int] = ()
) -> list[Row]:
    """Rows of every year of the term up to `fy`, KPI by KPI in the order of the plan, then what has ended.

    plan: that of `fy`. whole: earlier years that are counted, so that a KPI which nobody reported has its row too.
    A row has the definition, target and rating that its own year's plan gives; pace and outlook stand at `fy` alone.
    """
    rows: list[Row] = []
    for judging, years in versions.by_plan(fy, plan):
        last = years[-1]
        table = merged_rows(merged, judging, last, versions.seen_from(last, plan), whole)
        rated = rate_rows(table, judging.rules, judging.first_fy)
        own = [row for row in rated if row["fy"] in years]
        rows += own if last == fy else [row | _NO_PACE for row in own]
    order: dict[str, int] = {}
    for identifier in (*(kpi.id for kpi in plan.kpis), *(row["kpi_id"] for row in rows)):
        order.setdefault(identifier, len(order))
    return sorted(rows, key=lambda row: (order[row["kpi_id"]], row["fy"]))


def shown_rows(rows: Iterable[Row], fy: int, merged: Merged, breaks: Mapping[str, Break]) -> list[Row]:
    """The rows for the papers of `fy`: of earlier years only what was reported, and measures what is measured now."""
    return [
        row
        for row in rows
        if row["fy"] == fy
        or (
            (row["kpi_id"], row["fy"]) in merged.chosen
            and (row["kpi_id"] not in breaks or row["fy"] >= breaks[row["kpi_id"]].since)
        )
    ]


def counts_of(fy: int, rated: Sequence[Mapping[str, Any]], plan: Plan) -> YearCounts:
    """Counts of one fiscal year at every level, each in the order of the plan that judges it."""
    rows = [row for row in rated if row["fy"] == fy]
    return YearCounts(
        fy,
        count(rows),
        count_by(rows, "goal_id", {goal.id: goal.title for goal in plan.goals}),
        count_by(rows, "field_id", {field.id: field.title for field in plan.fields}),
        count_by(rows, "measure_id", {measure.id: measure.title for measure in plan.measures}),
        count_by(rows, "project_id", {project.id: project.title for project in plan.projects}),
        count_by(
            rows, "department", {department.name: department.name for department in plan.departments_in(fy)}
        ),
    )
