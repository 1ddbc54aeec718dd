"""Rows of the tables that say what the plan is. Nothing is left out here: that is done before (`site/redaction.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from inaxl.plan.life import MONEY_UNITS
from inaxl.plan.model import STATUS_LABELS, Indicator, Plan

Row = Mapping[str, Any]

RATING_WORDS_EN = {
    "on_track": "On track",
    "mostly_on_track": "Mostly on track",
    "needs_effort": "Needs effort",
    "no_actual": "No actual",
}
_STATUS_EN = {
    "reported": "Reported",
    "pending": "Not yet counted or published",
    "unavailable": "Cannot be obtained",
    "not_applicable": "Not applicable",
    "missing": "Not reported",
    "invalid": "Unreadable",
}
_STATUS_MEANING = {
    "reported": "実績値があります。0も実績です。",
    "pending": "集計中、調査中、または公表していない値です。",
    "unavailable": "把握できない値です。",
    "not_applicable": "その年度には当てはまらない指標です。",
    "missing": "報告がありません。",
    "invalid": "報告された値を読めません。",
}


def known(id_: str | None, members: Mapping[str, object]) -> str | None:
    """The ID where such a member is published, else None: a reference never leads to nothing."""
    return id_ if id_ in members else None


def indicator_columns(indicator: Indicator) -> dict[str, Any]:
    """The columns `INDICATOR` of a KPI or a goal's target."""
    names = "unit decimals direction accumulation baseline_fy baseline baseline_comparable"
    return {name: getattr(indicator, name) for name in names.split()}


def goals(plan: Plan) -> Iterator[Row]:
    """Basic goals."""
    for goal in plan.goals:
        yield {
            "goal_id": goal.id, "number": goal.number, "title": goal.title, "short_title": goal.short_title
        }  # fmt: skip


def fields(plan: Plan) -> Iterator[Row]:
    """Fields."""
    for item in plan.fields:
        yield {"field_id": item.id, "number": item.number, "title": item.title, "is_focus": item.is_focus}


def field_goals(plan: Plan) -> Iterator[Row]:
    """Which goals a field serves."""
    for item in plan.fields:
        for goal_id in dict.fromkeys(item.goal_ids):
            if goal_id in plan.goal_by_id:
                yield {"field_id": item.id, "goal_id": goal_id}


def measures(plan: Plan) -> Iterator[Row]:
    """Measures."""
    for item in plan.measures:
        yield {
            "measure_id": item.id, "number": item.number, "title": item.title,
            "field_id": known(item.field_id, plan.field_by_id), "goal_id": known(item.goal_id, plan.goal_by_id),
            "is_focus": item.is_focus, "parent_item": item.parent_item,
        }  # fmt: skip


def projects(plan: Plan) -> Iterator[Row]:
    """Projects."""
    for item in plan.projects:
        yield {
            "project_id": item.id, "number": item.number, "title": item.title,
            "measure_id": known(item.measure_id, plan.measure_by_id), "goal_id": known(item.goal_id, plan.goal_by_id),
            "purpose": item.purpose, "is_focus": item.is_focus, "parent_item": item.parent_item,
        }  # fmt: skip


def departments(plan: Plan) -> Iterator[Row]:
    """Departments."""
    for item in plan.departments:
        yield {
            "department_id": item.id, "number": item.number, "division": item.division, "section": item.section,
            "name": item.name, "first_fy": item.first_fy, "last_fy": item.last_fy, "former_names": item.former_names,
        }  # fmt: skip


def project_departments(plan: Plan) -> Iterator[Row]:
    """Which departments work on a project."""
    for item in plan.projects:
        for department_id in dict.fromkeys(item.department_ids):
            if department_id in plan.department_by_id:
                is_lead = department_id == item.lead_id
                yield {"project_id": item.id, "department_id": department_id, "is_lead": is_lead}


def kpi_targets(plan: Plan) -> Iterator[Row]:
    """Targets that the plan sets for single years."""
    for kpi in plan.kpis:
        for fy, target in sorted(kpi.indicator.interim.items()):
            yield {"kpi_id": kpi.id, "fy": fy, "target": target, "unit": kpi.indicator.unit}


def budgets(plan: Plan) -> Iterator[Row]:
    """Money of projects, as the book gives it and in yen."""
    for item in plan.life.budgets:
        if item.project_id in plan.project_by_id:
            yield {
                "project_id": item.project_id, "fy": item.fy, "budget": item.budget, "settlement": item.settlement,
                "unit": item.unit, "budget_yen": _yen(item.budget, item.unit),
                "settlement_yen": _yen(item.settlement, item.unit),
            }  # fmt: skip


def _yen(amount: Decimal | None, unit: str) -> Decimal | None:
    factor = MONEY_UNITS.get(unit)
    return None if amount is None or factor is None else amount * factor


def evidence(plan: Plan) -> Iterator[Row]:
    """The evidence base."""
    for item in plan.life.evidence:
        names = ("kind", "when", "title", "people", "text", "source")
        yield {"evidence_id": item.id, **{name: getattr(item, name) for name in names}}


def evidence_subjects(plan: Plan) -> Iterator[Row]:
    """What a piece of evidence concerns."""
    for item in plan.life.evidence:
        for subject in _subjects(item.subject_ids, plan):
            yield {"evidence_id": item.id, **subject}


def principle_checks(plan: Plan) -> Iterator[Row]:
    """Self-checks against the five national principles."""
    for item in plan.life.principle_checks:
        if item.project_id in plan.project_by_id:
            yield {
                "project_id": item.project_id, "principle": item.principle, "state": item.state, "reason": item.reason
            }  # fmt: skip


def tags(plan: Plan) -> Iterator[Row]:
    """Tags."""
    for item in plan.life.tags:
        yield {"tag_id": item.id, "kind": item.kind, "title": item.title, "title_en": item.title_en}


def taggings(plan: Plan) -> Iterator[Row]:
    """Which tag is on what, each pair once."""
    there = {tag.id for tag in plan.life.tags}
    pairs = dict.fromkeys((item.tag_id, item.subject_id) for item in plan.life.taggings)
    for tag_id, subject_id in pairs:
        if tag_id in there:
            yield from ({"tag_id": tag_id, **subject} for subject in _subjects([subject_id], plan))


def partners(plan: Plan) -> Iterator[Row]:
    """Cooperating parties, without their contacts."""
    for item in plan.life.partners:
        for subject in _subjects([item.subject_id], plan):
            yield {**subject, "kind": item.kind, "name": item.name, "role": item.role}


def revisions(plan: Plan) -> Iterator[Row]:
    """Versions of the plan."""
    for item in plan.life.revisions:
        names = ("version", "effective", "trigger", "cause_fy", "cause_ids", "reason")
        yield {name: getattr(item, name) for name in names}


def status_words(_plan: Plan) -> Iterator[Row]:
    """Why there is no figure."""
    for status, label in STATUS_LABELS.items():
        yield {
            "status": status,
            "label": label,
            "label_en": _STATUS_EN[status],
            "meaning": _STATUS_MEANING[status],
        }


def rating_words(plan: Plan) -> Iterator[Row]:
    """The rating scale, best step first."""
    for level in plan.rules.levels:
        yield {
            "rating": level.rating, "label": level.label, "label_en": RATING_WORDS_EN[level.rating],
            "glyph": level.glyph, "at_least": level.at_least, "meaning": level.meaning,
        }  # fmt: skip


def _subjects(ids: Iterable[str], plan: Plan) -> Iterator[Row]:
    """What IDs name, each once; an ID that names nothing published is left out."""
    kinds: dict[str, Mapping[str, object]] = {
        "goal": plan.goal_by_id,
        "field": plan.field_by_id,
        "measure": plan.measure_by_id,
        "project": plan.project_by_id,
        "kpi": plan.kpi_by_id,
    }
    for id_ in dict.fromkeys(ids):
        kind = next((kind for kind, members in kinds.items() if id_ in members), None)
        if kind is not None:
            yield {"subject_kind": kind, "subject_id": id_}


PLAN_ROWS = {
    function.__name__: function
    for function in (
        goals, fields, field_goals, measures, projects, departments, project_departments, kpi_targets, budgets,
        evidence, evidence_subjects, principle_checks, tags, taggings, partners, revisions, status_words, rating_words,
    )
}  # fmt: skip
"""Name of a table → its rows."""
