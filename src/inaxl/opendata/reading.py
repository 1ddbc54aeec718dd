"""Published open data read back, by anybody: the KPI rows as they were judged, and the rules to judge them again."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.opendata.columns import SEPARATOR, Kind, Table
from inaxl.opendata.tables_plan import PLAN, RATING_WORDS
from inaxl.opendata.tables_year import KPIS
from inaxl.plan.model import RatingLevel, RatingRules

_READERS: dict[Kind, Callable[[str], Any]] = {
    "text": str,
    "list": lambda text: tuple(text.split(SEPARATOR)),
    "integer": int,
    "figure": Decimal,
    "computed": Decimal,
    "flag": lambda text: text == "true",
    "date": dt.date.fromisoformat,
}


class PublishedYear(NamedTuple):
    """`rows`: those of kpis.csv; `rules`: the rating scale; `first_fy`: first fiscal year of the term.

    `to_rate(rows)` with `inaxl.rate` or `evaluate.table.rate_rows` gives the published ratings again.
    """

    rows: tuple[dict[str, Any], ...]
    rules: RatingRules
    first_fy: int

    def to_rate(self) -> list[dict[str, Any]]:
        """The rows as they were before rating: the target is the final one, and what was worked out is left out."""
        worked_out = ("evaluated", "achievement", "progress", "rating", "explanation")
        return [
            {key: value for key, value in row.items() if key not in worked_out}
            | {"target": row["final_target"], "target_fy": row["final_target_fy"]}
            for row in self.rows
        ]


def read_year(folder: Path | str) -> PublishedYear:
    """A folder of open data (`fy2023/data`). Raises OSError where a file is missing, ValueError for what is none."""
    folder = Path(folder)
    plan = next(read_table(folder / PLAN.file_name, PLAN))
    levels = tuple(
        RatingLevel(
            row["rating"], row["label"] or "", row["glyph"] or "", row["at_least"], row["meaning"] or ""
        )
        for row in read_table(folder / RATING_WORDS.file_name, RATING_WORDS)
    )
    rules = RatingRules(levels, plan["judged_against"], plan["decrease_by"])
    return PublishedYear(read_kpis(folder / KPIS.file_name), rules, plan["first_fy"])


def read_kpis(path: Path | str) -> tuple[dict[str, Any], ...]:
    """The rows of a kpis.csv: figures as Decimal, years as int, flags as bool, blanks as None."""
    return tuple(read_table(Path(path), KPIS))


def read_table(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of one file. Raises ValueError where its header is another or a value is not of its column's type."""
    names = [column.name for column in table.columns]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        if next(reader, None) != names:
            raise ValueError(f"{path.name}: not the columns of {table.file_name}")
        for fields in reader:
            yield {
                column.name: _READERS[column.kind](text) if text else None
                for column, text in zip(table.columns, fields, strict=True)
            }
