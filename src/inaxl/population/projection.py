"""The cohort-component method of the national institute (IPSS) for municipalities, and the textbook one with births.

Arrays everywhere: sex 0 male, 1 female; ages in five-year groups 0–4, 5–9, … and one open group (19 groups for 90+);
one step is five years. Leading axes (areas, scenarios) are free and broadcast. `tables.age_table` makes `start` from a
table; `scenarios.py` makes the rates.

    ages 5+    P(x+5, t+5) = P(x, t)·(S + m)
    open       P(90+, t+5) = (P(85–89, t) + P(90+, t))·(S + m), one ratio for both groups
    children   K(t+5) = CWR(t+5)·women aged 15–49 at t+5; boys K·ρ/(100 + ρ), girls the rest

No births and no infant survival go into the last line: it is a ratio of stocks at the end of the step.
Source: 国立社会保障・人口問題研究所「日本の地域別将来推計人口（平成30（2018）年推計）」, the method's description.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from inaxl.population.cohorts import change_ratios, ratios_of
from inaxl.population.fertility import BIRTH_SEX_RATIO
from inaxl.population.tables import Array

FIRST_MOTHER, LAST_MOTHER = 3, 10  # positions of 15–19 and, excluded, of 50–54
_BLOCK = 4096  # areas × scenarios at a time: the population of two steps stays in a core's cache


class Rates(NamedTuple):
    """What a projection is made of: `change` (S + m) [..., step, sex, transition], CWR and 0–4 sex ratio [..., step]."""

    change: Array
    child_woman_ratio: Array
    child_sex_ratio: Array


def project(
    start: npt.ArrayLike,
    survival: npt.ArrayLike,
    migration: npt.ArrayLike | None = None,
    *,
    child_woman_ratio: npt.ArrayLike,
    child_sex_ratio: npt.ArrayLike,
    migrants: npt.ArrayLike | None = None,
) -> Array:
    """Population by step, sex and age [persons]: [..., steps + 1, 2, ages]; the first is `start`.

    start              [..., 2, ages]  persons at the beginning, 0–4 … open group, unknown ages apportioned
    survival           [..., steps, 2, ages − 1]  five-year survival ratios: 0–4 → 5–9, …, last two groups → open
    migration          the same shape: net migration rates m, ratio to the cohort at the beginning; None: no migration
    child_woman_ratio  [..., steps]  (0–4 both sexes)/(women 15–49) at the END of each step
    child_sex_ratio    [..., steps] or one figure: boys per 100 girls aged 0–4 at the end of each step
    migrants           [..., steps, 2, ages − 1]  persons added to each cohort at the end of the step, aged 5 and over
                       there; None: none. For net migration given in persons instead of rates.

    Leading axes broadcast against each other, so one start and many scenarios, or many areas, go in one call. For very
    many at once `project_columns` saves copies. Errors: ValueError where shapes do not fit or a figure is negative.
    Nothing is rounded. Unknown figures (NaN) stay unknown.
    """
    people = np.asarray(start, dtype=np.float64)
    change = np.asarray(survival, dtype=np.float64)
    if migration is not None:
        change = change + np.asarray(migration, dtype=np.float64)
    ratios = np.asarray(child_woman_ratio, dtype=np.float64)
    steps, ages = change.shape[-3], people.shape[-1]
    if people.shape[-2] != 2 or change.shape[-2:] != (2, ages - 1) or ages <= LAST_MOTHER:
        raise ValueError(f"start {people.shape} and rates {change.shape} do not fit")
    if (people < 0).any() or (change < 0).any() or (ratios < 0).any():
        raise ValueError("populations, survival + migration and child-woman ratios are not negative")
    sexes = np.asarray(child_sex_ratio, dtype=np.float64)
    sexes = sexes[..., None] if sexes.ndim == 0 else sexes
    added = None if migrants is None else np.asarray(migrants, dtype=np.float64)
    lead = np.broadcast_shapes(
        people.shape[:-2], change.shape[:-3], ratios.shape[:-1], sexes.shape[:-1],
        () if added is None else added.shape[:-3],
    )  # fmt: skip
    columns = project_columns(
        _columns(people, lead, 2),
        _columns(change, lead, 3),
        _columns(np.broadcast_to(ratios, (*ratios.shape[:-1], steps)), lead, 1),
        _columns(np.broadcast_to(sexes, (*sexes.shape[:-1], steps)), lead, 1),
        None if added is None else _columns(added, lead, 3),
    )
    return np.moveaxis(columns, -1, 0).reshape(*lead, steps + 1, 2, ages)


def _columns(values: Array, lead: tuple[int, ...], own: int) -> Array:
    """Leading axes joined into the last one; one column where all areas and scenarios share the values."""
    inner = values.shape[values.ndim - own :]
    if values.size == np.prod(inner, dtype=int):
        return values.reshape(*inner, 1)
    whole = np.broadcast_to(values, (*lead, *inner)).reshape(-1, *inner)
    return np.ascontiguousarray(np.moveaxis(whole, 0, -1))


def project_columns(
    start: Array,
    change: Array,
    child_woman_ratio: Array,
    child_sex_ratio: Array,
    migrants: Array | None = None,
    out: Array | None = None,
) -> Array:
    """`project` for very many areas and scenarios: they lie side by side in the last axis, K columns, and no check.

    start [2, ages, K], change = survival + migration [steps, 2, ages − 1, K], child_woman_ratio and child_sex_ratio
    [steps, K], migrants [steps, 2, ages − 1, K]. A last axis of 1 serves all columns. out [steps + 1, 2, ages, K] is
    filled where given. Memory is read and written once: the work goes block by block of columns.
    """
    steps, ages = change.shape[0], start.shape[1]
    arrays = (start, change, child_woman_ratio, child_sex_ratio) + (() if migrants is None else (migrants,))
    width = max(array.shape[-1] for array in arrays)
    found = np.empty((steps + 1, 2, ages, width)) if out is None else out
    for left in range(0, width, _BLOCK):
        block = slice(left, min(left + _BLOCK, width))
        parts = [array if array.shape[-1] == 1 else array[..., block] for array in arrays]
        _fill(found[..., block], *parts)
    return found


def _fill(
    found: Array,
    start: Array,
    change: Array,
    women_ratio: Array,
    sex_ratio: Array,
    added: Array | None = None,
) -> None:
    with np.errstate(divide="ignore"):
        boys = 1 / (1 + 100 / sex_ratio)  # a ratio without girls is infinite: all are boys
    found[0] = start
    for step in range(change.shape[0]):
        before, after = found[step], found[step + 1]
        np.multiply(before[:, :-1], change[step], out=after[:, 1:])
        after[:, -1] += before[:, -1] * change[step][:, -1]
        if added is not None:
            after[:, 1:] += added[step]
        children = women_ratio[step] * np.add.reduce(after[1, FIRST_MOTHER:LAST_MOTHER], axis=0)
        np.multiply(children, boys[step], out=after[0, 0])
        np.subtract(children, after[0, 0], out=after[1, 0])


def implied_rates(path: npt.ArrayLike) -> Rates:
    """The rates that a published projection [..., steps + 1, 2, ages] was made with, as far as it shows them.

    change[t] = S + m of the step from t to t+1, CWR and 0–4 sex ratio at its end. Projecting with them gives the path
    back to rounding. In a cell of nobody before and after any rate would do: change and CWR are 0 there, the sex ratio
    100; it is infinite where there are boys only. NaN where people come out of nobody: no rate can say that.
    """
    people = np.asarray(path, dtype=np.float64)
    ends = people[..., 1:, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        women = ends[..., 1, FIRST_MOTHER:LAST_MOTHER].sum(axis=-1)
        children = ends[..., 0, 0] + ends[..., 1, 0]
        ratio = np.where(women > 0, children / women, np.where(children == 0, 0.0, np.nan))
        sexes = np.where(children == 0, 100.0, 100 * ends[..., 0, 0] / ends[..., 1, 0])
    change = change_ratios(people[..., :-1, :, :], ends)
    return Rates(np.where(np.isnan(change) & (ends[..., 1:] == 0), 0.0, change), ratio, sexes)


def calibrate(
    projected: npt.ArrayLike, totals: npt.ArrayLike, *, area_axis: int = 0, whole: bool = False
) -> Array:
    """Municipal projections made to add up to a higher area's: every cell × total ÷ sum over the areas.

    projected  areas along `area_axis`, any other axes (step, sex, age); totals the same shape without that axis.
    whole      whole persons by the largest remainders; the sums then hit whole totals exactly.
    Errors: ValueError where a total is positive and no area has anybody in the cell.
    """
    parts = np.moveaxis(np.asarray(projected, dtype=np.float64), area_axis, 0)
    aims = np.asarray(totals, dtype=np.float64)
    sums = parts.sum(axis=0)
    if ((sums == 0) & (aims > 0)).any():
        raise ValueError("a cell of the totals has persons, but none of the areas has any in it")
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(sums > 0, aims / sums, 0.0)
    scaled = parts * factor
    return np.moveaxis(_whole(scaled, aims) if whole else scaled, 0, area_axis)


def _whole(scaled: Array, aims: Array) -> Array:
    """Largest remainders along the first axis; ties to the first area."""
    floors = np.floor(scaled)
    missing = np.rint(aims - floors.sum(axis=0)).astype(np.int64)
    order = np.argsort(-(scaled - floors), axis=0, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(_counting(order), order.shape), axis=0)
    result: Array = floors + (rank < missing)
    return result


def _counting(like: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.arange(like.shape[0]).reshape(-1, *([1] * (like.ndim - 1)))


def project_births(
    start: npt.ArrayLike,
    lived: npt.ArrayLike,
    fertility: npt.ArrayLike,
    migrants: npt.ArrayLike | None = None,
    *,
    steps: int = 1,
    radix: float = 100_000,
    birth_sex_ratio: float = BIRTH_SEX_RATIO,
) -> Array:
    """The textbook method with births, for places that have a life table and fertility rates: [steps + 1, 2, ages].

    start      [2, ages] persons
    lived      [2, ages] person-years nLx of the life table; the last group is open
    fertility  [ages] births per woman and year (both sexes of child), 0 outside of the childbearing ages
    migrants   [2, ages] net migrants of the five years by age; half come at the beginning, half at the end
    radix      l0 of the life table; birth_sex_ratio boys per girl

    Births of a step = 5·Σ F·(W(t) + W(t+5))/2, girls 1/(1 + ratio) of them, surviving with 5L0/(5·l0).
    Source: Preston, Heuveline, Guillot, Demography (2001), 6.3 and Boxes 6.1, 6.2.
    """
    people, years = np.asarray(start, dtype=np.float64), np.asarray(lived, dtype=np.float64)
    moved = np.zeros_like(people) if migrants is None else np.asarray(migrants, dtype=np.float64)
    rates, survival = np.asarray(fertility, dtype=np.float64), ratios_of(years)
    girls = 1 / (1 + birth_sex_ratio)
    found = [people]
    for _ in range(steps):
        before = found[-1] + moved / 2
        after = np.empty_like(before)
        after[:, 1:] = before[:, :-1] * survival
        after[:, -1] += before[:, -1] * survival[:, -1]
        after[:, 1:] += moved[:, 1:] / 2
        after[:, 0] = 0
        births = 5 * (rates * (before[1] + after[1]) / 2).sum()
        shares = np.array([1 - girls, girls])
        after[:, 0] = births * shares * years[:, 0] / (5 * radix) + moved[:, 0] / 2
        found.append(after)
    return np.stack(found)
