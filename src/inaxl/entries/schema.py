"""One-cell checks as a pandera schema: all entries of a year in one frame, one validation, every bad cell named.

Columns are object and never coerced: with coercion, one unreadable cell hides the others. The index is the position
of the entry, `error` of each check our code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Any

import pandas as pd
import pandera.pandas as pa

from inaxl.entries.checks.plan_rules import breaks, concerns, finding_of, is_one_cell, value_of
from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.table import units_agree
from inaxl.findings import E102, E103, Finding
from inaxl.plan.agreements import CheckRule
from inaxl.values.display import plain

STATUSES = ("reported", "pending", "unavailable", "not_applicable", "missing", "invalid")


@cache
def entry_schema() -> pa.DataFrameSchema:
    """`status` one of the contract's words, `actual` a figure or None, `in_range` and `unit_agrees` what the plan says.

    The last two are worked out before, since a KPI's range and unit differ from row to row.
    """
    return pa.DataFrameSchema(
        {
            "status": pa.Column(object, pa.Check.isin(STATUSES)),
            "actual": pa.Column(object, pa.Check(_is_figure, element_wise=True), nullable=True),
            "in_range": pa.Column(object, pa.Check(bool, element_wise=True, error=E102.code)),
            "unit_agrees": pa.Column(object, pa.Check(bool, element_wise=True, error=E103.code)),
        }
    )


def _is_figure(value: Any) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def rule_schema(rules: Sequence[CheckRule]) -> pa.DataFrameSchema:
    """One column per one-cell rule of the plan book, with the values that it is about; the check's name is its place."""
    return pa.DataFrameSchema(
        {
            f"rule{place}": pa.Column(
                object, pa.Check(partial(_keeps, rule), element_wise=True, error=str(place)), nullable=True
            )
            for place, rule in enumerate(rules)
        }
    )


class _Held:
    """A value that a rule is about. Wrapped, because pandas takes a bare None for a row that is not concerned."""

    def __init__(self, value: Decimal | str | None) -> None:
        self.value = value


def _keeps(rule: CheckRule, held: _Held) -> bool:
    return not breaks(rule, held.value)


def check_rules(rows: Iterable[CheckedEntry], rules: Iterable[CheckRule]) -> list[Finding]:
    """E112 and W106 of the one-cell rules; the other rules are in `checks/plan_rules.py`."""
    one_cell = [rule for rule in rules if is_one_cell(rule)]
    subjects = [row for row in rows if row.is_current]
    if not subjects or not one_cell:
        return []
    columns = {
        f"rule{place}": [_Held(value_of(rule, row)) if concerns(rule, row) else None for row in subjects]
        for place, rule in enumerate(one_cell)
    }
    try:
        rule_schema(one_cell).validate(pd.DataFrame(columns, dtype=object), lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return [
            finding_of(one_cell[int(check)], subjects[int(position)])
            for position, check in zip(cases["index"], cases["check"], strict=True)
        ]
    return []


def check_cells(rows: Iterable[CheckedEntry], rules: Iterable[CheckRule] = ()) -> list[Finding]:
    """E102 and E103 of the year's own entries, and what the plan's one-cell rules find, each at its cell."""
    subjects = [row for row in rows if row.is_current]
    return [*_check_definitions(subjects), *check_rules(subjects, rules)]


def _check_definitions(subjects: Sequence[CheckedEntry]) -> list[Finding]:
    if not subjects:
        return []
    try:
        entry_schema().validate(_frame(subjects), lazy=True)
    except pa.errors.SchemaErrors as errors:
        return _findings(errors.failure_cases, subjects)
    return []


def _frame(subjects: Sequence[CheckedEntry]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "status": [row.entry.status for row in subjects],
            "actual": [row.entry.actual for row in subjects],
            "in_range": [_in_range(row) for row in subjects],
            "unit_agrees": [units_agree(row.entry.unit, row.kpi.indicator.unit) for row in subjects],
        },
        dtype=object,
    )


def _in_range(row: CheckedEntry) -> bool:
    return row.entry.actual is None or row.kpi.allows(row.entry.actual)


def _findings(failures: pd.DataFrame, subjects: Sequence[CheckedEntry]) -> list[Finding]:
    found = []
    for position, check in zip(failures["index"], failures["check"], strict=True):
        row = subjects[int(position)]
        if check == E102.code:
            found.append(row.finding(E102, range=_range(row)))
        elif check == E103.code:
            found.append(
                row.finding(
                    E103,
                    field="unit",
                    value=row.entry.unit,
                    expected=row.kpi.indicator.unit,
                    found=row.entry.unit,
                )
            )
        else:
            raise AssertionError(f"a row broke the entry table's own rule {check}: {row.entry}")
    return found


def _range(row: CheckedEntry) -> str:
    unit = row.kpi.indicator.unit
    low = f"{plain(row.kpi.minimum)}{unit}以上" if row.kpi.minimum is not None else ""
    high = f"{plain(row.kpi.maximum)}{unit}以下" if row.kpi.maximum is not None else ""
    return low + high
