"""The projections of one city from its population book: standard and own scenarios, 影響度.

The base is the newest published projection by age (5+ change ratios, child-woman ratios, 0–4 sex ratios), taken apart
into survival and migration with the survival ratios of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from inaxl.findings import W503, Finding
from inaxl.plan.model import VisionPoint
from inaxl.population.ages import STEP, AgeGroup, five_year_ages
from inaxl.population.influence import UNCONFIRMED, Influence, influence_of
from inaxl.population.projection import FIRST_MOTHER, LAST_MOTHER, implied_rates
from inaxl.population.records import AgeRow, PopulationBook
from inaxl.population.scenarios import (
    PATTERN_1,
    SIMULATION_1,
    SIMULATION_2,
    STANDARD,
    Base,
    Scenario,
    conversion_factor,
    project_scenarios,
    without_migration,
)
from inaxl.population.tables import SEXES, Array
from inaxl.population.vision import NET_MIGRATION, TFR

FIRST_INFLUENCE_YEAR = 2040  # the manual's evaluation year; later ones of the projection are given beside it


class Path(NamedTuple):
    """One scenario: totals [persons] by year, and by sex and age [step, sex, age]; None where it cannot be had."""

    key: str
    label: str
    note: str
    years: tuple[int, ...]
    totals: tuple[float, ...] | None
    by_age: Array | None
    reason: str = ""


class Outlook(NamedTuple):
    """Projections of a city. `series`: the published projection that they start from."""

    series: str
    survival_series: str
    ages: tuple[str, ...]
    paths: tuple[Path, ...]
    influences: tuple[Influence, ...]
    findings: tuple[Finding, ...]

    def path(self, key: str) -> Path | None:
        """A scenario by its key or label."""
        return next((path for path in self.paths if key in (path.key, path.label)), None)


def outlook(book: PopulationBook, vision: Sequence[VisionPoint]) -> Outlook | None:
    """All scenarios of a book; None where it holds no projection by age."""
    rows = _newest(book)
    if not rows:
        return None
    series = rows[0].series
    base = base_of(rows, book)
    if isinstance(base, str):
        when = f"{rows[0].date.year}年から"
        said = W503.at(
            book=book.name, field="projection", indicator="将来推計のシナリオ", when=when, reason=base
        )
        return Outlook(series, "", (), (), (), (said,))
    scenarios = (*STANDARD, *book.scenarios)
    people, reasons = project_scenarios(
        base,
        scenarios,
        vision_tfr=_yearly(vision, TFR),
        vision_net_migration=_yearly(vision, NET_MIGRATION),
    )
    totals = people.sum(axis=(2, 3))
    paths = tuple(
        _path(scenario, base.years, totals[number], people[number], reasons.get(scenario.key, ""))
        for number, scenario in enumerate(scenarios)
    )
    found = _influences(paths, book)
    findings = [W503.at(book=book.name, field="projection", indicator=path.label, when=f"{base.years[-1]}年まで", reason=path.reason) for path in paths if path.reason]  # fmt: skip
    findings += [item.finding for item in found[:1] if item.finding is not None]
    survived = book.survival[0].series if book.survival else ""
    ages = tuple(age.label for age in sorted(rows[0].ages))
    return Outlook(series, survived, ages, paths, found, tuple(findings))


def _newest(book: PopulationBook) -> list[AgeRow]:
    """Rows of the projection whose base year is the newest."""
    rows: dict[str, list[AgeRow]] = {}
    for row in book.projection:
        rows.setdefault(row.series, []).append(row)
    return max(rows.values(), key=lambda own: min(row.date for row in own), default=[])


def base_of(rows: Sequence[AgeRow], book: PopulationBook) -> Base | str:
    """What the scenarios start from, or why they cannot."""
    by_key = {(row.date.year, row.sex): row.ages for row in rows}
    years = tuple(sorted({year for year, _ in by_key}))
    ages = tuple(sorted(rows[0].ages))
    if ages != five_year_ages(ages[-1].lower):
        return "推計が5歳階級ではありません。"
    if len(years) < 2 or any(later - year != STEP for year, later in pairwise(years)):
        return "推計の年が5年ごとに並んでいません。"
    if any((year, sex) not in by_key for year in years for sex in SEXES):
        return "推計に男女のどちらかがない年があります。"
    people = np.array(
        [[[by_key[year, sex].get(age, np.nan) for age in ages] for sex in SEXES] for year in years]
    )
    rates = implied_rates(people)
    if np.isnan(rates.change).any() or np.isnan(rates.child_woman_ratio).any():
        return "推計に人口0の年齢があり、率を求められません。"
    survival = _survival(book, years, ages)
    if survival is None:
        return "推計の各期間の生残率が「生残率」シートにありません。"
    survived, moved = without_migration(rates.change, survival)
    first = people[0]
    mothers = first[1, FIRST_MOTHER:LAST_MOTHER].sum()
    ratio = float(first[:, 0].sum() / mothers) if mothers else float("nan")
    return Base(
        years,
        first,
        survived,
        moved,
        rates.child_woman_ratio,
        rates.child_sex_ratio,
        _conversion(book, years),
        ratio,
    )


def _survival(book: PopulationBook, years: Sequence[int], ages: Sequence[AgeGroup]) -> Array | None:
    known = {(row.first, row.sex): row.ratios[1:] for row in book.survival}
    wanted = [(year, sex) for year in years[:-1] for sex in SEXES]
    if any(key not in known or len(known[key]) != len(ages) - 1 for key in wanted):
        return None
    return np.array([[known[year, sex] for sex in SEXES] for year in years[:-1]])


def _conversion(book: PopulationBook, years: Sequence[int]) -> Array | None:
    known = {row.year: row for row in book.conversion if row.tfr is not None}
    if any(year not in known for year in years):
        return None
    own = [known[year] for year in years]
    return conversion_factor([row.tfr or 0.0 for row in own], [row.child_woman_ratio for row in own])


def _yearly(vision: Sequence[VisionPoint], indicator: str) -> Mapping[int, float]:
    return {point.year: float(point.value) for point in vision if point.indicator == indicator}


def _path(scenario: Scenario, years: tuple[int, ...], totals: Array, people: Array, reason: str) -> Path:
    known = None if reason else tuple(float(total) for total in totals)
    return Path(scenario.key, scenario.label, scenario.note, years, known, None if reason else people, reason)


def _influences(paths: Sequence[Path], book: PopulationBook) -> tuple[Influence, ...]:
    by_key = {path.key: path for path in paths}
    three = [by_key[key] for key in (PATTERN_1, SIMULATION_1, SIMULATION_2)]
    if any(path.totals is None for path in three):
        return ()
    thresholds = book.thresholds or UNCONFIRMED
    found = []
    for position, year in enumerate(three[0].years):
        if year >= FIRST_INFLUENCE_YEAR:
            first, second, third = (path.totals[position] for path in three if path.totals is not None)
            found.append(influence_of(year, first, second, third, thresholds))
    return tuple(found)
