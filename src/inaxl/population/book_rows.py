"""From raw rows of the population book to its parts, with a finding at each cell that cannot be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from inaxl.findings import E506, E508, E512
from inaxl.population import layout
from inaxl.population.ages import AgeGroup, gaps_between
from inaxl.population.book_cells import Cells
from inaxl.population.definitions import (
    BASIS_LABELS,
    NATIONALITY_LABELS,
    PERIOD_LABELS,
    UNKNOWN_LABELS,
    Definition,
)
from inaxl.population.influence import KIND_LABELS, Threshold
from inaxl.population.layout import CONFIRMED, SEX_LABELS, Sheet
from inaxl.population.records import (
    AgeRow,
    ConversionRow,
    EventRow,
    GroupRow,
    MotherRow,
    PopulationBook,
    Series,
    SurvivalRow,
)
from inaxl.population.scenarios import FERTILITY_LABELS, MIGRATION_LABELS, SCALED, TFR_TARGET, Scenario
from inaxl.population.sheets import RawRow
from inaxl.population.vision import NET_MIGRATION, TFR, TOTAL, Observation

VITAL_FIELDS = {"出生数": "births", "死亡数": "deaths", "合計特殊出生率": TFR}
MOVE_FIELDS = {
    "転入数": "in_migrants",
    "転出数": "out_migrants",
    "社会増減": NET_MIGRATION,
    "その他の増減": "other",
}
_ROUNDING = 0.5  # published persons are whole


class Reader(Cells):
    """From the rows of each sheet to the parts of the book."""

    def book(self) -> PopulationBook:
        """Everything that can be used."""
        self._read_figures()
        for series in self._each(layout.SERIES, self._series_row):
            self._series.setdefault(series.name, series)
        ages = self._each(layout.BY_AGE, self._age_row)
        projection = self._each(layout.PROJECTION, self._age_row)
        groups = self._each(layout.GROUPS, self._group_row)
        vital = self._each(layout.VITAL, lambda row: self._event_row(row, VITAL_FIELDS))
        moves = [
            _with_difference(e)
            for e in self._each(layout.MOVES, lambda row: self._event_row(row, MOVE_FIELDS))
        ]
        observations = [
            *self._each(layout.TOTALS, self._total_row),
            *self._projected_totals(projection, groups),
            *self._event_observations((*vital, *moves)),
        ]
        return PopulationBook(
            self._book,
            self._series,
            tuple(observations),
            tuple(ages),
            tuple(groups),
            tuple(vital),
            tuple(moves),
            tuple(self._each(layout.MOTHERS_AGE, self._mother_row)),
            tuple(self._each(layout.SURVIVAL, self._survival_row)),
            tuple(projection),
            tuple(self._each(layout.CONVERSION, self._conversion_row)),
            tuple(self._each(layout.SCENARIOS, self._scenario_row)),
            tuple(self._each(layout.THRESHOLDS, self._threshold_row)),
            tuple(self._findings),
        )

    # --- rows ---

    def _series_row(self, row: RawRow) -> Series | None:
        name = self._text(row, "系列")
        if not name or not self._once(row, "系列", name, title=name):
            return None
        definition = Definition(
            name,
            self._word(row, "調査", BASIS_LABELS),
            self._word(row, "期間", PERIOD_LABELS),
            self._word(row, "国籍", NATIONALITY_LABELS),
            self._word(row, "年齢不詳", UNKNOWN_LABELS),
        )
        published = self._day(row, "公表日")
        source, licence, note = (self._text(row, heading) for heading in ("出典", "利用条件", "備考"))
        return Series(name, definition, published, source, licence, note, row.cell("系列"))

    def _total_row(self, row: RawRow) -> Observation | None:
        name, day, total = self._known_series(row), self._date(row), self._number(row, "総数")
        if day is None or total is None or not self._once(row, "時点", name, day, title=f"{name} {day}"):
            return None
        parts = [value for value in (self._number(row, "男"), self._number(row, "女")) if value is not None]
        if len(parts) == 2:
            self._adds_up(row, parts, total)
        return self._observation(
            row.sheet, TOTAL, day.year, day, total, name, self._text(row, "備考"), row.cell("総数")
        )

    def _observation(
        self, sheet: Sheet, indicator: str, year: int, day: dt.date | None, value: float | Decimal, series: str,
        note: str, cell: str, kind: str = "actual",
    ) -> Observation:  # fmt: skip
        known = self._series.get(series)
        source = known.source if known and kind == "actual" else series
        unit = "" if indicator == TFR else "人"
        return Observation(
            indicator, year, day, _decimal(value), unit, kind, source, note, cell, sheet.name, series,
            known.published if known else None,
        )  # fmt: skip

    def _adds_up(self, row: RawRow, parts: Iterable[float], total: float, heading: str = "総数") -> bool:
        whole = sum(parts)
        if abs(whole - total) > _ROUNDING:
            self._say(
                E508, row, heading, value=f"{total:,.0f}", sum=f"{whole:,.0f}", column=heading,
                difference=f"{abs(whole - total):,.0f}",
            )  # fmt: skip
            return False
        return True

    def _by_age(self, row: RawRow) -> dict[AgeGroup, float]:
        found = {}
        for heading in row.columns:
            age = self._age_of(row, heading)
            value = self._number(row, heading) if age else None
            if age is not None and value is not None:
                found[age] = value
        return found

    def _age_row(self, row: RawRow) -> AgeRow | None:
        name, sex = self._known_series(row), self._word(row, "性別", SEX_LABELS)
        if row.sheet is layout.PROJECTION:
            year = self._year(row)
            day = dt.date(year, 10, 1) if year else None
        else:
            day = self._date(row)
        if (
            day is None
            or not sex
            or not self._once(row, "性別", name, day, sex, title=f"{name} {day} {SEX_LABELS[sex]}")
        ):
            return None
        ages, total = self._by_age(row), self._number(row, "総数")
        unknown = self._number(row, "不詳") or 0.0
        if not self._is_whole(row, ages, total, unknown, "0～4"):
            return None
        return AgeRow(name, day, sex, total, ages, unknown, row.cell("0～4"), row.cell("不詳"))

    def _is_whole(
        self, row: RawRow, ages: dict[AgeGroup, float], total: float | None, unknown: float, first: str
    ) -> bool:
        missing = gaps_between(ages)
        if missing:
            shown = "・".join(missing[:4])
            heading = next((h for h in row.columns if h in missing), first)
            self._say(E506, row, heading, ages=shown)
            return False
        return total is None or self._adds_up(row, (*ages.values(), unknown), total)

    def _group_row(self, row: RawRow) -> GroupRow | None:
        name, day = self._known_series(row), self._date(row)
        if day is None or not self._once(row, "時点", name, day, title=f"{name} {day}"):
            return None
        ages, total = self._by_age(row), self._number(row, "総数")
        if not self._is_whole(row, ages, total, 0.0, "0～14"):
            return None
        return GroupRow(name, day, total, ages, row.cell("総数"))

    def _event_row(self, row: RawRow, fields: dict[str, str]) -> EventRow | None:
        name, year = self._known_series(row), self._year(row)
        if year is None or not self._once(row, "年", name, year, title=f"{name} {year}年"):
            return None
        numbers = {heading: self._number(row, heading) for heading in fields}
        values = {fields[h]: _decimal(v) for h, v in numbers.items() if v is not None}
        cells = {field: row.cell(heading) for heading, field in fields.items()}
        period = self._series[name].definition.period if name in self._series else ""
        return EventRow(name, year, period or "calendar", values, cells, self._text(row, "備考"))

    def _mother_row(self, row: RawRow) -> MotherRow | None:
        name, year = self._known_series(row), self._year(row)
        if year is None or not self._once(row, "年", name, year, title=f"{name} {year}年"):
            return None
        ages, total, unknown = self._by_age(row), self._number(row, "総数"), self._number(row, "不詳") or 0.0
        missing = [heading for heading in layout.MOTHERS if self._number(row, heading) is None]
        if missing:
            self._say(E506, row, missing[0], ages="・".join(missing[:4]))
            return None
        if total is not None and not self._adds_up(row, (*ages.values(), unknown), total):
            return None
        return MotherRow(name, year, total, ages, unknown, row.cell("総数"))

    def _survival_row(self, row: RawRow) -> SurvivalRow | None:
        name, sex = self._known_series(row), self._word(row, "性別", SEX_LABELS)
        first, last = self._year(row, "期首"), self._year(row, "期末")
        if first is None or last is None or not sex:
            return None
        if not self._once(row, "期首", name, first, sex, title=f"{name} {first}年 {SEX_LABELS[sex]}"):
            return None
        ratios = [self._number(row, step) for step in layout.STEPS]
        if any(ratio is None for ratio in ratios):
            missing = next(s for s, ratio in zip(layout.STEPS, ratios, strict=True) if ratio is None)
            self._say(E506, row, missing, ages=missing)
            return None
        whole = tuple(ratio for ratio in ratios if ratio is not None)
        return SurvivalRow(name, first, last, sex, whole, row.cell(layout.STEPS[0]))

    def _conversion_row(self, row: RawRow) -> ConversionRow | None:
        name, year = self._known_series(row), self._year(row)
        ratio = self._number(row, "子ども女性比")
        if year is None or not ratio or not self._once(row, "年", name, year, title=f"{name} {year}年"):
            return None
        tfr, sexes = self._number(row, "合計特殊出生率"), self._number(row, "0～4歳性比")
        return ConversionRow(name, year, ratio, tfr, sexes, self._text(row, "確認") == CONFIRMED)

    def _scenario_row(self, row: RawRow) -> Scenario | None:
        name = self._text(row, "名称")
        if not name or not self._once(row, "名称", name, title=name):
            return None
        fertility = self._word(row, "出生の仮定", FERTILITY_LABELS, "as_given")
        migration = self._word(row, "移動の仮定", MIGRATION_LABELS, "as_given")
        year = self._number(row, "到達年")
        scenario = Scenario(
            f"book:{name}",
            name,
            fertility,
            migration,
            self._number(row, "目標の合計特殊出生率") if fertility == TFR_TARGET else None,
            int(year) if year is not None and fertility == TFR_TARGET else None,
            self._number(row, "移動率の倍率") if migration == SCALED else None,
            self._text(row, "備考"),
        )
        if scenario.problem:
            self._say(E512, row, "名称", value=name, reason=scenario.problem)
            return None
        return scenario

    def _threshold_row(self, row: RawRow) -> Threshold | None:
        kind, grade = self._word(row, "種類", KIND_LABELS), self._number(row, "段階")
        if not kind or grade is None:
            return None
        return Threshold(kind, int(grade), self._number(row, "下限(%)"), self._text(row, "確認") == CONFIRMED)

    # --- observations ---

    def _projected_totals(self, rows: Iterable[AgeRow], groups: Iterable[GroupRow]) -> Iterable[Observation]:
        """Totals of other bodies' projections, both sexes together, and of three-group series that are projections."""
        sums: dict[tuple[str, int], list[AgeRow]] = {}
        for row in rows:
            sums.setdefault((row.series, row.date.year), []).append(row)
        for (name, year), both in sums.items():
            if len(both) == len(SEX_LABELS):
                total = sum(sum(row.ages.values()) + row.unknown for row in both)
                day = both[0].date
                yield self._observation(
                    layout.PROJECTION, TOTAL, year, day, total, name, "", both[0].cell, "projection"
                )
        for group in groups:
            known = self._series.get(group.series)
            if known and known.definition.basis == "projection":
                total = group.total if group.total is not None else sum(group.ages.values())
                yield self._observation(
                    layout.GROUPS,
                    TOTAL,
                    group.date.year,
                    group.date,
                    total,
                    group.series,
                    "",
                    group.cell,
                    "projection",
                )

    def _event_observations(self, rows: Iterable[EventRow]) -> Iterable[Observation]:
        """One observation per figure and year; where two series give the same one, the upper row's stands."""
        said: set[tuple[str, int]] = set()
        for row in rows:
            sheet = layout.VITAL if "births" in row.cells else layout.MOVES
            for key, value in row.values.items():
                if (key, row.year) not in said:
                    said.add((key, row.year))
                    yield self._observation(
                        sheet, key, row.year, None, value, row.series, row.note, row.cells[key]
                    )


def _with_difference(row: EventRow) -> EventRow:
    """社会増減 from in- and out-migrants where it is not entered itself."""
    if NET_MIGRATION in row.values or not {"in_migrants", "out_migrants"} <= row.values.keys():
        return row
    change = row.values["in_migrants"] - row.values["out_migrants"]
    cells = {**row.cells, NET_MIGRATION: row.cells["in_migrants"]}
    return row._replace(values={**row.values, NET_MIGRATION: change}, cells=cells)


def _decimal(value: float | Decimal) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return Decimal(int(value)) if float(value).is_integer() else Decimal(repr(value))
