"""One-cell rules of the population book as a pandera schema: all figures in one frame, one validation.

Columns are never coerced. The index is the position of the figure, `error` of each check our code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from inaxl.findings import CATALOGUE, Finding

E507, E509 = CATALOGUE["E507"], CATALOGUE["E509"]


class Figure(NamedTuple):
    """One figure and its place. `kind`: `persons` (not negative), `change` (any sign), `ratio` (survival, 0 to 1)."""

    kind: str
    value: float
    sheet: str
    cell: str
    heading: str
    text: str


@cache
def figure_schema() -> pa.DataFrameSchema:
    """`persons` and `ratio` hold the figures of their kind, blank elsewhere."""
    return pa.DataFrameSchema(
        {
            "persons": pa.Column(float, pa.Check.ge(0, error=E507.code), nullable=True),
            "ratio": pa.Column(float, pa.Check(_possible, error=E509.code), nullable=True),
        }
    )


def _possible(ratios: pd.Series[float]) -> pd.Series[bool]:
    return (ratios > 0) & (ratios <= 1)


def check_figures(figures: Sequence[Figure], *, book: str) -> list[Finding]:
    """E507 and E509, each at its cell."""
    if not figures:
        return []
    values = pd.Series([figure.value for figure in figures], dtype=float)
    kinds = pd.Series([figure.kind for figure in figures])
    frame = pd.DataFrame(
        {"persons": values.where(kinds == "persons"), "ratio": values.where(kinds == "ratio")}
    )
    try:
        figure_schema().validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases
        return [
            _finding(figures[int(position)], str(check), book)
            for position, check in zip(failures["index"], failures["check"], strict=True)
        ]
    return []


def _finding(figure: Figure, code: str, book: str) -> Finding:
    place = {"book": book, "sheet": figure.sheet, "cell": figure.cell, "value": figure.text}
    return CATALOGUE[code].at(**place, field="population", column=figure.heading)
