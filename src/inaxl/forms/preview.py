"""A picture of what was recognised in a book: one HTML file without script, to be looked at or printed (A4 landscape).

Each recognised cell is tinted, and each heading carries the name of its field in words; what is not read is hatched
and numbered, with the reason at the side. Which cells mean what is taken from the binding, never decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from inaxl.books.grid import cell_name, column_letters
from inaxl.entries.table import BookReading
from inaxl.findings import Finding
from inaxl.forms import synonyms
from inaxl.forms.applying import change_text
from inaxl.forms.binding import Bound, BoundSheet, Table
from inaxl.forms.canvas import Canvas, Place
from inaxl.forms.preview_style import STYLE
from inaxl.forms.years import title_rows

MAX_ROWS, MAX_COLUMNS = 400, 60
_TINTED = ("project", "name", "unit", "baseline", "target", "actual", "note")
_FIGURES = ("baseline", "target", "actual")
_ABSENT = {
    "pending": "集計中など",
    "unavailable": "実績値なし",
    "not_applicable": "対象外",
    "missing": "空欄",
    "invalid": "読めない値",
}
_CARRIED = {
    "goal": "project",
    "area": "project",
    "measure": "project",
    "department": "project",
    "year": "actual",
}
_READ = (
    *_TINTED,
    *_CARRIED,
    "kpi_id",
    "status",
    "baseline_fy",
    "target_fy",
    "rating_override",
    "override_reason",
)


@dataclass(slots=True)
class _Marks:
    """Per cell: the field that tints it, the tag at a heading, and the number of what is not read."""

    tint: dict[Place, str] = field(default_factory=dict)
    tag: dict[Place, str] = field(default_factory=dict)
    unread: dict[Place, int] = field(default_factory=dict)
    numbered: set[Place] = field(default_factory=set)
    legend: dict[str, list[str]] = field(default_factory=dict)
    reasons: list[tuple[str, str]] = field(default_factory=list)


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _text(text: str) -> str:
    """A cell's text as markup: nothing in it is a tag, and control characters are left out."""
    return escape(
        "".join(character for character in text if character.isprintable() or character in "\n\u3000")
    )


def preview_html(books: Sequence[tuple[Bound, BookReading | None]], *, sample: bool = False) -> str:
    """The whole page for one or several books.

    Args:
        books: each binding with what was read by it (None: the picture shows places only).
        sample: say that the figures are invented.
    """
    parts = [_book(bound, reading or None, sample) for bound, reading in books]
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    title = "<title>様式の読み取り確認</title>"
    body = _FORBIDDEN.sub("\ufffd", "".join(parts))
    return f'<!DOCTYPE html>\n<html lang="ja"><head>{head}{title}<style>{STYLE}</style></head><body>{body}</body></html>\n'


def _book(bound: Bound, reading: BookReading | None, sample: bool) -> str:
    shown = [sheet for sheet in bound.sheets if sheet.tables or any(card.labels for card in sheet.cards)]
    if not shown:
        text = "KPI の表も事業の点検も見つかりませんでした。見出しの言葉を確かめてください。"
        return f"<section>{_title(bound.book, '', sample)}<p class='lede'>{text}</p></section>"
    return "".join(_sheet(bound.book, sheet, reading, sample) for sheet in shown)


def _title(book: str, sheet: str, sample: bool) -> str:
    where = _text(book) + (f"　／　シート「{_text(sheet)}」" if sheet else "")
    note = "<span class='sample'>見本　数値は架空</span>" if sample else ""
    return f"<header><h1>様式の読み取り確認</h1><span>{where}</span>{note}</header>"


def _sheet(book: str, sheet: BoundSheet, reading: BookReading | None, sample: bool) -> str:
    marks = _marks_of(sheet)
    if reading is not None:
        _mark_titles(marks, sheet, reading)
    found = reading.findings if reading is not None else ()
    own = [item for item in found if isinstance(item, Finding) and item.sheet == sheet.name]
    side = "".join(
        f"<li><b>{number}</b> <span class='cell'>{where}</span><br>{_text(reason)}</li>"
        for number, (where, reason) in enumerate(marks.reasons, 1)
    )
    aside = f"<aside><h2>読み取らなかったところ</h2><ol>{side}</ol></aside>" if side else ""
    return (
        f"<section>{_title(book, sheet.name, sample)}<p class='lede'>{_lede(sheet, reading, len(marks.reasons))}</p>"
        f"{_legend(marks)}<div class='sheet'>{_grid(sheet.canvas, marks)}{aside}</div>"
        f"<footer>{_changes(sheet, own)}{_how_to_save(book)}</footer></section>"
    )


def _lede(sheet: BoundSheet, reading: BookReading | None, unread: int) -> str:
    kpis = [kpi for table in sheet.tables for kpi in table.kpis]
    figures = sum(sheet.canvas.value(*figure.place) is not None for kpi in kpis for figure in kpi.actuals)
    absent = ""
    if reading is not None:
        counts = Counter(entry.status for entry in reading.entries if entry.sheet == sheet.name)
        figures = counts["reported"]
        items = [f"{label}{counts[status]}件" for status, label in _ABSENT.items() if counts[status]]
        absent = f"実績値のない欄は、{'、'.join(items)}です。" if items else ""
    found = []
    tables = sum(table.header is not None for table in sheet.tables)
    if tables:
        found.append(f"表を{tables}つ")
    cards = sum(card.has_texts for card in sheet.cards)
    if cards:
        found.append(f"事業の点検を{cards}つ")
    first = f"{'、'.join(found) or '指標の欄を'}見つけ、{len(kpis)}指標・{figures}件の実績値を読みました。"
    rest = (
        f"読み取らなかったところが{unread}か所あります。"
        if unread
        else "読み取らなかったところはありません。"
    )
    return f"<b>{first}</b>　{absent}{rest}"


def _legend(marks: _Marks) -> str:
    items = [
        f"<li><i class='t-{name}'></i>{synonyms.FIELD_LABELS[name]}<span class='cell'>{' '.join(dict.fromkeys(marks.legend[name]))}</span></li>"
        for name in _TINTED
        if name in marks.legend
    ]
    return f"<ul class='legend'>{''.join(items)}<li><i class='hatch'></i>読み取らない</li></ul>"


def _marks_of(sheet: BoundSheet) -> _Marks:
    marks = _Marks()
    for table in sheet.tables:
        _mark_header(marks, table)
        _mark_groups(marks, sheet.canvas, table)
        _mark_rows(marks, table)
    for name, label in sheet.labels():
        _mark_label(marks, name, label.place, label.value)
    _mark_unread(marks, sheet)
    return marks


def _tint(name: str | None) -> str:
    tint = _CARRIED.get(name or "", name or "")
    return tint if tint in _TINTED else "other"


def _mark_header(marks: _Marks, table: Table) -> None:
    if table.header is None:
        return
    for column in table.header.columns:
        if column.field is None:
            continue
        label = synonyms.FIELD_LABELS.get("actual" if column.field == "year" else column.field, column.field)
        is_dated = column.fy is not None and column.field in ("actual", "target", "year")
        marks.tag[column.place] = f"{label} {column.fy}" if is_dated else label
        marks.tint[column.place] = _tint(column.field)
        marks.legend.setdefault(_tint(column.field), []).append(column_letters(column.left))


def _mark_groups(marks: _Marks, canvas: Canvas, table: Table) -> None:
    """A heading over several columns of one field (実績値 over R3 R4 R5) has their tint."""
    if table.header is None:
        return
    over: dict[Place, set[str]] = {}
    for column in table.header.columns:
        for row in range(table.header.top, column.place[0]):
            over.setdefault(canvas.anchor(row, column.left), set()).add(
                _tint(column.field) if column.field else ""
            )
    for place, tints in over.items():
        tint = tints.pop()
        if not tints and tint and canvas.value(*place) is not None:
            marks.tint.setdefault(place, tint)


def _mark_rows(marks: _Marks, table: Table) -> None:
    for kpi in table.kpis:
        marks.tint[kpi.name] = "name"
        for name, place in kpi.texts.items():
            if name in _READ:
                marks.tint[place] = _tint(name)
        for figure in kpi.targets:
            marks.tint[figure.place] = "target"
        for figure in kpi.actuals:
            marks.tint[figure.place] = "actual"
        if kpi.baseline is not None:
            marks.tint[kpi.baseline.place] = "baseline"


def _mark_titles(marks: _Marks, sheet: BoundSheet, reading: BookReading) -> None:
    """The cells that say from whom and for which year the sheet is."""
    titles = {place: cell_name(*place) for place, _ in title_rows(sheet.canvas, 1, sheet.canvas.last_row)}
    for place, cell in titles.items():
        if reading.department_cell == f"{sheet.name}!{cell}":
            marks.tint.setdefault(place, "project")
            marks.tag.setdefault(place, synonyms.FIELD_LABELS["department"])
        elif reading.fy_cell == f"{sheet.name}!{cell}" and reading.fy is not None:
            marks.tag.setdefault(place, f"年度 {reading.fy}")


def _mark_label(marks: _Marks, name: str, place: Place, value: Place | None) -> None:
    marks.tag.setdefault(place, synonyms.FIELD_LABELS.get(name, name))
    marks.tint.setdefault(place, _tint(name))
    marks.legend.setdefault(_tint(name), []).append(cell_name(*place))
    if value is not None:
        marks.tint.setdefault(value, _tint(name))


def _mark_unread(marks: _Marks, sheet: BoundSheet) -> None:
    for change in sheet.changes:
        marks.unread.setdefault(change.place, len(marks.reasons) + 1)
        marks.numbered.add(change.place)
        marks.reasons.append((cell_name(*change.place), change_text(change)))
    for table in sheet.tables:
        for item in table.skipped:
            number = len(marks.reasons) + 1
            cells = list(_unread_cells(sheet.canvas, table, item.place))
            for place in cells:
                marks.unread.setdefault(place, number)
            marks.numbered.add(item.place)
            first, last = cells[0], cells[-1]
            where = cell_name(*first) + (f":{cell_name(*last)}" if last != first else "")
            marks.reasons.append((where, item.reason))


def _unread_cells(canvas: Canvas, table: Table, place: Place) -> Iterable[Place]:
    """A heading stands for its column down the table, a row's first cell for the row."""
    row, column = place
    top, _, bottom, right = table.area()
    header = table.header
    if header is not None and top <= row <= header.bottom:
        return [(r, column) for r in range(row, bottom + 1)]
    return [(row, c) for c in range(column, right + 1)]


def _grid(canvas: Canvas, marks: _Marks) -> str:
    last_row, last_column = min(canvas.last_row, MAX_ROWS), min(canvas.last_column, MAX_COLUMNS)
    heads = "".join(f"<th>{column_letters(column)}</th>" for column in range(1, last_column + 1))
    lines = [f"<tr><th></th>{heads}</tr>"]
    for row in range(1, last_row + 1):
        cells = "".join(
            _cell(canvas, marks, row, c, last_row, last_column) for c in range(1, last_column + 1)
        )
        lines.append(f"<tr><th>{row}</th>{cells}</tr>")
    cut = canvas.last_row > last_row or canvas.last_column > last_column
    more = f"<p class='cut'>{last_row}行・{last_column}列までを示しています。</p>" if cut else ""
    return f"<div class='grid'><table>{''.join(lines)}</table>{more}</div>"


def _cell(canvas: Canvas, marks: _Marks, row: int, column: int, last_row: int, last_column: int) -> str:
    place = (row, column)
    if canvas.anchor(row, column) != place:
        return ""
    area = canvas.area(row, column)
    span = ""
    if area.bottom > row:
        span += f" rowspan={min(area.bottom, last_row) - row + 1}"
    if area.right > column:
        span += f" colspan={min(area.right, last_column) - column + 1}"
    classes = []
    if place in marks.unread:
        classes.append("hatch")
    elif place in marks.tint:
        classes.append(f"t-{marks.tint[place]}")
    value = canvas.value(row, column)
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    if is_figure or (marks.tint.get(place) in _FIGURES and place not in marks.tag):
        classes.append("n")
    elif not classes and value is not None and area.right == column and canvas.value(row, column + 1) is None:
        classes.append("o")  # a title runs over into the blank cells beside it, as it does in Excel
    text = _text(canvas.text(row, column))
    if place in marks.tag:
        text += f" <em>{_text(marks.tag[place])}</em>"
    if place in marks.numbered:
        text += f" <b>{marks.unread.get(place, '')}</b>"
    return f"<td{span}{' class=' + chr(34) + ' '.join(classes) + chr(34) if classes else ''}>{text}</td>"


def _changes(sheet: BoundSheet, findings: Sequence[Finding]) -> str:
    items = [
        f"<li><span class='cell'>{_text(item.cell or '')}</span>{_text(item.message)}</li>"
        for item in findings
        if item.code in ("W101", "W103", "E101", "E103", "E104", "E105")
    ]
    merged = {
        sheet.canvas.area(*place)
        for table in sheet.tables
        for kpi in table.kpis
        for name, place in kpi.texts.items()
        if name in synonyms.CONTEXT_FIELDS and table.header is not None and place[0] > table.header.bottom
    }
    for area in sorted(merged):
        if area.bottom > area.top:
            where = f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.left)}"
            items.append(
                f"<li><span class='cell'>{where}</span>結合された文字を{area.bottom - area.top + 1}行に当てはめました</li>"
            )
    text = f"<ul>{''.join(items)}</ul>" if items else "<p>読み替えたところはありません。</p>"
    return f"<div><h2>読み替えたところ</h2>{text}</div>"


def _how_to_save(book: str) -> str:
    name = _text(book.replace("\\", "/").rsplit("/", 1)[-1])
    return (
        "<div><h2>この読み取りを保存するには</h2>"
        f"<p class='cell'>inaxl bind --save {name}</p><p>見出しの言葉で覚えるので、行や列を挿入しても使えます。</p></div>"
    )
