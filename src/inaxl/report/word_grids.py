"""Tables whose number of columns follows from the data: their grid is widened or narrowed to fit, total width kept.

docxtpl has such a pass too, but it counts the rows of nested tables into the outer one and would distort the layout.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ROW, _CELL, _GRID = (f"{{{_W}}}{name}" for name in ("tr", "tc", "tblGrid"))
_WIDTH = f"{{{_W}}}w"


# most tables fit: the few that do not are found without walking through every cell in Python
_MISFITS = etree.XPath(
    "//w:tbl[w:tr[count(w:tc) - count(w:tc/w:tcPr/w:gridSpan) + sum(w:tc/w:tcPr/w:gridSpan/@w:val)"
    " != count(../w:tblGrid/w:gridCol)]]",
    namespaces={"w": _W},
)


def fit_grids(root: _Element) -> bool:
    """Give every table as many grid columns as its rows have; whether anything was changed."""
    changed = [_fit(table) for table in cast("list[_Element]", _MISFITS(root))]
    return any(changed)


def _fit(table: _Element) -> bool:
    grid = table.find(_GRID)
    rows = [row.findall(_CELL) for row in table.findall(_ROW)]
    if grid is None or not rows:
        return False
    counts = [sum(map(_span, cells)) for cells in rows]
    needed = max(counts)
    if needed == len(grid) or needed == 0:
        return False
    model = rows[counts.index(needed)]
    widths = [_width(cell) / _span(cell) for cell in model for _ in range(_span(cell))]
    total = sum(int(column.get(_WIDTH, "0")) for column in grid)
    wide = fsum(widths)
    scale = total / wide if total and wide else 1.0
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, f"{{{_W}}}gridCol").set(_WIDTH, str(round(width * scale)))
    for cells, count in zip(rows, counts, strict=True):
        if count == needed:
            _scale(cells, scale)
    return True


def _scale(cells: list[_Element], scale: float) -> None:
    for cell in cells:
        width = cell.find(f"{{{_W}}}tcPr/{{{_W}}}tcW")
        if width is not None:
            width.set(_WIDTH, str(round(_width(cell) * scale)))


def _span(cell: _Element) -> int:
    span = cell.find(f"{{{_W}}}tcPr/{{{_W}}}gridSpan")
    return 1 if span is None else int(span.get(f"{{{_W}}}val", "1"))


def _width(cell: _Element) -> float:
    width = cell.find(f"{{{_W}}}tcPr/{{{_W}}}tcW")
    return 1.0 if width is None else float(width.get(_WIDTH, "1"))
