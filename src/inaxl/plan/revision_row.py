"""A row of the sheet 改訂 in a plan book: in the office's own sheet, or in a new one in the house's form.

Bytes in, bytes out: no file is opened here.
"""

from __future__ import annotations

from collections.abc import Mapping

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet, Value
from inaxl.books.patch import apply_edits
from inaxl.books.patch_rows import NewRow, TablePlace, append_rows
from inaxl.books.sheet_styles import lines_needed, row_height
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


def with_revision(data: bytes, table: FoundTable, revision: Revision) -> bytes:
    """The plan book with the revision below the last row of its sheet 改訂, or with that sheet where it has none.

    table: the sheet as it stands in the book. Raises KeyError where the sheet is there but its table cannot be
    recognised, UnwritableOutput as `append_rows`.
    """
    values = _values(revision)
    if not table.is_there:
        return apply_edits(data, [_sheet(values)])
    if not table.header_row:
        raise KeyError(table.sheet)
    last = max((line.row for line in table.lines), default=0)
    place = TablePlace(
        table.sheet, (last or table.header_row) + 1, last, tuple(table.columns.values()), heads={}
    )
    written = {table.columns[key]: value for key, value in values.items() if value and key in table.columns}
    return append_rows(data, place, [NewRow(written, _height(values))])


def _height(values: Mapping[str, Value]) -> float:
    """Height [pt] in which no word of the row is cut in the house's widths."""
    columns = REVISIONS.columns
    lines = (lines_needed(str(values.get(column.key) or ""), column.width * 7 - 4) for column in columns)
    return row_height(max(lines), least=20)


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
            OwnRow(
                tuple(OwnCell(values.get(column.key), _CELL) for column in columns),
                _height(values),
            ),
            *(empty for _ in range(_SPARE)),
        ),
        widths=tuple(column.width for column in columns),
        frozen_rows=4,
    )
