"""What the remaining years have to bring, and where a figure leads: always called 見込み, never a result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from inaxl.evaluate.goals import GoalResult
from inaxl.evaluate.pace import CONFIDENCE
from inaxl.report.context_words import Context, Row, indicator_decimals, shown_decimals, suffix
from inaxl.report.results import Results
from inaxl.values.display import ABSENT, change, number, rounded, with_unit
from inaxl.values.periods import fy_short

_SUMS = ("cumulative", "running")


def goal_pace(results: Results, rows: Sequence[Row]) -> Context:
    """The KPIs of a goal that have not reached their final target; no rows in the last year of the term."""
    waiting = [row for row in rows if row["needed_per_year"]]
    years = {row["years_left"] for row in waiting}
    left = years.pop() if len(years) == 1 else None
    last = fy_short(results.plan.last_fy)
    return {
        "scope": f"{len(waiting)}指標。見込みは実績ではない" if waiting else "",
        "need": "必要な数" if left == 1 else "1年に必要な数",
        "outlook": f"{last}の見込み",
        "rows": [_row(results, row) for row in waiting],
        "note": _note(left),
    }


def _note(left: int | None) -> str:
    span = f"残り{left}年で" if left else "残りの年度で"
    return (
        f"必要な数は、{span}指標値に届くための1年当たりの数（単年度・時点の指標は変化、累計の指標は1年の量）。"
        f"見込みはこれまでの値を直線で延ばしたもので、幅は{CONFIDENCE}%の予測区間。年度が少ないほど幅は広い。"
    )


def _row(results: Results, row: Row) -> Context:
    decimals = shown_decimals(results, row)
    unit = row["unit"]
    return {
        "name": row["name"] + suffix(row),
        "current": with_unit(row["evaluated"], unit, decimals),
        "target": with_unit(row["final_target"], unit, decimals),
        "need": needed(row["needed_per_year"], row["accumulation"], decimals),
        "outlook": with_unit(row["outlook"], unit, decimals),
        "interval": interval(row["outlook_low"], row["outlook_high"], decimals),
    }


def needed(value: Decimal | None, accumulation: str | None, decimals: int) -> str:
    """`12` for sums, `＋3` or `△2` for changes; never rounded towards too little."""
    if value is None:
        return ABSENT
    return number(value, decimals) if accumulation in _SUMS else change(value, decimals)


def interval(low: Decimal | None, high: Decimal | None, decimals: int) -> str:
    """`41～75`; `－` where there is none, or where the values lie so exactly on a line that it would be no width."""
    if low is None or high is None or rounded(low, decimals) == rounded(high, decimals):
        return ABSENT
    return f"{number(low, decimals)}～{number(high, decimals)}"


def target_pace(results: Results, result: GoalResult) -> list[tuple[str, str]]:
    """Rows for the small table beside a goal's chart: need per year, outlook for the last year, its interval."""
    aim, decimals = result.goal.target, indicator_decimals(result.goal.target)
    rows: list[tuple[str, str]] = []
    if result.pace is not None and result.pace.per_year:
        left, value = result.pace.years_left, result.pace.per_year
        if aim.accumulation in _SUMS:
            rows.append((f"残り{left}年で必要な数", with_unit(value * left, aim.unit, decimals)))
            if left > 1:
                rows.append(("1年当たり", with_unit(value, aim.unit, decimals)))
        else:
            rows.append(("1年に必要な変化", change(value, decimals) + aim.unit))
    if result.outlook is not None:
        found = result.outlook
        rows.append((f"見込み（{fy_short(found.fy)}）", with_unit(found.value, aim.unit, decimals)))
        rows.append((f"　幅（{CONFIDENCE}%）", interval(found.low, found.high, decimals)))
    return rows
