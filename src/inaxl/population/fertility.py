"""Fertility: age-specific rates, TFR with its interval, GFR, GRR, NRR.

A births table has one row per area, year and age of mother: `area` (optional), `year`, `age` (15-19 … 45-49, or single
years), `births`. Women come from a table with `area`, `year`, `age`, `women` in the same groups: women of the middle of
the year or of 1 October. Births of unknown age of mother (`unknown`) count for GFR only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from inaxl.findings import CATALOGUE, Finding
from inaxl.population.ages import AgeGroup, parse_age
from inaxl.population.definitions import require_same
from inaxl.population.flows import Year
from inaxl.population.tables import Array, Measure, definition_of, measure, ratio

W502 = CATALOGUE["W502"]
BIRTH_SEX_RATIO = 1.05  # boys per girl; 105.0–105.3 per 100 in Japan's vital statistics of recent decades
FEW_BIRTHS = 1000  # below this a single year's TFR swings by more than ±6 % by chance alone
_Z95 = 1.959963984540054
_NO_WOMEN = "女性人口が0か不明の年齢があります。"


class Schedule(NamedTuple):
    """Births and women by age of mother: arrays [key, age]; `width` years of age per group [age]."""

    keys: tuple[Year, ...]
    ages: tuple[AgeGroup, ...]
    births: Array
    women: Array
    unknown: Array

    @property
    def width(self) -> Array:
        """Years of age in each group."""
        return np.array([(age.upper or age.lower) - age.lower + 1 for age in self.ages], dtype=np.float64)

    @property
    def rates(self) -> Array:
        """F_x = B_x/W_x [births per woman and year]; NaN where there are no women."""
        return ratio(self.births, self.women)


def schedule(births: pd.DataFrame, women: pd.DataFrame, *, allow_mixed: bool = False) -> Schedule:
    """Both tables side by side. Ages without a row in `births` or `women` are unknown, not 0.

    Raises MixedDefinitions: E502 calendar against fiscal year, E504 nationality.
    """
    require_same(
        definition_of(births), definition_of(women), compare="period nationality", allow_mixed=allow_mixed
    )
    left, right = _by_age(births, "births"), _by_age(women, "women")
    keys = tuple(dict.fromkeys(key for key, _ in left))
    ages = sorted({age for _, age in left if isinstance(age, AgeGroup)})
    pick = [[(key, age) for age in ages] for key in keys]
    return Schedule(
        keys,
        tuple(ages),
        np.array([[left.get(place, np.nan) for place in row] for row in pick]),
        np.array([[right.get(place, np.nan) for place in row] for row in pick]),
        np.array([left.get((key, "unknown"), 0.0) for key in keys]),
    )


def _by_age(table: pd.DataFrame, column: str) -> dict[tuple[Year, AgeGroup | str], float]:
    areas = table["area"].astype(str) if "area" in table else [""] * len(table)
    years = table["year"] if "year" in table else [0] * len(table)
    found: dict[tuple[Year, AgeGroup | str], float] = {}
    for area, year, word, value in zip(areas, years, table["age"], table[column], strict=True):
        age = parse_age(word)
        if age is None or age == "total":
            continue
        place = (Year(area, int(year)), age)
        if place in found:
            raise ValueError(f"age {word} is given twice")
        found[place] = np.nan if value is None else float(value)
    return found


def age_specific_fertility(
    births: pd.DataFrame, women: pd.DataFrame, *, allow_mixed: bool = False
) -> pd.DataFrame:
    """年齢別出生率 F_x = B_x/W_x: `area, year, age, births, women, rate` [births per woman and year].

    Denominator: women of the same age. The rate is NaN where the women are 0 or unknown.
    """
    found = schedule(births, women, allow_mixed=allow_mixed)
    rates = found.rates
    rows = [
        (*key, age.label, found.births[k, a], found.women[k, a], rates[k, a])
        for k, key in enumerate(found.keys)
        for a, age in enumerate(found.ages)
    ]
    return pd.DataFrame(rows, columns=["area", "year", "age", "births", "women", "rate"])


def total_fertility_rate(births: pd.DataFrame, women: pd.DataFrame, *, allow_mixed: bool = False) -> Measure:
    """合計特殊出生率 [births per woman]: Σ width·B_x/W_x over the ages given (five-year groups: 5·ΣF_x, 15–49).

    Absent where one age has no women or no births are known. For one municipality and year see `tfr_interval`.
    """
    found = schedule(births, women, allow_mixed=allow_mixed)
    values = (found.rates * found.width).sum(axis=1)
    return measure("tfr", "合計特殊出生率", "", "各年齢の女性", found.keys, values, _NO_WOMEN)


def tfr_interval(tfr: float, births: float) -> tuple[float, float] | None:
    """95 % interval of a single year's TFR by chance of the number of births alone: TFR·(1 ± 1.96/√B).

    None where there were no births. 1.41 from 384 births: 1.27 to 1.55.
    """
    if births <= 0:
        return None
    spread = _Z95 / float(np.sqrt(births))
    return tfr * max(0.0, 1 - spread), tfr * (1 + spread)


def few_births(year: int, tfr: float, births: float) -> Finding | None:
    """W502 where a single year's TFR stands on fewer than FEW_BIRTHS births."""
    interval = tfr_interval(tfr, births)
    if interval is None or births >= FEW_BIRTHS:
        return None
    low, high = interval
    return W502.at(
        field="tfr",
        value=f"{tfr:.2f}",
        year=year,
        births=f"{births:.0f}",
        low=f"{low:.2f}",
        high=f"{high:.2f}",
    )


def general_fertility_rate(
    births: pd.DataFrame, women: pd.DataFrame, *, allow_mixed: bool = False
) -> Measure:
    """総出生率 [‰]: 1000·B/Σ W(15–49); B includes births of unknown age of mother."""
    found = schedule(births, women, allow_mixed=allow_mixed)
    all_births = found.births.sum(axis=1) + found.unknown
    values = 1000 * ratio(all_births, found.women.sum(axis=1))
    return measure("gfr", "総出生率", "‰", "15～49歳女性", found.keys, values, _NO_WOMEN)


def gross_reproduction_rate(
    births: pd.DataFrame,
    women: pd.DataFrame,
    *,
    sex_ratio: float | None = BIRTH_SEX_RATIO,
    allow_mixed: bool = False,
) -> Measure:
    """総再生産率 [daughters per woman]: Σ width·F_x·δ, δ = 1/(1 + sex_ratio).

    sex_ratio: boys per girl at birth; None where `births` already counts daughters only.
    """
    whole = total_fertility_rate(births, women, allow_mixed=allow_mixed)
    share = 1.0 if sex_ratio is None else 1 / (1 + sex_ratio)
    return whole._replace(name="grr", label="総再生産率", values=whole.values * share)


def net_reproduction_rate(
    births: pd.DataFrame,
    women: pd.DataFrame,
    life_table: pd.DataFrame,
    *,
    radix: float = 100_000,
    sex_ratio: float | None = BIRTH_SEX_RATIO,
    allow_mixed: bool = False,
) -> Measure:
    """純再生産率 [daughters per woman]: Σ F_x·δ·(nLx/l0).

    life_table: female, `age` in the groups of the births and `L`, the person-years nLx [years × radix]; radix is l0.
    """
    found = schedule(births, women, allow_mixed=allow_mixed)
    lived = {
        parse_age(word): float(value) for word, value in zip(life_table["age"], life_table["L"], strict=True)
    }
    years = np.array([lived.get(age, np.nan) for age in found.ages]) / radix
    share = 1.0 if sex_ratio is None else 1 / (1 + sex_ratio)
    values = (found.rates * share * years).sum(axis=1)
    return measure("nrr", "純再生産率", "", "各年齢の女性", found.keys, values, _NO_WOMEN)
