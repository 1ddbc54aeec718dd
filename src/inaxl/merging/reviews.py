"""The PDCA cards of all books: each held against the plan's projects and decision words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inaxl.entries.checks.plan_rules import card_rules
from inaxl.entries.table import BookReading, Card
from inaxl.findings import E111, E113, E302, W203, W205, Finding
from inaxl.merging.matching import Matcher
from inaxl.plan.model import Plan
from inaxl.values.action_states import ACTION_STATES, read_action_state
from inaxl.values.labels import label_key

_PARTS = {
    "done": "取組内容",
    "result": "成果",
    "issue": "課題と要因",
    "decision": "今後の方針",
    "next_action": "今後の取組",
}


class Review(NamedTuple):
    """The PDCA card of a project from one department's book."""

    project_id: str
    department: str
    card: Card


def reviews(readings: Iterable[BookReading], plan: Plan, fy: int) -> tuple[tuple[Review, ...], list[Finding]]:
    """Cards of the year's books in the order of the plan's projects, the reporting department first.

    A card of an unknown project is named (E302) and left out; blank parts (W203), unknown decisions (E111), states of
    earlier years' actions that cannot be read (E113) and 取りやめ without a reason (W205) are named and kept.
    """
    matcher = Matcher(plan, fy)
    found: list[Review] = []
    findings: list[Finding] = []
    for reading in sorted(readings, key=lambda reading: reading.book):
        department = matcher.department(reading.department) if reading.department else None
        for card in reading.cards:
            project = matcher.project(card.project)
            if project is None:
                findings.append(_unknown(card))
                continue
            found.append(Review(project.id, department.name if department else "", card))
            findings += _parts(card, plan)
            findings += _states(card)
            findings += card_rules(card, project, plan, fy)
    order = {project.id: place for place, project in enumerate(plan.projects)}
    lead = {
        project.id: plan.department_by_id[project.reporting_id].name
        for project in plan.projects
        if project.reporting_id in plan.department_by_id
    }
    found.sort(
        key=lambda r: (order[r.project_id], r.department != lead.get(r.project_id), r.card.book, r.card.sheet)
    )
    return tuple(found), findings


def _unknown(card: Card) -> Finding:
    cell = card.cells.get("project")
    return E302.at(
        book=card.book, sheet=card.sheet, cell=cell, field="project", value=card.project, nearest=""
    )


def _parts(card: Card, plan: Plan) -> Iterator[Finding]:
    blank = [part for part in _PARTS if not getattr(card, part).strip()]
    if blank:
        yield W203.at(
            book=card.book,
            sheet=card.sheet,
            cell=card.cells.get(blank[0]),
            field=blank[0],
            fields="・".join(_PARTS[part] for part in blank),
        )
    choices = {label_key(word) for word in plan.decisions}
    if card.decision.strip() and choices and label_key(card.decision) not in choices:
        yield E111.at(
            book=card.book,
            sheet=card.sheet,
            cell=card.cells.get("decision"),
            field="decision",
            value=card.decision,
            choices="・".join(plan.decisions),
        )


def _states(card: Card) -> Iterator[Finding]:
    for carried in card.carried:
        state, more = read_action_state(carried.state)
        place = {"book": card.book, "sheet": card.sheet, "cell": carried.state_cell, "field": "state"}
        if state is None:
            yield E113.at(**place, value=carried.state, choices="・".join(ACTION_STATES.values()))
        elif state == "dropped" and not more and not carried.progress.strip():
            yield W205.at(**place | {"cell": carried.progress_cell, "field": "progress"})
