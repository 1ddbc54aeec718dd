"""Books in other formats: .xls, .xlsb and .ods through calamine, .csv through the standard library.

Values only: merges where calamine knows them, no hidden rows, no formulas, no number formats. calamine works in a
process of its own (`foreign_child.py`), so that a hostile file cannot take inaxl with it.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from inaxl.books import foreign_child, limits
from inaxl.books.formats import is_other_text, what_it_is
from inaxl.books.grid import Area, CellError, CellValue, Grid, Workbook
from inaxl.errors import UnreadableInput
from inaxl.findings import CATALOGUE

E010, E011, E012, E013 = (CATALOGUE[code] for code in ("E010", "E011", "E012", "E013"))

_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)\Z")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?\Z")
_CSV_ENCODINGS = ("utf-8-sig", "cp932")
_MOST_SECONDS = 20.0
"""How long calamine is waited for: its processor time is limited already, this is for a machine that is busy."""


def read_with_calamine(data: bytes, name: str, kind: str) -> Workbook:
    """The values of an .xls, .xlsb or .ods. E011 password, E012 where calamine cannot read it, E013 too large."""
    _refuse_size(data, name)
    told = _ask_child(data)
    code = told.get("error")
    if code == "E011":
        raise UnreadableInput(E011.at(book=name))
    if code == "E013":
        raise UnreadableInput(E013.at(book=name, reason=str(told.get("reason") or "")))
    if code or "sheets" not in told:
        raise UnreadableInput(E012.at(book=name, value=kind))
    grids = tuple(_grid(*sheet) for sheet in told["sheets"])
    return Workbook(name=name, sha256=hashlib.sha256(data).hexdigest(), grids=grids)


def _refuse_size(data: bytes, name: str) -> None:
    if len(data) > limits.MAX_FOREIGN_BYTES:
        reason = f"この形式では {limits.MAX_FOREIGN_BYTES // 2**20} MB までです。"
        raise UnreadableInput(E013.at(book=name, reason=reason))


def _ask_child(data: bytes) -> dict[str, Any]:
    """What the process that runs calamine says; E013 where it was stopped, E012 where it broke down."""
    spec = find_spec("python_calamine")
    if spec is None or spec.origin is None:
        return {"error": "E012"}
    most = (limits.MAX_CELLS, limits.MAX_PLACES, limits.MAX_SHEETS, limits.MAX_TEXT)
    command = [sys.executable, "-I", "-S", foreign_child.__file__, str(Path(spec.origin).parents[1])]
    try:
        done = subprocess.run(
            [*command, *map(str, most)],
            input=data,
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"error": "E013", "reason": "読み取りに時間がかかりすぎます。"}
    except (OSError, ValueError):
        stopped = {"error": "E013", "reason": "読み取りに要る記憶か時間が多すぎます。"}
        return stopped if "done" in locals() and done.returncode < 0 else {"error": "E012"}
    return told


def _grid(
    name: str, is_hidden: bool, start: list[int], rows: list[list[Any]], merged: list[list[list[int]]]
) -> Grid:
    top, left = start
    blank: list[CellValue] = []
    lines: list[list[CellValue]] = [blank] * top if rows else []
    lines += [[None] * left + [_value(value) for value in row] for row in rows]
    merges = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in merged[: limits.MAX_MERGES]
    )
    return Grid(name=name, rows=lines, merges=merges, is_hidden=is_hidden)


_KINDS: dict[str, Callable[[str], CellValue]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _value(value: Any) -> CellValue:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return dt.timedelta(seconds=text) if kind == "seconds" else _KINDS[kind](text)
    if isinstance(value, str):
        return CellError(value) if _ERROR.match(value) else value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    plain: CellValue = value
    return plain


def read_csv(data: bytes, name: str) -> Workbook:
    """A comma-separated text as a book of one sheet; plain numbers are numbers, all else stays text."""
    _refuse_size(data, name)
    for encoding in _CSV_ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableInput(E010.at(book=name, reason="文字コードが UTF-8 でも Shift_JIS でもありません。"))
    if "\0" in text or text.lstrip().startswith("<") or is_other_text(data):
        raise UnreadableInput(E010.at(book=name, reason=what_it_is(data)))
    rows: list[list[CellValue]] = []
    cells = places = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=False):
            places += len(record)
            cells += sum(map(bool, record))
            if cells > limits.MAX_CELLS or places > limits.MAX_PLACES or len(text) > limits.MAX_TEXT:
                reason = f"値の入ったセルが {limits.MAX_CELLS:,} 個を超えるか、文字が長すぎます。"
                raise UnreadableInput(E013.at(book=name, reason=reason))
            rows.append([_csv_value(field) for field in record])
    except csv.Error as why:
        raise UnreadableInput(E010.at(book=name, reason="CSV として読めません。")) from why
    return Workbook(name=name, sha256=hashlib.sha256(data).hexdigest(), grids=(Grid(name="CSV", rows=rows),))


def _csv_value(field: str) -> CellValue:
    if _PLAIN_NUMBER.match(field):
        return float(field) if "." in field else int(field)
    return field or None
