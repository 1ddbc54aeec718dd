"""The entries of one book: every indicator and year with its figure, status and source cell, and what is doubtful.

Where the cells are is decided in `forms/`; what a cell says, in `values/`. Nothing is held against the plan here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inaxl.books.grid import Workbook, cell_name
from inaxl.books.read import read_workbook
from inaxl.entries.doubts import book_doubts, refusal, remarks
from inaxl.entries.figures import NOTHING, Value, current_year, target_for, without_year, year_in
from inaxl.entries.table import BookReading, Card, CarriedCells, Entry
from inaxl.findings import CATALOGUE, Finding
from inaxl.forms.binding import Bound, BoundSheet, Table, bind
from inaxl.forms.cards import CardPart
from inaxl.forms.departments import (
    Names,
    department_in,
    department_in_file_name,
    find_department,
    guess_department,
    names_of,
)
from inaxl.forms.indicators import Figure, KpiRow
from inaxl.forms.saved import SavedTable
from inaxl.forms.synonyms import CARD_TEXTS
from inaxl.forms.years import title_rows
from inaxl.values.labels import clean_text, label_key
from inaxl.values.numbers import Reading, read_value
from inaxl.values.periods import fy_label, parse_fiscal_year
from inaxl.values.ranges import parse_range
from inaxl.values.statuses import DEFAULT_STATUS_WORDS
from inaxl.values.units import split_name_unit

_TITLE_ROWS = 8


def read_book(
    path: Path,
    *,
    name: str,
    status_words: Mapping[str, str],
    departments: Mapping[str, str],
    fy_hint: int | None = None,
    forms: Sequence[SavedTable] = (),
) -> BookReading:
    """Read one department book from disk.

    Args:
        path: the file.
        name: how findings call the book.
        status_words: word → status of the plan.
        departments: `label_key` of each name and former name → canonical name of the department.
        fy_hint: the fiscal year that the book is expected to be for; another one gives E106.
        forms: saved readings of forms (`bindings/*.toml`).

    Errors: those of `books.read.read_workbook`.
    """
    return read_entries(
        read_workbook(path, name=name),
        status_words=status_words,
        departments=departments,
        fy_hint=fy_hint,
        forms=forms,
    )


def read_entries(
    workbook: Workbook,
    *,
    status_words: Mapping[str, str] = DEFAULT_STATUS_WORDS,
    departments: Mapping[str, str] | None = None,
    fy_hint: int | None = None,
    bound: Bound | None = None,
    forms: Sequence[SavedTable] = (),
    wants_actuals: bool = True,
) -> BookReading:
    """The entries, cards and findings of a book that is already read.

    wants_actuals: a table without a column for actuals is a mistake (E202).
    """
    bound = bound if bound is not None else bind(workbook, fy=fy_hint, forms=forms)
    reader = _BookReader(bound, status_words, names_of(departments or {}))
    entries = tuple(entry for sheet in bound.sheets for entry in reader.sheet_entries(sheet))
    fy, fy_cell = reader.form_year()
    findings = [*reader.findings, *book_doubts(workbook, bound, wants_actuals=wants_actuals)]
    if fy is not None and fy_hint is not None and fy != fy_hint:
        sheet, _, cell = fy_cell.rpartition("!")
        shown = fy_label(fy)
        findings.append(
            CATALOGUE["E106"].at(
                book=bound.book,
                sheet=sheet or None,
                cell=cell or None,
                field="fy",
                value=shown,
                expected=fy_label(fy_hint),
            )
        )
    return BookReading(
        book=bound.book,
        sha256=workbook.sha256,
        department=reader.department[1],
        department_cell=reader.department[0],
        fy=fy,
        fy_cell=fy_cell,
        entries=entries,
        cards=tuple(card for sheet in bound.sheets for card in _cards(bound.book, sheet)),
        findings=tuple(findings),
        tables=sum(len(sheet.tables) for sheet in bound.sheets),
        cells=reader.cells,
    )


def _cards(book: str, sheet: BoundSheet) -> Iterator[Card]:
    """The cards of a sheet; a table with columns for 取組内容 etc. gives one for each project in it."""
    for card in sheet.cards:
        if card.has_texts:
            yield _card(book, sheet, card)
    seen: set[tuple[str, ...]] = set()
    for table in sheet.tables:
        for kpi in table.kpis:
            places = {name: place for name, place in kpi.texts.items() if name in CARD_TEXTS}
            project = sheet.canvas.text(*kpi.texts["project"]) if "project" in kpi.texts else ""
            texts = {name: sheet.canvas.text(*places[name]) if name in places else "" for name in CARD_TEXTS}
            if places and (project, *texts.values()) not in seen:
                seen.add((project, *texts.values()))
                cells = {name: cell_name(*place) for name, place in places.items()}
                yield Card(book=book, sheet=sheet.name, project=project, cells=cells, carried=(), **texts)


def _card(book: str, sheet: BoundSheet, card: CardPart) -> Card:
    texts = {name: card.labels[name].text if name in card.labels else "" for name in CARD_TEXTS}
    cells = {
        name: cell_name(*label.value)
        for name, label in card.labels.items()
        if label.value is not None and name in CARD_TEXTS
    }
    project = card.labels["project"].text if "project" in card.labels else ""
    carried = tuple(_carried(sheet, card))
    return Card(book=book, sheet=sheet.name, project=project, cells=cells, carried=carried, **texts)


def _carried(sheet: BoundSheet, card: CardPart) -> Iterator[CarriedCells]:
    """What a card says of earlier years' actions."""
    last_year = sheet.fy.fy - 1 if sheet.fy is not None else None
    for row in card.carried:
        state, progress = (sheet.canvas.text(*place) for place in (row.state, row.progress))
        fy = row.fy if row.fy is not None else last_year
        yield CarriedCells(fy, state, cell_name(*row.state), progress, cell_name(*row.progress))


class _BookReader:
    """Reads the cells that the binding names, and collects what is to be said about them."""

    def __init__(self, bound: Bound, status_words: Mapping[str, str], names: Names) -> None:
        self.bound, self.status_words, self.names = bound, status_words, names
        self.statuses = {label_key(word): status for word, status in status_words.items()}
        self.findings: list[Finding] = []
        self.cells = 0
        self.department = self._find_department()

    def form_year(self) -> tuple[int | None, str]:
        """The fiscal year that the book says it is for, and where; of several, the newest of the sheets with tables."""
        years = [
            (sheet.fy, sheet)
            for sheet in self.bound.sheets
            if sheet.fy is not None and (sheet.tables or sheet.cards)
        ]
        if not years:
            return None, ""
        year, sheet = max(years, key=lambda item: (bool(item[1].tables), item[0].fy))
        return year.fy, f"{sheet.name}!{cell_name(*year.place)}" if year.place else f"{sheet.name}!"

    def _find_department(self) -> tuple[str, str]:
        """Cell and name: title regions first, then any cell, then the names of sheets and of the file."""
        sheets = self.bound.sheets
        for sheet in sheets:
            titles = title_rows(sheet.canvas, 1, _first_row(sheet) - 1)
            found = find_department(titles, self.names) if self.names.full else guess_department(titles)
            if found:
                return f"{sheet.name}!{cell_name(*found[0])}", found[1]
        if not self.names.full:
            return "", ""
        everywhere = [
            (sheet, *found)
            for sheet in sheets
            if (found := find_department(title_rows(sheet.canvas, 1, sheet.canvas.last_row), self.names))
        ]
        if everywhere and len({whole for *_, whole in everywhere}) == 1:
            sheet, place, whole = everywhere[0]
            return f"{sheet.name}!{cell_name(*place)}", whole
        for text in (
            self.bound.book.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0],
            *(sheet.name for sheet in sheets),
        ):
            whole = department_in_file_name(text, self.names)
            if whole:
                return "", whole
        return "", ""

    def sheet_entries(self, sheet: BoundSheet) -> Iterator[Entry]:
        """Entries of all tables of a sheet."""
        for table in sheet.tables:
            for kpi in table.kpis:
                yield from self._kpi_entries(sheet, table, kpi)

    def _text(self, sheet: BoundSheet, kpi: KpiRow, name: str) -> str:
        place = kpi.texts.get(name)
        if place is None:
            return ""
        text = sheet.canvas.text(*place)
        for card in sheet.cards:
            label = card.labels.get(name)
            if label is not None and label.value == place:
                return clean_text(label.text)
        return text

    def _kpi_entries(self, sheet: BoundSheet, table: Table, kpi: KpiRow) -> Iterator[Entry]:
        name = sheet.canvas.text(*kpi.name)
        unit = self._text(sheet, kpi, "unit") or split_name_unit(name)[1]
        unit = unit or next(
            (
                f.unit
                for f in (*kpi.actuals, *kpi.targets, *([kpi.baseline] if kpi.baseline else []))
                if f.unit
            ),
            "",
        )
        baseline = self._read(sheet, kpi.baseline, unit, "baseline", self._text(sheet, kpi, "baseline_fy"))
        target_year = self._text(sheet, kpi, "target_fy")
        targets = [
            (f, self._read(sheet, f, unit, "target", target_year if f.fy is None else ""))
            for f in kpi.targets
        ]
        if not unit:
            # 93人 in a table without units: the unit that all figures of the row agree on
            named = {
                value.reading.unit for value in (baseline, *(v for _, v in targets)) if value.reading.unit
            }
            unit = named.pop() if len(named) == 1 else ""
        newest = current_year(table, kpi)
        base = Entry(
            book=self.bound.book,
            sheet=sheet.name,
            row=kpi.name[0],
            department=self._department_of(sheet, kpi),
            project=self._text(sheet, kpi, "project"),
            goal=self._text(sheet, kpi, "goal"),
            kpi_id=self._text(sheet, kpi, "kpi_id"),
            name=name,
            unit=unit,
            baseline=baseline.reading.value,
            baseline_fy=baseline.fy,
            target=None,
            target_fy=None,
            fy=None,
            actual=None,
            status=None,
            status_text="",
            note="",
            name_cell=cell_name(*kpi.name),
            baseline_cell=baseline.cell,
            target_cell="",
            source_cell="",
            status_cell="",
            source_text="",
        )
        if not kpi.actuals:
            target = target_for(targets, None, kpi)
            note = self._text(sheet, kpi, "note")
            yield base._replace(
                target=target.reading.value, target_fy=target.fy, target_cell=target.cell, note=note
            )
            return
        for figure in sorted(kpi.actuals, key=lambda f: f.fy or 0):
            target = target_for(targets, figure.fy, kpi)
            entry = base._replace(target=target.reading.value, target_fy=target.fy, target_cell=target.cell)
            yield self._entry(sheet, kpi, entry, figure, is_current=figure.fy == newest)

    def _entry(
        self, sheet: BoundSheet, kpi: KpiRow, entry: Entry, figure: Figure, *, is_current: bool
    ) -> Entry:
        value = self._read(sheet, figure, entry.unit, "actual", "")
        status: str = value.reading.status
        note = value.reading.note
        extra: dict[str, Any] = {}
        if is_current:
            place = kpi.texts.get("status")
            text = self._text(sheet, kpi, "status")
            note = " ".join(dict.fromkeys(part for part in (self._text(sheet, kpi, "note"), note) if part))
            extra = {
                "status_text": text,
                "status_cell": cell_name(*place) if place else "",
                "rating_override": self._text(sheet, kpi, "rating_override"),
                "override_reason": self._text(sheet, kpi, "override_reason"),
            }
            named = self.statuses.get(label_key(text)) if text else None
            if status == "missing" and named is not None and named != "reported":
                status = named
        return entry._replace(
            fy=figure.fy,
            actual=value.reading.value,
            status=status,
            note=note,
            source_cell=value.cell,
            source_text="" if value.raw is None else str(value.raw),
            changes="、".join(value.reading.changes) if value.reading.value is not None else "",
            **extra,
        )

    def _department_of(self, sheet: BoundSheet, kpi: KpiRow) -> str:
        text = self._text(sheet, kpi, "department")
        if not text:
            return self.department[1]
        return department_in(text, self.names) or text

    def _read(self, sheet: BoundSheet, figure: Figure | None, unit: str, field: str, year_text: str) -> Value:
        """One figure's cell; what is to be said about it goes to the findings."""
        if figure is None:
            return NOTHING
        self.cells += 1
        canvas, cell = sheet.canvas, cell_name(*figure.place)
        place = {"book": self.bound.book, "sheet": sheet.name, "cell": cell, "field": field}
        fy = figure.fy if figure.fy is not None else (parse_fiscal_year(year_text) if year_text else None)
        raw: object = canvas.value(*figure.place)
        if figure.place in canvas.grid.uncalculated:
            self.findings.append(CATALOGUE["E105"].at(**place))
            return Value(Reading(None, "invalid", code="E105"), None, cell, fy)
        if figure.is_shared and raw is not None:
            reason = "結合されたセルが、ほかの値の欄にもまたがっています。"
            self.findings.append(CATALOGUE["E101"].at(**place, value=raw, reason=reason))
            return Value(Reading(None, "invalid", code="E101"), raw, cell, fy)
        if field == "actual" and (other := year_in(raw)) is not None and fy is not None and other != fy:
            self.findings.append(CATALOGUE["E106"].at(**place, value=raw, expected=fy_label(fy)))
            return Value(Reading(None, "invalid", code="E106"), raw, cell, fy)
        said, own_fy = without_year(raw, is_actual=field == "actual", fy=fy)
        reading = read_value(
            said,
            unit=figure.unit or unit,
            number_format=canvas.grid.formats.get(figure.place, ""),
            status_words=self.status_words,
        )
        if figure.unit and unit and label_key(figure.unit) != label_key(unit) and reading.value is not None:
            reading = read_value(f"{reading.value}{figure.unit}", unit=unit, status_words=self.status_words)
        if field == "target" and reading.code is not None and parse_range(str(raw)) is not None:
            return Value(
                Reading(None, "missing"), raw, cell, fy
            )  # a range is a target; the plan book holds it
        if reading.code is not None:
            self.findings.append(refusal(reading, raw, figure.unit or unit, place))
        else:
            self.findings.extend(remarks(reading, raw, place))
        return Value(reading, raw, cell, own_fy if own_fy is not None else fy)


def _first_row(sheet: BoundSheet) -> int:
    """First row of what is recognised on a sheet; titles stand above it."""
    tops = [table.area()[0] for table in sheet.tables]
    return min(tops, default=_TITLE_ROWS + 1)
