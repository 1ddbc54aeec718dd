"""Indicators of change: natural and social change, their rates, growth, and the check that they add up.

An events table has one row per area and year with the columns

    area     optional
    year     the calendar or fiscal year (see `period`)
    births, deaths, in_migrants, out_migrants, other   persons; a figure that is not known is blank (NaN), never 0
    period   calendar or fiscal; `series`, `basis`, `nationality`: what is counted (`definitions.Definition`), optional

A denominator is a table of totals: `area` (optional), `year`, `population`, and `date`, its reference date; by default
the population on 1 October of the year. `mean_population` makes one from the populations at both ends of a year.
Two tables that count different things raise MixedDefinitions (E501–E505) unless `allow_mixed`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from inaxl.population.definitions import require_same, require_within
from inaxl.population.tables import Array, Measure, as_date, definition_of, measure, ratio

_UNKNOWN = "必要な件数の一部が分かりません。"
_NO_POPULATION = "分母の人口がありません。"


class Year(NamedTuple):
    """Which events: area ('' where there is only one) and year."""

    area: str
    year: int


def _years(table: pd.DataFrame) -> tuple[Year, ...]:
    areas = table["area"].astype(str) if "area" in table else [""] * len(table)
    keys = tuple(Year(area, int(year)) for area, year in zip(areas, table["year"], strict=True))
    if len(set(keys)) < len(keys):
        raise ValueError("a year is given twice for one area")
    return keys


def _column(table: pd.DataFrame, name: str) -> Array:
    if name not in table:
        return np.full(len(table), np.nan)
    values: Array = table[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def natural_change(events: pd.DataFrame) -> Measure:
    """自然増減 N = B − D [persons] of each year, from `births` and `deaths`."""
    values = _column(events, "births") - _column(events, "deaths")
    return measure("natural_change", "自然増減", "人", "", _years(events), values, _UNKNOWN)


def social_change(events: pd.DataFrame) -> Measure:
    """社会増減 S = I − O [persons] of each year, from `in_migrants` and `out_migrants`.

    Other changes of a register (`other`: naturalisation, corrections) are not part of it: see `balance_check`.
    """
    values = _column(events, "in_migrants") - _column(events, "out_migrants")
    return measure("social_change", "社会増減", "人", "", _years(events), values, _UNKNOWN)


def balance_check(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """P1 − P0 − (N + S + other) [persons] of each year: what the figures do not explain; 0 where they add up.

    totals: the population at the beginning of each year and of the next, as `area` (optional), `year`, `population`,
    with the same `basis` as the events. `other` counts as 0 only where the column is absent.
    Raises MixedDefinitions: E501 another survey, E504 another nationality.
    """
    require_same(definition_of(events), definition_of(totals), allow_mixed=allow_mixed)
    keys = _years(events)
    known = dict(zip(_years(totals), _column(totals, "population"), strict=True))
    start = np.array([known.get(key, np.nan) for key in keys])
    end = np.array([known.get(Year(key.area, key.year + 1), np.nan) for key in keys])
    natural, social = natural_change(events).values, social_change(events).values
    other = _column(events, "other") if "other" in events else np.zeros(len(events))
    return measure(
        "balance", "その他・統計の段差", "人", "", keys, end - start - natural - social - other, _UNKNOWN
    )


def mean_population(totals: pd.DataFrame) -> pd.DataFrame:
    """(P0 + P1)/2 of every year whose both ends are known, as a table of denominators.

    totals: `area` (optional), `year`, `population` at the beginning of the year, e.g. 1 January.
    """
    known = dict(zip(_years(totals), _column(totals, "population"), strict=True))
    rows = [
        (key.area, key.year, (value + known[Year(key.area, key.year + 1)]) / 2)
        for key, value in known.items()
        if Year(key.area, key.year + 1) in known
    ]
    return pd.DataFrame(rows, columns=["area", "year", "population"])


def _rate(
    events: pd.DataFrame,
    totals: pd.DataFrame,
    counts: Array,
    name: str,
    label: str,
    *,
    allow_mixed: bool,
) -> Measure:
    """1000 × counts ÷ population of the same area and year [‰]."""
    keys = _years(events)
    first, second = definition_of(events), definition_of(totals)
    require_same(first, second, compare="nationality", allow_mixed=allow_mixed)
    if "date" in totals:
        for year, day in zip(totals["year"], totals["date"], strict=True):
            require_within(first, int(year), second._replace(as_of=as_date(day)), allow_mixed=allow_mixed)
    known = dict(zip(_years(totals), _column(totals, "population"), strict=True))
    below = np.array([known.get(key, np.nan) for key in keys])
    denominator = second.name or "その年の人口"
    reason = _NO_POPULATION if not np.isnan(counts).any() else _UNKNOWN
    return measure(name, label, "‰", denominator, keys, 1000 * ratio(counts, below), reason)


def crude_birth_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """普通出生率 [‰]: 1000·B/P̄. P̄ is `totals`; E503 where its date lies outside of the year, E504 nationality."""
    births = _column(events, "births")
    return _rate(events, totals, births, "crude_birth_rate", "普通出生率", allow_mixed=allow_mixed)


def crude_death_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """普通死亡率 [‰]: 1000·D/P̄; see `crude_birth_rate`."""
    deaths = _column(events, "deaths")
    return _rate(events, totals, deaths, "crude_death_rate", "普通死亡率", allow_mixed=allow_mixed)


def natural_change_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """自然増減率 [‰]: 1000·(B − D)/P̄; see `crude_birth_rate`."""
    change = natural_change(events).values
    return _rate(events, totals, change, "natural_change_rate", "自然増減率", allow_mixed=allow_mixed)


def social_change_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """社会増減率 [‰]: 1000·(I − O)/P̄; see `crude_birth_rate`."""
    change = social_change(events).values
    return _rate(events, totals, change, "social_change_rate", "社会増減率", allow_mixed=allow_mixed)


def in_migration_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """転入率 [‰]: 1000·I/P̄; see `crude_birth_rate`."""
    moved = _column(events, "in_migrants")
    return _rate(events, totals, moved, "in_migration_rate", "転入率", allow_mixed=allow_mixed)


def out_migration_rate(events: pd.DataFrame, totals: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """転出率 [‰]: 1000·O/P̄; see `crude_birth_rate`."""
    moved = _column(events, "out_migrants")
    return _rate(events, totals, moved, "out_migration_rate", "転出率", allow_mixed=allow_mixed)


def growth_rate(totals: pd.DataFrame, later: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """人口増減率 [‰]: 1000·(P1 − P0)/P0 per area; `totals` holds P0, `later` P1, one row per area each.

    Raises MixedDefinitions: E501 another survey, E504 nationality, E505 unknown ages in one and not in the other.
    """
    first, second = definition_of(totals), definition_of(later)
    require_same(first, second, compare="basis nationality unknown", allow_mixed=allow_mixed)
    before, after, areas = _pair(totals, later)
    values = 1000 * ratio(after - before, before)
    return measure("growth_rate", "人口増減率", "‰", "期首の人口", areas, values, _NO_POPULATION)


def annual_growth_rate(
    totals: pd.DataFrame, later: pd.DataFrame, years: float, *, allow_mixed: bool = False
) -> Measure:
    """年平均人口増減率 [‰ per year]: 1000·((P1/P0)^(1/years) − 1); see `growth_rate`."""
    whole = growth_rate(totals, later, allow_mixed=allow_mixed)
    before, after, _ = _pair(totals, later)
    values = 1000 * (ratio(after, before) ** (1 / years) - 1)
    return whole._replace(name="annual_growth_rate", label="年平均人口増減率", values=values)


def _pair(totals: pd.DataFrame, later: pd.DataFrame) -> tuple[Array, Array, tuple[str, ...]]:
    def by_area(table: pd.DataFrame) -> dict[str, float]:
        areas = table["area"].astype(str) if "area" in table else [""] * len(table)
        found = dict(zip(areas, _column(table, "population"), strict=True))
        if len(found) < len(table):
            raise ValueError("an area is given twice")
        return found

    first, second = by_area(totals), by_area(later)
    areas = tuple(first)
    after = np.array([second.get(area, np.nan) for area in areas])
    return np.array(list(first.values())), after, areas
