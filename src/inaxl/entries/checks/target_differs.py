"""E308: a target in a book that is neither the plan's final target nor that of the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.table import units_agree
from inaxl.findings import E308, Finding
from inaxl.plan.model import Plan
from inaxl.values.display import plain


def target_differs(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield E308 once per row of a book, at the target's cell.

    Spared: a plan or a book without target, a figure in another unit (E103), targets of other years where the plan
    does not give them.
    """
    for row in rows:
        aim, found = row.kpi.indicator, row.entry.target
        if not row.is_current or found is None or aim.target is None:
            continue
        if not units_agree(row.entry.unit, aim.unit) or _is_of_another_year(row):
            continue
        if found not in {aim.target, *aim.interim.values()}:
            shown = f"{plain(aim.target)}{aim.unit}"
            yield row.finding(
                E308, field="target", cell=row.entry.target_cell, value=plain(found), expected=shown
            )


def _is_of_another_year(row: CheckedEntry) -> bool:
    """The heading names a year for which the plan has no target: there is nothing to hold it against."""
    year, aim = row.entry.target_fy, row.kpi.indicator
    return (
        year is not None and aim.target_fy is not None and year != aim.target_fy and year not in aim.interim
    )
