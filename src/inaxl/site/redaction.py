"""The one redaction for everything public: results in, results without anything that is withheld out.

Pure. The site and the open data are made from what `public_results` returns and from nothing else. Whatever depends on a
withheld figure is judged again without it, so that no rating, sum or sentence gives it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from inaxl.evaluate.follow_up import CarriedAction, FollowUp, Opinion
from inaxl.evaluate.goals import GoalResult, goal_results
from inaxl.evaluate.rating import YearValue
from inaxl.evaluate.survey import Assessment as SurveyAssessment
from inaxl.merging.reviews import Review
from inaxl.plan.actuals import GoalActual
from inaxl.plan.differences import Difference
from inaxl.plan.lineage import Break, PlanVersion
from inaxl.plan.model import Plan, Status
from inaxl.population.vision import INDICATOR_LABELS, PopulationResult
from inaxl.report.results import Results
from inaxl.site.public_fields import only_public
from inaxl.site.public_plan import public_plan
from inaxl.site.public_rows import departments_gone, public_counts, public_rows
from inaxl.site.withholding import Withholding, withholding_of


def public_results(results: Results) -> Results:
    """What everybody may see of an evaluated year.

    Withheld rows are gone with all that belongs to them, withheld columns are blank, a withheld actual becomes a KPI
    without a figure (status `pending`, note 未公表, rating `no_actual`); counts are made again. Notes, contacts, cells and
    books of origin, findings and submissions are never published. Raises UnreadableInput(E721) where the plan book asks
    to withhold something that cannot be taken out.
    """
    hidden = withholding_of(results.plan)
    plan = public_plan(results.plan, hidden)
    rows = public_rows(results, plan, hidden)
    return Results(
        plan=plan,
        fy=results.fy,
        date=results.date,
        rows=tuple(rows),
        counts=public_counts(results, plan, rows, hidden),
        goals=_goals(results, plan, hidden),
        reviews=_reviews(results.reviews, hidden, results.plan),
        submissions=(),
        population=_population(results.population, hidden),
        findings=(),
        previous_reviews=_reviews(results.previous_reviews, hidden, results.plan),
        follow_up=_follow_up(results.follow_up, hidden, results.plan),
        has_register=results.has_register,
        survey=_survey(results.survey, hidden),
        earlier_survey=_survey(results.earlier_survey, hidden),
        versions=_versions(results, hidden),
        not_compared=_not_compared(results.not_compared, hidden),
    )


def _goals(results: Results, plan: Plan, hidden: Withholding) -> tuple[GoalResult, ...]:
    """The numeric targets judged again, from the years that the results know, withheld ones as not yet published."""
    actuals = [
        _actual(result, fy, year, fy in hidden.years_of("goals", result.goal.id), results.fy)
        for result in results.goals
        for fy, year in result.years.items()
    ]
    begins = {result.goal.id: result.begins for result in results.goals}
    return goal_results(replace(plan, goal_actuals=tuple(actuals)), results.fy, begins)


def _actual(result: GoalResult, fy: int, year: YearValue, is_withheld: bool, now: int) -> GoalActual:
    return GoalActual(
        goal_id=result.goal.id,
        fy=fy,
        value=None if is_withheld else year.value,
        status="pending" if is_withheld else cast(Status, year.status),
        as_of=result.as_of if fy == now else "",
        source=result.source if fy == now else "",
        note="",
        sheet="",
        cell="",
        text="",
    )


# --- words --------------------------------------------------------------------------------------------------------


def _reviews(reviews: Iterable[Review], hidden: Withholding, plan: Plan) -> tuple[Review, ...]:
    gone = departments_gone(plan, hidden)
    return tuple(
        review._replace(
            card=only_public(review.card),
            department="" if review.department in gone else review.department,
        )
        for review in reviews
        if not hidden.is_gone("projects", review.project_id)
    )


def _follow_up(found: FollowUp, hidden: Withholding, plan: Plan) -> FollowUp:
    gone = departments_gone(plan, hidden)

    def opinions(items: Iterable[Opinion]) -> tuple[Opinion, ...]:
        public = [only_public(item) for item in items if not hidden.is_named(item.target_id)]
        return tuple(item._replace(department="") if item.department in gone else item for item in public)

    def actions(items: Iterable[CarriedAction]) -> tuple[CarriedAction, ...]:
        return tuple(only_public(item) for item in items if not hidden.is_named(item.project_id))

    return FollowUp(
        opinions(found.open),
        opinions(found.closed),
        actions(found.actions),
        actions(found.done),
        opinions(found.own),
    )


# --- versions of the plan -----------------------------------------------------------------------------------------


def _versions(results: Results, hidden: Withholding) -> dict[int, PlanVersion]:
    """The versions by name; each bears its place in the order instead of the name of its file."""
    books = list(dict.fromkeys(version.book for version in results.versions.values()))
    return {
        fy: version._replace(
            book=str(books.index(version.book) + 1),
            changes=tuple(_changes(version.changes, results.plan, hidden)),
        )
        for fy, version in results.versions.items()
    }


_TOLD = ("plan", "goals", "fields", "measures", "projects", "kpis", "departments", "rules")
_NAMING_OTHERS = ("moved", "merged", "replaced")


def _changes(changes: Iterable[Difference], plan: Plan, hidden: Withholding) -> Iterator[Difference]:
    """Changes of items of which nothing is withheld. Sentences that name other items only where none is withheld."""
    names = hidden_names(plan, hidden)
    for item in changes:
        if item.table not in _TOLD or hidden.is_gone(item.table, item.id):
            continue
        names_others = item.kind in _NAMING_OTHERS or item.field.endswith(("_id", "_ids"))
        if hidden.columns_of(item.table, item.id) or (names and names_others):
            continue
        if not any(name in item.text for name in names):
            yield item


def hidden_names(plan: Plan, hidden: Withholding) -> set[str]:
    """Names of everything of which the row or the name is withheld."""
    named = {
        "goals": [(goal.id, goal.title) for goal in plan.goals],
        "fields": [(area.id, area.title) for area in plan.fields],
        "measures": [(measure.id, measure.title) for measure in plan.measures],
        "projects": [(project.id, project.title) for project in plan.projects],
        "kpis": [(kpi.id, kpi.name) for kpi in plan.kpis],
    }
    found = {
        name
        for table, items in named.items()
        for id_, name in items
        if hidden.is_gone(table, id_) or hidden.columns_of(table, id_) & {"title", "name"}
    }
    return {name for name in found | departments_gone(plan, hidden) if name}


def _not_compared(breaks: Mapping[str, Break], hidden: Withholding) -> dict[str, Break]:
    return {
        id_: item
        for id_, item in breaks.items()
        if not hidden.is_named(id_)
        and not hidden.columns_of("kpis", id_)
        and not hidden.columns_of("goals", id_)
    }


# --- statistics ---------------------------------------------------------------------------------------------------


def _population(found: PopulationResult, hidden: Withholding) -> PopulationResult:
    """Notes and findings out; figures that repeat a withheld goal's target out too."""
    goals_hidden = bool(hidden.rows["goals"]) or any(
        table == "goals" for table, _ in (*hidden.columns, *hidden.years)
    )
    assessment = found.assessment
    if assessment is not None:
        assessment = assessment._replace(findings=())
        if goals_hidden:
            assessment = assessment._replace(cumulative=())
    return PopulationResult(
        tuple(
            only_public(point)
            for point in found.vision
            if not goals_hidden or point.indicator in INDICATOR_LABELS
        ),
        tuple(map(only_public, found.observations)),
        found.gaps,
        assessment,
    )


def _survey(found: SurveyAssessment | None, hidden: Withholding) -> SurveyAssessment | None:
    if found is None:
        return None
    items = tuple(
        each._replace(item=only_public(each.item)._replace(measure_ids=hidden.left(each.item.measure_ids)))
        for each in found.items
    )
    survey = only_public(found.survey)._replace(items=tuple(each.item for each in items))
    return found._replace(survey=survey, items=items)
