"""What the plan book says about a project, as lines of its evaluation sheet; a line only where something is filled.

Rows marked 非公開 are on no sheet, and contacts of partners neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from inaxl.plan.life import PARTNER_KINDS, PRINCIPLE_STATES, PRINCIPLES, TAG_KINDS, Budget, PrincipleCheck
from inaxl.plan.model import Plan, Project
from inaxl.report.context_focus import FOCUS
from inaxl.report.context_plan import PARENT_ITEMS
from inaxl.report.context_words import one_line
from inaxl.values.display import with_unit


class PlanLine(NamedTuple):
    """A label and its text."""

    label: str
    text: str


def plan_lines(plan: Plan, project: Project, fy: int) -> tuple[PlanLine, ...]:
    """Focus, money of the evaluated year and the one before, partners, tags, the five principles."""
    told = (
        (FOCUS, _focus(plan, project)),
        ("予算・決算", _money(plan, project, fy)),
        ("連携", "、".join(_partners(plan, project))),
        ("関連する目標", "　".join(_tags(plan, project))),
        ("5原則", "、".join(_principle(check) for check in _checks(plan, project))),
    )
    return tuple(PlanLine(label, text) for label, text in told if text)


def _focus(plan: Plan, project: Project) -> str:
    """The project itself, or the nearest item above it that is in focus."""
    measure = plan.measure_by_id.get(project.measure_id or "")
    area = plan.field_by_id.get((measure.field_id if measure else None) or "")
    if project.is_focus:
        return "重点的に取り組む事業です。"
    if measure is not None and measure.is_focus:
        return f"重点の施策「{measure.title}」の事業です。"
    return f"重点の分野「{area.label}」の事業です。" if area is not None and area.is_focus else ""


def _money(plan: Plan, project: Project, fy: int) -> str:
    own = {b.fy: b for b in plan.life.budgets_of(project.id) if not b.is_withheld}
    if fy not in own:
        return ""
    before = f"（前年度 {_amounts(own[fy - 1], '', '')}）" if fy - 1 in own else ""
    return _amounts(own[fy], "予算額 ", "決算額 ") + before


def _amounts(budget: Budget, first: str, second: str) -> str:
    return (
        f"{first}{with_unit(budget.budget, budget.unit)}、{second}{with_unit(budget.settlement, budget.unit)}"
    )


def _partners(plan: Plan, project: Project) -> Iterator[str]:
    for partner in plan.life.partners_of(project.id):
        if not partner.is_withheld:
            role = f"：{one_line(partner.role)}" if partner.role.strip() else ""
            yield f"{one_line(partner.name)}（{PARTNER_KINDS[partner.kind]}{role}）"


def _tags(plan: Plan, project: Project) -> Iterator[str]:
    """The project's own tags by kind, and the item of the parent plan that it serves."""
    own = sorted(plan.life.tags_of(project.id), key=lambda tag: list(TAG_KINDS).index(tag.kind))
    for kind, tags in groupby(own, key=lambda tag: tag.kind):
        yield f"{TAG_KINDS[kind]}：{'、'.join(tag.title for tag in tags)}"
    if project.parent_item.strip():
        yield f"{PARENT_ITEMS}：{one_line(project.parent_item)}"


def _checks(plan: Plan, project: Project) -> list[PrincipleCheck]:
    return [check for check in plan.life.principles_of(project.id) if not check.is_withheld]


def _principle(check: PrincipleCheck) -> str:
    """The answer, with its reason where it is no plain yes; all reasons stand in the report."""
    reason = one_line(check.reason)
    why = f"（{reason}）" if reason and check.state != "met" else ""
    return f"{PRINCIPLES[check.principle]} {PRINCIPLE_STATES[check.state]}{why}"
