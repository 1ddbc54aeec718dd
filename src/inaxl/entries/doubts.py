"""What is to be said about cells and sheets while a book is read: refused values, readings changed, hidden cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from inaxl.books.grid import Workbook, cell_name
from inaxl.findings import CATALOGUE, Finding
from inaxl.forms.applying import Change, change_text
from inaxl.forms.binding import OWN_SHEETS, Bound, BoundSheet, Table
from inaxl.forms.indicators import Figure
from inaxl.forms.synonyms import FIELD_LABELS, VALUE_FIELDS, WORDS
from inaxl.values.labels import label_key, nearest
from inaxl.values.numbers import Reading

_NEAR = 0.6
_LONGEST_WORD = 40  # characters of a heading that are compared; the known ones are shorter


def refusal(reading: Reading, raw: object, unit: str, place: dict[str, str]) -> Finding:
    """The finding of a value that cannot be used."""
    return CATALOGUE[reading.code or "E101"].at(
        **place, value=raw, reason=reading.reason, expected=unit or "単位なし", found=reading.unit
    )


def remarks(reading: Reading, raw: object, place: dict[str, str]) -> Iterator[Finding]:
    """W101 where reading changed the text, W103 where the figure is only approximate."""
    if reading.value is None:
        return
    read = f"{reading.value:f}"
    if reading.changes:
        yield CATALOGUE["W101"].at(**place, value=raw, read=read, what="、".join(reading.changes))
    if reading.approximate:
        yield CATALOGUE["W103"].at(**place, value=raw, read=read)


def book_doubts(workbook: Workbook, bound: Bound, *, wants_actuals: bool = True) -> Iterator[Finding]:
    """Findings about the book's form, sheet by sheet.

    wants_actuals: a table without a column for actuals is a mistake (E202): a year's book, not any book.
    """
    book = bound.book
    for what, present in (
        ("マクロ", workbook.has_macros),
        ("外部のブックへのリンク", workbook.has_external_links),
    ):
        if present:
            yield CATALOGUE["W202"].at(book=book, what=what)
    if not bound.is_recognised:
        yield CATALOGUE["E201"].at(book=book)
    for sheet in bound.sheets:
        for change in sheet.changes:
            yield _changed_form(book, sheet, change)
        if bound.is_recognised:
            yield from _sheet_doubts(book, sheet, wants_actuals)


def _sheet_doubts(book: str, sheet: BoundSheet, wants_actuals: bool) -> Iterator[Finding]:
    if sheet.name in OWN_SHEETS:
        return
    if not sheet.tables and not sheet.cards:
        if sheet.canvas.rows and not sheet.canvas.grid.is_hidden and not sheet.skipped:
            yield CATALOGUE["W204"].at(book=book, sheet=sheet.name, value=sheet.name)
        return
    if sheet.canvas.grid.is_hidden and any(table.kpis for table in sheet.tables):
        yield CATALOGUE["W201"].at(book=book, sheet=sheet.name, what="シート")
    for table in sheet.tables:
        if table.form is None:
            yield from _changed_headings(book, sheet, table)
        if wants_actuals:
            yield from _missing_columns(book, sheet, table)
        yield from _hidden(book, sheet, table)
    areas = [table.area() for table in sheet.tables]
    for row, column in sheet.canvas.hidden_by_merge:
        if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas):
            value = sheet.canvas.grid.value(row, column)
            yield CATALOGUE["E204"].at(book=book, sheet=sheet.name, cell=cell_name(row, column), value=value)


def _changed_form(book: str, sheet: BoundSheet, change: Change) -> Finding:
    place: dict[str, Any] = {"book": book, "sheet": sheet.name, "cell": cell_name(*change.place)}
    return CATALOGUE["E203"].at(
        **place, field=change.field, value=change.new or None, change=change_text(change)
    )


def _missing_columns(book: str, sheet: BoundSheet, table: Table) -> Iterator[Finding]:
    header = table.header
    is_empty = header is not None and not table.kpis and header.of(*VALUE_FIELDS, "year")
    if header is None or is_empty or any(kpi.actuals for kpi in table.kpis):
        return
    cell = cell_name(header.top, header.left)
    yield CATALOGUE["E202"].at(
        book=book, sheet=sheet.name, cell=cell, field="actual", column=FIELD_LABELS["actual"]
    )


def _changed_headings(book: str, sheet: BoundSheet, table: Table) -> Iterator[Finding]:
    """E203 where an unread heading looks like that of a field which the table lacks."""
    header = table.header
    if header is None:
        return
    present = {column.field for column in header.columns}
    for column in header.columns:
        if column.field is not None or not column.heading.key:
            continue
        near = _near_words(column.heading.key)
        wanted = {WORDS[label_key(word)] for word in near} & {
            "baseline",
            "target",
            "actual",
            "unit",
            "status",
            "note",
        }
        for field in wanted - present:
            change = f"見出し「{column.heading.text}」は「{FIELD_LABELS[field]}」の列かもしれません。読み取りには使っていません。"
            yield CATALOGUE["E203"].at(
                book=book,
                sheet=sheet.name,
                cell=cell_name(*column.place),
                field=field,
                value=column.heading.text,
                change=change,
            )


@lru_cache(maxsize=1_000)
def _near_words(key: str) -> tuple[str, ...]:
    """The known word that a heading looks like, if any; headings repeat from table to table."""
    key = key[:_LONGEST_WORD]
    letters = set(key)
    # the costly comparison only for words that share enough letters to pass it
    likely = [word for word, own in _word_letters() if _may_be_near(word, own, key, letters)]
    return tuple(word for word in nearest(key, likely, 1) if _is_near(word, key))


@lru_cache(maxsize=1)
def _word_letters() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((word, frozenset(label_key(word))) for word in WORDS)


def _may_be_near(word: str, own: frozenset[str], key: str, letters: set[str]) -> bool:
    """Whether the ratio of `_is_near` can be reached; a word with repeated letters always may."""
    return len(own) < len(word) or 2 * len(own & letters) >= _NEAR * (len(word) + len(key))


def _is_near(word: str, key: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, label_key(word), key).ratio() >= _NEAR


def _hidden(book: str, sheet: BoundSheet, table: Table) -> Iterator[Finding]:
    """W201 once for each hidden row or column whose figures are used."""
    grid = sheet.canvas.grid
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for figure in _figures(table):
        row, column = figure.place
        if grid.value(row, column) is None:
            continue
        if row in grid.hidden_rows:
            rows[row] = min(column, rows.get(row, column))
        if column in grid.hidden_columns:
            columns[column] = min(row, columns.get(column, row))
    for row, column in sorted(rows.items()):
        yield CATALOGUE["W201"].at(book=book, sheet=sheet.name, cell=cell_name(row, column), what="行")
    for column, row in sorted(columns.items()):
        yield CATALOGUE["W201"].at(book=book, sheet=sheet.name, cell=cell_name(row, column), what="列")


def _figures(table: Table) -> Iterator[Figure]:
    for kpi in table.kpis:
        yield from kpi.actuals
        yield from kpi.targets
        if kpi.baseline is not None:
            yield kpi.baseline
