"""What the plan book's sheet 非公開 takes out of everything public: rows with all that belongs to them, columns, years.

A row takes along what hangs on it: a goal its measures, a measure its projects, a project its KPIs. What cannot be kept
back as the sheet asks stops the publication (E721): it is never published in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inaxl.errors import UnreadableInput
from inaxl.findings import E721, Finding
from inaxl.plan.layout import (
    ITEM_CITY,
    ITEM_FIRST,
    ITEM_LAST,
    ITEM_SAMPLE,
    ITEM_STATUS,
    ITEM_TITLE,
    TABLE_BY_KEY,
)
from inaxl.plan.layout_life import WITH_ACTUALS, WITHHELD_TABLES
from inaxl.plan.life import Withheld
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_label

_NEEDED = frozenset((ITEM_TITLE, ITEM_STATUS, ITEM_CITY, ITEM_FIRST, ITEM_LAST, ITEM_SAMPLE))
"""Items of the sheet 計画 without which nothing can be published."""
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "title": ("title", "short_title"),
    "baseline": ("baseline", "baseline_text"),
    "baseline_text": ("baseline", "baseline_text"),
    "comparable": ("baseline_comparable",),
    "target": ("target", "target_text", "target_upper", "interim"),
    "target_text": ("target", "target_text", "target_upper", "interim"),
}


def attributes_of(column: str) -> tuple[str, ...]:
    """Attributes of a record that a withheld column takes along; most have the column's own name."""
    return _ATTRIBUTES.get(column, (column,))


def _can_be_withheld(item: Withheld) -> bool:
    """Whether the request is one that this module can keep: a row, a column other than the ID, a year's actual."""
    if item.table not in WITHHELD_TABLES or (item.table == "facts" and item.id in _NEEDED):
        return False
    if item.fy is not None:
        return not item.column and item.table in WITH_ACTUALS
    columns = {column.key for column in TABLE_BY_KEY[item.table].columns} - {"id"}
    return not item.column or item.column in columns or item.column.startswith("interim_")


class Withholding(NamedTuple):
    """IDs of rows that are gone, by table; columns and fiscal years that are gone, by table and ID."""

    rows: dict[str, frozenset[str]]
    columns: dict[tuple[str, str], frozenset[str]]
    years: dict[tuple[str, str], frozenset[int]]

    def is_gone(self, table: str, id_: str | None) -> bool:
        """Whether a whole row is withheld, by itself or with what it belongs to."""
        return id_ is not None and id_ in self.rows.get(table, frozenset())

    def is_named(self, id_: str) -> bool:
        """Whether an ID is that of a withheld goal, field, measure, project or KPI."""
        return any(self.is_gone(table, id_) for table in ("goals", "fields", "measures", "projects", "kpis"))

    def columns_of(self, table: str, id_: str) -> frozenset[str]:
        """Columns of a row that are withheld."""
        return self.columns.get((table, id_), frozenset())

    def years_of(self, table: str, id_: str) -> frozenset[int]:
        """Fiscal years of a row that are withheld."""
        return self.years.get((table, id_), frozenset())

    def left(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The IDs of goals, fields, measures, projects and KPIs that are not withheld."""
        return tuple(id_ for id_ in ids if not self.is_named(id_))


def withholding_of(plan: Plan) -> Withholding:
    """What the plan withholds. Raises UnreadableInput(E721) for what cannot be kept back as it is asked."""
    rows: dict[str, set[str]] = {table: set() for table in WITHHELD_TABLES}
    columns: dict[tuple[str, str], set[str]] = {}
    years: dict[tuple[str, str], set[int]] = {}
    for item in plan.life.withheld:
        if not _can_be_withheld(item):
            raise UnreadableInput(_cannot(item))
        if item.fy is not None:
            years.setdefault((item.table, item.id), set()).add(item.fy)
        elif item.column:
            columns.setdefault((item.table, item.id), set()).add(item.column)
        else:
            rows[item.table].add(item.id)
    _with_what_belongs(rows, plan)
    return Withholding(
        {table: frozenset(ids) for table, ids in rows.items()},
        {key: frozenset(names) for key, names in columns.items()},
        {key: frozenset(found) for key, found in years.items()},
    )


def withheld_by_newest(judging: Plan, newest: Plan) -> tuple[Withheld, ...]:
    """What may not be published today of a year that an earlier version of the plan judges.

    The newest version of the same plan decides about what it knows; about rows that only the earlier one has, that one
    does. A following plan may use the same IDs for other things: then both count.
    """
    same_plan = (judging.first_fy, judging.last_fy) == (newest.first_fy, newest.last_fy)
    known = _ids_by_table(newest) if same_plan else {}
    kept = (item for item in judging.life.withheld if item.id not in known.get(item.table, frozenset()))
    return tuple(dict.fromkeys((*newest.life.withheld, *kept)))


def _ids_by_table(plan: Plan) -> dict[str, frozenset[str]]:
    return {
        "facts": frozenset(plan.facts),
        "goals": frozenset(plan.goal_by_id),
        "fields": frozenset(plan.field_by_id),
        "measures": frozenset(plan.measure_by_id),
        "projects": frozenset(plan.project_by_id),
        "kpis": frozenset(plan.kpi_by_id),
        "departments": frozenset(plan.department_by_id),
    }


def _cannot(item: Withheld) -> Finding:
    table = TABLE_BY_KEY[item.table]
    column = next((column.header for column in table.columns if column.key == item.column), item.column)
    year = fy_label(item.fy) if item.fy is not None else ""
    what = "・".join(part for part in (table.sheet, item.id, column, year) if part)
    return E721.at(book="plan.xlsx", sheet="非公開", cell=item.cell or None, value=what)


def _with_what_belongs(rows: dict[str, set[str]], plan: Plan) -> None:
    """Goals, fields, measures and projects take along what hangs on them alone."""
    goals, fields, measures, projects = (rows[table] for table in ("goals", "fields", "measures", "projects"))
    fields |= {item.id for item in plan.fields if item.goal_ids and set(item.goal_ids) <= goals}
    measures |= {item.id for item in plan.measures if item.field_id in fields or item.goal_id in goals}
    projects |= {item.id for item in plan.projects if item.measure_id in measures or item.goal_id in goals}
    for kpi in plan.kpis:
        goal, area, measure = plan.goal_of(kpi), plan.field_of(kpi), plan.measure_of(kpi)
        above = (
            kpi.project_id in projects,
            measure is not None and measure.id in measures,
            area is not None and area.id in fields,
            goal is not None and goal.id in goals,
        )
        if any(above):
            rows["kpis"].add(kpi.id)
