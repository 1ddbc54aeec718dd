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


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets of a book share: texts, number format codes by cell style, the date system."""

    strings: list[str]
    formats: list[str]
    since_1904: bool


def read_shared_strings(package: Package, part: str | None) -> list[str]:
    """The shared texts by index."""
    if part is None or part not in package:
        return []
    return [rich_text(item) for item in package.parse(part)]


def read_formats(package: Package, part: str | None) -> list[str]:
    """Number format code of each cell style by index, '' for General."""
    if part is None or part not in package:
        return []
    own: dict[int, str] = {}
    styles: list[str] = []
    for group in package.parse(part):
        kind = _local(group)
        if kind == "numFmts":
            own = {_number(item.get("numFmtId")): item.get("formatCode") or "" for item in group}
        elif kind == "cellXfs":
            for style in group:
                number = _number(style.get("numFmtId"))
                code = own.get(number, BUILT_IN.get(number, ""))
                styles.append("" if code in ("General", "G/標準") else code)
    return styles


def _number(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default


def read_sheet(package: Package, sheet: SheetPart, shared: Shared) -> Grid:
    """The grid of one worksheet part. E010 where it is broken, E013 where it is too large."""
    root = package.parse(sheet.part)
    reader = _SheetReader(package, shared)
    merges: tuple[Area, ...] = ()
    columns: list[tuple[int, int]] = []
    for child in root:
        kind = _local(child)
        if kind == "sheetData":
            reader.read_rows(child)
        elif kind == "cols":
            columns = [
                (_number(c.get("min")), _number(c.get("max"))) for c in child if _is_hidden(c, "width")
            ]
        elif kind == "mergeCells":
            merges = _merges(package, child)
    width = max((len(row) for row in reader.rows), default=0)
    return Grid(
        name=sheet.name,
        rows=reader.rows,
        merges=merges,
        hidden_rows=frozenset(reader.hidden),
        hidden_columns=frozenset(
            c for low, high in columns for c in range(max(low, 1), min(high, width) + 1)
        ),
        uncalculated=frozenset(reader.uncalculated),
        formulas=frozenset(reader.formulas),
        formats=reader.formats,
        is_hidden=sheet.is_hidden,
    )


def _is_hidden(element: etree._Element, size: str) -> bool:
    """Hidden outright, or made 0 high or wide by hand."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _merges(package: Package, group: etree._Element) -> tuple[Area, ...]:
    if len(group) > limits.MAX_MERGES:
        raise package.too_large(f"結合セルが {len(group):,} か所あります。")
    found = []
    for item in group:
        corners = [_REFERENCE.match(corner) for corner in (item.get("ref") or "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
            found.append(Area(int(top), column_number(left), int(bottom), column_number(right)))
    return tuple(found)


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
        self._size = 0
        self._columns: dict[str, int] = {}

    def read_rows(self, data: etree._Element) -> None:
        """All rows of the sheetData element."""
        number = 0
        for row in data:
            number = _number(row.get("r"), number + 1)
            if not 0 < number <= limits.LAST_ROW:
                raise self.package.broken()
            if _is_hidden(row, "ht"):
                self.hidden.add(number)
            if len(row):
                self._read_row(row, number)

    def _read_row(self, row: etree._Element, number: int) -> None:
        line: list[CellValue] = []
        column = 0
        blank: etree._Element | None = (
            None  # the blank cell before: its place matters only where the next has none
        )
        for cell in row:
            reference = cell.get("r")
            if reference is None:
                column = self._place_of(blank, column) + 1
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
            if column > len(line):
                line.extend([None] * (column - len(line)))
            line[column - 1] = value
        if line:
            self._keep(line, number)

    def _place_of(self, blank: etree._Element | None, column: int) -> int:
        reference = None if blank is None else blank.get("r")
        return self._column(reference) if reference else column

    def _keep(self, line: list[CellValue], number: int) -> None:
        self._size += len(line)
        if self._size > limits.MAX_CELLS:
            raise self.package.too_large(f"1シートのセルが {limits.MAX_CELLS:,} 個を超えます。")
        if number <= len(self.rows):  # rows out of order or twice: the later one wins, as in Excel's repair
            self.rows[number - 1] = line
            return
        blank: list[
            CellValue
        ] = []  # one list for all blank rows of a gap: a value in the last row costs 8 MB at most
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
        try:
            value = float(text)
        except ValueError:
            return unescape(text)
        if value != value or value in (float("inf"), float("-inf")):
            return text
        if code and kind_of(code) != "number":
            when = moment(value, kind_of(code), since_1904=self.shared.since_1904)
            if when is not None:
                return when
        return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _iso_date(text: str) -> CellValue:
    try:
        return dt.datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return text
