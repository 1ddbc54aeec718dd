"""What belongs to a repeated sheet and names its rows or itself: drawings, charts, notes. Each copy gets its own."""

from __future__ import annotations

import re

from lxml import etree

from inaxl.books.grid import cell_name
from inaxl.report.form_rows import RowMap, moved_formula
from inaxl.report.form_sheet import quoted
from inaxl.report.form_template import area_of, parse

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def moved_drawing(data: bytes, rows: RowMap) -> bytes:
    """Shapes and pictures follow the rows that they were drawn on."""
    root = parse(data)
    for row in root.iter(f"{{{_DRAWING}}}row"):
        row.text = str(rows.nearest(int(row.text or "0") + 1) - 1)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def renamed_chart(data: bytes, source: str, name: str, rows: RowMap) -> bytes:
    """A chart that takes its figures from the copied sheet `name` instead of `source`."""
    root = parse(data)
    for formula in root.iter(f"{{{_CHART}}}f"):
        sheet, mark, cells = (formula.text or "").rpartition("!")
        if mark and sheet.strip("'") == source:
            formula.text = f"{quoted(name)}!{moved_formula(cells, rows)}"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def moved_notes(data: bytes, rows: RowMap) -> bytes:
    """Notes and their boxes follow the rows of their cells."""

    def cell(found: re.Match[bytes]) -> bytes:
        area = rows.area(area_of(found[2].decode()))
        return found[1] + (cell_name(area.top, area.left).encode() if area else found[2]) + b'"'

    def row(found: re.Match[bytes]) -> bytes:
        return b"<x:Row>" + str(rows.nearest(int(found[1]) + 1) - 1).encode() + b"</x:Row>"

    data = re.sub(rb'(<comment [^>]*\bref=")([A-Z]+\d+)"', cell, data)
    return re.sub(rb"<x:Row>(\d+)</x:Row>", row, data)
