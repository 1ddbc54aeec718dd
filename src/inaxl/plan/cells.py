"""One cell of a plan book as a value: text, figure, fiscal year, word of a list. Nothing here raises."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from inaxl.plan.columns import Column
from inaxl.values.labels import label_key
from inaxl.values.periods import day_label, parse_fiscal_year, parse_period
from inaxl.values.ranges import parse_range

_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_NEGATIVE = str.maketrans(dict.fromkeys("△▲−‐‑–", "-"))
_BLANKS = re.compile(r"\s+")
_STRETCH = re.compile("[～〜~]")
_SEPARATORS = re.compile(r"[、,，;；\n]+")


def text_of(value: Any) -> str:
    """The cell's text as a person reads it: '' for blank, `12` for the stored number 12.0, a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def label_of(value: Any) -> str:
    """A header or word for comparison: width, blanks and line breaks do not matter."""
    return label_key(text_of(value))


def number_of(value: Any) -> Decimal | None:
    """The figure that is written there, with its digits; None where there is none or it cannot be read."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    if not isinstance(value, str):
        return None
    plain = _BLANKS.sub("", normalize("NFKC", value.translate(_NEGATIVE)))
    plain = _GROUPED.sub("", plain)
    return Decimal(plain) if _PLAIN_NUMBER.fullmatch(plain) else None


def year_of(value: Any) -> int | None:
    """The fiscal year (year in which it starts): `2024`, `R06`, `令和6年度`; None where it cannot be read."""
    return None if is_blank(value) else parse_fiscal_year(value)


def date_of(value: Any) -> dt.date | None:
    """A day as Excel stores it or as a person writes it (令和5年8月24日); None where there is none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    period = parse_period(value) if text_of(value) else None
    if period is None or period.kind != "date" or period.month is None or period.day is None:
        return None
    try:
        return dt.date(period.year, period.month, period.day)
    except ValueError:
        return None  # 2月30日


def date_text(value: Any) -> str:
    """A date as it is printed: a day in the era, else the words that stand there."""
    day = date_of(value)
    return day_label(day) if day else text_of(value)


def is_period(value: Any) -> bool:
    """Whether a time can be recognised: a day, month or year, or a stretch whose beginning is one."""
    if date_of(value) is not None:
        return True
    period = parse_period(_STRETCH.split(text_of(value))[0])
    return period is not None and period.kind != "date"


def word_of(value: Any, words: Mapping[str, str]) -> str | None:
    """Key of a listed word, None where it is blank or not in the list."""
    label = label_of(value)
    return next((key for key, word in words.items() if label and label in (label_of(word), key)), None)


def items_of(value: Any) -> tuple[str, ...]:
    """The IDs or words in a cell, separated by 、 or a line break."""
    return tuple(item for part in _SEPARATORS.split(text_of(value)) if (item := part.strip()))


def is_blank(value: Any) -> bool:
    """Nothing is written there, or only blanks."""
    return text_of(value) == ""


def fits(column: Column, value: Any) -> bool:
    """Whether a filled cell can be read as what its column holds; blank cells always fit."""
    if is_blank(value):
        return True
    if column.kind == "number":
        return number_of(value) is not None or (column.ranged and parse_range(text_of(value)) is not None)
    if column.kind == "year":
        return year_of(value) is not None
    if column.kind == "date":
        return date_of(value) is not None
    if column.kind == "period":
        return is_period(value)
    return column.words is None or word_of(value, column.words) is not None
