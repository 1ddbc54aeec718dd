"""The demo's department books of one year: what each department reports, right or wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from inaxl.demo import mistakes
from inaxl.demo.action_entries import action_entries, reports_before
from inaxl.demo.opinion_book import register_before
from inaxl.demo.sample import SampleKpi, sample_cards, sample_kpis, saved_on
from inaxl.demo.tampering import tamper
from inaxl.evaluate.follow_up import FollowUp, follow_up
from inaxl.forms.carried import carried_by_department, to_be_told
from inaxl.forms.entry_book import write_entry_book
from inaxl.forms.entry_content import (
    CardText,
    CurrentEntry,
    EntryBookContent,
    KpiRow,
    Shown,
    entry_book_content,
)
from inaxl.plan.model import Department, Plan
from inaxl.values.periods import fy_code

_REPORTED = "実績あり"
# Ratings that a department changed by hand in the last year, with its reason: (KPI, year) -> (word, reason)
OVERRIDES = {
    ("K045", 2023): ("順調", "年度末に契約した6件の開業が翌年度となったため（契約は累計30件）"),
    ("K057", 2023): ("おおむね順調", "人手不足による上昇で、雇用の安定が進んだとは言えないため"),
}


def department_books(plan: Plan, fy: int) -> Iterator[tuple[str, bytes]]:
    """File name and content of each book that was handed in for a fiscal year, by department."""
    with_mistakes = fy == mistakes.MISTAKES_FY
    for department in plan.departments_in(fy):
        if with_mistakes and department.id == mistakes.NOT_SUBMITTED:
            continue
        content = _content(plan, fy, department, with_mistakes)
        target = io.BytesIO()
        write_entry_book(target, content)
        book = target.getvalue()
        if with_mistakes and any(row.name == _name(mistakes.HIDDEN_ROW) for row in content.rows):
            book = _tampered(book, fy)
        yield f"{department.number:02}_{department.section}.xlsx", book


def _content(plan: Plan, fy: int, department: Department, with_mistakes: bool) -> EntryBookContent:
    left = _left_open(fy)
    content = entry_book_content(
        plan,
        fy,
        department,
        earlier=_earlier(fy, with_mistakes),
        current=_current(fy, with_mistakes),
        carried=to_be_told(plan, left, fy, action_entries(fy)),
        opinions=carried_by_department(plan, left).get(department.name, ()),
        cards=_cards(fy, with_mistakes),
    )
    content = replace(content, saved=saved_on(fy))
    extra = [row for row in mistakes.EXTRA_ROWS if with_mistakes and row.department_id == department.id]
    for row in extra:
        content = replace(content, rows=_with_extra(content.rows, row))
    return content


def _earlier(fy: int, with_mistakes: bool) -> dict[tuple[str, int], Shown]:
    years = range(2020, fy)
    known: dict[tuple[str, int], Shown] = {
        (kpi.id, year): value
        for kpi in sample_kpis()
        for year in years
        if (value := kpi.actuals[year]) is not None
    }
    if with_mistakes:
        known.update(mistakes.CHANGED_EARLIER)
    return known


def _current(fy: int, with_mistakes: bool) -> dict[str, CurrentEntry]:
    entries = {kpi.id: _entry(kpi, fy) for kpi in sample_kpis()}
    for typed in mistakes.TYPED if with_mistakes else ():
        entries[typed.kpi_id] = _typed_over(entries[typed.kpi_id], typed)
    return entries


def _entry(kpi: SampleKpi, fy: int) -> CurrentEntry:
    value = kpi.actuals[fy]
    if isinstance(value, Decimal):
        return CurrentEntry(value, _REPORTED, kpi.notes[fy], *OVERRIDES.get((kpi.id, fy), ()))
    return CurrentEntry(None, value or "", kpi.notes[fy])


def _typed_over(entry: CurrentEntry, typed: mistakes.Typed) -> CurrentEntry:
    return replace(
        entry,
        actual=entry.actual if typed.actual is None else typed.actual or None,
        status=entry.status if typed.status is None else typed.status,
        note=entry.note if typed.note is None else typed.note,
    )


def _left_open(fy: int) -> FollowUp:
    """What the books of a year carry from the years before, as it was known when they were handed out."""
    announced = {key: card["next_action"] for key, card in sample_cards().items() if key[1] < fy}
    left = follow_up(register_before(fy), announced, fy, reports_before(fy))
    return left._replace(closed=(), done=())


def _cards(fy: int, with_mistakes: bool) -> dict[str, CardText]:
    cards = {project: CardText(**card) for (project, year), card in sample_cards().items() if year == fy}
    for project, parts in mistakes.BLANK_PARTS.items() if with_mistakes else ():
        cards[project] = replace(cards[project], **dict.fromkeys(parts, ""))
    return cards


def _with_extra(rows: tuple[KpiRow, ...], extra: mistakes.ExtraRow) -> tuple[KpiRow, ...]:
    """The rows with one more under the row of the KPI `extra.after`, numbered anew."""
    at = next(place for place, row in enumerate(rows) if row.name == _name(extra.after)) + 1
    added = replace(
        rows[at - 1],
        name=extra.name,
        unit=extra.unit,
        decimals=0,
        baseline=extra.baseline,
        target=extra.target,
        earlier=dict(extra.earlier),
        current=CurrentEntry(extra.actual, _REPORTED),
        maximum=None,
    )
    if extra.kpi_id:
        added = _as_planned(added, extra.kpi_id)
    longer = (*rows[:at], added, *rows[at:])
    return tuple(replace(row, number=number) for number, row in enumerate(longer, start=1))


def _as_planned(row: KpiRow, kpi_id: str) -> KpiRow:
    """The row with name, unit, baseline and target of a KPI of the plan."""
    facts = next(kpi.definition for kpi in sample_kpis() if kpi.id == kpi_id)
    baseline, target = Decimal(facts["baseline"]), Decimal(facts["target"])
    return replace(row, name=facts["name"], unit=facts["unit"], baseline=baseline, target=target)


def _tampered(book: bytes, fy: int) -> bytes:
    kpi_id, formula, error = mistakes.FORMULA_ERROR
    broken = (_name(kpi_id), formula, error)
    return tamper(book, year_heading=fy_code(fy), broken=broken, hidden=_name(mistakes.HIDDEN_ROW))


def _name(kpi_id: str) -> str:
    return next(kpi.definition["name"] for kpi in sample_kpis() if kpi.id == kpi_id)
