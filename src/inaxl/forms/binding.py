"""What of a book is recognised: its tables and cards, the field of each column and label, and what stays unread.

Works on any book, with or without a plan. Values are not read here but in `entries/read.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from inaxl.books import limits
from inaxl.books.grid import Workbook, cell_name, column_letters
from inaxl.errors import UnreadableInput
from inaxl.findings import E013
from inaxl.forms import applying, columns, synonyms
from inaxl.forms.applying import Change
from inaxl.forms.canvas import Canvas, Place
from inaxl.forms.cards import CardPart, Label, complete, find_cards
from inaxl.forms.header import Column, Header, find_headers, find_nameless_headers
from inaxl.forms.indicators import KpiRow, Skipped
from inaxl.forms.row_words import kind_column
from inaxl.forms.rows import RowReader
from inaxl.forms.saved import SavedTable
from inaxl.forms.years import FormYear, speaks_of_actuals, title_rows, year_in_titles, year_of_sheet_name

OWN_SHEETS = frozenset(
    {"使い方", "使い方(ボタン)", "検証結果", "集計", "人口指標", "提出票", "xlwings.conf", "inaxl.conf"}
)
"""Sheets of our own that hold no entries."""
_EXAMPLE = re.compile(r"(?:記入|記載|入力|作成)例|見本|サンプル")
_EXAMPLE_TITLE = re.compile(r"(?:^|[【(（「<＜\s])(?:記入|記載|入力|作成)例(?:$|[】)）」>＞\s0-9①-⑨])")


@dataclass(slots=True)
class Table:
    """A KPI table (or the labelled indicators of a card, `header` None). `title` is the text above it."""

    kind: str
    fy: FormYear | None
    kpis: list[KpiRow]
    header: Header | None
    last: int
    card: CardPart | None = None
    skipped: list[Skipped] = field(default_factory=list)
    title: str = ""
    form: SavedTable | None = None

    def area(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column."""
        if self.header is not None:
            return self.header.top, self.header.left, max(self.last, self.header.bottom), self.header.right
        places = [label.place for label in self.card.kpi_labels] if self.card else []
        places += [
            label.value for label in (self.card.kpi_labels if self.card else []) if label.value is not None
        ]
        rows, numbers = [p[0] for p in places], [p[1] for p in places]
        return min(rows), min(numbers), max(rows), max(numbers)

    def fields(self) -> dict[str, Any]:
        """Field → column letters (for a card: the label's cell); actuals by fiscal year."""
        found: dict[str, Any] = {}
        for name, fy, where in self._mentions():
            if name in ("actual", "year"):
                found.setdefault("actual", {})["" if fy is None else str(fy)] = where
            else:
                found.setdefault(name, where)
        return found

    def _mentions(self) -> list[tuple[str, int | None, str]]:
        if self.header is not None:
            return [
                (c.field, c.fy, column_letters(c.left))
                for c in (*self.header.shared, *self.header.columns)
                if c.field
            ]
        labels = self.card.kpi_labels if self.card else []
        return [(str(item.heading.field), item.heading.fy, cell_name(*item.place)) for item in labels]


@dataclass(slots=True)
class BoundSheet:
    """What was recognised on one sheet; `changes` are headings that differ from the form's saved reading."""

    canvas: Canvas
    fy: FormYear | None
    tables: list[Table]
    cards: list[CardPart]
    skipped: list[Skipped]
    changes: list[Change] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name of the sheet."""
        return self.canvas.grid.name

    def labels(self) -> list[tuple[str, Label]]:
        """Field and label of everything that the cards of the sheet give; labels without an indicator are left out."""
        used = {place for table in self.tables for kpi in table.kpis for place in kpi.places()}
        return [
            (name, label)
            for card in self.cards
            for name, label in (
                *card.labels.items(),
                *((str(label.heading.field), label) for label in card.kpi_labels if label.value in used),
            )
        ]


@dataclass(slots=True)
class Bound:
    """A book with everything that was recognised in it."""

    book: str
    sheets: list[BoundSheet]

    @property
    def is_recognised(self) -> bool:
        """Whether any table or card was found."""
        return any(sheet.tables or sheet.cards for sheet in self.sheets)

    def as_dict(self) -> dict[str, Any]:
        """The book in the form of the contract, section 7 (`bind`), without its entries."""
        return {
            "book": self.book,
            "sheets": [sheet.name for sheet in self.sheets],
            "tables": [_table_dict(sheet, table) for sheet in self.sheets for table in sheet.tables],
            "unrecognised": [
                {
                    "sheet": sheet.name,
                    "cell": cell_name(*item.place),
                    "text": item.text,
                    "reason": item.reason,
                }
                for sheet in self.sheets
                for item in sheet.skipped
            ],
        }


def _table_dict(sheet: BoundSheet, table: Table) -> dict[str, Any]:
    top, left, bottom, right = table.area()
    header = table.header
    return {
        "sheet": sheet.name,
        "kind": table.kind,
        "range": f"{cell_name(top, left)}:{cell_name(bottom, right)}",
        "header": f"{cell_name(header.top, left)}:{cell_name(header.bottom, right)}" if header else None,
        "fields": table.fields(),
    }


def bind(workbook: Workbook, *, fy: int | None = None, forms: Sequence[SavedTable] = ()) -> Bound:
    """Recognise the tables and cards of a book.

    Args:
        workbook: as read by `books.read`.
        fy: fiscal year to take where neither heading, title nor sheet name says one.
        forms: saved readings; they decide on tables that show enough of their headings.

    Errors: UnreadableInput (E013) where there are more tables than any form has.
    """
    sheets: list[BoundSheet] = []
    try:
        for grid in workbook.grids:
            sheets.append(_bind_sheet(Canvas(grid), fy, forms))
            tables = [table for sheet in sheets for table in sheet.tables]
            if len(tables) > limits.MAX_TABLES or sum(len(t.kpis) for t in tables) > limits.MAX_KPIS:
                reason = f"表が {limits.MAX_TABLES}、または指標が {limits.MAX_KPIS:,} を超えます。"
                raise UnreadableInput(E013.at(reason=reason))
    except UnreadableInput as error:
        raise UnreadableInput(error.finding._replace(book=workbook.name)) from None
    return Bound(workbook.name, sheets)


def _bind_sheet(canvas: Canvas, fallback: int | None, forms: Sequence[SavedTable] = ()) -> BoundSheet:
    if canvas.grid.name in OWN_SHEETS:
        return BoundSheet(canvas, None, [], [], [])
    example = _example(canvas)
    if example is not None:
        return BoundSheet(canvas, None, [], [], [example])
    texts = applying.texts_of(canvas) if forms else {}
    own = applying.tables_for(texts, forms)
    canvas.use_words(applying.words_for(own))
    headers = find_headers(canvas)
    if canvas.words and not any(applying.is_of(header, own) for header in headers):
        canvas.use_words(applying.words_for(table for table in own if table.kind == "card"))
        headers = find_headers(canvas)
    first = min((header.top for header in headers), default=canvas.last_row + 1)
    named = year_in_titles(title_rows(canvas, 1, min(first - 1, 12))) or year_of_sheet_name(canvas.grid.name)
    tables: list[Table] = []
    changes: list[Change] = []
    used: list[SavedTable] = []
    for header in headers:
        titles = _titles_above(canvas, header, headers)
        applied = applying.apply(header, own, canvas.grid.name, [text for _, text in titles])
        if applied is not None:
            used.append(applied[0])
            changes += applied[1]
        table = _read_table(canvas, header, headers, titles, named, fallback)
        table.form = applied[0] if applied is not None else None
        tables.append(table)
    tables = [table for table in tables if table.kpis or table.header is not None]
    tables.extend(_nameless_tables(canvas, tables, named, fallback))
    cards = find_cards(canvas, [table.area() for table in tables if table.kpis or table.skipped])
    named_above = {kpi.name for table in tables for kpi in table.kpis}
    for card in cards:
        card.kpis = [kpi for kpi in card.kpis if kpi.name not in named_above]
        if card.kpis:
            tables.append(_card_table(card, named, fallback))
    for table in tables:
        _give_context(table, cards)
    if own:
        rows = [(header.top, header.bottom) for header in headers]
        others = [table for table in own if table not in used]
        changes += applying.changes_elsewhere(canvas, texts, others, rows)
    skipped = [item for table in tables for item in table.skipped]
    return BoundSheet(canvas, named, tables, cards, sorted(skipped), changes)


def _example(canvas: Canvas) -> Skipped | None:
    """What says that a sheet shows how to fill in the form; None where nothing does."""
    titles = title_rows(canvas, 1, canvas.rows[min(2, len(canvas.rows) - 1)]) if canvas.rows else []
    said = next(
        ((place, text) for place, text in titles if len(text) <= 40 and _EXAMPLE_TITLE.search(text)), None
    )
    if said is None and canvas.rows and _EXAMPLE.search(canvas.grid.name):
        said = ((canvas.rows[0], canvas.columns_of[canvas.rows[0]][0]), canvas.grid.name)
    return Skipped(*said, "記入例のシートなので読みません。") if said is not None else None


def _nameless_tables(
    canvas: Canvas, tables: list[Table], named: FormYear | None, fallback: int | None
) -> list[Table]:
    """Tables of a card whose one indicator is named by a label above them (指標名 移住者数)."""
    headers = find_nameless_headers(canvas, [table.area() for table in tables])
    if not headers:
        return []
    labels = [
        label
        for card in find_cards(canvas, [table.area() for table in tables])
        for label in card.kpi_labels
        if label.value is not None and label.text
    ]
    found = []
    for header in headers:
        above = [label for label in labels if label.place[0] < header.top]
        name = next((label for label in reversed(above) if label.heading.field == "name"), None)
        if name is None or name.value is None:
            continue
        table = _nameless_table(canvas, header, name.value, named, fallback)
        if table is not None:
            found.append(table)
            for label in above[above.index(name) + 1 :]:
                complete(table.kpis[0], label)
    return found


def _nameless_table(
    canvas: Canvas, header: Header, name: Place, named: FormYear | None, fallback: int | None
) -> Table | None:
    last = min(header.bottom + 4, canvas.last_row)
    kinds = kind_column(canvas, header, last, alone=True)
    year = named or (FormYear(fallback, None) if fallback is not None else None)
    doubts = columns.settle(
        header, form_fy=year.fy if year else None, has_kinds=kinds is not None, is_about_actuals=False
    )
    reader = RowReader(canvas, header, last, kinds)
    if kinds is not None:
        kpi = reader.read_kinds(name)
        last = reader.result.last
    else:
        last = header.bottom + 1
        kpi = reader.read_single(last, name) if canvas.rows_between(last, last) else None
    if kpi is None or not (kpi.actuals or kpi.targets or kpi.baseline):
        return None
    skipped = [Skipped(c.place, c.heading.text, doubts[c.left]) for c in header.columns if c.left in doubts]
    return Table("table", year, [kpi], header, last, skipped=skipped)


def _titles_above(canvas: Canvas, header: Header, headers: list[Header]) -> list[tuple[Place, str]]:
    """Texts between the table before and this one."""
    before = max((other.bottom for other in headers if other.bottom < header.top), default=0)
    start = max(before + 1, header.top - 4)
    return title_rows(canvas, start, header.top - 1)


def _read_table(
    canvas: Canvas,
    header: Header,
    headers: list[Header],
    titles: list[tuple[Place, str]],
    named: FormYear | None,
    fallback: int | None,
) -> Table:
    last = min((other.top - 1 for other in headers if other.top > header.bottom), default=canvas.last_row)
    kinds = kind_column(canvas, header, last)
    for column in header.columns:
        if column.left == kinds and column.field is None:
            column.field = "kind"
    year = year_in_titles(titles) or named or (FormYear(fallback, None) if fallback is not None else None)
    about = titles if titles else title_rows(canvas, 1, min(header.top - 1, 12))
    doubts = columns.settle(
        header,
        form_fy=year.fy if year else None,
        has_kinds=kinds is not None,
        is_about_actuals=speaks_of_actuals(about),
    )
    _settle_name(canvas, header, last, doubts)
    rows = RowReader(canvas, header, last, kinds).read()
    if not header.of(*synonyms.VALUE_FIELDS, "year"):
        rows.kpis = []  # names alone are no entries
    skipped = [
        Skipped(column.place, column.heading.text, doubts[column.left])
        for column in header.columns
        if column.left in doubts
    ]
    title = titles[-1][1] if titles else ""
    return Table("table", year, rows.kpis, header, rows.last, skipped=[*skipped, *rows.skipped], title=title)


def _settle_name(canvas: Canvas, header: Header, last: int, doubts: columns.Doubts) -> None:
    """Of several columns that could hold the indicator: the one with the lowest heading, then with the most words."""
    names = header.of("name")
    if len(names) < 2:
        return
    rows = canvas.rows_between(header.bottom + 1, last)

    def rank(column: Column) -> tuple[bool, int, int]:
        return column.is_bound, column.place[0], len({canvas.text(row, column.left) for row in rows})

    best = max(names, key=rank)
    for column in names:
        if column is not best:
            column.field = None
            doubts[column.left] = "指標名に当たる列が複数あります。"


def _card_table(card: CardPart, named: FormYear | None, fallback: int | None) -> Table:
    year = named or (FormYear(fallback, None) if fallback is not None else None)
    for kpi in card.kpis:
        undated = [index for index, figure in enumerate(kpi.actuals) if figure.fy is None]
        if len(undated) == 1 and year is not None and all(f.fy != year.fy for f in kpi.actuals):
            kpi.actuals[undated[0]] = kpi.actuals[undated[0]]._replace(fy=year.fy)
        elif len(undated) > 1:
            kpi.actuals = [figure for figure in kpi.actuals if figure.fy is not None]
    return Table("card", year, card.kpis, None, card.bottom, card=card)


def _give_context(table: Table, cards: list[CardPart]) -> None:
    """Labels of the card around a table (事業名, 担当課) hold for the indicators that have no column for them."""
    top = table.area()[0]
    card = table.card or next((card for card in reversed(cards) if card.top <= top), None)
    if card is None:
        return
    for name in synonyms.CONTEXT_FIELDS:
        label = card.labels.get(name)
        if label is None or label.value is None:
            continue
        for kpi in table.kpis:
            kpi.texts.setdefault(name, label.value)
