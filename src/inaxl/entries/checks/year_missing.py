"""E206: a sheet whose KPIs have columns of earlier years, and none of the year that the book is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import E206, Finding
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_label


def year_missing(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield E206 once per sheet, at its first cell of the newest year.

    A KPI that has the year on another sheet of the book is spared, and so is a column without a year.
    """
    by_book: dict[str, list[CheckedEntry]] = defaultdict(list)
    for row in rows:
        by_book[row.entry.book].append(row)
    for own in by_book.values():
        there = {row.kpi.id for row in own if row.is_current or row.entry.fy is None}
        sheets: dict[str, list[CheckedEntry]] = defaultdict(list)
        for row in own:
            if row.kpi.id not in there and row.entry.source_cell:
                sheets[row.entry.sheet].append(row)
        for lacking in sheets.values():
            first = min(lacking, key=lambda row: (-(row.entry.fy or 0), row.entry.row))
            yield first.finding(E206, value=None, year=fy_label(first.fy))._replace(kpi_id=None)
