"""Every measure of the plan (R13): its projects, its KPIs by rating beside last year, and what it lacks, said openly."""

from __future__ import annotations

from inaxl.evaluate.aggregate import Counts, Level
from inaxl.plan.model import RATINGS, Measure
from inaxl.report.context_focus import focus_mark
from inaxl.report.context_words import Context, Piece, count_text, emphasised, measure_label, piece
from inaxl.report.results import Results
from inaxl.values.display import ABSENT

NO_KPI = "指標なし"
NO_PROJECT = "事業の記載なし"


def measures(results: Results) -> Context:
    """The chapter 施策の点検."""
    plan = results.plan
    now = {level.id: level for level in results.counts[results.fy].by_measure}
    before = {level.id: level.counts for level in results.previous.by_measure} if results.previous else {}
    groups = []
    for area in plan.fields:
        own = [m for m in plan.measures if m.field_id == area.id]
        if own:
            rows = [_row(results, m, now.get(m.id), before.get(m.id)) for m in own]
            title = f"分野{area.number}　{area.label}"
            groups.append({"title": title, "focus": focus_mark(plan, area), "rows": rows})
    loose = [m for m in plan.measures if m.field_id not in plan.field_by_id]
    if loose:
        rows = [_row(results, m, now.get(m.id), before.get(m.id)) for m in loose]
        groups.append({"title": "分野の記載がないもの", "focus": None, "rows": rows})
    return {"lede": _lede(results), "groups": groups}


def without_kpi(results: Results) -> list[Measure]:
    """Measures to which no KPI of the year belongs."""
    used = {row["measure_id"] for row in results.current}
    return [measure for measure in results.plan.measures if measure.id not in used]


def without_project(results: Results) -> list[Measure]:
    """Measures to which no project belongs."""
    used = {project.measure_id for project in results.plan.projects}
    return [measure for measure in results.plan.measures if measure.id not in used]


def _lede(results: Results) -> list[Piece]:
    total = len(results.plan.measures)
    if not total:
        return [piece("計画に施策の記載がない。")]
    no_kpi, no_project = without_kpi(results), without_project(results)
    first = f"{total}施策のうち{total - len(no_kpi)}施策に指標がある。"
    second = f"指標のない{len(no_kpi)}施策は、事業の点検だけを行った。" if no_kpi else ""
    third = f"{len(no_project)}施策は計画に事業の記載がない。" if no_project else ""
    return emphasised(first + second + third, third.removesuffix("。"))


def _row(results: Results, measure: Measure, level: Level | None, before: Counts | None) -> Context:
    counts = level.counts if level else None
    projects = sum(project.measure_id == measure.id for project in results.plan.projects)
    has_kpi = counts is not None and counts.kpis > 0
    lacking = [NO_KPI] if not has_kpi else []
    lacking += [NO_PROJECT] if not projects else []
    return {
        "name": measure_label(results.plan, measure),
        "focus": focus_mark(results.plan, measure) if measure.is_focus else None,
        "projects": count_text(projects),
        "kpis": count_text(counts.kpis if counts else 0),
        "counts": [_count(getattr(counts, rating)) if counts and has_kpi else "" for rating in RATINGS],
        "share": f"{counts.share(counts.fulfilled)}%" if counts and has_kpi else ABSENT,
        "previous": f"{before.share(before.fulfilled)}%" if before and before.kpis else ABSENT,
        "lacking": piece("・".join(lacking), "inaxlAlert" if NO_PROJECT in lacking else ""),
    }


def _count(count: int) -> str:
    return count_text(count) if count else "・"
