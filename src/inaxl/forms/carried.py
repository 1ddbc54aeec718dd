"""What earlier years left open, as it stands on a project's card, its evaluation sheet and a department's first sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inaxl.evaluate.follow_up import KINDS, STATES, FollowUp, Opinion
from inaxl.evaluate.follow_up import CarriedAction as Announced
from inaxl.forms.carried_rows import carried_label, decided_in
from inaxl.forms.entry_content import ActionEntry, CarriedAction, circled
from inaxl.plan.model import Plan
from inaxl.values.action_states import ACTION_STATES

_BLANK = ActionEntry()


def to_be_told(
    plan: Plan, follow: FollowUp, fy: int, told: Mapping[tuple[str, int], ActionEntry] | None = None
) -> dict[str, tuple[CarriedAction, ...]]:
    """By project ID, for the entry book of `fy`: opinions to read, and open actions whose state is to be filled in.

    told: what already stands in the cells, by project ID and year of the action.
    """
    carried = {
        project: [carried_opinion(opinion) for opinion in opinions]
        for project, opinions in opinions_by_project(plan, follow.open).items()
    }
    for action in follow.actions:
        entry = (told or {}).get((action.project_id, action.fy), _BLANK)
        text = decided_in(action.text, action.fy) + _so_far(action)
        item = CarriedAction(carried_label(action.fy, fy), text, entry=entry)
        carried.setdefault(action.project_id, []).append(item)
    return {project: tuple(items) for project, items in carried.items()}


def _so_far(action: Announced) -> str:
    """What is known from the years before: `　これまで：実施中　場所を決めた。`"""
    known = "　".join(part for part in (ACTION_STATES.get(action.state, ""), action.progress.strip()) if part)
    return f"　これまで：{known}" if known else ""


def carried_by_project(plan: Plan, follow: FollowUp, fy: int) -> dict[str, tuple[CarriedAction, ...]]:
    """By project ID, for the papers: opinions about the project, its KPIs or its measure, then announced actions.

    Open ones first. What has been dealt with since last year stands there once more, as 対応済み or 実施済み.
    """
    carried = {
        project: [carried_opinion(opinion) for opinion in opinions]
        for project, opinions in opinions_by_project(plan, (*follow.open, *follow.closed)).items()
    }
    for action in (*follow.actions, *follow.done):
        now = f"　現在：{action.progress.strip()}" if action.progress.strip() else ""
        label, text = carried_label(action.fy, fy), decided_in(action.text, action.fy) + now
        item = CarriedAction(label, text, ACTION_STATES.get(action.state, ""))
        carried.setdefault(action.project_id, []).append(item)
    return {project: tuple(items) for project, items in carried.items()}


def opinions_by_project(plan: Plan, opinions: Iterable[Opinion]) -> dict[str, list[Opinion]]:
    """Opinions by the ID of every project that they concern: itself, its KPIs or its measure."""
    found: dict[str, list[Opinion]] = {}
    for opinion in opinions:
        for project in _projects_of(plan, opinion):
            found.setdefault(project, []).append(opinion)
    return found


def carried_by_department(plan: Plan, follow: FollowUp) -> dict[str, tuple[CarriedAction, ...]]:
    """By department name: the open opinions that it has to answer and that stand on no card of a project."""
    carried: dict[str, list[CarriedAction]] = {}
    for opinion in follow.open:
        if not _projects_of(plan, opinion) and opinion.department:
            about = f"【{subject(plan, opinion)}】"
            carried.setdefault(opinion.department, []).append(carried_opinion(opinion, about))
    return {department: tuple(items) for department, items in carried.items()}


def carried_opinion(opinion: Opinion, about: str = "") -> CarriedAction:
    """`審議会 4-03`, the opinion with the response so far, and its state."""
    answer = f"（市の対応：{opinion.response.strip()}）" if opinion.response.strip() else ""
    state = STATES["unanswered" if opinion.is_unanswered else opinion.state]
    return CarriedAction(f"審議会 {opinion.id}", about + opinion.text.strip() + answer, state)


def subject(plan: Plan, opinion: Opinion) -> str:
    """What an opinion is about, short: `事業8`, `基本目標②`, `施策②-1`, `全体`."""
    word, key = KINDS[opinion.kind], opinion.target_id
    if opinion.kind == "goal" and key in plan.goal_by_id:
        return f"{word}{circled(plan.goal_by_id[key].number)}"
    if opinion.kind == "measure" and key in plan.measure_by_id:
        measure = plan.measure_by_id[key]
        area = plan.field_by_id.get(measure.field_id or "")
        return f"{word}{circled(area.number)}-{measure.number}" if area else f"{word}{measure.number}"
    if opinion.kind == "project" and key in plan.project_by_id:
        return f"{word}{plan.project_by_id[key].number}"
    if opinion.kind == "kpi" and key in plan.kpi_by_id:
        return f"{word} {plan.kpi_by_id[key].name}"
    return f"{word} {key}".strip()


def _projects_of(plan: Plan, opinion: Opinion) -> list[str]:
    """The projects on whose cards an opinion stands."""
    if opinion.kind == "project":
        return [opinion.target_id] if opinion.target_id in plan.project_by_id else []
    if opinion.kind == "kpi":
        kpi = plan.kpi_by_id.get(opinion.target_id)
        return [kpi.project_id] if kpi and kpi.project_id in plan.project_by_id else []
    if opinion.kind == "measure":
        return [project.id for project in plan.projects if project.measure_id == opinion.target_id]
    return []
