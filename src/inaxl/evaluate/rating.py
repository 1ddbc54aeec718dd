"""From figures to ratings: what a KPI is judged by, its achievement, progress and rating, with the working in words.

Rules come from the plan book (`RatingRules`); this room knows no city, no threshold and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from inaxl.evaluate.achievement import achievement, pro_rated, progress
from inaxl.plan.model import Indicator, RatingRules
from inaxl.values.display import percent, with_unit
from inaxl.values.periods import fy_label, fy_short

NO_ACTUAL = "no_actual"


class YearValue(NamedTuple):
    """One year's report of an indicator: the figure [unit] and its status; figure None unless `reported`."""

    value: Decimal | None
    status: str


class Judgement(NamedTuple):
    """What the rule gives for one indicator and year.

    `evaluated` the value judged, `target` and `target_fy` what it is judged against, `omitted` fiscal years that a sum
    had to leave out, `even_path` where an even path to the final target stands, `explanation` one Japanese sentence.
    """

    evaluated: Decimal | None
    target: Decimal | None
    target_fy: int | None
    achievement: Decimal | None
    progress: Decimal | None
    rating: str
    reached: bool | None
    omitted: tuple[int, ...]
    even_path: Decimal | None
    explanation: str


def evaluated_value(
    accumulation: str | None, years: Mapping[int, YearValue], fy: int, first_fy: int
) -> tuple[Decimal | None, tuple[int, ...]]:
    """The value that is judged for `fy`, and the years that a sum had to leave out.

    `annual`, `point`, `running`: the year's own value. `cumulative`: the sum from `first_fy` on; a year that is not
    applicable adds nothing, a year that is unknown is left out and named. None where the year itself is not reported.
    """
    own = years.get(fy)
    if own is None or own.status != "reported":
        return None, ()
    if accumulation != "cumulative":
        return own.value, ()
    total, omitted = Decimal(0), []
    for year in range(first_fy, fy + 1):
        value = years.get(year, YearValue(None, "missing"))
        if value.value is not None:
            total += value.value
        elif value.status != "not_applicable":
            omitted.append(year)
    return total, tuple(omitted)


def target_in(
    indicator: Indicator, fy: int, rules: RatingRules, first_fy: int
) -> tuple[Decimal | None, int | None]:
    """What `fy` is judged against: interim target, final target or pro-rated path, as the plan says."""
    final, final_fy = indicator.target, indicator.target_fy
    if rules.judged_against == "interim" and fy in indicator.interim:
        return indicator.interim[fy], fy
    if rules.judged_against == "pro_rated" and (path := even_path(indicator, fy, first_fy)) is not None:
        return path, min(fy, final_fy or fy)
    return final, final_fy


def even_path(indicator: Indicator, fy: int, first_fy: int) -> Decimal | None:
    """Where an even path to the final target stands in `fy` [unit]; None where no path is defined.

    Sums start from 0 at the beginning of the term; levels start from the baseline, if it is comparable and known.
    Single-year counts have no path: each year stands alone.
    """
    if indicator.target is None or indicator.target_fy is None:
        return None
    if indicator.accumulation in ("cumulative", "running"):
        return pro_rated(indicator.target, indicator.target_fy, fy, first_fy)
    level = indicator.accumulation == "point" and indicator.baseline_comparable
    if level and indicator.baseline is not None and indicator.baseline_fy is not None:
        if indicator.baseline_fy >= indicator.target_fy:
            return None
        return pro_rated(
            indicator.target,
            indicator.target_fy,
            fy,
            first_fy,
            baseline=indicator.baseline,
            baseline_fy=indicator.baseline_fy,
        )
    return None


def judge(
    indicator: Indicator, years: Mapping[int, YearValue], fy: int, rules: RatingRules, first_fy: int
) -> Judgement:
    """Judge one indicator in one fiscal year (design, section 4; the city's published rule).

    Args: indicator with its targets; years: the values reported so far, by fiscal year; first_fy: the term's first.
    Not reported, or no target: rating `no_actual`. Achievement undefined: reached gives the best rating, not reached
    the lowest, and the explanation says so.
    """
    evaluated, omitted = evaluated_value(indicator.accumulation, years, fy, first_fy)
    target, target_fy = target_in(indicator, fy, rules, first_fy)
    path = even_path(indicator, fy, first_fy)
    if evaluated is None or target is None or indicator.direction is None:
        why = _why_not(indicator, years.get(fy), evaluated, rules)
        return Judgement(evaluated, target, target_fy, None, None, NO_ACTUAL, None, omitted, path, why)
    upper = indicator.target_upper if target == indicator.target else None
    got = achievement(
        evaluated,
        target,
        indicator.direction,
        decrease_by=rules.decrease_by,
        baseline=indicator.baseline,
        upper=upper,
    )
    rating = _rating(got.ratio, got.reached, rules)
    way = progress(
        evaluated,
        indicator.target,
        indicator.baseline,
        indicator.direction,
        comparable=indicator.baseline_comparable and indicator.accumulation != "cumulative",
    )
    working = _working(indicator, evaluated, target, target_fy, got.ratio, got.formula, rating, fy, rules)
    if omitted:
        working += (
            f" {'・'.join(fy_short(year) for year in omitted)}の値がないため、その年度を除いて合計した。"
        )
    return Judgement(
        evaluated, target, target_fy, got.ratio, way, rating, got.reached, omitted, path, working
    )


def _rating(ratio: Decimal | None, reached: bool, rules: RatingRules) -> str:
    steps = [level for level in rules.levels if level.rating != NO_ACTUAL]
    if ratio is None:
        return steps[0].rating if reached else steps[-1].rating
    return next(level.rating for level in steps if level.at_least is None or ratio >= level.at_least)


def _why_not(
    indicator: Indicator, own: YearValue | None, evaluated: Decimal | None, rules: RatingRules
) -> str:
    label = rules.label(NO_ACTUAL)
    if evaluated is not None:
        lacking = "指標値" if indicator.target is None else "方向"
        return f"実績値はあるが{lacking}が決まっていないため評価できない({label}に数える)。"
    reason = {
        "pending": "集計中または未公表で",
        "unavailable": "把握できず",
        "not_applicable": "対象外で",
        "invalid": "セルの値を読めず",
    }.get(own.status if own else "missing", "報告がなく")
    return f"{reason}実績値がない。"


def _working(
    indicator: Indicator,
    evaluated: Decimal,
    target: Decimal,
    target_fy: int | None,
    ratio: Decimal | None,
    formula: str,
    rating: str,
    fy: int,
    rules: RatingRules,
) -> str:
    actual = with_unit(evaluated, indicator.unit, indicator.decimals)
    aim = with_unit(target, indicator.unit, indicator.decimals)
    if indicator.target_upper is not None and target == indicator.target:
        return _working_of_range(indicator, evaluated, ratio, formula, rating, rules)
    kind = "累計" if indicator.accumulation in ("cumulative", "running") else "実績値"
    aim_name = "指標値" if target == indicator.target else f"{fy_label(target_fy or fy)}の目標値"
    label = rules.label(rating)
    if ratio is None:
        better = "以下" if indicator.direction == "decrease" else "以上"
        verdict = "達した" if rating == rules.levels[0].rating else "達していない"
        return f"{kind}{actual}は{aim_name}{aim}({better}で達成)に{verdict}ため{label}。{formula}。"
    working = formula.replace("実績値", f"{kind}{actual}").replace("指標値", f"{aim_name}{aim}")
    return f"達成率={working}={percent(ratio)}({_threshold(rating, ratio, rules)})のため{label}。"


def _working_of_range(
    indicator: Indicator,
    evaluated: Decimal,
    ratio: Decimal | None,
    formula: str,
    rating: str,
    rules: RatingRules,
) -> str:
    """Why a figure has its rating against a target that is a range, both ends of which belong to it."""
    actual, low, high = (
        with_unit(value, indicator.unit, indicator.decimals)
        for value in (evaluated, indicator.target, indicator.target_upper)
    )
    label = rules.label(rating)
    if formula.startswith("指標値の範囲"):
        return f"実績値{actual}は指標値{low}～{high}の範囲にあるため{label}。"
    if ratio is None:
        return f"実績値{actual}は指標値{low}～{high}の範囲にないため{label}。{formula}。"
    working = f"実績値{actual}÷指標値の下の端{low}"
    if formula.startswith("指標値"):
        working = f"指標値の上の端{high}÷実績値{actual}"
    return f"達成率={working}={percent(ratio)}({_threshold(rating, ratio, rules)})のため{label}。"


def _threshold(rating: str, ratio: Decimal, rules: RatingRules) -> str:
    """The bound that decided, with the unrounded ratio where rounding would hide on which side it lies."""
    steps = [level for level in rules.levels if level.rating != NO_ACTUAL]
    own = next(i for i, level in enumerate(steps) if level.rating == rating)
    bound = steps[own].at_least
    if bound is not None:
        return f"{percent(bound, 0)}以上"
    above = steps[own - 1].at_least or Decimal(0)
    exact = percent(ratio, 2)
    if percent(ratio) == percent(above):
        return f"{exact}で{percent(above, 0)}未満"
    return f"{percent(above, 0)}未満"
