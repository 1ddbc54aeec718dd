"""What a table of open data is: columns with type, unit and words in Japanese and English, keys, references.

Types only. The tables themselves are in `tables_plan.py` and `tables_year.py`, all together in `tables.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["text", "list", "integer", "figure", "computed", "flag", "date"]
"""`text`; `list`: texts joined by `SEPARATOR`; `integer`; `figure`: a decimal with the precision as entered; `computed`: a
decimal worked out by us, to ten places at most; `flag`: true or false; `date`: 2024-03-31."""

DATATYPES: dict[Kind, str] = {
    "text": "string",
    "list": "string",
    "integer": "integer",
    "figure": "decimal",
    "computed": "decimal",
    "flag": "boolean",
    "date": "date",
}
"""What each kind is called in CSV on the Web (names of XML Schema)."""
SEPARATOR = "、"
YEAR, FISCAL_YEAR, PERSONS, RATIO = "年", "年度", "人", "比（1＝100%）"


class Column(NamedTuple):
    """One column. `about` and `about_en` say what the titles do not; `unit` where every figure has the same one.

    `words` are the only values that it may have, with their Japanese words; `must`: it is never blank.
    """

    name: str
    kind: Kind
    title: str
    title_en: str
    about: str = ""
    about_en: str = ""
    unit: str = ""
    words: Mapping[str, str] | None = None
    must: bool = False


class Reference(NamedTuple):
    """A column whose values are found in the column of the same kind of another table (foreign key)."""

    column: str
    table: str
    target: str


class Table(NamedTuple):
    """One CSV file. `key`: columns that together name a row (primary key), empty where no such columns exist."""

    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def file_name(self) -> str:
        """`kpis.csv`."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def identifier(name: str, title: str, title_en: str, *, must: bool = False) -> Column:
    """An ID of the plan book."""
    return Column(name, "text", title, title_en, "戦略台帳のID", "ID of the plan book", must=must)


def fiscal_year(name: str, title: str, title_en: str, *, must: bool = False) -> Column:
    """A fiscal year, by the calendar year in which it begins (April)."""
    return Column(
        name, "integer", title, title_en, "年度の始まる年（2023＝令和5年度）",
        "Calendar year in which the fiscal year begins (April)", FISCAL_YEAR, must=must,
    )  # fmt: skip
