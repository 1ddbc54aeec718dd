"""Every combination of direction, accumulation and awkward number: the cases of the tests and of docs/rating.md.

The page is made from these cases by `docs/make_rating_table.py`; a test compares the two, so that it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from inaxl.evaluate.rating import Judgement, YearValue, judge
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, Indicator, RatingLevel, RatingRules

D = Decimal
FIRST, FY, LAST = 2020, 2021, 2024
RULES = RatingRules(
    (
        RatingLevel("on_track", "順調", "◎", D(1), ""),
        RatingLevel("mostly_on_track", "おおむね順調", "○", D("0.8"), ""),
        RatingLevel("needs_effort", "努力を要する", "▼", None, ""),
        RatingLevel("no_actual", "実績値なし", "－", None, ""),
    )
)
_PLAIN = Indicator(
    "K1", "指標", "人", 0, "increase", "annual", D(40), 2018, "", True, D(100), LAST, "", {}, "", ""
)


class Number(NamedTuple):
    """One awkward number: its name on the page, the judged value (None: the status `missing`), changes to the indicator."""

    title: str
    value: Decimal | None
    changes: dict[str, Any] = {}  # noqa: RUF012 - constant of the module
    status: str = "reported"


NUMBERS = (
    Number("指標値に達した", D(110)),
    Number("指標値の8割に達した", D(85)),
    Number("指標値の8割に達していない", D(60)),
    Number("実績値が指標値より大きく離れて小さい", D(20), {"baseline": D(200)}),
    Number("現状値が指標値より大きい", D(90), {"baseline": D(120)}),
    Number("実績値が現状値より悪い", D(30)),
    Number("指標値が0", D(5), {"target": D(0)}),
    Number("指標値も実績値も0", D(0), {"target": D(0)}),
    Number("指標値が負", D(-20), {"target": D(-30), "baseline": D(-50)}),
    Number("実績値が0", D(0)),
    Number("実績値が負", D(-25)),
    Number("現状値を比べられない", D(85), {"baseline_comparable": False}),
    Number("現状値がない", D(85), {"baseline": None, "baseline_fy": None}),
    Number("現状値と指標値が同じ", D(85), {"baseline": D(100)}),
    Number("その年度の目標値がある", D(85), {"interim": {FY: D(80)}}),
    Number("指標値が範囲（20～30）の内", D(25), {"target": D(20), "target_upper": D(30)}),
    Number("指標値が範囲（20～30）より小さい", D(17), {"target": D(20), "target_upper": D(30)}),
    Number("指標値が範囲（20～30）より大きい", D(60), {"target": D(20), "target_upper": D(30)}),
    Number("指標値が範囲（0～5）で実績値が負", D(-1), {"target": D(0), "target_upper": D(5)}),
    Number("指標値がない", D(85), {"target": None}),
    Number("集計中", None, status="pending"),
    Number("把握できない", None, status="unavailable"),
    Number("対象外", None, status="not_applicable"),
    Number("空欄", None, status="missing"),
)


class Case(NamedTuple):
    """One combination and what it gives."""

    number: Number
    direction: str
    accumulation: str
    judgement: Judgement


def cases() -> Iterator[Case]:
    """All combinations, by awkward number, direction and accumulation."""
    for number in NUMBERS:
        for direction in DIRECTION_LABELS:
            for accumulation in ACCUMULATION_LABELS:
                yield Case(number, direction, accumulation, judged(number, direction, accumulation))


def judged(number: Number, direction: str, accumulation: str, rules: RatingRules = RULES) -> Judgement:
    """The judgement of one combination. A sum is made of two equal years, so that the judged value is the same."""
    indicator = replace(
        _PLAIN,
        direction=direction,
        accumulation=accumulation,
        **number.changes,  # type: ignore[arg-type]
    )
    if number.value is None:
        return judge(indicator, {FY: YearValue(None, number.status)}, FY, rules, FIRST)
    half = number.value / 2
    own = half if accumulation == "cumulative" else number.value
    years = {FIRST: YearValue(half, "reported"), FY: YearValue(own, "reported")}
    return judge(indicator, years, FY, rules, FIRST)
