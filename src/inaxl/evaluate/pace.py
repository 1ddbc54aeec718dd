"""How fast a figure would have to move, and where it ends if it goes on as before. Values only, no table.

An outlook is no result: it is never counted, rated or drawn like one, and every text that shows it says 見込み.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from inaxl.plan.model import Indicator

ZERO = Decimal(0)
CONFIDENCE = 80  # percent of the interval around an outlook: more would say nothing about three or four years
# Two-sided 80 % points of Student's t by degrees of freedom (any table of the t distribution, column 0.90)
_T = ("3.078", "1.886", "1.638", "1.533", "1.476", "1.440", "1.415", "1.397", "1.383", "1.372")
_T_LARGE = Decimal("1.282")


class Pace(NamedTuple):
    """What each remaining year has to bring [unit of the target], and how many years remain.

    `per_year`: for sums the amount per year, for all others the change per year; 0 where the target is reached.
    """

    per_year: Decimal
    years_left: int


class Outlook(NamedTuple):
    """Where the figure stands in `fy` if it goes on as in the years so far; `low`, `high`: the 80 % interval.

    `years` says how many values it was drawn from.
    """

    fy: int
    value: Decimal
    low: Decimal
    high: Decimal
    years: int


def pace(indicator: Indicator, evaluated: Decimal | None, fy: int) -> Pace | None:
    """What the years after `fy` have to bring: (target − value) ÷ (target year − fy).

    evaluated: the judged value of `fy` (the running sum for sums). None without a value or target, in and after
    the target's year, and for a figure that is only to be kept or to lie in a range.
    """
    target, last = indicator.target, indicator.target_fy
    if evaluated is None or target is None or last is None or last <= fy:
        return None
    if indicator.direction not in ("increase", "decrease") or indicator.target_upper is not None:
        return None
    way = target - evaluated
    is_reached = way <= ZERO if indicator.direction == "increase" else way >= ZERO
    return Pace(ZERO if is_reached else way / (last - fy), last - fy)


def outlook(
    indicator: Indicator,
    values: Mapping[int, Decimal],
    fy: int,
    *,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> Outlook | None:
    """The linear outlook for the target's year, from the reported values up to `fy` [unit].

    values: the entered figure per fiscal year. Sums go on by the mean of their single years, all others along the
    least-squares line. The interval is the 80 % prediction interval (Student's t), cut at `least` and `most`, the
    range that the plan allows. None with fewer than three values (two single years of a sum), or where the target's
    year is over. Source: any textbook of regression (prediction of a single new observation).
    """
    last = indicator.target_fy
    known = {year: value for year, value in sorted(values.items()) if year <= fy}
    if last is None or last <= fy or fy not in known:
        return None
    if indicator.accumulation == "cumulative":
        found = _sum_goes_on(sum(known.values(), ZERO), list(known.values()), last - fy)
    elif indicator.accumulation == "running":
        steps = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(known.items())]
        found = _sum_goes_on(known[fy], steps, last - fy)
    else:
        found = _line_goes_on(known, last)
    if found is None:
        return None
    value, half = found
    shown = [_within(figure, least, most) for figure in (value, value - half, value + half)]
    return Outlook(last, shown[0], shown[1], shown[2], len(known))


def _within(value: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    if least is not None and value < least:
        return least
    return most if most is not None and value > most else value


def _sum_goes_on(total: Decimal, single: Sequence[Decimal], left: int) -> tuple[Decimal, Decimal] | None:
    """Total + left·mean, ± t·s·√(left + left²/n): the sum of `left` further years like those so far."""
    count = len(single)
    if count < 2:
        return None
    mean = sum(single, ZERO) / count
    spread = (sum(((v - mean) ** 2 for v in single), ZERO) / (count - 1)).sqrt()
    half = _t(count - 1) * spread * (left + Decimal(left * left) / count).sqrt()
    return total + left * mean, half


def _line_goes_on(known: Mapping[int, Decimal], at: int) -> tuple[Decimal, Decimal] | None:
    """a + b·x, ± t·s·√(1 + 1/n + (x − x̄)²/Sxx) with s² = residuals² ÷ (n − 2)."""
    count = len(known)
    if count < 3:
        return None
    mean_x, mean_y = Decimal(sum(known)) / count, sum(known.values(), ZERO) / count
    square = sum(((year - mean_x) ** 2 for year in known), ZERO)
    slope = sum(((year - mean_x) * (value - mean_y) for year, value in known.items()), ZERO) / square
    residuals = (value - mean_y - slope * (year - mean_x) for year, value in known.items())
    spread = (sum((r * r for r in residuals), ZERO) / (count - 2)).sqrt()
    half = _t(count - 2) * spread * (1 + Decimal(1) / count + (at - mean_x) ** 2 / square).sqrt()
    return mean_y + slope * (at - mean_x), half


def _t(freedom: int) -> Decimal:
    return Decimal(_T[freedom - 1]) if freedom <= len(_T) else _T_LARGE
