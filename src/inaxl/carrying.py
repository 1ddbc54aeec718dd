"""What a fiscal year takes over from the years before: from the register of opinions and the cards of the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from inaxl.evaluate.follow_up import ActionReport, FollowUp, Register, contradictions, follow_up
from inaxl.findings import W704, Finding
from inaxl.merging.reviews import Review, reviews
from inaxl.plan.lineage import ONE_VERSION, Versions
from inaxl.plan.model import Plan
from inaxl.values.action_states import ACTION_STATES, read_action_state
from inaxl.values.periods import fy_label
from inaxl.workfolder import OPINIONS_BOOK, WorkFolder

if TYPE_CHECKING:
    from inaxl.entries.table import BookReading

ACTIONS_SHEET = "今後の取組"


class Carried(NamedTuple):
    """What a year carries, and where register and entry books contradict each other (W704)."""

    follow_up: FollowUp
    findings: tuple[Finding, ...]


def read_register(work: WorkFolder, plan: Plan) -> tuple[Register, list[Finding]]:
    """The register of the working folder; an empty one where there is no opinions.xlsx."""
    if not work.opinions_book.is_file():
        return Register(), []
    from inaxl.registers.opinions import read_opinions_book

    return read_opinions_book(work.opinions_book, plan, name=work.name(work.opinions_book))


def carried_over(
    register: Register,
    readings: Mapping[int, Sequence[BookReading]],
    plan: Plan,
    fy: int,
    versions: Versions = ONE_VERSION,
) -> Carried:
    """Opinions and actions that the papers of `fy` carry, as they stood in that year."""
    cards = {
        year: reviews(readings[year], versions.plan_of(year, plan), year)[0]
        for year in sorted(readings)
        if year <= fy
    }
    reports = [report for year, found in cards.items() for report in action_reports(found, year)]
    left = follow_up(register, _announced(cards, fy), fy, reports)
    return Carried(left, tuple(_contradictions(register, reports, plan, fy)))


def _announced(cards: Mapping[int, Sequence[Review]], fy: int) -> dict[tuple[str, int], str]:
    """今後の取組 of every year before `fy`, by project ID and fiscal year; the reporting department's where several wrote."""
    found: dict[tuple[str, int], str] = {}
    for year, own in cards.items():
        for review in own if year < fy else ():
            if review.card.next_action.strip():
                found.setdefault((review.project_id, year), review.card.next_action)
    return found


def _contradictions(
    register: Register, reports: Sequence[ActionReport], plan: Plan, fy: int
) -> Iterator[Finding]:
    for action, report in contradictions(register, reports, fy):
        project = plan.project_by_id.get(action.project_id)
        yield W704.at(
            book=OPINIONS_BOOK,
            sheet=ACTIONS_SHEET,
            cell=action.cell or None,
            field="state",
            value=ACTION_STATES[action.state],
            action=f"事業{project.number if project else action.project_id}、{fy_label(action.fy)}",
            place=f"{report.book} のシート「{report.sheet}」{report.cell}",
            other=ACTION_STATES[report.state],
        )


def action_reports(found: Iterable[Review], fy: int) -> Iterator[ActionReport]:
    """What the cards of a year's books say of earlier years' actions; the reporting department's, where several did."""
    seen: set[tuple[str, int]] = set()
    for review in found:
        card = review.card
        for carried in card.carried:
            state, more = read_action_state(carried.state)
            if not state or carried.fy is None or carried.fy >= fy or (review.project_id, carried.fy) in seen:
                continue
            seen.add((review.project_id, carried.fy))
            progress = "　".join(part for part in (more, carried.progress.strip()) if part)
            yield ActionReport(
                review.project_id, carried.fy, fy, state, progress, card.book, card.sheet, carried.state_cell
            )
