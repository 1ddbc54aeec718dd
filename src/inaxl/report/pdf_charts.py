"""The figures behind every chart of the report, for the drawings in `inaxl.typ`: plain numbers, with texts ready.

The data are those of the native charts (`chart_data.py`, `chart_population.py`, `chart_survey.py`); only how they are
drawn differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inaxl.evaluate.survey import QUADRANTS
from inaxl.plan.model import RATINGS
from inaxl.report.chart_data import goal_bars, goal_series, population_lines
from inaxl.report.chart_goals import shortfall
from inaxl.report.chart_population import change_years, gap_steps, pyramid_bars
from inaxl.report.chart_survey import label_sides, survey_map
from inaxl.report.charts import DatedValue, RatingBar, rating_name
from inaxl.report.results import Results
from inaxl.report.word_charts import numbered_measure_bars
from inaxl.values.display import change, number, with_unit
from inaxl.values.periods import year_label

Data = dict[str, Any]


def with_chart_data(context: Any, results: Results) -> Any:
    """The report's context with `data` added to every chart in it."""
    if isinstance(context, Mapping):
        found = {key: with_chart_data(value, results) for key, value in context.items()}
        if found.get("kind") in KINDS and "goal" in found:
            found["data"] = KINDS[found["kind"]](results, found["goal"] or None)
        return found
    if isinstance(context, list | tuple):
        return [with_chart_data(item, results) for item in context]
    return context


def _bars(results: Results, bars: Sequence[RatingBar]) -> Data:
    return {
        "key": [rating_name(results.plan.rules, rating) for rating in RATINGS],
        "bars": [
            {
                "name": bar.name,
                "counts": list(bar.counts[:4]),
                "previous": list(bar.previous[:4]) if bar.previous else None,
            }
            for bar in bars
        ],
    }


def _ratings(results: Results, goal_id: str | None) -> Data:
    return _bars(results, goal_bars(results))


def _measures(results: Results, goal_id: str | None) -> Data:
    return _bars(results, numbered_measure_bars(results, goal_id))


def _goal(results: Results, goal_id: str | None) -> Data:
    series = goal_series(results, next(result for result in results.goals if result.goal.id == goal_id))

    def text(value: Decimal | None) -> str:
        return "" if value is None else with_unit(value, series.unit, series.decimals)

    names = ("single", "evaluated", "even_path", "baseline", "target")
    gap = shortfall(series)
    return {
        "is_sum": series.is_sum,
        "decimals": series.decimals,
        "points": [
            {"label": point.label}
            | {name: _float(getattr(point, name)) for name in names}
            | {f"{name}_text": text(getattr(point, name)) for name in names}
            for point in series.points
        ],
        "gap": None if gap is None else {"at": gap[0], "text": f"{text(gap[1])} 届かない"},
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _population(results: Results, goal_id: str | None) -> Data:
    lines = population_lines(results.population)
    named = [("actual", "実績", lines.actual), ("vision", "将来展望", lines.vision)]
    named += [("projection", name, points) for name, points in lines.projections]
    return {
        "lines": [
            {
                "kind": kind,
                "points": [[_year(point), float(point.value)] for point in points],
                "end": f"{name} {number(points[-1].value, 0)}{'人' if kind == 'actual' else ''}",
            }
            for kind, name, points in named
            if points
        ]
    }


def _year(point: DatedValue) -> float:
    """A day as a year with its fraction."""
    return round(point.day.year + (point.day.timetuple().tm_yday - 1) / 365.25, 4)


def _changes(results: Results, goal_id: str | None) -> Data:
    years = change_years(results.population.observations)
    return {
        "names": ["自然増減", "社会増減"],
        "years": [
            {
                "label": year.label,
                "values": [_float(year.natural), _float(year.social)],
                "texts": [_change(year.natural), _change(year.social)],
            }
            for year in years
        ],
    }


def _change(value: Decimal | None) -> str:
    return "" if value is None else change(value, 0)


def _gap_parts(results: Results, goal_id: str | None) -> Data:
    return {
        "steps": [
            {
                "label": step.label,
                "low": float(step.low),
                "high": float(step.high),
                "amount": float(step.amount),
                "text": change(step.amount, 0),
                "is_end": step.is_end,
            }
            for step in gap_steps(results.population.assessment)
        ]
    }


def _pyramid(results: Results, goal_id: str | None) -> Data:
    bars = pyramid_bars(results.population.assessment)
    assert bars is not None, "the context asks for a pyramid only where there is one"
    return {
        "ages": list(bars.ages),
        "base_name": bars.base_name,
        "base": [list(map(float, side)) for side in bars.base],
        "later_name": bars.later_name,
        "later": [list(map(float, side)) for side in bars.later],
    }


def _scenarios(results: Results, goal_id: str | None) -> Data:
    found = results.population.assessment
    assert found is not None, "the context asks for scenarios only where there are some"
    assert found.outlook is not None
    paths = [path for path in found.outlook.paths if path.totals is not None]
    return {
        "years": [[year_label(year), str(year)] for year in paths[0].years],
        "paths": [
            {"name": path.label, "values": [float(total) for total in path.totals or ()],
             "end": f"{path.label} {number(Decimal(round((path.totals or (0,))[-1])), 0)}"}
            for path in paths
        ],
    }  # fmt: skip


def _survey(results: Results, goal_id: str | None) -> Data:
    data = survey_map(results.survey) if results.survey else None
    assert data is not None, "the context asks for this chart only where there are items to show"
    return {
        "points": [
            {
                "name": point.name,
                "x": float(point.satisfaction),
                "y": float(point.importance),
                "low": float(point.satisfaction - point.below),
                "high": float(point.satisfaction + point.above),
                "acts": point.acts,
                "side": side,
            }
            for point, side in zip(data.points, label_sides(data), strict=True)
        ],
        "x_mean": float(data.satisfaction),
        "y_mean": float(data.importance),
        "x_mean_text": f"満足度の平均 {number(data.satisfaction, 2)}",
        "y_mean_text": f"重要度の平均 {number(data.importance, 2)}",
        "x_name": f"満足度の平均点（1 不満 ～ {data.steps} 満足）",
        "y_name": f"重要度の平均点（1 ～ {data.steps}）",
        "corners": {key: QUADRANTS[key] for key in ("improve", "keep", "consider", "hold")},
    }


KINDS: dict[str, Callable[[Results, str | None], Data]] = {
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
