"""The charts that the report template may ask for, by kind: data from `chart_data.py`, drawn by `charts.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from inaxl.report.chart_data import goal_bars, goal_series, measure_bars, population_lines
from inaxl.report.chart_population import (
    change_years,
    changes_chart,
    gap_chart,
    gap_steps,
    pyramid_bars,
    pyramid_chart,
    scenarios_chart,
)
from inaxl.report.chart_survey import survey_chart, survey_map
from inaxl.report.charts import Place, RatingBar, goal_chart, population_chart, ratings_chart
from inaxl.report.context_words import measure_label
from inaxl.report.results import Results

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart


def report_chart(results: Results, spec: Mapping[str, Any]) -> Callable[[Place], Chart]:
    """What draws the chart that a template asks for. spec: `kind` (a key of `KINDS`) and `goal`, a goal's ID or ''."""
    draw, goal_id = KINDS[spec["kind"]], spec["goal"] or None
    return lambda place: draw(place, results, goal_id)


def _ratings(place: Place, results: Results, goal_id: str | None) -> Chart:
    bars = goal_bars(results)
    return ratings_chart(place, bars, results.plan.rules, key=False, size=8)  # the table beside it is the key


def _measures(place: Place, results: Results, goal_id: str | None) -> Chart:
    bars = numbered_measure_bars(results, goal_id)
    return ratings_chart(place, bars, results.plan.rules, key=False)  # the template's own words are the key


def numbered_measure_bars(results: Results, goal_id: str | None) -> list[RatingBar]:
    """The bars of a goal's measures, named as in the tables."""
    return [bar._replace(name=_numbered(results, bar.name)) for bar in measure_bars(results, goal_id)]


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


def _changes(place: Place, results: Results, goal_id: str | None) -> Chart:
    return changes_chart(place, change_years(results.population.observations))


def _gap_parts(place: Place, results: Results, goal_id: str | None) -> Chart:
    return gap_chart(place, gap_steps(results.population.assessment))


def _pyramid(place: Place, results: Results, goal_id: str | None) -> Chart:
    bars = pyramid_bars(results.population.assessment)
    assert bars is not None, "the context asks for a pyramid only where there is one"
    return pyramid_chart(place, bars)


def _scenarios(place: Place, results: Results, goal_id: str | None) -> Chart:
    found = results.population.assessment
    assert found is not None, "the context asks for scenarios only where there are some"
    assert found.outlook is not None
    return scenarios_chart(place, found.outlook)


def _survey(place: Place, results: Results, goal_id: str | None) -> Chart:
    data = survey_map(results.survey) if results.survey else None
    assert data is not None, "the context asks for this chart only where there are items to show"
    return survey_chart(place, data)


KINDS: dict[str, Callable[[Place, Results, str | None], Chart]] = {
    "ratings": _ratings,
    "measures": _measures,
    "goal": _goal,
    "population": _population,
    "survey": _survey,
    "changes": _changes,
    "gap_parts": _gap_parts,
    "pyramid": _pyramid,
    "scenarios": _scenarios,
}
