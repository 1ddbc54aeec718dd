"""Holds what was read from a book against the entries that a habit expects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from drawn_sheets import Habit

from inaxl.books.grid import Workbook
from inaxl.entries.read import read_entries
from inaxl.entries.table import Entry

COLUMNS = ("unit", "fy", "actual", "target", "baseline", "project", "note")


@dataclass
class Outcome:
    """`right`, `wrong`, `unrecognised` count fields; `spurious` entries that nobody expected."""

    counts: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def compare(habit: Habit, workbook: Workbook, forms=()) -> Outcome:
    """Right, wrong, unrecognised and spurious of one book."""
    entries = list(read_entries(workbook, fy_hint=habit.fy, forms=forms).entries)
    outcome = Outcome()
    for line in habit.lines():
        if line == [""]:
            continue
        entry = _take(entries, line)
        if entry is None:
            outcome.counts["unrecognised"] += len(line)
            outcome.problems.append(f"not read: {line}")
            continue
        outcome.counts["right"] += 1
        for column, wanted in zip(COLUMNS, line[1:], strict=False):
            kind, shown = _judge(entry, column, wanted)
            outcome.counts[kind] += 1
            if kind != "right":
                outcome.problems.append(
                    f"{kind}: {entry.name} {entry.fy} {column} is {shown!r}, not {wanted!r}"
                )
    outcome.counts["spurious"] += len(entries)
    outcome.problems += [
        f"spurious: {e.name} {e.fy} {e.source_cell} {e.source_text!r} {e.status}" for e in entries
    ]
    return outcome


def _take(entries: list[Entry], line: list[str]) -> Entry | None:
    fy = None if len(line) < 3 or line[2] in ("-", "*") else int(line[2])
    for index, entry in enumerate(entries):
        if entry.name == line[0] and (line[2:3] == ["*"] or entry.fy == fy):
            return entries.pop(index)
    return None


def _judge(entry: Entry, column: str, wanted: str) -> tuple[str, object]:
    value = getattr(entry, column)
    if column == "actual" and entry.status not in (None, "reported"):
        value = entry.status
    if wanted == "*":
        return "right", value
    if wanted == "-":
        return ("right" if value in (None, "") else "wrong"), value
    if isinstance(value, Decimal):
        return ("right" if wanted[-1:].isdigit() and value == Decimal(wanted) else "wrong"), value
    if str(value) == wanted:
        return "right", value
    return ("unrecognised" if value in (None, "") else "wrong"), value
