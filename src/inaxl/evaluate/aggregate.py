"""From ratings to counts: per goal, field, measure, project, department and in total. The levels always add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from inaxl.plan.model import RATINGS

UNSET_TITLE = "未設定"


class Counts(NamedTuple):
    """Number of KPIs per rating, and the mean achievement [ratio] of those that have one (no cap)."""

    on_track: int
    mostly_on_track: int
    needs_effort: int
    no_actual: int
    average_achievement: Decimal | None

    @property
    def kpis(self) -> int:
        """All KPIs, reported or not."""
        return self.on_track + self.mostly_on_track + self.needs_effort + self.no_actual

    @property
    def fulfilled(self) -> int:
        """On track or mostly on track."""
        return self.on_track + self.mostly_on_track

    def share(self, count: int) -> Decimal:
        """`count` in percent of all KPIs, one decimal, rounded half up; 0 of 0 is 0."""
        if not self.kpis:
            return Decimal("0.0")
        return (Decimal(100 * count) / self.kpis).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def shares(self) -> dict[str, Decimal]:
        """Percent of each rating, one decimal, as the city prints them: each rounded on its own."""
        return {rating: self.share(getattr(self, rating)) for rating in RATINGS}


class Level(NamedTuple):
    """Counts of one goal, field, … ; `id` None for the KPIs of which the plan does not say it."""

    id: str | None
    title: str
    counts: Counts


def effective_rating(row: Mapping[str, Any]) -> str:
    """The rating that counts: a person's override, else what the rule gives."""
    return str(row.get("rating_override") or row["rating"])


def count(rows: Iterable[Mapping[str, Any]]) -> Counts:
    """Counts over rows with `rating`, `rating_override` and `achievement`. The order of rows does not matter."""
    tally: dict[str, int] = dict.fromkeys(RATINGS, 0)
    achievements: list[Decimal] = []
    for row in rows:
        tally[effective_rating(row)] += 1
        if row["achievement"] is not None:
            achievements.append(row["achievement"])
    mean = None
    if achievements:
        mean = (sum(sorted(achievements), Decimal(0)) / len(achievements)).quantize(
            Decimal("0.000001"), ROUND_HALF_UP
        )
    return Counts(
        tally["on_track"],
        tally["mostly_on_track"],
        tally["needs_effort"],
        tally["no_actual"],
        average_achievement=mean,
    )


def count_by(rows: Sequence[Mapping[str, Any]], key: str, titles: Mapping[str, str]) -> tuple[Level, ...]:
    """Counts per value of `key`, for every member of `titles` (id → title) in its order, even with no KPI at all.

    Rows whose key is None or unknown are counted under id None, 未設定, so that the levels add up to the total.
    """
    groups: dict[str | None, list[Mapping[str, Any]]] = {member: [] for member in titles}
    for row in rows:
        member = row[key] if row[key] in titles else None
        groups.setdefault(member, []).append(row)
    return tuple(
        Level(member, titles[member] if member is not None else UNSET_TITLE, count(members))
        for member, members in groups.items()
    )
