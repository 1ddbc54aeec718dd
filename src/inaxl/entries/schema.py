"""E102, E103, E112 and W106: what a single cell of the entry table can be, as one table of rules.

pandera runs the table as a schema (object columns, nothing coerced, index = place of the row, so that a bad cell never
hides another). A click in Excel cannot wait for pandas to load and lets the same rules run one by one; a test holds
both ways against each other. Importing this module loads neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.entries.checks.plan_rules import breaks, concerns, finding_of, is_one_cell, value_of
from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.table import units_agree
from inaxl.findings import E102, E103, Finding
from inaxl.plan.agreements import CheckRule
from inaxl.values.display import plain

if TYPE_CHECKING:
    import pandera.pandas as pa

STATUSES = ("reported", "pending", "unavailable", "not_applicable", "missing", "invalid")


class CellRule(NamedTuple):
    """What every value of one column keeps to. `finding` is None for what reading itself has to guarantee.

    `value` takes from a row what the rule is about; None is a gap, which only `may_be_blank` allows.
    """

    value: Callable[[CheckedEntry], Any]
    holds: Callable[[Any], bool]
    finding: Callable[[CheckedEntry], Finding] | None = None
    may_be_blank: bool = False


Failures = list[tuple[int, int]]
"""(place of the rule, place of the row) of every cell that breaks a rule, by rule."""
CellCheck = Callable[[Sequence[CellRule], Sequence[Sequence[Any]]], Failures]
"""A way to run rules over their columns."""


def check_cells(
    rows: Iterable[CheckedEntry], rules: Iterable[CheckRule] = (), *, run: CellCheck | None = None
) -> list[Finding]:
    """E102 and E103 of the year's own entries, and what the plan's one-cell rules find, each at its cell.

    run: `by_pandera` (default) or `one_by_one`; both find the same.
    """
    subjects = [row for row in rows if row.is_current]
    if not subjects:
        return []
    cell_rules = (*OWN_RULES, *(_of_plan(rule) for rule in rules if is_one_cell(rule)))
    columns = [[rule.value(row) for row in subjects] for rule in cell_rules]
    found = []
    for place, position in (run or by_pandera)(cell_rules, columns):
        row, finding = subjects[position], cell_rules[place].finding
        if finding is None:
            raise AssertionError(f"a row broke the entry table's own rule {place}: {row.entry}")
        found.append(finding(row))
    return found


def by_pandera(rules: Sequence[CellRule], columns: Sequence[Sequence[Any]]) -> Failures:
    """Validate the columns as one table with pandera, all failures at once."""
    import pandas as pd
    from pandera.errors import SchemaErrors

    table = pd.DataFrame({str(place): list(column) for place, column in enumerate(columns)}, dtype=object)
    try:
        schema_of(rules).validate(table, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        return sorted(
            (int(rule), int(row)) for rule, row in zip(cases["column"], cases["index"], strict=True)
        )
    return []


def schema_of(rules: Sequence[CellRule]) -> pa.DataFrameSchema:
    """The rules as a pandera schema: one column per rule, named by its place."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            str(place): pa.Column(
                object, pa.Check(rule.holds, element_wise=True), nullable=rule.may_be_blank, coerce=False
            )
            for place, rule in enumerate(rules)
        }
    )


def one_by_one(rules: Sequence[CellRule], columns: Sequence[Sequence[Any]]) -> Failures:
    """The same rules, value after value, without any library."""
    return [
        (place, position)
        for place, (rule, column) in enumerate(zip(rules, columns, strict=True))
        for position, value in enumerate(column)
        if (not rule.may_be_blank if value is None else not rule.holds(value))
    ]


def _is_status(value: Any) -> bool:
    return value in STATUSES


def _is_figure(value: Any) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _in_range(row: CheckedEntry) -> bool:
    return row.entry.actual is None or row.kpi.allows(row.entry.actual)


def _out_of_range(row: CheckedEntry) -> Finding:
    unit = row.kpi.indicator.unit
    low = f"{plain(row.kpi.minimum)}{unit}以上" if row.kpi.minimum is not None else ""
    high = f"{plain(row.kpi.maximum)}{unit}以下" if row.kpi.maximum is not None else ""
    return row.finding(E102, range=low + high)


def _unit_agrees(row: CheckedEntry) -> bool:
    return units_agree(row.entry.unit, row.kpi.indicator.unit)


def _other_unit(row: CheckedEntry) -> Finding:
    written, expected = row.entry.unit, row.kpi.indicator.unit
    return row.finding(E103, field="unit", value=written, expected=expected, found=written)


OWN_RULES = (
    CellRule(lambda row: row.entry.status, _is_status),
    CellRule(lambda row: row.entry.actual, _is_figure, may_be_blank=True),
    # a KPI's range and unit differ from row to row, so what is in the column is whether they are kept
    CellRule(_in_range, bool, _out_of_range),
    CellRule(_unit_agrees, bool, _other_unit),
)
"""Status, figure, range and unit."""


class _Held:
    """A value that a rule is about. Wrapped, because a bare None is a row that the rule is not concerned with."""

    def __init__(self, value: Decimal | str | None) -> None:
        self.value = value


def _of_plan(rule: CheckRule) -> CellRule:
    """A one-cell rule of the plan book; the other rules are in `checks/plan_rules.py`."""
    return CellRule(
        lambda row: _Held(value_of(rule, row)) if concerns(rule, row) else None,
        lambda held: not breaks(rule, held.value),
        partial(finding_of, rule),
        may_be_blank=True,
    )
