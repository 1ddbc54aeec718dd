"""Checks that need more than one cell: one file per check, named after what it finds.

A check is a generator of findings over `CheckedEntry` rows. It never raises, prints, reads a file or knows severity.
One-cell checks are rows of the pandera schema in `entries/schema.py`.
To add one: a code in `findings.py`, a file here, its name in `ROW_CHECKS`, a test of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from inaxl.entries.checks.cumulative_falls import cumulative_falls
from inaxl.entries.checks.differs_from_earlier import differs_from_earlier
from inaxl.entries.checks.large_jump import large_jump
from inaxl.entries.checks.plan_rules import plan_rules
from inaxl.entries.checks.reported_twice import reported_twice
from inaxl.entries.checks.status_and_value import status_and_value
from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.checks.target_differs import target_differs
from inaxl.entries.checks.year_missing import year_missing
from inaxl.findings import Finding
from inaxl.plan.model import Plan

RowCheck = Callable[[Iterable[CheckedEntry], Plan], Iterator[Finding]]
ROW_CHECKS: tuple[RowCheck, ...] = (
    status_and_value,
    large_jump,
    cumulative_falls,
    differs_from_earlier,
    reported_twice,
    target_differs,
    year_missing,
    plan_rules,
)


def check_rows(rows: Iterable[CheckedEntry], plan: Plan) -> list[Finding]:
    """Findings of all row checks."""
    subjects = tuple(rows)
    return [finding for check in ROW_CHECKS for finding in check(subjects, plan)]
