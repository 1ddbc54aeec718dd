"""The data of every chart as a table, for the place under it: what the picture shows can be read without seeing it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from inaxl.plan.model import RATINGS
from inaxl.report.chart_data import goal_bars, goal_series, population_lines
from inaxl.report.chart_goals import GoalSeries
from inaxl.report.chart_population import change_years, gap_steps, pyramid_bars
from inaxl.report.results import Results
from inaxl.report.word_charts import numbered_measure_bars
from inaxl.site.words import Words
from inaxl.values.display import change, number, with_unit
from inaxl.values.periods import day_label

Table = dict[str, Any]


def chart_table(results: Results, kind: str, goal_id: str | None, words: Words) -> Table | None:
    """Heads and rows of a chart's data; the first column names the row. None where the page has the table anyway."""
    make = _TABLES.get(kind)
    return make(results, goal_id, words) if make else None


def _table(heads: list[str], rows: list[list[str]]) -> Table:
    return {"heads": heads, "rows": rows}


def _ratings(results: Results, goal_id: str | None, words: Words) -> Table:
    bars = goal_bars(results) if goal_id is None else numbered_measure_bars(results, goal_id)
    heads = [words("goal"), *(words.rating(results.plan.rules, rating) for rating in RATINGS)]
    before = any(bar.previous for bar in bars)
    if before:
        year = words("previous_year")
        heads += [f"{year} {words.rating(results.plan.rules, rating)}" for rating in RATINGS]
    rows = []
    for bar in bars:
        cells = [bar.name, *(str(count) for count in bar.counts[:4])]
        if before:
            cells += [str(count) for count in bar.previous[:4]] if bar.previous else [words("unknown")] * 4
        rows.append(cells)
    return _table(heads, rows)


def _measures(results: Results, goal_id: str | None, words: Words) -> Table:
    table = _ratings(results, goal_id or "", words)
    return table | {"heads": [words("measure"), *table["heads"][1:]]}


def _goal(results: Results, goal_id: str | None, words: Words) -> Table:
    series = goal_series(results, next(result for result in results.goals if result.goal.id == goal_id))
    return series_table(series, words)


def series_table(series: GoalSeries, words: Words) -> Table:
    """A figure year by year: single years for sums, the judged value, the even path, the target."""

    def shown(value: Decimal | None) -> str:
        return with_unit(value, series.unit, series.decimals)

    columns = [
        ("single_year", "single"), ("judged", "evaluated"), ("even_path", "even_path"),
        ("baseline", "baseline"), ("target", "target"),
    ]  # fmt: skip
    used = [(name, key) for name, key in columns if any(getattr(p, key) is not None for p in series.points)]
    rows = [[point.label, *(shown(getattr(point, key)) for _, key in used)] for point in series.points]
    return _table([words("fiscal_year"), *(words(name) for name, _ in used)], rows)


def _population(results: Results, goal_id: str | None, words: Words) -> Table:
    lines = population_lines(results.population)
    named = [(words("actual"), lines.actual), (words("expected"), lines.vision), *lines.projections]
    rows = [
        [name, day_label(point.day) if words.lang == "ja" else point.day.isoformat(), number(point.value, 0)]
        for name, points in named
        for point in points
    ]
    return _table([words("kind"), words("day"), words("persons")], rows)


def _changes(results: Results, goal_id: str | None, words: Words) -> Table:
    rows = [
        [year.label, change(year.natural, 0), change(year.social, 0)]
        for year in change_years(results.population.observations)
    ]
    names = ["自然増減", "社会増減"] if words.lang == "ja" else ["Natural change", "Net migration"]
    return _table([words("year"), *names], rows)


def _gap_parts(results: Results, goal_id: str | None, words: Words) -> Table:
    rows = [[step.label, change(step.amount, 0)] for step in gap_steps(results.population.assessment)]
    return _table([words("factor"), words("persons")], rows)


def _pyramid(results: Results, goal_id: str | None, words: Words) -> Table | None:
    bars = pyramid_bars(results.population.assessment)
    if bars is None:
        return None
    sexes = (words("men"), words("women"))
    heads = [words("age"), *(f"{name} {sex}" for name in (bars.base_name, bars.later_name) for sex in sexes)]
    rows = [
        [age, *(number(Decimal(round(float(side[index]))), 0) for side in (*bars.base, *bars.later))]
        for index, age in enumerate(bars.ages)
    ]
    return _table(heads, rows)


def _scenarios(results: Results, goal_id: str | None, words: Words) -> Table | None:
    found = results.population.assessment
    if found is None or found.outlook is None:
        return None
    paths = [path for path in found.outlook.paths if path.totals is not None]
    rows = [
        [str(year), *(number(Decimal(round((path.totals or ())[index])), 0) for path in paths)]
        for index, year in enumerate(paths[0].years)
    ]
    return _table([words("year"), *(path.label for path in paths)], rows)


_TABLES: dict[str, Callable[[Results, str | None, Words], Table | None]] = {
    "ratings": _ratings,
    "measures": _measures,
    "goal": _goal,
    "population": _population,
    "changes": _changes,
    "gap_parts": _gap_parts,
    "pyramid": _pyramid,
    "scenarios": _scenarios,
}
