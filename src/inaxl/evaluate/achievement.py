"""How far one figure has come: achievement against the target, progress from the baseline. Values only, no table.

Every awkward number has a defined result. Where division would mislead (a target of 0, negative figures) there is no
achievement, and the comparison alone says whether the target is reached.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


class Achievement(NamedTuple):
    """`ratio` plain ratio (1 = 100 %), None where undefined; `reached` by comparison; `formula` names the working."""

    ratio: Decimal | None
    reached: bool
    formula: str


def achievement(
    value: Decimal,
    target: Decimal,
    direction: str,
    *,
    decrease_by: str = "ratio",
    baseline: Decimal | None = None,
    upper: Decimal | None = None,
) -> Achievement:
    """Achievement of a value against its target (design, section 4; the city's published rule).

    value, target, baseline: in the KPI's unit. direction: `increase`, `decrease` or `maintain`. upper: the other end
    of a target that is a range; both ends belong to it and the direction does not matter: inside is 1, below is
    value ÷ target, above is upper ÷ value.
    increase, maintain: value ÷ target. decrease: target ÷ value (`ratio`), 2 − value ÷ target (`difference`) or
    (baseline − value) ÷ (baseline − target) (`baseline`). `maintain` is reached at or above the target.
    Undefined (ratio None): target ≤ 0 or a negative value against it in a division, a decrease to or from 0, a
    `baseline` method without a baseline above the target.
    """
    if upper is not None:
        return _in_range(value, target, upper)
    if direction == "decrease":
        return _decrease(value, target, decrease_by, baseline)
    reached = value >= target
    if target <= ZERO:
        return Achievement(None, reached, "比べるだけ(指標値が0以下)")
    return Achievement(value / target, reached, "実績値÷指標値")


def _in_range(value: Decimal, low: Decimal, high: Decimal) -> Achievement:
    if low <= value <= high:
        return Achievement(Decimal(1), True, "指標値の範囲の内")
    if value < low:
        share = value / low if low > ZERO and value >= ZERO else None
        return Achievement(
            share, False, "比べるだけ(0以下の値)" if share is None else "実績値÷指標値の下の端"
        )
    share = high / value if high > ZERO else None
    return Achievement(
        share, False, "比べるだけ(指標値が0以下)" if share is None else "指標値の上の端÷実績値"
    )


def _decrease(value: Decimal, target: Decimal, method: str, baseline: Decimal | None) -> Achievement:
    reached = value <= target
    if method == "baseline":
        if baseline is None or baseline <= target:
            return Achievement(None, reached, "比べるだけ(現状値が指標値より大きくない)")
        return Achievement(
            (baseline - value) / (baseline - target), reached, "(現状値−実績値)÷(現状値−指標値)"
        )
    if target <= ZERO or value <= ZERO:
        return Achievement(None, reached, "比べるだけ(0以下の値)")
    if method == "difference":
        return Achievement(2 - value / target, reached, "2−実績値÷指標値")
    return Achievement(target / value, reached, "指標値÷実績値")


def progress(
    value: Decimal | None,
    target: Decimal | None,
    baseline: Decimal | None,
    direction: str | None,
    *,
    comparable: bool = True,
) -> Decimal | None:
    """Share of the way from baseline to target that is covered [ratio]: (value − baseline) ÷ (target − baseline).

    None where one of them is unknown, where baseline and target measure different things, for `maintain`, and where
    the target is not on the better side of the baseline: there the quotient would change its sign.
    """
    if value is None or target is None or baseline is None or not comparable:
        return None
    way = target - baseline
    if (direction == "increase" and way > ZERO) or (direction == "decrease" and way < ZERO):
        return (value - baseline) / way
    return None


def pro_rated(
    target: Decimal,
    target_fy: int,
    fy: int,
    first_fy: int,
    *,
    baseline: Decimal | None = None,
    baseline_fy: int | None = None,
) -> Decimal:
    """Where an even path stands at the end of a fiscal year [unit of the target].

    Without a baseline the path starts from 0 before `first_fy` (sums over the term); with one it runs from the
    baseline in its own year. At and after `target_fy` it is the target.
    """
    if fy >= target_fy:
        return target
    start, start_fy = (
        (ZERO, first_fy - 1) if baseline is None or baseline_fy is None else (baseline, baseline_fy)
    )
    return start + (target - start) * (fy - start_fy) / (target_fy - start_fy)
