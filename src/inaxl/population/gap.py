"""Where the gap to the vision comes from, how far a cumulative target is, and the age-unknown artefact.

Pure and exact: Decimal in, Decimal out. What cannot be computed is None with a reason, never 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from inaxl.findings import W501, Finding
from inaxl.plan.model import VisionPoint
from inaxl.population.vision import NET_MIGRATION, TOTAL, milestone_date, vision_at

ZERO = Decimal(0)


class Decomposition(NamedTuple):
    """The gap at `end` out of the gap at `start` [persons]: end_gap = start_gap + natural + social + residual.

    natural = Σ(N actual − N vision), social = Σ(S actual − S vision) over `years`. The vision publishes no births or
    deaths: its natural change is ΔV − ΣS_v, `natural_vision`. residual = other changes and breaks of the statistics.
    Where a year's figures are missing natural, social and residual are None and `reason` names the years.
    """

    start: dt.date
    end: dt.date
    years: tuple[int, ...]
    period: str
    start_gap: Decimal
    natural: Decimal | None
    social: Decimal | None
    residual: Decimal | None
    end_gap: Decimal
    natural_actual: Decimal | None = None
    natural_vision: Decimal | None = None
    social_actual: Decimal | None = None
    social_vision: Decimal | None = None
    reason: str = ""


class TargetYear(NamedTuple):
    """One year of a cumulative target: the year's figure, the sum so far, the even path, the vision's sum so far.

    `total` is None from the first year on whose figure is not known.
    """

    year: int
    value: Decimal | None
    total: Decimal | None
    even_path: Decimal
    vision_total: Decimal | None


class CumulativeTarget(NamedTuple):
    """A target for the sum of several years [persons]. `share` = sum so far ÷ target, None for a target of 0."""

    target: Decimal
    window: tuple[int, int]
    period: str
    years: tuple[TargetYear, ...]
    share: Decimal | None
    vision_total: Decimal | None

    @property
    def latest(self) -> TargetYear | None:
        """The last year whose sum is known."""
        return next((year for year in reversed(self.years) if year.total is not None), None)


class Artefact(NamedTuple):
    """A vision point that leaves out persons of unknown age: vision = census total − unknown [persons]."""

    year: int
    vision: Decimal
    census: Decimal
    unknown: Decimal

    @property
    def finding(self) -> Finding:
        """W501 with the figures."""
        return W501.at(
            field=TOTAL,
            value=f"{self.vision:,}",
            year=self.year,
            total=f"{self.census:,}",
            unknown=f"{self.unknown:,}",
        )


def points_of(vision: Iterable[VisionPoint], indicator: str) -> dict[int, Decimal]:
    """A vision indicator by year."""
    return {point.year: point.value for point in vision if point.indicator == indicator}


def of_year(path: Mapping[int, Decimal], year: int) -> Decimal | None:
    """A yearly path at a year, linear between its years; None outside of it. −90 (2015), 50 (2025): −20 in 2020."""
    if year in path:
        return path[year]
    before = [known for known in path if known < year]
    after = [known for known in path if known > year]
    if not before or not after:
        return None
    low, high = max(before), min(after)
    return path[low] + (path[high] - path[low]) * Decimal(year - low) / Decimal(high - low)


def years_between(start: dt.date, end: dt.date, period: str = "calendar") -> tuple[int, ...] | None:
    """The whole years from start to end; None where the two dates do not bound whole years of that kind.

    1 January 2020 to 1 January 2024: calendar years 2020 to 2023. 1 April or 31 March bound fiscal years.
    """
    first, last = _boundary(start, period), _boundary(end, period)
    return None if first is None or last is None or first >= last else tuple(range(first, last))


def _boundary(day: dt.date, period: str) -> int | None:
    """The year that begins on this day, or on the day after it."""
    month = 4 if period == "fiscal" else 1
    for each in (day, day + dt.timedelta(days=1)):
        if (each.month, each.day) == (month, 1):
            return each.year
    return None


def decompose(
    vision: Sequence[VisionPoint],
    start: tuple[dt.date, Decimal],
    end: tuple[dt.date, Decimal],
    natural: Mapping[int, Decimal],
    social: Mapping[int, Decimal],
    *,
    period: str = "calendar",
) -> Decomposition | None:
    """Decomposition of the gap between two dates.

    start, end: (date, actual population) of one series; natural, social: change by year of `period`, `calendar` or
    `fiscal`. None where the vision says nothing for one of the dates.
    Formula: G(T) = G(0) + Σ(N_a − N_v) + Σ(S_a − S_v) + residual, with S_v the vision's net migration of each year
    (linear between its years) and N_v = ΔV − S_v.
    """
    totals = {milestone_date(year): value for year, value in points_of(vision, TOTAL).items()}
    before, after = vision_at(totals, start[0]), vision_at(totals, end[0])
    if before is None or after is None:
        return None
    first, last = start[1] - before, end[1] - after
    years = years_between(start[0], end[0], period)
    plain = Decomposition(start[0], end[0], years or (), period, first, None, None, None, last)
    if years is None:
        return plain._replace(reason="2つの時点の間がちょうど何年かになっていません。")
    missing = [str(year) for year in years if year not in natural or year not in social]
    if missing:
        return plain._replace(reason=f"{'・'.join(missing)}年の出生・死亡か転入・転出が分かりません。")
    path = points_of(vision, NET_MIGRATION)
    expected = [of_year(path, year) for year in years]
    if any(value is None for value in expected):
        return plain._replace(reason="将来展望に社会増減がない年があります。")
    social_vision = sum((value for value in expected if value is not None), ZERO)
    natural_vision = after - before - social_vision
    natural_actual = sum((natural[year] for year in years), ZERO)
    social_actual = sum((social[year] for year in years), ZERO)
    by_nature, by_moves = natural_actual - natural_vision, social_actual - social_vision
    return plain._replace(
        natural=by_nature,
        social=by_moves,
        residual=last - first - by_nature - by_moves,
        natural_actual=natural_actual,
        natural_vision=natural_vision,
        social_actual=social_actual,
        social_vision=social_vision,
    )


def cumulative_target(
    target: Decimal,
    window: tuple[int, int],
    values: Mapping[int, Decimal],
    vision: Sequence[VisionPoint] = (),
    *,
    period: str = "calendar",
) -> CumulativeTarget:
    """A target for the sum of the years of `window`, both included, against the values known so far.

    even path of a year = target·(years elapsed)/(years of the window); `vision_total` of a year = the vision's net
    migration (linear between its years) summed so far. With −90 in 2015 and +50 in 2025 the vision's sum is +40 for
    2020–2024 and +110 for 2021–2025.
    """
    first, last = window
    path, size = points_of(vision, NET_MIGRATION), last - first + 1
    total: Decimal | None = ZERO
    expected: Decimal | None = ZERO
    rows = []
    for year in range(first, last + 1):
        value, aim = values.get(year), of_year(path, year)
        total = None if total is None or value is None else total + value
        expected = None if expected is None or aim is None else expected + aim
        even = target * Decimal(year - first + 1) / Decimal(size)
        rows.append(TargetYear(year, value, total, even, expected))
    known = [row.total for row in rows if row.total is not None]
    share = known[-1] / target if known and target else None
    return CumulativeTarget(target, window, period, tuple(rows), share, expected)


def age_unknown_artefacts(
    vision: Iterable[VisionPoint], censuses: Mapping[int, tuple[Decimal, Decimal]]
) -> tuple[Artefact, ...]:
    """Vision points that equal a census total less its persons of unknown age.

    censuses: (total, unknown age) [persons] by census year. 67,796 in 2015 against 68,271 with 475 unknown is one;
    71,093 in 2010, which includes its 10, is none.
    """
    found = []
    for point in vision:
        total, unknown = censuses.get(point.year, (ZERO, ZERO))
        if point.indicator == TOTAL and unknown > 0 and point.value == total - unknown:
            found.append(Artefact(point.year, point.value, total, unknown))
    return tuple(found)
