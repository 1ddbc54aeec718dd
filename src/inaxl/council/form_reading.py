"""Reads a filled opinion form: its stamp, its list of items and what the member wrote, row by row. No plan is needed.

A form that is not as it was handed out is not read further: `alteration` says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inaxl.books.grid import CellError, Grid, Workbook
from inaxl.council.form_layout import (
    FIRST_ROW,
    FORM_KIND,
    HEAD_ROW,
    HEADS,
    ITEM_HEAD_ROW,
    ITEM_HEADS,
    ITEMS,
    NAME_CELL,
    OPINIONS,
    ROWS,
    STAMP,
    STAMP_KEYS,
    VERSION,
    Stamp,
)
from inaxl.council.items import item_hash
from inaxl.evaluate.follow_up import KINDS
from inaxl.plan.cells import text_of
from inaxl.values.periods import parse_fiscal_year

_KIND_OF = {word: kind for kind, word in KINDS.items()}


class ListedItem(NamedTuple):
    """An item as the form lists it; `kind` a key of `KINDS`."""

    kind: str
    id: str
    label: str


class FormLine(NamedTuple):
    """One row that a member wrote in. `item` is None where `chosen` is not in the form's list or blank.

    `is_formula`: the opinion began like a formula, so that `text` is what Excel made of it, not what was written.
    """

    row: int
    chosen: str
    item: ListedItem | None
    text: str
    view: str
    is_formula: bool = False

    @property
    def cell(self) -> str:
        """The cell of the opinion."""
        return f"D{self.row}"


class FilledForm(NamedTuple):
    """A form as it came back. `alteration` says in Japanese how it differs from one of ours, '' where it does not."""

    book: str
    sha256: str
    stamp: Stamp
    member: str
    lines: tuple[FormLine, ...]
    alteration: str = ""


def read_form(book: Workbook) -> FilledForm:
    """What a book holds as an opinion form."""
    grids = {grid.name: grid for grid in book.grids}
    missing = [name for name in (OPINIONS, ITEMS, STAMP) if name not in grids]
    if missing:
        return _refused(book, f"シート「{missing[0]}」がありません。")
    stamp, reason = _stamp(grids[STAMP])
    if not reason:
        items = list(_items(grids[ITEMS]))
        reason = _alteration(grids, stamp, items)
    if reason:
        return _refused(book, reason, stamp)
    by_label = {_key(label): ListedItem(_KIND_OF[kind], id_, label) for label, kind, id_, _ in items}
    lines = tuple(_lines(grids[OPINIONS], by_label))
    return FilledForm(book.name, book.sha256, stamp, _text(grids[OPINIONS], NAME_CELL), lines)


def _refused(book: Workbook, reason: str, stamp: Stamp | None = None) -> FilledForm:
    return FilledForm(book.name, book.sha256, stamp or Stamp("", 0, "", ""), "", (), reason)


def _stamp(grid: Grid) -> tuple[Stamp, str]:
    """The stamp, and what is wrong with it."""
    keys = tuple(text_of(grid.value(row, 1)) for row in range(1, len(STAMP_KEYS) + 1))
    values = [text_of(grid.value(row, 2)) for row in range(1, len(STAMP_KEYS) + 1)]
    kind, version, plan, year, number, items = values
    fy = parse_fiscal_year(year)
    stamp = Stamp(plan, fy or 0, number, items, version)
    if keys != STAMP_KEYS or kind != FORM_KIND or fy is None:
        return stamp, "記入票の控え（隠れたシート）が書き換えられています。"
    if version != VERSION:
        return stamp, f"様式の版が{version}で、読み取れる版{VERSION}と違います。"
    return stamp, ""


def _alteration(grids: dict[str, Grid], stamp: Stamp, items: list[tuple[str, str, str, str]]) -> str:
    opinions = grids[OPINIONS]
    for column, head in HEADS.items():
        if _text(opinions, f"{column}{HEAD_ROW}") != head:
            return f"シート「{OPINIONS}」の {column}{HEAD_ROW} の見出しが「{head}」ではありません。"
    numbers = [text_of(opinions.value(row, 1)) for row in range(FIRST_ROW, FIRST_ROW + ROWS)]
    if numbers != [str(number) for number in range(1, ROWS + 1)]:
        return f"シート「{OPINIONS}」の行の番号が1から{ROWS}までではありません。"
    heads = tuple(text_of(grids[ITEMS].value(ITEM_HEAD_ROW, column)) for column in range(1, 5))
    if heads != ITEM_HEADS or item_hash(items) != stamp.items or any(i[1] not in _KIND_OF for i in items):
        return f"シート「{ITEMS}」の内容が、配ったときと違います。"
    return ""


def _items(grid: Grid) -> Iterator[tuple[str, str, str, str]]:
    """Label, kind in words, ID and self-evaluation of every listed item."""
    for row in range(ITEM_HEAD_ROW + 1, len(grid.rows) + 1):
        label, kind, id_, evaluation = (text_of(grid.value(row, column)) for column in range(1, 5))
        if label or kind or id_ or evaluation:
            yield label, kind, id_, evaluation


def _lines(grid: Grid, items: dict[str, ListedItem]) -> Iterator[FormLine]:
    for row in range(FIRST_ROW, FIRST_ROW + ROWS):
        chosen, text, view = (text_of(grid.value(row, column)) for column in (2, 4, 5))
        is_formula = (row, 4) in grid.formulas or isinstance(grid.value(row, 4), CellError)
        if chosen or text or view or is_formula:
            item = items.get(_key(chosen)) if chosen else None
            yield FormLine(row, chosen, item, text, view, is_formula)


def _text(grid: Grid, cell: str) -> str:
    column, row = ord(cell[0]) - ord("A") + 1, int(cell[1:])
    return text_of(grid.value(row, column))


def _key(label: str) -> str:
    return "".join(label.split())
