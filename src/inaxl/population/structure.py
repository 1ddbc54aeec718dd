"""Indicators of the age structure: shares, ageing, dependency, women, child-woman ratio. All at one date.

Every function takes a population table (columns in `tables.py`) or an `AgeTable` of any number of areas and dates, and
gives one `Measure`. Denominators leave out persons of unknown age, as the census bureau does; pass
`age_table(table, unknown="apportion")` for the way of the national institute.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from inaxl.population.tables import AgeTable, Array, Measure, age_table, measure, ratio

Population = pd.DataFrame | AgeTable
YOUNG, WORKING, OLD, VERY_OLD = (0, 14), (15, 64), (65, None), (75, None)
CHILDBEARING, YOUNG_WOMEN = (15, 49), (20, 39)
MALE, FEMALE = 0, 1
BOTH = (MALE, FEMALE)
_NO_AGES = "年齢の区切りが合いません。"
_NOBODY = "分母の人口が0です。"


def _sum(table: AgeTable, ages: tuple[int, int | None], sexes: tuple[int, ...] = BOTH) -> Array:
    """Persons of those ages and sexes by key; NaN where the age groups do not fit."""
    chosen = table.select(*ages)
    if chosen is None:
        return np.full(len(table.keys), np.nan)
    people: Array = table.counts[:, list(sexes)][:, :, chosen].sum(axis=(1, 2))
    return people


def _answer(
    table: AgeTable, name: str, label: str, unit: str, denominator: str, values: Array, ages_fit: bool
) -> Measure:
    reason = _NOBODY if ages_fit else _NO_AGES
    return measure(name, label, unit, denominator, table.keys, values, reason, table.problems)


def population_aged(table: Population, low: int, high: int | None, *, sex: str = "both") -> Measure:
    """Persons aged `low` to `high` (both included; None: and over) [persons].

    年少人口 0–14, 生産年齢人口 15–64, 老年人口 65+, 75歳以上 75+. sex: `both`, `male` or `female`.
    Absent where an age group straddles a bound.
    """
    data = age_table(table)
    sexes = {"both": BOTH, "male": (MALE,), "female": (FEMALE,)}[sex]
    name = f"population_{low}_{'over' if high is None else high}{'' if sex == 'both' else '_' + sex}"
    label = f"{low}歳以上人口" if high is None else f"{low}～{high}歳人口"
    return _answer(data, name, label, "人", "", _sum(data, (low, high), sexes), False)


def women_15_49(table: Population) -> Measure:
    """Women aged 15–49 [persons], the denominator of fertility."""
    data = age_table(table)
    return _answer(data, "women_15_49", "15～49歳女性", "人", "", _sum(data, CHILDBEARING, (FEMALE,)), False)


def women_20_39(table: Population) -> Measure:
    """Women aged 20–39, 若年女性人口 [persons]."""
    data = age_table(table)
    return _answer(data, "women_20_39", "20～39歳女性", "人", "", _sum(data, YOUNG_WOMEN, (FEMALE,)), False)


def _per_hundred(
    table: Population,
    name: str,
    label: str,
    top: tuple[int, int | None],
    bottom: tuple[int, int | None],
    denominator: str,
    unit: str = "",
) -> Measure:
    data = age_table(table)
    above, below = _sum(data, top), _sum(data, bottom)
    fit = data.select(*top) is not None and data.select(*bottom) is not None
    return _answer(data, name, label, unit, denominator, 100 * ratio(above, below), fit)


def age_share(table: Population, low: int, high: int | None) -> Measure:
    """Share of the ages `low` to `high` in the population of known age [%]: 100·P(low..high)/P."""
    name = f"share_{low}_{'over' if high is None else high}"
    label = f"{low}歳以上の割合" if high is None else f"{low}～{high}歳の割合"
    return _per_hundred(table, name, label, (low, high), (0, None), "総人口（年齢不詳を除く）", "%")


def ageing_rate(table: Population) -> Measure:
    """高齢化率 [%]: 100·P(65+)/P, P without unknown ages."""
    return _per_hundred(table, "ageing_rate", "高齢化率", OLD, (0, None), "総人口（年齢不詳を除く）", "%")


def young_dependency(table: Population) -> Measure:
    """年少人口指数: 100·P(0–14)/P(15–64)."""
    return _per_hundred(table, "young_dependency", "年少人口指数", YOUNG, WORKING, "15～64歳人口")


def old_dependency(table: Population) -> Measure:
    """老年人口指数: 100·P(65+)/P(15–64)."""
    return _per_hundred(table, "old_dependency", "老年人口指数", OLD, WORKING, "15～64歳人口")


def total_dependency(table: Population) -> Measure:
    """従属人口指数: 100·(P(0–14) + P(65+))/P(15–64), the sum of the two above."""
    young, old = young_dependency(table), old_dependency(table)
    label, name = "従属人口指数", "total_dependency"
    return young._replace(name=name, label=label, values=young.values + old.values)


def ageing_index(table: Population) -> Measure:
    """老年化指数: 100·P(65+)/P(0–14)."""
    return _per_hundred(table, "ageing_index", "老年化指数", OLD, YOUNG, "0～14歳人口")


def child_woman_ratio(table: Population) -> Measure:
    """子ども女性比 [ratio]: P(0–4, both sexes)/women aged 15–49, at the same date. No births go in."""
    data = age_table(table)
    children, women = _sum(data, (0, 4)), _sum(data, CHILDBEARING, (FEMALE,))
    fit = data.select(0, 4) is not None and data.select(*CHILDBEARING) is not None
    values = ratio(children, women)
    return _answer(data, "child_woman_ratio", "子ども女性比", "", "15～49歳女性", values, fit)


def child_sex_ratio(table: Population) -> Measure:
    """0–4歳性比: 100·males aged 0–4 / females aged 0–4."""
    data = age_table(table)
    boys, girls = _sum(data, (0, 4), (MALE,)), _sum(data, (0, 4), (FEMALE,))
    fit = data.select(0, 4) is not None
    return _answer(data, "child_sex_ratio", "0～4歳性比", "", "0～4歳女", 100 * ratio(boys, girls), fit)
