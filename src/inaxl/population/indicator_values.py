"""One indicator at one date or in one year, as it is printed."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from inaxl.population.tables import Measure


class IndicatorValue(NamedTuple):
    """One indicator at one date or in one year; `value` None with a `reason`. `low`, `high`: 95 % interval."""

    indicator: str
    label: str
    year: int
    as_of: dt.date | None
    value: float | None
    unit: str
    denominator: str
    series: str
    reason: str = ""
    low: float | None = None
    high: float | None = None


def values_of(found: Measure, series: str) -> list[IndicatorValue]:
    """A measure by date as single values."""
    return [
        IndicatorValue(
            found.name,
            found.label,
            key.date.year if key.date else 0,
            key.date,
            None if np.isnan(value) else float(value),
            found.unit,
            found.denominator,
            series,
            reason,
        )
        for key, value, reason in zip(found.keys, found.values, found.reasons, strict=True)
    ]
