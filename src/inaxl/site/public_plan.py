"""The plan without what is withheld: rows, columns, actuals, and the withheld parts of its life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from inaxl.plan.life import Evidence, PlanLife
from inaxl.plan.model import Goal, Indicator, Kpi, Plan
from inaxl.site.public_fields import FACT_STARTS, FACTS, blank, changed, field_names, only_public
from inaxl.site.withholding import Withholding, attributes_of

Record = TypeVar("Record")

UNPUBLISHED = "（非公開）"
"""What stands for a name that is withheld."""
_NAMES = frozenset({"title", "name", "division", "section"})


def public_plan(plan: Plan, hidden: Withholding) -> Plan:
    """The plan that everybody may see."""
    public = only_public(plan)
    departments = _rows(plan.departments, "departments", hidden)
    return replace(
        public,
        facts=_facts(plan, hidden),
        goals=tuple(_goal(goal, hidden) for goal in _left(plan.goals, "goals", hidden)),
        fields=tuple(
            replace(area, goal_ids=hidden.left(area.goal_ids))
            for area in _rows(plan.fields, "fields", hidden)
        ),
        measures=tuple(
            replace(item, field_id=_kept("fields", item.field_id, hidden), goal_id=_kept("goals", item.goal_id, hidden))
            for item in _rows(plan.measures, "measures", hidden)
        ),
        projects=tuple(
            replace(
                item,
                department_ids=tuple(i for i in item.department_ids if not hidden.is_gone("departments", i)),
                lead_id=_kept("departments", item.lead_id, hidden),
                measure_id=_kept("measures", item.measure_id, hidden),
                goal_id=_kept("goals", item.goal_id, hidden),
            )
            for item in _rows(plan.projects, "projects", hidden)
        ),
        kpis=tuple(_kpi(kpi, hidden) for kpi in _left(plan.kpis, "kpis", hidden)),
        departments=tuple(replace(item, former_names=()) for item in departments),
        vision=tuple(only_public(point) for point in plan.vision if not _repeats_goal(point.indicator, hidden)),
        goal_actuals=tuple(
            only_public(item)
            for item in plan.goal_actuals
            if not hidden.is_gone("goals", item.goal_id) and item.fy not in hidden.years_of("goals", item.goal_id)
        ),
        published=tuple(
            only_public(item)
            for item in plan.published
            if not hidden.is_gone("kpis", item.kpi_id) and item.fy not in hidden.years_of("kpis", item.kpi_id)
        ),
        life=_life(plan.life, hidden),
    )  # fmt: skip


def _repeats_goal(indicator: str, hidden: Withholding) -> bool:
    """Whether a value of the vision is a goal's target over again while something of a goal is withheld."""
    is_hidden = bool(hidden.rows["goals"]) or any(
        table == "goals" for table, _ in (*hidden.columns, *hidden.years)
    )
    return is_hidden and indicator.startswith("goal")


def _left(items: Iterable[Any], table: str, hidden: Withholding) -> Iterable[Any]:
    return (item for item in items if not hidden.is_gone(table, item.id))


def _kept(table: str, id_: str | None, hidden: Withholding) -> str | None:
    return None if hidden.is_gone(table, id_) else id_


def _rows(items: Iterable[Record], table: str, hidden: Withholding) -> tuple[Record, ...]:
    return tuple(
        _without_columns(only_public(item), hidden.columns_of(table, item.id))
        for item in _left(items, table, hidden)
    )


def _without_columns(record: Record, columns: Iterable[str]) -> Record:
    """The record with the attributes of some columns blanked; a name becomes （非公開）."""
    names = {name for column in columns for name in attributes_of(column)} & field_names(record)
    own = {name: getattr(record, name) for name in names}
    return changed(
        record, {name: UNPUBLISHED if name in _NAMES else blank(value) for name, value in own.items()}
    )


def _indicator(indicator: Indicator, columns: frozenset[str]) -> Indicator:
    """How a figure is judged, without withheld columns; a single year's target is `interim_2023`."""
    public = _without_columns(only_public(indicator), columns)
    years = {int(name.removeprefix("interim_")) for name in columns if name.startswith("interim_")}
    return replace(public, interim={fy: value for fy, value in public.interim.items() if fy not in years})


def _goal(goal: Goal, hidden: Withholding) -> Goal:
    columns = hidden.columns_of("goals", goal.id)
    titles = _without_columns(only_public(goal), columns & {"number", "title", "short_title"})
    return replace(titles, target=_indicator(goal.target, columns))


def _kpi(kpi: Kpi, hidden: Withholding) -> Kpi:
    columns = hidden.columns_of("kpis", kpi.id)
    return replace(
        _without_columns(only_public(kpi), columns),
        indicator=_indicator(kpi.indicator, columns),
    )


def _facts(plan: Plan, hidden: Withholding) -> dict[str, str]:
    return {
        item: value
        for item, value in plan.facts.items()
        if (item in FACTS or item.startswith(FACT_STARTS))
        and not hidden.is_gone("facts", item)
        and not hidden.columns_of("facts", item)
    }


def _life(life: PlanLife, hidden: Withholding) -> PlanLife:
    """What is marked 非公開 in its own row, and what is about something withheld, is gone."""

    def shown(items: Iterable[Record], subject: str) -> tuple[Record, ...]:
        return tuple(
            only_public(item)
            for item in items
            if not getattr(item, "is_withheld", False) and not hidden.is_named(getattr(item, subject))
        )

    return PlanLife(
        evidence=_evidence(life, hidden),
        principle_checks=shown(life.principle_checks, "project_id"),
        tags=tuple(map(only_public, life.tags)),
        taggings=shown(life.taggings, "subject_id"),
        partners=shown(life.partners, "subject_id"),
        budgets=shown(life.budgets, "project_id"),
        revisions=tuple(map(only_public, life.revisions)),
    )


def _evidence(life: PlanLife, hidden: Withholding) -> tuple[Evidence, ...]:
    """Evidence about withheld items alone is gone; about others too, it no longer names them."""
    kept = []
    for item in [only_public(item) for item in life.evidence if not item.is_withheld]:
        left = hidden.left(item.subject_ids)
        if left or not item.subject_ids:
            kept.append(item._replace(subject_ids=left))
    return tuple(kept)
