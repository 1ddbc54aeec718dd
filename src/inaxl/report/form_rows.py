"""Which rows a filled sheet has: those of the form, repeated per item of their list, with the values that stand in them.

A row whose placeholders begin with the name of a list (`kpi.name`) is repeated for each item of it; neighbouring rows
of one list are repeated together, and a list without items makes its rows vanish. `RowMap` knows where each row went,
for all that refers to rows: areas, formulas, drawings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from inaxl.books.grid import Area, cell_name
from inaxl.report.form_template import PLACEHOLDER, Form, FormCell, FormRow, FormSheet
from inaxl.values.display import number

REST = "rest"
"""Placeholder of a row that takes what the page has left (`form_sizes.py`)."""
_REFERENCE = re.compile(r"(?<![\w!'.])(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?(?![\w(])")


class Value(NamedTuple):
    """What goes into a placeholder. None: there is nothing of the kind, and a column of nothing else is hidden.

    `decimals` are shown where the cell has no number format of its own; `look` names a sample cell of the form whose
    format is taken; `link` is a sheet of the same book.
    """

    value: str | int | float | Decimal | None
    decimals: int | None = None
    look: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        """The value as it stands in a text."""
        if self.value is None or isinstance(self.value, str):
            return self.value or ""
        return number(self.exact, self.decimals)

    @property
    def exact(self) -> Decimal:
        """A figure as Decimal."""
        return self.value if isinstance(self.value, Decimal) else Decimal(repr(self.value))


Item = Mapping[str, Value]


class Content(NamedTuple):
    """What one sheet says: single values by name, and lists of items, whose names begin with that of the list."""

    name: str
    values: Item
    lists: Mapping[str, Sequence[Item]]


class FilledRow(NamedTuple):
    """One row of the filled sheet: its number, the form's row, which copy it is, and what stands in its columns."""

    number: int
    source: FormRow
    copy: int
    is_repeated: bool
    shown: Mapping[int, Value]


class Spread(NamedTuple):
    """The rows of a filled sheet, and where those of the form have gone. `lists`: list of each repeated row."""

    rows: list[FilledRow]
    map: RowMap
    lists: Mapping[int, str]


@dataclass(slots=True)
class RowMap:
    """Where the rows of the form have gone: old number → first and last new number; a vanished row is absent."""

    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    last_old: int = 0
    last_new: int = 0

    def place(self, row: int) -> tuple[int, int] | None:
        """First and last new number of a row."""
        if row > self.last_old:
            moved = row + self.last_new - self.last_old
            return moved, moved
        return self.places.get(row)

    def nearest(self, row: int) -> int:
        """New number of a row, or of the next one that is left."""
        for old in range(row, self.last_old + 1):
            if old in self.places:
                return self.places[old][0]
        return max(1, max(row, self.last_old + 1) + self.last_new - self.last_old)

    def area(self, area: Area) -> Area | None:
        """An area of the form in the filled sheet; None where all of its rows have vanished."""
        inside = range(area.top, min(area.bottom, self.last_old) + 1)
        kept = [place for row in inside if (place := self.places.get(row))]
        if area.bottom > self.last_old:
            kept += [
                place for row in (max(area.top, self.last_old + 1), area.bottom) if (place := self.place(row))
            ]
        return Area(kept[0][0], area.left, kept[-1][1], area.right) if kept else None


def spread(form: Form, sheet: FormSheet, content: Content) -> Spread:
    """The rows of the filled sheet. Raises UnreadableInput(E016) for a placeholder that the content does not have."""
    rows = RowMap(last_old=sheet.rows[-1].number if sheet.rows else 0)
    lists = {row.number: _list_of(form, sheet, row, content) for row in sheet.rows if row.roots}
    found: list[FilledRow] = []
    shift = 0
    for (name, _), block in _blocks(sheet, lists):
        span = block[-1].number - block[0].number + 1
        items: Sequence[Item] = content.lists[name] if name else ({},)
        for copy, item in enumerate(items):
            for row in block:
                new = row.number + shift + copy * span
                rows.places[row.number] = rows.places.get(row.number, (new, new))[0], new
                shown = {c.column: _shown(form, sheet, row, c, item, content.values) for c in row.filled}
                found.append(FilledRow(new, row, copy, bool(name), shown))
        shift += (len(items) - 1) * span
    rows.last_new = rows.last_old + shift
    _place_blank_rows(rows, sheet)
    return Spread(found, rows, lists)


def _list_of(form: Form, sheet: FormSheet, row: FormRow, content: Content) -> str:
    names = [name for name in row.roots if name in content.lists]
    if len(names) > 1:
        where = cell_name(row.number, max(row.roots[name] for name in names))
        told = "」と「".join(names)
        raise form.broken(f"1つの行に「{told}」の繰り返しが混ざっています。", sheet.name, where)
    return names[0] if names else ""


def _blocks(sheet: FormSheet, lists: Mapping[int, str]) -> Iterator[tuple[tuple[str, int], list[FormRow]]]:
    """Rows that are repeated together, with their list."""
    keys: dict[int, tuple[str, int]] = {}
    name, last, count = "", 0, 0
    for row in sheet.rows:
        own = lists.get(row.number, "")
        if not own or own != name or row.number != last + 1:
            count += 1
        name, last = own, row.number
        keys[row.number] = own, count
    for key, rows in groupby(sheet.rows, key=lambda row: keys[row.number]):
        yield key, list(rows)


def _place_blank_rows(rows: RowMap, sheet: FormSheet) -> None:
    """Rows that the form does not write down lie where they did, seen from the row above them."""
    known, above = {row.number for row in sheet.rows}, 0
    for row in range(1, rows.last_old + 1):
        if row in known:
            above = rows.places.get(row, (0, above))[1]
        else:
            above += 1
            rows.places[row] = above, above


def _shown(form: Form, sheet: FormSheet, row: FormRow, cell: FormCell, item: Item, values: Item) -> Value:
    """What stands in a cell: the value itself where the placeholder is all of it, else a text."""
    found = {}
    for name in cell.names:
        value = item.get(name) or values.get(name) or (Value("") if name == REST else None)
        if value is None:
            where = cell_name(row.number, cell.column)
            reason = f"変数「{name}」はありません。使える変数は docs/templates.md にあります。"
            raise form.broken(reason, sheet.name, where)
        found[name] = value
    if cell.only:
        return found[cell.only]
    look = next((value.look for value in found.values() if value.look), "")
    return Value(PLACEHOLDER.sub(lambda m: found[m[1]].text, cell.text), look=look)


def moved_formula(formula: str, rows: RowMap, copy: int = 0) -> str:
    """A formula whose references follow the rows; an area grows with its rows, a single cell means the own copy."""

    def moved(found: re.Match[str]) -> str:
        top = int(found[2])
        place = rows.place(top)
        first = rows.nearest(top) if place is None else min(place[0] + copy, place[1])
        if found[3] is None:
            return f"{found[1]}{first}"
        area = rows.area(Area(top, 1, int(found[4]), 1))
        bounds = (area.top, area.bottom) if area else (first, first)
        return f"{found[1]}{bounds[0]}:{found[3]}{bounds[1]}"

    pieces = re.split(r'("[^"]*")', formula)  # texts inside a formula stay as they are
    return "".join(piece if piece.startswith('"') else _REFERENCE.sub(moved, piece) for piece in pieces)
