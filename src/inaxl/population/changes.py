"""Births, deaths and moves of a population book by year: change, rates, TFR with its interval; and its line of totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from inaxl.population.fertility import tfr_interval
from inaxl.population.indicator_values import IndicatorValue
from inaxl.population.records import EventRow, PopulationBook
from inaxl.population.vision import NET_MIGRATION, TFR, TOTAL, Observation


def by_year(rows: Sequence[EventRow]) -> dict[int, dict[str, tuple[Decimal, str, str]]]:
    """(figure, series, period) by year and name; where two series give the same one, the upper row's stands."""
    found: dict[int, dict[str, tuple[Decimal, str, str]]] = {}
    for row in rows:
        own = found.setdefault(row.year, {})
        for key, value in row.values.items():
            own.setdefault(key, (value, row.series, row.period))
    return dict(sorted(found.items()))


Events = Mapping[int, Mapping[str, tuple[Decimal, str, str]]]


def natural_of(vital: Events, period: str = "calendar") -> dict[int, Decimal]:
    """Births less deaths of every year in which both are known, from one kind of year."""
    return {
        year: own["births"][0] - own["deaths"][0]
        for year, own in vital.items()
        if {"births", "deaths"} <= own.keys() and own["births"][2] == own["deaths"][2] == period
    }


def social_of(moves: Events, period: str = "calendar") -> dict[int, Decimal]:
    """社会増減 of every year in which it is known, from one kind of year."""
    return {
        year: own[NET_MIGRATION][0]
        for year, own in moves.items()
        if NET_MIGRATION in own and own[NET_MIGRATION][2] == period
    }


def changes_of(book: PopulationBook, vital: Events, moves: Events) -> list[IndicatorValue]:
    """Natural and social change, their rates per mean population, and TFR with its interval."""
    means = _means(book)
    natural, social = natural_of(vital), social_of(moves)
    found = []
    for year, change in natural.items():
        found.append(_event("natural_change", "自然増減", year, change, "人", vital[year]["births"][1]))
        found += _rates(year, vital[year], means, (("births", "普通出生率"), ("deaths", "普通死亡率")))
    for year, change in social.items():
        found.append(_event("social_change", "社会増減", year, change, "人", moves[year][NET_MIGRATION][1]))
        found += _rates(year, moves[year], means, (("in_migrants", "転入率"), ("out_migrants", "転出率")))
    for year, own in vital.items():
        if TFR in own:
            value = float(own[TFR][0])
            births = float(own["births"][0]) if "births" in own else 0.0
            low, high = tfr_interval(value, births) or (None, None)
            single = _event(TFR, "合計特殊出生率", year, own[TFR][0], "", own[TFR][1])
            found.append(single._replace(low=low, high=high))
    return found


def _event(key: str, label: str, year: int, value: Decimal, unit: str, series: str) -> IndicatorValue:
    return IndicatorValue(key, label, year, None, float(value), unit, "", series)


def _rates(
    year: int,
    own: Mapping[str, tuple[Decimal, str, str]],
    means: Mapping[int, float],
    wanted: Sequence[tuple[str, str]],
) -> list[IndicatorValue]:
    found = []
    for key, label in wanted:
        if key in own:
            below = means.get(year)
            value = 1000 * float(own[key][0]) / below if below else None
            reason = "" if below else "年の初めと終わりの総人口がそろっていません。"
            denominator = "年の初めと終わりの総人口の平均"
            found.append(
                IndicatorValue(f"{key}_rate", label, year, None, value, "‰", denominator, own[key][1], reason)
            )
    return found


def _means(book: PopulationBook) -> dict[int, float]:
    """Mean of the totals at both ends of each calendar year."""
    first = {item.year: float(item.value) for item in totals_of(book) if is_new_year(item)}
    return {year: (value + first[year + 1]) / 2 for year, value in first.items() if year + 1 in first}


def is_new_year(item: Observation) -> bool:
    return item.as_of is not None and (item.as_of.month, item.as_of.day) == (1, 1)


def totals_of(book: PopulationBook) -> list[Observation]:
    """Actual totals of the series that the newest figure belongs to, by date: two surveys make no one line."""
    actual = [
        item for item in book.observations if item.indicator == TOTAL and item.kind == "actual" and item.as_of
    ]
    if not actual:
        return []
    newest = max(actual, key=lambda item: item.as_of or dt.date.min)
    own = [item for item in actual if item.series == newest.series]
    return sorted(own, key=lambda item: item.as_of or dt.date.min)
