"""The rating of a whole table: each row of KPI and fiscal year judged with its KPI's earlier years at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inaxl.evaluate.pace import outlook, pace
from inaxl.evaluate.rating import Judgement, YearValue, judge
from inaxl.plan.model import Indicator, RatingRules

if TYPE_CHECKING:
    from pandas import DataFrame

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
PACE_COLUMNS = ("needed_per_year", "years_left", "outlook", "outlook_low", "outlook_high", "outlook_fy")


def rate(entries: DataFrame, rules: RatingRules, first_fy: int | None = None) -> DataFrame:
    """Rate every row of a table of KPI values; a new table, the input stays as it is.

    entries: one row per KPI and fiscal year with columns `kpi_id, fy, actual, status, direction, accumulation,
    target, target_fy, baseline, baseline_fy` (target: the final one), optionally `name, unit, decimals,
    interim_target` (the row's own year), `baseline_comparable`, `target_upper` (the other end of a target that is a
    range), and `minimum, maximum` (what is possible at all). first_fy: first year of the term (default: the earliest in
    the table). Adds `evaluated, achievement, progress, rating, reached, even_path, omitted, explanation`, sets
    `target, target_fy` to what was judged against, and adds for the table's last year `needed_per_year, years_left`
    (`pace.pace`) and `outlook, outlook_low, outlook_high, outlook_fy` (`pace.outlook`; never a result). Raises KeyError
    for a missing column.
    """
    import pandas as pd

    missing = [column for column in REQUIRED if column not in entries.columns]
    if missing:
        raise KeyError(f"columns missing: {', '.join(missing)}")
    clean = entries.astype(object).where(entries.notna(), None)
    rows = [{str(column): value for column, value in row.items()} for row in clean.to_dict("records")]
    rated = rate_rows(rows, rules, first_fy)
    added = (*RESULT_COLUMNS, *PACE_COLUMNS)
    columns = [*entries.columns, *(c for c in added if c not in entries.columns)]
    return pd.DataFrame(rated, columns=columns, index=entries.index, dtype=object)


def rate_rows(
    entries: Iterable[Mapping[str, Any]], rules: RatingRules, first_fy: int | None = None
) -> list[dict[str, Any]]:
    """`rate` for rows that are no data frame: the columns are keys, and what is unknown is None."""
    rows = [dict(row) for row in entries]
    first = first_fy if first_fy is not None else min((row["fy"] for row in rows), default=0)
    years: dict[str, dict[int, YearValue]] = {}
    interim: dict[str, dict[int, Decimal]] = {}
    for row in rows:
        years.setdefault(row["kpi_id"], {})[row["fy"]] = YearValue(_decimal(row["actual"]), row["status"])
        if row.get("interim_target") is not None:
            interim.setdefault(row["kpi_id"], {})[row["fy"]] = Decimal(str(row["interim_target"]))
    last = max((row["fy"] for row in rows), default=0)
    for row in rows:
        indicator = _indicator(row, interim.get(row["kpi_id"], {}))
        start = row.get("compared_from")  # later than the term's first year where the definition changed
        begin = start if start and indicator.accumulation == "cumulative" else first
        judgement = judge(indicator, years[row["kpi_id"]], row["fy"], rules, begin)
        known = years[row["kpi_id"]] if row["fy"] == last else {}
        known = {year: value for year, value in known.items() if year >= (start or year)}
        row.update(_result(judgement) | _pace(indicator, judgement, known, row))
    return rows


def _result(judgement: Judgement) -> dict[str, Any]:
    return {column: getattr(judgement, column) for column in RESULT_COLUMNS}


def _pace(
    indicator: Indicator, judgement: Judgement, known: dict[int, YearValue], row: dict[str, Any]
) -> dict[str, Any]:
    """What the remaining years have to bring and where the figure leads; all None where `known` is empty."""
    values = {year: item.value for year, item in known.items() if item.value is not None}
    if not values:
        return dict.fromkeys(PACE_COLUMNS)
    need = pace(indicator, judgement.evaluated, row["fy"])
    least, most = _decimal(row.get("minimum")), _decimal(row.get("maximum"))
    seen = outlook(indicator, values, row["fy"], least=least, most=most)
    needed = (need.per_year, need.years_left) if need else (None, None)
    found = (seen.value, seen.low, seen.high, seen.fy) if seen else (None,) * 4
    return dict(zip(PACE_COLUMNS, (*needed, *found), strict=True))


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
        target_upper=_decimal(row.get("target_upper")),
    )
