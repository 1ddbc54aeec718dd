"""A figure's cell once it is read, the year in it, and which target goes with which year."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from inaxl.forms.binding import Table
from inaxl.forms.indicators import Figure, KpiRow
from inaxl.values.numbers import Reading
from inaxl.values.periods import parse_fiscal_year

_DATED = re.compile(r"^(.*\S)\s*[(（]\s*([^()（）]+?)\s*[)）]\s*$", re.DOTALL)


class Value(NamedTuple):
    """A figure's cell, read."""

    reading: Reading
    raw: object
    cell: str
    fy: int | None


NOTHING = Value(Reading(None, "missing"), None, "", None)
"""Where there is no cell."""


def without_year(raw: object, *, is_actual: bool, fy: int | None) -> tuple[object, int | None]:
    """A figure with its year in brackets below it (`72 (H30)`), apart; an actual only of its own column's year."""
    year = year_in(raw)
    if not isinstance(raw, str) or year is None or (is_actual and year != fy):
        return raw, None
    match = _DATED.match(raw)
    return (type(raw)(match[1]), year) if match else (raw, None)


def year_in(raw: object) -> int | None:
    """The year in brackets behind a figure."""
    match = _DATED.match(raw) if isinstance(raw, str) else None
    return parse_fiscal_year(match[2]) if match and not match[2].strip().isdigit() else None


def current_year(table: Table, kpi: KpiRow) -> int | None:
    """The year to which 状態 and 備考 belong: that of the form, else the newest column."""
    years = [figure.fy for figure in kpi.actuals]
    if table.fy is not None and table.fy.fy in years:
        return table.fy.fy
    return max((year for year in years if year is not None), default=None)


def target_for(targets: list[tuple[Figure, Value]], fy: int | None, kpi: KpiRow) -> Value:
    """The target that goes with a year: the final one; where every year has its own, that of the year."""
    if not targets:
        return NOTHING
    years = {figure.fy for figure in kpi.actuals}
    final = [(f, v) for f, v in targets if f.fy is None or f.fy not in years]
    paired = [(f, v) for f, v in targets if f.fy is not None and f.fy in years]
    if paired and any(f.series == g.series for f, _ in final for g, _ in paired):
        paired, final = targets, []  # R4目標 R5目標 R6目標: the last of a series, not a final target
    filled = [(f, v) for f, v in final if v.raw is not None]
    if filled:
        return max(filled, key=_target_year)[1]
    own = next((v for f, v in paired if f.fy == fy and v.raw is not None), None)
    if own is not None:
        return own
    filled = [(f, v) for f, v in targets if v.raw is not None]
    return max(filled or targets, key=_target_year)[1]


def _target_year(item: tuple[Figure, Value]) -> Decimal:
    return Decimal(item[0].fy or 9999)
