"""Saved readings held against a sheet: which tables are of a form, what its headings mean, and what has changed.

Only the headings decide. A table that shows less than half of them is not of the form and is read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from inaxl.forms import synonyms
from inaxl.forms.canvas import Canvas, Place, is_text
from inaxl.forms.header import Column, Header
from inaxl.forms.saved import (
    ENOUGH,
    FIELDS,
    NOT_USED,
    UNREAD,
    SavedTable,
    Wanted,
    index,
    masked,
    masked_key,
    path_keys,
)
from inaxl.values.labels import nearest

_BEFORE_COLON = re.compile(r"^([^:：\n]{1,24})[:：]")
_SAVED_UNREAD = "保存した読み取りで、読み取らない見出しになっています。"
_NOT_SAVED = "保存した読み取りにない見出しです。"
_LONGEST = 80


class Change(NamedTuple):
    """A heading of the form that a sheet does not show, and what stands there instead ('' where nothing does)."""

    place: Place
    field: str
    old: str
    new: str
    is_read: bool
    nearest: str = ""


def change_text(change: Change) -> str:
    """What has changed, in words."""
    label = FIELDS.get(change.field, change.field)
    if change.new:
        text = f"見出し「{change.old}」({label})が「{change.new}」に変わっています。"
        return text + ("同じ項目として読みました。" if change.is_read else "読み取りには使っていません。")
    text = f"保存した読み取りにある見出し「{change.old}」({label})がありません。"
    return text + (f"最も近い見出しは「{change.nearest}」です。" if change.nearest else "")


def texts_of(canvas: Canvas) -> dict[str, Place]:
    """Keys of the short texts of a sheet, with the first cell of each."""
    found: dict[str, Place] = {}
    for row, columns in canvas.columns_of.items():
        for column in columns:
            value = canvas.value(row, column)
            if not is_text(value) or len(str(value)) > _LONGEST:
                continue
            found.setdefault(masked_key(str(value)), (row, column))
            before = _BEFORE_COLON.match(str(value))
            if before:
                found.setdefault(masked_key(before[1]), (row, column))
    return found


def tables_for(texts: Mapping[str, Place], forms: Sequence[SavedTable]) -> list[SavedTable]:
    """The saved tables of which a sheet shows enough headings."""
    return [table for table in forms if _share(table, [w for w in index(table).wanted if _shows(w, texts)])]


def _shows(wanted: Wanted, texts: Mapping[str, Place]) -> bool:
    words = [masked_key(part) for part in wanted.text.split(" > ")]
    return any(word in texts for word in words if word != masked_key("R5")) or all(
        w == masked_key("R5") for w in words
    )


def _share(table: SavedTable, shown: Sequence[Wanted]) -> float:
    """Share of the headings that are shown, 0 where it is too little to speak of the form."""
    wanted = index(table).wanted
    share = len(shown) / len(wanted) if wanted else 0.0
    return share if share >= ENOUGH and len(shown) >= min(2, len(wanted)) else 0.0


def words_for(tables: Iterable[SavedTable]) -> dict[str, str]:
    """Headings that these forms explain, by key."""
    words: dict[str, str] = {}
    for table in tables:
        for key, field in index(table).words.items():
            words.setdefault(key, field)
    return words


def apply(
    header: Header, tables: Sequence[SavedTable], sheet: str, titles: Iterable[str]
) -> tuple[SavedTable, list[Change]] | None:
    """Give the columns of a header the meaning that the form it belongs to says; None where it belongs to none.

    Returns the saved table and what has changed. A column with a figure that the form does not know is not read.
    """
    table = _best(header, tables, sheet, [masked_key(title) for title in titles])
    if table is None:
        return None
    fields = index(table).fields
    unknown: list[Column] = []
    seen: set[str] = set()
    for column in header.columns:
        key = next((key for key in path_keys(column.texts) if key in fields), None)
        if key is None:
            unknown.append(column)
            continue
        seen.add(key)
        column.is_bound = True
        column.field = None if fields[key] == UNREAD else fields[key]
        column.reason = _SAVED_UNREAD if column.field is None else ""
    missing = [w for w in index(table).wanted if w.key not in seen and w.field not in NOT_USED]
    return table, _changes(header, missing, unknown)


def is_of(header: Header, tables: Sequence[SavedTable]) -> bool:
    """Whether a header is that of one of the saved tables."""
    return _best(header, tables, "", []) is not None


def _best(
    header: Header, tables: Sequence[SavedTable], sheet: str, titles: Sequence[str]
) -> SavedTable | None:
    keys = {key for column in header.columns for key in path_keys(column.texts)}
    found = []
    for table in tables:
        share = _share(table, [wanted for wanted in index(table).wanted if wanted.key in keys])
        if table.kind == "table" and share:
            is_titled = bool(table.title) and masked_key(table.title) in titles
            found.append((share, is_titled, sheet_pattern(sheet) == table.sheet, table))
    return max(found, key=lambda item: item[:3])[3] if found else None


def sheet_pattern(name: str) -> str:
    """A sheet's name with every number as `#`."""
    return re.sub(r"[0-9]+", "#", masked(name).replace("{年度}", "#"))


def _changes(header: Header, missing: Sequence[Wanted], unknown: list[Column]) -> list[Change]:
    free = [column for column in unknown if masked_path(column)]
    changes = []
    for wanted in missing:
        column = _successor(wanted, free)
        near = nearest(wanted.text, [masked_path(c) for c in free], 1) if column is None else []
        if column is not None:
            free.remove(column)
        is_read = column is not None and column.field == wanted.field
        place = column.place if column is not None else (header.top, header.left)
        new = column.heading.text if column is not None else ""
        changes.append(Change(place, wanted.field, wanted.text, new, is_read, *near))
        if is_read and column is not None:
            unknown.remove(column)
    for column in unknown:
        if column.field in synonyms.VALUE_FIELDS or column.field == "name" or column.heading.is_year_only:
            column.field, column.is_bound, column.reason = None, True, _NOT_SAVED
    return changes


def masked_path(column: Column) -> str:
    """The headings of a column as they would be saved."""
    return " > ".join(masked(text) for text in column.texts)


def _successor(wanted: Wanted, free: Sequence[Column]) -> Column | None:
    """The heading that stands where a missing one was: of the same meaning, else the most alike, else the only one."""
    same = [column for column in free if column.field == wanted.field]
    if same:
        return same[0]
    unread = [column for column in free if column.field is None]
    near = nearest(wanted.text, [masked_path(column) for column in unread], 1)
    if near:
        return next(column for column in unread if masked_path(column) == near[0])
    return free[0] if len(free) == 1 else None


def changes_elsewhere(
    canvas: Canvas,
    texts: Mapping[str, Place],
    tables: Iterable[SavedTable],
    taken: Sequence[tuple[int, int]],
) -> list[Change]:
    """What has changed in saved tables and cards that were not found as a table; `taken` are rows of headers."""
    found: list[Change] = []
    for table in tables:
        if table.kind == "card":
            found += _changed_labels(canvas, texts, table)
        else:
            found += _lost_header(canvas, table, taken)
    return found


def _changed_labels(canvas: Canvas, texts: Mapping[str, Place], table: SavedTable) -> list[Change]:
    known = index(table)
    others = {
        canvas.text(*place): place
        for key, place in texts.items()
        if key not in known.fields and len(key) <= 24
    }
    places = [texts[wanted.key] for wanted in known.wanted if wanted.key in texts]
    rows, columns = [place[0] for place in places], {place[1] for place in places}
    strangers = [
        text
        for text, (row, column) in others.items()
        if column in columns and min(rows) <= row <= max(rows) + 2 and not canvas.heading(text).is_known
    ]
    found = []
    for wanted in known.wanted:
        if wanted.key in texts or wanted.field in NOT_USED:
            continue
        near = nearest(wanted.text, others, 1) or (strangers if len(strangers) == 1 else [])
        place = others[near[0]] if near else (canvas.rows[0], canvas.columns_of[canvas.rows[0]][0])
        is_read = bool(near) and canvas.heading(near[0]).field == wanted.field
        found.append(Change(place, wanted.field, wanted.text, near[0] if near else "", is_read))
    return found


def _lost_header(canvas: Canvas, table: SavedTable, taken: Sequence[tuple[int, int]]) -> list[Change]:
    """The row that shows most headings of a table whose header is not recognised any more."""
    best: tuple[int, int, list[Wanted]] = (0, 0, [])
    for row in canvas.rows:
        if any(top <= row <= bottom for top, bottom in taken):
            continue
        keys = {masked_key(canvas.text(row, c)) for c in canvas.columns_of[row]}
        shown = [wanted for wanted in index(table).wanted if _shows(wanted, dict.fromkeys(keys, (row, 1)))]
        best = max(best, (len(shown), -row, shown), key=lambda item: item[:2])
    row, shown = -best[1], best[2]
    if not _share(table, shown):
        return []
    known = index(table)
    words = {masked_key(part) for text in known.wanted for part in text.text.split(" > ")}
    free = {
        canvas.text(row, c): (row, c)
        for c in canvas.columns_of[row]
        if masked_key(canvas.text(row, c)) not in words
    }
    found = []
    for wanted in known.wanted:
        if wanted not in shown and wanted.field not in NOT_USED:
            near = nearest(wanted.text, free, 1) or (list(free) if len(free) == 1 else [])
            place = free[near[0]] if near else (row, canvas.columns_of[row][0])
            found.append(Change(place, wanted.field, wanted.text, near[0] if near else "", False))
    return found
