"""A row of the sheet 改訂 as edits of a plan book: into the office's own sheet, or as a sheet of the house's form.

What is written is the caller's; nothing is read from a file and nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Mapping

from inaxl.books.edits import CellLook, Edit, OwnCell, OwnRow, SetSheet, SetValue, Value
from inaxl.books.grid import cell_name
from inaxl.plan import ledes
from inaxl.plan.layout_life import REVISIONS
from inaxl.plan.life import TRIGGERS, Revision
from inaxl.plan.tables import FoundTable
from inaxl.values.periods import day_label

_TITLE = CellLook(size=15, bold=True, colour="17406D")
_LEDE = CellLook(size=10.5)
_HEAD = CellLook(
    size=9, colour="555B63", fill="F3F5F8", box="thin", box_colour="AEB5BD", horizontal="center", wrap=True
)
_CELL = CellLook(size=10, box="thin", box_colour="AEB5BD", horizontal="left", wrap=True, indent=1)
_SPARE = 3


def revision_edits(table: FoundTable, revision: Revision) -> tuple[Edit, ...]:
    """Edits that put the revision below the last row of the sheet 改訂, or add that sheet to a book without it.

    A new row takes the formats of the row above where it has none of its own. Raises KeyError where the sheet is there
    but its table cannot be recognised.
    """
    values = _values(revision)
    if not table.is_there:
        return (_sheet(values),)
    if not table.header_row:
        raise KeyError(table.sheet)
    last = max((line.row for line in table.lines), default=0)
    row = (last or table.header_row) + 1
    return tuple(
        SetValue(
            table.sheet,
            cell_name(row, table.columns[key]),
            value,
            like=cell_name(last, table.columns[key]) if last else "",
        )
        for key, value in values.items()
        if key in table.columns and value is not None
    )


def _values(revision: Revision) -> dict[str, Value]:
    return {
        "version": revision.version,
        "effective": day_label(revision.effective),
        "trigger": TRIGGERS[revision.trigger],
        "cause_fy": revision.cause_fy,
        "cause_ids": "、".join(revision.cause_ids) or None,
        "reason": revision.reason or None,
    }


def _sheet(values: Mapping[str, Value]) -> SetSheet:
    columns = REVISIONS.columns
    empty = OwnRow(tuple(OwnCell(None, _CELL) for _ in columns), 20)
    return SetSheet(
        REVISIONS.sheet,
        (
            OwnRow((OwnCell(f"戦略台帳　{REVISIONS.sheet}", _TITLE),), 30),
            OwnRow((OwnCell(ledes.lede(REVISIONS.key, {REVISIONS.key: [values]}), _LEDE),), 20),
            OwnRow((), 8),
            OwnRow(tuple(OwnCell(column.header, _HEAD) for column in columns), 24),
            OwnRow(tuple(OwnCell(values.get(column.key), _CELL) for column in columns), 32),
            *(empty for _ in range(_SPARE)),
        ),
        widths=tuple(column.width for column in columns),
        frozen_rows=4,
    )
