"""The rating of a whole table: each row of KPI and fiscal year judged with its KPI's earlier years at hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from inaxl.evaluate.rating import Judgement, YearValue, judge
from inaxl.plan.model import Indicator, RatingRules

REQUIRED = (
    "kpi_id",
    "fy",
    "actual",
    "status",
    "direction",
    "accumulation",
    "target",
    "target_fy",
    "baseline",
    "baseline_fy",
)
RESULT_COLUMNS = (
    "evaluated",
    "target",
    "target_fy",
    "achievement",
    "progress",
    "rating",
    "reached",
    "omitted",
    "even_path",
    "explanation",
)


def rated_table(entries: pd.DataFrame, rules: RatingRules, first_fy: int | None = None) -> pd.DataFrame:
    """See `inaxl.evaluate.rating.rate`."""
    missing = [column for column in REQUIRED if column not in entries.columns]
    if missing:
        raise KeyError(f"columns missing: {', '.join(missing)}")
    clean = entries.astype(object).where(entries.notna(), None)
    rows = [{str(column): value for column, value in row.items()} for row in clean.to_dict("records")]
    first = first_fy if first_fy is not None else min((row["fy"] for row in rows), default=0)
    years: dict[str, dict[int, YearValue]] = {}
    interim: dict[str, dict[int, Decimal]] = {}
    for row in rows:
        years.setdefault(row["kpi_id"], {})[row["fy"]] = YearValue(_decimal(row["actual"]), row["status"])
        if row.get("interim_target") is not None:
            interim.setdefault(row["kpi_id"], {})[row["fy"]] = Decimal(str(row["interim_target"]))
    for row in rows:
        indicator = _indicator(row, interim.get(row["kpi_id"], {}))
        row.update(_result(judge(indicator, years[row["kpi_id"]], row["fy"], rules, first)))
    columns = [*entries.columns, *(c for c in RESULT_COLUMNS if c not in entries.columns)]
    return pd.DataFrame(rows, columns=columns, index=entries.index, dtype=object)


def _result(judgement: Judgement) -> dict[str, Any]:
    return {column: getattr(judgement, column) for column in RESULT_COLUMNS}


def _decimal(value: Any) -> Decimal | None:
    return value if value is None or isinstance(value, Decimal) else Decimal(str(value))


def _indicator(row: dict[str, Any], interim: dict[int, Decimal]) -> Indicator:
    comparable = row.get("baseline_comparable")
    return Indicator(
        id=row["kpi_id"],
        name=row.get("name") or row["kpi_id"],
        unit=row.get("unit") or "",
        decimals=row.get("decimals"),
        direction=row["direction"],
        accumulation=row["accumulation"],
        baseline=_decimal(row["baseline"]),
        baseline_fy=row["baseline_fy"],
        baseline_text="",
        baseline_comparable=True if comparable is None else bool(comparable),
        target=_decimal(row["target"]),
        target_fy=row["target_fy"],
        target_text="",
        interim=interim,
        source="",
        note="",
    )
