"""The charts that the report template may ask for, by kind: data from `chart_data.py`, drawn by `charts.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from inaxl.report.chart_data import goal_bars, goal_series, measure_bars, population_lines
from inaxl.report.chart_parts import WordChart, word_chart
from inaxl.report.charts import Place, goal_chart, population_chart, ratings_chart
from inaxl.report.context_words import measure_label
from inaxl.report.results import Results

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart


def report_chart(results: Results, spec: Mapping[str, Any]) -> WordChart:
    """The chart that a template asks for. spec: `kind` (a key of `KINDS`) and `goal`, a goal's ID or ''."""
    return word_chart(lambda place: KINDS[spec["kind"]](place, results, spec["goal"] or None))


def _ratings(place: Place, results: Results, goal_id: str | None) -> Chart:
    return ratings_chart(
        place, goal_bars(results), results.plan.rules, key=False
    )  # the table beside it is the key


def _measures(place: Place, results: Results, goal_id: str | None) -> Chart:
    bars = [bar._replace(name=_numbered(results, bar.name)) for bar in measure_bars(results, goal_id)]
    return ratings_chart(place, bars, results.plan.rules)


def _numbered(results: Results, name: str) -> str:
    """A measure's bar by the number that the tables have: a goal may serve several fields, each with its own ①."""
    for measure in results.plan.measures:
        if name.endswith(f" {measure.title}"):
            return measure_label(results.plan, measure).removeprefix("施策").replace("　", " ")
    return name


def _goal(place: Place, results: Results, goal_id: str | None) -> Chart:
    result = next(result for result in results.goals if result.goal.id == goal_id)
    return goal_chart(place, goal_series(results, result))


def _population(place: Place, results: Results, goal_id: str | None) -> Chart:
    return population_chart(place, population_lines(results.population))


KINDS: dict[str, Callable[[Place, Results, str | None], Chart]] = {
    "ratings": _ratings,
    "measures": _measures,
    "goal": _goal,
    "population": _population,
}
