"""Cohorts between two censuses five years apart: change ratios, survival ratios, net migration.

Populations are tables as in `tables.py` (any number of areas, one date each) or AgeTables, with the same five-year
groups up to an open group. Survival ratios are arrays [sex, transition]: 0–4 → 5–9, …, last closed and open → open,
so one fewer than ages; or the table that `survival_ratios` gives.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from inaxl.findings import CATALOGUE
from inaxl.population.ages import STEP, AgeGroup, parse_age
from inaxl.population.definitions import MixedDefinitions, require_same
from inaxl.population.structure import Population
from inaxl.population.tables import SEXES, AgeTable, Array, age_table

E503, E506, E509 = CATALOGUE["E503"], CATALOGUE["E506"], CATALOGUE["E509"]
METHODS = ("forward", "reverse", "average")


class ImpossibleSurvival(ValueError):
    """A survival ratio outside of 0 to 1, or a life table whose person-years rise with age (E509)."""

    def __init__(self, value: float) -> None:
        self.finding = E509.at(field="survival_ratio", value=f"{value:.6g}")
        super().__init__(self.finding.message)


def survival_ratios(life_table: pd.DataFrame, *, radix: float = 100_000) -> pd.DataFrame:
    """Five-year survival ratios from a life table's person-years: `sex, from_age, to_age, survival_ratio`.

    life_table: `sex` (optional), `age` 0-4 … 80-84, 85+ (five-year groups and an open one), `L` person-years nLx
    [years × radix]; radix is l0. In this order per sex:

        birth → 0–4        5L0/(5·l0)
        x → x+5            5L(x+5)/5L(x)
        last two → open    L(open)/(L(last closed) + L(open)), one ratio for both groups together

    Raises ImpossibleSurvival (E509) where a ratio is above 1 or not above 0: then the table rises with age.
    Source: Preston, Heuveline, Guillot, Demography (2001), 6.3; the ministry's worksheet of 2002.
    """
    rows: list[tuple[str, str, str, float]] = []
    sexes = life_table["sex"].unique() if "sex" in life_table else [""]
    for sex in sexes:
        own = life_table[life_table["sex"] == sex] if sex else life_table
        lived = {parse_age(age): float(value) for age, value in zip(own["age"], own["L"], strict=True)}
        groups = sorted(age for age in lived if isinstance(age, AgeGroup))
        years = np.array([lived[age] for age in groups])
        ratios = [years[0] / (STEP * radix), *ratios_of(years)]
        names = ["birth", *(age.label for age in groups[:-2]), f"{groups[-2].lower}+"]
        rows += [
            (str(sex), start, group.label, value)
            for start, group, value in zip(names, groups, ratios, strict=True)
        ]
    for row in rows:
        if not 0 < row[3] <= 1:
            raise ImpossibleSurvival(row[3])
    return pd.DataFrame(rows, columns=["sex", "from_age", "to_age", "survival_ratio"])


def ratios_of(lived: npt.ArrayLike) -> Array:
    """Survival ratios [..., ages − 1] from person-years nLx [..., ages] whose last group is open; no checks."""
    years = np.asarray(lived, dtype=np.float64)
    ratios = years[..., 1:] / years[..., :-1]
    ratios[..., -1] = years[..., -1] / (years[..., -2] + years[..., -1])
    return ratios


def survival_array(survival: npt.ArrayLike | pd.DataFrame, transitions: int) -> Array:
    """Survival ratios as an array [sex, transition], without the one from birth.

    A table needs `sex, from_age, survival_ratio`; a row `birth` is left out. Raises ImpossibleSurvival (E509).
    """
    if isinstance(survival, pd.DataFrame):
        own = survival[survival["from_age"] != "birth"]
        ordered = [own[own["sex"] == sex] for sex in SEXES]
        starts = [[_lower(age) for age in part["from_age"]] for part in ordered]
        pairs = [
            sorted(zip(start, part["survival_ratio"], strict=True))
            for start, part in zip(starts, ordered, strict=True)
        ]
        survival = [[value for _, value in part] for part in pairs]
    found = np.asarray(survival, dtype=np.float64)
    if found.shape[-2:] != (2, transitions):
        raise ValueError(f"survival ratios of shape {found.shape} do not fit 2 sexes and {transitions} steps")
    wrong = found[(found <= 0) | (found > 1)]
    if wrong.size:
        raise ImpossibleSurvival(float(wrong[0]))
    return found


def _lower(word: Any) -> int:
    age = parse_age(word)
    if not isinstance(age, AgeGroup):
        raise ValueError(f"「{word}」は年齢として読めません。")
    return age.lower


def _pair(first: Population, second: Population, *, allow_mixed: bool) -> tuple[AgeTable, AgeTable]:
    """Both censuses in the order of the first's areas; refuses what cannot be compared."""
    before, after = age_table(first), age_table(second)
    require_same(
        before.definition, after.definition, compare="basis nationality unknown", allow_mixed=allow_mixed
    )
    if before.ages != after.ages:
        raise ValueError("the two populations have different age groups")
    place = {key.area: number for number, key in enumerate(after.keys)}
    if len(place) < len(after.keys) or len({key.area for key in before.keys}) < len(before.keys):
        raise ValueError("one date per area and table")
    order = [place[key.area] for key in before.keys if key.area in place]
    kept = [number for number, key in enumerate(before.keys) if key.area in place]
    before, after = _only(before, kept), _only(after, order)
    for earlier, later in zip(before.keys, after.keys, strict=True):
        if earlier.date and later.date and not _is_a_step(earlier.date, later.date):
            dates = f"{earlier.date.isoformat()}と{later.date.isoformat()}。5年の間隔が必要です"
            names = {"first": before.definition.title, "second": after.definition.title}
            raise MixedDefinitions(E503.at(field="as_of", **names, dates=dates))
    return before, after


def _is_a_step(first: dt.date, second: dt.date) -> bool:
    """Whether the second date is the same day five years later."""
    return (first.year + STEP, first.month, first.day) == (second.year, second.month, second.day)


def _only(table: AgeTable, order: list[int]) -> AgeTable:
    return table._replace(
        keys=tuple(table.keys[n] for n in order),
        counts=table.counts[order],
        unknown=table.unknown[order],
        problems=tuple(table.problems[n] for n in order),
    )


def change_ratios(before: npt.ArrayLike, after: npt.ArrayLike) -> Array:
    """Cohort change ratios of arrays [..., sex, age]: [..., sex, age − 1]; NaN where nobody was there before.

    The last one pools the last closed and the open group: P(open, t+5)/(P(last closed, t) + P(open, t)).
    """
    start, end = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    pooled = start[..., :-1].copy()
    pooled[..., -1] += start[..., -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(pooled > 0, end[..., 1:] / pooled, np.nan)


def cohort_change_ratios(first: Population, second: Population, *, allow_mixed: bool = False) -> pd.DataFrame:
    """コーホート変化率 CCR: `area, sex, from_age, to_age, before, after, ratio`, five years apart.

    ratio = P(x+5, t+5)/P(x, t); open group: P(90+, t+5)/(P(85–89, t) + P(90+, t)). NaN where nobody was there before.
    Raises MixedDefinitions: E501 survey, E503 not five years apart, E504 nationality, E505 unknown ages.
    """
    before, after = _pair(first, second, allow_mixed=allow_mixed)
    return _cohort_frame(before, after, {"ratio": change_ratios(before.counts, after.counts)})


def net_migration(
    first: Population,
    second: Population,
    survival: npt.ArrayLike | pd.DataFrame,
    *,
    method: str = "forward",
    allow_mixed: bool = False,
) -> pd.DataFrame:
    """Net migrants by cohort from survival ratios: `area, sex, from_age, to_age, before, after, migrants, rate`.

    forward  M = P(x+5, t+5) − S·P(x, t): migrants alive at the end (the national institute's)
    reverse  M = P(x+5, t+5)/S − P(x, t): the same migrants counted at the beginning
    average  half of both
    rate     M/P(x, t), the net migration rate; denominator: the cohort at the beginning

    Raises as `cohort_change_ratios`, and ImpossibleSurvival (E509). Source: United Nations, Manual VI (1970).
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}")
    before, after = _pair(first, second, allow_mixed=allow_mixed)
    survived = survival_array(survival, len(before.ages) - 1)
    start = before.counts[..., :-1].copy()
    start[..., -1] += before.counts[..., -1]
    migrants = migrants_of(start, after.counts[..., 1:], survived, method)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(start > 0, migrants / start, np.nan)
    return _cohort_frame(before, after, {"migrants": migrants, "rate": rate})


def migrants_of(
    before: npt.ArrayLike, after: npt.ArrayLike, survival: npt.ArrayLike, method: str = "forward"
) -> Array:
    """Net migrants of cohorts side by side: arrays of any one shape, in the formulas of `net_migration`."""
    start, end = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    survived = np.asarray(survival, dtype=np.float64)
    forward = end - survived * start
    if method == "forward":
        return forward
    reverse: Array = end / survived - start
    return reverse if method == "reverse" else (forward + reverse) / 2


def net_migration_under_5(
    births: npt.ArrayLike, children: npt.ArrayLike, survival_from_birth: npt.ArrayLike
) -> Array:
    """Net migrants among those born within the five years [persons]: P(0–4, t+5) − B·5L0/(5·l0).

    births: of the five years by sex, children: aged 0–4 at the end, survival_from_birth: the ratio birth → 0–4.
    """
    return migrants_of(births, children, survival_from_birth)


def _cohort_frame(before: AgeTable, after: AgeTable, columns: dict[str, Array]) -> pd.DataFrame:
    size, steps = len(before.keys), len(before.ages) - 1
    starts = [*(age.label for age in before.ages[:-2]), f"{before.ages[-2].lower}+"]
    pooled = before.counts[..., :-1].copy()
    pooled[..., -1] += before.counts[..., -1]
    return pd.DataFrame(
        {
            "area": np.repeat([key.area for key in before.keys], 2 * steps),
            "sex": np.tile(np.repeat(SEXES, steps), size),
            "from_age": starts * 2 * size,
            "to_age": [age.label for age in before.ages[1:]] * 2 * size,
            "before": pooled.ravel(),
            "after": after.counts[..., 1:].ravel(),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )
