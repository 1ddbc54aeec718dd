"""The tables of a register as they stand in its book, with the findings about single cells.

The same finder and the same pandera schemas as for the plan book: a column is a `Column`, a bad cell a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inaxl.findings import E401, E402, Finding
from inaxl.plan.columns import Table
from inaxl.plan.model import Plan
from inaxl.plan.tables import FoundTable, Line, find_tables
from inaxl.values.labels import label_key


def read_tables(
    path: Path, name: str, tables: Sequence[Table], plan: Plan, apart: Collection[str] = ()
) -> tuple[dict[str, FoundTable], list[Finding]]:
    """Tables by key, and what is wrong with them: E401, E402, and one-cell findings (E403, E405, E407, E408, E411).

    `name` is how findings call the book; `apart`: columns whose cells the caller checks itself. Raises UnreadableInput (E0xx) for what is no readable workbook.
    """
    from inaxl.books.read import read_workbook
    from inaxl.plan.schemas import cell_findings

    found = find_tables(read_workbook(path, name=name).grids, tables)
    findings = [
        E401.at(book=name, value=table.sheet)
        for table in found.values()
        if not table.is_there and not table.table.optional
    ]
    findings += [
        E402.at(
            book=name,
            sheet=table.sheet,
            cell=f"A{table.header_row or 1}",
            field=column.key,
            value=column.header,
        )
        for table in found.values()
        if table.is_there
        for column in table.missing
    ]
    checked = {key: _without(table, apart) for key, table in found.items()}
    return found, findings + cell_findings(checked, name, known_ids(plan))


def _without(table: FoundTable, keys: Collection[str]) -> FoundTable:
    columns = {key: column for key, column in table.columns.items() if key not in keys}
    return replace(table, columns=columns)


def known_ids(plan: Plan) -> Mapping[str, frozenset[str]]:
    """IDs of the plan by the table that holds them."""
    return {
        "goals": frozenset(plan.goal_by_id),
        "measures": frozenset(plan.measure_by_id),
        "projects": frozenset(plan.project_by_id),
        "kpis": frozenset(plan.kpi_by_id),
    }


def whole(line: Line, key: str) -> int | None:
    """A count; None where it is blank or no whole number."""
    value = line.number(key)
    return int(value) if value is not None and value >= 0 and value == value.to_integral_value() else None


def department_name(plan: Plan, text: str) -> str:
    """The department's full name where the text is its ID, its name, its section alone or a former name."""
    wanted = label_key(text)
    for department in plan.departments:
        names = (department.id, department.name, department.section, *department.former_names)
        if wanted and wanted in map(label_key, names):
            return department.name
    return text
