"""Actuals that the plan book itself keeps: of the goals' numeric targets, and what the city has published.

The departments' actuals of the KPIs are not here; they come from their own books (`entries/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inaxl.plan.model import Status


@dataclass(frozen=True, slots=True)
class GoalActual:
    """A year's actual of a goal's numeric target, as the secretariat keeps it, with the cell it stands in."""

    goal_id: str
    fy: int
    value: Decimal | None
    status: Status
    as_of: str
    source: str
    note: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishedActual:
    """An actual that the city has published, kept for reference; `rating_text` is its rating, verbatim."""

    kpi_id: str
    fy: int
    value: Decimal | None
    rating_text: str
    source: str
    sheet: str
    cell: str
    text: str
