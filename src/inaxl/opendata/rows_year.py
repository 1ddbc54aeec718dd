"""Rows of the tables that say how the year was judged. Nothing is left out here: see `site/redaction.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inaxl.evaluate.aggregate import Counts, Level, effective_rating
from inaxl.evaluate.goals import GoalResult
from inaxl.evaluate.rating import Judgement
from inaxl.evaluate.survey import Assessed, Mean
from inaxl.opendata.rows_plan import indicator_columns, known
from inaxl.plan.layout import VISION_INDICATORS
from inaxl.plan.model import RATINGS, Indicator, Plan
from inaxl.population.vision import INDICATOR_LABELS
from inaxl.report.results import Results

Row = Mapping[str, Any]

INDICATOR_WORDS = {
    **VISION_INDICATORS,
    **INDICATOR_LABELS,
    "births": "出生数",
    "deaths": "死亡数",
    "in_migrants": "転入数",
    "out_migrants": "転出数",
    "other": "その他の増減",
}
_AS_IN_THE_RESULTS = (
    "kpi_id name unit decimals direction accumulation baseline_fy baseline baseline_comparable fy actual evaluated status "
    "target_fy target final_target_fy final_target target_upper interim_target achievement progress rating rating_override "
    "override_reason explanation note"
).split()


def kpis(results: Results) -> Iterator[Row]:
    """One row per KPI and fiscal year, with the titles of what it belongs to."""
    plan = results.plan
    for row in results.rows:
        kpi = plan.kpi_by_id.get(row["kpi_id"])  # an ended KPI may stand in an earlier version only
        since = _comparable_from(results, row["kpi_id"])
        yield {
            **{name: row[name] for name in _AS_IN_THE_RESULTS},
            **_place(row, plan),
            "rating_label": plan.rules.label(effective_rating(row)),
            "comparable_from": since,
            "definition_comparable": since is None or row["fy"] >= since,
            "replaces": kpi.replaces if kpi else (),
            "source": row["source_note"],
            "is_sample": results.is_sample,
        }


def _comparable_from(results: Results, kpi_id: str) -> int | None:
    """The first fiscal year that may be compared with the evaluated one; None where nothing stands in the way."""
    kpi, found = results.plan.kpi_by_id.get(kpi_id), results.not_compared.get(kpi_id)
    years = [found.since if found else None, kpi.defined_fy if kpi else None]
    return max((year for year in years if year is not None), default=None)


def _place(row: Row, plan: Plan) -> dict[str, Any]:
    """IDs and titles of a KPI's goal, field, measure, project and department; None where the plan does not say."""
    found: dict[str, Any] = {}
    levels: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("goal", plan.goal_by_id),
        ("field", plan.field_by_id),
        ("measure", plan.measure_by_id),
        ("project", plan.project_by_id),
    )
    for level, members in levels:
        id_ = known(row[f"{level}_id"], members)
        found |= {f"{level}_id": id_, level: members[id_].title if id_ is not None else None}
    ids = _department_ids(plan)
    return found | {"department_id": ids.get(row["department"]), "department": row["department"]}


def _department_ids(plan: Plan) -> dict[str, str]:
    return {department.name: department.id for department in plan.departments}


def goal_targets(results: Results) -> Iterator[Row]:
    """One row per goal and fiscal year so far; only the evaluated year has been judged."""
    for result in results.goals:
        target = result.goal.target
        for fy, own in sorted(result.years.items()):
            yield {
                "goal_id": result.goal.id, "name": target.name, **indicator_columns(target),
                "fy": fy, "actual": own.value, "evaluated": result.evaluated.get(fy), "status": own.status,
                "final_target_fy": target.target_fy, "final_target": target.target,
                "target_upper": target.target_upper, "interim_target": target.interim.get(fy),
                **_judged(result, fy, results.fy, target), "is_sample": results.is_sample,
            }  # fmt: skip


def _judged(result: GoalResult, fy: int, evaluated: int, target: Indicator) -> dict[str, Any]:
    if fy != evaluated:
        return {"source": target.source}
    judgement: Judgement = result.judgement
    names = ("target_fy", "target", "achievement", "rating", "explanation")
    return {
        **{name: getattr(judgement, name) for name in names},
        "as_of": result.as_of,
        "source": result.source or target.source,
    }


def counts(results: Results) -> Iterator[Row]:
    """Counts of ratings at every level, in every year that was evaluated."""
    ids = _department_ids(results.plan)
    for fy, year in sorted(results.counts.items()):
        yield {"fy": fy, "level": "total", "title": "全体", **_counted(year.total)}
        levels: dict[str, tuple[Level, ...]] = {
            "goal": year.by_goal,
            "field": year.by_field,
            "measure": year.by_measure,
            "project": year.by_project,
            "department": tuple(
                level._replace(id=ids.get(level.id or ""), title=level.title) for level in year.by_department
            ),
        }
        for name, members in levels.items():
            for level in members:
                yield {
                    "fy": fy,
                    "level": name,
                    "id": level.id,
                    "title": level.title,
                    **_counted(level.counts),
                }


def _counted(found: Counts) -> dict[str, Any]:
    return {
        "kpis": found.kpis,
        **{rating: getattr(found, rating) for rating in RATINGS},
        "average_achievement": found.average_achievement,
    }


def population(results: Results) -> Iterator[Row]:
    """Statistics, then the vision; actuals, projections and targets are told apart by `kind`."""
    for item in results.population.observations:
        names = ("indicator", "kind", "year", "as_of", "value", "unit", "series", "source", "published")
        own = {name: getattr(item, name) for name in names}
        yield {**own, "label": INDICATOR_WORDS.get(item.indicator), "origin": "statistics"}
    for point in results.population.vision:
        said = ("indicator", "kind", "year", "value", "unit")
        own = {name: getattr(point, name) for name in said}
        yield {**own, "label": INDICATOR_WORDS.get(point.indicator), "origin": "plan"}


def population_gaps(results: Results) -> Iterator[Row]:
    """Actuals against the vision."""
    for gap in results.population.gaps:
        yield {**gap._asdict(), "label": INDICATOR_WORDS.get(gap.indicator)}


def survey(results: Results) -> Iterator[Row]:
    """How the year's survey was made; nothing where there was none."""
    if results.survey is not None:
        own = results.survey.survey
        names = ("fy", "name", "when", "population", "sent", "returned", "steps", "source")
        yield {name: getattr(own, name) for name in names}


def survey_items(results: Results) -> Iterator[Row]:
    """Means and urgency per item, in the order of the survey."""
    for each in _items(results):
        yield {
            "item_id": each.item.id, "name": each.item.name, **_mean("importance", each.importance),
            **_mean("satisfaction", each.satisfaction), "is_small": each.is_small, "quadrant": each.quadrant,
            "urgency": each.urgency, "rank": each.rank, "measure_ids": each.item.measure_ids,
        }  # fmt: skip


def _items(results: Results) -> Iterable[Assessed]:
    if results.survey is None:
        return ()
    order = {item.id: place for place, item in enumerate(results.survey.survey.items)}
    return sorted(results.survey.items, key=lambda each: order[each.item.id])


def _mean(question: str, mean: Mean | None) -> dict[str, Any]:
    if mean is None:
        return {}
    return {
        question: mean.value,
        f"{question}_low": mean.low,
        f"{question}_high": mean.high,
        f"{question}_answers": mean.answers,
    }


def survey_answers(results: Results) -> Iterator[Row]:
    """How many gave each score, the highest first, then the don't-knows where they were asked for."""
    for each in _items(results):
        item = each.item
        questions = (
            ("importance", item.importance, item.importance_unsure),
            ("satisfaction", item.satisfaction, item.satisfaction_unsure),
        )
        for question, answers, unsure in questions:
            own = {"item_id": item.id, "question": question}
            for score, number in sorted(answers.items(), reverse=True):
                yield {**own, "score": score, "answers": number}
            if unsure is not None:
                yield {**own, "answers": unsure}


def opinions(results: Results) -> Iterator[Row]:
    """Opinions on this year, then those that earlier years left open or that have been dealt with since."""
    found = results.follow_up
    for item in (*found.own, *found.open, *found.closed):
        names = ("fy", "date", "kind", "text", "response", "state", "department", "due")
        own = {name: getattr(item, name) for name in names}
        yield {**own, "opinion_id": item.id, "subject_id": item.target_id}


def actions(results: Results) -> Iterator[Row]:
    """Actions announced in earlier years."""
    for item in (*results.follow_up.actions, *results.follow_up.done):
        if item.project_id in results.plan.project_by_id:
            names = ("project_id", "fy", "text", "progress", "state")
            yield {name: getattr(item, name) for name in names}


def reviews(results: Results) -> Iterator[Row]:
    """What the departments say of their projects."""
    for item in results.reviews:
        if item.project_id in results.plan.project_by_id:
            names = ("done", "result", "issue", "decision", "next_action")
            own = {name: getattr(item.card, name) for name in names}
            yield {"project_id": item.project_id, "department": item.department, **own}


YEAR_ROWS = {
    function.__name__: function
    for function in (
        kpis, goal_targets, counts, population, population_gaps, survey, survey_items, survey_answers, opinions, actions,
        reviews,
    )
}  # fmt: skip
"""Name of a table → its rows."""
