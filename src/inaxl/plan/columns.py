"""What a column and a table of a plan book are: the words in which `layout` describes its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "year", "date", "period", "choice", "reference", "references"]
"""`date` a day; `period` a day, month, year or a stretch of them, shown as it is written."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is the name in row dicts, `header` the word on the sheet, `width` in Excel's units.

    `must` the column has to be there · `filled` the cell has to be filled, `hint` says how · `unique` an ID ·
    `words` the allowed words by their key · `refers_to` the key of the table whose IDs are allowed ·
    `entry` somebody still has to fill it where it is blank (tinted) · `wrap` may take several lines ·
    `ranged` a figure that may also be a range such as 20～30 · `optional` written only where a row fills it.
    """

    key: str
    header: str
    width: float
    kind: Kind = "text"
    must: bool = False
    filled: bool = False
    hint: str = ""
    unique: bool = False
    words: Mapping[str, str] | None = None
    refers_to: str = ""
    entry: bool = False
    wrap: bool = False
    ranged: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. A sheet may hold several, one under the other.

    `frozen` columns stay in sight · `paper` A4 or A3, landscape · `spare` rows prepared for entry below the
    last one · `optional` the sheet may be missing.
    """

    key: str
    sheet: str
    columns: tuple[Column, ...]
    frozen: int = 0
    paper: Literal["A4", "A3"] = "A4"
    spare: int = 0
    optional: bool = False

    def column(self, key: str) -> Column:
        """The column with that key; targets of single years have the keys `interim_2021` and so on."""
        return next(column for column in self.columns if column.key == key)

    @property
    def identifier(self) -> Column | None:
        """The column that holds the table's IDs, None where it has none."""
        return next((column for column in self.columns if column.unique), None)
