"""The tidy entry table: what one department book says, before it is held against the plan.

One `Entry` is one KPI and one fiscal year (or none) in one row of one table; one `Card` is the PDCA part of a project.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from inaxl.findings import Finding
from inaxl.values.labels import label_key


class Entry(NamedTuple):
    """One KPI and fiscal year as a book has it (contract, section 7, `bind`). Text is as a person reads it.

    `actual` is None unless `status` is `reported`. `source_text` is what stands in the cell, verbatim. `changes`
    says in Japanese what reading changed, `problem` is the code and reason of an unreadable value.
    `status_text` is what a 状態 column says; it is held against `actual` by a check, and sets `status` where no value is.
    """

    book: str
    sheet: str
    row: int
    department: str
    project: str
    goal: str
    kpi_id: str
    name: str
    unit: str
    baseline: Decimal | None
    baseline_fy: int | None
    target: Decimal | None
    target_fy: int | None
    fy: int | None
    actual: Decimal | None
    status: str | None
    status_text: str
    note: str
    name_cell: str
    baseline_cell: str
    target_cell: str
    source_cell: str
    status_cell: str
    source_text: str
    rating_override: str = ""
    override_reason: str = ""
    changes: str = ""


class CarriedCells(NamedTuple):
    """What a card says of an action that an earlier year announced: `fy` that year, None where nothing tells it.

    `state` and `progress` are as typed, '' where nothing is written; each with its cell.
    """

    fy: int | None
    state: str
    state_cell: str
    progress: str
    progress_cell: str


class Card(NamedTuple):
    """The PDCA card of one project: Do, Check, Action as the department wrote them; '' where nothing is written.

    `cells` gives the cell of each field by its English name (`done`, `result`, `issue`, `decision`, `next_action`).
    `carried` is what it says of earlier years' actions.
    """

    book: str
    sheet: str
    project: str
    done: str
    result: str
    issue: str
    decision: str
    next_action: str
    cells: dict[str, str]
    carried: tuple[CarriedCells, ...] = ()


class BookReading(NamedTuple):
    """Everything that was read from one department book.

    `department` is the name as found in the book, '' where none; `fy` the fiscal year that the book says it is for.
    """

    book: str
    sha256: str
    department: str
    department_cell: str
    fy: int | None
    fy_cell: str
    entries: tuple[Entry, ...]
    cards: tuple[Card, ...]
    findings: tuple[Finding, ...]
    tables: int
    cells: int


def units_agree(found: str, expected: str) -> bool:
    """Whether a row's unit is the plan's; a unit that either does not say is no contradiction."""
    return not found or not expected or label_key(found) == label_key(expected)
