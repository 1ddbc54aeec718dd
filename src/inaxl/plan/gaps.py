"""What a plan leaves open, by kind: measures without projects, projects without KPI, nobody in the lead, and so on.

None of them is a mistake: a draft may say nothing. What is wrong with a plan book is found by `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inaxl.plan.model import Field, Goal, Kpi, Measure, Plan, Project


class Gap(NamedTuple):
    """One kind of gap: its key, its name on the screen, the unit of its items, and the items (ID, title) in the plan's order."""

    key: str
    label: str
    unit: str
    items: tuple[tuple[str, str], ...]


def gaps_of(plan: Plan) -> tuple[Gap, ...]:
    """Every kind that the plan has at least one of.

    Evidence is asked of goals and measures only: a measure is borne out by what concerns itself, its projects or their
    KPIs. Single years' targets are asked of every KPI that has a target later than the first year of its validity.
    """
    kinds = (
        Gap("fields_without_goal", "基本目標の決まっていない分野", "分野", _titled(f for f in plan.fields if not f.goal_ids)),
        Gap("measures_without_projects", "事業のない施策", "施策", _titled(_without_projects(plan))),
        Gap("projects_without_kpi", "KPI のない事業", "事業", _titled(_without_kpi(plan))),
        Gap("projects_without_lead", "主担当部署のない事業", "事業", _titled(_without_lead(plan))),
        Gap("kpis_without_target", "指標値のない KPI", "指標", _named(k for k in plan.kpis if k.indicator.target is None)),
        Gap("kpis_without_interim", "年度の目標のない KPI", "指標", _named(filter(lacks_interim, plan.kpis))),
        Gap("goals_without_evidence", "根拠のない基本目標", "目標", _titled(_goals_without_evidence(plan))),
        Gap("measures_without_evidence", "根拠のない施策", "施策", _titled(_measures_without_evidence(plan))),
    )  # fmt: skip
    return tuple(gap for gap in kinds if gap.items)


def lacks_interim(kpi: Kpi) -> bool:
    """No target for any single year, though there is a final one to be reached by steps."""
    return kpi.indicator.target is not None and not kpi.indicator.interim


def _titled(items: Iterable[Goal | Field | Measure | Project]) -> tuple[tuple[str, str], ...]:
    return tuple((item.id, item.label if isinstance(item, Field) else item.title) for item in items)


def _named(kpis: Iterable[Kpi]) -> tuple[tuple[str, str], ...]:
    return tuple((kpi.id, kpi.name) for kpi in kpis)


def _without_projects(plan: Plan) -> Iterable[Measure]:
    served = {project.measure_id for project in plan.projects}
    return (measure for measure in plan.measures if measure.id not in served)


def _without_kpi(plan: Plan) -> Iterable[Project]:
    measured = {kpi.project_id for kpi in plan.kpis}
    return (project for project in plan.projects if project.id not in measured)


def _without_lead(plan: Plan) -> Iterable[Project]:
    return (project for project in plan.projects if project.reporting_id is None)


def _goals_without_evidence(plan: Plan) -> Iterable[Goal]:
    return (goal for goal in plan.goals if not plan.life.evidence_of(goal.id))


def _measures_without_evidence(plan: Plan) -> Iterable[Measure]:
    named = {subject for item in plan.life.evidence for subject in item.subject_ids}
    projects = {project.id: project.measure_id for project in plan.projects}
    borne_out = {projects.get(subject) for subject in named} | named
    for kpi in plan.kpis:
        measure = plan.measure_of(kpi)
        if kpi.id in named and measure is not None:
            borne_out.add(measure.id)
    return (measure for measure in plan.measures if measure.id not in borne_out)
