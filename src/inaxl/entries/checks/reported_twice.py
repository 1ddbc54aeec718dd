"""E301, E307: one KPI in several places of a year's books, or in the book of a department that does not report it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import E301, E307, Finding
from inaxl.plan.model import Plan


def reported_twice(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield E301 at every place that differs from the reporting department's, E307 where only another one reports.

    Equal values in two books contradict nothing and are spared; so are rows in which nothing is entered.
    """
    groups: dict[str, list[CheckedEntry]] = defaultdict(list)
    for row in rows:
        if row.is_current and row.entry.status != "missing":
            groups[row.kpi.id].append(row)
    for places in groups.values():
        places.sort(
            key=lambda row: (row.department != row.expected, row.entry.book, row.entry.sheet, row.entry.row)
        )
        first = places[0]
        for other in places[1:]:
            if (other.entry.actual, other.entry.status) != (first.entry.actual, first.entry.status):
                place = f"{first.entry.book} {first.entry.sheet} {first.entry.source_cell}"
                yield other.finding(E301, other_value=first.entry.source_text, other_place=place)
        if first.expected and first.department and first.department != first.expected:
            yield first.finding(E307, field="name", cell=first.entry.name_cell, expected=first.expected)
