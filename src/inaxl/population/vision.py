"""The population vision against reality: the expected value on a date, and the gap of each actual to it.

Formulas: V(d) = Va + (Vb − Va)·(d − da)/(db − da), d in days between the milestones around it (1 October of the
vision's years); gap G = A − V in persons, G% = 100·G/V. Only total population is interpolated, unless the plan asks
for more: TFR and migration are compared at the vision's own years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from inaxl.plan.model import VisionPoint

if TYPE_CHECKING:
    from inaxl.population.assessment import Assessment

CENSUS_MONTH, CENSUS_DAY = 10, 1
TOTAL, TFR, NET_MIGRATION = "total_population", "tfr", "net_migration"
INDICATOR_LABELS = {TOTAL: "総人口", TFR: "合計特殊出生率", NET_MIGRATION: "社会増減"}


class Observation(NamedTuple):
    """One published figure: indicator, reference date or period, value, where it is from and where it stands."""

    indicator: str
    year: int
    as_of: dt.date | None
    value: Decimal
    unit: str
    kind: str
    source: str
    note: str
    cell: str
    sheet: str = "総人口"
    series: str = ""
    published: dt.date | None = None


class Gap(NamedTuple):
    """Actual against the vision on one date. `expected` None where the vision says nothing for that date."""

    indicator: str
    year: int
    as_of: dt.date | None
    actual: Decimal
    expected: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    interpolated: bool


class PopulationResult(NamedTuple):
    """Vision, observations and gaps; empty where the plan has no vision or there is no population book.

    `assessment`: indicators, where the gap comes from, cumulative target, projections; None where not worked out.
    """

    vision: tuple[VisionPoint, ...]
    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...]
    assessment: Assessment | None = None

    def latest(self, indicator: str = TOTAL) -> Gap | None:
        """The newest gap of an indicator, None where there is none."""
        return next((gap for gap in reversed(self.gaps) if gap.indicator == indicator), None)


def milestone_date(year: int) -> dt.date:
    """The date a vision's year stands for: the census date, 1 October."""
    return dt.date(year, CENSUS_MONTH, CENSUS_DAY)


def vision_at(milestones: Mapping[dt.date, Decimal], on: dt.date) -> Decimal | None:
    """Value that the vision expects on a date [unit of the milestones], linear in days; None outside of the vision.

    67,796 (2015-10-01) and 65,900 (2020-10-01) give 66,848.5 on 2018-04-01 to within half a day.
    """
    days = sorted(milestones)
    if not days or not days[0] <= on <= days[-1]:
        return None
    if on in milestones:
        return milestones[on]
    before = max(day for day in days if day < on)
    after = min(day for day in days if day > on)
    share = Decimal((on - before).days) / Decimal((after - before).days)
    return milestones[before] + (milestones[after] - milestones[before]) * share


def gaps(
    vision: Sequence[VisionPoint],
    observations: Iterable[Observation],
    *,
    interpolate: frozenset[str] = frozenset({TOTAL}),
) -> tuple[Gap, ...]:
    """Gap of every actual to the vision, by indicator and date.

    interpolate: indicators that are interpolated between the vision's years; the others are compared only in a year
    that the vision names. A gap of persons is rounded to whole persons only for display.
    """
    found = []
    for item in observations:
        if item.kind != "actual" or item.indicator not in INDICATOR_LABELS:
            continue
        points = {milestone_date(p.year): p.value for p in vision if p.indicator == item.indicator}
        expected, interpolated = _expected(points, item, interpolate)
        difference = None if expected is None else item.value - expected
        percent = None
        if expected and difference is not None:
            percent = (100 * difference / abs(expected)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        found.append(
            Gap(
                item.indicator, item.year, item.as_of, item.value, expected, difference, percent, interpolated
            )
        )
    order = list(INDICATOR_LABELS)
    return tuple(
        sorted(found, key=lambda gap: (order.index(gap.indicator), gap.as_of or milestone_date(gap.year)))
    )


def _expected(
    points: Mapping[dt.date, Decimal], item: Observation, interpolate: frozenset[str]
) -> tuple[Decimal | None, bool]:
    on = item.as_of or milestone_date(item.year)
    if item.indicator in interpolate:
        return vision_at(points, on), on not in points
    return points.get(milestone_date(item.year)), False
