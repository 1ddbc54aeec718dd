"""The pages of the plan's tree: each goal, all measures, each measure, each project, and the list of all KPIs."""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.merging.reviews import Review
from inaxl.plan.model import Field, Goal, Measure, Project
from inaxl.report.context_goals import goal_of_measure, goal_of_project
from inaxl.report.context_words import circled
from inaxl.site.charts_shown import shown_chart
from inaxl.site.material import Context, Link, Material, Page, focus_first
from inaxl.values.display import with_unit


def goal_pages(material: Material) -> Iterator[Page]:
    """A page per goal, and one for what the plan assigns to no goal, if there is any."""
    results, words = material.results, material.words
    goals: list[Goal | None] = list(material.plan.goals)
    chapters = material.told.chapters
    for goal, told in zip([*goals, None], chapters, strict=False):
        goal_id = goal.id if goal else None
        title = material.links[goal.id].text if goal else words("no_goal")
        target = told["target"]
        result = next((item for item in results.goals if item.goal is goal), None)
        yield Page(
            material.told.addresses.goals[goal_id or ""],
            "goal.html",
            title,
            {
                "lede": told["lede"],
                "rating": material.rating(result.judgement.rating) if result else None,
                "target": target,
                "target_chart": shown_chart(material, target["chart"], target["name"], target["chart_note"])
                if target
                else None,
                "chart": shown_chart(material, told["chart"], words("by_measure")),
                "groups": _groups(material, goal_id),
                "projects": material.projects_of_goal(goal_id),
                "opinions": material.opinions(goal_id) if goal_id else [],
                "evidence": material.evidence(goal_id) if goal_id else [],
                "tags": material.tags(goal_id) if goal_id else [],
            },
            "goals",
            search="".join(piece["text"] for piece in told["lede"]),
            is_data=goal is not None,
        )


def _groups(material: Material, goal_id: str | None) -> list[Context]:
    """The KPIs of a goal by measure, in the order of the plan; those of no measure last."""
    own = [row for row in material.results.current if row["goal_id"] == goal_id]
    groups = []
    for measure in (*material.plan.measures, None):
        measure_id = measure.id if measure else None
        rows = [material.kpi_rows[row["kpi_id"]] for row in own if row["measure_id"] == measure_id]
        if rows:
            groups.append({"link": material.link(measure_id), "rows": rows})
    return groups


def measure_pages(material: Material) -> Iterator[Page]:
    """The list of all measures by field, and a page per measure."""
    yield Page(
        "measures.html",
        "measures.html",
        material.words("measures"),
        {"fields": fields_of(material)},
        "measures",
        search="　".join(area.label for area in material.plan.fields),
        is_data=False,
    )
    for measure in material.plan.measures:
        yield _measure_page(material, measure)


def fields_of(material: Material) -> list[Context]:
    """Fields with their measures and projects, focus first; measures without a field last."""
    plan = material.plan
    fields: list[Field | None] = [*focus_first(plan.fields), None]
    found = []
    for area in fields:
        own = [item for item in plan.measures if (plan.field_by_id.get(item.field_id or "") is area)]
        if not own and area is None:
            continue
        found.append(
            {
                "title": f"分野{circled(area.number)}　{area.label}"
                if area
                else material.words("field_open"),
                "is_data": area is not None,
                "is_focus": bool(area and area.is_focus),
                "goals": [material.links[id_] for id_ in area.goal_ids if id_ in material.links]
                if area
                else [],
                "measures": [
                    {
                        "link": material.links[item.id],
                        "is_focus": item.is_focus,
                        "counts": _counts(material, item.id),
                        "projects": material.projects_of(item),
                    }
                    for item in focus_first(own)
                ],
                "projects": [],
            }
        )
    loose = material.projects_of(None)
    if loose:
        found.append(
            {"title": "", "is_data": False, "is_focus": False, "goals": [], "measures": [], "projects": loose}
        )
    return found


def _counts(material: Material, measure_id: str) -> list[Context]:
    """How many KPIs of a measure have each rating, without those that none has."""
    year = material.results.counts[material.results.fy]
    level = next((item for item in year.by_measure if item.id == measure_id), None)
    if level is None:
        return []
    return [
        {"rating": material.rating(rating), "count": count}
        for rating, count in zip(material.words.ratings, level.counts[:4], strict=True)
        if count
    ]


def _measure_page(material: Material, measure: Measure) -> Page:
    plan = material.plan
    area = plan.field_by_id.get(measure.field_id or "")
    return Page(
        material.told.addresses.measures[measure.id],
        "measure.html",
        material.links[measure.id].text,
        {
            "field": material.name(area.id) if area else None,
            "goal": material.link(goal_of_measure(plan, measure)),
            "is_focus": measure.is_focus,
            "parent_item": measure.parent_item,
            "tags": material.tags(measure.id),
            "partners": material.partners(measure.id),
            "rows": material.rows_where("measure_id", measure.id),
            "projects": material.projects_of(measure),
            "survey": _survey_items(material, measure.id),
            "opinions": material.opinions(measure.id),
            "evidence": material.evidence(measure.id),
        },
        "measures",
        (Link("measures.html", material.words("measures"), is_data=False),),
        search=measure.parent_item,
    )


def _survey_items(material: Material, measure_id: str) -> list[Context]:
    survey = material.results.survey
    return [
        {
            "name": each.item.name,
            "importance": f"{each.importance.value:.2f}" if each.importance else "－",
            "satisfaction": f"{each.satisfaction.value:.2f}" if each.satisfaction else "－",
        }
        for each in (survey.items if survey else ())
        if measure_id in each.item.measure_ids
    ]


def project_pages(material: Material) -> Iterator[Page]:
    """A page per project: who does what, its figures, the departments' own view, the council's view."""
    for project in material.plan.projects:
        yield _project_page(material, project)


def _project_page(material: Material, project: Project) -> Page:
    plan = material.plan
    measure = plan.measure_by_id.get(project.measure_id or "")
    reviews = [review for review in material.results.reviews if review.project_id == project.id]
    crumbs = [Link("measures.html", material.words("measures"), is_data=False)]
    if measure is not None:
        crumbs.append(material.links[measure.id])
    return Page(
        material.told.addresses.projects[project.id],
        "project.html",
        material.links[project.id].text,
        {
            "purpose": project.purpose,
            "goal": material.link(goal_of_project(plan, project)),
            "measure": material.link(project.measure_id),
            "is_focus": project.is_focus,
            "parent_item": project.parent_item,
            "departments": material.departments(project),
            "is_lead_open": project.is_joint and not project.lead_id,
            "tags": material.tags(project.id),
            "partners": material.partners(project.id),
            "principles": _principles(material, project.id),
            "budgets": _budgets(material, project.id),
            "rows": material.rows_where("project_id", project.id),
            "reviews": [_review(review) for review in reviews],
            "opinions": material.opinions(project.id),
            "evidence": material.evidence(project.id),
        },
        "measures",
        tuple(crumbs),
        search="　".join([project.purpose, *(text for review in reviews for text in _texts(review))]),
    )


def _review(review: Review) -> Context:
    card = review.card
    return {
        "department": review.department,
        "parts": [(name, _lines(getattr(card, name))) for name in ("done", "result", "issue")],
        "decision": card.decision.strip(),
        "next_action": _lines(card.next_action),
    }


def _texts(review: Review) -> list[str]:
    card = review.card
    return [card.done, card.result, card.issue, card.decision, card.next_action]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _principles(material: Material, project_id: str) -> list[Context]:
    return [
        {
            "principle": material.words(f"principle_{item.principle}"),
            "state": material.words(f"check_{item.state}"),
            "reason": item.reason,
        }
        for item in material.plan.life.principle_checks
        if item.project_id == project_id
    ]


def _budgets(material: Material, project_id: str) -> list[Context]:
    """Money as it is known when a year is evaluated: budgets up to the year after it, settlements up to the year."""
    fy = material.results.fy
    return [
        {
            "year": material.words.fiscal_year(item.fy),
            "budget": with_unit(item.budget, item.unit),
            "settlement": with_unit(item.settlement if item.fy <= fy else None, item.unit),
        }
        for item in material.plan.life.budgets
        if item.project_id == project_id and item.fy <= fy + 1
    ]


def kpi_list_page(material: Material) -> Page:
    """All KPIs of the year by goal."""
    goals: list[str | None] = [*(goal.id for goal in material.plan.goals), None]
    groups = [{"link": material.link(id_), "rows": material.rows_where("goal_id", id_)} for id_ in goals]
    return Page(
        "kpis.html",
        "kpis.html",
        material.words("all_kpis"),
        {"groups": [group for group in groups if group["rows"]]},
        "kpis",
        is_data=False,
    )
