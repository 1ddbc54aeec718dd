"""The goals' numeric targets, judged year by year from the actuals that the secretariat keeps in the plan book."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from inaxl.evaluate.pace import Outlook, Pace, outlook, pace
from inaxl.evaluate.rating import Judgement, YearValue, evaluated_value, judge
from inaxl.plan.actuals import GoalActual
from inaxl.plan.model import Goal, Plan


class GoalResult(NamedTuple):
    """A goal's numeric target: single years so far, running evaluation per year, and the judgement of this year.

    `pace`, `outlook`: what the remaining years have to bring, and where the figure leads (見込み, never a result).
    `years` fiscal year → reported value; `evaluated` fiscal year → judged value (the running sum for cumulative ones).
    `begins`: the first of these years; later than the term's where the target measured something else before.
    """

    goal: Goal
    years: dict[int, YearValue]
    evaluated: dict[int, Decimal | None]
    judgement: Judgement
    as_of: str
    source: str
    note: str
    begins: int
    pace: Pace | None = None
    outlook: Outlook | None = None


def goal_results(
    plan: Plan, fy: int, begins: Mapping[str, int] = MappingProxyType({})
) -> tuple[GoalResult, ...]:
    """One result per goal of the plan, for `fy`; a year without a row is `missing`.

    begins: ID of a goal whose target measured something else before a fiscal year → that year: its sum starts there.
    """
    return tuple(_result(goal, plan, fy, begins.get(goal.id, plan.first_fy)) for goal in plan.goals)


def _result(goal: Goal, plan: Plan, fy: int, begins: int) -> GoalResult:
    actuals = {item.fy: item for item in plan.goal_actuals if item.goal_id == goal.id and item.fy <= fy}
    years = {year: _year_value(actuals.get(year)) for year in range(begins, fy + 1)}
    start = begins if goal.target.accumulation == "cumulative" else plan.first_fy
    evaluated = {year: evaluated_value(goal.target.accumulation, years, year, start)[0] for year in years}
    own = actuals.get(fy)
    judgement = judge(goal.target, years, fy, plan.rules, start)
    known = {year: item.value for year, item in years.items() if item.value is not None}
    return GoalResult(
        goal,
        years,
        evaluated,
        judgement,
        own.as_of if own else "",
        own.source if own else "",
        own.note if own else "",
        begins,
        pace(goal.target, judgement.evaluated, fy),
        outlook(goal.target, known, fy),
    )


def _year_value(actual: GoalActual | None) -> YearValue:
    return YearValue(actual.value, actual.status) if actual else YearValue(None, "missing")
