"""Append rows to a table of a workbook as a person would: formats, drop-downs, filter and print area go on with them.

Bytes in, bytes out. Everything else in the book keeps its bytes (see `patch.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from inaxl.books.edits import Value
from inaxl.books.grid import Area, cell_name
from inaxl.books.patch import request_calculation
from inaxl.books.patch_package import Package, SheetEntry
from inaxl.books.patch_sheet import SheetPart, area_of, contains
from inaxl.books.patch_styles import Styles
from inaxl.books.patch_xml import Element, XmlPart, escape
from inaxl.errors import UnwritableOutput
from inaxl.findings import E018

_LAST_ROW = re.compile(rb"\$(\d+)(?=\s*$)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DRAWN_OUT = ("_xlnm.Print_Area", "_xlnm._FilterDatabase")
"""Names that Excel keeps itself: of the print area, and of the cells of a filter."""


class TablePlace(NamedTuple):
    """Where rows go: `first` the first free row, `model` the row whose formats filled cells take, 0 for none.

    `columns` of the table (1-based), in which blank cells are formatted too; `heads` headings to add: (row, column) → text.
    """

    sheet: str
    first: int
    model: int
    columns: Sequence[int]
    heads: Mapping[tuple[int, int], str]


class NewRow(NamedTuple):
    """Values by column (1-based), and the height [pt] that the row needs at least."""

    values: Mapping[int, Value]
    height: float


def append_rows(data: bytes, place: TablePlace, rows: Sequence[NewRow]) -> bytes:
    """The workbook with the rows below the table's last one.

    Raises UnwritableOutput(E018) where the sheet is missing, a cell is protected, merged or calculated, or an Excel table
    ends with a row of totals; and as `apply_edits`.
    """
    package = Package(data)
    entry = package.sheet(place.sheet)
    if entry is None or not package.has(entry.part):
        raise _refused(f"シート「{place.sheet}」がありません。")
    sheet, styles = SheetPart(package.xml(entry.part)), Styles(package)
    _refuse_places(sheet, place, rows)
    _write_heads(sheet, place)
    for at, row in enumerate(rows, place.first):
        _write_row(sheet, styles, place, at, row)
    last = place.first + len(rows) - 1
    anchor = place.model or place.first - 1
    _extend_ranges(sheet, anchor, last)
    _extend_tables(package, entry, anchor, last)
    _extend_names(package, entry, anchor, last)
    sheet.write()
    if any(_FORMULA.search(package.read(s.part)) for s in package.sheets() if s.part and package.has(s.part)):
        request_calculation(package)
    return package.to_bytes()


def _refuse_places(sheet: SheetPart, place: TablePlace, rows: Sequence[NewRow]) -> None:
    """A formula is not overwritten, and what is put into the hidden part of a merged area would be seen by nobody."""
    merges, blocks = sheet.merges(), sheet.blocks()
    cells = [
        *place.heads,
        *((at, column) for at, row in enumerate(rows, place.first) for column in row.values),
    ]
    for row, column in cells:
        cell = sheet.cell(row, column)
        reason = ""
        if any(contains(area, row, column) and (row, column) != area[:2] for area in merges):
            reason = "結合されたセルの一部です。結合を解いてください。"
        elif any(contains(area, row, column) for area in blocks) or (
            cell and sheet.part.child(cell.element, "f")
        ):
            reason = "数式です。表の下の行の数式を消してください。"
        if reason:
            raise _refused(f"シート「{place.sheet}」の {cell_name(row, column)} は{reason}")


def _refused(reason: str) -> UnwritableOutput:
    return UnwritableOutput(E018.at(reason=reason))


def _write_heads(sheet: SheetPart, place: TablePlace) -> None:
    for (row, column), text in place.heads.items():
        sheet.set_value(row, column, text)
        sheet.set_style(row, column, sheet.style(row, column - 1))


def _write_row(sheet: SheetPart, styles: Styles, place: TablePlace, at: int, row: NewRow) -> None:
    for column in place.columns:
        own = sheet.style(at, column)
        if column in row.values:
            style = sheet.style(place.model, column) if place.model else own
            if sheet.is_protected() and not styles.is_unlocked(style):
                raise _refused(f"シート「{place.sheet}」の {cell_name(at, column)} は保護されています。")
            sheet.set_value(at, column, row.values[column])
            sheet.set_style(at, column, style)
        elif sheet.cell(at, column) is None:
            sheet.set_style(at, column, _above(sheet, at, column))
    stated = sheet.row_attribute(at, "ht")
    if stated is None or float(stated) < row.height:
        sheet.set_height(at, row.height)


def _above(sheet: SheetPart, row: int, column: int) -> int:
    """Format of the nearest prepared cell above: the spare rows end where the table was once prepared for."""
    while row > 1 and sheet.cell(row, column) is None:
        row -= 1
    return sheet.style(row, column)


# --- what reaches over the table goes on to its new end ---------------------------------------------------------------
def _grown(reference: str, anchor: int, last: int) -> str:
    """The areas of a reference; those that cover the anchor's row reach down to the last row."""
    areas = [area_of(part) for part in reference.split()]
    if None in areas:
        return reference
    return " ".join(_name(_reaching(area, anchor, last)) for area in areas if area is not None)


def _reaching(area: Area, anchor: int, last: int) -> Area:
    return area._replace(bottom=last) if area.top <= anchor <= area.bottom < last else area


def _name(area: Area) -> str:
    first, end = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    return first if first == end else f"{first}:{end}"


def _extend_ranges(sheet: SheetPart, anchor: int, last: int) -> None:
    for element, name in _ranged(sheet):
        _extend_attribute(sheet.part, element, name, anchor, last)


def _ranged(sheet: SheetPart) -> Iterator[tuple[Element, str]]:
    """Drop-downs, conditional formats and the filter, each with the attribute that names its cells."""
    for element in sheet.after:
        if element.name == "dataValidations":
            yield from ((rule, "sqref") for rule in sheet.part.children(element))
        elif element.name == "conditionalFormatting":
            yield element, "sqref"
        elif element.name == "autoFilter":
            yield element, "ref"


def _extend_attribute(part: XmlPart, element: Element, name: str, anchor: int, last: int) -> None:
    stated = element.get(name) or ""
    grown = _grown(stated, anchor, last)
    if grown != stated:
        part.set_attribute(element, name, grown)


def _extend_tables(package: Package, entry: SheetEntry, anchor: int, last: int) -> None:
    """An Excel table that ends at the anchor takes the new rows in; its totals would end up between them."""
    for relation in package.relations(entry.part):
        if relation.kind == "table" and not relation.is_external and package.has(relation.target):
            part = package.xml(relation.target)
            area = area_of(part.root.get("ref") or "")
            has_totals = (part.root.get("totalsRowCount") or "0") != "0"
            if has_totals and area and area.top <= anchor <= area.bottom:
                raise _refused(f"シート「{entry.name}」の表に集計行があります。集計行を外してください。")
            _extend_attribute(part, part.root, "ref", anchor, last)
            filtered = part.child(part.root, "autoFilter")
            if filtered is not None:
                _extend_attribute(part, filtered, "ref", anchor, last)


def _extend_names(package: Package, entry: SheetEntry, anchor: int, last: int) -> None:
    names = package.workbook.child(package.workbook.root, "definedNames")
    for element in package.workbook.children(names) if names else ():
        if element.get("name") not in _DRAWN_OUT or element.get("localSheetId") != str(entry.position):
            continue
        content = package.workbook.content(element)
        bottom = _LAST_ROW.search(content)
        if bottom and anchor <= int(bottom[1]) < last:
            put = content[: bottom.start()] + b"$" + escape(str(last)) + content[bottom.end() :]
            package.workbook.splice(element.inner, element.close, put)
