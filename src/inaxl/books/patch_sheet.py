"""Cells of one worksheet part: give them a format or a value, find merged areas, name the drawing of the notes.

Rows are found by their tags and only the rows that an edit concerns are looked into; everything else stays as bytes.
"""

from __future__ import annotations

import bisect
import re
from decimal import Decimal
from typing import NamedTuple

from inaxl.books.edits import Value
from inaxl.books.grid import Area, cell_name, column_letters, column_number
from inaxl.books.limits import LAST_COLUMN, LAST_ROW
from inaxl.books.patch_xml import Element, XmlPart, attribute, escape
from inaxl.errors import UnwritableOutput
from inaxl.findings import E018

_CELL = re.compile(r"^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read `_x0041_` as A
_AFTER_NOTES = {
    *(
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    ),
    "AlternateContent",
}
_BEFORE_CELLS = {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols"}
_COUNT = re.compile(r"[0-9]{1,7}\Z", re.ASCII)
MAX_TEXT = 32_767
"""Characters that Excel takes in one cell."""


def place_of(cell: str) -> tuple[int, int]:
    """(14, 6) for `F14`. Raises UnwritableOutput where that is no cell of an Excel sheet."""
    found = _CELL.match(cell)
    row, column = (int(found[2]), column_number(found[1].upper())) if found else (0, 0)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise UnwritableOutput(E018.at(reason=f"「{cell}」というセルはありません。"))
    return row, column


def area_of(reference: str) -> Area | None:
    """The area `A1:C3` (or one cell); None where it is written in another way."""
    first, _, last = reference.partition(":")
    a, b = _CELL.match(first), _CELL.match(last or first)
    if not a or not b:
        return None
    return Area(int(a[2]), column_number(a[1].upper()), int(b[2]), column_number(b[1].upper()))


def contains(area: Area, row: int, column: int) -> bool:
    """Whether a cell lies in an area."""
    return area.top <= row <= area.bottom and area.left <= column <= area.right


class Cell(NamedTuple):
    """A cell as written: its element and its format's index."""

    element: Element
    style: int


class SheetPart:
    """Edits of one worksheet. Ask for all of them, then `write` once."""

    def __init__(self, part: XmlPart) -> None:
        self.part = part
        top = {}
        for element in part.children(part.root):
            top[element.name] = element
            if element.name == "sheetData":
                break
        data = top.get("sheetData")
        if data is None or part.root.name != "worksheet":
            raise UnwritableOutput(E018.at(reason="シートの中身を読み取れません。"))
        self.data: Element = data
        self.before = {name: top[name] for name in _BEFORE_CELLS & set(top)}
        self.after = list(part.children(part.root, self.data.end))
        self._numbers: list[int] = []
        self._rows: list[re.Match[bytes]] = []
        self._index_rows()
        self._styles: dict[tuple[int, int], int] = {}
        self._values: dict[tuple[int, int], Value] = {}
        self._heights: dict[int, float] = {}
        self._cells: dict[int, dict[int, Element]] = {}

    def _index_rows(self) -> None:
        pattern = re.compile(b"<" + re.escape(self.part.tag("row")) + rb"(?=[\s/>])([^>]*)>")
        number = 0
        for found in pattern.finditer(self.part.mask, self.data.inner, self.data.close):
            stated = re.search(rb"(?<![\w:])r\s*=\s*[\"'](\d{1,10})[\"']", found[1])
            number = int(stated[1]) if stated else number + 1
            self._numbers.append(number)
            self._rows.append(found)
        if any(a >= b for a, b in zip(self._numbers, self._numbers[1:], strict=False)):
            raise UnwritableOutput(E018.at(reason="行の順番が正しくありません。"))

    # --- looking --------------------------------------------------------------------------------------------------
    def _row_match(self, row: int) -> re.Match[bytes] | None:
        at = bisect.bisect_left(self._numbers, row)
        return self._rows[at] if at < len(self._numbers) and self._numbers[at] == row else None

    def _row_cells(self, row: int) -> dict[int, Element]:
        """Cells of a row by column."""
        if row not in self._cells:
            self._cells[row] = {}
            found = self._row_match(row)
            if found is not None and not found[1].endswith(b"/"):
                column = 0
                for element in self.part.children(self._row_element(found)):
                    reference = element.get("r")
                    column = place_of(reference)[1] if reference else column + 1
                    self._cells[row][column] = element
        return self._cells[row]

    def _row_element(self, found: re.Match[bytes]) -> Element:
        tag = self.part.tag("row")
        if found[1].endswith(b"/"):
            return Element("row", tag, found[1][:-1], found.start(), found.end(), found.end(), found.end())
        close = self.part.mask.find(b"</" + tag, found.end())
        end = self.part.mask.find(b">", close) + 1
        return Element("row", tag, found[1], found.start(), found.end(), close, end)

    def cell(self, row: int, column: int) -> Cell | None:
        """A cell, None where the sheet has none there."""
        element = self._row_cells(row).get(column)
        return None if element is None else Cell(element, _number(element.get("s")))

    def row_attribute(self, row: int, name: str) -> str | None:
        """An attribute of a row as written; None where the row or the attribute is not there."""
        found = self._row_match(row)
        stated = attribute(found[1], name) if found else None
        return stated[2] if stated else None

    def cells(self) -> list[tuple[int, int, int]]:
        """Row, column and format of every cell that states a format."""
        found = []
        for row in self._numbers:
            for column, element in self._row_cells(row).items():
                style = _number(element.get("s"))
                if style:
                    found.append((row, column, style))
        return found

    def style(self, row: int, column: int) -> int:
        """Index of the format that a cell shows: its own, else its row's, else its column's."""
        cell = self.cell(row, column)
        if cell is not None:
            return cell.style
        if self.row_attribute(row, "customFormat") in ("1", "true"):
            return _number(self.row_attribute(row, "s"))
        return self._column_style(column)

    def _column_style(self, column: int) -> int:
        cols = self.before.get("cols")
        for element in self.part.children(cols) if cols else ():
            if _number(element.get("min")) <= column <= _number(element.get("max")):
                return _number(element.get("style"))
        return 0

    def merges(self) -> list[Area]:
        """The merged areas."""
        listed = next((e for e in self.after if e.name == "mergeCells"), None)
        areas = (area_of(e.get("ref") or "") for e in self.part.children(listed)) if listed else ()
        return [area for area in areas if area is not None]

    def is_protected(self) -> bool:
        """Whether the sheet is protected."""
        found = next((e for e in self.after if e.name == "sheetProtection"), None)
        return found is not None and found.get("sheet") in ("1", "true")

    def blocks(self) -> list[Area]:
        """Areas of array formulas and data tables: no single cell in them can be written."""
        pattern = re.compile(b"<" + re.escape(self.part.tag("f")) + rb"(?=[\s/>])([^>]*)>")
        found = []
        for match in pattern.finditer(self.part.mask, self.data.inner, self.data.close):
            kind, reference = attribute(match[1], "t"), attribute(match[1], "ref")
            if kind and kind[2] in ("array", "dataTable") and reference and (area := area_of(reference[2])):
                found.append(area)
        return found

    def following(self, name: str) -> Element | None:
        """The first element of a name behind the cells."""
        return next((e for e in self.after if e.name == name), None)

    # --- editing --------------------------------------------------------------------------------------------------
    def set_style(self, row: int, column: int, style: int) -> None:
        """Give a cell a format."""
        self._styles[row, column] = style

    def set_value(self, row: int, column: int, value: Value) -> None:
        """Give a cell a value; what it says about its format stays."""
        self._values[row, column] = value

    def set_height(self, row: int, points: float) -> None:
        """Give a row a height [pt]."""
        self._heights[row] = points

    def set_notes_drawing(self, attribute_source: bytes) -> None:
        """Name the drawing that shows the notes, at its place in the order of elements."""
        at = next((e.start for e in self.after if e.name in _AFTER_NOTES), self.part.root.close)
        self.part.splice(at, at, b"<" + self.part.tag("legacyDrawing") + attribute_source + b"/>")

    def write(self) -> None:
        """Put all formats and values into the part."""
        touched: dict[int, set[int]] = {}
        for row, column in (*self._styles, *self._values):
            touched.setdefault(row, set()).add(column)
        for row in sorted({*touched, *self._heights}):
            self._write_row(row, sorted(touched.get(row, ())))
        if touched:
            self._widen_dimension(touched)

    def _write_row(self, row: int, columns: list[int]) -> None:
        present, found = self._row_cells(row), self._row_match(row)
        missing = [column for column in columns if column not in present]
        for column in columns:
            if column in present:
                self._write_cell(row, column, present[column])
        if found is None:
            self._insert_row(row, missing)
            return
        element = self._row_element(found)
        for name, value in self._height_of(row).items():
            self.part.set_attribute(element, name, value)
        for column in missing:
            put = self._new_cell(row, column)
            right = next((present[c].start for c in sorted(present) if c > column), None)
            if right is None:
                self.part.append(element, put)
            else:
                self.part.splice(right, right, put)
        if missing:
            self._widen_spans(element, missing)

    def _write_cell(self, row: int, column: int, element: Element) -> None:
        style = self._styles.get((row, column))
        if (row, column) in self._values:
            stated = element.get("s")
            number = style if style is not None else (_number(stated) if stated is not None else None)
            put = self._cell_source(row, column, number, self._values[row, column])
            self.part.splice(element.start, element.end, put)
        elif style is not None:
            self.part.set_attribute(element, "s", str(style))

    def _new_cell(self, row: int, column: int) -> bytes:
        style = self._styles.get((row, column), self.style(row, column))
        return self._cell_source(row, column, style or None, self._values.get((row, column)))

    def _cell_source(self, row: int, column: int, style: int | None, value: Value) -> bytes:
        return cell_source(self.part.prefix, cell_name(row, column), style, value)

    def _insert_row(self, row: int, columns: list[int]) -> None:
        tag = self.part.tag("row")
        cells = b"".join(self._new_cell(row, column) for column in columns)
        height = "".join(f' {name}="{value}"' for name, value in self._height_of(row).items()).encode()
        put = b'<%s r="%d"%s>%s</%s>' % (tag, row, height, cells, tag)
        at = bisect.bisect_left(self._numbers, row)
        if at == len(self._numbers):
            self.part.append(self.data, put)
        else:
            self.part.splice(self._rows[at].start(), self._rows[at].start(), put)

    def _height_of(self, row: int) -> dict[str, str]:
        """The attributes by which a row states its height; none where it keeps the one it has."""
        points = self._heights.get(row)
        return {} if points is None else {"ht": f"{points:g}", "customHeight": "1"}

    def _widen_spans(self, element: Element, columns: list[int]) -> None:
        first, _, last = (element.get("spans") or "").partition(":")
        if _COUNT.match(first) and _COUNT.match(last):
            wide = f"{min(int(first), columns[0])}:{max(int(last), columns[-1])}"
            if wide != f"{first}:{last}":
                self.part.set_attribute(element, "spans", wide)

    def _widen_dimension(self, touched: dict[int, set[int]]) -> None:
        dimension = self.before.get("dimension")
        area = area_of(dimension.get("ref") or "") if dimension else None
        if dimension is None or area is None:
            return
        columns = {column for row in touched.values() for column in row}
        wide = Area(
            min(area.top, *touched),
            min(area.left, *columns),
            max(area.bottom, *touched),
            max(area.right, *columns),
        )
        if wide != area:
            first = f"{column_letters(wide.left)}{wide.top}"
            self.part.set_attribute(dimension, "ref", f"{first}:{cell_name(wide.bottom, wide.right)}")


def cell_source(prefix: bytes, name: str, style: int | None, value: Value) -> bytes:
    """A cell as XML: text inline and never as a formula, numbers as they are written, None blank."""
    tag = prefix + b"c"
    head = b'<%s r="%s"' % (tag, name.encode())
    if style is not None:
        head += b' s="%d"' % style
    if value is None:
        return head + b"/>"
    if isinstance(value, bool):
        return head + b' t="b"><%sv>%d</%sv></%s>' % (prefix, value, prefix, tag)
    if isinstance(value, str):
        text = escape(_LOOKS_ESCAPED.sub("_x005F_", value[:MAX_TEXT])[:MAX_TEXT])
        return head + b' t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%s>' % (
            *(prefix, prefix, text, prefix, prefix, tag),
        )
    number = format(value, "f") if isinstance(value, Decimal) else repr(value)
    if number.strip("-") in ("inf", "nan", "Infinity", "NaN"):
        raise UnwritableOutput(E018.at(reason=f"「{name}」に書く値が数値ではありません。"))
    return head + b"><%sv>%s</%sv></%s>" % (prefix, number.encode(), prefix, tag)


def _number(text: str | None) -> int:
    return int(text) if text and _COUNT.match(text) else 0
