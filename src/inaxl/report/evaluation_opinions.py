"""The council's opinions on the evaluation sheets: those on the year itself with their responses, and those still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inaxl.evaluate.follow_up import STATES, FollowUp, Opinion
from inaxl.forms.carried import opinions_by_project, subject
from inaxl.plan.model import Plan
from inaxl.values.periods import day_label, fy_label

NO_RESPONSE = "回答がありません。"


class SheetOpinion(NamedTuple):
    """One opinion as it is printed. `is_new`: on the evaluation of this year; else still open from an earlier one."""

    number: str
    year: str
    day: str
    about: str
    text: str
    response: str
    state: str
    is_new: bool


class CouncilOpinions(NamedTuple):
    """Opinions by project ID, and by department name those that it has to answer and that concern no single project."""

    by_project: Mapping[str, tuple[SheetOpinion, ...]] = {}
    by_department: Mapping[str, tuple[SheetOpinion, ...]] = {}


def council_opinions(plan: Plan, left: FollowUp) -> CouncilOpinions:
    """The opinions on the year itself, then the open ones of earlier years."""
    told = (*left.own, *left.open)
    own = set(left.own)
    by_project = opinions_by_project(plan, told)
    placed = {opinion for found in by_project.values() for opinion in found}
    by_department: dict[str, list[Opinion]] = {}
    for opinion in told:
        if opinion not in placed and opinion.department:
            by_department.setdefault(opinion.department, []).append(opinion)

    def printed(found: Mapping[str, Iterable[Opinion]]) -> dict[str, tuple[SheetOpinion, ...]]:
        return {key: tuple(_printed(plan, o, o in own) for o in opinions) for key, opinions in found.items()}

    return CouncilOpinions(printed(by_project), printed(by_department))


def _printed(plan: Plan, opinion: Opinion, is_new: bool) -> SheetOpinion:
    return SheetOpinion(
        opinion.id,
        fy_label(opinion.fy),
        day_label(opinion.date) if opinion.date else "",
        subject(plan, opinion),
        opinion.text.strip(),
        opinion.response.strip() or NO_RESPONSE,
        STATES["unanswered" if opinion.is_unanswered else opinion.state],
        is_new,
    )
