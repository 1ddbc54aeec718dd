"""What a saved book shows: values, fills, borders and notes of every cell, as openpyxl reads them.

A merged area is one cell: its first cell with the right edge of its last one; the edges inside cannot be seen.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any


def seen(path: Path, *, without: tuple[str, ...] = ()) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Value, fill, borders and note by (sheet, cell)."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        if sheet.title in without:
            continue
        last, inside = _merged(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.coordinate in inside:
                    continue
                look = (_fill(cell), *_edges(cell)[:3], _edges(last.get(cell.coordinate, cell))[3])
                note = cell.comment.text.strip() if cell.comment else None
                if cell.value is not None or note or any(look):
                    found[sheet.title, cell.coordinate] = (cell.value, look, note)
    book.close()
    return found


def _merged(sheet: Any) -> tuple[dict[str, Any], set[str]]:
    """Last cell of the first row of each merged area by its first one, and all cells but the first ones."""
    last, inside = {}, set()
    for area in sheet.merged_cells.ranges:
        cells = [sheet.cell(r, c).coordinate for r, c in area.cells]
        last[cells[0]] = sheet.cell(area.min_row, area.max_col)
        inside |= set(cells[1:])
    return last, inside


def _fill(cell: Any) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type == "solid" else None


def _edges(cell: Any) -> list[tuple[str, str] | None]:
    border = cell.border
    sides = (border.left, border.top, border.bottom, border.right)
    return [
        (side.style, side.color.rgb if side.color else "") if side and side.style else None for side in sides
    ]
