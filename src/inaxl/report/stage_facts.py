"""What the results of a year say about its place in Plan → Do → Check → Action; kept in summary.json for `status`."""

from __future__ import annotations

import datetime as dt

from inaxl.evaluate.stage import YearFacts, year_facts
from inaxl.plan.model import Plan
from inaxl.report.results import Results
from inaxl.values.periods import day_label
from inaxl.workfolder import is_plan_book


def stage_facts(results: Results) -> YearFacts:
    """The facts of the evaluated year, as far as they come from the inputs of a build."""
    return year_facts(
        results.plan,
        results.fy,
        results.follow_up,
        ((r.project_id, r.card.decision, r.card.next_action) for r in results.reviews),
        version=_version(results.plan, results.fy),
        plan_errors=sum(f.severity == "error" and is_plan_book(f.book or "") for f in results.findings),
    )


def _version(plan: Plan, fy: int) -> str:
    """The version in force at the end of the year where the plan book keeps revisions, else the plan itself."""
    in_force = [r for r in plan.life.revisions if r.effective <= dt.date(fy + 1, 3, 31)]
    if in_force:
        last = max(in_force, key=lambda revision: revision.effective)
        return f"{last.version}（{day_label(last.effective)}施行）"
    return f"{plan.title}（{plan.status}）" if plan.status else plan.title
