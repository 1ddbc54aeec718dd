"""What a fiscal year takes over from the years before: from the register of opinions and the cards of earlier books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inaxl.evaluate.follow_up import FollowUp, Register, follow_up
from inaxl.findings import Finding
from inaxl.merging.reviews import reviews
from inaxl.plan.model import Plan
from inaxl.workfolder import WorkFolder

if TYPE_CHECKING:
    from inaxl.entries.table import BookReading


def read_register(work: WorkFolder, plan: Plan) -> tuple[Register, list[Finding]]:
    """The register of the working folder; an empty one where there is no opinions.xlsx."""
    if not work.opinions_book.is_file():
        return Register(), []
    from inaxl.registers.opinions import read_opinions_book

    return read_opinions_book(work.opinions_book, plan, name=work.name(work.opinions_book))


def announced_actions(
    readings: Mapping[int, Sequence[BookReading]], plan: Plan, fy: int
) -> dict[tuple[str, int], str]:
    """今後の取組 of every year before `fy`, by project ID and fiscal year; the reporting department's where several wrote."""
    found: dict[tuple[str, int], str] = {}
    for year in sorted(readings):
        if year >= fy:
            continue
        for review in reviews(readings[year], plan, year)[0]:
            if review.card.next_action.strip():
                found.setdefault((review.project_id, year), review.card.next_action)
    return found


def carried_over(
    register: Register, readings: Mapping[int, Sequence[BookReading]], plan: Plan, fy: int
) -> FollowUp:
    """Opinions and actions that the papers of `fy` carry."""
    return follow_up(register, announced_actions(readings, plan, fy), fy)
