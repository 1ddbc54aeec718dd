"""From `Results` to the data of each chart: what is shown, in which order and under which name. No drawing is here."""

from __future__ import annotations

from collections.abc import Mapping

from inaxl.books.sheet_styles import decimals_of
from inaxl.evaluate.aggregate import Level
from inaxl.evaluate.goals import GoalResult
from inaxl.evaluate.rating import even_path
from inaxl.population.vision import TOTAL, PopulationResult, milestone_date
from inaxl.report.chart_goals import GoalPoint, GoalSeries
from inaxl.report.charts import DatedValue, PopulationLines, RatingBar, YearBar
from inaxl.report.context_words import circled
from inaxl.report.results import Results
from inaxl.values.periods import fy_short

TOTAL_NAME = "全体"
_SUMS = ("cumulative", "running")


def goal_bars(results: Results, *, total: bool = True) -> tuple[RatingBar, ...]:
    """Counts per goal beside last year's, 全体 first; KPIs of no goal under 基本目標未設定."""
    names = {
        goal.id: f"{circled(goal.number)} {goal.short_title or goal.title}" for goal in results.plan.goals
    }
    previous = results.previous
    bars = [RatingBar(TOTAL_NAME, results.total, previous.total if previous else None)] if total else []
    last = _counts_by_id(previous.by_goal) if previous else {}
    return (*bars, *_bars(results.counts[results.fy].by_goal, last, names, "基本目標未設定"))


def measure_bars(results: Results, goal_id: str | None) -> tuple[RatingBar, ...]:
    """Counts per measure of one goal, beside last year's, in the order of the plan; measures without KPIs left out."""
    plan, previous = results.plan, results.previous
    own = {row["measure_id"] for row in results.current if row["goal_id"] == goal_id}
    names = {m.id: f"{circled(m.number)} {m.title}" for m in plan.measures}
    last = _counts_by_id(previous.by_measure) if previous else {}
    levels = [
        level for level in results.counts[results.fy].by_measure if level.id in own and level.counts.kpis
    ]
    return tuple(_bars(levels, last, names, "施策未設定"))


def _counts_by_id(levels: tuple[Level, ...]) -> dict[str | None, Level]:
    return {level.id: level for level in levels}


def _bars(
    levels: tuple[Level, ...] | list[Level],
    last: Mapping[str | None, Level],
    names: Mapping[str, str],
    unset: str,
) -> list[RatingBar]:
    bars = []
    for level in levels:
        name = unset if level.id is None else names.get(level.id, level.title)
        before = last.get(level.id)
        bars.append(RatingBar(name, level.counts, before.counts if before and before.counts.kpis else None))
    return bars


def year_bars(results: Results) -> tuple[YearBar, ...]:
    """Counts of every fiscal year with reports, `R2` … up to the evaluated one."""
    return tuple(
        YearBar(fy_short(fy), results.counts[fy].total) for fy in sorted(results.counts) if fy <= results.fy
    )


def goal_series(results: Results, goal: GoalResult) -> GoalSeries:
    """A goal's numeric target from its baseline's year (levels) or the term's first (sums) to the target's year."""
    aim, first_fy = goal.goal.target, results.plan.first_fy
    is_sum = aim.accumulation in _SUMS
    last = max(aim.target_fy or results.fy, results.fy)
    first = first_fy if is_sum or aim.baseline_fy is None else min(aim.baseline_fy, first_fy)
    start = goal.begins if aim.accumulation == "cumulative" else first_fy
    points = []
    for fy in range(first, last + 1):
        single = goal.years.get(fy)
        path = (
            None
            if aim.direction == "maintain" or not (start if is_sum else fy) <= fy <= (aim.target_fy or fy)
            else even_path(aim, fy, start)
        )
        points.append(
            GoalPoint(
                fy_short(fy),
                single.value if single and aim.accumulation == "cumulative" else None,
                goal.evaluated.get(fy) if fy <= results.fy else None,
                path,
                aim.baseline if fy == aim.baseline_fy and not is_sum else None,
                aim.target if fy == aim.target_fy else None,
            )
        )
    return GoalSeries(aim.unit, goal_decimals(goal), tuple(points), is_sum)


def goal_decimals(goal: GoalResult) -> int:
    """Decimals of a goal's figures: as the plan declares, else as many as entered."""
    aim = goal.goal.target
    values = [year.value for year in goal.years.values()]
    return decimals_of(aim.baseline, aim.target, *values, declared=aim.decimals)


def population_lines(population: PopulationResult) -> PopulationLines:
    """Total population: actuals on their own days, the vision and projections on 1 October where no day is given."""
    vision = tuple(
        DatedValue(milestone_date(p.year), p.value) for p in population.vision if p.indicator == TOTAL
    )
    actual, projections = [], dict[str, list[DatedValue]]()
    for item in population.observations:
        if item.indicator != TOTAL:
            continue
        point = DatedValue(item.as_of or milestone_date(item.year), item.value)
        if item.kind == "actual":
            actual.append(point)
        elif item.kind == "projection":
            projections.setdefault(item.source, []).append(point)
    return PopulationLines(
        tuple(sorted(actual)),
        tuple(sorted(vision)),
        tuple((name, tuple(sorted(points))) for name, points in projections.items()),
    )
