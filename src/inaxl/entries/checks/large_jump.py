"""W102: a value far from the same KPI's value of the year before (slipped digit, 千人 for 人)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import W102, Finding
from inaxl.plan.model import Plan


def large_jump(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield W102 where a value is more than the plan's factor above or below last year's, and no reason is given.

    The factor is the plan's option `jump_factor` [ratio]. Zero and negative figures have no ratio and are spared.
    """
    factor = plan.jump_factor
    for row in rows:
        before = row.before.actual if row.before else None
        actual = row.entry.actual
        if (
            not row.is_current
            or row.entry.note
            or before is None
            or actual is None
            or min(before, actual) <= 0
        ):
            continue
        if max(actual / before, before / actual) > factor:
            yield row.finding(W102, before=row.before.source_text if row.before else "")
