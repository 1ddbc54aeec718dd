"""What changed between two versions of a plan in its tree: fields, measures and projects, and where they hang."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inaxl.plan.difference_words import Difference, changed, department_names, members, moved
from inaxl.plan.model import Plan

_PLACES = (("measure_id", "施策"), ("field_id", "分野"), ("goal_id", "基本目標"), ("project_id", "事業"))


def tree_changes(before: Plan, after: Plan, successors: Mapping[str, str]) -> Iterator[Difference]:
    """Fields, measures and projects: come, gone, reworded, moved, with other departments.

    successors: ID of the department that took over, by the ID of one that was merged or renamed: no move is told then.
    """
    yield from members("fields", before.fields, after.fields, lambda item: item.label)
    yield from members("measures", before.measures, after.measures, lambda item: item.title)
    yield from members("projects", before.projects, after.projects, lambda item: item.title)
    for field in after.fields:
        known = before.field_by_id.get(field.id)
        if known is not None and set(known.goal_ids) != set(field.goal_ids):
            old, new = _goals(before, known.goal_ids), _goals(after, field.goal_ids)
            yield from moved("fields", field.id, field.label, "goal_ids", "基本目標", old, new)
    for measure in after.measures:
        earlier = before.measure_by_id.get(measure.id)
        if earlier is not None:
            yield from place_changes("measures", measure.title, earlier, measure, before, after)
    for project in after.projects:
        last = before.project_by_id.get(project.id)
        if last is not None:
            yield from place_changes("projects", project.title, last, project, before, after)
            for field_key, label, keys in (
                ("department_ids", "担当", (last.department_ids, project.department_ids)),
                ("lead_id", "主担当", (_one(last.lead_id), _one(project.lead_id))),
            ):
                if {successors.get(key, key) for key in keys[0]} != set(keys[1]):
                    names = department_names(before, keys[0]), department_names(after, keys[1])
                    yield from moved("projects", project.id, project.title, field_key, label, *names)


def place_changes(
    table: str, name: str, old: Any, new: Any, before: Plan, after: Plan
) -> Iterator[Difference]:
    """Where an item hangs in the tree, named as each version names it; and whether it is a focus."""
    for field, label in _PLACES:
        if hasattr(new, field) and getattr(old, field) != getattr(new, field):
            places = _title(before, field, getattr(old, field)), _title(after, field, getattr(new, field))
            yield from moved(table, new.id, name, field, label, *places)
    if hasattr(new, "is_focus") and old.is_focus != new.is_focus:
        words = ("重点" if item.is_focus else "" for item in (old, new))
        yield changed(table, new.id, name, "is_focus", "重点", *words)


def _one(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def _title(plan: Plan, field: str, key: str | None) -> str:
    tables: dict[str, Mapping[str, Any]] = {
        "measure_id": plan.measure_by_id,
        "field_id": plan.field_by_id,
        "goal_id": plan.goal_by_id,
        "project_id": plan.project_by_id,
    }
    found = tables[field].get(key or "")
    return str(getattr(found, "label", "") or found.title) if found is not None else key or ""


def _goals(plan: Plan, goal_ids: Iterable[str]) -> str:
    return "、".join(_title(plan, "goal_id", goal) for goal in goal_ids)
