"""A plan as one JSON document: `inaxl plan summary --json`. The same in words is in `summary`.

Contacts and notes of the plan book are left out of it: the document is made to be passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inaxl.plan import life
from inaxl.plan.gaps import gaps_of
from inaxl.plan.model import Field, Goal, Indicator, Kpi, Measure, Plan, Project
from inaxl.plan.versions import FrozenCopy

Document = dict[str, Any]


def summary_document(plan: Plan, earlier: Sequence[FrozenCopy] = ()) -> Document:
    """Keys `plan`, `counts`, `focus`, `goals`, `tree`, `unplaced`, `evidence`, `versions`, `earlier_books`, `gaps`.

    Absent values are None. earlier: as for `summary.summary_lines`.
    """
    return {
        "plan": {
            "title": plan.title,
            "status": plan.status,
            "city": plan.city,
            "first_fy": plan.first_fy,
            "last_fy": plan.last_fy,
            "is_sample": plan.is_sample,
        },
        "counts": {
            name: len(getattr(plan, name))
            for name in ("goals", "fields", "measures", "projects", "kpis", "departments")
        },
        "focus": [*_focus(plan.fields), *_focus(plan.measures), *_focus(plan.projects)],
        "goals": [_goal(plan, goal) for goal in plan.goals],
        "tree": [_field(plan, field) for field in plan.fields],
        "unplaced": _unplaced(plan),
        "evidence": [_evidence(item) for item in plan.life.evidence],
        "versions": [_version(item) for item in plan.life.revisions],
        "earlier_books": [{"book": copy.name, "until": copy.until.isoformat()} for copy in earlier],
        "gaps": [
            {
                "key": gap.key,
                "label": gap.label,
                "items": [{"id": identifier, "title": title} for identifier, title in gap.items],
            }
            for gap in gaps_of(plan)
        ],
    }  # fmt: skip


def _focus(items: Iterable[Field | Measure | Project]) -> list[str]:
    return [item.id for item in items if item.is_focus]


def _goal(plan: Plan, goal: Goal) -> Document:
    return {"id": goal.id, "number": goal.number, "title": goal.title, "target": _indicator(goal.target), **_kept(plan, goal.id)}  # fmt: skip


def _field(plan: Plan, field: Field) -> Document:
    measures = [measure for measure in plan.measures if measure.field_id == field.id]
    return {
        "id": field.id,
        "number": field.number,
        "title": field.title or None,
        "goal_ids": list(field.goal_ids),
        "is_focus": field.is_focus,
        **_kept(plan, field.id),
        "measures": [_measure(plan, measure) for measure in measures],
    }


def _measure(plan: Plan, measure: Measure) -> Document:
    projects = [project for project in plan.projects if project.measure_id == measure.id]
    kpis = [kpi for kpi in plan.kpis if kpi.project_id is None and kpi.measure_id == measure.id]
    return {
        "id": measure.id,
        "number": measure.number,
        "title": measure.title,
        "is_focus": measure.is_focus,
        "parent_item": measure.parent_item or None,
        **_kept(plan, measure.id),
        "projects": [_project(plan, project) for project in projects],
        "kpis": [_kpi(plan, kpi) for kpi in kpis],
    }


def _project(plan: Plan, project: Project) -> Document:
    return {
        "id": project.id,
        "number": project.number,
        "title": project.title,
        "department_ids": list(project.department_ids),
        "lead_id": project.reporting_id,
        "is_focus": project.is_focus,
        "parent_item": project.parent_item or None,
        **_kept(plan, project.id),
        "principles": [
            {"principle": check.principle, "state": check.state, "reason": check.reason, "withheld": check.is_withheld}
            for check in plan.life.principles_of(project.id)
        ],
        "budgets": [
            {"fy": budget.fy, "budget": budget.budget, "settlement": budget.settlement, "unit": budget.unit, "withheld": budget.is_withheld}
            for budget in plan.life.budgets_of(project.id)
        ],
        "kpis": [_kpi(plan, kpi) for kpi in plan.kpis if kpi.project_id == project.id],
    }  # fmt: skip


def _kpi(plan: Plan, kpi: Kpi) -> Document:
    return {
        **_indicator(kpi.indicator),
        "first_fy": kpi.first_fy,
        "last_fy": kpi.last_fy,
        "defined_fy": kpi.defined_fy,
        "replaces": list(kpi.replaces),
        **_kept(plan, kpi.id),
    }


def _indicator(indicator: Indicator) -> Document:
    return {
        "id": indicator.id,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "accumulation": indicator.accumulation,
        "baseline": indicator.baseline,
        "baseline_fy": indicator.baseline_fy,
        "target": indicator.target,
        "target_upper": indicator.target_upper,
        "target_fy": indicator.target_fy,
        "interim": {str(fy): target for fy, target in sorted(indicator.interim.items())},
    }


def _kept(plan: Plan, subject_id: str) -> Document:
    return {
        "tags": [tag.id for tag in plan.life.tags_of(subject_id)],
        "partners": [
            {
                "kind": partner.kind,
                "name": partner.name,
                "role": partner.role,
                "withheld": partner.is_withheld,
            }
            for partner in plan.life.partners_of(subject_id)
        ],
        "evidence": [item.id for item in plan.life.evidence_of(subject_id)],
    }


def _unplaced(plan: Plan) -> Document:
    """What refers to nothing that is in the plan, by its ID."""
    return {
        "measures": [m.id for m in plan.measures if m.field_id not in plan.field_by_id],
        "projects": [p.id for p in plan.projects if p.measure_id not in plan.measure_by_id],
        "kpis": [k.id for k in plan.kpis if k.project_id not in plan.project_by_id and plan.measure_of(k) is None],
    }  # fmt: skip


def _evidence(item: life.Evidence) -> Document:
    return {
        "id": item.id,
        "kind": item.kind,
        "when": item.when or None,
        "title": item.title,
        "people": item.people,
        "text": item.text,
        "subject_ids": list(item.subject_ids),
        "source": item.source,
        "withheld": item.is_withheld,
    }


def _version(item: life.Revision) -> Document:
    return {
        "version": item.version,
        "effective": item.effective.isoformat(),
        "trigger": item.trigger,
        "cause_fy": item.cause_fy,
        "cause_ids": list(item.cause_ids),
        "reason": item.reason,
    }
