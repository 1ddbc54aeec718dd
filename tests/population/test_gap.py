"""The gap taken apart, the cumulative target, and the 475 persons of unknown age."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.plan.model import VisionPoint
from inaxl.population.gap import age_unknown_artefacts, cumulative_target, decompose, of_year, years_between
from inaxl.population.vision import vision_at

TOTALS = {2010: 71093, 2015: 67796, 2020: 65900, 2025: 64000, 2030: 61800}
MOVES = {2010: -304, 2015: -90, 2025: 50, 2035: 80}
VISION = (
    *(VisionPoint("total_population", y, Decimal(v), "projection", "人", "") for y, v in TOTALS.items()),
    *(VisionPoint("net_migration", y, Decimal(v), "projection", "人", "") for y, v in MOVES.items()),
)
START = (dt.date(2020, 1, 1), Decimal(66477))
END = (dt.date(2024, 1, 1), Decimal(64211))
YEARS = (2020, 2021, 2022, 2023)
NATURAL = dict(zip(YEARS, map(Decimal, (-500, -540, -590, -570)), strict=True))
SOCIAL = dict(zip(YEARS, map(Decimal, (12, -35, 41, 28)), strict=True))


def test_the_vision_on_1_april_2018_lies_between_its_census_dates() -> None:
    """67,796 (2015-10-01) and 65,900 (2020-10-01) give 66,848.5 on 2018-04-01."""
    points = {dt.date(2015, 10, 1): Decimal(67796), dt.date(2020, 10, 1): Decimal(65900)}
    assert round(vision_at(points, dt.date(2018, 4, 1)), 1) == Decimal("66848.5")
    assert vision_at(points, dt.date(2021, 1, 1)) is None


@pytest.mark.parametrize(
    ("year", "actual", "gap"),
    [(2017, 67810, 489), (2018, 67404, 462), (2019, 67058, 495), (2020, 66477, 293), (2021, 65932, 128),
     (2022, 65376, -48), (2023, 64868, -176), (2024, 64211, -454), (2025, 63758, -526)],
)  # fmt: skip
def test_the_gap_on_1_january_of_every_year(year: int, actual: int, gap: int) -> None:
    """長野県毎月人口異動調査 less the interpolated vision, to a person."""
    points = {dt.date(y, 10, 1): Decimal(v) for y, v in TOTALS.items()}
    assert abs(actual - vision_at(points, dt.date(year, 1, 1)) - gap) <= 1


def test_the_gap_of_2024_is_taken_apart() -> None:
    """+293 at the start, natural change −676, social +42, the rest −112, −453 at the end (rounded)."""
    found = decompose(VISION, START, END, NATURAL, SOCIAL)
    assert found.social == 42
    assert found.social_vision == -20 - 6 + 8 + 22
    assert abs(found.natural + Decimal("676.5")) < 1
    assert abs(found.residual + Decimal("112")) < 1
    assert found.end_gap == found.start_gap + found.natural + found.social + found.residual


def test_a_missing_year_makes_the_parts_absent_and_is_named() -> None:
    """Births of 2022 unknown: no parts, no 0, and the year in the reason; the gaps at both ends still stand."""
    found = decompose(VISION, START, END, {y: v for y, v in NATURAL.items() if y != 2022}, SOCIAL)
    assert (found.natural, found.social, found.residual) == (None, None, None)
    assert "2022" in found.reason
    assert round(found.end_gap) == -454


def test_dates_that_bound_no_whole_years_are_refused() -> None:
    """1 January to 1 October is no number of calendar years; 31 March and 1 April both bound fiscal years."""
    assert years_between(dt.date(2020, 1, 1), dt.date(2024, 10, 1)) is None
    assert years_between(dt.date(2020, 3, 31), dt.date(2022, 4, 1), "fiscal") == (2020, 2021)
    assert decompose(VISION, START, (dt.date(2024, 3, 1), Decimal(1)), NATURAL, SOCIAL).natural is None
    assert decompose(VISION, (dt.date(2000, 1, 1), Decimal(1)), END, NATURAL, SOCIAL) is None


@given(
    st.lists(st.integers(-2000, 2000), min_size=8, max_size=8), st.integers(0, 10**5), st.integers(0, 10**5)
)
def test_the_parts_always_add_up_to_the_gap(changes: list[int], first: int, last: int) -> None:
    """Whatever the figures: start + natural + social + rest = end, exactly."""
    natural = dict(zip(YEARS, map(Decimal, changes[:4]), strict=True))
    social = dict(zip(YEARS, map(Decimal, changes[4:]), strict=True))
    found = decompose(VISION, (START[0], Decimal(first)), (END[0], Decimal(last)), natural, social)
    assert abs(found.start_gap + found.natural + found.social + found.residual - found.end_gap) < Decimal(
        "1e-15"
    )


def test_R_cumulative_target_of_100_per_year_with_its_window() -> None:
    """2020–24: even path 20 a year, the vision itself sums to 40; 2021–25: to 110."""
    found = cumulative_target(Decimal(100), (2020, 2024), SOCIAL, VISION)
    assert [year.even_path for year in found.years] == [20, 40, 60, 80, 100]
    assert [year.total for year in found.years] == [12, -23, 18, 46, None]
    assert found.latest.year == 2023
    assert found.share == Decimal("0.46")
    assert found.vision_total == 40
    assert cumulative_target(Decimal(100), (2021, 2025), SOCIAL, VISION).vision_total == 110


def test_a_cumulative_target_stops_at_the_first_unknown_year() -> None:
    """A sum over a gap would be a smaller number, not a smaller result; a target of 0 has no share."""
    found = cumulative_target(Decimal(0), (2020, 2022), {2020: Decimal(5), 2022: Decimal(5)}, VISION)
    assert [year.total for year in found.years] == [5, None, None]
    assert found.share is None


def test_the_vision_s_migration_is_linear_between_its_years() -> None:
    """−6, +8, +22, +36, +50 for 2021–25; nothing before 2010."""
    path = {y: Decimal(v) for y, v in MOVES.items()}
    assert [of_year(path, year) for year in range(2021, 2026)] == [-6, 8, 22, 36, 50]
    assert of_year(path, 2009) is None


def test_W501_the_vision_of_2015_leaves_out_475_persons_of_unknown_age() -> None:
    """68,271 − 475 = 67,796; 2010 includes its 10 and is no artefact."""
    censuses = {2010: (Decimal(71093), Decimal(10)), 2015: (Decimal(68271), Decimal(475))}
    found = age_unknown_artefacts(VISION, censuses)
    assert [(item.year, item.unknown) for item in found] == [(2015, 475)]
    assert found[0].finding.code == "W501"
    assert "475" in found[0].finding.message
