"""Reads the sheets 読替 and 検証規則 of a plan book. A row that cannot be used is left out; the checks name it."""

from __future__ import annotations

from inaxl.plan.agreements import CheckRule, Renaming
from inaxl.plan.cells import label_of
from inaxl.plan.tables import FoundTable


def renamings(table: FoundTable, departments: dict[str, str]) -> tuple[Renaming, ...]:
    """The accepted renamings; a department may be given by its name. `departments`: key of the name → ID."""
    found = []
    for line in table.lines:
        kind, old, new = table.word(line, "kind"), line.text("old_name"), line.text("new_id")
        if kind is None or not old or not new:
            continue
        if kind == "department":
            new = departments.get(label_of(new), new)
        first, last = line.year("first_fy"), line.year("last_fy")
        cell = table.cell(line, "new_id") or ""
        found.append(Renaming(kind, old, new, first, last, line.text("reason"), cell))
    return tuple(found)


def check_rules(table: FoundTable) -> tuple[CheckRule, ...]:
    """The checks that the plan sets; a rule whose words or message are missing checks nothing."""
    found = []
    for line in table.lines:
        words = [table.word(line, key) for key in ("field", "comparison", "severity")]
        if None in words or not line.text("subject") or not line.text("message"):
            continue
        field, comparison, severity = map(str, words)
        found.append(
            CheckRule(
                id=line.text("id") or f"（{line.row}行）",
                subject=line.text("subject"),
                field=field,
                comparison=comparison,
                value=line.text("value"),
                severity=severity,
                message=line.text("message"),
                first_fy=line.year("first_fy"),
                last_fy=line.year("last_fy"),
            )
        )
    return tuple(found)
