"""A plan as a tree in words, with its gaps named: what has no goal, no project, no KPI, no lead department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inaxl.plan.model import Field, Goal, Indicator, Kpi, Measure, Plan, Project
from inaxl.values import display
from inaxl.values.periods import fy_code, fy_label


def summary_tree(plan: Plan) -> list[str]:
    """The lines of the tree: head, goals, then 分野 → 施策 → 事業 → KPI, and last what hangs nowhere."""
    return [
        *_head(plan),
        *(_goal(goal) for goal in plan.goals),
        *(line for field in plan.fields for line in _field(plan, field)),
        *_unplaced(plan),
    ]


def _head(plan: Plan) -> Iterator[str]:
    status = f"（{plan.status}）" if plan.status else ""
    sample = "　見本（数値は架空）" if plan.is_sample else ""
    yield f"{plan.title}{status}　{fy_label(plan.first_fy)}～{fy_label(plan.last_fy)}{sample}"
    yield (
        f"基本目標 {len(plan.goals)}　分野 {len(plan.fields)}　施策 {len(plan.measures)}　"
        f"事業 {len(plan.projects)}　KPI {len(plan.kpis)}　部署 {len(plan.departments)}"
    )


def _goal(goal: Goal) -> str:
    return f"基本目標{goal.number}　{goal.title}　〔{_target(goal.target)}〕"


def _target(indicator: Indicator) -> str:
    baseline = display.with_unit(indicator.baseline, indicator.unit, indicator.decimals)
    target = display.with_unit(indicator.target, indicator.unit, indicator.decimals)
    year = f"（{fy_code(indicator.target_fy)}）" if indicator.target_fy else ""
    return f"{indicator.name}　{baseline} → {target}{year}"


def _field(plan: Plan, field: Field) -> Iterator[str]:
    known = (plan.goal_by_id[goal] for goal in field.goal_ids if goal in plan.goal_by_id)
    goals = "・".join(str(goal.number) for goal in known) or "未設定"
    title = f"　{field.title}" if field.title else "　（名称の記載なし）"
    yield f"分野{field.number}{title}　〔基本目標 {goals}〕"
    for measure in plan.measures:
        if measure.field_id == field.id:
            yield from _measure(plan, measure)


def _measure(plan: Plan, measure: Measure) -> Iterator[str]:
    projects = [project for project in plan.projects if project.measure_id == measure.id]
    gap = "" if projects else "　〔事業の記載なし〕"
    yield f"  施策{measure.number}　{measure.title}{gap}"
    for project in projects:
        yield from _project(plan, project)
    yield from _kpis("    ", (k for k in plan.kpis if k.project_id is None and k.measure_id == measure.id))


def _project(plan: Plan, project: Project) -> Iterator[str]:
    kpis = [kpi for kpi in plan.kpis if kpi.project_id == project.id]
    gaps = [] if kpis else ["KPIなし"]
    if project.is_joint and project.lead_id is None:
        gaps.append(f"{len(project.department_ids)}部署の共同、主担当 未定")
    if not project.department_ids:
        gaps.append("担当部署 未定")
    lead = plan.department_by_id.get(project.reporting_id or "")
    who = f"　{lead.name}" if lead else ""
    yield f"    事業{project.number}　{project.title}{who}" + (f"　〔{'、'.join(gaps)}〕" if gaps else "")
    yield from _kpis("      ", kpis)


def _kpis(indent: str, kpis: Iterable[Kpi]) -> Iterator[str]:
    for kpi in kpis:
        gap = "　〔指標値なし〕" if kpi.indicator.target is None else ""
        yield f"{indent}{kpi.id}　{_target(kpi.indicator)}{gap}"


def _unplaced(plan: Plan) -> Iterator[str]:
    """What refers to nothing that is in the plan; it is shown, never dropped."""
    measures = [measure for measure in plan.measures if measure.field_id not in plan.field_by_id]
    projects = [project for project in plan.projects if project.measure_id not in plan.measure_by_id]
    kpis = [
        kpi
        for kpi in plan.kpis
        if kpi.project_id not in plan.project_by_id
        and (kpi.project_id is not None or kpi.measure_id not in plan.measure_by_id)
    ]
    if measures:
        yield "分野に属さない施策"
        for measure in measures:
            yield from _measure(plan, measure)
    if projects:
        yield "施策に属さない事業"
        for project in projects:
            yield from _project(plan, project)
    if kpis:
        yield "事業にも施策にも属さないKPI"
        yield from _kpis("  ", kpis)
