"""One population book being read cell by cell: numbers, words, dates, and the findings about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from inaxl.findings import E407, E408, E411, E510, E511, Code, Finding
from inaxl.population import layout
from inaxl.population.ages import AgeGroup, parse_age
from inaxl.population.layout import Sheet
from inaxl.population.records import Series
from inaxl.population.schemas import Figure, check_figures
from inaxl.population.sheets import RawRow
from inaxl.values.labels import clean_text, label_key
from inaxl.values.numbers import read_value
from inaxl.values.periods import parse_period

T = TypeVar("T")
SIGNED = frozenset(("社会増減", "その他の増減"))


class Cells:
    """The raw rows, the numbers that can be used, and the findings so far."""

    def __init__(self, name: str, rows: Sequence[RawRow], findings: Sequence[Finding]) -> None:
        self._book = name
        self._rows = rows
        self._findings = list(findings)
        self._figures: list[Figure] = []
        self._numbers: dict[tuple[str, int, str], float] = {}
        self._ages: dict[str, dict[str, AgeGroup]] = {}
        self._seen: dict[tuple[Any, ...], str] = {}
        self._series: dict[str, Series] = {}

    def _say(self, code: Code, row: RawRow, heading: str, **more: Any) -> None:
        self._findings.append(code.at(book=self._book, sheet=row.sheet.name, cell=row.cell(heading), **more))

    def _read_figures(self) -> None:
        """Every number of the book at once, checked by the schema; refused ones are not there for the rows."""
        for row in self._rows:
            for heading in row.values:
                if heading in row.sheet.figures or self._age_of(row, heading) is not None:
                    self._read_figure(row, heading)
        refused = check_figures(self._figures, book=self._book)
        self._findings += refused
        places = {(finding.sheet, finding.cell) for finding in refused}
        for row in self._rows if places else ():
            for heading in row.values:
                if (row.sheet.name, row.cell(heading)) in places:
                    self._numbers.pop((row.sheet.key, row.number, heading), None)

    def _read_figure(self, row: RawRow, heading: str) -> None:
        raw = row.values[heading]
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            value = float(raw)
        else:
            reading = read_value(raw)
            if reading.value is None:
                if reading.status == "invalid":  # 未公表 and the like are no figures yet
                    self._say(E408, row, heading, value=raw, column=heading)
                return
            value = float(reading.value)
        self._numbers[row.sheet.key, row.number, heading] = value
        kind = "ratio" if row.sheet is layout.SURVIVAL else "change" if heading in SIGNED else "persons"
        self._figures.append(Figure(kind, value, row.sheet.name, row.cell(heading), heading, str(raw)))

    def _number(self, row: RawRow, heading: str) -> float | None:
        return self._numbers.get((row.sheet.key, row.number, heading))

    def _age_of(self, row: RawRow, heading: str) -> AgeGroup | None:
        known = self._ages.setdefault(row.sheet.key, {})
        if not known:
            for each in row.columns:
                age = parse_age(each)
                if isinstance(age, AgeGroup) and (age.upper is None or age.upper > age.lower):
                    known[each] = age
        return known.get(heading)

    def _text(self, row: RawRow, heading: str) -> str:
        return clean_text(row.values.get(heading))

    def _word(self, row: RawRow, heading: str, labels: dict[str, str], default: str = "") -> str:
        """The key of a word; E407 and '' where it is none of the list."""
        text = self._text(row, heading)
        if not text:
            return default
        keys = {label_key(label): key for key, label in labels.items()}
        if label_key(text) not in keys:
            self._say(E407, row, heading, value=text, column=heading, choices="・".join(labels.values()))
        return keys.get(label_key(text), default)

    def _day(self, row: RawRow, heading: str) -> dt.date | None:
        raw = row.values.get(heading)
        if isinstance(raw, dt.datetime):
            return raw.date()
        if isinstance(raw, dt.date):
            return raw
        period = parse_period(raw)
        if period is not None and period.kind == "date" and period.month and period.day:
            return dt.date(period.year, period.month, period.day)
        return None

    def _date(self, row: RawRow, heading: str = "時点") -> dt.date | None:
        day = self._day(row, heading)
        if day is None:
            self._say(E411, row, heading, value=row.values.get(heading) or "", column=heading)
        return day

    def _year(self, row: RawRow, heading: str = "年") -> int | None:
        raw = row.values.get(heading)
        period = parse_period(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
        if period is None:
            self._say(E411, row, heading, value=raw if raw is not None else "", column=heading)
        return period.year if period else None

    def _known_series(self, row: RawRow) -> str:
        name = self._text(row, "系列")
        if name not in self._series:
            self._say(E511, row, "系列", value=name)
        return name

    def _once(self, row: RawRow, heading: str, *what: Any, title: str) -> bool:
        """False, with E510, where the same row stands further up."""
        key = (row.sheet.key, *what)
        if key in self._seen:
            self._say(E510, row, heading, value=title, first=self._seen[key])
            return False
        self._seen[key] = row.cell(heading)
        return True

    def _each(self, sheet: Sheet, read: Callable[[RawRow], T | None]) -> list[T]:
        found = (read(row) for row in self._rows if row.sheet is sheet)
        return [item for item in found if item is not None]
