"""The KPI rows and counts that everybody may see: withheld figures out, and what follows from them judged again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inaxl.evaluate.aggregate import Counts, Level, count, count_by
from inaxl.evaluate.table import rate_rows
from inaxl.plan.layout import interim_key
from inaxl.plan.model import Plan
from inaxl.report.results import Results, YearCounts
from inaxl.site.public_fields import blank, public_row
from inaxl.site.public_plan import UNPUBLISHED
from inaxl.site.withholding import Withholding

Row = Mapping[str, Any]
PublicRow = dict[str, Any]

UNPUBLISHED_NOTE = "未公表"
"""What stands at a figure that is withheld."""
_ROW_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "name": ("name",),
    "unit": ("unit",),
    "decimals": ("decimals",),
    "direction": ("direction",),
    "accumulation": ("accumulation",),
    "baseline": ("baseline", "baseline_text"),
    "baseline_text": ("baseline", "baseline_text"),
    "baseline_fy": ("baseline_fy",),
    "comparable": ("baseline_comparable",),
    "target": ("target", "final_target", "target_upper", "interim_target"),
    "target_text": ("target", "final_target", "target_upper", "interim_target"),
    "target_fy": ("target_fy", "final_target_fy"),
    "department_id": ("department",),
    "minimum": ("minimum",),
    "maximum": ("maximum",),
    "source": ("source_note",),
    "project_id": ("project_id", "measure_id", "field_id", "goal_id"),
    "measure_id": ("measure_id", "field_id", "goal_id"),
    "goal_id": ("goal_id",),
}
"""Columns of a row of figures that a withheld column of the sheet KPI takes along."""
_LINKS = {"goal_id": "goals", "field_id": "fields", "measure_id": "measures", "project_id": "projects"}


def public_rows(results: Results, plan: Plan, hidden: Withholding) -> list[PublicRow]:
    """The rows without withheld KPIs, columns and years. `plan`: the public one.

    A KPI of which something is withheld is judged again. Years that another version of the plan judged are then left
    out: that version's rules are not here.
    """
    affected = {id_ for table, id_ in (*hidden.columns, *hidden.years) if table == "kpis"}
    kept = [
        _row(row, results.plan, hidden)
        for row in results.rows
        if not hidden.is_gone("kpis", row["kpi_id"])
        and (row["kpi_id"] not in affected or _is_judged_by_own(results, row["fy"]))
    ]
    judged: dict[tuple[str, int], PublicRow] = {}
    for kpi_id in sorted(affected):
        own = [_unjudged(row) for row in kept if row["kpi_id"] == kpi_id]
        rated = rate_rows(own, plan.rules, plan.first_fy)
        judged |= {(row["kpi_id"], row["fy"]): row for row in rated}
    return [judged.get((row["kpi_id"], row["fy"]), row) for row in kept]


def _is_judged_by_own(results: Results, fy: int) -> bool:
    """Whether a year is judged by the same version of the plan as the evaluated one."""
    versions = results.versions
    return fy not in versions or versions[fy] == versions.get(results.fy)


def _row(row: Row, plan: Plan, hidden: Withholding) -> PublicRow:
    public = public_row(row)
    for link, table in _LINKS.items():
        if hidden.is_gone(table, public[link]):
            public[link] = None
    if public["department"] in departments_gone(plan, hidden):
        public["department"] = None
    for column in hidden.columns_of("kpis", row["kpi_id"]):
        for key in _keys(column, row["fy"]):
            public[key] = UNPUBLISHED if key == "name" else blank(public[key])
    _hide_links(public, hidden)
    if row["fy"] in hidden.years_of("kpis", row["kpi_id"]):
        public |= {"actual": None, "status": "pending", "note": UNPUBLISHED_NOTE}
        public |= {"rating_override": "", "override_reason": ""}
    return public


def _keys(column: str, fy: int) -> tuple[str, ...]:
    """Keys of a row of fiscal year `fy` that a withheld column of the sheet KPI takes along."""
    if column.startswith("interim_"):
        return ("interim_target",) if column == interim_key(fy) else ()
    return _ROW_COLUMNS.get(column, ())


def departments_gone(plan: Plan, hidden: Withholding) -> set[str]:
    """Names of the departments of which the row or the name is withheld."""
    return {
        item.name
        for item in plan.departments
        if hidden.is_gone("departments", item.id)
        or hidden.columns_of("departments", item.id) & {"division", "section"}
    }


def _hide_links(row: PublicRow, hidden: Withholding) -> None:
    """A link that is withheld higher up (a project's measure, a measure's field) is not shown by the KPI either."""
    links = (
        ("projects", row["project_id"], {"measure_id": ("measure_id", "field_id"), "goal_id": ("goal_id",)}),
        ("measures", row["measure_id"], {"field_id": ("field_id",), "goal_id": ("goal_id",)}),
        ("fields", row["field_id"], {"goal_ids": ("goal_id",)}),
    )
    for table, id_, columns in links:
        for column in hidden.columns_of(table, id_ or ""):
            row.update(dict.fromkeys(columns.get(column, ())))


def _unjudged(row: Row) -> PublicRow:
    """The row as it was before rating: judged against its final target, unless the year has one of its own."""
    return dict(row) | {"target": row["final_target"], "target_fy": row["final_target_fy"]}


# --- counts -------------------------------------------------------------------------------------------------------


def public_counts(
    results: Results, plan: Plan, rows: Sequence[Row], hidden: Withholding
) -> dict[int, YearCounts]:
    """The counts of every year, made again where something of it is withheld.

    An earlier year of which not every row is at hand (KPIs that were redefined since) cannot be counted again: it is left
    out then, and is not compared.
    """
    found = {}
    for fy, year in results.counts.items():
        before = [row for row in results.rows if row["fy"] == fy]
        after = [row for row in rows if row["fy"] == fy]
        if _judged(before) == _judged(after):
            found[fy] = _year(year, plan, hidden, None)
        elif len(before) == year.total.kpis:
            found[fy] = _year(year, plan, hidden, after)
    return found


_COUNTED = ("kpi_id", "rating", "rating_override", "achievement", *_LINKS, "department")


def _judged(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in _COUNTED) for row in rows]


def _year(year: YearCounts, plan: Plan, hidden: Withholding, rows: Sequence[Row] | None) -> YearCounts:
    """The counts with the members that each level had, without withheld ones. rows: None keeps the numbers."""
    gone = departments_gone(plan, hidden)

    def level(levels: Iterable[Level], key: str, table: str, titles: Mapping[str, str]) -> tuple[Level, ...]:
        kept = [item for item in levels if not hidden.is_gone(table, item.id) and item.id not in gone]
        named = [item._replace(title=titles.get(item.id or "", item.title)) for item in kept]
        if rows is None:
            return tuple(named)
        return count_by(rows, key, {item.id: item.title for item in named if item.id is not None})

    total: Counts = year.total if rows is None else count(rows)
    return YearCounts(
        year.fy,
        total,
        level(year.by_goal, "goal_id", "goals", {goal.id: goal.title for goal in plan.goals}),
        level(year.by_field, "field_id", "fields", {area.id: area.title for area in plan.fields}),
        level(year.by_measure, "measure_id", "measures", {item.id: item.title for item in plan.measures}),
        level(year.by_project, "project_id", "projects", {item.id: item.title for item in plan.projects}),
        level(year.by_department, "department", "departments", {}),
    )
