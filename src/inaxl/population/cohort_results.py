"""From a population book: fertility by age of mother, and what became of each cohort between the last two censuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from inaxl.findings import W503, Finding
from inaxl.population.ages import STEP, AgeGroup
from inaxl.population.cohorts import change_ratios, migrants_of
from inaxl.population.definitions import MixedDefinitions, require_same
from inaxl.population.fertility import BIRTH_SEX_RATIO, tfr_interval
from inaxl.population.indicator_values import IndicatorValue
from inaxl.population.layout import MOTHERS_AGE
from inaxl.population.records import MotherRow, PopulationBook
from inaxl.population.tables import SEXES, AgeTable, Array, apportioned

_WOMEN = "各年齢の女性"


class CohortRow(NamedTuple):
    """One cohort between two censuses [persons]; net migrants by the forward method, None without survival ratios."""

    sex: str
    from_age: str
    to_age: str
    start: dt.date
    end: dt.date
    before: float
    after: float
    ratio: float | None
    migrants: float | None
    rate: float | None


def cohorts_of(book: PopulationBook, tables: Mapping[str, AgeTable]) -> tuple[CohortRow, ...]:
    """Cohorts of the newest two dates, five years apart, of the first series that has them; unknown ages apportioned."""
    for table in tables.values():
        dates = [key.date for key in table.keys]
        last = dates[-1] if dates else None
        if last is None or len(dates) < 2 or dates[-2] != dt.date(last.year - STEP, last.month, last.day):
            continue
        both = apportioned(table).counts[-2:]
        return _rows(both, table.ages, last, _survival(book, last.year - STEP, len(table.ages) - 1))
    return ()


def _survival(book: PopulationBook, year: int, steps: int) -> Array | None:
    known = {row.sex: row.ratios[1:] for row in book.survival if row.first == year}
    if any(len(known.get(sex, ())) != steps for sex in SEXES):
        return None
    return np.array([known[sex] for sex in SEXES])


def _rows(
    both: Array,
    ages: tuple[AgeGroup, ...],
    end: dt.date,
    survival: Array | None,
) -> tuple[CohortRow, ...]:
    before = both[0][:, :-1].copy()
    before[:, -1] += both[0][:, -1]
    after, ratios = both[1][:, 1:], change_ratios(both[0], both[1])
    moved = np.full_like(after, np.nan) if survival is None else migrants_of(before, after, survival)
    starts = [*(age.label for age in ages[:-2]), f"{ages[-2].lower}+"]
    start = dt.date(end.year - STEP, end.month, end.day)
    return tuple(
        CohortRow(
            sex, starts[a], ages[a + 1].label, start, end, float(before[s, a]), float(after[s, a]),
            _known(ratios[s, a]), _known(moved[s, a]), _known(moved[s, a] / before[s, a]) if before[s, a] else None,
        )
        for s, sex in enumerate(SEXES)
        for a in range(len(starts))
    )  # fmt: skip


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def fertility_of(
    book: PopulationBook, tables: Mapping[str, AgeTable]
) -> tuple[list[IndicatorValue], list[Finding]]:
    """TFR, GFR and GRR of every year with births by age of mother; W503 where the women of that year are not known.

    Women are those of the first series by age with a date in the year and the same nationality.
    """
    values: list[IndicatorValue] = []
    findings: list[Finding] = []
    for row in book.mothers:
        women, reason = _women(row, book, tables)
        if women is None:
            findings.append(
                W503.at(
                    book=book.name, sheet=MOTHERS_AGE.name, cell=row.cell, field="tfr",
                    indicator="合計特殊出生率", when=f"{row.year}年", reason=reason,
                )
            )  # fmt: skip
        else:
            values += _rates(row, women)
    return values, findings


def _women(
    row: MotherRow, book: PopulationBook, tables: Mapping[str, AgeTable]
) -> tuple[dict[AgeGroup, float] | None, str]:
    reason = "同じ年の女性の年齢別人口がありません。"
    for name, table in tables.items():
        for number, key in enumerate(table.keys):
            if key.date is None or key.date.year != row.year:
                continue
            try:
                require_same(book.definition(row.series), book.definition(name), compare="nationality")
            except MixedDefinitions as refusal:
                reason = refusal.finding.message
                continue
            people = apportioned(table.at(number)).counts[0, 1]
            women = dict(zip(table.ages, map(float, people), strict=True))
            if all(women.get(age, 0.0) > 0 for age in row.ages):
                return women, ""
            reason = "女性が0人か不明の年齢があります。"
    return None, reason


def _rates(row: MotherRow, women: Mapping[AgeGroup, float]) -> list[IndicatorValue]:
    tfr = sum(STEP * births / women[age] for age, births in row.ages.items())
    births = sum(row.ages.values()) + row.unknown
    low, high = tfr_interval(tfr, births) or (None, None)
    gfr = 1000 * births / sum(women[age] for age in row.ages)
    head = (row.year, None)
    return [
        IndicatorValue(
            "tfr_computed", "合計特殊出生率（計算）", *head, tfr, "", _WOMEN, row.series, "", low, high
        ),
        IndicatorValue("gfr", "総出生率", *head, gfr, "‰", "15～49歳女性", row.series),
        IndicatorValue("grr", "総再生産率", *head, tfr / (1 + BIRTH_SEX_RATIO), "", _WOMEN, row.series),
    ]
