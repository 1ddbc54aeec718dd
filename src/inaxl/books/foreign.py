"""Books in other formats: .xls, .xlsb and .ods through calamine, .csv through the standard library.

Values only: merges where calamine knows them, no hidden rows, no formulas, no number formats.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re

from inaxl.books import limits
from inaxl.books.formats import what_it_is
from inaxl.books.grid import Area, CellError, CellValue, Grid, Workbook
from inaxl.errors import UnreadableInput
from inaxl.findings import CATALOGUE

E010, E011, E012, E013 = (CATALOGUE[code] for code in ("E010", "E011", "E012", "E013"))

_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)\Z")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?\Z")
_CSV_ENCODINGS = ("utf-8-sig", "cp932")


def read_with_calamine(data: bytes, name: str, kind: str) -> Workbook:
    """The values of an .xls, .xlsb or .ods. E011 password, E012 where calamine cannot read it, E013 too large."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheets_metadata) > limits.MAX_SHEETS:
            raise UnreadableInput(E013.at(book=name, reason="シートが多すぎます。"))
        grids = tuple(_grid(book, meta, name) for meta in book.sheets_metadata if _has_cells(meta))
    except calamine.PasswordError as why:
        raise UnreadableInput(E011.at(book=name)) from why
    except (calamine.CalamineError, OSError, ValueError) as why:
        raise UnreadableInput(E012.at(book=name, value=kind)) from why
    return Workbook(name=name, sha256=hashlib.sha256(data).hexdigest(), grids=grids)


def _has_cells(meta: object) -> bool:
    return str(getattr(meta, "typ", "")).endswith("WorkSheet")


def _grid(book: object, meta: object, name: str) -> Grid:
    sheet = book.get_sheet_by_name(meta.name)  # type: ignore[attr-defined]
    if sheet.total_height * sheet.total_width > limits.MAX_CELLS:
        raise UnreadableInput(
            E013.at(book=name, reason=f"1シートのセルが {limits.MAX_CELLS:,} 個を超えます。")
        )
    rows = [[_value(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())
    )
    hidden = not str(getattr(meta, "visible", "Visible")).endswith("Visible")
    return Grid(name=sheet.name, rows=rows, merges=merges, is_hidden=hidden)


def _value(value: CellValue) -> CellValue:
    if isinstance(value, str):
        return CellError(value) if _ERROR.match(value) else value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def read_csv(data: bytes, name: str) -> Workbook:
    """A comma-separated text as a book of one sheet; plain numbers are numbers, all else stays text."""
    for encoding in _CSV_ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableInput(E010.at(book=name, reason="文字コードが UTF-8 でも Shift_JIS でもありません。"))
    if "\0" in text or text.lstrip().startswith("<"):
        raise UnreadableInput(E010.at(book=name, reason=what_it_is(data)))
    rows: list[list[CellValue]] = []
    size = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=False):
            size += len(record)
            if size > limits.MAX_CELLS:
                raise UnreadableInput(
                    E013.at(book=name, reason=f"セルが {limits.MAX_CELLS:,} 個を超えます。")
                )
            rows.append([_csv_value(field) for field in record])
    except csv.Error as why:
        raise UnreadableInput(E010.at(book=name, reason="CSV として読めません。")) from why
    return Workbook(name=name, sha256=hashlib.sha256(data).hexdigest(), grids=(Grid(name="CSV", rows=rows),))


def _csv_value(field: str) -> CellValue:
    if _PLAIN_NUMBER.match(field):
        return float(field) if "." in field else int(field)
    return field or None
