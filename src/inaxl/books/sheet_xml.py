"""One pass over a sheet part: values, merges, hidden rows and columns, formulas, number formats.

Only cells that hold something are touched, so a sheet formatted down to its last row costs no memory.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inaxl.books import limits
from inaxl.books.grid import Area, CellError, CellValue, Grid, column_number
from inaxl.books.number_formats import BUILT_IN, kind_of, moment
from inaxl.books.package import Package, SheetPart, _local

if TYPE_CHECKING:
    from lxml import etree

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = f"[0-9]{{1,{limits.MAX_NUMBER_TEXT}}}+"
_FIGURE = re.compile(
    rf"\s*+[-+]?+(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][-+]?[0-9]{{1,4}})?\s*+\Z", re.ASCII
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")


def unescape(text: str) -> str:
    """Text without Excel's escapes of control characters: `_x000D_` is a carriage return, `_x005F_` a `_`."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def rich_text(element: etree._Element) -> str:
    """Text of a string item: plain or of all runs, without phonetic runs (rPh)."""
    parts = []
    for child in element:
        kind = _local(child)
        if kind == "t":
            parts.append(child.text or "")
        elif kind == "r":
            parts.extend(part.text or "" for part in child if _local(part) == "t")
    return unescape("".join(parts))


@dataclass(slots=True)
class Shared:
    """What all sheets of a book share: texts, number format codes by cell style, the date system; and what they hold
    together, held against the limits.
    """

    strings: list[str]
    formats: list[str]
    since_1904: bool
    cells: int = 0
    places: int = 0
    text: int = 0

    def count(self, value: CellValue, package: Package) -> None:
        """Take note of one more cell. E013 where the book holds more than it may."""
        self.cells += 1
        if self.cells > limits.MAX_CELLS:
            raise package.too_large(f"値の入ったセルが {limits.MAX_CELLS:,} 個を超えます。")
        if isinstance(value, str):
            self.text += len(value)
            if len(value) > limits.MAX_CELL_TEXT or self.text > limits.MAX_TEXT:
                raise package.too_large("セルの文字が長すぎます。")


def read_shared_strings(package: Package, part: str | None) -> list[str]:
    """The shared texts by index. E013 where one is longer than a cell can be."""
    if part is None or part not in package:
        return []
    texts = []
    for _, item in package.pieces(part, ("si",)):
        text = rich_text(item)
        if len(text) > limits.MAX_CELL_TEXT:
            raise package.too_large(f"1つのセルの文字が {limits.MAX_CELL_TEXT:,} 字を超えます。")
        texts.append(text)
    return texts


_STYLES = tuple("numFmt cellXfs xf font fill border cellStyle dxf tableStyle".split())


def read_formats(package: Package, part: str | None) -> list[str]:
    """Number format code of each cell style by index, '' for General."""
    if part is None or part not in package:
        return []
    own: dict[int, str] = {}
    styles: list[int] = []
    for kind, item in package.pieces(part, _STYLES):
        if kind == "numFmt":
            own[_number(item.get("numFmtId"))] = (item.get("formatCode") or "")[: limits.MAX_CELL_TEXT]
        elif kind == "xf" and (parent := item.getparent()) is not None and _local(parent) == "cellXfs":
            styles.append(_number(item.get("numFmtId")))
    codes = {number: own.get(number, BUILT_IN.get(number, "")) for number in set(styles)}
    return ["" if codes[number] in ("General", "G/標準") else codes[number] for number in styles]


def _number(text: str | None, default: int = 0) -> int:
    """A whole number that is not negative; anything else is the default."""
    try:
        number = int(text or default)
    except ValueError:
        return default
    return number if number >= 0 else default


_CELL = rb'<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[0-9a-z]*")*+ ?/>\s*+'
_ROW = rb"<(?:\w+:)?row\b[^<>]*+>(?:(?<=/>)|(?:\s|" + _CELL + rb")*+</(?:\w+:)?row>)\s*+"
# the first character stands alone, so that the search can leap from one to the next
_BLANKS = re.compile(rb"<(?:" + _ROW[1:] + rb"|" + _CELL[1:] + rb")(?:" + _ROW + rb"|" + _CELL + rb")*+")
_PLACELESS_CELL = re.compile(rb"<(?:\w+:)?c(?:>|/| (?!r=))")  # stands where the one before it ends


def without_blanks(data: bytes) -> bytes:
    """A large sheet without its blank cells and rows, which carry nothing but a format down to the last row."""
    if len(data) < limits.BLANKS_FROM_BYTES or b"<!" in data or _PLACELESS_CELL.search(data):
        return data
    return _BLANKS.sub(b"", data)


_SHEET = ("row", "col", "mergeCell")


def read_sheet(package: Package, sheet: SheetPart, shared: Shared) -> Grid:
    """The grid of one worksheet part. E010 where it is broken, E013 where it is too large."""
    reader = _SheetReader(package, shared)
    columns: list[tuple[int, int]] = []
    merges: list[Area] = []
    for kind, element in package.pieces(sheet.part, _SHEET, without_blanks):
        if kind == "row":
            reader.read_row(element)
        elif kind == "mergeCell":
            merges += _merge(element)
            if len(merges) > limits.MAX_MERGES:
                raise package.too_large(f"結合セルが {limits.MAX_MERGES:,} か所を超えます。")
        elif _is_hidden(element, "width"):
            columns.append((_number(element.get("min")), _number(element.get("max"))))
    width = max((len(row) for row in reader.rows), default=0)
    return Grid(
        name=sheet.name,
        rows=reader.rows,
        merges=tuple(merges),
        hidden_rows=frozenset(reader.hidden),
        hidden_columns=_between(columns, width),
        uncalculated=frozenset(reader.uncalculated),
        formulas=frozenset(reader.formulas),
        formats=reader.formats,
        is_hidden=sheet.is_hidden,
    )


def _between(ranges: list[tuple[int, int]], last: int) -> frozenset[int]:
    """Numbers in any of the ranges, up to the last; each is looked at once, however often it is named."""
    found: set[int] = set()
    reached = 0
    for low, high in sorted(ranges):
        low, high = max(low, reached + 1), min(high, last)
        if low <= high:
            found.update(range(low, high + 1))
            reached = high
    return frozenset(found)


def _is_hidden(element: etree._Element, size: str) -> bool:
    """Hidden outright, or made 0 high or wide by hand."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _merge(item: etree._Element) -> list[Area]:
    """The merged area, none where its reference is no rectangle."""
    corners = [_REFERENCE.match(corner) for corner in (item.get("ref") or "")[:30].split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:
        return []
    (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
    area = Area(int(top), column_number(left), int(bottom), column_number(right))
    inside = 0 < area.top <= area.bottom <= limits.LAST_ROW and area.left <= area.right <= limits.LAST_COLUMN
    return [area] if inside else []


class _SheetReader:
    """Collects the cells of a sheet row by row."""

    def __init__(self, package: Package, shared: Shared) -> None:
        self.package = package
        self.shared = shared
        self.rows: list[list[CellValue]] = []
        self.hidden: set[int] = set()
        self.uncalculated: set[tuple[int, int]] = set()
        self.formulas: set[tuple[int, int]] = set()
        self.formats: dict[tuple[int, int], str] = {}
        self._columns: dict[str, int] = {}
        self._last = 0

    def read_row(self, row: etree._Element) -> None:
        """One row of the sheet."""
        number = _number(row.get("r"), self._last + 1)
        if not 0 < number <= limits.LAST_ROW:
            raise self.package.broken()
        self._last = number
        if _is_hidden(row, "ht"):
            self.hidden.add(number)
        if len(row):
            self._read_cells(row, number)

    def _read_cells(self, row: etree._Element, number: int) -> None:
        line: list[CellValue] = []
        column = 0
        # the blank cell before: its place matters only where the next has none
        blank: etree._Element | None = None
        for cell in row:
            reference = cell.get("r")
            if reference is None:
                column = self._place_of(blank, column) + 1
                if column > limits.LAST_COLUMN:
                    raise self.package.broken()
            elif not len(cell):
                blank = cell
                continue
            else:
                column = self._column(reference)
            blank = None
            if not len(cell):
                continue
            value = self._value(cell, number, column)
            if value is None:
                continue
            self.shared.count(value, self.package)
            if column > len(line):
                line.extend([None] * (column - len(line)))
            line[column - 1] = value
        if line:
            self._keep(line, number)

    def _place_of(self, blank: etree._Element | None, column: int) -> int:
        reference = None if blank is None else blank.get("r")
        return self._column(reference) if reference else column

    def _keep(self, line: list[CellValue], number: int) -> None:
        self.shared.places += len(line)
        if self.shared.places > limits.MAX_PLACES:
            raise self.package.too_large(f"使っている範囲が {limits.MAX_PLACES:,} セルを超えます。")
        if number <= len(self.rows):  # rows out of order or twice: the later one wins, as in Excel's repair
            self.rows[number - 1] = line
            return
        # one list for all blank rows of a gap: a value in the last row costs 8 MB at most
        blank: list[CellValue] = []
        self.rows.extend([blank] * (number - 1 - len(self.rows)))
        self.rows.append(line)

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = (
                column_number(letters) if letters.isascii() and letters.isupper() and len(letters) <= 3 else 0
            )
            if not 0 < column <= limits.LAST_COLUMN:
                raise self.package.broken()
            self._columns[letters] = column
        return column

    def _value(self, cell: etree._Element, row: int, column: int) -> CellValue:
        text: str | None = None
        inline: str | None = None
        has_value = has_formula = False
        for child in cell:
            kind = _local(child)
            if kind == "v":
                text, has_value = child.text, True
            elif kind == "f":
                has_formula = True
            elif kind == "is":
                inline = rich_text(child)
        kind = cell.get("t") or "n"
        if has_formula:
            self.formulas.add((row, column))
            if not has_value or (not text and kind != "str"):
                self.uncalculated.add((row, column))
                return None
        if kind == "inlineStr":
            return inline or None
        return self._typed(kind, text, cell, row, column) if text else None

    def _typed(self, kind: str, text: str, cell: etree._Element, row: int, column: int) -> CellValue:
        style = _number(cell.get("s"))
        code = self.shared.formats[style] if style < len(self.shared.formats) else ""
        if code:
            self.formats[row, column] = code
        if kind == "s":
            index = _number(text, -1)
            if not 0 <= index < len(self.shared.strings):
                raise self.package.broken()
            return self.shared.strings[index] or None
        if kind == "n":
            return self._figure(text, code)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return _iso_date(text)
        return unescape(text)

    def _figure(self, text: str, code: str) -> CellValue:
        if not _FIGURE.match(text):
            return unescape(text)
        value = float(text)
        if value in (float("inf"), float("-inf")):
            return text
        if code and kind_of(code) != "number":
            when = moment(value, kind_of(code), since_1904=self.shared.since_1904)
            if when is not None:
                return when
        return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _iso_date(text: str) -> CellValue:
    try:
        return dt.datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return text
