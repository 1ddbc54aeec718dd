"""The CSV files: UTF-8 with BOM, CRLF, plain decimal figures. What a spreadsheet would calculate goes out as text.

The BOM is for Excel, which else takes the file for Shift_JIS; readers that follow CSVW or Data Package pass over it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from inaxl.opendata.columns import SEPARATOR, Column, Table
from inaxl.opendata.content import Row
from inaxl.values.display import plain
from inaxl.values.outgoing import csv_field

BOM = b"\xef\xbb\xbf"
LINE_END = "\r\n"
PLACES = 10
"""Decimal places of what we work out: far beyond what any entered figure can tell apart."""


def csv_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """A table as the bytes of its file. A column that a row does not have is blank."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=LINE_END)
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([_field(row.get(column.name), column) for column in table.columns])
    return BOM + stream.getvalue().encode()


def _field(value: Any, column: Column) -> str:
    """A value as it stands in the file; None is blank, and so is a text without a letter."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if column.kind == "list":
        return csv_field(SEPARATOR.join(value))
    if column.kind == "computed":
        return plain(_shortened(value))
    if isinstance(value, Decimal):
        return plain(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return csv_field(str(value))


def _shortened(value: Decimal) -> Decimal:
    """The figure with ten decimal places at most and no zeros at its end."""
    found = round(value, PLACES)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
