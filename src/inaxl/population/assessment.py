"""All population results of one fiscal year: indicators, where the gap comes from, cumulative target, projections.

Pure: a book and a vision in, an `Assessment` out. What cannot be worked out is absent and says why (W503).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from inaxl.findings import W503, W504, Finding
from inaxl.plan.model import VisionPoint
from inaxl.population import structure
from inaxl.population.changes import (
    Events,
    by_year,
    changes_of,
    is_new_year,
    natural_of,
    social_of,
    totals_of,
)
from inaxl.population.cohort_results import CohortRow, cohorts_of, fertility_of
from inaxl.population.fertility import few_births
from inaxl.population.gap import (
    Artefact,
    CumulativeTarget,
    Decomposition,
    age_unknown_artefacts,
    cumulative_target,
    decompose,
)
from inaxl.population.indicator_values import IndicatorValue, values_of
from inaxl.population.influence import Influence
from inaxl.population.layout import BY_AGE
from inaxl.population.outlook import Outlook, outlook
from inaxl.population.records import AgeRow, PopulationBook
from inaxl.population.tables import SEXES, AgeTable, Key, Measure, apportioned
from inaxl.population.vision import TFR, TOTAL, Observation

INDICATORS: tuple[Callable[[AgeTable], Measure], ...] = (
    structure.ageing_rate,
    lambda table: structure.population_aged(table, 0, 14),
    lambda table: structure.population_aged(table, 15, 64),
    lambda table: structure.population_aged(table, 65, None),
    lambda table: structure.population_aged(table, 75, None),
    structure.women_15_49,
    structure.women_20_39,
    structure.young_dependency,
    structure.old_dependency,
    structure.total_dependency,
    structure.ageing_index,
    structure.child_woman_ratio,
    structure.child_sex_ratio,
)
_GROUP_INDICATORS = (*INDICATORS[:1], *INDICATORS[1:4], *INDICATORS[7:11])


class Pyramid(NamedTuple):
    """Population by five-year age at one date [persons], of known (or apportioned) age."""

    label: str
    as_of: dt.date
    kind: str
    ages: tuple[str, ...]
    male: tuple[float, ...]
    female: tuple[float, ...]


class Assessment(NamedTuple):
    """What is worked out of a population book for one fiscal year."""

    indicators: tuple[IndicatorValue, ...] = ()
    decomposition: Decomposition | None = None
    cumulative: tuple[CumulativeTarget, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    outlook: Outlook | None = None
    pyramids: tuple[Pyramid, ...] = ()
    cohorts: tuple[CohortRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def influences(self) -> tuple[Influence, ...]:
        """影響度 by year, empty where there is no projection."""
        return self.outlook.influences if self.outlook else ()

    def latest(self, indicator: str) -> IndicatorValue | None:
        """The newest value of an indicator, None where there is none."""
        own = [item for item in self.indicators if item.indicator == indicator and item.value is not None]
        return max(own, key=lambda item: item.as_of or dt.date(item.year, 12, 31), default=None)


def known_until(book: PopulationBook, end: dt.date) -> PopulationBook:
    """The book as it was known on a day: later dates, years and publications left out.

    A projection counts from the day on which it was published; where that is not said it is kept.
    """
    from dataclasses import replace

    later = {name for name, item in book.series.items() if item.published and item.published > end}

    def is_known(item: Observation) -> bool:
        if item.kind == "projection":
            return item.series not in later
        return item.as_of <= end if item.as_of else item.year < end.year

    return replace(
        book,
        observations=tuple(filter(is_known, book.observations)),
        ages=tuple(row for row in book.ages if row.date <= end),
        groups=tuple(
            row
            for row in book.groups
            if row.series not in later
            and (row.date <= end or book.definition(row.series).basis == "projection")
        ),
        vital=tuple(row for row in book.vital if row.year < end.year),
        moves=tuple(row for row in book.moves if row.year < end.year),
        mothers=tuple(row for row in book.mothers if row.year < end.year),
        projection=tuple(row for row in book.projection if row.series not in later),
    )


def assess(
    book: PopulationBook,
    vision: Sequence[VisionPoint],
    *,
    first_year: int,
    target: tuple[Decimal, tuple[int, int]] | None = None,
) -> Assessment:
    """Everything that a book and a vision give.

    first_year: the year in which the term of the plan begins, where the gap is taken apart from; target: (persons,
    (first, last year)) of a cumulative net-migration target. Cut the book with `known_until` first.
    """
    findings: list[Finding] = []
    tables = census_tables(book)
    artefacts = age_unknown_artefacts(vision, _censuses(book))
    findings += [_at_census(item, book) for item in artefacts]
    findings += _unknown_ages(book, tables)
    vital, moves = by_year(book.vital), by_year(book.moves)
    indicators = [*_structure(tables), *_groups(book), *changes_of(book, vital, moves)]
    computed, said = fertility_of(book, tables)
    indicators += computed
    findings += [*_few_births(indicators, vital), *said]
    apart = _decomposition(book, vision, first_year, vital, moves)
    if apart is not None and apart.reason:
        when = f"{apart.start.isoformat()}～{apart.end.isoformat()}"
        what = "将来展望との差の要因分解"
        findings.append(W503.at(book=book.name, field=TOTAL, indicator=what, when=when, reason=apart.reason))
    ahead = outlook(book, vision)
    findings += ahead.findings if ahead else ()
    return Assessment(
        tuple(indicators),
        apart,
        tuple(_cumulative(target, moves, vision)),
        artefacts,
        ahead,
        tuple(_pyramids(tables, ahead)),
        cohorts_of(book, tables),
        tuple(finding._replace(book=finding.book or book.name or None) for finding in findings),
    )


# --- by age ---


def table_of(rows: Sequence[AgeRow], book: PopulationBook) -> AgeTable | None:
    """The rows of one series as an AgeTable, dates in order; dates with one sex or other age groups are left out."""
    both: dict[dt.date, dict[str, AgeRow]] = {}
    for row in rows:
        both.setdefault(row.date, {})[row.sex] = row
    whole = {day: pair for day, pair in sorted(both.items()) if len(pair) == len(SEXES)}
    if not whole:
        return None
    ages = tuple(sorted(next(reversed(whole.values()))["male"].ages))
    days = [
        day for day, pair in whole.items() if all(tuple(sorted(row.ages)) == ages for row in pair.values())
    ]
    counts = np.array([[[whole[day][sex].ages[age] for age in ages] for sex in SEXES] for day in days])
    unknown = np.array([[whole[day][sex].unknown for sex in SEXES] for day in days])
    keys = tuple(Key("", day) for day in days)
    return AgeTable(keys, ages, counts, unknown, book.definition(rows[0].series), (None,) * len(days))


def census_tables(book: PopulationBook) -> dict[str, AgeTable]:
    """AgeTables of every series by age, censuses and registers apart."""
    rows: dict[str, list[AgeRow]] = {}
    for row in book.ages:
        rows.setdefault(row.series, []).append(row)
    tables = {name: table_of(own, book) for name, own in rows.items()}
    return {name: table for name, table in tables.items() if table is not None}


def _structure(tables: Mapping[str, AgeTable]) -> list[IndicatorValue]:
    return [
        value
        for name, table in tables.items()
        for indicator in INDICATORS
        for value in values_of(indicator(table), name)
    ]


def _groups(book: PopulationBook) -> list[IndicatorValue]:
    """Indicators of series in three age groups; both sexes stand in the male row, nobody in the other."""
    found = []
    for row in book.groups:
        if book.definition(row.series).basis == "projection":
            continue
        ages = tuple(sorted(row.ages))
        people = np.array([[row.ages[age] for age in ages], [0.0] * len(ages)])[None]
        table = AgeTable(
            (Key("", row.date),), ages, people, np.zeros((1, 2)), book.definition(row.series), (None,)
        )
        found += [value for each in _GROUP_INDICATORS for value in values_of(each(table), row.series)]
    return found


def _censuses(book: PopulationBook) -> dict[int, tuple[Decimal, Decimal]]:
    """Total and unknown age of every census of which both sexes are there."""
    found: dict[int, list[AgeRow]] = {}
    for row in book.ages:
        if book.definition(row.series).basis == "census":
            found.setdefault(row.date.year, []).append(row)
    return {
        year: (
            Decimal(round(sum(sum(row.ages.values()) + row.unknown for row in rows))),
            Decimal(round(sum(row.unknown for row in rows))),
        )
        for year, rows in found.items()
        if len(rows) == len(SEXES)
    }


def _at_census(artefact: Artefact, book: PopulationBook) -> Finding:
    """W501 at the cell of the census that shows it."""
    row = next((row for row in book.ages if row.date.year == artefact.year and row.unknown), None)
    found = artefact.finding._replace(book=book.name or None)
    return found if row is None else found._replace(sheet=BY_AGE.name, cell=row.unknown_cell or None)


def _unknown_ages(book: PopulationBook, tables: Mapping[str, AgeTable]) -> list[Finding]:
    found = []
    for name, table in tables.items():
        persons, day = float(table.unknown[-1].sum()), table.keys[-1].date
        if persons > 0 and day is not None:
            cell = next(
                (
                    row.unknown_cell
                    for row in book.ages
                    if row.series == name and row.date == day and row.unknown
                ),
                None,
            )
            found.append(
                W504.at(
                    book=book.name, sheet=BY_AGE.name, cell=cell, field="population", value=f"{persons:.0f}",
                    when=day.isoformat(), series=name,
                )
            )  # fmt: skip
    return found


def _pyramids(tables: Mapping[str, AgeTable], ahead: Outlook | None) -> list[Pyramid]:
    found = []
    for name, table in tables.items():
        last = apportioned(table.at(len(table.keys) - 1))
        day = last.keys[0].date
        if day is not None:
            ages = tuple(age.label for age in last.ages)
            found.append(Pyramid(name, day, "actual", ages, *(tuple(sex) for sex in last.counts[0].tolist())))
    if ahead is not None:
        for path in ahead.paths[:2]:
            if path.by_age is not None:
                day = dt.date(path.years[-1], 10, 1)
                sexes = (tuple(sex) for sex in path.by_age[-1].tolist())
                found.append(Pyramid(path.label, day, "projection", ahead.ages, *sexes))
    return found


# --- by year ---


def _few_births(indicators: Sequence[IndicatorValue], vital: Events) -> list[Finding]:
    """W502 for the newest TFR."""
    newest = max(
        (item for item in indicators if item.indicator == TFR), key=lambda item: item.year, default=None
    )
    if newest is None or newest.value is None or "births" not in vital.get(newest.year, {}):
        return []
    found = few_births(newest.year, newest.value, float(vital[newest.year]["births"][0]))
    return [found] if found else []


def _decomposition(
    book: PopulationBook, vision: Sequence[VisionPoint], first_year: int, vital: Events, moves: Events
) -> Decomposition | None:
    """From the first total of the term to the newest one."""
    totals = totals_of(book)
    since = [item for item in totals if item.as_of and item.as_of >= dt.date(first_year, 1, 1)]
    if len(since) < 2:
        return None
    start, end = since[0], since[-1]
    assert start.as_of is not None and end.as_of is not None  # noqa: PT018 - totals_of keeps dated figures only
    period = "calendar" if is_new_year(start) else "fiscal"
    return decompose(
        vision,
        (start.as_of, start.value),
        (end.as_of, end.value),
        natural_of(vital, period),
        social_of(moves, period),
        period=period,
    )


def _cumulative(
    target: tuple[Decimal, tuple[int, int]] | None, moves: Events, vision: Sequence[VisionPoint]
) -> list[CumulativeTarget]:
    """The plan's window first, then the reading that is one year later."""
    if target is None:
        return []
    amount, (first, last) = target
    values = social_of(moves)
    windows = ((first, last), (first + 1, last + 1))
    return [cumulative_target(amount, window, values, vision) for window in windows]
