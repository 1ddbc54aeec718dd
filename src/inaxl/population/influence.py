"""影響度分析: how much of the future population hangs on births and how much on migration.

natural = 100·simulation 1 ÷ pattern 1, social = 100·simulation 2 ÷ simulation 1, total population of one year.
Pattern 1 is the national institute's projection, simulation 1 the same with a TFR of 2.1 from 2030, simulation 2
simulation 1 without migration at any age.

The grades' bounds are data: the ones here could not be checked against the manual (地方人口ビジョンの策定のための手引き).
Whoever prints a grade prints that too (W505), until the population book says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inaxl.findings import W505, Finding

NATURAL, SOCIAL = "natural", "social"
KIND_LABELS = {NATURAL: "自然増減", SOCIAL: "社会増減"}


class Threshold(NamedTuple):
    """Grade reached at this ratio [%] or above; None: no lower bound. `confirmed`: checked against the manual."""

    kind: str
    grade: int
    at_least: float | None
    confirmed: bool = False


UNCONFIRMED = (
    *(Threshold(NATURAL, grade, low) for grade, low in enumerate((None, 100.0, 105.0, 110.0, 115.0), 1)),
    *(Threshold(SOCIAL, grade, low) for grade, low in enumerate((None, 100.0, 110.0, 120.0, 130.0), 1)),
)


class Influence(NamedTuple):
    """Ratios [%] and grades 1–5 of one year; `confirmed` where every bound used was checked."""

    year: int
    natural: float
    natural_grade: int | None
    social: float
    social_grade: int | None
    confirmed: bool

    @property
    def finding(self) -> Finding | None:
        """W505 while the bounds are not confirmed."""
        return None if self.confirmed else W505.at(field="threshold")


def influence_of(
    year: int,
    pattern_1: float,
    simulation_1: float,
    simulation_2: float,
    thresholds: Sequence[Threshold] = UNCONFIRMED,
) -> Influence:
    """Natural and social influence from three totals [persons] of the same year.

    A ratio equal to a bound belongs to the higher grade. ValueError where a total is not positive.
    """
    if min(pattern_1, simulation_1) <= 0:
        raise ValueError("totals are positive")
    natural, social = 100 * simulation_1 / pattern_1, 100 * simulation_2 / simulation_1
    return Influence(
        year,
        natural,
        grade_of(natural, NATURAL, thresholds),
        social,
        grade_of(social, SOCIAL, thresholds),
        bool(thresholds) and all(item.confirmed for item in thresholds),
    )


def grade_of(ratio: float, kind: str, thresholds: Sequence[Threshold]) -> int | None:
    """The grade of a ratio [%], None where the table has no row for it."""
    reached = [
        item.grade
        for item in thresholds
        if item.kind == kind and (item.at_least is None or ratio >= item.at_least)
    ]
    return max(reached, default=None)
