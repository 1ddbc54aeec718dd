"""What the plan concentrates on (選択と集中, R12): the mark beside its items and its own lines on the page 要点.

Lists in the plan's own numbering keep their order and carry the mark; lists of our own put focus items first.
"""

from __future__ import annotations

from inaxl.evaluate.aggregate import Counts, Level
from inaxl.plan.model import RATINGS, Field, Measure, Plan, Project
from inaxl.report.context_words import Context, Piece, Row, count_text, measure_label, piece
from inaxl.report.results import Results
from inaxl.values.display import ABSENT

FOCUS = "重点"
IN_FOCUS_FIELD = "重点分野"
LISTED_FOCUS = 3  # lines on the summary page, which must stay one page
_Item = Field | Measure | Project


def focus_mark(plan: Plan, item: _Item | None) -> Piece | None:
    """`重点` for an item chosen itself, `重点分野` for a measure of a chosen field, None for all others."""
    if item is None:
        return None
    if item.is_focus:
        return piece(FOCUS, "inaxlFocus")
    area = plan.field_by_id.get(item.field_id or "") if isinstance(item, Measure) else None
    return piece(IN_FOCUS_FIELD, "inaxlFocus") if area is not None and area.is_focus else None


def is_in_focus(plan: Plan, row: Row) -> bool:
    """Whether a KPI belongs to a project, measure or field in focus."""
    found: tuple[_Item | None, ...] = (
        plan.project_by_id.get(row["project_id"] or ""),
        plan.measure_by_id.get(row["measure_id"] or ""),
        plan.field_by_id.get(row["field_id"] or ""),
    )
    return any(item is not None and item.is_focus for item in found)


def summary_focus(results: Results) -> Context | None:
    """The lines of the page 要点: the ratings of each focus item's KPIs beside last year; None where nothing is chosen."""
    items = focus_items(results.plan)
    if not items:
        return None
    cut = len(items) > LISTED_FOCUS
    return {
        "title": "重点的に取り組むもの",
        "scope": f"{len(items)}件のうち{LISTED_FOCUS}件。どれにも各章で「{FOCUS}」のしるしがある" if cut else "指標の件数",
        "rows": [_row(results, item) for item in items[:LISTED_FOCUS]],
    }  # fmt: skip


def focus_items(plan: Plan) -> list[_Item]:
    """Everything in focus: fields, then measures, then projects, in the plan's order."""
    return [item for items in (plan.fields, plan.measures, plan.projects) for item in items if item.is_focus]


def item_label(plan: Plan, item: _Item) -> str:
    """Kind, number and title: `分野2　…`, `施策②-1　…`, `事業8　…`."""
    if isinstance(item, Measure):
        return measure_label(plan, item)
    title = item.label if isinstance(item, Field) else item.title
    return f"{'分野' if isinstance(item, Field) else '事業'}{item.number}　{title}"


def _row(results: Results, item: _Item) -> Context:
    now = _counts(results, results.fy, item)
    before = _counts(results, results.fy - 1, item)
    return {
        "name": item_label(results.plan, item),
        "kpis": count_text(now.kpis if now else 0),
        "counts": [_count(getattr(now, rating)) if now and now.kpis else "" for rating in RATINGS],
        "share": _share(now),
        "previous": _share(before),
    }


def _counts(results: Results, fy: int, item: _Item) -> Counts | None:
    year = results.counts.get(fy)
    if year is None:
        return None
    levels: tuple[Level, ...] = (
        year.by_field
        if isinstance(item, Field)
        else year.by_measure
        if isinstance(item, Measure)
        else year.by_project
    )
    return next((level.counts for level in levels if level.id == item.id), None)


def _share(counts: Counts | None) -> str:
    return f"{counts.share(counts.fulfilled)}%" if counts and counts.kpis else ABSENT


def _count(count: int) -> str:
    return count_text(count) if count else "・"
