"""A further scale beside the ratings, such as the grades of the national grants. Its steps are data of the plan book.

The four ratings stay what is counted; a grade is shown beside them. To add a condition: a word in
`plan.layout.SCALE_CONDITIONS` and its line in `_holds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from inaxl.plan.layout import SCALE_CONDITIONS
from inaxl.plan.model import Grade, Scale

NOT_DECIDED = "判定できない"


class Graded(NamedTuple):
    """The grade of one figure and why; `grade` None where no step of the scale applies."""

    grade: Grade | None
    reason: str

    @property
    def label(self) -> str:
        """Word of the grade."""
        return self.grade.label if self.grade else NOT_DECIDED


def grade_of(row: Mapping[str, Any], scale: Scale) -> Graded:
    """The first step of a scale whose condition holds for a rated row.

    row: columns `evaluated, target, direction, achievement, reached, baseline, baseline_comparable` (figures Decimal or
    None). A step that needs the value before is passed over where there is no comparable one (a figure that could be
    better or worse is then not decided, never guessed).
    """
    if row["evaluated"] is None or row["target"] is None:
        found = next((grade for grade in scale.grades if grade.condition == "no_actual"), None)
        return Graded(found, "実績値か指標値がない。")
    needs_before = False
    for grade in scale.grades:
        holds = _holds(grade, row)
        if holds is None:
            needs_before = True
        elif holds:
            if needs_before:
                break
            return Graded(grade, f"{SCALE_CONDITIONS[grade.condition]}ため「{grade.label}」。")
    return Graded(None, "比べられる現状値がない。" if needs_before else "当てはまる段階が尺度にない。")


def _holds(grade: Grade, row: Mapping[str, Any]) -> bool | None:
    """Whether a step's condition holds; None where the value before is needed and not there."""
    condition, ratio = grade.condition, row["achievement"]
    if condition == "above":
        return _side(row["evaluated"], row["target"], row["direction"]) > 0
    if condition == "reached":
        return bool(row["reached"])
    if condition == "at_least":
        return ratio is not None and grade.bound is not None and bool(ratio >= grade.bound)
    if condition in ("better", "same", "worse"):
        before: Decimal | None = row["baseline"]
        if before is None or row.get("baseline_comparable") is False:
            return None
        side = _side(row["evaluated"], before, row["direction"])
        return side == {"better": 1, "same": 0, "worse": -1}[condition]
    return condition == "otherwise"


def _side(value: Decimal, other: Decimal, direction: str | None) -> int:
    """1 where the value lies on the better side of the other, −1 on the worse, 0 where they are equal."""
    step = (value > other) - (value < other)
    return -step if direction == "decrease" else step
