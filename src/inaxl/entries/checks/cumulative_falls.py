"""W104: a running total that is smaller than the year before (a single year's figure typed instead of the total)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import W104, Finding
from inaxl.plan.model import Plan


def cumulative_falls(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield W104 where an entered total is below last year's total; a reason in 備考 spares it."""
    for row in rows:
        before, entry = row.before, row.entry
        if not row.is_current or row.kpi.indicator.accumulation != "running" or entry.note:
            continue
        if before is not None and None not in (before.actual, entry.actual) and entry.actual < before.actual:  # type: ignore[operator]
            yield row.finding(W104, before=before.source_text)
