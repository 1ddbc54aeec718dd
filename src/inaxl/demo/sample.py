"""The sample figures and texts of the demo, from the CSV files beside it. All are made up (架空)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

SAMPLE_YEARS = (2021, 2022, 2023)  # years with department books; 2020 stands in their earlier-year columns
_FIRST_YEAR = 2020
_HERE = Path(__file__).parent


def saved_on(fy: int) -> dt.date:
    """The day on which the departments saved their books of a fiscal year: 31 May after its end."""
    return dt.date(fy + 1, 5, 31)


@dataclass(frozen=True, slots=True)
class SampleKpi:
    """One KPI of the demo: its definition as text by column of `kpis.csv`, and what departments report.

    `actuals` holds by fiscal year a figure [unit], a status word such as 集計中, or None for nothing;
    `notes` the 備考.
    """

    id: str
    definition: Mapping[str, str]
    actuals: Mapping[int, Decimal | str | None]
    notes: Mapping[int, str]


@cache
def sample_kpis() -> tuple[SampleKpi, ...]:
    """The sample KPIs in the order of the plan book."""
    return tuple(_kpi(row) for row in _rows("kpis.csv"))


@cache
def sample_cards() -> Mapping[tuple[str, int], Mapping[str, str]]:
    """PDCA texts by (project ID, fiscal year): `done`, `result`, `issue`, `decision`, `next_action`."""
    texts = ("done", "result", "issue", "decision", "next_action")
    return {
        (row["project_id"], int(row["fy"])): {key: row[key] for key in texts} for row in _rows("cards.csv")
    }


def _kpi(row: dict[str, str]) -> SampleKpi:
    years = (_FIRST_YEAR, *SAMPLE_YEARS)
    return SampleKpi(
        id=row["id"],
        definition=row,
        actuals={year: _shown(row[f"actual_{year}"]) for year in years},
        notes={year: row[f"note_{year}"] for year in SAMPLE_YEARS},
    )


def _shown(text: str) -> Decimal | str | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return text  # a status word


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
