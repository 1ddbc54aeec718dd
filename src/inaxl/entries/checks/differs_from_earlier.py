"""E304: an earlier year's column that no longer says what that year's own book reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import E304, Finding
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_label


def differs_from_earlier(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield E304 at the earlier-year cell; a cell that was left empty is spared, it contradicts nothing."""
    for row in rows:
        entry, earlier = row.entry, row.earlier
        if row.is_current or earlier is None or entry.status == "missing":
            continue
        if (entry.actual, entry.status) != (earlier.actual, earlier.status) and entry.status != "invalid":
            yield row.finding(
                E304,
                year=fy_label(entry.fy or row.fy),
                before=earlier.source_text,
                place=f"{earlier.book} {earlier.sheet} {earlier.source_cell}",
            )
