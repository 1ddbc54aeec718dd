"""`inaxl.merge`: some books, one plan, one fiscal year → the merged table, as a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inaxl.merging.rows import merge_readings, merged_rows
from inaxl.plan.model import Plan
from inaxl.reading import Job, read_books, vocabulary

if TYPE_CHECKING:
    from pandas import DataFrame


def merge(paths: Iterable[Path | str], plan: Plan, fy: int) -> DataFrame:
    """One row per KPI of the plan in `fy`, with the value reported in the books and the cell it stands in.

    Columns: those of kpis.csv as far as they are known before rating, ready for `inaxl.rate`; object dtype, figures
    as Decimal. Raises UnreadableInput for the first book that cannot be read.
    """
    import pandas as pd

    from inaxl.errors import UnreadableInput

    jobs = [Job(Path(path), Path(path).as_posix(), fy) for path in paths]
    readings = []
    for outcome in read_books(jobs, vocabulary(plan, fy)):
        if outcome.failure is not None:
            raise UnreadableInput(outcome.failure)
        if outcome.reading is not None:
            readings.append(outcome.reading)
    merged = merge_readings({fy: readings}, plan, fy)
    return pd.DataFrame([row for row in merged_rows(merged, plan, fy) if row["fy"] == fy], dtype=object)
